package model

import (
	"strings"
	"unicode"
)

// Clip keeps what a person or a file wrote short and harmless enough for an error: at most 24 letters, and nothing that
// could steer a terminal.
func Clip(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

// Printable reports whether s has nothing in it that could steer a terminal.
func Printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}
