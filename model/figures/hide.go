package figures

import (
	"slices"
)

// Total says that a group is the sum of others.
type Total struct {
	Whole int
	Parts []int
}

// Suppress chooses which groups are not shown. Groups are told by their place in counts; small says which must not be
// shown whatever else; sums says which groups add up to which. A group without anybody is always shown, since it is
// about nobody.
//
// The others that are not shown are the fewest and smallest that keep a small group from being found by subtraction,
// found greedily: in every sum at least two groups stay unknown when one is, what stays unknown of a shown whole is
// together LeastGroup or more, and no unknown group is determined by all the sums at once, nor by each group that is not
// shown having at least one member.
func Suppress(counts []int, small []bool, sums []Total) []bool {
	return suppress(counts, small, sums, nil)
}

// share is how many of each group count in a numerator, and how many can.
type share struct{ num, den []int }

// suppress is Suppress for groups whose shares are shown: where some of a shown whole count and some do not, what stays
// unknown of it is not all of one sort, since that would be the share of each unknown group.
func suppress(counts []int, small []bool, sums []Total, of *share) []bool {
	h := &hiding{counts: counts, of: of, hidden: make([]bool, len(counts))}
	for i := range counts {
		h.hidden[i] = small[i] && counts[i] > 0
	}
	for _, s := range sums {
		h.sums = append(h.sums, Total{
			s.Whole, slices.DeleteFunc(slices.Clone(s.Parts), func(p int) bool { return counts[p] == 0 }),
		})
	}
	for {
		h.lines()
		at, found := h.determined()
		if !found {
			return h.hidden
		}
		if !h.hideBeside(at) {
			return h.hidden // everything that it hangs together with is hidden already
		}
	}
}

type hiding struct {
	counts []int
	of     *share // nil where no shares are shown
	hidden []bool
	sums   []Total
}

// lines hides more until no sum gives a hidden group by itself.
func (h *hiding) lines() {
	for changed := true; changed; {
		changed = false
		for _, s := range h.sums {
			for h.tells(s) && h.hideIn(s) {
				changed = true
			}
		}
	}
}

// tells reports whether a sum by itself tells of a hidden group, or of hidden ones that are small together.
func (h *hiding) tells(s Total) bool {
	unknown, together := 0, 0
	for _, p := range s.Parts {
		if h.hidden[p] {
			unknown++
			together += h.counts[p]
		}
	}
	if h.hidden[s.Whole] {
		return unknown == 0
	}
	return unknown == 1 || unknown > 1 && together < LeastGroup || unknown > 0 && h.alike(s)
}

// alike reports whether those of the hidden groups of a mixed whole all count, or none does.
func (h *hiding) alike(s Total) bool {
	if h.of == nil {
		return false
	}
	num, den := 0, 0
	for _, p := range s.Parts {
		if h.hidden[p] {
			num, den = num+h.of.num[p], den+h.of.den[p]
		}
	}
	mixed := h.of.num[s.Whole] > 0 && h.of.num[s.Whole] < h.of.den[s.Whole]
	return mixed && (num == 0 || num == den)
}

// hideIn hides the smallest group of a sum that is still shown, the whole only when nothing else is left.
func (h *hiding) hideIn(s Total) bool {
	at := -1
	for _, p := range s.Parts {
		if !h.hidden[p] && (at < 0 || h.counts[p] < h.counts[at]) {
			at = p
		}
	}
	if at < 0 && !h.hidden[s.Whole] {
		at = s.Whole
	}
	if at >= 0 {
		h.hidden[at] = true
	}
	return at >= 0
}

// hideBeside hides one more group: the nearest that is still shown, going from the sums a group is in to those of the
// hidden groups in them, and so on.
func (h *hiding) hideBeside(at int) bool {
	near, seen := []int{at}, make([]bool, len(h.counts))
	for len(near) > 0 {
		var next []int
		for _, s := range h.sums {
			if !slices.ContainsFunc(near, func(i int) bool { return s.Whole == i || slices.Contains(s.Parts, i) }) {
				continue
			}
			if h.hideIn(s) {
				return true
			}
			for _, p := range append([]int{s.Whole}, s.Parts...) {
				if !seen[p] {
					seen[p] = true
					next = append(next, p)
				}
			}
		}
		near = next
	}
	return false
}

