package service

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/merge"
	"jobspor/model/schema"
)

// Merge is two rows of one type that become one: A stays, B goes. Everything that names B names A afterwards, and B's
// ID, number and names lead to A. It is one change set, so that one undo makes them two again.
type Merge struct {
	*merge.Fields
	Moved  map[string]int // by type: rows of B that become A's
	Joined map[string]int // by type: rows of B that become one with a row of A (the same contact person)
	// Fixed counts contact persons that are the same but stay two, because each stands in a work agreement that
	// somebody has said yes to.
	Fixed int

	rows  *mergeRows
	actor string
	today model.Date
}

// mergeable refuses what cannot become one row.
func mergeable(a, b model.Entity) error {
	typ := schema.TypeOf(a)
	switch {
	case typ != schema.TypeOf(b) || !slices.Contains(DuplicateTypes, typ.Name):
		return model.NewError(model.Unsupported, "err.merge.type", nil)
	case a.Meta().ID == b.Meta().ID:
		return model.NewError(model.Usage, "err.merge.same."+typ.Name, nil)
	}
	return nil
}

// NewMerge reads what two rows have and decides nothing yet: fields take their usual side, and Take changes that.
func (d *Session) NewMerge(ctx context.Context, typ, a, b string) (*Merge, error) {
	keep, err := d.Store.Get(ctx, typ, a)
	if err != nil {
		return nil, err
	}
	drop, err := d.Store.Get(ctx, typ, b)
	if err != nil {
		return nil, err
	}
	if err := mergeable(keep, drop); err != nil {
		return nil, err
	}
	newer, err := d.newer(ctx, keep, drop)
	if err != nil {
		return nil, err
	}
	m := &Merge{
		Fields: merge.New(keep, drop, newer), Moved: map[string]int{}, Joined: map[string]int{},
		rows: &mergeRows{store: d.Store, at: map[string]*mergeRow{}}, actor: d.Actor(), today: d.Today(),
	}
	return m, m.carryOver(ctx)
}

// newer says which of two rows was changed last, "" when the log does not tell.
func (d *Session) newer(ctx context.Context, a, b model.Entity) (merge.Side, error) {
	var at [2]time.Time
	for i, e := range []model.Entity{a, b} {
		log, err := d.Store.Log(ctx, schema.LogQuery{
			Kind: "change", Type: schema.TypeOf(e).Name, ID: e.Meta().ID, Limit: 1,
		})
		if err != nil {
			return "", err
		}
		if len(log) > 0 {
			at[i] = log[0].At
		}
	}
	switch at[1].Compare(at[0]) {
	case 1:
		return merge.B, nil
	case -1:
		return merge.A, nil
	}
	return "", nil
}

// ChangeSet is the merge as one change set; what the chosen values may not be together is refused.
func (m *Merge) ChangeSet() (model.ChangeSet, error) {
	left, err := m.Result()
	if err != nil {
		return model.ChangeSet{}, err
	}
	typ := schema.TypeOf(left)
	cs := model.ChangeSet{
		Action: typ.Name + ".merge", Args: model.Args{"a": m.A.Meta().ID, "b": m.B.Meta().ID},
		Changes: []model.Change{model.Edit(m.A, left), model.Remove(m.B), model.Add(m.leads(m.B, left))},
	}
	for _, r := range m.rows.order {
		switch {
		case !r.gone:
			cs.Changes = append(cs.Changes, model.Edit(r.before, r.after))
		case r.into == nil:
			cs.Changes = append(cs.Changes, model.Remove(r.before))
		default:
			cs.Changes = append(cs.Changes, model.Remove(r.before), model.Add(m.leads(r.before, r.into)))
		}
	}
	cs.Args["n"] = len(cs.Changes)
	return cs, nil
}

// leads is the row that leads from one that goes to the one that is left.
func (m *Merge) leads(from, to model.Entity) *model.Merged {
	t := schema.TypeOf(from)
	out := &model.Merged{
		Head: model.Head{ID: from.Meta().ID}, RowType: t.Name, Into: to.Meta().ID, By: m.actor, On: m.today,
	}
	if f, ok := t.Field("ref"); ok {
		out.Ref = f.Text(from)
	}
	known := knownAs(to)
	for _, n := range knownAs(from) {
		if !slices.Contains(known, n) && !slices.Contains(out.KnownAs, n) {
			out.KnownAs = append(out.KnownAs, n)
		}
	}
	return out
}

