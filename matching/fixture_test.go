package matching

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"jobspor/matching/occupation"
	"jobspor/model"
	"jobspor/model/schema"
)

// today of all tests here.
var today = model.NewDate(2026, 11, 22)

// rows is a source in memory.
type rows map[string][]model.Entity

func (r rows) Each(ctx context.Context, typ string, _ schema.Query, fn func(model.Entity) error) error {
	for _, e := range r[typ] {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := fn(e); err != nil {
			return err
		}
	}
	return nil
}

func sourceOf(list ...model.Entity) rows {
	r := rows{}
	for _, e := range list {
		name := schema.TypeOf(e).Name
		r[name] = append(r[name], e)
	}
	return r
}

// A lexicon small enough to keep in mind.
var testOccupations = []model.Occupation{
	{ID: "kitchen", Label: "køkkenhjælp", ISCO: "9412", Synonyms: []string{"køkken"}, Tasks: []string{"opvask"},
		Divisions: []string{"56", "87"}, Loads: []model.Load{model.Standing, model.Noise}},
	{ID: "wash", Label: "opvasker", ISCO: "9412", Tasks: []string{"opvask"}, Divisions: []string{"56"}},
	{ID: "store", Label: "lagermedarbejder", ISCO: "9333", Synonyms: []string{"lager"}, Divisions: []string{"46", "52"},
		Loads: []model.Load{model.Lifting}},
	{ID: "garden", Label: "gartnermedhjælper", ISCO: "9214", Synonyms: []string{"have"},
		Divisions: []string{"81", "01"}, Loads: []model.Load{model.Outdoor}},
	{ID: "driver", Label: "chauffør", ISCO: "8322", Divisions: []string{"49"}, Loads: []model.Load{model.Driving}},
}

var testPostcodes = []string{"2635", "2665", "2605", "4000", "8000"}

var testOptions = Options{
	Occupations: testOccupations,
	Linker: occupation.New(occupation.Knowledge{Lexicon: testOccupations, Negations: []string{"ikke"},
		Conditions: []occupation.Condition{
			{Phrase: "ikke tungt", Avoid: model.Lifting},
			{Phrase: "gerne ude", Seek: model.Outdoor}, {Phrase: "om formiddagen", Time: "mornings"}}},
		occupation.Options{}),
	Trades: []Trade{{Words: []string{"køkken"}, Main: []string{"kitchen"}},
		{Words: []string{"lager", "lager-"}, Main: []string{"store"}, Also: []string{"driver"}}},
	Kin: [][]string{{"driver", "store"}},
	Places: Places{
		Index: func(code string) (uint16, bool) {
			i := slices.Index(testPostcodes, code)
			return uint16(max(i, 0)), i >= 0
		},
		Lat: []float64{55.61, 55.63, 55.65, 55.64, 56.15},
		Lon: []float64{12.35, 12.38, 12.42, 12.08, 10.20},
	},
}

