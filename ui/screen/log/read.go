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
	own     map[model.RowRef]bool // the rows that the history is about
}

// wanted is what a read is to give: entries of some kinds, of rows and what belongs to them, at least down to an entry.
type wanted struct {
	q     schema.LogQuery
	rows  []model.RowRef
	to    int64
	kinds []string
}

// read gives the newest entries of some kinds.
func read(ctx context.Context, d *service.Session, w wanted) (page, error) {
	q := w.q
	p := page{before: q.Before, names: map[string]string{}}
	_ = d.WriteLooks(ctx) // what could not be written is counted on the screen
	var err error
	if len(w.rows) > 0 {
		if q.Of, err = d.History(ctx, w.rows...); err != nil {
			return p, err
		}
		p.own = map[model.RowRef]bool{}
		for _, ref := range q.Of {
			p.own[ref] = true
		}
	}
	for {
		var list []model.LogEntry
		if list, p.more, err = newest(ctx, d, q, w.kinds); err != nil {
			return p, err
		}
		p.entries = append(p.entries, list...)
		if !p.more || p.entries[len(p.entries)-1].Seq <= w.to || w.to == 0 {
			break
		}
		q.Before = p.entries[len(p.entries)-1].Seq
	}
	if p.people, err = service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{
		Order: []schema.Order{{Field: "name"}},
	}); err != nil {
		return p, err
	}
	want := service.RefSet{}
	for _, e := range p.entries {
		for _, r := range e.Rows {
			wantRow(want, r)
		}
	}
	for _, r := range w.rows[:min(1, len(w.rows))] {
		want.Add(r.Type, r.ID)
	}
	if err := service.Names(ctx, d.Store, want, p.names); err != nil {
		return p, err
	}
	if len(w.rows) > 0 {
		p.rowName = p.names[w.rows[0].ID]
	}
	return p, nil
}

// newest gives the newest entries of some kinds, and whether there may be more. The store knows one kind at a time: the
// newest of each, put together and cut, are the newest of all.
func newest(
	ctx context.Context, d *service.Session, q schema.LogQuery, kinds []string,
) (out []model.LogEntry, more bool, err error) {
	for _, k := range kinds {
		q.Kind = k
		list, err := d.Store.Log(ctx, q)
		if err != nil {
			return nil, false, err
		}
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b model.LogEntry) int { return int(b.Seq - a.Seq) })
	more = len(out) >= q.Limit
	return out[:min(len(out), q.Limit)], more, nil
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

// detail is one entry with the rows that are shown of it, and for the history what undoing it would do.
type detail struct {
	entry  model.LogEntry
	names  map[string]string
	tried  bool // revert was tried
	revert service.Revert
}

// readDetail reads the rows of an entry and what they and their references are called. With revert not 0 it tries what
// undoing that entry would do. Rows that the history is about come first.
func readDetail(
	ctx context.Context, d *service.Session, e model.LogEntry, revert int64, own map[model.RowRef]bool,
) (detail, error) {
	if len(e.Rows) == 0 && e.Kind != "export" && e.Count <= openRows {
		list, err := d.Store.Log(ctx, schema.LogQuery{Before: e.Seq + 1, Limit: 1, Rows: true, Check: true})
		if err != nil {
			return detail{}, err
		}
		if len(list) == 1 && list[0].Seq == e.Seq {
			e = list[0]
		}
	}
	e.Rows = e.Rows[:min(len(e.Rows), detailRows)]
	out, want := detail{entry: e, names: map[string]string{}}, service.RefSet{}
	if revert != 0 {
		out.tried, out.revert = true, d.PreviewUndo(ctx, revert)
		slices.SortStableFunc(out.revert.Changes, func(a, b model.Change) int {
			return place(own, b) - place(own, a)
		})
	}
	for _, c := range out.revert.Changes[:min(len(out.revert.Changes), detailRows)] {
		typ, id := schema.TypeOf(c.Row()).Name, c.Row().Meta().ID
		wantRow(want, model.LogRow{Type: typ, ID: id, Before: c.Before, After: c.After})
		wantRow(want, model.LogRow{Before: c.Before})
	}
	for _, r := range e.Rows {
		wantRow(want, r)
		if r.Before != nil && r.After != nil {
			wantRow(want, model.LogRow{Before: r.Before})
		}
	}
	return out, service.Names(ctx, d.Store, want, out.names)
}

// place is 1 for a row that the history is about.
func place(own map[model.RowRef]bool, c model.Change) int {
	if own[model.RowRef{Type: schema.TypeOf(c.Row()).Name, ID: c.Row().Meta().ID}] {
		return 1
	}
	return 0
}
