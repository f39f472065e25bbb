package model

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// maxProgramme is the largest programme file, in bytes.
const maxProgramme = 256 << 10

var (
	programmeKey     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,38}$`)
	programmeEdition = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,3}$`)
)

// ParseProgramme reads a programme file. It is made of sections with a key, "[element jobmaal]", and lines
// "name = Dansk | English"; "#" begins a comment, an indented line goes on with the one above. Everything is checked: an
// unknown section or key, two rows of one key, phases that do not add up, a group that does not exist. The error names
// the file and the line of the first fault and has the others in More; there is no programme then.
func ParseProgramme(file, text string) (*Programme, error) {
	r := &programmeReader{file: file, text: text, p: &Programme{Text: text}, at: map[string]int{}, names: sectionNames, sections: programmeSections}
	r.whole = r.check
	if err := r.parse(); err != nil {
		return nil, err
	}
	return r.p, nil
}

// parse reads the file and gives what is wrong with it.
func (r *programmeReader) parse() error {
	if len(r.text) > maxProgramme {
		return Fail(Invalid, "err.programme.large", Args{"file": r.file, "line": 1, "max": maxProgramme >> 10})
	}
	r.text = strings.ReplaceAll(strings.TrimPrefix(r.text, "\ufeff"), "\r\n", "\n")
	if hasControl(r.text, true) {
		return Fail(Invalid, "err.programme.control", Args{"file": r.file, "line": 1})
	}
	r.read()
	if r.whole != nil {
		r.whole()
	}
	if len(r.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(r.faults, func(a, b Error) int { return a.Args["line"].(int) - b.Args["line"].(int) })
	first := r.faults[0]
	first.More = r.faults[1:min(len(r.faults), 10)]
	return &first
}

// programmeSetter takes the value of one line.
type programmeSetter func(value string) *Error

// programmeSection is one section that is being read: its known keys, those it must have, and what to do when it is whole.
type programmeSection struct {
	name string
	line int
	keys map[string]programmeSetter
	must []string
	seen map[string]int
	done func()
}

type programmeRef struct {
	line       int
	kind, from string // section and key that refer
	to, key    string // section and key referred to
}

type programmeReader struct {
	file, text string
	sections   map[string]func(r *programmeReader, key string) *programmeSection
	names      []string // of the sections, for sentences
	whole      func()   // looks at what can only be seen of the whole
	p          *Programme
	line       int
	cur        *programmeSection
	at         map[string]int // line of each section, by "kind key"
	refs       []programmeRef
	faults     []Error
	head       int // line of [programme]
}

func (r *programmeReader) fail(line int, key string, args Args) {
	if args == nil {
		args = Args{}
	}
	args["file"], args["line"] = r.file, line
	r.faults = append(r.faults, *Fail(Invalid, key, args))
}

func (r *programmeReader) read() {
	name, value, from := "", "", 0
	flush := func() {
		if name != "" {
			r.set(from, name, value)
		}
		name = ""
	}
	for i, raw := range strings.Split(r.text, "\n") {
		r.line = i + 1
		line := strings.TrimSpace(raw)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			flush()
		case strings.HasPrefix(line, "["):
			flush()
			r.close()
			r.open(line)
		case name != "" && (raw[0] == ' ' || raw[0] == '\t'):
			value += " " + line
		default:
			flush()
			k, v, ok := strings.Cut(line, "=")
			if !ok {
				r.fail(r.line, "err.programme.line", Args{"value": Clip(line)})
				continue
			}
			name, value, from = strings.TrimSpace(k), strings.TrimSpace(v), r.line
		}
	}
	flush()
	r.close()
}

// open begins a section: "[programme jobfirst]".
func (r *programmeReader) open(line string) {
	r.cur = nil
	inner, closed := strings.CutSuffix(strings.TrimPrefix(line, "["), "]")
	kind, key, _ := strings.Cut(strings.TrimSpace(inner), " ")
	key = strings.TrimSpace(key)
	begin, known := r.sections[kind]
	switch {
	case !closed || !known:
		r.fail(r.line, "err.programme.section", Args{"value": Clip(line), "known": strings.Join(r.names, ", ")})
		return
	case !programmeKey.MatchString(key):
		r.fail(r.line, "err.programme.id", Args{"value": Clip(key), "section": kind})
		return
	}
	// Elements and contacts are ticked alike, so that no two of them may share a key.
	id := kind + " " + key
	if kind == "contact" {
		id = "element " + key
	}
	if kind == "programme" && r.head > 0 {
		r.fail(r.line, "err.programme.twice", Args{"value": "programme", "other": r.head})
	} else if other := r.at[id]; other > 0 {
		r.fail(r.line, "err.programme.twice", Args{"value": kind + " " + key, "other": other})
	} else {
		r.at[id] = r.line
	}
	r.cur = begin(r, key)
	r.cur.name, r.cur.line, r.cur.seen = kind, r.line, map[string]int{}
	if kind == "programme" {
		r.head = r.line
	}
}

