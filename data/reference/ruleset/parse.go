package ruleset

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/model"
	"jobspor/model/rules"
)

// Limits of a user's file: they keep a wrong file (a picture, a dump of a database) from filling the memory.
const (
	// MaxBytes is the longest file that is read.
	MaxBytes    = 1 << 20
	maxRows     = 2000
	maxProblems = 20 // told at once
)

// Parse reads rules in the format of the built-in file: rows that begin with "[key]", below it one "name: value" a line;
// a line that starts with # is a remark. The name is the file's, for messages and for Rules.File.
//
// The error is a *model.Error that names file and line and what to do there (its key says what, for example
// "err.rule.value.weeks"); further problems of the same file are in More, at most 20 in all. With an error there are no
// rules: unknown names, values out of range, and rows that speak of the same at the same time are all refused.
func Parse(r io.Reader, name string) (*rules.Set, error) {
	p := parser{file: name, out: &rules.Set{File: name}, keys: map[string]int{}}
	text, err := p.read(r)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(text) {
		p.at++
		if s := strings.TrimSpace(line); s != "" && s[0] != '#' {
			p.line(s)
		}
	}
	p.close()
	p.overlaps()
	if len(p.found) == 0 && len(p.out.Rows) == 0 {
		p.at = 0
		p.add("err.rule.empty", nil)
	}
	if len(p.found) > 0 {
		first := p.found[0]
		first.More = p.found[1:]
		return nil, &first
	}
	return p.out, nil
}

// Looks reports whether a text looks like a file of rules: it has a heading in brackets with a line "kind:" below it.
func Looks(text string) bool {
	head := false
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		switch s := strings.TrimSpace(line); {
		case s == "" || s[0] == '#' || strings.HasPrefix(s, "edition:"):
		case s[0] == '[' && s[len(s)-1] == ']':
			head = true
		default:
			name, _, ok := strings.Cut(s, ":")
			if !ok || !head {
				return false
			}
			if strings.TrimSpace(name) == "kind" {
				return true
			}
			if !slices.Contains(rules.FieldNames(), strings.TrimSpace(name)) {
				return false
			}
		}
	}
	return false
}

// parser holds the row being read.
type parser struct {
	file  string
	at    int // line, from 1
	found []model.Error
	out   *rules.Set
	heads []int          // the line of each row's heading
	keys  map[string]int // key to that line

	row    *rules.Rule       // nil outside any row
	fields map[string]string // what its lines say
	lines  map[string]int    // where they say it
}

// read takes the whole file as text without byte order mark.
func (p *parser) read(r io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return "", model.NewError(model.Invalid, "err.table.read", model.Args{"file": p.file}).WithCause(err)
	}
	if len(text) > MaxBytes {
		return "", model.NewError(model.Invalid, "err.rule.long", model.Args{"file": p.file, "max": maxRows})
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return "", model.NewError(model.Invalid, "err.table.text", model.Args{"file": p.file})
	}
	return string(text), nil
}

// add tells a problem of the current line.
func (p *parser) add(key string, args model.Args) { p.addAt(p.at, key, args) }

func (p *parser) addAt(line int, key string, args model.Args) {
	if len(p.found) == maxProblems {
		return
	}
	all := model.Args{"file": p.file, "line": line}
	for k, v := range args {
		all[k] = v
	}
	if line == 0 {
		delete(all, "line")
	}
	p.found = append(p.found, *model.NewError(model.Invalid, key, all))
}

