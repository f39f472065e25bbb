package match

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/ui/callsheet"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// callTop is how many of the best workplaces are asked when none are marked.
const callTop = 5

// call is the call sheet beside the list: what nobody has told about the best workplaces, in the order of a talk on the
// phone.
type call struct {
	s     *Screen
	sheet *callsheet.Sheet
	ids   []string // the workplaces that are asked
	facts map[string]facts
	read  bool
}

func newCall(s *Screen) *call {
	c := &call{s: s, facts: map[string]facts{}}
	c.sheet = callsheet.New(s.Base, c.pick(), c.who)
	return c
}

// pick takes the questions of the marked rows, or of the first ones.
func (c *call) pick() (out []*callsheet.Entry) {
	marked := c.s.table.Marked()
	for n, row := range c.s.rows() {
		if len(marked) > 0 && !slices.Contains(marked, c.s.list.RowID(row)) || len(marked) == 0 && n >= callTop {
			continue
		}
		name := ""
		if co := c.s.list.Companies[row.CompanyID]; co != nil {
			name = co.ShownName()
		}
		c.ids = append(c.ids, row.CompanyID)
		for _, q := range matching.TalkOrder(matching.Questions(row)) {
			out = append(out, &callsheet.Entry{Question: q, Name: name})
		}
	}
	return out
}

// who is whom to ask for at a workplace, and the number.
func (c *call) who(company string) (name, phone string) {
	if p := c.facts[company].person; p != nil {
		name, phone = p.Name, p.AnyPhone()
	}
	if co := c.s.list.Companies[company]; co != nil && phone == "" {
		phone = co.Phone
	}
	return name, phone
}

// refresh reads whom to ask for; the questions stay as they were begun.
func (c *call) refresh() tea.Cmd {
	if c.read {
		return nil
	}
	d, ids := c.s.Service, c.ids
	return screen.Run(c.s.Host, "side", func(ctx context.Context) (map[string]facts, error) {
		out := map[string]facts{}
		for _, id := range ids {
			f, err := readFacts(ctx, d, id)
			if err != nil {
				return nil, err
			}
			out[id] = f
		}
		return out, nil
	}, func(known map[string]facts) tea.Cmd {
		c.facts, c.read = known, true
		return nil
	})
}

func (c *call) saved(_ screen.Saved, ok bool) tea.Cmd {
	c.sheet.Saved(ok)
	return nil
}

func (c *call) answer(m screen.Answer) tea.Cmd { return c.sheet.Answered(m) }

func (c *call) update(msg tea.Msg) (tea.Cmd, bool) { return c.sheet.Update(msg, c.bindings()), true }

func (c *call) view(size kit.Size) string { return c.sheet.View(size) }

func (c *call) title() string { return c.s.T("match.side.call", "n", c.sheet.Left()) }

func (c *call) whole() bool { return true }

func (c *call) subject() (string, bool) {
	if e, ok := c.sheet.Selected(); ok && !c.s.reversed() {
		return e.CompanyID, true
	}
	return "", false
}

func (c *call) typing() bool { return true }

func (c *call) bindings() []screen.Binding {
	return append(c.sheet.Bindings(),
		c.s.logBinding().At(2), c.s.visitBinding(), c.s.leaving(4), c.s.closing("call", "r", 0))
}
