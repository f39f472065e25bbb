// Package tomlfile reads reference files in TOML and tells what is wrong with one by file and line, several faults at
// once.
//
// It promises: a name that the file's structure does not have is refused, and so is a value of another form; a file of
// the format before TOML is read as well, and its faults name the lines of that file. What the values may be is for the
// packages of each file to say: they add what they find by the path of a value, such as "element.2.due".
package tomlfile

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable" // for the places of keys; its interface may change with a new version

	"jobspor/data/reference/legacy"
	"jobspor/model"
)

const (
	// MaxBytes is the longest file that is read.
	MaxBytes  = 1 << 20
	maxFaults = 20 // told at once
)

// File is a file that was read.
type File struct {
	// Text is the file in TOML, without byte order mark.
	Text string

	name   string
	lines  []int          // the line of the file that each line of Text came from, nil when they are the same
	at     map[string]int // the line in Text of every key, by its path
	faults []model.Error
}

// Read reads a file into a pointer to a structure with toml tags. What is wrong is told by Err; what could be read is
// there even then.
func Read(name, text string, into any) *File {
	f := &File{name: name, at: map[string]int{}}
	text = strings.TrimPrefix(text, "\ufeff")
	switch {
	case len(text) > MaxBytes:
		f.fault(0, "err.toml.large", model.Args{"max": MaxBytes >> 10})
		return f
	case !utf8.ValidString(text) || model.HasControl(strings.ReplaceAll(text, "\r\n", "\n"), true):
		f.fault(0, "err.toml.control", nil)
		return f
	}
	f.Text, f.lines = legacy.Convert(text)
	x := newIndex(f)
	x.read()
	if len(f.faults) == 0 {
		f.decode(x, into)
	}
	return f
}

// decode fills the structure. The library stops at the first value of a wrong form: that is told, taken away, and the
// rest is read again.
func (f *File) decode(x *index, into any) {
	for range maxFaults {
		reflect.ValueOf(into).Elem().SetZero()
		err := toml.NewDecoder(bytes.NewReader(x.data)).DisallowUnknownFields().Decode(into)
		var unknown *toml.StrictMissingError
		var wrong *toml.DecodeError
		switch {
		case err == nil:
			return
		case errors.As(err, &unknown):
			for _, e := range unknown.Errors {
				line, _ := e.Position()
				f.unknown(line, e.Key(), reflect.TypeOf(into))
			}
			return
		case errors.As(err, &wrong):
			line, column := wrong.Position()
			value, ok := x.valueAt(line)
			if !ok {
				f.syntax(line, column, err)
				return
			}
			key := "err.toml.value"
			if strings.Contains(err.Error(), "cannot decode TOML") {
				key = formKey(fieldAt(reflect.TypeOf(into), strings.Split(value.path, ".")...))
			}
			f.fault(value.line, key,
				model.Args{"value": x.text(value), "name": last(value.path), "reason": reason(err)})
			x.remove(value)
		default:
			f.fault(1, "err.toml.syntax", model.Args{"column": 1, "value": "", "reason": reason(err)})
			return
		}
	}
}

// unknown tells a name that the structure does not have.
func (f *File) unknown(line int, key []string, root reflect.Type) {
	for len(key) > 1 && len(names(fieldAt(root, key[:len(key)-1]...))) == 0 {
		key = key[:len(key)-1] // of an unknown table nobody knows what it can have
	}
	known := names(fieldAt(root, key[:len(key)-1]...))
	args := model.Args{"value": model.Clip(key[len(key)-1]), "known": strings.Join(known, ", ")}
	if len(key) == 1 {
		f.fault(line, "err.toml.section", args)
		return
	}
	args["section"] = key[len(key)-2]
	f.fault(line, "err.toml.key", args)
}

func (f *File) syntax(line, column int, err error) {
	said := strings.Split(f.Text, "\n")[line-1]
	f.fault(line, "err.toml.syntax",
		model.Args{"column": column, "value": model.Clip(strings.TrimSpace(said)), "reason": reason(err)})
}

