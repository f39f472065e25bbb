package agenda

import (
	"iter"
	"maps"
	"slices"

	"jobspor/model"
)

// Index holds rows of one type by their IDs, and in groups by what they belong to. Its zero value is an empty one
// without groups.
type Index[T any, P interface {
	*T
	model.Entity
}] struct {
	rows   map[string]*T
	groups map[string][]*T
	by     func(*T) [3]string // the groups of a row; an empty text is none
}

// Get gives the row with an ID, nil when it is not there.
func (s *Index[T, P]) Get(id string) *T { return s.rows[id] }

// All goes through the rows in no order.
func (s *Index[T, P]) All() iter.Seq[*T] { return maps.Values(s.rows) }

// Rows gives all rows in no order.
func (s *Index[T, P]) Rows() []*T { return slices.AppendSeq(make([]*T, 0, len(s.rows)), s.All()) }

// Of gives the rows of a group in no order; they are not to be changed.
func (s *Index[T, P]) Of(group string) []*T { return s.groups[group] }

// Put adds a row, or sets it in the place of the one with its ID.
func (s *Index[T, P]) Put(row *T) {
	id := P(row).Meta().ID
	s.Drop(id)
	if s.rows == nil {
		s.fill(nil)
	}
	s.rows[id] = row
	if s.by == nil {
		return
	}
	for _, g := range s.by(row) {
		if g != "" {
			s.groups[g] = append(s.groups[g], row)
		}
	}
}

// Drop takes away the row with an ID, if it is there.
func (s *Index[T, P]) Drop(id string) {
	old, there := s.rows[id]
	if !there {
		return
	}
	delete(s.rows, id)
	if s.by == nil {
		return
	}
	for _, g := range s.by(old) {
		rest := slices.DeleteFunc(s.groups[g], func(r *T) bool { return r == old })
		if s.groups[g] = rest; len(rest) == 0 {
			delete(s.groups, g)
		}
	}
}

// fill puts rows into an empty index.
func (s *Index[T, P]) fill(rows []*T) {
	s.rows, s.groups = make(map[string]*T, len(rows)), map[string][]*T{}
	for _, r := range rows {
		s.Put(r)
	}
}

// clone gives an index that can be changed without changing this one.
func (s *Index[T, P]) clone() Index[T, P] {
	c := Index[T, P]{maps.Clone(s.rows), make(map[string][]*T, len(s.groups)), s.by}
	for g, rows := range s.groups {
		c.groups[g] = slices.Clone(rows)
	}
	return c
}
