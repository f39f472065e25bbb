package hours

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// markKeys are what the table knows marking by.
var markKeys = map[string]tea.KeyPressMsg{
	keys.Mark: {Code: tea.KeySpace, Text: " "}, keys.MarkAll: {Code: 'a', Mod: tea.ModCtrl},
}

// onSelected is a binding's work on the row under the cursor; without one there is none.
func (s *Screen) onSelected(do func(service.HoursRow) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if r, ok := s.selected(); ok {
			return do(r)
		}
		return nil
	}
}

// marking is a binding's work that marks rows.
func (s *Screen) marking(id string) func() tea.Cmd {
	return s.onSelected(func(service.HoursRow) tea.Cmd { return s.move(markKeys[id]) })
}

// deciding is a binding's work that decides about the chosen rows.
func (s *Screen) deciding(tag string, decision decision) func() tea.Cmd {
	return s.onSelected(func(service.HoursRow) tea.Cmd { return s.decide(tag, decision) })
}

// open begins typing in a cell and goes from it to the next row; on the row's name it goes from the grid to the weeks
// of the placement, and from those to the placement.
func (s *Screen) open() tea.Cmd {
	r, ok := s.selected()
	switch {
	case !ok:
		return nil
	case s.editor != nil:
		return s.nextRow()
	case s.cell != onName:
		s.begin(s.textOf(r.ID(), cellFields[s.cell]))
		return nil
	case s.one == "":
		return s.Go(screen.Hours, screen.HoursArg{PlacementID: r.Placement.ID, Monday: r.Monday})
	}
	return s.Go(screen.Placement, r.Placement.ID)
}

func (s *Screen) saveRow(r service.HoursRow) tea.Cmd {
	s.commit()
	return s.save(r)
}

func (s *Screen) logContact(id string) func() tea.Cmd {
	return s.onSelected(func(r service.HoursRow) tea.Cmd {
		return s.LogContact(&model.Contact{CompanyID: r.Placement.CompanyID, CitizenID: r.Placement.CitizenID}, id)
	})
}

func (s *Screen) askWeek() tea.Cmd {
	return s.Ask("week", kit.Prompt(s.Theme, s.T("hours.goto.title"), "", s.T("week.monday"), "", s.checkWeek).
		WithReading(func(text string) string {
			monday, err := model.ParseWeek(text, s.Today())
			if err != nil {
				return ""
			}
			return s.Words().ReadWeek(monday)
		}))
}

// decision is what is decided about placements in a week.
type decision func(actor string, l agreement.Ledger, ids []string, monday model.Date) (model.ChangeSet, error)

// decide carries out a decision over the marked rows as one change set.
func (s *Screen) decide(tag string, decision decision) tea.Cmd {
	ids := map[model.Date][]string{}
	var mondays []model.Date
	for _, r := range s.chosen() {
		if ids[r.Monday] == nil {
			mondays = append(mondays, r.Monday)
		}
		ids[r.Monday] = append(ids[r.Monday], r.Placement.ID)
	}
	var all model.ChangeSet
	for _, monday := range mondays {
		cs, err := decision(s.Service.Actor(), s.view.Ledger, ids[monday], monday)
		if err != nil {
			return s.Fail(err)
		}
		cs.Changes = append(all.Changes, cs.Changes...)
		all = cs
	}
	if len(all.Changes) == 0 {
		return s.Say(kit.Info, "hours.nothing."+tag)
	}
	all.Args = model.Args{"n": len(all.Changes)}
	s.table.ClearMarks()
	return s.Save(tag, all)
}

// chosen are the marked rows, or the one under the cursor.
func (s *Screen) chosen() []service.HoursRow {
	var out []service.HoursRow
	for _, id := range s.table.MarkedOrSelected() {
		for _, r := range s.rows {
			if r.ID() == id {
				out = append(out, r)
			}
		}
	}
	return out
}

// turn shows another week: for one placement the row of it.
func (s *Screen) turn(by int) tea.Cmd {
	if s.one != "" {
		_, i, _ := s.table.Selected()
		s.table.SelectRow(i + by)
		return nil
	}
	return s.toWeek(s.monday.Add(7 * by))
}

func (s *Screen) toWeek(monday model.Date) tea.Cmd {
	if s.one != "" {
		for i, r := range s.rows {
			if r.Monday == monday {
				s.table.SelectRow(i)
			}
		}
		return nil
	}
	var save tea.Cmd
	if r, ok := s.selected(); ok {
		if save = s.save(r); len(s.unsaved.wrong[r.ID()]) > 0 {
			return save
		}
	}
	s.monday = monday
	s.table.ClearMarks()
	return tea.Batch(save, s.load())
}

func (s *Screen) checkWeek(text string) string {
	if _, err := model.ParseWeek(text, s.Today()); err != nil {
		return s.Words().Error(err)
	}
	return ""
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Tag != "week" || m.Action.Kind != kit.Chosen {
		return nil
	}
	monday, err := model.ParseWeek(m.Action.Text, s.Today())
	if err != nil {
		return s.Fail(err)
	}
	return s.toWeek(monday)
}

// form opens the whole week, with its note.
func (s *Screen) form(r service.HoursRow) tea.Cmd {
	entry, _ := s.entry(r)
	entry.ID = r.ID()
	d, id := s.Service, r.Placement.ID
	arg := screen.EditArg{
		Entity: entry, Fields: slices.Concat(cellFields, []string{"source", "note"}), Focus: cellFields[max(s.cell, 0)],
		Action: "week.log",
		Title:  s.T("hours.form", "week", s.Words().WeekOf(r.Monday, d.Today()))}
	if old := s.weeks[r.ID()]; old != nil {
		arg.Entity = old
	}
	arg.Decide = func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
		v, err := d.HoursOf(ctx, id)
		if err != nil {
			return model.ChangeSet{}, err
		}
		return agreement.LogWeek(d.Actor(), v.Ledger, typed.(*model.Week))
	}
	return s.Go(screen.Edit, arg)
}

// export shows the grid as it stands here, before it is written.
func (s *Screen) export() tea.Cmd {
	w := s.Words()
	doc := w.HoursDocument(s.title(), s.rows, s.weeks)
	args := model.Args{}
	if s.one != "" {
		args["placement"] = s.one
	}
	return s.Go(screen.Preview,
		screen.PreviewArg{Title: s.title(), Doc: doc, Name: s.T("hours.file"), Formats: present.ListFormats,
			Out: service.Out{Action: "export.hours", Args: args, Rows: len(s.rows), To: service.ToOwnFile,
				Citizens: service.CitizenIDs(s.rows)}})
}
