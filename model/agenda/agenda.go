// Package agenda finds what is due (I dag): promises, follow-ups, steps, missing hours, silences and the rest, what was
// snoozed, and what changed since another day.
//
// Order inside: index, rhythm, state, one file for each group of finders, snooze, since, agenda. It promises: what
// concerns a closed citizen, a ceased workplace or a cancelled placement is never due.
package agenda

import (
	"cmp"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/rules"
)

// Due is one thing to do, as the Today screen shows it (I dag).
type Due struct {
	Kind        string     // key of Kinds
	On          model.Date // the day it is due, 0 when it has no day
	Type, ID    string     // the row it is about
	Occasion    string     // what tells this time from the next one of the same kind and row; see Snooze
	PlacementID string     // the placement it is about, "" when it is about none
	CompanyID   string
	CitizenID   string
	Text        string              // what was promised or agreed, in the consultant's words; "" when the kind says it all
	Element     programme.Bilingual // of a course: the element, question or role that is next; empty for others
	Weeks       int                 // of a silence or a stall: whole weeks; of retention: the checkpoint; else: how many
	From, To    model.Hours         // of a step: paid hours a week before and from the day
	Of          string              // the placement's kind; of a follow-up, how it is to be held
	Owner       string              // consultant responsible, "" when nobody is
	Asker, Ref  string              // of an approval: the consultant who asked, and its number
	Parts       []Due               // the rows that a folded row replaces; see Fold
}

// Kinds in the order Today groups them. Words are "due.<kind>".
var Kinds = []string{
	"promise", "followup", "rhythm", "returns", "starts", "not_started", "rep_not_heard", "not_acknowledged",
	"hours_missing",
	"step", "stalled",
	"trial_over", "ends", "not_closed", "retention", "course", "check", "consent_ends", "pause_ends", "order",
	"handover", "approval",
	"no_goal", "silent_company", "silent_citizen", "old_places", "left_behind", "rules_end",
}

// Key names a due thing on the command line and in lists that remember the selected row: kind, row and occasion.
func (d Due) Key() string { return strings.TrimRight(d.Kind+":"+d.ID+":"+d.Occasion, ":") }

// Late reports whether its day has passed.
func (d Due) Late(today model.Date) bool { return d.On != 0 && d.On < today }

// Input is what Today looks at. Of the sealed fields the rules need only the words of promises and follow-ups; the
// others may be left unread.
type Input struct {
	Today     model.Date
	Rhythm    Rhythm
	Rules     *rules.Set       // nil leaves out what depends on the rules
	Contacts  []*model.Contact // with a promise, and the latest of each workplace and citizen; others change nothing
	Companies []*model.Company // those with a relation, a pause, open places, and those that other rows name
	Citizens  []*model.Citizen // a citizen who is not among them is closed
	Goals     []*model.Goal
	Consents  []*model.Consent
	// Placements are open ones; ended ones whose retention is followed, or that ended in the weeks whose hours are
	// asked for; and what these continue.
	Placements []*model.Placement
	Agreements []*model.Agreement // of the open placements
	Weeks      []*model.Week      // of those placements: the recent ones, and the first with paid hours
	FollowUps  []*model.FollowUp  // not yet held
	Pauses     []*model.Pause     // of the open placements
	Snoozes    []*model.Snooze    // what was postponed or closed
	More       []Due              // what other decisions found due; it is snoozed, sorted and left out like the rest
}

// finders are the rules of Today: each finds what is due by one of them. A new rule is a row here, its kind in
// Kinds and its words.
func finders() []func(*State) []Due {
	return []func(*State) []Due{
		promises, followUps, rhythms, returns, starts, representatives, acknowledgements, missingHours, steps, stalls,
		trialsOver, ends, retention,
		consentsEnd, pausesEnd, silentCompanies, silentCitizens, withoutGoal, outdatedPlaces,
		func(w *State) []Due { return w.More },
	}
}

// List lists what is due, the most urgent first: overdue before today before later, what has no day last. A promise is
// fulfilled, and a rhythm begins again, when contact with the same workplace about the same citizen was logged.
//
// Never due is what concerns a closed citizen, a ceased workplace, or a placement that is cancelled or ended. The
// exceptions are retention, which goes on after a placement that ended in ordinary paid hours or a job, and the hours
// of the last weeks of one that has ended.
func List(in Input) []Due {
	return NewState(in).Due()
}

// Due lists what is due, as List says.
func (w *State) Due() []Due {
	w.findCourses()
	var out []Due
	for _, rule := range finders() {
		found := rule(w)
		for i := range found {
			if d := &found[i]; !w.concernsNobody(d) && w.snoozed(d) == nil {
				out = append(out, *d)
			}
		}
	}
	Sort(out)
	return out
}

// Sort puts what is due in the order of List.
func Sort(list []Due) {
	rank := make(map[string]int, len(Kinds))
	for i, k := range Kinds {
		rank[k] = i
	}
	order := func(d Due) int {
		if d.On != 0 {
			return 0
		}
		return 1 + rank[d.Kind]
	}
	type place struct {
		order int
		on    model.Date
		rank  int
		at    int
	}
	places := make([]place, len(list))
	for i, d := range list {
		places[i] = place{order(d), d.On, rank[d.Kind], i}
	}
	slices.SortFunc(places, func(a, b place) int {
		if c := cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.on, b.on), cmp.Compare(a.rank, b.rank)); c != 0 {
			return c
		}
		x, y := &list[a.at], &list[b.at]
		return cmp.Or(cmp.Compare(y.Weeks, x.Weeks), strings.Compare(x.ID, y.ID),
			strings.Compare(x.Occasion, y.Occasion), cmp.Compare(a.at, b.at))
	})
	sorted := make([]Due, len(list))
	for i, p := range places {
		sorted[i] = list[p.at]
	}
	copy(list, sorted)
}

// Each gives the parts of a folded row, and of any other the row itself.
func (d Due) Each() []Due {
	if len(d.Parts) > 0 {
		return d.Parts
	}
	return []Due{d}
}
