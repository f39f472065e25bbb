package cli

import (
	"fmt"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file prints what an import read, what it does with each row, and how far it is.

// noteReading prints how the file was read, before anything of it is written or shown.
func (s *session) noteReading(typ string, p service.ImportPlan, fits []string) {
	if s.json {
		return
	}
	s.note("cli.import.reading", "file", p.File())
	s.noteLines(s.words.ReadingLines(typ, p.Columns(), p.Reading()))
	for _, name := range fits {
		s.note("cli.import.fits", "name", name)
	}
}

// noteLines prints the lines of a reading under the name of their file; at a terminal long ones are wrapped.
func (s *session) noteLines(lines []present.ImportLine) {
	for _, l := range lines {
		text := l.Text
		if s.env.Terminal.Err && s.env.Terminal.Width > 0 {
			text = s.out.wrap(text, 4)
		}
		for i, part := range strings.Split(text, "\n") {
			s.notef("%s%s", map[bool]string{true: "  ", false: "    "}[i == 0], part)
		}
	}
}

// printPlan prints what each row would do; a person reads reasons and notes below the table, where there is room.
func (s *session) printPlan(p service.ImportPlan) error {
	if s.json {
		return nil
	}
	t := s.planTable(p)
	if !s.out.human() {
		return s.out.table(t)
	}
	if err := s.out.table(dropColumns(t, "reasons", "notes")); err != nil {
		return err
	}
	s.noteRows(p)
	return nil
}

// planTable lists what each row of the file would do, why it is refused, and what was left out of it.
func (s *session) planTable(p service.ImportPlan) table {
	t := table{empty: s.T("cli.import.norows"), cols: []column{
		{"line", s.T("cli.col.line"), true},
		{"verdict", s.T("cli.col.verdict"), false},
		{"title", s.T("cli.col.row"), false},
		{"fields", s.T("cli.col.fields"), false},
		{"reasons", s.T("cli.col.reasons"), false},
		{"notes", s.T("cli.col.notes"), false},
	}}
	for i := range p.Len() {
		row := p.Row(i)
		labels, keys := s.planFields(row)
		t.rows = append(t.rows, []cell{
			number(row.Line), s.verdictCell(row.Verdict), text(row.Title),
			{strings.Join(labels, ", "), strings.Join(keys, ","), keys}, text(strings.Join(s.reasonsOf(row), " ")),
			text(strings.Join(s.words.RowNotes(row), " ")),
		})
	}
	return t
}

func (s *session) verdictCell(v service.Verdict) cell {
	return cell{s.T("cli.verdict." + string(v)), string(v), string(v)}
}

// typeOfRow is the type of a row of a file; a row without a change is a company's.
func typeOfRow(row service.PlanRow) *schema.Type {
	if e := row.Change.Row(); e != nil {
		return schema.TypeOf(e)
	}
	return typeNamed("company")
}

func (s *session) planFields(row service.PlanRow) (labels, keys []string) {
	keys = []string{}
	for _, f := range row.Fields {
		labels = append(labels, s.words.Field(typeOfRow(row), f))
		keys = append(keys, f.Key)
	}
	return labels, keys
}

// reasonsOf are the sentences why a row is refused.
func (s *session) reasonsOf(row service.PlanRow) []string {
	out := []string{}
	for _, err := range row.Reasons {
		out = append(out, s.words.FieldError(typeOfRow(row), err))
	}
	return out
}

// maxRefusals are printed when a file is read in; --refused writes all of them. So many notes are, too.
const maxRefusals = 10

// noteRows prints which rows were refused and why, and what was left out of rows that came in. Titles are left out:
// they may be names of citizens.
func (s *session) noteRows(p service.ImportPlan) {
	refused, noted := 0, 0
	for i := range p.Len() {
		row := p.Row(i)
		if row.Verdict == service.Refused {
			if refused++; refused <= maxRefusals {
				s.note("cli.import.refused", "line", row.Line, "why", strings.Join(s.reasonsOf(row), " "))
			}
			continue
		}
		notes := s.words.RowNotes(row)
		if row.Verdict == service.Skipped {
			notes = append(s.reasonsOf(row), notes...)
		}
		if len(notes) > 0 {
			if noted++; noted <= maxRefusals {
				s.note("cli.import.noted", "line", row.Line, "what", strings.Join(notes, " "))
			}
		}
	}
	if refused > maxRefusals {
		s.note("cli.import.more", "n", refused-maxRefusals)
	}
	if noted > maxRefusals {
		s.note("cli.import.noted.more", "n", noted-maxRefusals)
	}
}

func (s *session) importObject(
	typ string, p service.ImportPlan, rows bool, got model.Receipt, fits []string,
) object {
	o := append(object{{"file", p.File()}}, s.readingObject(typ, p.Columns(), p.Reading())...)
	o = append(o, member{"mappings", notNull(fits)})
	for _, v := range service.Verdicts {
		o = append(o, member{string(v), p.Count(v)})
	}
	o = append(o, member{"goals", p.Goals()}, member{"contact_persons", p.People()}, member{"seq", got.Seq})
	list := []object{}
	for i := range p.Len() {
		row := p.Row(i)
		notes := s.words.RowNotes(row)
		if !rows && row.Verdict != service.Refused && row.Verdict != service.Skipped && len(notes) == 0 {
			continue
		}
		_, keys := s.planFields(row)
		list = append(list, object{
			{"line", row.Line}, {"verdict", string(row.Verdict)}, {"title", row.Title}, {"fields", keys},
			{"reasons", s.reasonsOf(row)}, {"notes", notes},
		})
	}
	return append(o, member{"rows", list})
}

// readingObject is how a file was read, for JSON.
func (s *session) readingObject(typ string, columns []service.PlanColumn, r service.Reading) object {
	used, unused, notes := []object{}, []object{}, []string{}
	for _, heading := range r.Used {
		used = append(used, object{{"heading", heading}, {"field", nil}, {"field_label", nil}})
	}
	for _, c := range columns {
		if c.Heading != "" && c.Field != "" {
			label := s.words.ImportField(typ, c.Field)
			used = append(used, object{{"heading", c.Heading}, {"field", c.Field}, {"field_label", label}})
		}
	}
	for _, u := range r.Unused {
		o := object{{"heading", u.Heading}, {"values", u.Values}, {"reason", nil}}
		if u.Reason != nil {
			o[2].val = s.words.Error(u.Reason)
		}
		unused = append(unused, o)
	}
	for _, err := range r.Notes {
		notes = append(notes, s.words.ImportNote(typ, err))
	}
	var header any
	if r.HeaderLine > 0 {
		header = r.HeaderLine
	}
	return object{
		{"format", r.Format}, {"encoding", r.Encoding}, {"separator", r.Separator}, {"header_line", header},
		{"sheet", r.Sheet}, {"sheets", notNull(r.Sheets)}, {"unread_sheets", notNull(r.Unread)},
		{"hidden_sheets", notNull(r.HiddenSheets)}, {"hidden_rows", r.HiddenRows},
		{"hidden_columns", notNull(r.HiddenColumns)}, {"columns", used}, {"unused", unused}, {"notes", notes},
	}
}

// progress shows how far the reading of a long file is, where a person reads standard error.
type progress struct {
	s     *session
	name  string
	began time.Time
	last  time.Time
	shown bool
}

func (s *session) progress(name string) *progress {
	return &progress{s: s, name: name, began: time.Now()}
}

// progressAfter is how long a reading may take before it is worth a line.
const progressAfter = 500 * time.Millisecond

func (m *progress) step(done, total int64) {
	now := time.Now()
	if !m.s.env.Terminal.Err || now.Sub(m.began) < progressAfter || now.Sub(m.last) < 100*time.Millisecond {
		return
	}
	m.last, m.shown = now, true
	if total > 0 {
		fmt.Fprintf(m.s.env.Err, "\r%s %3d %%", clean(m.name), min(100*done/total, 100))
	} else {
		fmt.Fprintf(m.s.env.Err, "\r%s %d", clean(m.name), done)
	}
}

func (m *progress) end() {
	if m.shown {
		fmt.Fprint(m.s.env.Err, "\r\x1b[K")
	}
}
