// Package placement is the page of one placement: its ladder, attendance, what comes next, what is missing, the facts and
// the log, and every step that can be taken from here.
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
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Screen is the page.
type Screen struct {
	host    *screen.Host
	id      string
	text    *kit.TextView
	view    *service.PlacementView
	guards  []rules.Guard
	counted bool // the arithmetic of the guards is shown
	laid    int  // the width that the text was laid out for, 0 when it must be laid out anew

	asking  []string          // the satisfaction questions that are left
	answers map[string]string // those that were answered
}

// New makes the page.
func New(h *screen.Host) screen.Screen { return &Screen{host: h, text: kit.NewTextView(h.Theme)} }

// Open takes the placement's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	d, id := s.host.Service, s.id
	return tea.Batch(s.load(), s.host.Run("viewed", func(ctx context.Context) (any, error) {
		return nil, d.Store.Viewed(ctx, d.Actor(), "placement", id)
	}))
}

func (s *Screen) load() tea.Cmd {
	d, id := s.host.Service, s.id
	return s.host.Run("load", func(ctx context.Context) (any, error) {
		v, err := d.Placement(ctx, id)
		if err != nil {
			return nil, err
		}
		guards, err := d.GuardsOf(ctx, v)
		return read{v, guards}, err
	})
}

// read is what load reads.
type read struct {
	view   *service.PlacementView
	guards []rules.Guard
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
	case screen.Returned:
		if id, ok := screen.MadePlacement(m); ok && id != s.id {
			return tea.Batch(s.load(), s.host.Go(screen.Placement, id))
		}
		return s.load()
	case model.Changed:
		return s.load()
	case screen.Saved:
		if id, ok := screen.MadePlacement(screen.Returned{Arg: m.Receipt}); ok && m.Tag == "renew" {
			return s.host.Go(screen.Placement, id)
		}
		return nil
	case screen.Failed, screen.Shown:
		return nil
	}
	s.text.Update(msg)
	return nil
}

func (s *Screen) done(m screen.Done) tea.Cmd {
	if cmd, ok := s.host.Onward(m); ok {
		return cmd
	}
	if m.Err != nil {
		if m.Tag == "load" && model.CodeOf(m.Err) == model.NotFound {
			return tea.Batch(s.host.Fail(m.Err), s.host.Back())
		}
		return s.host.Fail(m.Err)
	}
	if v, ok := m.Value.(read); ok {
		s.view, s.guards, s.laid = v.view, v.guards, 0
	}
	return nil
}

func (s *Screen) act(id string) tea.Cmd {
	if id == keys.Back {
		return s.host.Back()
	}
	if s.view == nil {
		return nil
	}
	if cmd, ok := s.step(id); ok {
		return cmd
	}
	p := s.view.Placement
	switch id {
	case "hours":
		return s.host.Go(screen.Hours, screen.HoursArg{PlacementID: p.ID})
	case "agreement":
		return s.host.Go(screen.Agreement, p.ID)
	case "print":
		return s.print()
	case "vitas":
		return s.host.Go(screen.Vitas, p.ID)
	case keys.Log, screen.LogVisit:
		return s.host.LogContact(&model.Contact{CompanyID: p.CompanyID, CitizenID: p.CitizenID}, id)
	case "followup":
		return s.host.NewFollowUp(s.view)
	case keys.Edit:
		return s.host.EditPlacement(s.view)
	case "rep":
		return s.host.Go(screen.Edit, screen.EditArg{Entity: p, Focus: "rep", Draft: "placement.rep", Title: s.host.T("placement.rep.title", "ref", p.Ref),
			Fields: []string{"rep", "rep_asked_on", "rep_confirmed_on", "colleagues_on", "statement_on"}})
	case "rules":
		s.counted, s.laid = !s.counted, 0
	case "citizen":
		return s.host.Go(screen.Citizen, p.CitizenID)
	case "company":
		return s.host.Go(screen.Company, p.CompanyID)
	case "history":
		return s.host.Go(screen.Log, model.RowRef{Type: "placement", ID: p.ID})
	}
	return nil
}

