// Package callsheet is the questions of a talk on the phone with their answers, as a part of a screen: a digit answers,
// and the answer goes into the profile at once.
//
// It promises: each question is answered once, a failed save leaves it open, and the latest answer can be taken back.
package callsheet

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Tag is the tag of a sheet's saves and dialogs: its owner hands Saved, Failed and Answer with it to the sheet.
const Tag = "call"

// Entry is one question to a workplace.
type Entry struct {
	matching.Question
	Name string // what everybody calls the workplace, also once an answer has taken it off the list
	For  string // whom the answer concerns, "" where that is clear

	first bool   // the first of its workplace
	said  string // the answer, as it was said
}

// typed says that the answer is written, not chosen.
func (e *Entry) typed() bool { return len(e.Options) == 0 }

// id identifies a question on the sheet.
func (e *Entry) id() string { return fmt.Sprint(e.CompanyID, e.TaskID, e.Key, e.Answer.Value) }

// Sheet is the call sheet (ringeark).
type Sheet struct {
	// Note says what else to know about a workplace before calling, such as what it looks for itself; may be nil.
	Note func(company string) string

	host    screen.Base
	who     func(company string) (name, phone string)
	entries []*Entry
	table   *kit.Table
	chosen  map[string]bool // marked answers of a question with several
	saving  *Entry
	done    []*Entry // answered, the latest last: what u takes back
}

// New makes a sheet of questions, those of a workplace together. who gives whom to ask for, and the number.
func New(b screen.Base, entries []*Entry, who func(company string) (name, phone string)) *Sheet {
	s := &Sheet{host: b, who: who, chosen: map[string]bool{}}
	seen := map[string]bool{}
	for _, e := range entries {
		if seen[e.id()] {
			continue
		}
		seen[e.id()] = true
		e.first = len(s.entries) == 0 || s.entries[len(s.entries)-1].CompanyID != e.CompanyID
		s.entries = append(s.entries, e)
	}
	s.table = kit.NewTable(b.Theme, []kit.Column{
		{Key: "company", Title: b.T("match.col.company"), Min: 20, Max: 30, Flex: 1, Role: theme.Accent},
		{Key: "question", Title: b.T("match.call.question"), Min: 34, Flex: 4},
		{Key: "answer", Title: b.T("match.call.answer"), Min: 14, Flex: 1, Max: 30},
	})
	s.table.SetMarks(false)
	s.table.SetRows(kit.Rows{Len: len(s.entries), ID: func(i int) string { return s.entries[i].id() }, Cells: s.cells})
	s.table.SetEmpty(b.T("match.call.nothing"))
	return s
}

func (s *Sheet) cells(i int, cells []kit.Cell) {
	e, g := s.entries[i], s.host.Theme.Colours.Glyphs
	if e.first {
		cells[0].Text = e.Name
	}
	cells[1].Text = g.Box + " " + s.ask(e)
	if e.said != "" {
		cells[1] = kit.Cell{Text: g.Check + " " + s.ask(e), Role: theme.Subtle}
		cells[2] = kit.Cell{Text: e.said, Role: theme.OK}
	}
}

// ask is the question in words, with those whom it concerns where that is not clear.
func (s *Sheet) ask(e *Entry) string {
	said := s.host.Words().Question(e.Key, e.Args)
	if e.For != "" {
		said += " (" + e.For + ")"
	}
	return said
}

// Selected is the question under the cursor.
func (s *Sheet) Selected() (*Entry, bool) {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.entries) {
		return nil, false
	}
	return s.entries[i], true
}

// Left is how many questions are open.
func (s *Sheet) Left() (n int) {
	for _, e := range s.entries {
		if e.said == "" {
			n++
		}
	}
	return n
}

// Saved goes on to the next open question, or leaves the question open when its answer was not written.
func (s *Sheet) Saved(ok bool) {
	e := s.saving
	s.saving = nil
	if e == nil {
		return
	}
	if !ok {
		e.said = ""
		return
	}
	s.done = append(s.done, e)
	clear(s.chosen)
	_, at, _ := s.table.Selected()
	for n := range len(s.entries) {
		if i := (at + n) % len(s.entries); s.entries[i].said == "" {
			s.table.SelectRow(i)
			return
		}
	}
}

// give writes an answer into the profile: value is what matching.Question.Fill takes, said what the sheet shows.
func (s *Sheet) give(e *Entry, value, said string) tea.Cmd {
	if s.saving != nil {
		return nil
	}
	s.saving = e
	store, today, q := s.host.Service.Store, s.host.Today(), e.Question
	return screen.RunElse(s.host.Host, "answer", func(ctx context.Context) (set model.ChangeSet, err error) {
		before, err := rowOf(ctx, store, q)
		if err != nil {
			return set, err
		}
		after, err := q.Fill(before, value, today)
		if err != nil {
			return set, err
		}
		change := model.Edit(before, after)
		if before.Meta().Version == 0 {
			change = model.Add(after)
		}
		return model.ChangeSet{Action: "call.answer", Changes: []model.Change{change}}, nil
	}, func(set model.ChangeSet) tea.Cmd {
		e.said = said
		return s.host.Save(Tag, set)
	}, func(err error) tea.Cmd {
		s.saving = nil
		return s.host.Fail(err)
	})
}

// rowOf reads the row that an answer belongs to; the name of a task makes a new one.
func rowOf(ctx context.Context, r service.Reader, q matching.Question) (model.Entity, error) {
	if q.Answer.Type == "task" && (q.Answer.Field == "name" || q.TaskID == "") {
		return &model.Task{CompanyID: q.CompanyID, Status: "open"}, nil
	}
	if q.Answer.Type == "task" {
		return r.Get(ctx, "task", q.TaskID)
	}
	return r.Get(ctx, "company", q.CompanyID)
}

