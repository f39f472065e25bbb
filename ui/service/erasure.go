package service

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Eraser erases for good, in the database and in its copies.
type Eraser interface {
	Erase(ctx context.Context, e model.Erasure) (model.Erased, error)
	// EachCopy opens every copy of the database and calls fn for it. A copy that cannot be changed, because it is of
	// an earlier version or has another key, is in the result: it still holds what it held.
	EachCopy(ctx context.Context, fn func(Erasable) error) (done int, left []LeftCopy, err error)
	// Unreached lists the copies that EachCopy cannot change, with the day that Retire would give them today.
	Unreached(ctx context.Context) ([]LeftCopy, error)
	// Retire gives copies the day at which they go, or removes them now.
	Retire(ctx context.Context, left []LeftCopy, now bool) ([]LeftCopy, error)
}

// LeftCopy is a copy that an erasure cannot reach.
type LeftCopy struct {
	Path, Name string
	Goes       model.Date // at which it is removed at the latest; 0 when it is not known
	Gone       bool       // it was removed
}

// Erasable is a database that can be erased from.
type Erasable interface {
	history
	Erase(ctx context.Context, e model.Erasure) (model.Erased, error)
}

// ErasePlan says what an erasure removes and what stays: of closed citizens, or of what is older than its period.
type ErasePlan struct {
	Kind      string // one of Retentions
	N         int    // how many of the kind
	Anonymise bool   // the figures stay, without the person
	Removed   map[string]int
	Figures   map[string]int // rows by type that stay as figures
	Cleared   map[string]int // rows by type that stay without the person, such as contacts of a workplace
	Drafts    int            // that are older than the period
	Looks     int            // of the log that are, and will not say any more at whom they were
	Mentions  []model.RowRef // other rows whose texts have the full name: they stay
	// MentionedIn names those rows, or the citizen or workplace that they belong to.
	MentionedIn []string
	Exports     int // that the log says left the house with them
	// Left are the copies that it does not reach. They go at their day, or with RemoveLeft at once.
	Left       []LeftCopy
	RemoveLeft bool
	Elsewhere  CopiesElsewhere
	erasure    model.Erasure
	again      func(context.Context, history) (model.Erasure, error) // plans the same in a copy
}

// ErasureActions are the audit actions of an erasure.
const (
	EraseAction     = model.EraseAction
	AnonymiseAction = model.AnonymiseAction
)

// Anonymous is the first name of a citizen whose person was taken out.
const Anonymous = "Anonym"

