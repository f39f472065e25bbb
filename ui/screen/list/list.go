// Package list is one shortlist: the workplaces chosen for a citizen, or the citizens chosen for a task.
//
// It promises: the columns are those of the export, in the same order; what leaves for a workplace is previewed and
// says whose consent is missing; looking at a citizen's list is noted once.
package list

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list.
type Screen struct {
	screen.Base
	id    string
	view  *service.ListView
	table *kit.Table
	shown []present.ListColumn
	picks []*model.Pick
	bad   []model.Damaged // under them
	// what the ratio rule says of a workplace before anybody is placed there, by its ID; nil is nothing
	ratios map[string]*rules.Guard
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	return &Screen{Base: screen.Base{Host: h}, table: kit.NewTable(h.Theme, nil), ratios: map[string]*rules.Guard{}}
}

// Open takes the list's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	d, id := s.Service, s.id
	clear(s.ratios)
	work := func(ctx context.Context) (*service.ListView, error) { return d.Shortlist(ctx, id) }
	return screen.Read(s.Host, work, func(v *service.ListView) tea.Cmd {
		s.view = v
		s.show()
		return s.lookUp()
	})
}

// lookUp reads what the ratio rule says of the workplace of the row under the cursor, when it is not there yet.
func (s *Screen) lookUp() tea.Cmd {
	p, ok := s.selected()
	if !ok || s.view == nil {
		return nil
	}
	_, id := s.pair(p)
	if _, known := s.ratios[id]; known || id == "" || s.Working("ratio:"+id) {
		return nil
	}
	d := s.Service
	work := func(ctx context.Context) (*rules.Guard, error) { return d.RatioHint(ctx, id) }
	return s.Aside("ratio:"+id, screen.RunElse(s.Host, "ratio:"+id, work, func(g *rules.Guard) tea.Cmd {
		s.ratios[id] = g
		return s.lookUp()
	}, func(err error) tea.Cmd {
		s.ratios[id] = nil // none when it could not be read, so that it is not tried for ever
		return s.Fail(err)
	}))
}

// RulesFrom says that the screen shows what today's rules say.
func (s *Screen) RulesFrom() model.Date { return 0 }

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	return tea.Batch(s.take(msg), s.lookUp())
}

func (s *Screen) take(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case screen.Returned, model.Changed:
		return s.load()
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened {
		return s.on(s.open)()
	}
	return nil
}

func (s *Screen) show() {
	s.shown, s.picks = s.Words().ListTable(s.view), s.view.Picks
	widths := map[string]kit.Column{
		"position": {Min: 3}, "company": {Min: 22, Flex: 2, Max: 40}, "citizen": {Min: 16, Flex: 1, Max: 24},
		"town": {Min: 10, Max: 18, Flex: 1},
		"goal": {Min: 20, Flex: 3}, "status": {Min: 12}, "note": {Min: 16, Flex: 4},
	}
	columns := make([]kit.Column, len(s.shown))
	for i, c := range s.shown {
		columns[i] = widths[c.Key]
		columns[i].Key, columns[i].Title, columns[i].Right = c.Key, c.Title, c.Right
	}
	s.table.SetColumns(columns)
	s.table.SetEmpty(s.T("list.empty"))
	s.bad = s.Service.DamagedLike("pick", s.view.List)
	s.table.SetRows(s.WithDamaged(kit.Rows{
		Len: len(s.picks), ID: func(i int) string { return s.picks[i].ID }, Cells: func(i int, cells []kit.Cell) {
			for j, c := range s.shown {
				cells[j].Text = c.Cell(s.view, s.picks[i]).Text
				if c.Key == "status" {
					cells[j].Role = statusRoles[s.picks[i].Status]
				}
			}
		}}, 1, s.bad))
}

// statusRoles colour a word that says it already.
var statusRoles = map[string]theme.Role{
	"new": theme.Subtle, "interested": theme.Accent, "yes": theme.OK, "no": theme.Subtle,
}

func (s *Screen) selected() (*model.Pick, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.picks) {
		return nil, false
	}
	return s.picks[i], true
}

// on is what a binding does with the row under the cursor.
func (s *Screen) on(do func(p *model.Pick) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if p, ok := s.selected(); ok {
			return do(p)
		}
		return s.OpenDamaged(s.table, len(s.picks), s.bad)
	}
}

// read is what a binding does once the list is there.
func (s *Screen) read(do func() tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if s.view == nil {
			return nil
		}
		return do()
	}
}

