// Package agreement is the work agreement of one placement: its versions, what differs between them, its ladder, who
// has said yes, and the paper.
//
// It promises: a version that somebody has said yes to is never changed here, a change becomes the next version; what
// is missing and what cannot be is said before anything else; the ladder's typing is a draft until it is saved; what
// leaves goes by the preview, which warns when the citizen's consent is missing.
package agreement

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Screen is the page.
type Screen struct {
	screen.Base
	id      string // of the placement
	data    *data
	shown   string // ID of the version that is read
	compare bool   // what differs from the version before is shown
	text    *kit.TextView
	drawn   drawn
	ladder  *ladder // nil while it is not edited
	brought bool    // a ladder half-typed was looked for
}

// data is everything on the page.
type data struct {
	*service.PlacementView
	consent *model.Consent
	draft   map[string]string // of the ladder
}

// drawn is what the text was laid out for.
type drawn struct {
	w       int
	version string
	compare bool
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

func (s *Screen) load() tea.Cmd {
	d, id := s.Service, s.id
	return screen.Read(s.Host, func(ctx context.Context) (*data, error) {
		v, err := d.Placement(ctx, id)
		if err != nil {
			return nil, err
		}
		out := &data{PlacementView: v}
		if out.consent, err = d.ConsentFor(ctx, v); err != nil {
			return nil, err
		}
		out.draft, err = d.Store.Draft(ctx, d.Actor(), ladderForm, id)
		return out, err
	}, s.loaded)
}

// RulesFrom is the first day that the rules judge.
func (s *Screen) RulesFrom() model.Date {
	if s.data == nil {
		return 0
	}
	return s.data.Placement.StartOn
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case screen.Returned, model.Changed:
		return s.load()
	case screen.Answer, screen.Saved:
		return nil
	}
	if s.ladder != nil {
		s.ladder.update(msg)
		return nil
	}
	s.text.Update(msg)
	return nil
}

// loaded shows what was read: the newest version, unless another is being read and no newer one came.
func (s *Screen) loaded(v *data) tea.Cmd {
	newer := s.data == nil || len(v.Agreements) != len(s.data.Agreements)
	s.data, s.drawn = v, drawn{}
	last := agreement.Latest(v.Agreements)
	switch {
	case last == nil:
		s.shown = ""
	case newer || s.version() == nil:
		s.shown = last.ID
	}
	if s.ladder != nil {
		s.ladder.others = v.OpenOfCitizen
	}
	if s.brought {
		return nil
	}
	s.brought = true
	if text := v.draft["steps"]; text != "" && last != nil {
		s.ladder = newLadder(s.Host, v.PlacementView, last)
		s.ladder.bringBack(text)
		return tea.Batch(s.Tell(screen.Drafted{Screen: s.ID, Values: v.draft}), s.Say(kit.Info, "edit.draft.back"))
	}
	return nil
}

// version is the one that is read; nil when there is none.
func (s *Screen) version() *model.Agreement {
	if i := s.index(); i >= 0 {
		return s.data.Agreements[i]
	}
	return nil
}

func (s *Screen) index() int {
	if s.data == nil {
		return -1
	}
	return slices.IndexFunc(s.data.Agreements, func(a *model.Agreement) bool { return a.ID == s.shown })
}

// newest is the version that is worked on; nil when there is none.
func (s *Screen) newest() *model.Agreement {
	if s.data == nil {
		return nil
	}
	return agreement.Latest(s.data.Agreements)
}

// leave ends the comparison, or goes back.
func (s *Screen) leave() tea.Cmd {
	if s.compare {
		s.compare = false
		return nil
	}
	return s.Back()
}

func (s *Screen) older()       { s.turn(-1) }
func (s *Screen) newer()       { s.turn(1) }
func (s *Screen) compareThem() { s.compare = !s.compare }
func (s *Screen) editLadder()  { s.ladder = newLadder(s.Host, s.data.PlacementView, s.newest()) }

