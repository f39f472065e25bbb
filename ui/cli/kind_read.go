package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/schema"
)

// listOptions is what `… list` was asked.
type listOptions struct {
	words   []string // whose rows, or a part of the name
	where   []string
	columns string
	limit   int
}

func (r *root) newList(k kind) *cobra.Command {
	var o listOptions
	most := -1
	if len(k.owner) > 0 {
		most = 1
	}
	c := r.new("list", between(0, most), func(ctx context.Context, args []string) error {
		o.words = args
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.list(ctx, k, o) })
	})
	c.Flags().StringArrayVar(&o.where, "where", nil, "")
	c.Flags().StringVar(&o.columns, "columns", "", "")
	c.Flags().IntVar(&o.limit, "limit", 0, "")
	return fieldsOf(c, k.typ)
}

// list prints rows of one kind.
func (s *session) list(ctx context.Context, k kind, o listOptions) error {
	columns, err := s.columns(k, o.columns)
	if err != nil {
		return err
	}
	rows, err := s.rows(ctx, k, o)
	if err != nil {
		return err
	}
	t := k.t()
	out := table{whole: o.columns != "", empty: s.T("cli.list.empty", "what", s.T("type."+t.Name+".pl"))}
	if _, numbered := t.Field("ref"); numbered {
		columns = append([]string{"ref"}, without(columns, "ref")...)
	} else {
		out.cols = append(out.cols, column{key: "id", title: "ID"})
	}
	var fields []*schema.Field
	for _, key := range columns {
		f, _ := t.Field(key)
		fields = append(fields, f)
		out.cols = append(out.cols, column{f.Key, s.words.Field(t, f), f.Numeric()})
	}
	name := s.called(ctx)
	for _, e := range rows {
		var cells []cell
		if out.cols[0].key == "id" {
			cells = append(cells, text(e.Meta().ID))
		}
		for _, f := range fields {
			cells = append(cells, fieldCell(s.words, f, e, name))
		}
		out.rows = append(out.rows, cells)
	}
	if s.json {
		out.more = func(i int) object { return rowObject(rows[i]) }
		if t.Personal {
			if err := s.Service.Store.Exported(ctx, s.Service.Actor(), "export.list", model.Args{"type": t.Name}, len(rows)); err != nil {
				return err
			}
		}
	}
	return s.out.table(out)
}

func without(list []string, s string) []string {
	var out []string
	for _, v := range list {
		if v != s {
			out = append(out, v)
		}
	}
	return out
}

