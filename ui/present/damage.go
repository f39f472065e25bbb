package present

import (
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// RowSource says where the newest sound state of a damaged row is, and what is damaged where that is known; nil is
// nowhere, and what can be done then.
func (w Words) RowSource(bad model.Damaged, from *model.RowSource, now time.Time) string {
	if from == nil {
		return w.T("damaged.source.none", "type", bad.Type, "row", bad.Name())
	}
	t, _ := schema.TypeNamed(bad.Type)
	key := "damaged.source.older"
	switch {
	case from.Under != "":
		return w.T("damaged.source.renamed", "id", from.Row.Meta().ID)
	case from.Path == "":
		key = "damaged.source.log"
	case from.Latest:
		key = "damaged.source.latest"
	}
	at := from.At.In(now.Location())
	out := w.T(key, "day", w.Near(at, now)+" "+w.Clock(at))
	if len(from.Columns) > 0 {
		out += " " + w.T("damaged.columns", "columns", w.DamagedColumns(t, from.Columns))
	}
	return out
}

// DamagedColumns names the damaged columns of a row.
func (w Words) DamagedColumns(t *schema.Type, columns []string) string {
	names := make([]string, len(columns))
	for i, key := range columns {
		if f, ok := t.Field(key); ok {
			names[i] = w.Field(t, f)
		} else {
			names[i] = w.T("damaged.column." + key)
		}
	}
	return strings.Join(names, ", ")
}

// DamagedLine names a damaged row where it would stand.
func (w Words) DamagedLine(bad model.Damaged) string {
	return model.DamagedMark + " " + w.T("type."+bad.Type) + " " + bad.Name() + ": " + w.T("damaged.mark")
}
