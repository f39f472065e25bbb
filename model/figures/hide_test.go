package figures

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// solvable tells which hidden groups follow from the shown ones, by solving all sums in exact fractions: the plain way,
// against which Suppress is held.
func solvable(counts []int, hidden []bool, sums []Total) map[int]bool {
	var at []int
	place := map[int]int{}
	for i, h := range hidden {
		if h {
			place[i] = len(at)
			at = append(at, i)
		}
	}
	var rows [][]*big.Rat
	for _, s := range sums {
		row := make([]*big.Rat, len(at))
		for i := range row {
			row[i] = new(big.Rat)
		}
		for _, p := range s.Parts {
			if hidden[p] {
				row[place[p]].Add(row[place[p]], big.NewRat(1, 1))
			}
		}
		if hidden[s.Whole] {
			row[place[s.Whole]].Sub(row[place[s.Whole]], big.NewRat(1, 1))
		}
		rows = append(rows, row)
	}
	rank := 0
	for col := range at {
		pivot := -1
		for r := rank; r < len(rows); r++ {
			if rows[r][col].Sign() != 0 {
				pivot = r
				break
			}
		}
		if pivot < 0 {
			continue
		}
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		inv := new(big.Rat).Inv(rows[rank][col])
		for i := range rows[rank] {
			rows[rank][i].Mul(rows[rank][i], inv)
		}
		for r := range rows {
			if r == rank || rows[r][col].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Set(rows[r][col])
			for i := range rows[r] {
				rows[r][i].Sub(rows[r][i], new(big.Rat).Mul(f, rows[rank][i]))
			}
		}
		rank++
	}
	out := map[int]bool{}
	for _, row := range rows[:rank] {
		only, n := -1, 0
		for i, v := range row {
			if v.Sign() != 0 {
				only, n = i, n+1
			}
		}
		if n == 1 {
			out[at[only]] = true
		}
	}
	return out
}

// drawTable draws teams with consultants, each in treatment, control and neither, with every sum between them.
func drawTable(t *rapid.T) (counts []int, sums []Total) {
	groups := rapid.SampledFrom([]int{1, 4}).Draw(t, "groups")
	size := rapid.OneOf(rapid.IntRange(0, 6), rapid.IntRange(0, 30))
	var team []int // the team's node of each node, -1 for all and teams
	nodes := 1
	team = append(team, -1)
	for range rapid.IntRange(1, 4).Draw(t, "teams") {
		at := nodes
		nodes++
		team = append(team, -1)
		for range rapid.IntRange(1, 4).Draw(t, "consultants") {
			nodes++
			team = append(team, at)
		}
	}
	counts = make([]int, nodes*groups)
	for n := nodes - 1; n >= 0; n-- {
		for g := range groups {
			leaf := team[n] >= 0 && (groups == 1 || g > 0)
			if leaf {
				counts[n*groups+g] = size.Draw(t, "n")
			}
		}
		if team[n] >= 0 && groups == 4 {
			counts[n*groups] = counts[n*groups+1] + counts[n*groups+2] + counts[n*groups+3]
		}
	}
	for g := range groups {
		all := Total{Whole: g}
		for n := range nodes {
			if n == 0 || team[n] >= 0 {
				continue
			}
			own := Total{Whole: n*groups + g}
			for k := range nodes {
				if team[k] == n {
					own.Parts = append(own.Parts, k*groups+g)
					counts[n*groups+g] += counts[k*groups+g]
				}
			}
			counts[g] += counts[n*groups+g]
			all.Parts = append(all.Parts, n*groups+g)
			sums = append(sums, own)
		}
		sums = append(sums, all)
	}
	if groups == 4 {
		for n := range nodes {
			sums = append(sums, Total{n * 4, []int{n*4 + 1, n*4 + 2, n*4 + 3}})
		}
	}
	return counts, sums
}

// TestSuppressionCannotBeUndone: on random tables of teams, consultants and groups no small group is shown, none
// follows from what is shown, and what stays unknown of a shown whole is never a small group together.
func TestSuppressionCannotBeUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts, sums := drawTable(t)
		small := make([]bool, len(counts))
		for i, n := range counts {
			small[i] = n < LeastGroup
		}
		hidden := Suppress(counts, small, sums)
		for i, n := range counts {
			if n > 0 && n < LeastGroup && !hidden[i] {
				t.Fatalf("a group of %d is shown", n)
			}
			if n == 0 && hidden[i] {
				t.Fatal("a group of nobody is hidden")
			}
		}
		if found := solvable(counts, hidden, sums); len(found) > 0 {
			t.Fatalf("these follow from what is shown: %v of %v, hidden %v", found, counts, hidden)
		}
		for _, s := range sums {
			together := 0
			for _, p := range s.Parts {
				if hidden[p] {
					together += counts[p]
				}
			}
			if !hidden[s.Whole] && together > 0 && together < LeastGroup {
				t.Fatalf("the hidden of a shown whole are %d together", together)
			}
		}
	})
}

