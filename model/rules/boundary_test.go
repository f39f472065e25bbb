package rules_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/rules"
)

// The boundary tables: each rule on both sides of every edge it has, judged by rows made for the purpose.

// ruleRow is a row that counts since ever and for everybody.
func ruleRow(kind string, values map[string]int) rules.Rule {
	return rules.Rule{Key: kind, Kind: kind, Source: "test", Confidence: "certain", Values: values}
}

// judgedBy is a traineeship of 91 days from Monday 2026-09-07, of which nothing else is known, and the rows that judge
// it.
func judgedBy(rows ...rules.Rule) *rules.Input {
	p := &model.Placement{Head: model.Head{ID: "p"}, Ref: "F-1", CitizenID: "c", CompanyID: "w", Kind: "traineeship",
		State: "running", StartOn: on("2026-09-07"), EndOn: on("2026-12-06")}
	return &rules.Input{Today: on("2026-10-01"), Rules: &rules.Set{Rows: rows}, Placement: p,
		Company: &model.Company{}}
}

// verdict writes a guard's level, sentence and questions: "ask nodates: end".
func verdict(g rules.Guard) string {
	out := g.Level + " " + strings.TrimPrefix(g.Text, "guard."+g.Key+".")
	for i, m := range g.Missing {
		out += map[bool]string{true: ": ", false: ", "}[i == 0] + strings.TrimPrefix(m.Text, "guard."+g.Key+".ask.")
	}
	return strings.TrimSpace(out)
}

// shown writes lines of arithmetic or questions, each with its values.
func shown(lines []rules.Line) []string {
	var out []string
	for _, l := range lines {
		parts := strings.Split(l.Text, ".")
		out = append(out, strings.TrimSpace(parts[len(parts)-1]+" "+values(l.Args)))
	}
	return out
}

