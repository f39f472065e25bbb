// Package list is one shortlist: the workplaces chosen for a citizen, or the citizens chosen for a task.
//
// It promises: the columns are those of the export, in the same order; what leaves for a workplace is previewed and says
// whose consent is missing; looking at a citizen's list is noted once.
package list

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list.
type Screen struct {
	host   *screen.Host
	id     string
	view   *service.ListView
	table  *kit.Table
	shown  []present.ListColumn
	picks  []*model.Pick
	viewed bool
	ratios map[string]ratio // by workplace
}

// ratio is what the ratio rule says of a workplace before anybody is placed there; nil when it says nothing.
type ratio struct {
	company string
	guard   *rules.Guard
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	return &Screen{host: h, table: kit.NewTable(h.Theme, nil), ratios: map[string]ratio{}}
}

// Open takes the list's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	d, id := s.host.Service, s.id
	clear(s.ratios)
	return s.host.Run("load", func(ctx context.Context) (any, error) { return d.Shortlist(ctx, id) })
}

// note writes into the log whose data is looked at: once for each time the list is opened.
func (s *Screen) note() tea.Cmd {
	if s.viewed {
		return nil
	}
	s.viewed = true
	var ids []string
	if s.view.Citizen != nil {
		ids = append(ids, s.view.Citizen.ID)
	}
	for _, p := range s.picks {
		if p.CitizenID != "" {
			ids = append(ids, p.CitizenID)
		}
	}
	store, me := s.host.Service.Store, s.host.Service.Actor()
	return s.host.Run("viewed", func(ctx context.Context) (any, error) {
		for _, id := range ids {
			if err := store.Viewed(ctx, me, "citizen", id); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
}

// lookUp reads what the ratio rule says of the workplace of the row under the cursor, when it is not there yet.
func (s *Screen) lookUp() tea.Cmd {
	p, ok := s.selected()
	if !ok || s.view == nil {
		return nil
	}
	_, id := s.pair(p)
	if _, known := s.ratios[id]; known || id == "" || s.host.Working("ratio:"+id) {
		return nil
	}
	d := s.host.Service
	return s.host.Run("ratio:"+id, func(ctx context.Context) (any, error) {
		g, err := d.RatioHint(ctx, id)
		return ratio{id, g}, err
	})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	return tea.Batch(s.take(msg), s.lookUp())
}

func (s *Screen) take(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Act:
		return s.act(m.ID)
	case screen.Done:
		return s.done(m)
	case screen.Returned, model.Changed:
		return s.load()
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened {
		return s.act(keys.Open)
	}
	return nil
}

func (s *Screen) done(m screen.Done) tea.Cmd {
	if r, ok := m.Value.(ratio); ok {
		s.ratios[r.company] = r // none when it could not be read, so that it is not tried for ever
	}
	if m.Err != nil {
		if m.Tag == "load" && model.CodeOf(m.Err) == model.NotFound {
			return tea.Batch(s.host.Fail(m.Err), s.host.Back())
		}
		return s.host.Fail(m.Err)
	}
	if v, ok := m.Value.(*service.ListView); ok {
		s.view = v
		s.show()
		return s.note()
	}
	return nil
}

func (s *Screen) words() present.Words { return present.WordsIn(s.host.Theme.Lang) }

func (s *Screen) show() {
	s.shown, s.picks = s.words().ListTable(s.view), s.view.Picks
	widths := map[string]kit.Column{
		"position": {Min: 3}, "company": {Min: 22, Flex: 2, Max: 40}, "citizen": {Min: 16, Flex: 1, Max: 24}, "town": {Min: 10, Max: 18, Flex: 1},
		"goal": {Min: 20, Flex: 3}, "status": {Min: 12}, "note": {Min: 16, Flex: 4},
	}
	columns := make([]kit.Column, len(s.shown))
	for i, c := range s.shown {
		columns[i] = widths[c.Key]
		columns[i].Key, columns[i].Title, columns[i].Right = c.Key, c.Title, c.Right
	}
	s.table.SetColumns(columns)
	s.table.SetEmpty(s.host.T("list.empty"))
	s.table.SetRows(kit.Rows{Len: len(s.picks), ID: func(i int) string { return s.picks[i].ID }, Cells: func(i int, cells []kit.Cell) {
		for j, c := range s.shown {
			cells[j].Text = c.Cell(s.view, s.picks[i]).Text
			if c.Key == "status" {
				cells[j].Role = statusRoles[s.picks[i].Status]
			}
		}
	}})
}

// statusRoles colour a word that says it already.
var statusRoles = map[string]theme.Role{"new": theme.Subtle, "interested": theme.Accent, "yes": theme.OK, "no": theme.Subtle}

func (s *Screen) selected() (*model.Pick, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.picks) {
		return nil, false
	}
	return s.picks[i], true
}

// markKeys are what the table knows marking by.
var markKeys = map[string]tea.KeyPressMsg{keys.Mark: {Code: tea.KeySpace, Text: " "}, keys.MarkAll: {Code: 'a', Mod: tea.ModCtrl}}

func (s *Screen) act(id string) tea.Cmd {
	if id == keys.Back {
		return s.host.Back()
	}
	if s.view == nil {
		return nil
	}
	switch id {
	case keys.Mark, keys.MarkAll:
		s.table.Update(markKeys[id])
	case keys.Export:
		return s.own()
	case "company":
		return s.forCompany()
	case keys.Match:
		l := s.view.List
		arg := screen.MatchArg{CitizenID: l.CitizenID, TaskID: l.TaskID}
		if l.CitizenID == "" && l.TaskID == "" {
			arg.Words = l.GoalWords
		}
		return s.host.Go(screen.Match, arg)
	case "title":
		return s.host.Go(screen.Edit, screen.EditArg{Entity: s.view.List, Fields: []string{"title", "goal_words", "closed"}})
	}
	p, ok := s.selected()
	if !ok {
		return nil
	}
	switch id {
	case keys.Open:
		if p.CitizenID != "" {
			return s.host.Go(screen.Citizen, p.CitizenID)
		}
		return s.host.Go(screen.Company, p.CompanyID)
	case keys.Edit:
		return s.host.Go(screen.Edit, screen.EditArg{Entity: p, Fields: []string{"status", "note"}, Focus: "note", Title: s.view.Row(p)})
	case keys.Log, screen.LogVisit:
		citizen, company := s.pair(p)
		return s.host.LogContact(&model.Contact{CompanyID: company, CitizenID: citizen}, id)
	case keys.New:
		return s.consent(p)
	case "moveup", "movedown":
		by := map[string]int{"moveup": -1, "movedown": 1}[id]
		return s.host.Tell(screen.Save{Set: model.MovePick(s.host.Service.Actor(), s.picks, p.ID, by), Tag: "move", From: s.host.ID, Quiet: true})
	case "status":
		return s.nextStatus()
	case "remove":
		return s.remove()
	}
	return nil
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

// nextStatus moves the rows one step on; the last step leads to the first.
func (s *Screen) nextStatus() tea.Cmd {
	cs := model.ChangeSet{Action: "pick.status"}
	for _, p := range s.chosen() {
		after := *p
		after.Status = model.PickStates[(slices.Index(model.PickStates, p.Status)+1)%len(model.PickStates)]
		cs.Changes = append(cs.Changes, model.Edit(p, &after))
	}
	return s.host.Save("status", cs)
}

// remove takes rows off; those that stay close the gap.
func (s *Screen) remove() tea.Cmd {
	gone := s.chosen()
	cs := model.ChangeSet{Action: "pick.remove", Args: model.Args{"n": len(gone)}}
	at := 0
	for _, p := range s.picks {
		if slices.Contains(gone, p) {
			cs.Changes = append(cs.Changes, model.Remove(p))
			continue
		}
		if at++; p.Position != model.Some(at) {
			after := *p
			after.Position = model.Some(at)
			cs.Changes = append(cs.Changes, model.Edit(p, &after))
		}
	}
	s.table.ClearMarks()
	return s.host.Save("remove", cs)
}

// consent opens the consent that holds, to change or withdraw it, or a new one with what a workplace may see as its scope.
func (s *Screen) consent(p *model.Pick) tea.Cmd {
	citizen, company := s.pair(p)
	today := s.host.Service.Today()
	who, at := s.names(p)
	arg := screen.EditArg{Title: s.host.T("list.consent.title", "citizen", who, "company", at), Fields: []string{"purpose", "scope", "given_on", "until", "withdrawn_on"}}
	if held := model.ConsentFor(s.view.Consents, citizen, company, today); held != nil {
		arg.Entity, arg.Focus = held, "until"
	} else {
		arg.Fields = arg.Fields[:4]
		arg.Entity = &model.Consent{CitizenID: citizen, CompanyID: company, GivenOn: today, Purpose: s.host.T("list.consent.purpose"), Scope: s.host.T("list.consent.scope")}
	}
	return s.host.Go(screen.Edit, arg)
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
	w, v := s.words(), s.view
	return s.host.Go(screen.Preview, screen.PreviewArg{Title: w.ListTitle(v), Doc: w.ListForConsultant(v), Name: v.List.Ref, Formats: present.ListFormats,
		Action: "export.shortlist", Args: model.Args{"list": v.List.ID, "citizen": v.List.CitizenID}, Rows: len(v.Picks)})
}

// forCompany shows what a workplace may see: for all rows, or only the marked ones.
func (s *Screen) forCompany() tea.Cmd {
	w, v := s.words(), *s.view
	if marked := s.table.Marked(); len(marked) > 0 {
		v.Picks = s.chosen()
	}
	people := 1
	if v.Task != nil {
		people = len(v.Picks)
	}
	arg := screen.PreviewArg{Title: s.host.T("list.forcompany", "title", w.ListTitle(&v)), Doc: w.ListForCompany(&v), Name: v.List.Ref + "-" + s.host.T("file.forcompany"),
		Formats: []string{"md", "xlsx", "csv", "json"}, Action: "export.shortlist.company", Args: model.Args{"list": v.List.ID, "citizen": v.List.CitizenID}, Rows: people}
	if missing := v.MissingConsent(s.host.Service.Today()); len(missing) > 0 {
		arg.Warning = s.host.T("list.missing", "who", s.each(missing, true), "companies", s.each(missing, false))
	}
	return s.host.Go(screen.Preview, arg)
}

// each names the citizens or the workplaces of rows, everyone once.
func (s *Screen) each(picks []*model.Pick, citizens bool) string {
	var out []string
	for _, p := range picks {
		name, company := s.names(p)
		if !citizens {
			name = company
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}
