package programme

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
)

// small is a programme with one of everything.
func small(t *testing.T) *Programme {
	t.Helper()
	both := func(da, en string) Bilingual { return Bilingual{Da: da, En: en} }
	row := func(key, da, en string) Named { return Named{Key: key, Name: both(da, en)} }
	p := &Programme{
		Key: "proeve", Edition: "2026-1", Name: both("Prøve", "Trial"), Target: both("Alle", "All"),
		Aim:    both("Job", "Jobs"),
		Source: both("Os", "Us"), LengthAsked: true, Equal: true, Trial: true, Progress: []string{"jobtro"},
		Triage:  []Named{row("1", "Ind", "In"), row("2", "Ud", "Out")},
		Follows: []Follow{{Named: row("ind", "Går ind", "Joins"), Group: "1"}},
		Elements: []Element{
			{Named: row("a", "A", "A"), Groups: []string{"1"}, Evidence: []string{"placement.trial", "goal"}},
			{Named: row("b", "B", "B"), After: []string{"a"}, Due: model.Some(30)},
			{Named: row("c", "C", "C"), Asks: true},
		},
		Phases: []Phase{
			{Named: row("1", "Fase 1", "Phase 1")}, {Named: row("2", "Fase 2", "Phase 2")},
			{Named: row("3", "Fase 3", "Phase 3")},
		},
		Roles:      []Role{{Named: row("r", "Rolle", "Role"), Must: true}},
		Contacts:   []RequiredContact{{Named: row("k", "Kontakt", "Contact"), Every: model.Some(28)}},
		Exemptions: []Named{row("barsel", "Barsel", "Leave")},
		Outcomes:   []Outcome{{Named: row("job", "Job", "Job"), Aim: true}, {Named: row("stop", "Stoppet", "Stopped")}},
	}
	if faults := Check(p); len(faults) > 0 {
		t.Fatal(faults)
	}
	return p
}

// TestCheckAtTheEdges: the last value that is taken and the first that is not.
func TestCheckAtTheEdges(t *testing.T) {
	figure := func(p *Programme, percent int) {
		p.Figures = []FigureLine{{Key: "touched", Lines: []TargetLine{{Percent: percent, Name: p.Name}}}}
	}
	for name, c := range map[string]struct {
		set         func(p *Programme, n int)
		first, last int
		path, key   string
	}{
		"due": {
			func(p *Programme, n int) { p.Elements[1].Due = model.Some(n) }, 1, 3660, "element.1.due",
			"err.programme.number",
		},
		"every": {
			func(p *Programme, n int) { p.Contacts[0].Every = model.Some(n) }, 1, 366, "contact.0.every",
			"err.programme.number",
		},
		"days on site": {
			func(p *Programme, n int) { p.Contacts[0].Days = model.Some(n) }, 1, 7, "contact.0.days",
			"err.programme.number",
		},
		"percent": {figure, 0, 100, "figure.0.line.0.percent", "err.programme.percent"},
		"key": {
			func(p *Programme, n int) { p.Roles[0].Key = strings.Repeat("k", n) }, 1, 39, "role.0.key",
			"err.programme.id",
		},
	} {
		for _, n := range []int{c.first - 1, c.first, c.last, c.last + 1} {
			p := small(t)
			if name == "key" && n == 0 {
				continue // no key at all is another fault
			}
			c.set(p, n)
			faults := Check(p)
			if inside := n >= c.first && n <= c.last; inside != (len(faults) == 0) {
				t.Errorf("%s of %d: got %v, want it %v", name, n, faults,
					map[bool]string{true: "taken", false: "refused"}[inside])
			} else if !inside && (faults[0].Field != c.path || faults[0].Key != c.key) {
				t.Errorf("%s of %d: got %v at %s, want %s at %s", name, n, faults[0], faults[0].Field, c.key, c.path)
			}
		}
	}
}

