// Package ruleset gives the dated rules that placements are judged by: the built-in set, and those of a municipality's
// own file in the same format.
//
// It promises: a file is taken whole or not at all; whatever is wrong with it is told with line and reason. What the
// rules mean is the business of package model/rules. The package keeps no state: a set of rules never changes once
// made.
package ruleset

import (
	_ "embed"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"jobspor/data/reference/legacy"
	"jobspor/data/reference/tomlfile"
	"jobspor/model"
	"jobspor/model/rules"
)

//go:embed lab.toml
var builtIn string

// FileName is the name of the built-in set.
const FileName = "lab.toml"

// maxRows is the largest set of rules.
const maxRows = 2000

// Load gives the built-in rules. It reads them anew each time: call it once and keep them.
func Load() (*rules.Set, error) {
	r, err := Parse(FileName, builtIn)
	if err != nil {
		return nil, err
	}
	r.File = ""
	return r, nil
}

// Text is the built-in set as a file, with its remarks, to be copied and changed.
func Text() string { return builtIn }

// TOML gives the text of a file that Parse takes in TOML: one of the format before is converted, another stays as it
// is.
func TOML(text string) string {
	text, _ = legacy.Convert(text)
	return text
}

// firstKind finds a row that says its kind below nothing but what every row can have.
var firstKind = regexp.MustCompile(`(?m)^[ \t]*\[\[[ \t]*rule[ \t]*\]\][ \t]*\r?\n` +
	`(\s*(#.*)?\n|[ \t]*(key|` + strings.Join(rules.FieldNames(), "|") + `)[ \t]*=.*\n)*[ \t]*kind[ \t]*=`)

// IsRules reports whether a text looks like a file of rules.
func IsRules(text string) bool { return firstKind.MatchString(TOML(text)) }

// file is a file of rules. A row is a map, for each kind of rule has values of its own.
type file struct {
	Edition string           `toml:"edition"`
	Rules   []map[string]any `toml:"rule"`
}

// Parse reads rules in the format of the built-in file, or in the one before TOML: rows "[[rule]]" with one "name =
// value" a line. The name is the file's, for messages and for Rules.File.
//
// The error is a *model.Error that names file and line and what to do there (its key says what, for example
// "err.rule.value.weeks"); further faults of the same file are in More. With an error there are no rules: unknown
// names, values out of range, and rows that speak of the same at the same time are all refused.
func Parse(name, text string) (*rules.Set, error) {
	var d file
	f := tomlfile.Read(name, text, &d)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if n := len(d.Rules); n == 0 || n > maxRows {
		f.Fault("", map[bool]string{true: "err.rule.empty", false: "err.rule.long"}[n == 0], model.Args{"max": maxRows})
		return nil, f.Err()
	}
	if !model.Printable(d.Edition) || len(d.Edition) > 200 {
		f.Fault("edition", "err.rule.words", model.Args{"value": "edition"})
	}
	out := &rules.Set{Edition: d.Edition, File: name}
	keys := map[string]string{} // where a key stands
	for i, values := range d.Rules {
		r := reader{File: f, path: fmt.Sprintf("rule.%d", i)}
		row, ok := r.row(values)
		if other, twice := keys[row.Key]; twice {
			r.fault("key", "err.rule.key.twice", model.Args{"value": model.Clip(row.Key), "other": f.Line(other)})
			continue
		}
		keys[row.Key] = r.path + ".key"
		if !ok {
			continue // what cannot be read is not judged, too
		}
		if err := rules.Check(&row); err != nil {
			r.tell(err)
			continue
		}
		out.Rows = append(out.Rows, row)
	}
	overlaps(f, out.Rows, keys)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

// overlaps refuses rows between which nobody could tell which counts.
func overlaps(f *tomlfile.File, rows []rules.Rule, keys map[string]string) {
	table := func(key string) string { return strings.TrimSuffix(keys[key], ".key") }
	for i := range rows {
		for j := range i {
			if a, b := rows[i].Key, rows[j].Key; rules.Overlap(&rows[i], &rows[j]) {
				f.Fault(table(a), "err.rule.overlap", model.Args{"value": a, "other": b, "first": f.Line(table(b))})
			}
		}
	}
}

// reader reads one row.
type reader struct {
	*tomlfile.File
	path string // of the row
	bad  bool   // a value of the row could not be read
}

func (r *reader) fault(name, key string, args model.Args) {
	r.bad = true
	r.Fault(r.path+"."+name, key, args)
}

// tell puts a fault that the model found on the line it is about, or on the row's first when that line is missing.
func (r *reader) tell(err error) {
	if e, ok := err.(*model.Error); ok {
		r.fault(e.Field, e.Key, e.Args)
	}
}

// row turns what a row says into a rule; false when a value cannot be read.
func (r *reader) row(values map[string]any) (rules.Rule, bool) {
	row := rules.Rule{Key: r.text("key", values["key"]), Kind: r.text("kind", values["kind"])}
	kind, known := rules.KindNamed(row.Kind)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := values[name]
		if name == "key" || r.common(&row, name, value) || !known {
			continue // of an unknown kind nobody knows what its values should be
		}
		v, ok := kind.Value(name)
		if !ok {
			r.fault(name, "err.rule.field",
				model.Args{"value": model.Clip(name), "known": strings.Join(kind.FieldNames(), ", ")})
			continue
		}
		n, err := v.Parse(written(value))
		if err != nil {
			r.tell(err)
			continue
		}
		if row.Values == nil {
			row.Values = map[string]int{}
		}
		row.Values[name] = n
	}
	return row, !r.bad
}

