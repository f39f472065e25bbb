package figures

import (
	"jobspor/model"
)

// tallyTable adds up what members give, by leaf: a consultant and a group of a controlled trial.
type tallyTable struct {
	den, num, people, left []int
	values                 []leafValue
	lean                   bool // a point of a series: nobody asks who is behind it
	behind                 []Person
	at                     []int // leaf of each of behind
	parts                  map[string]*partTally
	keys                   []string // of parts, as they came
}

type leafValue struct {
	leaf int
	v    float64
}

type partTally struct {
	den, num, people []int
	hours            []float64
}

// groupsOf is how many groups a leaf can be in: none, treatment, control.
const groupsOf = 3

func leafOf(owner, group int) int { return owner*groupsOf + group }

func (s *computation) newTally(lean bool) *tallyTable {
	n := leafOf(len(s.b.consultants)+1, 0)
	all := make([]int, 4*n)
	return &tallyTable{
		lean: lean, den: all[:n:n], num: all[n : 2*n : 2*n], people: all[2*n : 3*n : 3*n], left: all[3*n:],
	}
}

// add takes what a member gives.
func (t *tallyTable) add(m *memberRow, c memberCount, valued bool) {
	leaf := leafOf(m.owner, m.group)
	if c.left {
		t.left[leaf]++
	}
	if c.den == 0 {
		return
	}
	t.den[leaf] += c.den
	t.num[leaf] += c.num
	t.people[leaf]++
	valued = valued && c.num > 0
	if valued {
		t.values = append(t.values, leafValue{leaf, c.value})
	}
	if t.lean {
		return
	}
	t.behind = append(t.behind, Person{CitizenID: m.row.ID, Counts: c.num > 0, Value: c.value, HasValue: valued})
	t.at = append(t.at, leaf)
}

// part takes what a member gives to one part of the group, such as an outcome; it is called once for a member and part.
func (t *tallyTable) part(key string, leaf int, c memberCount, hours float64) {
	if t.parts == nil {
		t.parts = map[string]*partTally{}
	}
	p := t.parts[key]
	if p == nil {
		n := len(t.den)
		p = &partTally{make([]int, n), make([]int, n), make([]int, n), make([]float64, n)}
		t.parts[key] = p
		t.keys = append(t.keys, key)
	}
	p.den[leaf] += c.den
	p.num[leaf] += c.num
	p.hours[leaf] += hours
	if c.den > 0 {
		p.people[leaf]++
	}
}

// tallyFunc fills a tally with the days from a to b.
type tallyFunc func(s *computation, a, b model.Date, t *tallyTable)

// each measures every member.
func each(f measureFunc) tallyFunc {
	return func(s *computation, a, b model.Date, t *tallyTable) {
		for i := range s.members {
			if m := &s.members[i]; m.start <= b {
				t.add(m, f(s, m, a, b), false)
			}
		}
	}
}

// eachMean is each for measures of which everybody in the group has a value, many of them zero.
func eachMean(f measureFunc) tallyFunc {
	return func(s *computation, a, b model.Date, t *tallyTable) {
		for i := range s.members {
			m := &s.members[i]
			if m.start > b {
				continue
			}
			c := f(s, m, a, b)
			t.add(m, c, false)
			if c.den > 0 {
				t.values = append(t.values, leafValue{leafOf(m.owner, m.group), c.value})
				if !t.lean {
					t.behind[len(t.behind)-1].HasValue = true
				}
			}
		}
	}
}

// eachValue is each for measures with a value.
func eachValue(f measureFunc) tallyFunc {
	return func(s *computation, a, b model.Date, t *tallyTable) {
		for i := range s.members {
			if m := &s.members[i]; m.start <= b {
				t.add(m, f(s, m, a, b), true)
			}
		}
	}
}

// countFollowed counts who is followed on the last day.
func countFollowed(s *computation, _, b model.Date, t *tallyTable) {
	for i := range s.members {
		if m := &s.members[i]; covered(m.open, b) {
			t.add(m, shareOf(true), false)
		}
	}
}

