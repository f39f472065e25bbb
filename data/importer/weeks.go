package importer

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// A list of weeks has one row for each placement and week: which placement, which week, and its hours and days.

// weekHeadings are the columns of a list of weeks, by their folded headings, besides what the field table of weeks
// knows.
var weekHeadings = map[string]string{
	"ref": "ref", "forloeb": "ref", "forloebsnr": "ref", "forloebsnummer": "ref", "forloeb nr": "ref",
	"placement": "ref", "placement no": "ref", "nr": "ref", "no": "ref",
	"uge": "week", "uge nr": "week", "ugenr": "week", "ugenummer": "week", "week": "week", "week no": "week",
	"iso uge": "week", "iso week": "week", "monday": "week", "mandag": "week",
	"aar": "year", "year": "year", "aarstal": "year",
	"praktik": "trial", "praktiktimer": "trial", "trial": "trial", "trial hours": "trial", "timer praktik": "trial",
	"loen": "paid", "loentimer": "paid", "loennede timer": "paid", "ordinaere timer": "paid",
	"ordinaere loentimer": "paid", "paid": "paid", "paid hours": "paid",
	"aftalt": "agreed", "aftalte dage": "agreed", "agreed": "agreed", "days agreed": "agreed",
	"moedt": "met", "moedte dage": "met", "fremmoede": "met", "met": "met", "days met": "met",
	"afbud": "excused", "excused": "excused",
	"udeblevet": "no_show", "udeblivelse": "no_show", "udeblivelser": "no_show", "no show": "no_show",
	"no shows": "no_show",
	"kilde":    "source", "timekilde": "source", "oplyst af": "source", "source": "source", "hours from": "source",
	"note": "note", "bemaerkning": "note", "bemaerkninger": "note",
}

// WeekColumns are the keys that columns of a list of weeks can be mapped to.
var WeekColumns = []string{"ref", "year", "week", "trial", "paid", "agreed", "met", "excused", "no_show", "source",
	"note"}

// weekPlan reads a list of weeks and says what each row would do. Decisions are those of model.LogWeeks, row by row: a
// row that brings a citizen above 37 hours is refused, the rows before it stand.
func weekPlan(ctx context.Context, src *Source, there Existing, opts Options) (*Plan, error) {
	w := &weekPlanner{opts: &opts, exact: src.exact, typ: schema.WeekType(), lines: map[string]int{},
		named: map[string]bool{}}
	tab, err := src.open(ctx, func(heading string) bool { return w.column(heading) != "" })
	var e *model.Error
	if errors.As(err, &e) && e.Key == "err.import.header" {
		err = inFile(fileError("err.import.weeks.columns", nil), src.Name) // names the columns of this kind of list
	}
	if err != nil {
		return nil, err
	}
	p := &Plan{Type: "week", File: src.Name, Counts: map[Verdict]int{}, src: src, typ: w.typ, header: tab.header,
		read: tab.rows, Reading: tab.reading}
	if err := w.mapColumns(p); err != nil {
		return nil, err
	}
	if err := w.readLedger(ctx, there); err != nil {
		return nil, err
	}
	unused := newUnusedCounter(&p.Reading, p.Columns, func(i int) bool { return p.Columns[i].Field != "" })
	err = tab.rows(ctx, opts.Progress, func(rec record) error {
		row := w.row(rec, tab.header)
		if row.Verdict != Skipped {
			unused.add(rec)
		}
		p.count(&row)
		p.add(&row)
		return nil
	})
	unused.finish()
	p.Reading.Notes = append(p.Reading.Notes, w.lacking()...)
	if err == nil && p.Len() == 0 {
		err = fileError("err.import.empty", nil)
	}
	return p, err
}

// weekPlanner builds a plan of weeks.
type weekPlanner struct {
	opts     *Options
	exact    bool
	typ      *schema.Type
	columnOf map[string]int // column of each key

	placements map[string]*model.Placement  // by ref
	ledgers    map[string]*agreement.Ledger // by citizen
	lines      map[string]int               // of the rows taken, by week ID
	named      map[string]bool              // placements and weeks that the file has a row for, by week ID
	first      model.Date                   // of its weeks
	last       model.Date
	company    *string // the one workplace of all rows, "" for several, nil before the first
}

