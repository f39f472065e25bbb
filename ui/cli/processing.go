package cli

import (
	"context"
	"encoding/csv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
)

// This file prints the record of processing activities (fortegnelse) from the field tables.

// processingColumns are the columns of the record.
var processingColumns = []string{"type", "key", "label", "purpose", "retention", "period", "sealing", "receivers"}

// processingFormats are those that the record can be written in beside a table and JSON.
var processingFormats = []string{"csv", "md"}

// printProcessing prints every field of the types about persons with its purpose, retention, sealing and receivers.
func (o *dictionaryOptions) printProcessing(ctx context.Context, r *root, args []string) error {
	types, err := r.dictionaryTypes(args)
	if err != nil {
		return err
	}
	t := table{allColumns: true}
	for _, key := range processingColumns {
		t.cols = append(t.cols, column{key, r.T("cli.processing." + key), false})
	}
	months, known := r.periods(ctx)
	for _, typ := range types {
		p, ok := schema.ProcessingOf(typ)
		if !ok {
			continue
		}
		for _, f := range typ.PersonalFields() {
			period := r.periodOf(periodKind(typ.Name, p.Retention), months, known)
			t.rows = append(t.rows, r.processingCells(typ, p, &f, period))
		}
	}
	switch {
	case o.format == "" || r.json:
		if err := r.out.table(t); err != nil || !r.out.human() {
			return err
		}
		r.note("cli.processing.unset")
		return nil
	case o.format == "csv":
		return r.processingCSV(t)
	}
	return r.processingMarkdown(t)
}

// processingCells is one field: words for a person, keys for a program.
func (r *root) processingCells(typ *schema.Type, p schema.Processing, f *schema.Field, period cell) []cell {
	purpose, receivers := p.Of(f)
	keyed := func(prefix, key string) cell { return coded(r.T(prefix+key), key) }
	names := make([]string, len(receivers))
	for i, to := range receivers {
		names[i] = r.T("receiver." + to)
	}
	return []cell{
		{r.words.Type(typ), typ.Name, typ.Name}, text(f.Key),
		r.said(func(w present.Words) string { return w.Field(typ, f) }),
		keyed("purpose.", purpose), keyed("retention.", p.Retention), period, keyed("sealing.", f.Sealing()),
		{strings.Join(names, ", "), strings.Join(receivers, ","), notNull(receivers)},
	}
}

// processingCSV prints the record for a spreadsheet, in words.
func (r *root) processingCSV(t table) error {
	w := csv.NewWriter(r.out.w)
	w.UseCRLF = true
	heads := make([]string, len(t.cols))
	for i, c := range t.cols {
		heads[i] = c.title
	}
	if err := w.Write(heads); err != nil {
		return err
	}
	for _, row := range t.rows {
		line := make([]string, len(row))
		for i, c := range row {
			line[i] = clean(c.shown)
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// processingMarkdown prints the record as a table to read.
func (r *root) processingMarkdown(t table) error {
	line := func(at func(i int) string) {
		parts := make([]string, len(t.cols))
		for i := range t.cols {
			parts[i] = strings.ReplaceAll(clean(at(i)), "|", "\\|")
		}
		r.out.line("| " + strings.Join(parts, " | ") + " |")
	}
	r.out.line("# " + r.T("cli.processing.title"))
	r.out.line("")
	line(func(i int) string { return t.cols[i].title })
	line(func(int) string { return "---" })
	for _, row := range t.rows {
		line(func(i int) string { return row[i].shown })
	}
	r.out.line("")
	r.out.line(r.T("cli.processing.unset"))
	return nil
}

// checkFormat refuses a format that the record does not have.
func (o *dictionaryOptions) checkFormat() error {
	for _, f := range append([]string{""}, processingFormats...) {
		if o.format == f {
			return nil
		}
	}
	return model.NewError(model.Usage, "err.cli.format",
		model.Args{"value": o.format, "formats": strings.Join(processingFormats, ", ")})
}
