package model

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCVR(t *testing.T) {
	for _, s := range []string{"13748136", "24256790", "13585628", "29102384", "10172748"} {
		if err := CheckCVR(s); err != nil {
			t.Errorf("CheckCVR(%s) = %v, want accepted", s, err)
		}
	}
	for _, s := range []string{"24256791", "13585627", "12345678", "10000000", "00000000", "", "1374813", "137481360", "1374813x", "１3748136"} {
		if err := CheckCVR(s); CodeOf(err) != Invalid {
			t.Errorf("CheckCVR(%q) = %v, want refused", s, err)
		}
	}
}

func TestHasCPR(t *testing.T) {
	yes := []string{
		"010203-1234", "0102031234", "hun har 311299-9876 i dag", "(290200-1111)", "010203 1234", "010203–1234",
		"٠١٠٢٠٣-١٢٣٤", "０１０２０３-１２３４", "0102\u200b031234", "cpr:2902001111.",
	}
	for _, s := range yes {
		if !HasCPR(s) {
			t.Errorf("HasCPR(%q) = false, want true", s)
		}
	}
	no := []string{
		"", "320103-1234", "011303-1234", "000103-1234", "1027258340", "+45 12 34 56 78", "4512345678", "13748136",
		"01020312345", "10102031234", "2026-11-22", "310203-1234", "290201-1234", "kl. 010203", "0102-031234", "22-11-2026 14:30",
	}
	for _, s := range no {
		if HasCPR(s) {
			t.Errorf("HasCPR(%q) = true, want false", s)
		}
	}
}

func TestEveryValidCPRShapeIsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := NewDate(1900, 1, 1).Add(rapid.IntRange(0, 47000).Draw(t, "day")).Time()
		tail := rapid.StringMatching(`[0-9]{4}`).Draw(t, "tail")
		dash := rapid.SampledFrom([]string{"", "-", " "}).Draw(t, "dash")
		around := rapid.StringMatching(`[a-zæøå ,.()]{0,9}`)
		s := around.Draw(t, "before") + day.Format("020106") + dash + tail + around.Draw(t, "after")
		if !HasCPR(s) {
			t.Fatalf("HasCPR(%q) = false", s)
		}
	})
}

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

func TestParseDate(t *testing.T) {
	today := NewDate(2026, 11, 22) // a Sunday, week 47
	for in, want := range map[string]string{
		"": "", "2026-11-22": "2026-11-22", "22-11-2026": "2026-11-22", "22/11 2026": "2026-11-22", "1.2.2027": "2027-02-01",
		"26/11": "2026-11-26", "1/1": "2027-01-01", "29/2": "2028-02-29", "i dag": "2026-11-22", "i morgen": "2026-11-23",
		"fre": "2026-11-27", "søn": "2026-11-29", "+14": "2026-12-06", "+2u": "2026-12-06", "uge 48": "2026-11-23", "uge 53": "2026-12-28", "u1": "2027-01-04",
	} {
		got, err := ParseDate(in, today)
		if err != nil || got.String() != want {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"31/2 2026", "32/1", "2026-13-01", "abc", "+x", "uge 54", "1/2/3/4", "-1-2-3", "99999-1-1"} {
		if _, err := ParseDate(in, today); err == nil {
			t.Errorf("ParseDate(%q) accepted", in)
		}
	}
	if _, err := ParseDate("fre", 0); err == nil {
		t.Error("a day word without a today is accepted")
	}
}

func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tm := time.Unix(rapid.Int64Range(-60000000000, 250000000000).Draw(t, "s"), 0).UTC()
		d := DateOf(tm)
		if got := d.String(); got != tm.Format("2006-01-02") {
			t.Fatalf("got %s, want %s", got, tm.Format("2006-01-02"))
		}
		if y, w := d.Week(); d.Monday().Weekday() != time.Monday || func() bool { my, mw := d.Monday().Week(); return my != y || mw != w }() {
			t.Fatalf("Monday of %v is not in its week", d)
		}
		back, err := ParseDate(d.String(), 0)
		if err != nil || back != d {
			t.Fatalf("%v does not come back: %v %v", d, back, err)
		}
	})
}

func TestParseHours(t *testing.T) {
	for in, want := range map[string]string{"7,25": "7.25", "7.5": "7.5", "12": "12", "0": "0", "37 t": "37", "2,50": "2.5", "4 timer": "4"} {
		if got, err := ParseHours(in); err != nil || got.String() != want {
			t.Errorf("ParseHours(%q) = %v, %v, want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"7,25,5", "7,3", "-1", "+2", "", "x", "1e3", "7.255"} {
		if _, err := ParseHours(in); err == nil {
			t.Errorf("ParseHours(%q) accepted", in)
		}
	}
}

// draw gives an entity with random acceptable values in every field.
func draw(t *rapid.T, typ *Type) Entity {
	e := typ.New()
	e.Meta().ID = NewID()
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
			for name, got := range map[string]Entity{"text": byText, "sql": bySQL, "clone": Clone(e)} {
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
			p := f.at(e)
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
	c := &Company{CVR: "24256791", Postcode: "99", Industry: "561110"}
	err := Validate(c)
	var e *Error
	if !errors.As(err, &e) || e.Field != "name" || len(e.More) != 2 || e.More[0].Field != "cvr" || e.More[1].Field != "postcode" {
		t.Fatalf("Validate = %v, want name, cvr and postcode named", err)
	}
	if err := Validate(&Company{Name: "Café", Industry: "561110"}); CodeOf(err) != Invalid {
		t.Errorf("an industry code without its system is accepted")
	}
	if err := Validate(&Company{Name: "esc\x1b[2J"}); CodeOf(err) != Invalid {
		t.Errorf("a terminal escape in a name is accepted")
	}
}

func FuzzParsers(f *testing.F) {
	for _, s := range []string{"", "7,25", "26/11", "uge 53", "ja", "010203-1234", "4.50", "-", "+", "u", "/", "\x00", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s, NewDate(2026, 11, 22)); err == nil && d != 0 {
			if back, err := ParseDate(d.String(), 0); err != nil || back != d {
				t.Errorf("date %q gives %v, which does not come back", s, d)
			}
		}
		if h, err := ParseHours(s); err == nil {
			if back, err := ParseHours(h.String()); err != nil || back != h {
				t.Errorf("hours %q gives %v, which does not come back", s, h)
			}
		}
		if v, err := ParseFTE(s); err == nil {
			if back, err := ParseFTE(v.String()); err != nil || back != v {
				t.Errorf("fte %q gives %v, which does not come back", s, v)
			}
		}
		HasCPR(s)
	})
}
