package matching

import (
	"reflect"
	"slices"
	"testing"

	"jobspor/model"
)

// scene is a citizen, a workplace and one of its tasks, to be edited by a case.
type scene struct {
	citizen *model.Citizen
	company *model.Company
	task    *model.Task // nil: only the industry speaks
	goal    string
	more    []model.Entity
}

// A case edits the scene and says what one criterion must give: points in percent of the most, the sentence, and
// whether it blocks. Neutral with "unknown" in the sentence is what is not known.
type judgeCase struct {
	name      string
	criterion string
	edit      func(*scene)
	share     int
	key       string
	blocks    bool
}

var judgeCases = []judgeCase{
	{"task of the bank", "task", nil, 100, "match.task.bank", false},
	{"kin of the goal", "task", func(s *scene) { s.task.Occupation = "opvasker" }, FitKin.Most(), "match.task.kin",
		false},
	{"word of the goal in the name", "task",
		func(s *scene) { s.goal, s.task.Name, s.task.Occupation = "have", "passe skolens have", "vikar" }, nameShare,
		"match.task.word", false},
	{"industry", "task", func(s *scene) { s.task = nil }, 55, "match.task.industry", false},
	{"industry beside a bank of other tasks", "task",
		func(s *scene) { s.task.Occupation, s.task.Name = "chauffør", "kørsel" }, 27, "match.task.industry", false},
	{"a task that can neither be tried nor paid is no place", "task",
		func(s *scene) { s.task.Trial, s.task.Paid = model.No, model.No }, 55, "match.task.industry", false},
	{"goal not understood", "task", func(s *scene) { s.goal = "qwzx" }, Neutral, "match.task.unread", false},
	{"not understood, but a word in common", "task",
		func(s *scene) { s.goal, s.task.Name, s.task.Occupation = "qwzx", "passe vores qwzx", "" }, nameShare,
		"match.task.word", false},
	{"no goal", "task", func(s *scene) { s.goal = "" }, Neutral, "match.task.nogoal", false},

	{"enough hours", "hours", func(s *scene) { s.task.MinHours = hours(6) }, 100, "match.hours.fits", false},
	{"too many hours", "hours", func(s *scene) { s.task.MinHours = hours(7) }, 0, "match.hours.toomany", true},
	{"the task's hours before the workplace's", "hours",
		func(s *scene) { s.company.MinHours, s.task.MinHours = hours(20), hours(2) }, 100, "match.hours.fits", false},
	{"too few hours do not block", "hours", func(s *scene) { s.task.MaxHours = hours(3) }, 50, "match.hours.few",
		false},
	{"hours not known", "hours", nil, Neutral, "match.hours.unknown", false},

	{"room for what is hoped", "growth", func(s *scene) { s.task.MaxHours = hours(20) }, 100, "match.growth.room",
		false},
	{"some room", "growth", func(s *scene) { s.task.MaxHours = hours(13) }, 60, "match.growth.some", false},
	{"grows", "growth", func(s *scene) { s.task.Grows = model.Yes }, 90, "match.growth.grows", false},
	{"does not grow", "growth", func(s *scene) { s.task.Grows = model.No }, 0, "match.growth.no", false},
	{"growth not known", "growth", nil, Neutral, "match.growth.unknown", false},

	{"pays already", "pays", func(s *scene) { s.company.PaysHours = "does" }, 100, "match.pays.does", false},
	{"willing and would hire", "pays", func(s *scene) { s.company.PaysHours, s.company.OpenToHire = "yes", model.Yes },
		100, "match.pays.yes.hire", false},
	{"the task can be paid", "pays", func(s *scene) { s.task.Paid = model.Yes }, Neutral, "match.pays.task", false},
	{"perhaps", "pays", func(s *scene) { s.company.PaysHours = "maybe" }, 50, "match.pays.maybe", false},
	{"pays no hours: a reason, no block", "pays", func(s *scene) { s.company.PaysHours = "no" }, 0, "match.pays.no",
		false},
	{"pay not known", "pays", nil, Neutral, "match.pays.unknown", false},

	{"within a third of the limit", "travel", nil, 100, "match.travel.within", false},
	{"just above the limit", "travel",
		func(s *scene) { s.company.Postcode, s.citizen.MaxMinutes = "2665", model.Some(17) }, 10, "match.travel.edge",
		false},
	{"too far", "travel", func(s *scene) { s.company.Postcode = "8000" }, 0, "match.travel.far", true},
	{"too far without a limit", "travel", func(s *scene) {
		s.company.Postcode, s.citizen.MaxMinutes = "8000", model.Opt[int]{}
	}, 0, "match.travel.nolimit", false},
	{"way of travelling assumed", "travel", func(s *scene) { s.citizen.Transport = nil }, 73,
		"match.travel.within.assumed", false},
	{"postcode not known", "travel", func(s *scene) { s.company.Postcode = "" }, Neutral, "match.travel.unknown",
		false},

	{"half of the days", "days", func(s *scene) { s.task.Days = []string{"tue", "fri"} }, 70, "match.days.fit", false},
	{"no day in common", "days", func(s *scene) { s.task.Days = []string{"sat"} }, 0, "match.days.none", true},
	{"days not known", "days", nil, Neutral, "match.days.unknown", false},
	{"time of day", "times", func(s *scene) { s.company.DayParts = []string{"morning", "night"} },
		100, "match.times.fit", false},
	{"no time in common", "times", func(s *scene) { s.company.DayParts = []string{"night"} }, 0, "match.times.none",
		true},
	{"a time said in passing does not block", "times", func(s *scene) {
		s.citizen.DayParts, s.goal, s.company.DayParts = nil, "køkken om formiddagen", []string{"night"}
	}, 0, "match.times.none", false},

	{"condition met by the task", "conditions",
		func(s *scene) { s.citizen.Conditions, s.task.FreeOf = []string{"no_lifting"}, []string{"lifting"} },
		100, "match.conditions.free", false},
	{"condition against the task", "conditions",
		func(s *scene) { s.citizen.Conditions, s.task.Loads = []string{"no_lifting"}, []string{"lifting"} },
		0, "match.conditions.load", true},
	{"task can be adapted", "conditions", func(s *scene) {
		s.citizen.Conditions, s.task.Loads, s.company.Offers = []string{"no_lifting"}, []string{"lifting"},
			[]string{"no_lifting"}
	}, adaptedShare, "match.conditions.adapted", false},
	{"condition offered", "conditions", func(s *scene) {
		s.citizen.Conditions, s.company.Offers = []string{"accessible"}, []string{"accessible"}
	}, 100, "match.conditions.offered", false},
	{"condition not offered", "conditions", func(s *scene) {
		s.citizen.Conditions, s.company.CannotOffer = []string{"accessible"}, []string{"accessible"}
	}, 0, "match.conditions.cannot", true},
	{"condition not asked", "conditions", func(s *scene) { s.citizen.Conditions = []string{"accessible"} },
		Neutral, "match.conditions.unknown", false},
	{"condition out of the goal", "conditions",
		func(s *scene) { s.goal, s.task.Loads = "køkken, ikke tungt", []string{"lifting"} }, 0, "match.conditions.load",
		true},

	{"wish met", "wishes", func(s *scene) { s.goal, s.task.Loads = "køkken, gerne ude", []string{"outdoor"} },
		100, "match.wishes.met", false},
	{"wish not met", "wishes", func(s *scene) { s.goal, s.task.FreeOf = "køkken, gerne ude", []string{"outdoor"} },
		0, "match.wishes.not", false},
	{"wish that the work usually brings", "wishes", func(s *scene) {
		s.goal, s.task.Occupation = "have, gerne ude", "gartnermedhjælper"
	}, usualWish, "match.wishes.usual", false},
	{"wish out of the citizen's own words", "wishes", func(s *scene) { s.citizen.Wishes = "gerne ude" }, Neutral,
		"match.wishes.unknown", false},

	{"enough Danish", "danish", func(s *scene) { s.company.Danish = "everyday" }, 100, "match.danish.enough", false},
	{"too little Danish", "danish", func(s *scene) { s.company.Danish = "good" }, 0, "match.danish.short", true},
	{"the task's Danish before the workplace's", "danish",
		func(s *scene) { s.company.Danish, s.task.Danish = "fluent", "none" }, 100, "match.danish.enough", false},
	{"Danish not known", "danish", nil, Neutral, "match.danish.unknown", false},

	{"no licence needed", "licence", nil, 100, "match.licence.none", false},
	{"licence missing", "licence", func(s *scene) { s.task.Licences = []string{"forklift"} },
		0, "match.licence.missing", true},
	{"licence there", "licence", func(s *scene) { s.task.Licences, s.citizen.Licences = []string{"B"}, []string{"B"} },
		100, "match.licence.has", false},
	{"driving work, licence not told", "licence", func(s *scene) { s.goal, s.task.Occupation = "chauffør", "chauffør" },
		Neutral, "match.licence.unknown", false},

	{"open places", "places", func(s *scene) { s.company.OpenPlaces, s.company.OpenOn = model.Some(2), today.Add(-5) },
		100, "match.places.open", false},
	{"full", "places", func(s *scene) { s.company.OpenPlaces, s.company.OpenOn = model.Some(0), today.Add(-5) },
		0, "match.places.full", false},
	{"told two months ago", "places", func(s *scene) {
		s.company.OpenPlaces, s.company.OpenOn = model.Some(1), today.Add(-60)
	}, 75, "match.places.open", false},
	{"told long ago", "places",
		func(s *scene) { s.company.OpenPlaces, s.company.OpenOn = model.Some(0), today.Add(-200) }, Neutral,
		"match.places.old", false},
	{"told, but when", "places", func(s *scene) { s.company.OpenPlaces = model.Some(1) }, Neutral,
		"match.places.undated", false},
	{"places not known", "places", nil, Neutral, "match.places.unknown", false},
	{"order for the task", "order", func(s *scene) { s.task.OpenPlaces, s.task.OpenOn = model.Some(1), today.Add(-5) },
		100, "match.order.open", false},
	{"no order", "order", nil, 0, "match.order.none", false},

	{"left in peace", "load", nil, 100, "match.load.quiet", false},
	{"paused", "load", func(s *scene) { s.company.PausedUntil = today.Add(1) }, 0, "match.load.paused", true},
	{"pause ends today", "load", func(s *scene) { s.company.PausedUntil = today }, 100, "match.load.quiet", false},
	{"asked about two", "load", func(s *scene) { s.contacts(5, "p", "q", "p") }, 40, "match.load.asked", false},
	{"asked as often as they like", "load",
		func(s *scene) { s.company.AskMost = model.Some(2); s.contacts(20, "p", "q") }, 0, "match.load.most", true},
	{"asked about this very citizen", "load",
		func(s *scene) { s.company.AskMost = model.Some(1); s.contacts(3, "ann") }, 100, "match.load.quiet", false},
	{"never to be asked", "load", func(s *scene) { s.company.AskMost = model.Some(0) }, 0, "match.load.most", true},
	{"asked long ago", "load", func(s *scene) { s.company.AskMost = model.Some(2); s.contacts(31, "p", "q") },
		100, "match.load.quiet", false},
	{"spoken to yesterday", "load", func(s *scene) { s.contacts(1, "") }, 70, "match.load.recent", false},

	{"paid two of three", "record", func(s *scene) {
		s.company.Hosted, s.company.HostedPaid = model.Some(3), model.Some(2)
	}, 56, "match.record.paid", false},
	{"one lucky trial",
		"record", func(s *scene) { s.company.Hosted, s.company.HostedPaid = model.Some(1), model.Some(1) },
		60, "match.record.paid", false},
	{"nine of ten", "record", func(s *scene) { s.company.Hosted, s.company.HostedPaid = model.Some(10), model.Some(9) },
		81, "match.record.paid", false},
	{"none yet", "record", func(s *scene) { s.company.Hosted = model.Some(0) }, Neutral, "match.record.new", false},
	{"hosted, pay not known", "record", func(s *scene) { s.company.Hosted = model.Some(3) }, Neutral,
		"match.record.unpaid", false},
	{"record not known", "record", nil, Neutral, "match.record.unknown", false},

	{"tried here and liked", "tried", func(s *scene) { s.placed("c", "ann", "ended", model.Yes) },
		100, "match.tried.liked", false},
	{"tried here and not liked", "tried", func(s *scene) { s.placed("c", "ann", "ended", model.No) },
		0, "match.tried.disliked", true},
	{"not liked, but more of it wanted", "tried",
		func(s *scene) { s.placed("c", "ann", "ended", model.No).Next = "again" }, Neutral, "match.tried.again", false},
	{"the latest trial has the last word", "tried", func(s *scene) {
		s.placed("c", "ann", "ended", model.No)
		s.placed("c", "ann", "ended", model.Yes).StartOn += 5
	}, 100, "match.tried.liked", false},
	{"has been here, nobody asked how it was", "tried", func(s *scene) { s.placed("c", "ann", "ended", model.Unknown) },
		Neutral, "match.tried.before", false},
	{"is here now", "tried", func(s *scene) { s.placed("c", "ann", "running", model.Unknown) },
		Neutral, "match.tried.now", false},
	{"only suggested here, such work liked elsewhere", "tried", func(s *scene) {
		s.placed("d", "ann", "ended", model.Yes)
		s.placed("c", "ann", "suggested", model.Unknown).StartOn += 50
	}, likedElsewhere, "match.tried.such.liked", false},
	{"liked here, and suggested again", "tried", func(s *scene) {
		s.placed("c", "ann", "ended", model.Yes)
		s.placed("c", "ann", "suggested", model.Unknown).StartOn += 50
	}, 100, "match.tried.liked", false},
	{"such work liked elsewhere", "tried", func(s *scene) { s.placed("d", "ann", "ended", model.Yes) }, likedElsewhere,
		"match.tried.such.liked", false},
	{"such work not liked elsewhere", "tried", func(s *scene) { s.placed("d", "ann", "ended", model.No) },
		dislikedElsewhere, "match.tried.such.disliked", false},
	{"other work tried elsewhere", "tried",
		func(s *scene) { s.placed("d", "ann", "ended", model.No).TaskWords = "chauffør" }, Neutral, "match.tried.not",
		false},

	{"somebody is there now", "load", func(s *scene) { s.placed("c", "q", "running", model.Unknown) },
		70, "match.load.there", false},
	{"one there now and another asked about", "load", func(s *scene) {
		s.placed("c", "q", "running", model.Unknown)
		s.contacts(3, "r")
	}, 40, "match.load.both", false},
	{"one who is there is not asked about as well", "load", func(s *scene) {
		s.placed("c", "q", "running", model.Unknown)
		s.contacts(3, "q")
	}, 70, "match.load.both", false},
	{"own placement is no load", "load", func(s *scene) { s.placed("c", "ann", "running", model.Unknown) },
		100, "match.load.quiet", false},

	{"what was told and what was seen", "record", func(s *scene) {
		s.company.Hosted, s.company.HostedPaid = model.Some(3), model.Some(2)
		s.placed("c", "q", "ended", model.Unknown).Kind = "traineeship"
		p := s.placed("c", "r", "ended", model.Unknown)
		p.Kind, p.Outcome = "traineeship", "paid_hours"
	}, (100*3 + Neutral*2) / 7, "match.record.paid", false},
	{"only what was seen", "record", func(s *scene) {
		for range 2 { // a renewal is the same person
			s.placed("c", "q", "ended", model.Unknown).Kind = "traineeship"
		}
	}, (Neutral * 2) / 3, "match.record.paid", false},
	{"a trial visit is no track record", "record", func(s *scene) { s.placed("c", "q", "ended", model.Yes) },
		Neutral, "match.record.unknown", false},
	{"paid hours after a placement", "record", func(s *scene) {
		s.placed("c", "q", "ended", model.Unknown).Kind = "traineeship"
		s.placed("c", "q", "running", model.Unknown).Kind = "ordinary"
	}, (100 + Neutral*2) / 3, "match.record.paid", false},

	{"partner", "relation", func(s *scene) { s.company.Relation = "partner" }, 100, "match.relation.partner", false},
	{"passive", "relation", func(s *scene) { s.company.Relation = "passive" }, 15, "match.relation.passive", false},
	{"new", "relation", nil, Neutral, "match.relation.none", false},
}

