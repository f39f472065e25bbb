// Package callround is the call round (ringerunde): the few workplaces to call so that most citizens get a real chance.
//
// It promises: what was called stays on the list, ticked off, and everything below it follows from the rows as they are
// now; one note is kept for everybody a call was about.
package callround

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/callsheet"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Screen is the round.
type Screen struct {
	screen.Base
	citizens []string // nil is everybody without a placement
	calls    int      // wanted
	skip     []string // workplaces that are not wanted
	round    *service.CallRound
	rows     []row
	called   []row // what was called since the screen was opened, as it was then
	table    *kit.Table
	panel    *kit.TextView
	top      int              // the lines over the list: what the round comes to
	sheet    *callsheet.Sheet // the talk that goes on, nil for the list
}

// row is a call with the round that named it.
type row struct {
	matching.Call
	from   *service.CallRound
	called bool
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, calls: matching.DefaultCalls, panel: kit.NewTextView(h.Theme)}
	s.table = kit.NewTable(h.Theme, s.columns())
	s.table.SetMarks(false)
	s.table.SetEmpty(s.T("callround.working"))
	return s
}

// Open takes the citizens' IDs.
func (s *Screen) Open(arg any) tea.Cmd {
	s.citizens, _ = arg.([]string)
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	d := s.Service
	q := service.CallRoundQuery{CitizenIDs: s.citizens, Calls: s.calls - len(s.called), Skip: slices.Clone(s.skip)}
	companies := map[string]bool{}
	for _, r := range s.rows {
		companies[r.CompanyID] = true
		if r.called {
			q.Skip = append(q.Skip, r.CompanyID)
		}
	}
	return screen.Run(s.Host, "load", func(ctx context.Context) (loaded, error) {
		called, asked, err := calledToday(ctx, d, companies)
		if err != nil {
			return loaded{}, err
		}
		for id := range called {
			q.Skip = append(q.Skip, id)
		}
		q.Calls, q.Asked = max(q.Calls-len(called), 1), asked
		round, err := d.CallRound(ctx, q)
		return loaded{round, called}, err
	}, s.took)
}

// loaded is the round as it goes on, with the workplaces of the one before that have been called meanwhile.
type loaded struct {
	round  *service.CallRound
	called map[string]bool
}

// calledToday gives those of some workplaces that somebody has called today, and the citizens who have had their chance
// there: the answer was not no.
func calledToday(ctx context.Context, d *service.Session, companies map[string]bool) (called map[string]bool,
	asked []string, err error) {
	called = map[string]bool{}
	if len(companies) == 0 {
		return called, nil, nil
	}
	err = d.Store.Each(ctx, "contact", schema.Query{
		Fields: []string{"company", "citizen", "outcome", "on"},
		Where:  []schema.Cond{{Field: "on", Op: schema.Is, Text: d.Today().String()}},
	}, func(e model.Entity) error {
		c := e.(*model.Contact)
		if !companies[c.CompanyID] {
			return nil
		}
		called[c.CompanyID] = true
		if c.Reached() && c.Outcome != "no" {
			asked = append(asked, c.CitizenID)
		}
		return nil
	})
	return called, asked, err
}

func (s *Screen) took(l loaded) tea.Cmd {
	for _, r := range s.rows {
		if !r.called && l.called[r.CompanyID] {
			r.called = true
			s.called = append(s.called, r)
		}
	}
	s.round, s.rows = l.round, slices.Clone(s.called)
	for _, c := range l.round.Calls {
		if len(s.rows) < max(s.calls, len(s.called)) {
			s.rows = append(s.rows, row{Call: c, from: l.round})
		}
	}
	s.show()
	return nil
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Saved:
		if s.sheet != nil && m.Tag == callsheet.Tag {
			s.sheet.Saved(true)
		}
		return nil
	case screen.Failed:
		if s.sheet != nil && m.Tag == callsheet.Tag {
			s.sheet.Saved(false)
		}
		return nil
	case screen.Answer:
		if s.sheet != nil {
			return s.sheet.Answered(m)
		}
		return nil
	case screen.Returned, model.Changed:
		return s.load()
	}
	if s.sheet != nil {
		return s.sheet.Update(msg, s.Bindings())
	}
	before, _, _ := s.table.Selected()
	act := s.table.Update(kit.Offset(msg, 0, s.top))
	if now, _, _ := s.table.Selected(); now != before {
		s.panel.ScrollTo(0)
	}
	if act.Kind == kit.Opened {
		return s.talk()
	}
	return nil
}

// Typing reports that digits are answers.
func (s *Screen) Typing() bool { return s.sheet != nil }

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