// line takes one line that is neither empty nor a remark.
func (p *parser) line(s string) {
	if s[0] == '[' {
		p.open(s)
		return
	}
	name, value, ok := strings.Cut(s, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	switch {
	case !ok:
		p.add("err.rule.line", model.Args{"value": model.Clip(s)})
	case p.row == nil && name == "edition" && len(p.out.Rows) == 0 && p.out.Edition == "" && value != "" && model.Printable(value) && len(value) <= 200:
		p.out.Edition = value
	case p.row == nil:
		p.add("err.rule.start", model.Args{"value": model.Clip(name)})
	case p.lines[name] != 0:
		p.add("err.rule.again", model.Args{"value": model.Clip(name), "other": p.lines[name]})
	case value == "":
		p.add("err.rule.blank", model.Args{"value": model.Clip(name)})
	default:
		p.fields[name], p.lines[name] = value, p.at
	}
}

// open starts a row from "[key]".
func (p *parser) open(s string) {
	p.close()
	key, ok := strings.CutSuffix(s[1:], "]")
	key = strings.TrimSpace(key)
	p.row, p.fields, p.lines = &rules.Rule{Key: key}, map[string]string{}, map[string]int{"": p.at}
	switch first, twice := p.keys[key]; {
	case !ok:
		p.add("err.rule.head", model.Args{"value": model.Clip(s)})
	case twice:
		p.add("err.rule.key.twice", model.Args{"value": model.Clip(key), "other": first})
	default:
		p.keys[key] = p.at
	}
}

// close ends the row being read.
func (p *parser) close() {
	if p.row == nil {
		return
	}
	row, head := p.row, p.lines[""]
	p.row = nil
	before := len(p.found)
	p.fill(row)
	if len(p.found) > before {
		return // what cannot be read is not judged, too
	}
	if err := rules.Check(row); err != nil {
		p.tell(err, head)
		return
	}
	if len(p.out.Rows) == maxRows {
		p.addAt(head, "err.rule.long", model.Args{"max": maxRows})
		return
	}
	p.out.Rows, p.heads = append(p.out.Rows, *row), append(p.heads, head)
}

// tell puts a problem of model on the line it is about, or on the row's heading when that line is missing.
func (p *parser) tell(err error, head int) {
	var e *model.Error
	if !errors.As(err, &e) {
		return
	}
	line := head
	if at := p.lines[e.Field]; e.Field != "" && at != 0 {
		line = at
	}
	p.addAt(line, e.Key, e.Args)
}

// fill reads the lines of a row.
func (p *parser) fill(row *rules.Rule) {
	row.Kind = p.fields["kind"]
	kind, known := rules.KindNamed(row.Kind)
	names := make([]string, 0, len(p.fields))
	for name := range p.fields {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return p.lines[a] - p.lines[b] })
	for _, name := range names {
		value, at := p.fields[name], p.lines[name]
		if p.common(row, name, value) {
			continue
		}
		if !known {
			continue // the kind is told; what its values should be nobody knows
		}
		v, ok := kind.Value(name)
		if !ok {
			p.addAt(at, "err.rule.field", model.Args{"value": model.Clip(name), "known": strings.Join(append(rules.FieldNames(), valueNames(kind)...), ", ")})
			continue
		}
		n, err := v.Parse(value)
		if err != nil {
			p.tell(err, at)
			continue
		}
		if row.Values == nil {
			row.Values = map[string]int{}
		}
		row.Values[name] = n
	}
}

func valueNames(k rules.Kind) []string {
	var out []string
	for _, v := range k.Values {
		out = append(out, v.Name)
	}
	return out
}

// common reads a line that rows of any kind can have; false is another line.
func (p *parser) common(row *rules.Rule, name, value string) bool {
	switch name {
	case "kind":
	case "group":
		row.Groups = list(value)
	case "instrument":
		row.Instruments = list(value)
	case "rate":
		row.Rates = list(value)
	case "also":
		row.Also = list(value)
	case "valid_from":
		row.From = p.date(name, value)
	case "valid_to":
		row.To = p.date(name, value)
	case "known":
		t, err := model.ParseTri(value)
		if err != nil || t == model.Unknown {
			p.addAt(p.lines[name], "err.rule.value.yesno", model.Args{"value": model.Clip(value), "name": name})
		}
		row.Unknown = t == model.No
	case "source":
		row.Source = value
	case "link":
		row.Link = value
	case "confidence":
		row.Confidence = value
	case "da":
		row.Danish = value
	case "en":
		row.English = value
	default:
		return false
	}
	return true
}

// date reads a whole date.
func (p *parser) date(name, value string) model.Date {
	d, err := model.ParseDate(value, 0)
	if err != nil {
		p.addAt(p.lines[name], "err.rule.value.date", model.Args{"value": model.Clip(value), "name": name})
	}
	return d
}

func list(s string) []string {
	var out []string
	for v := range strings.SplitSeq(s, ",") {
		out = append(out, strings.TrimSpace(v))
	}
	return out
}

// overlaps refuses rows between which nobody could tell which counts.
func (p *parser) overlaps() {
	rows := p.out.Rows
	for i := range rows {
		for j := range i {
			if rules.Overlap(&rows[i], &rows[j]) {
				p.addAt(p.heads[i], "err.rule.overlap", model.Args{"value": rows[i].Key, "other": rows[j].Key, "first": p.heads[j]})
			}
		}
	}
}
