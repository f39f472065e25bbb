package demo

import (
	"fmt"

	"jobspor/model"
	"jobspor/model/schema"
)

// citizen is a row of the citizens' tables.
type citizen struct {
	name      [2]string // first and last
	postcode  string
	hours     [2]int // a week, now and hoped for
	days      string
	parts     string
	transport string
	minutes   int // one way, 0 when nobody has asked
	danish    string
	languages string
	licences  string
	needs     string // work conditions
	wishes    string
	skills    string
	group     string
	since     int // days since the start
	by        string
	goals     []goal
	status    string // "" is active
	note      string
}

type goal struct{ words, status, learned string }

func (c *citizen) full() string { return c.name[0] + " " + c.name[1] }

func staff() []model.Consultant {
	return []model.Consultant{
		{Name: Mette, Initials: "MK", Team: "Team Strand"},
		{Name: "Jonas Bech", Initials: "JB", Team: "Team Strand"},
		{Name: "Samira Dahl", Initials: "SD", Team: "Team Vest"},
		{Name: "Peter Lund Friis", Initials: "PF", Team: "Team Vest"},
	}
}

func (w *world) consultants() {
	for _, c := range staff() {
		w.add(&c, c.Name)
	}
}

// words are what the colleagues of this house say and nobody else.
func (w *world) words() {
	for _, p := range [][2]string{{"hallen", "idrætshalsmedarbejder"}, {"pladsen", "genbrugspladsmedarbejder"},
		{"anden omgang", "medhjælper i genbrugsbutik"}} {
		w.add(&model.LocalWord{Word: p[0], Means: p[1]}, p[0])
	}
}

// peopleWithGoals adds citizens with their goals, in the order of the tables.
func (w *world) peopleWithGoals() {
	for i, c := range append(strandCitizens(), vestCitizens()...) {
		name := c.full()
		e := c.entity()
		e.CaseRef, e.StartedOn, e.Phone = fmt.Sprintf("S-%04d", 2107+13*i), w.day(-c.since), phone(luck(name))
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

func (c *citizen) entity() *model.Citizen {
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
