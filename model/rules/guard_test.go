package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/data/reference/ruleset"
	"jobspor/model"
	"jobspor/model/rules"
)

func on(s string) model.Date {
	if s == "" {
		return 0
	}
	d, err := model.ParseDate(s, 0)
	if err != nil {
		panic(err)
	}
	return d
}

// case of a placement: a traineeship of 13 weeks for somebody activity-ready at a workplace of 10 full-time
// equivalents, with everything there is to have; tests take something away.
func traineeship(t testing.TB) *rules.Input {
	t.Helper()
	r, err := ruleset.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, _ = r.With(answers(r))
	p := &model.Placement{
		Ref: "F-0001", CitizenID: "c", CompanyID: "w", Kind: "traineeship", State: "running",
		TargetGroup: "activity_ready",
		MadeOn:      on("2026-08-20"), StartOn: on("2026-09-07"), EndOn: on("2026-12-06"), RepID: "rep",
		RepAskedOn: on("2026-08-25"), RepConfirmedOn: on("2026-08-26"),
		ColleaguesOn: on("2026-08-27"), StatementOn: on("2026-08-28")}
	p.ID = "p"
	rep := &model.ContactPerson{CompanyID: "w", Role: "representative"}
	rep.ID = "rep"
	c := told(&model.Company{
		PNumber: "1012345678", FTE: model.Some(model.FTE(1000)), FTEOn: on("2026-08-01"), FTESource: "lederen",
		StaffBand: "10-19",
	})
	return &rules.Input{
		Today: on("2026-10-01"), Rules: r, Placement: p, Citizen: &model.Citizen{}, Company: c,
		People:     []*model.ContactPerson{rep},
		Agreements: []*model.Agreement{agreement("2026-09-07 12 0")},
		There:      []rules.WorkplaceUse{{Placement: p, Takes: takes(hours(12))}}}
}

// answers are the municipality's own values for all that the rules are not sure of: the same as the rules have.
func answers(r *rules.Set) (out []rules.Answer) {
	for _, q := range r.Questions(0) {
		n := q.Amount()
		if q.Spec.Unit == "order" {
			out = append(out, rules.Answer{Key: q.Key(), Value: "company", Source: "kommunen", On: on("2026-08-01")})
		} else if n.Known {
			out = append(out, rules.Answer{Key: q.Key(), Value: q.Spec.Text(n.N), Source: "kommunen",
				On: on("2026-08-01")})
		}
	}
	return out
}

func hours(h int) model.Opt[model.Hours] { return model.Some(model.Hours(4 * h)) }

// takes is the same hours on every day.
func takes(weekly model.Opt[model.Hours]) []rules.Take { return []rules.Take{{Weekly: weekly}} }

// told fills in what a workplace has said of those who are there from elsewhere: nobody.
func told(c *model.Company) *model.Company {
	c.NotOrdinary, c.Others = model.Some(model.FTE(0)), model.Some(model.FTE(0))
	c.OthersOn, c.OthersSource, c.Sector, c.SectorSource = c.FTEOn, "lederen", "private", "CVR"
	c.SectorOn = on("2026-08-01")
	return c
}

func agreement(steps ...string) *model.Agreement {
	return &model.Agreement{
		PlacementID: "p", Number: model.Some(1), ValidFrom: on("2026-09-01"), Purpose: "training", Steps: steps,
		TrialTasks: []string{"Opvask"},
	}
}

// other is another placement at the workplace.
func other(id, state, from, to string) *model.Placement {
	p := &model.Placement{
		Ref: "F-" + id, CitizenID: "c" + id, CompanyID: "w", Kind: "traineeship", State: state,
		TargetGroup: "activity_ready", StartOn: on(from), EndOn: on(to),
	}
	if state == "ended" {
		p.EndedOn = p.EndOn
	}
	p.ID = id
	return p
}

func guard(t testing.TB, in *rules.Input, key string) rules.Guard {
	t.Helper()
	for _, g := range rules.Judge(*in) {
		if g.Key == key {
			return g
		}
	}
	return rules.Guard{Text: "none"}
}

