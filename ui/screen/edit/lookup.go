package edit

import (
	"context"
	"slices"

	"jobspor/matching/search"
	"jobspor/model/schema"
	"jobspor/ui/kit"
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
		refers := slices.ContainsFunc(s.fields, func(f *schema.Field) bool { return f.Kind == schema.Ref && f.To == a.typ })
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

// lookup finds rows to refer to: the few that were offered by name, everything else by the search box.
func (s *Screen) lookup(typ, query string) []kit.Option {
	if near, ok := s.near[typ]; ok || few(typ) {
		var items []kit.Item
		for _, id := range near {
			items = append(items, kit.Item{ID: id, Label: s.names[id]})
		}
		var out []kit.Option
		for _, it := range kit.FilterItems(items, query) {
			out = append(out, kit.Option{Key: it.ID, Label: it.Label})
		}
		return out
	}
	kinds := map[string]search.Kind{"company": search.Company, "citizen": search.Citizen, "task": search.Task}
	kind, ok := kinds[typ]
	snap, ready := s.Service.Snapshots.Ready()
	if !ok || !ready {
		return nil
	}
	answer, err := snap.Search().Search(context.Background(), query, search.Options{Limit: 8, Kinds: search.Only(kind)})
	if err != nil {
		return nil
	}
	var out []kit.Option
	for _, h := range answer.Hits {
		s.names[h.ID] = h.Name
		out = append(out, kit.Option{Key: h.ID, Label: h.Name})
	}
	return out
}
