// Package demo makes fictional people and workplaces for "jobspor demo", the first run and tests.
//
// It promises: the same day gives the same rows; their dates lie around that day, so that Today shows overdue and due
// tasks and workplaces without recent contact; every row passes schema.Validate. Nobody in it exists: business numbers
// begin with a zero, which is never issued, telephone numbers with 00 00, and mail addresses end in .example.
// Workplaces have as many unknown values as in practice, so that there are questions to ask. It reads no clock and
// writes nothing.
package demo

import (
	"encoding/base32"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// The first consultant, who uses the demo, and the citizen and workplaces of most examples.
const (
	Mette         = "Mette Krogh"
	Anja          = "Anja Holm"
	Strandgaarden = "Café Strandgården"
	Silent        = "Hotel Vestegnen"        // a partner without contact for eight weeks
	Paused        = "Plejecenter Kildemosen" // paused for ten more days
	Ceased        = "Tøjhuset Syrén"         // closed
	Blocked       = "Restaurant Hjørnestuen" // works in the evening only and is far away
)

// ChangeSets returns the change sets with the demo data of a day, in the order to apply them. The order of citizens is
// fixed, so that a new store numbers them B-0001 (Anja), B-0002, …
func ChangeSets(today model.Date) []model.ChangeSet {
	w := &builder{
		calendar: calendar{today}, companies: map[string]*model.Company{}, citizens: map[string]*model.Citizen{},
		persons: map[string]string{}, people: map[string]string{}, representatives: map[string]string{},
		goals: map[string]string{}, banks: map[string][]*model.Task{},
	}
	return []model.ChangeSet{
		w.changeSet("", w.consultants),
		w.changeSet(Mette, w.localWords),
		w.changeSet(Mette, w.workplaces),
		w.changeSet(Mette, w.citizensWithGoals),
		w.changeSet(Mette, w.history),
		w.changeSet(Mette, w.lists),
		w.changeSet(Mette, w.placements),
		w.changeSet(Mette, func() { w.programmes(); w.firms() }),
	}
}

// ID returns the ID of a row by its type and its name in the tables: a workplace's daily name, a person's full name,
// and for rows without a name that of their owner with a suffix, such as "Anja Holm 1" for her first goal.
func ID(typ, name string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(typ + "\x00" + name)) // a hash never fails
	return idCoding().EncodeToString(h.Sum(nil))[:12]
}

// idCoding writes 64 bits with the letters of model.IsID.
func idCoding() *base32.Encoding {
	return base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)
}

// builder collects the changes, and the rows that later tables refer to by name.
type builder struct {
	calendar
	changes         []model.Change
	companies       map[string]*model.Company
	citizens        map[string]*model.Citizen
	persons         map[string]string // first contact person's ID by the workplace's daily name
	representatives map[string]string // employee representative's ID likewise
	people          map[string]string // names of contact persons by ID
	goals           map[string]string // words of goals by ID
	banks           map[string][]*model.Task
}

// changeSet returns the rows that step adds as one change set.
func (w *builder) changeSet(actor string, step func()) model.ChangeSet {
	w.changes = nil
	step()
	cs := model.ChangeSet{Action: "demo", Changes: w.changes}
	if actor != "" {
		cs.Actor = ID("consultant", actor)
	}
	return cs
}

// add adds a row with the ID of its name.
func (w *builder) add(e model.Entity, name string) {
	e.Meta().ID = ID(schema.TypeOf(e).Name, name)
	w.changes = append(w.changes, model.Add(e))
}

// calendar turns a number of days from today into a working day.
type calendar struct{ today model.Date }

// day returns today for 0; of other days, those at a weekend become the Friday before (in the past) or the Monday after
// (in the future).
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

// seededRand returns the random numbers of one name: they depend on the name alone, not on the rows before it.
func seededRand(name string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return rand.New(rand.NewPCG(h.Sum64(), 0x6a6f6273706f72))
}

// percent is true in n of 100 cases.
func percent(r *rand.Rand, n int) bool { return r.IntN(100) < n }

// pick returns a random element of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