func build(t testing.TB, list ...model.Entity) *Snapshot {
	t.Helper()
	s, err := Build(context.Background(), sourceOf(list...), testOptions)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// place is a company with an ID, a postcode and an industry.
func workplace(id, postcode, industry string) *model.Company {
	return &model.Company{Head: model.Head{ID: id}, Name: "Firma " + id, Postcode: postcode, Industry: industry,
		IndustrySystem: "DB25"}
}

func taskOf(company, id, occ string) *model.Task {
	return &model.Task{Head: model.Head{ID: id}, CompanyID: company, Name: "opgave " + id, Occupation: occ}
}

func citizen() *model.Citizen {
	return &model.Citizen{Head: model.Head{ID: "ann"}, FirstName: "A", Postcode: "2635", HoursNow: hours(6),
		HoursHoped: hours(20), Transport: []string{"bike"},
		MaxMinutes: model.Some(30), Danish: "everyday", Days: []string{"mon", "tue"}, DayParts: []string{"morning"}}
}

func hours(n int) model.Opt[model.Hours] { return model.Some(model.Hours(4 * n)) }

func goals(words ...string) []*model.Goal {
	var out []*model.Goal
	for i, w := range words {
		out = append(out, &model.Goal{Head: model.Head{ID: "g" + strconv.Itoa(i)}, CitizenID: "ann", Words: w,
			Rank: model.Some(i + 1)})
	}
	return out
}

func match(t testing.TB, s *Snapshot, r Request) *Ranking {
	t.Helper()
	if r.Today == 0 {
		r.Today = today
	}
	got, err := s.Match(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func reason(t testing.TB, row Row, criterion string) Reason {
	t.Helper()
	i := slices.IndexFunc(row.Reasons, func(r Reason) bool { return r.Criterion == criterion })
	if i < 0 {
		t.Fatalf("no reason %q in %+v", criterion, row.Reasons)
	}
	return row.Reasons[i]
}

// Random rows, for properties.

func anyOf(t *rapid.T, name string, list []string) []string {
	var out []string
	for _, v := range list {
		if rapid.IntRange(0, 2).Draw(t, name) == 0 {
			out = append(out, v)
		}
	}
	return out
}

func oneOrNone(t *rapid.T, name string, list []string) string {
	return rapid.SampledFrom(append([]string{""}, list...)).Draw(t, name)
}

func someNumber(t *rapid.T, name string, most int) model.Opt[int] {
	if n := rapid.IntRange(-1, most).Draw(t, name); n >= 0 {
		return model.Some(n)
	}
	return model.Opt[int]{}
}

func someHours(t *rapid.T, name string) model.Opt[model.Hours] {
	o := someNumber(t, name, 148)
	return model.Opt[model.Hours]{V: model.Hours(o.V), Known: o.Known}
}

func someDay(t *rapid.T, name string) model.Date {
	if rapid.Bool().Draw(t, name+" known") {
		return today.Add(rapid.IntRange(-400, 60).Draw(t, name))
	}
	return 0
}

func anyCompany(t *rapid.T, id string) *model.Company {
	c := workplace(id, oneOrNone(t, "postcode", testPostcodes), "")
	if d := oneOrNone(t, "industry", []string{"56", "87", "46", "52", "81", "01", "49", "99"}); d != "" {
		c.Industry = d + "1000"
	}
	c.PaysHours, c.Danish, c.Relation = oneOrNone(t, "pays", model.PaysAnswers),
		oneOrNone(t, "danish", model.DanishLevels), oneOrNone(t, "relation", model.Relations)
	c.OpenToHire = model.Tri(rapid.IntRange(0, 2).Draw(t, "hire"))
	c.OpenPlaces, c.OpenOn = someNumber(t, "open", 3), someDay(t, "open on")
	c.MinHours, c.MaxHours = someHours(t, "least"), someHours(t, "most")
	c.Days, c.DayParts = anyOf(t, "days", model.Days), anyOf(t, "parts", model.DayParts)
	c.Offers, c.CannotOffer = anyOf(t, "offers", model.ConditionKeys()[:4]),
		anyOf(t, "cannot", model.ConditionKeys()[2:6])
	c.PausedUntil, c.AskMost = someDay(t, "paused"), someNumber(t, "ask most", 3)
	c.Hosted = someNumber(t, "hosted", 5)
	c.HostedPaid = someNumber(t, "paid", max(c.Hosted.V, 0))
	if rapid.IntRange(0, 9).Draw(t, "ceased") == 0 {
		c.Status = "ceased"
	}
	return c
}

func anyTask(t *rapid.T, id, company string) *model.Task {
	task := taskOf(company, id, rapid.SampledFrom([]string{"køkkenhjælp", "opvasker", "lagermedarbejder", "chauffør",
		"", "noget helt andet"}).Draw(t, "occupation"))
	task.MinHours, task.MaxHours = someHours(t, "least"), someHours(t, "most")
	task.Days, task.DayParts = anyOf(t, "days", model.Days), anyOf(t, "parts", model.DayParts)
	task.Loads, task.FreeOf = anyOf(t, "loads", loadKeys[:6]), anyOf(t, "free", loadKeys[6:])
	task.Danish, task.Licences = oneOrNone(t, "danish", model.DanishLevels), anyOf(t, "licences", model.Licences[:1])
	task.Paid, task.Grows = model.Tri(rapid.IntRange(0, 2).Draw(t, "paid")),
		model.Tri(rapid.IntRange(0, 2).Draw(t, "grows"))
	task.Trial = model.Tri(rapid.IntRange(0, 2).Draw(t, "trial"))
	task.OpenPlaces, task.OpenOn = someNumber(t, "open", 2), someDay(t, "open on")
	task.Status = oneOrNone(t, "status", []string{"open", "closed"})
	return task
}

func anyCitizen(t *rapid.T) *model.Citizen {
	c := citizen()
	c.Postcode, c.Transport = oneOrNone(t, "from", testPostcodes), anyOf(t, "modes", model.Transport)
	c.HoursNow, c.HoursHoped, c.MaxMinutes = someHours(t, "now"), someHours(t, "hoped"), someNumber(t, "minutes", 90)
	c.Days, c.DayParts, c.Danish = anyOf(t, "can days", model.Days), anyOf(t, "can parts", model.DayParts),
		oneOrNone(t, "speaks", model.DanishLevels)
	c.Licences, c.Conditions = anyOf(t, "has licences", model.Licences[:2]),
		anyOf(t, "needs", model.ConditionKeys()[:6])
	return c
}

// anyRequest asks for one of a few goals with random weights.
func anyRequest(t *rapid.T) Request {
	r := Request{Citizen: anyCitizen(t), Today: today, Seed: rapid.Uint32().Draw(t, "seed"),
		Limit: rapid.SampledFrom([]int{0, 1, 3, -1}).Draw(t, "limit"), Weights: Weights{}}
	r.Goals = goals(rapid.SampledFrom([]string{"køkken", "lager ikke tungt", "gerne ude, have", "chauffør",
		"køkken eller lager", "køkken om formiddagen", "", "xyz"}).Draw(t, "goal"))
	for _, c := range criteria {
		if rapid.IntRange(0, 5).Draw(t, "weighs") == 0 {
			r.Weights[c.Key] = rapid.IntRange(-10, 500).Draw(t, "weight")
		}
	}
	return r
}

// anyRows is a small world.
func anyRows(t *rapid.T) []model.Entity {
	var out []model.Entity
	n := rapid.IntRange(1, 12).Draw(t, "companies")
	for i := range n {
		out = append(out, anyCompany(t, "c"+strconv.Itoa(i)))
	}
	for i := range rapid.IntRange(0, 12).Draw(t, "tasks") {
		out = append(out, anyTask(t, "t"+strconv.Itoa(i), "c"+strconv.Itoa(rapid.IntRange(0, n).Draw(t, "of"))))
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "contacts") {
		out = append(out, &model.Contact{Head: model.Head{ID: "k" + strconv.Itoa(i)},
			CompanyID: "c" + strconv.Itoa(rapid.IntRange(0, n-1).Draw(t, "with")),
			CitizenID: oneOrNone(t, "about", []string{"p", "q", "r", "s"}),
			On:        today.Add(rapid.IntRange(-400, 5).Draw(t, "on")), How: "call"})
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "overrides") {
		out = append(out, &model.Override{Head: model.Head{ID: "o" + strconv.Itoa(i)}, CitizenID: "ann",
			CompanyID: "c" + strconv.Itoa(rapid.IntRange(0, n-1).Draw(t, "at")),
			Criterion: rapid.SampledFrom([]string{"travel", "hours", "conditions", "danish"}).Draw(t, "criterion"),
			Reason:    "aftalt"})
	}
	return out
}
