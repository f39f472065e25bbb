package match

import (
	"context"
	"fmt"
	"slices"
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

// callTop is how many of the best workplaces are asked when none are marked.
const callTop = 5

// call is the call sheet: what nobody has told about the best workplaces, in the order of a talk on the phone. A digit
// answers, and the answer goes into the profile at once.
type call struct {
	s      *Screen
	rows   []matching.Row
	items  []*callItem
	facts  map[string]facts
	table  *kit.Table
	chosen map[string]bool // marked answers of a question with several
	saving *callItem
	done   []*callItem // answered, the latest last: what u takes back
	read   bool
}

// callItem is one question.
type callItem struct {
	matching.Question
	first bool   // the first of its workplace
	name  string // what everybody calls the workplace, also once an answer has taken it off the list
	said  string // the answer, as it was said
}

// typed says that the answer is written, not chosen.
func (i *callItem) typed() bool { return len(i.Options) == 0 }

func newCall(s *Screen) *call {
	c := &call{s: s, facts: map[string]facts{}, chosen: map[string]bool{}}
	c.table = kit.NewTable(s.Theme, []kit.Column{
		{Key: "company", Title: s.T("match.col.company"), Min: 20, Max: 30, Flex: 1, Role: theme.Accent},
		{Key: "question", Title: s.T("match.call.question"), Min: 34, Flex: 4},
		{Key: "answer", Title: s.T("match.call.answer"), Min: 14, Flex: 1, Max: 30},
	})
	c.table.SetMarks(false)
	c.pick()
	return c
}

// pick takes the questions of the marked rows, or of the first ones. A workplace is asked each thing once.
func (c *call) pick() {
	marked := c.s.table.Marked()
	seen := map[string]bool{}
	for n, row := range c.s.rows() {
		if len(marked) > 0 && !slices.Contains(marked, c.s.list.RowID(row)) || len(marked) == 0 && n >= callTop {
			continue
		}
		c.rows = append(c.rows, row)
		for _, q := range matching.Questions(row) {
			key := q.CompanyID + q.TaskID + q.Key + q.Answer.Value
			if seen[key] {
				continue
			}
			seen[key] = true
			c.items = append(c.items, &callItem{
				Question: q, first: len(c.items) == 0 || c.items[len(c.items)-1].CompanyID != q.CompanyID,
				name: c.nameOf(q.CompanyID),
			})
		}
	}
	c.table.SetRows(kit.Rows{Len: len(c.items), ID: func(i int) string {
		return fmt.Sprint(c.items[i].CompanyID, c.items[i].TaskID, c.items[i].Key, c.items[i].Answer.Value)
	}, Cells: c.cells})
	c.table.SetEmpty(c.s.T("match.call.nothing"))
}

func (c *call) cells(i int, cells []kit.Cell) {
	it, g := c.items[i], c.s.Theme.Colours.Glyphs
	if it.first {
		cells[0].Text = it.name
	}
	sign := g.Box
	cells[1].Text = sign + " " + c.ask(it)
	if it.said != "" {
		cells[1] = kit.Cell{Text: g.Check + " " + c.ask(it), Role: theme.Subtle}
		cells[2] = kit.Cell{Text: it.said, Role: theme.OK}
	}
}

// nameOf is what everybody calls a workplace of the list.
func (c *call) nameOf(id string) string {
	if co := c.s.list.Companies[id]; co != nil {
		return co.ShownName()
	}
	return ""
}

func (c *call) ask(it *callItem) string { return c.s.Words().Question(it.Key, it.Args) }

func (c *call) item() (*callItem, bool) {
	_, i, ok := c.table.Selected()
	if !ok || i >= len(c.items) {
		return nil, false
	}
	return c.items[i], true
}

// refresh reads whom to ask for; the questions stay as they were begun.
func (c *call) refresh() tea.Cmd {
	if c.read {
		return nil
	}
	d, rows := c.s.Service, c.rows
	return screen.Run(c.s.Host, "side", func(ctx context.Context) (map[string]facts, error) {
		out := map[string]facts{}
		for _, r := range rows {
			f, err := readFacts(ctx, d, r.CompanyID)
			if err != nil {
				return nil, err
			}
			out[r.CompanyID] = f
		}
		return out, nil
	}, func(known map[string]facts) tea.Cmd {
		c.facts, c.read = known, true
		return nil
	})
}

// saved goes on to the next question that is open.
func (c *call) saved(_ screen.Saved, ok bool) tea.Cmd {
	it := c.saving
	c.saving = nil
	if it == nil {
		return nil
	}
	if !ok {
		it.said = ""
		return nil
	}
	c.done = append(c.done, it)
	clear(c.chosen)
	_, at, _ := c.table.Selected()
	for n := range len(c.items) {
		if i := (at + n) % len(c.items); c.items[i].said == "" {
			c.table.SelectRow(i)
			break
		}
	}
	return nil
}

// give writes an answer into the profile: value is what matching.Question.Fill takes, said what the sheet shows.
func (c *call) give(it *callItem, value, said string) tea.Cmd {
	if c.saving != nil {
		return nil
	}
	c.saving = it
	store, today, q := c.s.Service.Store, c.s.Today(), it.Question
	return screen.RunElse(c.s.Host, "answer", func(ctx context.Context) (set model.ChangeSet, err error) {
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
		it.said = said
		return c.s.Save("call", set)
	}, func(err error) tea.Cmd {
		c.saving = nil
		return c.s.Fail(err)
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

// takeBack undoes the latest answer.
func (c *call) takeBack() tea.Cmd {
	n := len(c.done)
	if n == 0 {
		return nil
	}
	c.done[n-1].said = ""
	c.done = c.done[:n-1]
	return c.s.Tell(screen.Undo{})
}

// open answers the question: with what is chosen, or in words.
func (c *call) open() tea.Cmd {
	it, ok := c.item()
	switch {
	case ok && it.Many:
		return c.giveMarked(it)
	case ok && it.typed():
		return c.write(it, "")
	}
	return nil
}

func (c *call) giveMarked(it *callItem) tea.Cmd {
	var values, said []string
	for _, o := range it.Options {
		if c.chosen[o.Value] {
			values, said = append(values, o.Value), append(said, c.s.T(string(o.Word)))
		}
	}
	if len(values) == 0 {
		return c.s.Say(kit.Info, "match.call.choose")
	}
	return c.give(it, strings.Join(values, ", "), strings.Join(said, ", "))
}

// write asks for an answer in words or numbers.
func (c *call) write(it *callItem, begun string) tea.Cmd {
	return c.s.Ask("call",
		kit.Prompt(c.s.Theme, it.name, c.ask(it), c.s.T("match.call.answer"), begun, func(v string) string {
			if strings.TrimSpace(v) == "" {
				return c.s.T("match.call.empty")
			}
			t, _ := schema.TypeNamed(it.Answer.Type)
			if _, err := it.Fill(t.New(), v, c.s.Today()); err != nil {
				return c.s.Words().Error(err)
			}
			return ""
		}))
}

func (c *call) answer(m screen.Answer) tea.Cmd {
	if it, ok := c.item(); ok && m.Tag == "call" {
		return c.give(it, m.Action.Text, m.Action.Text)
	}
	return nil
}

// update takes digits as answers; other letters do what their binding says.
func (c *call) update(msg tea.Msg) (tea.Cmd, bool) {
	before, _, _ := c.table.Selected()
	defer func() {
		if now, _, _ := c.table.Selected(); now != before {
			clear(c.chosen)
		}
	}()
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		if act := c.table.Update(msg); act.Kind == kit.Opened {
			return c.open(), true
		}
		return nil, true
	}
	text := kit.TypedText(k)
	it, has := c.item()
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' && has {
		return c.digit(it, text), true
	}
	for _, b := range c.bindings() {
		if b.Has(text) {
			return b.Do(), true
		}
	}
	c.table.Update(msg)
	return nil, true
}

func (c *call) digit(it *callItem, text string) tea.Cmd {
	if it.typed() {
		return c.write(it, text)
	}
	n := int(text[0] - '1')
	if n < 0 || n >= len(it.Options) {
		return nil
	}
	o := it.Options[n]
	if it.Many {
		c.chosen[o.Value] = !c.chosen[o.Value]
		return nil
	}
	return c.give(it, o.Value, c.s.T(string(o.Word)))
}

func (c *call) view(size kit.Size) string {
	foot := c.foot(size.W)
	c.table.SetSize(size.W, max(size.H-len(foot), 0))
	return kit.Block(append(kit.Lines(c.table.View()), foot...), size.W, size.H)
}

// foot is the question in full with its answers, and whom to ask.
func (c *call) foot(w int) []string {
	it, ok := c.item()
	if !ok {
		return nil
	}
	l := c.s.Theme
	who := it.name
	f := c.facts[it.CompanyID]
	phone := ""
	if f.person != nil {
		who, phone = join(" · ", who, f.person.Name), f.person.AnyPhone()
	}
	if co := c.s.list.Companies[it.CompanyID]; co != nil && phone == "" {
		phone = co.Phone
	}
	lines := []string{kit.Rule(l, w), " " + l.Paint(theme.Subtle, l.Fit(join(" · ", who, phone), w-2))}
	for _, row := range kit.Wrap(kit.Clean(c.ask(it)), w-2) {
		lines = append(lines, " "+l.Paint(theme.Title, row))
	}
	answers := c.s.T("match.call.write")
	if !it.typed() {
		var parts []string
		for n, o := range it.Options {
			sign := ""
			if c.chosen[o.Value] {
				sign = " " + l.Colours.Glyphs.Check
			}
			parts = append(parts, fmt.Sprintf("%d %s%s", n+1, c.s.T(string(o.Word)), sign))
		}
		if answers = strings.Join(parts, "   "); it.Many {
			answers += "   " + c.s.T("match.call.many")
		}
	}
	for _, row := range kit.Wrap(kit.Clean(answers), w-2) {
		lines = append(lines, " "+l.Paint(theme.Accent, row))
	}
	return append(lines, " "+l.Paint(theme.Subtle, l.Fit(c.s.T("match.call.keys"), w-2)))
}

func (c *call) title() string {
	open := 0
	for _, it := range c.items {
		if it.said == "" {
			open++
		}
	}
	return c.s.T("match.side.call", "n", open)
}

func (c *call) whole() bool { return true }

func (c *call) subject() (string, bool) {
	if it, ok := c.item(); ok && !c.s.reversed() {
		return it.CompanyID, true
	}
	return "", false
}

func (c *call) typing() bool { return true }

func (c *call) bindings() []screen.Binding {
	label := "match.call.save"
	if it, ok := c.item(); ok && it.typed() {
		label = "match.call.type"
	}
	return []screen.Binding{
		screen.Std(keys.Open, c.open).As(label).At(1), c.s.logBinding().At(2), c.s.visitBinding(),
		screen.Std(keys.Undo, c.takeBack).At(3), c.s.leaving(4), c.s.closing("call", "r", 0),
	}
}
