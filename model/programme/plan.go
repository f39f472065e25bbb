package programme

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// happened are the kinds of lines that record what was done; their day is neither before the enrolment nor after today.
var happened = []string{"met", "attended", "session"}

// AddPlanLine puts a line on the citizen's plan, at its end. Whoever decides is named; in an effort that is voluntary
// it is the citizen unless somebody else is said. Staff days are counted by the week, once for each.
func AddPlanLine(actor string, p *Programme, e *model.Enrolment, lines []*model.PlanLine, l *model.PlanLine,
	today model.Date) (model.ChangeSet, error) {
	if err := checkLine(p, e, l, today); err != nil {
		return model.ChangeSet{}, err
	}
	n := *l
	n.EnrolmentID, n.Words = e.ID, strings.TrimSpace(n.Words)
	if n.Who == "" && (p.Voluntary || n.Kind == "goal" || n.Kind == "choice") {
		n.Who = "citizen"
	}
	last := 0
	for _, o := range lines {
		last = max(last, o.Position.V)
		if n.Kind == "attended" && o.Kind == n.Kind && o.On.Monday() == n.On.Monday() {
			after := *o
			after.Days, after.Words = n.Days, n.Words
			cs := model.ChangeSet{Actor: actor, Action: "planline.edit"}
			if !schema.Equal(o, &after) {
				cs.Changes = []model.Change{model.Edit(o, &after)}
			}
			return cs, nil
		}
	}
	if n.Kind == "attended" {
		n.On = n.On.Monday()
	}
	n.Position = model.Some(last + 1)
	return model.ChangeSet{Actor: actor, Action: "planline.add", Changes: []model.Change{model.Add(&n)}}, nil
}

// EditPlanLine changes a line under the same rules.
func EditPlanLine(actor string, p *Programme, e *model.Enrolment, before, after *model.PlanLine,
	today model.Date) (model.ChangeSet, error) {
	if err := checkLine(p, e, after, today); err != nil {
		return model.ChangeSet{}, err
	}
	changes := []model.Change{model.Edit(before, after)}
	return model.ChangeSet{Actor: actor, Action: "planline.edit", Changes: changes}, nil
}

func checkLine(p *Programme, e *model.Enrolment, l *model.PlanLine, today model.Date) error {
	if l.Track != "" && p.Contact(l.Track) == nil &&
		!slices.ContainsFunc(p.Tracks, func(t Named) bool { return t.Key == l.Track }) {
		return model.NewError(model.Invalid, "err.plan.track",
			model.Args{"value": model.Clip(l.Track), "known": p.keys("track")}).WithField("track")
	}
	if slices.Contains(happened, l.Kind) {
		on := l.On
		if l.Kind == "attended" && on.Monday() <= e.StartOn && e.StartOn <= on.Monday().Add(6) {
			on = max(on, e.StartOn)
		}
		if err := dayOf(e, on, today, "on"); err != nil {
			return err
		}
	}
	if l.On != 0 && l.On < e.StartOn && l.Kind != "attended" {
		return model.NewError(model.Invalid, "err.enrol.before", model.Args{"day": e.StartOn.Time()}).WithField("on")
	}
	if l.DoneOn != 0 {
		if err := dayOf(e, l.DoneOn, today, "done_on"); err != nil {
			return err
		}
	}
	return schema.CheckPlanLine(l)
}

// CompleteStep notes that a step was taken, or with 0 that it was not after all.
func CompleteStep(actor string, e *model.Enrolment, l *model.PlanLine, on, today model.Date) (model.ChangeSet, error) {
	if on != 0 {
		if err := dayOf(e, on, today, "done_on"); err != nil {
			return model.ChangeSet{}, err
		}
	}
	after := *l
	after.DoneOn = on
	return model.ChangeSet{Actor: actor, Action: "planline.done", Changes: []model.Change{model.Edit(l, &after)}}, nil
}

// SortLines puts the lines of a plan in order: by track as the programme has them, then by their place.
func SortLines(p *Programme, lines []*model.PlanLine) {
	at := func(l *model.PlanLine) int {
		return slices.IndexFunc(p.Tracks, func(t Named) bool { return t.Key == l.Track })
	}
	slices.SortStableFunc(lines, func(a, b *model.PlanLine) int {
		return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.Position.V, b.Position.V), cmp.Compare(a.ID, b.ID))
	})
}

