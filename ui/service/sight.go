package service

import (
	"context"
	"maps"
	"slices"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// sight is what one consultant may do and see at one moment.
type sight struct {
	*owners
	actor string
	role  string          // "" may nothing
	mine  map[string]bool // consultants whose citizens are in sight
	free  bool            // those without a consultant are
	open  map[string]bool // citizens that were opened with a reason
	today model.Date
	// fresh are rows that a change set adds, which the owners do not know yet; nil but for judging one.
	fresh *owners
}

// sightOf gives the sight of a consultant.
func (o *owners) sightOf(
	ctx context.Context, actor string, opened map[string]time.Time, now time.Time,
) (*sight, error) {
	if err := o.read(ctx); err != nil {
		return nil, err
	}
	s := &sight{owners: o, actor: actor, mine: map[string]bool{}, open: map[string]bool{}}
	o.mu.RLock()
	defer o.mu.RUnlock()
	me := o.members[actor]
	if me == nil || me.Inactive {
		return s, nil
	}
	s.role = model.RoleOf(me)
	if ExtentOf(s.role, ReadCitizens) == Team {
		for id, c := range o.members {
			s.mine[id] = id == actor || me.Team != "" && c.Team == me.Team
		}
		maps.DeleteFunc(s.mine, func(_ string, in bool) bool { return !in })
	}
	s.free = ExtentOf(s.role, ReadFree) == Yes
	for id, until := range opened {
		if now.Before(until) {
			s.open[id] = true
		}
	}
	return s, nil
}

// may reports whether the role has a right, however far it reaches.
func (s *sight) may(r Right) bool { return ExtentOf(s.role, r) != Not }

// need refuses what the role has no right to.
func (s *sight) need(r Right) error {
	if s.may(r) {
		return nil
	}
	if s.role == "" {
		return model.NewError(model.Forbidden, "err.access.nobody", nil)
	}
	return model.NewError(model.Forbidden, "err.access."+string(r), model.Args{"role": s.role})
}

// belongs reports whether a consultant's citizens are in sight, "" for citizens without one.
func (s *sight) belongs(responsible string) bool {
	if responsible == "" {
		return s.free
	}
	return s.mine[responsible]
}

// knows reports whether a citizen is in sight.
func (s *sight) knows(ctx context.Context, citizen string) (bool, error) {
	if s.open[citizen] {
		return true, nil
	}
	who, ok, err := s.responsible(ctx, citizen)
	if !ok && s.fresh != nil {
		who, ok = s.fresh.of[citizen]
	}
	return err == nil && ok && s.belongs(who), err
}

func (s *sight) knowsAll(ctx context.Context, citizens []string) (bool, error) {
	for _, id := range citizens {
		if ok, err := s.knows(ctx, id); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// citizens are those that a row is about. What it refers to may be in the same change set.
func (s *sight) citizens(ctx context.Context, e model.Entity) (out []string, err error) {
	if s.fresh == nil {
		return s.citizensOf(ctx, e)
	}
	if c, ok := e.(*model.Citizen); ok {
		return []string{c.ID}, nil
	}
	for _, to := range tied(e) {
		some, known := s.fresh.about[to.Type][to.ID]
		if !known {
			if some, err = s.citizensAt(ctx, to, mostSteps); err != nil {
				return nil, err
			}
		}
		out = append(out, some...)
	}
	return out, nil
}

// sees reports whether a row may be seen: all citizens that it is about are in sight.
func (s *sight) sees(ctx context.Context, e model.Entity) (bool, error) {
	if e == nil || s.role == "" {
		return false, nil
	}
	if a, ok := e.(*model.Approval); ok {
		return s.seesApproval(ctx, a)
	}
	if !canBeAbout(schema.TypeOf(e).Name) {
		return true, nil
	}
	ids, err := s.citizensOf(ctx, e)
	if err != nil {
		return false, err
	}
	return s.knowsAll(ctx, ids)
}

// seesRef reports it of a row that is known by its ID.
func (s *sight) seesRef(ctx context.Context, ref model.RowRef) (bool, error) {
	if s.role == "" {
		return false, nil
	}
	ids, err := s.citizensAt(ctx, model.RowRef{Type: ref.Type, ID: ref.ID}, mostSteps)
	if err != nil {
		return false, err
	}
	return s.knowsAll(ctx, ids)
}

// narrow lets the store select the citizens in sight; false when it cannot, and each row is judged.
func (s *sight) narrow(typ string, q schema.Query) (schema.Query, bool) {
	if !canBeAbout(typ) && typ != "approval" {
		return q, true
	}
	if typ != "citizen" || len(s.open) > 0 {
		return q, false
	}
	op := schema.In
	if s.free {
		op = schema.InOrNone
	}
	q.Where = append(slices.Clone(q.Where),
		schema.Cond{Field: "responsible", Op: op, In: slices.Sorted(maps.Keys(s.mine))})
	return q, true
}
