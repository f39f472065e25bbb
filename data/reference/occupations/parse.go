package occupations

import (
	"bufio"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/model"
)

// A lexicon file is a list of blocks. A block starts with "[id] label" and has one line per field:
//
//	[koekkenhjaelp] køkkenhjælp
//	også: køkkenmedhjælper, opvasker
//	engelsk: kitchen assistant
//	isco: 9412
//	opgaver: opvask, skære grønt
//	belastning: standing, pace
//	brancher: 56, 87
//
// Lists are separated by commas, a line that starts with # is a remark, empty lines mean nothing, and every
// field but the first line may be missing. The names of the fields:
const (
	fieldSynonyms  = "også"
	fieldEnglish   = "engelsk"
	fieldISCO      = "isco"
	fieldTasks     = "opgaver"
	fieldLoads     = "belastning"
	fieldDivisions = "brancher"
)

// Limits of a user's file: they keep a wrong file (a picture, a dump of a database) from filling the memory.
const (
	maxLine     = 64 << 10 // bytes of a line
	maxBlocks   = 200_000  // occupations in a file
	maxProblems = 20       // problems told at once
)

// Parse reads occupations in the format above. The name is the file's, for messages and for Source.
//
// The error is a *model.Error that names file and line and what to do there (its key says what, for
// example "err.lexicon.isco"); further problems of the same file are in More. Nothing is read halfway:
// with an error there are no occupations.
func Parse(r io.Reader, name string) ([]model.Occupation, error) {
	p := parser{problems: problems{file: name}, lines: map[string]int{}}
	if err := p.eachLine(r, p.line); err != nil {
		return nil, err
	}
	p.finish()
	if err := p.err(); err != nil {
		return nil, err
	}
	return p.out, nil
}

// Format writes occupations in the format of Parse; Parse gives the same ones back, but for Source.
func Format(w io.Writer, list []model.Occupation) error {
	b := bufio.NewWriter(w)
	for i, o := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("[" + o.ID + "] " + o.Label + "\n")
		loads := make([]string, len(o.Loads))
		for i, l := range o.Loads {
			loads[i] = string(l)
		}
		for _, f := range []struct {
			name   string
			values []string
		}{
			{fieldSynonyms, o.Synonyms}, {fieldEnglish, nonEmpty(o.English)}, {fieldISCO, nonEmpty(o.ISCO)},
			{fieldTasks, o.Tasks}, {fieldLoads, loads}, {fieldDivisions, o.Divisions},
		} {
			if len(f.values) > 0 {
				b.WriteString(f.name + ": " + strings.Join(f.values, ", ") + "\n")
			}
		}
	}
	return b.Flush() // keeps the first error of all writes
}

// nonEmpty is a list of one, or of none for "".
func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// parser holds the block being read.
type parser struct {
	problems
	out   []model.Occupation
	lines map[string]int  // id to the line that opened it
	seen  map[string]bool // fields of this block
}

// line takes one line that is neither empty nor a remark.
func (p *parser) line(s string) {
	if strings.HasPrefix(s, "[") {
		p.open(s)
		return
	}
	field, value, ok := strings.Cut(s, ":")
	field, value = strings.TrimSpace(field), strings.TrimSpace(value)
	switch {
	case !ok:
		p.add("err.lexicon.line", model.Args{"value": s})
	case p.seen == nil:
		p.add("err.lexicon.start", model.Args{"value": s})
	case p.seen[field]:
		p.add("err.lexicon.twice", model.Args{"value": field})
	case value == "":
		p.add("err.lexicon.empty", model.Args{"value": field})
	default:
		p.seen[field] = true
		p.set(&p.out[len(p.out)-1], field, value)
	}
}

// open starts a block from "[id] label".
func (p *parser) open(s string) {
	p.finish()
	id, label, ok := strings.Cut(strings.TrimPrefix(s, "["), "]")
	id, label = strings.TrimSpace(id), strings.TrimSpace(label)
	if !ok || label == "" || !validID(id) {
		p.add("err.lexicon.head", model.Args{"value": s})
	} else if first, taken := p.lines[id]; taken {
		p.add("err.lexicon.id", model.Args{"value": id, "first": first})
	}
	if len(p.out) >= maxBlocks {
		p.add("err.lexicon.many", model.Args{"max": maxBlocks})
		p.full = true
		return
	}
	p.lines[id] = p.no
	p.seen = map[string]bool{}
	p.out = append(p.out, model.Occupation{ID: id, Label: label, Source: p.file})
}

