// Package welcome is the first run: language, who the user is, and something to begin with, in under a minute.
//
// It promises: every step can be skipped and nothing is asked twice; when it ends, somebody is known to sit here, so
// that every change has an actor. The passphrase was asked before the program opened.
package welcome

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// step is what is asked.
type step uint8

const (
	looking step = iota // what is there already is read
	language
	who
	begin
	values  // the uncertain values of the rules, once
	filling // the invented world is written
)

// choice is one line of a step.
type choice struct{ id, label, detail string }

// Screen is the first run.
type Screen struct {
	screen.Base
	table   *kit.Table
	step    step
	found   *found
	choices []choice
	head    int               // lines over the choices in the last view
	guest   *model.Consultant // of the invented world
	world   []model.ChangeSet // what of the invented world is still to be written
}

// found is what stands in the database already.
type found struct {
	people   []*model.Consultant // those who are still here
	language *model.Setting      // nil when nobody chose one
	rows     int                 // companies and citizens
	damaged  []model.Damaged     // consultants: the user may be one of them
	open     int                 // uncertain values of the rules without an answer
}

// New makes the first run.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}}
	s.table = kit.NewTable(h.Theme, []kit.Column{
		{Key: "label", Min: 27},
		{Key: "detail", Min: 30, Flex: 1, Role: theme.Subtle},
	})
	s.table.SetHeader(false)
	s.table.SetMarks(false)
	return s
}

// Open looks what is known.
func (s *Screen) Open(any) tea.Cmd { return s.look() }

func (s *Screen) look() tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, "look", func(ctx context.Context) (*found, error) {
		settings, err := service.Settings(ctx, d.Store)
		if err != nil {
			return nil, err
		}
		out := &found{language: settings["language"]}
		all, err := service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{
			Order: []schema.Order{{Field: "name"}},
		})
		if err != nil {
			return nil, err
		}
		out.people = slices.DeleteFunc(all, func(c *model.Consultant) bool { return c.Inactive })
		for _, typ := range []string{"company", "citizen"} {
			n, err := d.Store.Count(ctx, typ, schema.Query{})
			if err != nil {
				return nil, err
			}
			out.rows += n
		}
		if out.damaged, err = d.DamagedOf(ctx, "consultant"); err != nil {
			return nil, err
		}
		told, err := d.RuleValues(ctx)
		if err != nil {
			return nil, err
		}
		out.open = told.Open
		return out, nil
	}, s.looked)
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Saved:
		return s.saved(m)
	case screen.Failed:
		if s.step == filling {
			s.world = nil
			return s.ask(begin)
		}
		return nil
	case screen.Returned:
		return s.returned(m)
	case model.Changed:
		s.show()
		return nil
	}
	if act := s.table.Update(kit.Offset(msg, 0, s.head)); act.Kind == kit.Opened {
		return s.choose()
	}
	return nil
}

func (s *Screen) looked(f *found) tea.Cmd {
	s.found = f
	switch {
	case s.step == begin && s.found.rows > 0: // something was imported
		return s.finish()
	case s.step == begin:
		return s.ask(begin)
	case s.step == looking && s.found.language == nil && len(s.found.damaged) == 0:
		return s.ask(language)
	}
	for _, c := range f.people {
		if c.Login != "" && c.Login == s.Service.Login && s.Service.Consultant() == nil { // brought back just now
			return s.sit(c)
		}
	}
	return s.ask(who)
}

// ask goes to a step, or past it when there is nothing to ask.
func (s *Screen) ask(at step) tea.Cmd {
	s.step = at
	switch {
	case at == who && s.Service.Consultant() != nil:
		return s.ask(begin)
	case at == who && len(s.found.people) == 0 && len(s.found.damaged) == 0:
		s.show()
		return s.newPerson()
	case at == begin && s.found.rows > 0:
		return s.finish()
	}
	s.show()
	s.table.SelectRow(0)
	return nil
}

func (s *Screen) show() {
	s.choices = s.list()
	s.table.SetRows(kit.Rows{
		Len: len(s.choices), ID: func(i int) string { return s.choices[i].id }, Cells: func(i int, cells []kit.Cell) {
			cells[0].Text, cells[1].Text = s.choices[i].label, s.choices[i].detail
		}})
}