// contacts logs a contact about each citizen so many days ago.
func (s *scene) contacts(ago int, about ...string) {
	for _, p := range about {
		s.more = append(s.more,
			&model.Contact{Head: model.Head{ID: model.NewID()}, CompanyID: "c", CitizenID: p, On: today.Add(-ago)})
	}
}

// placed puts somebody's trial visit of kitchen work at a workplace, thirty days ago.
func (s *scene) placed(company, who, state string, liked model.Tri) *model.Placement {
	p := &model.Placement{Head: model.Head{ID: model.NewID()}, CompanyID: company, CitizenID: who, Kind: "trial",
		State:     state,
		TaskWords: "køkkenhjælp", Liked: liked, StartOn: today.Add(-30)}
	if state == "ended" {
		p.EndedOn = today.Add(-30)
	}
	s.more = append(s.more, p)
	return p
}

func TestCriteria(t *testing.T) {
	judged := map[string]bool{}
	for _, c := range slices.Concat(judgeCases, edgeCases) {
		t.Run(c.criterion+"/"+c.name, func(t *testing.T) {
			s := &scene{citizen: citizen(), company: workplace("c", "2635", "561100"),
				task: taskOf("c", "t", "køkkenhjælp"), goal: "køkken"}
			if c.edit != nil {
				c.edit(s)
			}
			list := append(s.more, s.company, workplace("d", "2635", "561100"))
			if c.criterion == "tried" {
				list = append(list, s.citizen)
			}
			if s.task != nil {
				list = append(list, s.task)
			}
			snap := build(t, list...)
			r := Request{Citizen: s.citizen, Goals: goals(s.goal), Today: today, Weights: Weights{c.criterion: 100}}
			for _, k := range criteria { // a hundred points, so that rounding does not hide a share
				if k.Key == c.criterion {
					r.Weights[k.Key] = MaxWeight
				}
			}
			v, err := snap.WhyNot(t.Context(), r, "c")
			if err != nil {
				t.Fatal(err)
			}
			got := reason(t, v.Row, c.criterion)
			if want := points(c.share, got.Max); got.Key != c.key || got.Blocks != c.blocks || got.Points != want {
				t.Errorf("got %s, %d of %d points, blocks %v; want %s, %d, %v", got.Key, got.Points, got.Max,
					got.Blocks, c.key, want, c.blocks)
			}
			if c.blocks && (v.Standing != Blocked || v.Block != c.criterion) {
				t.Errorf("got %s by %q, want blocked by %s", v.Standing, v.Block, c.criterion)
			}
		})
		judged[c.criterion] = true
	}
	for _, c := range Criteria() {
		if !judged[c.Key] {
			t.Errorf("no case judges %s", c.Key)
		}
	}
}

