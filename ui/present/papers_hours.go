package present

import (
	"math"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/service"
)

// The hours of a course on paper: in one line, as a chart where there are pages, and week by week.

// unreported stands for a week whose paid hours nobody has written.
const unreported = "–"

// past are the weeks of a course that have begun.
func (c courseInput) past(parts []agreement.Part) (out []agreement.LadderWeek) {
	for _, w := range agreement.CourseWeeks(parts, c.v.Today) {
		if w.Monday <= c.v.Today {
			out = append(out, w)
		}
	}
	return out
}

// paidByWeek are the paid hours of each week in one line: "uge 44-47: 2 · 2 · – · 4"; "" when none is known.
func (c courseInput) paidByWeek(parts []agreement.Part) string {
	weeks := c.past(parts)
	var said []string
	known := false
	for _, w := range weeks {
		text := unreported
		if w.Week != nil && w.Week.Paid.Known {
			text, known = c.OptHours(w.Week.Paid), true
		}
		said = append(said, text)
	}
	if !known {
		return ""
	}
	return c.T("paper.course.weeks", "from", c.WeekOf(weeks[0].Monday, c.v.Today), "to",
		c.WeekOf(weeks[len(weeks)-1].Monday, c.v.Today), "hours", strings.Join(said, " · "))
}

// hoursCharts draws the paid hours of each course that runs, week by week; a week that nobody has written is a gap.
func (c courseInput) hoursCharts() (out []model.Chart) {
	for _, p := range c.running() {
		chart := model.Chart{Lines: true, Series: []string{c.T("hours.chart.actual")},
			Title: service.JoinNonEmpty(" · ", p.Ref, c.T("hours.chart.paid"))}
		known := 0
		for _, w := range c.past(c.v.Parts(p)) {
			row := model.ChartRow{Label: weekNumber(w.Monday), Values: []float64{math.NaN()}}
			if w.Week != nil && w.Week.Paid.Known {
				row.Values[0], row.Text = float64(w.Week.Paid.V)/4, c.OptHours(w.Week.Paid)
				known++
			}
			chart.Rows = append(chart.Rows, row)
		}
		if known > 1 {
			out = append(out, chart)
		}
	}
	return out
}

func weekNumber(monday model.Date) string {
	_, n := monday.Week()
	return strconv.Itoa(n)
}

// CaseFileDocument is the whole of a citizen's papers in one: the hand-over first, then for each placement that is
// agreed or runs its hours week by week and its agreement. Notes of the weeks and of the agreement are left out.
func (w Words) CaseFileDocument(v *service.EnrolmentView, placements []*service.PlacementView) model.Document {
	doc := w.CourseDocument(v, CaseFile)
	for _, p := range placements {
		head := p.Placement.Ref + " · " + p.Company.ShownName()
		doc.Sections = append(doc.Sections, model.Section{Title: w.T("paper.file.hours", "what", head),
			Table: w.weekTable(p, v.Today)})
		a := agreement.CountingOn(p.Agreements, v.Today)
		if a == nil {
			if a = agreement.Latest(p.Agreements); a == nil {
				doc.Sections = append(doc.Sections, model.Section{Title: w.T("paper.file.agreement", "what", head),
					Text: []string{w.T("paper.course.noagreement")}})
				continue
			}
		}
		for i, s := range w.AgreementPaper(p, a, ForCompany).Sections {
			if i == 0 {
				s.Title = w.T("paper.file.agreement", "what", head) + " · " + s.Title
			}
			if s.Table != nil && s.Table.Signed {
				continue // nobody signs the file
			}
			doc.Sections = append(doc.Sections, s)
		}
	}
	return doc
}

// weekTable are the weeks of a course that have begun: planned, worked, days, and who the hours are from.
func (w Words) weekTable(p *service.PlacementView, today model.Date) *model.TableDoc {
	t := &model.TableDoc{}
	for _, key := range []string{"week", "trial", "plan_trial", "paid", "plan_paid", "agreed", "met", "excused",
		"no_show", "source"} {
		t.Columns = append(t.Columns, model.Column{Key: key, Title: w.T("hours.doc." + key), Right: key != "source"})
	}
	for _, week := range agreement.CourseWeeks(p.Parts, today) {
		if week.Monday > today {
			break
		}
		cells := w.hoursCells(service.HoursRow{Placement: p.Placement, Monday: week.Monday, Plan: week.Plan,
			Planned: week.Agreed}, week.Week)
		var row []model.Cell
		for i, key := range HoursColumns {
			switch key {
			case "ref", "citizen", "company", "year", "note":
			case "week":
				row = append(row, model.Cell{Text: w.WeekOf(week.Monday, today)})
			default:
				row = append(row, cells[i])
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