// says checks a guard's sentence and level, and that it asks exactly this.
func says(t *testing.T, in *rules.Input, key, level, text string, asks ...string) rules.Guard {
	t.Helper()
	g := guard(t, in, key)
	var got []string
	for _, m := range g.Missing {
		got = append(got, strings.TrimPrefix(m.Text, "guard."+key+".ask."))
	}
	if g.Level != level || g.Text != "guard."+key+"."+text || !slices.Equal(got, asks) {
		t.Errorf("%s: got %s %s asking %v; want %s %s asking %v", key, g.Level, g.Text, got, level, text, asks)
	}
	return g
}

func TestRatioGuard(t *testing.T) {
	in := traineeship(t)
	g := says(t, in, "ratio", "ok", "room")
	if g.Args["places"] != 2 || g.Args["used"] != (rules.Share{Part: 48, Whole: 148}) || g.Confidence != "likely" ||
		g.From != on("2025-01-01") || g.To != on("2026-12-31") || g.Source == "" {
		t.Errorf("got %+v", g)
	}
	in.There = append(in.There,
		rules.WorkplaceUse{Placement: other("2", "running", "2026-08-03", "2026-10-30"), Takes: takes(hours(37))},
		rules.WorkplaceUse{Placement: other("3", "agreed", "2026-10-05", "2026-12-30"), Takes: takes(hours(30))},
		rules.WorkplaceUse{Placement: other("4", "contacted", "2026-09-07", "2026-12-30"), Takes: takes(hours(37))},
		rules.WorkplaceUse{Placement: other("5", "agreed", "2026-12-20", "2027-02-01"), Takes: takes(hours(37))})
	// From 5 October 12 + 37 + 30 hours at once; the one on tale and the one after it are not counted.
	if g := says(t, in, "ratio", "consider", "peak"); g.Args["over"] != (rules.Share{Part: 4*79 - 296, Whole: 148}) {
		t.Errorf("got %v", g.Args)
	}
	in.There[2].Takes = takes(hours(25)) // 12 + 37 + 25 = 74: just full
	if g := says(t, in, "ratio", "ok", "room"); g.Args["left"] != (rules.Share{Part: 0, Whole: 148}) {
		t.Errorf("got %v, want no place left", g.Args)
	}
	flex := other("6", "running", "2026-01-01", "2027-01-01")
	flex.Kind = "flex"
	in.There = append(in.There, rules.WorkplaceUse{Placement: flex, Takes: takes(hours(37))})
	says(t, in, "ratio", "ok", "room")
	in.There[1].Takes = nil // not agreed: a whole place, and a question
	says(t, in, "ratio", "ask", "room", "hours")
}

