package figures

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// memberRow is a citizen as counted in a scope: everybody, or those of a programme.
type memberRow struct {
	*citizenRow
	at     int // in Base.citizens
	owner  int // consultant plus one, 0 is nobody
	group  int // place in EnrolmentGroups plus one, 0 is none
	start  model.Date
	spans  []dateSpan // days in the denominators, in order, without gap between two of them
	open   []dateSpan // days followed: spans without those that only stay in the denominators
	exempt []dateSpan // merged, in order

	redrawn bool // the group was changed after it had been given
}

// forever is later than any day that counts.
const forever = model.Date(1 << 30)

// scope lists who is counted, as things are at the end of a period.
func (b *Base) scope(programme string, to model.Date) []memberRow {
	out := make([]memberRow, 0, len(b.citizens))
	for i := range b.citizens {
		m := memberRow{citizenRow: &b.citizens[i], at: i}
		ok := false
		if programme == "" {
			ok = b.followed(&m)
		} else {
			ok = b.enrolled(&m, programme, to)
		}
		if ok && m.start <= to {
			out = append(out, m)
		}
	}
	return out
}

// followed counts a citizen without regard to programmes, from the first day until the case is closed.
func (b *Base) followed(m *memberRow) bool {
	m.owner, m.start = m.citizenRow.owner, m.row.StartedOn
	if m.start == 0 { // nobody said when; the first that is known of them is the enrolment
		if len(m.enrolments) == 0 {
			return false
		}
		m.start = m.enrolments[0].row.StartOn
	}
	last := forever
	if m.row.Status == "closed" && m.row.ClosedOn != 0 {
		last = m.row.ClosedOn
	}
	m.spans = []dateSpan{{m.start, last}}
	m.open = m.spans
	for i := range m.enrolments {
		m.exempt = append(m.exempt, m.enrolments[i].exempt...)
	}
	m.exempt = merged(m.exempt)
	return last >= m.start
}

// enrolled counts a citizen in a programme; of several enrolments the days are put together, and the latest says the
// consultant and the group.
func (b *Base) enrolled(m *memberRow, programme string, to model.Date) bool {
	for i := range m.enrolments {
		e := &m.enrolments[i]
		if e.row.Programme != programme {
			continue
		}
		if m.start == 0 {
			m.start = e.row.StartOn
		}
		if e.row.StartOn <= to {
			m.owner, m.group = e.owner, slices.Index(model.EnrolmentGroups, e.row.Group)+1
			m.redrawn = len(e.row.Redrawn) > 0
		}
		last := e.row.EndedOn
		if last == 0 {
			last = forever
			if m.row.Status == "closed" && m.row.ClosedOn != 0 {
				last = m.row.ClosedOn
			}
		}
		m.open = append(m.open, dateSpan{e.row.StartOn, last})
		if e.row.EndedOn != 0 && e.stays() {
			last = forever
		}
		m.spans = append(m.spans, dateSpan{e.row.StartOn, last})
		m.exempt = append(m.exempt, e.exempt...)
	}
	m.spans, m.open, m.exempt = merged(m.spans), merged(m.open), merged(m.exempt)
	return len(m.spans) > 0
}

// stays reports whether an enrolment that ended keeps the citizen in the denominators. Going on to another programme
// leaves them, but not those of a controlled trial: everybody stays in the group that was drawn (intention to treat).
func (e *enrolmentRow) stays() bool {
	if e.of == nil || !e.of.CountsAfterEnd || e.next && !e.of.Trial {
		return false
	}
	o := e.of.Outcome(e.row.Outcome)
	return o == nil || !o.Leaves
}

// merged puts spans in order and joins those that touch; empty ones go.
func merged(list []dateSpan) []dateSpan {
	list = slices.DeleteFunc(list, dateSpan.empty)
	if len(list) < 2 {
		return list
	}
	slices.SortFunc(list, func(x, y dateSpan) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
	})
	out := list[:1]
	for _, s := range list[1:] {
		if last := &out[len(out)-1]; s.from <= last.to+1 {
			last.to = max(last.to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func covered(spans []dateSpan, d model.Date) bool {
	return slices.ContainsFunc(spans, func(s dateSpan) bool { return s.has(d) })
}

// spanDays counts the days of spans from a to b.
func spanDays(spans []dateSpan, a, b model.Date) int {
	n := 0
	for _, s := range spans {
		if c := s.cut(a, b); !c.empty() {
			n += int(c.to-c.from) + 1
		}
	}
	return n
}

// counts says whether a member is in the denominators of the days from a to b; left is true when only an exemption
// keeps the member out.
func (m *memberRow) counts(a, b model.Date) (in, left bool) {
	for _, s := range m.spans {
		c := s.cut(a, b)
		if c.empty() {
			continue
		}
		if spanDays(m.exempt, c.from, c.to) < int(c.to-c.from)+1 {
			return true, false
		}
		left = true
	}
	return false, left
}

// during reports whether a placement of some kinds went on on a day that the member was in the scope; none is any kind.
func (m *memberRow) during(a, b model.Date, kinds ...string) bool {
	for i := range m.placed {
		p := &m.placed[i]
		if p.from > b {
			return false
		}
		if len(kinds) > 0 && !slices.Contains(kinds, p.row.Kind) {
			continue
		}
		if c := p.cut(a, b); !c.empty() && spanDays(m.spans, c.from, c.to) > 0 {
			return true
		}
	}
	return false
}

// weeksPaid gives the weeks with paid hours from a to b on days in the scope, those of several placements added up.
func (m *memberRow) weeksPaid(a, b model.Date) (first, latest weekSum, n int) {
	for i := m.paidFrom(a); i < len(m.paid); i++ {
		p := &m.paid[i]
		if p.monday > b {
			break
		}
		if p.day > b || !covered(m.spans, p.day) {
			continue
		}
		if n == 0 || p.monday != latest.monday {
			n++
			latest = weekSum{monday: p.monday, day: p.day}
		}
		latest.hours += p.hours
		if n == 1 {
			first = latest
		}
	}
	return first, latest, n
}

// weekSum is a citizen's paid hours in a week; day is the first that they belong to.
type weekSum struct {
	monday, day model.Date
	hours       model.Hours
}
