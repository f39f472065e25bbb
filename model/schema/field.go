// Package schema holds the field tables: one row for each field of each entity, which feeds SQL columns, forms, lists,
// importers, exporters, the command line and the log.
//
// It promises: whatever can be stored can be written as text and read back to the same value; Validate names every
// fault of a row; a test proves that structs and tables agree. It imports model alone.
package schema

import (
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// Kind says how a field is stored, typed and shown.
type Kind uint8

// The kinds of fields. The comment names the type of the struct field.
const (
	Text      Kind = iota // string, one line
	LongText              // string, several lines
	Number                // Opt[int], 0..1,000,000
	HoursKind             // Opt[Hours]
	FTEKind               // Opt[FTE]
	DateKind              // Date
	Flag                  // bool
	TriKind               // Tri
	Choice                // string, one of Options or ""
	Choices               // []string, any of Options, in the order of Options
	Lines                 // []string, free, one a line
	Ref                   // string, the ID of an entity of type To
)

var kindNames = [...]string{
	"text", "long_text", "number", "hours", "fte", "date", "flag", "tristate", "choice", "choices", "lines",
	"reference",
}

// String names the kind, for the data dictionary.
func (k Kind) String() string { return kindNames[k] }

// Field is one row of a field table: everything the store, forms, lists, importers, exporters and the command line
// need to know about one field of an entity.
type Field struct {
	Key      string              // column, JSON name, --set name and, as "<type>.<key>", key of its words
	Kind     Kind                //
	Options  []string            // for Choice and Choices
	List     string              // name of the list of options; their words are "opt.<List>.<option>"
	To       string              // for Ref: the entity type referred to
	TypeIn   string              // for Text: the ID of an entity whose type stands in the field of this key
	Unique   bool                // no two rows have the same value
	Sealed   bool                // personal: stored inside the row's sealed blob
	Required bool                //
	Import   []string            // further header names an importer knows, folded (Danish and English)
	Check    func(string) error  // for text kinds: is this value acceptable?
	Normal   func(string) string // for text kinds: the one form that is stored; nil when texts stay as written
	Phone    bool                // a telephone number: search finds the row by it
	MayCPR   bool                // ten digits are expected here (P-number): the CPR guard passes it
	Given    bool                // set by the program, never typed: left out of forms and imports
	Max      int                 // for Number: the largest value; for text: the most characters; 0 is the default
	Pointer  func(model.Entity) any

	// For dates.
	Direction model.Direction // where its days lie: what a day without a year means
	WeekEnd   bool            // a last day: a week means its Sunday
	Workday   bool            // a start or a meeting: a weekend or a public holiday is said
	DayLines  bool            // for Lines: each is a date, in the canonical form once it is stored
	Ahead     string          // the sentence that refuses a day after today; "" takes one

	known func(digits string) bool // see Knowing
}

// Anchor is what a short date of the field is read from.
func (f *Field) Anchor(today model.Date) model.Anchor {
	if f.WeekEnd {
		return f.Direction.From(today).WeekEnd()
	}
	return f.Direction.From(today)
}

// Type is one kind of entity with its fields: a field table.
type Type struct {
	Name     string              // "company"
	Table    string              // "companies"
	New      func() model.Entity //
	Fields   []Field             //
	Personal bool                // about a citizen: views are audited, searches never print it to logs
	Letter   string              // "B" when the store numbers it: the field "ref" becomes B-0001, B-0002, …
	Check    func(model.Entity) error
	// CheckEdit refuses an edit of what must stay as it is, given the fields that would change; nil allows every edit.
	// It is not called for undo and redo.
	CheckEdit func(before model.Entity, differing []*Field) error
}

// Field finds a field by key.
func (t *Type) Field(key string) (*Field, bool) {
	for i := range t.Fields {
		if t.Fields[i].Key == key {
			return &t.Fields[i], true
		}
	}
	return nil, false
}

// SealedFields lists the personal fields, in table order.
func (t *Type) SealedFields() []Field {
	return slices.DeleteFunc(slices.Clone(t.Fields), func(f Field) bool { return !f.Sealed })
}

// field makes a table row out of a typed accessor.
func field[E any](key string, kind Kind, at func(*E) any, opts ...func(*Field)) Field {
	f := Field{Key: key, Kind: kind, Pointer: func(e model.Entity) any { return at(any(e).(*E)) }}
	for _, o := range opts {
		o(&f)
	}
	return f
}

func past(f *Field)    { f.Direction = model.Past }
func future(f *Field)  { f.Direction = model.Future }
func near(f *Field)    { f.Direction = model.Near }
func lastDay(f *Field) { f.WeekEnd = true }
func workday(f *Field) { f.Workday = true }

// dayLines makes each line a planned date.
func dayLines(f *Field) { f.DayLines, f.Direction, f.Workday = true, model.Future, true }

// notAhead refuses a day after today with a sentence.
func notAhead(key string) func(*Field) { return func(f *Field) { f.Ahead = key } }

func sealed(f *Field)   { f.Sealed = true }
func required(f *Field) { f.Required = true }
func given(f *Field)    { f.Given = true }
func mayCPR(f *Field)   { f.MayCPR = true }
func unique(f *Field)   { f.Unique = true }

// telephone is a field whose number can be searched for.
func telephone(f *Field) { f.Check, f.Normal, f.Phone = model.CheckPhone, model.NormalPhone, true }

func to(typ string) func(*Field)                { return func(f *Field) { f.To = typ } }
func typeIn(key string) func(*Field)            { return func(f *Field) { f.TypeIn = key } }
func inForm(n func(string) string) func(*Field) { return func(f *Field) { f.Normal = n } }
func atMost(n int) func(*Field)                 { return func(f *Field) { f.Max = n } }
func importedAs(names ...string) func(*Field)   { return func(f *Field) { f.Import = names } }

// check sets the rule of a text, and the form that it is brought into before.
func check(c func(string) error, normal ...func(string) string) func(*Field) {
	return func(f *Field) {
		f.Check = c
		for _, n := range normal {
			f.Normal = n
		}
	}
}

// oneOf names the list that the field chooses from and its keys.
func oneOf(list string, keys ...string) func(*Field) {
	return func(f *Field) { f.List, f.Options = list, keys }
}

func keysOf[T ~string](list []T) (keys []string) {
	for _, v := range list {
		keys = append(keys, string(v))
	}
	return keys
}

// Knowing is the field with numbers of ten digits that are known to be no CPR numbers, such as the P-numbers of the
// companies in the database.
func (f *Field) Knowing(known func(digits string) bool) *Field {
	out := *f
	out.known = known
	return &out
}

// Text gives the value in its canonical form: ISO dates, point decimals, option keys joined by ", ", lines by line
// feeds, "yes"/"no", "" for unknown. SetText reads it back to the same value.
func (f *Field) Text(e model.Entity) string {
	switch p := f.Pointer(e).(type) {
	case *string:
		return *p
	case *model.Opt[int]:
		if p.Known {
			return strconv.Itoa(p.V)
		}
	case *model.Opt[model.Hours]:
		if p.Known {
			return p.V.String()
		}
	case *model.Opt[model.FTE]:
		if p.Known {
			return p.V.String()
		}
	case *model.Date:
		return p.String()
	case *bool:
		if *p {
			return "yes"
		}
		return "no"
	case *model.Tri:
		return p.String()
	case *[]string:
		if f.Kind == Lines {
			return strings.Join(*p, "\n")
		}
		return strings.Join(*p, ", ")
	}
	return ""
}

// SetText reads a value as a person, a file or --set gives it. Option words in other languages are the caller's to
// translate to keys first. It refuses what the field cannot hold with an *Error that names the field, and leaves the
// entity unchanged then. Dates need the full form; see SetTextOn for words such as "fre".
func (f *Field) SetText(e model.Entity, s string) error { return f.SetTextOn(e, s, 0) }

// SetTextOn is SetText with a today, so that short dates and day words are read too.
func (f *Field) SetTextOn(e model.Entity, s string, today model.Date) error {
	if err := f.set(e, s, today); err != nil {
		if fe, ok := err.(*model.Error); ok {
			return fe.WithField(f.Key)
		}
		return err
	}
	return nil
}

// Stored gives a text in the form in which the field stores it: composed, trimmed, a line without line ends and with
// single spaces, identifiers in their one form.
func (f *Field) Stored(s string) string {
	s = model.ComposeText(s)
	switch f.Kind {
	case LongText, Lines:
		if strings.Contains(s, "\r") {
			s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
		}
		s = strings.TrimSpace(s)
	default:
		s = model.FoldSpaces(s)
	}
	if f.Normal != nil {
		s = f.Normal(s)
	}
	return s
}

func (f *Field) set(e model.Entity, s string, today model.Date) (err error) {
	if f.MayCPR && model.HasCPR(s) && strings.Trim(s, "0123456789 \t\n") == "" && len(strings.TrimSpace(s)) != 10 {
		return model.NewError(model.Invalid, "err.cpr", nil) // ten digits are expected, not a number with its groups
	}
	s = f.Stored(s)
	if f.DayLines {
		if s, err = f.days(s, today); err != nil {
			return err
		}
	}
	if err := f.CheckText(s); err != nil {
		return err
	}
	switch p := f.Pointer(e).(type) {
	case *string:
		*p = s
	case *model.Opt[int]:
		return setOpt(p, s, func(s string) (int, error) { return model.ParseNumber(s, f.Max) })
	case *model.Opt[model.Hours]:
		return setOpt(p, s, model.ParseHours)
	case *model.Opt[model.FTE]:
		return setOpt(p, s, model.ParseFTE)
	case *model.Date:
		var d model.Date
		if d, err = f.ParseDay(s, today); err == nil {
			*p = d
		}
	case *bool:
		var t model.Tri
		if t, err = model.ParseTri(s); err == nil {
			*p = t == model.Yes
		}
	case *model.Tri:
		var t model.Tri
		if t, err = model.ParseTri(s); err == nil {
			*p = t
		}
	case *[]string:
		*p = f.split(s)
	}
	return err
}

// ParseDay reads a date as the field takes it.
func (f *Field) ParseDay(s string, today model.Date) (model.Date, error) {
	d, err := model.ParseDate(s, f.Anchor(today))
	if err == nil && f.Ahead != "" && today != 0 && d > today {
		return 0, model.NewError(model.Invalid, f.Ahead, model.Args{"day": d})
	}
	return d, err
}

// days puts the dates of several lines into their canonical form.
func (f *Field) days(s string, today model.Date) (string, error) {
	lines := f.split(s)
	for i, line := range lines {
		d, err := f.ParseDay(line, today)
		if err != nil {
			return "", err
		}
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n"), nil
}

// CheckText says whether the text is acceptable for the field, apart from being parsed.
func (f *Field) CheckText(s string) error {
	if !f.MayCPR && model.HasCPRBut(s, f.known) {
		return model.NewError(model.Invalid, "err.cpr", nil)
	}
	if f.Required && s == "" {
		return model.NewError(model.Invalid, "err.required", nil)
	}
	switch f.Kind {
	case Text, LongText, Lines:
		limit := f.Max
		if limit == 0 {
			limit = 10_000
			if f.Kind == Text {
				limit = 200
			}
		}
		if len(s) > limit && len([]rune(s)) > limit {
			return model.NewError(model.Invalid, "err.long", model.Args{"max": limit})
		}
		if model.HasControl(s, f.Kind != Text) {
			return model.NewError(model.Invalid, "err.control", nil)
		}
		if f.Check != nil && s != "" {
			return f.Check(s)
		}
	case Choice:
		if s != "" && !slices.Contains(f.Options, s) {
			return model.NewError(model.Invalid, "err.choice", model.Args{
				"value": model.Clip(s), "options": strings.Join(f.Options, ", "),
			})
		}
	case Choices:
		for _, v := range model.SplitList(s) {
			if !slices.Contains(f.Options, v) {
				return model.NewError(model.Invalid, "err.choice", model.Args{
					"value": model.Clip(v), "options": strings.Join(f.Options, ", "),
				})
			}
		}
	}
	return nil
}

func (f *Field) split(s string) []string {
	if f.Kind == Lines {
		var out []string
		for l := range strings.SplitSeq(s, "\n") {
			if l = strings.TrimSpace(l); l != "" {
				out = append(out, l)
			}
		}
		return out
	}
	chosen := model.SplitList(s)
	var out []string
	for _, o := range f.Options {
		if slices.Contains(chosen, o) {
			out = append(out, o)
		}
	}
	return out
}

func setOpt[T any](p *model.Opt[T], s string, parse func(string) (T, error)) error {
	if s == "" || s == "?" {
		*p = model.Opt[T]{}
		return nil
	}
	v, err := parse(s)
	if err != nil {
		return err
	}
	*p = model.Some(v)
	return nil
}

// SQL gives the value as the database holds it: text, int64 or nil for unknown. Hours are quarters, FTE hundredths,
// dates ISO text, lists text.
func (f *Field) SQL(e model.Entity) any {
	switch p := f.Pointer(e).(type) {
	case *model.Opt[int]:
		return optSQL(*p)
	case *model.Opt[model.Hours]:
		return optSQL(*p)
	case *model.Opt[model.FTE]:
		return optSQL(*p)
	case *bool:
		if *p {
			return int64(1)
		}
		return int64(0)
	case *model.Tri:
		if *p == model.Unknown {
			return nil
		}
		return int64(*p - model.No)
	}
	return f.Text(e)
}

func optSQL[T ~int | ~int32](o model.Opt[T]) any {
	if !o.Known {
		return nil
	}
	return int64(o.V)
}

// SetSQL reads back what SQL gave. It trusts the database and checks nothing but the type.
func (f *Field) SetSQL(e model.Entity, v any) error {
	n, isInt := v.(int64)
	s, isText := v.(string)
	if b, ok := v.([]byte); ok {
		s, isText = string(b), true
	}
	switch p := f.Pointer(e).(type) {
	case *model.Opt[int]:
		*p = model.Opt[int]{V: int(n), Known: isInt}
	case *model.Opt[model.Hours]:
		*p = model.Opt[model.Hours]{V: model.Hours(n), Known: isInt}
	case *model.Opt[model.FTE]:
		*p = model.Opt[model.FTE]{V: model.FTE(n), Known: isInt}
	case *bool:
		*p = n != 0
	case *model.Tri:
		*p = model.Unknown
		if isInt {
			*p = model.Tri(n) + model.No
		}
	case *string:
		*p = s
	case *model.Date:
		d, ok := model.ISODate(s)
		if !ok && s != "" {
			return model.NewError(model.Internal, "err.column", model.Args{"field": f.Key})
		}
		*p = d
	case *[]string:
		*p = f.split(s)
	}
	if v != nil && !isInt && !isText {
		return model.NewError(model.Internal, "err.column", model.Args{"field": f.Key})
	}
	return nil
}

// Column is the SQLite type of the field's column: INTEGER or TEXT.
func (f *Field) Column() string {
	switch f.Kind {
	case Number, HoursKind, FTEKind, Flag, TriKind:
		return "INTEGER"
	}
	return "TEXT"
}

// Numeric reports whether lists align the field to the right and order it by number.
func (f *Field) Numeric() bool { return f.Kind == Number || f.Kind == HoursKind || f.Kind == FTEKind }

// Copy takes the field's value from one entity to another of the same type.
func (f *Field) Copy(dst, src model.Entity) {
	switch d := f.Pointer(dst).(type) {
	case *string:
		*d = *f.Pointer(src).(*string)
	case *model.Opt[int]:
		*d = *f.Pointer(src).(*model.Opt[int])
	case *model.Opt[model.Hours]:
		*d = *f.Pointer(src).(*model.Opt[model.Hours])
	case *model.Opt[model.FTE]:
		*d = *f.Pointer(src).(*model.Opt[model.FTE])
	case *model.Date:
		*d = *f.Pointer(src).(*model.Date)
	case *bool:
		*d = *f.Pointer(src).(*bool)
	case *model.Tri:
		*d = *f.Pointer(src).(*model.Tri)
	case *[]string:
		*d = slices.Clone(*f.Pointer(src).(*[]string))
	}
}
