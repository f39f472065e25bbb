package importer

import (
	"iter"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Verdict is the result of a row.
type Verdict string

// The verdicts. A merged row adds to a row before it in the same file, and is not written by itself. A skipped row is
// none of the list: a sum, the headings again, a line below the list, or a private person in a list of companies.
const (
	New       Verdict = "new"
	Changed   Verdict = "changed"
	Unchanged Verdict = "unchanged"
	Merged    Verdict = "merged"
	Skipped   Verdict = "skipped"
	Refused   Verdict = "refused"
)

// Row is one row of the file and its result.
type Row struct {
	Line    int    // line, row of the sheet or number of the JSON object, from 1
	Title   string // the name, for people: personal for citizens
	Verdict Verdict
	rowExtras

	typ           *schema.Type
	before, after schema.Packed
}

// rowExtras are what is known of some rows besides; most have none.
type rowExtras struct {
	Goals   []*model.Goal  // job goals that are added
	People  []model.Change // contact persons that are added or changed
	Reasons []model.Error  // why a row is refused, skipped or merged; Args name "line" and mostly "column"
	// Notes are about cells of a row that comes in: keys with "import.note." say what was decided, others are why a
	// cell was left out. Args name "line" and "column".
	Notes []model.Error
}

// Change is what a new or changed row changes, made anew at each call; neither side is set for other rows.
func (r Row) Change() (c model.Change) {
	if r.before != "" {
		c.Before = r.typ.Unpack(r.before)
	}
	if r.after != "" {
		c.After = r.typ.Unpack(r.after)
	}
	return c
}

// setChange gives a row its verdict and what it changes; before is nil for a new row.
func (r *Row) setChange(before, after model.Entity) {
	r.Verdict, r.before, r.after = New, "", schema.Pack(after)
	if before != nil {
		r.Verdict, r.before = Changed, schema.Pack(before)
	}
}

// Fields lists what a changed row changes, in the order of the field table.
func (r Row) Fields() []*schema.Field {
	if r.before == "" || r.after == "" {
		return nil
	}
	c := r.Change()
	return schema.Differences(c.Before, c.After)
}

// packedRow is a Row as a plan holds it.
type packedRow struct {
	line          int32
	verdict       int8 // place in verdicts
	title         string
	before, after schema.Packed
	extras        *rowExtras // nil for nothing
}

var verdicts = []Verdict{"", New, Changed, Unchanged, Merged, Skipped, Refused}

func packRow(r *Row) packedRow {
	p := packedRow{line: int32(r.Line), verdict: int8(slices.Index(verdicts, r.Verdict)), before: r.before,
		after: r.after}
	if _, rest, held := strings.Cut(string(r.after), r.Title); held { // mostly: a name stands in its row
		end := len(r.after) - len(rest)
		p.title = string(r.after[end-len(r.Title) : end])
	} else {
		p.title = strings.Clone(r.Title)
	}
	if len(r.Goals)+len(r.People)+len(r.Reasons)+len(r.Notes) > 0 {
		extras := r.rowExtras
		p.extras = &extras
	}
	return p
}

// Len is the number of rows.
func (p *Plan) Len() int { return p.rows.n }

// Row gives a row, by its place from 0.
func (p *Plan) Row(i int) Row {
	r := p.rows.at(i)
	out := Row{Line: int(r.line), Title: r.title, Verdict: verdicts[r.verdict], typ: p.typ, before: r.before,
		after: r.after}
	if r.extras != nil {
		out.rowExtras = *r.extras
	}
	return out
}

// All gives the rows in the order of the file.
func (p *Plan) All() iter.Seq2[int, Row] {
	return func(yield func(int, Row) bool) {
		for i := range p.rows.n {
			if !yield(i, p.Row(i)) {
				return
			}
		}
	}
}

// Note adds a note to a row.
func (p *Plan) Note(i int, note *model.Error) {
	row := p.Row(i)
	row.Notes = append(slices.Clip(row.Notes), *note)
	*p.rows.at(i) = packRow(&row)
}

func (p *Plan) add(r *Row) { p.rows.add(packRow(r)) }

// count adds a row to the figures of the plan once it has its verdict.
func (p *Plan) count(r *Row) {
	p.Counts[r.Verdict]++
	p.Goals += len(r.Goals)
	p.People += len(r.People)
}

// ChangeSet is the whole import as one change set; it has no changes when there is nothing to do.
func (p *Plan) ChangeSet(actor string) model.ChangeSet {
	return model.ChangeSet{Actor: actor, Action: importActions[p.Type],
		Args: model.Args{"file": p.File, "new": p.Counts[New], "changed": p.Counts[Changed],
			"n": p.Counts[New] + p.Counts[Changed]},
		Stream: &model.Stream{N: p.writes(), All: p.changes},
	}
}

// writes is the number of changes.
func (p *Plan) writes() int {
	n := p.Goals + p.People
	for i := range p.rows.n {
		if p.rows.at(i).after != "" {
			n++
		}
	}
	return n
}

// changes makes the changes: those of a row, then those of its goals and contact persons.
func (p *Plan) changes(yield func(model.Change) bool) {
	for _, r := range p.All() {
		if r.after != "" && !yield(r.Change()) {
			return
		}
		for _, g := range r.Goals {
			if !yield(model.Add(schema.Clone(g))) {
				return
			}
		}
		for _, c := range r.People {
			c.After = schema.Clone(c.After)
			if !yield(c) {
				return
			}
		}
	}
}
