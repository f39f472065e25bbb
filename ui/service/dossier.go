package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Dossier is everything that is kept about one citizen, for a request for access (indsigt): the rows that refer to the
// citizen, directly or through other such rows, also removed ones; what was done to each; who looked; what was
// exported.
//
// Which rows those are follows from the references of the field tables, so that a new type is in it by itself. A row
// that is about another citizen is not.
type Dossier struct {
	Citizen *model.Citizen
	Rows    []DossierRow // in the order of the types; rows of a type by ID
	Log     []DossierEntry
	Exports []DossierExport
	Names   map[model.RowRef]string // of the rows that fields refer to, and of actors

	others  otherNames
	Crossed int // names of other citizens that were crossed out by Text
}

// DossierAction is the audit action of its export.
const DossierAction = "export.dossier"

// Out is how the copy leaves: to the citizen.
func (o *Dossier) Out() Out {
	return Out{Action: DossierAction, Args: model.Args{"citizen": o.Citizen.ID, "ref": o.Citizen.Ref},
		Rows: len(o.Rows), To: ToCitizen, Citizens: []string{o.Citizen.ID}}
}

// DossierRow is one row as it is, or as it last was.
type DossierRow struct {
	Row     model.Entity
	Removed bool // it is removed, and an undo would bring it back
}

// DossierEntry is one row of an entry of the log. Before and After are nil where the row was not about the citizen.
type DossierEntry struct {
	Entry model.LogEntry
	Op    string // add, edit, remove, view
	model.LogRow
}

// DossierExport is an export; Sure says that the log names the citizen, else it may have held the citizen's data.
type DossierExport struct {
	Entry model.LogEntry
	Sure  bool
}

// Dossier collects what is kept about a citizen.
func (d *Session) Dossier(ctx context.Context, citizenID string) (*Dossier, error) {
	citizen, err := One[model.Citizen](ctx, d.Store, "citizen", citizenID)
	if err != nil {
		return nil, err
	}
	out := &Dossier{Citizen: citizen, Names: map[model.RowRef]string{}}
	c, err := collect(ctx, d.Store, citizenID)
	if err != nil {
		return nil, err
	}
	if err := out.collect(ctx, d.Store, c.types, c.names, c); err != nil {
		return nil, err
	}
	if err := out.readExports(ctx, d.Store, c.names); err != nil {
		return nil, err
	}
	if out.others, err = readOtherNames(ctx, d.Store, citizen); err != nil {
		return nil, err
	}
	return out, out.readNames(ctx, d)
}

