// Package merge decides which values are left when two rows of one type become one (sammenlægning).
//
// It promises: pure functions over the field tables; by default, no value that only one row has is lost unless it
// belongs to a group that the two contradict each other in (a town without its street); notes and lists that both have
// are put together. Which rows refer to the two is not its concern.
package merge

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Side says whose value a field takes.
type Side string

// The sides: A is the row that stays, B the one that goes. Both is for notes and lists.
const (
	A    Side = "a"
	B    Side = "b"
	Both Side = "both"
)

// Field is one field of the two rows.
type Field struct {
	*schema.Field
	Side    Side
	Differs bool   // both have a value, and not the same one
	Reason  string // why Side is what it is: a key of Reasons
}

// Reasons are why a field takes a side: both rows have the same; only one has a value; the values of both are put
// together; the text is longer; the value or its row is newer; nothing tells, so that the row that stays keeps its own;
// it goes on; it was chosen.
var Reasons = []string{"same", "only", "both", "fuller", "newer", "stays", "active", "chosen"}

// Fields are two rows that become one.
type Fields struct {
	A, B model.Entity
	List []Field
}

// groups are fields that say one thing together; each takes the side of its first field unless it is chosen itself.
var groups = map[string][][]string{
	"company": {
		{"street", "postcode", "town"},
		{"industry", "industry_system", "industry_text"},
		{"fte", "fte_on", "fte_source"},
		{"not_ordinary", "others", "others_on", "others_source"},
		{"sector", "sector_source", "sector_on"},
		{"open_places", "open_on"},
		{"min_hours", "max_hours"},
		{"hosted", "hosted_paid"},
		{"status", "ceased_on"},
	},
	"citizen": {{"first_name", "last_name"}, {"status", "closed_on"}},
}

// dated names the date that says which of two values is the newer, by the first field of a group.
var dated = map[string]string{"fte": "fte_on", "not_ordinary": "others_on", "open_places": "open_on",
	"sector": "sector_on"}

// New compares two rows of one type and takes for each field: the value that only one has; notes and lists of both;
// else that of the row that was changed last, newer; "" when that is not known.
func New(a, b model.Entity, newer Side) *Fields {
	t := schema.TypeOf(a)
	m := &Fields{A: a, B: b}
	for i := range t.Fields {
		f := &t.Fields[i]
		m.List = append(m.List, m.usual(f, newer))
	}
	for _, g := range groups[t.Name] {
		m.together(g, newer)
	}
	return m
}

// usual is the side of a field by itself.
func (m *Fields) usual(f *schema.Field, newer Side) Field {
	a, b := f.Text(m.A), f.Text(m.B)
	out := Field{Field: f, Side: A, Reason: "same", Differs: a != b && hasValue(f, a) && hasValue(f, b)}
	switch {
	case a == b:
	case f.Given: // a number stays what it was
		out.Reason, out.Differs = "only", false
		if a == "" {
			out.Side = B
		}
		if f.Key == "ref" {
			out.Side = A
		}
	case !hasValue(f, a):
		out.Side, out.Reason = B, "only"
	case !hasValue(f, b):
		out.Reason = "only"
	case f.Kind == schema.LongText || f.Kind == schema.Lines || f.Kind == schema.Choices:
		out.Side, out.Reason = Both, "both"
	case f.Key == "status" && (a == "active" || b == "active"): // what goes on for one goes on
		if out.Reason = "active"; b == "active" {
			out.Side = B
		}
	case f.Kind == schema.Text && f.Check == nil && contains(a, b):
		out.Reason = "fuller"
	case f.Kind == schema.Text && f.Check == nil && contains(b, a):
		out.Side, out.Reason = B, "fuller"
	default:
		out.Side, out.Reason = byAge(newer)
	}
	return out
}

// byAge is the side of what nothing but its age tells apart: without a newer one, the row that stays.
func byAge(newer Side) (Side, string) {
	if newer == "" {
		return A, "stays"
	}
	return newer, "newer"
}

func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

// hasValue reports whether a text is a value: "no" of a flag is what it is without one.
func hasValue(f *schema.Field, text string) bool {
	return text != "" && !(f.Kind == schema.Flag && text == "no")
}