// turn reads an older or a newer version.
func (s *Screen) turn(by int) {
	i := min(max(s.index()+by, 0), len(s.data.Agreements)-1)
	s.shown = s.data.Agreements[i].ID
	s.text.ScrollTo(0)
}

// begin makes the first agreement with what is known, or the next version of the newest.
func (s *Screen) begin() tea.Cmd {
	if a := s.newest(); a != nil {
		next := agreement.NewVersion(a)
		return s.Save("new", agreement.Change(s.Service.Actor(), next, next, s.data.Agreements, nil))
	}
	d, v := s.Service, s.data.PlacementView
	w := present.PaperWords(s.Theme.Lang, false)
	return screen.Run(s.Host, "begin", func(ctx context.Context) (*model.Agreement, error) {
		return w.NewAgreement(ctx, d, v)
	}, func(a *model.Agreement) tea.Cmd {
		return s.Save("new", agreement.Change(s.Service.Actor(), a, a, s.data.Agreements, s.data.FollowUps))
	})
}

// Shows gives the citizen.
func (s *Screen) Shows() []any { return []any{model.RowRef{Type: "placement", ID: s.id}} }

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	if s.ladder != nil {
		return s.ladderBindings()
	}
	some := func() (bool, string) { return s.newest() != nil, "agreement.none" }
	two := func() (bool, string) { return s.data != nil && len(s.data.Agreements) > 1, "agreement.one" }
	fresh := func() (bool, string) {
		a := s.newest()
		return s.data != nil && (a == nil || a.Acknowledged()), "agreement.draft.there"
	}
	waiting := func() (bool, string) {
		a := s.newest()
		if a == nil {
			return false, "agreement.none"
		}
		return a.ValidFrom == 0 || a.ValidFrom > s.data.Placement.StartOn && s.data.Placement.StartOn != 0,
			"agreement.inforce"
	}
	consent := func() tea.Cmd { return s.GiveConsent(s.data.PlacementView, s.data.consent) }
	begin := screen.Std(keys.New, s.begin).As("agreement.version").When(fresh)
	if s.newest() == nil {
		begin = screen.Std(keys.New, s.begin).As("agreement.new").At(1)
	}
	return screen.OnceRead(s.data != nil, []screen.Binding{
		begin,
		screen.Std(keys.Edit, s.pickSection).As("agreement.edit").When(some).At(2),
		screen.Own("ladder", "t", "agreement.ladder", 3, screen.Nothing(s.editLadder)).When(some),
		screen.Own("ack", "y", "agreement.ack", 4, s.askParty).When(some),
		screen.Own("force", "i", "agreement.force", 5, s.askDay).When(waiting),
		screen.Std(keys.Export, s.pickPaper).As("agreement.export").When(some).At(6),
		screen.Own("compare", "c", "agreement.compare", 7, screen.Nothing(s.compareThem)).When(two),
		screen.Own("older", "[", "agreement.older", 8, screen.Nothing(s.older)).When(two),
		screen.Own("newer", "]", "agreement.newer", 0, screen.Nothing(s.newer)).When(two),
		screen.Own("vitas", "v", "agreement.vitas", 9, s.Opens(screen.Vitas, s.id)),
		screen.Own("consent", "C", "agreement.consent", 0, consent),
		screen.Std(keys.Back, s.leave),
	})
}

// Typing reports whether letters go into the ladder.
func (s *Screen) Typing() bool { return s.ladder != nil }

// Dirty reports a ladder that is not saved.
func (s *Screen) Dirty() bool { return s.ladder != nil && s.ladder.dirty() }

// Draft keeps the ladder that is typed.
func (s *Screen) Draft() (form, id string, values map[string]string) {
	if s.ladder == nil || !s.ladder.dirty() {
		return ladderForm, s.id, nil
	}
	return ladderForm, s.id, map[string]string{"steps": s.ladder.text()}
}

// Check tests that the version that is read is one of those that were read.
func (s *Screen) Check() error {
	if s.data != nil && len(s.data.Agreements) > 0 && s.version() == nil {
		return model.NewError(model.Internal, "err.type", nil)
	}
	return nil
}
