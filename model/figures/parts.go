package figures

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// sums says which groups of the study add up to which: teams to everybody, consultants to their team, and treatment,
// control and neither to each of these.
func (s *computation) sums() (out []Total) {
	cell := func(node, group int) int { return node*s.groups + group }
	for g := range s.groups {
		teams := Total{Whole: cell(0, g)}
		for n := range s.nodes {
			if s.nodes[n].kind != "team" {
				continue
			}
			teams.Parts = append(teams.Parts, cell(n, g))
			own := Total{Whole: cell(n, g)}
			for k := range s.nodes {
				if s.nodes[k].kind == "consultant" && s.nodes[k].team == n {
					own.Parts = append(own.Parts, cell(k, g))
				}
			}
			out = append(out, own)
		}
		out = append(out, teams)
	}
	if s.groups == nodeGroups {
		for n := range s.nodes {
			out = append(out, Total{
				cell(n, nodeAll), []int{cell(n, nodeTreatment), cell(n, nodeControl), cell(n, nodeNone)},
			})
		}
	}
	return out
}

// hide decides which cells of the study are not shown for a tally. Contacts without a programme are about workplaces,
// not citizens, and are all shown.
func (s *computation) hide(spec *Definition, t *tallyTable) []bool {
	if spec.how == howEachWeek && s.sel.Programme == "" {
		return make([]bool, len(s.under))
	}
	var of *share
	if spec.how == howShare {
		of = &share{s.perCell(t.num), s.perCell(t.den)}
	}
	hidden := s.suppress(t.people, of)
	if spec.how == howMedian { // the middle of a few values is nearly one person's
		for c, hid := range s.suppress(t.num, nil) {
			hidden[c] = hidden[c] || hid
		}
	}
	return hidden
}

func (s *computation) suppress(people []int, of *share) []bool {
	counts, small := s.perCell(people), make([]bool, len(s.under))
	for c, n := range counts {
		small[c] = n < LeastGroup
	}
	return suppress(counts, small, s.adding, of)
}

// perCell adds up for each cell of the study what is counted of its leaves.
func (s *computation) perCell(leaf []int) []int {
	out := make([]int, len(s.under))
	for c, leaves := range s.under {
		for _, l := range leaves {
			out[c] += leaf[l]
		}
	}
	return out
}

// parts are the teams of everybody or the consultants of a team, and the groups of a controlled trial.
func (s *computation) parts(spec *Definition, t *tallyTable, hidden []bool, a, b model.Date) (out []Part) {
	g := s.group()
	add := func(kind, key string, node, group int) {
		v := s.value(spec, t, hidden, node, group, a, b)
		if v.State == StateEmpty {
			return
		}
		out = append(out, Part{Kind: kind, Key: key, Result: v})
	}
	for n, node := range s.nodes {
		if s.nodes[s.at].kind == "all" && node.kind == "team" || s.nodes[s.at].kind == "team" && node.team == s.at {
			add(node.kind, node.key, n, g)
		}
	}
	if s.groups == nodeGroups && g == nodeAll {
		for i, key := range model.EnrolmentGroups {
			add("group", key, s.at, i+1)
		}
	}
	return out
}

// partsOf are the parts of the figure's own kind: how things ended, steps of the funnel, workplaces.
//
// A figure by consultant has none: few of each kind would be left. Workplaces are told for everybody only, since one
// team's could be subtracted from them.
func (s *computation) partsOf(spec *Definition, t *tallyTable, hidden []bool, v Result) []Part {
	if spec.Parts == "" || v.State != StateShown {
		return nil
	}
	slices.Sort(t.keys)
	kind := s.nodes[s.at].kind
	switch {
	case spec.Parts == "step":
		return s.steps(t, v)
	case kind == "consultant", spec.Parts == "company" && (kind != "all" || s.sel.Group != ""):
		return nil
	case spec.Parts == "company":
		return s.companies(t, v)
	}
	return s.kinds(spec.Parts, t, hidden)
}

// steps are shares of those who had a trial. They are not told apart as groups: each is a share of the same group.
func (s *computation) steps(t *tallyTable, v Result) (out []Part) {
	leaves := s.leaves(s.at, s.group())
	for _, key := range trialSteps {
		n := 0
		for _, l := range leaves {
			n += t.parts[key].num[l]
		}
		out = append(out, Part{
			Kind: "step", Key: key,
			Result: Result{Value: float64(n) / float64(v.Den), Num: n, Den: v.Den, People: v.People},
		})
	}
	return out
}