// print shows the municipality's own copy of the agreement in force, or of the newest, before it is written to a file. The
// employer's copy, and English, are chosen on the agreement's own page.
func (s *Screen) print() tea.Cmd {
	a := agreement.InForce(s.view.Agreements, s.host.Service.Today())
	if a == nil {
		a = agreement.Latest(s.view.Agreements)
	}
	if a == nil {
		return s.host.Say(kit.Warning, "err.move.agreement")
	}
	out := present.AgreementExport(present.PaperWords(s.host.Theme.Lang, false), s.view, a, present.Own)
	return s.host.Go(screen.Preview, screen.PreviewArg{Title: s.host.T("agreement.copy.own"), Doc: out.Doc, Name: out.Name, Formats: present.PaperFormats,
		Action: out.Action, Args: out.Args, Rows: 1})
}

// step does what moves, prolongs or rates the placement.
func (s *Screen) step(id string) (tea.Cmd, bool) {
	v, p := s.view, s.view.Placement
	switch id {
	case "step":
		return s.move(placement.NextState(p.State)), true
	case "status":
		return s.pickState(), true
	case "cancel":
		return s.move("cancelled"), true
	case "extend":
		return s.host.ExtendPlacement(v), true
	case "renew":
		return s.renew(), true
	case keys.Trial:
		return s.host.CloseTrial(p.ID), true
	case "rate":
		return s.rate(), true
	}
	return nil, false
}

// move takes the placement to a state; an end asks who and why first.
func (s *Screen) move(to string) tea.Cmd {
	if to == "ended" || to == "cancelled" {
		return s.host.EndPlacements([]*service.PlacementView{s.view}, to)
	}
	d := s.host.Service
	cs, err := d.MovePlacement(s.view, to, d.Today(), placement.MoveInput{})
	if err != nil {
		return s.host.Fail(err)
	}
	return s.host.Save("step", cs)
}