// TakeBack undoes the latest answer.
func (s *Sheet) TakeBack() tea.Cmd {
	n := len(s.done)
	if n == 0 {
		return nil
	}
	s.done[n-1].said = ""
	s.done = s.done[:n-1]
	return s.host.Tell(screen.Undo{})
}

// Open answers the question under the cursor: with what is chosen, or in words.
func (s *Sheet) Open() tea.Cmd {
	e, ok := s.Selected()
	switch {
	case ok && e.Many:
		return s.giveMarked(e)
	case ok && e.typed():
		return s.write(e, "")
	}
	return nil
}

func (s *Sheet) giveMarked(e *Entry) tea.Cmd {
	var values, said []string
	for _, o := range e.Options {
		if s.chosen[o.Value] {
			values, said = append(values, o.Value), append(said, s.host.T(string(o.Word)))
		}
	}
	if len(values) == 0 {
		return s.host.Say(kit.Info, "match.call.choose")
	}
	return s.give(e, strings.Join(values, ", "), strings.Join(said, ", "))
}

// write asks for an answer in words or numbers.
func (s *Sheet) write(e *Entry, begun string) tea.Cmd {
	t := s.host.T
	return s.host.Ask(Tag,
		kit.Prompt(s.host.Theme, e.Name, s.ask(e), t("match.call.answer"), "", func(v string) string {
			if strings.TrimSpace(v) == "" {
				return t("match.call.empty")
			}
			typ, _ := schema.TypeNamed(e.Answer.Type)
			if _, err := e.Fill(typ.New(), v, s.host.Today()); err != nil {
				return s.host.Words().Error(err)
			}
			return ""
		}).WithTyped(begun))
}

// Answered takes what was written.
func (s *Sheet) Answered(m screen.Answer) tea.Cmd {
	if e, ok := s.Selected(); ok && m.Tag == Tag && m.Action.Kind == kit.Chosen {
		return s.give(e, m.Action.Text, m.Action.Text)
	}
	return nil
}

// Update takes digits as answers; other letters do what their binding says.
func (s *Sheet) Update(msg tea.Msg, bindings []screen.Binding) tea.Cmd {
	before, _, _ := s.table.Selected()
	defer func() {
		if now, _, _ := s.table.Selected(); now != before {
			clear(s.chosen)
		}
	}()
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		if act := s.table.Update(msg); act.Kind == kit.Opened {
			return s.Open()
		}
		return nil
	}
	text := kit.TypedText(k)
	e, has := s.Selected()
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' && has {
		return s.digit(e, text)
	}
	for _, b := range bindings {
		if b.Has(text) {
			return b.Do()
		}
	}
	s.table.Update(msg)
	return nil
}

func (s *Sheet) digit(e *Entry, text string) tea.Cmd {
	if e.typed() {
		return s.write(e, text)
	}
	n := int(text[0] - '1')
	if n < 0 || n >= len(e.Options) {
		return nil
	}
	o := e.Options[n]
	if e.Many {
		s.chosen[o.Value] = !s.chosen[o.Value]
		return nil
	}
	return s.give(e, o.Value, s.host.T(string(o.Word)))
}

// View draws the questions, and under them the one in full with its answers, and whom to ask.
func (s *Sheet) View(size kit.Size) string {
	foot := s.foot(size.W)
	s.table.SetSize(size.W, max(size.H-len(foot), 0))
	return kit.Block(append(kit.Lines(s.table.View()), foot...), size.W, size.H)
}

func (s *Sheet) foot(w int) []string {
	e, ok := s.Selected()
	if !ok {
		return nil
	}
	l := s.host.Theme
	who, phone := s.who(e.CompanyID)
	parts := []string{e.Name}
	for _, p := range []string{who, phone} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	lines := []string{kit.Rule(l, w), " " + l.Paint(theme.Subtle, l.Fit(strings.Join(parts, " · "), w-2))}
	if s.Note != nil && s.Note(e.CompanyID) != "" {
		for _, row := range kit.Wrap(kit.Clean(s.Note(e.CompanyID)), w-2) {
			lines = append(lines, " "+l.Paint(theme.OK, row))
		}
	}
	for _, row := range kit.Wrap(kit.Clean(s.ask(e)), w-2) {
		lines = append(lines, " "+l.Paint(theme.Title, row))
	}
	for _, row := range kit.Wrap(kit.Clean(s.answers(e)), w-2) {
		lines = append(lines, " "+l.Paint(theme.Accent, row))
	}
	return append(lines, " "+l.Paint(theme.Subtle, l.Fit(s.host.T("match.call.keys"), w-2)))
}

// answers are the possible answers with their digits.
func (s *Sheet) answers(e *Entry) string {
	if e.typed() {
		return s.host.T("match.call.write")
	}
	var parts []string
	for n, o := range e.Options {
		sign := ""
		if s.chosen[o.Value] {
			sign = " " + s.host.Theme.Colours.Glyphs.Check
		}
		parts = append(parts, fmt.Sprintf("%d %s%s", n+1, s.host.T(string(o.Word)), sign))
	}
	if e.Many {
		parts = append(parts, s.host.T("match.call.many"))
	}
	return strings.Join(parts, "   ")
}

// Bindings answer and take back; the owner adds its own.
func (s *Sheet) Bindings() []screen.Binding {
	label := "match.call.save"
	if e, ok := s.Selected(); ok && e.typed() {
		label = "match.call.type"
	}
	return []screen.Binding{
		screen.Std(keys.Open, s.Open).As(label).At(1), screen.Std(keys.Undo, s.TakeBack).At(3),
	}
}
