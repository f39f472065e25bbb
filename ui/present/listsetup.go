package present

import (
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// FilterName is what a filter is called.
func (w Words) FilterName(key string) string { return w.T("filter." + key) }

// FilterValue is the word for a value of a filter; label is what the database calls it, "" for what the language does.
func (w Words) FilterValue(l *service.ListSpec, key, value, label string) string {
	if label != "" {
		return label
	}
	f, ok := l.Filter(key)
	if !ok {
		return value
	}
	if field := fieldOf(l.Type, f.Field); field != nil {
		if field.Kind == schema.Choice {
			return w.Option(field, value)
		}
		return value
	}
	for _, k := range []string{"filter." + l.Screen + "." + key + "." + value, "filter." + key + "." + value,
		key + ".kind." + value} {
		if w.Has(k) {
			return w.T(k)
		}
	}
	if n, err := strconv.Atoi(value); err == nil && w.Has("filter."+key+".n") {
		return w.T("filter."+key+".n", "n", n)
	}
	return value
}

// fieldOf is a field of a type, nil where there is none.
func fieldOf(typ, key string) *schema.Field {
	t, ok := schema.TypeNamed(typ)
	if !ok {
		return nil
	}
	f, _ := t.Field(key)
	return f
}

// FilterValues are the words for the chosen values of a filter.
func (w Words) FilterValues(l *service.ListSpec, key string, values []string, labels map[string]string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = w.FilterValue(l, key, v, labels[key+"="+v])
	}
	return strings.Join(out, ", ")
}

// Narrowing says what a list is narrowed by, for its title.
func (w Words) Narrowing(l *service.ListSpec, n service.Narrowing, labels map[string]string) (parts []string) {
	silent := ""
	for _, f := range l.Filters {
		values := n[f.Key]
		if len(values) == 0 {
			continue
		}
		says := w.FilterValues(l, f.Key, values, labels)
		if f.Said {
			says = w.T("filter.says", "filter", w.FilterName(f.Key), "value", says)
		}
		if f.Silent && slices.Equal(values, f.Usual) {
			silent = says
			continue
		}
		parts = append(parts, says)
	}
	switch {
	case len(parts) > 0:
		return parts
	case silent != "":
		return []string{silent}
	}
	return []string{w.T("filter.all")}
}

// ViewName is the name of a saved view, with whose it is when it is everybody's.
func (w Words) ViewName(v *model.SavedView) string {
	if v.Consultant == "" {
		return w.T("view.shared", "name", v.Name)
	}
	return v.Name
}

// Gone says what a saved view names and what no longer exists.
func (w Words) Gone(l *service.ListSpec, gone []service.Gone) string {
	out := make([]string, len(gone))
	for i, g := range gone {
		out[i] = g.Value
		if g.Filter != "" {
			out[i] = w.T("filter.says", "filter", w.filterKnown(l, g.Filter), "value",
				w.FilterValue(l, g.Filter, g.Value, ""))
		}
	}
	return strings.Join(out, "; ")
}

func (w Words) filterKnown(l *service.ListSpec, key string) string {
	if _, ok := l.Filter(key); ok {
		return w.FilterName(key)
	}
	return key
}
