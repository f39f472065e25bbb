package ruleset

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/lang"
)

func builtin(t testing.TB) *rules.Set {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func day(s string) model.Date {
	d, err := model.ParseDate(s, 0)
	if err != nil {
		panic(err)
	}
	return d
}

// TestRatioTable: the places that the ratio rule gives for so many full-time equivalents.
func TestRatioTable(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		n      string
		places int
	}{{"0", 1}, {"0.01", 1}, {"4.99", 1}, {"5", 1}, {"9", 1}, {"9.99", 1}, {"10", 2}, {"14", 2}, {"14.99", 2},
		{"15", 3}, {"19", 3}, {"20", 4}, {"24", 4}, {"24.99", 4},
		{"25", 5}, {"29", 5}, {"49", 9}, {"49.99", 9}, {"50", 10}, {"59", 10}, {"59.99", 10}, {"60", 11}, {"100", 15},
		{"250", 30}} {
		n, err := model.ParseFTE(c.n)
		if err != nil {
			t.Fatal(err)
		}
		for _, on := range []string{"2020-01-01", "2024-06-01", "2025-01-01", "2026-11-25"} {
			places, rule := r.RatioPlaces(n, day(on))
			if places != c.places || rule == nil {
				t.Errorf("n = %s on %s: got %d places by %v, want %d", c.n, on, places, rule, c.places)
			}
		}
	}
	if places, rule := r.RatioPlaces(1000, day("2019-12-31")); places != 0 || rule == nil || !rule.Unknown {
		t.Errorf("before 2020: got %d by %v, want a row that is not known", places, rule)
	}
	if places, rule := r.RatioPlaces(2400, day("2027-01-01")); places != 4 || rule.Confidence != "unsure" {
		t.Errorf("2027: got %d places, %v; want 4, unsure", places, rule)
	}
}

// TestDurations: every row on how long, with its days.
func TestDurations(t *testing.T) {
	r := builtin(t)
	type want struct {
		first, extend, step int
		extendable          int // -1 is not said
		confidence          string
	}
	thirteen := want{13, 26, 13, -1, "certain"}
	likely, unsure := thirteen, thirteen
	likely.confidence, unsure.confidence = "likely", "unsure"
	four := want{4, 0, 0, 0, "likely"}
	for _, c := range []struct {
		group, on string
		want      want
	}{
		{"benefit", "2019-12-31", want{4, 0, 0, -1, "certain"}},
		{"job_ready", "2019-12-31", want{4, 0, 0, -1, "unsure"}},
		{"education_ready", "2019-06-01", want{4, 0, 0, -1, "unsure"}},
		{"graduate", "2019-12-31", want{8, 0, 0, -1, "unsure"}},
		{"benefit", "2020-01-01", four}, {"job_ready", "2024-03-01", four}, {"education_ready", "2026-12-31", four},
		{"activity_ready", "2020-01-01", thirteen}, {"activity_ready", "2024-03-01", thirteen},
		{"activity_ready", "2026-12-31", thirteen},
		{"job_clarification", "2024-03-01", likely}, {"resource_course", "2024-03-01", likely},
		{"rehabilitation", "2024-03-01", likely},
		{"sickness", "2024-03-01", unsure},
	} {
		rule := r.Find("duration", day(c.on), rules.About{Group: c.group, Instrument: "traineeship"})
		if rule == nil {
			t.Errorf("%s on %s: no row", c.group, c.on)
			continue
		}
		got := want{
			rule.ValueOr("first_weeks", 0), rule.ValueOr("extend_to_weeks", 0), rule.ValueOr("step_weeks", 0),
			rule.ValueOr("extendable", -1), rule.Confidence,
		}
		if got != c.want {
			t.Errorf("%s on %s: got %+v by %s, want %+v", c.group, c.on, got, rule.Key, c.want)
		}
	}
	if rule, _ := r.Named("duration.short.before2020"); rule.ValueOr("exception_weeks", 0) != 13 {
		t.Error("the 13 weeks of some before 2020 are gone")
	}
	for _, group := range []string{"activity_ready", "benefit", "", "noget helt andet"} {
		rule := r.Find("duration", day("2027-01-01"), rules.About{Group: group, Instrument: "traineeship"})
		if rule == nil || !rule.Unknown {
			t.Errorf("2027, %q: got %v, want the empty row", group, rule)
		}
	}
	if rule := r.Find("duration", day("2026-05-01"), rules.About{
		Instrument: "subsidy", Sector: "private",
	}); rule.ValueOr("first_months", 0) != 6 {
		t.Errorf("wage subsidy: got %v, want 6 months", rule)
	}
	if rule := r.Find("duration", day("2020-01-01"), rules.About{
		Group: "graduate", Instrument: "traineeship",
	}); rule != nil {
		t.Errorf("graduates from 2020: got %s, want none", rule.Key)
	}
}

