package uitest

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
)

// careWorld is one consultant's day: a course at a café with a follow-up today and no hours last week, a second citizen
// without hours, a colleague's course, and a promise.
func careWorld() []model.ChangeSet {
	var cs model.ChangeSet
	add := func(e model.Entity, id string) {
		e.Meta().ID = id
		cs.Changes = append(cs.Changes, model.Add(e))
	}
	start := Today.Monday().Add(-35)
	add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"}, "kkkkkkkkkkk1")
	add(&model.Consultant{Name: "Jens Bo", Initials: "JB"}, "kkkkkkkkkkk2")
	add(&model.Company{Name: "Café Strandgården", Status: "active", FTE: model.Some(model.FTE(900))}, "vvvvvvvvvvv1")
	add(&model.Company{Name: "Hotel Vestegnen", Status: "active", FTE: model.Some(model.FTE(4000))}, "vvvvvvvvvvv2")
	for i, name := range []string{"Anja", "Sami", "Jonas"} {
		n := string(rune('1' + i))
		who := "kkkkkkkkkkk" + map[bool]string{true: "1", false: "2"}[i < 2]
		add(&model.Citizen{FirstName: name, LastName: "Holm", Status: "active", StartedOn: start, Responsible: who},
			"bbbbbbbbbbb"+n)
		add(&model.Goal{CitizenID: "bbbbbbbbbbb" + n, Words: "noget med køkken", Status: "trying"}, "ggggggggggg"+n)
		p := &model.Placement{
			CitizenID: "bbbbbbbbbbb" + n,
			CompanyID: map[bool]string{true: "vvvvvvvvvvv1", false: "vvvvvvvvvvv2"}[i == 0], Consultant: who,
			Kind: "traineeship", State: "running",
			StartOn: start, EndOn: Today.Add(60), RepAskedOn: start, RepConfirmedOn: start, ColleaguesOn: start,
			StatementOn: start}
		add(p, "fffffffffff"+n)
		for m := start; m < Today.Monday().Add(-7); m = m.Add(7) {
			w := &model.Week{PlacementID: p.ID, Monday: m, Trial: model.Some(model.Hours(40))}
			add(w, model.WeekID(p.ID, m))
		}
		add(&model.Contact{
			CompanyID: p.CompanyID, CitizenID: p.CitizenID, Consultant: who, On: Today.Add(-9), How: "visit",
			Outcome: "reached",
		}, "ccccccccccc"+n)
	}
	add(&model.FollowUp{PlacementID: "fffffffffff1", On: Today, How: "visit", What: "er hun klar til flere timer"},
		"ooooooooooo1")
	add(&model.Contact{
		CompanyID: "vvvvvvvvvvv2", Consultant: "kkkkkkkkkkk1", On: Today.Add(-3), How: "call", Outcome: "reached",
		NextOn: Today.Add(-1), NextWhat: "ringe om rundvisning",
	}, "ccccccccccc9")
	cs.Action = "import"
	return []model.ChangeSet{cs}
}

func TestTodayIsSettledByKeys(t *testing.T) {
	d := New(t, Options{W: 80, H: 24, World: careWorld()})
	d.Sees("ringe om rundvisning", "Timer for uge 47 mangler", "A.H., S.H.", "Opfølgning på stedet",
		"5 at gøre, 3 forsinket", "Reglerne udløber: 3 forløb")
	d.SeesNot("J.H.")

	// The follow-up: contact about citizen and workplace holds it; undo brings it back.
	d.Press("end", "up", "l")
	d.Type("alt vel")
	d.Press("ctrl+s")
	d.SeesNot("Opfølgning på stedet")
	if f := Rows[model.FollowUp](d, "followup", schema.Query{}); f[0].DoneOn != Today || f[0].Closed != "" {
		t.Errorf("the follow-up after the contact: %+v, want it held today", f[0])
	}
	d.Press("u")
	d.Sees("Opfølgning på stedet")

	// Two days more: the follow-up moves, and stands on its new day.
	d.Press("end", "up", "z")
	for range 3 {
		d.Press("backspace")
	}
	d.Type("+2")
	d.Press("enter")
	if f := Rows[model.FollowUp](d, "followup", schema.Query{}); f[0].On != Today.Add(2) {
		t.Errorf("the follow-up is on %v, want two days on", f[0].On)
	}

	// Missing hours of two citizens are put off in one go, and taken back in one.
	d.Press("home", "down")
	d.Sees("Timer for uge 47")
	d.Press("z", "enter")
	d.SeesNot("Timer for uge 47 mangler")
	if n := len(Rows[model.Snooze](d, "aside", schema.Query{})); n != 2 {
		t.Errorf("%d rows set aside, want one for each citizen", n)
	}
	d.Press("u")
	d.Sees("Timer for uge 47 mangler")

	// Closing takes a reason.
	d.Press("home", "down", "c", "enter")
	d.Sees("Skriv en kort begrundelse")
	d.Type("praktikstedet havde lukket")
	d.Press("enter")
	d.SeesNot("Timer for uge 47 mangler")
	if a := Rows[model.Snooze](d, "aside", schema.Query{}); len(a) != 2 || !a[0].Closed ||
		a[0].Reason != "praktikstedet havde lukket" || a[0].By != "kkkkkkkkkkk1" {
		t.Errorf("set aside: %+v", a)
	}

	// The promise is kept with one key.
	d.Press("home", "d")
	d.SeesNot("ringe om rundvisning")
	d.Press("u")
	d.Sees("ringe om rundvisning")
}

