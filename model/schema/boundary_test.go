package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/model"
)

// The boundary tables: how much each field holds, and each rule of a whole row on both sides of its edge.

// limits is the largest number of a field, or the most letters of a text, as they were decided.
const limits = `
accesskey.key 2000
approval.about 1000000
consultant.initials 6
listview.name 60
listview.sort 40
setting.value 300000
reference.rows 10000000
company.open_places 999
company.ask_most 999
task.open_places 999
citizen.max_minutes 300
goal.rank 99
goal.words 2000
shortlist.goal_words 2000
placement.task_words 500
agreement.number 999
agreement.goal_words 2000
agreement.follow_weeks 52
agreement.wage 2000
agreement.monthly_cost 500000
week.agreed 7
week.met 7
week.excused 7
week.no_show 7
enrolment.programme 40
enrolment.days 3660
enrolment.triage 40
enrolment.triage_next 40
enrolment.outcome 40
exemption.code 40
tick.element 60
tick.evidence_type 20
tick.evidence_id 20
planline.track 40
planline.days 7
opening.places 999
opening.ad_no 100
commitment.year 2100
commitment.number 9999
prerequisite.programme 40
prerequisite.item 40
prerequisite.who 80
committee.programme 40
committee.team 80
committee.happened 600
committee.why 600
committee.next 600`

func TestLimitsOfFields(t *testing.T) {
	known := map[string]bool{"reference.data": true} // the table itself: 64 MiB, tested where it is read
	for line := range strings.Lines(strings.TrimSpace(limits)) {
		name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		typeName, key, _ := strings.Cut(name, ".")
		most, _ := strconv.Atoi(text)
		typ, _ := TypeNamed(typeName)
		f, ok := typ.Field(key)
		if !ok {
			t.Errorf("%s has no field %s", typeName, key)
			continue
		}
		known[name] = true
		within, beyond := strconv.Itoa(most), strconv.Itoa(most+1)
		if f.Kind != Number {
			within, beyond = strings.Repeat("ø", most), strings.Repeat("ø", most+1)
		}
		e := typ.New()
		if err := f.SetText(e, within); err != nil || f.Text(e) != within {
			t.Errorf("%s at its limit of %d: got %v", name, most, err)
		}
		if err := f.SetText(e, beyond); err == nil || f.Text(e) != within {
			t.Errorf("%s beyond its limit of %d: got %v", name, most, err)
		}
	}
	for _, typ := range Types() {
		for _, f := range typ.Fields {
			if name := typ.Name + "." + f.Key; f.Max > 0 && !known[name] {
				t.Errorf("%s has a limit of %d that this table does not name", name, f.Max)
			}
		}
	}
}

// TestUsualLimits: a line has 200 letters, a longer text 10,000, however many bytes the letters take.
func TestUsualLimits(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		most int
	}{{Text, 200}, {LongText, 10_000}, {Lines, 10_000}} {
		f := Field{Kind: c.kind}
		for _, letter := range []string{"a", "ø"} {
			for n, want := range map[int]bool{c.most - 1: true, c.most: true, c.most + 1: false} {
				if got := f.CheckText(strings.Repeat(letter, n)) == nil; got != want {
					t.Errorf("%d letters %s of a text of kind %d: got accepted %v, want %v", n, letter, c.kind, got,
						want)
				}
			}
		}
		if got := f.CheckText("a\nb") == nil; got != (c.kind != Text) {
			t.Errorf("two lines in a text of kind %d: got accepted %v", c.kind, got)
		}
	}
}

