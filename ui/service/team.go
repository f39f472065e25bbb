package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// ProgrammeView is a programme with the open courses in it, and how far the team is with what it presupposes.
type ProgrammeView struct {
	P             *programme.Programme
	Enrolments    []*model.Enrolment // open, those that began first before the others
	Citizens      map[string]*model.Citizen
	Ticks         map[string][]*model.Tick     // by enrolment
	Lines         map[string][]*model.PlanLine // of sessions, by enrolment
	Editions      []*programme.Programme
	Prerequisites []*model.Prerequisite
	Today         model.Date
}

// FirstProgramme is the key of the first programme of a kind that somebody runs in, "" when there is none.
func (d *Session) FirstProgramme(ctx context.Context, kind func(*programme.Programme) bool) (string, error) {
	list, err := d.Programmes(ctx)
	if err != nil {
		return "", err
	}
	for _, p := range list {
		if !kind(p) {
			continue
		}
		n, err := d.Running(ctx, p.Key)
		if err != nil || n > 0 {
			return p.Key, err
		}
	}
	return "", nil
}

// Running counts the open enrolments in a programme.
func (d *Session) Running(ctx context.Context, key string) (int, error) {
	q := schema.Where("programme", key)
	q.Where = append(q.Where, schema.Cond{Field: "ended_on", Op: schema.IsNotSet})
	return d.Store.Count(ctx, "enrolment", q)
}

// ProgrammeView reads a programme by its key.
func (d *Session) ProgrammeView(ctx context.Context, key string) (*ProgrammeView, error) {
	v := &ProgrammeView{Citizens: map[string]*model.Citizen{}, Ticks: map[string][]*model.Tick{},
		Lines: map[string][]*model.PlanLine{}, Today: d.Today()}
	var err error
	if v.Editions, err = d.Editions(ctx); err != nil {
		return nil, err
	}
	if v.P, err = ProgrammeNamed(v.Editions, key); err != nil {
		return nil, err
	}
	q := schema.Where("programme", v.P.Key)
	q.Where = append(q.Where, schema.Cond{Field: "ended_on", Op: schema.IsNotSet})
	rows, err := All[model.Enrolment](ctx, d.Store, "enrolment", q)
	if err != nil {
		return nil, err
	}
	v.Enrolments = programme.Courses(rows)
	if v.Prerequisites, err = All[model.Prerequisite](ctx, d.Store, "prerequisite",
		schema.Where("programme", v.P.Key)); err != nil {
		return nil, err
	}
	return v, v.rows(ctx, d)
}

func (v *ProgrammeView) rows(ctx context.Context, d *Session) error {
	var citizens, ids []string
	for _, e := range v.Enrolments {
		citizens, ids = append(citizens, e.CitizenID), append(ids, e.ID)
	}
	slices.Sort(citizens)
	err := d.inParts(ctx, "citizen", "id", slices.Compact(citizens), schema.Query{}, func(e model.Entity) {
		v.Citizens[e.Meta().ID] = e.(*model.Citizen)
	})
	if err != nil {
		return err
	}
	err = d.inParts(ctx, "tick", "enrolment", ids, schema.Query{}, func(e model.Entity) {
		t := e.(*model.Tick)
		v.Ticks[t.EnrolmentID] = append(v.Ticks[t.EnrolmentID], t)
	})
	if err != nil {
		return err
	}
	return d.inParts(ctx, "planline", "enrolment", ids, schema.Where("kind", "session"), func(e model.Entity) {
		l := e.(*model.PlanLine)
		v.Lines[l.EnrolmentID] = append(v.Lines[l.EnrolmentID], l)
	})
}

// Of returns the definition that one of the enrolments follows, the newest one where its edition is gone.
func (v *ProgrammeView) Of(e *model.Enrolment) *programme.Programme {
	if p, _ := programme.ForEnrolment(v.Editions, e); p != nil {
		return p
	}
	return v.P
}

// Who names the citizen of an enrolment by initials and number.
func (v *ProgrammeView) Who(e *model.Enrolment) string {
	if c := v.Citizens[e.CitizenID]; c != nil {
		return NameIn(c)
	}
	return e.Ref
}

// Done counts the elements of an enrolment's checklist and those of them that are ticked; next is the first that is
// not, nil when all are.
func (v *ProgrammeView) Done(e *model.Enrolment) (done, all int, next *programme.Element) {
	list := v.Of(e).ElementsFor(e)
	for i := range list {
		ticked := slices.ContainsFunc(v.Ticks[e.ID], func(t *model.Tick) bool { return t.Element == list[i].Key })
		switch {
		case ticked:
			done++
		case next == nil:
			next = &list[i]
		}
	}
	return done, len(list), next
}

// TriageMany triages enrolments of any programmes in one change set; see programme.TriageMany.
func (d *Session) TriageMany(ctx context.Context, picks []programme.TriagePick) (model.ChangeSet, error) {
	editions, err := d.Editions(ctx)
	if err != nil {
		return model.ChangeSet{}, err
	}
	by, keys := map[*programme.Programme][]programme.TriagePick{}, []*programme.Programme{}
	for _, t := range picks {
		p, _ := programme.ForEnrolment(editions, t.Enrolment)
		if p == nil {
			return model.ChangeSet{}, model.NewError(model.Invalid, "err.triage.none", nil)
		}
		if by[p] == nil {
			keys = append(keys, p)
		}
		by[p] = append(by[p], t)
	}
	out := model.ChangeSet{Actor: d.Actor(), Action: "enrolment.triage.many"}
	for _, p := range keys {
		cs, err := programme.TriageMany(d.Actor(), p, by[p], d.Today())
		if err != nil {
			return model.ChangeSet{}, err
		}
		out.Changes = append(out.Changes, cs.Changes...)
	}
	out.Args = model.Args{"n": len(out.Changes)}
	return out, nil
}

// CommitteePage reads the sentences of a month, programme and team; without any it is a new row.
func (d *Session) CommitteePage(ctx context.Context, month model.Date, key,
	team string) (*model.CommitteePage, error) {
	y, m, _ := month.Time().Date()
	month = model.NewDate(y, m, 1)
	id := model.CommitteePageID(month, key, team)
	page, err := One[model.CommitteePage](ctx, d.Store, "committee", id)
	if model.CodeOf(err) == model.NotFound {
		return &model.CommitteePage{Head: model.Head{ID: id}, Month: month, Programme: key, Team: team}, nil
	}
	return page, err
}

// CommitteePages reads all pages that somebody has written sentences for.
func (d *Session) CommitteePages(ctx context.Context) ([]*model.CommitteePage, error) {
	return All[model.CommitteePage](ctx, d.Store, "committee", schema.Query{})
}
