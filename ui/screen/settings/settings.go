// Package settings is where the program is fitted to a team: who the user is, language and words, the rhythm of
// contacts, the letterhead of papers, people, local words, reference tables, and the database itself.
//
// It promises: each line says what it is set to and what it does; a change holds at once and is in the log like any
// other, so that undo takes it back.
package settings

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the list of settings.
type Screen struct {
	screen.Base
	table   *kit.Table
	data    *data
	rows    []row
	editing string   // the setting that a dialog asks about
	secret  []string // the passphrase of now and the one to come, while they are asked for
	narrow  bool     // the labels are shortened
	again   bool     // the new one is asked for a second time
	check   []*model.Error
	checked bool
}

// row is one line: what it is, what it is set to, and what Enter and Delete do.
type row struct {
	id     string
	group  string // word key of the heading
	label  string
	value  string
	hint   string
	role   theme.Role // of the value
	due    string     // the kind of data whose period is set here, see service.Retentions
	open   func() tea.Cmd
	remove func() tea.Cmd
}

// narrowBelow is the width under which labels are shortened, so that the values stay.
const narrowBelow = 76

func columns(narrow bool) []kit.Column {
	group, label := kit.Column{Key: "group", Min: 16, Role: theme.Accent}, kit.Column{Key: "label", Min: 37, Flex: 1,
		Max: 44}
	if narrow {
		group.Min, label = 14, kit.Column{Key: "label", Min: 22, Flex: 1}
	}
	return []kit.Column{group, label, {Key: "value", Min: 14, Want: 24, Flex: 2}}
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}}
	s.table = kit.NewTable(h.Theme, columns(false))
	s.table.SetHeader(false)
	s.table.SetMarks(false)
	return s
}

// Open reads what is set.
func (s *Screen) Open(any) tea.Cmd { return s.load() }

// RulesFrom says that the screen shows what today's rules say.
func (s *Screen) RulesFrom() model.Date { return 0 }

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		return s.answered(m)
	case screen.Saved:
		if m.Tag == "look" {
			return s.Tell(screen.ThemeChanged{})
		}
		return nil
	case screen.Returned, screen.Shown, model.Changed:
		return s.load()
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened {
		return s.open()
	}
	return nil
}

func (s *Screen) selected() (row, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.rows) {
		return row{}, false
	}
	return s.rows[i], true
}

// took shows what was read. Language and words may have been set elsewhere, or taken back: they are read anew then.
func (s *Screen) took(d *data) tea.Cmd {
	before := s.data
	s.data = d
	s.sitAnew()
	s.show()
	if before != nil && look(before) != look(d) {
		return s.Tell(screen.ThemeChanged{})
	}
	return nil
}

// look is what the settings say about how everything looks.
func look(d *data) string {
	out := ""
	for _, k := range []string{"language", service.ThemeSetting, "term.borger", "term.kommune"} {
		out += d.value(k) + "\n"
	}
	return out
}

// sitAnew takes over what was changed about who the user is.
func (s *Screen) sitAnew() {
	for _, c := range s.data.people {
		if c.ID == s.Service.Actor() {
			s.Service.SetConsultant(c)
		}
	}
}

func (s *Screen) show() {
	s.rows = s.build()
	s.table.SetRows(kit.Rows{
		Len: len(s.rows), ID: func(i int) string { return s.rows[i].id }, Cells: func(i int, cells []kit.Cell) {
			r := s.rows[i]
			if i == 0 || s.rows[i-1].group != r.group {
				cells[0].Text = s.T(r.group)
			}
			cells[1].Text = r.label
			cells[2] = kit.Cell{Text: r.value, Role: r.role}
		}})
}

// RowAt is the row under the cursor.
func (s *Screen) RowAt() (id string, number int) { return screen.RowIn(s.table) }

// PutAt puts the cursor on a row.
func (s *Screen) PutAt(id string, _ int) { s.table.Select(id) }

// save gives a setting a value.
func (s *Screen) save(key, value string) tea.Cmd {
	if s.data.value(key) == value {
		return nil
	}
	return s.Save("set", service.Set(s.data.settings[key], key, value))
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Action.Kind != kit.Chosen {
		s.secret, s.again = nil, false
		return nil
	}
	switch m.Tag {
	case "setting":
		return s.saveTyped(s.editing, m.Action.Text)
	case "choice":
		set := service.Set(s.data.settings[s.editing], s.editing, m.Action.ID)
		return s.Save("look", set)
	case "me":
		i := slices.IndexFunc(s.data.people, func(c *model.Consultant) bool { return c.ID == m.Action.ID })
		if i < 0 {
			return nil
		}
		s.Service.SetConsultant(s.data.people[i])
		s.show()
		return tea.Batch(s.Say(kit.Done, "settings.me.now", "name", s.data.people[i].Name),
			s.Tell(screen.ThemeChanged{}))
	case "table":
		return s.dropTable()
	case "secret":
		return s.nextSecret(m.Action.Text)
	}
	return nil
}