func reason(err error) string {
	said, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "toml: "), "\n")
	return said
}

// Line is the line of a path in the file, or of the nearest table around it; 1 when there is none.
func (f *File) Line(path string) int { return f.origin(f.lineOf(path)) }

func (f *File) lineOf(path string) int {
	for path != "" {
		if line := f.at[path]; line > 0 {
			return line
		}
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return 1
}

// origin is the line of the file that a line of Text came from.
func (f *File) origin(line int) int {
	if line > 0 && line <= len(f.lines) {
		return f.lines[line-1]
	}
	return line
}

// Fault adds what is wrong with the value at a path; no path is the whole file.
func (f *File) Fault(path, key string, args model.Args) {
	line := 0
	if path != "" {
		line = f.lineOf(path)
	}
	f.fault(line, key, args)
}

func (f *File) fault(line int, key string, args model.Args) {
	all := model.Args{"file": f.name}
	for k, v := range args {
		all[k] = v
	}
	if line > 0 {
		all["line"] = f.origin(line)
	}
	f.faults = append(f.faults, *model.NewError(model.Invalid, key, all))
}

// Err is what is wrong with the file in the order of its lines, nil when nothing is: a *model.Error with the first, the
// others in More.
func (f *File) Err() error {
	if len(f.faults) == 0 {
		return nil
	}
	line := func(e model.Error) int { n, _ := e.Args["line"].(int); return n }
	slices.SortStableFunc(f.faults, func(a, b model.Error) int { return line(a) - line(b) })
	first := f.faults[0]
	first.More = f.faults[1:min(len(f.faults), maxFaults)]
	return &first
}

// fieldAt is the type at a path of a structure, nil when there is none.
func fieldAt(t reflect.Type, path ...string) reflect.Type {
	for _, name := range path {
		_, err := strconv.Atoi(name)
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if err == nil {
			continue // its place in a list
		}
		i := slices.Index(names(t), name)
		if i < 0 {
			return nil
		}
		t = fields(t)[i].Type
	}
	return t
}

// fields are the fields of a structure that a file can have, those of embedded ones among them.
func fields(t reflect.Type) []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return f.Anonymous })
}

func tag(f reflect.StructField) string {
	if name := f.Tag.Get("toml"); name != "" {
		return name
	}
	return strings.ToLower(f.Name)
}

// names are the keys that a table can have.
func names(t reflect.Type) (out []string) {
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice) {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range fields(t) {
		out = append(out, tag(f))
	}
	return out
}

// formKey is the sentence that says what form a value of a type has.
func formKey(t reflect.Type) string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == nil:
		return "err.toml.value"
	case t.Kind() == reflect.Int:
		return "err.toml.number"
	case t.Kind() == reflect.Bool:
		return "err.toml.yesno"
	case t.Kind() == reflect.String:
		return "err.toml.text"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		return "err.toml.list"
	case slices.Equal(names(t), []string{"da", "en"}):
		return "err.toml.both"
	}
	return "err.toml.table"
}

func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// index finds the line of every key.
type index struct {
	file   *File
	data   []byte
	breaks []int          // where the lines end
	table  string         // the path of the table that lines belong to
	counts map[string]int // how many tables an array has so far
	values []span
}

// span is a line "key = value", which may run over several lines.
type span struct {
	path             string
	line             int
	start, from, end int // where the key and the value begin and where the value ends
}

func newIndex(f *File) *index {
	x := &index{file: f, counts: map[string]int{}, data: []byte(f.Text)}
	for i, b := range x.data {
		if b == '\n' {
			x.breaks = append(x.breaks, i)
		}
	}
	return x
}