// collect reads the rows that were found, what was done to them, and those that are gone.
func (o *Dossier) collect(
	ctx context.Context, store Store, types []*schema.Type, names []string, c *collector,
) error {
	now := map[model.RowRef]model.Entity{}
	for _, name := range names {
		err := store.Each(ctx, name, schema.Query{}, func(e model.Entity) error {
			if ref := (model.RowRef{Type: name, ID: e.Meta().ID}); c.mine[ref] {
				now[ref] = e
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	last := map[model.RowRef]int{} // position in the log of what was done last
	err := store.EachLogRow(ctx, names, func(e model.LogEntry, op string, row model.LogRow) error {
		ref := model.RowRef{Type: row.Type, ID: row.ID}
		if !c.mine[ref] {
			return nil
		}
		if at, ok := last[ref]; ok && op != "view" {
			o.Log[at].After = row.Before // what the next change found is what this one left
		}
		if op != "view" {
			last[ref] = len(o.Log)
		}
		o.Log = append(o.Log, DossierEntry{e, op, row})
		return nil
	})
	if err != nil {
		return err
	}
	gone := map[model.RowRef]model.Entity{}
	for ref, at := range last {
		o.Log[at].After = now[ref]
		if before := o.Log[at].Before; now[ref] == nil && before != nil {
			gone[ref] = before
		}
	}
	about := func(e model.Entity) bool { return e != nil && c.about(c.linksOf(e)) }
	for i := range o.Log {
		if l := &o.Log[i]; !about(l.Before) {
			l.Before = nil
		}
		if l := &o.Log[i]; !about(l.After) {
			l.After = nil
		}
	}
	o.addRows(types, now, gone, about)
	return nil
}

func (o *Dossier) addRows(
	types []*schema.Type, now, gone map[model.RowRef]model.Entity, about func(model.Entity) bool,
) {
	place := map[string]int{}
	for i, t := range types {
		place[t.Name] = i
	}
	for removed, rows := range map[bool]map[model.RowRef]model.Entity{false: now, true: gone} {
		for _, e := range rows {
			if about(e) {
				o.Rows = append(o.Rows, DossierRow{e, removed})
			}
		}
	}
	slices.SortFunc(o.Rows, func(a, b DossierRow) int {
		return cmp.Or(place[schema.TypeOf(a.Row).Name]-place[schema.TypeOf(b.Row).Name],
			strings.Compare(a.Row.Meta().ID, b.Row.Meta().ID))
	})
	slices.SortStableFunc(o.Rows, func(a, b DossierRow) int { // the citizen first
		return cmp.Compare(citizenLast(a), citizenLast(b))
	})
}

func citizenLast(r DossierRow) int {
	if _, ok := r.Row.(*model.Citizen); ok {
		return 0
	}
	return 1
}

// notPersonal are exports that hold no citizen, and wholeDatabase is the one that holds all.
var notPersonal = []string{"export.companies"}

const wholeDatabase = "export.dump"

// readExports finds the exports that name the citizen or one of the rows, and those that may have held them.
func (o *Dossier) readExports(ctx context.Context, store Store, types []string) error {
	known := map[string]bool{}
	for _, r := range o.Rows {
		known[r.Row.Meta().ID] = true
		if f, ok := schema.TypeOf(r.Row).Field("ref"); ok {
			known[f.Text(r.Row)] = true
		}
	}
	from, named := int64(0), map[int64]bool{} // the exports that name the citizen among whose data left
	if len(o.Log) > 0 {
		from = o.Log[0].Entry.Seq
	}
	for _, l := range o.Log {
		named[l.Entry.Seq] = named[l.Entry.Seq] || l.Entry.Kind == "export"
	}
	list, err := store.Log(ctx, schema.LogQuery{Kind: "export"})
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(list) {
		text := func(key string) string { s, _ := e.Args[key].(string); return s }
		citizen, typ := text("citizen"), text("type")
		if all := strings.Fields(text("citizens")); len(all) > 0 {
			citizen = all[0]
			if slices.Contains(all, o.Citizen.ID) {
				citizen = o.Citizen.ID
			}
		}
		switch {
		case named[e.Seq] || known[citizen] || known[text("ref")] || known[text("list")]:
			o.Exports = append(o.Exports, DossierExport{e, true})
		case text("receiver") != "" && e.Action != wholeDatabase: // it says whose data left: not this citizen's
		case e.Seq < from || citizen != "" || slices.Contains(notPersonal, e.Action) ||
			typ != "" && !slices.Contains(types, typ):
		default:
			o.Exports = append(o.Exports, DossierExport{e, e.Action == wholeDatabase})
		}
	}
	return nil
}

// readNames reads the names of what the rows refer to. Another citizen has none.
func (o *Dossier) readNames(ctx context.Context, d *Session) error {
	add := func(ref model.RowRef) error {
		if _, known := o.Names[ref]; known || ref.ID == "" || ref.Type == "citizen" && ref.ID != o.Citizen.ID {
			return nil
		}
		name, err := d.NameOf(ctx, ref.Type, ref.ID)
		if model.CodeOf(err) == model.NotFound {
			name, err = ref.ID, nil
		}
		o.Names[ref] = name
		return err
	}
	rows := make([]model.Entity, 0, len(o.Rows)+2*len(o.Log))
	for _, r := range o.Rows {
		rows = append(rows, r.Row)
	}
	for _, l := range o.Log {
		rows = append(rows, l.Before, l.After)
		if err := add(model.RowRef{Type: "consultant", ID: l.Entry.Actor}); err != nil {
			return err
		}
	}
	for _, e := range o.Exports {
		if err := add(model.RowRef{Type: "consultant", ID: e.Entry.Actor}); err != nil {
			return err
		}
	}
	for _, e := range rows {
		if e == nil {
			continue
		}
		for _, r := range references(schema.TypeOf(e)) {
			if r.typ == nil {
				if err := add(r.target(e)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Text crosses out the full names of other citizens in a text, and counts them.
func (o *Dossier) Text(s string) string {
	out, n := o.others.crossOut(s)
	o.Crossed += n
	return out
}
