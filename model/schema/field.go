// Package schema holds the field tables: one row for each field of each entity, which feeds SQL columns, forms, lists,
// importers, exporters, the command line and the log.
//
// It promises: whatever can be stored can be written as text and read back to the same value; Validate names every
// fault of a row; a test proves that structs and tables agree. It imports model alone.
package schema

import (
	"slices"

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
	AnyCase  bool                // where Unique: "mk" and "MK" are the same value
	Sealed   bool                // personal, free text or a code that tells of circumstances: in the row's sealed blob
	Required bool                //
	Import   []string            // further header names an importer knows, folded (Danish and English)
	Check    func(string) error  // for text kinds: is this value acceptable?
	Normal   func(string) string // for text kinds: the one form that is stored; nil when texts stay as written
	Free     bool                // free text about a person: what names a diagnosis or an abuse is warned of
	Phone    bool                // a telephone number: search finds the row by it
	MayCPR   bool                // ten digits are expected here (P-number): the CPR guard passes it
	Later    bool                // its column came after rows had a mac: the last open ones; empty it is not in the mac
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

// Knowing is the field with numbers of ten digits that are known to be no CPR numbers, such as the P-numbers of the
// companies in the database.
func (f *Field) Knowing(known func(digits string) bool) *Field {
	out := *f
	out.known = known
	return &out
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
