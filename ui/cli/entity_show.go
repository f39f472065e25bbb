package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// listOptions say which rows a list shows, and how.
type listOptions struct {
	words   []string // whose rows, or a part of the name
	where   []string
	columns string
	limit   int
	view    string   // name of a saved view
	filter  []string // as the filter menu of the list has them

	narrowed []schema.Cond // of both
}

func (o *listOptions) flags(e entity) []flag {
	out := []flag{
		option(&o.where, "where", nil, "cli.flag.where"),
		option(&o.columns, "columns", "", "cli.flag.columns"),
		option(&o.limit, "limit", 0, "cli.flag.limit"),
	}
	if service.ListSpecOf(e.typ) != nil {
		out = append(out, option(&o.filter, "filter", nil, "cli.flag.filter"), option(&o.view, "view", "", "cli.flag.view"))
	}
	return out
}

func listCommand(e entity) command {
	o := &listOptions{}
	most := -1
	if len(e.owner) > 0 {
		most = 1
	}
	return command{
		name: "list", args: between(0, most), rows: e.typ, json: []string{"damaged"},
		flags: o.flags(e),
		run: func(ctx context.Context, s *session, args []string) error {
			o.words = args
			return s.list(ctx, e, *o)
		},
	}
}

// list prints rows of one type.
func (s *session) list(ctx context.Context, e entity, o listOptions) error {
	e, err := s.viewed(ctx, e, &o)
	if err != nil {
		return err
	}
	columns, err := s.columns(e, o.columns)
	if err != nil {
		return err
	}
	rows, err := s.rows(ctx, e, o)
	if err != nil {
		return err
	}
	t := e.table()
	if _, numbered := t.Field("ref"); numbered {
		columns = append([]string{"ref"}, without(columns, "ref")...)
	}
	out := s.tableOf(ctx, e, columns, rows)
	out.allColumns, out.empty = o.columns != "", s.T("cli.list.empty", "what", s.T("type."+t.Name+".pl"))
	if columns[0] != "ref" {
		out.cols = slices.Insert(out.cols, 0, column{"id", "ID", false})
		for i, row := range rows {
			out.rows[i] = slices.Insert(out.rows[i], 0, text(row.Meta().ID))
		}
	}
	damaged, err := s.addDamaged(ctx, e.typ, &out)
	if err != nil {
		return err
	}
	if s.json {
		out.object = func(i int) object {
			if i >= len(rows) {
				return damagedObject(damaged[i-len(rows)])
			}
			if o.columns != "" {
				return s.rowObject(ctx, rows[i], columns...)
			}
			return s.rowObject(ctx, rows[i])
		}
	}
	if s.json && o.columns == "" {
		columns = settable(t) // an object has all fields
	}
	if err := s.listLeaves(ctx, t, columns, rows); err != nil {
		return err
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
func (s *session) columns(e entity, named string) ([]string, error) {
	if named == "" {
		return e.columns, nil
	}
	var keys []string
	for name := range strings.SplitSeq(named, ",") {
		f, err := s.fieldNamed(e.table(), strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		keys = append(keys, f.Key)
	}
	return keys, nil
}

// errLimit ends a reading when the limit is reached.
var errLimit = errors.New("limit reached")

// rows reads what a list shows.
func (s *session) rows(ctx context.Context, e entity, o listOptions) ([]model.Entity, error) {
	q := schema.Query{Order: e.order, Where: o.narrowed}
	tests, err := s.filters(ctx, e, o, &q)
	if err != nil {
		return nil, err
	}
	var out []model.Entity
	err = s.Service.Store.Each(ctx, e.typ, q, func(row model.Entity) error {
		for _, ok := range tests {
			if !ok(row) {
				return nil
			}
		}
		out = append(out, row)
		if o.limit > 0 && len(out) >= o.limit {
			return errLimit
		}
		return nil
	})
	if errors.Is(err, errLimit) {
		err = nil
	}
	return out, err
}

// filters turn the options into conditions for the store and tests of rows, for fields that the store cannot see.
func (s *session) filters(
	ctx context.Context, e entity, o listOptions, q *schema.Query,
) (tests []func(model.Entity) bool, err error) {
	list, err := assigns(o.where)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		c, test, err := s.condition(ctx, e.table(), a)
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
	if len(e.owner) > 0 {
		c, err := s.owned(ctx, e, o.words[0])
		if err != nil {
			return nil, err
		}
		q.Where = append(q.Where, c)
		return tests, nil
	}
	want := words.Fold(strings.Join(o.words, " "))
	return append(tests, func(row model.Entity) bool {
		for _, n := range namesOf(row) {
			if strings.Contains(words.Fold(n), want) {
				return true
			}
		}
		return strings.EqualFold(rowName(row), strings.Join(o.words, " "))
	}), nil
}

// owned is the condition for the rows of one citizen or workplace, whichever the word names.
func (s *session) owned(ctx context.Context, e entity, word string) (schema.Cond, error) {
	var last error
	for _, key := range e.owner {
		f, _ := e.table().Field(key)
		row, err := s.find(ctx, f.To, word)
		if err == nil {
			return schema.Cond{Field: key, Op: schema.Is, Text: row.Meta().ID}, nil
		}
		if last = err; model.CodeOf(err) != model.NotFound {
			break
		}
	}
	return schema.Cond{}, last
}

// parts are the rows that are shown with a row: their type and the field that refers to it.
var parts = map[string][][2]string{
	"company": {{"person", "company"}, {"task", "company"}, {"opening", "company"},
		{"commitment", "company"}, {"contact", "company"}},
	"citizen": {{"goal", "citizen"}, {"consent", "citizen"}, {"contact", "citizen"}, {"shortlist", "citizen"}},
}

func showCommand(e entity) command {
	var members []string
	for _, p := range parts[e.typ] {
		members = append(members, p[0]+"s")
	}
	if e.typ == "shortlist" {
		members = []string{"rows", "rows.id", "rows.company_id", "rows.citizen_id"}
	}
	return command{
		name: "show", args: exactly(1), rows: e.typ, json: members,
		run: func(ctx context.Context, s *session, args []string) error { return s.show(ctx, e, args[0]) },
	}
}

// show prints one row with what belongs to it.
func (s *session) show(ctx context.Context, e entity, word string) error {
	row, err := s.find(ctx, e.typ, word)
	if err != nil {
		return err
	}
	s.look(row)
	if e.typ == "shortlist" {
		return s.showShortlist(ctx, row.Meta().ID)
	}
	if e.typ == "company" { // its ratios are judged by the rules
		if err := s.noteRules(ctx, 0); err != nil {
			return err
		}
	}
	t, name := e.table(), s.nameOf(ctx)
	s.tells(t, settable(t))
	facts := []fact{
		{"id", "ID", text(row.Meta().ID)},
		{"version", s.T("cli.col.version"), number(int(row.Meta().Version))},
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		facts = append(facts, fact{f.Key, s.words.Field(t, f), fieldCell(s.words, f, row, name)})
	}
	var members []member
	lists := make([]table, 0, len(parts[e.typ]))
	for _, p := range parts[e.typ] {
		sub := entityOf(p[0])
		q := schema.Where(p[1], row.Meta().ID)
		q.Order = sub.order
		rows, err := s.Service.Store.List(ctx, p[0], q)
		if err != nil {
			return err
		}
		members = append(members, member{p[0] + "s", s.rowObjects(ctx, rows)})
		lists = append(lists, s.tableOf(ctx, sub, without(sub.columns, p[1]), rows))
	}
	if s.json {
		return s.out.json(append(s.rowObject(ctx, row), members...))
	}
	if err := s.out.facts(facts); err != nil || !s.out.human() {
		return err
	}
	for i, p := range parts[e.typ] {
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
func (s *session) tableOf(ctx context.Context, e entity, columns []string, rows []model.Entity) table {
	t, name := e.table(), s.nameOf(ctx)
	s.look(rows)
	out := table{rows: make([][]cell, len(rows))}
	for _, key := range columns {
		f, _ := t.Field(key)
		out.cols = append(out.cols, column{f.Key, s.words.Field(t, f), f.Numeric()})
		for i, row := range rows {
			out.rows[i] = append(out.rows[i], fieldCell(s.words, f, row, name))
		}
	}
	return out
}
