package dump

import (
	"encoding/json"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// samples are values of each kind as the database holds them; the first is an odd one.
func samples(f *schema.Field) []any {
	switch f.Kind {
	case schema.Number:
		return []any{int64(0), int64(1_000_000)}
	case schema.HoursKind:
		return []any{int64(0), int64(51), int64(148)} // quarters: 12.75 and 37
	case schema.FTEKind:
		return []any{int64(0), int64(5), int64(123_456)}
	case schema.Flag, schema.TriKind:
		return []any{int64(0), int64(1)}
	case schema.DateKind:
		return []any{"2024-02-29", "1999-12-31"}
	case schema.Choice:
		return []any{f.Options[0], f.Options[len(f.Options)-1]}
	case schema.Choices:
		return []any{f.Options[0], f.Options[0] + ", " + f.Options[len(f.Options)-1]}
	case schema.Lines:
		return []any{"én, to; \"tre\"", "a\nb\t<c>"}
	}
	return []any{"Ærø \"\\\" <&> \u2028 😀", " foran og bag ", "0"}
}

// TestEveryFieldComesBack writes and reads every field of every type with values of its kind.
func TestEveryFieldComesBack(t *testing.T) {
	fields := 0
	for _, typ := range schema.Types() {
		for i := range typ.Fields {
			f := &typ.Fields[i]
			fields++
			for _, v := range samples(f) {
				e, got := typ.New(), typ.New()
				if err := f.SetSQL(e, v); err != nil {
					t.Fatalf("%s.%s: %v", typ.Name, f.Key, err)
				}
				text := appendFields(nil, typ, e)
				if !json.Valid(text) {
					t.Errorf("%s.%s: %s is not JSON", typ.Name, f.Key, text)
				}
				if err := readFields(typ, got, text); err != nil {
					t.Errorf("%s.%s: %s: %v", typ.Name, f.Key, text, err)
				}
				if f.SQL(got) != f.SQL(e) {
					t.Errorf("%s.%s: got %v, want %v (%s)", typ.Name, f.Key, f.SQL(got), f.SQL(e), text)
				}
			}
		}
	}
	if fields < 200 {
		t.Errorf("only %d fields", fields)
	}
}

// TestValuesAreTakenAsTheyAre: what a field would change is refused.
func TestValuesAreTakenAsTheyAre(t *testing.T) {
	for _, c := range []struct{ key, raw string }{
		{"name", `12`}, {"name", `null`}, {"name", `["a"]`},
		{"fte", `"12"`}, {"fte", `null`}, {"fte", `-1`}, {"fte", `1e3`}, {"fte", `1.255`}, {"fte", `true`},
		{"min_hours", `12.1`},
		{"open_places", `1.5`}, {"open_places", `"2"`},
		{"fte_on", `"29-11-2026"`}, {"fte_on", `"2026-02-30"`}, {"fte_on", `20261126`},
		{"open_to_hire", `1`}, {"open_to_hire", `"yes"`}, {"open_to_hire", `null`},
		{"days", `"mon"`}, {"days", `["mon","blursday"]`}, {"days", `["fri","mon"]`}, {"days", `[1]`},
		{"no_such_field", `"x"`},
	} {
		typ := schema.CompanyType()
		err := readFields(typ, typ.New(), json.RawMessage(`{"`+c.key+`":`+c.raw+`}`))
		if model.CodeOf(err) != model.Invalid {
			t.Errorf("%s = %s: %v, want Invalid", c.key, c.raw, err)
		}
	}
}