func (x *index) read() {
	p := unstable.Parser{}
	p.Reset(x.data)
	for p.NextExpression() {
		e := p.Expression()
		key, at := keyOf(e)
		line := x.line(at)
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			x.table = x.resolve(key, e.Kind == unstable.ArrayTable)
			x.set(x.table, line)
			x.values = append(x.values, span{start: at, line: line})
		case unstable.KeyValue:
			x.values = append(x.values, span{start: at, line: line, path: join(x.table, strings.Join(key, "."))})
			x.keyValue(x.table, e)
		}
	}
	x.ends()
	var bad *unstable.ParserError
	if err := p.Error(); errors.As(err, &bad) {
		at := int(p.Range(bad.Highlight).Offset)
		x.file.syntax(x.line(at), at-bytes.LastIndexByte(x.data[:at], '\n'), err)
	}
}

// ends cuts the spans where the next begins.
func (x *index) ends() {
	for i := range x.values {
		v := &x.values[i]
		v.end = len(x.data)
		if i+1 < len(x.values) {
			v.end = x.values[i+1].start
			for v.end > v.start && x.data[v.end-1] != '\n' {
				v.end--
			}
		}
		v.from = v.start + 1 + max(0, bytes.IndexByte(x.data[v.start:v.end], '='))
	}
	x.values = slices.DeleteFunc(x.values, func(v span) bool { return v.path == "" })
}

// line is the number of the line, from 1, that an offset lies in.
func (x *index) line(offset int) int {
	n, _ := slices.BinarySearch(x.breaks, offset)
	return n + 1
}

func keyOf(e *unstable.Node) (key []string, offset int) {
	offset = -1
	for it := e.Key(); it.Next(); {
		if offset < 0 {
			offset = int(it.Node().Raw.Offset)
		}
		key = append(key, string(it.Node().Data))
	}
	return key, offset
}

// keyValue notes the line of a key, and of those inside a table or list on the same line.
func (x *index) keyValue(table string, e *unstable.Node) {
	key, at := keyOf(e)
	path := join(table, strings.Join(key, "."))
	x.set(path, x.line(at))
	for i := range key[:len(key)-1] {
		if parent := join(table, strings.Join(key[:i+1], ".")); x.file.at[parent] == 0 {
			x.file.at[parent] = x.line(at)
		}
	}
	x.value(path, e.Value())
}

func (x *index) value(path string, v *unstable.Node) {
	n := 0
	for it := v.Children(); it.Next(); n++ {
		switch {
		case v.Kind == unstable.InlineTable:
			x.keyValue(path, it.Node())
		case v.Kind == unstable.Array:
			x.value(path+"."+strconv.Itoa(n), it.Node())
		}
	}
}

// set notes a line; a path that has one already stands twice.
func (x *index) set(path string, line int) {
	if other := x.file.at[path]; other > 0 {
		x.file.fault(line, "err.toml.twice", model.Args{"value": model.Clip(last(path)), "other": x.file.origin(other)})
		return
	}
	x.file.at[path] = line
}

// resolve makes a path of a table's name: what stands inside an array of tables stands inside its last one.
func (x *index) resolve(key []string, array bool) string {
	path := ""
	for i, k := range key {
		path = join(path, k)
		n := x.counts[path]
		switch {
		case array && i == len(key)-1:
			x.counts[path]++
			path += "." + strconv.Itoa(n)
		case n > 0:
			path += "." + strconv.Itoa(n-1)
		}
	}
	return path
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// valueAt is the value that has a line.
func (x *index) valueAt(line int) (span, bool) {
	for i := len(x.values) - 1; i >= 0; i-- {
		if v := x.values[i]; v.line <= line {
			return v, line <= v.line+bytes.Count(x.data[v.start:v.end], []byte("\n"))
		}
	}
	return span{}, false
}

// text is the beginning of a value as it stands in the file.
func (x *index) text(v span) string {
	said, _, _ := bytes.Cut(bytes.TrimSpace(x.data[v.from:v.end]), []byte("\n"))
	return model.Clip(strings.Trim(string(said), `"'`))
}

// remove takes a value away and leaves the lines where they are.
func (x *index) remove(v span) {
	for i := v.start; i < v.end; i++ {
		if x.data[i] != '\n' {
			x.data[i] = ' '
		}
	}
}
