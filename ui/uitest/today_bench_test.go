package uitest

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/service"
)

// municipality makes the rows of a whole municipality over five years: 5,000 citizens and 20,000 placements at 4,000
// workplaces with 30 consultants, of which some 2,400 placements are open, each with an agreement, its weeks and
// contacts. It is an office that does its work: nine in ten citizens and partners were spoken with lately, of fifty
// weeks one is not logged, paid hours follow the ladder for nine in ten, most follow-ups and promises lie ahead.
// Everything is in plain figures of i, so that it is the same each time.
func municipality(today model.Date) []model.ChangeSet {
	const citizens, placements, companies, consultants = 5_000, 20_000, 4_000, 30
	one := func(typ string, i int) string { return fmt.Sprintf("%s%0*d", typ, 12-len(typ), i) }
	var people, work, courses, hours, talks model.ChangeSet
	for i := range consultants {
		c := &model.Consultant{Name: fmt.Sprintf("Konsulent %d", i), Initials: fmt.Sprintf("K%d", i)}
		c.ID = one("kk", i)
		people.Changes = append(people.Changes, model.Add(c))
	}
	for i := range companies {
		c := &model.Company{
			Name: fmt.Sprintf("Virksomhed %d", i), Status: "active", Responsible: one("kk", i%consultants),
			FTE: model.Some(model.FTE(400 + i)),
		}
		c.ID = one("vv", i)
		if i%4 == 0 {
			c.Relation, c.PartnerOn = []string{"cooperation", "partner"}[i/4%2], today.Add(-400)
		}
		work.Changes = append(work.Changes, model.Add(c))
		if i%10 != 0 {
			talks.Changes = append(talks.Changes,
				model.Add(&model.Contact{
					CompanyID: c.ID, Consultant: c.Responsible, On: today.Add(-1 - i%55), How: "call",
					Outcome: "reached",
				}))
		}
	}
	for i := range citizens {
		c := &model.Citizen{
			FirstName: fmt.Sprintf("Fornavn%d", i), LastName: "Efternavn", Status: "active",
			StartedOn: today.Add(-30 - i%900), Responsible: one("kk", i%consultants),
		}
		c.ID = one("bb", i)
		g := &model.Goal{CitizenID: c.ID, Words: "noget med køkken", Status: "wish", SetOn: c.StartedOn}
		people.Changes = append(people.Changes, model.Add(c), model.Add(g))
		if i%10 != 0 {
			talks.Changes = append(talks.Changes,
				model.Add(&model.Contact{
					CompanyID: one("vv", i%companies), CitizenID: c.ID, Consultant: c.Responsible,
					On: today.Add(-1 - i%27), How: "meeting", Outcome: "reached",
				}))
		}
	}
	for i := range placements {
		p := &model.Placement{
			CitizenID: one("bb", i%citizens), CompanyID: one("vv", i*7%companies),
			Consultant: one("kk", i%citizens%consultants),
			Kind:       []string{"traineeship", "trial", "traineeship", "subsidy"}[i%4], State: "ended",
			Outcome: []string{"none", "paid_hours", "placement", "job"}[i/7%4]}
		p.ID = one("ff", i)
		p.StartOn = today.Add(-1800 + i/12) // the last ones began lately or begin soon
		p.EndOn = p.StartOn.Add(91)
		p.RepAskedOn, p.RepConfirmedOn, p.ColleaguesOn, p.StatementOn = p.StartOn, p.StartOn, p.StartOn, p.StartOn
		if i%20 == 0 {
			p.RepConfirmedOn = 0
		}
		switch {
		case p.EndOn < today.Add(-10) && i%400 != 0:
			p.EndedOn, p.EndedBy = p.EndOn, "together"
		case p.StartOn <= today:
			p.State, p.Outcome = "running", ""
		default:
			p.State, p.Outcome = "agreed", ""
		}
		if i >= placements-2000 { // the newest begin in these months, whatever their number
			p.StartOn = today.Add(-110 + i%120)
			p.EndOn, p.EndedOn, p.EndedBy, p.Outcome, p.State = p.StartOn.Add(120), 0, "", "", "running"
			if p.StartOn > today {
				p.State = "agreed"
			}
		}
		courses.Changes = append(courses.Changes, model.Add(p))
		a := &model.Agreement{
			PlacementID: p.ID, Number: model.Some(1), ValidFrom: p.StartOn, FollowWeeks: model.Some(4),
			CitizenOn: p.StartOn, CompanyOn: p.StartOn,
		}
		a.ID = one("aa", i)
		var ladder []model.Step
		for s := range 4 {
			ladder = append(ladder, model.Step{
				From: p.StartOn.Add(28 * s), Trial: model.Hours(48 - 8*s), Paid: model.Hours(8 * s),
			})
		}
		a.SetLadder(ladder)
		courses.Changes = append(courses.Changes, model.Add(a))
		last := min(p.Last(), today.Add(-7))
		for n, m := 0, p.StartOn.Monday(); m <= last; n, m = n+1, m.Add(7) {
			if (i+n)%50 == 0 {
				continue // not logged
			}
			paid := model.Hours(8 * min(n/4, 3))
			if i%10 == 3 {
				paid = 0 // it does not go as agreed
			}
			w := &model.Week{PlacementID: p.ID, Monday: m, Trial: model.Some(model.Hours(40)), Paid: model.Some(paid)}
			w.ID = model.WeekID(p.ID, m)
			hours.Changes = append(hours.Changes, model.Add(w))
		}
		for n := range 4 {
			on := min(p.StartOn.Add(7+28*n), today)
			c := &model.Contact{
				CompanyID: p.CompanyID, CitizenID: p.CitizenID, Consultant: p.Consultant, On: on, How: "call",
				Outcome: "reached",
			}
			if p.State == "running" && n == 3 && i%5 == 0 {
				c.NextOn, c.NextWhat = today.Add(i/5%60-5), "svar om faste dage"
				if c.NextOn < c.On {
					c.NextOn = c.On
				}
			}
			if p.State != "agreed" {
				talks.Changes = append(talks.Changes, model.Add(c))
			}
		}
		if p.State == "running" && i%3 == 0 {
			talks.Changes = append(talks.Changes,
				model.Add(&model.FollowUp{
					PlacementID: p.ID, On: today.Add(i/3%60 - 3), How: "visit", What: "hvordan går det",
				}))
		}
	}
	return []model.ChangeSet{people, work, courses, hours, talks}
}