func (s *Screen) list() []choice {
	t := s.T
	var out []choice
	switch s.step {
	case language:
		// Each language says its own name.
		for _, c := range []lang.Code{lang.Danish, lang.English} {
			out = append(out, choice{
				id: string(c), label: lang.Capital(lang.New(c).T("settings.language." + string(c))),
			})
		}
		if s.Theme.Lang.Code() == lang.English {
			slices.Reverse(out)
		}
	case who:
		for _, bad := range s.found.damaged {
			out = append(out, choice{bad.ID, model.DamagedMark + " " + bad.Name(), t("damaged.mark")})
		}
		for _, c := range s.found.people {
			out = append(out, choice{c.ID, c.Name, strings.TrimSpace(c.Initials + " " + c.Team)})
		}
		out = append(out, choice{"new", t("welcome.who.new"), t("welcome.who.new.about")})
	case begin:
		out = append(out, choice{"import", t("welcome.begin.import"), t("welcome.begin.import.about")})
		if s.Service.DemoWorld != nil {
			out = append(out, choice{"demo", t("welcome.begin.demo"), t("welcome.begin.demo.about")})
		}
		out = append(out, choice{"empty", t("welcome.begin.empty"), t("welcome.begin.empty.about")})
	case values:
		out = append(out, choice{"later", t("welcome.values.later"), t("welcome.values.later.about")},
			choice{"now", t("welcome.values.now"), t("welcome.values.now.about")})
	}
	return out
}

// choose takes the choice under the cursor.
func (s *Screen) choose() tea.Cmd {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.choices) {
		return nil
	}
	c := s.choices[i]
	switch s.step {
	case language:
		return s.Tell(screen.Save{
			Set: service.Set(s.found.language, "language", c.id), Tag: "language", Quiet: true, From: s.ID,
		})
	case who:
		if c.id == "new" {
			return s.newPerson()
		}
		if i < len(s.found.damaged) {
			return s.Go(screen.Damaged, s.found.damaged[i])
		}
		return s.sit(s.found.people[i-len(s.found.damaged)])
	case begin:
		return s.begin(c.id)
	case values:
		if c.id == "now" {
			return s.Replace(screen.RuleValues, true)
		}
		return s.finish()
	}
	return nil
}

// skip goes past a step.
func (s *Screen) skip() tea.Cmd {
	switch s.step {
	case language:
		return s.ask(who)
	case who:
		if len(s.found.damaged) > 0 { // who may be known already is asked
			return s.newPerson()
		}
		return s.stranger()
	case begin, values:
		return s.finish()
	}
	return nil
}

// newPerson opens the form; the login name is noted too, so that the next start knows who the user is.
func (s *Screen) newPerson() tea.Cmd {
	return s.Go(screen.Edit,
		screen.EditArg{Entity: s.Service.NewConsultant(), Fields: []string{"name", "initials", "team"},
			Title: s.T("welcome.who"), Focus: "name"})
}

// sit takes somebody who is known already.
func (s *Screen) sit(c *model.Consultant) tea.Cmd {
	s.Service.SetConsultant(c)
	s.found.open = 0 // who is known only uses another computer: the values were asked about when the database was made
	next := s.ask(begin)
	if c.Login != "" || s.Service.Login == "" {
		return next
	}
	after := *c
	after.Login = s.Service.Login
	set := model.ChangeSet{Action: "consultant.edit", Changes: []model.Change{model.Edit(c, &after)}}
	return tea.Batch(next, s.Tell(screen.Save{Set: set, Tag: "login", Quiet: true, From: s.ID}))
}

// stranger makes a consultant out of the login name, for somebody who did not want to be asked.
func (s *Screen) stranger() tea.Cmd {
	c := s.Service.NewConsultant()
	if c.Name = c.Login; c.Name == "" {
		c.Name = s.T("welcome.who.somebody")
	}
	c.Initials = strings.ToUpper(string([]rune(c.Name)[:min(len([]rune(c.Name)), 4)]))
	return s.Tell(screen.Save{
		Set: model.ChangeSet{Action: "consultant.add", Changes: []model.Change{model.Add(c)}}, Tag: "who", Quiet: true,
		From: s.ID,
	})
}