// determined finds a hidden group whose size follows from all that is shown. Where the sums form a tree, lines has left
// none; only where they meet in circles, as in a table of two ways, equations must be solved.
func (h *hiding) determined() (int, bool) {
	if i, found := h.bounded(); found {
		return i, true
	}
	unknown, at := h.unknowns()
	if !h.circular(len(unknown), at) {
		return 0, false
	}
	var rows [][]int64
	for _, s := range h.sums {
		row, some := make([]int64, len(unknown)), false
		for _, p := range s.Parts {
			if h.hidden[p] {
				row[at[p]], some = 1, true
			}
		}
		if h.hidden[s.Whole] {
			row[at[s.Whole]], some = prime-1, true
		}
		if some {
			rows = append(rows, row)
		}
	}
	for _, i := range fixed(rows) {
		return unknown[i], true
	}
	return 0, false
}

// bounded finds a hidden group that can have one size only: each has at least one member, and none more than its whole
// leaves beside the least of the others.
func (h *hiding) bounded() (int, bool) {
	low, high := slices.Clone(h.counts), slices.Clone(h.counts)
	for i, hid := range h.hidden {
		if hid {
			low[i], high[i] = 1, unbounded
		}
	}
	for changed := true; changed; {
		changed = false
		narrow := func(i, least, most int) {
			if h.hidden[i] && (least > low[i] || most < high[i]) {
				low[i], high[i], changed = max(low[i], least), min(high[i], most), true
			}
		}
		for _, s := range h.sums {
			least, most := 0, 0
			for _, p := range s.Parts {
				least, most = least+low[p], most+high[p]
			}
			narrow(s.Whole, least, most)
			for _, p := range s.Parts {
				narrow(p, low[s.Whole]-(most-high[p]), high[s.Whole]-(least-low[p]))
			}
		}
	}
	for i, hid := range h.hidden {
		if hid && low[i] == high[i] {
			return i, true
		}
	}
	return 0, false
}

// unbounded is more than any group has.
const unbounded = 1 << 40

// unknowns lists the hidden groups, and where each is in the list.
func (h *hiding) unknowns() (list []int, at []int) {
	at = make([]int, len(h.counts))
	for i, hid := range h.hidden {
		if hid {
			at[i] = len(list)
			list = append(list, i)
		}
	}
	return list, at
}

// circular reports whether the sums and the unknown groups in them form a circle.
func (h *hiding) circular(unknown int, at []int) bool {
	root := make([]int, unknown+len(h.sums))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for n, s := range h.sums {
		for k := -1; k < len(s.Parts); k++ {
			p := s.Whole
			if k >= 0 {
				p = s.Parts[k]
			}
			if !h.hidden[p] {
				continue
			}
			a, b := find(unknown+n), find(at[p])
			if a == b {
				return true
			}
			root[a] = b
		}
	}
	return false
}

// prime is the modulus that equations are solved with: exact, and small enough for products of two to fit.
const prime = 1<<31 - 1

// fixed brings equations to their reduced form and lists the unknowns that have one value: those alone in a row.
func fixed(rows [][]int64) []int {
	if len(rows) == 0 {
		return nil
	}
	var out []int
	rank, width := 0, len(rows[0])
	for col := 0; col < width && rank < len(rows); col++ {
		at := slices.IndexFunc(rows[rank:], func(r []int64) bool { return r[col] != 0 })
		if at < 0 {
			continue
		}
		rows[rank], rows[rank+at] = rows[rank+at], rows[rank]
		scale(rows[rank], inverse(rows[rank][col]))
		for i := range rows {
			if i != rank && rows[i][col] != 0 {
				subtract(rows[i], rows[rank], rows[i][col])
			}
		}
		rank++
	}
	for _, r := range rows[:rank] {
		first, more := -1, false
		for i, v := range r {
			if v != 0 {
				more = first >= 0
				if more {
					break
				}
				first = i
			}
		}
		if first >= 0 && !more {
			out = append(out, first)
		}
	}
	return out
}

func scale(row []int64, by int64) {
	for i := range row {
		row[i] = row[i] * by % prime
	}
}

func subtract(row, other []int64, times int64) {
	for i, v := range other {
		if v != 0 {
			row[i] = (row[i] + (prime-times)*v) % prime
		}
	}
}

// inverse is the number that gives 1 with v, by Fermat's little theorem.
func inverse(v int64) int64 {
	out := int64(1)
	for e := int64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			out = out * v % prime
		}
		v = v * v % prime
	}
	return out
}