// TestRatioHint: before anybody is placed, the hint is what the others take, and a new traineeship of so many hours
// takes exactly so much more by its own guard.
func TestRatioHint(t *testing.T) {
	in := traineeship(t)
	c := in.Company
	hint := func(there ...rules.WorkplaceUse) rules.Guard {
		t.Helper()
		g, ok := rules.RatioHint(in.Today, in.Rules, c, there)
		if !ok || g.Key != "ratio" {
			t.Fatalf("got %v, %+v", ok, g)
		}
		return g
	}
	if g := hint(); g.Level != "ok" || g.Args["used"] != (rules.Share{Part: 0, Whole: 148}) || g.Args["places"] != 2 ||
		len(g.Missing) != 0 {
		t.Errorf("nobody there: got %+v", g)
	}
	there := []rules.WorkplaceUse{{Placement: other("2", "running", "2026-08-03", "2026-10-30"),
		Takes: takes(hours(10))},
		{Placement: other("3", "contacted", "2026-08-03", "2026-10-30"), Takes: takes(hours(30))}}
	g := hint(there...)
	if g.Args["used"] != (rules.Share{Part: 40, Whole: 148}) || g.Args["used"].(rules.Share).Hundredths() != 27 {
		t.Errorf("10 of 37 hours: got %v, want 0.27", g.Args["used"])
	}
	for _, s := range g.Lines {
		if s.Args["ref"] == "F-?" {
			t.Error("the draft stands in the arithmetic")
		}
	}
	in.There = append(there, rules.WorkplaceUse{Placement: in.Placement, Takes: takes(hours(12))})
	if g := guard(t, in, "ratio"); g.Args["used"] != (rules.Share{Part: 40 + 48, Whole: 148}) {
		t.Errorf("placed with 12 hours: got %v", g.Args["used"])
	}
	// hours not agreed
	there = append(there, rules.WorkplaceUse{Placement: other("4", "agreed", "2026-10-05", "2026-12-30")})
	if g := hint(there...); g.Level != "ask" || g.Args["used"] != (rules.Share{Part: 188, Whole: 148}) ||
		g.Missing[0].Args["ref"] != "F-4" {
		t.Errorf("one to come, hours unknown: got %+v", g)
	}
	c.FTEOn = on("2026-05-31")
	if g := hint(); g.Level != "ask" || g.Missing[0].Text != "guard.ratio.ask.stale" {
		t.Errorf("an old number: got %+v", g)
	}
	c.FTE = model.Opt[model.FTE]{}
	if g := hint(); g.Level != "ask" || g.Missing[0].Text != "guard.ratio.ask.number" || g.Args["places"] != 1 {
		t.Errorf("no number: got %+v", g)
	}
	if _, ok := rules.RatioHint(in.Today, &rules.Set{}, c, nil); ok {
		t.Error("rules that do not speak of it gave a hint")
	}
}

func TestRatioGuardAsks(t *testing.T) {
	in := traineeship(t)
	in.Company.FTEOn = on("2026-05-07")
	says(t, in, "ratio", "ok", "room") // four months to the day
	in.Company.FTEOn = on("2026-05-06")
	says(t, in, "ratio", "ask", "room", "stale")
	in.Company.FTEOn, in.Company.FTESource, in.Company.PNumber = 0, "", ""
	says(t, in, "ratio", "ask", "room", "date", "source", "pnumber")
	in.Company.FTE = model.Opt[model.FTE]{}
	if g := says(t, in, "ratio", "ask", "number", "number"); g.Args["places"] != 1 {
		t.Errorf("got %v, want the one place there always is", g.Args)
	}
	in = traineeship(t)
	in.Placement.TargetGroup = "Sygemeldt"
	says(t, in, "ratio", "ask", "room", "employer")
	in.Placement.AtEmployer = model.Yes
	if g := says(t, in, "ratio", "ok", "exempt"); g.Rule.Key != "exempt.employer" {
		t.Errorf("judged by %s", g.Rule.Key)
	}
	in.Placement.AtEmployer = model.No
	says(t, in, "ratio", "ok", "room")
	for _, kind := range []string{"trial", "flex", "ordinary"} {
		in.Placement.Kind = kind
		if g := guard(t, in, "ratio"); g.Text != "none" {
			t.Errorf("%s: got %s", kind, g.Text)
		}
	}
}

func TestDurationGuard(t *testing.T) {
	in := traineeship(t)
	g := says(t, in, "duration", "ok", "first")
	if g.Args["left"] != rules.Span(67) || g.Args["end"] != on("2026-12-06") || g.Confidence != "certain" {
		t.Errorf("got %+v", g)
	}
	in.Today = on("2026-11-25")
	says(t, in, "duration", "ok", "soon")
	in.Today = on("2026-12-07")
	says(t, in, "duration", "ask", "past")
	in.Placement.State, in.Placement.EndedOn = "ended", on("2026-12-04")
	says(t, in, "duration", "ok", "over")
	in = traineeship(t)
	in.Placement.EndOn = in.Placement.EndOn.Add(1) // 13 weeks and a day
	says(t, in, "duration", "consider", "extended", "reason")
	in.Placement.ExtensionReason = "timerne stiger stadig"
	says(t, in, "duration", "consider", "extended")
	in.Placement.EndOn = 0
	g = says(t, in, "duration", "ask", "nodates", "end")
	if g.Missing[0].Args["last"] != on("2026-12-06") {
		t.Errorf("suggests %v", g.Missing[0].Args)
	}
	in.Placement.StartOn = 0
	says(t, in, "duration", "ask", "nodates", "start")
}

