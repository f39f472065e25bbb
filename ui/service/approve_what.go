package service

import (
	"context"
	"maps"
	"slices"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file says of each way to write or to let out whether it takes two.

// withRoles gives a change set with the approval that it uses, where it gives somebody another role or team.
func (g *guard) withRoles(ctx context.Context, s *sight, cs model.ChangeSet) (model.ChangeSet, error) {
	r := request{right: ChangeRoles, action: cs.Action, args: cs.Args}
	for c := range cs.All() {
		if !gives(c) {
			continue
		}
		id := c.After.Meta().ID
		r.about = append(r.about, id)
		for _, f := range schema.Differences(orNew(c), c.After) {
			r.sets = append(r.sets, id+" "+f.Key+"="+f.Text(c.After))
		}
	}
	if len(r.about) == 0 || len(s.admins()) == 0 { // the first administrator has nobody to ask
		return cs, nil
	}
	if cs.Stream != nil || len(r.sets) > mostSets {
		return cs, model.NewError(model.Forbidden, "err.approval.alone", nil)
	}
	var err error
	if r.digest, err = g.digestOf(r, cs.Changes); err != nil {
		return cs, err
	}
	use, err := g.agreed(ctx, r)
	cs.Changes = append(slices.Clone(cs.Changes), use)
	cs.Args = withApproval(cs.Args, use)
	return cs, err
}

// mostSets is how many fields a request about roles shows at most.
const mostSets = 100

// orNew is what a row was before, nothing for a new one.
func orNew(c model.Change) model.Entity {
	if c.Before != nil {
		return c.Before
	}
	return schema.TypeOf(c.After).New()
}

// gives reports whether a change gives a consultant another role or team, or lets one in again. A new consultant comes
// in only by a key, which is bound on the server.
func gives(c model.Change) bool {
	after, ok := c.After.(*model.Consultant)
	if !ok || after.Inactive {
		return false
	}
	before, ok := c.Before.(*model.Consultant)
	if !ok {
		return model.RoleOf(after) != model.ConsultantRoles[0]
	}
	return before.Inactive || model.RoleOf(before) != model.RoleOf(after) || before.Team != after.Team
}

// mayRevert refuses changes that would take back what two agreed on, or a request or an answer.
func mayRevert(changes []model.Change) error {
	if slices.ContainsFunc(changes, gives) {
		return model.NewError(model.Forbidden, "err.approval.undo", nil)
	}
	if slices.ContainsFunc(changes, func(c model.Change) bool { _, is := c.Row().(*model.Approval); return is }) {
		return model.NewError(model.Forbidden, "err.approval.stands", nil)
	}
	return nil
}

// CanUndo reports whether undo takes changes back: it never does what two agreed on, or an answer to what one asked.
func (d *Session) CanUndo(changes []model.Change) bool {
	var back []model.Change
	for _, c := range changes {
		back = append(back, model.Change{Before: c.After, After: c.Before})
	}
	return !d.Enforced() || mayRevert(back) == nil
}

// withErasure gives an erasure with the approval that it uses.
func (g *guard) withErasure(ctx context.Context, e model.Erasure) (model.Erasure, error) {
	r := request{right: EraseCitizens, action: e.Action, args: e.Args}
	for _, c := range e.Changes {
		if citizen, ok := c.Before.(*model.Citizen); ok {
			r.about = append(r.about, citizen.ID)
		}
	}
	history := slices.DeleteFunc(slices.Clone(e.History), func(h model.RowRef) bool { return h.Type == "approval" })
	var err error
	r.digest, err = g.digestOf(r, e.Changes, history, e.Traces, e.DraftsBefore.UTC(), e.LooksBefore.UTC())
	if err != nil {
		return e, err
	}
	use, err := g.agreed(ctx, r)
	if err != nil {
		return e, err
	}
	e.Changes = slices.Clone(e.Changes)
	at := slices.IndexFunc(e.Changes, func(c model.Change) bool { return c.Row().Meta().ID == use.Row().Meta().ID })
	if at < 0 {
		e.Changes = append(e.Changes, use)
	} else {
		after := *e.Changes[at].After.(*model.Approval)
		after.DoneOn = g.today()
		e.Changes[at].After = &after
	}
	e.Args = withApproval(e.Args, use)
	return e, nil
}

// forgetApprovals adds that requests about citizens say nothing of them any more; that there were any stays.
func forgetApprovals(
	ctx context.Context, st history, ids []string, changes []model.Change,
) ([]model.Change, error) {
	err := st.Each(ctx, "approval", schema.Query{}, func(e model.Entity) error {
		a := e.(*model.Approval)
		if slices.ContainsFunc(a.About, func(id string) bool { return slices.Contains(ids, id) }) {
			bare := bareApproval(a)
			changes = append(changes, model.Edit(a, &bare))
		}
		return nil
	})
	return changes, err
}

// bareApproval is a request without what it says of citizens.
func bareApproval(a *model.Approval) model.Approval {
	bare := *a
	bare.About, bare.Reason, bare.Args, bare.Digest = nil, "", "", ""
	return bare
}

// withApproval adds to what the log says which approval it rests on, and whose; the reason is the one that was agreed on.
func withApproval(args model.Args, use model.Change) model.Args {
	a, ok := use.Before.(*model.Approval)
	if !ok {
		return args
	}
	if args = maps.Clone(args); args == nil {
		args = model.Args{}
	}
	args["approval"], args["approved_by"] = a.Ref, a.AnsweredBy
	if a.Reason != "" {
		args["reason"] = a.Reason
	}
	return args
}

// leaving refuses what may not leave, and gives the arguments of the log, and the use of an approval where it takes one.
// Counted are the different citizens of one thing, and of all that left in a day by the same consultant's own hand.
func (g *guard) leaving(
	ctx context.Context, s *sight, action string, args model.Args, citizens []string, rows int,
) (model.Args, model.Change, error) {
	none := model.Change{}
	if len(citizens) == 0 {
		return args, none, nil
	}
	if err := s.need(Export); err != nil {
		return nil, none, err
	}
	if ok, err := s.knowsAll(ctx, citizens); err != nil || !ok {
		return nil, none, errorOr(err, s.outOfSight())
	}
	all := map[string]bool{}
	if tallied(args) {
		if err := g.leftToday(ctx, all); err != nil {
			return nil, none, err
		}
	}
	today := len(all)
	for _, id := range citizens {
		all[id] = true
	}
	if len(all) <= ManyCitizens {
		return args, none, nil
	}
	if err := s.need(ExportMany); err != nil {
		if len(citizens) <= ManyCitizens {
			err = model.NewError(model.Forbidden, "err.access.day", model.Args{"n": today, "most": ManyCitizens})
		}
		return nil, none, err
	}
	r := request{right: ExportMany, action: action, args: args, about: slices.Sorted(slices.Values(citizens))}
	var err error
	if r.digest, err = g.digestOf(r, nil, rows); err != nil {
		return nil, none, err
	}
	use, err := g.agreed(ctx, r)
	return withApproval(args, use), use, err
}

// use writes that an approval was used.
func (g *guard) use(ctx context.Context, c model.Change) error {
	a, ok := c.Before.(*model.Approval)
	if !ok {
		return nil
	}
	_, err := g.store.Apply(ctx, model.ChangeSet{Actor: g.actor, Action: "approval.use",
		Args: model.Args{"ref": a.Ref, "what": a.Right}, Changes: []model.Change{c}})
	return err
}

// tallied reports whether what leaves counts in the day's sum: what goes to the citizen, to a company by consent or as
// figures does not, nor what two agreed on.
func tallied(args model.Args) bool {
	to, _ := args["receiver"].(string)
	return args["approval"] == nil && !slices.Contains([]Receiver{ToCitizen, ToCompany, ToAnybody}, Receiver(to))
}

// pipedArg marks, in what the log says of looks, that they went to another program.
const pipedArg = "left"

// leftToday adds the citizens of whom something left today by this consultant.
func (g *guard) leftToday(ctx context.Context, into map[string]bool) error {
	y, m, d := g.now().Date()
	begin := time.Date(y, m, d, 0, 0, 0, 0, g.now().Location())
	q := schema.LogQuery{Actor: g.actor, Rows: true, Limit: logPageGuarded}
	for {
		page, err := g.store.Log(ctx, q)
		if err != nil {
			return err
		}
		for _, e := range page {
			if e.At.Before(begin) {
				return nil
			}
			if e.Kind != "export" && e.Args[pipedArg] == nil || !tallied(e.Args) {
				continue
			}
			for _, row := range e.Rows {
				if row.Type == "citizen" {
					into[row.ID] = true
				}
			}
		}
		if len(page) < q.Limit {
			return nil
		}
		q.Before = page[len(page)-1].Seq
	}
}
