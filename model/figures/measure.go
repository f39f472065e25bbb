package figures

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/programme"
)

// memberCount is what one member adds to a figure: den above zero puts the member into the group.
type memberCount struct {
	den, num int
	left     bool // would be in the group but for an exemption or a missing answer
	value    float64
}

// measureFunc looks at one member over the days from a to b; b is never after today.
type measureFunc func(s *computation, m *memberRow, a, b model.Date) memberCount

// shareOf is one person of the group, who counts or not.
func shareOf(yes bool) memberCount {
	if yes {
		return memberCount{den: 1, num: 1}
	}
	return memberCount{den: 1}
}

// inGroup asks a question of every member that counts in the span.
func inGroup(yes func(m *memberRow, a, b model.Date) bool) measureFunc {
	return func(_ *computation, m *memberRow, a, b model.Date) memberCount {
		in, left := m.counts(a, b)
		if !in {
			return memberCount{left: left}
		}
		return shareOf(yes(m, a, b))
	}
}

// touchedByPay: any ordinary paid hours on a day of the span.
func touchedByPay(m *memberRow, a, b model.Date) bool {
	for i := m.paidFrom(a); i < len(m.paid) && m.paid[i].monday <= b; i++ {
		if d := m.paid[i].day; d <= b && covered(m.spans, d) {
			return true
		}
	}
	return false
}

// traineeWeeks is the length of the traineeship in the target of Flere skal med, in days.
const traineeDays = 13 * 7

// traineeLong: thirteen weeks of traineeship together since enrolment; days at two workplaces at a time count once.
func traineeLong(m *memberRow, _, b model.Date) bool {
	var spans []dateSpan
	for i := range m.placed {
		if p := &m.placed[i]; p.row.Kind == "traineeship" && p.from <= b {
			for _, s := range m.spans {
				spans = append(spans, p.cut(s.from, min(s.to, b)))
			}
		}
	}
	return spanDays(merged(spans), m.start, b) >= traineeDays
}

// latestPaid is the hours of the latest week with any, among those who had some.
func latestPaid(_ *computation, m *memberRow, a, b model.Date) memberCount {
	in, left := m.counts(a, b)
	_, latest, n := m.weeksPaid(a, b)
	switch {
	case n == 0:
		return memberCount{}
	case !in:
		return memberCount{left: left}
	}
	return memberCount{den: 1, num: 1, value: float64(latest.hours) / 4}
}

// paidPerWeek is a member's ordinary paid hours divided by the weeks that the member took part in: those whose Thursday
// is in the scope and in no exemption. A week with no row in the ledger has no hours; one whose row leaves paid hours
// blank, and that no other row gives hours for, is not known and not divided by. Whoever has no week left is left out.
func paidPerWeek(_ *computation, m *memberRow, a, b model.Date) memberCount {
	if in, left := m.counts(a, b); !in {
		return memberCount{left: left}
	}
	counts := func(day model.Date) bool {
		return day >= a && day <= b && covered(m.spans, day) && !covered(m.exempt, day)
	}
	paid := map[model.Date]bool{}
	hours := 0.0
	for _, p := range m.paid {
		if counts(p.day) {
			paid[p.monday] = true
			hours += float64(p.hours) / 4
		}
	}
	weeks := 0
	for _, w := range weeksWithin(a, b) {
		monday := w.from.Monday()
		if counts(monday+3) && (paid[monday] || !m.blankIn(monday, monday)) {
			weeks++
		}
	}
	switch {
	case weeks > 0:
		c := shareOf(hours > 0)
		c.value = hours / float64(weeks)
		return c
	case len(m.blank) > 0:
		return memberCount{left: true}
	}
	return memberCount{}
}

// paidGrowth is how many hours a week the latest week has more than the first since enrolment.
func paidGrowth(_ *computation, m *memberRow, a, b model.Date) memberCount {
	in, left := m.counts(a, b)
	_, _, now := m.weeksPaid(a, b)
	first, latest, n := m.weeksPaid(m.start, b)
	switch {
	case now == 0 || n < 2:
		return memberCount{}
	case !in:
		return memberCount{left: left}
	}
	return memberCount{den: 1, num: 1, value: float64(latest.hours-first.hours) / 4}
}

// since measures weeks from enrolment to the first of something, of those enrolled in the period. Who has not come so
// far is in the group without a value.
func since(first func(m *memberRow, b model.Date) (model.Date, bool)) measureFunc {
	return func(_ *computation, m *memberRow, a, b model.Date) memberCount {
		if m.start < a || m.start > b {
			return memberCount{}
		}
		on, ok := first(m, b)
		if !ok {
			return memberCount{den: 1}
		}
		return memberCount{den: 1, num: 1, value: float64(max(on-m.start, 0)) / 7}
	}
}

