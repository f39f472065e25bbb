package schema

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
)

func TestCPRIsRefusedInEveryTypedField(t *testing.T) {
	for _, typ := range Types() {
		for i := range typ.Fields {
			f := &typ.Fields[i]
			if f.MayCPR {
				continue
			}
			if err := f.SetText(typ.New(), "010203-1234"); err == nil {
				t.Errorf("%s.%s accepts what looks like a CPR number", typ.Name, f.Key)
			}
		}
	}
}

// draw gives an entity with random acceptable values in every field.
func draw(t *rapid.T, typ *Type) model.Entity {
	e := typ.New()
	e.Meta().ID = model.NewID()
	for i := range typ.Fields {
		f := &typ.Fields[i]
		var s string
		switch f.Kind {
		case Text, LongText, Lines, Ref:
			s = rapid.StringMatching(`[a-zæøåA-Z][a-zæøå &,;.]{0,20}[a-z]`).Draw(t, f.Key)
			if f.Check != nil {
				s = ""
			}
			if f.Max > 0 && f.Max < 50 {
				s = "Mk"
			}
		case Number:
			s = rapid.SampledFrom([]string{"", "0", "7", "99"}).Draw(t, f.Key)
			if n, _ := strconv.Atoi(s); f.Max > 0 && n > f.Max {
				s = strconv.Itoa(f.Max)
			}
		case HoursKind, FTEKind:
			s = rapid.SampledFrom([]string{"", "0", "7.25", "12"}).Draw(t, f.Key)
		case DateKind:
			s = rapid.SampledFrom([]string{"", "2026-11-22", "2024-02-29"}).Draw(t, f.Key)
		case Flag:
			s = rapid.SampledFrom([]string{"no", "yes"}).Draw(t, f.Key)
		case TriKind:
			s = rapid.SampledFrom([]string{"", "no", "yes"}).Draw(t, f.Key)
		case Choice:
			s = rapid.SampledFrom(append([]string{""}, f.Options...)).Draw(t, f.Key)
		case Choices:
			s = strings.Join(rapid.SliceOfDistinct(rapid.SampledFrom(f.Options), rapid.ID).Draw(t, f.Key), ", ")
		}
		if f.Required && s == "" {
			s = map[bool]string{true: "2026-01-01", false: "x"}[f.Kind == DateKind]
			if len(f.Options) > 0 {
				s = f.Options[0]
			} else if f.Check != nil {
				s = "13748136" // the one number that is both required and checked is a CVR number
			}
		}
		if err := f.SetText(e, s); err != nil {
			t.Fatalf("%s.%s = %q: %v", typ.Name, f.Key, s, err)
		}
	}
	return e
}

func TestFieldsComeBackByTextAndSQLAndCopy(t *testing.T) {
	for _, typ := range Types() {
		t.Run(typ.Name, rapid.MakeCheck(func(t *rapid.T) {
			e := draw(t, typ)
			byText, bySQL := typ.New(), typ.New()
			byText.Meta().ID, bySQL.Meta().ID = e.Meta().ID, e.Meta().ID
			for i := range typ.Fields {
				f := &typ.Fields[i]
				if err := f.SetText(byText, f.Text(e)); err != nil {
					t.Fatalf("SetText(%s, %q): %v", f.Key, f.Text(e), err)
				}
				if err := f.SetSQL(bySQL, f.SQL(e)); err != nil {
					t.Fatalf("SetSQL(%s): %v", f.Key, err)
				}
			}
			for name, got := range map[string]model.Entity{"text": byText, "sql": bySQL, "clone": Clone(e)} {
				if !Equal(got, e) {
					t.Fatalf("by %s: got %+v, want %+v", name, got, e)
				}
			}
		}))
	}
}

// TestTablesCoverStructs proves that every exported struct field stands in its field table exactly once.
func TestTablesCoverStructs(t *testing.T) {
	for _, typ := range Types() {
		e := typ.New()
		seen := map[any]string{}
		for i := range typ.Fields {
			f := &typ.Fields[i]
			p := f.Pointer(e)
			if other, twice := seen[p]; twice {
				t.Errorf("%s: %s and %s reach the same struct field", typ.Name, f.Key, other)
			}
			seen[p] = f.Key
			if len(f.Options) > 0 != (f.Kind == Choice || f.Kind == Choices) {
				t.Errorf("%s.%s: options and kind do not fit", typ.Name, f.Key)
			}
			if _, ok := TypeNamed(f.To); f.Kind == Ref && !ok {
				t.Errorf("%s.%s refers to unknown type %q", typ.Name, f.Key, f.To)
			}
		}
		v := reflect.ValueOf(e).Elem()
		for i := range v.NumField() {
			if sf := v.Type().Field(i); sf.Name != "Head" && seen[v.Field(i).Addr().Interface()] == "" {
				t.Errorf("%s.%s has no row in the field table", typ.Name, sf.Name)
			}
		}
		if TypeOf(e) == nil || TypeOf(e).Name != typ.Name {
			t.Errorf("TypeOf does not know %s", typ.Name)
		}
	}
}

func TestValidateNamesEveryFault(t *testing.T) {
	c := &model.Company{CVR: "24256791", Postcode: "99", Industry: "561110"}
	err := Validate(c)
	var e *model.Error
	if !errors.As(err, &e) || e.Field != "name" || len(e.More) != 2 || e.More[0].Field != "cvr" ||
		e.More[1].Field != "postcode" {
		t.Fatalf("Validate = %v, want name, cvr and postcode named", err)
	}
	if err := Validate(&model.Company{Name: "Café", Industry: "561110"}); model.CodeOf(err) != model.Invalid {
		t.Errorf("an industry code without its system is accepted")
	}
	if err := Validate(&model.Company{Name: "esc\x1b[2J"}); model.CodeOf(err) != model.Invalid {
		t.Errorf("a terminal escape in a name is accepted")
	}
}

// TestCheckedTextsHaveAForm: a text with a rule is brought into one form before, or every way in would read it apart. A
// time of day stays as written.
func TestCheckedTextsHaveAForm(t *testing.T) {
	for _, typ := range Types() {
		for i := range typ.Fields {
			if f := &typ.Fields[i]; f.Check != nil && f.Normal == nil && f.Kind == Text {
				t.Errorf("%s.%s has a check and no form", typ.Name, f.Key)
			}
		}
	}
}

func TestPackedRowsComeBack(t *testing.T) {
	for _, typ := range Types() {
		t.Run(typ.Name, rapid.MakeCheck(func(t *rapid.T) {
			e := draw(t, typ)
			e.Meta().ID = rapid.SampledFrom([]string{"", "x"}).Draw(t, "id")
			e.Meta().Version = rapid.Int64().Draw(t, "version")
			if got := typ.Unpack(Pack(e)); !Equal(got, e) || *got.Meta() != *e.Meta() {
				t.Fatalf("got %+v, want %+v", got, e)
			}
		}))
	}
}