// knownAs are the names and numbers by which people find a row.
func knownAs(e model.Entity) []string {
	var all []string
	switch r := e.(type) {
	case *model.Company:
		all = []string{r.DailyName, r.Name, r.CVR, r.PNumber}
	case *model.Citizen:
		all = []string{r.Name(), r.CaseRef}
	case *model.ContactPerson:
		all = []string{r.Name}
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// members are rows of the two that may be the same, too; they are joined.
var members = map[string][]member{
	"company": {{"person", "company", samePerson}, {"opening", "company", sameOpening},
		{"pick", "company", samePick}},
	"citizen": {{"goal", "citizen", sameGoal}, {"pick", "citizen", samePick}, {"candidate", "citizen", sameCandidate}},
}

// member is a type whose rows belong to a merged one by a field.
type member struct {
	typ, field string
	same       func(a, b model.Entity) bool
}

// samePerson compares contact persons of one workplace: the same name, and no two telephones and mail addresses that
// both differ.
func samePerson(a, b model.Entity) bool {
	p, q := a.(*model.ContactPerson), b.(*model.ContactPerson)
	differ := func(x, y string) bool { return x != "" && y != "" && x != y }
	return sameWords(p.Name, q.Name) &&
		!(differ(model.PhoneKey(p.Phone), model.PhoneKey(q.Phone)) && differ(strings.ToLower(p.Mail),
			strings.ToLower(q.Mail)))
}

// sameOpening compares job ads of one workplace: the same number, or without one the same headline on the same day.
func sameOpening(a, b model.Entity) bool {
	p, q := a.(*model.Opening), b.(*model.Opening)
	if p.AdNo != "" || q.AdNo != "" {
		return p.AdNo == q.AdNo
	}
	return sameWords(p.Title, q.Title) && p.PublishedOn == q.PublishedOn && p.DeadlineOn == q.DeadlineOn
}

func sameGoal(a, b model.Entity) bool { return sameWords(a.(*model.Goal).Words, b.(*model.Goal).Words) }

// samePick compares rows of shortlists once both name the row that is left.
func samePick(a, b model.Entity) bool {
	p, q := a.(*model.Pick), b.(*model.Pick)
	return p.ListID == q.ListID && p.CompanyID == q.CompanyID && p.CitizenID == q.CitizenID
}

// sameCandidate compares candidates of one order once both name the citizen that is left.
func sameCandidate(a, b model.Entity) bool {
	return a.(*model.Candidate).OpeningID == b.(*model.Candidate).OpeningID
}

func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// carryOver collects what names B, and joins members that are the same.
func (m *Merge) carryOver(ctx context.Context) error {
	typ := schema.TypeOf(m.A).Name
	own := map[string][]model.Entity{}
	for _, k := range members[typ] {
		rows, err := m.rows.store.List(ctx, k.typ, schema.Where(k.field, m.A.Meta().ID))
		if err != nil {
			return err
		}
		own[k.typ] = rows
	}
	if err := m.rows.redirect(ctx, m.B, m.A.Meta().ID); err != nil {
		return err
	}
	for _, r := range m.rows.order {
		m.Moved[schema.TypeOf(r.before).Name]++
	}
	for _, k := range members[typ] {
		if err := m.join(ctx, k, own[k.typ]); err != nil {
			return err
		}
	}
	m.rankGoals(own["goal"])
	m.rows.dropSelfPairs()
	for _, r := range m.rows.order {
		if r.gone {
			name := schema.TypeOf(r.before).Name
			if m.Moved[name]--; r.into != nil {
				m.Joined[name]++
			}
		}
	}
	maps.DeleteFunc(m.Moved, func(_ string, n int) bool { return n <= 0 })
	return nil
}

// join makes members of B one with the same members of A.
func (m *Merge) join(ctx context.Context, k member, own []model.Entity) error {
	var theirs []*mergeRow
	for _, r := range m.rows.order {
		if schema.TypeOf(r.before).Name == k.typ {
			theirs = append(theirs, r)
		}
	}
	taken := map[string]bool{}
	for _, their := range theirs {
		i := slices.IndexFunc(own, func(e model.Entity) bool {
			return !taken[e.Meta().ID] && e.Meta().ID != their.before.Meta().ID && k.same(e, their.after)
		})
		if i < 0 {
			continue
		}
		taken[own[i].Meta().ID] = true
		if err := m.joinRows(ctx, m.rows.row(own[i]), their); err != nil {
			return err
		}
	}
	return nil
}

// joinRows makes two rows one. What somebody said yes to keeps the row it names: the other one goes, and when both are
// named so, neither does.
func (m *Merge) joinRows(ctx context.Context, keep, drop *mergeRow) error {
	fixed, err := m.rows.fixed(ctx, drop.before)
	if err != nil {
		return err
	}
	if fixed {
		keep, drop = drop, keep
		if fixed, err = m.rows.fixed(ctx, drop.before); err != nil {
			return err
		}
		if fixed {
			m.Fixed++
			return nil
		}
	}
	fields := merge.New(keep.after, drop.after, "")
	if a, ok := keep.after.(*model.Pick); ok { // the row that got further on the list
		if b := drop.after.(*model.Pick); slices.Index(model.PickStates, b.Status) >
			slices.Index(model.PickStates, a.Status) {
			if err := fields.Take("status", merge.B); err != nil {
				return err
			}
		}
	}
	left, err := fields.Result()
	if err != nil {
		return err
	}
	keep.after, drop.gone, drop.into = left, true, left
	return m.rows.redirect(ctx, drop.before, left.Meta().ID)
}

// rankGoals puts the goals of B after those of A.
func (m *Merge) rankGoals(own []model.Entity) {
	last := 0
	for _, e := range own {
		last = max(last, e.(*model.Goal).Rank.V)
	}
	var more []*model.Goal
	for _, r := range m.rows.order {
		if g, ok := r.after.(*model.Goal); ok && !r.gone && r.before.(*model.Goal).CitizenID == m.B.Meta().ID {
			more = append(more, g)
		}
	}
	slices.SortStableFunc(more, func(a, b *model.Goal) int { return a.Rank.V - b.Rank.V })
	for i, g := range more {
		g.Rank = model.Some(min(last+i+1, 99))
	}
}

// mergeRows are the rows that a merge changes, each once.
type mergeRows struct {
	store Reader
	at    map[string]*mergeRow // by type and ID
	order []*mergeRow
}

// mergeRow is a row as it is and as it will be.
type mergeRow struct {
	before, after model.Entity
	gone          bool
	into          model.Entity // the row that one that goes leads to; nil when it leads nowhere
}

// row gives the row to change.
func (g *mergeRows) row(e model.Entity) *mergeRow {
	key := schema.TypeOf(e).Name + " " + e.Meta().ID
	r := g.at[key]
	if r == nil {
		r = &mergeRow{before: e, after: schema.Clone(e)}
		g.at[key] = r
		g.order = append(g.order, r)
	}
	return r
}

// redirect makes everything that names a row name another.
func (g *mergeRows) redirect(ctx context.Context, from model.Entity, to string) error {
	typ := schema.TypeOf(from).Name
	for _, r := range schema.Referrers(typ) {
		rows, err := g.store.List(ctx, r.Type.Name, r.Query(typ, from.Meta().ID))
		if err != nil {
			return err
		}
		for _, e := range rows {
			if r.Type.CheckEdit != nil {
				if err := r.Type.CheckEdit(e, []*schema.Field{r.Field}); err != nil {
					return err
				}
			}
			if err := r.Field.SetText(g.row(e).after, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// fixed reports whether a row is named where nothing may change any more.
func (g *mergeRows) fixed(ctx context.Context, e model.Entity) (bool, error) {
	typ := schema.TypeOf(e).Name
	for _, r := range schema.Referrers(typ) {
		if r.Type.CheckEdit == nil {
			continue
		}
		rows, err := g.store.List(ctx, r.Type.Name, r.Query(typ, e.Meta().ID))
		if err != nil {
			return false, err
		}
		for _, row := range rows {
			if r.Type.CheckEdit(row, []*schema.Field{r.Field}) != nil {
				return true, nil
			}
		}
	}
	return false, nil
}

// dropSelfPairs removes the notes that the two are not the same.
func (g *mergeRows) dropSelfPairs() {
	for _, r := range g.order {
		if p, ok := r.after.(*model.Distinct); ok && p.One == p.Other {
			r.gone = true
		}
	}
}

// ByEarlierName gives the rows that others were merged into which had a number, or a name, number or start of an ID by
// its folded text.
func (d *Session) ByEarlierName(ctx context.Context, typ, ref, folded string) ([]model.Entity, error) {
	merged, err := All[model.Merged](ctx, d.Store, "merged", schema.Where("row_type", typ))
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, m := range merged {
		found := ref != "" && m.Ref == ref || len(folded) >= 4 && strings.HasPrefix(m.ID, folded)
		for _, n := range m.KnownAs {
			found = found || folded != "" && words.Fold(n) == folded
		}
		if found {
			seen[m.Into] = true
		}
	}
	var out []model.Entity
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		e, err := d.Store.Get(ctx, typ, id)
		if IsAbsent(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}
