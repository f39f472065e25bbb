package store

import (
	"context"
	"strings"

	"jobspor/model/schema"
)

// Handles lists what rows of a type are called on a command line and begins with prefix: numbers ("B-0001"), initials
// of consultants, names of companies, as far as the file holds that unencrypted. It needs no passphrase, for the
// completion of a shell; types without an open handle have none.
func Handles(ctx context.Context, path, typ, prefix string, limit int) ([]string, error) {
	t := tables()[typ]
	if t == nil {
		return nil, callerError("no type %q", typ)
	}
	f := handleField(t)
	if f == nil {
		return nil, nil
	}
	db, _, err := openToRead(ctx, path)
	if err != nil || db == nil {
		return nil, err
	}
	defer db.Close()
	name := `"` + f.Key + `"`
	like := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(prefix) + "%"
	rows, err := db.QueryContext(ctx, `SELECT DISTINCT `+name+` FROM "`+t.typ.Table+`" WHERE `+name+` LIKE ? ESCAPE '\'
		ORDER BY `+name+` COLLATE danish LIMIT ?`, like, limit)
	if err != nil {
		return nil, explain(path, err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, explain(path, err)
		}
		out = append(out, s)
	}
	return out, explain(path, rows.Err())
}

// handleField is the open field that names rows of a type, nil when there is none.
func handleField(t *table) *schema.Field {
	key := map[string]string{"company": "name", "consultant": "initials"}[t.typ.Name]
	if t.typ.Letter != "" {
		key = "ref"
	}
	for _, f := range t.open {
		if f.Key == key {
			return f
		}
	}
	return nil
}
