package rules_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"jobspor/data/reference/ruleset"
	"jobspor/model"
	"jobspor/model/rules"
)

// erasure makes one known value of what is judged unknown.
type erasure struct {
	name  string
	erase func(in *rules.Input)
}

// erasures are all the values that a guard counts and that can be unknown.
func erasures(in *rules.Input) []erasure {
	p, c := in.Placement, in.Company
	list := []erasure{
		{"company", func(in *rules.Input) { in.Company = nil }},
		{"fte", func(*rules.Input) { c.FTE.Known = false }},
		{"fte_on", func(*rules.Input) { c.FTEOn = 0 }},
		{"fte_source", func(*rules.Input) { c.FTESource = "" }},
		{"not_ordinary", func(*rules.Input) { c.NotOrdinary = model.Opt[model.FTE]{} }},
		{"others", func(*rules.Input) { c.Others = model.Opt[model.FTE]{} }},
		{"others_on", func(*rules.Input) { c.OthersOn = 0 }},
		{"others_source", func(*rules.Input) { c.OthersSource = "" }},
		{"sector", func(*rules.Input) { c.Sector = "" }},
		{"sector_source", func(*rules.Input) { c.SectorSource = "" }},
		{"sector_on", func(*rules.Input) { c.SectorOn = 0 }},
		{"pnumber", func(*rules.Input) { c.PNumber = "" }},
		{"staff_band", func(*rules.Input) { c.StaffBand = "" }},
		{"start_on", func(*rules.Input) { p.StartOn = 0 }},
		{"end_on", func(*rules.Input) { p.EndOn = 0 }},
		{"ended_on", func(*rules.Input) { p.EndedOn = 0 }},
		{"target_group", func(*rules.Input) { p.TargetGroup = "" }},
		{"at_employer", func(*rules.Input) { p.AtEmployer = model.Unknown }},
		{"extension_reason", func(*rules.Input) { p.ExtensionReason = "" }},
		{"continues_how", func(*rules.Input) { p.ContinuesHow = "" }},
		{"rep", func(*rules.Input) { p.RepID = "" }},
		{"people", func(in *rules.Input) { in.People = nil }},
		{"rep_asked_on", func(*rules.Input) { p.RepAskedOn = 0 }},
		{"rep_confirmed_on", func(*rules.Input) { p.RepConfirmedOn = 0 }},
		{"colleagues_on", func(*rules.Input) { p.ColleaguesOn = 0 }},
		{"statement_on", func(*rules.Input) { p.StatementOn = 0 }},
		{"vacated", func(*rules.Input) { p.Vacated = model.Unknown }},
		{"net_expansion", func(*rules.Input) { p.NetExpansion = model.Unknown }},
		{"employer_reason", func(*rules.Input) { p.EmployerReason = "" }},
		{"contract_on", func(*rules.Input) { p.ContractOn = 0 }},
		{"agreements", func(in *rules.Input) { in.Agreements = nil }},
		{"paid hours before", func(in *rules.Input) { in.PaidBefore = nil }},
	}
	for _, q := range in.Rules.Questions(0) {
		if _, told := q.Answer(); told {
			list = append(list, erasure{"own " + q.Key(), func(in *rules.Input) {
				in.Rules = unanswered(in.Rules,
					q.Key())
			}})
		}
	}
	for _, pause := range in.Pauses {
		list = append(list, erasure{"whether a pause counts", func(*rules.Input) { pause.Counts = model.Unknown }})
	}
	for i, a := range in.Agreements {
		list = append(list,
			erasure{fmt.Sprint("purpose ", i), func(*rules.Input) { a.Purpose = "" }},
			erasure{fmt.Sprint("trial_tasks ", i), func(*rules.Input) { a.TrialTasks = nil }},
			erasure{fmt.Sprint("paid_tasks ", i), func(*rules.Input) { a.PaidTasks = nil }},
			erasure{fmt.Sprint("wage ", i), func(*rules.Input) { a.Wage.Known = false }},
			erasure{fmt.Sprint("rate_type ", i), func(*rules.Input) { a.RateType = "" }},
			erasure{fmt.Sprint("mentor_until ", i), func(*rules.Input) { a.MentorUntil = 0 }})
	}
	for i, w := range in.Weeks {
		list = append(list,
			erasure{fmt.Sprint("week paid ", i), func(*rules.Input) { w.Paid = model.Opt[model.Hours]{} }},
			erasure{fmt.Sprint("week trial ", i), func(*rules.Input) { w.Trial = model.Opt[model.Hours]{} }},
			erasure{fmt.Sprint("week ", i), func(in *rules.Input) { in.Weeks[i] = &model.Week{} }})
	}
	for i := range in.There {
		if i == 0 {
			continue // this placement itself
		}
		o := in.There[i].Placement
		list = append(list,
			erasure{fmt.Sprint("there: hours ", i),
				func(in *rules.Input) { in.There[i].Takes[0].Weekly.Known = false }},
			erasure{fmt.Sprint("there: start_on ", i), func(*rules.Input) { o.StartOn = 0 }},
			erasure{fmt.Sprint("there: end_on ", i), func(*rules.Input) { o.EndOn = 0 }},
			erasure{fmt.Sprint("there: target_group ", i), func(*rules.Input) { o.TargetGroup = "" }},
			erasure{fmt.Sprint("there: at_employer ", i), func(*rules.Input) { o.AtEmployer = model.Unknown }})
	}
	for i, b := range in.Before {
		list = append(list,
			erasure{fmt.Sprint("before: start_on ", i), func(*rules.Input) { b.StartOn = 0 }},
			erasure{fmt.Sprint("before: ended_on ", i), func(*rules.Input) { b.EndedOn = 0 }},
			erasure{fmt.Sprint("before: outcome ", i), func(*rules.Input) { b.Outcome = "" }})
	}
	return list
}

