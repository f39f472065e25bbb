package model

import (
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
	for _, s := range []string{
		"24256791", "13585627", "12345678", "10000000", "00000000", "", "1374813", "137481360", "1374813x", "１3748136",
	} {
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
		"01020312345", "10102031234", "2026-11-22", "310203-1234", "290201-1234", "kl. 010203", "01020-31234",
		"22-11-2026 14:30",
	}
	for _, s := range no {
		if HasCPR(s) {
			t.Errorf("HasCPR(%q) = true, want false", s)
		}
	}
}

func TestParseDate(t *testing.T) {
	today := NewDate(2026, 11, 22) // a Sunday, week 47
	for in, want := range map[string]string{
		"": "", "2026-11-22": "2026-11-22", "22-11-2026": "2026-11-22", "22/11 2026": "2026-11-22",
		"1.2.2027": "2027-02-01",
		"26/11":    "2026-11-26", "1/1": "2027-01-01", "i dag": "2026-11-22",
		"i morgen": "2026-11-23",
		"fre":      "2026-11-27", "søn": "2026-11-22", "+14": "2026-12-06", "+2u": "2026-12-06", "uge 48": "2026-11-23",
		"uge 53": "2026-12-28", "u1": "2027-01-04",
	} {
		got, err := ParseDate(in, Future.From(today))
		if err != nil || got.String() != want {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", in, got, err, want)
		}
	}
	for _, in := range []string{
		"31/2 2026", "29/2", "32/1", "2026-13-01", "abc", "+x", "uge 54", "1/2/3/4", "-1-2-3", "99999-1-1",
	} {
		if _, err := ParseDate(in, Future.From(today)); err == nil {
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
		if y, w := d.Week(); d.Monday().Weekday() != time.Monday ||
			func() bool { my, mw := d.Monday().Week(); return my != y || mw != w }() {
			t.Fatalf("Monday of %v is not in its week", d)
		}
		if back, ok := ISODate(d.String()); !ok || back != d {
			t.Fatalf("%v does not come back: %v", d, back)
		}
		back, err := ParseDate(d.String(), 0)
		if d.Time().Year() >= FirstYear && (err != nil || back != d) {
			t.Fatalf("%v does not come back: %v %v", d, back, err)
		}
	})
}

func TestParseHours(t *testing.T) {
	for in, want := range map[string]string{
		"7,25": "7.25", "7.5": "7.5", "12": "12", "0": "0", "37 t": "37", "2,50": "2.5", "4 timer": "4",
	} {
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

func FuzzParsers(f *testing.F) {
	for _, s := range []string{
		"", "7,25", "26/11", "uge 53", "ja", "010203-1234", "4.50", "-", "+", "u", "/", "\x00", "٣",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s, Future.From(NewDate(2026, 11, 22))); err == nil && d != 0 {
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
