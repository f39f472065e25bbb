package placement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file holds the trial loop (snusepraktik): visits are planned, several at once when there are several ideas; each
// is closed with what the citizen thought of it and what was learned, and that goes back to the job goal. Nothing here
// reads or writes.

// weekdayKeys are Days by time.Weekday.
var weekdayKeys = [...]string{time.Sunday: "sun", time.Monday: "mon", time.Tuesday: "tue", time.Wednesday: "wed",
	time.Thursday: "thu", time.Friday: "fri", time.Saturday: "sat"}

// VisitDay proposes the day of a visit: the first one after the day that suits both, by their lists of weekdays. Who
// has said nothing is free from Monday to Friday; when the two have no day in common, the citizen's days decide,
// because days are a thing to talk about with a workplace.
func VisitDay(after model.Date, citizen, workplace []string) model.Date {
	if len(citizen) == 0 {
		citizen = model.Days[:5]
	}
	if len(workplace) == 0 {
		workplace = model.Days
	}
	for _, days := range [][]string{workplace, model.Days} {
		for n := 1; n <= 7; n++ {
			d := after.Add(n)
			if key := weekdayKeys[d.Weekday()]; slices.Contains(citizen, key) && slices.Contains(days, key) {
				return d
			}
		}
	}
	return after.Add(1)
}

// agreedWithin is how many days a workplace's yes about a citizen is taken for the visit that is planned now.
const agreedWithin = 30

// DraftTrial fills in every default of a trial visit on the next day that suits after the given one. It is agreed when
// the workplace has said yes to this citizen within a month, else it is a suggestion that somebody has to call about.
// The best task, the days and the goal are those of the facts; contacts are those with the workplace about the citizen.
func DraftTrial(in DraftInput, contacts []*model.Contact, after model.Date) *model.Placement {
	in.Kind = "trial"
	if in.TaskID == "" {
		in.TaskID = triable(in.Tasks)
	}
	p := Draft(in)
	var own, theirs []string
	if in.Citizen != nil {
		own = in.Citizen.Days
	}
	if in.Company != nil {
		theirs = in.Company.Days
	}
	for _, t := range in.Tasks {
		if t.ID == p.TaskID && len(t.Days) > 0 {
			theirs = t.Days
		}
	}
	p.StartOn = VisitDay(after, own, theirs)
	p.EndOn = p.StartOn
	for _, c := range contacts {
		if c.Outcome == "yes" && c.CitizenID == p.CitizenID && c.CompanyID == p.CompanyID && c.On <= in.Today &&
			int(in.Today-c.On) <= agreedWithin {
			p.State, p.AgreedOn = "agreed", max(p.AgreedOn, c.On)
			p.MadeOn, p.ContactedOn = min(p.MadeOn, c.On), p.AgreedOn
		}
	}
	return p
}

// triable is the first task of a bank that can be tried, else the first open one.
func triable(bank []*model.Task) string {
	for _, ok := range []func(*model.Task) bool{
		func(t *model.Task) bool { return t.Trial == model.Yes },
		func(t *model.Task) bool { return t.Trial == model.Unknown },
	} {
		for _, t := range bank {
			if t.Status != "closed" && ok(t) {
				return t.ID
			}
		}
	}
	return ""
}

// TrialPlan is what planning looks at besides the visits.
type TrialPlan struct {
	Open  []*model.Placement // open placements of the citizens
	Goals []*model.Goal      // that the visits serve
}

// PlanTrials records visits, each on its own day and with what is to be tried, in one change set. Their goals become
// "trying". A citizen who has an open trial visit at a workplace does not get a second one: that visit is left out, and
// when nothing is left, the error names the existing one. No promise of a call is added: Today shows a visit that is
// not agreed anyway.
func PlanTrials(actor string, visits []*model.Placement, in TrialPlan) (model.ChangeSet, error) {
	cs := model.ChangeSet{Actor: actor, Action: "trial.plan"}
	var there *model.Placement
	trying := map[string]bool{}
	for _, p := range visits {
		if i := slices.IndexFunc(in.Open, func(o *model.Placement) bool {
			return o.Kind == "trial" && o.Open() && o.CitizenID == p.CitizenID && o.CompanyID == p.CompanyID
		}); i >= 0 {
			there = in.Open[i]
			continue
		}
		if err := checkTrial(p); err != nil {
			return model.ChangeSet{}, err
		}
		trying[p.GoalID] = true
		cs.Changes = append(cs.Changes, model.Add(p))
	}
	if len(cs.Changes) == 0 && there != nil {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.trial.there",
			model.Args{"ref": there.Ref}).WithField("company")
	}
	cs.Args = model.Args{"n": len(cs.Changes)}
	for _, g := range in.Goals {
		if trying[g.ID] && (g.Status == "" || g.Status == "wish" || g.Status == "tried") {
			after := *g
			after.Status = "trying"
			cs.Changes = append(cs.Changes, model.Edit(g, &after))
		}
	}
	return cs, nil
}

