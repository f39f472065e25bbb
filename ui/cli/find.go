package cli

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// mostCandidates are listed when a word fits several rows.
const mostCandidates = 10

var (
	refShape    = regexp.MustCompile(`^[A-Za-z]-?[0-9]+$`)
	prefixShape = regexp.MustCompile(`^[0-9a-z]{4,11}$`)
)

// find finds the one row that a word means: its ID or the start of it, its number (B-0001), a CVR- or P-number,
// initials, its name, or a part of its name that no other has.
func (s *session) find(ctx context.Context, typ, word string) (model.Entity, error) {
	word = strings.TrimSpace(word)
	t := typeNamed(typ)
	type search = func(context.Context, *schema.Type, string) ([]model.Entity, error)
	for _, search := range []search{s.byID, s.byNumber, s.byField} {
		rows, err := search(ctx, t, word)
		if err != nil {
			return nil, err
		}
		if len(rows) == 1 && model.IsID(word) && rows[0].Meta().ID != word {
			s.resolveEarlier(ctx, word, rows[0]) // the ID of a row that was merged into this one
		}
		if len(rows) > 0 {
			return s.exactlyOne(ctx, t, rows)
		}
	}
	rows, err := s.byPrefix(ctx, t, word)
	exact := true
	if err == nil && len(rows) == 0 {
		rows, exact, err = s.byName(ctx, t, word)
	}
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !exact {
		earlier, err := s.Service.ByEarlierName(ctx, t.Name, refOf(t, word), words.Fold(word))
		if err != nil {
			return nil, err
		}
		if len(earlier) == 1 {
			s.resolveEarlier(ctx, word, earlier[0])
		}
		if len(earlier) > 0 {
			return s.exactlyOne(ctx, t, earlier)
		}
	}
	if len(rows) == 0 {
		if err := s.damagedNamed(ctx, t.Name, word); err != nil {
			return nil, err
		}
		if row, err := s.beyond(ctx, t.Name, word); err != nil || row != nil {
			return row, err
		}
	}
	row, err := s.exactlyOne(ctx, t, rows)
	if err == nil {
		s.resolve(ctx, word, row, exact)
	}
	return row, err
}

// resolveEarlier tells which row one that was merged into it is now.
func (s *session) resolveEarlier(ctx context.Context, word string, row model.Entity) {
	s.resolve(ctx, word, row, true)
	s.tellResolved(ctx, &s.resolved[len(s.resolved)-1])
}

// exactlyOne gives the one row, or the error that there is none or too many.
func (s *session) exactlyOne(ctx context.Context, t *schema.Type, rows []model.Entity) (model.Entity, error) {
	switch len(rows) {
	case 0:
		return nil, model.NewError(model.NotFound, "err.cli.none."+t.Name, nil)
	case 1:
		return rows[0], nil
	}
	args := model.Args{"n": len(rows), "what": s.T("type." + t.Name + ".pl")}
	out := &ambiguous{err: model.NewError(model.NotFound, "err.cli.many", args)}
	for i, e := range rows {
		if i == mostCandidates {
			out.rows = append(out.rows, "…")
			break
		}
		out.rows = append(out.rows, s.candidate(ctx, e))
	}
	return nil, out
}

// candidate describes a row so that it can be told from others of the same name.
func (s *session) candidate(ctx context.Context, e model.Entity) string {
	return e.Meta().ID + "  " + s.described(ctx, e)
}

func (s *session) byID(ctx context.Context, t *schema.Type, word string) ([]model.Entity, error) {
	if word == "" || (t.Name != "setting" && t.Name != "reference" && !model.IsID(word)) {
		return nil, nil
	}
	e, err := s.Service.Store.Get(ctx, t.Name, word)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []model.Entity{e}, nil
}

// byNumber reads "B-0001", "b1" and "B-1" alike.
func (s *session) byNumber(ctx context.Context, t *schema.Type, word string) ([]model.Entity, error) {
	ref := refOf(t, word)
	if ref == "" {
		return nil, nil
	}
	return s.Service.Store.List(ctx, t.Name, schema.Where("ref", ref))
}

// refOf is the number that a word means, "" when it is none.
func refOf(t *schema.Type, word string) string {
	if t.Letter == "" || !refShape.MatchString(word) || !strings.EqualFold(word[:1], t.Letter) {
		return ""
	}
	digits := strings.TrimLeft(strings.TrimPrefix(word[1:], "-"), "0")
	if len(digits) < 4 {
		digits = strings.Repeat("0", 4-len(digits)) + digits
	}
	return t.Letter + "-" + digits
}

// uniqueFields are open fields by which people name rows.
var uniqueFields = map[string][]string{"company": {"pnumber", "cvr"}, "consultant": {"initials"},
	"opening": {"ad_no"}}

func (s *session) byField(ctx context.Context, t *schema.Type, word string) ([]model.Entity, error) {
	for _, key := range uniqueFields[t.Name] {
		f, _ := t.Field(key)
		if f.Check != nil && f.Check(word) != nil {
			continue
		}
		for _, w := range []string{word, strings.ToUpper(word)} {
			rows, err := s.Service.Store.List(ctx, t.Name, schema.Where(key, w))
			if err != nil || len(rows) > 0 {
				return rows, err
			}
		}
	}
	return nil, nil
}

func (s *session) byPrefix(ctx context.Context, t *schema.Type, word string) ([]model.Entity, error) {
	if !prefixShape.MatchString(word) {
		return nil, nil
	}
	return s.Service.Store.List(ctx, t.Name, schema.Query{Where: []schema.Cond{
		{Field: "id", Op: schema.AtLeast, Text: word}, {Field: "id", Op: schema.AtMost, Text: word + "zzzzzzzzzzzz"},
	}, Limit: mostCandidates + 1})
}

// byName reads names, which may be sealed: the same name first, then a part of it, which is not exact.
func (s *session) byName(
	ctx context.Context, t *schema.Type, word string,
) (rows []model.Entity, exact bool, err error) {
	want := words.Fold(word)
	if want == "" {
		return nil, false, nil
	}
	var same, part []model.Entity
	err = s.Service.Store.Each(ctx, t.Name, schema.Query{}, func(e model.Entity) error {
		switch names := namesOf(e); {
		case slices.ContainsFunc(names, func(n string) bool { return words.Fold(n) == want }):
			same = append(same, e)
		case slices.ContainsFunc(names, func(n string) bool { return strings.Contains(words.Fold(n), want) }):
			part = append(part, e)
		}
		return nil
	})
	if len(same) > 0 {
		return same, true, err
	}
	return part, false, err
}

// namesOf are the names that people use for a row.
func namesOf(e model.Entity) []string {
	switch r := e.(type) {
	case *model.Company:
		return []string{r.DailyName, r.Name}
	case *model.Citizen:
		return []string{r.Name(), r.FirstName}
	case *model.Consultant:
		return []string{r.Name, r.Initials}
	case *model.Shortlist:
		return []string{r.Title, r.Ref}
	case *model.LocalWord:
		return []string{r.Word}
	}
	n := service.NameIn(e)
	if n == e.Meta().ID {
		return nil
	}
	return []string{n}
}