// sealedFields is what is personal and opened only when it is asked for; a field that is added here or there shows.
var sealedFields = map[string]string{
	"person":     "name title phone mobile mail note",
	"word":       "word means",
	"listview":   "name filter sort columns",
	"approval":   "args about sets reason digest",
	"company":    "areas note",
	"task":       "about",
	"opening":    "note",
	"commitment": "note",
	"citizen": "first_name last_name case_ref phone mail postcode hours_now hours_hoped days day_parts " +
		"transport max_minutes danish languages licences conditions wishes skills target_group caseworker " +
		"caseworker_phone caseworker_from anonymised_on note",
	"goal":      "words occupations learned",
	"consent":   "purpose covers scope",
	"contact":   "note next_what",
	"candidate": "reason",
	"cover":     "note",
	"handover":  "note",
	"shortlist": "goal_words title",
	"pick":      "note",
	"override":  "criterion reason",
	"placement": "task_words end_reason target_group extension_reason liked learned employer_reason note",
	"agreement": "goal_words trial_tasks paid_tasks triggers caseworker support mentor mentor_tasks conditions " +
		"absence_rule end_words wage monthly_cost rate_type company_by rep_by note",
	"week":      "note",
	"followup":  "what closed",
	"pause":     "reason note",
	"aside":     "reason",
	"enrolment": "programme roles redraw_why answers triage triage_reason triage_next triaged outcome end_reason note",
	"exemption": "code reason",
	"tick":      "element note next",
	"planline":  "track words",

	"prerequisite": "note",
	"check":        "answers next_step note",
	"committee":    "happened why next",
	"merged":       "known_as",
}

// givenFields are set by the program and never typed.
var givenFields = map[string]string{
	"approval": "ref asker right action args about sets reason digest on until answer answered_by answered_on done_on",
	"company":  "source", "opening": "source", "handover": "done_on",
	"citizen":   "ref anonymised_on",
	"shortlist": "ref",
	"placement": "ref state", "agreement": "number triggers",
	"enrolment": "ref edition group drawn redrawn redraw_why answers due rhythm triaged",
	"merged":    "row_type into ref known_as", "distinct": "row_type one other"}

func TestWhatIsSealedAndGiven(t *testing.T) {
	for _, typ := range Types() {
		var sealed, given []string
		for _, f := range typ.SealedFields() {
			sealed = append(sealed, f.Key)
		}
		for i := range typ.Fields {
			f := &typ.Fields[i]
			if f.Given {
				given = append(given, f.Key)
			}
			if numeric := f.Kind == Number || f.Kind == HoursKind || f.Kind == FTEKind; f.Numeric() != numeric {
				t.Errorf("%s.%s: got numeric %v", typ.Name, f.Key, f.Numeric())
			}
		}
		if got := strings.Join(sealed, " "); got != sealedFields[typ.Name] {
			t.Errorf("%s: got sealed %q, want %q", typ.Name, got, sealedFields[typ.Name])
		}
		if got := strings.Join(given, " "); got != givenFields[typ.Name] {
			t.Errorf("%s: got given %q, want %q", typ.Name, got, givenFields[typ.Name])
		}
		if _, ok := typ.Field("x"); ok {
			t.Errorf("%s has a field x", typ.Name)
		}
	}
	if _, ok := TypeNamed("x"); ok {
		t.Error("got a type x")
	}
	if err := (&Field{Kind: Text, MayCPR: true}).CheckText("0102031234"); err != nil {
		t.Errorf("a number where one is expected: got %v", err)
	}
	week := WeekType()
	if f, _ := week.Field("monday"); !slices.Contains(f.Import, "uge") {
		t.Errorf("the names that files have for the week: got %v", f.Import)
	}
}

