package edit

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// few are the types of which a lookup offers the rows around the edited one, never the whole database.
func few(typ string) bool {
	return slices.ContainsFunc(around, func(a nearby) bool { return a.typ == typ })
}

// nearby is a type whose rows hang on the workplace or the citizen that the edited row is about.
type nearby struct{ typ, owner string }

var around = []nearby{{"person", "company"}, {"task", "company"}, {"goal", "citizen"}, {"placement", "citizen"}}

// offerNear reads the rows around the edited one, of those types that its fields refer to.
func (s *Screen) offerNear(ctx context.Context, out *beginning) error {
	owners, err := s.owners(ctx)
	if err != nil {
		return err
	}
	for _, a := range around {
		refers := slices.ContainsFunc(s.fields, func(f *schema.Field) bool {
			return f.Kind == schema.Ref && f.To == a.typ
		})
		if !refers || owners[a.owner] == "" {
			continue
		}
		if err := s.offer(ctx, out, a.typ, schema.Where(a.owner, owners[a.owner])); err != nil {
			return err
		}
	}
	return nil
}

// owners are the workplace and the citizen that the edited row is about, its own or its placement's.
func (s *Screen) owners(ctx context.Context) (map[string]string, error) {
	e := s.entity
	if f, ok := s.typ.Field("placement"); ok && f.Text(e) != "" {
		p, err := s.Service.Store.Get(ctx, "placement", f.Text(e))
		if err != nil {
			return nil, err
		}
		e = p
	}
	owners := map[string]string{}
	for _, key := range []string{"company", "citizen"} {
		if f, ok := schema.TypeOf(e).Field(key); ok {
			owners[key] = f.Text(e)
		}
	}
	return owners, nil
}

// offer reads the few rows that a lookup chooses from.
func (s *Screen) offer(ctx context.Context, out *beginning, typ string, q schema.Query) error {
	rows, err := s.Service.Store.List(ctx, typ, q)
	for _, e := range rows {
		id := e.Meta().ID
		out.names[id] = service.NameIn(e)
		out.near[typ] = append(out.near[typ], id)
	}
	return err
}

// question is what the search box is asked for a field.
type question struct{ typ, query string }

// searched are the types that the search box finds.
var searched = map[string]search.Kind{"company": search.Company, "citizen": search.Citizen, "task": search.Task}

// lookup gives the rows to refer to that are known: the few that were offered by name, everything else as far as the
// search box has answered. What it does not know yet it leaves for search.
func (s *Screen) lookup(typ, query string) []kit.Option {
	if near, ok := s.near[typ]; ok || few(typ) {
		var items []kit.Item
		for _, id := range near {
			items = append(items, kit.Item{ID: id, Label: s.names[id]})
		}
		return options(kit.FilterItems(items, query))
	}
	s.wanted = question{typ, query}
	switch {
	case s.found.answers == s.wanted:
		return options(s.found.items)
	case s.found.answers.typ == typ: // until the answer is there, what was found before and still fits
		return options(kit.FilterItems(s.found.items, query))
	}
	return nil
}

func options(items []kit.Item) []kit.Option {
	var out []kit.Option
	for _, it := range items {
		out = append(out, kit.Option{Key: it.ID, Label: it.Label})
	}
	return out
}

// search asks the search box what lookup left open. The letter that comes next cancels it.
func (s *Screen) search() tea.Cmd {
	kind, ok := searched[s.wanted.typ]
	if !ok || s.wanted == s.asked {
		return nil
	}
	ask, d := s.wanted, s.Service
	s.asked = ask
	s.form.Wait()
	return screen.RunElse(s.Host, "lookup", func(ctx context.Context) ([]search.Hit, error) {
		answer, err := d.Search(ctx, ask.query, search.Options{Limit: 8, Kinds: search.Only(kind)})
		return answer.Hits, err
	}, func(hits []search.Hit) tea.Cmd {
		s.found = found{answers: ask}
		for _, h := range hits {
			s.names[h.ID] = h.Name
			s.found.items = append(s.found.items, kit.Item{ID: h.ID, Label: h.Name})
		}
		s.form.Refresh()
		return nil
	}, func(error) tea.Cmd {
		s.asked = question{} // the next letter asks again
		return nil
	})
}
