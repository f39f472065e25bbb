package today

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// chosen is what the marked rows stand for, or the selected one.
func (s *Screen) chosen() (agenda.Due, bool) {
	if marked := s.marked(); len(marked) > 0 {
		return agenda.Together(marked), true
	}
	return s.selected()
}

// onChosen is a binding's work on what is chosen.
func (s *Screen) onChosen(do func(agenda.Due) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if d, ok := s.chosen(); ok {
			return do(d)
		}
		return nil
	}
}

// named says what is decided about, where it is several things: the first of them, and how many more.
func (s *Screen) named(d agenda.Due) string {
	if len(d.Parts) == 0 {
		return ""
	}
	const few = 3
	var said []string
	w := s.Words()
	for _, part := range d.Parts[:min(len(d.Parts), few)] {
		said = append(said, service.JoinNonEmpty(" · ", present.DueText(s.view, part, w), s.view.Who(part)))
	}
	if more := len(d.Parts) - few; more > 0 {
		said = append(said, s.T("today.named.more", "n", more))
	}
	return s.T("today.named", "n", len(d.Parts)) + " " + strings.Join(said, "; ")
}

// onSelected is a binding's work on the selected row; without one there is none.
func (s *Screen) onSelected(do func(agenda.Due) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if d, ok := s.selected(); ok {
			return do(d)
		}
		return nil
	}
}

// narrowing is a binding's work that changes what is shown of the list.
func (s *Screen) narrowing(do func()) func() tea.Cmd {
	return screen.Nothing(func() {
		do()
		s.filter()
	})
}

func (s *Screen) newCitizen() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{
		Entity: &model.Citizen{Status: "active", StartedOn: s.Today(), Responsible: s.Service.Actor()}})
}

// logContact logs a contact about the selected row, or opens the hours that are missing.
func (s *Screen) logContact(id string) func() tea.Cmd {
	return s.onSelected(func(d agenda.Due) tea.Cmd {
		if d.Kind == "hours_missing" {
			return s.open()
		}
		return s.LogContact(&model.Contact{CompanyID: d.CompanyID, CitizenID: d.CitizenID}, id)
	})
}

func (s *Screen) toggleSince() tea.Cmd {
	if s.since != nil {
		s.since = nil
		return s.load()
	}
	day := agenda.LastWorkday(s.Today())
	return s.loadSince(day)
}

func (s *Screen) pickConsultant() tea.Cmd {
	if s.view == nil {
		return nil
	}
	count := map[string]int{}
	for _, d := range s.view.Due {
		count[d.Owner]++
	}
	items := []kit.Item{
		{ID: everybody, Label: s.T("today.whose.all"), Detail: s.T("today.whose.n", "n", len(s.view.Due))},
	}
	for _, c := range s.view.Consultants {
		if !c.Inactive || count[c.ID] > 0 {
			items = append(items, kit.Item{
				ID: c.ID, Label: c.Name + " (" + c.Initials + ")", Detail: s.T("today.whose.n", "n", count[c.ID]),
			})
		}
	}
	return s.Pick("whose", kit.PickerOptions{
		Title: s.T("today.whose.title"), Selected: s.whose,
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) },
	})
}

// way is where something due is settled, as "today.leads.<to>" says it.
type way struct {
	to   string
	take func() tea.Cmd
}

