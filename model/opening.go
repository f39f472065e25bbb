package model

import "unicode"

// Opening (opslag, stillingsopslag) is a job ad that a workplace has published: it looks for somebody itself. It counts
// as long as it is current; see Current.
type Opening struct {
	Head
	CompanyID   string
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
}

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

// Until is the last day on which the ad counts: its deadline, else OpeningDays after it was published; 0 when neither
// day is known.
func (o *Opening) Until() Date {
	switch {
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
