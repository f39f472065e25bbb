package programme

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// maxProgramme is the largest programme file, in bytes.
const maxProgramme = 256 << 10

var (
	programmeKey     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,38}$`)
	programmeEdition = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,3}$`)
)

// Parse reads a programme file. It is made of sections with a key, "[element jobmaal]", and lines
// "name = Dansk | English"; "#" begins a comment, an indented line goes on with the one above. Everything is checked: an
// unknown section or key, two rows of one key, phases that do not add up, a group that does not exist. The error names
// the file and the line of the first fault and has the others in More; there is no programme then.
func Parse(file, text string) (*Programme, error) {
	r := &fileReader{file: file, text: text, p: &Programme{Text: text}, at: map[string]int{}, names: sectionNames, sections: sectionTable}
	r.whole = r.check
	if err := r.parse(); err != nil {
		return nil, err
	}
	return r.p, nil
}

// parse reads the file and gives what is wrong with it.
func (r *fileReader) parse() error {
	if len(r.text) > maxProgramme {
		return model.NewError(model.Invalid, "err.programme.large", model.Args{"file": r.file, "line": 1, "max": maxProgramme >> 10})
	}
	r.text = strings.ReplaceAll(strings.TrimPrefix(r.text, "\ufeff"), "\r\n", "\n")
	if model.HasControl(r.text, true) {
		return model.NewError(model.Invalid, "err.programme.control", model.Args{"file": r.file, "line": 1})
	}
	r.read()
	if r.whole != nil {
		r.whole()
	}
	if len(r.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(r.faults, func(a, b model.Error) int { return a.Args["line"].(int) - b.Args["line"].(int) })
	first := r.faults[0]
	first.More = r.faults[1:min(len(r.faults), 10)]
	return &first
}

// fieldSetter takes the value of one line.
type fieldSetter func(value string) *model.Error

// fileSection is one section that is being read: its known keys, those it must have, and what to do when it is whole.
type fileSection struct {
	name string
	line int
	keys map[string]fieldSetter
	must []string
	seen map[string]int
	done func()
}

type reference struct {
	line       int
	kind, from string // section and key that refer
	to, key    string // section and key referred to
}

type fileReader struct {
	file, text string
	sections   map[string]func(r *fileReader, key string) *fileSection
	names      []string // of the sections, for sentences
	whole      func()   // looks at what can only be seen of the whole
	p          *Programme
	line       int
	cur        *fileSection
	at         map[string]int // line of each section, by "kind key"
	refs       []reference
	faults     []model.Error
	head       int // line of [programme]
}

func (r *fileReader) fail(line int, key string, args model.Args) {
	if args == nil {
		args = model.Args{}
	}
	args["file"], args["line"] = r.file, line
	r.faults = append(r.faults, *model.NewError(model.Invalid, key, args))
}

func (r *fileReader) read() {
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
				r.fail(r.line, "err.programme.line", model.Args{"value": model.Clip(line)})
				continue
			}
			name, value, from = strings.TrimSpace(k), strings.TrimSpace(v), r.line
		}
	}
	flush()
	r.close()
}

// open begins a section: "[programme jobfirst]".
func (r *fileReader) open(line string) {
	r.cur = nil
	inner, closed := strings.CutSuffix(strings.TrimPrefix(line, "["), "]")
	kind, key, _ := strings.Cut(strings.TrimSpace(inner), " ")
	key = strings.TrimSpace(key)
	begin, known := r.sections[kind]
	switch {
	case !closed || !known:
		r.fail(r.line, "err.programme.section", model.Args{"value": model.Clip(line), "known": strings.Join(r.names, ", ")})
		return
	case !programmeKey.MatchString(key):
		r.fail(r.line, "err.programme.id", model.Args{"value": model.Clip(key), "section": kind})
		return
	}
	// Elements and contacts are ticked alike, so that no two of them may share a key.
	id := kind + " " + key
	if kind == "contact" {
		id = "element " + key
	}
	if kind == "programme" && r.head > 0 {
		r.fail(r.line, "err.programme.twice", model.Args{"value": "programme", "other": r.head})
	} else if other := r.at[id]; other > 0 {
		r.fail(r.line, "err.programme.twice", model.Args{"value": kind + " " + key, "other": other})
	} else {
		r.at[id] = r.line
	}
	r.cur = begin(r, key)
	r.cur.name, r.cur.line, r.cur.seen = kind, r.line, map[string]int{}
	if kind == "programme" {
		r.head = r.line
	}
}

