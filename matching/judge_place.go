package matching

import (
	"slices"

	"jobspor/model"
)

// This file has the criteria about the workplace: pay, way, conditions, language, licence, places, load, record,
// relation.

// hireShare is added when the workplace would hire somebody afterwards.
const hireShare = 15

// judgePays: that a task can be paid does not say that the workplace pays; it is told, and asked all the same.
func judgePays(q *query, o *option, _ int, why *Reason) judgement {
	var share int
	key := ""
	if ad := q.paying(o); ad != nil && (o.c.pays == 0 || o.c.pays == 2) {
		return ad.judgePays(o, why)
	}
	switch pays := o.c.pays; {
	case pays == 4:
		share, key = 100, "match.pays.does"
	case pays == 3:
		share, key = 85, "match.pays.yes"
	case pays == 2:
		share, key = 50, "match.pays.maybe"
	case pays == 1:
		share, key = 0, "match.pays.no"
	case why == nil:
		return judgement{share: Neutral}
	default:
		key = "match.pays.unknown"
		if o.t != nil && o.t.paid == model.Yes {
			key = "match.pays.task"
		}
		return why.ask(key, "match.ask.pays", Answer{Type: "company", Field: "pays_hours"}, nil)
	}
	if o.c.openToHire == model.Yes && share < 100 && share > 0 {
		share = min(share+hireShare, 100)
		if why != nil {
			key += ".hire"
		}
	}
	why.tell(key, nil)
	return judgement{share: share}
}

func judgeTravel(q *query, o *option, _ int, why *Reason) judgement {
	if o.c.place == noPlace {
		if why == nil {
			return judgement{share: Neutral}
		}
		return why.ask("match.travel.unknown", "match.ask.postcode", Answer{Type: "company", Field: "postcode"}, nil)
	}
	t := q.trip(o.c.place)
	m := q.travelShare(int(t.minutes))
	if why == nil {
		return m
	}
	key := "match.travel.within"
	switch {
	case q.limit == 0:
		key = "match.travel.nolimit"
	case m.blocks:
		key = "match.travel.far"
	case int(t.minutes) > q.limit:
		key = "match.travel.edge"
	}
	if q.transport == 0 {
		key += ".assumed"
	}
	why.tell(key,
		model.Args{"minutes": int(t.minutes), "limit": q.limit, "mode": Word("match.mode." + modeKey(t.mode))})
	return m
}

// travelShare falls from all of the points within a third of the limit to a quarter at the limit; a little beyond still
// counts a tenth, because the estimate is only about right.
func (q *query) travelShare(minutes int) judgement {
	limit, known := q.limit, true
	if limit == 0 {
		limit, known = usualLimit, false
	}
	switch {
	case 3*minutes <= limit:
		return judgement{share: 100}
	case minutes <= limit:
		return judgement{share: 25 + 75*(limit-minutes)*3/(2*limit)}
	case minutes <= limit+slack(limit):
		return judgement{share: 10}
	}
	return judgement{blocks: known}
}

// adaptedShare is what a condition counts when the task has the load but the workplace can spare somebody from it.
const adaptedShare = 70

func judgeCondition(q *query, o *option, item int, why *Reason) judgement {
	need := q.needs[item]
	at := int(need)
	load := conditionLoad[at]
	offers, cannot := o.c.offers.has(at), o.c.cannot.has(at)
	has := o.t != nil && load >= 0 && o.t.loads>>load&1 != 0
	free := o.t != nil && load >= 0 && o.t.freeOf>>load&1 != 0
	var m judgement
	key := ""
	switch {
	case free:
		m, key = judgement{share: 100}, "match.conditions.free"
	case has && offers:
		m, key = judgement{share: adaptedShare}, "match.conditions.adapted"
	case has:
		m, key = judgement{blocks: true}, "match.conditions.load"
	case offers:
		m, key = judgement{share: 100}, "match.conditions.offered"
	case cannot:
		m, key = judgement{blocks: true}, "match.conditions.cannot"
	case why == nil:
		return judgement{share: Neutral}
	default:
		name := conditionKeys[at]
		return why.ask("match.conditions.unknown", "match.ask.condition."+name,
			Answer{Type: "company", Field: "offers", Value: name, NoField: "cannot_offer"},
			model.Args{"condition": Word("match.condition." + name)})
	}
	if why != nil {
		why.tell(key, model.Args{"condition": Word("match.condition." + conditionKeys[at])})
	}
	return m
}

func judgeDanish(q *query, o *option, _ int, why *Reason) judgement {
	need, typ := o.c.danish, "company"
	if o.t != nil && o.t.danish != 0 {
		need, typ = o.t.danish, "task"
	}
	switch {
	case need == 0 && why == nil:
		return judgement{share: Neutral}
	case need == 0:
		return why.ask("match.danish.unknown", "match.ask.danish", Answer{Type: typ, Field: "danish"}, nil)
	}
	m, key := judgement{share: 100}, "match.danish.enough"
	if need > q.danish {
		m, key = judgement{blocks: true}, "match.danish.short"
	}
	if why != nil {
		why.tell(key, model.Args{"need": Word("match.level." + model.DanishLevels[need-1]),
			"has": Word("match.level." + model.DanishLevels[q.danish-1])})
	}
	return m
}

