package model

import (
	"slices"
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

// SplitList reads values separated by commas, semicolons or line feeds, without empty ones.
func SplitList(s string) []string {
	out := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(v string) bool { return v == "" })
}

// HasControl reports control characters and text-direction overrides, which could rewrite a terminal or mislead a
// reader.
func HasControl(s string, lines bool) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		if lines && (r == '\n' || r == '\t') {
			return false
		}
		return r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) ||
			(r >= 0x2066 && r <= 0x2069) || r == 0xfffd
	})
}