// TestExtensionsCountTogether: a first period and what continues it are one length.
func TestExtensionsCountTogether(t *testing.T) {
	in := traineeship(t)
	first := other("first", "ended", "2026-06-08", "2026-09-06") // 13 weeks
	first.CitizenID = "c"
	in.Before = []*model.Placement{first}
	in.Placement.ContinuesID, in.Placement.ContinuesHow = "first", "extension"
	g := says(t, in, "duration", "consider", "extended", "reason")
	if g.Args["total"] != rules.Span(182) {
		t.Errorf("counted %v, want 26 weeks", g.Args["total"])
	}
	in.Placement.ExtensionReason = "x"
	says(t, in, "duration", "consider", "extended")
	in.Placement.EndOn = in.Placement.EndOn.Add(1)
	says(t, in, "duration", "consider", "steps")
	in.Placement.EndOn = in.Placement.EndOn.Add(91) // 13 weeks and a day beyond 26 weeks
	says(t, in, "duration", "consider", "stepover")
	first.Kind = "trial" // another instrument does not count
	in.Placement.EndOn = on("2026-12-06")
	says(t, in, "duration", "ok", "first")
	in.Before = nil
	says(t, in, "duration", "ask", "first", "before")
	in.Before = []*model.Placement{first}
	first.Kind, first.ContinuesID = "traineeship", "p" // a circle ends
	says(t, in, "duration", "consider", "extended")
}

func TestDurationOfOthers(t *testing.T) {
	in := traineeship(t)
	in.Placement.TargetGroup = "jobparat"
	in.Placement.ExtensionReason = "x"
	says(t, in, "duration", "consider", "notlonger")
	in.Placement.EndOn = on("2026-10-04") // 4 weeks
	says(t, in, "duration", "ok", "soon")
	in.Placement.TargetGroup = "i en gruppe for sig"
	says(t, in, "duration", "ask", "nogroup", "other")
	in.Placement.TargetGroup = ""
	says(t, in, "duration", "ask", "nogroup", "group")
	in = traineeship(t)
	in.Placement.Kind = "subsidy"
	in.Placement.EndOn = on("2027-03-06") // six months
	says(t, in, "duration", "ok", "first")
	in.Placement.EndOn = on("2027-03-07")
	says(t, in, "duration", "consider", "longer", "reason", "extension")
	in.Placement.Kind = "ordinary"
	if g := guard(t, in, "duration"); g.Text != "none" {
		t.Errorf("ordinary hours: got %s", g.Text)
	}
	in.Placement.Kind = "trial"
	says(t, in, "duration", "ask", "unknown")
}

// TestJudgedByItsOwnDay: a placement of 2024 keeps the rows of 2024, one of 2027 says that they are not known.
func TestJudgedByItsOwnDay(t *testing.T) {
	in := traineeship(t)
	in.Agreements[0].SetLadder([]model.Step{{From: on("2024-04-01"), Trial: 40, Paid: 8}})
	in.Agreements[0].PaidTasks = []string{"Vareopfyldning"}
	in.Placement.StartOn, in.Placement.EndOn = on("2024-03-04"), on("2024-06-02")
	in.Company.FTEOn = on("2024-02-01")
	if g := guard(t, in, "ratio"); g.Rule == nil || g.Rule.Key != "ratio.2020" {
		t.Errorf("ratio of 2024 judged by %+v", g.Rule)
	}
	if g := guard(t, in, "money"); g.Rule == nil || g.Rule.Key != "money.before2025" {
		t.Errorf("money of 2024 judged by %+v", g.Rule)
	}
	if g := guard(t, in, "duration"); g.Rule == nil || g.Rule.Key != "duration.activity_ready" {
		t.Errorf("duration of 2024 judged by %+v", g.Rule)
	}
	in.Placement.StartOn, in.Placement.EndOn = on("2027-01-04"), on("2027-04-04")
	says(t, in, "duration", "ask", "unknown")
	in.Placement.StartOn, in.Placement.MadeOn = 0, on("2019-05-01")
	says(t, in, "ratio", "ask", "unknown")
}

