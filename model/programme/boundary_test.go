package programme

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
)

// The boundary tables: each rule of an enrolment on both sides of every edge it has. The programme is made here, so
// that nothing depends on how files are written.

var begun, now = model.NewDate(2026, 9, 1), model.NewDate(2026, 11, 26)

func word(key string) Named { return Named{Key: key, Name: Bilingual{key + " da", key + " en"}} }

// effort is a programme with a row of everything.
func effort() *Programme {
	return &Programme{Key: "effort", Edition: "2026-1", Name: Bilingual{"Indsats", "Effort"}, Equal: true,
		Trial: true, LengthAsked: true,
		Triage: []Named{word("1"), word("2"), word("3")}, Follows: []Follow{{word("in"), "1", true}, {word("out"),
			"2", false}, {word("else"), "2", false}},
		Elements: []Element{{Named: word("a"), Groups: []string{"1"}}, {Named: word("b"), Due: model.Some(30)},
			{Named: word("c"), Asks: true}},
		Phases: []Phase{{word("p1"), model.Some(10)}, {word("p2"), model.Some(20)}, {word("p3"), model.Some(30)}},
		Parts:  []Part{{word("first"), true}, {word("beside"), false}},
		Roles:  []Role{{word("r"), true}, {word("s"), false}}, Contacts: []RequiredContact{{Named: word("k"),
			Every: model.Some(28)}, {Named: word("site"), Days: model.Some(2)}},
		Exemptions: []Named{word("leave")}, Outcomes: []Outcome{{Named: word("job"), Aim: true},
			{Named: word("stop")}}, Tracks: []Named{word("t1"), word("t2")}, Progress: []string{"x", "y"}}
}

func enrolled() *model.Enrolment {
	return &model.Enrolment{Head: model.Head{ID: "e", Version: 1}, Ref: "P-1", CitizenID: "c", Programme: "effort",
		Edition: "2026-1", StartOn: begun, Days: model.Some(90)}
}

// fault is an error's key and field.
func fault(err error) string {
	if e, ok := err.(*model.Error); ok {
		return strings.TrimSpace(e.Key + " " + e.Field)
	}
	return ""
}