func (s *Screen) selected() (row, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return row{}, false
	}
	return s.rows[i], true
}

// talk opens the questions of the call under the cursor, each asked once for everybody it concerns.
func (s *Screen) talk() tea.Cmd {
	r, ok := s.selected()
	if !ok {
		return nil
	}
	var entries []*callsheet.Entry
	for _, q := range r.Questions {
		_, about := s.Words().RoundQuestion(r.from, r.Call, q)
		entries = append(entries, &callsheet.Entry{Question: q.Question, Name: r.from.Name(r.Call), For: about})
	}
	s.sheet = callsheet.New(s.Base, entries, r.from.Ask)
	return nil
}

// log logs the call under the cursor with everybody it concerned.
func (s *Screen) log(binding string) func() tea.Cmd {
	return func() tea.Cmd {
		r, ok := s.selected()
		if !ok {
			return nil
		}
		var ids []string
		for _, who := range r.For {
			ids = append(ids, who.CitizenID)
		}
		about := s.Words().RoundFor(r.from, r.Call)
		return s.LogCall(r.CompanyID, ids, about, binding)
	}
}

// leaveOut takes the workplace under the cursor off the round; others take its place.
func (s *Screen) leaveOut() tea.Cmd {
	r, ok := s.selected()
	if !ok {
		return nil
	}
	s.skip = append(s.skip, r.CompanyID)
	return tea.Batch(s.Say(kit.Info, "callround.skipped"), s.load())
}

// more changes how many calls the round has.
func (s *Screen) more(by int) func() tea.Cmd {
	return func() tea.Cmd {
		s.calls = min(max(s.calls+by, 1), matching.MaxCalls)
		return s.load()
	}
}

func (s *Screen) company() tea.Cmd {
	r, ok := s.selected()
	if !ok {
		return nil
	}
	return s.Go(screen.Company, screen.CompanyArg{ID: r.CompanyID})
}

func (s *Screen) export() tea.Cmd {
	w := s.Words()
	return s.Go(screen.Preview, screen.PreviewArg{
		Title: s.T("callround.title"), Doc: w.RoundDocument(s.round), Name: s.T("file.callround"),
		Formats: present.ListFormats, Out: s.round.Out(),
	})
}

func (s *Screen) back() tea.Cmd {
	if s.sheet != nil {
		s.sheet = nil
		return nil
	}
	return s.Back()
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	visit := screen.Visit(s.log(screen.LogVisit))
	if s.sheet != nil {
		return append(s.sheet.Bindings(),
			screen.Std(keys.Log, s.log(keys.Log)).As("callround.log").At(2), visit,
			screen.Std(keys.Back, s.back).As("match.side.close").At(4))
	}
	some := func() (bool, string) { _, ok := s.selected(); return ok, "list.nothing.selected" }
	open := func() (bool, string) {
		r, ok := s.selected()
		if ok && r.called {
			return false, "callround.done"
		}
		return ok, "list.nothing.selected"
	}
	read := func() (bool, string) { return s.round != nil && len(s.round.Calls) > 0, "callround.empty" }
	return []screen.Binding{
		screen.Std(keys.Open, s.talk).As("callround.talk").When(some).At(1),
		screen.Std(keys.Log, s.log(keys.Log)).As("callround.log").When(some).At(2), visit.When(some),
		screen.Own("skip", "d", "callround.skip", 3, s.leaveOut).When(open),
		screen.Std(keys.AddTo, s.more(1)).As("callround.more").At(4),
		screen.Own("fewer", "-", "callround.fewer", 5, s.more(-1)),
		screen.Std(keys.Export, s.export).When(read).At(6),
		screen.Own("company", "v", "callround.company", 7, s.company).When(some),
		screen.Std(keys.Back, s.back),
	}
}

// who says whose round it is.
func (s *Screen) who() string {
	switch {
	case len(s.citizens) > 0:
		return s.T("callround.chosen")
	case s.round != nil && s.round.Own:
		return s.T("callround.own")
	}
	return s.T("callround.all")
}

func (s *Screen) title() string {
	parts := []string{s.T("callround.title"), s.who()}
	if s.sheet != nil {
		if r, ok := s.selected(); ok {
			parts = []string{s.T("callround.title"), r.from.Name(r.Call), s.Words().RoundFor(r.from, r.Call)}
		}
	}
	return strings.Join(parts, " · ")
}

// Shows gives for whom the calls in the window are, and for whom there is none.
func (s *Screen) Shows() (out []any) {
	for _, r := range screen.Visible(s.table, s.rows) {
		out = append(out, r.(row).For)
	}
	if s.round != nil {
		out = append(out, s.round.Without)
	}
	return out
}
