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
	c.table = kit.NewTable(s.host.Theme, []kit.Column{
		{Key: "company", Title: s.host.T("match.col.company"), Min: 20, Max: 30, Flex: 1, Role: theme.Accent},
		{Key: "question", Title: s.host.T("match.call.question"), Min: 34, Flex: 4},
		{Key: "answer", Title: s.host.T("match.call.answer"), Min: 14, Flex: 1, Max: 30},
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
			c.items = append(c.items, &callItem{Question: q, first: len(c.items) == 0 || c.items[len(c.items)-1].CompanyID != q.CompanyID, name: c.nameOf(q.CompanyID)})
		}
	}
	c.table.SetRows(kit.Rows{Len: len(c.items), ID: func(i int) string {
		return fmt.Sprint(c.items[i].CompanyID, c.items[i].TaskID, c.items[i].Key, c.items[i].Answer.Value)
	}, Cells: c.cells})
	c.table.SetEmpty(c.s.host.T("match.call.nothing"))
}

func (c *call) cells(i int, cells []kit.Cell) {
	it, g := c.items[i], c.s.host.Theme.Colours.Glyphs
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

func (c *call) ask(it *callItem) string { return c.s.words().Question(it.Key, it.Args) }

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
	d, rows := c.s.host.Service, c.rows
	return c.s.host.Run("side", func(ctx context.Context) (any, error) {
		out := map[string]facts{}
		for _, r := range rows {
			f, err := readFacts(ctx, d, r.CompanyID)
			if err != nil {
				return nil, err
			}
			out[r.CompanyID] = f
		}
		return out, nil
	})
}

// answered is a decided answer: what is written, and how it is said.
type answered struct {
	set  model.ChangeSet
	said string
}

func (c *call) took(m screen.Done) tea.Cmd {
	switch v := m.Value.(type) {
	case map[string]facts:
		c.facts, c.read = v, true
	case answered:
		if c.saving != nil {
			c.saving.said = v.said
		}
		return c.s.host.Save("call", v.set)
	}
	return nil
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
	store, today, q := c.s.host.Service.Store, c.s.host.Service.Today(), it.Question
	return c.s.host.Run("answer", func(ctx context.Context) (any, error) {
		before, err := rowOf(ctx, store, q)
		if err != nil {
			return nil, err
		}
		after, err := q.Fill(before, value, today)
		if err != nil {
			return nil, err
		}
		change := model.Edit(before, after)
		if before.Meta().Version == 0 {
			change = model.Add(after)
		}
		return answered{model.ChangeSet{Action: "call.answer", Changes: []model.Change{change}}, said}, nil
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

func (c *call) act(id string) (tea.Cmd, bool) {
	it, ok := c.item()
	switch {
	case id == keys.Undo:
		if n := len(c.done); n > 0 {
			c.done[n-1].said = ""
			c.done = c.done[:n-1]
			return c.s.host.Tell(screen.Undo{}), true
		}
		return nil, true
	case id == "call":
		return c.s.back(), true
	case id == keys.Log, id == screen.LogVisit, id == keys.Back:
		return nil, false
	case !ok || id != keys.Open:
		return nil, true
	case it.Many:
		return c.giveMarked(it), true
	case it.typed():
		return c.write(it, ""), true
	}
	return nil, true
}

func (c *call) giveMarked(it *callItem) tea.Cmd {
	var values, said []string
	for _, o := range it.Options {
		if c.chosen[o.Value] {
			values, said = append(values, o.Value), append(said, c.s.host.T(string(o.Word)))
		}
	}
	if len(values) == 0 {
		return c.s.host.Say(kit.Info, "match.call.choose")
	}
	return c.give(it, strings.Join(values, ", "), strings.Join(said, ", "))
}

// write asks for an answer in words or numbers.
func (c *call) write(it *callItem, begun string) tea.Cmd {
	return c.s.host.Ask("call", kit.Prompt(c.s.host.Theme, it.name, c.ask(it), c.s.host.T("match.call.answer"), begun, func(v string) string {
		if strings.TrimSpace(v) == "" {
			return c.s.host.T("match.call.empty")
		}
		t, _ := schema.TypeNamed(it.Answer.Type)
		if _, err := it.Fill(t.New(), v, c.s.host.Service.Today()); err != nil {
			return c.s.words().Error(err)
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
			cmd, _ := c.act(keys.Open)
			return cmd, true
		}
		return nil, true
	}
	text := kit.TypedText(k)
	it, has := c.item()
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' && has {
		return c.digit(it, text), true
	}
	if b, ok := keys.Find(c.keys(), text); ok {
		return c.s.act(b.ID), true
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
	return c.give(it, o.Value, c.s.host.T(string(o.Word)))
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
	l := c.s.host.Theme
	who := it.name
	f := c.facts[it.CompanyID]
	phone := ""
	if f.person != nil {
		who, phone = join(" · ", who, f.person.Name), f.person.Phone
	}
	if co := c.s.list.Companies[it.CompanyID]; co != nil && phone == "" {
		phone = co.Phone
	}
	lines := []string{kit.Rule(l, w), " " + l.Paint(theme.Subtle, l.Fit(join(" · ", who, phone), w-2))}
	for _, row := range kit.Wrap(kit.Clean(c.ask(it)), w-2) {
		lines = append(lines, " "+l.Paint(theme.Title, row))
	}
	answers := c.s.host.T("match.call.write")
	if !it.typed() {
		var parts []string
		for n, o := range it.Options {
			sign := ""
			if c.chosen[o.Value] {
				sign = " " + l.Colours.Glyphs.Check
			}
			parts = append(parts, fmt.Sprintf("%d %s%s", n+1, c.s.host.T(string(o.Word)), sign))
		}
		if answers = strings.Join(parts, "   "); it.Many {
			answers += "   " + c.s.host.T("match.call.many")
		}
	}
	for _, row := range kit.Wrap(kit.Clean(answers), w-2) {
		lines = append(lines, " "+l.Paint(theme.Accent, row))
	}
	return append(lines, " "+l.Paint(theme.Subtle, l.Fit(c.s.host.T("match.call.keys"), w-2)))
}

func (c *call) title() string {
	open := 0
	for _, it := range c.items {
		if it.said == "" {
			open++
		}
	}
	return c.s.host.T("match.side.call", "n", open)
}

func (c *call) whole() bool { return true }

func (c *call) subject() (string, bool) {
	if it, ok := c.item(); ok && !c.s.reversed() {
		return it.CompanyID, true
	}
	return "", false
}

func (c *call) typing() bool { return true }

func (c *call) keys() []keys.Binding {
	label := "match.call.save"
	if it, ok := c.item(); ok && it.typed() {
		label = "match.call.type"
	}
	return []keys.Binding{
		keys.Std(keys.Open).As(label).At(1), keys.Std(keys.Log).As("match.screen.call").At(2), screen.VisitBinding(), keys.Std(keys.Undo).At(3),
		keys.Std(keys.Back).As("match.side.close").At(4),
		{ID: "call", Keys: []string{"r"}, Label: "match.side.close"},
	}
}
