package figures

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/programme"
)

// Compute computes the rows of the table, in its order; it is Base.Compute for one selection only.
func Compute(rows *Rows, today model.Date, sel Selection) ([]Figure, error) {
	return NewBase(rows, today).Compute(sel)
}

// Compute computes the rows of the table for a selection. The error is that of Selection.Check.
func (b *Base) Compute(sel Selection) ([]Figure, error) {
	if err := sel.Check(); err != nil {
		return nil, err
	}
	s := b.study(sel)
	table := DefinitionsFor(b.programmeNamed(sel.Programme))
	out := make([]Figure, len(table))
	for i, spec := range table {
		out[i] = s.figure(spec)
	}
	return out, nil
}

// programmeNamed is the newest edition of a programme, nil when there is none.
func (b *Base) programmeNamed(key string) *programme.Programme {
	for _, p := range b.editions { // the newest of each first
		if p.Key == key {
			return p
		}
	}
	return nil
}

// computation is one selection while its figures are computed.
type computation struct {
	b       *Base
	sel     Selection
	end     model.Date // last day that counts
	members []memberRow
	nodes   []treeNode // everybody, then each team before its consultants
	groups  int        // how many groups of a node are told apart: 1, or 4 with those of a controlled trial
	at      int        // the node selected, -1 when there is none such
	months  []dateSpan
	weeks   []dateSpan
	under   [][]int // the leaves of each node and group
	adding  []Total // which nodes and groups add up to which
}

// treeNode is everybody, a team or a consultant.
type treeNode struct {
	kind, key string
	team      int // its team's node, 0 for teams
	owners    []int
}

// Groups of a node: all of it, then as leaves have them, with none last.
const (
	nodeAll = iota
	nodeTreatment
	nodeControl
	nodeNone
	nodeGroups
)

func (b *Base) study(sel Selection) *computation {
	s := &computation{b: b, sel: sel, end: min(sel.To, b.today), groups: 1}
	s.members = b.scope(sel.Programme, s.end)
	for i := range s.members {
		if s.members[i].group != 0 {
			s.groups = nodeGroups
			break
		}
	}
	s.grow()
	s.under = make([][]int, len(s.nodes)*s.groups)
	for c := range s.under {
		s.under[c] = s.leavesOf(c/s.groups, c%s.groups)
	}
	s.adding = s.sums()
	s.at = slices.IndexFunc(s.nodes, func(n treeNode) bool {
		switch {
		case sel.Consultant != "":
			return n.kind == "consultant" && n.key == sel.Consultant &&
				(sel.Team == "" || s.nodes[n.team].key == sel.Team)
		case sel.Team != "":
			return n.kind == "team" && n.key == sel.Team
		}
		return n.kind == "all"
	})
	s.months, s.weeks = monthsWithin(sel.From, s.end), weeksWithin(sel.From, s.end)
	return s
}

// grow makes the tree of teams and consultants; who has no consultant is in the team without a name.
func (s *computation) grow() {
	byTeam := map[string][]int{}
	all := []int{0}
	for i, c := range s.b.consultants {
		byTeam[c.team] = append(byTeam[c.team], i+1)
		all = append(all, i+1)
	}
	byTeam[""] = append([]int{0}, byTeam[""]...)
	s.nodes = []treeNode{{kind: "all", owners: all}}
	teams := make([]string, 0, len(byTeam))
	for t := range byTeam {
		teams = append(teams, t)
	}
	slices.Sort(teams)
	for _, t := range teams {
		at := len(s.nodes)
		s.nodes = append(s.nodes, treeNode{kind: "team", key: t, owners: byTeam[t]})
		for _, o := range byTeam[t] {
			id := ""
			if o > 0 {
				id = s.b.consultants[o-1].id
			}
			s.nodes = append(s.nodes, treeNode{kind: "consultant", key: id, team: at, owners: []int{o}})
		}
	}
}

// leaves lists the leaves of a node and group.
func (s *computation) leaves(node, group int) []int { return s.under[node*s.groups+group] }

func (s *computation) leavesOf(node, group int) (out []int) {
	for _, o := range s.nodes[node].owners {
		switch group {
		case nodeAll:
			out = append(out, leafOf(o, 0), leafOf(o, 1), leafOf(o, 2))
		case nodeNone:
			out = append(out, leafOf(o, 0))
		default:
			out = append(out, leafOf(o, group))
		}
	}
	return out
}

