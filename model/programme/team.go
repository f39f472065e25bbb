package programme

import (
	"cmp"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file holds what is decided about several enrolments at a time, and about the team that carries a programme out.

// TriagePick is one enrolment of a triage of many (vend bunken).
type TriagePick struct {
	Enrolment *model.Enrolment
	TriageEntry
}

// TriageMany triages several enrolments of a programme in one change set, under the rules of Triage. All that is wrong
// is told, each with its number; nothing is changed then. Two entries for one enrolment are refused.
func TriageMany(actor string, p *Programme, picks []TriagePick, today model.Date) (model.ChangeSet, error) {
	cs := model.ChangeSet{Actor: actor, Action: "enrolment.triage.many"}
	var wrong []model.Error
	seen := map[string]bool{}
	for _, t := range picks {
		one, err := Triage(actor, p, t.Enrolment, t.TriageEntry, today)
		if err == nil && seen[t.Enrolment.ID] {
			err = model.NewError(model.Invalid, "err.triage.twice", nil)
		}
		seen[t.Enrolment.ID] = true
		if err != nil {
			wrong = append(wrong, *model.NewError(model.CodeOf(err), "err.triage.of", model.Args{
				"ref": t.Enrolment.Ref, "why": err}))
			continue
		}
		cs.Changes = append(cs.Changes, one.Changes...)
	}
	if len(wrong) > 0 {
		first := wrong[0]
		first.More = wrong[1:]
		return model.ChangeSet{}, &first
	}
	cs.Args = model.Args{"n": len(cs.Changes)}
	return cs, nil
}

// Untriaged lists the open enrolments that have no triage group yet, those that began first before the others. Somebody
// in a control group is not triaged.
func Untriaged(p *Programme, list []*model.Enrolment) []*model.Enrolment {
	if len(p.Triage) == 0 {
		return nil
	}
	return slices.DeleteFunc(Courses(list), func(e *model.Enrolment) bool {
		return e.Triage != "" || e.Group == "control"
	})
}

// Courses lists the open enrolments, those that began first before the others.
func Courses(list []*model.Enrolment) []*model.Enrolment {
	out := slices.DeleteFunc(slices.Clone(list), func(e *model.Enrolment) bool { return !e.Open() })
	slices.SortStableFunc(out, func(a, b *model.Enrolment) int {
		return cmp.Or(cmp.Compare(a.StartOn, b.StartOn), strings.Compare(a.Ref, b.Ref))
	})
	return out
}

// HasSessions reports whether a programme meets in groups.
func (p *Programme) HasSessions() bool { return slices.Contains(p.PlanKinds, "session") }

// Attendance is one enrolment at a group session.
type Attendance struct {
	Enrolment *model.Enrolment
	Lines     []*model.PlanLine // of the enrolment
	Presence  string            // one of model.Presences; "" leaves the enrolment as it is
}

// Session (gruppemøde) writes who came to a session of a programme as one change set: a line on the plan of each, with
// the words of the session. Somebody whose attendance on that day is there already has it changed. Nobody marked at all
// is refused.
func Session(actor string, p *Programme, on model.Date, words string, who []Attendance,
	today model.Date) (model.ChangeSet, error) {
	if !p.HasSessions() {
		return refuse(model.Invalid, "err.session.none", "", nil)
	}
	cs := model.ChangeSet{Actor: actor, Action: "session.add"}
	marked := 0
	for _, a := range who {
		if a.Presence == "" {
			continue
		}
		marked++
		line := &model.PlanLine{Kind: "session", On: on, Presence: a.Presence, Words: strings.TrimSpace(words)}
		one, err := sessionLine(actor, p, a, line, today)
		if err != nil {
			return model.ChangeSet{}, err
		}
		cs.Changes = append(cs.Changes, one.Changes...)
	}
	if marked == 0 {
		return refuse(model.Invalid, "err.session.nobody", "", nil)
	}
	cs.Args = model.Args{"n": marked, "day": on.String()}
	return cs, nil
}

func sessionLine(actor string, p *Programme, a Attendance, line *model.PlanLine,
	today model.Date) (model.ChangeSet, error) {
	before := SessionOn(a.Lines, line.On)
	if before == nil {
		return AddPlanLine(actor, p, a.Enrolment, a.Lines, line, today)
	}
	after := *before
	if after.Presence = line.Presence; line.Words != "" {
		after.Words = line.Words
	}
	if schema.Equal(before, &after) {
		return model.ChangeSet{}, nil
	}
	return EditPlanLine(actor, p, a.Enrolment, before, &after, today)
}

// SessionOn finds the attendance of a day among the lines of an enrolment, nil when there is none.
func SessionOn(lines []*model.PlanLine, on model.Date) *model.PlanLine {
	for _, l := range lines {
		if l.Kind == "session" && l.On == on {
			return l
		}
	}
	return nil
}

// Prerequisite returns the state of one of the programme's prerequisites among rows of any programme; it is never nil.
func (p *Programme) Prerequisite(rows []*model.Prerequisite, item string) *model.Prerequisite {
	for _, r := range rows {
		if r.Programme == p.Key && r.Item == item {
			return r
		}
	}
	return &model.Prerequisite{Head: model.Head{ID: model.PrerequisiteID(p.Key, item)}, Programme: p.Key, Item: item}
}

// SetPrerequisite writes how far the team is with a prerequisite: before is what Prerequisite gave.
func SetPrerequisite(actor string, p *Programme, before, after *model.Prerequisite,
	today model.Date) (model.ChangeSet, error) {
	if !slices.ContainsFunc(p.Prerequisites, func(n Named) bool { return n.Key == before.Item }) {
		return refuse(model.Invalid, "err.prerequisite.item", "item",
			model.Args{"value": model.Clip(before.Item), "known": p.keys("prerequisite")})
	}
	switch {
	case after.State == "":
		return refuse(model.Invalid, "err.required", "state", nil)
	case after.On > today:
		return refuse(model.Invalid, "err.day.future", "on", model.Args{"day": after.On.Time()})
	}
	n := *after
	n.Who, n.Note = strings.TrimSpace(n.Who), strings.TrimSpace(n.Note)
	cs := model.ChangeSet{Actor: actor, Action: "prerequisite.set"}
	switch {
	case before.Version == 0:
		cs.Changes = []model.Change{model.Add(&n)}
	case !schema.Equal(before, &n):
		cs.Changes = []model.Change{model.Edit(before, &n)}
	}
	return cs, nil
}

// SetCommitteePage writes the sentences of a page; one without any sentence is taken away.
func SetCommitteePage(actor string, before, after *model.CommitteePage) model.ChangeSet {
	n := *after
	n.Happened, n.Why, n.Next = strings.TrimSpace(n.Happened), strings.TrimSpace(n.Why), strings.TrimSpace(n.Next)
	cs := model.ChangeSet{Actor: actor, Action: "committee.set", Args: model.Args{"month": n.Month.String()[:7]}}
	empty := n.Sentences() == [3]string{}
	switch {
	case before.Version == 0 && empty, before.Version > 0 && schema.Equal(before, &n):
	case before.Version == 0:
		cs.Changes = []model.Change{model.Add(&n)}
	case empty:
		cs.Changes = []model.Change{model.Remove(before)}
	default:
		cs.Changes = []model.Change{model.Edit(before, &n)}
	}
	return cs
}
