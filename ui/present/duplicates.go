package present

import (
	"strings"

	"jobspor/model"
	"jobspor/model/merge"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// EvidenceKeys are the keys of what two rows have in common.
func EvidenceKeys(l service.LookAlike) []string {
	keys := []string{}
	for _, k := range l.Evidence {
		keys = append(keys, k.Key)
	}
	return keys
}

// Evidence says what two rows have in common: "samme telefon, næsten samme navn".
func (w Words) Evidence(l service.LookAlike) string {
	var out []string
	for _, key := range EvidenceKeys(l) {
		out = append(out, w.T("duplicate."+key))
	}
	return strings.Join(out, ", ")
}

// Level says how sure it is that two rows are the same.
func (w Words) Level(l service.LookAlike) string { return w.T("duplicate.level." + l.Level.String()) }

// LooksLike says in one line which row another one looks like, and why.
func (w Words) LooksLike(l service.LookAlike) string {
	return w.T("duplicate.like", "name", ShownName(l.Row), "evidence", w.Evidence(l))
}

// ShownName is a row's name with what tells it from others of the name: the town of a workplace; a citizen's initials
// and number.
func ShownName(e model.Entity) string {
	if c, ok := e.(*model.Company); ok {
		return service.JoinNonEmpty(", ", c.ShownName(), c.Town)
	}
	return service.NameIn(e)
}

// MergeLine is one field of two rows that become one.
type MergeLine struct {
	Key, Label   string
	A, B, Result string
	Side         merge.Side
	Reason       string // in words
	Differs      bool
}

// MergeLines are the fields in which something is decided, in table order: two values, or one that the row that stays
// gets.
func (w Words) MergeLines(m *service.Merge, name func(typ, id string) string) (out []MergeLine) {
	t := schema.TypeOf(m.A)
	left, err := m.Result()
	for i := range m.List {
		f := &m.List[i]
		if f.Given || f.Field.Text(m.A) == f.Field.Text(m.B) || !f.Differs && f.Side == merge.A {
			continue
		}
		l := MergeLine{
			Key: f.Key, Label: w.Field(t, f.Field), A: w.Value(f.Field, m.A, name), B: w.Value(f.Field, m.B, name),
			Side: f.Side, Reason: w.T("merge.reason." + f.Reason), Differs: f.Differs,
		}
		switch {
		case err == nil:
			l.Result = w.Value(f.Field, left, name)
		case f.Side == merge.B:
			l.Result = l.B
		default:
			l.Result = l.A
		}
		out = append(out, l)
	}
	return out
}

// Carried says what goes along in a merge: "3 kontakter, 1 opgave".
func (w Words) Carried(counts map[string]int) string {
	var out []string
	for _, t := range schema.Types() {
		if n := counts[t.Name]; n > 0 {
			out = append(out, w.T("err.store.used."+t.Name, "n", n))
		}
	}
	return strings.Join(out, ", ")
}

// MergeNotes are what else a merge says before it is done: what goes along, what becomes one, what stays two.
func (w Words) MergeNotes(m *service.Merge) (out []string) {
	if moved := w.Carried(m.Moved); moved != "" {
		out = append(out, w.T("merge.moved", "what", moved))
	}
	if joined := w.Carried(m.Joined); joined != "" {
		out = append(out, w.T("merge.joined", "what", joined))
	}
	if m.Fixed > 0 {
		out = append(out, w.T("merge.fixed", "n", m.Fixed))
	}
	return out
}
