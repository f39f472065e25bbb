package matching

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"jobspor/model"
)

// roundWorld is a small random world of workplaces and citizens.
func roundWorld(t *testing.T, rnd *rand.Rand) (*Snapshot, []string) {
	t.Helper()
	jobs := []string{"køkkenhjælp", "lagermedarbejder", "gartnermedhjælper", "chauffør"}
	words := []string{"køkken", "lager", "have", "chauffør"}
	var list []model.Entity
	for i := range 5 + rnd.IntN(5) {
		c := workplace(fmt.Sprintf("w%d", i), testPostcodes[rnd.IntN(3)], "")
		if rnd.IntN(2) == 0 {
			c.OpenPlaces, c.OpenOn = model.Some(rnd.IntN(6)), today.Add(-rnd.IntN(120))
		}
		if rnd.IntN(4) == 0 {
			c.AskMost = model.Some(1 + rnd.IntN(2))
		}
		if rnd.IntN(8) == 0 {
			c.PausedUntil = today.Add(9)
		}
		list = append(list, c)
		for j := range 1 + rnd.IntN(2) {
			x := taskOf(c.ID, fmt.Sprintf("t%d%d", i, j), jobs[rnd.IntN(len(jobs))])
			if rnd.IntN(3) == 0 {
				x.OpenPlaces, x.OpenOn = model.Some(rnd.IntN(3)), today
			}
			if rnd.IntN(3) == 0 {
				x.MinHours = hours(4 + rnd.IntN(12))
			}
			list = append(list, x)
		}
	}
	var ids []string
	for i := range 6 + rnd.IntN(7) {
		c := citizen()
		c.ID, c.HoursNow = fmt.Sprintf("b%d", i), hours(2+rnd.IntN(14))
		list = append(list, c, &model.Goal{Head: model.Head{ID: "g" + c.ID}, CitizenID: c.ID,
			Words: words[rnd.IntN(len(words))], Rank: model.Some(1)},
			&model.Goal{Head: model.Head{ID: "h" + c.ID}, CitizenID: c.ID, Words: words[rnd.IntN(len(words))],
				Rank: model.Some(2)})
		ids = append(ids, c.ID)
	}
	return build(t, list...), ids
}

// roundSites is what a call round chooses from.
func roundSites(t *testing.T, s *Snapshot, ids []string) []site {
	t.Helper()
	b := &roundBuilder{snap: s, sites: map[uint32]*site{}, taskAt: map[uint32]map[string]int{}}
	for i, id := range ids {
		p, _ := s.people.get(id)
		q := s.queryFor(p, &ReverseRequest{Today: today})
		for _, c := range q.chances(t.Context()) {
			b.add(i, c, CallRoundRequest{Today: today})
		}
	}
	var out []site
	for _, at := range b.sites {
		out = append(out, *at)
	}
	return out
}

// most is how many citizens the best choice of so many sites gives a chance, found by trying them all.
func most(sites []site, citizens, calls int) (best int) {
	var try func(from int, chosen []int)
	try = func(from int, chosen []int) {
		c := newCovering(sites, citizens)
		for _, s := range chosen {
			c.open(s)
		}
		best = max(best, c.fill())
		for s := from; s < len(sites) && len(chosen) < calls; s++ {
			try(s+1, append(slices.Clone(chosen), s))
		}
	}
	try(0, nil)
	return best
}

