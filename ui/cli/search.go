package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// searchKinds are the kinds that the search box finds, and the types of their rows.
var searchKinds = map[search.Kind]string{search.Company: "company", search.Workplace: "company", search.Contact: "person", search.Task: "task",
	search.Citizen: "citizen", search.Goal: "goal", search.Shortlist: "shortlist", search.Placement: "placement"}

func (r *root) newSearch() *cobra.Command {
	limit := 0
	kind := ""
	c := r.new("search", between(1, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			return s.search(ctx, strings.Join(args, " "), kind, limit)
		})
	})
	c.Flags().IntVar(&limit, "limit", 20, "")
	c.Flags().StringVar(&kind, "kind", "", "")
	return says(c, "type", "id", "name", "more", "matched", "words", "exact")
}

// search finds everything that answers the words, best first. Citizens are named by initials and number.
func (s *session) search(ctx context.Context, query, kind string, limit int) error {
	only, err := s.searchOnly(kind)
	if err != nil {
		return err
	}
	snap, err := s.Service.Snapshots.Snapshot(ctx)
	if err != nil {
		return err
	}
	got, err := snap.Search().Search(ctx, query, search.Options{Limit: limit, Kinds: only})
	if err != nil {
		return err
	}
	t := table{cols: []column{{"type", s.T("cli.col.kind"), false}, {"id", "ID", false}, {"name", s.T("cli.col.name"), false}, {"more", s.T("cli.col.more"), false}},
		empty: s.T("cli.search.empty")}
	exact := got.Upto == search.Exact
	for _, h := range got.Hits {
		typ := searchKinds[h.Kind]
		name, id, more, err := s.hit(ctx, typ, h)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{{s.T("type." + typ), typ, typ}, {id, h.ID, h.ID}, text(name), text(more)})
	}
	if s.json {
		t.cols = append(t.cols, column{key: "matched"}, column{key: "words"}, column{key: "exact"})
		for i, h := range got.Hits {
			t.rows[i] = append(t.rows[i], number(h.Matched), number(got.Words), cell{val: exact})
		}
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if got.Total > len(got.Hits) && s.out.human() {
		s.tell("cli.search.more", "n", got.Total-len(got.Hits))
	}
	return nil
}

func (s *session) searchOnly(kind string) (search.Kinds, error) {
	if kind == "" {
		return 0, nil
	}
	var only search.Kinds
	for k, typ := range searchKinds {
		if strings.EqualFold(kind, typ) || strings.EqualFold(kind, s.T("type."+typ)) || strings.EqualFold(kind, s.T("type."+typ+".pl")) {
			only |= search.Only(k)
		}
	}
	if only == 0 {
		return 0, model.NewError(model.Usage, "err.cli.kind", model.Args{"value": kind})
	}
	return only, nil
}

// hit says what was found: its name, how a command names it, and where it is.
func (s *session) hit(ctx context.Context, typ string, h search.Hit) (name, id, more string, err error) {
	name, id, more = h.Name, h.ID, strings.Join(h.Extra, " · ")
	switch typ {
	case "citizen":
		e, err := s.Service.Store.Get(ctx, typ, h.ID)
		if err != nil {
			return "", "", "", err
		}
		return service.NameIn(e), handle(e), "", nil
	case "placement":
		e, err := s.Service.Store.Get(ctx, typ, h.ID)
		if err != nil {
			return "", "", "", err
		}
		p := e.(*model.Placement)
		called := s.called(ctx)
		return h.Name, handle(e), called("citizen", p.CitizenID) + " · " + called("company", p.CompanyID), nil
	case "shortlist":
		e, err := s.Service.Store.Get(ctx, typ, h.ID)
		if err != nil {
			return "", "", "", err
		}
		return service.NameIn(e), handle(e), "", nil
	case "task", "person", "goal":
		e, err := s.Service.Store.Get(ctx, typ, h.ID)
		if err != nil {
			return "", "", "", err
		}
		return name, id, s.ownerName(ctx, e), nil
	}
	return name, id, more, nil
}

// ownerName is whose a row is.
func (s *session) ownerName(ctx context.Context, e model.Entity) string {
	k := kindOf(schema.TypeOf(e).Name)
	if len(k.owner) == 0 {
		return ""
	}
	f, _ := k.t().Field(k.owner[0])
	return s.called(ctx)(f.To, f.Text(e))
}