func TestRepresentativeGuard(t *testing.T) {
	in := traineeship(t)
	says(t, in, "representative", "ok", "done")
	in.Placement.StatementOn = on("2026-09-10")
	says(t, in, "representative", "consider", "done") // after the start
	p := in.Placement
	p.RepID, p.RepAskedOn, p.RepConfirmedOn, p.ColleaguesOn, p.StatementOn = "", 0, 0, 0, 0
	says(t, in, "representative", "ask", "open", "asked", "confirmed", "colleagues", "statement")
	in.Company.StaffBand = "1"
	says(t, in, "representative", "ok", "alone")
	in.Company.StaffBand, in.Company.FTE = "", model.Some(model.FTE(100))
	says(t, in, "representative", "ask", "alone", "staff") // one full-time equivalent can be several people
	in.Company.FTE = model.Some(model.FTE(101))
	says(t, in, "representative", "ask", "open", "asked", "confirmed", "colleagues", "statement")
	in.People[0].Role = "supervisor" // then nobody is named
	says(t, in, "representative", "ask", "open", "who", "asked", "confirmed", "colleagues", "statement")
}

func week(monday string, trial, paid model.Hours) *model.Week {
	return &model.Week{PlacementID: "p", Monday: on(monday), Trial: model.Some(trial), Paid: model.Some(paid)}
}

func TestContractGuard(t *testing.T) {
	in := traineeship(t)
	if g := guard(t, in, "contract"); g.Text != "none" {
		t.Errorf("without paid hours: got %s", g.Text)
	}
	in.Weeks = []*model.Week{
		week("2026-09-07", 48, 12), week("2026-09-14", 48, 12), week("2026-09-21", 48, 12), week("2026-09-28", 48, 12),
	}
	says(t, in, "contract", "ask", "open", "hours") // 3 on average is not more than 3
	in.Agreements[0].Steps = []string{"2026-09-07 12 3"}
	says(t, in, "contract", "ok", "under")
	in.Weeks[3].Paid.Known = false
	says(t, in, "contract", "ok", "under") // the week of today is not over
	in.Weeks[2].Paid.Known = false
	says(t, in, "contract", "ask", "open", "weeks")
	in.Weeks[2].Paid, in.Weeks[3].Paid = model.Some(model.Hours(12)), model.Some(model.Hours(13))
	says(t, in, "contract", "consider", "over", "contract")
	in.Weeks = append(in.Weeks[1:3], week("2026-10-05", 48, 25)) // 12.25 hours in 4 weeks, one of them not logged
	says(t, in, "contract", "consider", "over", "contract")
	in.Placement.ContractOn = on("2026-10-01")
	says(t, in, "contract", "ok", "done")
	in.Placement.ContractOn, in.Weeks = 0, nil
	in.Agreements[0].Steps = []string{"2026-09-07 12 2", "2026-11-02 10 4"}
	says(t, in, "contract", "ask", "soon")
	in.Today = on("2026-11-02")
	says(t, in, "contract", "ask", "planned", "contract")
	in.Placement.Kind = "subsidy" // here the instrument itself is employment
	in.Weeks = []*model.Week{week("2026-09-07", 52, 0)}
	says(t, in, "contract", "consider", "over", "contract")
}

