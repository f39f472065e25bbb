package matching

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// This file has what placements tell the matcher: the results of earlier placements at a workplace, and what this
// citizen has tried and liked. A citizen's opinion of a trial is read from the rows at each ranking and is never stored
// as a number.

// trial is what the engine sees of a citizen's placement.
type trial struct {
	id, company string
	task        string     // of the workplace's bank
	on          model.Date // its first day, else the day somebody thought of it
	liked       model.Tri
	open        bool // asked about, agreed or going on
	again       bool // whatever it was like, more of it was wanted there
	links       [maxLinks]link
}

// placementFlags says what a touch that is a placement counts as.
type placementFlags uint8

const (
	isPlacement placementFlags = 1 << iota // a placement that has begun
	ongoing                                // it goes on
	endedUnpaid                            // an unpaid or subsidised one that has ended
	ledToPay                               // ordinary paid hours came of it
	noPlacement placementFlags = 0
)

// startDay is the day a placement counts from.
func startDay(p *model.Placement) model.Date {
	if p.StartOn != 0 {
		return p.StartOn
	}
	return p.MadeOn
}

func (k *knowledge) trial(p *model.Placement) trial {
	return trial{
		id: p.ID, company: p.CompanyID, task: p.TaskID, on: startDay(p), liked: p.Liked, open: p.Open(),
		again: p.Next == "again" || p.Next == "placement", links: k.known(p.TaskWords, "", nil).links,
	}
}

// countsAsTried reports whether a placement says anything about what a citizen has tried or will: one that is only
// suggested is an idea of the consultant's, and neither it nor one that was cancelled does.
func countsAsTried(p *model.Placement) bool { return p.State != "cancelled" && p.State != "suggested" }

// placementEvent returns a placement as an event of its workplace; false when it has not begun.
func placementEvent(p *model.Placement) (event, bool) {
	t := event{row: hash(p.ID), citizen: citizenHash(p.CitizenID), on: startDay(p), until: p.Last()}
	switch p.State {
	case "running":
		t.stay = isPlacement | ongoing
	case "ended":
		t.stay = isPlacement
		if p.Kind == "traineeship" || p.Kind == "subsidy" {
			t.stay |= endedUnpaid
		}
	}
	if t.stay != noPlacement && (p.Kind == "ordinary" || slices.Contains(model.PaidOutcomes, p.Outcome)) {
		t.stay |= ledToPay
	}
	return t, t.stay != noPlacement
}

// trackRecord counts the citizens whose placements at a workplace have ended, and those of them who went on to ordinary
// paid hours there. Several placements of one citizen are one.
func trackRecord(history []event) (n, paid int) {
	for i, t := range history {
		if t.stay&endedUnpaid == 0 ||
			slices.IndexFunc(history,
				func(o event) bool { return o.citizen == t.citizen && o.stay&endedUnpaid != 0 }) != i {
			continue
		}
		n++
		if slices.ContainsFunc(history, func(o event) bool { return o.citizen == t.citizen && o.stay&ledToPay != 0 }) {
			paid++
		}
	}
	return n, paid
}

// tried is a citizen's experience made ready for judging.
type tried struct {
	here     map[uint32]trial // by slot of the workplace: the latest there
	liked    []bool           // by occupation: such work was liked somewhere, or was not
	disliked []bool
}

// triedBy takes over what a person has tried.
func (s *Snapshot) triedBy(list []trial) *tried {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b trial) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.id, b.id)) })
	t := &tried{here: map[uint32]trial{}, liked: make([]bool, len(s.occupations)),
		disliked: make([]bool, len(s.occupations))}
	for _, x := range list {
		links := x.links
		if slot, ok := s.slot(x.company); ok {
			t.here[slot] = x
			links = s.linksOf(slot, x)
		}
		mark, other := t.liked, t.disliked
		if x.liked == model.No {
			mark, other = t.disliked, t.liked
		}
		if x.liked == model.Unknown || x.open {
			continue
		}
		for _, l := range links {
			s.knowledge.markRelated(l, mark, other)
		}
	}
	return t
}

// linksOf are the occupations of what was tried: of the task of the bank when it still stands there, else of the words.
func (s *Snapshot) linksOf(slot uint32, x trial) [maxLinks]link {
	ch, i := s.at(slot)
	for n := range ch.tasksOf(i) {
		if t := &ch.tasksOf(i)[n]; x.task != "" && ch.taskID(t) == clip(x.task, 255) && t.links[0].sure > 0 {
			return t.links
		}
	}
	return x.links
}

// leastSure is how sure a link must be to say what somebody has tried.
const leastSure = 50

// markRelated marks the occupation of a link and those of its unit group. The latest trial has the last word.
func (k *knowledge) markRelated(l link, mark, other []bool) {
	if l.sure < leastSure {
		return
	}
	unit := k.occupations[l.occupation].ISCO
	for i := range k.occupations {
		if i == int(l.occupation) || len(unit) == 4 && k.occupations[i].ISCO == unit {
			mark[i], other[i] = true, false
		}
	}
}

func withTried(q *query) int { return boolCount(q.tried != nil) }

// What a trial elsewhere of such work counts here: it was the work, and it was another place.
const (
	likedElsewhere    = 85
	dislikedElsewhere = 10
)

// judgeTried weighs what the citizen has tried: here, or such work somewhere else. What was tried here and not liked
// keeps the workplace off the list until a consultant overrules it, unless more of it was wanted.
func judgeTried(q *query, o *option, _ int, why *Reason) judgement {
	m, key := judgement{share: Neutral}, "match.tried.not"
	x, here := q.tried.here[o.slot]
	occ := o.fit.Occupation
	if occ == noOccupation && o.t != nil && o.t.links[0].sure >= leastSure {
		occ = o.t.links[0].occupation
	}
	switch {
	case here && x.open:
		key = "match.tried.now"
	case here && x.liked == model.Yes:
		m, key = judgement{share: 100}, "match.tried.liked"
	case here && x.liked == model.No && x.again:
		m, key = judgement{share: Neutral}, "match.tried.again"
	case here && x.liked == model.No:
		m, key = judgement{blocks: true}, "match.tried.disliked"
	case here:
		key = "match.tried.before"
	case occ != noOccupation && q.tried.liked[occ]:
		m, key = judgement{share: likedElsewhere}, "match.tried.such.liked"
	case occ != noOccupation && q.tried.disliked[occ]:
		m, key = judgement{share: dislikedElsewhere}, "match.tried.such.disliked"
	}
	if why != nil {
		args := model.Args{"on": x.on}
		if !here {
			args = model.Args{}
			if occ != noOccupation {
				args["occupation"] = q.snap.occupations[occ].Label
			}
		}
		why.tell(key, args)
	}
	return m
}