// TestPhasesTile: phases cover every day of the course once, in order; equal ones differ only in the last.
func TestPhasesTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "phases")
		equal := rapid.Bool().Draw(t, "equal")
		p := &Programme{Equal: equal}
		for i := range n {
			f := Phase{Named: Named{Key: fmt.Sprint(i)}}
			if !equal {
				f.Days = model.Some(rapid.IntRange(1, 60).Draw(t, "days"))
			}
			p.Phases = append(p.Phases, f)
		}
		start := model.NewDate(2020, 1, 1).Add(rapid.IntRange(0, 4000).Draw(t, "start"))
		days := rapid.IntRange(0, 1200).Draw(t, "length")
		spans := p.Spans(start, days)
		if days < p.Shortest() {
			if spans != nil {
				t.Fatalf("%d days for %d phases: got %v", days, n, spans)
			}
			return
		}
		next := start
		for i, s := range spans {
			if s.From != next || s.To < s.From {
				t.Fatalf("phase %d: %v to %v, want from %v", i, s.From, s.To, next)
			}
			if long := int(s.To-s.From) + 1; equal && i < n-1 && long != days/n {
				t.Fatalf("phase %d is %d days, want %d", i, long, days/n)
			}
			next = s.To.Add(1)
		}
		if next != start.Add(days) {
			t.Fatalf("ends %v, want %v", next, start.Add(days))
		}
	})
}

func TestDrawIsEvenAndTheSameAgain(t *testing.T) {
	for _, seed := range []string{"2026", "jobfirst", "x"} {
		for block := range 50 {
			treated := 0
			for i := range 4 {
				g := Draw(seed, block*4+i+1)
				if g != Draw(seed, block*4+i+1) {
					t.Fatal("not the same again")
				}
				if g == "treatment" {
					treated++
				}
			}
			if treated != 2 {
				t.Errorf("seed %s block %d: %d treated, want 2", seed, block, treated)
			}
		}
	}
}