func TestTodayIsGroupedFilteredAndSearched(t *testing.T) {
	d := New(t, Options{World: careWorld()})
	d.Press("a")
	d.Sees("J.H.", "alles · 6 at gøre")
	d.Press("i")
	d.Sees("efter type", "Timer mangler", "Lovet")
	d.Press("i")
	d.Sees("efter arbejdsplads", "Café Strandgården", "Hotel Vestegnen")
	d.Press("i", "i")
	d.Sees("efter konsulent", "JB")
	d.Press("i", "A")
	d.Sees("Hvis dag?", "Jens Bo (JB)", "1 at gøre")
	d.Type("jens")
	d.Press("enter")
	d.Sees("JB · 2 at gøre", "J.H.")
	d.SeesNot("A.H.")
	d.Press("a", "f")
	d.Type("strandgaarden opfoelg")
	d.Sees("Rækker med \"strandgaarden opfoelg\"")
	d.Press("enter")
	d.Sees("Opfølgning på stedet", "1 at gøre")
	d.SeesNot("J.H.")
	d.Press("esc")
	d.Sees("J.H.")
}

// TestTodayIsNarrowedToAKind: f lists the kinds there are with how many, and shows one; what is narrowed is said, counted
// alike, kept, and Esc takes it away.
func TestTodayIsNarrowedToAKind(t *testing.T) {
	d := New(t, world())
	d.Sees("46 at gøre")
	d.Press("f")
	d.Sees("Vis kun", "Alle typer", "46 at gøre", "Timetrin")
	d.Type("timetrin")
	n := regexp.MustCompile(`Timetrin +(\d+ at gøre)`).FindStringSubmatch(d.View())
	if n == nil {
		t.Fatalf("no steps are offered\n%s", d.View())
	}
	d.Press("enter")
	d.Sees("type: Timetrin · "+n[1], "Næste timetrin")
	d.SeesNot("Trepartsmøde", "46 at gøre")
	d.Press("f")
	d.Sees("Alle typer", "46 at gøre") // not only those of the kind
	d.Press("esc", "i")
	d.Sees("type: Timetrin", "efter type")
	d.Press("i", "i", "i", "i", "esc")
	d.Sees("46 at gøre", "Trepartsmøde")
}

func TestTodayTellsWhatChangedSinceTheLastDay(t *testing.T) {
	d := New(t, Options{World: careWorld()})
	d.Press("y")
	d.Sees("Siden onsdag 25. november 2026", "nyt", "Opfølgning på stedet") // everything was put in today
	d.Press("y")
	d.Sees("I dag · torsdag")

	d.now = d.now.AddDate(0, 0, 5) // a Tuesday: what was so on Monday morning is the other side
	d.reopen()
	d.Press("2", "1")
	d.Sees("I dag · tirsdag 1. december", "Timer for uge 48 mangler")
	d.Press("home")
	for range 9 {
		if !strings.Contains(selectedLine(d), "ringe om rundvisning") {
			d.Press("down")
		}
	}
	d.Press("d", "y")
	d.Sees("Siden mandag 30. november", "væk", "ringe om rundvisning")
	d.SeesNot("Opfølgning på stedet") // it was due before, and still is
	d.Press("z")
	d.Sees("Gå tilbage til I dag")
}

