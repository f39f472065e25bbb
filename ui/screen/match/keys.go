package match

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/screen"
)

// Bindings are what works here: while choosing, beside the list, or on it.
func (s *Screen) Bindings() []screen.Binding {
	var list []screen.Binding
	switch {
	case s.start != nil:
		list = s.start.bindings()
	case s.side != nil:
		list = s.side.bindings()
	default:
		list = s.listBindings()
	}
	for i := range list {
		do := list[i].Do
		list[i].Do = func() tea.Cmd { return tea.Batch(do(), s.lookUp()) }
	}
	return list
}

func (s *Screen) listBindings() []screen.Binding {
	row := func() (bool, string) {
		_, ok := s.selected()
		return ok, "list.nothing.selected"
	}
	list := []screen.Binding{
		screen.Std(keys.Open, s.open).As(s.openLabel()).When(row).At(1),
		screen.Std(keys.AddTo, s.addRows).When(row).At(2),
		s.logBinding().When(row).At(3), s.visitBinding().When(row),
		screen.Own("weights", "v", "match.screen.weights", 4, s.opening(func() side { return newWeights(s) })).
			When(s.ranked),
		screen.Std(keys.Mark, s.marking("space")).When(row).At(6),
	}
	list = append(list, s.exports(row)...)
	list = append(list,
		screen.Own("call", "r", "match.screen.sheet", 8, s.opening(func() side { return newCall(s) })).When(row),
		screen.Binding{Binding: screen.TrialBinding(false), Do: s.planTrials}.When(s.canPlace).At(7),
		screen.Binding{Binding: screen.PlacementBinding(), Do: s.newPlacement}.When(s.canPlace).At(10),
		screen.Std(keys.Edit, s.editGoal).As("match.screen.editgoal").When(s.hasGoal).At(14),
		screen.Own("list", "t", "match.screen.tolist", 15, s.toList).When(s.hasList),
		screen.Round(s.callRound),
		screen.Std(keys.Next, screen.Nothing(func() { s.detail = !s.detail })).As("match.screen.swap"),
		screen.Std(keys.MarkAll, s.marking("ctrl+a")), screen.Std(keys.Back, s.back),
	)
	if s.reversed() {
		return list
	}
	two := func() (bool, string) { return len(s.two()) == 2, "match.compare.two" }
	several := func() (bool, string) {
		return s.list != nil && s.list.Citizen != nil &&
			(len(s.list.Goals) > 1 || s.query.GoalID != ""), "match.goal.one"
	}
	return append(list,
		screen.Own("leftout", "w", "match.screen.leftout", 5, s.opening(func() side { return newLeftOut(s) })).
			When(s.ranked),
		screen.Own("compare", "c", "match.screen.compare", 11, s.opening(func() side { return newCompare(s) })).
			When(two),
		screen.Own("whatif", "i", "match.screen.whatif", 12, s.opening(func() side { return newWhatIf(s) })).
			When(s.ranked),
		screen.Own("filter", "f", "match.screen.filter", 13, s.nextFilter).When(s.ranked),
		screen.Own("near", "N", "near.key", 0, func() tea.Cmd { return s.Go(screen.Near, s.query.CitizenID) }).
			When(func() (bool, string) { return s.query.CitizenID != "", "match.placement.who" }),
		screen.Own("goal", "a", "match.screen.goal", 16, s.pickGoal).When(several),
	)
}

// logBinding and visitBinding log a contact about the rows at hand, on the list and beside it.
func (s *Screen) logBinding() screen.Binding {
	return screen.Std(keys.Log, func() tea.Cmd { return s.log(keys.Log) }).As("match.screen.call")
}

func (s *Screen) visitBinding() screen.Binding {
	return screen.Binding{Binding: screen.VisitBinding(), Do: func() tea.Cmd { return s.log(screen.LogVisit) }}
}

// closing is the key that opened a side and closes it again.
func (s *Screen) closing(id, key string, footer int) screen.Binding {
	b := screen.Own(id, key, "match.side.close", footer, s.back)
	b.Palette = false
	return b
}

// leaving is Esc beside the list.
func (s *Screen) leaving(footer int) screen.Binding {
	return screen.Std(keys.Back, s.back).As("match.side.close").At(footer)
}

// opening is a binding's work that puts a side beside the list.
func (s *Screen) opening(make func() side) func() tea.Cmd {
	return func() tea.Cmd { return s.beside(make()) }
}

func (s *Screen) marking(stroke string) func() tea.Cmd {
	return screen.Nothing(func() { s.table.Press(stroke) })
}

func (s *Screen) nextFilter() tea.Cmd {
	s.filter = (s.filter + 1) % len(filters)
	return s.load()
}

// canPlace: a placement takes a citizen, who is not known when words alone were searched for.
func (s *Screen) canPlace() (bool, string) {
	_, ok := s.selected()
	return ok && (s.reversed() || s.query.CitizenID != ""), "match.placement.who"
}

func (s *Screen) openLabel() string {
	if !s.shape.wide && !s.detail {
		return "match.screen.reasons"
	}
	return "keys.open"
}

// exports: when something was put on the list here, x is the list and X the ranking; else x is the ranking.
func (s *Screen) exports(row func() (bool, string)) []screen.Binding {
	ranking := func() tea.Cmd { return s.export(false) }
	if len(s.adder.done)+len(s.adder.waiting)+len(s.adder.busy) == 0 {
		return []screen.Binding{screen.Std(keys.Export, ranking).When(row).At(9)}
	}
	return []screen.Binding{
		screen.Std(keys.Export, func() tea.Cmd { return s.export(true) }).As("match.export.list").At(9),
		screen.Own("ranking", "X", "match.export.ranking", 17, ranking).When(row),
	}
}

func (s *Screen) ranked() (bool, string) { return s.list != nil, "match.screen.noranking" }

func (s *Screen) hasList() (bool, string) {
	return len(s.listed.ids) > 0 || len(s.adder.done) > 0, "match.add.nolist"
}

func (s *Screen) hasGoal() (bool, string) { return !s.reversed(), "match.goal.reverse" }
