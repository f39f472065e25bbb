package service

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode"

	"jobspor/model"
	"jobspor/model/schema"
)

// logPageGuarded is how many entries are read at a time while those in sight are looked for.
const logPageGuarded = 500

// Log gives the entries that the role may read: one's own, the team's or all, and those that touch rows in sight which
// are asked for. What they say of rows out of sight is left out.
func (g *guard) Log(ctx context.Context, q schema.LogQuery) (out []model.LogEntry, err error) {
	s, err := g.reading(ctx)
	if err != nil {
		return nil, err
	}
	named, err := s.namedRows(ctx, &q)
	if err != nil {
		return nil, err
	}
	if q.Of != nil && len(q.Of) == 0 {
		return nil, nil
	}
	extent := ExtentOf(s.role, ReadLog)
	if extent == Own && !named {
		if q.Actor != "" && q.Actor != g.actor {
			return nil, nil
		}
		q.Actor = g.actor
	}
	limit := q.Limit
	if limit > 0 && !named && extent == Team {
		q.Limit = max(limit, logPageGuarded)
	}
	for {
		page, err := g.store.Log(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range page {
			if !named && !s.readsLogOf(page[i].Actor, extent) {
				continue
			}
			if err := s.redact(ctx, &page[i]); err != nil {
				return nil, err
			}
			if out = append(out, page[i]); len(out) == limit {
				return out, nil
			}
		}
		if limit == 0 || len(page) < q.Limit {
			return out, nil
		}
		q.Before = page[len(page)-1].Seq
	}
}

// namedRows reports whether a query asks for the entries of rows, and takes those out of sight from it.
func (s *sight) namedRows(ctx context.Context, q *schema.LogQuery) (bool, error) {
	if q.Type != "" && q.ID != "" {
		q.Of = append([]model.RowRef{{Type: q.Type, ID: q.ID}}, q.Of...)
		q.Type, q.ID = "", ""
	}
	if q.Of == nil {
		return false, nil
	}
	in := []model.RowRef{}
	for _, ref := range q.Of {
		ok, err := s.seesRef(ctx, ref)
		if err != nil {
			return false, err
		}
		if ok {
			in = append(in, ref)
		}
	}
	q.Of = in
	return true, nil
}

// readsLogOf reports whether the entries of somebody may be read.
func (s *sight) readsLogOf(actor string, extent Extent) bool {
	switch extent {
	case Yes:
		return true
	case Team:
		return s.mine[actor]
	}
	return extent == Own && actor == s.actor
}

// redact takes from an entry what it says of rows out of sight. A reason may name them, so it goes with them, and where
// not all rows are at hand.
func (s *sight) redact(ctx context.Context, e *model.LogEntry) error {
	whole := len(e.Rows) >= e.Count
	rows := slices.Clone(e.Rows)
	for i, row := range rows {
		ok, err := s.seesLogRow(ctx, row)
		if err != nil {
			return err
		}
		if !ok {
			rows[i].Before, rows[i].After, whole = nil, nil, false
		}
	}
	if e.Rows = rows; !whole {
		e.Args = withoutReason(e.Args)
	}
	return nil
}

func (s *sight) seesLogRow(ctx context.Context, row model.LogRow) (bool, error) {
	seen := false
	for _, e := range []model.Entity{row.Before, row.After} {
		if e == nil {
			continue
		}
		if ok, err := s.sees(ctx, e); !ok || err != nil {
			return false, err
		}
		seen = true
	}
	if seen {
		return true, nil
	}
	return s.seesRef(ctx, model.RowRef{Type: row.Type, ID: row.ID})
}

func withoutReason(args model.Args) model.Args {
	if _, ok := args["reason"]; !ok {
		return args
	}
	out := maps.Clone(args)
	delete(out, "reason")
	return out
}

// EachLogRow calls fn for the rows of the log that are in sight.
func (g *guard) EachLogRow(
	ctx context.Context, types []string, fn func(model.LogEntry, string, model.LogRow) error,
) error {
	s, err := g.reading(ctx)
	if err != nil {
		return err
	}
	return g.store.EachLogRow(ctx, types, func(e model.LogEntry, op string, row model.LogRow) error {
		if ok, err := s.seesLogRow(ctx, row); err != nil || !ok {
			return err
		}
		if e.Count != 1 { // the reason of an entry of several may be about another
			e.Args = withoutReason(e.Args)
		}
		return fn(e, op, row)
	})
}

// EachRemoved calls fn for the removed rows that were in sight.
func (g *guard) EachRemoved(ctx context.Context, types []string, fn func(model.Entity) error) error {
	s, err := g.reading(ctx)
	if err != nil {
		return err
	}
	return g.store.EachRemoved(ctx, types, func(e model.Entity) error {
		if ok, err := s.sees(ctx, e); err != nil || !ok {
			return err
		}
		return fn(e)
	})
}

// Viewed writes a look. One that was kept until it could be written is somebody's who looked earlier, and what was in
// sight then may not be now: it is written all the same, because leaving it out would hide it.
func (g *guard) Viewed(ctx context.Context, actor, action string, args model.Args, typ string, ids ...string) error {
	return g.store.Viewed(ctx, actor, action, args, typ, ids...)
}

// Exported writes that something left, which it may for citizens in sight, and of many only when two agreed. What could
// not be written to its file after that is asked for again.
func (g *guard) Exported(
	ctx context.Context, actor, action string, args model.Args, citizens []string, rows int,
) error {
	s, err := g.as(ctx, actor)
	if err != nil {
		return err
	}
	args, use, err := g.leaving(ctx, s, action, args, citizens, rows)
	if err == nil {
		err = g.use(ctx, use)
	}
	if err != nil {
		return err
	}
	return g.store.Exported(ctx, actor, action, args, citizens, rows)
}

// piped lets out what is noted as looks, as Exported does, and gives what the log shall say of them besides.
func (g *guard) piped(ctx context.Context, o Out) (model.Args, error) {
	s, err := g.sight(ctx)
	if err != nil {
		return nil, err
	}
	args, use, err := g.leaving(ctx, s, o.Action, o.logArgs(), o.Citizens, o.Rows)
	if err == nil {
		err = g.use(ctx, use)
	}
	if err != nil {
		return nil, err
	}
	said := model.Args{"reason": args["reason"], "receiver": args["receiver"], pipedArg: 1}
	if args["approval"] != nil {
		said["approval"], said["approved_by"] = args["approval"], args["approved_by"]
	}
	return said, nil
}

func errorOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// PutDraft keeps an own draft.
func (g *guard) PutDraft(ctx context.Context, actor, form, id string, values map[string]string) error {
	if _, err := g.as(ctx, actor); err != nil {
		return err
	}
	return g.store.PutDraft(ctx, actor, form, id, values)
}

// Draft gives an own draft, unless it is about somebody who is not in sight any more.
func (g *guard) Draft(ctx context.Context, actor, form, id string) (map[string]string, error) {
	s, err := g.as(ctx, actor)
	if err != nil {
		return nil, err
	}
	values, err := g.store.Draft(ctx, actor, form, id)
	if err != nil || values == nil {
		return values, err
	}
	if ok, err := s.seesDraft(ctx, id, values); err != nil || !ok {
		return nil, err
	}
	return values, nil
}

// DropDraft forgets an own draft.
func (g *guard) DropDraft(ctx context.Context, actor, form, id string) error {
	if _, err := g.as(ctx, actor); err != nil {
		return err
	}
	return g.store.DropDraft(ctx, actor, form, id)
}

// CountDrafts counts the own drafts.
func (g *guard) CountDrafts(ctx context.Context, actor string) (int, error) {
	if _, err := g.as(ctx, actor); err != nil {
		return 0, err
	}
	return g.store.CountDrafts(ctx, actor)
}

// seesDraft reports whether all rows that a draft names are in sight: by its own ID and in its values.
func (s *sight) seesDraft(ctx context.Context, id string, values map[string]string) (bool, error) {
	words := []string{id}
	for _, v := range values {
		words = append(words, v)
	}
	for _, text := range words {
		for _, word := range idsIn(text) {
			ok, err := s.seesID(ctx, word)
			if err != nil || !ok {
				return false, err
			}
		}
	}
	return true, nil
}

// idsIn are the words of a text that could be IDs of rows.
func idsIn(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, func(w string) bool { return !model.IsID(w) })
}

// seesID reports whether what has an ID is in sight, whatever it is; what is no row hides nobody.
func (s *sight) seesID(ctx context.Context, id string) (bool, error) {
	if _, citizen, err := s.responsible(ctx, id); err != nil || citizen {
		if err != nil {
			return false, err
		}
		return s.knows(ctx, id)
	}
	for _, t := range schema.Types() {
		ref := model.RowRef{Type: t.Name, ID: id}
		if len(ties(t.Name)) == 0 {
			continue
		}
		if _, found, err := s.tiesAt(ctx, ref); err != nil || !found {
			if err != nil {
				return false, err
			}
			continue
		}
		return s.seesRef(ctx, ref)
	}
	return true, nil
}
