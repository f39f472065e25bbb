package model

import (
	"slices"
	"strconv"
	"strings"
)

// Entity is a row that the store keeps: a pointer to one of the structs of this package.
type Entity interface{ Meta() *Head }

// Head is what every entity has. ID never changes; Version starts at 1 and grows with every saved change.
type Head struct {
	ID      string
	Version int64
}

// Meta gives the head.
func (h *Head) Meta() *Head { return h }

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

// Field is one row of a field table: everything the store, forms, lists, importers, exporters and the command line
// need to know about one field of an entity.
type Field struct {
	Key      string             // column, JSON name, --set name and, as "<type>.<key>", key of its words
	Kind     Kind               //
	Options  []string           // for Choice and Choices
	List     string             // name of the list of options; their words are "opt.<List>.<option>"
	To       string             // for Ref: the entity type referred to
	Sealed   bool               // kept inside the row's sealed blob: personal
	Required bool               //
	Import   []string           // further header names an importer knows, folded (Danish and English)
	Check    func(string) error // for text kinds: is this value acceptable?
	MayCPR   bool               // ten digits are expected here (P-number): the CPR guard passes it
	Given    bool               // set by the program, never typed: left out of forms and imports
	Max      int                // for Number: the largest value; for text: the most characters; 0 is the default
	at       func(Entity) any
}

// Type is one kind of entity with its fields: a field table.
type Type struct {
	Name     string        // "company"
	Table    string        // "companies"
	New      func() Entity //
	Fields   []Field       //
	Personal bool          // about a citizen: views are audited, searches never print it to logs
	Letter   string        // "B" when the store numbers it: the field "ref" becomes B-0001, B-0002, …
	Check    func(Entity) error
	// Keep refuses an edit, told the fields that would change, of what must stay as it is; nil allows every edit. Undo
	// and redo are not asked.
	Keep func(before Entity, differing []*Field) error
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
	f := Field{Key: key, Kind: kind, at: func(e Entity) any { return at(any(e).(*E)) }}
	for _, o := range opts {
		o(&f)
	}
	return f
}

func sealed(f *Field)   { f.Sealed = true }
func required(f *Field) { f.Required = true }
func given(f *Field)    { f.Given = true }
func mayCPR(f *Field)   { f.MayCPR = true }

func to(typ string) func(*Field)              { return func(f *Field) { f.To = typ } }
func check(c func(string) error) func(*Field) { return func(f *Field) { f.Check = c } }
func most(n int) func(*Field)                 { return func(f *Field) { f.Max = n } }
func alsoCalled(names ...string) func(*Field) { return func(f *Field) { f.Import = names } }

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