func judgeLicence(q *query, o *option, _ int, why *Reason) judgement {
	var need uint8
	if o.t != nil {
		need = o.t.licences
	}
	missing := need &^ q.licences
	switch {
	case missing != 0:
		if why != nil {
			why.tell("match.licence.missing",
				model.Args{"licences": wordsOf("match.licence.name.", keysIn(model.Licences, bitset(missing)))})
		}
		return judgement{blocks: true}
	case need != 0:
		if why != nil {
			why.tell("match.licence.has",
				model.Args{"licences": wordsOf("match.licence.name.", keysIn(model.Licences, bitset(need)))})
		}
		return judgement{share: 100}
	case q.drives(o):
		if why == nil {
			return judgement{share: Neutral}
		}
		return why.ask("match.licence.unknown", "match.ask.licence", Answer{Type: "task", Field: "licences"}, nil)
	}
	why.tell("match.licence.none", nil)
	return judgement{share: 100}
}

// licenceB is the bit of the driving licence for cars.
const licenceB = 1

// drivingLoad is the number of the load that driving is.
var drivingLoad = slices.Index(model.Loads, model.Driving)

// drives reports whether the work usually means driving, nobody has said what licence it takes, and the citizen has
// none.
func (q *query) drives(o *option) bool {
	driving := uint16(bit(drivingLoad))
	usual := o.fit.Occupation != noOccupation && q.snap.loads[o.fit.Occupation]&driving != 0
	if o.t != nil {
		usual = (usual || o.t.loads&driving != 0) && o.t.freeOf&driving == 0
	}
	return usual && q.licences&licenceB == 0
}

// Open places become outdated after so many days.
const (
	freshDays = 30
	staleDays = 90
)

// openPlaces gives the open places that were told, the day they were told, and the field they stand in: the task's own,
// else the workplace's.
func (o *option) openPlaces() (n uint8, on model.Date, to Answer) {
	if o.t != nil && o.t.openPlaces != unknown {
		return o.t.openPlaces, o.t.openOn, Answer{Type: "task", Field: "open_places"}
	}
	return o.c.openPlaces, o.c.openOn, Answer{Type: "company", Field: "open_places"}
}

// places gives the open places of an option; known is false when nobody has told them, or so long ago that they say
// nothing now.
func (q *query) places(o *option) (n int, known bool) {
	told, on, _ := o.openPlaces()
	return int(told), told != unknown && on != 0 && int(q.today-on) <= staleDays
}

func judgePlaces(q *query, o *option, _ int, why *Reason) judgement {
	n, on, to := o.openPlaces()
	if _, known := q.places(o); !known && why == nil {
		return judgement{share: Neutral}
	} else if !known {
		switch {
		case n == unknown:
			return why.ask("match.places.unknown", "match.ask.places", to, nil)
		case on == 0:
			return why.ask("match.places.undated", "match.ask.places.still", to, model.Args{"n": int(n)})
		}
		return why.ask("match.places.old", "match.ask.places.still", to, model.Args{"n": int(n), "on": on})
	}
	age := int(q.today - on)
	m, key := judgement{share: 100}, "match.places.open"
	switch {
	case n == 0:
		m, key = judgement{}, "match.places.full"
	case age > freshDays:
		m, key = judgement{share: 75}, "match.places.open"
		why.check("match.ask.places.still", to)
	}
	if why != nil {
		why.tell(key, model.Args{"n": int(n), "on": on})
	}
	return m
}

// judgeOrder rewards a workplace that has asked for somebody to this very task.
func judgeOrder(q *query, o *option, _ int, why *Reason) judgement {
	if o.t != nil && o.fit.Source != FitNothing && o.t.openPlaces != unknown && o.t.openPlaces > 0 && o.t.openOn != 0 &&
		int(q.today-o.t.openOn) <= staleDays {
		if why != nil {
			why.tell("match.order.open", model.Args{"n": int(o.t.openPlaces), "on": o.t.openOn})
		}
		return judgement{share: 100}
	}
	return judgeOpening(q, o, why)
}

// The load of a workplace: how many citizens it was asked about recently, and for how long it was not asked.
const (
	monthDays = 30
	yearDays  = 365
	restDays  = 7
)

// askedShare is what is left when so many citizens were asked about in the last 30 days.
var askedShare = [...]int{100, 70, 40, 10}

