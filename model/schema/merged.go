package schema

import (
	"jobspor/model"
)

// MergedType is the field table of Merged.
func MergedType() *Type {
	type c = model.Merged
	return &Type{
		Name: "merged", Table: "merged_rows", New: func() model.Entity { return &c{} }, Personal: true, Fields: []Field{
			field("row_type", Text, func(e *c) any { return &e.RowType }, required, given),
			field("into", Text, func(e *c) any { return &e.Into }, required, given, typeIn("row_type")),
			field("ref", Text, func(e *c) any { return &e.Ref }, given),
			field("known_as", Lines, func(e *c) any { return &e.KnownAs }, sealed, given, mayCPR), // P-numbers, too
			field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
			field("on", DateKind, func(e *c) any { return &e.On }, past),
		}}
}

// DistinctType is the field table of Distinct.
func DistinctType() *Type {
	type c = model.Distinct
	return &Type{
		Name: "distinct", Table: "distinct_pairs", New: func() model.Entity { return &c{} }, Personal: true,
		Fields: []Field{
			field("row_type", Text, func(e *c) any { return &e.RowType }, required, given),
			field("one", Text, func(e *c) any { return &e.One }, required, given, typeIn("row_type")),
			field("other", Text, func(e *c) any { return &e.Other }, required, given, typeIn("row_type")),
			field("by", Ref, func(e *c) any { return &e.By }, to("consultant")),
			field("on", DateKind, func(e *c) any { return &e.On }, past),
		}}
}

// Referrer is a field that names rows of a type.
type Referrer struct {
	Type  *Type
	Field *Field
}

// Referrers lists the fields of all types that name rows of one type: those of kind Ref, and those whose type stands in
// another field of the row.
func Referrers(name string) []Referrer {
	var out []Referrer
	for _, t := range Types() {
		for i := range t.Fields {
			if f := &t.Fields[i]; f.To == name || f.TypeIn != "" {
				out = append(out, Referrer{t, f})
			}
		}
	}
	return out
}

// Query selects the rows that name the row of a type by its ID.
func (r Referrer) Query(name, id string) Query {
	q := Where(r.Field.Key, id)
	if r.Field.TypeIn != "" {
		q.Where = append(q.Where, Cond{Field: r.Field.TypeIn, Op: Is, Text: name})
	}
	return q
}