func TestTodayAsACalendarFile(t *testing.T) {
	d := New(t, Options{World: careWorld()})
	d.Press("x")
	d.Sees("Forhåndsvisning", "Timer for uge 47 mangler", "A.H. · Café Strandgården")
	d.SeesNot("ringe om rundvisning", "Anja")
	d.Press("enter")
	files, err := filepath.Glob(filepath.Join(d.Session().Service.Folder, "*.ics"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || strings.Count(string(text), "BEGIN:VEVENT") != 4 ||
		strings.Contains(string(text), "rundvisning") || strings.Contains(string(text), "Holm") {
		t.Errorf("%v\n%s", err, text)
	}
	entries, err := d.Session().Store.Log(context.Background(), schema.LogQuery{Kind: "export", Limit: 1})
	if err != nil || len(entries) != 1 || entries[0].Action != "export.today" {
		t.Errorf("log: %+v, %v", entries, err)
	}
}

// TestEveryStepOfTodayIsUndone settles one thing of every kind in the demo world in every way there is, undoes it, and
// compares all rows and the list with what stood before. What Today keeps in memory must be what a fresh reading gives.
func TestEveryStepOfTodayIsUndone(t *testing.T) {
	ctx := context.Background()
	d := New(t, Options{World: demo.ChangeSets(Today), Who: "MK"})
	desk := d.Session().Service
	rows := func() string {
		var b strings.Builder
		for _, typ := range []string{"contact", "followup", "aside"} {
			list, err := d.Session().Store.List(ctx, typ, schema.Query{})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range list {
				b.WriteString(typ + " " + e.Meta().ID)
				for i := range schema.TypeOf(e).Fields {
					b.WriteString("\x1f" + schema.TypeOf(e).Fields[i].Text(e))
				}
				b.WriteString("\n")
			}
		}
		return b.String()
	}
	list := func() string {
		v, err := desk.DueToday(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, x := range v.Due {
			keys = append(keys, x.Key()+" "+x.On.String())
		}
		return strings.Join(keys, "\n")
	}
	v, err := desk.DueToday(ctx)
	if err != nil {
		t.Fatal(err)
	}
	before, listed := rows(), list()
	seen := map[string]bool{}
	for _, due := range v.Due {
		if seen[due.Kind] {
			continue
		}
		seen[due.Kind] = true
		steps := map[string]func() (model.ChangeSet, error){
			"snooze": func() (model.ChangeSet, error) { return desk.SnoozeDue(ctx, due, Today.Add(30)) },
			"close":  func() (model.ChangeSet, error) { return desk.CloseDue(ctx, due, "aftalt") },
		}
		if due.CompanyID != "" {
			steps["log"] = func() (model.ChangeSet, error) {
				return desk.LogContact(ctx, &model.Contact{
					CompanyID: due.CompanyID, CitizenID: due.CitizenID, Consultant: desk.Actor(), On: Today,
					How: "call", Outcome: "reached",
				})
			}
		}
		for name, step := range steps {
			cs, err := step()
			if err != nil {
				t.Fatalf("%s %s: %v", name, due.Kind, err)
			}
			r, err := d.Session().Store.Apply(ctx, cs)
			if err != nil {
				t.Fatalf("%s %s: %v", name, due.Kind, err)
			}
			if after := list(); name != "log" && strings.Contains(after, due.Key()+" "+due.On.String()) {
				t.Errorf("%s %s: it is still on the list", name, due.Kind)
			}
			if _, err := d.Session().Store.Undo(ctx, desk.Actor(), r.Seq); err != nil {
				t.Fatalf("undo %s %s: %v", name, due.Kind, err)
			}
			if rows() != before {
				t.Fatalf("%s %s: the rows after undo differ", name, due.Kind)
			}
			if got := list(); got != listed {
				t.Fatalf("%s %s: the list after undo is\n%s\nwant\n%s", name, due.Kind, got, listed)
			}
		}
	}
	if len(seen) < 10 {
		t.Errorf("the demo world has only %d kinds of due things: %v", len(seen), seen)
	}
}

// selectedLine is the line under the cursor.
func selectedLine(d *Driver) string {
	for line := range strings.SplitSeq(d.View(), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "▸") {
			return line
		}
	}
	return ""
}

// TestNothingOfTheDemoIsTakenBackByTheFirstKey: whoever tries the program has changed nothing yet; what they change is
// taken back, and no more.
func TestNothingOfTheDemoIsTakenBackByTheFirstKey(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), Who: "MK"})
	all := len(Rows[model.Enrolment](d, "enrolment", schema.Query{}))
	d.Press("u")
	d.Sees("Der er intet at fortryde")
	if got := len(Rows[model.Enrolment](d, "enrolment", schema.Query{})); got != all || all == 0 {
		t.Errorf("%d enrolments after u, %d before", got, all)
	}
}

// TestAServerThatDoesNotAnswer: every screen says what is waited for, and no longer than it is.
func TestAServerThatDoesNotAnswer(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		o := world()
		o.W, o.H = size[0], size[1]
		d := New(t, o)
		waits := true
		d.Session().Service.Unanswered = func() bool { return waits }
		for _, tab := range []string{"1", "2", "3", "5", "6", "7", "8", "9"} {
			d.Press(tab)
			d.Sees("Databaseserveren svarer ikke. Der prøves igen, og det, du gemmer, venter.")
		}
		waits = false
		d.Press("1")
		d.SeesNot("Databaseserveren")
	}
}