func faultKey(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestDecisionsRefuse(t *testing.T) {
	p, today := small(t), model.NewDate(2026, 11, 26)
	e := &model.Enrolment{
		Head: model.Head{ID: "e", Version: 1}, CitizenID: "c", Programme: "proeve", Edition: "2026-1",
		StartOn: model.NewDate(2026, 9, 1), Days: model.Some(90),
	}
	triaged := *e
	triaged.Triage = "1"
	ended := *e
	ended.EndedOn = model.NewDate(2026, 11, 1)
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"enrol twice": {
			refusal(Enrol("m", p, &model.Enrolment{CitizenID: "c", StartOn: today}, []*model.Enrolment{e})),
			"err.enrol.twice",
		},
		"enrol without a day": {refusal(Enrol("m", p, &model.Enrolment{CitizenID: "c"}, nil)), "err.required"},
		"a course of two days": {
			refusal(Enrol("m", p, &model.Enrolment{CitizenID: "c", StartOn: today, Days: model.Some(2)}, nil)),
			"err.enrol.short",
		},
		"an unknown role": {
			refusal(Enrol("m", p, &model.Enrolment{CitizenID: "c", StartOn: today, Roles: []string{"x Hanne"}}, nil)),
			"err.enrol.role",
		},
		"a role without a name": {
			refusal(Enrol("m", p, &model.Enrolment{CitizenID: "c", StartOn: today, Roles: []string{"r"}}, nil)),
			"err.enrol.rolename",
		},
		"before the previous": {
			refusal(Enrol("m", p, &model.Enrolment{CitizenID: "c", StartOn: model.NewDate(2026, 1, 1), PreviousID: "e"},
				[]*model.Enrolment{&ended})), "err.enrol.previous",
		},
		"tick ahead": {
			refusal(TickElement("m", p, &triaged, nil, TickEntry{Element: "a", On: today.Add(1)}, today)),
			"err.enrol.future",
		},
		"tick before enrolment": {
			refusal(TickElement("m", p, &triaged, nil, TickEntry{Element: "a", On: model.NewDate(2026, 8, 31)}, today)),
			"err.enrol.before",
		},
		"tick after the end": {
			refusal(TickElement("m", p, &ended, nil, TickEntry{Element: "b", On: today}, today)), "err.enrol.after",
		},
		"tick what is not": {
			refusal(TickElement("m", p, &triaged, nil, TickEntry{Element: "z", On: today}, today)), "err.tick.element",
		},
		"tick of another group": {
			refusal(TickElement("m", p, e, nil, TickEntry{Element: "a", On: today}, today)), "err.tick.group",
		},
		"tick without next": {
			refusal(TickElement("m", p, e, nil, TickEntry{Element: "c", On: today}, today)), "err.tick.next",
		},
		"next without a day": {
			refusal(TickElement("m", p, e, nil, TickEntry{Element: "c", On: today, NextWords: "ringe"}, today)),
			"err.tick.nexton",
		},
		"tick twice a day": {
			refusal(TickElement("m", p, e, []*model.Tick{{EnrolmentID: "e", Element: "b", On: today}},
				TickEntry{Element: "b", On: today}, today)), "err.tick.twice",
		},
		"an unknown group": {
			refusal(Triage("m", p, e, TriageEntry{Group: "9", On: today, Reason: "x"}, today)), "err.triage.group",
		},
		"triage without reason": {
			refusal(Triage("m", p, e, TriageEntry{Group: "1", On: today}, today)), "err.triage.reason",
		},
		"triage ahead": {
			refusal(Triage("m", p, e, TriageEntry{Group: "1", On: today.Add(1), Reason: "x"}, today)),
			"err.enrol.future",
		},
		"triage that leads off": {
			refusal(Triage("m", p, e, TriageEntry{Group: "1", On: today, Reason: "x", Next: "y"}, today)),
			"err.triage.next",
		},
		"an unknown outcome": {refusal(End("m", p, e, EndEntry{On: today, Outcome: "x"}, today)), "err.enrol.outcome"},
		"stopped without why": {
			refusal(End("m", p, e, EndEntry{On: today, Outcome: "stop"}, today)), "err.enrol.reason",
		},
		"end twice": {
			refusal(End("m", p, &ended, EndEntry{On: today, Outcome: "job"}, today)), "err.enrol.ended",
		},
		"too short": {refusal(SetLength("m", p, e, 2)), "err.enrol.short"},
		"exempt before": {
			refusal(Exempt("m", p, e, &model.Exemption{Code: "barsel", From: model.NewDate(2026, 1, 1)}, nil)),
			"err.enrol.before",
		},
		"exempt turned round": {
			refusal(Exempt("m", p, e, &model.Exemption{Code: "barsel", From: today, Until: today.Add(-1)}, nil)),
			"err.dates.order",
		},
		"exempt twice": {
			refusal(Exempt("m", p, e, &model.Exemption{Code: "barsel", From: today}, []*model.Exemption{
				{Head: model.Head{ID: "x"}, From: model.NewDate(2026, 10, 1)},
			})), "err.exempt.overlap",
		},
		"exempt for nothing": {
			refusal(Exempt("m", p, e, &model.Exemption{Code: "ferie", From: today}, nil)), "err.exempt.code",
		},
		"draw without seed": {refusal(DrawGroup("m", p, e, nil, " ", "", today)), "err.draw.seed"},
		"a step before": {
			refusal(AddPlanLine("m", p, e, nil,
				&model.PlanLine{Kind: "step", Words: "x", On: model.NewDate(2026, 1, 1)}, today)), "err.enrol.before",
		},
		"met ahead": {
			refusal(AddPlanLine("m", p, e, nil, &model.PlanLine{Kind: "met", Words: "x", On: today.Add(2)}, today)),
			"err.enrol.future",
		},
		"an unknown track": {
			refusal(AddPlanLine("m", p, e, nil, &model.PlanLine{Kind: "goal", Words: "x", Track: "y"}, today)),
			"err.plan.track",
		},
		"days on no site": {
			refusal(AddPlanLine("m", p, e, nil, &model.PlanLine{Kind: "attended", On: today}, today)), "err.required",
		},
	} {
		if got := faultKey(c.err); got != c.want {
			t.Errorf("%s: got %q (%v), want %q", name, got, c.err, c.want)
		}
	}
}

func refusal(_ model.ChangeSet, err error) error { return err }

