package model

import (
	"crypto/rand"
	"encoding/base32"
	"strings"
)

var idCoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID draws an entity's ID: 12 letters and digits that are hard to mix up, 60 random bits, so that a million rows
// made on machines that never met do not collide. It is the one place in this package that is not a pure function.
func NewID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails on the supported systems; it ends the program instead
	return idCoding.EncodeToString(b[:])[:12]
}

// IsID reports whether s could be an ID, so that a command can tell an ID from a name.
func IsID(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789abcdefghjkmnpqrstvwxyz") == ""
}

// IsRef reports whether a text is a number of a letter, such as "B-0007".
func IsRef(letter, s string) bool {
	digits, ok := strings.CutPrefix(s, letter+"-")
	return ok && len(digits) >= 4 && strings.Trim(digits, "0123456789") == ""
}
