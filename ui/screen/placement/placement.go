// Package placement is the page of one placement: its ladder, attendance, what comes next, what is missing, the facts
// and the log, and every step that can be taken from here.
//
// It promises: opening it is written to the log; a step that cannot be taken says what is missing before anything is
// typed; what is decided is one step to undo.
package placement

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/placement"
	"jobspor/model/rules"
	"jobspor/ui/detailpage"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Screen is the page.
type Screen struct {
	screen.Base
	id      string
	text    *kit.TextView
	view    *service.PlacementView
	guards  []rules.Guard
	points  []point          // what is open
	stops   detailpage.Stops // where the cursor goes: the open points, then the facts
	counted bool             // the arithmetic of the guards is shown
	laid    int              // the width that the text was laid out for, 0 when it must be laid out anew
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	return &Screen{Base: screen.Base{Host: h}, text: kit.NewTextView(h.Theme)}
}

// Open takes the placement's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	return s.load()
}

// RulesFrom is the first day that the rules judge.
func (s *Screen) RulesFrom() model.Date {
	if s.view == nil {
		return 0
	}
	return s.view.Placement.StartOn
}

// read is what load reads.
type read struct {
	view   *service.PlacementView
	guards []rules.Guard
}

func (s *Screen) load() tea.Cmd {
	d, id := s.Service, s.id
	return screen.Read(s.Host, func(ctx context.Context) (out read, err error) {
		if out.view, err = d.Placement(ctx, id); err != nil {
			return out, err
		}
		out.guards, err = d.GuardsOf(ctx, out.view)
		return out, err
	}, func(r read) tea.Cmd {
		s.view, s.guards, s.laid = r.view, r.guards, 0
		s.points = s.open()
		return nil
	})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Returned:
		if id, ok := screen.MadePlacement(m); ok && id != s.id {
			return tea.Batch(s.load(), s.Go(screen.Placement, id))
		}
		return s.load()
	case model.Changed:
		return s.load()
	case screen.Answer, screen.Saved, screen.Failed, screen.Shown:
		return nil
	}
	if m, ok := msg.(tea.KeyPressMsg); ok && s.stops.Walk(m, s.text) {
		s.laid = 0
		return nil
	}
	s.text.Update(msg)
	if s.stops.Reach(s.text) {
		s.laid = 0
	}
	return nil
}

// editRep opens the form of what the employees' representative says.
func (s *Screen) editRep() tea.Cmd {
	p := s.view.Placement
	return s.Go(screen.Edit, screen.EditArg{Entity: p, Focus: "rep", Draft: "placement.rep",
		Title:  s.T("placement.rep.title", "ref", p.Ref),
		Fields: []string{"rep", "rep_asked_on", "rep_confirmed_on", "colleagues_on", "statement_on"},
		Says:   func(model.Entity) []string { return s.accepted() }})
}

// accepted says that the representative has accepted the agreement, which counts as asked and confirmed.
func (s *Screen) accepted() []string {
	a := rules.Accepted(s.view.Agreements)
	if a == nil {
		return nil
	}
	said := s.T("placement.rep.accepted", "n", a.Number.V, "day", s.day(a.RepOn))
	return []string{detailpage.Join(": ", s.view.RepresentativeName(), said)}
}

// count shows the arithmetic of the guards, or hides it.
func (s *Screen) count() { s.counted, s.laid = !s.counted, 0 }

// print shows the municipality's own copy of the agreement in force, or of the newest, before it is written to a file.
// The employer's copy, and English, are chosen on the agreement's own page.
func (s *Screen) print() tea.Cmd {
	a := agreement.InForce(s.view.Agreements, s.Today())
	if a == nil {
		a = agreement.Latest(s.view.Agreements)
	}
	if a == nil {
		return s.Say(kit.Warning, "err.move.agreement")
	}
	out := present.AgreementExport(present.PaperWords(s.Theme.Lang, false), s.view, a, present.Own)
	return s.Go(screen.Preview,
		screen.PreviewArg{Title: s.T("agreement.copy.own"), Doc: out.Doc, Name: out.Name, Formats: present.PaperFormats,
			Out: out.Out})
}

