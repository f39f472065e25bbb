package demo

import (
	"fmt"

	"jobspor/model"
	"jobspor/model/schema"
)

// citizenRow is a row of the citizens' tables.
type citizenRow struct {
	name      [2]string // first and last
	postcode  string
	hours     [2]int // a week, now and hoped for
	days      string
	parts     string
	transport string
	minutes   int // one way, 0 when not known
	danish    string
	languages string
	licences  string
	needs     string // work conditions
	wishes    string
	skills    string
	group     string
	since     int // days since the start
	by        string
	goals     []goalRow
	status    string // "" is active
	note      string
}

type goalRow struct{ words, status, learned string }

func (c *citizenRow) fullName() string { return c.name[0] + " " + c.name[1] }

func staff() []model.Consultant {
	return []model.Consultant{
		{Name: Mette, Initials: "MK", Team: "Team Strand"},
		{Name: "Jonas Bech", Initials: "JB", Team: "Team Strand"},
		{Name: "Samira Dahl", Initials: "SD", Team: "Team Vest"},
		{Name: "Peter Lund Friis", Initials: "PF", Team: "Team Vest"},
	}
}

func (w *builder) consultants() {
	for _, c := range staff() {
		w.add(&c, c.Name)
	}
}

// localWords adds occupations in the words of the municipality itself.
func (w *builder) localWords() {
	for _, p := range [][2]string{{"hallen", "idrætshalsmedarbejder"}, {"pladsen", "genbrugspladsmedarbejder"},
		{"anden omgang", "medhjælper i genbrugsbutik"}} {
		w.add(&model.LocalWord{Word: p[0], Means: p[1]}, p[0])
	}
}

// citizensWithGoals adds the citizens and their goals, in the order of the tables.
func (w *builder) citizensWithGoals() {
	for i, c := range append(strandCitizens(), vestCitizens()...) {
		name := c.fullName()
		e := c.entity()
		e.CaseRef, e.StartedOn, e.Phone = fmt.Sprintf("S-%04d", 2107+13*i), w.day(-c.since), phone(seededRand(name))
		if e.Status == "closed" {
			e.ClosedOn = w.day(-40)
		}
		w.citizens[name] = e
		w.add(e, name)
		for n, g := range c.goals {
			row := &model.Goal{CitizenID: e.ID, Rank: count(n + 1), Words: g.words, Status: g.status,
				Learned: g.learned, SetOn: e.StartedOn.Add(n * 20)}
			w.add(row, fmt.Sprintf("%s %d", name, n+1))
			w.goals[row.ID] = row.Words
		}
	}
}

func (c *citizenRow) entity() *model.Citizen {
	t := schema.CitizenType()
	list := func(field, keys string) []string {
		f, _ := t.Field(field)
		return inOrder(f.Options, fields(keys))
	}
	e := &model.Citizen{
		FirstName: c.name[0], LastName: c.name[1], Postcode: c.postcode, HoursNow: hours(c.hours[0]),
		HoursHoped: hours(c.hours[1]),
		Days:       list("days", c.days), DayParts: list("day_parts", c.parts),
		Transport: list("transport", c.transport),
		Danish:    c.danish, Languages: c.languages,
		Licences: list("licences", c.licences), Conditions: list("conditions", c.needs), Wishes: c.wishes,
		Skills: c.skills, TargetGroup: c.group,
		Responsible: ID("consultant", c.by), Status: "active", Note: c.note,
	}
	if c.minutes > 0 {
		e.MaxMinutes = count(c.minutes)
	}
	if c.status != "" {
		e.Status = c.status
	}
	return e
}

// pickRow is a workplace on a shortlist.
type pickRow struct{ site, status, note string }

// lists adds shortlists with their picks, and one decision to ignore a block.
func (w *builder) lists() {
	w.shortlist("Anja Holm", "Køkken om formiddagen", 21, "noget med køkken, helst om formiddagen, ikke tunge løft",
		[]pickRow{
			{Strandgaarden, "interested", "Lis vil gerne se hende flere timer. Faste dage mangler."},
			{"Plejecenter Torsbo", "asked", "Spørg til gryderne."},
			{"Børnehuset Solsikken", "new", ""},
			{"Skoleboden Tranehøj", "no", "Fyldt op."},
		}, false)
	w.shortlist("Rosa Martinez", "Bagerier i nærheden", 29, "bageri, gerne bagved", []pickRow{
		{"Bageriet Rugkernen", "yes", "Prøvemorgen kl. 6."},
		{"Strandens Surdej", "asked", "Når ovnen er kommet."},
		{"Brødhuset Kornblomst", "new", ""},
	}, false)
	w.shortlist("Kenneth Lassen", "Lager, men ikke kl. 5", 84, "lager", []pickRow{
		{"Vestlageret Ishøj Øst", "yes", "I gang."},
		{"Vestpak Lager", "no", "Efter flytningen."},
	}, true)
	w.taskList("Købmanden på Strandvangen", "Hvem passer til Tariqs plads?", 30,
		[]string{"Hassan Jensen", "Jasmin Voss", "Zahra Lindholm"})
	w.add(&model.Override{
		CitizenID: w.citizens[Anja].ID, CompanyID: w.companies[Silent].ID, Criterion: "travel",
		Reason: "Anja har selv cyklet turen ad stien langs kysten og synes, den er fin.",
		By:     ID("consultant", Mette), On: w.day(-12),
	}, Anja+" "+Silent)
}

func (w *builder) shortlist(name, title string, ago int, words string, rows []pickRow, closed bool) {
	l := &model.Shortlist{CitizenID: w.citizens[name].ID, GoalWords: words, Title: title, MadeOn: w.day(-ago),
		Closed: closed}
	w.add(l, title)
	for i, r := range rows {
		w.add(&model.Pick{ListID: l.ID, CompanyID: w.companies[r.site].ID, Position: count(i + 1), Status: r.status,
			Note: r.note}, title+" "+r.site)
	}
}

// taskList is a list of citizens for the first task of a workplace.
func (w *builder) taskList(site, title string, ago int, names []string) {
	l := &model.Shortlist{TaskID: w.banks[site][0].ID, Title: title, MadeOn: w.day(-ago)}
	w.add(l, title)
	for i, n := range names {
		status := []string{"yes", "asked", "new"}[min(i, 2)]
		w.add(&model.Pick{ListID: l.ID, CitizenID: w.citizens[n].ID, Position: count(i + 1), Status: status},
			title+" "+n)
	}
}
