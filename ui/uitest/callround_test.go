package uitest

import (
	"strings"
	"testing"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// TestCallRoundStory: four keys from Today to an answer in the profile, one note for everybody the call was about, the
// call ticked off, and all of it taken back at once.
func TestCallRoundStory(t *testing.T) {
	d := New(t, world())
	d.Press("1", "R")
	d.Sees("Ringerunde", "får en reel mulighed med", "Spørg én gang for alle", "log opkaldet")
	before, err := d.Session().Service.CallRound(t.Context(), service.CallRoundQuery{})
	if err != nil {
		t.Fatal(err)
	}
	first := before.Calls[0]
	d.Sees(before.Name(first))
	contacts := len(Rows[model.Contact](d, "contact", schema.Query{}))
	d.Press("l")
	d.Type("Kom gerne forbi på onsdag")
	d.Press("ctrl+s")
	d.Sees("1 ringet", before.Name(first))
	all := Rows[model.Contact](d, "contact", schema.Query{})
	var about []string
	for _, c := range all {
		if c.Note == "Kom gerne forbi på onsdag" && c.CompanyID == first.CompanyID && c.How == "call" {
			about = append(about, c.CitizenID)
		}
	}
	if len(all) != contacts+len(first.For) || len(about) != len(first.For) {
		t.Errorf("%d contacts were logged, about %v; want one for each of %d", len(all)-contacts, about,
			len(first.For))
	}
	for line := range strings.SplitSeq(d.View(), "\n") {
		line, _, _ = strings.Cut(line, "│") // the list, not what stands beside it
		for _, row := range first.For {
			if who := before.Initials(row.CitizenID); strings.Contains(line, " 00 00 ") && strings.Contains(line,
				who) &&
				!strings.Contains(line, before.Name(first)) {
				t.Errorf("%s has been asked about, and is to be called about again: %s", who, line)
			}
		}
	}
	after, err := d.Session().Service.CallRound(t.Context(), service.CallRoundQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range after.Calls {
		for _, row := range c.For {
			for _, was := range first.For {
				if c.CompanyID == first.CompanyID && row.CitizenID == was.CitizenID {
					t.Errorf("%s is proposed again for %s", c.CompanyID, was.CitizenID)
				}
			}
		}
	}
	d.Press("u")
	if n := len(Rows[model.Contact](d, "contact", schema.Query{})); n != contacts {
		t.Errorf("after undo there are %d contacts, want %d", n, contacts)
	}
}

// TestCallRoundAnswers: a digit in the talk goes into the profile, and the round follows.
func TestCallRoundAnswers(t *testing.T) {
	d := New(t, world())
	d.Press("R", "enter")
	d.Sees("Spørgsmål", "Svar", "Esc lukker")
	answers := func() int {
		n := len(Rows[model.Task](d, "task", schema.Query{}))
		for _, e := range Rows[model.Company](d, "company", schema.Query{}) {
			n += len(e.Offers) + len(e.CannotOffer) + len(e.Days) + int(e.OpenPlaces.V) + int(e.Hosted.V)
		}
		for _, e := range Rows[model.Task](d, "task", schema.Query{}) {
			n += int(e.OpenPlaces.V)
		}
		return n
	}
	before := answers()
	d.Press("9", "enter")
	if answers() == before {
		t.Errorf("nothing was written:\n%s", d.View())
	}
	d.Press("u")
	if answers() != before {
		t.Error("the answer was not taken back")
	}
	d.Press("esc")
	d.Sees("får en reel mulighed med")
}

// TestCallRoundIsShaped: fewer and more calls, a workplace that is not wanted, marked citizens only, and the file.
func TestCallRoundIsShaped(t *testing.T) {
	d := New(t, world())
	d.Press("R")
	rows := func() (n int) {
		r := d.View()
		for line := range strings.SplitSeq(r, "\n") {
			if strings.Contains(line, " 00 00 ") {
				n++
			}
		}
		return n
	}
	first, err := d.Session().Service.CallRound(t.Context(), service.CallRoundQuery{})
	if err != nil {
		t.Fatal(err)
	}
	name := first.Name(first.Calls[0])
	d.Press("-", "-", "-", "-", "-", "-", "-", "-")
	if rows() > 4 {
		t.Errorf("two calls are wanted:\n%s", d.View())
	}
	d.Press("d")
	d.Sees("Springes over")
	if got := d.View(); strings.Count(got, name) > 0 {
		t.Errorf("%s is still there:\n%s", name, got)
	}
	d.Press("x")
	d.Sees("Ringerunde", "ringerunde")
	d.Press("esc", "esc", "3", "space", "down", "space", "R")
	d.Sees("de valgte", "af 2 borgere")
}

// TestCallRoundBeatsEachCitizensBest: on the demo, ten calls chosen together give at least as many citizens a chance as
// calling the workplaces that stand first on the citizens' own lists.
func TestCallRoundBeatsEachCitizensBest(t *testing.T) {
	d := New(t, world())
	snap, err := d.Session().Service.Snapshots.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, calls := range []int{3, 5, 10} {
		r, err := d.Session().Service.CallRound(t.Context(), service.CallRoundQuery{Calls: calls})
		if err != nil {
			t.Fatal(err)
		}
		reached := map[string]bool{}
		for _, c := range r.Calls {
			for _, row := range c.For {
				reached[row.CitizenID] = true
			}
		}
		own := ownBest(t, d, snap, r, calls)
		t.Logf("%d calls: %d of %d citizens together, %d when each one's best is called", calls, len(reached), r.Asked,
			own)
		if len(reached) < own {
			t.Errorf("%d calls: %d citizens, each one's own best gives %d", calls, len(reached), own)
		}
	}
}

// ownBest is how many citizens have a chance when the workplaces are called that stand first for most of them.
func ownBest(t *testing.T, d *Driver, snap *matching.Snapshot, r *service.CallRound, calls int) int {
	t.Helper()
	votes := map[string]int{}
	for id, c := range r.Citizens {
		var goals []*model.Goal
		for _, g := range Rows[model.Goal](d, "goal", schema.Where("citizen", id)) {
			if g.Status != "dropped" {
				goals = append(goals, g)
			}
		}
		got, err := snap.Match(t.Context(), matching.Request{Citizen: c, Goals: goals,
			Today: d.Session().Service.Today(),
			Seed:  r.Seed, Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rows) > 0 && got.Rows[0].Section == matching.Good {
			votes[got.Rows[0].CompanyID]++
		}
	}
	best := make([]int, 0, len(votes))
	for _, n := range votes {
		best = append(best, n)
	}
	total := 0
	for range min(calls, len(best)) {
		at := 0
		for i, n := range best {
			if n > best[at] {
				at = i
			}
		}
		total += best[at]
		best[at] = 0
	}
	return total
}
