package sqlite

import (
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"jobspor/model"
)

// codes maps SQLite's primary result codes to what a person can do about them.
var codes = map[int]struct {
	code model.Code
	key  string
}{
	sqlite3.SQLITE_BUSY:     {model.Busy, "err.store.busy"},
	sqlite3.SQLITE_LOCKED:   {model.Busy, "err.store.busy"},
	sqlite3.SQLITE_NOTADB:   {model.Unsupported, "err.store.notdb"},
	sqlite3.SQLITE_CORRUPT:  {model.Internal, "err.store.corrupt"},
	sqlite3.SQLITE_IOERR:    {model.Internal, "err.store.io"},
	sqlite3.SQLITE_READONLY: {model.Forbidden, "err.store.readonly"},
	sqlite3.SQLITE_CANTOPEN: {model.Forbidden, "err.store.cantopen"},
	sqlite3.SQLITE_PERM:     {model.Forbidden, "err.store.cantopen"},
	sqlite3.SQLITE_AUTH:     {model.Forbidden, "err.store.cantopen"},
	sqlite3.SQLITE_TOOBIG:   {model.Invalid, "err.store.toobig"},
}

// code is SQLite's extended result code in an error, 0 where it is none of SQLite's.
func code(err error) int {
	var theirs *sqlite.Error
	if !errors.As(err, &theirs) {
		return 0
	}
	return theirs.Code()
}

// Explain gives an error of SQLite as one that can be shown; nil for any other.
func Explain(path string, err error) *model.Error {
	if f, ok := codes[code(err)&0xff]; ok {
		return model.NewError(f.code, f.key, model.Args{"path": path}).WithCause(err)
	}
	return nil
}

// IsDuplicate reports whether a row with that ID, or number, already exists.
func IsDuplicate(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || c == sqlite3.SQLITE_CONSTRAINT_UNIQUE
}

// IsReadOnly reports whether a file, or its folder, cannot be written.
func IsReadOnly(err error) bool { return code(err)&0xff == sqlite3.SQLITE_READONLY }

// IsStatement reports whether a statement names what is not there.
func IsStatement(err error) bool { return code(err)&0xff == sqlite3.SQLITE_ERROR }

// IsFull reports whether the disk is full. For some files SQLite only says that something failed: then it is so where
// there is no room.
func IsFull(err error, room func() bool) bool {
	switch code(err) & 0xff {
	case sqlite3.SQLITE_FULL:
		return true
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return !room()
	}
	return false
}