func (r *programmeReader) set(line int, name, value string) {
	if r.cur == nil {
		if len(r.faults) == 0 {
			r.fail(line, "err.programme.outside", Args{"value": Clip(name)})
		}
		return
	}
	take, ok := r.cur.keys[name]
	if !ok {
		known := make([]string, 0, len(r.cur.keys))
		for k := range r.cur.keys {
			known = append(known, k)
		}
		slices.Sort(known)
		r.fail(line, "err.programme.key", Args{"value": Clip(name), "section": r.cur.name, "known": strings.Join(known, ", ")})
		return
	}
	if other := r.cur.seen[name]; other > 0 && name != "line" {
		r.fail(line, "err.programme.twice", Args{"value": name, "other": other})
		return
	}
	r.cur.seen[name] = line
	at := r.line
	r.line = line // what refers to another section remembers where it stands
	if err := take(value); err != nil {
		r.fail(line, err.Key, err.Args)
	}
	r.line = at
}

func (r *programmeReader) close() {
	if r.cur == nil {
		return
	}
	for _, m := range r.cur.must {
		if r.cur.seen[m] == 0 {
			r.fail(r.cur.line, "err.programme.missing", Args{"value": m, "section": r.cur.name})
		}
	}
	if r.cur.done != nil {
		r.cur.done()
	}
	r.cur = nil
}

// What the values of lines are.

func takeSaid(to *Said) programmeSetter {
	return func(v string) *Error {
		da, en, _ := strings.Cut(v, "|")
		s := Said{strings.TrimSpace(da), strings.TrimSpace(en)}
		if s.Da == "" || s.En == "" || strings.Contains(s.En, "|") {
			return Fail(Invalid, "err.programme.both", Args{"value": Clip(v)})
		}
		if HasCPR(v) {
			return Fail(Invalid, "err.programme.cpr", nil)
		}
		*to = s
		return nil
	}
}

func takeFlag(to *bool) programmeSetter {
	return func(v string) *Error {
		t, err := ParseTri(v)
		if err != nil || t == Unknown {
			return Fail(Invalid, "err.programme.yesno", Args{"value": Clip(v)})
		}
		*to = t == Yes
		return nil
	}
}

func takeDays(to *Opt[int], most int) programmeSetter {
	return func(v string) *Error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > most {
			return Fail(Invalid, "err.programme.number", Args{"value": Clip(v), "max": most})
		}
		*to = Some(n)
		return nil
	}
}

// takeOrder reads "order" or "beside".
func takeOrder(to *bool) programmeSetter {
	return func(v string) *Error {
		if v != "order" && v != "beside" {
			return Fail(Invalid, "err.programme.choice", Args{"value": Clip(v), "known": "order, beside"})
		}
		*to = v == "order"
		return nil
	}
}

// takeList reads a list of known words.
func takeList(to *[]string, known []string) programmeSetter {
	return func(v string) *Error {
		for _, w := range splitList(v) {
			if known != nil && !slices.Contains(known, w) {
				return Fail(Invalid, "err.programme.choice", Args{"value": Clip(w), "known": strings.Join(known, ", ")})
			}
			if slices.Contains(*to, w) {
				return Fail(Invalid, "err.programme.repeat", Args{"value": Clip(w)})
			}
			*to = append(*to, w)
		}
		return nil
	}
}

// refer reads keys of other sections, looked up when everything was read.
func (r *programmeReader) refer(to *[]string, section, from string) programmeSetter {
	return func(v string) *Error {
		if err := takeList(to, nil)(v); err != nil {
			return err
		}
		for _, k := range *to {
			r.refs = append(r.refs, programmeRef{r.line, r.cur.name, from, section, k})
		}
		return nil
	}
}

func (r *programmeReader) referOne(to *string, section, from string) programmeSetter {
	return func(v string) *Error {
		*to = v
		r.refs = append(r.refs, programmeRef{r.line, r.cur.name, from, section, v})
		return nil
	}
}

// takeLine reads "15 % target: resultatkrav | required result".
func takeLine(to *[]TargetLine) programmeSetter {
	return func(v string) *Error {
		var l TargetLine
		var kind string
		head, words, ok := strings.Cut(v, ":")
		if n, err := fmt.Sscanf(strings.ReplaceAll(head, "%", ""), "%d %s", &l.Percent, &kind); !ok || err != nil || n != 2 || l.Percent < 0 || l.Percent > 100 || kind != "target" && kind != "reference" {
			return Fail(Invalid, "err.programme.targetline", Args{"value": Clip(v)})
		}
		l.Targeted = kind == "target"
		if err := takeSaid(&l.Name)(words); err != nil {
			return err
		}
		*to = append(*to, l)
		return nil
	}
}
