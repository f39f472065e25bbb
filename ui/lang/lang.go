// Package lang holds every text of the program, in Danish and English.
//
// It promises: texts are in readable files (words/<area>.txt, one line "key = dansk | english"), in both languages or
// none; a missing key is shown as ⟨key⟩, never as nothing; numbers, hours and dates are written in the format of the
// language. Areas are separate files, so that several people can add texts without conflicts. It never reads the clock,
// the environment or the disk, and a Lang never changes after it was made.
//
// In a text, {name} is a named argument, {n?row:rows} chooses by number, {term:borger} is a word that a setting can
// replace (see With), {Term:borger} the same with a capital, {TERM:borger} in capitals, {n?term:borger} its singular or
// plural by number, and \n \| \{ are a line break, a bar and a brace.
package lang

import (
	"maps"
	"slices"
	"strings"
)

// Code is a language.
type Code string

// The languages of the program.
const (
	Danish  Code = "da"
	English Code = "en"
)

// ParseCode reads a language from a setting or a locale name such as
// "da_DK.UTF-8"; ok is false for a language the program does not speak.
func ParseCode(s string) (c Code, ok bool) {
	s = strings.ToLower(s)
	for _, c := range []Code{Danish, English} {
		if rest, found := strings.CutPrefix(s, string(c)); found && !strings.HasPrefix(rest, "n") &&
			(rest == "" || strings.ContainsAny(rest[:1], "_-.")) {
			return c, true
		}
	}
	return Danish, false
}

// Lang gives texts in one language. It is safe for concurrent use.
type Lang struct {
	code  Code
	words map[string]*entry
	terms map[string]string
}

// New returns the texts of a language; anything but English is Danish. Faults in the word files show as missing keys
// and are reported by Check.
func New(code Code) *Lang {
	if code != English {
		code = Danish
	}
	return &Lang{code: code, words: builtIn().entries}
}

// With returns the same language with some terms replaced: the key is the term in the texts ("borger"), the value the
// term to use instead ("deltager") or, when there is no such term, the word itself. A single form is replaced by its
// full name ("borger.pl").
func (l *Lang) With(terms map[string]string) *Lang {
	c := *l
	c.terms = maps.Clone(l.terms)
	if c.terms == nil {
		c.terms = map[string]string{}
	}
	maps.Copy(c.terms, terms)
	return &c
}

// In returns the same texts, with the replaced terms, in another language: exported documents may use another one than
// the screen.
func (l *Lang) In(code Code) *Lang {
	out := New(code)
	out.terms = l.terms
	return out
}

// Code returns the language.
func (l *Lang) Code() Code { return l.code }

// Has reports whether there is a text for the key.
func (l *Lang) Has(key string) bool {
	_, ok := l.words[key]
	return ok
}

// Keys returns every key, sorted.
func (l *Lang) Keys() []string { return slices.Sorted(maps.Keys(l.words)) }

// Missing is how an unknown key is shown.
func Missing(key string) string { return "⟨" + key + "⟩" }

// T returns the text of a key. Arguments come in pairs of name and value:
//
//	l.T("list.count", "n", 3, "name", "Lis")
//
// Strings are written as they are, numbers, Quarters and time.Time in the
// manner of the language (see Value). A placeholder without an argument is
// shown as ⟨name⟩.
func (l *Lang) T(key string, args ...any) string {
	e, ok := l.words[key]
	if !ok {
		return Missing(key)
	}
	return l.render(e.in(l.code), args, 0)
}

// maxDepth stops terms that refer to each other.
const maxDepth = 4

func (l *Lang) render(from *source, args []any, depth int) string {
	if from.plain() {
		return from.text
	}
	t, _ := from.parse() // Check tells faults
	if len(t) == 1 && t[0].kind == literal {
		return t[0].text
	}
	var s strings.Builder
	for _, p := range t {
		switch p.kind {
		case literal:
			s.WriteString(p.text)
		case argument:
			if v, ok := find(args, p.text); ok {
				s.WriteString(l.Value(v))
			} else {
				s.WriteString(Missing(p.text))
			}
		case plural:
			v, _ := find(args, p.text)
			if l.One(v) {
				s.WriteString(p.one)
			} else {
				s.WriteString(p.many)
			}
		case termPlural:
			if v, _ := find(args, p.text); l.One(v) {
				s.WriteString(l.term(p.one, depth))
			} else {
				s.WriteString(l.term(p.many, depth))
			}
		case term:
			s.WriteString(l.term(p.text, depth))
		case termCapital:
			s.WriteString(Capital(l.term(p.text, depth)))
		case termUpper:
			s.WriteString(strings.ToUpper(l.term(p.text, depth)))
		}
	}
	return s.String()
}

// Term returns a term in one of its forms: "borger", "borger.def", "borger.pl", "borger.pl.def".
func (l *Lang) Term(name string) string { return l.term(name, 0) }

func (l *Lang) term(name string, depth int) string {
	base, form, _ := strings.Cut(name, ".")
	if form != "" {
		form = "." + form
	}
	if depth >= maxDepth {
		return Missing(name)
	}
	if word, ok := l.terms[name]; ok && form != "" {
		return word
	}
	if other, ok := l.terms[base]; ok {
		if !l.Has("term." + other) {
			return other
		}
		base = other
	}
	if e, ok := l.words["term."+base+form]; ok {
		return l.render(e.in(l.code), nil, depth+1)
	}
	return Missing("term." + base + form)
}

func find(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// Capital returns s with its first letter as a capital.
func Capital(s string) string {
	for i, r := range s {
		return s[:i] + strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
