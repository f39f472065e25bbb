package match

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// filters narrow which workplaces are looked at; the first is all.
var filters = []struct {
	key    string // words are "match.filter.<key>"
	filter matching.Filter
}{
	{"all", matching.Filter{}},
	{"bank", matching.Filter{TaskBank: true}},
	{"close", matching.Filter{Relations: []string{"partner", "cooperation"}}},
	{"known", matching.Filter{Relations: []string{"partner", "cooperation", "contact"}}},
}

func (s *Screen) beside(sd side) tea.Cmd {
	s.side, s.from, s.detail = sd, nil, false
	return sd.refresh()
}

// inside puts a side beside the list from which Esc leads back to what is left out, when that was there.
func (s *Screen) inside(sd side) tea.Cmd {
	from := s.from
	if l, ok := s.side.(*leftOut); ok {
		from = l
	}
	cmd := s.beside(sd)
	s.from = from
	return cmd
}

func (s *Screen) back() tea.Cmd {
	switch {
	case s.side != nil && s.from != nil:
		return s.beside(s.from)
	case s.side != nil:
		s.side = nil
		return nil
	case s.detail:
		s.detail = false
		return nil
	case s.tab:
		return s.choose("")
	}
	return s.Back()
}

// open goes to the row; in a narrow window its reasons come first.
func (s *Screen) open() tea.Cmd {
	if s.side != nil {
		if id, ok := s.side.subject(); ok {
			return s.Go(screen.Company, s.companyArg(id))
		}
	}
	row, ok := s.selected()
	switch {
	case !ok:
		return nil
	case !s.shape.wide && !s.detail && s.side == nil:
		s.detail = true
		s.panel.ScrollTo(0)
		return nil
	case row.CitizenID != "":
		return s.Go(screen.Citizen, row.CitizenID)
	}
	return s.Go(screen.Company, s.companyArg(row.CompanyID))
}

// companyArg opens a workplace's page for the citizen that the list is about.
func (s *Screen) companyArg(id string) screen.CompanyArg {
	return screen.CompanyArg{ID: id, CitizenID: s.query.CitizenID, GoalID: s.query.GoalID}
}

// about are the rows that an action is about: the side's, the marked ones, or the one under the cursor.
func (s *Screen) about() []string {
	if s.side != nil {
		if id, ok := s.side.subject(); ok {
			return []string{id}
		}
	}
	return s.table.MarkedOrSelected()
}

func (s *Screen) log(binding string) tea.Cmd {
	ids := s.about()
	if len(ids) == 0 {
		return nil
	}
	if s.reversed() {
		return s.LogContact(&model.Contact{CompanyID: s.list.Task.CompanyID, CitizenID: ids[0]}, binding)
	}
	return s.LogContact(&model.Contact{CompanyID: ids[0], CitizenID: s.query.CitizenID}, binding)
}

// newPlacement begins a placement at the row under the cursor, for the goal that the list is about.
func (s *Screen) newPlacement() tea.Cmd {
	row, ok := s.selected()
	switch {
	case !ok:
		return nil
	case s.reversed():
		return s.NewPlacement(row.CitizenID, s.list.Task.CompanyID, s.query.TaskID, "")
	}
	return s.NewPlacement(s.query.CitizenID, row.CompanyID, row.TaskID, s.query.GoalID)
}

// planTrials plans a visit at the row under the cursor, or at all marked ones, for the goal that the list is about.
func (s *Screen) planTrials() tea.Cmd {
	if ok, _ := s.canPlace(); !ok {
		return nil
	}
	var visits []service.Visit
	for _, id := range s.about() {
		v := service.Visit{CitizenID: s.query.CitizenID, CompanyID: id, GoalID: s.query.GoalID}
		if s.reversed() {
			v = service.Visit{CitizenID: id, CompanyID: s.list.Task.CompanyID, TaskID: s.query.TaskID}
		}
		if i := slices.IndexFunc(s.rows(), func(r matching.Row) bool { return s.list.RowID(r) == id }); i >= 0 {
			row := s.rows()[i]
			v.TaskID = cmpOr(row.TaskID, v.TaskID)
			v.Words, _ = row.Reasons[0].Args["occupation"].(string)
		}
		visits = append(visits, v)
	}
	s.table.ClearMarks()
	return s.PlanTrials(visits)
}

// adder puts rows on the list one decision at a time, so that fast keys neither make two lists nor two rows in one
// place.
type adder struct {
	waiting []string
	busy    []string // under way
	done    []string // added since this list was opened
	then    tea.Cmd  // to do when all is written
}

func (a *adder) has(id string) bool {
	return slices.Contains(a.waiting, id) || slices.Contains(a.busy, id)
}

// callRound proposes a call round: for the marked citizens of a task, else for everybody without a placement.
func (s *Screen) callRound() tea.Cmd {
	if marked := s.table.Marked(); s.reversed() && len(marked) > 0 {
		return s.Go(screen.CallRound, marked)
	}
	return s.Go(screen.CallRound, nil)
}

// addRows puts the marked rows, or the one under the cursor, on the open list; the cursor goes on to the next.
func (s *Screen) addRows() tea.Cmd {
	ids := s.about()
	if s.list == nil || len(ids) == 0 {
		return nil
	}
	if _, own := s.sideSubject(); !own && len(s.table.Marked()) == 0 {
		_, at, _ := s.table.Selected()
		s.table.SelectRow(at + 1)
		s.panel.ScrollTo(0)
	}
	s.table.ClearMarks()
	fresh := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return s.listed.ids[id] || s.adder.has(id) })
	if len(fresh) == 0 {
		return s.Say(kit.Info, "match.add.there", "ref", s.listed.ref)
	}
	s.adder.waiting = append(s.adder.waiting, fresh...)
	return s.addNext()
}