// columns reads --columns, or gives the usual ones.
func (s *session) columns(k kind, named string) ([]string, error) {
	if named == "" {
		return k.columns, nil
	}
	var keys []string
	for name := range strings.SplitSeq(named, ",") {
		f, err := s.fieldNamed(k.t(), strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		keys = append(keys, f.Key)
	}
	return keys, nil
}

// errEnough ends a reading when the limit is reached.
var errEnough = errors.New("enough")

// rows reads what a list shows.
func (s *session) rows(ctx context.Context, k kind, o listOptions) ([]model.Entity, error) {
	q := schema.Query{Order: k.order}
	tests, err := s.narrow(ctx, k, o, &q)
	if err != nil {
		return nil, err
	}
	var out []model.Entity
	err = s.Service.Store.Each(ctx, k.typ, q, func(e model.Entity) error {
		for _, ok := range tests {
			if !ok(e) {
				return nil
			}
		}
		out = append(out, e)
		if o.limit > 0 && len(out) >= o.limit {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// narrow turns what was asked into conditions for the store and tests for what only the open row can tell.
func (s *session) narrow(ctx context.Context, k kind, o listOptions, q *schema.Query) (tests []func(model.Entity) bool, err error) {
	list, err := assigns(o.where)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		c, test, err := s.condition(ctx, k.t(), a)
		if err != nil {
			return nil, err
		}
		if c != nil {
			q.Where = append(q.Where, *c)
		} else {
			tests = append(tests, test)
		}
	}
	if len(o.words) == 0 {
		return tests, nil
	}
	if len(k.owner) > 0 {
		c, err := s.owned(ctx, k, o.words[0])
		if err != nil {
			return nil, err
		}
		q.Where = append(q.Where, c)
		return tests, nil
	}
	want := words.Fold(strings.Join(o.words, " "))
	return append(tests, func(e model.Entity) bool {
		for _, n := range namesOf(e) {
			if strings.Contains(words.Fold(n), want) {
				return true
			}
		}
		return strings.EqualFold(handle(e), strings.Join(o.words, " "))
	}), nil
}

// owned is the condition for the rows of one citizen or workplace, whichever the word names.
func (s *session) owned(ctx context.Context, k kind, word string) (schema.Cond, error) {
	var last error
	for _, key := range k.owner {
		f, _ := k.t().Field(key)
		e, err := s.find(ctx, f.To, word)
		if err == nil {
			return schema.Cond{Field: key, Op: schema.Is, Text: e.Meta().ID}, nil
		}
		if last = err; model.CodeOf(err) != model.NotFound {
			break
		}
	}
	return schema.Cond{}, last
}

func (r *root) newShow(k kind) *cobra.Command {
	c := r.new("show", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.show(ctx, k, args[0]) })
	})
	var names []string
	for _, p := range parts[k.typ] {
		names = append(names, p[0]+"s")
	}
	if k.typ == "shortlist" {
		names = []string{"rows", "rows.id", "rows.company_id", "rows.citizen_id"}
	}
	return says(fieldsOf(c, k.typ), names...)
}

// parts are the rows that are shown with a row: the type and the field that refers to it.
var parts = map[string][][2]string{
	"company": {{"person", "company"}, {"task", "company"}, {"contact", "company"}},
	"citizen": {{"goal", "citizen"}, {"consent", "citizen"}, {"contact", "citizen"}, {"shortlist", "citizen"}},
}

// show prints one row with what belongs to it; of a citizen, that it was seen is noted.
func (s *session) show(ctx context.Context, k kind, word string) error {
	e, err := s.find(ctx, k.typ, word)
	if err != nil {
		return err
	}
	if err := s.viewed(ctx, e); err != nil {
		return err
	}
	if k.typ == "shortlist" {
		return s.showShortlist(ctx, e.Meta().ID)
	}
	t, name := k.t(), s.called(ctx)
	facts := []fact{{"id", "ID", text(e.Meta().ID)}, {"version", s.T("cli.col.version"), number(int(e.Meta().Version))}}
	for i := range t.Fields {
		f := &t.Fields[i]
		facts = append(facts, fact{f.Key, s.words.Field(t, f), fieldCell(s.words, f, e, name)})
	}
	var also []member
	lists := make([]table, 0, len(parts[k.typ]))
	for _, p := range parts[k.typ] {
		sub := kindOf(p[0])
		rows, err := s.Service.Store.List(ctx, p[0], schema.Query{Where: []schema.Cond{{Field: p[1], Op: schema.Is, Text: e.Meta().ID}}, Order: sub.order})
		if err != nil {
			return err
		}
		also = append(also, member{p[0] + "s", objects(rows)})
		lists = append(lists, s.tableOf(ctx, sub, without(sub.columns, p[1]), rows))
	}
	if err := s.out.facts(facts, also...); err != nil || !s.out.human() {
		return err
	}
	for i, p := range parts[k.typ] {
		if len(lists[i].rows) > 0 {
			s.out.heading(s.T("type." + p[0] + ".pl"))
			if err := s.out.table(lists[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// tableOf makes a table of rows with the named fields.
func (s *session) tableOf(ctx context.Context, k kind, columns []string, rows []model.Entity) table {
	t, name := k.t(), s.called(ctx)
	var out table
	for _, key := range columns {
		f, _ := t.Field(key)
		out.cols = append(out.cols, column{f.Key, s.words.Field(t, f), f.Numeric()})
	}
	for _, e := range rows {
		var cells []cell
		for _, key := range columns {
			f, _ := t.Field(key)
			cells = append(cells, fieldCell(s.words, f, e, name))
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

func objects(rows []model.Entity) []object {
	out := []object{}
	for _, e := range rows {
		out = append(out, rowObject(e))
	}
	return out
}

func kindOf(typ string) kind {
	for _, k := range kinds {
		if k.typ == typ {
			return k
		}
	}
	return kind{typ: typ}
}