func TestOnlyListedCriteriaBlock(t *testing.T) {
	for _, c := range slices.Concat(judgeCases, edgeCases) {
		for _, k := range Criteria() {
			if k.Key == c.criterion && c.blocks && !k.Blocks {
				t.Errorf("%s blocks, but its row of the table says that it cannot", c.criterion)
			}
		}
	}
}

func TestOverride(t *testing.T) {
	far := workplace("far", "8000", "561100")
	over := &model.Override{Head: model.Head{ID: "o"}, CitizenID: "ann", CompanyID: "far", Criterion: "travel",
		Reason: "kører med sin søster"}
	snapshots := map[string]*Snapshot{"in the database": build(t, far, over), "with the request": build(t, far)}
	for name, s := range snapshots {
		r := Request{Citizen: citizen(), Goals: goals("køkken")}
		if name == "with the request" {
			r.Overrides = []*model.Override{over}
		}
		got := match(t, s, r)
		if len(got.Rows) != 1 {
			t.Errorf("%s: got %d rows, want the overruled one", name, len(got.Rows))
			continue
		}
		if x := reason(t, got.Rows[0], "travel"); x.Blocks || x.Overruled != over.Reason || x.Points != 0 {
			t.Errorf("%s: got %+v, want no points, and the consultant's reason", name, x)
		}
	}
	other := citizen()
	other.ID = "bob"
	if got := match(t, build(t, far, over), Request{Citizen: other, Goals: goals("køkken")}); len(got.Rows) != 0 ||
		got.Blocked["travel"] != 1 {
		t.Errorf("an override for one citizen counts for another: %+v", got)
	}
}