// TestOtherRows: exempt, stale, contract, representative, expansion, week, purpose and money with their days.
func TestOtherRows(t *testing.T) {
	r := builtin(t)
	for _, c := range []struct {
		kind, on string
		about    rules.About
		value    string
		want     int // -1: no row
	}{
		{"exempt", "2024-01-01", rules.About{Group: "sickness", Instrument: "traineeship"}, "at_employer", 1},
		{"exempt", "2024-01-01", rules.About{Group: "job_clarification", Instrument: "traineeship"}, "at_employer", 1},
		{"exempt", "2024-01-01", rules.About{Group: "resource_course", Instrument: "traineeship"}, "at_employer", -1},
		{"exempt", "2024-01-01", rules.About{Group: "activity_ready", Instrument: "traineeship"}, "at_employer", -1},
		{"ratio", "2024-12-31", rules.About{Instrument: "utility"}, "per", 5},
		{"ratio", "2025-01-01", rules.About{Instrument: "utility"}, "per", -1},
		{"ratio", "2026-01-01", rules.About{Instrument: "subsidy"}, "per", 5},
		{"ratio", "2026-01-01", rules.About{Instrument: "flex"}, "per", -1},
		{"ratio", "2026-01-01", rules.About{Instrument: "ordinary"}, "per", -1},
		{"stale", "2026-01-01", rules.About{}, "months", 4},
		{"representative", "2026-01-01", rules.About{Instrument: "traineeship"}, "alone", 1},
		{"contract", "2026-01-01", rules.About{}, "hours", 12},
		{"contract", "2026-01-01", rules.About{}, "weeks", 4},
		{"expansion", "2026-01-01", rules.About{Instrument: "subsidy"}, "vacated_months", 3},
		{"expansion", "2026-01-01", rules.About{Instrument: "subsidy"}, "average_months", 12},
		{"expansion", "2026-01-01", rules.About{Instrument: "traineeship"}, "average_months", -1},
		{"week", "2026-01-01", rules.About{Instrument: "traineeship"}, "hours", 148},
		{"mentor", "2025-12-31", rules.About{Instrument: "traineeship"}, "months", 6},
		{"mentor", "2026-01-01", rules.About{Instrument: "subsidy"}, "months", 6},
		{"wage", "2026-01-01", rules.About{}, "hour", 14500},
		{"money", "2025-06-30", rules.About{Rate: "basic"}, "free_hour", 2866},
		{"money", "2025-06-30", rules.About{}, "hours_month", 640},
		{"money", "2025-07-01", rules.About{Rate: "basic"}, "free_month", 500000},
		{"money", "2025-07-01", rules.About{Rate: "minimum"}, "free_month", 500000},
		{"money", "2025-07-01", rules.About{Rate: "raised"}, "free_month", 250000},
		{"money", "2025-07-01", rules.About{Rate: "home"}, "free_month", 0},
		{"money", "2025-07-01", rules.About{Rate: "home"}, "share", 65},
		{"money", "2025-07-01", rules.About{Rate: "raised"}, "cap_from", 85},
		{"money", "2025-07-01", rules.About{}, "free_month", -1},
		{"purpose", "2026-01-01", rules.About{Instrument: "subsidy"}, "", -1},
	} {
		rule := r.Find(c.kind, day(c.on), c.about)
		if got := rule.ValueOr(c.value, -1); got != c.want {
			t.Errorf("%s on %s about %+v: %s is %d, want %d", c.kind, c.on, c.about, c.value, got, c.want)
		}
	}
	if r.Find("purpose", day("2026-01-01"), rules.About{Instrument: "traineeship"}) == nil {
		t.Error("no row asks for the purpose of a traineeship")
	}
}

