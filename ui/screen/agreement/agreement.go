// Package agreement is the work agreement of one placement: its versions, what differs between them, its ladder, who has
// said yes, and the paper.
//
// It promises: a version that somebody has said yes to is never changed here, a change becomes the next version; what is
// missing and what cannot be is said before anything else; the ladder's typing is a draft until it is saved; what leaves
// goes by the preview, which warns when the citizen's consent is missing.
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
	host    *screen.Host
	id      string // of the placement
	data    *data
	shown   string // ID of the version that is read
	compare bool   // what differs from the version before is shown
	text    *kit.TextView
	drawn   drawn
	ladder  *ladder // nil while it is not edited
	party   string  // who says yes, while it is asked by whom and when
	viewed  bool
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
func New(h *screen.Host) screen.Screen { return &Screen{host: h, text: kit.NewTextView(h.Theme)} }

// Open takes the placement's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	d, id := s.host.Service, s.id
	return s.host.Run("load", func(ctx context.Context) (any, error) {
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
	})
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
	case screen.Saved:
		if m.Tag == "ladder" {
			s.ladder = nil
		}
		return nil
	case screen.Returned, model.Changed:
		return s.load()
	}
	if s.ladder != nil {
		s.ladder.update(msg)
		return nil
	}
	s.text.Update(msg)
	return nil
}

func (s *Screen) done(m screen.Done) tea.Cmd {
	if m.Err != nil {
		if m.Tag == "load" && model.CodeOf(m.Err) == model.NotFound {
			return tea.Batch(s.host.Fail(m.Err), s.host.Back())
		}
		return s.host.Fail(m.Err)
	}
	switch v := m.Value.(type) {
	case *data:
		return s.loaded(v)
	case *model.Agreement:
		return s.host.Save("new", agreement.Change(s.host.Service.Actor(), v, v, s.data.Agreements, s.data.FollowUps))
	case model.ChangeSet:
		return s.host.Save(m.Tag, v)
	}
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
	if s.viewed {
		return nil
	}
	s.viewed = true
	var back tea.Cmd
	if text := v.draft["steps"]; text != "" && last != nil {
		s.ladder = newLadder(s.host, v.PlacementView, last)
		s.ladder.bringBack(text)
		back = tea.Batch(s.host.Tell(screen.Drafted{Screen: s.host.ID, Values: v.draft}), s.host.Say(kit.Info, "edit.draft.back"))
	}
	store, me, citizen := s.host.Service.Store, s.host.Service.Actor(), v.Citizen.ID
	return tea.Batch(back, s.host.Run("viewed", func(ctx context.Context) (any, error) { return nil, store.Viewed(ctx, me, "citizen", citizen) }))
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

func (s *Screen) words() present.Words { return present.WordsIn(s.host.Theme.Lang) }

func (s *Screen) act(id string) tea.Cmd {
	if s.ladder != nil {
		return s.actLadder(id)
	}
	if id == keys.Back {
		if s.compare {
			s.compare = false
			return nil
		}
		return s.host.Back()
	}
	if s.data == nil {
		return nil
	}
	switch id {
	case keys.New:
		return s.begin()
	case "older", "newer":
		s.turn(map[string]int{"older": -1, "newer": 1}[id])
	case "compare":
		s.compare = !s.compare
	case keys.Edit:
		return s.pickSection()
	case "ladder":
		s.ladder = newLadder(s.host, s.data.PlacementView, s.newest())
	case "ack":
		return s.askParty()
	case "force":
		return s.askDay()
	case keys.Export:
		return s.pickPaper()
	case "consent":
		return s.host.GiveConsent(s.data.PlacementView, s.data.consent)
	case "vitas":
		return s.host.Go(screen.Vitas, s.id)
	}
	return nil
}

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
		return s.host.Save("new", agreement.Change(s.host.Service.Actor(), next, next, s.data.Agreements, nil))
	}
	d, v := s.host.Service, s.data.PlacementView
	w := present.PaperWords(s.host.Theme.Lang, false)
	return s.host.Run("begin", func(ctx context.Context) (any, error) { return w.NewAgreement(ctx, d, v) })
}

// Keys are what works here.
func (s *Screen) Keys() []keys.Binding {
	if s.ladder != nil {
		return s.ladder.keys()
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
		return a.ValidFrom == 0, "agreement.inforce"
	}
	list := []keys.Binding{
		keys.Std(keys.Edit).As("agreement.edit").When(some).At(2),
		{ID: "ladder", Keys: []string{"t"}, Label: "agreement.ladder", Footer: 3, Palette: true, Enabled: some},
		{ID: "ack", Keys: []string{"y"}, Label: "agreement.ack", Footer: 4, Palette: true, Enabled: some},
		{ID: "force", Keys: []string{"i"}, Label: "agreement.force", Footer: 5, Palette: true, Enabled: waiting},
		keys.Std(keys.Export).As("agreement.export").When(some).At(6),
		{ID: "compare", Keys: []string{"c"}, Label: "agreement.compare", Footer: 7, Palette: true, Enabled: two},
		{ID: "older", Keys: []string{"["}, Label: "agreement.older", Footer: 8, Palette: true, Enabled: two},
		{ID: "newer", Keys: []string{"]"}, Label: "agreement.newer", Palette: true, Enabled: two},
		{ID: "vitas", Keys: []string{"v"}, Label: "agreement.vitas", Footer: 9, Palette: true},
		{ID: "consent", Keys: []string{"C"}, Label: "agreement.consent", Palette: true},
		keys.Std(keys.Back),
	}
	if s.newest() == nil {
		return append([]keys.Binding{keys.Std(keys.New).As("agreement.new").At(1)}, list...)
	}
	return append([]keys.Binding{keys.Std(keys.New).As("agreement.version").When(fresh)}, list...)
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
