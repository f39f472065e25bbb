package rules_test

import (
	"strings"
	"testing"

	"jobspor/data/reference/ruleset"
	"jobspor/model"
	"jobspor/model/rules"
)

// own makes one value of the rules of the case the municipality's own; "" takes the answer away.
func own(t testing.TB, in *rules.Input, key, value string) {
	t.Helper()
	plain, err := ruleset.Load()
	if err != nil {
		t.Fatal(err)
	}
	var list []rules.Answer
	for _, a := range answers(plain) {
		if a.Key != key {
			list = append(list, a)
		}
	}
	if value != "" {
		list = append(list, rules.Answer{Key: key, Value: value, Source: "økonomi", On: on("2026-11-04")})
	}
	set, rest := plain.With(list)
	if len(rest) > 0 {
		t.Fatalf("%v fit nowhere", rest)
	}
	in.Rules = set
}

// TestOwnValuesMoveTheGuard: each uncertain value, when the municipality has its own, changes what its guard says; the
// guard names it with source and day; without an answer the guard asks and is never ok.
func TestOwnValuesMoveTheGuard(t *testing.T) {
	long := func(days int) func(*rules.Input) {
		return func(in *rules.Input) {
			in.Placement.EndOn = in.Placement.StartOn.Add(days - 1)
			in.Placement.ExtensionReason = "timerne stiger"
		}
	}
	of := func(group string, days int) func(*rules.Input) {
		return func(in *rules.Input) {
			in.Placement.TargetGroup = group
			long(days)(in)
		}
	}
	subsidy := func(sector string) func(*rules.Input) {
		return func(in *rules.Input) {
			in.Placement.Kind, in.Company.Sector = "subsidy", sector
			long(200)(in)
		}
	}
	mentor := func(in *rules.Input) {
		in.Agreements[0].Mentor, in.Agreements[0].MentorUntil = "Lis", on("2027-02-01")
	}
	paid := func(in *rules.Input) {
		a := in.Agreements[0]
		a.Steps, a.PaidTasks = []string{"2026-09-07 12 6"}, []string{"kasse"}
		a.Wage, a.RateType = model.Some(145), "basic"
	}
	there := func(kind, group string) func(*rules.Input) {
		return func(in *rules.Input) {
			o := other("2", "running", "2026-08-03", "2026-12-30")
			o.Kind, o.TargetGroup = kind, group
			in.There = append(in.There, rules.WorkplaceUse{Placement: o, Takes: takes(hours(37))},
				rules.WorkplaceUse{Placement: other("3", "running", "2026-08-03", "2026-12-30"),
					Takes: takes(hours(30))})
		}
	}
	rate := func(name string) func(*rules.Input) {
		return func(in *rules.Input) {
			paid(in)
			in.Agreements[0].RateType = name
		}
	}
	for _, c := range []struct {
		key, guard   string
		change       func(*rules.Input)
		value        string
		usual, moved string // level and sentence with the rules' own value, and with this one
	}{
		{"ratio.2025.full_week", "ratio", func(in *rules.Input) { there("traineeship", "activity_ready")(in) }, "40",
			"consider peak", "ok room"},
		{"ratio.2025.trial", "ratio", there("trial", ""), "ja", "ok room", "consider peak"},
		{"exempt.resource_course.counts", "ratio", there("traineeship", "resource_course"), "nej", "consider peak",
			"ok room"},
		{"duration.short.first_weeks", "duration", of("job_ready", 91), "13", "consider notlonger", "ok first"},
		{"duration.short.extendable", "duration", of("job_ready", 91), "ja", "consider notlonger", "consider longer"},
		{"duration.other.first_weeks", "duration", of("rehabilitation", 100), "16", "consider extended", "ok first"},
		{"duration.sickness.first_weeks", "duration", of("sickness", 100), "16", "consider extended", "ok first"},
		{"duration.sickness.extend_to_weeks", "duration", of("sickness", 200), "52", "consider steps",
			"consider extended"},
		{"duration.subsidy.first_months", "duration", subsidy("private"), "12", "consider longer", "ok first"},
		{"duration.subsidy.public.first_months", "duration", subsidy("public"), "4", "ask unknown", "consider longer"},
		{"mentor.2026.months", "mentor", mentor, "3", "ok within", "consider longer"},
		{"money.minimum.free_month", "money", rate("minimum"), "1000", "ok within", "consider above"},
		{"money.basic.free_month", "money", rate("basic"), "1000", "ok within", "consider above"},
		{"money.raised.free_month", "money", rate("raised"), "9000", "consider above", "ok within"},
	} {
		if c.key == "ratio.2025.full_week" {
			c.change = func(in *rules.Input) {
				there("traineeship", "activity_ready")(in)
				in.There[1].Takes, in.There[2].Takes = takes(hours(33)),
					takes(hours(30)) // 75 of 74 hours with this one
			}
		}
		in := traineeship(t)
		c.change(in)
		said := func() string {
			g := guard(t, in, c.guard)
			return g.Level + " " + strings.TrimPrefix(g.Text, "guard."+c.guard+".")
		}
		if got := said(); got != c.usual {
			t.Errorf("%s as in the rules: got %s, want %s", c.key, got, c.usual)
		}
		own(t, in, c.key, c.value)
		if got := said(); got != c.moved {
			t.Errorf("%s = %s: got %s, want %s", c.key, c.value, got, c.moved)
		}
		named := false
		for _, l := range guard(t, in, c.guard).Lines {
			named = named || l.Text == "guard.value.own" && l.Args["source"] == "økonomi" &&
				l.Args["on"] == on("2026-11-04")
		}
		if !named {
			t.Errorf("%s: the guard does not name its source", c.key)
		}
		own(t, in, c.key, "")
		g := guard(t, in, c.guard)
		asks := false
		for _, l := range g.Missing {
			asks = asks || l.Text == "guard.value.unsure" || l.Text == "guard.value.unknown"
		}
		if g.Level == "ok" || !asks {
			t.Errorf("%s without an answer: %s asking %v", c.key, g.Level, g.Missing)
		}
	}
}