// pickState offers all states that can come; one that lacks something says what.
func (s *Screen) pickState() tea.Cmd {
	p, w := s.view.Placement, s.words()
	today := s.host.Service.Today()
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
	return s.host.Pick("status", kit.PickerOptions{Title: s.host.T("placement.status.title"), Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// renew begins the placement that continues this one, with all defaults; its page, where they are changed, comes next.
func (s *Screen) renew() tea.Cmd {
	v, d := s.view, s.host.Service
	cs, err := placement.Renew(d.Actor(), v.Placement, v.Agreements, v.ContinuedBy, "", 0, d.Today())
	if err != nil {
		return s.host.Fail(err)
	}
	return s.host.Save("renew", cs)
}

// rate asks both sides, one dialog after the other: about the set-up while it is open, about the whole when it is over.
func (s *Screen) rate() tea.Cmd {
	s.asking, s.answers = []string{"citizen_setup", "company_setup"}, map[string]string{}
	if s.view.Placement.State == "ended" {
		s.asking = []string{"citizen_end", "company_end"}
	}
	return s.host.AskSatisfaction(s.asking[0])
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Action.Kind != kit.Chosen {
		s.asking = nil
		return nil
	}
	switch m.Tag {
	case "status":
		return s.move(m.Action.ID)
	case "rate":
		return s.rated(m.Action.ID)
	}
	return nil
}

func (s *Screen) rated(answer string) tea.Cmd {
	if len(s.asking) == 0 {
		return nil
	}
	if answer != "skip" {
		s.answers[s.asking[0]] = answer
	}
	if s.asking = s.asking[1:]; len(s.asking) > 0 {
		return s.host.AskSatisfaction(s.asking[0])
	}
	cs, err := placement.Rate(s.host.Service.Actor(), s.view.Placement, s.answers)
	if err != nil {
		return s.host.Fail(err)
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	return s.host.Save("rate", cs)
}

func (s *Screen) words() present.Words { return present.WordsIn(s.host.Theme.Lang) }

// Keys are what works here.
func (s *Screen) Keys() []keys.Binding {
	is := func(why string, states ...string) func() (bool, string) {
		return func() (bool, string) { return s.view != nil && slices.Contains(states, s.view.Placement.State), why }
	}
	open := is("placements.not.open", "suggested", "contacted", "agreed", "running")
	loaded := func() (bool, string) { return s.view != nil, "placement.reading" }
	return []keys.Binding{
		{ID: "hours", Keys: []string{"t"}, Label: "placement.key.hours", Footer: 1, Palette: true, Enabled: is("placement.nohours", "running", "ended")},
		{ID: "agreement", Keys: []string{"a"}, Label: "placement.key.agreement", Footer: 2, Palette: true, Enabled: loaded},
		{ID: "step", Keys: []string{">"}, Label: s.stepLabel(), Footer: 3, Palette: true, Enabled: open},
		{ID: "extend", Keys: []string{"f"}, Label: "placement.key.extend", Footer: 4, Palette: true, Enabled: is("err.continue.extension", "running")},
		{ID: "renew", Keys: []string{"F"}, Label: "placement.key.renew", Footer: 12, Palette: true, Enabled: is("err.continue.renewal", "running", "ended")},
		keys.Std(keys.Log).When(loaded).At(5), screen.VisitBinding().When(loaded),
		{ID: "followup", Keys: []string{"o"}, Label: "placement.key.followup", Footer: 6, Palette: true, Enabled: open},
		{ID: "print", Keys: []string{"d"}, Label: "placement.key.print", Footer: 7, Palette: true, Enabled: func() (bool, string) {
			return s.view != nil && len(s.view.Agreements) > 0, "err.move.agreement"
		}},
		{ID: "vitas", Keys: []string{"v"}, Label: "placement.key.vitas", Footer: 8, Palette: true, Enabled: loaded},
		keys.Std(keys.Edit).When(loaded).At(9),
		{ID: "rate", Keys: []string{"T"}, Label: "placement.key.rate", Footer: 10, Palette: true, Enabled: is("placement.notagreed", "agreed", "running", "ended")},
		{ID: "rep", Keys: []string{"r"}, Label: "placement.key.rep", Footer: 11, Palette: true, Enabled: loaded},
		{ID: "status", Keys: []string{"i"}, Label: "placement.key.status", Footer: 13, Palette: true, Enabled: open},
		{ID: "cancel", Keys: []string{"c"}, Label: "placements.key.cancel", Footer: 14, Palette: true, Enabled: open},
		{ID: "rules", Keys: []string{"p"}, Label: "placement.key.rules", Footer: 15, Palette: true, Enabled: loaded},
		{ID: "citizen", Keys: []string{"b"}, Label: "placement.key.citizen", Palette: true, Enabled: loaded},
		{ID: "company", Keys: []string{"w"}, Label: "placement.key.company", Palette: true, Enabled: loaded},
		{ID: "history", Keys: []string{"h"}, Label: "list.history", Palette: true, Enabled: loaded},
		screen.TrialBinding(true).When(func() (bool, string) {
			return s.view != nil && screen.TrialIn(s.view.Placement) != nil, "trial.none"
		}).At(s.trialPlace()),
		keys.Std(keys.Back),
	}
}

// trialPlace is where the key that closes a trial visit stands in the footer: first where there is one to close.
func (s *Screen) trialPlace() int {
	if s.view != nil && screen.TrialIn(s.view.Placement) != nil {
		return 1
	}
	return 15
}

// stepLabel names the state that comes next.
func (s *Screen) stepLabel() string {
	if s.view == nil || placement.NextState(s.view.Placement.State) == "" {
		return "placements.key.move"
	}
	return "placement.to." + placement.NextState(s.view.Placement.State)
}

// Typing is false: forms are screens of their own.
func (s *Screen) Typing() bool { return false }

// Dirty is false: nothing is typed here.
func (s *Screen) Dirty() bool { return false }

// Check has no invariants: the page has no list.
func (s *Screen) Check() error { return nil }
