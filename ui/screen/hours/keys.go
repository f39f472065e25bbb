package hours

import (
	"jobspor/ui/keys"
	"jobspor/ui/screen"
)

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding { return screen.ByAct(s.keys(), s.act) }

func (s *Screen) keys() []keys.Binding {
	some := func() (bool, string) { return len(s.rows) > 0, "list.nothing.selected" }
	dirty := func() (bool, string) {
		r, ok := s.selected()
		return s.editor != nil || ok && len(s.unsaved.typed[r.ID()]) > 0, "edit.discard.not"
	}
	discard := keys.Binding{ID: "discard", Keys: []string{"ctrl+r"}, Label: "hours.discard", Footer: 5, Palette: true, Enabled: dirty}
	if s.editor != nil {
		return []keys.Binding{
			keys.Std(keys.Open).As("hours.nextrow").At(1), keys.Std(keys.Next).As("hours.nextcell").At(2), keys.Std(keys.Previous), keys.Std(keys.Save).As("hours.saverow").At(3),
			keys.Std(keys.Back).As("hours.leavecell").At(4), discard,
		}
	}
	out := []keys.Binding{
		{ID: "accept", Keys: []string{"p"}, Label: "hours.accept", Footer: 1, Palette: true, Enabled: some},
		{ID: "copy", Keys: []string{"c"}, Label: "hours.copy", Footer: 2, Palette: true, Enabled: some},
		{ID: "before", Keys: []string{"[", "<", "ctrl+left"}, Label: "hours.before", Footer: 3, Palette: true},
		{ID: "after", Keys: []string{"]", ">", "ctrl+right"}, Label: "hours.after", Footer: 4, Palette: true},
		{ID: "goto", Keys: []string{"w"}, Label: "hours.goto", Palette: true},
		keys.Std(keys.Edit).As("hours.edit").When(some).At(6), keys.Std(keys.Open).As("hours.open." + s.mode()).When(some).At(7),
		keys.Std(keys.Next).As("hours.nextcell"), keys.Std(keys.Previous).As("hours.lastcell"),
		keys.Std(keys.Mark), keys.Std(keys.MarkAll), keys.Std(keys.Log).When(some).At(0), screen.VisitBinding().When(some), keys.Std(keys.Export).When(some).At(12), keys.Std(keys.Back), discard.At(11),
		{ID: "measure", Keys: []string{"d"}, Label: "hours.measure", Footer: 10, Palette: true, Enabled: some},
	}
	if s.one == "" {
		out = append(out, keys.Binding{ID: "everybody", Keys: []string{"a"}, Label: "today.everybody", Footer: 8, Palette: true})
	}
	if ok, _ := dirty(); ok {
		out = append(out, keys.Std(keys.Save).As("hours.saverow").At(1))
	}
	return out
}