// way finds where a row leads.
func (s *Screen) way(r line) way {
	d := r.Due
	open := func(to screen.Name, arg any) func() tea.Cmd { return func() tea.Cmd { return s.Go(to, arg) } }
	switch {
	case r.rest > 0, len(d.Parts) > 0 && d.Kind != "hours_missing":
		return way{"open", screen.Nothing(func() {
			s.opened[r.id()] = !s.opened[r.id()]
			s.filter()
		})}
	case d.Kind == "hours_missing":
		monday, err := model.ParseDate(d.Occasion, 0)
		if err != nil {
			return way{"hours", func() tea.Cmd { return s.Fail(err) }}
		}
		return way{"hours", open(screen.Hours, screen.HoursArg{PlacementID: d.PlacementID, Monday: monday})}
	case d.Kind == "not_acknowledged":
		return way{"agreement", open(screen.Agreement, d.PlacementID)}
	case d.Kind == "rules_end":
		return way{"rules", open(screen.Rules, nil)}
	case d.Type == "approval":
		return way{"approval", func() tea.Cmd { return s.AnswerApprovals(d.ID) }}
	case d.Type == "handover":
		return way{"handover", func() tea.Cmd { return s.OpenPlanned(d.ID) }}
	case d.Type == "consultant":
		return way{"handover", func() tea.Cmd { return s.HandOver(d.ID, nil) }}
	case d.Type == "enrolment":
		return way{"enrolment", open(screen.Enrolment, d.ID)}
	case d.PlacementID != "":
		return way{"placement", open(screen.Placement, d.PlacementID)}
	case d.CompanyID != "":
		return way{"company", open(screen.Company, d.CompanyID)}
	}
	return way{"citizen", open(screen.Citizen, d.CitizenID)}
}

// open goes to where the row under the cursor is settled, or opens what it stands for.
func (s *Screen) open() tea.Cmd {
	if r, ok := s.row(); ok {
		return s.way(r).take()
	}
	return nil
}

// snooze asks until when something due is put off.
func (s *Screen) snooze(d agenda.Due) tea.Cmd {
	s.asked = d
	return s.Ask("snooze",
		kit.Prompt(s.Theme, s.T("today.snooze.title"), s.named(d), s.T("today.snooze.until"), "+7", s.checkDay).
			WithReading(s.Words().ReadAs(snoozeFrom(s.Today()))))
}

// close asks why something due is put away.
func (s *Screen) close(d agenda.Due) tea.Cmd {
	s.asked = d
	return s.Ask("close",
		kit.Prompt(s.Theme, s.T("today.close.title"),
			service.JoinNonEmpty(" ", s.named(d), s.T("today.close.text")), s.T("today.close.reason"), "",
			s.checkReason))
}

// markDone says that something due is done.
func (s *Screen) markDone(d agenda.Due) tea.Cmd {
	s.asked = d
	return s.decide(s.Service.MarkDone)
}

// decide reads what a decision about the row needs and saves it.
func (s *Screen) decide(how func(context.Context, agenda.Due) (model.ChangeSet, error)) tea.Cmd {
	d := s.asked
	return screen.Run(s.Host, "decide", func(ctx context.Context) (model.ChangeSet, error) { return how(ctx, d) },
		func(cs model.ChangeSet) tea.Cmd { return s.Save("decide", cs) })
}

// snoozeFrom reads the day that something is put off to, which is never today.
func snoozeFrom(today model.Date) model.Anchor { return model.Future.From(today).Later() }

func (s *Screen) checkDay(v string) string {
	on, err := model.ParseDate(v, snoozeFrom(s.Today()))
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
	case model.HasCPRBut(v, s.Service.KnownPNumber):
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
	case "kind":
		return s.narrow(m.Action.ID)
	case "close":
		return s.decide(func(ctx context.Context, d agenda.Due) (model.ChangeSet, error) {
			return s.Service.CloseDue(ctx, d, m.Action.Text)
		})
	case "snooze":
		on, err := model.ParseDate(m.Action.Text, snoozeFrom(s.Today()))
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
	d, view := s.Service, s.view
	return screen.Run(s.Host, "calendar", func(ctx context.Context) ([]service.CalendarEntry, error) {
		return d.DueEntries(ctx, due, view.Day)
	}, func(entries []service.CalendarEntry) tea.Cmd {
		return s.Go(screen.Preview,
			screen.PreviewArg{
				Title: s.T("today.calendar"), Doc: w.TodayCalendar(view, due, entries),
				Name:    s.T("today.calendar.file", "day", s.Today().String()),
				Formats: []string{"ics"}, Out: service.Out{Action: "export.today", Args: model.Args{"n": len(due)},
					Rows: len(due), To: service.ToOwnFile, Citizens: service.CitizenIDs(due)}})
	})
}