// Text gives the value in its canonical form: ISO dates, point decimals, option keys joined by ", ", lines by line
// feeds, "yes"/"no", "" for unknown. SetText reads it back to the same value.
func (f *Field) Text(e Entity) string {
	switch p := f.at(e).(type) {
	case *string:
		return *p
	case *Opt[int]:
		if p.Known {
			return strconv.Itoa(p.V)
		}
	case *Opt[Hours]:
		if p.Known {
			return p.V.String()
		}
	case *Opt[FTE]:
		if p.Known {
			return p.V.String()
		}
	case *Date:
		return p.String()
	case *bool:
		if *p {
			return "yes"
		}
		return "no"
	case *Tri:
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
func (f *Field) SetText(e Entity, s string) error { return f.SetTextOn(e, s, 0) }

// SetTextOn is SetText with a today, so that short dates and day words are read too.
func (f *Field) SetTextOn(e Entity, s string, today Date) error {
	if err := f.set(e, strings.TrimSpace(s), today); err != nil {
		if fe, ok := err.(*Error); ok {
			return fe.At(f.Key)
		}
		return err
	}
	return nil
}

func (f *Field) set(e Entity, s string, today Date) (err error) {
	if err := f.CheckText(s); err != nil {
		return err
	}
	switch p := f.at(e).(type) {
	case *string:
		*p = s
	case *Opt[int]:
		return setOpt(p, s, func(s string) (int, error) { return parseNumber(s, f.Max) })
	case *Opt[Hours]:
		return setOpt(p, s, ParseHours)
	case *Opt[FTE]:
		return setOpt(p, s, ParseFTE)
	case *Date:
		var d Date
		if d, err = ParseDate(s, today); err == nil {
			*p = d
		}
	case *bool:
		var t Tri
		if t, err = ParseTri(s); err == nil {
			*p = t == Yes
		}
	case *Tri:
		var t Tri
		if t, err = ParseTri(s); err == nil {
			*p = t
		}
	case *[]string:
		*p = f.split(s)
	}
	return err
}

// CheckText says whether the text is acceptable for the field, apart from being parsed.
func (f *Field) CheckText(s string) error {
	if !f.MayCPR && HasCPR(s) {
		return Fail(Invalid, "err.cpr", nil)
	}
	if f.Required && s == "" {
		return Fail(Invalid, "err.required", nil)
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
			return Fail(Invalid, "err.long", Args{"max": limit})
		}
		if hasControl(s, f.Kind != Text) {
			return Fail(Invalid, "err.control", nil)
		}
		if f.Check != nil && s != "" {
			return f.Check(s)
		}
	case Choice:
		if s != "" && !slices.Contains(f.Options, s) {
			return Fail(Invalid, "err.choice", Args{"value": Clip(s), "options": strings.Join(f.Options, ", ")})
		}
	case Choices:
		for _, v := range splitList(s) {
			if !slices.Contains(f.Options, v) {
				return Fail(Invalid, "err.choice", Args{"value": Clip(v), "options": strings.Join(f.Options, ", ")})
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
	chosen := splitList(s)
	var out []string
	for _, o := range f.Options {
		if slices.Contains(chosen, o) {
			out = append(out, o)
		}
	}
	return out
}

func splitList(s string) []string {
	out := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' })
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(v string) bool { return v == "" })
}

func setOpt[T any](p *Opt[T], s string, parse func(string) (T, error)) error {
	if s == "" || s == "?" {
		*p = Opt[T]{}
		return nil
	}
	v, err := parse(s)
	if err != nil {
		return err
	}
	*p = Some(v)
	return nil
}

func parseNumber(s string, most int) (int, error) {
	if most == 0 {
		most = 1_000_000
	}
	t := strings.NewReplacer(" ", "", "\u00a0", "").Replace(s)
	n, err := strconv.Atoi(t)
	if err != nil || n < 0 || n > most || strings.HasPrefix(t, "+") {
		return 0, Fail(Invalid, "err.number", Args{"value": Clip(s), "max": most})
	}
	return n, nil
}

// hasControl reports control characters and text-direction overrides, which could rewrite a terminal or mislead a reader.
func hasControl(s string, lines bool) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		if lines && (r == '\n' || r == '\t') {
			return false
		}
		return r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) || r == 0xfffd
	})
}

// SQL gives the value as the database keeps it: text, int64 or nil for unknown. Hours are quarters, FTE hundredths,
// dates ISO text, lists text.
func (f *Field) SQL(e Entity) any {
	switch p := f.at(e).(type) {
	case *Opt[int]:
		return optSQL(*p)
	case *Opt[Hours]:
		return optSQL(*p)
	case *Opt[FTE]:
		return optSQL(*p)
	case *bool:
		if *p {
			return int64(1)
		}
		return int64(0)
	case *Tri:
		if *p == Unknown {
			return nil
		}
		return int64(*p - No)
	}
	return f.Text(e)
}

func optSQL[T ~int | ~int32](o Opt[T]) any {
	if !o.Known {
		return nil
	}
	return int64(o.V)
}

// SetSQL reads back what SQL gave. It trusts the database and checks nothing but the type.
func (f *Field) SetSQL(e Entity, v any) error {
	n, isInt := v.(int64)
	s, isText := v.(string)
	if b, ok := v.([]byte); ok {
		s, isText = string(b), true
	}
	switch p := f.at(e).(type) {
	case *Opt[int]:
		*p = Opt[int]{int(n), isInt}
	case *Opt[Hours]:
		*p = Opt[Hours]{Hours(n), isInt}
	case *Opt[FTE]:
		*p = Opt[FTE]{FTE(n), isInt}
	case *bool:
		*p = n != 0
	case *Tri:
		*p = Unknown
		if isInt {
			*p = Tri(n) + No
		}
	case *string:
		*p = s
	case *Date:
		d, err := ParseDate(s, 0)
		if err != nil {
			return err
		}
		*p = d
	case *[]string:
		*p = f.split(s)
	}
	if v != nil && !isInt && !isText {
		return Fail(Internal, "err.column", Args{"field": f.Key})
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
func (f *Field) Copy(dst, src Entity) {
	switch d := f.at(dst).(type) {
	case *string:
		*d = *f.at(src).(*string)
	case *Opt[int]:
		*d = *f.at(src).(*Opt[int])
	case *Opt[Hours]:
		*d = *f.at(src).(*Opt[Hours])
	case *Opt[FTE]:
		*d = *f.at(src).(*Opt[FTE])
	case *Date:
		*d = *f.at(src).(*Date)
	case *bool:
		*d = *f.at(src).(*bool)
	case *Tri:
		*d = *f.at(src).(*Tri)
	case *[]string:
		*d = slices.Clone(*f.at(src).(*[]string))
	}
}
