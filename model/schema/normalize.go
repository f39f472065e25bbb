package schema

import (
	"slices"

	"jobspor/model"
)

// Normalize brings every text of a row into the form that is stored, in place: composed letters, nothing without width,
// identifiers in their one form. It reports whether anything changed. The store calls it on every row it writes and on
// every earlier row it reads of its log, so that two texts which are drawn alike are equal.
func Normalize(e model.Entity) (changed bool) {
	t := TypeOf(e)
	if t == nil {
		return false
	}
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Kind != Text && f.Kind != LongText && f.Kind != Lines {
			continue
		}
		switch p := f.Pointer(e).(type) {
		case *string:
			if s := f.normal(*p); s != *p {
				*p, changed = s, true
			}
		case *[]string:
			if at := slices.IndexFunc(*p, func(s string) bool { return f.normal(s) != s }); at >= 0 {
				list := slices.Clone(*p)
				for j := range list {
					list[j] = f.normal(list[j])
				}
				*p, changed = list, true
			}
		}
	}
	return changed
}

// normal is Stored without what concerns spaces and line ends: those a person chose.
func (f *Field) normal(s string) string {
	if s = model.ComposeText(s); f.Normal != nil && s != "" {
		s = f.Normal(s)
	}
	return s
}