func firstContact(m *memberRow, b model.Date) (model.Date, bool) {
	i, _ := slices.BinarySearch(m.contacts, m.start)
	if i < len(m.contacts) && m.contacts[i] <= b {
		return m.contacts[i], true
	}
	return 0, false
}

func firstTrial(m *memberRow, b model.Date) (model.Date, bool) {
	for i := range m.placed {
		if p := &m.placed[i]; p.row.Kind == "trial" && p.from >= m.start && p.from <= b {
			return p.from, true
		}
	}
	return 0, false
}

// firstPaid is the first day of the first week with paid hours, the placement's or the enrolment's own where that comes
// later.
func firstPaid(m *memberRow, b model.Date) (model.Date, bool) {
	for i := m.paidFrom(m.start); i < len(m.paid); i++ {
		p := &m.paid[i]
		if p.day > b {
			return 0, false
		}
		if covered(m.spans, p.day) {
			return max(p.monday, m.start, min(p.row.StartOn, p.day)), true
		}
	}
	return 0, false
}

// keptPay asks, when the week that lies so many weeks after the first paid hour falls in the period and is over,
// whether there were paid hours in that week or the one before it, so that one week off does not decide. Where neither
// has any and one of them was left blank, the answer is missing.
func keptPay(weeks int) measureFunc {
	return func(s *computation, m *memberRow, a, b model.Date) memberCount {
		first, _, n := m.weeksPaid(m.start, b)
		if n == 0 {
			return memberCount{}
		}
		monday := first.monday.Add(7 * weeks)
		if thursday := monday + 3; thursday < a || thursday > b || monday+6 > s.b.today {
			return memberCount{}
		}
		if in, left := m.counts(monday+3, monday+3); !in {
			return memberCount{left: left}
		}
		paid := m.paidIn(monday-7, monday+6)
		if !paid && m.blankIn(monday-7, monday+6) {
			return memberCount{left: true}
		}
		return shareOf(paid)
	}
}

// blankIn reports whether a week that begins between two days leaves its paid hours blank.
func (m *memberRow) blankIn(a, b model.Date) bool {
	return slices.ContainsFunc(m.blank, func(p blankRow) bool { return p.monday >= a && p.monday <= b })
}

// paidIn reports whether there were paid hours in the weeks that begin between two days.
func (m *memberRow) paidIn(a, b model.Date) bool {
	return slices.ContainsFunc(m.paid, func(p paidRow) bool { return p.monday >= a && p.monday <= b })
}

// pleased counts courses begun in the period: of those that all the askers have said of, how many all of them were very
// satisfied with the set-up of. Of a course of several parts the earliest answer of each asker counts.
func pleased(askers ...func(*model.Placement) string) measureFunc {
	best := model.Satisfaction[len(model.Satisfaction)-1]
	return func(_ *computation, m *memberRow, a, b model.Date) (c memberCount) {
		for p := range m.begun(a, b) {
			said, top := 0, 0
			for _, asker := range askers {
				if answer := p.course.answer(asker); answer != "" {
					said++
					if answer == best {
						top++
					}
				}
			}
			switch {
			case said < len(askers):
				c.left = true
			case top == len(askers):
				c.num++
				fallthrough
			default:
				c.den++
			}
		}
		return c
	}
}

// The three who are asked about the set-up of a placement.
func jobCentreSetup(p *model.Placement) string { return p.JobCentreSetup }
func companySetup(p *model.Placement) string   { return p.CompanySetup }
func citizenSetup(p *model.Placement) string   { return p.CitizenSetup }

// begun goes through the courses that began in the period, on a day in the scope: each by its first part.
func (m *memberRow) begun(a, b model.Date) func(func(*placementRow) bool) {
	return func(yield func(*placementRow) bool) {
		for i := range m.placed {
			p := &m.placed[i]
			if p.course.begins && p.from >= a && p.from <= b && covered(m.spans, p.from) && !yield(p) {
				return
			}
		}
	}
}

