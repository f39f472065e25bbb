package matching

import (
	"slices"
	"testing"

	"jobspor/model"
)

// tradeTable is a few lines that show how words are matched.
var tradeTable = []Trade{
	{Words: []string{"børnehave", "-børnehave"}, Main: []string{"kitchen"}},
	{Words: []string{"have", "gartneri"}, Main: []string{"garden"}},
	{Words: []string{"lager-", "engros"}, Main: []string{"store"}, Also: []string{"driver"}},
	{Words: []string{"engros frugt", "it"}, Main: []string{"driver", "gone"}},
	{Words: []string{"rengøring", "-rengøring"}, Main: []string{"wash"}},
}

// TestTradeWords: a word counts in its inflections, as the end or the beginning of a compound only where the table says
// so, the longest first, and words together before the words alone.
func TestTradeWords(t *testing.T) {
	k := newKnowledge(Options{Occupations: testOccupations, Trades: tradeTable})
	for text, want := range map[string]string{
		"Børnehaven":             "kitchen",
		"Skovbørnehaven Egern":   "kitchen",
		"Havens Café":            "garden",
		"Kolonihaven":            "",
		"Gartneriet ved Søen":    "garden",
		"Storgartneri":           "",
		"Lagerhotellet":          "store driver",
		"Mellemlager":            "",
		"engros, frugt og grønt": "driver",
		"frugt":                  "",
		"engros, tøj":            "store driver",
		"Erhvervsrengøring ApS":  "wash",
		"Seahorse Engineering":   "",
		"Autolakering":           "",
		"By Malene Birger":       "",
		"":                       "",
	} {
		c := k.company(&model.Company{IndustryText: text})
		if got := ids(k, k.trades.all()[c.trade]); got != want {
			t.Errorf("industry %q: got %q, want %q", text, got, want)
		}
		c = k.company(&model.Company{Name: "Firma " + text})
		if got := ids(k, k.trades.all()[c.nameTrade]); got != want {
			t.Errorf("name %q: got %q, want %q", text, got, want)
		}
	}
	if c := k.company(&model.Company{Name: "Make it Work"}); c.nameTrade != 0 {
		t.Error(`"it" speaks in a name`)
	}
	if c := k.company(&model.Company{IndustryText: "it"}); c.trade == 0 {
		t.Error(`"it" does not speak in an industry`)
	}
}

func ids(k *knowledge, list []usualWork) (out string) {
	for _, u := range list {
		if out != "" {
			out += " "
		}
		out += k.occupations[u.occupation].ID
	}
	return out
}

// TestFitOfTrades: the trade goes before the division, which only speaks where no trade is known; what is found there
// as well, and related work, count less; a bank of other tasks halves all of it.
func TestFitOfTrades(t *testing.T) {
	code := func(id, industry, text string) *model.Company {
		c := workplace(id, "2635", industry)
		c.IndustryText = text
		return c
	}
	s := build(t, code("trade", "521000", "lager"), code("division", "521000", ""), code("other", "561100", "lager"),
		code("nothing", "999999", ""), code("banked", "", "lager"),
		&model.Task{Head: model.Head{ID: "t"}, CompanyID: "banked", Name: "x", Occupation: "opvasker"})
	for _, c := range []struct {
		goal, id   string
		percent    int
		source     FitSource
		occupation string
	}{
		{"lagermedarbejder", "trade", tradeShare, FitTrade, "store"},
		{"lagermedarbejder", "division", int(divisionShares[1]), FitIndustry, "store"},
		{"køkkenhjælp", "other", 0, FitNothing, ""}, // the kitchens of division 56 do not speak for a store
		{"lagermedarbejder", "other", tradeShare, FitTrade, "store"},
		{"lagermedarbejder", "nothing", 0, FitNothing, ""},
		{"lagermedarbejder", "banked", tradeShare * bankedShare / 100, FitTrade, "store"},
		{"chauffør", "trade", tradeShare * sameFamily / 100, FitKin, "store"},
	} {
		q := s.query(&Request{Words: c.goal, Today: today})
		slot, _ := s.slot(c.id)
		ch, i := s.at(slot)
		f := q.fitCompany(&ch.companies[i], c.id == "banked")
		got := ""
		if f.Occupation != noOccupation {
			got = s.occupations[f.Occupation].ID
		}
		if int(f.Percent) != c.percent || f.Source != c.source || got != c.occupation {
			t.Errorf("%s at %s: got %d by %s (%s), want %d by %s (%s)", c.goal, c.id, f.Percent, f.Source.Key(), got,
				c.percent, c.source.Key(), c.occupation)
		}
	}
}

// TestFitSources: no source gives more than its cap, related work and guesses stay below a good lead, and each source
// has a key of its own.
func TestFitSources(t *testing.T) {
	var keys []string
	for s := range FitSource(len(fitSources)) {
		f := noFit
		f.raise(100, s, 0)
		if int(f.Percent) != s.Most() || slices.Contains(keys, s.Key()) || s.Key() == "" {
			t.Errorf("%s: got %d, want %d", s.Key(), f.Percent, s.Most())
		}
		keys = append(keys, s.Key())
	}
	for _, s := range []FitSource{FitIndustry, FitKin, FitShared, FitUnknown, FitNoGoal} {
		if s.Most() >= 60 {
			t.Errorf("%s gives %d, want less than a good lead", s.Key(), s.Most())
		}
	}
}