// switchable reports whether somebody else can be chosen.
func (s *Screen) switchable() (bool, string) { return !s.Service.Served, "settings.served.me" }

func (s *Screen) pickMe() tea.Cmd {
	if s.data == nil {
		return nil
	}
	var items []kit.Item
	for _, c := range s.data.people {
		if !c.Inactive {
			items = append(items, kit.Item{ID: c.ID, Label: c.Name, Detail: c.Initials + " " + c.Team})
		}
	}
	return s.Pick("me", kit.PickerOptions{Title: s.T("settings.me.switch.title"), Selected: s.Service.Actor(),
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// choose asks for one of a few values of a setting; their words are "settings.<key>.<value>".
func (s *Screen) choose(key, now string, values ...string) tea.Cmd {
	s.editing = key
	var items []kit.Item
	for _, v := range values {
		items = append(items, kit.Item{ID: v, Label: s.T("settings." + key + "." + v)})
	}
	return s.Pick("choice", kit.PickerOptions{Title: s.T("settings." + key), Selected: now,
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// View draws the list and, below it, what the line under the cursor does.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("tab.settings")}
	if me := s.Service.Consultant(); me != nil {
		f.Note = me.Name
	}
	for _, work := range []string{"backup", "check"} {
		if s.Working(work) {
			f.Note = s.T("settings." + work + ".working")
		}
	}
	if narrow := size.W < narrowBelow; narrow != s.narrow {
		s.narrow = narrow
		s.table.SetColumns(columns(narrow))
	}
	const under = 3
	s.table.SetSize(size.W, max(size.H-under-1, 0))
	lines := append(kit.Lines(s.table.View()), kit.Rule(s.Theme, size.W))
	if r, ok := s.selected(); ok {
		for _, l := range kit.Wrap(kit.Clean(r.hint), size.W-2) {
			lines = append(lines, " "+s.Theme.Paint(theme.Subtle, l))
		}
	}
	f.Body = kit.Block(lines, size.W, size.H)
	return f
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	openable := func() (bool, string) {
		r, ok := s.selected()
		return ok && r.open != nil, "settings.only.shown"
	}
	removable := func() (bool, string) {
		r, ok := s.selected()
		return ok && r.remove != nil, "settings.remove.not"
	}
	due := func() (bool, string) {
		r, ok := s.selected()
		return ok && r.due != "", "erase.due.only"
	}
	// What concerns few rows stands in the footer of those only.
	at := func(place int, on func() (bool, string)) int {
		if ok, _ := on(); ok {
			return place
		}
		return 0
	}
	return []screen.Binding{
		screen.Std(keys.Open, s.open).As("settings.change").When(openable).At(1),
		screen.Std(keys.New, s.add).As(s.newLabel()).At(2),
		screen.Own("remove", "delete", "list.remove", at(3, removable), s.remove).When(removable),
		screen.Own("erase", "X", "erase.due.key", at(5, due), s.erase).When(due),
		screen.Own("switch", "w", "settings.me.switch", 4, s.pickMe).When(s.switchable),
		screen.Own("restore", "r", "settings.restore.key", 0, s.restore).When(s.restorable),
		screen.Std(keys.Back, s.Back),
	}
}

func (s *Screen) open() tea.Cmd {
	if r, ok := s.selected(); ok && r.open != nil {
		return r.open()
	}
	return nil
}

func (s *Screen) remove() tea.Cmd {
	if r, ok := s.selected(); ok && r.remove != nil {
		return r.remove()
	}
	return nil
}

// erase erases what is older than the period under the cursor.
func (s *Screen) erase() tea.Cmd {
	if r, ok := s.selected(); ok && r.due != "" {
		return s.EraseDue(r.due)
	}
	return nil
}

// add opens the form for what stands where the cursor is.
func (s *Screen) add() tea.Cmd {
	if r, ok := s.selected(); ok && r.group == "settings.words" {
		return s.Go(screen.Edit, screen.EditArg{Entity: &model.LocalWord{}})
	}
	return s.Go(screen.Edit, screen.EditArg{
		Entity: &model.Consultant{}, Fields: []string{"name", "initials", "team", "login"},
	})
}

// newLabel says what n makes where the cursor stands.
func (s *Screen) newLabel() string {
	if r, ok := s.selected(); ok && r.group == "settings.words" {
		return "settings.new.word"
	}
	return "settings.new.person"
}

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.rows)) }

// Shows gives nobody.
func (s *Screen) Shows() []any { return nil }
