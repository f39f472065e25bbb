package store

import (
	"fmt"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// requireUnique remembers the values that a row gets in fields of which no two rows have the same value. Values that a
// row has already are not looked at: rows of older databases may share one, and stay editable.
func (w *writer) requireUnique(t *table, now, next model.Entity) {
	for _, f := range t.unique {
		value := f.Text(next)
		if value != "" && (now == nil || f.Text(now) != value) {
			w.taken[f] = append(w.taken[f], value)
		}
	}
}

// checkUnique refuses a change set that gives a row a value which another row has. It names that row.
func (w *writer) checkUnique(t *table) error {
	for _, f := range t.unique {
		values := w.taken[f]
		if len(values) == 0 {
			continue
		}
		slices.Sort(values)
		column := comparedColumn(f)
		twice, err := w.strings(`SELECT min("`+f.Key+`") FROM "`+t.typ.Table+`" WHERE `+column+
			` IN (SELECT "value" FROM json_each(?)) GROUP BY `+column+` HAVING count(*) > 1 ORDER BY `+column+
			` LIMIT 1`, slices.Compact(values))
		if err != nil {
			return err
		}
		if len(twice) > 0 {
			return w.takenError(t, f, twice[0])
		}
	}
	return nil
}

// comparedColumn is the column of a field, as its values are compared.
func comparedColumn(f *schema.Field) string {
	if f.AnyCase {
		return `"` + f.Key + `" COLLATE NOCASE`
	}
	return `"` + f.Key + `"`
}

// takenError names the row that has the value, of those that this change set does not write.
func (w *writer) takenError(t *table, f *schema.Field, value string) error {
	var id string
	err := w.tx.QueryRowContext(w.ctx, `SELECT "id" FROM "`+t.typ.Table+`" WHERE `+comparedColumn(f)+` = ?
		ORDER BY "id" IN (SELECT "row_id" FROM "log_rows" WHERE "seq" = ? AND "type" = ?), "id" LIMIT 1`,
		value, w.seq, t.typ.Name).
		Scan(&id)
	if err != nil {
		return err
	}
	other, err := w.current(t, id)
	if err != nil {
		return err
	}
	args := model.Args{f.Key: value, "name": other.Meta().ID, "id": other.Meta().ID}
	if name, ok := t.typ.Field("name"); ok && !name.Sealed {
		args["name"] = name.Text(other)
	}
	return fmt.Errorf("write %s: %w", t.typ.Name,
		model.NewError(model.Invalid, "err.store.taken."+t.typ.Name+"."+f.Key, args).WithField(f.Key))
}