// TestKinSpreadsOnce: from what is named or confirmed, one step.
func TestKinSpreadsOnce(t *testing.T) {
	k := newKnowledge(Options{Occupations: []model.Occupation{{ID: "a", Label: "a", ISCO: "1111"},
		{ID: "b", Label: "b", ISCO: "2222"}, {ID: "c", Label: "c", ISCO: "3333"}, {ID: "d", Label: "d", ISCO: "3339"},
		{ID: "e", Label: "e", ISCO: "3339"}}, Kin: [][]string{{"a", "b"}, {"b", "c"}}})
	for id, want := range map[string][]uint8{
		"a": {0, sameFamily, 0, 0, 0}, "b": {sameFamily, 0, sameFamily, 0, 0},
		"c": {0, sameFamily, 0, sameMinor, sameMinor},
		"d": {0, 0, sameMinor, 0, sameMinor},
	} {
		if got := k.readGoals([]goal{{occupations: []string{id}}}, nil).kin; !slices.Equal(got, want) {
			t.Errorf("kin of %s: got %v, want %v", id, got, want)
		}
	}
}

// TestCompoundsDoNotSpeakThroughParts: a goal that names a trade shares no part with other words.
func TestCompoundsDoNotSpeakThroughParts(t *testing.T) {
	k := newKnowledge(Options{Occupations: append(slices.Clone(testOccupations), model.Occupation{ID: "x",
		Label: "ren", Synonyms: []string{"gøring", "klargøring", "klar"}}), Trades: tradeTable})
	if got := k.goalStems("rengøring"); len(got) != 1 || len(got[0]) != 1 {
		t.Errorf("got %v, want the word alone", got)
	}
	if got := k.goalStems("klar-gøring"); len(got) != 2 {
		t.Errorf("got %v, want two words", got)
	}
}

// TestWordsOfOtherWork: a task that is clearly other work fits little by a word in common.
func TestWordsOfOtherWork(t *testing.T) {
	other, open := taskOf("c", "other", "chauffør"), taskOf("c", "open", "vikar")
	other.Name, open.Name = "køre have affald", "noget ved en have"
	s := build(t, workplace("c", "2635", ""), other, open)
	q := s.query(&Request{Words: "have", Today: today})
	for id, want := range map[string]FitSource{"other": FitShared, "open": FitWord} {
		for i := range s.chunks[0].tasks {
			if x := &s.chunks[0].tasks[i]; s.chunks[0].taskID(x) == id && q.fitTask(x).Source != want {
				t.Errorf("%s: got %s, want %s", id, q.fitTask(x).Source.Key(), want.Key())
			}
		}
	}
}

// TestUnreadGoalFitsByWords: a goal that no occupation was found for fits where its own words stand.
func TestUnreadGoalFitsByWords(t *testing.T) {
	named, trade := workplace("named", "2635", ""), workplace("trade", "2635", "")
	named.Name, trade.Name, trade.IndustryText = "Qwzx & Co", "Firma", "køkken"
	s := build(t, named, trade, workplace("silent", "2635", ""))
	for goal, want := range map[string][3]FitSource{
		"qwzx":      {FitShared, FitNoGoal, FitNoGoal},
		"qwzx vrøv": {FitShared, FitNoGoal, FitNoGoal},
		"vrøv":      {FitNoGoal, FitNoGoal, FitNoGoal},
	} {
		q := s.query(&Request{Words: goal, Today: today})
		if !q.unread {
			t.Fatalf("%q was read", goal)
		}
		for i, id := range []string{"named", "trade", "silent"} {
			slot, _ := s.slot(id)
			ch, at := s.at(slot)
			if got := q.fitCompany(&ch.companies[at], false).Source; got != want[i] {
				t.Errorf("%q at %s: got %s, want %s", goal, id, got.Key(), want[i].Key())
			}
		}
	}
}

// TestAnotherTaskIsOffered: when something keeps the best task away, another one of the workplace is offered, even one
// that fits less.
func TestAnotherTaskIsOffered(t *testing.T) {
	best, other := taskOf("c", "best", "køkkenhjælp"), taskOf("c", "other", "opvasker")
	best.Licences = []string{"B"}
	s := build(t, workplace("c", "2635", "561100"), best, other)
	got := match(t, s, Request{Citizen: citizen(), Goals: goals("køkkenhjælp")})
	if len(got.Rows) != 1 || got.Rows[0].TaskID != "other" {
		t.Errorf("got %+v, want the other task", got.Rows)
	}
}

// TestTasksAreReadAgain: a task whose occupation nobody wrote is read anew when its workplace's industry changes.
func TestTasksAreReadAgain(t *testing.T) {
	before := workplace("c", "2635", "")
	task := &model.Task{Head: model.Head{ID: "t"}, CompanyID: "c", Name: "sortere og stille på plads"}
	after := *before
	after.IndustryText = "lager"
	s := build(t, before, task)
	patched, built := s.Patch([]model.Change{{Before: before, After: &after}}), build(t, &after, task)
	for name, s := range map[string]*Snapshot{"patched": patched, "built": built} {
		if got := s.chunks[0].tasks[0].links[0]; got.sure == 0 || s.occupations[got.occupation].ID != "store" {
			t.Errorf("%s: got %+v, want work in a store", name, got)
		}
	}
}
