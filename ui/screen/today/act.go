package today

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

func (s *Screen) act(id string) tea.Cmd {
	switch id {
	case "everybody", "whose", "group", "since", "within", keys.Back:
		return s.narrow(id)
	case keys.Export:
		return s.calendar()
	case keys.New:
		return s.Go(screen.Edit, screen.EditArg{Entity: &model.Citizen{Status: "active", StartedOn: s.Today(), Responsible: s.Service.Actor()}})
	}
	d, ok := s.selected()
	if !ok {
		return nil
	}
	switch id {
	case keys.Match:
		return s.Go(screen.Match, screen.MatchArg{CitizenID: d.CitizenID})
	case keys.Open:
		return s.open(d)
	case keys.Log, screen.LogVisit:
		if d.Kind == "hours_missing" {
			return s.open(d)
		}
		return s.LogContact(&model.Contact{CompanyID: d.CompanyID, CitizenID: d.CitizenID}, id)
	}
	return s.put(d, id)
}

// narrow changes what is shown of the list.
func (s *Screen) narrow(id string) tea.Cmd {
	switch id {
	case "everybody":
		s.whose = map[bool]string{true: mine, false: everybody}[s.whose == everybody]
	case "whose":
		return s.pickConsultant()
	case "group":
		s.group = (s.group + 1) % len(groupings)
	case "since":
		return s.toggleSince()
	case "within":
		s.box.Focus()
		return nil
	case keys.Back:
		s.box.Clear()
	}
	s.filter()
	return nil
}

func (s *Screen) toggleSince() tea.Cmd {
	if s.since != nil {
		s.since = nil
		return s.load()
	}
	d := s.Service
	day := agenda.LastWorkday(d.Today())
	return s.Run("load", func(ctx context.Context) (any, error) { return d.DueSince(ctx, day) })
}

