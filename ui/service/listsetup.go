package service

import (
	"context"
	"maps"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Narrowing is what a list is narrowed by: the chosen values of its filters by their keys. A filter that is not there
// lets everything pass.
type Narrowing map[string][]string

// ListSetup is how a list is shown.
type ListSetup struct {
	Filter  Narrowing
	Sort    string   // key of the order, "" is the usual one
	Columns []string // keys of those shown; none is the usual ones
}

// Usual is how a list is shown before somebody chooses.
func (l *ListSpec) Usual() Narrowing {
	n := Narrowing{}
	for _, f := range l.Filters {
		if len(f.Usual) > 0 {
			n[f.Key] = f.Usual
		}
	}
	return n
}

// Filter finds a filter.
func (l *ListSpec) Filter(key string) (*ListFilter, bool) {
	i := slices.IndexFunc(l.Filters, func(f ListFilter) bool { return f.Key == key })
	if i < 0 {
		return nil, false
	}
	return &l.Filters[i], true
}

// Order is the order of a key, none for the one in which the rows are read.
func (l *ListSpec) Order(key string) []schema.Order {
	for _, s := range l.Sorts {
		if s.Key == key {
			return s.Order
		}
	}
	return l.Sorts[0].Order
}

// Fields are the fields of some columns in their order; columns without one are left out.
func (l *ListSpec) Fields(columns []string) (out []string) {
	for _, key := range columns {
		i := slices.IndexFunc(l.Columns, func(c ListColumn) bool { return c.Key == key })
		if i >= 0 && l.Columns[i].Field != "" {
			out = append(out, l.Columns[i].Field)
		}
	}
	return out
}

// Equal reports whether two narrowings choose the same.
func (n Narrowing) Equal(o Narrowing) bool {
	return maps.EqualFunc(n, o, func(a, b []string) bool { return slices.Equal(a, b) })
}

// With is the narrowing with other values of one filter; none takes the filter away.
func (n Narrowing) With(key string, values ...string) Narrowing {
	out := maps.Clone(n)
	if out == nil {
		out = Narrowing{}
	}
	if delete(out, key); len(values) > 0 {
		out[key] = values
	}
	return out
}

// Lines writes a narrowing as a saved view holds it: "key=value", in the order of the filters.
func (l *ListSpec) Lines(n Narrowing) (out []string) {
	for _, f := range l.Filters {
		for _, v := range n[f.Key] {
			out = append(out, f.Key+"="+v)
		}
	}
	return out
}

// Narrowed is a narrowing with what the store needs of it and what the screen says.
type Narrowed struct {
	Where  []schema.Cond
	Labels map[string]string // of values that come from the database, by "key=value"
}

// Conditions are those of a narrowing.
func (d *Session) Conditions(ctx context.Context, l *ListSpec, n Narrowing) (where []schema.Cond, err error) {
	for _, f := range l.Filters {
		values := n[f.Key]
		if len(values) == 0 || l.Type == "" {
			continue
		}
		c, err := f.conditions(ctx, d, values)
		if err != nil {
			return nil, err
		}
		where = append(where, c...)
	}
	return where, nil
}

func (f *ListFilter) conditions(ctx context.Context, d *Session, values []string) ([]schema.Cond, error) {
	if f.where == nil {
		return []schema.Cond{{Field: f.Field, Op: schema.In, In: values}}, nil
	}
	return f.where(ctx, d, values)
}

// Narrow reads what a narrowing needs.
func (d *Session) Narrow(ctx context.Context, l *ListSpec, n Narrowing, lang string) (out Narrowed, err error) {
	if out.Where, err = d.Conditions(ctx, l, n); err != nil {
		return out, err
	}
	out.Labels = map[string]string{}
	for _, f := range l.Filters {
		if f.names == nil || len(n[f.Key]) == 0 {
			continue
		}
		list, err := f.names(ctx, d, lang)
		if err != nil {
			return out, err
		}
		for _, v := range list {
			out.Labels[f.Key+"="+v.Value] = v.Label
		}
	}
	return out, nil
}

// FilterValues lists what a filter can be, with how many rows each would leave under the other filters. Values that no
// row has and that nothing else lists are not offered.
func (d *Session) FilterValues(ctx context.Context, l *ListSpec, key string, n Narrowing,
	lang string) ([]FilterValue, error) {
	f, ok := l.Filter(key)
	if !ok {
		return nil, model.NewError(model.Usage, "err.view.filter", model.Args{"value": key})
	}
	if l.Type == "" {
		return d.valuesOf(ctx, f, lang)
	}
	where, err := d.Conditions(ctx, l, n.With(key))
	if err != nil {
		return nil, err
	}
	t, _ := schema.TypeNamed(l.Type)
	list, err := d.valuesOf(ctx, f, lang)
	if err != nil {
		return nil, err
	}
	tests := make([]func(model.Entity) bool, len(list))
	fields := []string{t.Fields[0].Key}
	for i, v := range list {
		own, err := f.conditions(ctx, d, []string{v.Value})
		if err != nil {
			return nil, err
		}
		tests[i] = t.Tests(own)
		for _, c := range own {
			if c.Field != "id" && !slices.Contains(fields, c.Field) {
				fields = append(fields, c.Field)
			}
		}
	}
	if f.texts() {
		fields = append(fields, f.Field)
	}
	found := map[string]int{}
	err = d.Store.Each(ctx, l.Type, schema.Query{AnyOrder: true, Fields: fields, Where: where},
		func(e model.Entity) error {
			for i := range list {
				if tests[i](e) {
					list[i].N++
				}
			}
			if f.texts() {
				field, _ := t.Field(f.Field)
				found[field.Text(e)]++
			}
			return nil
		})
	delete(found, "")
	for v, n := range found {
		list = append(list, FilterValue{Value: v, Label: v, N: n})
	}
	if f.texts() {
		slices.SortFunc(list, func(a, b FilterValue) int { return model.CompareDanish(a.Label, b.Label) })
	}
	return list, err
}

// texts reports whether the values are the texts that rows have.
func (f *ListFilter) texts() bool { return f.Values == nil && f.names == nil }

// valuesOf are the values that are listed whatever rows there are.
func (d *Session) valuesOf(ctx context.Context, f *ListFilter, lang string) (out []FilterValue, err error) {
	if f.names != nil {
		return f.names(ctx, d, lang)
	}
	for _, v := range f.Values {
		out = append(out, FilterValue{Value: v})
	}
	return out, nil
}

// Gone is what a saved view names and what no longer exists: a filter, an order, a column, or a value of a filter.
type Gone struct{ Filter, Value string }

// SetupOf is what a saved view shows, with what of it no longer exists: the rest is shown.
func (d *Session) SetupOf(ctx context.Context, l *ListSpec, v *model.SavedView) (ListSetup, []Gone, error) {
	s := ListSetup{Filter: Narrowing{}}
	var gone []Gone
	for _, line := range v.Filter {
		key, value, _ := strings.Cut(line, "=")
		there, err := d.valueThere(ctx, l, key, value)
		switch {
		case err != nil:
			return s, nil, err
		case there:
			s.Filter[key] = append(s.Filter[key], value)
		default:
			gone = append(gone, Gone{key, value})
		}
	}
	if slices.ContainsFunc(l.Sorts, func(o ListSort) bool { return o.Key == v.Sort }) {
		s.Sort = v.Sort
	} else if v.Sort != "" {
		gone = append(gone, Gone{"", v.Sort})
	}
	for _, c := range v.Columns {
		if slices.ContainsFunc(l.Columns, func(o ListColumn) bool { return o.Key == c }) {
			s.Columns = append(s.Columns, c)
		} else {
			gone = append(gone, Gone{"", c})
		}
	}
	return s, gone, nil
}

// valueThere reports whether a filter has a value, now.
func (d *Session) valueThere(ctx context.Context, l *ListSpec, key, value string) (bool, error) {
	f, ok := l.Filter(key)
	switch {
	case !ok:
		return false, nil
	case f.texts():
		n, err := d.Store.Count(ctx, l.Type, schema.Where(f.Field, value))
		return n > 0, err
	}
	list, err := d.valuesOf(ctx, f, "da")
	return slices.ContainsFunc(list, func(v FilterValue) bool { return v.Value == value }), err
}

// Views reads the saved views of a list that the consultant sees, by name: their own and everybody's. last is the one
// without a name, as the consultant left the list; nil before that.
func (d *Session) Views(ctx context.Context, screen string) (views []*model.SavedView, last *model.SavedView,
	err error) {
	q := schema.Query{}
	if screen != "" {
		q = schema.Where("screen", screen)
	}
	all, err := All[model.SavedView](ctx, d.Store, "listview", q)
	for _, v := range all {
		switch own := v.Consultant == d.Actor(); {
		case v.Name == "" && own:
			last = v
		case v.Name != "" && (own || v.Consultant == ""):
			views = append(views, v)
		}
	}
	slices.SortFunc(views, func(a, b *model.SavedView) int { return model.CompareDanish(a.Name, b.Name) })
	return views, last, err
}

// View finds a saved view by its name, in any case.
func (d *Session) View(ctx context.Context, screen, name string) (*model.SavedView, error) {
	views, _, err := d.Views(ctx, screen)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(views))
	for i, v := range views {
		if sameName(v.Name, name) {
			return v, nil
		}
		names[i] = v.Name
	}
	key := "err.view.none"
	if len(names) > 0 {
		key = "err.view.unknown"
	}
	return nil, model.NewError(model.NotFound, key, model.Args{"name": name, "names": strings.Join(names, ", ")})
}