// TestDaysOfAnEnrolment: what was done lies between the first day and today, and not after the end.
func TestDaysOfAnEnrolment(t *testing.T) {
	for _, c := range []struct {
		what      string
		on, ended model.Date
		want      string
	}{
		{"no day", 0, 0, "err.required on"}, {"the day before the first", begun - 1, 0, "err.enrol.before on"},
		{"the first day", begun, 0, ""},
		{"today", now, 0, ""}, {"tomorrow", now + 1, 0, "err.enrol.future on"}, {"the last day", begun + 9, begun + 9,
			""}, {"the day after the last", begun + 10, begun + 9, "err.enrol.after on"},
	} {
		e := enrolled()
		e.EndedOn = c.ended
		if got := fault(dayOf(e, c.on, now, "on")); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

func TestEnrolBoundaries(t *testing.T) {
	for _, c := range []struct {
		what   string
		spoil  func(p *Programme, e *model.Enrolment, o *model.Enrolment)
		want   string
		days   model.Opt[int]
		by     string
		newRow bool
	}{
		{"as it stands", func(*Programme, *model.Enrolment, *model.Enrolment) {}, "", model.Some(90), "mk", true},
		{"with a consultant", func(_ *Programme, e, _ *model.Enrolment) { e.Consultant = "lis" }, "", model.Some(90),
			"lis", true},
		{"as long as it must be", func(_ *Programme, e, _ *model.Enrolment) { e.Days = model.Some(3) }, "",
			model.Some(3), "mk", true},
		{"a day too short", func(_ *Programme, e, _ *model.Enrolment) { e.Days = model.Some(2) },
			"err.enrol.short days", model.Opt[int]{}, "", false},
		{"without a length", func(_ *Programme, e, _ *model.Enrolment) { e.Days = model.Opt[int]{} }, "",
			model.Opt[int]{}, "mk", true},
		{"with the programme's length", func(p *Programme, e, _ *model.Enrolment) {
			e.Days,
				p.Length = model.Opt[int]{}, model.Some(60)
		}, "", model.Some(60), "mk", true},
		{"with a length of its own", func(p *Programme, e, _ *model.Enrolment) { p.Length = model.Some(60) }, "",
			model.Some(90), "mk", true},
		{"a group in a trial", func(_ *Programme, e, _ *model.Enrolment) { e.Group = "control" }, "", model.Some(90),
			"mk", true},
		{"a group without a trial", func(p *Programme, e, _ *model.Enrolment) { e.Group, p.Trial = "control", false },
			"err.enrol.notrial group", model.Opt[int]{}, "", false},
		{"no group without a trial", func(p *Programme, e, _ *model.Enrolment) { p.Trial = false }, "",
			model.Some(90), "mk", true},
		{"in it already", func(_ *Programme, _, o *model.Enrolment) { o.EndedOn = 0 }, "err.enrol.twice programme",
			model.Opt[int]{}, "", false},
		{"in another one", func(_ *Programme, _, o *model.Enrolment) { o.EndedOn, o.Programme = 0, "x" }, "",
			model.Some(90), "mk", true},
		{"itself", func(_ *Programme, e, o *model.Enrolment) { o.EndedOn, e.ID, o.ID = 0, "same", "same" }, "",
			model.Some(90), "mk", true},
		{"on the first day of the one before", func(_ *Programme, e, o *model.Enrolment) {
			e.PreviousID,
				e.StartOn = "o", o.StartOn
		}, "", model.Some(90), "mk", true},
		{"the day before that", func(_ *Programme, e, o *model.Enrolment) {
			e.PreviousID, e.StartOn = "o",
				o.StartOn-1
		}, "err.enrol.previous start_on", model.Opt[int]{}, "", false},
		{"the day before another one's", func(_ *Programme, e, o *model.Enrolment) { e.StartOn = o.StartOn - 1 }, "",
			model.Some(90), "mk", true},
		{"a role with a name", func(_ *Programme, e, _ *model.Enrolment) { e.Roles = []string{"s Hanne"} }, "",
			model.Some(90), "mk", true},
		{"a role with spaces", func(_ *Programme, e, _ *model.Enrolment) { e.Roles = []string{"s  "} },
			"err.enrol.rolename roles", model.Opt[int]{}, "", false},
	} {
		p, e, o := effort(), enrolled(), enrolled()
		e.ID, e.Programme, e.Edition, o.ID, o.StartOn, o.EndedOn = "", "", "", "o", begun-200, begun-100
		c.spoil(p, e, o)
		cs, err := Enrol("mk", p, e, []*model.Enrolment{o})
		if got := fault(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if !c.newRow || err != nil {
			continue
		}
		n := cs.Changes[0].After.(*model.Enrolment)
		if n.ID == "" || e.ID != "" && n.ID != e.ID || n.Programme != "effort" || n.Edition != "2026-1" ||
			n.Days != c.days || n.Consultant != c.by || cs.Action != "enrolment.add" {
			t.Errorf("%s: got %+v", c.what, n)
		}
	}
	e := enrolled()
	e.Roles = []string{"x Hanne"}
	if _, err := Enrol("mk", effort(), e, nil); err.(*model.Error).Args["known"] != "r, s" {
		t.Errorf("the known roles: got %v", err)
	}
}

// TestLengthBounds: from a day for each phase to ten years.
func TestLengthBounds(t *testing.T) {
	for days, want := range map[int]string{2: "err.enrol.short days", 3: "", 3660: "", 3661: "err.enrol.short days"} {
		cs, err := SetLength("mk", effort(), enrolled(), days)
		if got := fault(err); got != want {
			t.Errorf("%d days: got %q, want %q", days, got, want)
		}
		if err == nil && (cs.Changes[0].After.(*model.Enrolment).Days != model.Some(days) ||
			cs.Action != "enrolment.length" || cs.Actor != "mk") {
			t.Errorf("%d days: got %+v", days, cs)
		}
	}
	p := effort()
	p.Equal = false
	for days, want := range map[int]int{30: 0, 31: 3, 60: 3} {
		if got := len(p.Spans(begun, days)); got != want {
			t.Errorf("%d days of phases of 10, 20 and 30: got %d phases, want %d", days, got, want)
		}
	}
	for _, c := range []struct {
		p    *Programme
		want int
	}{{&Programme{}, 1}, {&Programme{Equal: true}, 1}, {effort(), 3}, {p, 31}} {
		if got := c.p.Shortest(); got != c.want {
			t.Errorf("the fewest days: got %d, want %d", got, c.want)
		}
	}
	if got := effort().Spans(0, 90); got != nil {
		t.Errorf("without a first day: got %v", got)
	}
	for _, c := range []struct {
		text string
		want int
	}{{"270", 270}, {" 39 u ", 273}, {"1 uge", 7}, {"1 dag", 1}, {"9 md", 273}, {"6 mdr.", 181}, {"3660", 3660},
		{"3661", 0}, {"522 u", 3654}, {"523 u", 0}, {"0", 0}, {"x", 0}, {"3 x", 0}, {"", 0}, {"120 md", 3653},
		{"121 md", 0}} {
		got, err := ParseLength(c.text, begun)
		if got != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%q: got %d, %v; want %d", c.text, got, err, c.want)
		}
	}
	if got, err := ParseLength("1 md", model.NewDate(2026, 1, 31)); got != 28 || err != nil {
		t.Errorf("a month from 31 January: got %d, %v; want 28", got, err)
	}
}

func TestTriageBoundaries(t *testing.T) {
	for _, c := range []struct {
		what string
		t    TriageEntry
		p    func(*Programme)
		want string
		next string
	}{
		{"one way leads on", TriageEntry{Group: "1", Reason: " x ", On: begun}, nil, "", "in"},
		{"two ways, none chosen", TriageEntry{Group: "2", Reason: "x", On: begun}, nil, "err.triage.next triage_next",
			""},
		{"two ways, one chosen", TriageEntry{Group: "2", Reason: "x", On: begun, Next: "else"}, nil, "", "else"},
		{"no way", TriageEntry{Group: "3", Reason: "x", On: begun}, nil, "", ""},
		{"a way of another group", TriageEntry{Group: "1", Reason: "x", On: begun, Next: "out"}, nil,
			"err.triage.next triage_next", ""},
		{"a reason of spaces", TriageEntry{Group: "1", Reason: "  ", On: begun}, nil,
			"err.triage.reason triage_reason", ""},
		{"the day before", TriageEntry{Group: "1", Reason: "x", On: begun - 1}, nil, "err.enrol.before triage_on",
			""},
		{"no triage", TriageEntry{Group: "1", Reason: "x", On: begun}, func(p *Programme) { p.Triage = nil },
			"err.triage.none triage", ""},
	} {
		p := effort()
		if c.p != nil {
			c.p(p)
		}
		cs, err := Triage("mk", p, enrolled(), c.t, now)
		if got := fault(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if err != nil {
			continue
		}
		if a := cs.Changes[0].After.(*model.Enrolment); a.Triage != c.t.Group || a.TriageOn != c.t.On ||
			a.TriageReason != "x" || a.TriageNext != c.next {
			t.Errorf("%s: got %+v", c.what, a)
		}
	}
	_, err := Triage("mk", effort(), enrolled(), TriageEntry{Group: "2", Reason: "x", On: begun}, now)
	if got := err.(*model.Error).Args["known"]; got != "out, else" {
		t.Errorf("the known ways: got %v", got)
	}
	over := enrolled()
	over.EndedOn = now
	for what, err := range map[string]error{
		"triage": refusal(Triage("mk", effort(), over, TriageEntry{}, now)), "length": refusal(SetLength("mk",
			effort(), over, 90)),
		"role": refusal(SetRole("mk", effort(), over, "r", "x")), "due": refusal(SetDue("mk", effort(), over, "a",
			now)), "rhythm": refusal(SetRhythm("mk", effort(), over, "k", 7)),
		"end": refusal(End("mk", effort(), over, EndEntry{On: now, Outcome: "job"}, now)),
	} {
		if got := fault(err); got != "err.enrol.ended" {
			t.Errorf("%s of a course that has ended: got %q", what, got)
		}
	}
}

func TestTickBoundaries(t *testing.T) {
	ticks := []*model.Tick{{EnrolmentID: "e", Element: "b", On: begun + 5}, {EnrolmentID: "x", Element: "c",
		On: begun + 5}}
	for _, c := range []struct {
		what string
		t    TickEntry
		want string
		rows int
	}{
		{"again on the same day", TickEntry{Element: "b", On: begun + 5}, "err.tick.twice on", 0},
		{"again the day after", TickEntry{Element: "b", On: begun + 6}, "", 1},
		{"another element on that day", TickEntry{Element: "k", On: begun + 5}, "", 1},
		{"another course's on that day", TickEntry{Element: "c", On: begun + 5, NextWords: "x", NextOn: begun + 5},
			"", 2},
		{"the next step on that day", TickEntry{Element: "c", On: begun, NextWords: "x", NextOn: begun}, "", 2},
		{"the next step the day before", TickEntry{Element: "c", On: begun + 1, NextWords: "x", NextOn: begun},
			"err.tick.nexton next_on", 0},
		{"the next step of spaces", TickEntry{Element: "c", On: begun, NextWords: " ", NextOn: begun},
			"err.tick.next next", 0},
		{"a contact has no next step", TickEntry{Element: "k", On: begun, NextWords: "x", NextOn: begun}, "", 1},
		{"of a group that is not the citizen's", TickEntry{Element: "a", On: begun}, "err.tick.group element", 0},
	} {
		cs, err := TickElement("mk", effort(), enrolled(), ticks, c.t, now)
		if got := fault(err); got != c.want || len(cs.Changes) != c.rows {
			t.Errorf("%s: got %q and %d rows, want %q and %d", c.what, got, len(cs.Changes), c.want, c.rows)
		}
		if c.rows == 2 {
			want := &model.PlanLine{EnrolmentID: "e", Kind: "step", Words: "x", Who: "together", On: c.t.NextOn}
			if got := cs.Changes[1].After; !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v, want %+v", c.what, got, want)
			}
			if tick := cs.Changes[0].After.(*model.Tick); tick.Next != "x" || tick.NextOn != c.t.NextOn ||
				tick.By != "mk" {
				t.Errorf("%s: got %+v", c.what, tick)
			}
		}
	}
	e := enrolled()
	e.Triage = "1"
	cs, err := TickElement("mk", effort(), e, nil, TickEntry{Element: "a", On: begun, Note: " n ",
		Evidence: model.RowRef{Type: "goal", ID: "g"}, Consultant: "lis"}, now)
	want := &model.Tick{EnrolmentID: "e", Element: "a", On: begun, Note: "n", EvidenceType: "goal", EvidenceID: "g",
		By: "lis"}
	if err != nil || !reflect.DeepEqual(cs.Changes[0].After, want) {
		t.Errorf("got %+v, %v; want %+v", cs.Changes, err, want)
	}
}

func TestEndAndChange(t *testing.T) {
	for _, c := range []struct {
		what string
		t    EndEntry
		want string
	}{
		{"what it is for", EndEntry{On: now, Outcome: "job"}, ""}, {"stopped, with a reason", EndEntry{On: now,
			Outcome: "stop", Reason: " x "}, ""},
		{"stopped, a reason of spaces", EndEntry{On: now, Outcome: "stop", Reason: "  "},
			"err.enrol.reason end_reason"}, {"the day before the first", EndEntry{On: begun - 1, Outcome: "job"},
			"err.enrol.before ended_on"},
		{"on the first day", EndEntry{On: begun, Outcome: "job"}, ""},
	} {
		cs, err := End("mk", effort(), enrolled(), c.t, now)
		if got := fault(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if err == nil {
			if a := cs.Changes[0].After.(*model.Enrolment); a.EndedOn != c.t.On || a.Outcome != c.t.Outcome ||
				a.EndReason != strings.TrimSpace(c.t.Reason) {
				t.Errorf("%s: got %+v", c.what, a)
			}
		}
	}
	for _, c := range []struct {
		start model.Date
		want  string
	}{{now - 1, "err.enrol.overlap start_on"}, {now, ""}, {now + 1, ""}} {
		next := &model.Enrolment{StartOn: c.start, Days: model.Some(30)}
		cs, err := ChangeProgramme("mk", enrolled(), effort(), EndEntry{On: now, Outcome: "job"}, effort(), next,
			[]*model.Enrolment{enrolled()}, now)
		if got := fault(err); got != c.want {
			t.Errorf("changed from %v: got %q, want %q", c.start, got, c.want)
		}
		if err != nil {
			continue
		}
		if n := cs.Changes[1].After.(*model.Enrolment); len(cs.Changes) != 2 || n.CitizenID != "c" ||
			n.PreviousID != "e" || cs.Action != "enrolment.change" {
			t.Errorf("got %+v", cs)
		}
	}
	if _, err := ChangeProgramme("mk", enrolled(), effort(), EndEntry{On: now, Outcome: "x"}, effort(),
		&model.Enrolment{StartOn: now}, nil, now); fault(err) != "err.enrol.outcome outcome" {
		t.Errorf("an unknown outcome: got %v", err)
	}
	if _, err := ChangeProgramme("mk", enrolled(), effort(), EndEntry{On: now, Outcome: "job"}, effort(),
		&model.Enrolment{StartOn: now, Days: model.Some(1)}, nil, now); fault(err) != "err.enrol.short days" {
		t.Errorf("too short a course: got %v", err)
	}
}

// TestWhatIsPutOnACourse: roles, days and rhythms are set, replaced and taken away; those of others stay.
func TestWhatIsPutOnACourse(t *testing.T) {
	e := enrolled()
	e.Roles, e.Due, e.Rhythm = []string{"s Tom"}, []string{"a 2026-10-01"}, []string{"x 7"}
	set := func(cs model.ChangeSet, err error) string {
		if err != nil {
			return fault(err)
		}
		if len(cs.Changes) == 0 {
			return "nothing"
		}
		a := cs.Changes[0].After.(*model.Enrolment)
		return fmt.Sprintf("%v%v%v", a.Roles, a.Due, a.Rhythm)
	}
	p := effort()
	for _, c := range [][3]string{
		{"a role", set(SetRole("mk", p, e, "r", " Lis ")), "[s Tom r Lis][a 2026-10-01][x 7]"},
		{"a role replaced", set(SetRole("mk", p, e, "s", "Lis")), "[s Lis][a 2026-10-01][x 7]"},
		{"a role taken away", set(SetRole("mk", p, e, "s", " ")), "[][a 2026-10-01][x 7]"},
		{"an unknown role", set(SetRole("mk", p, e, "z", "Lis")), "err.enrol.role roles"},
		{"the same role", set(SetRole("mk", p, e, "s", "Tom")), "nothing"},
		{"a day, the first", set(SetDue("mk", p, e, "b", begun)), "[s Tom][a 2026-10-01 b 2026-09-01][x 7]"},
		{"a day, the day before the first", set(SetDue("mk", p, e, "b", begun-1)), "err.enrol.before due"},
		{"a day taken away", set(SetDue("mk", p, e, "a", 0)), "[s Tom][][x 7]"},
		{"a day of nothing", set(SetDue("mk", p, e, "z", now)), "err.tick.element element"},
		{"every day", set(SetRhythm("mk", p, e, "k", 1)), "[s Tom][a 2026-10-01][x 7 k 1]"},
		{"every 366 days", set(SetRhythm("mk", p, e, "k", 366)), "[s Tom][a 2026-10-01][x 7 k 366]"},
		{"every 367 days", set(SetRhythm("mk", p, e, "k", 367)), "err.number rhythm"},
		{"every day less than none", set(SetRhythm("mk", p, e, "k", -1)), "err.number rhythm"},
		{"a rhythm taken away that was not there", set(SetRhythm("mk", p, e, "k", 0)), "nothing"},
		{"a rhythm of nothing", set(SetRhythm("mk", p, e, "z", 7)), "err.enrol.contact rhythm"},
	} {
		if c[1] != c[2] {
			t.Errorf("%s: got %q, want %q", c[0], c[1], c[2])
		}
	}
	e.Rhythm = []string{"k 7"}
	contact := p.Contact("k")
	for line, want := range map[string]int{"k 7": 7, "k 1": 1, "k 0": 28, "k x": 28, "z 7": 28} {
		e.Rhythm = []string{line}
		if got := RhythmOf(e, contact); got != want {
			t.Errorf("%q: got %d days, want %d", line, got, want)
		}
	}
	for line, want := range map[string]model.Date{"b 2026-10-02": model.NewDate(2026, 10, 2), "b x": begun + 30,
		"z 2026-10-02": begun + 30} {
		e.Due = []string{line}
		if got := p.DueOf(e, p.Element("b")); got != want {
			t.Errorf("%q: got %v, want %v", line, got, want)
		}
	}
	if got := p.DueOf(e, p.Element("c")); got != 0 {
		t.Errorf("no day anywhere: got %v", got)
	}
}

// TestExemptionDays: from the first day of the enrolment on, and never two on one day.
func TestExemptionDays(t *testing.T) {
	other := func(from, until model.Date) []*model.Exemption {
		return []*model.Exemption{{Head: model.Head{ID: "o"}, From: from, Until: until}}
	}
	for _, c := range []struct {
		what        string
		from, until model.Date
		others      []*model.Exemption
		want        string
	}{
		{"from the first day", begun, begun, nil, ""}, {"from the day before", begun - 1, begun, nil,
			"err.enrol.before from"},
		{"until the day before it begins", begun + 1, begun, nil, "err.dates.order until"}, {"until further notice",
			begun, 0, nil, ""},
		{"until the day before another", begun, begun + 9, other(begun+10, 0), ""}, {"until another one's first day",
			begun, begun + 10, other(begun+10, 0), "err.exempt.overlap from"},
		{"from another one's last day", begun + 10, 0, other(begun, begun+10), "err.exempt.overlap from"},
		{"from the day after", begun + 11, 0, other(begun, begun+10), ""},
		{"another until further notice before", begun + 10, begun + 20, other(begun, 0), "err.exempt.overlap from"},
		{"another until further notice after", begun, begun + 9, other(begun+10, 0), ""},
	} {
		cs, err := Exempt("mk", effort(), enrolled(), &model.Exemption{Head: model.Head{ID: "n"}, Code: "leave",
			From: c.from, Until: c.until}, c.others)
		if got := fault(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if err == nil && cs.Changes[0].After.(*model.Exemption).EnrolmentID != "e" {
			t.Errorf("%s: got %+v", c.what, cs.Changes[0].After)
		}
	}
	if _, err := Exempt("mk", effort(), enrolled(), &model.Exemption{Head: model.Head{ID: "o"}, Code: "leave",
		From: begun}, other(begun, 0)); err != nil {
		t.Errorf("itself: got %v", err)
	}
	p := effort()
	p.Exemptions = nil
	if _, err := Exempt("mk", p, enrolled(), &model.Exemption{Code: "leave", From: begun},
		nil); fault(err) != "err.exempt.none code" {
		t.Errorf("a programme without any: got %v", err)
	}
}

// items tells what is next on a course.
func items(in CourseInput) string {
	var out []string
	for _, a := range CourseItems(in) {
		s := strings.TrimSpace(a.Kind + " " + a.Key)
		if a.On != 0 {
			s += fmt.Sprintf(" %+d", int(a.On-in.Today))
		}
		if a.Late {
			s += " late"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// TestCourseItemDays: each item of a course on the day before it is told, on the day, and on the day after.
func TestCourseItemDays(t *testing.T) {
	bare := func() CourseInput {
		return CourseInput{Today: now, Programme: &Programme{Key: "p"},
			Enrolment: &model.Enrolment{Head: model.Head{ID: "e"}, StartOn: now - 100}, Ahead: 14}
	}
	for _, c := range []struct {
		what string
		set  func(in *CourseInput, n int) // n days from today
		want map[int]string
	}{
		{"the last day of the course", func(in *CourseInput, n int) { in.Enrolment.Days = model.Some(101 + n) },
			map[int]string{-1: "end -1 late", 0: "end +0", 14: "end +14", 15: ""}},
		{"an exemption until that day", func(in *CourseInput, n int) {
			in.Enrolment.Days = model.Some(101)
			in.Exemptions = []*model.Exemption{{Code: "x", From: now - 9, Until: now.Add(n)}}
		}, map[int]string{-1: "end +0", 0: "exempt x +0", 14: "exempt x +14", 15: ""}},
		{"an exemption from that day", func(in *CourseInput, n int) {
			in.Enrolment.Days = model.Some(101)
			in.Exemptions = []*model.Exemption{{Code: "x", From: now.Add(n)}}
		}, map[int]string{0: "", 1: "end +0"}},
		{"a phase from that day", func(in *CourseInput, n int) {
			in.Programme.Phases = []Phase{{word("1"), model.Some(100 + n)}, {word("2"), model.Some(500)}}
			in.Enrolment.Days = model.Some(600 + n)
		}, map[int]string{-1: "", 0: "phase 2 +0", 14: "phase 2 +14", 15: ""}},
		{"a contact that is due that day", func(in *CourseInput, n int) {
			in.Programme.Contacts = []RequiredContact{{Named: word("k"), Every: model.Some(100 + n)}}
		}, map[int]string{-1: "contact k -1 late", 0: "contact k +0", 14: "contact k +14", 15: ""}},
		{"a contact had so many days ago", func(in *CourseInput, n int) {
			in.Programme.Contacts = []RequiredContact{{Named: word("k"), Every: model.Some(28)}}
			in.Ticks = []*model.Tick{{Element: "k", On: now.Add(n)}, {Element: "z", On: now}}
		}, map[int]string{-13: "", -14: "contact k +14", -29: "contact k -1 late"}},
		{"a contact after the last day", func(in *CourseInput, n int) {
			in.Programme.Contacts = []RequiredContact{{Named: word("k"), Every: model.Some(10)}}
			in.Enrolment.Days = model.Some(101 + n)
		}, map[int]string{-1: "end -1 late", 0: "contact k -90 late, end +0"}},
		{"a contact without a rhythm", func(in *CourseInput,
			n int) {
			in.Programme.Contacts = []RequiredContact{{Named: word("k")}}
		}, map[int]string{0: "rhythm k"}},
		{"a step for that day", func(in *CourseInput, n int) {
			in.Lines = []*model.PlanLine{{Head: model.Head{ID: "l"}, Kind: "step", On: now.Add(n)}, {Kind: "goal",
				On: now}, {Kind: "step"}, {Kind: "step", On: now, DoneOn: now}}
		}, map[int]string{-1: "step l -1 late", 0: "step l +0", 14: "step l +14", 15: ""}},
		{"a check since that day", func(in *CourseInput, n int) {
			in.Programme.Progress, in.CheckEvery = []string{"x"}, 91
			in.Checks = []*model.ProgressCheck{{On: now.Add(n)}, {On: now - 100}}
		}, map[int]string{-76: "", -77: "check +14", -92: "check -1 late", -100: "check -9 late",
			-101: "check -9 late"}},
		{"a check before the enrolment", func(in *CourseInput, n int) {
			in.Programme.Progress, in.CheckEvery = []string{"x"}, 91
			in.Checks = []*model.ProgressCheck{{On: now.Add(n)}}
		}, map[int]string{-100: "check -9 late", -101: "check -100 late"}},
		{"no check wanted", func(in *CourseInput, n int) { in.Programme.Progress = []string{"x"} },
			map[int]string{0: ""}},
		{"nothing to check", func(in *CourseInput, n int) { in.CheckEvery = 91 }, map[int]string{0: ""}},
		{"every day a check", func(in *CourseInput, n int) {
			in.Programme.Progress, in.CheckEvery = []string{"x"},
				1
		}, map[int]string{0: "check -100 late"}},
		{"an element that waits, its day", func(in *CourseInput, n int) {
			in.Programme.Elements = []Element{{Named: word("a"), After: []string{"z"}, Due: model.Some(100 + n)}}
		}, map[int]string{-1: "element a -1 late", 0: "", 1: ""}},
		{"an element that is ready, its day", func(in *CourseInput,
			n int) {
			in.Programme.Elements = []Element{{Named: word("a"), Due: model.Some(100 + n)}}
		},
			map[int]string{-1: "element a -1 late", 0: "element a +0", 40: "element a +40"}},
		{"staff on site, a line of that day", func(in *CourseInput,
			n int) { // today is a Thursday; last week is 16 to 22 November
			in.Programme.Contacts = []RequiredContact{{Named: word("site"), Days: model.Some(2)}}
			in.Lines = []*model.PlanLine{{Kind: "attended", On: now.Add(n)}, {Kind: "met", On: now - 7}}
		}, map[int]string{-3: "attended site -4 late", -4: "", -10: "", -11: "attended site -4 late"}},
		{"staff on site, enrolled that day", func(in *CourseInput, n int) {
			in.Programme.Contacts = []RequiredContact{{Named: word("site"), Days: model.Some(2)}}
			in.Enrolment.StartOn = now.Add(n)
		}, map[int]string{-3: "", -4: "attended site -4 late", -10: "attended site -4 late"}},
	} {
		for n, want := range c.want {
			in := bare()
			c.set(&in, n)
			if got := items(in); got != want {
				t.Errorf("%s, %d days from today: got %q, want %q", c.what, n, got, want)
			}
		}
	}
	in := bare()
	in.Enrolment.Days = model.Some(101)
	in.Programme = nil
	if got := CourseItems(in); got != nil {
		t.Errorf("without a programme: got %v", got)
	}
}

// groupStays: a group that is there is only changed with a reason, and what it was stays beside the reason.
func groupStays(t *testing.T) {
	t.Helper()
	was := enrolled()
	was.Group, was.Drawn = "control", "seed 2026 no 5"
	other := &model.Enrolment{
		Programme: "effort", Drawn: "entered", Redrawn: []string{"2026-10-01 control seed 2026 no 7"},
	}
	all := []*model.Enrolment{was, other}
	for what, cs := range map[string]func(why string) (model.ChangeSet, error){
		"drawn again": func(why string) (model.ChangeSet, error) {
			return DrawGroup("mk", effort(), was, all, "2026", why, now)
		},
		"another seed": func(why string) (model.ChangeSet, error) {
			return DrawGroup("mk", effort(), was, all, "2027", why, now)
		},
		"entered over": func(why string) (model.ChangeSet, error) {
			return EnterGroup("mk", effort(), was, "treatment", why, now)
		},
	} {
		for _, why := range []string{"", " \n"} {
			if _, err := cs(why); fault(err) != "err.draw.reason group" {
				t.Errorf("%s with reason %q: got %v", what, why, err)
			}
		}
		done, err := cs("  fejl i\nlisten ")
		if err != nil {
			t.Fatal(err)
		}
		a := done.Changes[0].After.(*model.Enrolment)
		want := model.Regrouping{On: now, Group: "control", Drawn: "seed 2026 no 5", Why: "fejl i listen"}
		if got := a.Regroupings(); len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %+v", what, got)
		}
		if what == "drawn again" && a.Drawn != "seed 2026 no 8" { // numbers given up are not given again
			t.Errorf("got %s", a.Drawn)
		}
	}
	if cs, err := EnterGroup("mk", effort(), was, "control", "", now); err != nil || len(cs.Changes) != 0 {
		t.Errorf("the group that it is: got %v, %v", cs, err)
	}
}

// TestTalksCount: a talk on the plan counts for the contact that it names, or for the only one there is.
func TestTalksCount(t *testing.T) {
	for _, c := range []struct {
		what     string
		contacts []RequiredContact
		line     model.PlanLine
		want     model.Date
	}{
		{"the only contact", []RequiredContact{{Named: word("k")}}, model.PlanLine{Kind: "talk", On: now}, now},
		{"the only contact beside days on site", []RequiredContact{{Named: word("k")}, {Named: word("site"),
			Days: model.Some(1)}}, model.PlanLine{Kind: "talk", On: now}, now},
		{"one of two", []RequiredContact{{Named: word("k")}, {Named: word("l")}}, model.PlanLine{Kind: "talk",
			On: now}, begun},
		{"one of two, named", []RequiredContact{{Named: word("k")}, {Named: word("l")}}, model.PlanLine{Kind: "talk",
			Track: "k", On: now}, now},
		{"the other named", []RequiredContact{{Named: word("k")}, {Named: word("l")}}, model.PlanLine{Kind: "talk",
			Track: "l", On: now}, begun},
		{"the only one, on a track", []RequiredContact{{Named: word("k")}}, model.PlanLine{Kind: "talk", Track: "t1",
			On: now}, now},
		{"the only one, days on site named", []RequiredContact{{Named: word("k")}, {Named: word("site"),
			Days: model.Some(1)}}, model.PlanLine{Kind: "talk", Track: "site", On: now}, begun},
		{"a talk to come", []RequiredContact{{Named: word("k")}}, model.PlanLine{Kind: "talk", On: now + 1}, begun},
		{"a step", []RequiredContact{{Named: word("k")}}, model.PlanLine{Kind: "step", On: now}, begun},
		{"a talk from before", []RequiredContact{{Named: word("k")}}, model.PlanLine{Kind: "talk", On: begun - 5},
			begun},
	} {
		in := CourseInput{Today: now, Programme: &Programme{Contacts: c.contacts}, Enrolment: enrolled(),
			Lines: []*model.PlanLine{&c.line}}
		if got := in.lastHeld(&c.contacts[0]); got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// TestElementsInOrder: of an ordered part the first that is not ticked, of others all.
func TestElementsInOrder(t *testing.T) {
	p := &Programme{Parts: []Part{{word("one"), true}, {word("side"), false}}, Elements: []Element{
		{Named: word("a"), Part: "one"}, {Named: word("b"), Part: "one"}, {Named: word("c"), Part: "side"},
		{Named: word("d"), Part: "side", After: []string{"a", "c"}}, {Named: word("e")}, {Named: word("f")}}}
	for _, c := range []struct {
		what  string
		done  string
		order bool
		want  string
	}{
		{"nothing", "", false, "element a, element c, element e, element f"}, {"nothing, in order", "", true,
			"element a, element c, element e"},
		{"the first", "a", false, "element b, element c, element e, element f"}, {"all before d", "a c", false,
			"element b, element d, element e, element f"},
		{"the first without a part", "e", true, "element a, element c, element f"},
	} {
		p.Order = c.order
		in := CourseInput{Today: now, Programme: p, Enrolment: enrolled()}
		in.Enrolment.Days = model.Opt[int]{}
		for _, k := range strings.Fields(c.done) {
			in.Ticks = append(in.Ticks, &model.Tick{Element: k})
		}
		if got := items(in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

// TestMissingFirst: what a course lacks comes after what is late and before what has a day.
func TestMissingFirst(t *testing.T) {
	p := effort()
	in := CourseInput{Today: begun + 30, Programme: p, Enrolment: enrolled(), Ahead: 14}
	in.Enrolment.Days = model.Opt[int]{}
	p.Contacts = p.Contacts[:1]
	in.Lines = []*model.PlanLine{{Head: model.Head{ID: "l"}, Kind: "step", On: begun + 35}}
	if got, want := items(in), "contact k -2 late, triage, length, step l +5, role r"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	in.Enrolment.Triage, in.Enrolment.Days, in.Enrolment.Roles = "1", model.Some(400), []string{"r Lis"}
	if got, want := items(in), "contact k -2 late, element b +0, step l +5, element a, element c"; got != want {
		t.Errorf("nothing lacks: got %q, want %q", got, want)
	}
	p.Triage, in.Enrolment.Triage = p.Triage[:1], ""
	if got, want := items(in), "contact k -2 late, triage, step l +5"; got != want {
		t.Errorf("one triage group: got %q, want %q", got, want)
	}
	p.Triage, p.LengthAsked, in.Enrolment.Triage, in.Enrolment.Days = nil, false, "", model.Opt[int]{}
	if got := items(in); strings.Contains(got, "triage") || strings.Contains(got, "length") {
		t.Errorf("nothing asked for: got %q", got)
	}
}

// TestOnTimeDays: ticked by the day is on time; before its day nobody knows.
func TestOnTimeDays(t *testing.T) {
	e, el := enrolled(), &Element{Named: word("b"), Due: model.Some(30)}
	for _, c := range []struct {
		what          string
		tick          *model.Tick
		today         model.Date
		onTime, known bool
	}{
		{"ticked on the day", &model.Tick{EnrolmentID: "e", Element: "b", On: begun + 30}, now, true, true},
		{"ticked the day after", &model.Tick{EnrolmentID: "e", Element: "b", On: begun + 31}, now, false, true},
		{"ticked before, known before the day", &model.Tick{EnrolmentID: "e", Element: "b", On: begun}, begun, true,
			true}, {"not ticked on the day", nil, begun + 30, false, false},
		{"not ticked the day after", nil, begun + 31, false, true}, {"another course's", &model.Tick{EnrolmentID: "x",
			Element: "b", On: begun}, now, false, true}, {"another element", &model.Tick{EnrolmentID: "e",
			Element: "z", On: begun}, now, false, true},
	} {
		var ticks []*model.Tick
		if c.tick != nil {
			ticks = append(ticks, c.tick)
		}
		if a, b := effort().OnTime(e, el, ticks, c.today); a != c.onTime || b != c.known {
			t.Errorf("%s: got %v, %v; want %v, %v", c.what, a, b, c.onTime, c.known)
		}
	}
	if a, b := effort().OnTime(e, &Element{Named: word("z")}, nil, now); a || b {
		t.Errorf("without a day: got %v, %v", a, b)
	}
}

// TestEvidenceDays: rows between the enrolment's first day and today, of the kinds asked for, each once, the newest
// first.
func TestEvidenceDays(t *testing.T) {
	head := func(id string) model.Head { return model.Head{ID: id} }
	k := &EvidenceRows{
		Placements: []*model.Placement{{Head: head("trial"), Kind: "trial", State: "ended", StartOn: begun},
			{Head: head("trainee"), Kind: "traineeship", State: "running", StartOn: begun + 1},
			{Head: head("ordinary"), Kind: "ordinary", State: "running", StartOn: now},
			{Head: head("idea"), Kind: "trial", State: "agreed", StartOn: begun}, {Head: head("dayless"),
				Kind: "trial", State: "running"}, {Head: head("later"), Kind: "trial", State: "running",
				StartOn: now + 1}, {Head: head("before"), Kind: "trial", State: "running", StartOn: begun - 1}},
		Agreements: []*model.Agreement{{Head: head("draft")}, {Head: head("agreed"), ValidFrom: begun}},
		Weeks: []*model.Week{{Head: head("unpaid"), Monday: begun, Paid: model.Some(model.Hours(0))},
			{Head: head("paid"), Monday: begun, Paid: model.Some(model.Hours(1))}},
		Contacts: []*model.Contact{{Head: head("call"), On: begun, How: "call"}, {Head: head("visit"),
			On: begun + 1, How: "visit"}},
		Goals:  []*model.Goal{{Head: head("unset")}, {Head: head("goal"), SetOn: begun}},
		Checks: []*model.ProgressCheck{{Head: head("check"), On: begun}},
		Lines: []*model.PlanLine{{Head: head("line"), On: begun - 9, DoneOn: begun + 2}, {Head: head("other"),
			On: begun}, {Head: head("dateless")}},
	}
	for kinds, want := range map[string]string{
		"placement": "ordinary trainee trial", "placement.trial": "trial", "placement.traineeship": "trainee",
		"placement.ordinary": "ordinary", "agreement": "agreed", "week.paid": "paid",
		"contact": "visit call", "contact.met": "visit", "goal": "goal", "check": "check", "planline": "line other",
		"contact.met contact": "visit call",
		"":                    "agreed ordinary trainee trial visit call paid goal check line other",
	} {
		var got []string
		for _, ev := range k.Offer(&Element{Evidence: strings.Fields(kinds)}, enrolled(), now) {
			got = append(got, ev.Row.ID)
			if kinds == "contact.met contact" && ev.Kind != map[string]string{"visit": "contact.met",
				"call": "contact"}[ev.Row.ID] {
				t.Errorf("%s is shown as %s", ev.Row.ID, ev.Kind)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %q, want %q", kinds, s, want)
		}
	}
	for _, kind := range EvidenceKinds {
		if evidenceRules[kind] == nil {
			t.Errorf("nothing shows %s", kind)
		}
	}
}

// TestPlacedAndWeeksDuring: a placement and a week belong to an enrolment when they share a day with it.
func TestPlacedAndWeeksDuring(t *testing.T) {
	for _, c := range []struct {
		what  string
		spoil func(e *model.Enrolment, p *model.Placement)
		want  bool
	}{
		{"over the day before", func(_ *model.Enrolment, p *model.Placement) { p.EndOn = begun - 1 }, false},
		{"over on the first day", func(_ *model.Enrolment, p *model.Placement) { p.EndOn = begun }, true},
		{"without a last day", func(_ *model.Enrolment, p *model.Placement) { p.EndOn = 0 }, true},
		{"begun today", func(_ *model.Enrolment, p *model.Placement) { p.StartOn = now }, true},
		{"begins tomorrow", func(_ *model.Enrolment, p *model.Placement) { p.StartOn = now + 1 }, false},
		{"without a first day", func(_ *model.Enrolment, p *model.Placement) { p.StartOn = 0 }, false},
		{"begun on the day the course ended", func(e *model.Enrolment, p *model.Placement) {
			e.EndedOn,
				p.StartOn = begun+20, begun+20
		}, true},
		{"begun the day after that", func(e *model.Enrolment, p *model.Placement) {
			e.EndedOn, p.StartOn = begun+20,
				begun+21
		}, false},
		{"the course ends after today", func(e *model.Enrolment, p *model.Placement) {
			e.EndedOn, p.StartOn = now+9,
				now+1
		}, false},
		{"a trial visit", func(_ *model.Enrolment, p *model.Placement) { p.Kind = "trial" }, false},
		{"ended", func(_ *model.Enrolment, p *model.Placement) { p.State = "ended" }, true},
		{"agreed", func(_ *model.Enrolment, p *model.Placement) { p.State = "agreed" }, false},
		{"cancelled", func(_ *model.Enrolment, p *model.Placement) { p.State = "cancelled" }, false},
	} {
		e, p := enrolled(), &model.Placement{Kind: "traineeship", State: "running", StartOn: begun - 20, EndOn: now}
		c.spoil(e, p)
		if got := len(PlacedDuring(e, []*model.Placement{p}, now)) == 1; got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
	monday := begun.Monday() // begun is a Tuesday
	for _, c := range []struct {
		what          string
		start, ended  model.Date
		placement     string
		first, beyond bool // the weeks of monday and of the Monday after
	}{
		{"from its Sunday", monday + 6, 0, "f", true, true}, {"from the next Monday", monday + 7, 0, "f", false,
			true}, {"to its Monday", monday - 9, monday, "f", true, false},
		{"to the day before", monday - 9, monday - 1, "f", false, false}, {"to the next Monday", monday - 9,
			monday + 7, "f", true, true}, {"of another placement", monday, 0, "x", false, false},
	} {
		e := enrolled()
		e.StartOn, e.EndedOn = c.start, c.ended
		var got []model.Date
		for _, w := range WeeksDuring(e, c.placement, []*model.Week{{PlacementID: "f", Monday: monday},
			{PlacementID: "f", Monday: monday + 7}}) {
			got = append(got, w.Monday)
		}
		if slices.Contains(got, monday) != c.first || slices.Contains(got, monday+7) != c.beyond {
			t.Errorf("%s: got %v", c.what, got)
		}
	}
}

// TestPlanLineRules: what happened lies within the enrolment and not ahead; staff days are counted once a week.
func TestPlanLineRules(t *testing.T) {
	monday := begun.Monday()
	for _, c := range []struct {
		what string
		l    model.PlanLine
		want string
	}{
		{"met on the first day", model.PlanLine{Kind: "met", Words: "x", On: begun}, ""}, {"met the day before",
			model.PlanLine{Kind: "met", Words: "x", On: begun - 1}, "err.enrol.before on"},
		{"met today", model.PlanLine{Kind: "met", Words: "x", On: now}, ""}, {"a step on the first day",
			model.PlanLine{Kind: "step", Words: "x", On: begun}, ""},
		{"a step the day before", model.PlanLine{Kind: "step", Words: "x", On: begun - 1}, "err.enrol.before on"},
		{"a step without a day", model.PlanLine{Kind: "step", Words: "x"}, ""}, {"a step ahead",
			model.PlanLine{Kind: "step", Words: "x", On: now + 9}, ""},
		{"staff days of the first week, on its Monday", model.PlanLine{Kind: "attended", Days: model.Some(2),
			On: monday}, ""},
		{"staff days of the first week, on its Sunday", model.PlanLine{Kind: "attended", Days: model.Some(2),
			On: monday + 6}, ""},
		{"staff days of the week before", model.PlanLine{Kind: "attended", Days: model.Some(2), On: monday - 1},
			"err.enrol.before on"},
		{"staff days of next week", model.PlanLine{Kind: "attended", Days: model.Some(2), On: now.Monday() + 7},
			"err.enrol.future on"},
		{"done on the first day", model.PlanLine{Kind: "step", Words: "x", DoneOn: begun}, ""},
		{"done the day before", model.PlanLine{Kind: "step", Words: "x", DoneOn: begun - 1},
			"err.enrol.before done_on"},
		{"done tomorrow", model.PlanLine{Kind: "step", Words: "x", DoneOn: now + 1}, "err.enrol.future done_on"},
		{"a track", model.PlanLine{Kind: "goal", Words: "x", Track: "t2"}, ""}, {"a contact as track",
			model.PlanLine{Kind: "talk", Words: "x", Track: "k"}, ""}, {"no such track", model.PlanLine{Kind: "goal",
			Words: "x", Track: "z"}, "err.plan.track track"},
	} {
		cs, err := AddPlanLine("mk", effort(), enrolled(), nil, &c.l, now)
		if got := fault(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		before := c.l
		if _, err2 := EditPlanLine("mk", effort(), enrolled(), &before, &c.l, now); fault(err2) != c.want {
			t.Errorf("%s, edited: got %v, want %q", c.what, err2, c.want)
		}
		if err == nil && c.l.Kind == "attended" && cs.Changes[0].After.(*model.PlanLine).On != monday {
			t.Errorf("%s: got %v, want the Monday", c.what, cs.Changes[0].After.(*model.PlanLine).On)
		}
	}
	sunday := enrolled()
	sunday.StartOn = monday + 6
	for on, want := range map[model.Date]string{monday: "", monday + 7: "", monday - 1: "err.enrol.before on"} {
		if _, err := AddPlanLine("mk", effort(), sunday, nil, &model.PlanLine{Kind: "attended", Days: model.Some(1),
			On: on}, now); fault(err) != want {
			t.Errorf("enrolled on a Sunday, staff days of %v: got %v, want %q", on, err, want)
		}
	}
	sunday.StartOn = monday + 7
	before := &model.PlanLine{Kind: "attended", Days: model.Some(1), On: monday + 6}
	if _, err := AddPlanLine("mk", effort(), sunday, nil, before, now); fault(err) != "err.enrol.before on" {
		t.Errorf("enrolled on a Monday, staff days of the day before: got %v", err)
	}
	lines := []*model.PlanLine{{Head: model.Head{ID: "l"}, Kind: "attended", On: monday, Days: model.Some(2),
		Position: model.Some(7)}, {Head: model.Head{ID: "m"}, Kind: "met", On: monday + 7, Position: model.Some(3)}}
	for _, c := range []struct {
		what string
		l    model.PlanLine
		want string
	}{
		{"the same week, other days", model.PlanLine{Kind: "attended", On: monday + 6, Days: model.Some(3)},
			"planline.edit l 3 7"}, {"the same week, the same", model.PlanLine{Kind: "attended", On: monday + 6,
			Days: model.Some(2)}, "planline.edit"},
		{"the next week", model.PlanLine{Kind: "attended", On: monday + 7, Days: model.Some(3)}, "planline.add  3 8"},
		{"met in the same week", model.PlanLine{Kind: "met", Words: "x", On: monday + 6}, "planline.add  0 8"},
	} {
		cs, err := AddPlanLine("mk", effort(), enrolled(), lines, &c.l, now)
		got := cs.Action
		for _, ch := range cs.Changes {
			l := ch.After.(*model.PlanLine)
			got += fmt.Sprint(" ", l.ID, " ", l.Days.V, " ", l.Position.V)
		}
		if err != nil || got != c.want {
			t.Errorf("%s: got %q, %v; want %q", c.what, got, err, c.want)
		}
	}
	for _, c := range []struct {
		kind, who string
		voluntary bool
		want      string
	}{{"goal", "", false, "citizen"}, {"choice", "", false, "citizen"}, {"step", "", false, ""}, {"step", "", true,
		"citizen"}, {"goal", "together", true, "together"}} {
		p := effort()
		p.Voluntary = c.voluntary
		cs, err := AddPlanLine("mk", p, enrolled(), nil, &model.PlanLine{Kind: c.kind, Words: " x ", Who: c.who}, now)
		if err != nil {
			t.Fatal(err)
		}
		if l := cs.Changes[0].After.(*model.PlanLine); l.Who != c.want || l.Words != "x" || l.EnrolmentID != "e" ||
			l.Position.V != 1 {
			t.Errorf("%s, voluntary %v: got %+v, want %q", c.kind, c.voluntary, l, c.want)
		}
	}
	for on, want := range map[model.Date]string{0: "", begun: "", begun - 1: "err.enrol.before done_on", now: "",
		now + 1: "err.enrol.future done_on"} {
		cs, err := CompleteStep("mk", enrolled(), &model.PlanLine{DoneOn: begun + 5}, on, now)
		if got := fault(err); got != want || err == nil && cs.Changes[0].After.(*model.PlanLine).DoneOn != on {
			t.Errorf("done on %v: got %q, %v, want %q", on, got, cs.Changes, want)
		}
	}
	sorted := []*model.PlanLine{{Head: model.Head{ID: "5"}, Track: "t2"}, {Head: model.Head{ID: "4"}, Track: "t1",
		Position: model.Some(2)}, {Head: model.Head{ID: "3"}, Track: "t1", Position: model.Some(1)},
		{Head: model.Head{ID: "2"}}, {Head: model.Head{ID: "1"}}}
	SortLines(effort(), sorted)
	var got string
	for _, l := range sorted {
		got += l.ID
	}
	if got != "12345" {
		t.Errorf("sorted: got %s", got)
	}
}

// TestDrawNumbers: the next number of a seed follows from those that were drawn with it in this programme.
func TestDrawNumbers(t *testing.T) {
	drawn := func(programme, text string) *model.Enrolment {
		return &model.Enrolment{Programme: programme,
			Drawn: text}
	}
	all := []*model.Enrolment{drawn("effort", "seed 2026 no 4"), drawn("effort", "seed 2026 no 2"), drawn("x",
		"seed 2026 no 9"), drawn("effort", "seed 2025 no 8"), drawn("effort", "entered"), drawn("effort", "")}
	for _, c := range []struct {
		what, seed, was string
		trial           bool
		want            string
	}{
		{"the next of a seed", "2026", "", true, "seed 2026 no 5"}, {"the first of a seed", " a  b ", "", true,
			"seed a-b no 1"}, {"40 letters", strings.Repeat("a", 40), "", true, "seed " + strings.Repeat("a",
			40) + " no 1"},
		{"41 letters", strings.Repeat("a", 41), "", true, "err.draw.seed drawn"},
		{"no trial", "2026", "", false, "err.enrol.notrial group"},
	} {
		p, e := effort(), enrolled()
		p.Trial, e.Drawn = c.trial, c.was
		cs, err := DrawGroup("mk", p, e, all, c.seed, "", now)
		got := fault(err)
		if err == nil {
			a := cs.Changes[0].After.(*model.Enrolment)
			got = a.Drawn
			if c.seed == "2026" && a.Group != Draw("2026", 5) {
				t.Errorf("%s: got group %s", c.what, a.Group)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
	for group, want := range map[string]string{"control": "", "treatment": "", "x": "err.choice group"} {
		cs, err := EnterGroup("mk", effort(), enrolled(), group, "", now)
		if got := fault(err); got != want {
			t.Errorf("%s: got %q, want %q", group, got, want)
		}
		if err == nil {
			if a := cs.Changes[0].After.(*model.Enrolment); a.Group != group || a.Drawn != "entered" {
				t.Errorf("%s: got %+v", group, a)
			}
		}
	}
	p := effort()
	p.Trial = false
	if _, err := EnterGroup("mk", p, enrolled(), "control", "", now); fault(err) != "err.enrol.notrial group" {
		t.Errorf("no trial: got %v", err)
	}
	groupStays(t)
	var got []string // so that nobody's draw changes with the program
	for n := range 8 {
		got = append(got, Draw("2026", n+1)[:1])
	}
	if s := strings.Join(got, ""); s != "cttccttc" {
		t.Errorf("the first eight of seed 2026: got %s", s)
	}
}

// TestCheckDays: a check lies between the enrolment's first day and today, and the second of a day replaces the first.
func TestCheckDays(t *testing.T) {
	list := []ProgressItem{{Key: "a", From: 1, To: 5}, {Key: "b", From: 0, To: 10}}
	for _, c := range []struct {
		what string
		on   model.Date
		want string
	}{
		{"no day", 0, "err.required on"}, {"the day before the first", begun - 1, "err.enrol.before on"},
		{"the enrolment day", begun, ""}, {"today", now, ""}, {"tomorrow", now + 1, "err.enrol.future on"},
	} {
		cs, err := AddCheck("mk", list, enrolled(), &model.ProgressCheck{On: c.on, Answers: []string{"a 1", "b 10"}},
			nil, now)
		if got := fault(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
		if err == nil {
			if n := cs.Changes[0].After.(*model.ProgressCheck); n.EnrolmentID != "e" || n.CitizenID != "c" ||
				n.By != "mk" || cs.Action != "check.add" {
				t.Errorf("%s: got %+v", c.what, n)
			}
		}
	}
	if _, err := AddCheck("mk", list, nil, &model.ProgressCheck{On: begun, Answers: []string{"z 1"}}, nil,
		now); err.(*model.Error).Args["known"] != "a, b" {
		t.Errorf("the known items: got %v", err)
	}
	for _, c := range []struct {
		what   string
		before model.ProgressCheck
		want   string
	}{
		{"the same day", model.ProgressCheck{Head: model.Head{ID: "o", Version: 3}, CitizenID: "c", On: now},
			"check.edit o"}, {"another day", model.ProgressCheck{Head: model.Head{ID: "o"}, CitizenID: "c",
			On: now - 1}, "check.add n"},
		{"another citizen's", model.ProgressCheck{Head: model.Head{ID: "o"}, CitizenID: "x", On: now}, "check.add n"},
		{"itself", model.ProgressCheck{Head: model.Head{ID: "n"}, CitizenID: "c", On: now}, "check.add n"},
	} {
		cs, err := AddCheck("mk", list, nil, &model.ProgressCheck{Head: model.Head{ID: "n"}, CitizenID: "c", On: now,
			By: "lis", Answers: []string{"a 2"}}, []*model.ProgressCheck{&c.before}, now)
		if err != nil {
			t.Fatal(err)
		}
		n := cs.Changes[0].After.(*model.ProgressCheck)
		if got := cs.Action + " " + n.ID; got != c.want || n.By != "lis" {
			t.Errorf("%s: got %q by %s, want %q", c.what, got, n.By, c.want)
		}
	}
}

// TestItemsAreChosen: a programme's own items in its order, else the usual ones; the citizen's before the consultant's.
func TestItemsAreChosen(t *testing.T) {
	list := []ProgressItem{{Key: "w1", Who: "citizen", Set: WHO5}, {Key: "z", Who: "consultant", Usual: true},
		{Key: "y", Who: "citizen", Usual: true}, {Key: "x", Who: "citizen"}, {Key: "u", Who: "consultant"}}
	for _, c := range []struct {
		what string
		p    *Programme
		who5 bool
		want string
	}{
		{"no programme", nil, false, "y z"}, {"no programme, the wellbeing index", nil, true, "y w1 z"},
		{"a programme that names none", &Programme{}, false, "y z"},
		{"a programme's own", &Programme{Progress: []string{"u", "x", "y", "gone"}}, false, "x y u"},
		{"one of its own", &Programme{Progress: []string{"u"}}, true, "w1 u"}, {"its order counts",
			&Programme{Progress: []string{"y", "x"}}, true, "y x w1"},
	} {
		var got []string
		for _, it := range ItemsFor(c.p, list, c.who5) {
			got = append(got, it.Key)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.what, s, c.want)
		}
	}
	if got := MissingItems(&Programme{Progress: []string{"x", "gone", "y"}}, list); !slices.Equal(got,
		[]string{"gone"}) {
		t.Errorf("missing: got %v", got)
	}
	c := &model.ProgressCheck{Answers: []string{"old 1"}}
	SetValues(c, list, map[string]int{"x": 3, "z": 0, "other": 9})
	if want := []string{"z 0", "x 3"}; !slices.Equal(c.Answers, want) {
		t.Errorf("answers: got %v, want %v", c.Answers, want)
	}
}

// TestWellbeingIndex: five answers times four, unknown with fewer.
func TestWellbeingIndex(t *testing.T) {
	var list []ProgressItem
	check := &model.ProgressCheck{Answers: []string{"other 9"}}
	for i := range 5 {
		key := fmt.Sprint("w", i)
		list = append(list, ProgressItem{Key: key, Set: WHO5})
		if got := WHO5Score(check, list); got.Known {
			t.Errorf("%d answers: got %v", i, got)
		}
		check.Answers = append(check.Answers, fmt.Sprint(key, " ", i+1))
	}
	if got := WHO5Score(check, append(list, ProgressItem{Key: "other"})); got != model.Some(60) {
		t.Errorf("1 to 5: got %v, want 60", got)
	}
}

func TestProgressLinesOverTime(t *testing.T) {
	list := []ProgressItem{{Key: "a", To: 5}, {Key: "never", To: 5}, {Key: "b", To: 5}}
	checks := []*model.ProgressCheck{{On: begun + 9, Answers: []string{"a 3", "gone 7", "b x"}}, {On: begun,
		Answers: []string{"b 1", "a 2", "gone 6"}}}
	want := []ProgressLine{{Item: list[0], Days: []model.Date{begun, begun + 9}, Values: []int{2, 3}}, {Item: list[2],
		Days: []model.Date{begun}, Values: []int{1}},
		{Item: ProgressItem{Key: "gone", Words: Bilingual{"gone", "gone"}, To: 10}, Days: []model.Date{begun,
			begun + 9}, Values: []int{6, 7}}}
	if got := ProgressLines(list, checks); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestEditions: the newest of each programme by year and number, and the one that an enrolment follows.
func TestEditions(t *testing.T) {
	of := func(key, edition string) *Programme { return &Programme{Key: key, Edition: edition} }
	list := []*Programme{of("b", "2026-1"), of("a", "2026-9"), of("a", "2026-10"), of("a", "2025-11")}
	tell := func(list []*Programme) (out string) {
		for _, p := range list {
			out += p.Key + " " + p.Edition + ", "
		}
		return out
	}
	if got, want := tell(Sorted(list)), "a 2026-10, a 2026-9, a 2025-11, b 2026-1, "; got != want {
		t.Errorf("sorted: got %q, want %q", got, want)
	}
	if got, want := tell(Newest(list)), "a 2026-10, b 2026-1, "; got != want {
		t.Errorf("the newest: got %q, want %q", got, want)
	}
	for _, c := range []struct {
		key, edition, want string
		exact              bool
	}{{"a", "2025-11", "2025-11", true}, {"a", "2024-1", "2026-10", false}, {"b", "2026-1", "2026-1", true}, {"c",
		"2026-1", "", false}} {
		p, exact := ForEnrolment(list, &model.Enrolment{Programme: c.key, Edition: c.edition})
		got := ""
		if p != nil {
			got = p.Edition
		}
		if got != c.want || exact != c.exact {
			t.Errorf("%s %s: got %q, %v; want %q, %v", c.key, c.edition, got, exact, c.want, c.exact)
		}
	}
}

// TestWordsOfADefinition: every section finds its rows by key, in both languages.
func TestWordsOfADefinition(t *testing.T) {
	p := effort()
	for kind, keys := range map[string]string{"element": "a b c k site", "part": "first beside", "phase": "p1 p2 p3",
		"track": "t1 t2", "triage": "1 2 3", "follow": "in out else", "role": "r s", "contact": "k site",
		"exemption": "leave", "outcome": "job stop", "x": ""} {
		var got []string
		for _, n := range p.Rows(kind) {
			got = append(got, n.Key)
			if w := [2]string{p.Word(kind, n.Key, "da"), p.Word(kind, n.Key, "en")}; w != [2]string{n.Key + " da",
				n.Key + " en"} {
				t.Errorf("%s %s: got %q", kind, n.Key, w)
			}
		}
		if s := strings.Join(got, " "); s != keys {
			t.Errorf("%s: got %q, want %q", kind, s, keys)
		}
		if got := p.Word(kind, "gone", "da"); got != "gone" {
			t.Errorf("%s without a row: got %q", kind, got)
		}
	}
	if p.Element("a") != &p.Elements[0] || p.Element("z") != nil || p.Contact("k") != &p.Contacts[0] ||
		p.Contact("z") != nil || p.Outcome("job") != &p.Outcomes[0] || p.Outcome("z") != nil {
		t.Error("a row was not found by its key, or one that is not there was")
	}
	if got := p.ShortName("da"); got != "Indsats" {
		t.Errorf("no short name: got %q", got)
	}
	if p.Short = (Bilingual{"I", "E"}); p.ShortName("en") != "E" {
		t.Errorf("a short name: got %q", p.ShortName("en"))
	}
	for group, want := range map[string]int{"1": 3, "2": 2, "": 2} {
		if got := len(p.ElementsFor(&model.Enrolment{Triage: group})); got != want {
			t.Errorf("elements for %q: got %d, want %d", group, got, want)
		}
	}
}
