package hours

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model/agreement"
	"jobspor/ui/keys"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Bindings are what works here: in a cell that is typed in, and in the grid.
func (s *Screen) Bindings() []screen.Binding {
	discard := screen.Own("discard", "ctrl+r", "hours.discard", 5, s.discard).When(s.unsavedHere)
	saveRow := screen.Std(keys.Save, s.onSelected(s.saveRow)).As("hours.saverow")
	next := screen.Std(keys.Next, screen.Nothing(func() { s.step(1) })).As("hours.nextcell")
	previous := screen.Std(keys.Previous, screen.Nothing(func() { s.step(-1) }))
	if s.editor != nil {
		return []screen.Binding{
			screen.Std(keys.Open, s.open).As("hours.nextrow").At(1), next.At(2), previous, saveRow.At(3),
			screen.Std(keys.Back, s.leave).As("hours.leavecell").At(4), discard,
		}
	}
	some := func() (bool, string) { return len(s.rows) > 0, "list.nothing.selected" }
	out := []screen.Binding{
		screen.Own("accept", "p", "hours.accept", 1, s.deciding("accept", agreement.AcceptPlan)).When(some),
		screen.Own("noshow", "i", "hours.miss", 2, s.deciding("noshow", agreement.NoShow)).When(some),
		screen.Own("copy", "c", "hours.copy", 5, s.deciding("copy", agreement.CopyLastWeek)).When(some),
		turning("before", "hours.before", 3, func() tea.Cmd { return s.turn(-1) }, "[", "<", "ctrl+left"),
		turning("after", "hours.after", 4, func() tea.Cmd { return s.turn(1) }, "]", ">", "ctrl+right"),
		screen.Own("goto", "w", "hours.goto", 0, s.askWeek),
		screen.Std(keys.Edit, s.onSelected(s.form)).As("hours.edit").When(some).At(6),
		screen.Std(keys.Open, s.open).As(s.openLabel()).When(some).At(7),
		next, previous.As("hours.lastcell"),
		screen.Std(keys.Mark, s.marking(keys.Mark)), screen.Std(keys.MarkAll, s.marking(keys.MarkAll)),
		screen.Std(keys.Log, s.logContact(keys.Log)).When(some).At(0),
		screen.Binding{Binding: screen.VisitBinding(), Do: s.logContact(screen.LogVisit)}.When(some),
		screen.Std(keys.Export, s.onSelected(func(service.HoursRow) tea.Cmd { return s.export() })).When(some).At(12),
		screen.Std(keys.Back, s.leave), discard.At(11),
		screen.Own("measure", "d", "hours.measure", 10,
			screen.Nothing(func() { s.chart = (s.chart + 1) % len(measures) })).When(some),
	}
	if s.one == "" {
		out = append(out, screen.Own("everybody", "a", "today.everybody", 8, screen.Nothing(func() {
			s.all = !s.all
			s.show()
		})))
	}
	if ok, _ := s.unsavedHere(); ok {
		out = append(out, saveRow.At(1))
	}
	return out
}

// openLabel says what Enter does where the cell cursor is.
func (s *Screen) openLabel() string {
	if s.cell != onName {
		return "hours.editcell"
	}
	return "hours.open." + s.mode()
}

// turning is a binding that shows another week; it has several keys.
func turning(id, label string, footer int, do func() tea.Cmd, strokes ...string) screen.Binding {
	b := screen.Own(id, strokes[0], label, footer, do)
	b.Keys = strokes
	return b
}

// unsavedHere reports whether something typed in the row under the cursor waits to be saved.
func (s *Screen) unsavedHere() (bool, string) {
	r, ok := s.selected()
	return s.editor != nil || ok && len(s.unsaved.typed[r.ID()]) > 0, "edit.discard.not"
}
