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

// ErasePlan says what erasing some citizens removes and what stays.
type ErasePlan struct {
	Citizens  []*model.Citizen
	Anonymise bool // the figures stay, without the person
	Removed   map[string]int
	Figures   map[string]int // rows by type that stay as figures
	Cleared   map[string]int // rows by type that stay without the person, such as contacts of a workplace
	Mentions  []model.RowRef // other rows whose texts have the full name: they stay
	// MentionedIn names those rows, or the citizen or workplace that they belong to.
	MentionedIn []string
	Exports     int // that the log says left the house with them
	// Left are the copies that it does not reach. They go at their day, or with RemoveLeft at once.
	Left       []LeftCopy
	RemoveLeft bool
	erasure    model.Erasure
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
	p.Citizens = citizens
	for _, c := range citizens {
		dossier, err := d.Dossier(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		p.Exports += len(slices.DeleteFunc(dossier.Exports, func(e DossierExport) bool { return !e.Sure }))
	}
	if p.Mentions, err = mentions(ctx, d.Store, citizens, p.erasure.History); err != nil {
		return nil, err
	}
	if p.Left, err = d.Eraser.Unreached(ctx); err != nil {
		return nil, err
	}
	p.MentionedIn, err = d.ownersOf(ctx, p.Mentions)
	return p, err
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
	p.erasure.Changes = changes
	history := found.mine
	for _, c := range changes {
		if c.Before == nil {
			continue
		}
		name := schema.TypeOf(c.Before).Name
		history[model.RowRef{Type: name, ID: c.Before.Meta().ID}] = true
		if c.After == nil {
			p.Removed[name]++
		} else {
			p.Cleared[name]++
		}
	}
	for ref := range history {
		p.erasure.History = append(p.erasure.History, ref)
	}
	slices.SortFunc(p.erasure.History, func(a, b model.RowRef) int {
		return strings.Compare(a.Type+a.ID, b.Type+b.ID)
	})
	p.erasure.Traces, err = traces(ctx, st, found)
	return p, err
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

// traces are the texts that name the citizens or their rows, now and earlier.
func traces(ctx context.Context, st history, found *collector) ([]string, error) {
	seen := map[string]bool{}
	add := func(e model.Entity) error {
		t := schema.TypeOf(e)
		if !found.mine[model.RowRef{Type: t.Name, ID: e.Meta().ID}] {
			return nil
		}
		var texts []string
		if f, ok := t.Field("ref"); ok {
			texts = append(texts, f.Text(e))
		}
		if c, ok := e.(*model.Citizen); ok {
			texts = append(texts, c.Name(), c.CaseRef, c.Phone, c.Mail)
		}
		for _, s := range texts {
			if len([]rune(s)) >= leastTrace {
				seen[s] = true
			}
		}
		return nil
	}
	for _, name := range found.names {
		if err := st.Each(ctx, name, schema.Query{AnyOrder: true}, add); err != nil {
			return nil, err
		}
	}
	err := st.EachLogRow(ctx, found.names, func(_ model.LogEntry, _ string, row model.LogRow) error {
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
	ctx context.Context, st Reader, citizens []*model.Citizen, gone []model.RowRef,
) (out []model.RowRef, err error) {
	names := otherNames{}
	for _, c := range citizens {
		if words := nameWords(c.Name()); len(words) > 1 {
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

// ErasureCertificate says what was erased, and names nobody.
type ErasureCertificate struct {
	On         model.Date
	By         string // name of the consultant, "" when not known
	Reason     string
	Anonymised bool
	People     int
	Erased     model.Erased
	Figures    map[string]int
	Cleared    map[string]int
	Copies     int        // that were changed as well
	Left       []LeftCopy // those that were not
	Mentions   int
	Exports    int
}

// Erase erases what was planned, in the database and in its copies. What stands in the way of the copies does not undo
// the rest: it is in the certificate.
func (d *Session) Erase(ctx context.Context, p *ErasePlan, reason string) (*ErasureCertificate, error) {
	if !Explains(reason) {
		return nil, model.NewError(model.Invalid, "err.erase.reason", nil)
	}
	p.erasure.Args["reason"] = reason
	erased, err := d.Eraser.Erase(ctx, p.erasure)
	if err != nil {
		return nil, err
	}
	out := &ErasureCertificate{On: d.Today(), Reason: reason, Anonymised: p.Anonymise, People: len(p.Citizens),
		Erased: erased, Figures: p.Figures, Cleared: p.Cleared, Mentions: len(p.Mentions), Exports: p.Exports}
	if c := d.Consultant(); c != nil {
		out.By = c.Name
	}
	var ids []string
	for _, c := range p.Citizens {
		ids = append(ids, c.ID)
	}
	out.Copies, out.Left, err = d.Eraser.EachCopy(ctx, func(copied Erasable) error {
		plan, err := d.planErasure(ctx, copied, ids, p.Anonymise)
		if err != nil {
			return err
		}
		plan.erasure.Traces = append(plan.erasure.Traces, p.erasure.Traces...)
		plan.erasure.Args["reason"] = reason
		_, err = copied.Erase(ctx, plan.erasure)
		return err
	})
	if err == nil {
		out.Left, err = d.Eraser.Retire(ctx, out.Left, p.RemoveLeft)
	}
	return out, err
}

// EraseAgain erases citizens who were erased before, from a state of the database that still has them.
func (d *Session) EraseAgain(ctx context.Context, ids []string, anonymise bool, reason string) error {
	p, err := d.planErasure(ctx, d.Store, ids, anonymise)
	if err != nil {
		return err
	}
	p.erasure.Args["reason"] = reason
	_, err = d.Eraser.Erase(ctx, p.erasure)
	return err
}

// DueCase is a closed case that may be erased, or will be.
type DueCase struct {
	Citizen *model.Citizen
	Erasure Erasure
}

// DueForErasure lists the closed cases whose period has run out by a day, the longest overdue first; those that were
// anonymised are done. Without a period there are none, and Erasure.Months is 0.
func (d *Session) DueForErasure(ctx context.Context, by model.Date) (due []DueCase, e Erasure, err error) {
	if e, err = d.ErasureOf(ctx, by); err != nil || e.Months == 0 {
		return nil, e, err
	}
	closed, err := All[model.Citizen](ctx, d.Store, "citizen", schema.Where("status", "closed"))
	for _, c := range closed {
		one := e
		if one.On = addMonths(c.ClosedOn, e.Months); c.ClosedOn == 0 || c.AnonymisedOn != 0 || one.On > by {
			continue
		}
		due = append(due, DueCase{c, one})
	}
	slices.SortStableFunc(due, func(a, b DueCase) int { return int(a.Erasure.On - b.Erasure.On) })
	return due, e, err
}
