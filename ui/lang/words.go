package lang

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"sync/atomic"
)

//go:embed words/*.txt
var files embed.FS

// book is every word of the program.
type book struct {
	entries map[string]*entry
	faults  []error
}

// entry is one line of a word file.
type entry struct {
	danish, english source
	file            string
	line            int
}

// source is a text as it stands in its file; it is parsed when it is first needed, as a run of the program needs few.
type source struct {
	text   string
	parsed atomic.Pointer[text]
}

// parse reads the text with its placeholders. A text with a fault is empty.
func (s *source) parse() (text, error) {
	if t := s.parsed.Load(); t != nil {
		return *t, nil
	}
	t, err := parseText(s.text)
	if err == nil {
		s.parsed.Store(&t)
	}
	return t, err
}

// plain reports whether the text is what it says, with nothing to fill in.
func (s *source) plain() bool { return !strings.ContainsAny(s.text, `{}\`) }

// in is the text in a language.
func (e *entry) in(code Code) *source {
	if code == English {
		return &e.english
	}
	return &e.danish
}

// builtIn reads the embedded files the first time they are needed.
var builtIn = sync.OnceValue(func() *book { return readAll(files) })

// text is a parsed text.
type text []part

type partKind uint8

const (
	literal partKind = iota
	argument
	plural
	term
	termCapital
	termUpper
	termPlural
)

// part is a piece of a text: words, or something to be filled in. For
// literals text is the words, for the others the name.
type part struct {
	kind      partKind
	text      string
	one, many string
}

// readAll reads the lines of all word files without parsing their texts.
func readAll(fsys fs.FS) *book {
	const about = 8000 // entries
	b := &book{entries: make(map[string]*entry, about)}
	names, err := fs.Glob(fsys, "words/*.txt")
	if err != nil {
		b.faults = append(b.faults, fmt.Errorf("list word files: %w", err))
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			b.faults = append(b.faults, fmt.Errorf("read words: %w", err))
			continue
		}
		b.readFile(path.Base(name), string(data))
	}
	return b
}

func (b *book) readFile(file, data string) {
	i := 0
	for line := range strings.SplitSeq(data, "\n") {
		i++
		line = strings.TrimRight(line, "\r")
		if trimmed := strings.TrimSpace(line); trimmed == "" || trimmed[0] == '#' {
			continue
		}
		if err := b.readLine(file, i, line); err != nil {
			b.faults = append(b.faults, fmt.Errorf("%s:%d: %w", file, i, err))
		}
	}
}

func (b *book) readLine(file string, number int, line string) error {
	key, rest, ok := strings.Cut(line, " = ")
	if !ok {
		return errors.New(`a line is "key = dansk | english"`)
	}
	key = strings.TrimSpace(key)
	da, en, ok := strings.Cut(rest, " | ")
	if !ok || strings.Contains(strings.ReplaceAll(en, `\|`, ""), " | ") {
		return fmt.Errorf("%s: needs exactly two texts with %q between them", key, " | ")
	}
	if other, twice := b.entries[key]; twice {
		return fmt.Errorf("%s: already in %s:%d", key, other.file, other.line)
	}
	b.entries[key] = &entry{danish: source{text: da}, english: source{text: en}, file: file, line: number}
	return nil
}

// parseText reads one text with its placeholders.
func parseText(s string) (text, error) {
	var t text
	var lit strings.Builder
	flush := func() {
		if lit.Len() > 0 {
			t = append(t, part{kind: literal, text: lit.String()})
			lit.Reset()
		}
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i+1 == len(s) {
				return nil, errors.New(`ends in \`)
			}
			i++
			if s[i] == 'n' {
				lit.WriteByte('\n')
			} else {
				lit.WriteByte(s[i])
			}
		case '{':
			end := strings.IndexByte(s[i:], '}')
			if end < 0 {
				return nil, errors.New("a { without }")
			}
			p, err := parsePlaceholder(s[i+1 : i+end])
			if err != nil {
				return nil, err
			}
			flush()
			t = append(t, p)
			i += end
		case '}':
			return nil, errors.New("a } without {")
		default:
			lit.WriteByte(s[i])
		}
	}
	flush()
	return t, nil
}

func parsePlaceholder(s string) (part, error) {
	if name, ok := strings.CutPrefix(s, "term:"); ok && isName(name) {
		return part{kind: term, text: name}, nil
	}
	if name, ok := strings.CutPrefix(s, "Term:"); ok && isName(name) {
		return part{kind: termCapital, text: name}, nil
	}
	if name, ok := strings.CutPrefix(s, "TERM:"); ok && isName(name) {
		return part{kind: termUpper, text: name}, nil
	}
	if name, forms, ok := strings.Cut(s, "?"); ok {
		one, many, ok := strings.Cut(forms, ":")
		if !ok || !isName(name) {
			return part{}, fmt.Errorf("{%s}: a choice by number is {n?one:many}", s)
		}
		if one == "term" {
			return part{kind: termPlural, text: name, one: many, many: many + ".pl"}, nil
		}
		return part{kind: plural, text: name, one: one, many: many}, nil
	}
	if !isName(s) {
		return part{}, fmt.Errorf("{%s}: not a name", s)
	}
	return part{kind: argument, text: s}, nil
}

func isName(s string) bool {
	for _, r := range s {
		if r != '.' && r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("æøå", r) {
			return false
		}
	}
	return s != ""
}