// countVisits counts the contacts face to face. Without a programme all of them, by who had them; in a programme those
// about its citizens, by who follows the citizen, so that they can be told by group.
func countVisits(s *computation, a, b model.Date, t *tallyTable) {
	if s.sel.Programme == "" {
		for _, c := range s.b.contacts {
			if c.day >= a && c.day <= b {
				t.num[leafOf(c.owner, 0)]++
				if c.citizen >= 0 && !t.lean {
					t.behind = append(t.behind, Person{CitizenID: s.b.citizens[c.citizen].row.ID, Counts: true})
					t.at = append(t.at, leafOf(c.owner, 0))
				}
			}
		}
		return
	}
	met := make(map[int]int)
	for _, c := range s.b.contacts {
		if c.day >= a && c.day <= b {
			met[c.citizen]++
		}
	}
	for i := range s.members {
		m := &s.members[i]
		if in, _ := m.counts(a, b); in {
			t.add(m, memberCount{den: 1, num: met[m.at]}, false)
		}
	}
}

// ledByWorkplace adds up by workplace what came of placements.
func ledByWorkplace(s *computation, a, b model.Date, t *tallyTable) {
	for i := range s.members {
		m := &s.members[i]
		t.add(m, ledToPay(s, m, a, b), false)
		at := map[string]memberCount{}
		for p := range m.begun(a, b) {
			if c := at[p.row.CompanyID]; p.row.Kind == "trial" || p.row.Kind == "traineeship" {
				c.den++
				if m.paidAt(p.row.CompanyID, p.from, b) {
					c.num++
				}
				at[p.row.CompanyID] = c
			}
		}
		for company, c := range at {
			hours := 0.0
			for _, p := range m.paid {
				if p.row.CompanyID == company && p.day >= a && p.day <= b && covered(m.spans, p.day) {
					hours += float64(p.hours) / 4
				}
			}
			t.part(company, leafOf(m.owner, m.group), c, hours)
		}
	}
}

// howEnded adds up how things ended, by a word for each.
func howEnded(each func(s *computation, m *memberRow, a, b model.Date) []string) tallyFunc {
	return func(s *computation, a, b model.Date, t *tallyTable) {
		for i := range s.members {
			m := &s.members[i]
			words := each(s, m, a, b)
			t.add(m, memberCount{den: len(words), num: len(words)}, false)
			by := map[string]int{}
			for _, w := range words {
				by[w]++
			}
			for w, n := range by {
				t.part(w, leafOf(m.owner, m.group), memberCount{den: n, num: n}, 0)
			}
		}
	}
}

func enrolmentOutcomes(s *computation, m *memberRow, a, b model.Date) (out []string) {
	for i := range m.enrolments {
		e := m.enrolments[i].row
		if e.EndedOn >= a && e.EndedOn <= b && e.EndedOn != 0 &&
			(s.sel.Programme == "" || s.sel.Programme == e.Programme) {
			out = append(out, e.Outcome)
		}
	}
	return out
}

// placementEnds lists a word of each course that ended in the period: that of its last part.
func placementEnds(word func(*model.Placement) string) func(*computation, *memberRow, model.Date, model.Date) []string {
	return func(_ *computation, m *memberRow, a, b model.Date) (out []string) {
		for i := range m.placed {
			if p := m.placed[i].row; m.placed[i].course.ends && p.State == "ended" && p.EndedOn >= a &&
				p.EndedOn <= b && covered(m.spans, p.EndedOn) {
				out = append(out, word(p))
			}
		}
		return out
	}
}

// funnel adds up how far those came who had a trial.
func funnel(s *computation, a, b model.Date, t *tallyTable) {
	for _, k := range trialSteps {
		t.part(k, 0, memberCount{}, 0)
	}
	for i := range s.members {
		m := &s.members[i]
		n := afterTrial(s, m, a, b)
		if n == 0 {
			continue
		}
		t.add(m, shareOf(n >= 3), false)
		for k := range n {
			t.part(trialSteps[k], leafOf(m.owner, m.group), shareOf(true), 0)
		}
	}
}
