package model

import (
	"iter"
	"maps"
	"slices"
)

// Pair is what rows are grouped by: one ID, or two things together.
type Pair [2]string

// Shelf holds rows of one type by their IDs, and in groups by what they belong to. Its zero value is an empty one
// without groups.
type Shelf[T any, P interface {
	*T
	Entity
}] struct {
	rows   map[string]*T
	groups map[Pair][]*T
	by     func(*T) [3]Pair // the groups of a row; an empty pair is none
}

// Get gives the row with an ID, nil when it is not there.
func (s *Shelf[T, P]) Get(id string) *T { return s.rows[id] }

// All goes through the rows in no order.
func (s *Shelf[T, P]) All() iter.Seq[*T] { return maps.Values(s.rows) }

// Rows gives all rows in no order.
func (s *Shelf[T, P]) Rows() []*T { return slices.AppendSeq(make([]*T, 0, len(s.rows)), s.All()) }

// Of gives the rows of a group in no order; they are not to be changed.
func (s *Shelf[T, P]) Of(of ...string) []*T {
	var p Pair
	copy(p[:], of)
	return s.groups[p]
}

// Put adds a row, or sets it in the place of the one with its ID.
func (s *Shelf[T, P]) Put(row *T) {
	id := P(row).Meta().ID
	s.Drop(id)
	if s.rows == nil {
		s.fill(nil)
	}
	s.rows[id] = row
	if s.by == nil {
		return
	}
	for _, p := range s.by(row) {
		if p != (Pair{}) {
			s.groups[p] = append(s.groups[p], row)
		}
	}
}

// Drop takes away the row with an ID, if it is there.
func (s *Shelf[T, P]) Drop(id string) {
	old, there := s.rows[id]
	if !there {
		return
	}
	delete(s.rows, id)
	if s.by == nil {
		return
	}
	for _, p := range s.by(old) {
		rest := slices.DeleteFunc(s.groups[p], func(r *T) bool { return r == old })
		if s.groups[p] = rest; len(rest) == 0 {
			delete(s.groups, p)
		}
	}
}

// fill puts rows into an empty shelf.
func (s *Shelf[T, P]) fill(rows []*T) {
	s.rows, s.groups = make(map[string]*T, len(rows)), map[Pair][]*T{}
	for _, r := range rows {
		s.Put(r)
	}
}

// clone gives a shelf that can be changed without changing this one.
func (s *Shelf[T, P]) clone() Shelf[T, P] {
	c := Shelf[T, P]{maps.Clone(s.rows), make(map[Pair][]*T, len(s.groups)), s.by}
	for p, rows := range s.groups {
		c.groups[p] = slices.Clone(rows)
	}
	return c
}
