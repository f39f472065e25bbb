package uitest

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/app"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// looked gives the citizens whom entries of the log after seq name, by action.
func looked(d *Driver, after int64) map[string][]string {
	d.T.Helper()
	d.Wait() // what was gathered is written
	d.Wait()
	log, err := d.Session().Store.Log(d.T.Context(), schema.LogQuery{Rows: true})
	if err != nil {
		d.T.Fatal(err)
	}
	out := map[string][]string{}
	for _, e := range log {
		if e.Seq <= after || e.Kind != "view" {
			continue
		}
		for _, r := range e.Rows {
			if r.Type == "citizen" && !slices.Contains(out[e.Action], r.ID) {
				out[e.Action] = append(out[e.Action], r.ID)
			}
		}
	}
	return out
}

// lastSeq is the number of the newest entry.
func lastSeq(d *Driver) int64 {
	d.T.Helper()
	log, err := d.Session().Store.Log(d.T.Context(), schema.LogQuery{Limit: 1})
	if err != nil || len(log) != 1 {
		d.T.Fatalf("the log has %d entries, %v", len(log), err)
	}
	return log[0].Seq
}

// traces says how a citizen can be recognised on a screen: number, initials, first goal.
type traces struct {
	id    string
	words []string
}

func tracesOf(d *Driver) (out []traces) {
	goals := map[string][]string{}
	for _, g := range Rows[model.Goal](d, "goal", schema.Query{}) {
		if w := []rune(g.Words); len(w) >= 20 { // a word alone could be anybody's
			goals[g.CitizenID] = append(goals[g.CitizenID], string(w[:20]))
		}
	}
	for _, c := range Rows[model.Citizen](d, "citizen", schema.Query{}) {
		out = append(out, traces{c.ID, append([]string{c.Ref, c.Initials(), c.Name()}, goals[c.ID]...)})
	}
	return out
}

// shownOn are the citizens whom a screen names. Initials count as a word of their own, and only of one citizen.
func shownOn(view string, all []traces) (ids []string) {
	initials := map[string]int{}
	for _, c := range all {
		initials[c.words[1]]++
	}
	for _, c := range all {
		for i, w := range c.words {
			found := strings.Contains(view, w)
			if i == 1 {
				whole := regexp.MustCompile(`(^|[^\p{L}.])` + regexp.QuoteMeta(w) + `($|[^\p{L}])`)
				found = initials[w] == 1 && whole.MatchString(view)
			}
			if found {
				ids = append(ids, c.id)
				break
			}
		}
	}
	return ids
}

// ways lead to every screen that can show somebody, as keys after each other; the names are those of the log.
var ways = []struct {
	screen string
	start  *screen.Go
	keys   []string
}{
	{screen: "today", keys: []string{"1"}},
	{screen: "week", keys: []string{"1", "w"}},
	{screen: "companies", keys: []string{"2"}},
	{screen: "company", start: &screen.Go{To: screen.Company, Arg: demo.ID("company", "Café Strandgården")}},
	{screen: "citizens", keys: []string{"3"}},
	{screen: "citizen", keys: []string{"3", "enter"}},
	{screen: "near", keys: []string{"3", "enter", "N"}},
	{screen: "match.choose", keys: []string{"4"}},
	{screen: "damaged", start: &screen.Go{To: screen.Damaged}},
	{screen: "match", keys: []string{"3", "m"}},
	{screen: "lists", keys: []string{"5"}},
	{screen: "list", keys: []string{"5", "enter"}},
	{screen: "preview", keys: []string{"5", "enter", "x"}},
	{screen: "placements", keys: []string{"6"}},
	{screen: "placements", keys: []string{"6", "b"}},
	{screen: "placement", keys: []string{"6", "enter"}},
	{screen: "agreement", keys: []string{"6", "enter", "a"}},
	{screen: "vitas", keys: []string{"6", "enter", "v"}},
	{screen: "hours", keys: []string{"6", "t"}},
	{screen: "figures", keys: []string{"7", "enter"}},
	{screen: "figures", keys: []string{"7", "p"}},
	{screen: "log", keys: []string{"8"}},
	{screen: "history", keys: []string{"3", "enter", "h"}},
	{screen: "edit", keys: []string{"3", "e"}},
	{screen: "edit", keys: []string{"3", "enter", "down", "enter"}},
	{screen: "find", keys: []string{"/", "a", "n", "j", "a"}},
	{screen: "find", keys: []string{"/", "k", "ø", "k"}},
	{screen: "palette", keys: []string{"ctrl+k", "a", "n", "j", "a"}},
	{screen: "callround", start: &screen.Go{To: screen.CallRound}},
	{screen: "checks", keys: []string{"3", "enter", "p"}},
	{screen: "duplicates", start: &screen.Go{To: screen.Duplicates, Arg: "citizen"}},
	{screen: "merge", start: &screen.Go{To: screen.Merge, Arg: screen.MergeArg{Type: "citizen",
		A: demo.ID("citizen", demo.Anja), B: demo.ID("citizen", kenneth)}}},
	{screen: "programme", start: &screen.Go{To: screen.Programme, Arg: "social-stoette"}},
	{screen: "enrolment", start: &screen.Go{To: screen.Enrolment,
		Arg: screen.EnrolArg{CitizenID: demo.ID("citizen", demo.Anja)}}},
	{screen: "triage", start: &screen.Go{To: screen.Triage}},
	{screen: "session", start: &screen.Go{To: screen.Session}},
	{screen: "rules", start: &screen.Go{To: screen.Rules}},
	{screen: "rulevalues", start: &screen.Go{To: screen.RuleValues}},
	{screen: "settings", keys: []string{"9"}},
	{screen: "import", start: &screen.Go{To: screen.Import}},
	{screen: "welcome", start: &screen.Go{To: screen.Welcome}},
}