// group is the selected group of a node.
func (s *computation) group() int { return slices.Index(model.EnrolmentGroups, s.sel.Group) + 1 }

// figure computes one row.
func (s *computation) figure(spec *Definition) Figure {
	f := Figure{Spec: spec, From: s.sel.From, On: s.end, Levels: s.levels(spec)}
	a, b := s.sel.From, s.end
	if spec.Last && len(s.months) > 0 {
		m := lastWhole(s.months)
		a, b, f.From, f.On = m.from, m.to, m.from, m.to
	}
	if b < a || s.at < 0 || s.group() >= s.groups {
		f.State = StateEmpty
		return f
	}
	if f.Sector = s.sectorOf(spec); f.Sector != "" {
		f.Unknown = s.unknownSector(s.leaves(s.at, s.group()), a, b)
		s = s.onlyAt(f.Sector)
	}
	t := s.run(spec, a, b, false)
	hidden := s.hide(spec, t)
	at, g := s.at, s.group()
	f.Result = s.value(spec, t, hidden, at, g, a, b)
	f.Left = left(t, s.leaves(at, g))
	if spec.Paid {
		f.Blank = s.blank(s.leaves(at, g), a, b)
	}
	f.Behind = s.behind(t, at, g)
	f.Parts = append(s.parts(spec, t, hidden, a, b), s.partsOf(spec, t, hidden, f.Result)...)
	if f.Compare = s.compare(spec, t, hidden); s.groups == nodeGroups {
		f.Redrawn = s.redrawn(s.leaves(at, g))
	}
	f.Series = s.series(spec)
	return f
}

func (s *computation) run(spec *Definition, a, b model.Date, lean bool) *tallyTable {
	t := s.newTally(lean)
	spec.tally(s, a, b, t)
	return t
}

// series computes a figure month by month or week by week.
func (s *computation) series(spec *Definition) (out []Point) {
	spans := map[string][]dateSpan{monthSeries: s.months, weekSeries: s.weeks}[spec.Series]
	for _, m := range spans {
		t := s.run(spec, m.from, m.to, true)
		out = append(out, Point{m.from, m.to, s.value(spec, t, s.hide(spec, t), s.at, s.group(), m.from, m.to)})
	}
	return out
}

// value makes the value of a node and group out of a tally.
func (s *computation) value(spec *Definition, t *tallyTable, hidden []bool, node, group int, a,
	b model.Date) (v Result) {
	if hidden[node*s.groups+group] {
		return Result{State: StateHidden}
	}
	leaves := s.leaves(node, group)
	for _, l := range leaves {
		v.Den += t.den[l]
		v.Num += t.num[l]
		v.People += t.people[l]
	}
	switch spec.how {
	case howEach, howEachWeek:
		v.Den = s.each(spec, t, node, leaves, a, b)
	case howMedian:
		v.Low, v.Value, v.High = quartiles(t, leaves)
		if v.Num == 0 {
			v.State = StateEmpty // nobody has come so far: there is no middle, but it is known of how many
		}
	}
	if v.Den == 0 {
		return Result{State: StateEmpty}
	}
	switch spec.how {
	case howCount:
		v.Value = float64(v.Num)
	case howShare, howEach, howEachWeek:
		v.Value = float64(v.Num) / float64(v.Den)
	case howMean:
		v.Value = meanValue(t.valuesIn(leaves))
		v.Low, _, v.High = quartiles(t, leaves)
	}
	return v
}

func meanValue(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(max(len(values), 1))
}

// each counts what a number is divided among: the consultants that have anybody, or consultants times ISO weeks. Who is
// no longer active counts when something was counted of them. Nobody is no consultant.
func (s *computation) each(spec *Definition, t *tallyTable, node int, leaves []int, a, b model.Date) int {
	has := map[int]bool{}
	for _, l := range leaves {
		if t.num[l] > 0 || t.people[l] > 0 {
			has[l/groupsOf] = true
		}
	}
	n := 0
	for _, o := range s.nodes[node].owners {
		if o > 0 && (has[o] || spec.how == howEachWeek && s.sel.Programme == "" && !s.b.consultants[o-1].inactive) {
			n++
		}
	}
	if spec.how == howEachWeek {
		n *= len(weeksWithin(a, b))
	}
	return n
}