func (s *Screen) pickConsultant() tea.Cmd {
	if s.view == nil {
		return nil
	}
	count := map[string]int{}
	for _, d := range s.view.Due {
		count[d.Owner]++
	}
	items := []kit.Item{{ID: everybody, Label: s.T("today.whose.all"), Detail: s.T("today.whose.n", "n", len(s.view.Due))}}
	for _, c := range s.view.Consultants {
		if !c.Inactive || count[c.ID] > 0 {
			items = append(items, kit.Item{ID: c.ID, Label: c.Name + " (" + c.Initials + ")", Detail: s.T("today.whose.n", "n", count[c.ID])})
		}
	}
	return s.Pick("whose", kit.PickerOptions{Title: s.T("today.whose.title"), Selected: s.whose, Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// open goes to where something due is settled.
func (s *Screen) open(d agenda.Due) tea.Cmd {
	switch {
	case d.Kind == "hours_missing":
		monday, err := model.ParseDate(d.Occasion, 0)
		if err != nil {
			return s.Fail(err)
		}
		return s.Go(screen.Hours, screen.HoursArg{PlacementID: d.PlacementID, Monday: monday})
	case d.Kind == "not_acknowledged":
		return s.Go(screen.Agreement, d.PlacementID)
	case d.Type == "enrolment":
		return s.Go(screen.Enrolment, d.ID)
	case d.PlacementID != "":
		return s.Go(screen.Placement, d.PlacementID)
	case d.CompanyID != "":
		return s.Go(screen.Company, d.CompanyID)
	}
	return s.Go(screen.Citizen, d.CitizenID)
}

// put asks how something due is put off or closed, or says that it is done.
func (s *Screen) put(d agenda.Due, id string) tea.Cmd {
	s.asked = d
	switch id {
	case "snooze":
		return s.Ask("snooze", kit.Prompt(s.Theme, s.T("today.snooze.title"), "", s.T("today.snooze.until"), "+7", s.checkDay))
	case "close":
		return s.Ask("close", kit.Prompt(s.Theme, s.T("today.close.title"), s.T("today.close.text"), s.T("today.close.reason"), "", s.checkReason))
	case "done":
		return s.decide(s.Service.MarkDone)
	}
	return nil
}

// decide reads what a decision about the row needs and saves it.
func (s *Screen) decide(how func(context.Context, agenda.Due) (model.ChangeSet, error)) tea.Cmd {
	d := s.asked
	return s.Run("decide", func(ctx context.Context) (any, error) { return how(ctx, d) })
}

func (s *Screen) checkDay(v string) string {
	on, err := model.ParseDate(v, s.Today())
	if err == nil && on <= s.Today() {
		return s.T("err.snooze.later")
	}
	if err != nil {
		return s.Words().Error(err)
	}
	return ""
}

func (s *Screen) checkReason(v string) string {
	switch {
	case strings.TrimSpace(v) == "":
		return s.T("err.close.reason")
	case model.HasCPR(v):
		return s.T("err.cpr")
	}
	return ""
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Action.Kind != kit.Chosen {
		return nil
	}
	switch m.Tag {
	case "whose":
		s.whose = m.Action.ID
		s.filter()
	case "close":
		return s.decide(func(ctx context.Context, d agenda.Due) (model.ChangeSet, error) {
			return s.Service.CloseDue(ctx, d, m.Action.Text)
		})
	case "snooze":
		on, err := model.ParseDate(m.Action.Text, s.Today())
		if err != nil {
			return s.Fail(err)
		}
		return s.decide(func(ctx context.Context, d agenda.Due) (model.ChangeSet, error) {
			return s.Service.SnoozeDue(ctx, d, on)
		})
	}
	return nil
}

// calendar shows what a calendar file would hold of the lines on the screen.
func (s *Screen) calendar() tea.Cmd {
	w := s.Words()
	var due []agenda.Due
	for _, r := range s.rows {
		if r.On != 0 && r.how == "" {
			due = append(due, r.Due)
		}
	}
	return s.Go(screen.Preview, screen.PreviewArg{Title: s.T("today.calendar"), Doc: w.TodayCalendar(s.view, due), Name: s.T("today.calendar.file", "day", s.Today().String()),
		Formats: []string{"ics"}, Action: "export.today", Args: model.Args{"n": len(due)}, Rows: len(due)})
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding { return screen.ByAct(s.keys(), s.act) }

func (s *Screen) keys() []keys.Binding {
	about := func(ok func(agenda.Due) bool, why string) func() (bool, string) {
		return func() (bool, string) {
			d, there := s.selected()
			if !there {
				return false, "list.nothing.selected"
			}
			return ok(d), why
		}
	}
	some := about(func(agenda.Due) bool { return true }, "list.nothing.selected")
	company := about(func(d agenda.Due) bool { return d.CompanyID != "" || d.Kind == "hours_missing" }, "today.nocompany")
	open := about(func(agenda.Due) bool { return s.since == nil }, "today.since.only")
	promise := about(func(d agenda.Due) bool { return d.CanMarkDone() && s.since == nil }, "err.due.keep")
	citizen := about(func(d agenda.Due) bool { return d.CitizenID != "" }, "today.nocitizen")
	dated := func() (bool, string) {
		for _, r := range s.rows {
			if r.On != 0 && r.how == "" {
				return true, ""
			}
		}
		return false, "today.calendar.none"
	}
	list := []keys.Binding{
		keys.Std(keys.Open).When(some), keys.Std(keys.Log).As("today.log").When(company), screen.VisitBinding().When(company),
		{ID: "snooze", Keys: []string{"z"}, Label: "today.snooze", Footer: 52, Palette: true, Enabled: open},
		{ID: "close", Keys: []string{"c"}, Label: "today.close", Footer: 53, Palette: true, Enabled: open},
		{ID: "done", Keys: []string{"d"}, Label: "today.done", Footer: 54, Palette: true, Enabled: promise},
		{ID: "group", Keys: []string{"i"}, Label: "today.group", Footer: 55, Palette: true},
		{ID: "everybody", Keys: []string{"a"}, Label: "today.everybody", Footer: 56, Palette: true},
		{ID: "whose", Keys: []string{"A"}, Label: "today.whose", Palette: true},
		{ID: "since", Keys: []string{"y"}, Label: "today.since", Footer: 58, Palette: true},
		{ID: "within", Keys: []string{"f"}, Label: "today.within", Footer: 57, Palette: true},
		keys.Std(keys.Match).When(citizen).At(59), keys.Std(keys.New).As("today.newcitizen").At(61),
		keys.Std(keys.Export).As("today.calendar").When(dated).At(60),
	}
	if s.box.Query() != "" || s.box.Typing() {
		list = append(list, keys.Std(keys.Back))
	}
	return list
}