// column is the key that a heading stands for, "" for none.
func (w *weekPlanner) column(heading string) string {
	if key, mapped := mappedTo(w.opts.Map, heading); mapped {
		if slices.Contains(WeekColumns, key) {
			return key
		}
		return ""
	}
	if key := weekHeadings[fold(heading)]; key != "" {
		return key
	}
	if w.opts.Heading != nil {
		if key, ok := w.opts.Heading("week", cleanHeading(heading)); ok && slices.Contains(WeekColumns, key) {
			return key
		}
	}
	return ""
}

// mapColumns finds the columns; a list needs placement and week.
func (w *weekPlanner) mapColumns(p *Plan) error {
	w.columnOf = map[string]int{}
	for i, heading := range p.header {
		key := w.column(heading)
		c := Column{Heading: cleanHeading(heading)}
		if first, taken := w.columnOf[key]; taken && key != "" {
			c.reason = note("unused.won", model.Args{"other": p.Columns[first].Heading}).WithField(key)
			key = ""
		} else if _, mapped := mappedTo(w.opts.Map, heading); mapped && key == "" {
			c.reason = note("unused.map", nil)
		}
		c.Field = key
		if key != "" {
			w.columnOf[key] = i
			if f, ok := w.typ.Field(key); ok {
				c.field = f
			}
		}
		p.Columns = append(p.Columns, c)
	}
	for name, key := range w.opts.Map {
		if key != "" && key != "-" && !slices.Contains(WeekColumns, key) {
			return model.NewError(model.Usage, "err.import.map.field",
				model.Args{"value": clip(key), "fields": strings.Join(WeekColumns, ", ")})
		}
		if !slices.ContainsFunc(p.header, func(s string) bool { return fold(s) == fold(name) }) {
			return model.NewError(model.Usage, "err.import.map.column",
				model.Args{"value": clip(name), "columns": strings.Join(cleanHeadings(p.header), ", ")})
		}
	}
	for _, key := range []string{"ref", "week"} {
		if _, ok := w.columnOf[key]; !ok {
			return fileError("err.import.weeks.columns", nil)
		}
	}
	return nil
}