func TestAgenda(t *testing.T) {
	p, start := small(t), model.NewDate(2026, 9, 1)
	e := &model.Enrolment{Head: model.Head{ID: "e"}, StartOn: start}
	in := CourseInput{Today: start.Add(40), Programme: p, Enrolment: e, CheckEvery: 91, Ahead: 14}
	said := func() string {
		var out []string
		for _, a := range CourseItems(in) {
			s := a.Kind
			if a.Key != "" {
				s += ":" + a.Key
			}
			if a.Late {
				s += " late"
			}
			out = append(out, s)
		}
		return strings.Join(out, ", ")
	}
	for _, c := range []struct {
		name string
		do   func()
		want string
	}{
		{"before triage", func() {}, "check late, contact:k late, triage, length, role:r"},
		{
			"in group 1", func() { e.Triage, e.Roles, e.Days = "1", []string{"r Hanne"}, model.Some(90) },
			"check late, contact:k late, element:b late, element:a, element:c",
		},
		{
			"a ticked", func() { in.Ticks = []*model.Tick{{EnrolmentID: "e", Element: "a", On: start}} },
			"check late, contact:k late, element:b late, element:c",
		},
		{
			"contact had",
			func() { in.Ticks = append(in.Ticks, &model.Tick{EnrolmentID: "e", Element: "k", On: start.Add(39)}) },
			"check late, element:b late, element:c",
		},
		{
			"b given its own day", func() { e.Due = []string{"b " + start.Add(60).String()} },
			"check late, element:b, element:c",
		},
		{"checked", func() { in.Checks = []*model.ProgressCheck{{On: start.Add(1)}} }, "element:b, element:c"},
		{
			"a step of the citizen's",
			func() { in.Lines = []*model.PlanLine{{Head: model.Head{ID: "l"}, Kind: "step", On: start.Add(30)}} },
			"step:l late, element:b, element:c",
		},
		{"phase soon", func() { in.Today = start.Add(50) }, "step:l late, phase:3, element:b, element:c"},
		{
			"on leave",
			func() { in.Exemptions = []*model.Exemption{{Code: "barsel", From: start, Until: start.Add(55)}} },
			"exempt:barsel",
		},
		{"in the control group", func() { in.Exemptions = nil; e.Group = "control" }, "phase:3"},
		{"ended", func() { e.EndedOn = start.Add(45) }, ""},
	} {
		c.do()
		if got := said(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestOfferShowsWhatFits(t *testing.T) {
	p := small(t)
	e := &model.Enrolment{StartOn: model.NewDate(2026, 9, 1)}
	k := &EvidenceRows{
		Placements: []*model.Placement{
			{Head: model.Head{ID: "early"}, Kind: "trial", State: "ended", StartOn: model.NewDate(2026, 8, 1)},
			{Head: model.Head{ID: "one"}, Kind: "trial", State: "ended", StartOn: model.NewDate(2026, 9, 10)},
			{Head: model.Head{ID: "two"}, Kind: "trial", State: "running", StartOn: model.NewDate(2026, 10, 10)},
			{
				Head: model.Head{ID: "other"}, Kind: "traineeship", State: "running",
				StartOn: model.NewDate(2026, 10, 10),
			},
			{Head: model.Head{ID: "idea"}, Kind: "trial", State: "suggested", StartOn: model.NewDate(2026, 10, 10)},
		},
		Goals: []*model.Goal{{Head: model.Head{ID: "g"}, SetOn: model.NewDate(2026, 9, 2)}},
	}
	var got []string
	for _, ev := range k.Offer(p.Element("a"), e, model.NewDate(2026, 11, 26)) {
		got = append(got, ev.Row.ID)
	}
	if strings.Join(got, " ") != "two one g" {
		t.Errorf("got %v, want two one g", got)
	}
}

func TestChecks(t *testing.T) {
	items := []ProgressItem{{Key: "a", From: 1, To: 5}, {Key: "b", From: 0, To: 10}}
	today := model.NewDate(2026, 11, 26)
	for name, c := range map[string]struct {
		answers []string
		on      model.Date
		want    string
	}{
		"good": {[]string{"a 5", "b 0"}, today, ""}, "none": {nil, today, "err.progress.none"},
		"off the scale": {[]string{"a 6"}, today, "err.progress.scale"},
		"below":         {[]string{"a 0"}, today, "err.progress.scale"},
		"unknown":       {[]string{"z 1"}, today, "err.progress.item"},
		"no number":     {[]string{"a x"}, today, "err.progress.answers"},
		"twice":         {[]string{"a 1", "a 2"}, today, "err.progress.answers"},
		"ahead":         {[]string{"a 1"}, today.Add(1), "err.enrol.future"},
	} {
		_, err := AddCheck("m", items, nil, &model.ProgressCheck{CitizenID: "c", On: c.on, Answers: c.answers}, nil,
			today)
		if faultKey(err) != c.want {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
	before := &model.ProgressCheck{
		Head: model.Head{ID: "old", Version: 2}, CitizenID: "c", On: today, Answers: []string{"a 1"},
	}
	cs, err := AddCheck("m", items, nil, &model.ProgressCheck{CitizenID: "c", On: today, Answers: []string{"a 2"}},
		[]*model.ProgressCheck{before}, today)
	if err != nil || len(cs.Changes) != 1 || cs.Changes[0].Before != model.Entity(before) {
		t.Errorf("a second check of the day: got %v %v, want an edit", cs, err)
	}
}