// TestCallRoundIsNearTheBest compares the greedy choice with the best there is, on 200 random worlds.
func TestCallRoundIsNearTheBest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(11, 4))
	sum, least, worlds := 0.0, 1.0, 0
	for worlds < 200 {
		s, ids := roundWorld(t, rnd)
		calls := 2 + rnd.IntN(2)
		best := most(roundSites(t, s, ids), len(ids), calls)
		if best == 0 {
			continue
		}
		r, err := s.CallRound(t.Context(), CallRoundRequest{Citizens: ids, Calls: calls, Today: today, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		reached := map[string]bool{}
		for _, c := range r.Calls {
			for _, row := range c.For {
				reached[row.CitizenID] = true
			}
		}
		share := float64(len(reached)) / float64(best)
		if share > 1 {
			t.Fatalf("%d citizens are given a chance, the best choice gives %d", len(reached), best)
		}
		sum, least, worlds = sum+share, min(least, share), worlds+1
	}
	t.Logf("200 worlds: mean %.1f %% of the best choice, least %.1f %%", sum/2, 100*least)
	if sum/200 < 0.97 || least < 0.85 {
		t.Errorf("got %.3f on average and %.3f at least, want 0.97 and 0.85", sum/200, least)
	}
}

// TestCoverIsNearTheBest is the same for 200 worlds that are made to mislead: every citizen has a few chances anywhere,
// and calls may be about many. One citizen of six is then lost at worst.
func TestCoverIsNearTheBest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 6))
	sum, least := 0.0, 1.0
	for range 200 {
		citizens, sites := 8+rnd.IntN(8), make([]site, 9)
		for i := range sites {
			sites[i] = site{room: 3 + rnd.IntN(9), taskRoom: []int{1 + rnd.IntN(9), 1 + rnd.IntN(9)}}
			for z := range citizens {
				if rnd.IntN(10) < 3 {
					sites[i].offers = append(sites[i].offers, offer{z, rnd.IntN(2), 60 + rnd.IntN(40)})
				}
			}
		}
		reached := 0
		for _, p := range cover(sites, citizens, 3) {
			if p.turn == 1 {
				reached += len(p.by)
			}
		}
		share := float64(reached) / float64(most(sites, citizens, 3))
		sum, least = sum+share, min(least, share)
	}
	t.Logf("200 worlds: mean %.1f %% of the best choice, least %.1f %%", sum/2, 100*least)
	if sum/200 < 0.97 || least < 5./6-0.001 {
		t.Errorf("got %.3f on average and %.3f at least, want 0.97 and 0.833", sum/200, least)
	}
}