// kinds counts how things ended. Each kind is a group, of everybody and of every team and group, and is hidden by the
// same rule as these.
func (s *computation) kinds(kind string, t *tallyTable, hidden []bool) (out []Part) {
	k := s.kindCells(t, hidden)
	hid := Suppress(k.counts, k.small, k.sums)
	at := s.at*s.groups + s.group()
	if hid[at] {
		return nil // the kinds would tell what everything together is
	}
	for i, key := range t.keys {
		c := (i+1)*len(s.under) + at
		part := Part{
			Kind: kind, Key: key, Result: Result{Value: float64(k.counts[c]), Num: k.counts[c], Den: k.counts[at]},
		}
		switch {
		case k.counts[c] == 0:
			continue
		case hid[c]:
			part.Result = Result{State: StateHidden}
		}
		out = append(out, part)
	}
	slices.SortStableFunc(out, func(x, y Part) int { return cmp.Compare(y.Num, x.Num) })
	return out
}

// kindCells is the table of kinds by node and group: first the cells of all kinds together, then those of each kind.
type kindCells struct {
	counts []int
	small  []bool
	sums   []Total
}

func (s *computation) kindCells(t *tallyTable, hidden []bool) kindCells {
	cells, layers := len(s.under), len(t.keys)+1
	k := kindCells{counts: make([]int, layers*cells), small: make([]bool, layers*cells)}
	for c, leaves := range s.under {
		if s.nodes[c/s.groups].kind == "consultant" {
			continue // not told, so nothing can be subtracted from it
		}
		whole := Total{Whole: c}
		for i := range layers {
			people, num := t.people, t.num
			if i > 0 {
				people, num = t.parts[t.keys[i-1]].people, t.parts[t.keys[i-1]].num
				whole.Parts = append(whole.Parts, i*cells+c)
			}
			who := 0
			for _, l := range leaves {
				k.counts[i*cells+c] += num[l]
				who += people[l]
			}
			k.small[i*cells+c] = who > 0 && who < LeastGroup || i == 0 && hidden[c]
		}
		k.sums = append(k.sums, whole)
	}
	for _, one := range s.upper() {
		for i := range layers {
			shifted := Total{Whole: one.Whole + i*cells}
			for _, p := range one.Parts {
				shifted.Parts = append(shifted.Parts, p+i*cells)
			}
			k.sums = append(k.sums, shifted)
		}
	}
	return k
}

// upper are the sums without those of consultants.
func (s *computation) upper() []Total {
	return slices.DeleteFunc(slices.Clone(s.adding), func(f Total) bool {
		node := s.nodes[f.Whole/s.groups]
		return node.kind == "consultant" || node.kind == "team" && s.nodes[f.Parts[0]/s.groups].kind == "consultant"
	})
}

// companies are the workplaces that had placements, the most first. One that had few citizens is not told, nor one more
// when it could be found by subtraction.
func (s *computation) companies(t *tallyTable, v Result) (out []Part) {
	whole := Total{}
	counts, small := []int{v.Den}, []bool{false}
	sum := func(list []int) (n int) {
		for _, x := range list {
			n += x
		}
		return n
	}
	for i, key := range t.keys {
		p := t.parts[key]
		counts, small = append(counts, sum(p.den)), append(small, sum(p.people) < LeastGroup)
		whole.Parts = append(whole.Parts, i+1)
	}
	hidden := Suppress(counts, small, []Total{whole})
	for i, key := range t.keys {
		p := t.parts[key]
		if hidden[i+1] || counts[i+1] == 0 {
			continue
		}
		hours := 0.0
		for _, h := range p.hours {
			hours += h
		}
		num, den := sum(p.num), sum(p.den)
		out = append(out, Part{Kind: "company", Key: key, Hours: hours,
			Result: Result{Value: float64(num) / float64(den), Num: num, Den: den, People: sum(p.people)}})
	}
	slices.SortStableFunc(out, func(x, y Part) int {
		return cmp.Or(cmp.Compare(y.Den, x.Den), cmp.Compare(x.Key, y.Key))
	})
	return out
}