// TestOpenValues: all the values that are asked today are in the table above, but the order of VITAS; those of rows of
// another edition are asked anew.
func TestOpenValues(t *testing.T) {
	set, err := ruleset.Load()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, q := range set.Open(on("2026-11-26")) {
		keys = append(keys, q.Key())
	}
	want := "ratio.2025.full_week ratio.2025.trial exempt.resource_course.counts duration.short.first_weeks " +
		"duration.short.extendable duration.other.first_weeks duration.sickness.first_weeks " +
		"duration.sickness.extend_to_weeks duration.subsidy.first_months duration.subsidy.public.first_months " +
		"mentor.2026.months money.minimum.free_month money.basic.free_month money.raised.free_month vitas.order"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	told, _ := set.With(answers(set))
	keys = nil
	for _, q := range told.Open(on("2027-01-01")) {
		keys = append(keys, q.Key())
	}
	if got := strings.Join(keys, " "); got != "" {
		t.Errorf("all was answered, but %s", got)
	}
	if n := len(set.Open(on("2027-01-01"))); n != 6 {
		t.Errorf("%d values are asked in 2027", n)
	}
}

// TestAnswersThatAreRefused: an own value has a source and a day, can be read, and fits its row; what fits nowhere
// changes nothing and is told.
func TestAnswersThatAreRefused(t *testing.T) {
	set, err := ruleset.Load()
	if err != nil {
		t.Fatal(err)
	}
	good := rules.Answer{Key: "ratio.2025.full_week", Value: "37", Source: "HR", On: on("2026-11-04")}
	for _, c := range []struct {
		change func(*rules.Answer)
		want   string
	}{
		{func(*rules.Answer) {}, ""},
		{func(a *rules.Answer) { a.Value = "7,5" }, ""},
		{func(a *rules.Answer) { a.Key = "ratio.2025.per" }, "err.rules.value.none at "},
		{func(a *rules.Answer) { a.Value = " " }, "err.rules.value.empty at value"},
		{func(a *rules.Answer) { a.Source = "" }, "err.rules.value.source at source"},
		{func(a *rules.Answer) { a.On = 0 }, "err.rules.value.date at date"},
		{func(a *rules.Answer) { a.Value = "mange" }, "err.rules.value.hours at value"},
		{func(a *rules.Answer) { a.Value = "0,75" }, "err.rules.value.range at value"},
		{func(a *rules.Answer) { a.Value = "60,25" }, "err.rules.value.range at value"},
		{func(a *rules.Answer) { a.Key, a.Value = "duration.sickness.first_weeks", "26" },
			"err.rules.value.fits at value"},
		{func(a *rules.Answer) { a.Key, a.Value = "vitas.order", "cvr, company" }, ""},
		{func(a *rules.Answer) { a.Key, a.Value = "vitas.order", "cvr, cvr" }, "err.rules.value.order at value"},
		{func(a *rules.Answer) { a.Key, a.Value = "vitas.order", "farve" }, "err.rules.value.order at value"},
	} {
		a := good
		c.change(&a)
		if got := ruleFault(set.CheckAnswer(a)); got != c.want {
			t.Errorf("%+v: got %q, want %q", a, got, c.want)
		}
	}
	for _, a := range []rules.Answer{{Key: "findes.ikke", Value: "1"}, {Key: "duration.sickness.first_weeks",
		Value: "26"},
		{Key: "ratio.2025.full_week", Value: "mange"}, {Key: "vitas.order", Value: "farve"}} {
		if same, rest := set.With([]rules.Answer{a}); len(rest) != 1 || len(same.Open(0)) != len(set.Open(0)) {
			t.Errorf("%+v changed something, or is not told: %v", a, rest)
		}
	}
	other, _ := set.With([]rules.Answer{good})
	if n, _ := set.Named("ratio.2025"); len(n.Own) != 0 || len(other.Open(on("2026-11-26"))) != 14 {
		t.Error("the set itself was changed")
	}
	if list, row := other.Order(on("2026-11-26"), "traineeship"); row == nil || list[0] != "company" {
		t.Errorf("got %v by %v", list, row)
	}
}