// valuesIn are the values of some leaves, the smallest first, so that a sum does not depend on the order of rows.
func (t *tallyTable) valuesIn(leaves []int) (values []float64) {
	in := make([]bool, len(t.den))
	for _, l := range leaves {
		in[l] = true
	}
	for _, v := range t.values {
		if in[v.leaf] {
			values = append(values, v.v)
		}
	}
	slices.Sort(values)
	return values
}

func quartiles(t *tallyTable, leaves []int) (low, median, high float64) {
	values := t.valuesIn(leaves)
	return Quantile(values, 0.25), Quantile(values, 0.5), Quantile(values, 0.75)
}

// left tells how many were left out, FewLeft when they are few.
func left(t *tallyTable, leaves []int) int {
	n := 0
	for _, l := range leaves {
		n += t.left[l]
	}
	return few(n)
}

// redrawn counts those whose group of the trial was changed after it had been given; FewLeft when they are few.
func (s *computation) redrawn(leaves []int) int {
	n := 0
	for i := range s.members {
		if m := &s.members[i]; m.redrawn && slices.Contains(leaves, leafOf(m.owner, m.group)) {
			n++
		}
	}
	return few(n)
}

// few is a number of people, FewLeft when it is too small to be told.
func few(n int) int {
	if n > 0 && n < LeastGroup {
		return FewLeft
	}
	return n
}

// blank counts the weeks of the period whose paid hours were left blank. Where they are those of few people, they are
// not counted out.
func (s *computation) blank(leaves []int, a, b model.Date) int {
	weeks, people := 0, 0
	for i := range s.members {
		m, n := &s.members[i], 0
		if !slices.Contains(leaves, leafOf(m.owner, m.group)) {
			continue
		}
		for _, w := range m.blank {
			if w.day >= a && w.day <= b && covered(m.spans, w.day) {
				n++
			}
		}
		if weeks += n; n > 0 {
			people++
		}
	}
	if people > 0 && people < LeastGroup {
		return FewLeft
	}
	return weeks
}

func (s *computation) behind(t *tallyTable, node, group int) (out []Person) {
	in := make([]bool, len(t.den))
	for _, l := range s.leaves(node, group) {
		in[l] = true
	}
	for i, p := range t.behind {
		if in[t.at[i]] {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(x, y Person) int { return cmp.Compare(x.CitizenID, y.CitizenID) })
	return slices.CompactFunc(out, func(x, y Person) bool { return x.CitizenID == y.CitizenID })
}

// compare sets the two groups of a controlled trial beside each other, at the node selected.
func (s *computation) compare(spec *Definition, t *tallyTable, hidden []bool) *Comparison {
	if !spec.Compare || s.groups != nodeGroups || hidden[s.at*s.groups+nodeTreatment] ||
		hidden[s.at*s.groups+nodeControl] {
		return nil
	}
	if spec.how == howMean {
		return compareMeans(t.valuesIn(s.leaves(s.at, nodeTreatment)), t.valuesIn(s.leaves(s.at, nodeControl)))
	}
	of := func(group int) Interval {
		num, den := 0, 0
		for _, l := range s.leaves(s.at, group) {
			num += t.num[l]
			den += t.den[l]
		}
		return Wilson(num, den)
	}
	return compareShares(of(nodeTreatment), of(nodeControl))
}

// monthsWithin cuts a period into its months, the first and last of which may be parts.
func monthsWithin(a, b model.Date) (out []dateSpan) {
	for d := a; d <= b; {
		y, m, _ := d.Time().Date()
		next := model.NewDate(y, m+1, 1)
		out = append(out, dateSpan{d, min(next-1, b)})
		d = next
	}
	return out
}

// lastWhole is the last whole month, or the last one when none is whole.
func lastWhole(months []dateSpan) dateSpan {
	for i := len(months) - 1; i >= 0; i-- {
		if m := months[i]; m.from.Time().Day() == 1 && (m.to+1).Time().Day() == 1 {
			return m
		}
	}
	return months[len(months)-1]
}

// weeksWithin lists the ISO weeks whose Thursday is in a period, cut to it.
func weeksWithin(a, b model.Date) (out []dateSpan) {
	for d := a.Monday(); d+3 <= b; d = d.Add(7) {
		if d+3 >= a {
			out = append(out, dateSpan{max(d, a), min(d+6, b)})
		}
	}
	return out
}