// unanswered is the set without one of the municipality's own values.
func unanswered(r *rules.Set, key string) *rules.Set {
	plain, err := ruleset.Load()
	if err != nil {
		panic(err)
	}
	var list []rules.Answer
	for _, q := range r.Questions(0) {
		if a, told := q.Answer(); told && q.Key() != key {
			list = append(list, a)
		}
	}
	set, _ := plain.With(list)
	return set
}

// drawOwn is the municipality's own value for each uncertain one: as in the rules, or on either side of it.
func drawOwn(t *rapid.T, r *rules.Set) *rules.Set {
	var list []rules.Answer
	for _, q := range r.Questions(0) {
		a := rules.Answer{Key: q.Key(), Source: "kommunen", On: on("2026-08-01")}
		n, ok := r.Named(q.Rule.Key)
		usual := map[string]int{"hours": 148, "weeks": 13, "months": 6, "kroner": 250000}[q.Spec.Unit]
		if ok {
			usual = n.ValueOr(q.Spec.Name, usual)
		}
		switch q.Spec.Unit {
		case "order":
			continue
		case "yesno":
			a.Value = rapid.SampledFrom([]string{"ja", "nej"}).Draw(t, a.Key)
		default:
			a.Value = q.Spec.Text(max(1, usual*rapid.SampledFrom([]int{50, 100, 150}).Draw(t, a.Key)/100))
		}
		if r.CheckAnswer(a) == nil {
			list = append(list, a)
		}
	}
	set, _ := r.With(list)
	return set
}

