package model

import (
	"iter"
	"slices"
	"time"
)

// Change is one row before and after. Before is nil for a new row, After for a removed one. The version that must still
// be current is Before's; the store gives After the next one.
type Change struct {
	Before, After Entity
}

// Row gives whichever side there is, After first.
func (c Change) Row() Entity {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// ChangeSet is the one way anything is written: all of its changes or none. It is what one undo reverts.
type ChangeSet struct {
	Actor   string // consultant ID, "" only before the first consultant exists
	Action  string // key of its words: "action.<Action>", e.g. "contact.add", "import.companies"
	Args    Args   // values for those words, no personal data
	Changes []Change
	Stream  *Stream // in place of Changes
}

// Stream is a list of changes that is too long to be held, such as those of a file with all workplaces of a country:
// each is made when it is asked for. It can be read several times and gives equal changes each time.
type Stream struct {
	N   int // how many there are
	All iter.Seq[Change]
}

// Len is the number of changes.
func (cs ChangeSet) Len() int {
	if cs.Stream != nil {
		return cs.Stream.N
	}
	return len(cs.Changes)
}

// All gives the changes, whichever way they are held.
func (cs ChangeSet) All() iter.Seq[Change] {
	if cs.Stream != nil {
		return cs.Stream.All
	}
	return slices.Values(cs.Changes)
}

// Add is the change that adds a row.
func Add(after Entity) Change { return Change{After: after} }

// Edit is the change of an existing row.
func Edit(before, after Entity) Change { return Change{Before: before, After: after} }

// Remove is the change that removes a row.
func Remove(before Entity) Change { return Change{Before: before} }

// Receipt is what the store gives back for an applied change set.
type Receipt struct {
	Seq     int64     // position in the log
	At      time.Time // when it was written
	Changes []Change  // as written, with IDs, refs and versions filled in; nil for those of a Stream
	Reverts Reverted  // for undo and redo: the entry that was reverted
}

// Reverted is the entry of the log that undo took back or redo did again; its action and arguments say what it was.
type Reverted struct {
	Seq    int64
	Kind   string // undo or redo
	Action string
	Args   Args
}

// Changed tells open screens what was written, after the commit.
type Changed struct {
	Seq     int64
	Actor   string // who wrote it, "" when another program did
	Rows    []RowRef
	Changes []Change // the rows before and after, in the order of Rows; nil when Many
	Many    bool     // so many rows that listeners reload instead of patching
}

// RowRef names one row.
type RowRef struct {
	Type, ID string
	Gone     bool
}

// RowConflict is one row that somebody else changed meanwhile. An Error with code Conflict carries them as Cause.
type RowConflict struct {
	Mine   Entity // what was to be written, nil for a removal
	Theirs Entity // the row as it is now, nil when it was removed
	Base   Entity // what both started from, nil when unknown

	Later []int64 // of an undo: entries that changed the row since and are not undone, newest first
}

// ConflictError lists the rows in conflict; nothing was written.
type ConflictError struct{ Rows []RowConflict }

// Error is for logs and names no person.
func (e *ConflictError) Error() string { return "rows changed meanwhile" }

// LogEntry is one line of the audit log: a change set, a view of personal data, an export, an erasure, or what was done
// with the database as a whole.
type LogEntry struct {
	Seq      int64
	At       time.Time
	Actor    string
	Kind     string // change, undo, redo, view, export, erase, admin
	Action   string
	Args     Args
	Undoes   int64    // for undo and redo: the entry it reverts
	UndoneBy int64    // the entry that reverted this one, 0 when none did
	Rows     []LogRow // what changed; for long entries only when asked for
	Count    int      // number of rows
	Erased   bool     // its arguments were erased
	Damaged  bool     // its arguments do not open
	Altered  bool     // it was changed outside the program; known only where that was asked for
	// After is the entry before it, 0 for none, where the numbers between were never given and the links prove it; nil
	// otherwise. Only a dump tells it.
	After *int64
}

// LogRow is one row of an entry with its before and after.
type LogRow struct {
	Type, ID      string
	Before, After Entity
	Erased        time.Time // when what stood before was erased; zero when it was not
	Damaged       bool      // what stood before, or what became of it, cannot be read
}