// planned shows what a calendar file would hold of everything planned for the consultant's placements.
func (s *Screen) planned() tea.Cmd {
	d, w := s.Service, s.Words()
	return screen.Run(s.Host, "planned", func(ctx context.Context) (*service.Calendar, error) {
		return d.Calendar(ctx, d.Actor())
	}, func(c *service.Calendar) tea.Cmd {
		if len(c.Entries) == 0 {
			return s.Say(kit.Info, "calendar.none")
		}
		return s.Go(screen.Preview,
			screen.PreviewArg{
				Title: s.T("calendar.title"), Doc: w.CalendarDocument(c),
				Name:    s.T("calendar.file", "day", s.Today().String()),
				Formats: []string{"ics"}, Out: c.Out()})
	})
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	about := func(ok func(agenda.Due) bool, why string) func() (bool, string) {
		return func() (bool, string) {
			d, there := s.selected()
			if !there {
				return false, "list.nothing.selected"
			}
			return ok(d), why
		}
	}
	some := func() (bool, string) { _, ok := s.row(); return ok, "list.nothing.selected" }
	company := about(func(d agenda.Due) bool { return d.CompanyID != "" || d.Kind == "hours_missing" },
		"today.nocompany")
	chosen := func(ok func(agenda.Due) bool, why string) func() (bool, string) {
		return func() (bool, string) {
			d, there := s.chosen()
			switch {
			case !there:
				return false, "list.nothing.selected"
			case s.since != nil:
				return false, "today.since.only"
			}
			return ok(d), why
		}
	}
	open := chosen(agenda.Due.CanPutAway, "err.due.answer")
	promise := chosen(agenda.Due.CanMarkDone, "err.due.keep")
	citizen := about(func(d agenda.Due) bool { return d.CitizenID != "" }, "today.nocitizen")
	list := []screen.Binding{
		screen.Std(keys.Open, s.open).When(some),
		screen.Std(keys.Log, s.logContact(keys.Log)).As("today.log").When(company),
		screen.Binding{Binding: screen.VisitBinding(), Do: s.logContact(screen.LogVisit)}.When(company),
		screen.Own("snooze", "z", "today.snooze", 52, s.onChosen(s.snooze)).When(open),
		screen.Own("close", "c", "today.close", 53, s.onChosen(s.close)).When(open),
		screen.Own("done", "d", "today.done", 54, s.onChosen(s.markDone)).When(promise),
		screen.Own("group", "i", "today.group", 55, s.narrowing(func() { s.group = (s.group + 1) % len(groupings) })),
		screen.Own("everybody", "a", "today.everybody", 56, s.narrowing(func() {
			s.whose = map[bool]string{true: mine, false: everybody}[s.whose == everybody]
		})),
		screen.Own("whose", "A", "today.whose", 0, s.pickConsultant),
		screen.Own("since", "y", "today.since", 58, s.toggleSince),
		screen.Own("within", "f", "today.within", 57, s.pickKind),
		screen.Std(keys.Match, s.onSelected(func(d agenda.Due) tea.Cmd {
			return s.Go(screen.Match, screen.MatchArg{CitizenID: d.CitizenID})
		})).When(citizen).At(59),
		screen.Std(keys.New, s.newCitizen).As("today.newcitizen").At(61),
		screen.Std(keys.Export, s.calendar).As("today.calendar").When(s.dated).At(60),
		{Binding: keys.Binding{ID: "history", Keys: []string{"h"}, Label: "today.history"}, // the palette has the page
			Do: s.Opens(screen.History, nil)},
		screen.Own("week", "w", "week.key", 59, s.Opens(screen.Week, nil)),
		screen.Own("planned", "C", "calendar.key", 0, s.planned),
		screen.Round(s.Opens(screen.CallRound, nil)).At(62),
	}
	if s.box.Query() != "" || s.box.Typing() || s.kind != "" {
		list = append(list, screen.Std(keys.Back, s.narrowing(s.widen)))
	}
	return list
}

// dated reports whether a row on the screen has a day, which a calendar takes.
func (s *Screen) dated() (bool, string) {
	for _, r := range s.rows {
		if r.On != 0 && r.how == "" {
			return true, ""
		}
	}
	return false, "today.calendar.none"
}
