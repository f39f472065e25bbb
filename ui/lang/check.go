package lang

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Check returns every fault of the built-in word files, for tests: lines that cannot be read, placeholders that differ
// between the languages, unknown terms, and texts that break the style rules.
func Check() []error { return builtIn().check() }

func (b *book) check() []error {
	faults := slices.Clone(b.faults)
	for _, key := range slices.Sorted(maps.Keys(b.entries)) {
		e := b.entries[key]
		at := fmt.Sprintf("%s:%d", e.file, e.line)
		da, errDanish := e.danish.parse()
		en, errEnglish := e.english.parse()
		if err := errors.Join(errDanish, errEnglish); err != nil {
			faults = append(faults, fmt.Errorf("%s: %s: %w", at, key, err))
			continue
		}
		if d, e := names(da), names(en); !slices.Equal(d, e) {
			faults = append(faults, fmt.Errorf("%s: %s: placeholders differ: %v and %v", at, key, d, e))
		}
		for lang, t := range map[Code]text{Danish: da, English: en} {
			if why := lint(t); why != "" {
				faults = append(faults, fmt.Errorf("%s: %s: %s %s", at, key, lang, why))
			}
			for _, name := range missingTerms(b, t) {
				faults = append(faults, fmt.Errorf("%s: %s: there is no term %q", at, key, name))
			}
		}
	}
	return faults
}

// names returns the arguments a text uses, each once, sorted. Terms are left
// out: a sentence may need one in Danish and none in English.
func names(t text) []string {
	seen := map[string]bool{}
	for _, p := range t {
		if p.kind == argument || p.kind == plural || p.kind == termPlural {
			seen[p.text] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func missingTerms(b *book, t text) []string {
	var out []string
	for _, p := range t {
		var used []string
		switch p.kind {
		case term, termCapital, termUpper:
			used = []string{p.text}
		case termPlural:
			used = []string{p.one, p.many}
		}
		for _, name := range used {
			if _, ok := b.entries["term."+name]; !ok {
				out = append(out, name)
			}
		}
	}
	return out
}

// lint returns what breaks the style: calm sentences without stray spaces.
func lint(t text) string {
	var s strings.Builder
	for _, p := range t {
		switch p.kind {
		case literal:
			s.WriteString(p.text)
		case plural:
			s.WriteString(p.one + p.many)
		default:
			s.WriteString("x")
		}
	}
	all := s.String()
	for i := 2; i < len(t); i++ {
		if t[i].kind == term && strings.HasSuffix(t[i].text, ".pl") && t[i-1].text == " " && t[i-2].kind == argument {
			return fmt.Sprintf("counts a plural term: {%s?term:%s}", t[i-2].text, strings.TrimSuffix(t[i].text, ".pl"))
		}
	}
	switch {
	case strings.TrimSpace(all) == "":
		return "is empty"
	case all != strings.TrimSpace(all):
		return "begins or ends with a space"
	case strings.Contains(all, "  "):
		return "has two spaces in a row"
	case strings.Contains(all, "!"):
		return "has an exclamation mark"
	case strings.Contains(all, "..."):
		return "writes … as three dots"
	}
	for _, r := range all {
		if r < ' ' && r != '\n' || r == 0x7f {
			return "has a control character"
		}
	}
	return ""
}
