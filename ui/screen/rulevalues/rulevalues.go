// Package rulevalues is the list of values that the rules are not sure of: what counts, how sure it is or who in the
// municipality said it. Each can be given the municipality's own value with source and day.
//
// It promises: nothing has to be answered; what is not, is asked where it counts.
package rulevalues

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list.
type Screen struct {
	screen.ListScreen[rules.Question]
	data  *service.RuleValues
	first bool // opened by the first run: leaving it goes to Today
}

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{}
	s.Begin(h, screen.ListOptions[rules.Question]{
		Title: "rulevalues.title", Filters: []string{"rulevalues.all", "rulevalues.open"}, NoMarks: true,
		Types: []string{"setting", "reference"}, ID: rules.Question.Key,
		Columns: func() []kit.Column { return columns(h) }, Cells: s.cells, Load: s.load, Open: s.On(s.answer),
	})
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "what", Title: t("rulevalues.what"), Min: 34, Flex: 4},
		{Key: "value", Title: t("cli.col.value"), Min: 12, Flex: 1},
		{Key: "who", Title: t("rulevalues.who"), Min: 20, Flex: 3},
	}
}

// Open reads the list; true is the first run.
func (s *Screen) Open(arg any) tea.Cmd {
	s.first, _ = arg.(bool)
	return s.load()
}

// RulesFrom says that the screen shows values of today's rules.
func (s *Screen) RulesFrom() model.Date { return 0 }

func (s *Screen) load() tea.Cmd {
	return screen.Run(s.Host, "load", s.Service.RuleValues, func(v *service.RuleValues) tea.Cmd {
		s.data, s.Loaded = v, true
		s.show()
		return nil
	})
}

func (s *Screen) show() {
	if s.data == nil {
		return
	}
	var rows []rules.Question
	for _, q := range s.data.Questions {
		if _, told := q.Answer(); !told || s.Filter == 0 {
			rows = append(rows, q)
		}
	}
	s.Show(rows, "rules.values.none")
}

func (s *Screen) cells(q rules.Question, cells []kit.Cell) {
	w := s.Words()
	cells[0].Text, cells[1].Text = w.RuleQuestion(s.data.Set, q, s.Today()), w.RuleAmount(q.Amount())
	if a, told := q.Answer(); told {
		cells[2].Text = s.T("rulevalues.own", "source", a.Source, "on", s.Theme.Lang.DayYear(a.On.Time()))
		return
	}
	cells[2] = kit.Cell{Text: s.T("rulevalues.unsure", "source", q.Rule.Source), Role: theme.Warn}
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	own := func() (bool, string) {
		q, ok := s.Selected()
		if ok {
			_, ok = q.Answer()
		}
		return ok, "rulevalues.notown"
	}
	return []screen.Binding{
		screen.Std(keys.Open, s.On(s.answer)).As("rulevalues.answer").When(s.Some),
		screen.Own("remove", "delete", "rulevalues.remove", 3, s.On(s.remove)).When(own),
		screen.Own("filter", "f", "rulevalues.filter", 56, screen.Nothing(func() {
			s.NextFilter()
			s.show()
		})),
		screen.Own("changes", "c", "rulevalues.changes", 57, s.Opens(screen.Rules, nil)),
		screen.Std(keys.Back, s.leave).As(map[bool]string{true: "rulevalues.later", false: "keys.back"}[s.first]),
	}
}

// leave goes back, after the first run to Today.
func (s *Screen) leave() tea.Cmd {
	if s.first {
		return s.Replace(screen.Today, nil)
	}
	return s.Back()
}

// answer opens the form for the municipality's own value.
func (s *Screen) answer(q rules.Question) tea.Cmd {
	d, key := s.Service, q.Key()
	return screen.Run(s.Host, "form", func(ctx context.Context) (*model.Setting, error) {
		return d.RuleSetting(ctx, q)
	}, func(set *model.Setting) tea.Cmd {
		return s.Go(screen.Edit, screen.EditArg{
			Entity: set, Fields: []string{"value", "source", "date"}, Title: s.Words().RuleQuestion(s.data.Set, q,
				s.Today()),
			Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
				t := typed.(*model.Setting)
				return d.SetRuleValue(ctx, rules.Answer{Key: key, Value: t.Value, Source: t.Source, On: t.Date})
			},
		})
	})
}

// remove takes an own value away, so that it is asked about again.
func (s *Screen) remove(q rules.Question) tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, "remove", func(ctx context.Context) (model.ChangeSet, error) {
		return d.SetRuleValue(ctx, rules.Answer{Key: q.Key()})
	}, func(cs model.ChangeSet) tea.Cmd { return s.Save("remove", cs) })
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	var texts []string
	if q, ok := s.Selected(); ok && s.data != nil { // whole: the columns may be cut
		texts = append(texts, s.Words().RuleQuestion(s.data.Set, q, s.Today())+" · "+q.Rule.Source)
	}
	open := 0
	if s.data != nil {
		open = s.data.Open
		for _, a := range s.data.Unused {
			texts = append(texts, s.T("rules.values.unused", "key", a.Key, "value", a.Value))
		}
	}
	texts = append(texts, s.T("rulevalues.calm"))
	return s.FrameOver(size, s.T("rulevalues.note", "n", open), texts...)
}

// Shows gives nobody.
func (s *Screen) Shows() []any { return nil }
