package agenda

import (
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/rules"
)

// State holds the rows that Today looks at, indexed by what the rules search for. A changed row is replaced without
// reading the others, so that Today can be computed again after every change. It is for one goroutine at a time.
type State struct {
	Today  model.Date
	Rhythm Rhythm
	Rules  *rules.Set
	More   []Due

	Contacts   Index[model.Contact, *model.Contact] // by pair, workplace and citizen
	Companies  Index[model.Company, *model.Company]
	Citizens   Index[model.Citizen, *model.Citizen]
	Goals      Index[model.Goal, *model.Goal] // by citizen
	Consents   Index[model.Consent, *model.Consent]
	Placements Index[model.Placement, *model.Placement] // by the one they continue
	Agreements Index[model.Agreement, *model.Agreement] // by placement
	Weeks      Index[model.Week, *model.Week]           // by placement
	FollowUps  Index[model.FollowUp, *model.FollowUp]   // by placement
	Pauses     Index[model.Pause, *model.Pause]         // by placement
	Snoozes    Index[model.Snooze, *model.Snooze]       // by row

	ladders map[string]parsedLadder // by agreement, as far as asked for
	courses []*activePlacement      // of one call of Due
}

// parsedLadder is a ladder that was read, and of which version of the row.
type parsedLadder struct {
	of    *model.Agreement
	steps []model.Step
}

// pair is the group of a workplace and a citizen together. No ID contains a slash.
func pair(companyID, citizenID string) string { return companyID + "/" + citizenID }

// NewState indexes the rows.
func NewState(in Input) *State {
	w := &State{Today: in.Today, Rhythm: in.Rhythm, Rules: in.Rules, More: in.More, ladders: map[string]parsedLadder{}}
	w.Contacts.by = func(c *model.Contact) [3]string {
		return [3]string{pair(c.CompanyID, c.CitizenID), c.CompanyID, c.CitizenID}
	}
	w.Goals.by = func(g *model.Goal) [3]string { return [3]string{g.CitizenID} }
	w.Placements.by = func(p *model.Placement) [3]string { return [3]string{p.ContinuesID} }
	w.Agreements.by = func(a *model.Agreement) [3]string { return [3]string{a.PlacementID} }
	w.Weeks.by = func(k *model.Week) [3]string { return [3]string{k.PlacementID} }
	w.FollowUps.by = func(f *model.FollowUp) [3]string { return [3]string{f.PlacementID} }
	w.Pauses.by = func(p *model.Pause) [3]string { return [3]string{p.PlacementID} }
	w.Snoozes.by = func(a *model.Snooze) [3]string { return [3]string{a.RowID} }
	w.Contacts.fill(in.Contacts)
	w.Companies.fill(in.Companies)
	w.Citizens.fill(in.Citizens)
	w.Goals.fill(in.Goals)
	w.Consents.fill(in.Consents)
	w.Placements.fill(in.Placements)
	w.Agreements.fill(in.Agreements)
	w.Weeks.fill(in.Weeks)
	w.FollowUps.fill(in.FollowUps)
	w.Pauses.fill(in.Pauses)
	w.Snoozes.fill(in.Snoozes)
	return w
}

// Input gives the rows in no order.
func (w *State) Input() Input {
	return Input{Today: w.Today, Rhythm: w.Rhythm, Rules: w.Rules, More: w.More, Contacts: w.Contacts.Rows(),
		Companies: w.Companies.Rows(), Citizens: w.Citizens.Rows(), Goals: w.Goals.Rows(),
		Consents: w.Consents.Rows(), Placements: w.Placements.Rows(), Agreements: w.Agreements.Rows(),
		Weeks: w.Weeks.Rows(), FollowUps: w.FollowUps.Rows(), Pauses: w.Pauses.Rows(), Snoozes: w.Snoozes.Rows()}
}

// Clone gives a state that can be changed without changing this one.
func (w *State) Clone() *State {
	c := *w
	c.ladders = map[string]parsedLadder{}
	c.Contacts, c.Companies, c.Citizens, c.Goals, c.Consents = w.Contacts.clone(), w.Companies.clone(),
		w.Citizens.clone(), w.Goals.clone(), w.Consents.clone()
	c.Placements, c.Agreements, c.Weeks, c.FollowUps, c.Pauses, c.Snoozes = w.Placements.clone(),
		w.Agreements.clone(), w.Weeks.clone(), w.FollowUps.clone(), w.Pauses.clone(), w.Snoozes.clone()
	return &c
}

// ladder is the ladder of an agreement, read once.
func (w *State) ladder(a *model.Agreement) []model.Step {
	l := w.ladders[a.ID]
	if l.of != a {
		l = parsedLadder{a, a.Ladder()}
		w.ladders[a.ID] = l
	}
	return l.steps
}

// activePlacement is a placement that something may be due for, with what several rules need of it.
type activePlacement struct {
	*model.Placement
	agreements []*model.Agreement
	inForce    *model.Agreement // today, nil when none is
	weeks      []*model.Week
	chain      []*model.Placement // the parts of its course, itself among them; nil when it is the only one
	course     []*model.Week      // the weeks of all parts
	met        model.Date         // when the pair was last in contact, 0 when it never was
	stalled    int                // weeks; see stall
	paused     *model.Pause       // that lasts today, nil when none does
}