// finish checks what needs the whole block: no synonym twice, and none that repeats the label.
func (p *parser) finish() {
	if len(p.out) == 0 {
		return
	}
	o := p.out[len(p.out)-1]
	said := map[string]bool{strings.ToLower(o.Label): true}
	for _, s := range o.Synonyms {
		if low := strings.ToLower(s); said[low] {
			p.add("err.lexicon.synonym", model.Args{"value": s, "id": o.ID})
		} else {
			said[low] = true
		}
	}
}

// set stores one field.
func (p *parser) set(o *model.Occupation, field, value string) {
	switch field {
	case fieldSynonyms:
		o.Synonyms = p.list(value)
	case fieldEnglish:
		o.English = value
	case fieldISCO:
		if !digits(value, 4) {
			p.add("err.lexicon.isco", model.Args{"value": value})
		}
		o.ISCO = value
	case fieldTasks:
		o.Tasks = p.list(value)
	case fieldLoads:
		for _, s := range p.list(value) {
			l := model.Load(s)
			if !slices.Contains(model.Loads, l) || slices.Contains(o.Loads, l) {
				p.add("err.lexicon.load", model.Args{"value": s, "known": known()})
			}
			o.Loads = append(o.Loads, l)
		}
	case fieldDivisions:
		o.Divisions = p.list(value)
		for i, d := range o.Divisions {
			if !digits(d, 2) || slices.Contains(o.Divisions[:i], d) {
				p.add("err.lexicon.division", model.Args{"value": d})
			}
		}
	default:
		p.add("err.lexicon.field", model.Args{"value": field})
	}
}

// list splits at commas and complains about empty places.
func (p *problems) list(value string) []string {
	parts := strings.Split(value, ",")
	for i, s := range parts {
		parts[i] = strings.TrimSpace(s)
		if parts[i] == "" {
			p.add("err.lexicon.comma", model.Args{"value": value})
		}
	}
	return parts
}

// known lists the loads as a file writes them.
func known() string {
	names := make([]string, len(model.Loads))
	for i, l := range model.Loads {
		names[i] = string(l)
	}
	return strings.Join(names, ", ")
}

// digits tells whether s is exactly n digits.
func digits(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789") == ""
}

// validID tells whether an id is usable as a stable key: a-z, 0-9 and hyphens.
func validID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// problems collects what is wrong with a file, with line numbers.
type problems struct {
	file string
	no   int // the line being read, from 1
	all  []model.Error
	full bool // stop reading
}

// add notes a problem at the current line.
func (p *problems) add(key string, args model.Args) {
	args["file"], args["line"] = p.file, p.no
	if s, ok := args["value"].(string); ok && utf8.RuneCountInString(s) > 40 {
		args["value"] = string([]rune(s)[:40]) + "…"
	}
	p.all = append(p.all, *model.NewError(model.Invalid, key, args))
	p.full = p.full || len(p.all) >= maxProblems
}

// err is nil, or the first problem with the others in More.
func (p *problems) err() error {
	if len(p.all) == 0 {
		return nil
	}
	first := p.all[0]
	first.More = p.all[1:]
	return &first
}

// eachLine gives every line that says something to fn, without surrounding blanks, a byte-order mark, CR.
func (p *problems) eachLine(r io.Reader, fn func(string)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 4096), maxLine)
	for !p.full && sc.Scan() {
		p.no++
		raw := sc.Text()
		if !utf8.ValidString(raw) || strings.ContainsRune(raw, 0) {
			p.add("err.lexicon.utf8", model.Args{})
			continue
		}
		s := strings.TrimSpace(strings.TrimPrefix(raw, "\ufeff"))
		if s != "" && !strings.HasPrefix(s, "#") {
			fn(s)
		}
	}
	if err := sc.Err(); err != nil {
		return model.NewError(model.Invalid, "err.lexicon.read",
			model.Args{"file": p.file, "line": p.no + 1}).WithCause(err)
	}
	return nil
}
