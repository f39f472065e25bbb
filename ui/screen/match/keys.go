package match

import (
	"jobspor/ui/keys"
	"jobspor/ui/screen"
)

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding { return screen.ByAct(s.keys(), s.act) }

func (s *Screen) keys() []keys.Binding {
	if s.start != nil {
		return s.start.keys()
	}
	if s.side != nil {
		return s.side.keys()
	}
	row := func() (bool, string) {
		_, ok := s.selected()
		return ok, "list.nothing.selected"
	}
	list := []keys.Binding{
		keys.Std(keys.Open).As(s.openLabel()).When(row).At(1), keys.Std(keys.Mark).When(row).At(2), keys.Std(keys.AddTo).When(row).At(3),
		keys.Std(keys.Log).As("match.screen.call").When(row).At(4), screen.VisitBinding().When(row),
	}
	list = append(list, s.exports(row)...)
	list = append(list,
		keys.Binding{ID: "call", Keys: []string{"r"}, Label: "match.screen.sheet", Footer: 6, Palette: true, Enabled: row},
		keys.Binding{ID: "weights", Keys: []string{"v"}, Label: "match.screen.weights", Footer: 8, Palette: true, Enabled: s.ranked},
		screen.TrialBinding(false).When(s.canPlace).At(4),
		screen.PlacementBinding().When(s.canPlace).At(9),
		keys.Std(keys.Edit).As("match.screen.editgoal").When(s.hasGoal).At(12),
		keys.Binding{ID: "list", Keys: []string{"t"}, Label: "match.screen.tolist", Footer: 13, Palette: true, Enabled: s.hasList},
		keys.Std(keys.Next).As("match.screen.swap"), keys.Std(keys.MarkAll), keys.Std(keys.Back),
	)
	if s.reversed() {
		return list
	}
	return append(list,
		keys.Binding{ID: "whynot", Keys: []string{"w"}, Label: "match.screen.whynot", Footer: 7, Palette: true, Enabled: s.ranked},
		keys.Binding{ID: "compare", Keys: []string{"c"}, Label: "match.screen.compare", Footer: 9, Palette: true, Enabled: func() (bool, string) { return len(s.two()) == 2, "match.compare.two" }},
		keys.Binding{ID: "whatif", Keys: []string{"i"}, Label: "match.screen.whatif", Footer: 10, Palette: true, Enabled: s.ranked},
		keys.Binding{ID: "filter", Keys: []string{"f"}, Label: "match.screen.filter", Footer: 11, Palette: true, Enabled: s.ranked},
		keys.Binding{ID: "goal", Keys: []string{"a"}, Label: "match.screen.goal", Footer: 14, Palette: true, Enabled: func() (bool, string) {
			return s.list != nil && s.list.Citizen != nil && (len(s.list.Goals) > 1 || s.query.GoalID != ""), "match.goal.one"
		}},
	)
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
func (s *Screen) exports(row func() (bool, string)) []keys.Binding {
	if len(s.adder.done)+len(s.adder.waiting)+len(s.adder.busy) == 0 {
		return []keys.Binding{keys.Std(keys.Export).When(row).At(5)}
	}
	return []keys.Binding{
		keys.Std(keys.Export).As("match.export.list").At(5),
		{ID: "ranking", Keys: []string{"X"}, Label: "match.export.ranking", Footer: 15, Palette: true, Enabled: row},
	}
}

func (s *Screen) ranked() (bool, string) { return s.list != nil, "match.screen.noranking" }

func (s *Screen) hasList() (bool, string) {
	return len(s.listed.ids) > 0 || len(s.adder.done) > 0, "match.add.nolist"
}

func (s *Screen) hasGoal() (bool, string) { return !s.reversed(), "match.goal.reverse" }
