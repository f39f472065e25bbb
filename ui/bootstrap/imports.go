package bootstrap

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"jobspor/data/exporter"
	"jobspor/data/importer"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// importReader reads files with package importer.
type importReader struct {
	store *store.Store
	input func(context.Context) ([]byte, error) // what "-" means instead of a file; nil refuses it
	rows  service.Store                         // what a file is compared with; nil is the store
	path  func(string) (string, error)          // where a named path leads, see service.Session.Path; nil is there
	notes string                                // as files has it
}

// there are the rows that a file is compared with.
func (r importReader) there() service.Reader {
	if r.rows != nil {
		return r.rows
	}
	return r.store
}

// Over is the same reader for a session that sees only some rows.
func (r importReader) Over(rows service.Store) service.Importer {
	r.rows = rows
	return r
}

// at is where a named path leads.
func (r importReader) at(path string) (string, error) {
	if r.path == nil || path == "-" {
		return path, nil
	}
	return r.path(path)
}

// on is the same reader for another store.
func (r importReader) on(st *store.Store) importReader {
	r.store, r.rows = st, nil
	return r
}

// open opens a file, or standard input for "-", which is held in memory.
func (r importReader) open(ctx context.Context, path string) (*importer.Source, error) {
	path, err := r.at(path)
	if err != nil {
		return nil, err
	}
	if path != "-" || r.input == nil {
		return importer.Open(ctx, path)
	}
	data, err := r.input(ctx)
	if err != nil {
		return nil, err
	}
	return importer.Read(ctx, bytes.NewReader(data), int64(len(data)), path)
}

func (r importReader) Plan(ctx context.Context, path, typ string, o service.ImportOptions) (service.ImportPlan, error) {
	src, err := r.open(ctx, path)
	if err != nil {
		return nil, err
	}
	return r.plan(ctx, src, typ, o)
}

// plan reads an open source; it closes it when there is no plan.
func (r importReader) plan(
	ctx context.Context, src *importer.Source, typ string, o service.ImportOptions,
) (service.ImportPlan, error) {
	consultants, err := service.All[model.Consultant](ctx, r.there(), "consultant", schema.Query{})
	if err != nil {
		src.Close()
		return nil, err
	}
	own, err := ownHeadings(ctx, r.there())
	if err != nil {
		src.Close()
		return nil, err
	}
	p, err := importer.NewPlan(ctx, src, r.there(), typ, importer.Options{
		Headings: own,
		Map:      o.Map, Today: model.DateOf(r.store.Now()), Responsible: o.Responsible, Progress: o.Progress,
		Words:   wordReader(o.Words),
		Heading: headingReader(o.Words),
		Refs: func(typ, text string) (string, bool) {
			for _, c := range consultants {
				if typ == "consultant" && (strings.EqualFold(c.Initials, text) || strings.EqualFold(c.Name, text)) {
					return c.ID, true
				}
			}
			return "", false
		},
	})
	if err == nil {
		err = noteLookAlikes(ctx, r.there(), p, o.Words)
	}
	if err != nil {
		src.Close()
		return nil, err
	}
	return &plan{p, src, o.Words, r.at, r.notes}, nil
}

func wordReader(w service.FileWords) func(typ, field, text string) (string, bool) {
	return func(typ, field, text string) (string, bool) {
		t, ok := schema.TypeNamed(typ)
		if !ok {
			return "", false
		}
		f, ok := t.Field(field)
		if !ok {
			return "", false
		}
		return w.Key(f, text)
	}
}

// headingReader recognises the labels of the screen, so that an exported list can be imported again.
func headingReader(w service.FileWords) func(typ, heading string) (string, bool) {
	return func(typ, heading string) (string, bool) {
		t, ok := schema.TypeNamed(typ)
		if !ok {
			return "", false
		}
		for i := range t.Fields {
			if strings.EqualFold(w.Field(t, &t.Fields[i]), strings.TrimSpace(heading)) {
				return t.Fields[i].Key, true
			}
		}
		return "", false
	}
}

