package figures

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/programme"
)

// Rows is everything that figures are computed from. Only open fields are used, so it can be read without opening
// what is sealed. Weeks are added one by one with AddWeek after the placements, since there are many of them.
type Rows struct {
	Consultants []*model.Consultant
	Citizens    []*model.Citizen
	Enrolments  []*model.Enrolment
	Exemptions  []*model.Exemption
	Ticks       []*model.Tick
	Placements  []*model.Placement
	Contacts    []*model.Contact
	Programmes  []*programme.Programme // every edition
	Sessions    []*model.PlanLine      // lines of the kind session
	Sectors     map[string]string      // one of model.Sectors by workplace; one that is not there is unknown

	weeks   []weekRow
	placeAt map[string]int32
}

// weekRow is a row of the hours ledger without what figures do not need.
type weekRow struct {
	place  int32 // in Placements
	monday model.Date
	paid   model.Opt[model.Hours]
	agreed model.Opt[int8]
	met    model.Opt[int8]
	noShow int8
}

// AddWeek takes a row of the hours ledger. One of a placement that is not among Placements is passed over.
func (r *Rows) AddWeek(w *model.Week) {
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
	days := func(n model.Opt[int]) model.Opt[int8] { return model.Opt[int8]{V: int8(n.V), Known: n.Known} }
	r.weeks = append(r.weeks, weekRow{place: at, monday: w.Monday, paid: w.Paid,
		agreed: days(w.Agreed), met: days(w.Met), noShow: int8(w.NoShow.V)})
}

// Weeks is how many rows of the ledger were taken.
func (r *Rows) Weeks() int { return len(r.weeks) }

// Base is the rows put in order by citizen, ready for any selection. It does not change, so that any number of
// goroutines can compute from it.
type Base struct {
	today       model.Date
	citizens    []citizenRow
	consultants []ownerRow
	contacts    []contactRow           // face to face, by day
	editions    []*programme.Programme // the newest of each first
	sectors     map[string]string      // by workplace
}

// ownerRow is a consultant; the place in consultants plus one names it in tallies, 0 is nobody.
type ownerRow struct {
	id, team string
	inactive bool
}

type citizenRow struct {
	row        *model.Citizen
	owner      int // consultant responsible
	enrolments []enrolmentRow
	placed     []placementRow  // by first day
	paid       []paidRow       // weeks with ordinary paid hours, by week
	blank      []blankRow      // weeks whose paid hours were left blank where hours had been paid before, by week
	attended   []attendanceRow // weeks with days agreed and met, by day
	contacts   []model.Date    // with workplaces about this citizen, by day
}

type enrolmentRow struct {
	row    *model.Enrolment
	of     *programme.Programme // the edition that it follows, nil when that is gone
	owner  int
	next   bool // another enrolment follows this one
	exempt []dateSpan
	ticked map[string]model.Date // first day, by element

	sessions []sessionRow
}

// sessionRow is a group session that the citizen was expected at.
type sessionRow struct {
	day model.Date
	met bool
}

// placementRow is a placement that has begun; to is its last day, today at most.
type placementRow struct {
	dateSpan
	row    *model.Placement
	course course
}

// paidRow is the paid hours of a week at one placement; day is the one they belong to.
type paidRow struct {
	monday, day model.Date
	hours       model.Hours
	row         *model.Placement
}

// blankRow is a week at one placement that does not report its paid hours; day is the one it belongs to.
type blankRow struct{ monday, day model.Date }

type attendanceRow struct {
	day                 model.Date
	agreed, met, noShow int
	row                 *model.Placement
}

type contactRow struct {
	day     model.Date
	owner   int
	citizen int // in citizens, -1 for none
}

// dateSpan is days from first to last, both of them in it.
type dateSpan struct{ from, to model.Date }

func (s dateSpan) cut(a, b model.Date) dateSpan { return dateSpan{max(s.from, a), min(s.to, b)} }
func (s dateSpan) empty() bool                  { return s.to < s.from }
func (s dateSpan) has(d model.Date) bool        { return s.from <= d && d <= s.to }

// NewBase puts rows in order. What lies after today does not count.
func NewBase(rows *Rows, today model.Date) *Base {
	b := &Base{today: today, editions: programme.Sorted(rows.Programmes), sectors: rows.Sectors}
	owners := map[string]int{}
	for i, c := range rows.Consultants {
		owners[c.ID] = i + 1
		b.consultants = append(b.consultants, ownerRow{c.ID, c.Team, c.Inactive})
	}
	at := make(map[string]int, len(rows.Citizens))
	b.citizens = make([]citizenRow, len(rows.Citizens))
	for i, c := range rows.Citizens {
		at[c.ID] = i
		b.citizens[i] = citizenRow{row: c, owner: owners[c.Responsible]}
	}
	b.takeEnrolments(rows, at, owners)
	placed := b.takePlacements(rows, at)
	b.takeWeeks(rows, placed, b.takeCourses(rows))
	b.takeContacts(rows, at, owners)
	return b
}

// Today is the day that the base holds for.
func (b *Base) Today() model.Date { return b.today }