func values(args model.Args) string {
	var out []string
	for k, v := range args {
		out = append(out, fmt.Sprintf("%s=%v", k, v))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// expect compares a guard's verdict.
func expect(t *testing.T, what string, g rules.Guard, want string) {
	t.Helper()
	if got := verdict(g); got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

// expectLines compares lines of arithmetic or questions.
func expectLines(t *testing.T, what string, got []rules.Line, want ...string) {
	t.Helper()
	if g := shown(got); !slices.Equal(g, want) {
		t.Errorf("%s: got\n\t%s\nwant\n\t%s", what, strings.Join(g, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// inSteps is a first period of 13 weeks, an extension to 26, and steps of 13 weeks after it.
func inSteps() map[string]int {
	return map[string]int{"first_weeks": 13, "extend_to_weeks": 26, "step_weeks": 13, "assessment": 1}
}

func without(m map[string]int, names ...string) map[string]int {
	for _, n := range names {
		delete(m, n)
	}
	return m
}

func TestDurationBoundaries(t *testing.T) {
	months := map[string]int{"first_months": 6}
	for _, c := range []struct {
		what   string
		rule   map[string]int
		before int // days of the placement that this one continues
		days   int // days of this one
		want   string
	}{
		{"one day", inSteps(), 0, 1, "ask past"},
		{"the last day of the first period", inSteps(), 0, 91, "ok first"},
		{"a day more than the first period", inSteps(), 0, 92, "consider extended"},
		{"the last day of the first period, with an earlier part", inSteps(), 31, 60, "ok first"},
		{"a day more than the first period, with an earlier part", inSteps(), 32, 60, "consider extended"},
		{"the last day of the extension", inSteps(), 0, 182, "consider extended"},
		{"a day more than the extension", inSteps(), 0, 183, "consider steps"},
		{"the last day of a step", inSteps(), 0, 273, "consider steps"},
		{"a day more than a step", inSteps(), 0, 274, "consider stepover"},
		{"a full step after a full extension", inSteps(), 182, 91, "consider steps"},
		{"a day more than a step after a full extension", inSteps(), 182, 92, "consider stepover"},
		{"a full step from the middle of one", inSteps(), 200, 91, "consider steps"},
		{"a day more than a step from the middle of one", inSteps(), 200, 92, "consider stepover"},
		{"no steps: the last day of the extension", without(inSteps(), "step_weeks"), 0, 182, "consider extended"},
		{"no steps: a day more", without(inSteps(), "step_weeks"), 0, 183, "consider longest"},
		{"no extension: the last day", map[string]int{"first_weeks": 13}, 0, 91, "ok first"},
		{"no extension: a day more", map[string]int{"first_weeks": 13}, 0, 92, "consider longer: extension"},
		{"can be extended: a day more", map[string]int{"first_weeks": 13, "extendable": 1}, 0, 92,
			"consider longer: extension"},
		{"cannot be extended: the last day", map[string]int{"first_weeks": 13, "extendable": 0}, 0, 91, "ok first"},
		{"cannot be extended: a day more", map[string]int{"first_weeks": 13, "extendable": 0}, 0, 92,
			"consider notlonger"},
		{"six months: the last day, 6 March", months, 0, 181, "ok first"},
		{"six months: a day more", months, 0, 182, "consider longer: extension"},
		{"six months from the earlier part's 1 September", months, 6, 175, "ok first"},
		{"six months from the earlier part's 1 September, a day more", months, 6, 176, "consider longer: extension"},
	} {
		in := judgedBy(ruleRow("duration", c.rule))
		p := in.Placement
		p.EndOn, p.ExtensionReason = p.StartOn.Add(c.days-1), "timerne stiger stadig"
		if c.before > 0 {
			first := other("1", "ended", p.StartOn.Add(-c.before).String(), p.StartOn.Add(-1).String())
			in.Before, p.ContinuesID = []*model.Placement{first}, "1"
		}
		expect(t, c.what, guard(t, in, "duration"), c.want)
	}
}

// TestDurationArithmetic: what is counted is shown, day by day and part by part.
func TestDurationArithmetic(t *testing.T) {
	in := judgedBy(ruleRow("duration", inSteps()))
	p := in.Placement
	expectLines(t, "one part", guard(t, in, "duration").Lines,
		"part days=91 end=2026-12-06 ref=F-1 start=2026-09-07", "first days=91 last=2026-12-06")
	first := other("1", "running", "2026-08-08", "2026-09-06") // 30 days
	in.There, p.ContinuesID = []rules.WorkplaceUse{{}, {Placement: first}}, "1"
	p.EndOn = p.StartOn.Add(60)
	g := guard(t, in, "duration")
	expectLines(t, "91 days in two parts", g.Lines, "part days=30 end=2026-09-06 ref=F-1 start=2026-08-08",
		"part days=61 end=2026-11-06 ref=F-1 start=2026-09-07", "total days=91 n=2", "first days=91 last=2026-11-06")
	if got, want := values(g.Args), "end=2026-11-06 first=91 left=37 total=91"; got != want {
		t.Errorf("two parts: got %s, want %s", got, want)
	}
	p.EndOn++
	g = guard(t, in, "duration")
	expect(t, "extended without a reason", g, "consider extended: reason")
	expectLines(t, "extended", g.Lines[3:], "first days=91 last=2026-11-06", "extend weeks=26", "assessment")
	if g.Args["weeks"] != 26 {
		t.Errorf("extended: got %v weeks, want 26", g.Args["weeks"])
	}
	for _, beyond := range []int{1, 91} {
		p.EndOn = p.StartOn.Add(182 + beyond - 30 - 1)
		g = guard(t, in, "duration")
		expectLines(t, "steps", g.Lines[4:], "assessment", fmt.Sprintf("steps days=%d n=1 step=13 weeks=26", beyond))
	}
	p.EndOn++
	g = guard(t, in, "duration")
	expectLines(t, "a second step", g.Lines[4:], "assessment", "steps days=92 n=2 step=13 weeks=26")
	if got, want := values(g.Args),
		"end=2027-05-08 first=91 left=220 now=92 step=13 total=274 weeks=26"; got != want {
		t.Errorf("a second step: got %s, want %s", got, want)
	}
	in.Rules.Rows[0].Values = without(inSteps(), "assessment", "step_weeks")
	g = guard(t, in, "duration")
	if got := shown(g.Lines); slices.Contains(got, "assessment") || g.Args["weeks"] != 26 || g.Args["step"] != nil {
		t.Errorf("no steps and no assessment: got %v and %v", got, g.Args)
	}
}

// TestDurationOfWhatIsHalfKnown: parts without dates count nothing, and a part that cannot be read is asked about.
func TestDurationOfWhatIsHalfKnown(t *testing.T) {
	in := judgedBy(ruleRow("duration", inSteps()))
	p := in.Placement
	first := other("1", "ended", "2026-06-08", "2026-06-08")
	in.Before, p.ContinuesID, p.ContinuesHow = []*model.Placement{first}, "1", "extension"
	for _, c := range []struct {
		what     string
		from, to model.Date
		want     int
	}{
		{"one day", on("2026-06-08"), on("2026-06-08"), 92},
		{"no first day", 0, on("2026-06-08"), 91},
		{"no last day", on("2026-06-08"), 0, 91},
		{"the last before the first", on("2026-06-08"), on("2026-06-07"), 91},
	} {
		first.StartOn, first.EndOn, first.EndedOn = c.from, c.to, c.to
		if got := guard(t, in, "duration").Args["total"]; got != rules.Span(c.want) {
			t.Errorf("%s: got %v days, want %d", c.what, got, c.want)
		}
	}
	expect(t, "an extension inside the first period", guard(t, in, "duration"), "ask first: dates, reason")
	p.ContinuesHow = "renewal"
	expect(t, "a renewal inside the first period", guard(t, in, "duration"), "ask first: dates")
	first.StartOn, first.EndedOn = on("2026-06-08"), on("2026-09-06") // 91 days
	p.EndOn = 0
	g := guard(t, in, "duration")
	expect(t, "the first period is over, the last day unknown", g, "ask nodates: end")
	expectLines(t, "the first period is over", g.Missing, "end last=2026-09-06")
	if slices.ContainsFunc(g.Lines, func(l rules.Line) bool { return l.Text == "guard.duration.sum.first" }) {
		t.Error("a first period is shown that has no day left")
	}
	p.StartOn = 0
	expectLines(t, "no first day", guard(t, in, "duration").Lines,
		"part days=91 end=2026-09-06 ref=F-1 start=2026-06-08", "total days=91 n=2")
	first.EndOn = on("2026-09-05") // a day is left
	p.StartOn = 0
	if g := guard(t, in, "duration"); len(g.Lines) != 2 {
		t.Errorf("no first day: a first period is shown in %v", shown(g.Lines))
	}
	in = judgedBy(ruleRow("duration", map[string]int{"first_weeks": 4, "exception_weeks": 13}))
	in.Placement.ExtensionReason = "x"
	for days, want := range map[int]bool{27: false, 28: false, 29: true} {
		in.Placement.EndOn = in.Placement.StartOn.Add(days - 1)
		lines := shown(guard(t, in, "duration").Lines)
		if got := slices.Contains(lines, "exception weeks=13"); got != want {
			t.Errorf("%d days: got the exception %v, want %v", days, got, want)
		}
	}
	in.Rules.Rows[0].Values = map[string]int{"first_months": 6}
	if g := guard(t, in, "duration"); g.Args["first"] != rules.Months(6) {
		t.Errorf("the first period is told as %v, want months", g.Args["first"])
	}
}

// places10 is the ratio rule with a place for each 5 of the first 50 and each 10 above, and one at least.
func places10() rules.Rule {
	return ruleRow("ratio", map[string]int{"per": 5, "up_to": 50, "per_above": 10, "least": 1, "full_week": 148})
}

func TestRatioPlacesBoundaries(t *testing.T) {
	set := &rules.Set{Rows: []rules.Rule{places10()}}
	for fte, want := range map[model.FTE]int{-100: 1, 0: 1, 499: 1, 500: 1, 999: 1, 1000: 2, 4999: 9, 5000: 10,
		5001: 10, 5999: 10, 6000: 11, 6999: 11, 7000: 12} {
		if got, rule := set.RatioPlaces(fte, 1); got != want || rule != &set.Rows[0] {
			t.Errorf("%s employees: got %d places by %v, want %d", fte, got, rule, want)
		}
	}
	set.Rows[0].Unknown = true
	if got, rule := set.RatioPlaces(5000, 1); got != 0 || rule == nil {
		t.Errorf("a rule that nobody knows: got %d by %v, want 0 and the row", got, rule)
	}
	if got, rule := (&rules.Set{}).RatioPlaces(5000, 1); got != 0 || rule != nil {
		t.Errorf("no rule: got %d by %v, want 0 and none", got, rule)
	}
}

// TestRatioDays: a placement takes its part of a place from its first day to its last one, both included.
func TestRatioDays(t *testing.T) {
	for _, c := range []struct {
		what, state, from, to string
		want                  int // quarters of an hour taken at the most, with 12 hours of this placement
	}{
		{"ends the day before this one begins", "running", "2026-06-01", "2026-09-06", 48},
		{"ends on this one's first day", "running", "2026-06-01", "2026-09-07", 128},
		{"ends the day after this one's first", "running", "2026-06-01", "2026-09-08", 128},
		{"begins the day before this one's last", "agreed", "2026-12-05", "2027-02-01", 128},
		{"begins on this one's last day", "agreed", "2026-12-06", "2027-02-01", 128},
		{"begins the day after this one's last", "agreed", "2026-12-07", "2027-02-01", 48},
		{"has no last day", "running", "2026-06-01", "", 128},
		{"is only talked about", "contacted", "2026-09-07", "2026-12-06", 48},
		{"is only an idea", "suggested", "2026-09-07", "2026-12-06", 48},
		{"has ended", "ended", "2026-09-07", "2026-12-06", 48},
	} {
		in := judgedBy(places10())
		o := other("2", c.state, c.from, c.from)
		o.EndOn = 0
		if c.to != "" {
			o.EndOn = on(c.to)
		}
		in.There = []rules.WorkplaceUse{{}, {Placement: o, Takes: takes(hours(20))}, {Placement: in.Placement,
			Takes: takes(hours(12))}}
		if got := guard(t, in, "ratio").Args["used"]; got != (rules.Share{Part: c.want, Whole: 148}) {
			t.Errorf("another that %s: got %v taken, want %d of 148", c.what, got, c.want)
		}
	}
}

// TestRatioArithmetic: who takes how much of a place on which day is shown.
func TestRatioArithmetic(t *testing.T) {
	in := judgedBy(places10())
	in.Company = told(&model.Company{PNumber: "1", FTE: model.Some(model.FTE(5000)), FTEOn: on("2026-09-01"),
		FTESource: "lederen"})
	in.There = []rules.WorkplaceUse{
		{Placement: other("3", "agreed", "2026-10-05", "2026-12-06"), Takes: takes(hours(40))},
		{Placement: other("2", "running", "2026-08-03", "2026-10-05"), Takes: takes(hours(10))},
		{Placement: other("4", "contacted", "2026-09-07", "2026-12-06"), Takes: takes(hours(37))},
		{Placement: in.Placement, Takes: takes(hours(12))},
	}
	expectLines(t, "50 employees", guard(t, in, "ratio").Lines,
		"ordinary all=50 less=0 n=50", "places first=10 least=1 n=50 per=5 up_to=50", "date on=2026-09-01",
		"source source=lederen",
		"use hours=10 ref=F-2 share={40 148} week=37", "use hours=12 ref=F-1 share={48 148} week=37",
		"use hours=40 ref=F-3 share={148 148} week=37", "othersby hours=0 n=0 on=2026-09-01 source=lederen",
		"used on=2026-10-05 used={236 148}", "suggested hours=37 ref=F-4")
	if got, want := values(guard(t, in, "ratio").Args),
		"free=2 hours=59 left={1244 148} most=370 on=2026-10-05 places=10 used={236 148}"; got != want {
		t.Errorf("50 employees: got %s, want %s", got, want)
	}
	in.There[1].Takes = takes(hours(40)) // the same is taken on two days: the first one is told
	if lines := shown(guard(t, in, "ratio").Lines); !slices.Contains(lines, "used on=2026-10-05 used={344 148}") {
		t.Errorf("got %v", lines)
	}
	in.There[1].Placement.EndOn = on("2026-10-04")
	if lines := shown(guard(t, in, "ratio").Lines); !slices.Contains(lines, "used on=2026-09-07 used={196 148}") {
		t.Errorf("as much on two days: got %v, want the first", lines)
	}
	in.There[1].Takes, in.There[1].Placement.EndOn = takes(hours(10)), on("2026-10-05")
	in.Company.FTE.V = 7001
	in.There = in.There[:2]
	expectLines(t, "more than 50 employees", guard(t, in, "ratio").Lines[1:3],
		"places first=10 least=1 n=70.01 per=5 up_to=50", "above above=20.01 high=2 per_above=10 places=12")
	in.Agreements = []*model.Agreement{agreement("2026-09-07 15 0")}
	in.Company.FTE.V = 300
	g := guard(t, in, "ratio")
	expectLines(t, "this one from its agreement", g.Lines[4:],
		"use hours=10 ref=F-2 share={40 148} week=37", "use hours=15 ref=F-1 share={60 148} week=37",
		"use hours=40 ref=F-3 share={148 148} week=37", "othersby hours=0 n=0 on=2026-09-01 source=lederen",
		"used on=2026-10-05 used={248 148}")
	if got, want := values(g.Args),
		"hours=62 left={0 148} most=37 on=2026-10-05 over={100 148} places=1 used={248 148}"; got != want {
		t.Errorf("over by 25 hours: got %s, want %s", got, want)
	}
	in.Rules = &rules.Set{Rows: []rules.Rule{places10(), ruleRow("exempt", map[string]int{"at_employer": 1})}}
	in.Rules.Rows[1].Unknown = true
	expect(t, "an exemption that nobody knows", guard(t, in, "ratio"), "consider peak")
}

// TestRatioFromADayThatIsNotAgreed: a placement without a first day counts from the day it was made, else from today.
func TestRatioFromADayThatIsNotAgreed(t *testing.T) {
	for _, c := range []struct {
		made, today, want string
	}{{"2026-08-20", "2026-10-01", "2026-08-20"}, {"", "2026-10-01", "2026-10-01"}} {
		in := judgedBy(places10())
		in.Today, in.Placement.StartOn = on(c.today), 0
		if c.made != "" {
			in.Placement.MadeOn = on(c.made)
		}
		lines := guard(t, in, "ratio").Lines
		if got := lines[len(lines)-1].Args["on"]; got != on(c.want) {
			t.Errorf("made on %q: counted on %v, want %s", c.made, got, c.want)
		}
	}
}

func TestJudgedOn(t *testing.T) {
	in := judgedBy()
	for _, c := range []struct{ start, made, want model.Date }{{30, 20, 30}, {30, 0, 30}, {0, 20, 20}, {0, 0, 10}} {
		in.Today, in.Placement.StartOn, in.Placement.MadeOn = 10, c.start, c.made
		if got := in.JudgedOn(); got != c.want {
			t.Errorf("begins %d, made %d: judged on %d, want %d", c.start, c.made, got, c.want)
		}
	}
}

func TestShareRounds(t *testing.T) {
	for share, want := range map[rules.Share]int{{0, 0}: 0, {5, 0}: 0, {0, 148}: 0, {40, 148}: 27, {1, 200}: 1, {1,
		201}: 0, {3, 2}: 150, {1, 1}: 100} {
		if got := share.Hundredths(); got != want {
			t.Errorf("%v: got %d, want %d", share, got, want)
		}
	}
}

// TestUseOf: what a placement takes is by step, each from its day on, of the version that counts then; a step without
// hours is not known.
func TestUseOf(t *testing.T) {
	p := &model.Placement{State: "running", StartOn: on("2026-09-07"), EndOn: on("2026-12-06")}
	second := agreement("2026-11-02 6 6")
	second.Number, second.ValidFrom = model.Some(2), on("2026-11-02")
	for _, c := range []struct {
		what       string
		agreements []*model.Agreement
		want       string
	}{
		{"steps", []*model.Agreement{agreement("2026-09-07 12 0", "2026-10-05 20 4")},
			"2026-09-07 12, 2026-10-05 20"},
		{"a second version", []*model.Agreement{agreement("2026-09-07 12 0", "2026-11-09 20 0"), second},
			"2026-09-07 12, 2026-11-02 6, 2026-11-09 6"},
		{"only from later", []*model.Agreement{second}, "2026-09-07 6, 2026-11-02 6"},
		{"all hours are paid", []*model.Agreement{agreement("2026-09-07 0 4")}, "2026-09-07 0"},
		{"no hours", []*model.Agreement{agreement("2026-09-07 0 0")}, "2026-09-07 ?"},
		{"no steps", []*model.Agreement{agreement()}, "2026-09-07 ?"},
		{"no agreement", nil, "2026-09-07 ?"},
	} {
		var got []string
		for _, take := range rules.UseOf(p, c.agreements).Takes {
			weekly := "?"
			if take.Weekly.Known {
				weekly = take.Weekly.V.String()
			}
			if text := take.From.String() + " " + weekly; !slices.Contains(got, text) {
				got = append(got, text)
			}
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, got, c.want)
		}
	}
}

// TestRatioPeak: every step counts, and the day on which most are there is told with its arithmetic.
func TestRatioPeak(t *testing.T) {
	in := judgedBy(places10())
	in.Company = told(&model.Company{PNumber: "1", FTE: model.Some(model.FTE(500)), FTEOn: on("2026-09-01"),
		FTESource: "lederen"})
	in.Placement.StartOn, in.Placement.EndOn = on("2026-09-07"), on("2027-03-07")
	o := other("2", "running", "2026-08-03", "2027-04-04")
	rises := []*model.Agreement{agreement("2026-08-03 6 0", "2027-01-25 30 0", "2027-02-01 10 0")}
	rises[0].ValidFrom = o.StartOn
	in.There = []rules.WorkplaceUse{rules.UseOf(o, rises), {Placement: in.Placement, Takes: takes(hours(20))}}
	g := guard(t, in, "ratio")
	expect(t, "50 of 37 hours", g, "consider peak")
	if g.Args["on"] != on("2027-01-25") || g.Args["hours"] != model.Hours(200) || g.Args["most"] != model.Hours(148) {
		t.Errorf("got %v, want 50 of 37 hours on 25 January", g.Args)
	}
	in.Placement.EndOn = on("2027-01-24") // it ends the day before
	expect(t, "26 hours", guard(t, in, "ratio"), "ok room")
	in.Company.Others = model.Some(model.FTE(30)) // 11.1 hours, 37.25 in quarters
	expect(t, "with others", guard(t, in, "ratio"), "consider peak")
	in.Company.Others = model.Some(model.FTE(29))
	expect(t, "with fewer others", guard(t, in, "ratio"), "ok room")
	in.Company.NotOrdinary = model.Some(model.FTE(100))
	in.Company.FTE = model.Some(model.FTE(1099)) // 9.99 ordinary ones: one place
	expect(t, "with staff that does not count", guard(t, in, "ratio"), "ok room")
	in.Company.Others = model.Some(model.FTE(40))
	expect(t, "9.99 ordinary employees", guard(t, in, "ratio"), "consider peak")
	in.Company.FTE = model.Some(model.FTE(1100))
	expect(t, "10 ordinary employees", guard(t, in, "ratio"), "ok room")
	in.Company.OthersSource = ""
	expect(t, "nobody said so", guard(t, in, "ratio"), "ask room: otherswho")
	in.Company.Others.Known = false
	expect(t, "others unknown", guard(t, in, "ratio"), "ask room: others")
	in.Company.NotOrdinary.Known = false
	expect(t, "staff that does not count unknown", guard(t, in, "ratio"), "ask room: ordinary, others")
}

func TestRatioHintNeedsRulesAndAWorkplace(t *testing.T) {
	set := &rules.Set{Rows: []rules.Rule{places10()}}
	if _, ok := rules.RatioHint(1, nil, &model.Company{}, nil); ok {
		t.Error("got a hint without rules")
	}
	if _, ok := rules.RatioHint(1, set, nil, nil); ok {
		t.Error("got a hint without a workplace")
	}
	g, _ := rules.RatioHint(on("2026-10-01"), set, &model.Company{}, nil)
	expectLines(t, "nobody there", g.Lines, "used on=2026-10-01 used={0 148}")
}

// TestStaleNumber: the number of employees is asked about again the day after its months are over.
func TestStaleNumber(t *testing.T) {
	in := judgedBy(places10(), ruleRow("stale", map[string]int{"months": 4}))
	in.Company = told(&model.Company{PNumber: "1", FTE: model.Some(model.FTE(1000)), FTESource: "lederen"})
	in.There = []rules.WorkplaceUse{{Placement: in.Placement, Takes: takes(hours(12))}}
	for told, want := range map[string]string{"2026-05-06": "ask room: stale", "2026-05-07": "ok room",
		"2026-05-08": "ok room"} {
		in.Company.FTEOn, in.Company.OthersOn = on(told), on("2026-10-01")
		expect(t, "told on "+told, guard(t, in, "ratio"), want)
	}
	in.Placement.StartOn, in.Company.FTEOn = on("2026-06-30"), on("2026-02-28") // 28 June is four months on
	expect(t, "from the last of February", guard(t, in, "ratio"), "ask room: stale")
	in.Placement.StartOn, in.Company.FTEOn = on("2026-02-28"), on("2025-10-31") // there is no 31 February
	expect(t, "the last day of February", guard(t, in, "ratio"), "ok room")
	in.Placement.StartOn++
	expect(t, "1 March", guard(t, in, "ratio"), "ask room: stale")
}

// tired asks for at most 2 placements within 12 months and 10 weeks for a citizen.
func tired() *rules.Input {
	return judgedBy(ruleRow("fatigue", map[string]int{"within_months": 12, "placements": 3, "weeks": 10}))
}

// TestFatigueSince: a placement counts while its last day is within so many months before this one begins.
func TestFatigueSince(t *testing.T) {
	for _, c := range []struct {
		what, from, to string
		want           int
	}{
		{"ended the day before the 12 months", "2025-08-01", "2025-09-06", 0},
		{"ended on the first day of the 12 months", "2025-08-01", "2025-09-07", 1},
		{"ended the day after", "2025-08-01", "2025-09-08", 1},
		{"began the day before this one", "2026-09-06", "2026-12-01", 1},
		{"began with this one", "2026-09-07", "2026-12-01", 1},
		{"began the day after this one", "2026-09-08", "2026-12-01", 0},
	} {
		in := tired()
		in.Before = []*model.Placement{other("1", "ended", c.from, c.to)}
		if got := guard(t, in, "fatigue").Args["n"]; got != c.want {
			t.Errorf("one that %s: got %v, want %d", c.what, got, c.want)
		}
	}
}

// TestFatigueWeeks: a citizen's days in a row are warned about when they are more than the weeks, counted with both
// ends.
func TestFatigueWeeks(t *testing.T) {
	for _, c := range []struct {
		what string
		own  int // days of the citizen's earlier placement
		here int // days of this one
		want string
	}{
		{"the last day of the tenth week", 35, 35, "ok fine"},
		{"a day more, earlier", 36, 35, "consider citizen"},
		{"a day more, here", 35, 36, "consider citizen"},
	} {
		in := tired()
		p := in.Placement
		p.EndOn = p.StartOn.Add(c.here - 1)
		own := other("1", "ended", p.StartOn.Add(-c.own).String(), p.StartOn.Add(-1).String())
		own.CitizenID = "c"
		in.Before = []*model.Placement{own}
		g := guard(t, in, "fatigue")
		expect(t, c.what, g, c.want)
		expectLines(t, c.what, g.Lines, "workplace most=3 n=1 since=2025-09-07",
			fmt.Sprintf("citizen days=%d n=2 weeks=10", c.own+c.here))
	}
}

// TestFatigueCounts: which placements are more of the same.
func TestFatigueCounts(t *testing.T) {
	own := func(p *model.Placement) { p.CitizenID = "c" }
	for _, c := range []struct {
		what     string
		spoil    func(in *rules.Input, p *model.Placement)
		all, own int
	}{
		{"another citizen's", func(*rules.Input, *model.Placement) {}, 1, 0},
		{"the citizen's own, and this one", func(_ *rules.Input, p *model.Placement) { own(p) }, 1, 2},
		{"cancelled", func(_ *rules.Input, p *model.Placement) { p.State = "cancelled" }, 0, 0},
		{"without a first day", func(_ *rules.Input, p *model.Placement) { p.StartOn = 0 }, 0, 0},
		{"without a last day", func(_ *rules.Input, p *model.Placement) { p.EndOn = 0 }, 1, 0},
		{"a quarter of an hour was paid", func(in *rules.Input,
			p *model.Placement) {
			in.PaidBefore = map[string]model.Hours{"1": 1}
		}, 0, 0},
		{"led to a job", func(_ *rules.Input, p *model.Placement) { p.Outcome = "job" }, 0, 0},
		{"led to another placement", func(_ *rules.Input, p *model.Placement) { p.Outcome = "placement" }, 1, 0},
		{"of another kind", func(in *rules.Input, p *model.Placement) {
			in.Rules.Rows[0].Instruments, p.Kind = []string{"traineeship"}, "flex"
		}, 0, 0},
		{"of this kind by name", func(in *rules.Input,
			p *model.Placement) {
			in.Rules.Rows[0].Instruments = []string{"traineeship"}
		}, 1, 0},
		{"running there", func(in *rules.Input, p *model.Placement) {
			p.State, in.Before = "running", nil
			in.There = []rules.WorkplaceUse{{}, {Placement: p}}
		}, 1, 0},
		{"only agreed there", func(in *rules.Input, p *model.Placement) {
			p.State, in.Before = "agreed", nil
			in.There = []rules.WorkplaceUse{{Placement: p}}
		}, 0, 0},
		{"given twice", func(in *rules.Input, p *model.Placement) {
			p.State = "running"
			in.There = []rules.WorkplaceUse{{Placement: p}}
		}, 1, 0},
		{"this one has no first day", func(in *rules.Input, p *model.Placement) {
			own(p)
			in.Placement.MadeOn, in.Placement.StartOn = in.Placement.StartOn, 0
		}, 1, 1},
		{"this one has no last day", func(in *rules.Input, p *model.Placement) { own(p); in.Placement.EndOn = 0 }, 1,
			1},
		{"a quarter of an hour is paid here", func(in *rules.Input, p *model.Placement) {
			own(p)
			in.Weeks = []*model.Week{{PlacementID: "x", Paid: hours(4)}, week("2026-09-07", 48, 1)}
		}, 1, 1},
		{"hours were paid elsewhere only", func(in *rules.Input, p *model.Placement) {
			own(p)
			in.Weeks = []*model.Week{{PlacementID: "x", Paid: hours(4)}, week("2026-09-07", 48, 0)}
		}, 1, 2},
		{"a quarter of an hour is planned here", func(in *rules.Input, p *model.Placement) {
			own(p)
			in.Agreements = []*model.Agreement{agreement("2026-09-07 12 0.25")}
		}, 1, 1},
	} {
		in := tired()
		p := other("1", "ended", "2026-06-01", "2026-06-30")
		in.Before = []*model.Placement{p}
		c.spoil(in, p)
		if g := guard(t, in, "fatigue"); g.Args["n"] != c.all || g.Args["own"] != c.own {
			t.Errorf("%s: got %v and %v of the citizen's, want %d and %d", c.what, g.Args["n"], g.Args["own"], c.all,
				c.own)
		}
	}
}

// TestFatigueOfMany: so many placements are warned about, one fewer is not.
func TestFatigueOfMany(t *testing.T) {
	for _, c := range []struct {
		n    int
		own  bool
		want string
	}{{2, false, "ok fine"}, {3, false, "consider workplace"}, {4, false, "consider workplace"}, {1, true, "ok fine"},
		{2, true, "consider citizen"}} {
		in := tired()
		in.Rules.Rows[0].Values["weeks"] = 500
		for i := range c.n {
			p := other(fmt.Sprint(i), "ended", "2026-06-01", "2026-06-30")
			if c.own {
				p.CitizenID = "c"
			}
			in.Before = append(in.Before, p)
		}
		expect(t, fmt.Sprintf("%d of them, the citizen's own: %v", c.n, c.own), guard(t, in, "fatigue"), c.want)
	}
}

// TestContractHours: the hours of employment average over so many weeks in a row, and just the threshold is not over
// it.
func TestContractHours(t *testing.T) {
	contract := ruleRow("contract", map[string]int{"hours": 12, "weeks": 4})
	for _, c := range []struct {
		what  string
		weeks []*model.Week
		want  string
		shown string
	}{
		{"12 hours in the first and the fourth week", []*model.Week{week("2026-09-07", 0, 24), week("2026-09-28", 0,
			24)}, "ask open: hours, weeks",
			"worked average={48 16} end=2026-10-04 hours=12 start=2026-09-07 weeks=4"},
		{"a quarter more", []*model.Week{week("2026-09-07", 0, 24), week("2026-09-28", 0, 25)},
			"consider over: contract",
			"worked average={49 16} end=2026-10-04 hours=12.25 start=2026-09-07 weeks=4"},
		{"the other in the fifth week", []*model.Week{week("2026-09-07", 0, 25), week("2026-10-05", 0, 25)},
			"ask open: hours, weeks",
			"worked average={25 16} end=2026-10-04 hours=6.25 start=2026-09-07 weeks=4"},
		{"the later week first", []*model.Week{week("2026-10-05", 0, 25), week("2026-09-07", 0, 25)},
			"ask open: hours, weeks",
			"worked average={25 16} end=2026-10-04 hours=6.25 start=2026-09-07 weeks=4"},
		{"an earlier week with less, read later", []*model.Week{week("2026-10-05", 0, 25), week("2026-09-07", 0, 4)},
			"ask open: hours, weeks",
			"worked average={25 16} end=2026-11-01 hours=6.25 start=2026-10-05 weeks=4"},
		{"a quarter of an hour, twice", []*model.Week{week("2026-10-05", 0, 1), week("2026-09-07", 0, 1)},
			"ask open: hours, weeks",
			"worked average={1 16} end=2026-10-04 hours=0.25 start=2026-09-07 weeks=4"},
		{"the busiest weeks are the later ones", []*model.Week{week("2026-09-07", 0, 4), week("2026-10-05", 0, 25),
			week("2026-10-12", 0, 24)},
			"consider over: contract", "worked average={49 16} end=2026-11-01 hours=12.25 start=2026-10-05 weeks=4"},
	} {
		in := judgedBy(contract)
		in.Weeks = append(c.weeks, &model.Week{PlacementID: "x", Monday: on("2026-09-07"), Paid: hours(37)})
		g := guard(t, in, "contract")
		expect(t, c.what, g, c.want)
		expectLines(t, c.what, g.Lines, c.shown)
	}
	in := judgedBy(contract)
	in.Weeks = []*model.Week{week("2026-09-07", 48, 0), {PlacementID: "x", Monday: on("2026-09-07"), Paid: hours(37)}}
	if g := guard(t, in, "contract"); g.Text != "none" {
		t.Errorf("no hours of employment: got %s", verdict(g))
	}
	in.Placement.Kind = "subsidy"
	in.Weeks = []*model.Week{week("2026-09-07", 20, 28), week("2026-09-14", 1, 0)}
	expect(t, "subsidised and ordinary hours count together", guard(t, in, "contract"), "consider over: contract")
}

func TestContractPlanned(t *testing.T) {
	contract := ruleRow("contract", map[string]int{"hours": 12, "weeks": 4})
	for _, c := range []struct {
		what, kind, today, step string
		want                    string
		shown                   []string
	}{
		{"exactly the threshold", "traineeship", "2026-11-02", "2026-11-02 12 3", "none", nil},
		{"a quarter more, the day before", "traineeship", "2026-11-01", "2026-11-02 12 3.25", "ask soon",
			[]string{"planned hours=3.25 on=2026-11-02"}},
		{"a quarter more, on the day", "traineeship", "2026-11-02", "2026-11-02 12 3.25", "ask planned: contract",
			[]string{"planned hours=3.25 on=2026-11-02"}},
		{"subsidised hours count", "subsidy", "2026-11-03", "2026-11-02 2 1.25", "ask planned: contract",
			[]string{"planned hours=3.25 on=2026-11-02"}},
		{"employed at the threshold", "subsidy", "2026-11-03", "2026-11-02 2 1", "ask open: weeks", nil},
	} {
		in := judgedBy(contract)
		in.Placement.Kind, in.Today = c.kind, on(c.today)
		in.Agreements = []*model.Agreement{agreement(c.step)}
		g := guard(t, in, "contract")
		if got := verdict(g); strings.TrimSpace(got) != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		expectLines(t, c.what, g.Lines, c.shown...)
		if c.want == "ask soon" && g.Args["on"] != on("2026-11-02") {
			t.Errorf("%s: says %v", c.what, g.Args)
		}
		in.Placement.ContractOn = on("2026-10-15")
		if g = guard(t, in, "contract"); g.Text != "none" {
			expectLines(t, c.what+", handed out", g.Lines, append(slices.Clone(c.shown), "contract on=2026-10-15")...)
		}
	}
}

func TestWeekGuard(t *testing.T) {
	for step, want := range map[string]string{"2026-09-07 30 7": "none", "2026-09-07 30 6.75": "none"} {
		in := judgedBy(ruleRow("week", map[string]int{"hours": 148}))
		in.Agreements = []*model.Agreement{agreement(step)}
		if g := guard(t, in, "week"); g.Text != want {
			t.Errorf("%s: got %s", step, verdict(g))
		}
	}
	in := judgedBy(ruleRow("week", map[string]int{"hours": 144})) // a step over 37 hours cannot be written
	in.Agreements = []*model.Agreement{agreement("2026-09-07 30 6", "2026-10-05 30 6.25")}
	g := guard(t, in, "week")
	expect(t, "a quarter over 36 hours", g, "consider over")
	expectLines(t, "a quarter over 36 hours", g.Lines, "sum hours=36.25 on=2026-10-05")
	if g.Args["hours"] != model.Hours(144) {
		t.Errorf("got %v, want the most", g.Args)
	}
	in.Rules.Rows[0].Unknown = true
	expect(t, "not known", guard(t, in, "week"), "ask unknown")
	in.Agreements = nil
	if g := guard(t, in, "week"); g.Text != "none" {
		t.Errorf("nothing agreed: got %s", verdict(g))
	}
}

// TestMentorDays: a mentor is agreed for so many months from day to day.
func TestMentorDays(t *testing.T) {
	for _, c := range []struct {
		what, until, today string
		want               string
	}{
		{"the last day of six months", "2027-03-06", "2026-10-01", "ok within"},
		{"a day more", "2027-03-07", "2026-10-01", "consider longer"},
		{"a single day", "2026-09-07", "2026-09-07", "ok within"},
		{"ended yesterday", "2026-09-30", "2026-10-01", "ask past"},
		{"ends today", "2026-10-01", "2026-10-01", "ok within"},
		{"before it begins", "2026-09-06", "2026-10-01", "ask nodates: order"},
	} {
		in := judgedBy(ruleRow("mentor", map[string]int{"months": 6}))
		in.Today, in.Agreements = on(c.today), []*model.Agreement{agreement("2026-09-07 12 0")}
		in.Agreements[0].Mentor, in.Agreements[0].MentorUntil = "Lis", on(c.until)
		g := guard(t, in, "mentor")
		expect(t, c.what, g, c.want)
		if c.until == "2027-03-06" {
			expectLines(t, c.what, g.Lines, "period days=181 end=2027-03-06 from=2026-09-07 last=2027-03-06")
		}
		in.Placement.State, in.Placement.EndedOn = "ended", on("2026-11-01")
		if c.want == "ask past" {
			expect(t, c.what+", and the placement too", guard(t, in, "mentor"), "ok within")
		}
	}
}

// TestMentorKept: the period begins with the first of the versions that follow one another with the same mentor and
// day.
func TestMentorKept(t *testing.T) {
	version := func(n int, from, mentor, until string) *model.Agreement {
		return &model.Agreement{Number: model.Some(n), ValidFrom: on(from), Mentor: mentor, MentorUntil: on(until)}
	}
	for _, c := range []struct {
		what     string
		versions []*model.Agreement
		want     string
	}{
		{"one version", []*model.Agreement{version(1, "2026-09-10", "Lis", "2027-01-31")}, "2026-09-10"},
		{"unchanged in three", []*model.Agreement{version(1, "2026-09-10", "Lis", "2027-01-31"), version(2,
			"2026-10-01", "Lis", "2027-01-31"),
			version(3, "2026-10-05", "Lis", "2027-01-31")}, "2026-09-10"},
		{"another mentor in between", []*model.Agreement{version(1, "2026-09-10", "Lis", "2027-01-31"), version(2,
			"2026-10-01", "Tom", "2027-01-31"),
			version(3, "2026-10-05", "Lis", "2027-01-31")}, "2026-10-05"},
		{"another day in between", []*model.Agreement{version(1, "2026-09-10", "Lis", "2027-01-31"), version(2,
			"2026-10-01", "Lis", "2027-02-28"),
			version(3, "2026-10-05", "Lis", "2027-01-31")}, "2026-10-05"},
		{"another mentor before both", []*model.Agreement{version(1, "2026-09-10", "Tom", "2027-01-31"), version(2,
			"2026-10-01", "Lis", "2027-01-31"),
			version(3, "2026-10-05", "Lis", "2027-01-31")}, "2026-10-01"},
		{"another mentor after", []*model.Agreement{version(1, "2026-09-10", "Lis", "2027-01-31"), version(2,
			"2026-10-01", "Lis", "2027-01-31"),
			version(3, "2027-01-04", "Tom", "2027-01-31")}, "2026-09-10"},
	} {
		in := judgedBy(ruleRow("mentor", map[string]int{"months": 6}))
		in.Today, in.Agreements = on("2026-10-10"), c.versions
		if got := guard(t, in, "mentor").Args["from"]; got != on(c.want) {
			t.Errorf("%s: from %v, want %s", c.what, got, c.want)
		}
	}
}

// TestMoneyOfTheNextStep: the step that is reckoned with is the next one with paid hours, else today's.
func TestMoneyOfTheNextStep(t *testing.T) {
	row := ruleRow("money", map[string]int{"free_month": 250000})
	for _, c := range []struct {
		what, today string
		steps       []string
		want        string
	}{
		{"no paid hours", "2026-10-01", []string{"2026-09-07 12 0"}, "none"},
		{"the day before the step", "2026-10-04", []string{"2026-09-07 12 1", "2026-10-05 12 2"}, "2026-10-05"},
		{"the day of the step", "2026-10-05", []string{"2026-09-07 12 1", "2026-10-05 12 2"}, "2026-10-05"},
		{"the day of a step, another to come", "2026-10-05", []string{"2026-10-05 12 2", "2026-11-02 12 3"},
			"2026-11-02"},
		{"the next has none, today's has", "2026-10-01", []string{"2026-09-07 12 0.25", "2026-10-05 12 0"},
			"2026-09-07"},
		{"a quarter of an hour comes", "2026-10-01", []string{"2026-09-07 12 0", "2026-10-05 12 0",
			"2026-11-02 12 0.25"}, "2026-11-02"},
		{"paid hours are over since today", "2026-10-05", []string{"2026-09-07 12 2", "2026-10-05 12 0"}, "none"},
		{"today's last day of them", "2026-10-04", []string{"2026-09-07 12 2", "2026-10-05 12 0"}, "2026-09-07"},
	} {
		in := judgedBy(row)
		in.Today, in.Agreements = on(c.today), []*model.Agreement{agreement(c.steps...)}
		in.Agreements[0].Wage = model.Some(145)
		g := guard(t, in, "money")
		if got := cmp.Or(fmt.Sprint(g.Args["on"]), ""); g.Text == "none" != (c.want == "none") || g.Text != "none" &&
			got != c.want {
			t.Errorf("%s: reckoned with %v, want %s", c.what, got, c.want)
		}
	}
}

// TestMoneyBoundaries: exactly the free amount is within it, an øre more is above.
func TestMoneyBoundaries(t *testing.T) {
	month := func(free int) map[string]int { return map[string]int{"free_month": free} }
	for _, c := range []struct {
		what   string
		values map[string]int
		step   string
		wage   model.Opt[int]
		want   string
		args   string
	}{
		{"just free: 3 hours at 100", month(130000), "2026-09-07 12 3", model.Some(100), "ok within",
			"free=130000 hours=3 month=130000"},
		{"an øre less is free, nothing said of the rest", month(129999), "2026-09-07 12 3", model.Some(100),
			"consider beyond", "free=129999 hours=3 month=130000"},
		{"an øre is taken with half of it", map[string]int{"free_month": 129999, "share": 50}, "2026-09-07 12 3",
			model.Some(100),
			"consider above", "free=129999 hours=3 month=130000 on=2026-09-07 share=50 taken=1"},
		{"less than half an øre is not", map[string]int{"free_month": 129999, "share": 49}, "2026-09-07 12 3",
			model.Some(100),
			"consider above", "free=129999 hours=3 month=130000 on=2026-09-07 share=49 taken=0"},
		{"within, with a share", map[string]int{"free_month": 140000, "share": 50}, "2026-09-07 12 3",
			model.Some(100), "ok within",
			"free=140000 hours=3 month=130000 on=2026-09-07 share=50 taken=0"},
		{"the rules' wage is asked about", month(500000), "2026-09-07 12 3", model.Opt[int]{}, "ask within: ownwage",
			"free=500000 hours=3 month=188500"},
		{"a wage of nothing is none", month(500000), "2026-09-07 12 3", model.Some(0), "ask within: ownwage",
			"month=188500"},
		{"a krone an hour", month(500000), "2026-09-07 12 3", model.Some(1), "ok within",
			"month=1300 on=2026-09-07 wage=100"},
		{"free by the hour, all hours", map[string]int{"free_hour": 2866}, "2026-09-07 12 3", model.Some(20),
			"ok within", "free=37258 hours=3 month=26000"},
		{"free by the hour, up to 12 hours a month", map[string]int{"free_hour": 2866, "hours_month": 48},
			"2026-09-07 12 3", model.Some(20), "ok within", "free=34392 hours=3"},
		{"free by the hour, up to 14", map[string]int{"free_hour": 2866, "hours_month": 56}, "2026-09-07 12 3",
			model.Some(20), "ok within", "free=37258 hours=3"},
		{"less than half an øre is rounded down", map[string]int{"free_hour": 97}, "2026-09-07 12 0.5", model.Some(1),
			"consider beyond", "free=210 hours=0.5"},
		{"half an øre is rounded up", map[string]int{"free_hour": 50, "hours_month": 1}, "2026-09-07 12 3",
			model.Some(20), "consider beyond", "free=13 hours=3"},
	} {
		in := judgedBy(ruleRow("money", c.values), ruleRow("wage", map[string]int{"hour": 14500}))
		in.Agreements = []*model.Agreement{agreement(c.step)}
		in.Agreements[0].Wage = c.wage
		g := guard(t, in, "money")
		expect(t, c.what, g, c.want)
		if got := values(g.Args); !strings.Contains(got, c.args) {
			t.Errorf("%s: got %s, want %s", c.what, got, c.args)
		}
	}
	in := judgedBy(ruleRow("money", month(100)))
	in.Agreements = []*model.Agreement{agreement("2026-09-07 12 3")}
	g := guard(t, in, "money")
	expect(t, "no wage anywhere", g, "ask nowage: wage")
	expectLines(t, "no wage anywhere", g.Lines)
}

func TestMoneyArithmetic(t *testing.T) {
	in := judgedBy(ruleRow("money", map[string]int{"free_month": 130000, "share": 50, "cap_from": 85, "cap_to": 100}))
	in.Agreements = []*model.Agreement{agreement("2026-09-07 12 4")}
	in.Agreements[0].Wage = model.Some(100)
	expectLines(t, "by the month", guard(t, in, "money").Lines, "month hours=4 month=173333 wage=10000",
		"free free=130000 month=173333 rest=43333 share=50 taken=21667", "cap from=85 to=100",
		"hours free=130000 wage=10000 week=300")
	in.Rules.Rows[0].Values = map[string]int{"free_month": 1, "cap_from": 85}
	expectLines(t, "one øre is free, no upper end of the cap", guard(t, in, "money").Lines,
		"month hours=4 month=173333 wage=10000",
		"cap from=85 to=85", "hours free=1 wage=10000 week=0")
	in.Rules.Rows[0].Values = map[string]int{"free_month": 0}
	expectLines(t, "nothing is free", guard(t, in, "money").Lines, "month hours=4 month=173333 wage=10000")
	in.Rules.Rows[0].Values = map[string]int{"free_hour": 2866}
	expectLines(t, "by the hour", guard(t, in, "money").Lines, "month hours=4 month=173333 wage=10000",
		"hourly free=2866")
	in.Agreements[0].Wage.V = 1
	in.Agreements[0].Steps = []string{"2026-09-07 12 0.25"} // 108.33 øre a month
	expectLines(t, "a quarter of an hour", guard(t, in, "money").Lines, "month hours=0.25 month=108 wage=100",
		"hourly free=2866")
	old, now := ruleRow("money", map[string]int{"free_month": 130000}), ruleRow("money",
		map[string]int{"free_month": 140000})
	old.To, now.From = on("2026-10-31"), on("2026-11-01")
	for from, want := range map[string]bool{"2026-10-31": false, "2026-11-01": true} {
		in = judgedBy(old, now)
		in.Agreements = []*model.Agreement{agreement(from + " 12 4")}
		in.Agreements[0].Wage = model.Some(100)
		lines := shown(guard(t, in, "money").Lines)
		if got := slices.Contains(lines, "changes on="+from); got != want {
			t.Errorf("a step from %s: got %v, want the change of rules told: %v", from, lines, want)
		}
	}
}

// TestRepresentativeSteps: what was done of hearing the employees, what is missing, and who has nobody to hear.
func TestRepresentativeSteps(t *testing.T) {
	rule := ruleRow("representative", map[string]int{"alone": 1, "colleagues": 1, "statement": 0})
	in := judgedBy(rule)
	p := in.Placement
	in.People = []*model.ContactPerson{{Head: model.Head{ID: ""}}, {Head: model.Head{ID: "x"}}}
	expect(t, "nobody chosen", guard(t, in, "representative"), "ask open: who, asked, confirmed, colleagues")
	p.RepID = "gone"
	expect(t, "somebody who is not there", guard(t, in, "representative"),
		"ask open: who, asked, confirmed, colleagues")
	p.RepID, p.RepAskedOn, p.RepConfirmedOn, p.ColleaguesOn = "x", on("2026-09-01"), on("2026-09-02"),
		on("2026-09-03")
	for _, c := range [][2]string{{"2026-09-06", "ok done"}, {"2026-09-07", "ok done"},
		{"2026-09-08", "consider done"}} {
		p.StatementOn = on(c[0])
		expect(t, "a statement of "+c[0], guard(t, in, "representative"), c[1])
	}
	expectLines(t, "all done", guard(t, in, "representative").Lines, "asked on=2026-09-01", "confirmed on=2026-09-02",
		"colleagues on=2026-09-03", "statement on=2026-09-08", "late on=2026-09-08 start=2026-09-07")
	p.StartOn = 0
	expect(t, "no first day", guard(t, in, "representative"), "ask open: start")
	p.ColleaguesOn = 0
	g := guard(t, in, "representative")
	expect(t, "the colleagues", g, "ask open: colleagues, start")
	if g.Args["n"] != 2 {
		t.Errorf("got %v missing, want 2", g.Args["n"])
	}
}

func TestRepresentativeNotHeard(t *testing.T) {
	done := func(p *model.Placement) { p.RepAskedOn, p.RepConfirmedOn, p.ColleaguesOn = 1, 1, 1 }
	for _, c := range []struct {
		what  string
		spoil func(in *rules.Input)
		want  bool
	}{
		{"nothing done", func(*rules.Input) {}, true},
		{"all done", func(in *rules.Input) { done(in.Placement) }, false},
		{"not asked", func(in *rules.Input) { done(in.Placement); in.Placement.RepAskedOn = 0 }, true},
		{"not confirmed", func(in *rules.Input) { done(in.Placement); in.Placement.RepConfirmedOn = 0 }, true},
		{"colleagues not heard", func(in *rules.Input) { done(in.Placement); in.Placement.ColleaguesOn = 0 }, true},
		{"colleagues need not be", func(in *rules.Input) {
			done(in.Placement)
			in.Placement.ColleaguesOn = 0
			in.Rules.Rows[0].Values["colleagues"] = 0
		}, false},
		{"one employee", func(in *rules.Input) { in.Company.StaffBand = "1" }, false},
		{"no such rule", func(in *rules.Input) { in.Rules.Rows = nil }, false},
		{"nobody knows the rule", func(in *rules.Input) { in.Rules.Rows[0].Unknown = true }, false},
	} {
		in := judgedBy(ruleRow("representative", map[string]int{"alone": 1, "colleagues": 1, "statement": 0}))
		c.spoil(in)
		if got := in.RepresentativeNotHeard(); got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// TestAlone: who works alone has nobody to hear, by the register first, else by the full-time equivalents.
func TestAlone(t *testing.T) {
	some := func(n model.FTE) model.Opt[model.FTE] { return model.Some(n) }
	for _, c := range []struct {
		what    string
		company *model.Company
		most    int
		want    string
	}{
		{"no workplace", nil, 1, ""},
		{"band 0", &model.Company{StaffBand: "0"}, 1, "band band=0"},
		{"band 0, none may be", &model.Company{StaffBand: "0"}, 0, "band band=0"},
		{"band 1", &model.Company{StaffBand: "1"}, 1, "band band=1"},
		{"band 1, none may be", &model.Company{StaffBand: "1"}, 0, ""},
		{"band 2-4", &model.Company{StaffBand: "2-4", FTE: some(50)}, 1, ""},
		{"99 hundredths", &model.Company{FTE: some(99)}, 1, "fte n=0.99"},
		{"one", &model.Company{FTE: some(100)}, 1, "fte n=1"},
		{"one hundredth more", &model.Company{FTE: some(101)}, 1, ""},
		{"nothing known", &model.Company{}, 1, ""},
	} {
		in := judgedBy(ruleRow("representative", map[string]int{"alone": c.most}))
		in.Company = c.company
		g := guard(t, in, "representative")
		if got := strings.HasSuffix(g.Text, ".alone"); got != (c.want != "") {
			t.Errorf("%s: got %s", c.what, verdict(g))
		} else if got {
			expectLines(t, c.what, g.Lines, c.want)
		}
	}
}

func TestOverlapLines(t *testing.T) {
	in := judgedBy(ruleRow("overlap", nil))
	a := agreement("2026-09-07 12 0.25")
	in.Agreements = []*model.Agreement{a}
	expect(t, "a quarter of an hour paid", guard(t, in, "overlap"), "ask open: paid")
	a.TrialTasks, a.PaidTasks = nil, []string{"Opvask"}
	expect(t, "no unpaid tasks", guard(t, in, "overlap"), "ask open: trial")
	a.TrialTasks, a.Steps = []string{"opvask"}, nil
	g := guard(t, in, "overlap")
	expect(t, "on both lists", g, "consider same")
	expectLines(t, "on both lists", g.Lines, "task paid=Opvask trial=opvask")
	in.Rules.Rows[0].Unknown = true
	expect(t, "not known", guard(t, in, "overlap"), "ask unknown")
}

// TestRemindersCount: the rows that are sentences, of the day, the instrument and the group.
func TestRemindersCount(t *testing.T) {
	reminder := func(key string, change func(*rules.Rule)) rules.Rule {
		r := ruleRow("reminder", nil)
		r.Key = key
		change(&r)
		return r
	}
	in := judgedBy(reminder("until the day before", func(r *rules.Rule) { r.To = on("2026-09-06") }),
		reminder("until the first day", func(r *rules.Rule) { r.To = on("2026-09-07") }),
		reminder("from the first day", func(r *rules.Rule) { r.From = on("2026-09-07") }),
		reminder("from the day after", func(r *rules.Rule) { r.From = on("2026-09-08") }),
		reminder("of this kind", func(r *rules.Rule) { r.Instruments = []string{"trial", "traineeship"} }),
		reminder("of another kind", func(r *rules.Rule) { r.Instruments = []string{"flex"} }),
		reminder("of a group", func(r *rules.Rule) { r.Groups = []string{"benefit"} }),
		ruleRow("purpose", nil))
	var got []string
	for _, g := range rules.Judge(*in) {
		if g.Key == "reminder" {
			expect(t, g.Rule.Key, g, "ask guard.reminder")
			got = append(got, g.Rule.Key)
		}
	}
	if want := []string{"until the first day", "from the first day", "of this kind"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestByLevel(t *testing.T) {
	list := []rules.Guard{{Key: "a", Level: "ok"}, {Key: "b", Level: "consider"}, {Key: "c", Level: "ask"}, {Key: "d",
		Level: "ask"}, {Key: "e", Level: "consider"}}
	var got string
	for _, g := range rules.ByLevel(list) {
		got += g.Key
	}
	if got != "becda" || list[0].Key != "a" {
		t.Errorf("got %s and first %s, want becda and a copy", got, list[0].Key)
	}
}

// TestJudgeNeedsBoth: a placement without rules, and rules without a placement, have no guards.
func TestJudgeNeedsBoth(t *testing.T) {
	in := judgedBy(ruleRow("expansion", nil))
	if got := rules.Judge(*in); len(got) != 1 {
		t.Fatalf("got %d guards, want 1", len(got))
	}
	one, other := *in, *in
	one.Rules, other.Placement = nil, nil
	if a, b := rules.Judge(one), rules.Judge(other); a != nil || b != nil {
		t.Errorf("got %v and %v, want none", a, b)
	}
}

// TestAgreementThatCounts: guards read the version of today, else the newest there is.
func TestAgreementThatCounts(t *testing.T) {
	in := judgedBy(ruleRow("purpose", nil))
	first, second := agreement("2026-09-07 12 0"), agreement("2026-09-07 12 0")
	first.Purpose, second.Purpose = "", "training"
	second.Number = model.Some(2)
	for _, c := range []struct {
		what     string
		from, to string
		want     string
	}{
		{"the second from tomorrow", "2026-09-07", "2026-10-02", "ask open: purpose"},
		{"the second from today", "2026-09-07", "2026-10-01", "ok chosen"},
		{"both to come", "2026-10-02", "2026-10-03", "ok chosen"},
	} {
		first.ValidFrom, second.ValidFrom = on(c.from), on(c.to)
		in.Agreements = []*model.Agreement{second, first}
		expect(t, c.what, guard(t, in, "purpose"), c.want)
	}
}

// TestFatigueOfAnOpenPlacement: one that still runs without a last day has lasted until today.
func TestFatigueOfAnOpenPlacement(t *testing.T) {
	in := tired()
	open := other("1", "running", "2026-09-01", "2026-09-01")
	open.CitizenID, open.EndOn = "c", 0
	in.There = []rules.WorkplaceUse{{Placement: open}}
	if g := guard(t, in, "fatigue"); g.Args["days"] != rules.Span(31+91) {
		t.Errorf("1 September to today, 1 October, and this one: got %v days, want 122", g.Args["days"])
	}
}

// TestDurationEndsSoon: a placement is said to end soon from 14 days before its last day on, as on Today.
func TestDurationEndsSoon(t *testing.T) {
	in := judgedBy(ruleRow("duration", inSteps()))
	for _, c := range []struct {
		ahead, left int
		want        string
	}{{-2, 0, "ask past"}, {-1, 0, "ask past"}, {0, 1, "ok soon"}, {1, 2, "ok soon"}, {13, 14, "ok soon"}, {14,
		15, "ok soon"}, {15, 16, "ok first"}} {
		in.Today = in.Placement.EndOn.Add(-c.ahead)
		g := guard(t, in, "duration")
		expect(t, fmt.Sprint(c.ahead, " days before the last one"), g, c.want)
		if g.Args["left"] != rules.Span(c.left) {
			t.Errorf("%d days before the last one: got %v left, want %d", c.ahead, g.Args["left"], c.left)
		}
	}
}
