package model

import "time"

// Erasure (sletning) removes rows for good, with all that is kept about them: what stood before in the log, the
// arguments of its entries, drafts. No undo brings it back; the places in the log stay, so that it is still whole.
type Erasure struct {
	Actor  string
	Action string // key of its words, as in a ChangeSet
	Args   Args   // values for those words, no personal data
	// Changes remove the rows, clear what refers to them in others, and add what stays as a figure.
	Changes []Change
	// History are the rows whose earlier values go, also of rows that were removed before.
	History []RowRef
	// Traces are texts that name somebody, such as numbers and a full name: arguments of the log and drafts that hold
	// one go.
	Traces []string
	// DraftsBefore and LooksBefore are times before which drafts go, and what looks of the log say of whom they were
	// at. The zero time takes none.
	DraftsBefore, LooksBefore time.Time
}

// Actions of an Erasure.
const (
	EraseAction     = "citizen.erase"
	AnonymiseAction = "citizen.anonymise" // the figures stay, without the person
	EraseDueAction  = "due.erase."        // with the kind whose period has run out: "due.erase.person"
)

// Erased says what an erasure removed.
type Erased struct {
	Seq     int64          // its entry in the log
	Rows    map[string]int // removed rows by type
	Values  int            // earlier values in the log
	Entries int            // entries of the log whose arguments went
	Drafts  int
	Looks   int // looks of the log that no longer say at whom
	// Emptied says that free pages and the write-ahead log hold nothing of it any more. Another program that reads the
	// database keeps that from happening until it ends.
	Emptied bool
}
