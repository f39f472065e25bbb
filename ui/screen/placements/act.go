package placements

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

func (s *Screen) selected() (service.PlacementRow, bool) {
	_, i, ok := s.front().Selected()
	if rows := s.shown(); ok && i < len(rows) {
		return rows[i], true
	}
	return service.PlacementRow{}, false
}

// onSelected is a binding's work on the selected row; without one there is none, and a damaged one is shown with what
// is known of it.
func (s *Screen) onSelected(do func(p *model.Placement) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if r, ok := s.selected(); ok {
			return do(r.Placement)
		}
		return s.OpenDamaged(s.front(), len(s.shown()), s.bad)
	}
}

// filtering is a binding's work that changes what is shown of the placements.
func (s *Screen) filtering(do func()) func() tea.Cmd {
	return screen.Nothing(func() {
		do()
		s.show()
	})
}

// marking is a binding's work that marks in the table at hand.
func (s *Screen) marking(stroke string) func() tea.Cmd {
	return screen.Nothing(func() { s.front().Press(stroke) })
}

func (s *Screen) open(p *model.Placement) tea.Cmd { return s.Go(screen.Placement, p.ID) }

// logContact logs a contact about the marked placements, or about the one under the cursor.
func (s *Screen) logContact(id string) func() tea.Cmd {
	if all := s.chosen(); len(all.Rows) > 1 {
		var about []model.Contact
		for _, e := range all.Rows {
			p := e.(*model.Placement)
			about = append(about, model.Contact{CompanyID: p.CompanyID, CitizenID: p.CitizenID})
		}
		return func() tea.Cmd { return s.LogAll(about, all, id) }
	}
	return s.onSelected(func(p *model.Placement) tea.Cmd {
		return s.LogContact(&model.Contact{CompanyID: p.CompanyID, CitizenID: p.CitizenID}, id)
	})
}

// chosen are the marked placements, called by who is where.
func (s *Screen) chosen() (all screen.All) {
	ids, names := s.marked(), map[string]string{}
	for _, r := range s.all {
		if p := r.Placement; slices.Contains(ids, p.ID) {
			all.Rows = append(all.Rows, p)
			names[p.ID] = screen.PlacementNamed(r)
		}
	}
	all.Name = func(e model.Entity) string { return names[e.Meta().ID] }
	return all
}

// edit opens the form of the placement under the cursor, or changes one field of all that are marked.
func (s *Screen) edit() tea.Cmd {
	if all := s.chosen(); len(all.Rows) > 1 {
		return s.EditAll(all, "consultant", "target_group", "task_words", "applied_on")
	}
	return s.onSelected(func(p *model.Placement) tea.Cmd {
		d := s.Service
		return screen.Run(s.Host, "edit", func(ctx context.Context) (*service.PlacementView, error) {
			return d.Placement(ctx, p.ID)
		}, s.EditPlacement)
	})()
}

// addTo puts the workplaces of the marked placements, or of the one under the cursor, on a list.
func (s *Screen) addTo() tea.Cmd {
	ids, seen := s.about(), map[string]bool{}
	var hosts []*model.Company
	for _, r := range s.all {
		if slices.Contains(ids, r.Placement.ID) && r.Company != nil && !seen[r.Company.ID] {
			seen[r.Company.ID] = true
			hosts = append(hosts, r.Company)
		}
	}
	if len(hosts) == 0 {
		return s.onSelected(s.open)() // a damaged one
	}
	return s.AddToList(screen.AllOf(hosts))
}

// leave clears the search line, and goes back when there is nothing to clear.
func (s *Screen) leave() tea.Cmd {
	if s.box.Clear() {
		s.show()
		return nil
	}
	return s.Back()
}

// turn changes between board and list; the cursor stays on its placement, and marks are kept.
func (s *Screen) turn() {
	r, ok := s.selected()
	marked := s.marked()
	s.asList = !s.asList
	if !ok {
		return
	}
	if s.asList {
		s.list.Select(r.Placement.ID)
	} else if i := slices.Index(boardStates, r.Placement.State); i >= 0 {
		s.col = i
		s.cols[i].Select(r.Placement.ID)
	}
	for _, t := range append([]*kit.Table{s.list}, s.cols...) {
		t.ClearMarks()
		for _, id := range marked {
			t.SetMark(id, true)
		}
	}
}

// marked are the marked rows: of the list, or of all columns.
func (s *Screen) marked() (ids []string) {
	if s.asList {
		return s.list.Marked()
	}
	for _, t := range s.cols {
		ids = append(ids, t.Marked()...)
	}
	return ids
}

// about are the rows an action is about: the marked ones, or the one under the cursor.
func (s *Screen) about() []string {
	if ids := s.marked(); len(ids) > 0 {
		return ids
	}
	return s.front().MarkedOrSelected()
}

// step takes the rows to their next state; what becomes of several is said first. What runs ends, and that is asked
// about.
func (s *Screen) step() tea.Cmd {
	ids := s.about()
	var runs, other []string
	for _, r := range s.all {
		switch p := r.Placement; {
		case !slices.Contains(ids, p.ID):
		case p.State == "running":
			runs = append(runs, p.ID)
		default:
			other = append(other, p.ID)
		}
	}
	if len(other) == 0 {
		return s.ask("ended", ids)
	}
	d := s.Service
	return screen.Run(s.Host, "step", func(ctx context.Context) (m moved, err error) {
		if m.crowded, err = d.OverlapsAt(ctx, other, ""); err != nil {
			return m, err
		}
		m.set, m.refused, err = d.MovePlacements(ctx, other, "", d.Today(), placement.MoveInput{})
		m.runs = runs
		return m, err
	}, func(m moved) tea.Cmd {
		if len(ids) > 1 {
			return s.preview(m)
		}
		return s.moved(m)
	})
}

// ask reads the rows and then opens the form that ends or cancels them.
func (s *Screen) ask(to string, ids []string) tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, to, func(ctx context.Context) ([]*service.PlacementView, error) {
		var out []*service.PlacementView
		for _, id := range ids {
			v, err := d.Placement(ctx, id)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	}, func(views []*service.PlacementView) tea.Cmd { return s.EndPlacements(views, to) })
}

// export shows exactly the rows that are listed, or the marked ones: on the board those of all columns.
func (s *Screen) export() tea.Cmd {
	rows := s.rows
	if !s.asList {
		rows = slices.Concat(s.board...)
	}
	if marked := s.marked(); len(marked) > 0 {
		rows = slices.DeleteFunc(slices.Clone(rows), func(r service.PlacementRow) bool {
			return !slices.Contains(marked, r.Placement.ID)
		})
	}
	w := s.Words()
	return s.Go(screen.Preview,
		screen.PreviewArg{
			Title: s.T("tab.placements"), Doc: w.PlacementList(s.title(), rows), Name: s.T("file.placements"),
			Formats: present.ListFormats, Out: service.Out{Action: "export.placements", Rows: len(rows),
				To: service.ToOwnFile, Citizens: service.CitizenIDs(rows)}})
}