func TestTargetGroups(t *testing.T) {
	r := builtin(t)
	if got := len(r.TargetGroups(day("2026-11-25"))); got < 8 {
		t.Errorf("got %d target groups, want those of the sources", got)
	}
	for word, want := range map[string]string{
		"aktivitetsparat": "activity_ready", " Aktivitetsparat  kontanthjælpsmodtager ": "activity_ready",
		"Jobparat":       "job_ready",
		"activity_ready": "activity_ready", "Education-ready": "education_ready", "dagpenge": "benefit",
		"noget andet": "noget andet", "": ""} {
		if got := r.GroupKey(word); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
	if got := r.RateKey("grundsats"); got != "basic" {
		t.Errorf("got %q, want basic", got)
	}
}

// TestEveryRowSaysWhereFrom: no row without a source, none that overlaps another, and none that speaks of law in words
// that the program does not use.
func TestEveryRowSaysWhereFrom(t *testing.T) {
	for _, row := range builtin(t).Rows {
		if err := rules.Check(&row); err != nil {
			t.Errorf("%s: %v", row.Key, err)
		}
		for _, said := range []string{row.Danish, row.English} {
			if low := strings.ToLower(said); strings.Contains(low, "lovlig") || strings.Contains(low, "lawful") {
				t.Errorf("%s says %q", row.Key, said)
			}
		}
	}
}

// TestNoSectionIsGivenAsCurrent: which order is in force is not established, so what counts today or later names the
// order and its year, and the section stands only in a remark of the file.
func TestNoSectionIsGivenAsCurrent(t *testing.T) {
	for _, row := range builtin(t).Rows {
		if row.To != 0 && row.To < day("2026-01-01") {
			continue
		}
		for _, said := range []string{row.Source, row.Danish, row.English} {
			if strings.ContainsAny(said, "§") || strings.Contains(said, "stk.") {
				t.Errorf("%s says %q", row.Key, said)
			}
		}
	}
	if !strings.Contains(Text(), "# BEK 2636/2021 § 65, stk. 1-4") {
		t.Error("whoever edits the file no longer sees the section")
	}
}

const good = `edition = "Byen 2026"
[[rule]]
key = "group.a"
kind = "group"
group = ["a"]
source = "Byen"
confidence = "likely"
da = "Gruppe A"
en = "Group A"

[[rule]]
key = "d.a"
kind = "duration"
group = ["a"]
instrument = "traineeship"
valid_from = 2026-01-01
source = "Byen"
confidence = "likely"
first_weeks = 10
`

// another is a row that can stand below the good file.
func another(group string) string {
	return "[[rule]]\nkey = \"d.b\"\nkind = \"duration\"\n" + group +
		"instrument = [\"traineeship\"]\nvalid_from = 2026-06-01\n" +
		"source = \"x\"\nconfidence = \"likely\"\nfirst_weeks = 4\n"
}

// TestRefused: what is wrong is told with its line.
func TestRefused(t *testing.T) {
	if _, err := Parse("f", "\ufeff"+strings.ReplaceAll(good, "\n", "\r\n")); err != nil {
		t.Fatalf("the good file: %v", err)
	}
	swap := func(old, text string) string { return strings.Replace(good, old, text, 1) }
	for _, c := range []struct {
		name, text, key string
		line            int
	}{
		{"empty", "", "err.rule.empty", 0},
		{"remarks only", "# nothing\n\n", "err.rule.empty", 0},
		{"no equals sign", swap(`kind = "group"`, `kind "group"`), "err.toml.syntax", 4},
		{"outside", "kind = \"group\"\n" + good, "err.toml.section", 1},
		{"a table of its own", good + "[group.b]\nkind = \"group\"\n", "err.toml.section", 20},
		{"heading", swap("[[rule]]\nkey = \"d.a\"", "[[rule\nkey = \"d.a\""), "err.toml.syntax", 11},
		{"key", swap("d.a", "D a"), "err.rule.key", 12},
		{"no key", swap("key = \"d.a\"\n", ""), "err.rule.key", 11},
		{"twice", swap("d.a", "group.a"), "err.rule.key.twice", 12},
		{"again", swap("first_weeks = 10", "first_weeks = 10\nfirst_weeks = 11"), "err.toml.twice", 20},
		{"nothing", swap("first_weeks = 10", "first_weeks ="), "err.toml.syntax", 19},
		{"kind", swap(`"duration"`, `"durations"`), "err.rule.kind", 13},
		{"unknown name", swap("first_weeks = 10", "first_week = 10"), "err.rule.field", 19},
		{"name of another kind", swap("first_weeks = 10", "first_weeks = 10\nshare = 3"), "err.rule.field", 20},
		{"number", swap("first_weeks = 10", `first_weeks = "ti"`), "err.rule.value.weeks", 19},
		{"half a week", swap("first_weeks = 10", "first_weeks = 10.5"), "err.rule.value.weeks", 19},
		{"negative", swap("first_weeks = 10", "first_weeks = -1"), "err.rule.value.weeks", 19},
		{"range", swap("first_weeks = 10", "first_weeks = 0"), "err.rule.range", 19},
		{"too many", swap("first_weeks = 10", "first_weeks = 9999"), "err.rule.range", 19},
		{"no date", swap("2026-01-01", "true"), "err.rule.value.date", 16},
		{"no such day", swap("2026-01-01", "2026-02-30"), "err.toml.value", 16},
		{"no such day in quotation marks", swap("2026-01-01", `"2026-02-30"`), "err.rule.value.date", 16},
		{
			"order", swap("valid_from = 2026-01-01", "valid_from = 2026-01-01\nvalid_to = 2025-12-31"),
			"err.rule.order", 17,
		},
		{
			"source", swap("valid_from = 2026-01-01\nsource = \"Byen\"\n", "valid_from = 2026-01-01\n"),
			"err.rule.missing", 11,
		},
		{"a number for text", swap(`source = "Byen"`, "source = 7"), "err.toml.text", 6},
		{"confidence", swap("\"likely\"\nfirst", "\"helt\"\nfirst"), "err.rule.confidence", 18},
		{"instrument", swap("traineeship", "praktik"), "err.rule.instrument", 15},
		{"two instruments in one text", swap(`"traineeship"`, `"traineeship, subsidy"`), "err.rule.instrument", 15},
		{"a list of numbers", swap(`"traineeship"`, "[1]"), "err.toml.list", 15},
		{"an empty list", swap(`"traineeship"`, "[]"), "err.toml.list", 15},
		{"known", swap("first_weeks = 10", `known = "maybe"`), "err.toml.yesno", 19},
		{
			"known and values", swap("first_weeks = 10", "known = false\nda = \"x\"\nen = \"x\"\nfirst_weeks = 10"),
			"err.rule.unknown", 22,
		},
		{"no values", swap("first_weeks = 10\n", ""), "err.rule.either", 11},
		{"shorter extension", swap("first_weeks = 10", "first_weeks = 10\nextend_to_weeks = 9"), "err.rule.longer", 20},
		{"one language", swap("en = \"Group A\"\n", ""), "err.rule.missing", 2},
		{"two groups", swap(`group = ["a"]`, `group = ["a", "b"]`), "err.rule.one", 5},
		{"an escape in the edition", swap("Byen 2026", `\u001b[31m`), "err.rule.words", 1},
		{"overlap", good + another("group = [\"a\", \"b\"]\n"), "err.rule.overlap", 20},
		{"not text", "\xff\xfe", "err.toml.control", 0},
	} {
		rules, err := Parse("f.toml", c.text)
		var e *model.Error
		if rules != nil || !errors.As(err, &e) {
			t.Errorf("%s: got %v, %v; want an error", c.name, rules, err)
			continue
		}
		line, _ := e.Args["line"].(int)
		if e.Key != c.key || line != c.line || e.Code != model.Invalid {
			t.Errorf("%s: got %v, want %s at line %d", c.name, e, c.key, c.line)
		}
		for _, code := range []lang.Code{lang.Danish, lang.English} {
			if said := lang.New(code).T(e.Key, pairs(e.Args)...); strings.ContainsAny(said, "⟨⟩") {
				t.Errorf("%s: the sentence lacks something: %s", c.name, said)
			}
		}
	}
}

// TestSeveralFaultsAreTold: those of different rows, in the order of their lines.
func TestSeveralFaultsAreTold(t *testing.T) {
	text := strings.NewReplacer("first_weeks = 10", `first_weeks = "ti"`, `da = "Gruppe A"`, `dansk = "Gruppe A"`).
		Replace(good)
	_, err := Parse("f.toml", text)
	var e *model.Error
	if !errors.As(err, &e) || e.Key != "err.rule.field" || e.Args["line"] != 8 {
		t.Fatalf("got %v, want the name of line 8", err)
	}
	if len(e.More) != 1 || e.More[0].Key != "err.rule.value.weeks" || e.More[0].Args["line"] != 19 {
		t.Errorf("got %v, want the number of line 19", e.More)
	}
}

func pairs(args model.Args) (out []any) {
	for k, v := range args {
		out = append(out, k, v)
	}
	return out
}

// TestNoOverlap: rows next to each other, of other groups, or closer to a placement are no overlap.
func TestNoOverlap(t *testing.T) {
	next := strings.Replace(another("group = [\"a\"]\n"), "2026-06-01", "2027-01-01", 1)
	for name, text := range map[string]string{
		"next day":    strings.Replace(good, "valid_from", "valid_to = 2026-12-31\nvalid_from", 1) + next,
		"other group": good + another("group = [\"b\"]\n"),
		"for all":     good + another(""),
	} {
		r, err := Parse("f", text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if rule := r.Find("duration", day("2026-06-01"), rules.About{
			Group: "a", Instrument: "traineeship",
		}); rule == nil || rule.Key != "d.a" {
			t.Errorf("%s: got %v, want d.a", name, rule)
		}
	}
}

// TestAtMostOneRowCounts: whatever the day and the placement, rows of one kind that are equally close never both count.
func TestAtMostOneRowCounts(t *testing.T) {
	r := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		on := model.Date(rapid.IntRange(int(day("2015-01-01")), int(day("2030-01-01"))).Draw(t, "on"))
		i := rapid.IntRange(0, len(r.Rows)-1).Draw(t, "row")
		for j := range r.Rows {
			a, b := &r.Rows[i], &r.Rows[j]
			if i != j && a.Kind == b.Kind && a.Kind != "reminder" && a.InForce(on) && b.InForce(on) &&
				rules.Overlap(a, b) {
				t.Fatalf("%s and %s both count on %s", a.Key, b.Key, on)
			}
		}
	})
}