func sameName(a, b string) bool { return strings.EqualFold(model.FoldSpaces(a), model.FoldSpaces(b)) }

// SaveView returns the change set that saves how a list is shown under a name; a view of that name is replaced. The one
// with no name is how the consultant left the list.
func (d *Session) SaveView(ctx context.Context, l *ListSpec, name string, shared bool,
	s ListSetup) (model.ChangeSet, error) {
	name = model.FoldSpaces(name)
	views, last, err := d.Views(ctx, l.Screen)
	if err != nil {
		return model.ChangeSet{}, err
	}
	after := &model.SavedView{Screen: l.Screen, Consultant: d.Actor(), Name: name, Filter: l.Lines(s.Filter),
		Sort: s.Sort, Columns: s.Columns}
	before, action := last, "listview.keep"
	if name != "" {
		before, action = nil, "listview.save"
		if i := slices.IndexFunc(views, func(v *model.SavedView) bool { return sameName(v.Name, name) }); i >= 0 {
			before = views[i]
			shared = shared || before.Consultant == ""
		}
		if shared {
			after.Consultant = ""
		}
	}
	change := model.Add(after)
	if before != nil {
		after.Head = before.Head
		change = model.Edit(before, after)
	}
	cs := model.ChangeSet{Action: action, Args: model.Args{"name": name, "list": l.Screen}}
	if before == nil || !schema.Equal(before, after) {
		cs.Changes = []model.Change{change}
	}
	return cs, schema.Validate(after)
}

// RenameView returns the change set that gives a saved view another name.
func (d *Session) RenameView(ctx context.Context, v *model.SavedView, name string) (model.ChangeSet, error) {
	name = model.FoldSpaces(name)
	if name == "" {
		return model.ChangeSet{}, model.NewError(model.Usage, "err.view.name", nil)
	}
	other, err := d.View(ctx, v.Screen, name)
	if err == nil && other.ID != v.ID {
		return model.ChangeSet{}, model.NewError(model.Conflict, "err.view.taken", model.Args{"name": other.Name})
	}
	after := *v
	after.Name = name
	return model.ChangeSet{Action: "listview.rename", Args: model.Args{"name": name, "was": v.Name},
		Changes: []model.Change{model.Edit(v, &after)}}, schema.Validate(&after)
}

// RemoveView returns the change set that removes a saved view.
func RemoveView(v *model.SavedView) model.ChangeSet {
	return model.ChangeSet{Action: "listview.remove", Args: model.Args{"name": v.Name},
		Changes: []model.Change{model.Remove(v)}}
}
