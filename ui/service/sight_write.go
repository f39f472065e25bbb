package service

import (
	"context"
	"errors"
	"iter"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// ownFields are the fields of a consultant that everybody may change in their own row.
var ownFields = []string{"name", "initials"}

// mayWrite refuses changes that the role may not make, of rows out of sight, and such as would take one out of sight.
func (s *sight) mayWrite(ctx context.Context, changes iter.Seq[model.Change]) error {
	judge := *s
	judge.fresh = &owners{members: map[string]*model.Consultant{}, of: map[string]string{},
		about: map[string]map[string][]string{}}
	for c := range changes {
		if c.Before == nil && c.After.Meta().ID != "" && canBeAbout(schema.TypeOf(c.After).Name) {
			judge.fresh.put(c.After)
		}
	}
	left := s.admins()
	had := len(left) > 0
	for c := range changes {
		if err := judge.mayChange(ctx, c); err != nil {
			return err
		}
		if m, ok := c.Row().(*model.Consultant); ok {
			left = slices.DeleteFunc(left, func(id string) bool { return id == m.ID })
			if c.After != nil && isAdmin(m) {
				left = append(left, m.ID)
			}
		}
	}
	if had && len(left) == 0 {
		return model.NewError(model.Forbidden, "err.access.last", nil).WithField("role")
	}
	return nil
}

func (s *sight) mayChange(ctx context.Context, c model.Change) error {
	typ := schema.TypeOf(c.Row()).Name
	if typ == "approval" {
		return s.mayAnswer(ctx, c)
	}
	if right, ok := writeRights[typ]; ok {
		if typ == "consultant" {
			return s.mayChangeMember(ctx, c)
		}
		return s.need(right)
	}
	right := WriteCompanies
	for _, e := range []model.Entity{c.Before, c.After} {
		if e == nil || !canBeAbout(typ) {
			continue
		}
		judge := *s
		if e == c.Before {
			judge.fresh = nil // what was there before is judged as it is
		}
		ids, err := judge.citizens(ctx, e)
		if err != nil {
			return err
		}
		if typ == "citizen" && c.Before == nil {
			ids = nil // a new one is judged by its consultant below
		}
		if len(ids) > 0 || typ == "citizen" {
			right = WriteCitizens
		}
		if ok, err := judge.knowsAll(ctx, ids); err != nil || !ok {
			return errors.Join(err, s.outOfSight())
		}
	}
	if err := s.need(right); err != nil {
		return err
	}
	return s.staysInSight(c)
}

// staysInSight refuses to give a citizen to a consultant whose citizens are not in sight, now or from a coming day.
func (s *sight) staysInSight(c model.Change) error {
	if h, ok := c.After.(*model.Handover); ok && h.CitizenID != "" && h.DoneOn == 0 && !s.belongs(h.ToID) {
		return model.NewError(model.Forbidden, "err.access.move", nil).WithField("responsible")
	}
	after, ok := c.After.(*model.Citizen)
	if !ok || s.belongs(after.Responsible) {
		return nil
	}
	if before, ok := c.Before.(*model.Citizen); ok && before.Responsible == after.Responsible {
		return nil // one that was opened with a reason stays whose it is
	}
	return model.NewError(model.Forbidden, "err.access.move", nil).WithField("responsible")
}

func (s *sight) outOfSight() error {
	if err := s.need(WriteCitizens); err != nil {
		return err
	}
	return model.NewError(model.Forbidden, "err.access.other", nil)
}

// mayChangeMember lets administrators change consultants, and everybody how their own name is written. The first
// consultant may make the first administrator.
func (s *sight) mayChangeMember(ctx context.Context, c model.Change) error {
	before, _ := c.Before.(*model.Consultant)
	after, _ := c.After.(*model.Consultant)
	switch {
	case s.may(ManageMembers), before == nil || after == nil:
	case before.ID == s.actor && s.role != "" && onlyOwn(before, after):
		return nil
	case isAdmin(after) && onlyRole(before, after) && len(s.admins()) == 0 && s.role != "":
		if first, err := s.firstMember(ctx); err != nil || first == s.actor {
			return err
		}
	}
	return s.need(ManageMembers)
}

func isAdmin(c *model.Consultant) bool { return !c.Inactive && model.RoleOf(c) == "admin" }

// admins are the IDs of the administrators who are still here.
func (s *sight) admins() (out []string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for id, c := range s.members {
		if isAdmin(c) {
			out = append(out, id)
		}
	}
	return out
}

// firstMember is the consultant who was entered first.
func (s *sight) firstMember(ctx context.Context) (id string, err error) {
	err = s.source.EachLogRow(ctx, []string{"consultant"}, func(_ model.LogEntry, op string, row model.LogRow) error {
		if id == "" && op == "add" {
			id = row.ID
		}
		return nil
	})
	return id, err
}

func onlyOwn(before, after *model.Consultant) bool {
	return !slices.ContainsFunc(schema.Differences(before, after),
		func(f *schema.Field) bool { return !slices.Contains(ownFields, f.Key) })
}

func onlyRole(before, after *model.Consultant) bool {
	d := schema.Differences(before, after)
	return len(d) == 1 && d[0].Key == "role"
}