// drawKnown is a placement of which everything can be known, at the edges of what the rules count.
func drawKnown(t *rapid.T, full *rules.Input) *rules.Input {
	in, p, c := full, full.Placement, full.Company
	day := func(name string, list ...string) model.Date { return on(rapid.SampledFrom(list).Draw(t, name)) }
	pick := func(name string, list ...string) string { return rapid.SampledFrom(list).Draw(t, name) }
	weekly := func(name string, most int) model.Hours { return model.Hours(4 * rapid.IntRange(0, most).Draw(t, name)) }
	tri := func(name string) model.Tri { return model.Tri(rapid.IntRange(0, 2).Draw(t, name)) }
	in.Rules = drawOwn(t, in.Rules)
	in.Today = day("today", "2026-10-01", "2026-11-30", "2026-12-10")
	p.Kind = pick("kind", "traineeship", "traineeship", "subsidy", "flex", "ordinary", "trial")
	p.State = pick("state", "agreed", "running", "ended")
	p.TargetGroup = pick("group", "activity_ready", "benefit", "sickness", "resource_course")
	p.StartOn = day("start", "2026-09-07", "2025-12-01", "2027-01-04")
	p.EndOn = p.StartOn.Add(rapid.SampledFrom([]int{27, 90, 91, 181, 182}).Draw(t, "days"))
	if p.State == "ended" {
		p.EndedOn = max(p.StartOn, p.EndOn.Add(rapid.SampledFrom([]int{-30, 0, 30}).Draw(t, "ended")))
	}
	p.AtEmployer, p.ExtensionReason = tri("at employer"), pick("reason", "", "timerne stiger")
	p.StatementOn = p.StartOn.Add(rapid.SampledFrom([]int{-1, 0, 1}).Draw(t, "statement"))
	p.Vacated, p.NetExpansion, p.EmployerReason = tri("vacated"), tri("net expansion"), pick("why", "", "flere kunder")
	p.ContractOn = day("contract", "2026-09-01", "")
	c.FTE.V = model.FTE(rapid.SampledFrom([]int{50, 100, 101, 499, 1000}).Draw(t, "fte"))
	c.NotOrdinary.V = model.FTE(rapid.SampledFrom([]int{0, 50}).Draw(t, "not ordinary"))
	c.Others.V = model.FTE(rapid.SampledFrom([]int{0, 30, 200}).Draw(t, "others"))
	c.Sector, c.SectorOn = pick("sector", "public", "private"), day("sector on", "2026-08-01", "2020-01-01")
	c.StaffBand = pick("band", "", "1", "5-9")
	c.FTEOn = day("fte on", "2026-08-01", "2025-01-01")
	c.OthersOn = c.FTEOn
	a := in.Agreements[0]
	a.PaidTasks = rapid.SampledFrom([][]string{nil, {"opvask"}, {"rengøring"}}).Draw(t, "paid tasks")
	a.Wage, a.RateType = model.Some(145), pick("rate", "basic", "raised", "home")
	a.Mentor = pick("mentor", "", "Lis")
	if a.Mentor != "" {
		a.MentorUntil = day("mentor until", "2026-10-31", "2027-03-06", "2027-06-01")
	}
	a.Steps = nil
	for i := range rapid.IntRange(0, 2).Draw(t, "steps") {
		a.Steps = append(a.Steps, fmt.Sprintf("%s %d %d", p.StartOn.Add(28*i), rapid.IntRange(0, 30).Draw(t, "trial"),
			rapid.IntRange(0, 7).Draw(t, "paid")))
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "weeks") {
		monday := p.StartOn.Monday().Add(7 * i)
		if _, _, runs := p.InWeek(monday); !runs || monday.Add(6) >= in.Today {
			break // hours are known of weeks that are over
		}
		in.Weeks = append(in.Weeks, &model.Week{PlacementID: "p", Monday: monday,
			Trial: model.Some(weekly("trial", 20)), Paid: model.Some(weekly("paid", 5))})
	}
	in.There[0].Takes = takes(model.Some(weekly("here", 37)))
	for i := range rapid.IntRange(0, 2).Draw(t, "there") {
		o := other(fmt.Sprint("there", i), pick("there state", "agreed", "running"), "2026-09-07", "2027-02-01")
		o.Kind = pick("there kind", "traineeship", "trial")
		o.StartOn, o.AtEmployer = day("there from", "2026-06-01", "2026-11-02"), tri("there at employer")
		o.TargetGroup = pick("there group", "activity_ready", "sickness", "resource_course")
		in.There = append(in.There,
			rules.WorkplaceUse{Placement: o, Takes: takes(model.Some(weekly("there hours", 37)))})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "before") {
		o := other(fmt.Sprint("before", i), "ended", "2026-02-02", "2026-03-01")
		o.EndedOn = o.EndOn.Add(rapid.SampledFrom([]int{-7, 0, 90}).Draw(t, "before ended"))
		o.CitizenID, o.Outcome = pick("whose", "c", "d"), pick("outcome", "", "paid_hours")
		in.Before = append(in.Before, o)
	}
	if len(in.Before) > 0 && rapid.Bool().Draw(t, "linked") {
		p.ContinuesID, p.ContinuesHow = in.Before[0].ID, pick("how", "extension", "renewal")
	}
	return in
}

// mayVanish are the guards that are about an agreement, or about hours, that is then not there.
var mayVanish = map[string]bool{"overlap": true, "contract": true, "mentor": true, "money": true, "week": true}

// TestUnknownIsNeverOK: taking a known value away never makes a guard ok, nor silent unless what it is about is gone.
func TestUnknownIsNeverOK(t *testing.T) {
	name := func(g rules.Guard) string {
		if g.Key == "reminder" {
			return g.Key + " " + g.Rule.Key
		}
		return g.Key
	}
	rapid.Check(t, func(rt *rapid.T) {
		in := drawKnown(rt, traineeship(t))
		before := map[string]rules.Guard{}
		for _, g := range rules.Judge(*in) {
			before[name(g)] = g
		}
		list := erasures(in)
		e := list[rapid.IntRange(0, len(list)-1).Draw(rt, "erased")]
		e.erase(in)
		there := map[string]bool{}
		for _, g := range rules.Judge(*in) {
			there[name(g)] = true
			if was := before[name(g)]; g.Level == rules.LevelOK && was.Level != rules.LevelOK {
				rt.Fatalf("without %s: %s became ok (%s), was %s (%s)", e.name, name(g), g.Text, was.Level, was.Text)
			}
			if g.Level == rules.LevelOK && len(g.Missing) > 0 {
				rt.Fatalf("%s is ok and asks %v", name(g), g.Missing)
			}
		}
		for key, g := range before {
			if g.Level != rules.LevelOK && !there[key] && !mayVanish[g.Key] && g.Key != "reminder" {
				rt.Fatalf("without %s: %s (%s, %s) is silent", e.name, key, g.Level, g.Text)
			}
		}
	})
}