func TestOverlapGuard(t *testing.T) {
	in := traineeship(t)
	if g := guard(t, in, "overlap"); g.Text != "none" {
		t.Errorf("without paid hours: got %s", g.Text)
	}
	a := in.Agreements[0]
	a.Steps = []string{"2026-09-07 12 2"}
	says(t, in, "overlap", "ask", "open", "paid")
	a.PaidTasks = []string{"Vareopfyldning"}
	says(t, in, "overlap", "ok", "nosame")
	a.PaidTasks = []string{"Vareopfyldning", "  OPVASK "}
	says(t, in, "overlap", "consider", "same")
}

func TestPurposeAndExpansion(t *testing.T) {
	in := traineeship(t)
	says(t, in, "purpose", "ok", "chosen")
	in.Agreements = nil
	says(t, in, "purpose", "ask", "open", "purpose")
	in.Placement.Kind = "subsidy"
	g := says(t, in, "expansion", "ask", "remember", "vacated", "net", "reason")
	if g.Args["vacated"] != 3 || g.Args["average"] != 12 {
		t.Errorf("got %v", g.Args)
	}
	p := in.Placement
	p.Vacated, p.NetExpansion, p.EmployerReason = model.No, model.Yes, "flere kunder"
	says(t, in, "expansion", "ok", "told")
	p.Vacated = model.Yes
	says(t, in, "expansion", "consider", "replaces")
	p.Vacated, p.NetExpansion = model.No, model.No
	says(t, in, "expansion", "consider", "none")
	in.Company.Sector = ""
	if g := guard(t, in, "duration"); verdict(g) != "ask nosector: guard.settle.ask.sector" {
		t.Errorf("got %s", verdict(g))
	}
	in.Company.Sector = "public"
	says(t, in, "duration", "ask", "unknown", "guard.value.unknown")
}

func TestFatigueGuard(t *testing.T) {
	in := traineeship(t)
	for i, from := range []string{"2025-09-15", "2026-01-05", "2026-04-06"} {
		in.Before = append(in.Before, other(fmt.Sprint(i), "ended", from, on(from).Add(27).String()))
	}
	says(t, in, "fatigue", "consider", "workplace")
	in.PaidBefore = map[string]model.Hours{"1": 4}
	says(t, in, "fatigue", "ok", "fine")
	in.PaidBefore = nil
	in.Before[2].Outcome = "paid_hours"
	says(t, in, "fatigue", "ok", "fine")
	// more than 12 months ago
	in.Before[2].Outcome, in.Before[0].StartOn, in.Before[0].EndedOn = "", on("2025-08-01"), on("2025-09-06")
	says(t, in, "fatigue", "ok", "fine")
	in.Before = in.Before[1:]
	in.Before[0].CitizenID, in.Before[1].CitizenID = "c", "c" // one person, for the third time
	says(t, in, "fatigue", "consider", "citizen")
	in.Before = in.Before[1:]
	in.Before[0].StartOn, in.Before[0].EndedOn = on("2026-06-01"), on("2026-09-06")
	if g := says(t, in, "fatigue", "consider", "citizen"); g.Args["days"] != rules.Span(98+91) { // 27 weeks together
		t.Errorf("got %v", g.Args)
	}
	in.Agreements[0].Steps = []string{"2026-09-07 12 2"} // with paid hours it is no more of the same
	says(t, in, "fatigue", "ok", "fine")
}

func TestMentorGuard(t *testing.T) {
	in := traineeship(t)
	if g := guard(t, in, "mentor"); g.Text != "none" {
		t.Errorf("without a mentor: got %s", g.Text)
	}
	a := in.Agreements[0]
	a.Mentor, a.ValidFrom = "Lis", on("2026-09-01") // the placement begins on the 7th
	if g := says(t, in, "mentor", "ask", "nodates", "until"); g.Missing[0].Args["last"] != on("2027-03-06") {
		t.Errorf("suggests %v", g.Missing[0].Args)
	}
	a.MentorUntil = on("2027-03-06") // six months to the day
	if g := says(t, in, "mentor", "ok", "within"); g.Confidence != "unsure" || g.Rule.Danish == "" {
		t.Errorf("2026: got %+v, want a remark on what is not known", g)
	}
	a.MentorUntil = on("2027-03-07")
	says(t, in, "mentor", "consider", "longer")
	a.MentorUntil = on("2026-09-30")
	says(t, in, "mentor", "ask", "past")
	a.MentorUntil = on("2026-09-01")
	says(t, in, "mentor", "ask", "nodates", "order")
	a.MentorUntil, a.ValidFrom, in.Placement.StartOn = on("2027-01-01"), 0, 0
	says(t, in, "mentor", "ask", "nodates", "start")
}

