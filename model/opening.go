package model

import "unicode"

// Opening (ledig stilling) is work for which a workplace looks for somebody itself: a job ad that it has published
// (stillingsopslag), or a job order that it has given to the municipality (jobordre, rekrutteringsopgave), with
// candidates; see Candidate. It counts as long as it is current; see Current.
type Opening struct {
	Head
	CompanyID   string
	Kind        string // one of OpeningKinds; "" is an ad
	Title       string // the headline of the ad
	Occupation  string // what the job board calls the job, such as one of STAR's titles; may be empty
	PublishedOn Date
	DeadlineOn  Date     // the last day to apply, 0 when the ad names none
	WorkTime    string   // full or part time
	Duration    string   // permanent or temporary
	Terms       string   // "" is not told, which a job board means as ordinary
	Places      Opt[int] // how many are wanted
	AdNo        string   // the ad's number at the job board
	Web         string   // its address
	Source      string   // where the row came from: a file's name

	// Of an order: whom to speak with, who fills it, the hours a week, and the day it was filled or given up.
	PersonID   string
	Consultant string
	Hours      Opt[Hours]
	ClosedOn   Date
	Note       string
}

// OpeningKinds of an Opening (opslag, jobordre).
var OpeningKinds = []string{"ad", "order"}

// Order reports whether the workplace has given the work to the municipality to fill.
func (o *Opening) Order() bool { return o.Kind == "order" }

// OrderOpen reports whether it is an order that is still to be filled: its deadline may have passed.
func (o *Opening) OrderOpen() bool { return o.Order() && o.ClosedOn == 0 }

// OpeningDays is how many days after its publishing an ad without a deadline counts. Job boards take ads down after
// two months at most; most places are filled by then.
const OpeningDays = 60

// WorkTimes of an Opening (fuldtid, deltid).
var WorkTimes = []string{"full", "part"}

// OpeningDurations of an Opening (fastansættelse, tidsbegrænset ansættelse).
var OpeningDurations = []string{"permanent", "temporary"}

// OpeningTerms are the terms of an Opening as Jobnet orders them: almindelige vilkår, fleksjob, skånejob, egnet til
// efterlønnere og seniorer, job med løntilskud, rotationsjob, virksomhedspraktik.
var OpeningTerms = []string{"ordinary", "flex", "sheltered", "senior", "subsidy", "rotation", "internship"}

// Until is the last day on which it counts: the day before it was closed, its deadline, else OpeningDays after it was
// published; 0 when none of these days is known.
func (o *Opening) Until() Date {
	switch {
	case o.ClosedOn != 0:
		return o.ClosedOn.Add(-1)
	case o.DeadlineOn != 0:
		return o.DeadlineOn
	case o.PublishedOn != 0:
		return o.PublishedOn.Add(OpeningDays)
	}
	return 0
}

// Current reports whether the ad counts on a day. An ad that is published later counts already: it is known.
func (o *Opening) Current(today Date) bool { return o.Until() >= today }

// Wanted is what the workplace looks for in the fewest words: the occupation as it stands in a sentence
// ("køkkenmedhjælper", "IT-supporter"), else the headline.
func (o *Opening) Wanted() string {
	if o.Occupation == "" {
		return o.Title
	}
	r := []rune(o.Occupation)
	if len(r) > 1 && unicode.IsLower(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

// PaysHours reports whether the job is paid by the workplace in ordinary hours: all but a virksomhedspraktik, a
// subsidised and a sheltered job.
func (o *Opening) PaysHours() bool {
	return o.Terms != "internship" && o.Terms != "subsidy" && o.Terms != "sheltered"
}