// checkTrial says what a visit lacks to be planned.
func checkTrial(p *model.Placement) error {
	switch {
	case p.StartOn == 0:
		return model.NewError(model.Invalid, "err.trial.day", nil).WithField("start_on")
	case p.TaskWords == "" && p.TaskID == "":
		return model.NewError(model.Invalid, "err.trial.task", nil).WithField("task_words")
	}
	return schema.Validate(p)
}

// TrialEnd is what is entered when a trial visit is closed.
type TrialEnd struct {
	Liked   model.Tri // did the citizen like it
	Learned string    // what was learned, in words
	Next    string    // one of NextSteps
	Where   string    // what everybody calls the workplace, for the goal's learning
}

// CloseTrial ends a trial visit with what came of it, and takes the learning to the job goal (nil when it serves none):
// words are added to what the goal has learned, with the day and the workplace before them, and the goal's state
// follows the next step. A visit that was closed before is corrected. The error says at its field what is missing.
func CloseTrial(actor string, p *model.Placement, goal *model.Goal, in TrialEnd, on model.Date) (model.ChangeSet,
	error) {
	switch {
	case p.Kind != "trial":
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.trial.kind", nil)
	case p.State == "cancelled":
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.trial.cancelled", nil)
	case in.Liked == model.Unknown:
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.trial.liked", nil).WithField("liked")
	case in.Next == "":
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.trial.next", nil).WithField("next")
	}
	cs, after, err := endTrial(actor, p, in, on)
	if err != nil {
		return model.ChangeSet{}, err
	}
	after.Liked, after.Learned, after.Next = in.Liked, in.Learned, in.Next
	cs.Actor, cs.Action = actor, "trial.close"
	if goal == nil {
		return cs, nil
	}
	g := *goal
	if words := strings.TrimSpace(in.Learned); words != "" && words != p.Learned {
		g.Learned = strings.TrimSpace(goal.Learned + "\n" + learnedLine(after, in.Where, words))
	}
	g.Status = GoalAfter(goal.Status, in.Next)
	if !schema.Equal(goal, &g) {
		cs.Changes = append(cs.Changes, model.Edit(goal, &g))
	}
	return cs, nil
}

// endTrial takes the visit to its end, or opens one that has ended for correcting. After is the row in the change set.
func endTrial(actor string, p *model.Placement, in TrialEnd, on model.Date) (model.ChangeSet, *model.Placement, error) {
	if p.State == "ended" {
		after := *p
		return model.ChangeSet{Changes: []model.Change{model.Edit(p, &after)}}, &after, nil
	}
	by, outcome := "together", "none"
	if in.Liked == model.No {
		by = "citizen"
	}
	if in.Next == "placement" {
		outcome = "placement"
	}
	end := on
	if p.EndOn != 0 && p.EndOn < on {
		end = p.EndOn // it was over when it was over, whenever somebody tells
	}
	why := cmp.Or(strings.TrimSpace(in.Learned), "-")
	cs, err := Move(actor, p, "ended", end, MoveInput{Today: on, EndedBy: by, EndReason: why, Outcome: outcome})
	if err != nil {
		return model.ChangeSet{}, nil, err
	}
	after := cs.Changes[0].After.(*model.Placement) // the step itself comes first
	after.EndReason = strings.TrimSpace(in.Learned)
	return cs, after, nil
}

// learnedLine is what a visit adds to its goal: "2/12 2026 Café Strandgården: words".
func learnedLine(p *model.Placement, where, words string) string {
	t := cmp.Or(p.EndedOn, p.StartOn).Time()
	head := strings.TrimSpace(fmt.Sprintf("%d/%d %d %s", t.Day(), int(t.Month()), t.Year(), where))
	return head + ": " + words
}

// GoalAfter is the state of a goal after a trial visit with this next step: another goal drops it, waiting leaves it
// tried, everything else goes on trying. A goal that was dropped stays so.
func GoalAfter(status, next string) string {
	switch {
	case status == "dropped":
		return status
	case next == "other_goal":
		return "dropped"
	case next == "wait":
		return "tried"
	}
	return "trying"
}