// TestOneFreePlaceIsSingular: what is free is said in the singular for one place or a part of one.
func TestOneFreePlaceIsSingular(t *testing.T) {
	for _, c := range []struct {
		fte  model.FTE
		here int
		want int
	}{{500, 0, 1}, {500, 12, 1}, {500, 37, 2}, {1000, 12, 2}, {1000, 37, 1}, {2500, 0, 2}} {
		in := traineeship(t)
		in.Company.FTE, in.There[0].Takes = model.Some(c.fte), takes(hours(c.here))
		if g := guard(t, in, "ratio"); g.Args["free"] != c.want {
			t.Errorf("%v: %v is free: got %v, want %d", c, g.Args["left"], g.Args["free"], c.want)
		}
	}
}

// TestTheSectorGetsOld: what was told of public or private is asked again after a while.
func TestTheSectorGetsOld(t *testing.T) {
	in := traineeship(t)
	in.Placement.Kind = "subsidy"
	for day, want := range map[string]string{"2024-09-07": "ok: ", "2024-09-06": "ask: guard.settle.ask.sectorstale",
		"": "ask: guard.settle.ask.sectoron"} {
		in.Company.SectorOn = on(day)
		g := guard(t, in, "duration")
		asks := ""
		for _, m := range g.Missing {
			asks += m.Text
		}
		if got := g.Level + ": " + asks; got != want {
			t.Errorf("%q: got %s, want %s", day, got, want)
		}
	}
}

// TestWhatIsNotKnownIn2027IsSaid: no kind of rule that ends with 2026 is silent after it.
func TestWhatIsNotKnownIn2027IsSaid(t *testing.T) {
	set, err := ruleset.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range set.Ending(on("2026-12-31")) {
		if r.To == on("2026-12-31") && r.Kind != "exempt" && set.Next(r) == nil {
			t.Errorf("%s ends and nothing is said after it", r.Key)
		}
	}
}
