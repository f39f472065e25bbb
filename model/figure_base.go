package model

import (
	"cmp"
	"slices"
)

// FigureRows is everything that figures are computed from. Only open fields are used, so it can be read without opening
// what is sealed. Weeks are added one by one with AddWeek after the placements, since there are many of them.
type FigureRows struct {
	Consultants []*Consultant
	Citizens    []*Citizen
	Enrolments  []*Enrolment
	Exemptions  []*Exemption
	Ticks       []*Tick
	Placements  []*Placement
	Contacts    []*Contact
	Programmes  []*Programme // every edition

	weeks   []figureWeek
	placeAt map[string]int32
}

// figureWeek is a row of the hours ledger without what figures do not need.
type figureWeek struct {
	place  int32 // in Placements
	monday Date
	paid   Hours
	agreed Opt[int8]
	met    Opt[int8]
	noShow int8
}

// AddWeek takes a row of the hours ledger. One of a placement that is not among Placements is passed over.
func (r *FigureRows) AddWeek(w *Week) {
	if r.placeAt == nil {
		r.placeAt = make(map[string]int32, len(r.Placements))
		for i, p := range r.Placements {
			r.placeAt[p.ID] = int32(i)
		}
	}
	at, ok := r.placeAt[w.PlacementID]
	if !ok || w.Monday == 0 {
		return
	}
	days := func(n Opt[int]) Opt[int8] { return Opt[int8]{int8(n.V), n.Known} }
	r.weeks = append(r.weeks, figureWeek{place: at, monday: w.Monday, paid: w.Paid.V,
		agreed: days(w.Agreed), met: days(w.Met), noShow: int8(w.NoShow.V)})
}

// Weeks is how many rows of the ledger were taken.
func (r *FigureRows) Weeks() int { return len(r.weeks) }

// FigureBase is the rows put in order by citizen, ready for any selection. It does not change, so that any number of
// goroutines can compute from it.
type FigureBase struct {
	today       Date
	citizens    []figureCitizen
	consultants []figureOwner
	contacts    []figureContact // face to face, by day
	editions    []*Programme    // the newest of each first
}

// figureOwner is a consultant; the place in consultants plus one names it in tallies, 0 is nobody.
type figureOwner struct {
	id, team string
	inactive bool
}

type figureCitizen struct {
	row        *Citizen
	owner      int // consultant responsible
	enrolments []figureEnrolment
	placed     []figurePlaced // by first day
	paid       []figurePaid   // weeks with ordinary paid hours, by week
	attended   []figureDays   // weeks with days agreed and met, by day
	contacts   []Date         // with workplaces about this citizen, by day
}

type figureEnrolment struct {
	row    *Enrolment
	of     *Programme // the edition that it follows, nil when that is gone
	owner  int
	next   bool // another enrolment follows this one
	exempt []figureSpan
	ticked map[string]Date // first day, by element
}

// figurePlaced is a placement that has begun; to is its last day, today at most.
type figurePlaced struct {
	figureSpan
	row *Placement
}

// figurePaid is the paid hours of a week at one placement; day is the one they belong to.
type figurePaid struct {
	monday, day Date
	hours       Hours
	row         *Placement
}

type figureDays struct {
	day                 Date
	agreed, met, noShow int
}

type figureContact struct {
	day     Date
	owner   int
	citizen int // in citizens, -1 for none
}

// figureSpan is days from first to last, both of them in it.
type figureSpan struct{ from, to Date }

func (s figureSpan) cut(a, b Date) figureSpan { return figureSpan{max(s.from, a), min(s.to, b)} }
func (s figureSpan) empty() bool              { return s.to < s.from }
func (s figureSpan) has(d Date) bool          { return s.from <= d && d <= s.to }

// NewFigureBase puts rows in order. What lies after today does not count.
func NewFigureBase(rows *FigureRows, today Date) *FigureBase {
	b := &FigureBase{today: today, editions: AllProgrammes(rows.Programmes)}
	owners := map[string]int{}
	for i, c := range rows.Consultants {
		owners[c.ID] = i + 1
		b.consultants = append(b.consultants, figureOwner{c.ID, c.Team, c.Inactive})
	}
	at := make(map[string]int, len(rows.Citizens))
	b.citizens = make([]figureCitizen, len(rows.Citizens))
	for i, c := range rows.Citizens {
		at[c.ID] = i
		b.citizens[i] = figureCitizen{row: c, owner: owners[c.Responsible]}
	}
	b.takeEnrolments(rows, at, owners)
	placed := b.takePlacements(rows, at)
	b.takeWeeks(rows, placed)
	b.takeContacts(rows, at, owners)
	return b
}

// Today is the day that the base holds for.
func (b *FigureBase) Today() Date { return b.today }

