package model

import (
	"cmp"
	"slices"
)

// Due is one thing to do, as the Today screen shows it (I dag).
type Due struct {
	Kind      string // key of DueKinds
	On        Date   // the day it is due, 0 when it has no day
	Type, ID  string // the row to open
	CompanyID string
	CitizenID string
	Text      string // what was promised, in the consultant's words; "" when the kind says it all
	Weeks     int    // for silences: whole weeks since the last contact
	Owner     string // consultant responsible, "" when nobody is
}

// DueKinds in the order Today groups them. Words are "due.<kind>".
var DueKinds = []string{"promise", "consent_ends", "pause_ends", "no_goal", "silent_company", "silent_citizen", "old_places"}

// Rhythm says how long a silence may be before Today mentions it, in days, and how far ahead it looks.
type Rhythm struct {
	Ahead         int // promises due within so many days are shown
	PartnerSilent int // a workplace with a partnership
	CompanySilent int // a workplace with cooperation
	CitizenSilent int // an active citizen
	PlacesOld     int // open places told longer ago are asked about again
}

// DefaultRhythm is a starting point that settings change; no source names an official one.
func DefaultRhythm() Rhythm {
	return Rhythm{Ahead: 14, PartnerSilent: 56, CompanySilent: 120, CitizenSilent: 28, PlacesOld: 60}
}

// TodayInput is what Today looks at.
type TodayInput struct {
	Today     Date
	Rhythm    Rhythm
	Contacts  []*Contact
	Companies []*Company // those with a relation, a pause or open places; others are never due
	Citizens  []*Citizen
	Goals     []*Goal
	Consents  []*Consent
}

// DueToday lists what is due, most pressing first: overdue before today before later, silences last. A promise is kept
// when it was closed, or when later contact with the same workplace about the same citizen was logged, so that a rhythm
// restarts by itself. Ceased workplaces and closed citizens are never due.
func DueToday(in TodayInput) []Due {
	w := newWatch(in)
	var out []Due
	for _, rule := range []func(*watch) []Due{promises, endings, silences, goalless, oldPlaces} {
		out = append(out, rule(w)...)
	}
	slices.SortStableFunc(out, func(a, b Due) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.On, b.On), cmp.Compare(b.Weeks, a.Weeks), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func order(d Due) int {
	if d.On != 0 {
		return 0
	}
	return 1 + slices.Index(DueKinds, d.Kind)
}

// watch is the input with the look-ups that the rules share.
type watch struct {
	TodayInput
	company     map[string]*Company
	citizen     map[string]*Citizen
	lastCompany map[string]Date
	lastCitizen map[string]Date
	lastPair    map[[2]string]Date
}

func newWatch(in TodayInput) *watch {
	w := &watch{in, map[string]*Company{}, map[string]*Citizen{}, map[string]Date{}, map[string]Date{}, map[[2]string]Date{}}
	for _, c := range in.Companies {
		w.company[c.ID] = c
	}
	for _, c := range in.Citizens {
		w.citizen[c.ID] = c
	}
	for _, c := range in.Contacts {
		later(w.lastCompany, c.CompanyID, c.On)
		later(w.lastPair, [2]string{c.CompanyID, c.CitizenID}, c.On)
		if c.CitizenID != "" {
			later(w.lastCitizen, c.CitizenID, c.On)
		}
	}
	return w
}

func later[K comparable](m map[K]Date, k K, d Date) {
	if d > m[k] {
		m[k] = d
	}
}

// gone reports whether a row about this workplace and citizen concerns nobody any more.
func (w *watch) gone(companyID, citizenID string) bool {
	c, z := w.company[companyID], w.citizen[citizenID]
	return (c != nil && !c.Active()) || (z != nil && z.Status == "closed")
}

func promises(w *watch) (out []Due) {
	for _, c := range w.Contacts {
		kept := c.DoneOn != 0 || w.lastPair[[2]string{c.CompanyID, c.CitizenID}] > c.On
		if c.NextOn == 0 || kept || c.NextOn > w.Today.Add(w.Rhythm.Ahead) || w.gone(c.CompanyID, c.CitizenID) {
			continue
		}
		out = append(out, Due{Kind: "promise", On: c.NextOn, Type: "contact", ID: c.ID, CompanyID: c.CompanyID, CitizenID: c.CitizenID, Text: c.NextWhat, Owner: c.Consultant})
	}
	return out
}

func endings(w *watch) (out []Due) {
	for _, c := range w.Consents {
		if c.Until != 0 && c.WithdrawnOn == 0 && c.Until >= w.Today && c.Until <= w.Today.Add(w.Rhythm.Ahead) && !w.gone(c.CompanyID, c.CitizenID) {
			out = append(out, Due{Kind: "consent_ends", On: c.Until, Type: "consent", ID: c.ID, CompanyID: c.CompanyID, CitizenID: c.CitizenID, Owner: w.owner(c.CitizenID)})
		}
	}
	for _, c := range w.Companies {
		if c.Active() && c.PausedUntil > w.Today && c.PausedUntil <= w.Today.Add(w.Rhythm.Ahead) {
			out = append(out, Due{Kind: "pause_ends", On: c.PausedUntil, Type: "company", ID: c.ID, CompanyID: c.ID, Owner: c.Responsible})
		}
	}
	return out
}

func silences(w *watch) (out []Due) {
	for _, c := range w.Companies {
		limit := map[string]int{"partner": w.Rhythm.PartnerSilent, "cooperation": w.Rhythm.CompanySilent}[c.Relation]
		if limit == 0 || !c.Active() || c.PausedUntil > w.Today {
			continue
		}
		since := w.lastCompany[c.ID]
		if since == 0 {
			since = c.PartnerOn
		}
		if since != 0 && int(w.Today-since) > limit {
			out = append(out, Due{Kind: "silent_company", Type: "company", ID: c.ID, CompanyID: c.ID, Weeks: int(w.Today-since) / 7, Owner: c.Responsible})
		}
	}
	for _, c := range w.Citizens {
		since := max(w.lastCitizen[c.ID], c.StartedOn)
		if c.Status != "closed" && c.Status != "paused" && since != 0 && int(w.Today-since) > w.Rhythm.CitizenSilent {
			out = append(out, Due{Kind: "silent_citizen", Type: "citizen", ID: c.ID, CitizenID: c.ID, Weeks: int(w.Today-since) / 7, Owner: c.Responsible})
		}
	}
	return out
}

func goalless(w *watch) (out []Due) {
	has := map[string]bool{}
	for _, g := range w.Goals {
		has[g.CitizenID] = has[g.CitizenID] || g.Status != "dropped"
	}
	for _, c := range w.Citizens {
		if !has[c.ID] && c.Status != "closed" {
			out = append(out, Due{Kind: "no_goal", Type: "citizen", ID: c.ID, CitizenID: c.ID, Owner: c.Responsible})
		}
	}
	return out
}

func oldPlaces(w *watch) (out []Due) {
	for _, c := range w.Companies {
		if c.Active() && c.OpenPlaces.V > 0 && c.OpenOn != 0 && int(w.Today-c.OpenOn) > w.Rhythm.PlacesOld {
			out = append(out, Due{Kind: "old_places", Type: "company", ID: c.ID, CompanyID: c.ID, Weeks: int(w.Today-c.OpenOn) / 7, Owner: c.Responsible})
		}
	}
	return out
}

func (w *watch) owner(citizenID string) string {
	if c := w.citizen[citizenID]; c != nil {
		return c.Responsible
	}
	return ""
}
