package cli

import (
	"context"
	"maps"

	"jobspor/model"
	"jobspor/ui/service"
)

// nameFound gives a finding about a row with what the row is called in place of its bare ID: by number, initials or
// name, as repair takes it, else by whom it is about. from is its newest sound state, nil for none.
func (s *session) nameFound(ctx context.Context, e *model.Error, from *model.RowSource) *model.Error {
	typ, _ := e.Args["type"].(string)
	id, _ := e.Args["id"].(string)
	if id == "" || typeNamed(typ) == nil {
		return e
	}
	named := *e
	named.Args = maps.Clone(e.Args)
	named.Args["id"] = s.called(ctx, typ, id, from)
	return &named
}

// called is what a row is called, its ID where nothing readable says more.
func (s *session) called(ctx context.Context, typ, id string, from *model.RowSource) string {
	var row model.Entity
	if from != nil {
		row = from.Row
	} else if e, err := s.Service.Store.Get(ctx, typ, id); err == nil {
		row = e
	} else {
		for _, bad := range s.Service.Damaged() {
			if bad.Type == typ && bad.ID == id && bad.Ref != "" {
				return bad.Ref
			}
		}
		return id
	}
	if names := service.CalledIn(row); len(names) > 0 {
		return names[0]
	}
	about, err := s.Service.AboutOf(ctx, row)
	if err != nil {
		return id
	}
	name := func(typ, id string) string {
		e, err := service.Related(ctx, s.Service.Store, typ, id)
		if id == "" || err != nil {
			return ""
		}
		return service.NameIn(e)
	}
	if of := service.JoinNonEmpty(" · ", name("citizen", about.CitizenID), name("company", about.CompanyID)); of != "" {
		return id + " (" + of + ")"
	}
	return id
}