func (b *Base) takeEnrolments(rows *Rows, at map[string]int, owners map[string]int) {
	exempt, ticked := map[string][]dateSpan{}, map[string]map[string]model.Date{}
	for _, x := range rows.Exemptions {
		until := x.Until
		if until == 0 {
			until = b.today
		}
		exempt[x.EnrolmentID] = append(exempt[x.EnrolmentID], dateSpan{x.From, until})
	}
	for _, t := range rows.Ticks {
		m := ticked[t.EnrolmentID]
		if m == nil {
			m = map[string]model.Date{}
			ticked[t.EnrolmentID] = m
		}
		if first, ok := m[t.Element]; !ok || t.On < first {
			m[t.Element] = t.On
		}
	}
	sessions := map[string][]sessionRow{}
	for _, l := range rows.Sessions {
		if l.Kind == "session" && l.On != 0 && l.On <= b.today && l.Presence != "" {
			sessions[l.EnrolmentID] = append(sessions[l.EnrolmentID], sessionRow{l.On, l.Presence == "met"})
		}
	}
	programmes := programmeIndex{list: b.editions, known: map[[2]string]*programme.Programme{}}
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
		b.citizens[i].enrolments = append(b.citizens[i].enrolments, enrolmentRow{row: e, of: of, owner: owner,
			next: followed[e.ID], exempt: exempt[e.ID], ticked: ticked[e.ID], sessions: sessions[e.ID]})
	}
	for i := range b.citizens {
		slices.SortStableFunc(b.citizens[i].enrolments, func(x, y enrolmentRow) int {
			return cmp.Or(cmp.Compare(x.row.StartOn, y.row.StartOn), cmp.Compare(x.row.ID, y.row.ID))
		})
	}
}

// takePlacements gives the citizen of each placement that has begun, -1 for the others.
func (b *Base) takePlacements(rows *Rows, at map[string]int) []int {
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
		b.citizens[i].placed = append(b.citizens[i].placed, placementRow{dateSpan: dateSpan{p.StartOn, last}, row: p})
	}
	for i := range b.citizens {
		slices.SortStableFunc(b.citizens[i].placed, func(x, y placementRow) int {
			return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.row.ID, y.row.ID))
		})
	}
	return whose
}

// subsidised are the kinds of placements whose hours are no ordinary paid hours.
var subsidised = []string{"subsidy", "flex"}

func (b *Base) takeWeeks(rows *Rows, whose []int, courseOf func(*model.Placement) *model.Placement) {
	for _, w := range rows.weeks {
		i := whose[w.place]
		if i < 0 || w.monday > b.today {
			continue
		}
		p, z := rows.Placements[w.place], &b.citizens[i]
		day := weekDay(w.monday, p)
		if w.paid.V > 0 && !slices.Contains(subsidised, p.Kind) {
			z.paid = append(z.paid, paidRow{w.monday, day, w.paid.V, p})
		}
		if w.agreed.Known && w.agreed.V > 0 && w.met.Known {
			z.attended = append(z.attended, attendanceRow{day, int(w.agreed.V), int(w.met.V), int(w.noShow), p})
		}
	}
	b.takeBlank(rows, whose, courseOf)
	for i := range b.citizens {
		z := &b.citizens[i]
		slices.SortStableFunc(z.blank, func(x, y blankRow) int { return cmp.Compare(x.monday, y.monday) })
		slices.SortStableFunc(z.paid, func(x, y paidRow) int {
			return cmp.Or(cmp.Compare(x.monday, y.monday), cmp.Compare(x.day, y.day))
		})
		slices.SortStableFunc(z.attended, func(x, y attendanceRow) int { return cmp.Compare(x.day, y.day) })
	}
}

// takeBlank finds the weeks that leave paid hours blank after hours were paid in the same course: blank before that is
// what a course without pay looks like.
func (b *Base) takeBlank(rows *Rows, whose []int, courseOf func(*model.Placement) *model.Placement) {
	first := map[*model.Placement]model.Date{}
	for _, w := range rows.weeks {
		course := courseOf(rows.Placements[w.place])
		if m, ok := first[course]; w.paid.V > 0 && (!ok || w.monday < m) {
			first[course] = w.monday
		}
	}
	for _, w := range rows.weeks {
		i, p := whose[w.place], rows.Placements[w.place]
		if i < 0 || w.monday > b.today || w.paid.Known || slices.Contains(subsidised, p.Kind) {
			continue
		}
		if m, ok := first[courseOf(p)]; ok && m < w.monday {
			b.citizens[i].blank = append(b.citizens[i].blank, blankRow{w.monday, weekDay(w.monday, p)})
		}
	}
}

// weekDay is the day that a week's hours at a placement belong to: Thursday, or the placement's own day nearest to it.
func weekDay(monday model.Date, p *model.Placement) model.Date {
	day := monday + 3
	if p.StartOn > day && p.StartOn <= monday+6 {
		day = p.StartOn
	}
	if last := p.Last(); last != 0 && last < day && last >= monday {
		day = last
	}
	return day
}

func (b *Base) takeContacts(rows *Rows, at map[string]int, owners map[string]int) {
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
			b.contacts = append(b.contacts, contactRow{c.On, owners[c.Consultant], i})
		}
	}
	for i := range b.citizens {
		slices.Sort(b.citizens[i].contacts)
	}
	slices.SortStableFunc(b.contacts, func(x, y contactRow) int { return cmp.Compare(x.day, y.day) })
}

// paidFrom is the place of the first week with paid hours whose day is on or after a day.
func (z *citizenRow) paidFrom(on model.Date) int {
	// Days follow weeks but for placements that begin or end inside one, so the search begins a week early.
	i, _ := slices.BinarySearchFunc(z.paid, on-6, func(p paidRow, d model.Date) int { return cmp.Compare(p.monday, d) })
	for i < len(z.paid) && z.paid[i].day < on {
		i++
	}
	return i
}

// programmeIndex finds editions without going through all of them for each of thousands of enrolments.
type programmeIndex struct {
	list  []*programme.Programme
	known map[[2]string]*programme.Programme
}

func (x programmeIndex) of(e *model.Enrolment) *programme.Programme {
	key := [2]string{e.Programme, e.Edition}
	p, ok := x.known[key]
	if !ok {
		p, _ = programme.ForEnrolment(x.list, e)
		x.known[key] = p
	}
	return p
}