// municipalityFile writes the rows into a sealed database.
func municipalityFile(b *testing.B) (path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "municipality.db")
	o := store.Options{
		Create: true, Passphrase: []byte("en lang sætning"), Params: crypt.Cheap, Now: bootstrap.Clock(Today),
	}
	s, err := store.Open(context.Background(), path, o)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for _, cs := range municipality(Today) {
		cs.Action = "import"
		if _, err := s.Apply(context.Background(), cs); err != nil {
			b.Fatal(err)
		}
	}
	return path
}

// timed notes what some work took: by the clock, and of the processor.
type timed struct {
	name      string
	wall, cpu []time.Duration
}

func (m *timed) run(b *testing.B, work func() error) {
	b.Helper()
	begin, cpu := time.Now(), processTime()
	if err := work(); err != nil {
		b.Fatal(err)
	}
	m.wall, m.cpu = append(m.wall, time.Since(begin)), append(m.cpu, processTime()-cpu)
}

func (m *timed) report(b *testing.B) {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(median(m.wall)), "ms-"+m.name+"-p50")
	b.ReportMetric(ms(p95(m.wall)), "ms-"+m.name+"-p95")
	b.ReportMetric(ms(median(m.cpu)), "cpu-ms-"+m.name+"-p50")
	b.ReportMetric(ms(p95(m.cpu)), "cpu-ms-"+m.name+"-p95")
}

// BenchmarkToday measures Today over 5,000 citizens and 20,000 placements in a sealed database: the first time, with
// everything read from the file; again after a change was written, as a person sees it; and the rules alone. Aim: 50
// ms.
func BenchmarkToday(b *testing.B) {
	path := municipalityFile(b)
	ctx := context.Background()
	first, again, rules := &timed{name: "first"}, &timed{name: "again"}, &timed{name: "rules"}
	things := 0
	for b.Loop() {
		s, err := bootstrap.Open(ctx, path,
			store.Options{Passphrase: []byte("en lang sætning"), Params: crypt.Cheap, Now: bootstrap.Clock(Today)},
			"K1", "")
		if err != nil {
			b.Fatal(err)
		}
		var v *service.TodayView
		due := func() (err error) { v, err = s.Service.DueToday(ctx); return err }
		first.run(b, due)
		things = len(v.Due)
		company, err := s.Store.Get(ctx, "company", v.Due[0].CompanyID)
		if err != nil {
			b.Fatal(err)
		}
		for i := range 20 {
			after := schema.Clone(company).(*model.Company)
			after.Note = fmt.Sprint("note ", i)
			r, err := s.Store.Apply(ctx, model.ChangeSet{
				Action: "company.edit", Changes: []model.Change{model.Edit(company, after)},
			})
			if err != nil {
				b.Fatal(err)
			}
			company = r.Changes[0].After
			again.run(b, due)
		}
		in, err := s.Service.TodayInput(ctx)
		if err != nil {
			b.Fatal(err)
		}
		watch := agenda.NewState(in)
		for range 20 {
			rules.run(b, func() error { watch.Due(); return nil })
		}
		s.Close()
	}
	b.ReportMetric(float64(things), "due")
	for _, m := range []*timed{first, again, rules} {
		m.report(b)
	}
}