// common reads a value that rows of any kind can have; false is another.
func (r *reader) common(row *rules.Rule, name string, value any) bool {
	switch name {
	case "kind":
	case "group":
		row.Groups = r.list(name, value)
	case "instrument":
		row.Instruments = r.list(name, value)
	case "rate":
		row.Rates = r.list(name, value)
	case "sector":
		row.Sectors = r.list(name, value)
	case "unsure":
		row.Unsure = r.list(name, value)
	case "also":
		row.Also = r.list(name, value)
	case "valid_from":
		row.From = r.date(name, value)
	case "valid_to":
		row.To = r.date(name, value)
	case "known":
		known, ok := value.(bool)
		if !ok {
			r.fault(name, "err.toml.yesno", model.Args{"value": model.Clip(written(value)), "name": name})
		}
		row.Unknown = ok && !known
	case "source":
		row.Source = r.text(name, value)
	case "link":
		row.Link = r.text(name, value)
	case "confidence":
		row.Confidence = r.text(name, value)
	case "da":
		row.Danish = r.text(name, value)
	case "en":
		row.English = r.text(name, value)
	default:
		return false
	}
	return true
}

func (r *reader) text(name string, value any) string {
	s, ok := value.(string)
	if !ok && value != nil {
		r.fault(name, "err.toml.text", model.Args{"value": model.Clip(written(value)), "name": name})
	}
	return s
}

// list reads a list of names; one name alone is a list, too.
func (r *reader) list(name string, value any) []string {
	if s, ok := value.(string); ok {
		return []string{s}
	}
	all, ok := value.([]any)
	var out []string
	for _, v := range all {
		s, is := v.(string)
		out, ok = append(out, s), ok && is
	}
	if !ok || len(out) == 0 {
		r.fault(name, "err.toml.list", model.Args{"value": model.Clip(written(value)), "name": name})
	}
	return out
}

// date reads a whole date, with quotation marks or without.
func (r *reader) date(name string, value any) model.Date {
	d, err := model.ParseDate(written(value), 0)
	if err != nil || d == 0 {
		r.fault(name, "err.rule.value.date", model.Args{"value": model.Clip(written(value)), "name": name})
	}
	return d
}

// written is a value as people write it.
func written(v any) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case toml.LocalDate:
		return v.String()
	}
	return fmt.Sprint(v)
}