// TestRowsAsAWhole: what contradicts itself in a row is refused at its field.
func TestRowsAsAWhole(t *testing.T) {
	monday := model.NewDate(2026, 11, 16)
	quarter, days := model.Some[model.Hours], model.Some[int]
	for _, c := range []struct {
		what string
		row  model.Entity
		want string
	}{
		{"a week of 37 hours", &model.Week{PlacementID: "p", Monday: monday, Trial: quarter(100), Paid: quarter(48)},
			""},
		{"a quarter more, paid", &model.Week{PlacementID: "p", Monday: monday, Trial: quarter(148), Paid: quarter(1)},
			"err.hours.week paid"},
		{"a quarter more, none paid", &model.Week{PlacementID: "p", Monday: monday, Trial: quarter(149),
			Paid: quarter(0)}, "err.hours.week trial"},
		{"a week from its Tuesday", &model.Week{PlacementID: "p", Monday: monday + 1}, "err.week.monday monday"},
		{"as many days as agreed", &model.Week{PlacementID: "p", Monday: monday, Agreed: days(3), Met: days(1),
			Excused: days(1), NoShow: days(1)}, ""},
		{"a no-show more than agreed", &model.Week{PlacementID: "p", Monday: monday, Agreed: days(3), Met: days(1),
			Excused: days(1), NoShow: days(2)}, "err.week.days agreed"},
		{"a day excused more than agreed", &model.Week{PlacementID: "p", Monday: monday, Agreed: days(3),
			Met: days(1), Excused: days(3)}, "err.week.days agreed"},
		{"days without any agreed", &model.Week{PlacementID: "p", Monday: monday, Met: days(1), NoShow: days(2)}, ""},
		{"ends on its first day", &model.Placement{CitizenID: "c", CompanyID: "v", Kind: "trial", State: "agreed",
			StartOn: monday, EndOn: monday}, ""},
		{"ends the day before its first", &model.Placement{CitizenID: "c", CompanyID: "v", Kind: "trial",
			State: "agreed", StartOn: monday, EndOn: monday - 1}, "err.placement.end end_on"},
		{"has no last day", &model.Placement{CitizenID: "c", CompanyID: "v", Kind: "trial", State: "agreed",
			StartOn: monday}, ""},
		{"continues another", &model.Placement{Head: model.Head{ID: "p"}, CitizenID: "c", CompanyID: "v",
			Kind: "trial", State: "agreed", ContinuesID: "q"}, ""},
		{"continues itself", &model.Placement{Head: model.Head{ID: "p"}, CitizenID: "c", CompanyID: "v",
			Kind: "trial", State: "agreed", ContinuesID: "p"}, "err.placement.self continues"},
		{"37 hours now and hoped for", &model.Citizen{FirstName: "Ann", HoursNow: quarter(148),
			HoursHoped: quarter(148)}, ""},
		{"a quarter more now", &model.Citizen{FirstName: "Ann", HoursNow: quarter(149)}, "err.hours.week hours_now"},
		{"a quarter more hoped for", &model.Citizen{FirstName: "Ann", HoursHoped: quarter(149)},
			"err.hours.week hours_hoped"},
		{"a consent of a day", &model.Consent{CitizenID: "c", CompanyID: "v", Purpose: "x", GivenOn: monday,
			Until: monday, WithdrawnOn: monday}, ""},
		{"a consent until the day before", &model.Consent{CitizenID: "c", CompanyID: "v", Purpose: "x",
			GivenOn: monday, Until: monday - 1}, "err.dates.order given_on"},
		{"a consent withdrawn the day before", &model.Consent{CitizenID: "c", CompanyID: "v", Purpose: "x",
			GivenOn: monday, WithdrawnOn: monday - 1}, "err.dates.order given_on"},
		{"the least and most hours the same", &model.Company{Name: "x", MinHours: quarter(40), MaxHours: quarter(40)},
			""},
		{"the least above the most", &model.Company{Name: "x", MinHours: quarter(41), MaxHours: quarter(40)},
			"err.hours.order max_hours"},
		{"only the least known", &model.Company{Name: "x", MinHours: quarter(41)}, ""}, {"only the most known",
			&model.Company{Name: "x", MaxHours: quarter(0)}, ""},
		{"all hosted went on to pay", &model.Company{Name: "x", Hosted: days(3), HostedPaid: days(3)}, ""},
		{"more than hosted", &model.Company{Name: "x", Hosted: days(3), HostedPaid: days(4)},
			"err.hosted hosted_paid"},
		{"hosted not known", &model.Company{Name: "x", HostedPaid: days(4)}, ""}, {"paid not known",
			&model.Company{Name: "x", Hosted: days(0)}, ""},
		{"an industry with its system", &model.Company{Name: "x", Industry: "561110", IndustrySystem: "DB07"}, ""},
		{"a system without an industry", &model.Company{Name: "x", IndustrySystem: "DB07"}, ""},
		{"an industry without its system", &model.Company{Name: "x", Industry: "561110"},
			"err.industry.system industry_system"},
		{"a task of 37 hours", &model.Task{CompanyID: "v", Name: "x", MinHours: quarter(148), MaxHours: quarter(148)},
			""},
		{"a quarter more", &model.Task{CompanyID: "v", Name: "x", MaxHours: quarter(149)},
			"err.hours.week max_hours"},
		{"a task's least above its most", &model.Task{CompanyID: "v", Name: "x", MinHours: quarter(5),
			MaxHours: quarter(4)}, "err.hours.order max_hours"},
		{"only a task's least known", &model.Task{CompanyID: "v", Name: "x", MinHours: quarter(5)}, ""},
		{"a load asked and excluded", &model.Task{CompanyID: "v", Name: "x", Loads: []string{"noise", "pace"},
			FreeOf: []string{"dust", "pace"}}, "err.load.both free_of"},
		{"other loads excluded", &model.Task{CompanyID: "v", Name: "x", Loads: []string{"noise"},
			FreeOf: []string{"dust"}}, ""},
		{"promised for the same day", &model.Contact{CompanyID: "v", On: monday, How: "call", NextOn: monday}, ""},
		{"promised for the day before", &model.Contact{CompanyID: "v", On: monday, How: "call", NextOn: monday - 1},
			"err.next.before next_on"},
		{"nothing promised", &model.Contact{CompanyID: "v", On: monday, How: "call"}, ""},
		{"enrolled for a day", &model.Enrolment{CitizenID: "c", Programme: "p", Edition: "2026-1", StartOn: monday,
			EndedOn: monday}, ""},
		{"ended the day before", &model.Enrolment{CitizenID: "c", Programme: "p", Edition: "2026-1", StartOn: monday,
			EndedOn: monday - 1}, "err.dates.order ended_on"},
		{"not ended", &model.Enrolment{CitizenID: "c", Programme: "p", Edition: "2026-1", StartOn: monday}, ""},
		{"exempt for a day", &model.Exemption{EnrolmentID: "e", Code: "x", From: monday, Until: monday}, ""},
		{"exempt until the day before", &model.Exemption{EnrolmentID: "e", Code: "x", From: monday,
			Until: monday - 1}, "err.dates.order until"},
		{"exempt until further notice", &model.Exemption{EnrolmentID: "e", Code: "x", From: monday}, ""},
		{"staff days", &model.PlanLine{EnrolmentID: "e", Kind: "attended", Days: days(0)}, ""},
		{"staff days, not known", &model.PlanLine{EnrolmentID: "e", Kind: "attended", Words: "x"},
			"err.required days"},
		{"a step with words", &model.PlanLine{EnrolmentID: "e", Kind: "step", Words: "x"}, ""},
		{"a step without words", &model.PlanLine{EnrolmentID: "e", Kind: "step", CompanyID: "v"},
			"err.required words"},
		{"met a workplace", &model.PlanLine{EnrolmentID: "e", Kind: "met", CompanyID: "v"}, ""}, {"met nobody",
			&model.PlanLine{EnrolmentID: "e", Kind: "met"}, "err.required words"},
		{"steps in order", &model.Agreement{PlacementID: "p", Number: days(1), Steps: []string{"2026-11-16 12 0",
			"2026-11-17 12 2"}}, ""},
		{"two steps of one day", &model.Agreement{PlacementID: "p", Number: days(1),
			Steps: []string{"2026-11-16 12 0", "2026-11-16 12 2"}}, "err.step.order steps"},
		{"a line that is no step", &model.Agreement{PlacementID: "p", Number: days(1), Steps: []string{"x"}},
			"err.step steps"},
		{"a pattern", &model.Agreement{PlacementID: "p", Number: days(1), Pattern: []string{"mon 09:00-12:00", "x"}},
			"err.worktime pattern"},
		{"a day that is none", &model.Agreement{PlacementID: "p", Number: days(1),
			FollowDates: []string{"2026-11-31"}}, "err.date.none follow_dates"},
	} {
		got := ""
		if e, ok := Validate(c.row).(*model.Error); ok {
			got = e.Key + " " + e.Field
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

// TestWhatSomebodySaidYesTo: an acknowledged version keeps what was agreed; others may still say yes, and the note is
// free.
func TestWhatSomebodySaidYesTo(t *testing.T) {
	typ := AgreementType()
	old := &model.Agreement{CitizenOn: 10, Note: "x"}
	for key, want := range map[string]bool{"mentor": false, "citizen_on": false, "company_on": true,
		"company_by": true, "rep_on": true, "rep_by": true, "note": true, "steps": false} {
		f, _ := typ.Field(key)
		if got := typ.CheckEdit(old, []*Field{f}) == nil; got != want {
			t.Errorf("%s of an acknowledged version: got allowed %v, want %v", key, got, want)
		}
		if err := typ.CheckEdit(&model.Agreement{Note: "x"}, []*Field{f}); err != nil {
			t.Errorf("%s of a draft: got %v", key, err)
		}
	}
}

// TestValuesOfEveryKind are typed, kept as they were when they are refused, and emptied.
func TestValuesOfEveryKind(t *testing.T) {
	for _, c := range []struct {
		typ                 *Type
		key, good, bad      string
		want, wantWhenEmpty string
	}{
		{CompanyType(), "open_places", "7", "x", "7", ""}, {CitizenType(), "hours_now", "7,5", "x", "7.5", ""},
		{CompanyType(), "fte", "4,5", "x", "4.5", ""}, {PlacementType(), "start_on", "16/11 2026", "x",
			"2026-11-16", ""},
		{PlacementType(), "no_follow_up", "ja", "x", "yes", "no"}, {PlacementType(), "liked", "nej", "x", "no", ""},
		{CitizenType(), "days", "wed; mon", "x", "mon, wed", ""}, {AgreementType(), "trial_tasks", " a \n\n b ",
			"\x1b", "a\nb", ""}, {PlacementType(), "next", "again", "x", "again", ""},
	} {
		e := c.typ.New()
		f, _ := c.typ.Field(c.key)
		if err := f.SetText(e, c.good); err != nil || f.Text(e) != c.want {
			t.Errorf("%s = %q: got %q, %v; want %q", c.key, c.good, f.Text(e), err, c.want)
		}
		err, ok := f.SetText(e, c.bad).(*model.Error)
		if !ok || err.Field != c.key || f.Text(e) != c.want {
			t.Errorf("%s = %q: got %q, %v; want it refused at its field", c.key, c.bad, f.Text(e), err)
		}
		if err := f.SetText(e, ""); err != nil || f.Text(e) != c.wantWhenEmpty {
			t.Errorf("%s emptied: got %q, %v", c.key, f.Text(e), err)
		}
		if f.Kind == Number || f.Kind == HoursKind || f.Kind == FTEKind {
			_ = f.SetText(e, c.good)
			if err := f.SetText(e, "?"); err != nil || f.Text(e) != "" {
				t.Errorf("%s = ?: got %q, %v", c.key, f.Text(e), err)
			}
		}
	}
	f, _ := PlacementType().Field("start_on")
	p := &model.Placement{}
	if err := f.SetTextOn(p, "i morgen", model.NewDate(2026, 11, 16)); err != nil || p.StartOn != model.NewDate(2026,
		11, 17) {
		t.Errorf("tomorrow: got %v, %v", p.StartOn, err)
	}
	liked, _ := PlacementType().Field("liked")
	p.Liked = model.Yes
	if err := liked.SetSQL(p, nil); err != nil || p.Liked != model.Unknown {
		t.Errorf("nothing from the database: got %v, %v", p.Liked, err)
	}
	words, _ := PlacementType().Field("task_words")
	if err := words.SetSQL(p, []byte("opvask")); err != nil || p.TaskWords != "opvask" {
		t.Errorf("bytes from the database: got %q, %v", p.TaskWords, err)
	}
	if err := words.SetSQL(p, 1.5); err == nil {
		t.Error("a fraction from the database was taken for a text")
	}
}

// TestRowsAreCompared: by ID and values, versions apart.
func TestRowsAreCompared(t *testing.T) {
	goal := func(id, words string, version int64) *model.Goal {
		return &model.Goal{Head: model.Head{ID: id, Version: version}, Words: words}
	}
	for _, c := range []struct {
		a, b model.Entity
		want bool
		diff string
	}{
		{goal("a", "x", 1), goal("a", "x", 2), true, "[]"}, {goal("a", "x", 1), goal("b", "x", 1), false, "[]"},
		{goal("a", "x", 1), goal("a", "y", 1), false, "[words]"},
	} {
		var keys []string
		for _, f := range Differences(c.a, c.b) {
			keys = append(keys, f.Key)
		}
		if got := Equal(c.a, c.b); got != c.want || fmt.Sprint(keys) != c.diff {
			t.Errorf("%v and %v: got %v, %v", c.a, c.b, got, keys)
		}
	}
	if Equal(goal("a", "", 1), &model.Pick{Head: model.Head{ID: "a"}}) {
		t.Error("rows of two types are equal")
	}
}