func judgeLoad(q *query, o *option, _ int, why *Reason) judgement {
	if o.c.pausedUntil > q.today {
		if why != nil {
			why.tell("match.load.paused", model.Args{"until": o.c.pausedUntil})
		}
		return judgement{blocks: true}
	}
	var l companyLoad
	if o.c.history != 0 {
		l = loadOf(o.chunk.histories[o.c.history], q.today, q.self)
	}
	m := judgement{share: askedShare[min(l.busy, len(askedShare)-1)]}
	key := "match.load.quiet"
	switch {
	case o.c.askMost != unknown && l.month >= int(o.c.askMost):
		m, key = judgement{blocks: true}, "match.load.most"
	case l.month > 0 && l.now > 0:
		key = "match.load.both"
	case l.now > 0:
		key = "match.load.there"
	case l.month > 0:
		key = "match.load.asked"
	case l.last != 0 && int(q.today-l.last) < restDays:
		m, key = judgement{share: 70}, "match.load.recent"
	}
	if why != nil {
		why.tell(key, model.Args{"month": l.month, "year": l.year, "last": l.last, "most": int(o.c.askMost),
			"now": l.now, "stays": l.stays})
	}
	return m
}

// companyLoad is a history seen from a day.
type companyLoad struct {
	month, year int // different citizens asked about in the last 30 and 365 days
	now, stays  int // different citizens there now, and there in the last 365 days
	busy        int // different citizens asked about in the last 30 days or there now
	last        model.Date
}

// loadOf leaves out what was about the citizen in question: having asked for somebody must not stand in the way of
// asking on.
func loadOf(history []event, today model.Date, self uint32) companyLoad {
	var l companyLoad
	for i, t := range history {
		if t.on > today || t.citizen == self && self != 0 {
			continue
		}
		if t.stay != noPlacement {
			l.stayed(history, i, today)
			continue
		}
		l.last = max(l.last, t.on)
		if t.citizen == 0 || int(today-t.on) > yearDays {
			continue
		}
		if latest := latestOf(history, t.citizen, today); latest != i {
			continue // the same citizen again
		}
		l.year++
		if int(today-t.on) <= monthDays {
			l.month++
			if !slices.ContainsFunc(history,
				func(o event) bool { return o.citizen == t.citizen && o.stay&ongoing != 0 && o.on <= today }) {
				l.busy++
			}
		}
	}
	return l
}

// stayed counts the placement at i once for each citizen.
func (l *companyLoad) stayed(history []event, i int, today model.Date) {
	t := history[i]
	first := func(is func(event) bool) bool {
		return is(t) && slices.IndexFunc(history,
			func(o event) bool { return o.citizen == t.citizen && o.on <= today && is(o) }) == i
	}
	if first(func(o event) bool { return o.stay&ongoing != 0 }) {
		l.now++
		l.busy++
	}
	if first(func(o event) bool {
		return o.stay != noPlacement && (o.stay&ongoing != 0 || int(today-o.until) <= yearDays)
	}) {
		l.stays++
	}
}

// latestOf is the last contact about a citizen up to today, the first of them when a day has several.
func latestOf(history []event, citizen uint32, today model.Date) int {
	best := -1
	for i, t := range history {
		if t.stay == noPlacement && t.citizen == citizen && t.on <= today && (best < 0 || t.on > history[best].on) {
			best = i
		}
	}
	return best
}

// recordPrior is how many made-up trials of the neutral share stand behind every track record, so that one lucky trial
// does not beat ten good ones.
const recordPrior = 2

// judgeRecord adds up what was told of the time before the placements of this database, and those.
func judgeRecord(q *query, o *option, _ int, why *Reason) judgement {
	n, paid := 0, 0
	if o.c.history != 0 {
		n, paid = trackRecord(o.chunk.histories[o.c.history])
	}
	told := o.c.hosted != noCount
	switch {
	case !told && n == 0 && why == nil:
		return judgement{share: Neutral}
	case !told && n == 0:
		return why.ask("match.record.unknown", "match.ask.record", Answer{Type: "company", Field: "hosted"}, nil)
	case told && o.c.hosted > 0 && o.c.hostedPaid == noCount && n == 0:
		if why == nil {
			return judgement{share: Neutral}
		}
		return why.ask("match.record.unpaid", "match.ask.record.paid", Answer{Type: "company", Field: "hosted_paid"},
			model.Args{"n": int(o.c.hosted)})
	case told && o.c.hosted > 0 && o.c.hostedPaid == noCount:
		why.check("match.ask.record.paid", Answer{Type: "company", Field: "hosted_paid"})
	case told:
		n, paid = n+int(o.c.hosted), paid+int(min(o.c.hostedPaid, o.c.hosted))
	}
	if n == 0 {
		why.tell("match.record.new", nil)
		return judgement{share: Neutral}
	}
	if why != nil {
		why.tell("match.record.paid", model.Args{"n": n, "paid": paid})
	}
	return judgement{share: (100*paid + Neutral*recordPrior) / (n + recordPrior)}
}

// relationShare by Relations: contact, cooperation, partner, passive. No relation yet counts as Neutral does: newcomers
// must have a way in.
var relationShare = [...]int{Neutral, 50, 75, 100, 15}

func judgeRelation(q *query, o *option, _ int, why *Reason) judgement {
	if why != nil {
		name := "none"
		if o.c.relation > 0 {
			name = model.Relations[o.c.relation-1]
		}
		why.tell("match.relation."+name, nil)
	}
	return judgement{share: relationShare[o.c.relation]}
}