func (s *Screen) begin(id string) tea.Cmd {
	switch id {
	case "import":
		return s.Go(screen.Import, nil)
	case "demo":
		s.world, s.guest = s.Service.DemoWorld(s.Today()), nil
		s.step = filling
		s.show()
		return s.fill()
	}
	return s.finish()
}

// fill writes the next part of the invented world. Whoever tries it sits down as one of its people, who has something
// to do today.
func (s *Screen) fill() tea.Cmd {
	if len(s.world) == 0 && s.guest == nil {
		return s.finish()
	}
	if len(s.world) == 0 {
		s.Service.SetConsultant(s.guest)
		return tea.Batch(s.Say(kit.Done, "welcome.guest", "name", s.guest.Name), s.finish())
	}
	set := s.world[0]
	s.world = s.world[1:]
	return s.Tell(screen.Save{Set: set, Tag: "fill", Quiet: true, From: s.ID})
}

func (s *Screen) saved(m screen.Saved) tea.Cmd {
	switch m.Tag {
	case "language":
		return tea.Batch(s.Tell(screen.ThemeChanged{}), s.ask(who))
	case "who":
		return s.known(m.Receipt)
	case "fill":
		for _, ch := range m.Receipt.Changes {
			if c, ok := ch.After.(*model.Consultant); ok && s.guest == nil {
				s.guest = c
			}
		}
		return s.fill()
	}
	return nil
}

// known takes over the consultant that was written.
func (s *Screen) known(r model.Receipt) tea.Cmd {
	for _, ch := range r.Changes {
		if c, ok := ch.After.(*model.Consultant); ok {
			s.Service.SetConsultant(c)
		}
	}
	return s.ask(begin)
}

// returned comes back from the form or from the import.
func (s *Screen) returned(m screen.Returned) tea.Cmd {
	r, wrote := m.Arg.(model.Receipt)
	switch {
	case s.step == who && wrote:
		return s.known(r)
	case s.step == who && len(s.found.damaged) > 0:
		return s.look()
	case s.step == who && len(s.found.people) == 0:
		return s.stranger()
	case s.step == begin:
		return s.look()
	}
	return nil
}

// finish goes to Today, past the uncertain values of the rules unless they were asked about already, the world is
// invented.
func (s *Screen) finish() tea.Cmd {
	if s.step != values && s.guest == nil && s.found != nil && s.found.open > 0 {
		return s.ask(values)
	}
	return s.Replace(screen.Today, nil)
}

// question of the steps.
func (s *Screen) question() (title, text string) {
	t := s.T
	switch s.step {
	case language:
		return t("welcome.language"), t("welcome.language.about")
	case who:
		if n := len(s.found.damaged); n > 0 {
			return t("welcome.who"), t("welcome.who.damaged", "n", n)
		}
		return t("welcome.who"), t("welcome.who.about")
	case begin:
		return t("welcome.begin"), t("welcome.begin.about")
	case values:
		return t("welcome.values"), t("welcome.values.about", "n", s.found.open)
	case filling:
		return t("welcome.filling"), ""
	}
	return "", ""
}

// View draws the question and its answers.
func (s *Screen) View(size kit.Size) kit.Frame {
	l := s.Theme
	title, text := s.question()
	lines := append([]string{""}, l.Sentence(theme.Title, title, size.W)...)
	for _, line := range kit.Wrap(kit.Clean(text), min(size.W-2, 76)) {
		lines = append(lines, " "+l.Paint(theme.Subtle, line))
	}
	lines = append(lines, "")
	s.head = len(lines)
	s.table.SetSize(size.W, max(size.H-len(lines), 0))
	if s.step != looking && s.step != filling {
		lines = append(lines, kit.Lines(s.table.View())...)
	}
	return kit.Frame{Title: s.T("welcome.title"), Note: s.T("welcome.note"), Body: kit.Block(lines, size.W, size.H)}
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	asking := func() (bool, string) { return s.step != looking && s.step != filling, "welcome.wait" }
	return []screen.Binding{
		screen.Std(keys.Open, s.choose).As("import.choose").At(1).When(asking),
		screen.Std(keys.Back, s.skip).As("welcome.skip").At(2).When(asking),
	}
}

// Check tests that the table shows the choices.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.choices)) }

// Shows gives nobody.
func (s *Screen) Shows() []any { return nil }
