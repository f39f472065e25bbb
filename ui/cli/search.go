package cli

import (
	"context"
	"strings"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// searchTypes are the types of the rows that each kind of search results stands for.
var searchTypes = map[search.Kind]string{
	search.Company: "company", search.Workplace: "company", search.Contact: "person", search.Task: "task",
	search.Citizen: "citizen", search.Goal: "goal", search.Shortlist: "shortlist", search.Placement: "placement",
}

// searchOptions are the options of `search`.
type searchOptions struct {
	limit int
	kind  string
}

func searchCommand() command {
	o := &searchOptions{}
	return command{
		name: "search", args: between(1, -1), run: o.run,
		flags: []flag{
			option(&o.limit, "limit", 20, "cli.flag.limit"),
			option(&o.kind, "kind", "", "cli.flag.kind"),
		},
		json: []string{"type", "id", "name", "more", "matched", "words", "exact", "ref"},
	}
}

// run finds everything that answers the words, best first. Citizens are named by initials and number.
func (o *searchOptions) run(ctx context.Context, s *session, args []string) error {
	only, err := o.kinds(s)
	if err != nil {
		return err
	}
	got, err := s.Service.Search(ctx, strings.Join(args, " "), search.Options{Limit: o.limit, Kinds: only})
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.search.empty"), cols: []column{
		{"type", s.T("cli.col.kind"), false},
		{"id", "ID", false},
		{"name", s.T("cli.col.name"), false},
		{"more", s.T("cli.col.more"), false},
	}}
	exact := got.Upto == search.Exact
	for _, h := range got.Hits {
		typ := searchTypes[h.Kind]
		name, id, more, err := s.hit(ctx, typ, h)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{coded(s.T("type."+typ), typ), {id, h.ID, h.ID}, text(name), text(more)})
	}
	if s.json {
		t.cols = append(t.cols, column{key: "matched"}, column{key: "words"}, column{key: "exact"})
		t.cols = append(t.cols, column{key: "ref"})
		for i, h := range got.Hits {
			ref := cell{}
			if shown := t.rows[i][1].shown; shown != h.ID {
				ref = text(shown)
			}
			t.rows[i] = append(t.rows[i], number(h.Matched), number(got.Words), cell{val: exact}, ref)
		}
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if got.Total > len(got.Hits) && s.out.human() {
		s.note("cli.search.more", "n", got.Total-len(got.Hits))
	}
	return nil
}

// kinds are the kinds of results that --kind leaves.
func (o *searchOptions) kinds(s *session) (search.Kinds, error) {
	if o.kind == "" {
		return 0, nil
	}
	var only search.Kinds
	for k, typ := range searchTypes {
		called := func(name string) bool { return strings.EqualFold(o.kind, name) }
		if called(typ) || called(s.T("type."+typ)) || called(s.T("type."+typ+".pl")) {
			only |= search.Only(k)
		}
	}
	if only == 0 {
		return 0, model.NewError(model.Usage, "err.cli.kind", model.Args{"value": o.kind})
	}
	return only, nil
}

// hit describes a result: its name, how a command line names it, and where it is.
func (s *session) hit(ctx context.Context, typ string, h search.Hit) (name, id, more string, err error) {
	if typ == "company" {
		return h.Name, h.ID, strings.Join(h.Extra, " · "), nil
	}
	e, err := service.Related(ctx, s.Service.Store, typ, h.ID)
	if err != nil {
		return "", "", "", err
	}
	s.look(e)
	s.tells(schema.TypeOf(e), []string{"name"})
	switch r := e.(type) {
	case *model.Citizen, *model.Shortlist:
		return service.NameIn(e), rowName(e), "", nil
	case *model.Placement:
		nameOf := s.nameOf(ctx)
		return h.Name, rowName(e), nameOf("citizen", r.CitizenID) + " · " + nameOf("company", r.CompanyID), nil
	}
	return h.Name, h.ID, s.ownerName(ctx, e), nil
}

// ownerName is the name of the citizen or workplace that a row belongs to.
func (s *session) ownerName(ctx context.Context, row model.Entity) string {
	e := entityOf(schema.TypeOf(row).Name)
	if len(e.owner) == 0 {
		return ""
	}
	f, _ := e.table().Field(e.owner[0])
	return s.nameOf(ctx)(f.To, f.Text(row))
}
