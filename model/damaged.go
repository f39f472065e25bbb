package model

import "time"

// Damaged is a row of the database that cannot be read, or that is not as the program wrote it. It is left out of lists
// and of everything that is computed until it is brought back from a copy.
type Damaged struct {
	Type, ID string
	Ref      string   // its number where it has a readable one
	Of       []RowRef // the rows that its columns name, as far as they were read; they may be altered too
}

// Name is the number, else the ID.
func (d Damaged) Name() string {
	if d.Ref != "" {
		return d.Ref
	}
	return d.ID
}

// RowSource is a sound state of a damaged row, and where it was found.
type RowSource struct {
	Row     Entity
	At      time.Time // of which time the state is
	Path    string    // of the copy; "" is the log, which has the state before the latest change
	Latest  bool      // the state that was last written; otherwise the row was changed after it
	Under   string    // the ID under which the row itself stands, unaltered but for that
	Anew    bool      // typed by somebody, because nothing has the row
	Columns []string  // what is damaged, where Latest tells: field keys, "sealed", "mac", "version"
}

// DamagedMark stands where the name of a damaged row would stand.
const DamagedMark = "!"
