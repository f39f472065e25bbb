package demo

import (
	"fmt"
	"strings"
	"time"

	"jobspor/model"
)

// placementRow is a row of the placements' tables. The dates of a trial visit are days from today; those of other kinds
// are weeks from this week, Monday to Friday.
type placementRow struct {
	citizen, site string
	kind, state   string
	job           string // a task of the bank by its name, other words, or "" for the first task of the bank
	goal          int    // which of the citizen's goals, from 1; 0 is none
	lead          int    // days from the first idea to the start, or to today when it has no dates yet
	from, to      int
	noDays        bool
	ended         int // days since it ended early, 0 when it ended on its last day
	by, why       string
	outcome       string
	// The kind of the earlier placement that it continues, as in PlacementName; "" for none.
	after        string
	how, because string

	liked         model.Tri
	learned, next string
	rep           repState
	satisfaction  [4]string // of citizen and company: with the start, then with the whole placement
	contract      bool
	closed        bool // retention is followed by others
	// The hours worked in each week: "12+2 3/3", followed by a for an excused day and u for a no-show.
	weeks      string
	agreements []agreementRow
	followUps  []followUp
	note       string
}

// repState says how far the hearing of the employee representative has come.
type repState int

const (
	repUnknown repState = iota
	repNamed
	repAsked
	repConsulted
)

// followUp is a follow-up: its day from today, the day it was held (0 when it was not), how, and about what.
type followUp struct {
	on, held  int
	how, what string
}

// PlacementName returns the name by which ID finds a placement: citizen, workplace and kind. A placement that continues
// one of the same kind has " 2" after it.
func PlacementName(citizen, site, kind string) string { return citizen + " " + site + " " + kind }

// placements adds placements in all states with their agreements, weeks and follow-ups. Anja's is the first: F-0001.
func (w *builder) placements() {
	running := runningPlacements()
	w.addPlacement(&running[0])
	for _, c := range append(append(pastPlacements(), running[1:]...), openPlacements()...) {
		w.addPlacement(&c)
	}
}

func (c *placementRow) name() string {
	name := PlacementName(c.citizen, c.site, c.kind)
	if c.after == c.kind {
		name += " 2"
	}
	return name
}

func (w *builder) addPlacement(c *placementRow) {
	z, site := w.citizens[c.citizen], w.companies[c.site]
	p := &model.Placement{
		CitizenID: z.ID, CompanyID: site.ID, Consultant: z.Responsible, Kind: c.kind, State: c.state,
		TargetGroup: z.TargetGroup, Note: c.note,
		EndedBy: c.by, EndReason: c.why, Outcome: c.outcome, Liked: c.liked, Learned: c.learned, Next: c.next,
		RetentionClosed: c.closed,
		CitizenSetup:    c.satisfaction[0], CompanySetup: c.satisfaction[1], CitizenEnd: c.satisfaction[2],
		CompanyEnd: c.satisfaction[3],
	}
	if c.goal > 0 {
		p.GoalID = ID("goal", fmt.Sprintf("%s %d", c.citizen, c.goal))
	}
	if c.after != "" {
		p.ContinuesID, p.ContinuesHow, p.ExtensionReason = ID("placement", PlacementName(c.citizen, c.site, c.after)),
			c.how, c.because
	}
	w.task(p, c)
	w.dates(p, c)
	w.representative(p, c)
	w.add(p, c.name())
	for i := range c.agreements {
		w.addAgreement(p, c, i)
	}
	w.hours(p, c)
	for i, f := range c.followUps {
		e := &model.FollowUp{PlacementID: p.ID, On: w.day(f.on), How: f.how, What: f.what}
		if f.held != 0 {
			e.DoneOn = w.day(f.held)
		}
		w.add(e, fmt.Sprintf("%s %d", c.name(), i+1))
	}
}

// task sets the task of the task bank that the row names.
func (w *builder) task(p *model.Placement, c *placementRow) {
	bank := w.banks[c.site]
	for i, t := range bank {
		if c.job == "" && i == 0 || t.Name == c.job {
			p.TaskID, p.TaskWords = t.ID, t.Name
			return
		}
	}
	p.TaskWords = c.job
}

func (w *builder) week(n int) model.Date { return w.today.Monday().Add(7 * n) }

// dates sets the dates of the states that a placement has had.
func (w *builder) dates(p *model.Placement, c *placementRow) {
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

func (w *builder) representative(p *model.Placement, c *placementRow) {
	if c.rep >= repNamed {
		p.RepID = w.representatives[c.site]
	}
	if c.rep >= repAsked {
		p.RepAskedOn = p.MadeOn
	}
	if c.rep >= repConsulted {
		p.RepConfirmedOn, p.ColleaguesOn, p.StatementOn = p.AgreedOn, p.AgreedOn, p.AgreedOn
	}
}

// hours adds the worked weeks.
func (w *builder) hours(p *model.Placement, c *placementRow) {
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

// quarters parses hours in a table: whole hours, or halves and quarters with a decimal point.
func quarters(s string) model.Opt[model.Hours] {
	if s == "" {
		return model.Opt[model.Hours]{}
	}
	h, err := model.ParseHours(s)
	if err != nil {
		panic("demo: hours " + s) // an error in the tables, all of which a test reads
	}
	return model.Some(h)
}
