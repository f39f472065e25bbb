package log

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// page is one read of the log.
type page struct {
	entries []model.LogEntry
	names   map[string]string
	people  []*model.Consultant
	rowName string
	before  int64
	more    bool
}

// read gives the newest entries of some kinds. The store knows one kind at a time: the newest of each, put together and
// cut, are the newest of all.
func read(ctx context.Context, d *service.Session, q schema.LogQuery, kinds []string) (page, error) {
	p := page{before: q.Before, names: map[string]string{}}
	_ = d.WriteLooks(ctx) // what could not be written is counted on the screen
	for _, k := range kinds {
		q.Kind = k
		list, err := d.Store.Log(ctx, q)
		if err != nil {
			return p, err
		}
		p.entries = append(p.entries, list...)
	}
	slices.SortFunc(p.entries, func(a, b model.LogEntry) int { return int(b.Seq - a.Seq) })
	if p.more = len(p.entries) >= q.Limit; p.more {
		p.entries = p.entries[:q.Limit]
	}
	var err error
	if p.people, err = service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{
		Order: []schema.Order{{Field: "name"}},
	}); err != nil {
		return p, err
	}
	want := service.RefSet{}
	for _, e := range p.entries {
		if len(e.Rows) > 0 {
			wantRow(want, e.Rows[0])
		}
	}
	want.Add(q.Type, q.ID)
	if err := service.Names(ctx, d.Store, want, p.names); err != nil {
		return p, err
	}
	p.rowName = p.names[q.ID]
	return p, nil
}

// ref names a row that another row is about.
type ref struct{ typ, id string }

// refs lists what a row refers to, in the order of its field table.
func refs(r model.LogRow) []ref {
	e := r.After
	if e == nil {
		e = r.Before
	}
	if e == nil {
		return nil
	}
	var out []ref
	t := schema.TypeOf(e)
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Kind == schema.Ref && f.Text(e) != "" {
			out = append(out, ref{f.To, f.Text(e)})
		}
	}
	return out
}

func wantRow(want service.RefSet, r model.LogRow) {
	want.Add(r.Type, r.ID)
	for _, x := range refs(r) {
		want.Add(x.typ, x.id)
	}
}

// How many rows of one entry are shown, and up to how many an entry is opened for it: the store opens all of them or
// none.
const (
	detailRows = 40
	openRows   = 5000
)

// detail is one entry with the rows that are shown of it.
type detail struct {
	entry model.LogEntry
	names map[string]string
}

// readDetail reads the rows of an entry and what they and their references are called.
func readDetail(ctx context.Context, d *service.Session, e model.LogEntry) (detail, error) {
	if len(e.Rows) == 0 && e.Kind != "export" && e.Count <= openRows {
		list, err := d.Store.Log(ctx, schema.LogQuery{Before: e.Seq + 1, Limit: 1, Rows: true})
		if err != nil {
			return detail{}, err
		}
		if len(list) == 1 && list[0].Seq == e.Seq {
			e = list[0]
		}
	}
	e.Rows = e.Rows[:min(len(e.Rows), detailRows)]
	out, want := detail{e, map[string]string{}}, service.RefSet{}
	for _, r := range e.Rows {
		wantRow(want, r)
		if r.Before != nil && r.After != nil {
			wantRow(want, model.LogRow{Before: r.Before})
		}
	}
	return out, service.Names(ctx, d.Store, want, out.names)
}
