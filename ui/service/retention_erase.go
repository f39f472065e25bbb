package service

import (
	"context"
	"maps"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// PlanDue finds what of a kind is older than its period, and what erasing it removes. Nothing is written.
func (d *Session) PlanDue(ctx context.Context, key string) (*ErasePlan, error) {
	i := slices.IndexFunc(Retentions, func(k Retention) bool { return k.Key == key })
	if i < 0 {
		return nil, model.NewError(model.Usage, "err.due.kind", model.Args{"value": key, "known": dueKinds()})
	}
	months, source, err := d.Periods(ctx)
	if err != nil {
		return nil, err
	}
	due, err := d.dueOf(ctx, Retentions[i], months[key], source, d.Today())
	switch {
	case err != nil:
		return nil, err
	case due.Setting == "":
		return nil, model.NewError(model.Unsupported, "err.due.fixed", nil)
	case due.Months == 0:
		return nil, model.NewError(model.Invalid, "err.due.period", model.Args{"setting": due.Setting})
	case due.N == 0:
		return nil, model.NewError(model.NotFound, "err.due.none", nil)
	case key == "case":
		return d.PlanErasure(ctx, due.rows, false)
	}
	p, err := d.planDue(ctx, d.Store, &due)
	if err != nil {
		return nil, err
	}
	p.again = func(ctx context.Context, copied history) (model.Erasure, error) {
		plan, err := d.planDue(ctx, copied, &due)
		if err != nil {
			return model.Erasure{}, err
		}
		return plan.erasure, nil
	}
	if err := d.unreached(ctx, p); err != nil {
		return nil, err
	}
	var names []string
	for _, c := range p.erasure.Changes {
		if person, ok := c.Before.(*model.ContactPerson); ok && c.After == nil {
			names = append(names, person.Name)
		}
	}
	if len(names) == 0 {
		return p, nil
	}
	if p.Mentions, err = mentions(ctx, d.Store, names, p.erasure.History); err != nil {
		return nil, err
	}
	p.MentionedIn, err = d.ownersOf(ctx, p.Mentions)
	return p, err
}

// dueKinds are the keys of the kinds that have a period.
func dueKinds() string {
	var keys []string
	for _, k := range Retentions {
		if k.Setting != "" {
			keys = append(keys, k.Key)
		}
	}
	return strings.Join(keys, ", ")
}

// planDue plans it in one database: the open one, or a copy, which may lack some of it.
func (d *Session) planDue(ctx context.Context, st history, due *RetentionDue) (*ErasePlan, error) {
	p := &ErasePlan{Kind: due.Key, N: due.N, Removed: map[string]int{}, Cleared: map[string]int{}}
	p.erasure = model.Erasure{
		Actor: d.Actor(), Action: model.EraseDueAction + due.Key, Args: model.Args{"n": due.N},
	}
	switch due.Key {
	case "draft":
		p.erasure.DraftsBefore, p.Drafts = due.before(), due.N
		return p, nil
	case "look":
		p.erasure.LooksBefore, p.Looks = due.before(), due.N
		return p, nil
	}
	typ, mine := dueTypes[due.Key], map[model.RowRef]bool{}
	removal := &Removal{store: st, at: map[string]int{}}
	for _, id := range due.rows {
		mine[model.RowRef{Type: typ, ID: id}] = true
		e, err := st.Get(ctx, typ, id)
		if model.CodeOf(err) == model.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := goes(ctx, removal, e); err != nil {
			return nil, err
		}
	}
	changes := removal.Changes()
	types := map[string]bool{typ: true}
	for _, c := range changes {
		if c.After == nil {
			ref := model.RowRef{Type: schema.TypeOf(c.Before).Name, ID: c.Before.Meta().ID}
			mine[ref], types[ref.Type] = true, true
		}
	}
	var err error
	p.erasure.Traces, err = traces(ctx, st, slices.Sorted(maps.Keys(types)), mine)
	p.take(changes, mine)
	return p, err
}

// goes removes a row with its dependents; of a contact only its words go.
func goes(ctx context.Context, removal *Removal, e model.Entity) error {
	c, ok := e.(*model.Contact)
	if !ok {
		return removal.RemoveWithDependents(ctx, e)
	}
	if bare := bareContact(c); bare != *c {
		removal.put(model.Edit(c, &bare))
	}
	return nil
}

// bareContact is a contact without its words; what was promised stays until the promise is kept.
func bareContact(c *model.Contact) model.Contact {
	bare := *c
	bare.Note = ""
	if c.NextOn == 0 || c.DoneOn != 0 {
		bare.NextWhat = ""
	}
	return bare
}