func TestGoalOrderAndStates(t *testing.T) {
	s := build(t, workplace("k", "2635", ""), taskOf("k", "t1", "køkkenhjælp"), workplace("l", "2635", ""),
		taskOf("l", "t2", "lagermedarbejder"))
	share := func(id string, g []*model.Goal) int {
		v, err := s.WhyNot(t.Context(), Request{Citizen: citizen(), Goals: g, Today: today}, id)
		if err != nil {
			t.Fatal(err)
		}
		return reason(t, v.Row, "task").Points
	}
	both := goals("køkken", "lager")
	if k, l := share("k", both), share("l", both); k <= l || l == 0 {
		t.Errorf("first goal gives %d, second %d points; want the first more and the second some", k, l)
	}
	both[0].Status = "dropped"
	if k, l := share("k", both), share("l", both); k != 0 || l != 100 {
		t.Errorf("after dropping the first: %d and %d percent, want 0 and 100", k, l)
	}
	both[0].Status = "tried"
	if k := share("k", both); k != triedShare {
		t.Errorf("tried: %d percent, want %d", k, triedShare)
	}
	chosen := goals("noget helt andet")
	chosen[0].Occupations = []string{"store", "no such"}
	got := match(t, s, Request{Citizen: citizen(), Goals: chosen})
	want := []ReadOccupation{{ID: "store", Label: "lagermedarbejder", Share: 100, Evidence: Confirmed}}
	if !reflect.DeepEqual(got.Read.Goals[0].Occupations, want) || got.Rows[0].CompanyID != "l" {
		t.Errorf("confirmed occupations: read as %+v, first %s", got.Read.Goals[0].Occupations, got.Rows[0].CompanyID)
	}
}

func TestTripsAreAboutRight(t *testing.T) {
	for _, c := range []struct {
		km         float64
		mode       string
		least, top uint16
	}{
		{1, "foot", 15, 25}, {3, "bike", 12, 22}, {10, "bike", 45, 65}, {10, "bus", 35, 50}, {10, "car", 15, 28},
		{30, "car", 45, 65}, {0, "bike", 5, 12},
	} {
		got := tripOf(c.km, uint8(keySet(model.Transport, []string{c.mode})))
		if got.minutes < c.least || got.minutes > c.top || modeKey(got.mode) != c.mode {
			t.Errorf("%v km by %s: got %d min by %s, want %d to %d", c.km, c.mode, got.minutes, modeKey(got.mode),
				c.least, c.top)
		}
	}
	if got := tripOf(10, uint8(keySet(model.Transport, []string{"foot", "bike", "car"}))); modeKey(got.mode) != "car" {
		t.Errorf("10 km: got %s, want the fastest", modeKey(got.mode))
	}
}
