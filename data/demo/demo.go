// Package demo makes a small, believable world of invented people and workplaces for "jobspor demo", the first run and
// the tests that tell stories.
//
// It promises: the same day gives the same world, row by row; all that happened or is promised lies around that day, so
// that Today has something overdue, something due and some silences; every row passes model.Validate. Nobody in it
// exists: business numbers begin with a zero, which is never issued, telephone numbers with 00 00, and mail goes to
// .example. What is not known about a workplace is left unknown as often as in real life, so that there is something to
// ask. It reads no clock and writes nothing.
package demo

import (
	"encoding/base32"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// The first consultant, who uses the demo, and the citizen and workplace that most stories are about.
const (
	Mette         = "Mette Krogh"
	Anja          = "Anja Holm"
	Strandgaarden = "Café Strandgården"
	Silent        = "Hotel Vestegnen"        // a partner that nobody has called for eight weeks
	Paused        = "Plejecenter Kildemosen" // wants to be left alone for ten days more
	Ceased        = "Tøjhuset Syrén"         // closed
	Blocked       = "Restaurant Hjørnestuen" // evenings only, a long way off
)

// World gives the change sets that make the world of the day, in the order to apply them. Citizens stand in a fixed
// order, so that a new store numbers them B-0001 (Anja), B-0002, …
func World(today model.Date) []model.ChangeSet {
	w := &world{
		calendar: calendar{today}, companies: map[string]*model.Company{}, citizens: map[string]*model.Citizen{},
		persons: map[string]string{}, people: map[string]string{}, reps: map[string]string{},
		goals: map[string]string{}, banks: map[string][]*model.Task{},
	}
	return []model.ChangeSet{
		w.set("", w.consultants),
		w.set(Mette, w.words),
		w.set(Mette, w.workplaces),
		w.set(Mette, w.peopleWithGoals),
		w.set(Mette, w.history),
		w.set(Mette, w.lists),
		w.set(Mette, w.placements),
		w.set(Mette, w.programmes),
	}
}

// ID gives the ID of a row by its type and its name in the tables: a workplace's daily name, a person's full name, and
// for rows that have no name, their owner's with what tells them apart, such as "Anja Holm 1" for her first goal.
func ID(typ, name string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(typ + "\x00" + name)) // a hash never fails
	return idCoding().EncodeToString(h.Sum(nil))[:12]
}

// idCoding writes 64 bits with the letters of model.IsID.
func idCoding() *base32.Encoding {
	return base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)
}

// world is the world under construction: what later tables refer to by name.
type world struct {
	calendar
	changes   []model.Change
	companies map[string]*model.Company
	citizens  map[string]*model.Citizen
	persons   map[string]string // first contact person's ID by the workplace's daily name
	reps      map[string]string // employee representative's ID likewise
	people    map[string]string // names of contact persons by ID
	goals     map[string]string // words of goals by ID
	banks     map[string][]*model.Task
}

// set gathers what a step adds into one change set.
func (w *world) set(actor string, step func()) model.ChangeSet {
	w.changes = nil
	step()
	cs := model.ChangeSet{Action: "demo", Changes: w.changes}
	if actor != "" {
		cs.Actor = ID("consultant", actor)
	}
	return cs
}

// add adds a row under the ID of its name.
func (w *world) add(e model.Entity, name string) {
	e.Meta().ID = ID(schema.TypeOf(e).Name, name)
	w.changes = append(w.changes, model.Add(e))
}

// calendar turns "so many days from today" into days on which people work.
type calendar struct{ today model.Date }

// day is today for 0; other days that fall on a weekend become the Friday before (past) or the Monday after (future).
func (c calendar) day(n int) model.Date {
	d := c.today.Add(n)
	if n == 0 {
		return d
	}
	step := 1
	if n < 0 {
		step = -1
	}
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.Add(step)
	}
	return d
}

// luck draws for one name: the same name always draws the same, whatever stands before it in the tables.
func luck(name string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return rand.New(rand.NewPCG(h.Sum64(), 0x6a6f6273706f72))
}

// percent is true in so many cases out of a hundred.
func percent(r *rand.Rand, n int) bool { return r.IntN(100) < n }

// pick draws one of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