// findCourses finds the placements that something may be due for today.
func (w *State) findCourses() {
	w.courses = w.courses[:0]
	all := make([]activePlacement, len(w.Placements.rows)) // one piece of memory
	for p := range w.Placements.All() {
		if !p.Open() && !p.LedToPay() && !w.endedLately(p) {
			continue
		}
		c := &all[len(w.courses)]
		*c = activePlacement{Placement: p, agreements: w.Agreements.Of(p.ID), weeks: w.Weeks.Of(p.ID),
			met: w.lastReached(pair(p.CompanyID, p.CitizenID))}
		c.inForce = agreement.InForce(c.agreements, w.Today)
		w.findChain(c)
		c.paused = model.PausedOn(w.Pauses.Of(p.ID), w.Today)
		c.stalled = w.stall(c)
		w.courses = append(w.courses, c)
	}
}

// findChain finds the parts of the course that a placement belongs to.
func (w *State) findChain(p *activePlacement) {
	p.course = p.weeks
	if p.ContinuesID == "" && len(w.Placements.Of(p.ID)) == 0 {
		return
	}
	p.chain = model.Chain(p.Placement, w.Placements.Get, w.Placements.Of)
	if len(p.chain) == 1 {
		p.chain = nil
		return
	}
	p.course = nil
	for _, part := range p.chain {
		p.course = append(p.course, w.Weeks.Of(part.ID)...)
	}
}

// parts are the parts of a placement's course with their agreements and weeks, the oldest first.
func (w *State) parts(p *activePlacement) []agreement.Part {
	if p.chain == nil {
		return []agreement.Part{{Placement: p.Placement, Agreements: p.agreements, Weeks: p.weeks,
			Pauses: w.Pauses.Of(p.ID)}}
	}
	var out []agreement.Part
	for _, part := range p.chain {
		out = append(out, agreement.Part{Placement: part, Agreements: w.Agreements.Of(part.ID),
			Weeks: w.Weeks.Of(part.ID), Pauses: w.Pauses.Of(part.ID)})
	}
	return out
}

// earlier are the parts of the course before this one.
func (p *activePlacement) earlier() []*model.Placement {
	return p.chain[:max(slices.Index(p.chain, p.Placement), 0)]
}

// waits reports whether an earlier part of the course still goes on: what is due about the course is said there.
func (p *activePlacement) waits() bool {
	return slices.ContainsFunc(p.earlier(), (*model.Placement).Open)
}

// goesOn reports whether a later part of the course is agreed or runs: with this one the course does not end.
func (p *activePlacement) goesOn() bool {
	i := slices.Index(p.chain, p.Placement)
	return i >= 0 && slices.ContainsFunc(p.chain[i+1:], (*model.Placement).Open)
}

// begun is the first day of the course.
func (p *activePlacement) begun() model.Date {
	if p.chain == nil {
		return p.StartOn
	}
	return p.chain[0].StartOn
}

// concernsNobody reports whether the citizen is closed, the workplace has ceased or the placement is over. What is
// asked for after the end is retention, and the hours of the last weeks.
func (w *State) concernsNobody(d *Due) bool {
	if c := w.Companies.Get(d.CompanyID); c != nil && !c.Active() {
		return true
	}
	if z := w.Citizens.Get(d.CitizenID); d.CitizenID != "" && (z == nil || z.Status == "closed") {
		return true
	}
	if d.PlacementID == "" {
		return false
	}
	p := w.Placements.Get(d.PlacementID)
	return p == nil || !(p.Open() || d.Kind == "retention" && p.LedToPay() || d.Kind == "hours_missing")
}

// snoozed finds the snooze that hides something due, nil when there is none.
func (w *State) snoozed(d *Due) *model.Snooze {
	for _, a := range w.Snoozes.Of(d.ID) {
		if SnoozeApplies(a, *d) && a.Hides(w.Today) {
			return a
		}
	}
	return nil
}

func (w *State) owner(citizenID string) string {
	if c := w.Citizens.Get(citizenID); c != nil {
		return c.Responsible
	}
	return ""
}

// withinView reports whether a day has come, or comes within the days that Today looks ahead.
func (w *State) withinView(on model.Date) bool { return on != 0 && on <= w.Today.Add(w.Rhythm.Ahead) }

// about makes a Due about a placement.
func (w *State) about(p *model.Placement, kind string, on model.Date) Due {
	owner := p.Consultant
	if owner == "" {
		owner = w.owner(p.CitizenID)
	}
	return Due{Kind: kind, On: on, Type: "placement", ID: p.ID, Occasion: on.String(), PlacementID: p.ID,
		CompanyID: p.CompanyID, CitizenID: p.CitizenID, Owner: owner, Of: p.Kind}
}

// lastReached tells when there was last contact with a workplace, a citizen, or a pair of them, 0 when there never was.
// Nobody reached is no contact: it restarts no rhythm.
func (w *State) lastReached(group string) (last model.Date) {
	for _, c := range w.Contacts.Of(group) {
		if c.On > last && c.Reached() {
			last = c.On
		}
	}
	return last
}