// attendance counts days agreed, and those of them that something is true of.
func attendance(part func(attendanceRow) int) measureFunc {
	return func(_ *computation, m *memberRow, a, b model.Date) (c memberCount) {
		i, _ := slices.BinarySearchFunc(m.attended, a, func(w attendanceRow, d model.Date) int {
			return cmp.Compare(w.day, d)
		})
		for ; i < len(m.attended) && m.attended[i].day <= b; i++ {
			if w := m.attended[i]; covered(m.spans, w.day) {
				c.den += w.agreed
				c.num += part(w)
			}
		}
		return c
	}
}

// sessionsMet counts the group sessions that a member was expected at, and those of them that the member came to.
func sessionsMet(s *computation, m *memberRow, a, b model.Date) (c memberCount) {
	for i := range m.enrolments {
		e := &m.enrolments[i]
		if s.sel.Programme != "" && s.sel.Programme != e.row.Programme {
			continue
		}
		for _, k := range e.sessions {
			if k.day >= a && k.day <= b && covered(m.spans, k.day) {
				c.den++
				if k.met {
					c.num++
				}
			}
		}
	}
	return c
}

// ledToPay counts courses begun in the period as trials or traineeships, and those in or after which the workplace paid
// hours.
func ledToPay(_ *computation, m *memberRow, a, b model.Date) (c memberCount) {
	for p := range m.begun(a, b) {
		if slices.Contains(unpaidKinds, p.row.Kind) {
			c.den++
			if m.paidAt(p.row.CompanyID, p.from, b) {
				c.num++
			}
		}
	}
	return c
}

// unpaidKinds are the placements without pay of their own.
var unpaidKinds = []string{"trial", "traineeship"}

// paidAt reports whether a workplace paid hours in a week that reaches a day or comes after it.
func (m *memberRow) paidAt(company string, from, b model.Date) bool {
	return slices.ContainsFunc(m.paid, func(p paidRow) bool {
		return p.row.CompanyID == company && p.monday+6 >= from && p.day <= b
	})
}

// onTime counts the elements whose last day fell in the period, and those done by then.
func onTime(s *computation, m *memberRow, a, b model.Date) (c memberCount) {
	m.elements(s, func(e *enrolmentRow, el *programme.Element) {
		due := e.row.StartOn.Add(el.Due.V)
		if !el.Due.Known || due < a || due > b || e.row.EndedOn != 0 && e.row.EndedOn < due {
			return
		}
		in, left := m.counts(due, due)
		if !in {
			c.left = c.left || left
			return
		}
		c.den++
		if on, ok := e.ticked[el.Key]; ok && on <= due {
			c.num++
		}
	})
	return c
}

// elementsDone counts the elements of the enrolments that went on in the period, and those done by its end.
func elementsDone(s *computation, m *memberRow, a, b model.Date) (c memberCount) {
	in, left := m.counts(a, b)
	if !in {
		return memberCount{left: left}
	}
	m.elements(s, func(e *enrolmentRow, el *programme.Element) {
		if e.row.StartOn > b || e.row.EndedOn != 0 && e.row.EndedOn < a {
			return
		}
		c.den++
		if on, ok := e.ticked[el.Key]; ok && on <= b {
			c.num++
		}
	})
	return c
}

// elements goes through what is to be done in the selected programme, or in all of the member's.
func (m *memberRow) elements(s *computation, visit func(*enrolmentRow, *programme.Element)) {
	for i := range m.enrolments {
		e := &m.enrolments[i]
		if e.of == nil || s.sel.Programme != "" && s.sel.Programme != e.row.Programme {
			continue
		}
		for k := range e.of.Elements {
			if el := &e.of.Elements[k]; len(el.Groups) == 0 || slices.Contains(el.Groups, e.row.Triage) {
				visit(e, el)
			}
		}
	}
}

// afterTrial says how far a member came whose first trial began in the period; the count of the last step that was
// reached is its place in trialSteps plus one.
func afterTrial(s *computation, m *memberRow, a, b model.Date) (steps int) {
	first := model.Date(0)
	for p := range m.begun(a, b) {
		if p.row.Kind == "trial" {
			first = p.from
			break
		}
	}
	if first == 0 {
		return 0
	}
	i := slices.IndexFunc(m.paid, func(p paidRow) bool { return p.monday+6 >= first && p.day <= b })
	if i >= 0 {
		monday := m.paid[i].monday.Add(13 * 7)
		if monday+6 <= b && m.paidIn(monday-7, monday+6) {
			return 4
		}
		return 3
	}
	for p := range m.begun(first, b) {
		if p.row.Kind != "trial" {
			return 2
		}
	}
	return 1
}

// trialSteps from the trial visit to lasting paid hours.
var trialSteps = []string{"trial", "further", "paid", "kept"}