// move takes the placement to a state; an end asks who and why first.
func (s *Screen) move(to string) tea.Cmd {
	if to == "ended" || to == "cancelled" {
		return s.EndPlacements([]*service.PlacementView{s.view}, to)
	}
	d := s.Service
	cs, err := d.MovePlacement(s.view, to, d.Today(), placement.MoveInput{})
	if over := s.view.OverlapAt(to); err == nil && over != nil {
		ask := kit.Confirm(s.Theme, s.T("placement.overlap.title"), s.Words().Error(over), 0,
			s.T("placement.overlap.anyway"), false)
		return s.AskThen(ask, func(kit.Action) tea.Cmd { return s.Save("step", cs) })
	}
	return s.SaveOr("step", cs, err)
}

// pickState offers all states that can come; one that lacks something says what.
func (s *Screen) pickState() tea.Cmd {
	p, w := s.view.Placement, s.Words()
	today := s.Today()
	var items []kit.Item
	for _, to := range placement.Transitions(p.State) {
		facts := s.view.Facts(today)
		facts.EndedBy, facts.EndReason, facts.Outcome = "together", "-", "none" // asked for later
		it := kit.Item{ID: to, Label: w.T("opt.placement_state." + to)}
		if err := placement.MoveNeeds(p, to, today, facts); err != nil {
			it.Why = w.Error(err)
		}
		items = append(items, it)
	}
	return s.Choose(s.T("placement.status.title"), items, s.move)
}

// renew begins the placement that continues this one, with all defaults; its page, where they are changed, comes next.
func (s *Screen) renew() tea.Cmd {
	v, d := s.view, s.Service
	cs, err := placement.Renew(d.Actor(), v.Placement, v.Agreements, v.ContinuedBy, "", 0, d.Today())
	if err != nil {
		return s.Fail(err)
	}
	return s.SaveThen(cs, func(r model.Receipt) tea.Cmd {
		if id, ok := screen.MadePlacement(screen.Returned{Arg: r}); ok {
			return s.Go(screen.Placement, id)
		}
		return nil
	})
}

// rate asks both sides, one dialog after the other: about the set-up while it is open, about the whole when it is over.
func (s *Screen) rate() tea.Cmd {
	asking := []string{"citizen_setup", "company_setup", "jobcentre_setup"}
	if s.view.Placement.State == "ended" {
		asking = []string{"citizen_end", "company_end"}
	}
	return s.rateNext(asking, map[string]string{})
}

// rateNext asks the questions that are left and writes the answers after the last one.
func (s *Screen) rateNext(asking []string, answers map[string]string) tea.Cmd {
	if len(asking) == 0 {
		cs, err := placement.Rate(s.Service.Actor(), s.view.Placement, answers)
		if err == nil && len(cs.Changes) == 0 {
			return nil
		}
		return s.SaveOr("rate", cs, err)
	}
	return s.AskSatisfaction(asking[0], func(a kit.Action) tea.Cmd {
		if a.ID != "skip" {
			answers[asking[0]] = a.ID
		}
		return s.rateNext(asking[1:], answers)
	})
}