func TestSuppress(t *testing.T) {
	line := func(parts ...int) ([]int, []bool, []Total) {
		counts, small, s := []int{0}, []bool{false}, Total{}
		for i, n := range parts {
			counts, small = append(counts, n), append(small, n < LeastGroup)
			counts[0] += n
			s.Parts = append(s.Parts, i+1)
		}
		small[0] = counts[0] < LeastGroup
		return counts, small, []Total{s}
	}
	for _, c := range []struct {
		parts []int
		want  string // of the whole and the parts: h hidden, s shown
	}{
		{[]int{5, 6, 7}, "ssss"},         // five is enough
		{[]int{4, 6, 7}, "shhs"},         // four alone would be the rest; the smallest other goes too
		{[]int{4, 1, 7}, "shhs"},         // two together are five
		{[]int{2, 2, 7}, "shhh"},         // two together are four: a group under five
		{[]int{4, 6, 0}, "shhs"},         // nobody is shown as nobody
		{[]int{1, 1, 1, 1, 1}, "hhhhhh"}, // five of five: each could only be one
		{[]int{1, 1, 1, 1, 1, 7}, "shhhhhh"},
		{[]int{1, 1, 1, 1, 2}, "shhhhh"},
		{[]int{4}, "hh"},
		{[]int{5, 0}, "sss"},
		{[]int{0, 0}, "sss"},
	} {
		counts, small, sums := line(c.parts...)
		got := ""
		for _, h := range Suppress(counts, small, sums) {
			got += map[bool]string{true: "h", false: "s"}[h]
		}
		if got != c.want {
			t.Errorf("%v: got %s, want %s", c.parts, got, c.want)
		}
	}
}

// sizes are all sizes that each hidden group of a small table can have, by trying every one.
func sizes(counts []int, hidden []bool, sums []Total) []map[int]bool {
	const room = 4 // how far above what it is each group is tried
	out := make([]map[int]bool, len(counts))
	for i := range out {
		out[i] = map[int]bool{}
	}
	is := append([]int{}, counts...)
	fits := func() bool {
		for _, s := range sums {
			n := 0
			for _, p := range s.Parts {
				n += is[p]
			}
			if n != is[s.Whole] {
				return false
			}
		}
		return true
	}
	whole := func() { // the wholes stand in order before their parts, so they are worked out backwards
		for k := len(sums) - 1; k >= 0; k-- {
			if s := sums[k]; hidden[s.Whole] {
				is[s.Whole] = 0
				for _, p := range s.Parts {
					is[s.Whole] += is[p]
				}
			}
		}
		if fits() {
			for c, n := range is {
				out[c][n] = true
			}
		}
	}
	isWhole := map[int]bool{}
	for _, s := range sums {
		isWhole[s.Whole] = true
	}
	var try func(i int)
	try = func(i int) {
		switch {
		case i == len(counts):
			whole()
		case isWhole[i] || !hidden[i]:
			try(i + 1)
		default:
			for n := 1; n <= counts[i]+room; n++ {
				is[i] = n
				try(i + 1)
			}
			is[i] = counts[i]
		}
	}
	try(0)
	return out
}

// TestNoHiddenCountCanBeComputed: on small tables of two teams, every hidden group has more than one size that fits all
// that is shown, and where some of a shown whole count, the hidden of it are not all of one sort.
func TestNoHiddenCountCanBeComputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts, num := []int{0, 0, 0}, []int{0, 0, 0}
		sums := []Total{{0, []int{1, 2}}, {1, nil}, {2, nil}}
		for team := 1; team <= 2; team++ {
			for range rapid.IntRange(1, 3).Draw(t, "consultants") {
				n := rapid.IntRange(0, 6).Draw(t, "n")
				sums[team].Parts = append(sums[team].Parts, len(counts))
				counts, num = append(counts, n), append(num, rapid.IntRange(0, n).Draw(t, "num"))
				for _, whole := range []int{0, team} {
					counts[whole] += n
					num[whole] += num[len(num)-1]
				}
			}
		}
		small := make([]bool, len(counts))
		for i, n := range counts {
			small[i] = n < LeastGroup
		}
		hidden := suppress(counts, small, sums, &share{num, counts})
		for i, can := range sizes(counts, hidden, sums) {
			if hidden[i] && len(can) < 2 {
				t.Fatalf("group %d of %v can only be %v, hidden %v", i, counts, can, hidden)
			}
		}
		for _, s := range sums {
			rest, of := 0, 0
			for _, p := range s.Parts {
				if hidden[p] {
					rest, of = rest+num[p], of+counts[p]
				}
			}
			if mixed := num[s.Whole] > 0 && num[s.Whole] < counts[s.Whole]; !hidden[s.Whole] && of > 0 && mixed &&
				(rest == 0 || rest == of) {
				t.Fatalf("%d of %d tells of every hidden group of %v: %v of %v, hidden %v", rest, of, s, num, counts,
					hidden)
			}
		}
	})
}