// readLedger reads every placement with its weeks, by citizen. Files of weeks are about many of them.
func (w *weekPlanner) readLedger(ctx context.Context, there Existing) error {
	w.placements, w.ledgers = map[string]*model.Placement{}, map[string]*agreement.Ledger{}
	citizens := map[string]string{}
	fields := []string{"ref", "citizen", "company", "state", "start_on", "end_on", "ended_on"}
	err := there.Each(ctx, "placement", schema.Query{Fields: fields}, func(e model.Entity) error {
		p := e.(*model.Placement)
		w.placements[p.Ref] = p
		citizens[p.ID] = p.CitizenID
		if w.ledgers[p.CitizenID] == nil {
			w.ledgers[p.CitizenID] = &agreement.Ledger{Today: w.opts.Today}
		}
		w.ledgers[p.CitizenID].Placements = append(w.ledgers[p.CitizenID].Placements, p)
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	return there.Each(ctx, "week", schema.Query{}, func(e model.Entity) error {
		row := e.(*model.Week)
		if l := w.ledgers[citizens[row.PlacementID]]; l != nil {
			l.Weeks = append(l.Weeks, row)
		}
		return ctx.Err()
	})
}

// cell is the text of a row's column, "" when the file has none.
func (w *weekPlanner) cell(rec record, key string) string {
	i, ok := w.columnOf[key]
	if !ok {
		return ""
	}
	return cell(rec.cells, i)
}

// row says what one row of the file would do.
func (w *weekPlanner) row(rec record, header []string) Row {
	row := Row{Line: rec.line, Verdict: Refused}
	if strings.Join(rec.cells, "\x00") == strings.Join(header, "\x00") {
		row.Verdict = Skipped // the header again, where files were put together
		row.Reasons = []model.Error{*fileError("err.import.header.again", model.Args{"line": rec.line})}
		return row
	}
	refuse := func(err error) Row {
		row.Reasons = w.reasons(err, rec.line, header)
		return row
	}
	if rec.bad != nil {
		return refuse(rec.bad)
	}
	for _, key := range WeekColumns {
		if model.HasCPR(w.cell(rec, key)) {
			return refuse(fileError("err.import.cpr", model.Args{"column": cleanHeading(header[w.columnOf[key]])}))
		}
	}
	p, monday, err := w.placementAndWeek(rec)
	if err != nil {
		return refuse(err)
	}
	row.Title = p.Ref + " " + model.WeekText(monday)
	id := model.WeekID(p.ID, monday)
	w.name(p, monday, id)
	if other, twice := w.lines[id]; twice {
		return refuse(fileError("err.import.weeks.twice", model.Args{"other": other}))
	}
	entry, said, bad := w.entry(rec, p, monday)
	if !said {
		row.Verdict = Unchanged // a week of the form that nobody has filled in
		row.Notes = []model.Error{*note("weeks.blank", model.Args{"line": rec.line})}
		return row
	}
	if len(bad) > 0 {
		for _, e := range bad {
			row.Reasons = append(row.Reasons, w.reasons(&e, rec.line, header)...)
		}
		return row
	}
	l := w.ledgers[p.CitizenID]
	cs, err := agreement.LogWeek("", *l, entry)
	if err != nil {
		return refuse(err)
	}
	w.lines[id] = rec.line
	return w.accept(row, l, cs)
}

// accept adds a valid row to the plan; later rows are checked against it.
func (w *weekPlanner) accept(row Row, l *agreement.Ledger, cs model.ChangeSet) Row {
	if len(cs.Changes) == 0 {
		row.Verdict = Unchanged
		return row
	}
	row.setChange(cs.Changes[0].Before, cs.Changes[0].After)
	after := cs.Changes[0].After.(*model.Week)
	l.Weeks = slices.DeleteFunc(slices.Clone(l.Weeks),
		func(x *model.Week) bool { return x.PlacementID == after.PlacementID && x.Monday == after.Monday })
	l.Weeks = append(l.Weeks, after)
	return row
}

// placementAndWeek is the placement and week of a row.
func (w *weekPlanner) placementAndWeek(rec record) (*model.Placement, model.Date, error) {
	ref := w.cell(rec, "ref")
	p := w.placements[refOf(ref)]
	if p == nil {
		return nil, 0, fileError("err.import.weeks.ref", model.Args{"value": clip(ref)}).WithField("ref")
	}
	text := w.cell(rec, "week")
	if year := w.cell(rec, "year"); year != "" {
		digits := strings.TrimLeft(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz. ")
		if _, err := strconv.Atoi(digits); err == nil {
			text = year + "-w" + digits
		}
	}
	monday, err := model.ParseWeek(text, w.opts.Today)
	if err != nil {
		return nil, 0, err.(*model.Error).WithField("week")
	}
	return p, monday, nil
}

// refOf writes a placement's number as the database has it: "f1" is F-0001.
func refOf(s string) string { return refWith("F", s) }

// isNumber reports whether the file holds the row's value of a key as a number.
func (w *weekPlanner) isNumber(rec record, key string) bool {
	i, ok := w.columnOf[key]
	return w.exact || ok && i < len(rec.numbers) && rec.numbers[i]
}

// entry is the week as the row says it; what the row leaves empty stays as it is. said is false when it says nothing:
// who hours are from is nothing alone, since a form names it in every row beforehand.
func (w *weekPlanner) entry(
	rec record, p *model.Placement, monday model.Date,
) (entry *model.Week, said bool, bad []model.Error) {
	entry = &model.Week{PlacementID: p.ID, Monday: monday}
	if before := w.ledgers[p.CitizenID].Week(p.ID, monday); before != nil {
		*entry = *before
	}
	for _, key := range WeekColumns[3:] {
		f, _ := w.typ.Field(key)
		text := w.cell(rec, key)
		if isBlankValue(f, text) {
			continue
		}
		said = said || key != "source"
		if text = canonical(f, text, w.isNumber(rec, key)); f.Kind == schema.Choice {
			text, _ = w.opts.choice(w.typ.Name, f, text)
		}
		if err := f.SetText(entry, text); err != nil {
			e := *err.(*model.Error).WithField(key)
			if f.Sealed {
				delete(e.Args, "value")
			}
			bad = append(bad, e)
		}
	}
	return entry, said, bad
}

// reasons takes an error apart, and adds line and column.
func (w *weekPlanner) reasons(err error, line int, header []string) []model.Error {
	e, ok := err.(*model.Error)
	if !ok {
		e = fileError("err.field", nil).WithCause(err)
	}
	var out []model.Error
	for _, each := range append([]model.Error{*e}, e.More...) {
		args := model.Args{"line": line}
		for k, v := range each.Args {
			args[k] = v
		}
		if i, ok := w.columnOf[each.Field]; ok && args["column"] == nil {
			args["column"] = cleanHeading(header[i])
		}
		each.Args, each.More = args, nil
		out = append(out, each)
	}
	return out
}
