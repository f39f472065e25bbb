// Package lists is the list of shortlists: whose they are, what they are about, and how far they have come.
package lists

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list of lists.
type Screen struct {
	screen.ListScreen[service.ListRow]
	all  []service.ListRow
	view *service.ListView // read for a removal that is being asked about
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.Begin(h,
		screen.ListOptions[service.ListRow]{
			Title: "tab.lists", List: "lists", Damaged: "shortlist",
			ID: func(r service.ListRow) string { return r.List.ID }, Columns: func() []kit.Column { return columns(h) },
			Cells: s.cells,
			About: func(r service.ListRow) service.BriefOf { return service.BriefOf{Citizen: r.List.CitizenID} },
			Load:  s.load, Open: s.On(s.open)})
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "ref", Title: t("shortlist.ref"), Min: 7, Role: theme.Subtle},
		{Key: "who", Title: t("lists.who"), Min: 16, Flex: 2, Max: 40},
		{Key: "what", Title: t("lists.what"), Min: 20, Flex: 3},
		{Key: "rows", Title: t("lists.rows"), Min: 6, Right: true},
		{Key: "said", Title: t("lists.said"), Min: 5, Right: true},
		{Key: "made", Title: t("shortlist.made_on"), Min: 12, Role: theme.Subtle},
	}
}

// read is all lists, and what narrows them.
type read struct {
	all      []service.ListRow
	narrowed service.Narrowed
}

func (s *Screen) load() tea.Cmd {
	d, narrow := s.Service, s.Setup.Narrow()
	return screen.Run(s.Host, "load", func(ctx context.Context) (r read, err error) {
		if r.all, err = d.Lists(ctx); err == nil {
			r.narrowed, err = narrow(ctx)
		}
		return r, err
	}, func(r read) tea.Cmd {
		s.all, s.Loaded, s.All = r.all, true, len(r.all)
		s.Setup.Narrowed = r.narrowed
		s.show()
		return nil
	})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(screen.Answer); ok {
		return s.answered(m)
	}
	return s.ListScreen.Update(msg)
}

// closed reports whether only closed lists are shown.
func (s *Screen) closed() bool { return slices.Contains(s.Setup.Filter["state"], "closed") }

func (s *Screen) show() {
	var rows []service.ListRow
	t, order := schema.TypeOf(&model.Shortlist{}), s.Setup.Order()
	passes := t.Tests(s.Setup.Narrowed.Where)
	for _, r := range s.all {
		if passes(r.List) {
			rows = append(rows, r)
		}
	}
	if len(order) > 0 {
		slices.SortStableFunc(rows, func(a, b service.ListRow) int { return t.Compare(order, a.List, b.List) })
	}
	s.Show(rows, "lists.empty"+map[bool]string{true: ".closed"}[s.closed()])
}

func (s *Screen) cells(r service.ListRow, cells []kit.Cell) {
	cells[0].Text = r.List.Ref
	switch {
	case r.Citizen != nil:
		cells[1].Text = service.NameIn(r.Citizen)
	case r.Host != nil:
		cells[1].Text = r.Host.ShownName()
	}
	cells[2].Text = present.ListAbout(r)
	cells[3].Text = fmt.Sprint(r.Rows)
	cells[4].Text = fmt.Sprint(r.Answered)
	cells[5].Text = s.Theme.Lang.Near(r.List.MadeOn.Time(), s.Today().Time())
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	r, _ := s.Selected()
	label := map[bool]string{true: "lists.reopen", false: "lists.close"}[r.List != nil && r.List.Closed]
	return append([]screen.Binding{
		screen.OnOne(s.Marks(), screen.Std(keys.Open, s.On(s.open)).When(s.Some)),
		screen.OnOne(s.Marks(), screen.Std(keys.Match, s.On(s.match)).When(s.Some)),
		screen.OnOne(s.Marks(), screen.Std(keys.Edit, s.On(s.edit)).As("lists.edit").When(s.Some)),
		screen.OnMarks(s.Marks(), screen.Own("close", "t", label, 50, s.OnAll(s.close, s.closeAll)).When(s.Some), 2),
		screen.OnOne(s.Marks(), screen.Own("remove", "delete", "list.remove", 0, s.On(s.remove)).When(s.Some)),
		screen.Std(keys.Mark, screen.Nothing(s.Table.Mark)).When(s.Some).At(0),
		screen.Std(keys.MarkAll, screen.Nothing(s.Table.MarkAll)).When(s.Some),
		screen.Std(keys.Back, s.Back),
	}, s.Setup.Bindings(56)...)
}

func (s *Screen) open(r service.ListRow) tea.Cmd { return s.Go(screen.List, r.List.ID) }

func (s *Screen) match(r service.ListRow) tea.Cmd {
	return s.Go(screen.Match, screen.MatchArg{
		CitizenID: r.List.CitizenID, TaskID: r.List.TaskID, Words: wordsOf(r.List),
	})
}

func (s *Screen) edit(r service.ListRow) tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Entity: r.List, Fields: []string{"title", "goal_words"}})
}

// close closes a list, or opens it again.
func (s *Screen) close(r service.ListRow) tea.Cmd {
	return s.Save("close", closing([]service.ListRow{r}, !r.List.Closed))
}

// closeAll closes the marked lists, or opens them again, as the one under the cursor would be; it asks first.
func (s *Screen) closeAll(rows []service.ListRow) tea.Cmd {
	r, _ := s.Selected()
	closed := r.List == nil || !r.List.Closed
	cs := closing(rows, closed)
	var names []string
	for _, c := range cs.Changes {
		names = append(names, service.NameIn(c.After))
	}
	label := map[bool]string{true: "lists.close", false: "lists.reopen"}[closed]
	ask := kit.Confirm(s.Theme, s.T("lists."+map[bool]string{true: "close", false: "reopen"}[closed]+".title"),
		strings.Join(names, "\n"), len(cs.Changes), s.T(label+".all"), false)
	return s.AskThen(ask, func(kit.Action) tea.Cmd {
		s.Table.ClearMarks()
		return s.Save("close", cs)
	})
}

// closing closes lists, or opens them again; those that are so already stay.
func closing(rows []service.ListRow, closed bool) model.ChangeSet {
	cs := model.ChangeSet{Action: map[bool]string{true: "shortlist.close", false: "shortlist.reopen"}[closed]}
	for _, r := range rows {
		if after := *r.List; after.Closed != closed {
			after.Closed = closed
			cs.Changes = append(cs.Changes, model.Edit(r.List, &after))
		}
	}
	return cs
}

// remove asks first, with the number of rows that go.
func (s *Screen) remove(r service.ListRow) tea.Cmd {
	d, list := s.Service, r.List.ID
	work := func(ctx context.Context) (*service.ListView, error) { return d.Shortlist(ctx, list) }
	return screen.Run(s.Host, "remove", work, func(v *service.ListView) tea.Cmd {
		s.view = v
		return s.Ask("remove",
			kit.Confirm(s.Theme, s.T("lists.remove"), s.T("lists.remove.text", "ref", v.List.Ref), 1+len(v.Picks),
				s.T("list.remove"), true))
	})
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
	return s.Save("remove", cs)
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	return s.Frame(size, s.Words().Counts("shortlist", len(s.all), len(s.Rows)))
}