// TestMentorAgreedAgain: a version that changes something else leaves the period as it is; one with another last day,
// or with another mentor, begins a new one.
func TestMentorAgreedAgain(t *testing.T) {
	in := traineeship(t)
	first := in.Agreements[0]
	first.Mentor, first.MentorUntil, first.ValidFrom = "Lis", on("2027-03-31"), on("2026-09-07")
	says(t, in, "mentor", "consider", "longer")
	second := *first
	second.Number, second.ValidFrom = model.Some(2), on("2026-10-01")
	in.Agreements = append(in.Agreements, &second)
	says(t, in, "mentor", "consider", "longer") // still from September
	second.Mentor = "Tom"
	says(t, in, "mentor", "ok", "within")
	second.Mentor, first.MentorUntil = "Lis", on("2026-10-31")
	says(t, in, "mentor", "ok", "within")
	in.Placement.StartOn, in.Placement.EndOn = on("2025-09-01"), on("2025-11-30")
	in.Agreements, in.Today = []*model.Agreement{first}, on("2025-10-01")
	first.ValidFrom, first.MentorUntil = on("2025-09-01"), on("2026-02-28")
	if g := says(t, in, "mentor", "ok", "within"); g.Confidence != "certain" {
		t.Errorf("2025: got %s", g.Confidence)
	}
}

func TestMoneyGuard(t *testing.T) {
	in := traineeship(t)
	a := in.Agreements[0]
	a.PaidTasks = []string{"Vareopfyldning"}
	a.Steps = []string{"2026-09-07 12 0", "2026-11-02 12 4"}
	a.RateType = "Forhøjet sats"
	g := says(t, in, "money", "consider", "above", "ownwage")
	if g.Args["month"] != rules.Ore(251333) || g.Args["free"] != rules.Ore(250000) ||
		g.Args["taken"] != rules.Ore(866) || g.Confidence != "likely" {
		t.Errorf("4 hours at 145: got %v", g.Args)
	}
	if week := sum(g, "hours")["week"]; week != rules.Hundredths(398) { // about 4 hours
		t.Errorf("the free amount is %v hours a week", week)
	}
	a.RateType, a.Wage = "basic", model.Some(145)
	g = says(t, in, "money", "ok", "within")
	if week := sum(g, "hours")["week"]; week != rules.Hundredths(796) { // about 8 hours
		t.Errorf("the free amount is %v hours a week", week)
	}
	a.RateType = ""
	says(t, in, "money", "ask", "norate", "rate")
	a.RateType = "en anden ydelse"
	says(t, in, "money", "ask", "norate", "otherrate")
	a.Steps = []string{"2026-09-07 12 0"}
	if g := guard(t, in, "money"); g.Text != "none" {
		t.Errorf("without paid hours: got %s", g.Text)
	}
	a.Steps, in.Placement.StartOn, in.Today = []string{"2024-09-02 12 6"}, on("2024-09-02"), on("2024-10-01")
	a.ValidFrom = on("2024-09-02")
	g = guard(t, in, "money") // 26 hours a month at 28.66 free
	if g.Args["free"] != rules.Ore(74516) {
		t.Errorf("2024: got %v", g.Args)
	}
}

// sum finds a line of the arithmetic.
func sum(g rules.Guard, name string) model.Args {
	for _, s := range g.Lines {
		if s.Text == "guard."+g.Key+".sum."+name {
			return s.Args
		}
	}
	return nil
}