// FuzzParse: no file breaks the reader, and what it takes is valid.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add(Text())
	f.Add("[a]\nkind: money\nfree_hour: 28,66\nda: x\nen: y\nsource: s\nconfidence: certain")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Parse("", text)
		if err != nil {
			if r != nil || model.CodeOf(err) != model.Invalid {
				t.Fatalf("got %v with %v", r, err)
			}
			return
		}
		for i := range r.Rows {
			if err := rules.Check(&r.Rows[i]); err != nil {
				t.Fatalf("accepted %+v: %v", r.Rows[i], err)
			}
		}
		if again, err := Parse("", TOML(text)); err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("got %v %v from the text in TOML, want the same rules", again, err)
		}
	})
}

func TestIsRules(t *testing.T) {
	for text, want := range map[string]bool{good: true, Text(): true, "": false, "navn;cvr\na;1\n": false,
		"[koekkenhjaelp] køkkenhjælp\nogså: opvasker\n": false, "[a]\nsource: x\nkind: ratio\n": true,
		"[a]\nnoget: andet\nkind: ratio\n": false, "[[rule]]\n# x\nsource = \"x\"\r\nkind = \"ratio\"\n": true,
		"[[rule]]\nnoget = 1\nkind = \"ratio\"\n": false, "{\"kind\": 1}": false, "kind: ratio\n": false,
		"kind = \"ratio\"\n": false} {
		if got := IsRules(text); got != want {
			t.Errorf("%q: got %v", model.Clip(text), got)
		}
	}
}