// TestCallRoundKeepsItsPromises: no call about more citizens than there is room for, every row a real chance, nobody
// named twice in a turn, nobody left out without a reason, and the same round again.
func TestCallRoundKeepsItsPromises(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for range 150 {
		s, ids := roundWorld(t, rnd)
		req := CallRoundRequest{Citizens: ids, Calls: 1 + rnd.IntN(12), Today: today, Seed: uint32(rnd.IntN(9))}
		r, err := s.CallRound(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := s.CallRound(t.Context(), req); !reflect.DeepEqual(r, again) {
			t.Fatal("the same request gives another round")
		}
		if len(r.Calls) > req.Calls {
			t.Fatalf("%d calls, want %d at most", len(r.Calls), req.Calls)
		}
		named, turn := map[string]bool{}, 1
		called := map[string]bool{}
		for _, c := range r.Calls {
			if called[c.CompanyID] {
				t.Fatalf("%s is called twice", c.CompanyID)
			}
			called[c.CompanyID] = true
			if c.Turn != turn {
				clear(named)
				turn = c.Turn
			}
			checkCall(t, s, c)
			for _, row := range c.For {
				if named[row.CitizenID] {
					t.Fatalf("%s is named twice in turn %d", row.CitizenID, turn)
				}
				named[row.CitizenID] = true
			}
		}
		all := map[string]bool{}
		for _, c := range r.Calls {
			for _, row := range c.For {
				all[row.CitizenID] = true
			}
		}
		for _, w := range r.Without {
			if all[w.CitizenID] || w.Why == "" {
				t.Fatalf("%+v has a call, or no reason", w)
			}
			all[w.CitizenID] = true
		}
		if len(all) != len(ids) || r.Asked != len(ids) {
			t.Fatalf("%d of %d citizens are accounted for", len(all), len(ids))
		}
	}
}

func checkCall(t *testing.T, s *Snapshot, c Call) {
	t.Helper()
	slot, _ := s.slot(c.CompanyID)
	ch, i := s.at(slot)
	co := &ch.companies[i]
	if len(c.For) == 0 || co.askMost != unknown && len(c.For) > int(co.askMost) || co.pausedUntil > today {
		t.Fatalf("%s is called about %d", c.CompanyID, len(c.For))
	}
	byTask := map[string]int{}
	for _, row := range c.For {
		byTask[row.TaskID]++
		if row.Section != Good || row.Fit < GoodFit {
			t.Fatalf("%s for %s: a fit of %d is no real chance", c.CompanyID, row.CitizenID, row.Fit)
		}
		for _, r := range row.Reasons {
			if r.Blocks || r.Key == "match.places.full" {
				t.Fatalf("%s for %s: %+v", c.CompanyID, row.CitizenID, r)
			}
		}
	}
	for _, x := range ch.tasksOf(i) {
		if n := byTask[ch.taskID(&x)]; x.openPlaces != unknown && x.openOn == today && n > int(x.openPlaces) {
			t.Fatalf("%s: %d citizens for %d places", c.CompanyID, n, x.openPlaces)
		}
	}
	seen := map[string]bool{}
	for _, q := range c.Questions {
		key := fmt.Sprint(q.Key, q.TaskID, q.Answer)
		if seen[key] || len(q.Citizens) == 0 {
			t.Fatalf("%s is asked twice, or for nobody", key)
		}
		seen[key] = true
	}
}

// TestCallRoundMovesOn: what was asked about a citizen within a week, is under way or is known to be full is no chance,
// and citizens without a goal or with a closed case are named.
func TestCallRoundMovesOn(t *testing.T) {
	c := citizen()
	goal := &model.Goal{Head: model.Head{ID: "g"}, CitizenID: c.ID, Words: "køkken", Rank: model.Some(1)}
	task := func() *model.Task { return taskOf("w", "t", "køkkenhjælp") }
	asked := func(ago int) *model.Contact {
		return &model.Contact{Head: model.Head{ID: "k"}, CompanyID: "w", CitizenID: c.ID, On: today.Add(-ago)}
	}
	full := task()
	full.OpenPlaces, full.OpenOn = model.Some(0), today
	oldFull := task()
	oldFull.OpenPlaces, oldFull.OpenOn = model.Some(0), today.Add(-staleDays-1)
	closed := *c
	closed.Status = "closed"
	for name, x := range map[string]struct {
		rows []model.Entity
		want string // why not, "" for a call
	}{
		"a chance":         {[]model.Entity{c, goal, task()}, ""},
		"asked today":      {[]model.Entity{c, goal, task(), asked(0)}, NoChance},
		"asked 6 days ago": {[]model.Entity{c, goal, task(), asked(6)}, NoChance},
		"asked 7 days ago": {[]model.Entity{c, goal, task(), asked(7)}, ""},
		"full":             {[]model.Entity{c, goal, full}, NoChance},
		"full long ago":    {[]model.Entity{c, goal, oldFull}, ""},
		"no goal":          {[]model.Entity{c, task()}, NoGoal},
		"a goal not read":  {[]model.Entity{c, task(), &model.Goal{CitizenID: c.ID, Words: "xyzzy"}}, NoGoal},
		"closed":           {[]model.Entity{&closed, goal, task()}, NoCitizen},
		"nobody":           {[]model.Entity{goal, task()}, NoCitizen},
		"a placement is open": {[]model.Entity{c, goal, task(), &model.Placement{Head: model.Head{ID: "p"},
			CompanyID: "w", CitizenID: c.ID, State: "agreed", Kind: "traineeship", StartOn: today}}, NoChance},
	} {
		s := build(t, append(x.rows, workplace("w", "2635", ""))...)
		r, err := s.CallRound(t.Context(), CallRoundRequest{Citizens: []string{c.ID}, Today: today})
		if err != nil {
			t.Fatal(err)
		}
		why := ""
		if len(r.Without) > 0 {
			why = r.Without[0].Why
		}
		if why != x.want || (why == "") != (len(r.Calls) == 1) {
			t.Errorf("%s: got %d calls and %q, want %q", name, len(r.Calls), why, x.want)
		}
	}
}

// TestWhyNoCall: a citizen whose chances are all left out, or all full of others, is told that and not to ask for more
// calls; one for whom more calls would do is told that.
func TestWhyNoCall(t *testing.T) {
	one, two := citizen(), citizen()
	two.ID = "bob"
	goal := func(who, words string) *model.Goal {
		return &model.Goal{Head: model.Head{ID: "g" + who}, CitizenID: who, Words: words, Rank: model.Some(1)}
	}
	single := taskOf("w", "t", "køkkenhjælp")
	single.OpenPlaces, single.OpenOn = model.Some(1), today
	same := []model.Entity{one, two, goal("ann", "køkken"), goal("bob", "køkken"), workplace("w", "2635", ""), single}
	apart := []model.Entity{one, two, goal("ann", "køkken"), goal("bob", "lager"), workplace("w", "2635", ""), single,
		workplace("v", "2635", ""), taskOf("v", "u", "lagermedarbejder")}
	for name, c := range map[string]struct {
		rows  []model.Entity
		calls int
		skip  []string
		want  []string
	}{
		"one place for two":          {same, 5, nil, []string{NoRoom}},
		"one place, one call":        {same, 1, nil, []string{NoRoom}},
		"one call for two places":    {apart, 1, nil, []string{NoCallLeft}},
		"two calls for two places":   {apart, 2, nil, nil},
		"the only one is left out":   {same, 5, []string{"w"}, []string{NoneLeft, NoneLeft}},
		"one of the two is left out": {apart, 5, []string{"v"}, []string{NoneLeft}},
	} {
		r, err := build(t, c.rows...).CallRound(t.Context(), CallRoundRequest{Citizens: []string{"ann", "bob"},
			Calls: c.calls, Skip: c.skip, Today: today})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range r.Without {
			got = append(got, n.Why)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// TestCoverMovesCitizens: a citizen who can go elsewhere makes room, and everybody ends up where the scores are best.
func TestCoverMovesCitizens(t *testing.T) {
	sites := []site{
		{room: 1, taskRoom: []int{1}, offers: []offer{{0, 0, 90}, {1, 0, 80}}},
		{room: 1, taskRoom: []int{1}, offers: []offer{{0, 0, 70}}},
	}
	got := cover(sites, 2, 2)
	if len(got) != 2 || got[0].by[0].citizen != 1 || got[1].by[0].citizen != 0 {
		t.Errorf("got %+v, want the second citizen at the first site and the first at the second", got)
	}
	// Both tasks have room for one; who is better at which decides.
	sites = []site{{room: 2, taskRoom: []int{1}, offers: []offer{{0, 0, 50}, {1, 0, 90}}},
		{room: 1, taskRoom: []int{1}, offers: []offer{{0, 0, 80}, {1, 0, 85}}}}
	got = cover(sites, 2, 2)
	total := 0
	for _, p := range got {
		for _, o := range p.by {
			total += o.score
		}
	}
	if total != 170 {
		t.Errorf("got %+v with %d points together, want 170", got, total)
	}
	// One call covers both: the second only gives second chances.
	sites = []site{{room: 3, taskRoom: []int{3}, offers: []offer{{0, 0, 60}, {1, 0, 60}}},
		{room: 3, taskRoom: []int{3}, offers: []offer{{0, 0, 99}}}}
	if got = cover(sites, 2, 5); len(got) != 2 || got[0].site != 0 || got[1].turn != 2 {
		t.Errorf("got %+v, want the site for both first, and the other for a second chance", got)
	}
	if got = cover(nil, 3, 5); len(got) != 0 {
		t.Errorf("got %+v without sites", got)
	}
}

// TestFillIsTheLargestFlow compares with trying every way to place citizens.
func TestFillIsTheLargestFlow(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 9))
	for range 400 {
		sites := make([]site, 1+rnd.IntN(4))
		citizens := 1 + rnd.IntN(6)
		for i := range sites {
			sites[i] = site{room: rnd.IntN(4), taskRoom: []int{rnd.IntN(3), rnd.IntN(3)}}
			for z := range citizens {
				if rnd.IntN(2) == 0 {
					sites[i].offers = append(sites[i].offers, offer{z, rnd.IntN(2), rnd.IntN(100)})
				}
			}
		}
		c := newCovering(sites, citizens)
		for i := range sites {
			c.open(i)
		}
		if got, want := c.fill(), everyWay(sites, citizens, 0, map[[2]int]int{}, map[int]int{}); got != want {
			t.Fatalf("got %d, want %d for %+v", got, want, sites)
		}
	}
}

func everyWay(sites []site, citizens, z int, byTask map[[2]int]int, bySite map[int]int) int {
	if z == citizens {
		return 0
	}
	best := everyWay(sites, citizens, z+1, byTask, bySite)
	for i, s := range sites {
		for _, o := range s.offers {
			if k := [2]int{i, o.task}; o.citizen == z && bySite[i] < s.room && byTask[k] < s.taskRoom[o.task] {
				bySite[i]++
				byTask[k]++
				best = max(best, 1+everyWay(sites, citizens, z+1, byTask, bySite))
				bySite[i]--
				byTask[k]--
			}
		}
	}
	return best
}