// drawBlock is how many draws in a row hold as many of each group.
const drawBlock = 4

// Draw draws the group of the n-th citizen (from 1) with a seed. It is made so that anybody can do it again: of each
// four draws in a row two are the treatment group, and which two is told by SHA-256 of "seed/block/place": the two
// places with the smallest first eight bytes. So neither the one who enrols nor the order of names has a say.
func Draw(seed string, n int) string {
	n--
	block, place := n/drawBlock, n%drawBlock
	var smaller int
	mine := drawNumber(seed, block, place)
	for other := range drawBlock {
		if v := drawNumber(seed, block, other); v < mine || v == mine && other < place {
			smaller++
		}
	}
	if smaller < drawBlock/2 {
		return "treatment"
	}
	return "control"
}

func drawNumber(seed string, block, place int) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d/%d", seed, block, place))
	return binary.BigEndian.Uint64(sum[:8])
}

// DrawGroup draws an enrolment's group. all are the programme's enrolments: the next number of the seed follows from
// them. A group that is there is only drawn again with a reason, which stays on the record beside what it was.
func DrawGroup(actor string, p *Programme, e *model.Enrolment, all []*model.Enrolment, seed, reason string,
	today model.Date) (model.ChangeSet, error) {
	seed = strings.Join(strings.Fields(seed), "-")
	switch {
	case !p.Trial:
		return refuse(model.Invalid, "err.enrol.notrial", "group", nil)
	case seed == "" || len(seed) > 40:
		return refuse(model.Invalid, "err.draw.seed", "drawn", nil)
	}
	last := 0
	for _, o := range all {
		if o.Programme == p.Key {
			last = max(last, lastDraw(o, seed))
		}
	}
	return changeGroup(actor, "enrolment.draw", e, Draw(seed, last+1), fmt.Sprintf("seed %s no %d", seed, last+1),
		reason, today)
}

// lastDraw is the last number of a seed that an enrolment's group was drawn with, also one that was changed later.
func lastDraw(e *model.Enrolment, seed string) (last int) {
	for _, drawn := range append(slices.Clone(e.Redrawn), e.Drawn) {
		if at := strings.Index(drawn, "seed "); at >= 0 {
			var s string
			var n int
			if _, err := fmt.Sscanf(drawn[at:], "seed %s no %d", &s, &n); err == nil && s == seed {
				last = max(last, n)
			}
		}
	}
	return last
}

// EnterGroup notes a group that was decided elsewhere, such as by the agency that evaluates. One that is there is only
// replaced with a reason, as in DrawGroup.
func EnterGroup(actor string, p *Programme, e *model.Enrolment, group, reason string,
	today model.Date) (model.ChangeSet, error) {
	switch {
	case !p.Trial:
		return refuse(model.Invalid, "err.enrol.notrial", "group", nil)
	case !slices.Contains(model.EnrolmentGroups, group):
		return refuse(model.Invalid, "err.choice", "group",
			model.Args{"value": model.Clip(group), "options": strings.Join(model.EnrolmentGroups, ", ")})
	case e.Group == group:
		return model.ChangeSet{Actor: actor, Action: "enrolment.group"}, nil // as it is, and as it came about
	}
	return changeGroup(actor, "enrolment.group", e, group, "entered", reason, today)
}

// changeGroup gives an enrolment a group; what it had before is kept with the day and the reason.
func changeGroup(actor, action string, e *model.Enrolment, group, drawn, reason string,
	today model.Date) (model.ChangeSet, error) {
	if reason = strings.Join(strings.Fields(reason), " "); e.Group != "" && reason == "" {
		return refuse(model.Conflict, "err.draw.reason", "group", model.Args{"drawn": cmp.Or(e.Drawn, e.Group)})
	}
	return editEnrolment(actor, action, e, func(a *model.Enrolment) {
		if a.Group != "" {
			day := today.String()
			a.Redrawn = append(a.Redrawn, strings.TrimSpace(day+" "+a.Group+" "+a.Drawn))
			a.RedrawWhy = append(a.RedrawWhy, day+" "+reason)
		}
		a.Group, a.Drawn = group, drawn
	}), nil
}