func TestCancelledHasNoGuards(t *testing.T) {
	in := traineeship(t)
	in.Placement.State = "cancelled"
	if got := rules.Judge(*in); got != nil {
		t.Errorf("got %v", got)
	}
	if got := rules.Judge(rules.Input{}); got != nil {
		t.Errorf("nothing to judge: got %v", got)
	}
}

// TestMorePeopleMorePlaces: a larger workplace never has fewer places, and one more employee gives at most one more.
func TestMorePeopleMorePlaces(t *testing.T) {
	r, err := ruleset.Load()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := model.FTE(rapid.IntRange(0, 100_000).Draw(t, "n"))
		day := on("2026-11-25")
		a, _ := r.RatioPlaces(n, day)
		b, _ := r.RatioPlaces(n+model.FTE(rapid.IntRange(0, 100).Draw(t, "more")), day)
		if b < a || b > a+1 || a < 1 {
			t.Fatalf("n = %s: %d, then %d", n, a, b)
		}
	})
}

// TestRepeatedWithoutALink: placements of one citizen at one workplace that nobody has linked are added up and asked
// about, when together they last longer than the first period.
func TestRepeatedWithoutALink(t *testing.T) {
	in := traineeship(t)
	before := other("2", "ended", "2026-03-02", "2026-03-29") // 4 weeks
	before.CitizenID = "c"
	in.Before = []*model.Placement{before}
	g := says(t, in, "duration", "ask", "first", "apart")
	if got := g.Missing[0].Args["days"]; got != rules.Span(91+28) {
		t.Errorf("got %v together, want 17 weeks", got)
	}
	in.Placement.EndOn = on("2026-11-08") // 9 weeks: 13 together
	says(t, in, "duration", "ok", "first")
	in.Placement.EndOn = on("2026-11-09")
	says(t, in, "duration", "ask", "first", "apart")
	before.CitizenID = "another"
	says(t, in, "duration", "ok", "first")
	before.CitizenID, before.Kind = "c", "trial"
	says(t, in, "duration", "ok", "first")
}

// TestInsuranceIsNamed: who insures is named where the rules know it, and is a question everywhere.
func TestInsuranceIsNamed(t *testing.T) {
	in := traineeship(t)
	for kind, text := range map[string]string{"traineeship": "says", "trial": "unknown", "flex": "unknown"} {
		in.Placement.Kind = kind
		if g := says(t, in, "insurance", "ask", text); g.Rule == nil || g.Rule.Danish == "" {
			t.Errorf("%s: got no words", kind)
		}
	}
}

// TestTheLawOf2027IsAsked: what ran out with 2026 is asked about, and not silent.
func TestTheLawOf2027IsAsked(t *testing.T) {
	in := traineeship(t)
	in.Placement.StartOn, in.Placement.EndOn, in.Agreements[0].Mentor = on("2027-01-01"), on("2027-03-31"), "Lis"
	for _, key := range []string{"representative", "purpose", "duration", "mentor", "insurance"} {
		says(t, in, key, "ask", "unknown")
	}
	in.Placement.Kind = "subsidy"
	says(t, in, "expansion", "ask", "unknown")
}

// TestContractWithoutAnAgreement: whoever is employed without an agreement on hours is asked about.
func TestContractWithoutAnAgreement(t *testing.T) {
	for _, kind := range []string{"flex", "subsidy", "ordinary"} {
		in := traineeship(t)
		in.Placement.Kind, in.Today = kind, on("2026-09-07")
		in.Agreements = nil
		says(t, in, "contract", "ask", "open", "hours")
		in.Agreements = []*model.Agreement{agreement("2026-09-07 0 0")}
		says(t, in, "contract", "ask", "open", "hours")
		in.Agreements[0].Steps = []string{"2026-09-07 0 3"}
		says(t, in, "contract", "ok", "under")
	}
}
