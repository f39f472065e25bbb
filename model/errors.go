package model

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Code tells the program what kind of thing went wrong; callers compare codes, never texts.
type Code string

// The codes an Error can carry, and with them the exit status of the command line.
const (
	Invalid     Code = "invalid"     // the input is not acceptable; exit 1
	Usage       Code = "usage"       // the command was called wrongly; exit 2
	NotFound    Code = "not_found"   // no such thing; exit 3
	Conflict    Code = "conflict"    // somebody else changed it meanwhile; exit 4
	Busy        Code = "busy"        // the database is locked by another program; exit 5
	Locked      Code = "locked"      // a passphrase is missing or wrong; exit 5
	Forbidden   Code = "forbidden"   // a guard said no, for example a readable-by-others file; exit 1
	Cancelled   Code = "cancelled"   // the person stopped it; exit 130
	Unsupported Code = "unsupported" // a newer schema, an unknown file; exit 1
	DamagedRow  Code = "damaged"     // a row cannot be read, or is not as the program wrote it; exit 1
	Internal    Code = "internal"    // a fault of the program or the machine, such as a full disk; exit 1
)

// Args are the named values of a sentence, such as {"value": "24256791"}. They never hold personal data:
// an error may end in a log.
type Args map[string]any

// Bytes is a size in a sentence.
type Bytes int64

// Error is what goes wrong in words the program can carry: a code for the program, a sentence key for the
// person (ui/lang has the words), and a cause for the log.
type Error struct {
	Code  Code
	Key   string  // key in ui/lang, e.g. "err.cvr.check"
	Args  Args    // values of the sentence
	Field string  // the field concerned, "" when none
	Cause error   // the inner error, may be nil
	More  []Error // further errors of the same input, may be nil
}

// NewError makes an Error.
func NewError(code Code, key string, args Args) *Error {
	return &Error{Code: code, Key: key, Args: args}
}

// WithCause adds the cause.
func (e *Error) WithCause(err error) *Error { e.Cause = err; return e }

// WithField names the field.
func (e *Error) WithField(field string) *Error { e.Field = field; return e }

// Error is the text for logs: key and values, no words for people.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	if e.Field != "" {
		b.WriteString(" at " + e.Field)
	}
	names := make([]string, 0, len(e.Args))
	for n := range e.Args {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, " %s=%v", n, e.Args[n])
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf finds the code of an error, Internal when it carries none and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