func (s *Screen) sideSubject() (string, bool) {
	if s.side == nil {
		return "", false
	}
	return s.side.subject()
}

func (s *Screen) addNext() tea.Cmd {
	a := &s.adder
	if len(a.busy) > 0 || len(a.waiting) == 0 {
		return nil
	}
	a.busy, a.waiting = a.waiting, nil
	d, m, ids := s.Service, s.list, a.busy
	return screen.RunElse(s.Host, "add", func(ctx context.Context) (model.ChangeSet, error) {
		return d.AddToList(ctx, m, ids)
	}, func(cs model.ChangeSet) tea.Cmd { return s.Save("add", cs) }, func(err error) tea.Cmd {
		s.adder.busy, s.adder.waiting, s.adder.then = nil, nil, nil
		return s.Fail(err)
	})
}

func (s *Screen) saved(tag string, m screen.Saved, ok bool) tea.Cmd {
	if tag != "add" {
		if s.side != nil {
			return s.side.saved(m, ok)
		}
		return nil
	}
	a := &s.adder
	ids := a.busy
	a.busy = nil
	if !ok {
		a.waiting, a.then = nil, nil
		return nil
	}
	a.done = append(a.done, ids...)
	for _, id := range ids {
		if s.listed.ids != nil {
			s.listed.ids[id] = true
		}
	}
	if cmd := s.addNext(); cmd != nil {
		return cmd
	}
	then := a.then
	a.then = nil
	return then
}

// export shows what leaves: the list that was filled here, or the ranking. What is still being added is waited for.
func (s *Screen) export(list bool) tea.Cmd {
	if s.list == nil {
		return nil
	}
	if !list {
		return s.Go(screen.Preview, s.rankingExport())
	}
	d, w := s.Service, s.Words()
	run := s.goToList(func(ctx context.Context, l *model.Shortlist) (screen.Go, error) {
		v, err := d.Shortlist(ctx, l.ID)
		if err != nil {
			return screen.Go{}, err
		}
		return screen.Go{
			To: screen.Preview, Arg: screen.PreviewArg{Title: w.ListTitle(v), Doc: w.ListForConsultant(v), Name: l.Ref,
				Formats: present.ListFormats, Out: v.Out()}}, nil
	})
	if len(s.adder.waiting)+len(s.adder.busy) > 0 {
		s.adder.then = run
		return nil
	}
	return run
}

func (s *Screen) rankingExport() screen.PreviewArg {
	w := s.Words()
	return screen.PreviewArg{
		Title: s.T("match.export.title"), Doc: w.MatchDocument(s.list), Name: s.T("file.match"),
		Formats: present.ListFormats, Out: s.list.Out()}
}

// toList opens the list that + fills.
func (s *Screen) toList() tea.Cmd {
	return s.goToList(func(_ context.Context, l *model.Shortlist) (screen.Go, error) {
		return screen.Go{To: screen.List, Arg: l.ID}, nil
	})
}

// goToList reads the list that + fills and goes where it leads; without a list it says so.
func (s *Screen) goToList(where func(context.Context, *model.Shortlist) (screen.Go, error)) tea.Cmd {
	d, q := s.Service, s.query
	return screen.Run(s.Host, "export", func(ctx context.Context) (screen.Go, error) {
		l, _, err := d.ListFor(ctx, q)
		if err != nil || l == nil {
			return screen.Go{}, err
		}
		return where(ctx, l)
	}, func(to screen.Go) tea.Cmd {
		if to.To == "" {
			return s.Say(kit.Info, "match.add.nolist")
		}
		return s.Tell(to)
	})
}

// pickGoal chooses which of the citizen's goals the ranking is about.
func (s *Screen) pickGoal() tea.Cmd {
	goals := s.list.Goals
	return s.Pick("goal",
		kit.PickerOptions{Title: s.T("match.goal.title"), Selected: s.query.GoalID, Items: func(q string) []kit.Item {
			items := []kit.Item{{ID: "all", Label: s.T("match.goal.all")}}
			for _, g := range goals {
				items = append(items, kit.Item{
					ID: g.ID, Label: g.Words, Detail: s.T("opt.goal_status." + cmpOr(g.Status, "wish")),
				})
			}
			return kit.FilterItems(items, q)
		}})
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// editGoal opens the goal that the ranking is about; typed words come back into their line.
func (s *Screen) editGoal() tea.Cmd {
	switch {
	case s.query.CitizenID == "":
		s.tab = true
		return s.choose(join(" ", s.query.Words, s.query.From))
	case s.list == nil || len(s.list.Goals) == 0:
		return s.Go(screen.Edit, screen.EditArg{
			Entity: &model.Goal{CitizenID: s.query.CitizenID, Rank: model.Some(1), Status: "wish", SetOn: s.Today()},
			Focus:  "words",
		})
	}
	return s.Go(screen.Edit, screen.EditArg{Entity: s.list.Goals[0], Focus: "words"})
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Action.Kind != kit.Chosen {
		return nil
	}
	switch m.Tag {
	case "goal":
		if s.query.GoalID = m.Action.ID; s.query.GoalID == "all" {
			s.query.GoalID = ""
		}
		return s.load()
	}
	if s.side != nil {
		return s.side.answer(m)
	}
	return nil
}
