// Package checks is a citizen's progress: small lines over time beside the hours, what happened in between, and a new
// check that is answered by digits alone.
//
// It promises: the answers never leave this page for matching, lists or papers; nothing is read out of them but what
// was answered; what is half-answered is a draft until it is saved or thrown away.
package checks

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Screen is the page.
type Screen struct {
	screen.Base
	id    string // of the citizen
	view  *service.ChecksView
	text  *kit.TextView
	drawn int

	asking bool // a check is being answered
	check  *model.ProgressCheck
	at     int            // the item that the next digit answers
	values map[string]int // by item
	next   string         // the citizen's next step
	saving bool
	draft  map[string]string // what the database kept, brought back when a check begins
}

// New makes the page.
func New(h *screen.Host) screen.Screen {
	return &Screen{Base: screen.Base{Host: h}, text: kit.NewTextView(h.Theme), values: map[string]int{}}
}

// Open takes the citizen's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	d, id := s.Service, s.id
	return tea.Batch(s.load(), screen.Run(s.Host, "draft", func(ctx context.Context) (map[string]string, error) {
		return d.Store.Draft(ctx, d.Actor(), draftForm, id)
	}, s.drafted))
}

func (s *Screen) load() tea.Cmd {
	d, id := s.Service, s.id
	return screen.Read(s.Host, func(ctx context.Context) (*service.ChecksView, error) {
		return d.Checks(ctx, id)
	}, func(v *service.ChecksView) tea.Cmd {
		s.view, s.drawn = v, 0
		s.at = min(s.at, max(len(v.Asked)-1, 0))
		return nil
	})
}

func (s *Screen) drafted(values map[string]string) tea.Cmd {
	if s.draft = values; len(values) == 0 {
		return nil
	}
	return s.Tell(screen.Drafted{Screen: s.ID, Values: values})
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		return nil
	case screen.Failed:
		s.saving = false
		return nil
	case screen.Returned, model.Changed, screen.Shown:
		return s.load()
	case tea.KeyPressMsg:
		if s.asking {
			return s.digit(m.String())
		}
	}
	s.text.Update(msg)
	return nil
}

// leave ends the answering, or goes back; what was answered and not saved stays a draft.
func (s *Screen) leave() tea.Cmd {
	if !s.asking {
		return s.Back()
	}
	if s.asking = false; s.Dirty() {
		return s.Say(kit.Info, "edit.draft.kept")
	}
	return nil
}

func (s *Screen) add() { s.begin(&model.ProgressCheck{CitizenID: s.id, On: s.Today()}) }

func (s *Screen) edit() {
	s.begin(schema.Clone(s.view.Checks[len(s.view.Checks)-1]).(*model.ProgressCheck))
}

func (s *Screen) discard() { s.values, s.next, s.draft, s.at = map[string]int{}, "", nil, 0 }

// begin asks the items of a check; answers that were given already stand there, and so do those of a draft.
func (s *Screen) begin(c *model.ProgressCheck) {
	s.asking, s.check = true, c
	if c.Version > 0 {
		s.values, s.next = c.Values(), c.NextStep
	}
	for k, v := range s.draft {
		if n, err := strconv.Atoi(v); err == nil && len(s.values) < len(s.view.Asked) {
			s.values[k] = n
		} else if k == nextField {
			s.next = v
		}
	}
	s.draft = nil
	s.at = 0
	for s.at < len(s.view.Asked)-1 && s.isAnswered(s.at) && c.Version == 0 {
		s.at++
	}
}

func (s *Screen) isAnswered(i int) bool {
	_, ok := s.values[s.view.Asked[i].Key]
	return ok
}

// digit answers an item and goes on; the key for ten is t. Arrows move, space and Enter leave an item without an
// answer.
func (s *Screen) digit(stroke string) tea.Cmd {
	if s.view == nil || len(s.view.Asked) == 0 {
		return nil
	}
	it := s.view.Asked[s.at]
	switch stroke {
	case "up", "shift+tab":
		s.at = max(s.at-1, 0)
		return nil
	case "backspace", "delete":
		delete(s.values, it.Key)
		return nil
	case "down", "enter", "space":
		return s.forward()
	case "t":
		stroke = "10"
	}
	n, err := strconv.Atoi(stroke)
	if err != nil {
		return nil
	}
	if n < it.From || n > it.To {
		return s.Say(kit.Info, "checks.scale", "from", it.From, "to", it.To)
	}
	s.values[it.Key] = n
	return s.forward()
}

