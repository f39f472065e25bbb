package present

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobspor/model"
	"jobspor/ui/service"
)

// Reverted says which entry of the log undo took back or redo did again, by number and words. key is the sentence:
// "undo.did", "undo.would", "redo.did" or "redo.would".
func (w Words) Reverted(key string, r model.Receipt, about service.Subjects) string {
	what := lowerFirst(w.Action(r.Reverts.Action, r.Reverts.Args))
	if names := w.Subjects(about); names != "" {
		what += " · " + names
	}
	return w.T(key, "seq", int(r.Reverts.Seq), "what", what, "n", len(r.Changes))
}

// Subjects lists the names of what a change is about.
func (w Words) Subjects(about service.Subjects) string {
	names := strings.Join(about.Names, " · ")
	if about.More > 0 {
		names += " " + w.T("subjects.more", "n", about.More)
	}
	return names
}

// lowerFirst makes the first letter of a sentence small where it goes on inside another; abbreviations stay.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if !unicode.IsLower(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}