// Shows gives the citizen.
func (s *Screen) Shows() []any { return []any{model.RowRef{Type: "placement", ID: s.id}} }

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	is := func(why string, states ...string) func() (bool, string) {
		return func() (bool, string) { return s.view != nil && slices.Contains(states, s.view.Placement.State), why }
	}
	open := is("placements.not.open", "suggested", "contacted", "agreed", "running")
	loaded := func() (bool, string) { return s.view != nil, "placement.reading" }
	agreed := func() (bool, string) { return s.view != nil && len(s.view.Agreements) > 0, "err.move.agreement" }
	onTrial := func() (bool, string) { return s.view != nil && screen.TrialIn(s.view.Placement) != nil, "trial.none" }
	p := &model.Placement{}
	if s.view != nil {
		p = s.view.Placement
	}
	contact := func(binding string) func() tea.Cmd {
		return func() tea.Cmd {
			return s.LogContact(&model.Contact{CompanyID: p.CompanyID, CitizenID: p.CitizenID}, binding)
		}
	}
	next := func() tea.Cmd { return s.move(placement.NextState(p.State)) }
	cancel := func() tea.Cmd { return s.move("cancelled") }
	extend := func() tea.Cmd { return s.ExtendPlacement(s.view) }
	followUp := func() tea.Cmd { return s.NewFollowUp(s.view) }
	edit := func() tea.Cmd { return s.EditPlacement(s.view) }
	trial := func() tea.Cmd { return s.CloseTrial(p.ID) }
	return screen.OnceRead(s.view != nil, []screen.Binding{
		screen.Own("hours", "t", "placement.key.hours", 1, s.Opens(screen.Hours, screen.HoursArg{PlacementID: p.ID})).
			When(is("placement.nohours", "running", "ended")),
		screen.Own("agreement", "a", "placement.key.agreement", 2, s.Opens(screen.Agreement, p.ID)).When(loaded),
		screen.Own("step", ">", s.stepLabel(), 3, next).When(open),
		screen.Own("extend", "f", "placement.key.extend", 4, extend).When(is("err.continue.extension", "running")),
		screen.Own("renew", "F", "placement.key.renew", 12, s.renew).
			When(is("err.continue.renewal", "running", "ended")),
		screen.Std(keys.Log, contact(keys.Log)).When(loaded).At(5),
		screen.Visit(contact(screen.LogVisit)).When(loaded),
		screen.Own("followup", "o", "placement.key.followup", 6, followUp).When(open),
		screen.Own("print", "d", "placement.key.print", 7, s.print).When(agreed),
		screen.Own("vitas", "v", "placement.key.vitas", 8, s.Opens(screen.Vitas, p.ID)).When(loaded),
		screen.Own("mail", "m", "placement.key.mail", 16, s.pickMail).When(loaded),
		screen.Std(keys.Edit, edit).When(loaded).At(9),
		screen.Own("rate", "T", "placement.key.rate", 10, s.rate).
			When(is("placement.notagreed", "agreed", "running", "ended")),
		screen.Own("rep", "r", "placement.key.rep", 11, s.editRep).When(loaded),
		screen.Own("status", "i", "placement.key.status", 13, s.pickState).When(open),
		screen.Own("cancel", "c", "placements.key.cancel", 14, cancel).When(open),
		screen.Own("mend", "enter", s.mendLabel(), s.mendPlace(), s.mend).Or("g").When(func() (bool, string) {
			return s.stops.At < max(len(s.points), len(s.stops.All)), "placement.nothing.missing"
		}),
		screen.Own("pause", "P", s.pauseLabel(), 17, s.pause).When(is("err.pause.state", "agreed", "running")),
		screen.Own("shift", "S", "placement.key.shift", 18, s.shift).When(agreed),
		screen.Own("rules", "p", "placement.key.rules", 15, screen.Nothing(s.count)).When(loaded),
		screen.Own("citizen", "b", "placement.key.citizen", 0, s.Opens(screen.Citizen, p.CitizenID)).When(loaded),
		screen.Own("company", "w", "placement.key.company", 0, s.Opens(screen.Company, p.CompanyID)).When(loaded),
		screen.Own("history", "h", "list.history", 0, s.History("placement", p.ID)).
			When(loaded),
		screen.Trial(true, trial).When(onTrial).At(s.trialPlace()),
		screen.Std(keys.Back, s.Back),
	})
}

// trialPlace is where the key that closes a trial visit stands in the footer: first where there is one to close.
func (s *Screen) trialPlace() int {
	if s.view != nil && screen.TrialIn(s.view.Placement) != nil {
		return 1
	}
	return 15
}

// pauseLabel says what the key of a pause does now.
func (s *Screen) pauseLabel() string {
	if s.view != nil && s.view.Pause(s.Today()) != nil {
		return "placement.key.back"
	}
	return "placement.key.pause"
}

// stepLabel names the state that comes next.
func (s *Screen) stepLabel() string {
	if s.view == nil || placement.NextState(s.view.Placement.State) == "" {
		return "placements.key.move"
	}
	return "placement.to." + placement.NextState(s.view.Placement.State)
}