// PlanErasure finds what is kept about closed citizens. Nothing is written.
func (d *Session) PlanErasure(ctx context.Context, ids []string, anonymise bool) (*ErasePlan, error) {
	if len(ids) == 0 {
		return nil, model.NewError(model.NotFound, "err.erase.none", nil)
	}
	citizens, err := InOrder[model.Citizen](ctx, d.Store, "citizen", ids)
	if err != nil {
		return nil, err
	}
	for _, c := range citizens {
		if err := requireRead(c); err != nil {
			return nil, err
		}
		switch {
		case c.Status != "closed":
			return nil, model.NewError(model.Invalid, "err.erase.open", model.Args{"ref": c.Ref})
		case anonymise && c.AnonymisedOn != 0:
			return nil, model.NewError(model.Invalid, "err.erase.anonymous", model.Args{"ref": c.Ref})
		}
	}
	p, err := d.planErasure(ctx, d.Store, ids, anonymise)
	if err != nil {
		return nil, err
	}
	p.Kind, p.N = "case", len(citizens)
	p.again = func(ctx context.Context, copied history) (model.Erasure, error) {
		plan, err := d.planErasure(ctx, copied, ids, anonymise)
		if err != nil {
			return model.Erasure{}, err
		}
		return plan.erasure, nil
	}
	names := make([]string, len(citizens))
	for i, c := range citizens {
		names[i] = c.Name()
		dossier, err := d.Dossier(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		p.Exports += len(slices.DeleteFunc(dossier.Exports, func(e DossierExport) bool { return !e.Sure }))
	}
	if p.Mentions, err = mentions(ctx, d.Store, names, p.erasure.History); err != nil {
		return nil, err
	}
	if err := d.unreached(ctx, p); err != nil {
		return nil, err
	}
	p.MentionedIn, err = d.ownersOf(ctx, p.Mentions)
	return p, err
}

// BackupElsewhere is the audit action of a copy outside the folder of the copies.
const BackupElsewhere = "admin.backup.elsewhere"

// CopiesElsewhere are the copies that were made outside the folder of the copies, as far as the log knows of them: an
// erasure does not reach them.
type CopiesElsewhere struct {
	N    int
	Last model.Date // of the newest
}

// unreached finds the copies that an erasure does not reach.
func (d *Session) unreached(ctx context.Context, p *ErasePlan) (err error) {
	if p.Left, err = d.Eraser.Unreached(ctx); err != nil {
		return err
	}
	log, err := d.Store.Log(ctx, schema.LogQuery{Kind: "admin"})
	for _, e := range log {
		if e.Action == BackupElsewhere {
			p.Elsewhere.N++
			p.Elsewhere.Last = max(p.Elsewhere.Last, model.DateOf(e.At))
		}
	}
	return err
}

// ownersOf names rows, each once: a row without a name of its own, such as a contact, by its citizen or workplace.
func (d *Session) ownersOf(ctx context.Context, rows []model.RowRef) (out []string, err error) {
	for _, ref := range rows {
		e, err := d.Store.Get(ctx, ref.Type, ref.ID)
		if err != nil {
			return nil, err
		}
		name := NameIn(e)
		for _, owner := range []string{"citizen", "company"} {
			if f, ok := schema.TypeOf(e).Field(owner); ok && name == ref.ID && f.Text(e) != "" {
				if name, err = d.NameOf(ctx, owner, f.Text(e)); err != nil {
					return nil, err
				}
			}
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out, nil
}

// planErasure plans it in one database: the open one, or a copy.
func (d *Session) planErasure(ctx context.Context, st history, ids []string, anonymise bool) (*ErasePlan, error) {
	p := &ErasePlan{
		Anonymise: anonymise, Removed: map[string]int{}, Figures: map[string]int{}, Cleared: map[string]int{},
	}
	p.erasure = model.Erasure{Actor: d.Actor(), Action: EraseAction, Args: model.Args{"n": len(ids)}}
	if anonymise {
		p.erasure.Action = AnonymiseAction
	}
	found, err := collect(ctx, st, ids...)
	if err != nil {
		return nil, err
	}
	removal := &Removal{store: st, at: map[string]int{}}
	for _, id := range ids {
		e, err := st.Get(ctx, "citizen", id)
		if model.CodeOf(err) == model.NotFound {
			continue // a copy from before or after
		}
		if err != nil {
			return nil, err
		}
		if err := removal.RemoveWithDependents(ctx, e); err != nil {
			return nil, err
		}
	}
	changes := removal.Changes()
	if anonymise {
		changes = p.keepFigures(changes, d.Today())
	}
	if changes, err = forgetApprovals(ctx, st, ids, changes); err != nil {
		return nil, err
	}
	for _, c := range changes { // what stays tells of the citizen in what it held before
		if c.Before != nil {
			found.mine[model.RowRef{Type: schema.TypeOf(c.Before).Name, ID: c.Before.Meta().ID}] = true
		}
	}
	p.erasure.Traces, err = traces(ctx, st, found.names, found.mine)
	p.take(changes, found.mine)
	return p, err
}

// take makes changes those of the plan, and the rows those whose history goes.
func (p *ErasePlan) take(changes []model.Change, mine map[model.RowRef]bool) {
	p.erasure.Changes = changes
	for _, c := range changes {
		switch {
		case c.Before == nil:
		case c.After == nil:
			p.Removed[schema.TypeOf(c.Before).Name]++
		default:
			p.Cleared[schema.TypeOf(c.Before).Name]++
		}
	}
	for ref := range mine {
		p.erasure.History = append(p.erasure.History, ref)
	}
	slices.SortFunc(p.erasure.History, func(a, b model.RowRef) int {
		return strings.Compare(a.Type+a.ID, b.Type+b.ID)
	})
}

// keepFigures adds to the removed rows, under new IDs, what figures are computed from: see figureFields. Contacts stay
// with the new citizen.
func (p *ErasePlan) keepFigures(changes []model.Change, today model.Date) []model.Change {
	ids := map[string]string{}
	var kept []model.Entity
	for _, t := range schema.Types() {
		if len(figureFields[t.Name]) == 0 {
			continue
		}
		for _, c := range changes {
			if c.After == nil && schema.TypeOf(c.Before) == t && countsInFigures(c.Before) {
				ids[c.Before.Meta().ID] = model.NewID()
				kept = append(kept, c.Before)
			}
		}
	}
	for i, c := range changes {
		before, ok := c.Before.(*model.Contact)
		if ok && c.After != nil {
			after := *c.After.(*model.Contact)
			after.CitizenID = ids[before.CitizenID]
			changes[i].After = &after
		}
	}
	for _, e := range kept {
		t := schema.TypeOf(e)
		bare := t.New()
		bare.Meta().ID = ids[e.Meta().ID]
		for i := range t.Fields {
			f := &t.Fields[i]
			if !slices.Contains(figureFields[t.Name], f.Key) && (f.Sealed || !f.Required) {
				continue
			}
			f.Copy(bare, e)
			if id, ok := ids[f.Text(e)]; ok && f.Kind == schema.Ref {
				_ = f.SetText(bare, id) // an ID always fits
			}
		}
		if c, ok := bare.(*model.Citizen); ok {
			c.FirstName, c.AnonymisedOn = Anonymous, today
		}
		p.Figures[t.Name]++
		changes = append(changes, model.Add(bare))
	}
	return changes
}

// countsInFigures reports whether figures look at a row: of the lines of a plan they look at group sessions only.
func countsInFigures(e model.Entity) bool {
	l, ok := e.(*model.PlanLine)
	return !ok || l.Kind == "session"
}

// leastTrace is how many characters a text must have to be looked for: "Bo" stands in too much.
const leastTrace = 5

// traces are the texts that name the people of some rows of some types, or the rows, now and earlier.
func traces(ctx context.Context, st history, types []string, mine map[model.RowRef]bool) ([]string, error) {
	seen := map[string]bool{}
	add := func(e model.Entity) error {
		t := schema.TypeOf(e)
		if !mine[model.RowRef{Type: t.Name, ID: e.Meta().ID}] {
			return nil
		}
		var texts []string
		if f, ok := t.Field("ref"); ok {
			texts = append(texts, f.Text(e))
		}
		switch e := e.(type) {
		case *model.Citizen:
			texts = append(texts, e.Name(), e.CaseRef, e.Phone, e.Mail)
		case *model.ContactPerson:
			if texts = append(texts, e.Phone, e.Mobile, e.Mail); len(nameWords(e.Name)) > 1 {
				texts = append(texts, e.Name) // a first name alone stands for others, too
			}
		}
		for _, s := range texts {
			if len([]rune(s)) >= leastTrace {
				seen[s] = true
			}
		}
		return nil
	}
	for _, name := range types {
		if err := st.Each(ctx, name, schema.Query{AnyOrder: true}, add); err != nil {
			return nil, err
		}
	}
	err := st.EachLogRow(ctx, types, func(_ model.LogEntry, _ string, row model.LogRow) error {
		if row.Before == nil {
			return nil
		}
		return add(row.Before)
	})
	out := make([]string, 0, len(seen))
	for s := range seen {
		out = append(out, s)
	}
	slices.Sort(out)
	return out, err
}

// mentions finds rows that stay and have a full name of somebody in a text.
func mentions(
	ctx context.Context, st Reader, people []string, gone []model.RowRef,
) (out []model.RowRef, err error) {
	names := otherNames{}
	for _, name := range people {
		if words := nameWords(name); len(words) > 1 {
			names[words[0]] = append(names[words[0]], words)
		}
	}
	mine := map[model.RowRef]bool{}
	for _, ref := range gone {
		mine[ref] = true
	}
	for _, t := range schema.Types() {
		free := slices.DeleteFunc(slices.Clone(t.Fields), func(f schema.Field) bool { return !f.Free })
		if len(free) == 0 {
			continue
		}
		err := st.Each(ctx, t.Name, schema.Query{}, func(e model.Entity) error {
			ref := model.RowRef{Type: t.Name, ID: e.Meta().ID}
			for i := range free {
				if _, n := names.crossOut(free[i].Text(e)); n > 0 && !mine[ref] {
					out = append(out, ref)
					break
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
