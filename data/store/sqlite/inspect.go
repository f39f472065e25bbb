package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// Querier is a pool, a connection or a transaction.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Objects reads what a database consists of, by type and name: whose it is and how it was made. What SQLite keeps for
// itself is part of it: who writes the schema itself can give a trigger such a name.
func Objects(ctx context.Context, db Querier) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT "type" || ' ' || "name", "tbl_name" || ' ' || coalesce("sql", '')
		FROM "sqlite_schema"`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		out[name] = text
	}
	return out, rows.Err()
}

// Columns names the columns of all tables with their types.
func Columns(ctx context.Context, db Querier) (out []string, err error) {
	rows, err := db.QueryContext(ctx, `SELECT t."name" || '.' || c."name" || ' ' || c."type"
		FROM "sqlite_schema" t, pragma_table_info(t."name") c
		WHERE t."type" = 'table' AND t."name" NOT LIKE 'sqlite\_%' ESCAPE '\'`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

// Faults counts what integrity_check and foreign_key_check find.
func Faults(ctx context.Context, db *sql.DB) (n int, err error) {
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		rows, err := db.QueryContext(ctx, `SELECT * FROM pragma_`+pragma)
		if err != nil {
			return n, err
		}
		columns, err := rows.Columns()
		if err != nil {
			return n, errors.Join(err, rows.Close())
		}
		row := make([]any, len(columns))
		for i := range row {
			row[i] = new(any)
		}
		for rows.Next() {
			if err := rows.Scan(row...); err != nil {
				return n, errors.Join(err, rows.Close())
			}
			if *row[0].(*any) != "ok" {
				n++
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return n, err
		}
	}
	return n, nil
}
