package demo

import (
	"fmt"
	"strings"
	"time"

	"jobspor/model"
)

// course is a row of the placements' tables. A trial visit counts in days from today; everything else in weeks from
// this one, from a Monday to a Friday.
type course struct {
	citizen, site string
	kind, state   string
	job           string // a task of the bank by its name, other words, or "" for the first task of the bank
	goal          int    // which of the citizen's goals, from 1; 0 is none
	lead          int    // so many days before it starts somebody thought of it; before today when it has no days yet
	from, to      int
	noDays        bool
	ended         int // so many days ago it ended, 0 when it ended on its last day
	by, why       string
	outcome       string
	// the kind of the earlier course of these two that it continues, as CourseName has it; "" for none.
	after        string
	how, because string

	liked         model.Tri
	learned, next string
	rep           repState
	mood          [4]string // satisfaction: citizen's and company's with the set-up, then with the whole
	contract      bool
	closed        bool // retention is followed by others
	// what was worked from the first week on: "12+2 3/3", with a for an excused day and u for a no-show.
	weeks  string
	deals  []deal
	follow []followed
	note   string
}

// repState is how far the employee representative is.
type repState int

const (
	repUnknown repState = iota
	repNamed
	repAsked
	repHeard
)

// followed is a follow-up: its day from today, the day it was held (0 when it was not), how, and about what.
type followed struct {
	on, held  int
	how, what string
}

// CourseName is under which name ID finds a placement: who, where and which kind. What continues a placement of the
// same kind has a 2 behind it.
func CourseName(citizen, site, kind string) string { return citizen + " " + site + " " + kind }

// placements adds courses in all states with what belongs to them. Anja's stands first: it is F-0001.
func (w *world) placements() {
	running := runningCourses()
	w.course(&running[0])
	for _, c := range append(append(pastCourses(), running[1:]...), openCourses()...) {
		w.course(&c)
	}
}

func (c *course) name() string {
	name := CourseName(c.citizen, c.site, c.kind)
	if c.after == c.kind {
		name += " 2"
	}
	return name
}

func (w *world) course(c *course) {
	z, site := w.citizens[c.citizen], w.companies[c.site]
	p := &model.Placement{
		CitizenID: z.ID, CompanyID: site.ID, Consultant: z.Responsible, Kind: c.kind, State: c.state,
		TargetGroup: z.TargetGroup, Note: c.note,
		EndedBy: c.by, EndReason: c.why, Outcome: c.outcome, Liked: c.liked, Learned: c.learned, Next: c.next,
		RetentionClosed: c.closed,
		CitizenSetup:    c.mood[0], CompanySetup: c.mood[1], CitizenEnd: c.mood[2], CompanyEnd: c.mood[3],
	}
	if c.goal > 0 {
		p.GoalID = ID("goal", fmt.Sprintf("%s %d", c.citizen, c.goal))
	}
	if c.after != "" {
		p.ContinuesID, p.ContinuesHow, p.ExtensionReason = ID("placement", CourseName(c.citizen, c.site, c.after)),
			c.how, c.because
	}
	w.task(p, c)
	w.dates(p, c)
	w.representative(p, c)
	w.add(p, c.name())
	for i := range c.deals {
		w.deal(p, c, i)
	}
	w.hours(p, c)
	for i, f := range c.follow {
		e := &model.FollowUp{PlacementID: p.ID, On: w.day(f.on), How: f.how, What: f.what}
		if f.held != 0 {
			e.DoneOn = w.day(f.held)
		}
		w.add(e, fmt.Sprintf("%s %d", c.name(), i+1))
	}
}

// task finds the task of the bank that is meant.
func (w *world) task(p *model.Placement, c *course) {
	bank := w.banks[c.site]
	for i, t := range bank {
		if c.job == "" && i == 0 || t.Name == c.job {
			p.TaskID, p.TaskWords = t.ID, t.Name
			return
		}
	}
	p.TaskWords = c.job
}

func (w *world) week(n int) model.Date { return w.today.Monday().Add(7 * n) }

// dates fills in the days of the states that a placement has gone through.
func (w *world) dates(p *model.Placement, c *course) {
	begin := w.today
	if !c.noDays {
		if c.kind == "trial" {
			p.StartOn, p.EndOn = w.day(c.from), w.day(c.to)
		} else {
			p.StartOn, p.EndOn = w.week(c.from), w.week(c.to).Add(4)
		}
		begin = p.StartOn
	}
	if p.Kind == "ordinary" || p.Kind == "flex" {
		p.EndOn = 0 // without an end
	}
	p.MadeOn = min(workday(begin.Add(-c.lead)), w.day(-1))
	if c.state == "suggested" {
		return
	}
	p.ContactedOn = p.MadeOn
	if c.state == "contacted" {
		return
	}
	p.AgreedOn = max(p.MadeOn, min(workday(begin.Add(-c.lead/2)), w.today))
	if p.Kind == "traineeship" || p.Kind == "subsidy" {
		p.AppliedOn = p.AgreedOn
	}
	if !p.Open() {
		if p.EndedOn = p.EndOn; c.ended > 0 {
			p.EndedOn = w.day(-c.ended)
		}
	}
	if c.contract {
		p.ContractOn = p.StartOn
	}
}

// workday is the day itself or the Friday before it.
func workday(d model.Date) model.Date {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.Add(-1)
	}
	return d
}

func (w *world) representative(p *model.Placement, c *course) {
	if c.rep >= repNamed {
		p.RepID = w.reps[c.site]
	}
	if c.rep >= repAsked {
		p.RepAskedOn = p.MadeOn
	}
	if c.rep >= repHeard {
		p.RepConfirmedOn, p.ColleaguesOn, p.StatementOn = p.AgreedOn, p.AgreedOn, p.AgreedOn
	}
}

// hours adds the weeks that were worked.
func (w *world) hours(p *model.Placement, c *course) {
	if c.weeks == "" {
		return
	}
	for i, text := range strings.Split(c.weeks, ", ") {
		worked, days, _ := strings.Cut(text, " ")
		trial, paid, _ := strings.Cut(worked, "+")
		e := &model.Week{PlacementID: p.ID, Monday: p.StartOn.Monday().Add(7 * i), Trial: quarters(trial),
			Paid: quarters(paid)}
		met, rest, _ := strings.Cut(days, "/")
		e.Met, e.Agreed = count(int(met[0]-'0')), count(int(rest[0]-'0'))
		e.Excused, e.NoShow = count(strings.Count(rest, "a")), count(strings.Count(rest, "u"))
		e.ID = model.WeekID(p.ID, e.Monday)
		w.changes = append(w.changes, model.Add(e))
	}
}

// quarters reads the hours of a table: whole ones, or halves and quarters with a point.
func quarters(s string) model.Opt[model.Hours] {
	if s == "" {
		return model.Opt[model.Hours]{}
	}
	h, err := model.ParseHours(s)
	if err != nil {
		panic("demo: hours " + s) // a row of the tables is written wrong; a test reads them all
	}
	return model.Some(h)
}