// TestEveryLookLeavesATrace walks through all screens at two sizes: whoever is named on one, by number, initials, name
// or goal, is in the log afterwards, with that screen. A screen that nobody walks to fails the test.
func TestEveryLookLeavesATrace(t *testing.T) {
	t.Parallel()
	walked := map[string]bool{}
	named := 0
	for _, way := range ways {
		walked[way.screen] = true
		t.Run(fmt.Sprint(way.screen, way.keys), func(t *testing.T) {
			o := world()
			o.Start = way.start
			d := New(t, o)
			d.Press(way.keys...)
			seen := shownOn(d.View(), tracesOf(d))
			named += len(seen)
			got := looked(d, 0)
			if way.screen == "palette" { // over Today, which is still seen
				got["view.palette"] = append(got["view.palette"], got["view.today"]...)
			}
			for _, id := range seen {
				if !slices.Contains(got["view."+way.screen], id) {
					t.Errorf("%s is shown and not in the log under view.%s, which has %v\n%s", id, way.screen, got,
						d.View())
				}
			}
			if way.screen == "palette" {
				return
			}
			d.Press("down", "down", "pgdown", "pgdown")
			got = looked(d, 0)
			for _, id := range shownOn(d.View(), tracesOf(d)) {
				if !slices.Contains(got["view."+way.screen], id) {
					t.Errorf("%s is shown after scrolling and not in the log\n%s", id, d.View())
				}
			}
		})
	}
	if named < 60 {
		t.Errorf("the screens name %d citizens: they cannot be recognised", named)
	}
	for _, name := range app.Screens() {
		if !walked[string(name)] {
			t.Errorf("nobody walks to the screen %q", name)
		}
	}
}

// TestALookIsNotedOnceAQuarter: the same citizen in the same place is one entry for fifteen minutes, and a second one
// from then on; another place and another citizen are other looks.
func TestALookIsNotedOnceAQuarter(t *testing.T) {
	d := New(t, Options{World: world().World, Start: &screen.Go{To: screen.Settings}})
	s, start := d.Session().Service, d.now
	s.Now = func() time.Time { return d.now }
	anja, other := model.RowRef{Type: "citizen", ID: demo.ID("citizen", demo.Anja)},
		model.RowRef{Type: "citizen", ID: demo.ID("citizen", kenneth)}
	for _, c := range []struct {
		after  time.Duration
		place  string
		row    model.RowRef
		writes bool
	}{
		{0, "view.citizen", anja, true},
		{time.Minute, "view.citizen", anja, false},
		{2 * time.Minute, "view.hours", anja, true},
		{3 * time.Minute, "view.citizen", other, true},
		{15*time.Minute - time.Second, "view.citizen", anja, false},
		{15 * time.Minute, "view.citizen", anja, true},
		{16 * time.Minute, "view.citizen", anja, false},
		{30 * time.Minute, "view.citizen", anja, true},
	} {
		d.now = start.Add(c.after)
		before := lastSeq(d)
		s.Look(c.place, nil, c.row)
		if err := s.WriteLooks(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := lastSeq(d) != before; got != c.writes {
			t.Errorf("after %v %s: an entry is written: %v, want %v", c.after, c.place, got, c.writes)
		}
	}
}

// fullDisk is a store on which nothing can be noted for a while.
type fullDisk struct {
	service.Store
	full bool
}

func (s *fullDisk) Viewed(
	ctx context.Context, actor, action string, args model.Args, typ string, ids ...string,
) error {
	if s.full {
		return errors.New("no space left on device")
	}
	return s.Store.Viewed(ctx, actor, action, args, typ, ids...)
}

// TestLooksThatCannotBeWrittenWait: on a full disk everything can be read, the screen counts the looks that the log
// does not have, and they are written before the next change, with the time at which they happened.
func TestLooksThatCannotBeWrittenWait(t *testing.T) {
	d := New(t, world())
	d.Wait()
	disk := &fullDisk{Store: d.Session().Service.Store, full: true}
	d.Session().Service.Store = disk
	before := lastSeq(d)
	when := d.now
	d.Press("3", "enter")
	d.Wait()
	d.Sees("opslag venter på at blive skrevet i loggen")
	n := d.Session().Service.LooksStuck()
	if n < 2 || !strings.Contains(d.View(), fmt.Sprintf("%d opslag venter", n)) {
		t.Errorf("the screen does not count the %d looks:\n%s", n, d.View())
	}
	if got := looked(d, before); len(got) != 0 {
		t.Fatalf("the log has %v while it cannot be written", got)
	}
	d.Press("e", "ctrl+s") // still readable; nothing was changed

	disk.full = false
	citizen := Rows[model.Citizen](d, "citizen", schema.Query{})[0]
	after := *citizen
	after.Wishes = "noget andet"
	d.Send(screen.Save{Set: model.ChangeSet{Action: "citizen.edit", Changes: []model.Change{
		model.Edit(citizen, &after)}}})
	d.SeesNot("venter på at blive skrevet")
	log, err := d.Session().Store.Log(t.Context(), schema.LogQuery{Rows: true})
	if err != nil {
		t.Fatal(err)
	}
	var change, look int64
	for _, e := range log {
		switch {
		case e.Action == "citizen.edit":
			change = e.Seq
		case e.Action == "view.citizen" && e.Seq > before:
			look = e.Seq
			at, _ := e.Args["looked_at"].(string)
			if !strings.HasPrefix(at, when.UTC().Format("2006-01-02T15")) {
				t.Errorf("the look does not say when it was: %v", e.Args)
			}
		}
	}
	if look == 0 || change == 0 || look > change {
		t.Errorf("the look is entry %d, the change %d: looks come first", look, change)
	}
}
