package rules_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/rules"
)

// TestRowDays: a row counts from its first day to its last one, both included, and one without them always.
func TestRowDays(t *testing.T) {
	for _, c := range []struct {
		what     string
		from, to model.Date
		want     []bool // on the days 9, 10, 11, 20 and 21
	}{
		{"10 to 20", 10, 20, []bool{false, true, true, true, false}},
		{"since ever to 20", 0, 20, []bool{true, true, true, true, false}},
		{"10 until further notice", 10, 0, []bool{false, true, true, true, true}},
		{"one day", 10, 10, []bool{false, true, false, false, false}},
		{"always", 0, 0, []bool{true, true, true, true, true}},
	} {
		r := rules.Rule{From: c.from, To: c.to}
		var got []bool
		for _, day := range []model.Date{9, 10, 11, 20, 21} {
			got = append(got, r.InForce(day))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// TestClosestRow: a row that names the target group goes before one that names the rate, and that before one that names
// the instrument; of two as close the first counts.
func TestClosestRow(t *testing.T) {
	group, rate, instrument := []string{"benefit"}, []string{"basic"}, []string{"flex", "traineeship"}
	all := rules.About{Group: "benefit", Rate: "basic", Instrument: "traineeship"}
	rows := []rules.Rule{
		{Key: "everybody", Kind: "week"}, {Key: "everybody again", Kind: "week"}, {Key: "instrument", Kind: "week",
			Instruments: instrument},
		{Key: "rate", Kind: "week", Rates: rate}, {Key: "rate and instrument", Kind: "week", Rates: rate,
			Instruments: instrument},
		{Key: "group", Kind: "week", Groups: group}, {Key: "another group", Kind: "week", Groups: []string{"x"},
			Instruments: instrument, Rates: rate},
		{Key: "another kind", Kind: "contract", Groups: group, Instruments: instrument, Rates: rate},
		{Key: "too late", Kind: "week", From: 11, Groups: group, Instruments: instrument},
	}
	for n, want := range map[int]string{2: "everybody", 3: "instrument", 4: "rate", 5: "rate and instrument",
		6: "group", 9: "group"} {
		set := &rules.Set{Rows: rows[:n]}
		if got := set.Find("week", 10, all); got == nil || got.Key != want {
			t.Errorf("of the first %d rows: got %+v, want %s", n, got, want)
		}
	}
	set := &rules.Set{Rows: rows}
	if got := set.Find("week", 10, rules.About{Group: "y"}); got.Key != "everybody" {
		t.Errorf("about somebody else: got %s", got.Key)
	}
	if got := set.Find("mentor", 10, all); got != nil {
		t.Errorf("a kind without rows: got %s", got.Key)
	}
	if got := (*rules.Set)(nil).Find("week", 10, all); got != nil {
		t.Errorf("without rules: got %s", got.Key)
	}
	var names []string
	for _, r := range set.All("week", 11, rules.About{Instrument: "traineeship"}) {
		names = append(names, r.Key)
	}
	if want := []string{"everybody", "everybody again", "instrument"}; !slices.Equal(names, want) {
		t.Errorf("all about a traineeship: got %q, want %q", names, want)
	}
}

func TestRowsOfADay(t *testing.T) {
	set := &rules.Set{Rows: []rules.Rule{{Key: "a", To: 9}, {Key: "b", From: 10}, {Key: "c", From: 11}}}
	keys := func(list []*rules.Rule) (out string) {
		for _, r := range list {
			out += r.Key
		}
		return out
	}
	for day, want := range map[model.Date]string{0: "abc", 1: "a", 9: "a", 10: "b", 11: "bc"} {
		if got := keys(set.On(day)); got != want {
			t.Errorf("on day %d: got %s, want %s", day, got, want)
		}
	}
	if r, ok := set.Named("b"); !ok || r != &set.Rows[1] {
		t.Errorf("named b: got %v, %v", r, ok)
	}
	if r, ok := set.Named("z"); ok || r != nil {
		t.Errorf("named z: got %v, %v", r, ok)
	}
}

func TestValuesOfARow(t *testing.T) {
	r := &rules.Rule{Values: map[string]int{"weeks": 0}, Danish: "da", English: "en"}
	if n, ok := r.Value("weeks"); n != 0 || !ok {
		t.Errorf("a value of 0: got %d, %v", n, ok)
	}
	if n, ok := (*rules.Rule)(nil).Value("weeks"); n != 0 || ok {
		t.Errorf("no row: got %d, %v", n, ok)
	}
	if got := [3]int{
		r.ValueOr("weeks", 7), r.ValueOr("months", 7), (*rules.Rule)(nil).ValueOr("weeks", 7),
	}; got != [3]int{0, 7, 7} {
		t.Errorf("got %v, want 0 7 7", got)
	}
	if r.Words("da") != "da" || r.Words("en") != "en" {
		t.Errorf("got %q and %q", r.Words("da"), r.Words("en"))
	}
}

// TestChoices: the groups and rates of a day, without what nobody knows, and found by any word for them.
func TestChoices(t *testing.T) {
	set := &rules.Set{Rows: []rules.Rule{
		{Kind: "group", Groups: []string{"old"}, Danish: "Gammel", English: "Old", To: 9},
		{Kind: "group", Groups: []string{"new"}, Danish: "Ny gruppe", English: "New group", From: 10,
			Also: []string{"nye"}},
		{Kind: "group", Groups: []string{"unsaid"}, Unknown: true},
		{Kind: "money", Rates: []string{"basic"}, Danish: "Grundsats", English: "Basic rate"},
		{Kind: "money", Danish: "Alle", English: "All"},
		{Kind: "week", Groups: []string{"x"}, Danish: "Andet", English: "Other"},
	}}
	for day, want := range map[model.Date][]rules.TargetGroup{9: {{"old", "Gammel", "Old"}}, 10: {{"new", "Ny gruppe",
		"New group"}}} {
		if got := set.TargetGroups(day); !slices.Equal(got, want) {
			t.Errorf("groups on day %d: got %v, want %v", day, got, want)
		}
	}
	if got, want := set.RateTypes(10), []rules.TargetGroup{{"basic", "Grundsats", "Basic rate"}}; !slices.Equal(got,
		want) {
		t.Errorf("rates: got %v, want %v", got, want)
	}
	for word, want := range map[string]string{"new": "new", " NY  gruppe ": "new", "New Group": "new", "nye": "new",
		"grundsats": "grundsats", "": "", "Alle": "Alle", "gammel": "old"} {
		if got := set.GroupKey(word); got != want {
			t.Errorf("group %q: got %q, want %q", word, got, want)
		}
	}
	for word, want := range map[string]string{"grundsats": "basic", "Alle": "Alle"} {
		if got := set.RateKey(word); got != want {
			t.Errorf("rate %q: got %q, want %q", word, got, want)
		}
	}
}

// TestFirstEnd: the last day of a first period, in weeks to the day, in months to the day before the same date.
func TestFirstEnd(t *testing.T) {
	set := &rules.Set{Rows: []rules.Rule{
		{Kind: "duration", Instruments: []string{"traineeship"}, Values: map[string]int{"first_weeks": 13}},
		{Kind: "duration", Instruments: []string{"subsidy"}, Values: map[string]int{"first_months": 6}},
		{Kind: "duration", Instruments: []string{"trial"}, Unknown: true, Values: map[string]int{"first_weeks": 1}},
		{Kind: "duration", Instruments: []string{"flex"}},
	}}
	for _, c := range []struct {
		instrument string
		start      model.Date
		want       model.Date
		row        int // -1 is none
	}{
		{"traineeship", on("2026-09-07"), on("2026-12-06"), 0},
		{"subsidy", on("2026-09-07"), on("2027-03-06"), 1},
		{"subsidy", on("2026-08-31"), on("2027-02-27"), 1}, // no 31 February: until the day before the 28th
		{"subsidy", on("2026-03-01"), on("2026-08-31"), 1},
		{"traineeship", 0, 0, 0},
		{"subsidy", 0, 0, 1},
		{"trial", on("2026-09-07"), 0, 2},
		{"flex", on("2026-09-07"), 0, 3},
		{"ordinary", on("2026-09-07"), 0, -1},
	} {
		got, row := set.FirstEnd(rules.About{Instrument: c.instrument}, c.start)
		var want *rules.Rule
		if c.row >= 0 {
			want = &set.Rows[c.row]
		}
		if got != c.want || row != want {
			t.Errorf("%s from %v: got %v by %v, want %v by %v", c.instrument, c.start, got, row, c.want, want)
		}
	}
}

// aRow is a row of a kind that Check lets through.
func aRow(kind string) *rules.Rule {
	r := ruleRow(kind, map[string]int{})
	k, _ := rules.KindNamed(kind)
	for _, v := range k.Values {
		if v.Must {
			r.Values[v.Name] = v.Min
		}
	}
	switch kind {
	case "duration":
		r.Values["first_weeks"] = 13
	case "money":
		r.Values["free_month"] = 0
	}
	if k.Named == "group" {
		r.Groups = []string{"benefit"}
	}
	if k.Words {
		r.Danish, r.English = "Navn", "Name"
	}
	return &r
}

// TestEveryKindHasARow: every kind of rule can be written, and each value at both ends of its range, but no further.
func TestEveryKindHasARow(t *testing.T) {
	for _, k := range rules.Kinds() {
		if err := rules.Check(aRow(k.Name)); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		}
		for _, v := range k.Values {
			for n, want := range map[int]string{v.Min - 1: "err.rule.range", v.Min: "", v.Max: "",
				v.Max + 1: "err.rule.range"} {
				r := aRow(k.Name)
				r.Values[v.Name] = n
				if got := ruleFault(rules.Check(r)); (got == "err.rule.range at "+v.Name) != (want != "") {
					t.Errorf("%s %s = %d: got %q, want %q", k.Name, v.Name, n, got, want)
				}
			}
			r := aRow(k.Name)
			if _, there := r.Values[v.Name]; there && v.Must {
				delete(r.Values, v.Name)
				if got, want := ruleFault(rules.Check(r)), "err.rule.missing at "+v.Name; got != want {
					t.Errorf("%s without %s: got %q, want %q", k.Name, v.Name, got, want)
				}
			}
		}
	}
	if _, ok := rules.KindNamed("x"); ok {
		t.Error("got a kind x")
	}
	if _, ok := rules.Kinds()[0].Value("x"); ok {
		t.Error("got a value x")
	}
}

func ruleFault(err error) string {
	var e *model.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Key + " at " + e.Field
}

func TestRowsThatAreRefused(t *testing.T) {
	long := strings.Repeat("a", 81)
	for _, c := range []struct {
		what, kind string
		spoil      func(*rules.Rule)
		want       string
	}{
		{"80 letters of a key", "week", func(r *rules.Rule) { r.Key = long[:80] }, ""},
		{"81 letters of a key", "week", func(r *rules.Rule) { r.Key = long }, "err.rule.key at key"},
		{"a key with a space", "week", func(r *rules.Rule) { r.Key = "a b" }, "err.rule.key at key"},
		{"an unknown kind", "week", func(r *rules.Rule) { r.Kind = "x" }, "err.rule.kind at kind"},
		{"the last day is the first", "week", func(r *rules.Rule) { r.From, r.To = 10, 10 }, ""},
		{"the last day before the first", "week", func(r *rules.Rule) { r.From, r.To = 10, 9 },
			"err.rule.order at valid_to"},
		{"no last day", "week", func(r *rules.Rule) { r.From = 10 }, ""},
		{"no confidence", "week", func(r *rules.Rule) { r.Confidence = "" }, "err.rule.confidence at confidence"},
		{"a source of spaces", "week", func(r *rules.Rule) { r.Source = "  " }, "err.rule.missing at source"},
		{"a group without a key", "group", func(r *rules.Rule) { r.Groups = nil }, "err.rule.one at group"},
		{"a group with two keys", "group", func(r *rules.Rule) { r.Groups = []string{"a", "b"} },
			"err.rule.one at group"},
		{"money of one rate", "money", func(r *rules.Rule) { r.Rates = []string{"a"} }, ""},
		{"money of two rates", "money", func(r *rules.Rule) { r.Rates = []string{"a", "b"} }, "err.rule.one at rate"},
		{"a week of two rates", "week", func(r *rules.Rule) { r.Rates = []string{"a", "b"} }, ""},
		{"an unknown instrument", "week", func(r *rules.Rule) { r.Instruments = []string{"x"} },
			"err.rule.instrument at instrument"},
		{"public utility work", "week", func(r *rules.Rule) { r.Instruments = []string{"utility"} }, ""},
		{"a group twice", "week", func(r *rules.Rule) { r.Groups = []string{"a", "b", "a"} },
			"err.rule.twice at group"},
		{"a rate with a capital", "week", func(r *rules.Rule) { r.Rates = []string{"A"} }, "err.rule.key at rate"},
		{"80 letters of a group", "week", func(r *rules.Rule) { r.Groups = []string{long[:80]} }, ""},
		{"81 letters of a group", "week", func(r *rules.Rule) { r.Groups = []string{long} }, "err.rule.key at group"},
		{"1000 letters of a link", "week", func(r *rules.Rule) { r.Link = strings.Repeat("a", 1000) }, ""},
		{"1001 letters of a link", "week", func(r *rules.Rule) { r.Link = strings.Repeat("a", 1001) },
			"err.rule.words at link"},
		{"a control character at the beginning", "week", func(r *rules.Rule) { r.Link = "\x1bx" },
			"err.rule.words at link"},
		{"a control character at the end", "week", func(r *rules.Rule) { r.Link = "x\x1b" },
			"err.rule.words at link"},
		{"only Danish", "week", func(r *rules.Rule) { r.Danish = "Uge" }, "err.rule.missing at en"},
		{"only English", "week", func(r *rules.Rule) { r.English = "Week" }, "err.rule.missing at da"},
		{"no words for a group", "group", func(r *rules.Rule) { r.Danish, r.English = "", "" },
			"err.rule.missing at da"},
		{"no words for what is not known", "week", func(r *rules.Rule) { r.Unknown, r.Values = true, nil },
			"err.rule.missing at da"},
		{"words for what is not known", "week", func(r *rules.Rule) {
			r.Unknown, r.Values, r.Danish, r.English = true,
				nil, "a", "b"
		}, ""},
		{"a value of what is not known", "week", func(r *rules.Rule) {
			r.Unknown, r.Danish, r.English = true, "a",
				"b"
		}, "err.rule.unknown at hours"},
		{"other words for a group", "group", func(r *rules.Rule) { r.Also = []string{"x"} }, ""},
		{"other words for a week", "week", func(r *rules.Rule) { r.Also = []string{"x"} }, "err.rule.field at also"},
		{"a value of another kind", "week", func(r *rules.Rule) { r.Values["per"] = 5 }, "err.rule.field at per"},
		{"the first in the alphabet is told", "week", func(r *rules.Rule) {
			r.Values["b"], r.Values["a"],
				r.Values["c"] = 1, 1, 1
		}, "err.rule.field at a"},
		{"money by the month and by the hour", "money", func(r *rules.Rule) { r.Values["free_hour"] = 1 },
			"err.rule.either at free_month"},
		{"money by neither", "money", func(r *rules.Rule) { delete(r.Values, "free_month") },
			"err.rule.either at free_month"},
		{"a period in weeks and months", "duration", func(r *rules.Rule) { r.Values["first_months"] = 3 },
			"err.rule.either at first_weeks"},
		{"a period in neither", "duration", func(r *rules.Rule) { delete(r.Values, "first_weeks") },
			"err.rule.either at first_weeks"},
		{"an extension to the same", "duration", func(r *rules.Rule) { r.Values["extend_to_weeks"] = 13 },
			"err.rule.longer at extend_to_weeks"},
		{"an extension by a week", "duration", func(r *rules.Rule) { r.Values["extend_to_weeks"] = 14 }, ""},
		{"an extension of months", "duration", func(r *rules.Rule) {
			r.Values = map[string]int{"first_months": 6, "extend_to_weeks": 60}
		}, "err.rule.missing at first_weeks"},
		{"steps without an extension", "duration", func(r *rules.Rule) { r.Values["step_weeks"] = 13 },
			"err.rule.missing at extend_to_weeks"},
		{"an extension that may not be", "duration", func(r *rules.Rule) {
			r.Values["extend_to_weeks"],
				r.Values["extendable"] = 26, 0
		}, "err.rule.either at extendable"},
		{"an extension that may be", "duration", func(r *rules.Rule) {
			r.Values["extend_to_weeks"],
				r.Values["extendable"] = 26, 1
		}, ""},
	} {
		r := aRow(c.kind)
		c.spoil(r)
		if got := ruleFault(rules.Check(r)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
	r := aRow("week")
	r.Kind = "x"
	if got := rules.Check(r).(*model.Error).Args["known"].(string); !strings.HasPrefix(got, "group, ratio, exempt") ||
		!strings.HasSuffix(got, "money, insurance, reminder, vitas") {
		t.Errorf("the known kinds: got %s", got)
	}
	r = aRow("week")
	r.Values["x"] = 1
	if got := rules.Check(r).(*model.Error).Args["known"].(string); !strings.HasPrefix(got, "kind, group") ||
		!strings.HasSuffix(got, "also, hours") {
		t.Errorf("the known lines: got %s", got)
	}
}

// TestRowsOverlap: two rows speak of the same when they share a day and everything they name.
func TestRowsOverlap(t *testing.T) {
	for _, c := range []struct {
		what string
		a, b rules.Rule
		want bool
	}{
		{"two for ever", rules.Rule{}, rules.Rule{}, true},
		{"the last day is the other's first", rules.Rule{To: 10}, rules.Rule{From: 10}, true},
		{"the last day is before the other's first", rules.Rule{To: 9}, rules.Rule{From: 10}, false},
		{"the second until further notice", rules.Rule{From: 5, To: 10}, rules.Rule{From: 1}, true},
		{"the first until further notice", rules.Rule{From: 5}, rules.Rule{From: 1, To: 5}, true},
		{"over before the other begins", rules.Rule{From: 5}, rules.Rule{From: 1, To: 4}, false},
		{"a group in common", rules.Rule{Groups: []string{"a", "b"}}, rules.Rule{Groups: []string{"c", "b"}}, true},
		{"no group in common", rules.Rule{Groups: []string{"a"}}, rules.Rule{Groups: []string{"c"}}, false},
		{"one is closer", rules.Rule{Groups: []string{"a"}}, rules.Rule{}, false},
		{"no instrument in common", rules.Rule{Instruments: []string{"a"}}, rules.Rule{Instruments: []string{"b"}},
			false},
		{"no rate in common", rules.Rule{Rates: []string{"a"}}, rules.Rule{Rates: []string{"b"}}, false},
	} {
		c.a.Kind, c.b.Kind = "week", "week"
		if got, back := rules.Overlap(&c.a, &c.b), rules.Overlap(&c.b, &c.a); got != c.want || back != c.want {
			t.Errorf("%s: got %v and %v the other way round, want %v", c.what, got, back, c.want)
		}
		c.b.Kind = "mentor"
		if rules.Overlap(&c.a, &c.b) {
			t.Errorf("%s, of another kind: got an overlap", c.what)
		}
		c.a.Kind, c.b.Kind = "reminder", "reminder"
		if rules.Overlap(&c.a, &c.b) {
			t.Errorf("%s, two reminders: got an overlap", c.what)
		}
	}
}

// TestValuesAreWrittenAndRead: a value in each unit, as files, programs and people have it.
func TestValuesAreWrittenAndRead(t *testing.T) {
	for _, c := range []struct {
		unit   string
		n      int
		text   string
		number any
	}{
		{"weeks", 13, "13", 13}, {"hours", 30, "7.5", 7.5}, {"hours", 1, "0.25", 0.25}, {"kroner", 2866, "28.66",
			28.66},
		{"yesno", 1, "yes", true}, {"yesno", 0, "no", false}, {"number", 0, "0", 0},
	} {
		v := rules.ValueSpec{Name: "x", Unit: c.unit}
		if got := v.Text(c.n); got != c.text {
			t.Errorf("%d %s: written %q, want %q", c.n, c.unit, got, c.text)
		}
		if got := v.Number(c.n); got != c.number {
			t.Errorf("%d %s: for programs %v, want %v", c.n, c.unit, got, c.number)
		}
		if got, err := v.Parse(c.text); got != c.n || err != nil {
			t.Errorf("%q %s: read %d, %v, want %d", c.text, c.unit, got, err, c.n)
		}
	}
	for _, c := range [][2]string{{"hours", "x"}, {"kroner", "x"}, {"yesno", "x"}, {"yesno", ""}, {"number", "x"},
		{"number", "1000001"}} {
		v := rules.ValueSpec{Name: "x", Unit: c[0]}
		if got, err := v.Parse(c[1]); ruleFault(err) != "err.rule.value."+c[0]+" at x" {
			t.Errorf("%q %s: got %d, %v", c[1], c[0], got, err)
		}
	}
	if got, err := (rules.ValueSpec{Unit: "number"}).Parse("1 000 000"); got != 1_000_000 || err != nil {
		t.Errorf("a million: got %d, %v", got, err)
	}
}
