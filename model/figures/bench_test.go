package figures

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"jobspor/model"
	"jobspor/model/programme"
)

// figureTown makes a register of so many citizens, each with four placements and about a hundred rows of hours, in six
// teams of ten consultants and two programmes, one of them a controlled trial.
func figureTown(citizens int) *Rows {
	r := rand.New(rand.NewPCG(20261126, 1))
	today := model.NewDate(2026, 11, 26)
	rows := &Rows{}
	for i := range 60 {
		c := &model.Consultant{Team: fmt.Sprint("Hold ", i/10)}
		c.ID = fmt.Sprint("k", i)
		rows.Consultants = append(rows.Consultants, c)
	}
	for _, key := range []string{"et", "to"} {
		p := &programme.Programme{Key: key, Edition: "2026-1", CountsAfterEnd: true}
		for n := range 6 {
			p.Elements = append(p.Elements, programme.Element{
				Named: programme.Named{Key: fmt.Sprint("e", n)}, Due: model.Some(30 * n),
			})
		}
		rows.Programmes = append(rows.Programmes, p)
	}
	var weeks []*model.Week
	for i := range citizens {
		z := &model.Citizen{
			StartedOn: today.Add(-r.IntN(900)), Responsible: fmt.Sprint("k", r.IntN(60)), Status: "active",
		}
		z.ID = fmt.Sprint("z", i)
		rows.Citizens = append(rows.Citizens, z)
		e := &model.Enrolment{
			CitizenID: z.ID, Programme: []string{"et", "to"}[i%2], Edition: "2026-1", StartOn: z.StartedOn,
			Consultant: z.Responsible,
		}
		if i%2 == 1 {
			e.Group = model.EnrolmentGroups[r.IntN(2)]
		}
		if r.IntN(5) == 0 {
			e.EndedOn, e.Outcome = z.StartedOn.Add(r.IntN(800)), "job"
		}
		e.ID = fmt.Sprint("e", i)
		rows.Enrolments = append(rows.Enrolments, e)
		rows.Ticks = append(rows.Ticks, &model.Tick{EnrolmentID: e.ID, Element: "e1", On: z.StartedOn.Add(20)},
			&model.Tick{EnrolmentID: e.ID, Element: "e3", On: z.StartedOn.Add(100)})
		if r.IntN(10) == 0 {
			rows.Exemptions = append(rows.Exemptions, &model.Exemption{
				EnrolmentID: e.ID, From: z.StartedOn.Add(100), Until: z.StartedOn.Add(200),
			})
		}
		for range 4 {
			c := &model.Contact{
				CitizenID: z.ID, CompanyID: fmt.Sprint("v", r.IntN(2000)), Consultant: z.Responsible,
				On: z.StartedOn.Add(r.IntN(300)), How: model.ContactWays[r.IntN(5)],
			}
			rows.Contacts = append(rows.Contacts, c)
		}
		for n := range 4 {
			p := &model.Placement{
				CitizenID: z.ID, CompanyID: fmt.Sprint("v", r.IntN(2000)), Kind: model.PlacementKinds[r.IntN(5)],
				State: "ended", StartOn: z.StartedOn.Add(r.IntN(200)),
			}
			p.EndOn = p.StartOn.Add(175)
			p.EndedOn, p.Outcome, p.EndedBy = p.EndOn, model.Outcomes[r.IntN(len(model.Outcomes))],
				model.EndedBy[r.IntN(4)]
			p.CitizenSetup, p.CompanySetup = model.Satisfaction[4], model.Satisfaction[r.IntN(5)]
			p.ID = fmt.Sprint("f", i, "-", n)
			rows.Placements = append(rows.Placements, p)
			for w := range 25 {
				weeks = append(weeks, &model.Week{
					PlacementID: p.ID, Monday: p.StartOn.Monday().Add(7 * w), Trial: model.Some(model.Hours(40)),
					Paid: model.Some(model.Hours(4 * r.IntN(5))), Agreed: model.Some(3), Met: model.Some(2 + r.IntN(2)),
				})
			}
		}
	}
	for _, w := range weeks {
		rows.AddWeek(w)
	}
	return rows
}

// BenchmarkFigures computes all figures of 5,000 citizens, 20,000 placements and 500,000 rows of hours: putting the
// rows in order once, and then every figure of a selection, of two years.
func BenchmarkFigures(b *testing.B) {
	rows := figureTown(5000)
	today := model.NewDate(2026, 11, 26)
	period := Selection{From: model.NewDate(2024, 12, 1), To: today}
	b.Run("order", func(b *testing.B) {
		for b.Loop() {
			NewBase(rows, today)
		}
	})
	base := NewBase(rows, today)
	trial, team := period, period
	trial.Programme, team.Team = "to", "Hold 3"
	for name, sel := range map[string]Selection{"everybody": period, "controlled trial": trial, "team": team} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			work := processTime()
			for b.Loop() {
				start := time.Now()
				if _, err := base.Compute(sel); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			b.ReportMetric(float64((processTime()-work).Microseconds())/1000/float64(len(took)), "cpu-ms")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(len(rows.Citizens)), "citizens")
			b.ReportMetric(float64(len(rows.Placements)), "placements")
			b.ReportMetric(float64(rows.Weeks()), "hours-rows")
		})
	}
}