func (b *FigureBase) takeEnrolments(rows *FigureRows, at map[string]int, owners map[string]int) {
	exempt, ticked := map[string][]figureSpan{}, map[string]map[string]Date{}
	for _, x := range rows.Exemptions {
		until := x.Until
		if until == 0 {
			until = b.today
		}
		exempt[x.EnrolmentID] = append(exempt[x.EnrolmentID], figureSpan{x.From, until})
	}
	for _, t := range rows.Ticks {
		m := ticked[t.EnrolmentID]
		if m == nil {
			m = map[string]Date{}
			ticked[t.EnrolmentID] = m
		}
		if first, ok := m[t.Element]; !ok || t.On < first {
			m[t.Element] = t.On
		}
	}
	programmes := programmeIndex{list: b.editions, known: map[[2]string]*Programme{}}
	followed := map[string]bool{}
	for _, e := range rows.Enrolments {
		followed[e.PreviousID] = true
	}
	for _, e := range rows.Enrolments {
		i, ok := at[e.CitizenID]
		if !ok || e.StartOn == 0 || e.StartOn > b.today {
			continue
		}
		owner := owners[e.Consultant]
		if owner == 0 {
			owner = b.citizens[i].owner
		}
		of := programmes.of(e)
		b.citizens[i].enrolments = append(b.citizens[i].enrolments, figureEnrolment{row: e, of: of, owner: owner,
			next: followed[e.ID], exempt: exempt[e.ID], ticked: ticked[e.ID]})
	}
	for i := range b.citizens {
		slices.SortStableFunc(b.citizens[i].enrolments, func(x, y figureEnrolment) int {
			return cmp.Or(cmp.Compare(x.row.StartOn, y.row.StartOn), cmp.Compare(x.row.ID, y.row.ID))
		})
	}
}

// takePlacements gives the citizen of each placement that has begun, -1 for the others.
func (b *FigureBase) takePlacements(rows *FigureRows, at map[string]int) []int {
	whose := make([]int, len(rows.Placements))
	for n, p := range rows.Placements {
		whose[n] = -1
		i, ok := at[p.CitizenID]
		begun := (p.State == "running" || p.State == "ended") && p.StartOn != 0 && p.StartOn <= b.today
		if !ok || !begun {
			continue
		}
		last := p.Last()
		if last == 0 || last > b.today {
			last = b.today
		}
		whose[n] = i
		b.citizens[i].placed = append(b.citizens[i].placed, figurePlaced{figureSpan{p.StartOn, last}, p})
	}
	for i := range b.citizens {
		slices.SortStableFunc(b.citizens[i].placed, func(x, y figurePlaced) int {
			return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.row.ID, y.row.ID))
		})
	}
	return whose
}

// subsidised are the kinds of placements whose hours are no ordinary paid hours (DOMAIN 2.4).
var subsidised = []string{"subsidy", "flex"}

func (b *FigureBase) takeWeeks(rows *FigureRows, whose []int) {
	for _, w := range rows.weeks {
		i := whose[w.place]
		if i < 0 || w.monday > b.today {
			continue
		}
		p, z := rows.Placements[w.place], &b.citizens[i]
		day := weekDay(w.monday, p)
		if w.paid > 0 && !slices.Contains(subsidised, p.Kind) {
			z.paid = append(z.paid, figurePaid{w.monday, day, w.paid, p})
		}
		if w.agreed.Known && w.agreed.V > 0 && w.met.Known {
			z.attended = append(z.attended, figureDays{day, int(w.agreed.V), int(w.met.V), int(w.noShow)})
		}
	}
	for i := range b.citizens {
		z := &b.citizens[i]
		slices.SortStableFunc(z.paid, func(x, y figurePaid) int {
			return cmp.Or(cmp.Compare(x.monday, y.monday), cmp.Compare(x.day, y.day))
		})
		slices.SortStableFunc(z.attended, func(x, y figureDays) int { return cmp.Compare(x.day, y.day) })
	}
}

// weekDay is the day that a week's hours at a placement belong to: Thursday, or the placement's own day nearest to it.
func weekDay(monday Date, p *Placement) Date {
	day := monday + 3
	if p.StartOn > day && p.StartOn <= monday+6 {
		day = p.StartOn
	}
	if last := p.Last(); last != 0 && last < day && last >= monday {
		day = last
	}
	return day
}

func (b *FigureBase) takeContacts(rows *FigureRows, at map[string]int, owners map[string]int) {
	for _, c := range rows.Contacts {
		if c.On == 0 || c.On > b.today {
			continue
		}
		i, ok := at[c.CitizenID]
		if !ok {
			i = -1
		} else if c.CompanyID != "" {
			b.citizens[i].contacts = append(b.citizens[i].contacts, c.On)
		}
		if c.FaceToFace() && c.CompanyID != "" {
			b.contacts = append(b.contacts, figureContact{c.On, owners[c.Consultant], i})
		}
	}
	for i := range b.citizens {
		slices.Sort(b.citizens[i].contacts)
	}
	slices.SortStableFunc(b.contacts, func(x, y figureContact) int { return cmp.Compare(x.day, y.day) })
}

// paidFrom is the place of the first week with paid hours whose day is on or after a day.
func (z *figureCitizen) paidFrom(on Date) int {
	// Days follow weeks but for placements that begin or end inside one, so the search begins a week early.
	i, _ := slices.BinarySearchFunc(z.paid, on-6, func(p figurePaid, d Date) int { return cmp.Compare(p.monday, d) })
	for i < len(z.paid) && z.paid[i].day < on {
		i++
	}
	return i
}

// programmeIndex finds editions without going through all of them for each of thousands of enrolments.
type programmeIndex struct {
	list  []*Programme
	known map[[2]string]*Programme
}

func (x programmeIndex) of(e *Enrolment) *Programme {
	key := [2]string{e.Programme, e.Edition}
	p, ok := x.known[key]
	if !ok {
		p, _ = ProgrammeOf(x.list, e)
		x.known[key] = p
	}
	return p
}
