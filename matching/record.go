package matching

import (
	"strconv"
	"unicode/utf8"

	"jobspor/model"
)

// company is what the engine sees of a workplace. Small numbers use unknown (255), ladders 0, sets the empty set, dates
// 0 for "not known".
type company struct {
	offers, cannot         bitset     // work conditions
	pausedUntil, openOn    model.Date //
	taskAt, history        uint32     // into the chunk; history 0 is none
	place                  uint16     // noPlace when the postcode is not known
	tasks                  uint16     // how many tasks from taskAt on
	hosted, hostedPaid     uint16     // 0xffff is not known
	minHours, maxHours     uint8      // quarters of an hour a week
	openPlaces, askMost    uint8      //
	division               uint8      // first two digits of the industry code, 0 unknown
	days, dayParts         uint8      //
	pays, danish, relation uint8      // ladders: PaysAnswers, DanishLevels, Relations
	openToHire             model.Tri  //
	state                  companyState
	untold                 bool   // nothing else is known of it, see isUntold
	trade, nameTrade       uint16 // what its six-digit industry and its name say that it does, 0 unknown
	name                   [maxNameStems]uint32
}

type companyState uint8

const (
	active companyState = iota
	ceased
	gone // removed from the database; the slot stays empty
)

const (
	noPlace = 0xffff
	noCount = 0xffff
)

// task is what the engine sees of a row of a task bank.
type task struct {
	links      [maxLinks]link // occupations it is, best first
	stems      [maxStems]uint32
	textAt     uint32 // its ID and name in the chunk's text
	openOn     model.Date
	loads      uint16
	freeOf     uint16
	idLen      uint8
	nameLen    uint8
	minHours   uint8
	maxHours   uint8
	openPlaces uint8
	days       uint8
	dayParts   uint8
	danish     uint8
	licences   uint8
	trial      model.Tri
	paid       model.Tri
	grows      model.Tri
	closed     bool
	confirmed  bool // links come from an occupation that somebody wrote for the task
}

// offered reports whether somebody could come and do it: a task that is closed, or that can neither be tried nor paid,
// stays in the bank but is no place.
func (t *task) offered() bool { return !t.closed && !(t.trial == model.No && t.paid == model.No) }

const (
	maxLinks = 2 // occupations a task is known as
	maxStems = 6 // words of a task that are compared with the goal's
)

// link is an occupation by its number in the lexicon, with how sure it is in percent; 0 is no link.
type link struct {
	occupation uint16
	sure       uint8
}

// person is everything the engine sees of a citizen: what the citizen can and wants, nothing about who or how the
// citizen is.
type person struct {
	id         string
	closed     bool
	place      uint16
	maxMinutes uint16 // 0 unknown
	hoursNow   uint8
	hoursHoped uint8
	days       uint8
	dayParts   uint8
	transport  uint8
	danish     uint8
	licences   uint8
	conditions bitset
	wishes     string
	goals      []goal
	tried      []trial
}

// goal is what the engine sees of a job goal.
type goal struct {
	id          string
	rank        int
	words       string
	occupations []string
	status      string
}

// event is a contact with a workplace, a pick that was asked about, or a placement there.
type event struct {
	row     uint32 // hash of the contact's, pick's or placement's ID
	citizen uint32 // hash of whom it was about, 0 nobody
	on      model.Date
	until   model.Date     // of a placement, 0 when it has no end
	stay    placementFlags // what it counts as when it is a placement
}

func (k *knowledge) company(c *model.Company) company {
	r := company{
		offers: keySet(conditionKeys, c.Offers), cannot: keySet(conditionKeys, c.CannotOffer),
		pausedUntil: c.PausedUntil, openOn: c.OpenOn,
		place: k.place(c.Postcode), hosted: count(c.Hosted), hostedPaid: count(c.HostedPaid),
		minHours: quarterHours(c.MinHours), maxHours: quarterHours(c.MaxHours),
		openPlaces: smallCount(c.OpenPlaces), askMost: smallCount(c.AskMost), division: division(c.Industry),
		days: uint8(keySet(model.Days, c.Days)), dayParts: uint8(keySet(model.DayParts, c.DayParts)),
		pays: levelOf(model.PaysAnswers, c.PaysHours), danish: levelOf(model.DanishLevels, c.Danish),
		relation: levelOf(model.Relations, c.Relation), openToHire: c.OpenToHire,
	}
	if !c.Active() {
		r.state = ceased
	}
	r.trade = k.trades.ofIndustry(c)
	r.nameTrade, r.name = k.readName(c)
	return r
}

// taskRow is a task with its texts, as it stands outside a chunk.
type taskRow struct {
	task
	id, name string
}

// task reads a task in the light of what is usual at its workplace.
func (k *knowledge) task(t *model.Task, usual []usualWork) taskRow {
	r := taskRow{id: clip(t.ID, 255), name: clip(t.Name, 255)}
	r.task = task{
		openOn: t.OpenOn,
		loads:  uint16(keySet(loadKeys, t.Loads)), freeOf: uint16(keySet(loadKeys, t.FreeOf)),
		minHours: quarterHours(t.MinHours), maxHours: quarterHours(t.MaxHours), openPlaces: smallCount(t.OpenPlaces),
		days: uint8(keySet(model.Days, t.Days)), dayParts: uint8(keySet(model.DayParts, t.DayParts)),
		danish: levelOf(model.DanishLevels, t.Danish), licences: uint8(keySet(model.Licences, t.Licences)),
		trial: t.Trial, paid: t.Paid, grows: t.Grows, closed: t.Status == "closed",
	}
	known := k.known(r.name, t.Occupation, usual)
	r.links, r.stems, r.confirmed = known.links, known.stems, known.confirmed
	return r
}

func (k *knowledge) person(c *model.Citizen) *person {
	p := &person{
		id: c.ID, closed: c.Status == "closed", place: k.place(c.Postcode),
		hoursNow: quarterHours(c.HoursNow), hoursHoped: quarterHours(c.HoursHoped),
		days: uint8(keySet(model.Days, c.Days)), dayParts: uint8(keySet(model.DayParts, c.DayParts)),
		transport: uint8(keySet(model.Transport, c.Transport)), danish: levelOf(model.DanishLevels, c.Danish),
		licences: uint8(keySet(model.Licences, c.Licences)), conditions: keySet(conditionKeys, c.Conditions),
		wishes: c.Wishes,
	}
	if c.MaxMinutes.Known {
		p.maxMinutes = uint16(min(max(c.MaxMinutes.V, 1), 0xffff))
	}
	return p
}

func goalOf(g *model.Goal) goal {
	r := goal{id: g.ID, words: g.Words, occupations: g.Occupations, status: g.Status, rank: lastRank}
	if g.Rank.Known {
		r.rank = g.Rank.V
	}
	return r
}

// division is the first two digits of an industry code, 0 when there is none.
func division(code string) uint8 {
	if len(code) < 2 {
		return 0
	}
	n, err := strconv.ParseUint(code[:2], 10, 8)
	if err != nil {
		return 0
	}
	return uint8(n)
}

// clip cuts s to at most n bytes, between letters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// hash is FNV-1a over the bytes of s, 32 bits: the same on every machine and in every release.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
