package detailpage

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// Fact is what a page tells of a row: under which heading, and with a key what Enter edits.
type Fact struct {
	Key     string // of the field, or Unfilled
	Heading string // of the section that begins here
	kit.Pair
}

// Unfilled is the key of the last fact, which names the fields that hold nothing and leads to each of them.
const Unfilled = "unfilled"

// Stop is a fact that Enter edits, with the line on which it begins.
type Stop struct {
	Key  string
	Line int
}

// Stops are the places in a text that the cursor goes to, while the text scrolls to them.
type Stops struct {
	All []Stop
	At  int // the one under the cursor
}

// Here is the stop under the cursor: the last one where the text has fewer than before.
func (s *Stops) Here() (Stop, bool) {
	if len(s.All) == 0 {
		return Stop{}, false
	}
	s.At = min(s.At, len(s.All)-1)
	return s.All[s.At], true
}

// Walk moves the cursor to the next stop that is in sight; false leaves the key to the text, which scrolls.
func (s *Stops) Walk(m tea.KeyPressMsg, text *kit.TextView) bool {
	by := map[string]int{"up": -1, "k": -1, "down": 1, "j": 1}[m.String()]
	here, ok := s.Here()
	to := s.At + by
	if by == 0 || !ok || to < 0 || to >= len(s.All) || !text.Sees(here.Line) || !text.Sees(s.All[to].Line) {
		return false
	}
	s.At = to
	return true
}

// Reach puts the cursor on a stop that is in sight after the text has scrolled, when its own is not; it reports whether
// the cursor moved.
func (s *Stops) Reach(text *kit.TextView) bool {
	if at, ok := s.Here(); ok && text.Sees(at.Line) {
		return false
	}
	for i := range s.All {
		if text.Sees(s.All[i].Line) {
			s.At = i
			return true
		}
	}
	return false
}

// FactsOf are the filled fields of a row in their sections, and what is not filled; value writes a field, where it is
// nil as everywhere.
func FactsOf(w present.Words, e model.Entity, value func(*schema.Field) string, leaveOut ...string) (out []Fact) {
	t := schema.TypeOf(e)
	heading := ""
	for i := range t.Fields {
		f := &t.Fields[i]
		if key := "section." + t.Name + "." + f.Key; w.Has(key) {
			heading = w.T(key)
		}
		v := value(f)
		if v == "" || slices.Contains(leaveOut, f.Key) {
			continue
		}
		one := Fact{Heading: heading, Pair: kit.Pair{Label: w.Field(t, f), Value: v}}
		if edited(f) {
			one.Key = f.Key
		}
		out, heading = append(out, one), ""
	}
	return out
}

// edited reports whether a field is typed: what a row hangs on is not moved.
func edited(f *schema.Field) bool { return !f.Given && (f.Kind != schema.Ref || !f.Required) }

// named is how many of the fields that hold nothing are named.
const named = 3

// UnfilledFact names the fields that hold nothing, so that they can be filled; only limits them, where it is given.
func UnfilledFact(w present.Words, e model.Entity, only []string, leaveOut ...string) (out []Fact) {
	var labels []string
	for _, f := range unfilled(e, only, leaveOut) {
		labels = append(labels, w.Field(schema.TypeOf(e), f))
	}
	if len(labels) == 0 {
		return nil
	}
	said := strings.Join(labels[:min(len(labels), named)], ", ")
	if more := len(labels) - named; more > 0 {
		said = w.T("page.unfilled.more", "names", said, "n", more)
	}
	return []Fact{{Key: Unfilled, Pair: kit.Pair{Label: w.T("page.unfilled"), Value: said, Role: theme.Subtle}}}
}

func unfilled(e model.Entity, only, leaveOut []string) (out []*schema.Field) {
	t := schema.TypeOf(e)
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Text(e) == "" && edited(f) && !slices.Contains(leaveOut, f.Key) &&
			(len(only) == 0 || slices.Contains(only, f.Key)) {
			out = append(out, f)
		}
	}
	return out
}

// PickUnfilled asks which of the fields that hold nothing to fill.
func PickUnfilled(h *screen.Host, e model.Entity, only, leaveOut []string, then func(key string) tea.Cmd) tea.Cmd {
	w, t := present.WordsIn(h.Theme.Lang), schema.TypeOf(e)
	var items []kit.Item
	for _, f := range unfilled(e, only, leaveOut) {
		items = append(items, kit.Item{ID: f.Key, Label: w.Field(t, f)})
	}
	return h.Choose(h.T("page.unfilled.pick"), items, then)
}

// Lay lays facts out in two columns, of which the first has at least label cells, so that the values of several blocks
// begin in one column.
func Lay(facts []Fact, lines []kit.Line, width, label int) (_ []kit.Line, stops []Stop) {
	label = max(label, LabelCells(facts))
	for _, one := range facts {
		if one.Heading != "" && len(lines) > 0 {
			lines = append(lines, kit.Plain(theme.Text, ""))
		}
		if one.Heading != "" {
			lines = append(lines, kit.Plain(theme.Title, " "+one.Heading))
		}
		if one.Key != "" {
			stops = append(stops, Stop{one.Key, len(lines)})
		}
		lines = append(lines, kit.PairsFrom([]kit.Pair{one.Pair}, width, label)...)
	}
	return lines, stops
}

// LabelCells are the cells of the longest label of facts.
func LabelCells(facts []Fact) (cells int) {
	for _, f := range facts {
		cells = max(cells, kit.LabelCells([]kit.Pair{f.Pair}))
	}
	return cells
}

// PutCursor marks a laid-out line as the one under the cursor.
func PutCursor(g theme.Glyphs, line kit.Line) {
	line[0] = kit.Span{Text: g.Cursor + strings.TrimPrefix(line[0].Text, " "), Role: theme.Accent}
}

// FactLabel is what Enter does on a fact.
func FactLabel(key string) string {
	if key == Unfilled {
		return "page.fill"
	}
	return "page.fact"
}
