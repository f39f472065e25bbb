// Package lists is the list of shortlists: whose they are, what they are about, and how far they have come.
package lists

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list of lists.
type Screen struct {
	host   *screen.Host
	table  *kit.Table
	all    []service.ListRow
	rows   []service.ListRow // those that are open, or closed
	closed bool
	loaded bool
	view   *service.ListView // read for a removal that is being asked about
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{host: h}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	return s
}

func (s *Screen) columns() []kit.Column {
	t := s.host.T
	return []kit.Column{
		{Key: "ref", Title: t("shortlist.ref"), Min: 7, Role: theme.Subtle},
		{Key: "who", Title: t("lists.who"), Min: 16, Flex: 2, Max: 40},
		{Key: "what", Title: t("lists.what"), Min: 20, Flex: 3},
		{Key: "rows", Title: t("lists.rows"), Min: 6, Right: true},
		{Key: "said", Title: t("lists.said"), Min: 5, Right: true},
		{Key: "made", Title: t("shortlist.made_on"), Min: 12, Role: theme.Subtle},
	}
}

// Open reads the lists.
func (s *Screen) Open(any) tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	d := s.host.Service
	return s.host.Run("load", func(ctx context.Context) (any, error) { return d.Lists(ctx) })
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Act:
		return s.act(m.ID)
	case screen.Done:
		return s.done(m)
	case screen.Answer:
		return s.answered(m)
	case screen.Returned, model.Changed:
		return s.load()
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened {
		return s.act(keys.Open)
	}
	return nil
}

func (s *Screen) done(m screen.Done) tea.Cmd {
	if m.Err != nil {
		return s.host.Fail(m.Err)
	}
	switch v := m.Value.(type) {
	case []service.ListRow:
		s.all, s.loaded = v, true
		s.show()
	case *service.ListView:
		s.view = v
		return s.host.Ask("remove", kit.Confirm(s.host.Theme, s.host.T("lists.remove"), s.host.T("lists.remove.text", "ref", v.List.Ref), 1+len(v.Picks), s.host.T("list.remove"), true))
	}
	return nil
}

func (s *Screen) show() {
	s.rows = slices.DeleteFunc(slices.Clone(s.all), func(r service.ListRow) bool { return r.List.Closed != s.closed })
	s.table.SetColumns(s.columns())
	s.table.SetRows(kit.Rows{Len: len(s.rows), ID: func(i int) string { return s.rows[i].List.ID }, Cells: s.cells})
	s.table.SetEmpty(s.host.T("lists.empty" + map[bool]string{true: ".closed"}[s.closed]))
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	r := s.rows[i]
	cells[0].Text = r.List.Ref
	switch {
	case r.Citizen != nil:
		cells[1].Text = service.NameIn(r.Citizen)
	case r.Host != nil:
		cells[1].Text = r.Host.ShownName()
	}
	cells[2].Text = r.List.Title
	switch {
	case cells[2].Text != "":
	case r.Task != nil:
		cells[2].Text = r.Task.Name
	default:
		cells[2].Text = r.List.GoalWords
	}
	cells[3].Text = fmt.Sprint(r.Rows)
	cells[4].Text = fmt.Sprint(r.Answered)
	cells[5].Text = s.host.Theme.Lang.Near(r.List.MadeOn.Time(), s.host.Service.Today().Time())
}

func (s *Screen) selected() (service.ListRow, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return service.ListRow{}, false
	}
	return s.rows[i], true
}

func (s *Screen) act(id string) tea.Cmd {
	switch id {
	case keys.Back:
		return s.host.Back()
	case "filter":
		s.closed = !s.closed
		s.show()
		return nil
	}
	r, ok := s.selected()
	if !ok {
		return nil
	}
	switch id {
	case keys.Open:
		return s.host.Go(screen.List, r.List.ID)
	case keys.Edit:
		return s.host.Go(screen.Edit, screen.EditArg{Entity: r.List, Fields: []string{"title", "goal_words"}})
	case keys.Match:
		return s.host.Go(screen.Match, screen.MatchArg{CitizenID: r.List.CitizenID, TaskID: r.List.TaskID, Words: wordsOf(r.List)})
	case "close":
		after := *r.List
		after.Closed = !after.Closed
		action := map[bool]string{true: "shortlist.close", false: "shortlist.reopen"}[after.Closed]
		return s.host.Save("close", model.ChangeSet{Action: action, Changes: []model.Change{model.Edit(r.List, &after)}})
	case "remove":
		d, list := s.host.Service, r.List.ID
		return s.host.Run("remove", func(ctx context.Context) (any, error) { return d.Shortlist(ctx, list) })
	}
	return nil
}

// wordsOf are the words to search by again when the list belongs to nobody.
func wordsOf(l *model.Shortlist) string {
	if l.CitizenID == "" && l.TaskID == "" {
		return l.GoalWords
	}
	return ""
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Tag != "remove" || m.Action.Kind != kit.Chosen || s.view == nil {
		return nil
	}
	cs := model.ChangeSet{Action: "shortlist.remove"}
	for _, p := range s.view.Picks {
		cs.Changes = append(cs.Changes, model.Remove(p))
	}
	cs.Changes = append(cs.Changes, model.Remove(s.view.List))
	s.view = nil
	return s.host.Save("remove", cs)
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	s.table.SetSize(size.W, size.H)
	f := kit.Frame{Title: s.host.T("tab.lists") + " · " + s.host.T("lists."+map[bool]string{true: "closed", false: "open"}[s.closed]), Body: s.table.View()}
	if s.loaded {
		f.Note = s.host.T("lists.note", "n", len(s.rows))
	}
	return f
}

// Keys are what works here.
func (s *Screen) Keys() []keys.Binding {
	some := func() (bool, string) { return len(s.rows) > 0, "list.nothing.selected" }
	return []keys.Binding{
		keys.Std(keys.Open).When(some), keys.Std(keys.Match).When(some), keys.Std(keys.Edit).As("lists.edit").When(some),
		{ID: "close", Keys: []string{"t"}, Label: map[bool]string{true: "lists.reopen", false: "lists.close"}[s.closed], Footer: 50, Palette: true, Enabled: some},
		{ID: "filter", Keys: []string{"f"}, Label: "lists.filter", Footer: 56, Palette: true},
		{ID: "remove", Keys: []string{"delete"}, Label: "list.remove", Palette: true, Enabled: some},
		keys.Std(keys.Back),
	}
}

// Typing is false: there is no field.
func (s *Screen) Typing() bool { return false }

// Dirty is false: nothing is typed.
func (s *Screen) Dirty() bool { return false }

// Check tests that the table shows the lists.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }
