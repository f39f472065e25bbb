package present

import (
	"errors"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// ImportLine is a sentence about how a file was read.
type ImportLine struct {
	Text string
	Loss bool // something of the file was not read
}

// ReadingLines says how a file was read: its form, which heading became which field, and what was not read. They stand
// before anything is written.
func (w Words) ReadingLines(typ string, columns []service.PlanColumn, r service.Reading) []ImportLine {
	out := []ImportLine{{Text: w.readingForm(r)}}
	if r.Name == model.HiddenName || strings.HasPrefix(r.Name, model.HiddenName+".") {
		out = append(out, ImportLine{w.T("import.read.name", "file", r.Name), true})
	}
	if used := w.usedColumns(typ, columns, r); used != "" {
		out = append(out, ImportLine{Text: w.T("import.read.columns", "columns", used)})
	}
	unread, empty, loss := w.unusedColumns(typ, r.Unused)
	if unread != "" {
		out = append(out, ImportLine{w.T("import.read.unused", "columns", unread), loss})
	}
	if empty != "" {
		out = append(out, ImportLine{Text: w.T("import.read.empty", "columns", empty)})
	}
	if len(r.Unread) > 0 {
		out = append(out, ImportLine{w.T("import.read.sheets", "sheets", strings.Join(r.Unread, ", ")), true})
	}
	if len(r.HiddenSheets) > 0 {
		sheets := strings.Join(r.HiddenSheets, ", ")
		out = append(out, ImportLine{Text: w.T("import.read.hidden.sheets", "sheets", sheets)})
	}
	if r.HiddenRows > 0 {
		out = append(out, ImportLine{Text: w.T("import.read.hidden.rows", "n", r.HiddenRows)})
	}
	if len(r.HiddenColumns) > 0 {
		hidden := strings.Join(r.HiddenColumns, ", ")
		out = append(out, ImportLine{Text: w.T("import.read.hidden.columns", "columns", hidden)})
	}
	for _, err := range r.Notes {
		out = append(out, ImportLine{Text: w.ImportNote(typ, err)})
	}
	return out
}

// readingForm is the first line: "Excel · ark Kunder · kolonnenavne i linje 3".
func (w Words) readingForm(r service.Reading) string {
	parts := []string{w.T("intake.kind." + r.Format)}
	if r.Encoding != "" {
		parts = append(parts, r.Encoding)
	}
	if r.Separator != "" {
		parts = append(parts, w.Separator(r.Separator))
	}
	if r.Sheet != "" {
		parts = append(parts, w.T("import.read.sheet", "sheet", r.Sheet))
	}
	if r.HeaderLine > 0 {
		parts = append(parts, w.T("import.read.header", "line", r.HeaderLine))
	}
	return lang.Capital(strings.Join(parts, " · "))
}

// Separator is what a character between cells is called.
func (w Words) Separator(s string) string {
	names := map[string]string{",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
	if name := names[s]; name != "" {
		return w.T("import.separator." + name)
	}
	return s
}

func (w Words) usedColumns(typ string, columns []service.PlanColumn, r service.Reading) string {
	list := append([]string(nil), r.Used...)
	for _, c := range columns {
		if c.Heading != "" && c.Field != "" {
			list = append(list, c.Heading+" → "+w.ImportField(typ, c.Field))
		}
	}
	return strings.Join(list, " · ")
}

// unusedColumns lists columns that nothing is taken from, with the number of their values and why, and those that are
// empty; loss says that one of them has values that were neither left out on purpose nor of any help.
func (w Words) unusedColumns(typ string, unused []service.UnusedColumn) (text, empty string, loss bool) {
	var list, none []string
	for _, u := range unused {
		if u.Values == 0 {
			none = append(none, u.Heading)
			continue
		}
		about := w.T("import.read.values", "n", u.Values)
		if u.Reason != nil {
			about += ", " + w.ImportNote(typ, u.Reason)
		}
		key := keyOf(u.Reason)
		loss = loss || key != "import.note.unused.map" && key != "import.note.unused.consulted"
		list = append(list, u.Heading+" ("+about+")")
	}
	return strings.Join(list, " · "), strings.Join(none, ", "), loss
}

func keyOf(err error) string {
	var e *model.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Key
}

// ImportNote is a note about a file; one about a field names it first.
func (w Words) ImportNote(typ string, err error) string {
	var e *model.Error
	if errors.As(err, &e) && e.Field != "" && keyOf(err) == "import.note.columns.shared" {
		return lang.Capital(w.ImportField(typ, e.Field)) + ": " + w.Error(err)
	}
	return w.Error(err)
}

// noteOfCell names the column of a note. A note that is an error says why the cell was left out; the others are whole
// sentences.
func (w Words) noteOfCell(e *model.Error, said string) string {
	column := w.Lang.Value(e.Args["column"])
	if strings.HasPrefix(e.Key, "err.") {
		return w.T("import.note.cell.left", "column", column, "why", said)
	}
	return column + ": " + said
}

// RowNotes says what was left out of a row, split or guessed, each with its column.
func (w Words) RowNotes(row service.PlanRow) []string {
	out := []string{}
	for _, err := range row.Notes {
		said := w.Error(err)
		var e *model.Error
		if errors.As(err, &e) && e.Args["column"] != nil {
			said = w.noteOfCell(e, said)
		}
		out = append(out, said)
	}
	return out
}

// ImportField is what a column's field is called: a field of the type, of the company's contact person, a job goal, or
// a column that only lists of weeks have.
func (w Words) ImportField(typ, key string) string {
	if t, ok := schema.TypeNamed(typ); ok {
		if f, ok := t.Field(key); ok {
			return lowerFirst(w.Field(t, f))
		}
	}
	for _, k := range []string{"import.field." + key, "type." + key} {
		if w.Has(k) {
			return lowerFirst(w.T(k))
		}
	}
	other, field, ok := strings.Cut(key, "_")
	if k := other + "." + field; ok && w.Has("type."+other) && w.Has(k) {
		return lowerFirst(w.T("type."+other)) + ": " + lowerFirst(w.T(k))
	}
	return key
}
