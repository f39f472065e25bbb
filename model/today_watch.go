package model

import "slices"

// watch is the input with the look-ups that the rules share.
type watch struct {
	TodayInput
	company     map[string]*Company
	citizen     map[string]*Citizen
	placement   map[string]*Placement
	continued   map[string]bool // placements that another, not cancelled one continues
	agreements  map[string][]*Agreement
	weeks       map[string][]*Week
	asides      map[asideKey]bool
	stalled     map[string]int // weeks, by placement, as far as asked for
	lastCompany map[string]Date
	lastCitizen map[string]Date
	lastPair    map[[2]string]Date
}

func newWatch(in TodayInput) *watch {
	w := &watch{TodayInput: in, company: byID(in.Companies), citizen: byID(in.Citizens), placement: byID(in.Placements), continued: map[string]bool{},
		agreements: map[string][]*Agreement{}, asides: map[asideKey]bool{}, stalled: map[string]int{},
		lastCompany: map[string]Date{}, lastCitizen: map[string]Date{}, lastPair: map[[2]string]Date{}}
	for _, p := range in.Placements {
		if p.ContinuesID != "" && p.State != "cancelled" {
			w.continued[p.ContinuesID] = true
		}
	}
	for _, a := range in.Agreements {
		w.agreements[a.PlacementID] = append(w.agreements[a.PlacementID], a)
	}
	w.weeks = grouped(in.Weeks, func(k *Week) string { return k.PlacementID })
	for _, a := range in.Asides {
		if a.Hides(in.Today) {
			w.asides[a.key()] = true
		}
	}
	for _, c := range in.Contacts {
		if c.Reached() { // nobody reached is no contact: it restarts no rhythm
			later(w.lastPair, [2]string{c.CompanyID, c.CitizenID}, c.On)
		}
	}
	for pair, on := range w.lastPair {
		later(w.lastCompany, pair[0], on)
		if pair[1] != "" {
			later(w.lastCitizen, pair[1], on)
		}
	}
	return w
}

// grouped gives the rows of each key, all in one piece of memory: there are tens of thousands of weeks.
func grouped[T any](rows []*T, key func(*T) string) map[string][]*T {
	count := map[string]int{}
	for _, r := range rows {
		count[key(r)]++
	}
	all := make([]*T, len(rows))
	out := make(map[string][]*T, len(count))
	for _, r := range rows {
		k := key(r)
		list, there := out[k]
		if !there {
			list, all = all[:0:count[k]], all[count[k]:]
		}
		out[k] = append(list, r)
	}
	return out
}

func later[K comparable](m map[K]Date, k K, d Date) {
	if d > m[k] {
		m[k] = d
	}
}

func byID[T any, P interface {
	*T
	Entity
}](rows []*T) map[string]*T {
	m := make(map[string]*T, len(rows))
	for _, r := range rows {
		m[P(r).Meta().ID] = r
	}
	return m
}

// gone reports whether something concerns nobody any more.
func (w *watch) gone(d Due) bool {
	if c := w.company[d.CompanyID]; c != nil && !c.Active() {
		return true
	}
	if z := w.citizen[d.CitizenID]; d.CitizenID != "" && (z == nil || z.Status == "closed") {
		return true
	}
	if d.PlacementID == "" {
		return false
	}
	p := w.placement[d.PlacementID]
	return p == nil || !(p.Open() || d.Kind == "retention" && p.paidOn())
}

// paidOn reports whether a placement ended in ordinary paid hours or a job, so that retention goes on.
func (p *Placement) paidOn() bool {
	return p.State == "ended" && slices.Contains(PaidOutcomes, p.Outcome)
}

func (w *watch) aside(d Due) bool { return len(w.asides) > 0 && w.asides[d.asideKey()] }

func (w *watch) owner(citizenID string) string {
	if c := w.citizen[citizenID]; c != nil {
		return c.Responsible
	}
	return ""
}

// soon reports whether a day has come or comes within the days that Today looks ahead.
func (w *watch) soon(on Date) bool { return on != 0 && on <= w.Today.Add(w.Rhythm.Ahead) }

// of begins a Due about a placement.
func (w *watch) of(p *Placement, kind string, on Date) Due {
	owner := p.Consultant
	if owner == "" {
		owner = w.owner(p.CitizenID)
	}
	return Due{Kind: kind, On: on, Type: "placement", ID: p.ID, Occasion: on.String(), PlacementID: p.ID, CompanyID: p.CompanyID, CitizenID: p.CitizenID, Owner: owner, Of: p.Kind}
}

// lastMet tells when the pair of a placement was last in contact, 0 when it never was.
func (w *watch) lastMet(p *Placement) Date { return w.lastPair[[2]string{p.CompanyID, p.CitizenID}] }
