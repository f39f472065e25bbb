package importer

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

var today = model.NewDate(2026, 11, 22)

// words knows some options in Danish, as the caller's tables would.
func words(_, _, text string) (string, bool) {
	key, ok := map[string]string{
		"mandag": "mon", "man": "mon", "tirsdag": "tue", "fredag": "fri", "fre": "fri", "måske": "maybe",
		"allerede": "does", "bil": "car", "cykel": "bike",
		"samarbejde": "cooperation", "partner": "partner", "løfter ikke": "no_lifting", "ro": "quiet", "god": "good",
		"aktiv": "active",
	}[strings.ToLower(text)]
	return key, ok
}

func options() Options {
	return Options{Today: today, Responsible: "anna00000000", Words: words,
		Refs: func(typ, text string) (string, bool) {
			return "bent00000000", typ == "consultant" && text == "BB"
		}}
}

// file makes a source of text.
func file(t testing.TB, name, text string) *Source {
	t.Helper()
	src, err := Read(context.Background(), bytes.NewReader([]byte(text)), int64(len(text)), name)
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return src
}

// plan reads text as an import and fails the test when the whole file is refused.
func plan(t testing.TB, there Existing, typ, text string, opts Options) *Plan {
	t.Helper()
	p, err := NewPlan(context.Background(), file(t, "test.csv", text), there, typ, opts)
	if err != nil {
		t.Fatalf("plan: %v", err)
	}
	return p
}

// memoryStore is a store in memory.
type memoryStore map[string][]model.Entity

func (s memoryStore) Each(ctx context.Context, typ string, _ schema.Query, do func(model.Entity) error) error {
	for _, e := range s[typ] {
		if err := do(e); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// apply does what the store does with a change set.
func (s memoryStore) apply(set model.ChangeSet) {
	for c := range set.All() {
		typ := schema.TypeOf(c.Row()).Name
		if c.Before == nil {
			if c.After.Meta().ID == "" {
				c.After.Meta().ID = model.NewID() // as the store does
			}
			s[typ] = append(s[typ], c.After)
			continue
		}
		i := slices.IndexFunc(s[typ], func(e model.Entity) bool { return e.Meta().ID == c.Before.Meta().ID })
		s[typ][i] = c.After
	}
}

// companies gives the new and changed companies of a plan.
func companies(p *Plan) (out []*model.Company) {
	for _, r := range p.All() {
		if r.Change().After != nil {
			out = append(out, r.Change().After.(*model.Company))
		}
	}
	return out
}

// reasons gives the keys of the reasons of a row.
func reasons(r Row) string {
	var keys []string
	for _, e := range r.Reasons {
		keys = append(keys, e.Key)
	}
	return strings.Join(keys, " ")
}

func wantCounts(t *testing.T, p *Plan, want map[Verdict]int) {
	t.Helper()
	for _, v := range []Verdict{New, Changed, Unchanged, Merged, Skipped, Refused} {
		if p.Counts[v] != want[v] {
			for _, r := range p.All() {
				t.Logf("line %d: %s %s", r.Line, r.Verdict, reasons(r))
			}
			t.Fatalf("got counts %v, want %v", p.Counts, want)
		}
	}
}

// fields writes the filled fields of an entity, for comparing.
func fields(e model.Entity, keys ...string) string {
	typ := schema.TypeOf(e)
	var out []string
	for _, k := range keys {
		f, ok := typ.Field(k)
		if !ok {
			return "no field " + k
		}
		out = append(out, f.Text(e))
	}
	return strings.Join(out, " | ")
}