// together gives the fields of a group one side when the rows contradict each other in it, so that no street stands
// with another town: that of the later date where the group has one, else of the row that says more, else the newer.
func (m *Fields) together(keys []string, newer Side) {
	differs, more := false, 0
	for _, key := range keys {
		f := m.field(key)
		differs = differs || f.Differs
		if hasValue(f.Field, f.Field.Text(m.A)) {
			more++
		}
		if hasValue(f.Field, f.Field.Text(m.B)) {
			more--
		}
	}
	if !differs {
		return // each value is one row's only, or both have the same
	}
	first := m.field(keys[0])
	side, reason := byAge(newer)
	switch {
	case first.Reason == "active":
		side, reason = first.Side, first.Reason
	case more > 0:
		side, reason = A, "fuller"
	case more < 0:
		side, reason = B, "fuller"
	}
	if key, ok := dated[keys[0]]; ok {
		switch a, b := m.field(key).Field.Text(m.A), m.field(key).Field.Text(m.B); {
		case a > b:
			side, reason = A, "newer"
		case b > a:
			side, reason = B, "newer"
		}
	}
	for _, key := range keys {
		f := m.field(key)
		f.Side, f.Reason = side, reason
	}
}

func (m *Fields) field(key string) *Field {
	i := slices.IndexFunc(m.List, func(f Field) bool { return f.Key == key })
	return &m.List[i]
}

// Take chooses a side for a field, with the rest of its group when the other row has all of it.
func (m *Fields) Take(key string, side Side) error {
	i := slices.IndexFunc(m.List, func(f Field) bool { return f.Key == key })
	if i < 0 || m.List[i].Given {
		return model.NewError(model.Usage, "err.merge.field", model.Args{"value": model.Clip(key)})
	}
	f := &m.List[i]
	if side != A && side != B && (side != Both || !f.CanBoth()) {
		return model.NewError(model.Usage, "err.merge.side", model.Args{"value": model.Clip(string(side))}).
			WithField(key)
	}
	f.Side, f.Reason = side, "chosen"
	for _, g := range groups[schema.TypeOf(m.A).Name] {
		if g[0] == key {
			for _, k := range g[1:] {
				if o := m.field(k); o.Reason != "chosen" {
					o.Side = side
				}
			}
		}
	}
	return nil
}

// CanBoth reports whether the values of both rows can be put together.
func (f *Field) CanBoth() bool {
	return f.Kind == schema.LongText || f.Kind == schema.Lines || f.Kind == schema.Choices
}

// Text is the value that a field of the merged row gets.
func (m *Fields) Text(f *Field) string { return f.text(m) }

func (f *Field) text(m *Fields) string {
	a, b := f.Field.Text(m.A), f.Field.Text(m.B)
	switch {
	case f.Side == B:
		return b
	case f.Side != Both:
		return a
	case a == b || b == "":
		return a
	case a == "":
		return b
	case f.Kind == schema.Choices:
		return a + ", " + b
	case f.Kind == schema.Lines:
		return joinLines(a, b)
	case strings.Contains(a, b):
		return a
	case strings.Contains(b, a):
		return b
	}
	return a + "\n" + b
}

// joinLines is the lines of both, each once.
func joinLines(a, b string) string {
	lines := strings.Split(a, "\n")
	for l := range strings.SplitSeq(b, "\n") {
		if !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// Lost lists the fields of which one of two different values is not in the result.
func (m *Fields) Lost() (out []*Field) {
	for i := range m.List {
		if f := &m.List[i]; f.Differs && f.Side != Both {
			out = append(out, f)
		}
	}
	return out
}

// Result is the row that is left: A's ID and version with the values that were chosen. What is not valid together is
// refused by schema.Validate.
func (m *Fields) Result() (model.Entity, error) {
	out := schema.Clone(m.A)
	for i := range m.List {
		f := &m.List[i]
		if f.Side == A {
			continue
		}
		if f.Side == B {
			f.Copy(out, m.B)
			continue
		}
		if err := f.SetText(out, f.text(m)); err != nil {
			return nil, err
		}
	}
	return out, schema.Validate(out)
}
