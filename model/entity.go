// Package model says what things are: companies, citizens, goals, tasks, contacts, consents, placements, agreements and
// weeks; dates and hours; identifiers; change sets; errors.
//
// It promises: pure types and pure functions, the standard library and golang.org/x/text/unicode/norm only, no clock,
// no files, no words for people (those are keys that ui/lang puts into Danish and English). It never reads or writes a
// database: a use case hands a ChangeSet to the store, which is the one way anything is written. The packages below it
// (schema, agreement, placement, programme, rules, agenda, figures) hold the rules; each imports only those before it
// in this list, and this package none of them.
package model

// Entity is a row that the store saves: a pointer to one of the structs of this package.
type Entity interface{ Meta() *Head }

// Head is what every entity has. ID never changes; Version starts at 1 and grows with every saved change.
type Head struct {
	ID      string
	Version int64
}

// Meta gives the head.
func (h *Head) Meta() *Head { return h }