func (s *Screen) open(p *model.Pick) tea.Cmd {
	if p.CitizenID != "" {
		return s.Go(screen.Citizen, p.CitizenID)
	}
	return s.Go(screen.Company, p.CompanyID)
}

func (s *Screen) edit(p *model.Pick) tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{
		Entity: p, Fields: []string{"status", "note"}, Focus: "note",
		Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			after := typed.(*model.Pick)
			if after.Status != p.Status {
				after.Answer(after.Status, s.Today())
			}
			cs := model.ChangeSet{Action: "pick.edit"}
			if !schema.Equal(p, after) {
				cs.Changes = []model.Change{model.Edit(p, after)}
			}
			return cs, nil
		},
	})
}

func (s *Screen) log(how string) func(*model.Pick) tea.Cmd {
	return func(p *model.Pick) tea.Cmd {
		citizen, company := s.pair(p)
		return s.LogContact(&model.Contact{CompanyID: company, CitizenID: citizen}, how)
	}
}

func (s *Screen) move(by int) func(*model.Pick) tea.Cmd {
	return func(p *model.Pick) tea.Cmd {
		set := model.MovePick(s.Service.Actor(), s.picks, p.ID, by)
		return s.Tell(screen.Save{Set: set, Tag: "move", From: s.ID, Quiet: true})
	}
}

// match ranks again for whom or what the list is about.
func (s *Screen) match() tea.Cmd {
	l := s.view.List
	arg := screen.MatchArg{CitizenID: l.CitizenID, TaskID: l.TaskID}
	if l.CitizenID == "" && l.TaskID == "" {
		arg.Words = l.GoalWords
	}
	return s.Go(screen.Match, arg)
}

func (s *Screen) title() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Entity: s.view.List, Fields: []string{"title", "goal_words", "closed"}})
}

// pair is the citizen and the workplace that a row brings together.
func (s *Screen) pair(p *model.Pick) (citizen, company string) {
	if s.view.Task != nil {
		return p.CitizenID, s.view.Task.CompanyID
	}
	return s.view.List.CitizenID, p.CompanyID
}

// chosen are the marked rows, or the one under the cursor.
func (s *Screen) chosen() []*model.Pick {
	ids := s.table.MarkedOrSelected()
	return slices.DeleteFunc(slices.Clone(s.picks), func(p *model.Pick) bool { return !slices.Contains(ids, p.ID) })
}

// several are the marked rows where there are several, called by whom or what they stand for.
func (s *Screen) several() (all screen.All) {
	if len(s.table.Marked()) > 1 {
		all = screen.AllOf(s.chosen())
	}
	all.Name = func(e model.Entity) string { return s.view.Row(e.(*model.Pick)) }
	all.Fit = func(before, after model.Entity) {
		if b, a := before.(*model.Pick), after.(*model.Pick); a.Status != b.Status {
			a.Answer(a.Status, s.Today())
		}
	}
	return all
}

// editRows changes one field of all marked rows, or edits the one under the cursor.
func (s *Screen) editRows() tea.Cmd {
	if all := s.several(); len(all.Rows) > 0 {
		return s.EditAll(all, "status", "note")
	}
	return s.on(s.edit)()
}

// logRows logs the same contact about all marked rows, or one about the row under the cursor.
func (s *Screen) logRows(how string) func() tea.Cmd {
	return func() tea.Cmd {
		all := s.several()
		if len(all.Rows) == 0 {
			return s.on(s.log(how))()
		}
		var about []model.Contact
		for _, p := range s.chosen() {
			citizen, company := s.pair(p)
			about = append(about, model.Contact{CompanyID: company, CitizenID: citizen})
		}
		return s.LogAll(about, all, how)
	}
}

// addTo puts the workplaces or citizens of the marked rows on another list.
func (s *Screen) addTo() tea.Cmd {
	d, picks, people := s.Service, s.chosen(), s.view.Task != nil
	return screen.Run(s.Host, "addto", func(ctx context.Context) (all screen.All, err error) {
		for _, p := range picks {
			var e model.Entity
			if people {
				e, err = service.One[model.Citizen](ctx, d.Store, "citizen", p.CitizenID)
			} else {
				e, err = service.One[model.Company](ctx, d.Store, "company", p.CompanyID)
			}
			if err != nil {
				return all, err
			}
			all.Rows = append(all.Rows, e)
		}
		return all, nil
	}, func(all screen.All) tea.Cmd {
		if len(all.Rows) == 0 {
			return s.on(s.open)() // a damaged one
		}
		return s.AddToList(all)
	})
}