func (r importReader) Reference(ctx context.Context, path string) (*model.Reference, service.Reading, error) {
	if text, ok := rulesIn(path); ok {
		ref, err := rulesReference(text, model.FileName(path), model.DateOf(r.store.Now()))
		return ref, service.Reading{Name: model.FileName(path), Format: "rules"}, err
	}
	if text, ok := headingsIn(path); ok {
		ref, err := importer.HeadingsReference(model.FileName(path), text, model.DateOf(r.store.Now()))
		return ref, service.Reading{Name: model.FileName(path), Format: "headings"}, err
	}
	src, err := r.open(ctx, path)
	if err != nil {
		return nil, service.Reading{}, err
	}
	defer src.Close()
	ref, reading, err := importer.ReadReference(ctx, src, model.DateOf(r.store.Now()))
	if err != nil {
		return nil, service.Reading{}, err
	}
	return ref, readingOf(&reading, src), nil
}

// ParseMap names fields by key; the importer knows more names of them than the field table.
func (importReader) ParseMap(typ string, parts []string, w service.FileWords) (map[string]string, error) {
	out := map[string]string{}
	label := headingReader(w)
	for _, part := range parts {
		m, err := importer.ParseMap(part)
		if err != nil {
			return nil, err
		}
		for heading, target := range m {
			if key, ok := label(typ, target); ok && !slices.Contains(importer.MapTargets(typ), target) {
				target = key
			}
			out[heading] = target
		}
	}
	return out, nil
}

func (importReader) FormatMap(m map[string]string) string { return importer.FormatMap(m) }

func (importReader) MapTargets(typ string) []string { return importer.MapTargets(typ) }

// plan adapts an importer.Plan to service.ImportPlan.
type plan struct {
	*importer.Plan
	src   *importer.Source
	words service.FileWords
	at    func(string) (string, error)
	notes string
}

func (p plan) Count(v service.Verdict) int { return p.Plan.Counts[importer.Verdict(v)] }
func (p plan) Goals() int                  { return p.Plan.Goals }
func (p plan) People() int                 { return p.Plan.People }
func (p plan) File() string                { return p.Plan.File }
func (p plan) Close() error                { return p.src.Close() }

func (p plan) Row(i int) service.PlanRow {
	r := p.Plan.Row(i)
	out := service.PlanRow{
		Type: p.Type,
		Line: r.Line, Title: r.Title, Verdict: service.Verdict(r.Verdict), Fields: r.Fields(), Change: r.Change,
	}
	for j := range r.Reasons {
		out.Reasons = append(out.Reasons, &r.Reasons[j])
	}
	for j := range r.Notes {
		out.Notes = append(out.Notes, &r.Notes[j])
	}
	return out
}

func (p plan) Columns() []service.PlanColumn {
	var out []service.PlanColumn
	for _, c := range p.Plan.Columns {
		out = append(out, service.PlanColumn{Heading: c.Heading, Field: c.Field})
	}
	return out
}

func (p plan) Reading() service.Reading { return readingOf(&p.Plan.Reading, p.src) }

func readingOf(r *importer.Reading, src *importer.Source) service.Reading {
	out := service.Reading{
		Name: src.Name, Format: string(src.Kind), Encoding: r.Encoding, Separator: r.Separator,
		HeaderLine: r.HeaderLine,
		Sheet:      r.Sheet, Sheets: r.Sheets, Unread: r.Unread, HiddenSheets: r.HiddenSheets, HiddenRows: r.HiddenRows,
		HiddenColumns: r.HiddenColumns, Used: r.Used,
	}
	for _, u := range r.Unused {
		column := service.UnusedColumn{Heading: u.Heading, Values: u.Values}
		if u.Reason != nil {
			column.Reason = u.Reason
		}
		out.Unused = append(out.Unused, column)
	}
	for i := range r.Notes {
		out.Notes = append(out.Notes, &r.Notes[i])
	}
	return out
}

func (p plan) WriteRefused(ctx context.Context, path string, overwrite bool) (n int, err error) {
	if path, err = p.at(path); err != nil {
		return 0, err
	}
	err = noted(p.notes, path, func() error {
		return exporter.WriteFile(path, overwrite, func(w io.Writer) error {
			n, err = p.Plan.WriteRefused(ctx, w, p.words.T("import.refused.heading"), func(e model.Error) string {
				return p.words.Error(&e)
			})
			return err
		})
	})
	return n, err
}