// forward goes to the next item, and after the last one to the citizen's next step.
func (s *Screen) forward() tea.Cmd {
	if s.at < len(s.view.Asked)-1 {
		s.at++
		return nil
	}
	return s.askNext()
}

func (s *Screen) askNext() tea.Cmd {
	if !s.asking || s.saving {
		return nil
	}
	return s.AskThen(kit.Prompt(s.Theme, s.T("check.next_step"), s.T("checks.next.text"), s.T("checks.next.label"),
		s.next, func(v string) string {
			if model.HasCPRBut(v, s.Service.KnownPNumber) {
				return s.T("err.cpr")
			}
			return ""
		}), s.save)
}

// save writes the check with the citizen's next step.
func (s *Screen) save(next kit.Action) tea.Cmd {
	if !s.asking {
		return nil
	}
	s.next = next.Text
	c := *s.check
	c.NextStep = s.next
	programme.SetValues(&c, s.view.All, s.values)
	course := s.view.Course
	if course != nil && c.On < course.StartOn {
		course = nil // it belongs to an earlier time
	}
	cs, err := programme.AddCheck(s.Service.Actor(), s.view.All, course, &c, s.view.Checks, s.Today())
	if err != nil {
		return s.Fail(err)
	}
	s.saving = true
	return s.SaveThen(cs, func(model.Receipt) tea.Cmd {
		s.saving, s.asking, s.values, s.next = false, false, map[string]int{}, ""
		return s.load()
	})
}

const (
	draftForm = "check"
	nextField = "next_step"
)

// Draft gives what is half-answered.
func (s *Screen) Draft() (form, id string, values map[string]string) {
	if !s.Dirty() {
		if len(s.draft) > 0 {
			return draftForm, s.id, s.draft
		}
		return draftForm, s.id, nil
	}
	values = map[string]string{}
	for k, v := range s.values {
		values[k] = strconv.Itoa(v)
	}
	if s.next != "" {
		values[nextField] = s.next
	}
	return draftForm, s.id, values
}

// Shows gives the citizen.
func (s *Screen) Shows() []any { return []any{model.RowRef{Type: "citizen", ID: s.id}} }

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	if s.asking {
		return []screen.Binding{
			screen.Std(keys.Save, s.askNext).At(1),
			screen.Own("discard", "ctrl+r", "edit.discard", 2, screen.Nothing(s.discard)),
			screen.Std(keys.Back, s.leave).At(3),
		}
	}
	asked := func() (bool, string) { return s.view != nil && len(s.view.Asked) > 0, "checks.noitems" }
	some := func() (bool, string) { return s.view != nil && len(s.view.Checks) > 0, "checks.none" }
	course := func() (bool, string) { return s.view != nil && s.view.Course != nil, "checks.nocourse" }
	enrolment := func() tea.Cmd { return s.Go(screen.Enrolment, s.view.Course.ID) }
	history := s.History("citizen", s.id)
	return screen.OnceRead(s.view != nil, []screen.Binding{
		screen.Std(keys.New, screen.Nothing(s.add)).As("checks.key.new").When(asked).At(1),
		screen.Std(keys.Edit, screen.Nothing(s.edit)).As("checks.key.edit").When(some).At(2),
		screen.Own("enrolment", "i", "checks.key.enrolment", 3, enrolment).When(course),
		screen.Own("history", "h", "list.history", 4, history),
		screen.Std(keys.Back, s.leave),
	})
}

// Typing reports that digits answer items.
func (s *Screen) Typing() bool { return s.asking }

// Dirty reports answers that are not saved yet.
func (s *Screen) Dirty() bool { return !s.saving && (len(s.values) > 0 || s.next != "") }

// Check tests that the item asked is one that is there.
func (s *Screen) Check() error {
	if s.asking && s.at > len(s.view.Asked) {
		return screen.SameLength(s.at, len(s.view.Asked))
	}
	return nil
}