func (r *fileReader) set(line int, name, value string) {
	if r.cur == nil {
		if len(r.faults) == 0 {
			r.fail(line, "err.programme.outside", model.Args{"value": model.Clip(name)})
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
		r.fail(line, "err.programme.key", model.Args{"value": model.Clip(name), "section": r.cur.name, "known": strings.Join(known, ", ")})
		return
	}
	if other := r.cur.seen[name]; other > 0 && name != "line" {
		r.fail(line, "err.programme.twice", model.Args{"value": name, "other": other})
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

func (r *fileReader) close() {
	if r.cur == nil {
		return
	}
	for _, m := range r.cur.must {
		if r.cur.seen[m] == 0 {
			r.fail(r.cur.line, "err.programme.missing", model.Args{"value": m, "section": r.cur.name})
		}
	}
	if r.cur.done != nil {
		r.cur.done()
	}
	r.cur = nil
}

// What the values of lines are.

func takeSaid(to *Bilingual) fieldSetter {
	return func(v string) *model.Error {
		da, en, _ := strings.Cut(v, "|")
		s := Bilingual{strings.TrimSpace(da), strings.TrimSpace(en)}
		if s.Da == "" || s.En == "" || strings.Contains(s.En, "|") {
			return model.NewError(model.Invalid, "err.programme.both", model.Args{"value": model.Clip(v)})
		}
		if model.HasCPR(v) {
			return model.NewError(model.Invalid, "err.programme.cpr", nil)
		}
		*to = s
		return nil
	}
}

func takeFlag(to *bool) fieldSetter {
	return func(v string) *model.Error {
		t, err := model.ParseTri(v)
		if err != nil || t == model.Unknown {
			return model.NewError(model.Invalid, "err.programme.yesno", model.Args{"value": model.Clip(v)})
		}
		*to = t == model.Yes
		return nil
	}
}

func takeDays(to *model.Opt[int], most int) fieldSetter {
	return func(v string) *model.Error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > most {
			return model.NewError(model.Invalid, "err.programme.number", model.Args{"value": model.Clip(v), "max": most})
		}
		*to = model.Some(n)
		return nil
	}
}

// takeOrder reads "order" or "beside".
func takeOrder(to *bool) fieldSetter {
	return func(v string) *model.Error {
		if v != "order" && v != "beside" {
			return model.NewError(model.Invalid, "err.programme.choice", model.Args{"value": model.Clip(v), "known": "order, beside"})
		}
		*to = v == "order"
		return nil
	}
}

// takeList reads a list of known words.
func takeList(to *[]string, known []string) fieldSetter {
	return func(v string) *model.Error {
		for _, w := range model.SplitList(v) {
			if known != nil && !slices.Contains(known, w) {
				return model.NewError(model.Invalid, "err.programme.choice", model.Args{"value": model.Clip(w), "known": strings.Join(known, ", ")})
			}
			if slices.Contains(*to, w) {
				return model.NewError(model.Invalid, "err.programme.repeat", model.Args{"value": model.Clip(w)})
			}
			*to = append(*to, w)
		}
		return nil
	}
}

// refer reads keys of other sections, looked up when everything was read.
func (r *fileReader) refer(to *[]string, section, from string) fieldSetter {
	return func(v string) *model.Error {
		if err := takeList(to, nil)(v); err != nil {
			return err
		}
		for _, k := range *to {
			r.refs = append(r.refs, reference{r.line, r.cur.name, from, section, k})
		}
		return nil
	}
}

func (r *fileReader) referOne(to *string, section, from string) fieldSetter {
	return func(v string) *model.Error {
		*to = v
		r.refs = append(r.refs, reference{r.line, r.cur.name, from, section, v})
		return nil
	}
}

// takeLine reads "15 % target: resultatkrav | required result".
func takeLine(to *[]TargetLine) fieldSetter {
	return func(v string) *model.Error {
		var l TargetLine
		var kind string
		head, words, ok := strings.Cut(v, ":")
		if n, err := fmt.Sscanf(strings.ReplaceAll(head, "%", ""), "%d %s", &l.Percent, &kind); !ok || err != nil || n != 2 || l.Percent < 0 || l.Percent > 100 || kind != "target" && kind != "reference" {
			return model.NewError(model.Invalid, "err.programme.targetline", model.Args{"value": model.Clip(v)})
		}
		l.Targeted = kind == "target"
		if err := takeSaid(&l.Name)(words); err != nil {
			return err
		}
		*to = append(*to, l)
		return nil
	}
}