// nextStatus moves the rows one step on; the last step leads to the first.
func (s *Screen) nextStatus() tea.Cmd {
	cs := model.ChangeSet{Action: "pick.status"}
	var said []string
	for _, p := range s.chosen() {
		after := *p
		after.Answer(model.PickStates[(slices.Index(model.PickStates, p.Status)+1)%len(model.PickStates)], s.Today())
		cs.Changes = append(cs.Changes, model.Edit(p, &after))
		said = append(said, s.view.Row(p)+": "+s.T("opt.pick_status."+p.Status)+" "+s.Theme.Colours.Glyphs.Arrow+" "+
			s.T("opt.pick_status."+after.Status))
	}
	return s.asked(said, "list.status", func() tea.Cmd { return s.Save("status", cs) })
}

// asked does something with one row at once; what it does with several is said first.
func (s *Screen) asked(said []string, label string, do func() tea.Cmd) tea.Cmd {
	if len(said) < 2 {
		return do()
	}
	text := strings.Join(said, "\n")
	ask := kit.Confirm(s.Theme, lang.Capital(s.T(label+".all")), text, len(said), s.T(label+".all"), false)
	return s.AskThen(ask, func(kit.Action) tea.Cmd { return do() })
}

// remove takes rows off; those that stay close the gap.
func (s *Screen) remove() tea.Cmd {
	gone := s.chosen()
	cs := model.ChangeSet{Action: "pick.remove", Args: model.Args{"n": len(gone)}}
	at := 0
	var said []string
	for _, p := range s.picks {
		if slices.Contains(gone, p) {
			cs.Changes = append(cs.Changes, model.Remove(p))
			said = append(said, s.view.Row(p))
			continue
		}
		if at++; p.Position != model.Some(at) {
			after := *p
			after.Position = model.Some(at)
			cs.Changes = append(cs.Changes, model.Edit(p, &after))
		}
	}
	return s.asked(said, "list.remove", func() tea.Cmd {
		s.table.ClearMarks()
		return s.Save("remove", cs)
	})
}

// consent opens the consent that holds, to change or withdraw it, or a new one with what a workplace may see as its
// scope.
func (s *Screen) consent(p *model.Pick) tea.Cmd {
	citizen, company := s.pair(p)
	today := s.Today()
	arg := screen.EditArg{
		Title: s.T("list.consent.title"), Fields: screen.ConsentFields,
	}
	if held := model.ConsentFor(s.view.Consents, citizen, company, today); held != nil {
		arg.Entity, arg.Focus = held, "until"
	} else {
		arg.Fields = arg.Fields[:5]
		arg.Entity = &model.Consent{
			CitizenID: citizen, CompanyID: company, GivenOn: today, Purpose: s.T("list.consent.purpose"),
			Covers: model.MatchTopics,
		}
	}
	return s.Go(screen.Edit, arg)
}

// names are what the citizen and the workplace of a row are called.
func (s *Screen) names(p *model.Pick) (citizen, company string) {
	if s.view.Task != nil {
		return s.view.Row(p), s.view.Host.ShownName()
	}
	if s.view.Citizen != nil {
		citizen = service.NameIn(s.view.Citizen)
	}
	return citizen, s.view.Row(p)
}

// own shows the list as it stands here, before it is written.
func (s *Screen) own() tea.Cmd {
	w, v := s.Words(), s.view
	return s.Go(screen.Preview,
		screen.PreviewArg{
			Title: w.ListTitle(v), Doc: w.ListForConsultant(v), Name: v.List.Ref, Formats: present.ListFormats,
			Out: v.Out()})
}

// forCompany shows what a workplace may see: for all rows, or only the marked ones.
func (s *Screen) forCompany() tea.Cmd {
	w, v := s.Words(), *s.view
	if marked := s.table.Marked(); len(marked) > 0 {
		v.Picks = s.chosen()
	}
	return s.Go(screen.Preview, screen.PreviewArg{
		Title: s.T("list.forcompany", "title", w.ListTitle(&v)), Doc: w.ListForCompany(&v),
		Name:    v.List.Ref + "-" + s.T("file.forcompany"),
		Formats: []string{"md", "xlsx", "csv", "json"}, Out: v.OutForCompany()})
}

// Shows gives whose list it is, and the rows in the window.
func (s *Screen) Shows() []any {
	if s.view == nil {
		return nil
	}
	return append(screen.Visible(s.table, s.picks), s.view.Citizen)
}
