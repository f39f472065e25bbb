package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"

	"jobspor/model"
)

// wantedSum is the digest of what the migrations make, so that opening a database does not have to make it; a test
// keeps it.
//
//go:embed migrations/schema.sum
var wantedSum string

// wantedSchema is what the migrations make, read once from a database in memory.
var wantedSchema = sync.OnceValues(func() (map[string]string, error) {
	ctx := context.Background()
	d, err := ownDriver()
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{driver: d, dsn: "file::memory:"})
	db.SetMaxOpenConns(1)
	defer db.Close()
	for _, m := range migrations() {
		if _, err := db.ExecContext(ctx, m.sql); err != nil {
			return nil, err
		}
	}
	return schemaOf(ctx, db)
})

// schemaOf reads what a database consists of, by type and name: how it was made. What SQLite keeps for itself is left
// out.
func schemaOf(ctx context.Context, db querier) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT "type" || ' ' || "name", coalesce("sql", '') FROM "sqlite_schema"
		WHERE "name" NOT LIKE 'sqlite\_%' ESCAPE '\'`)
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

// schemaSum is the digest of a schema.
func schemaSum(of map[string]string) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(of)) {
		h.Write([]byte(name + "\x00" + of[name] + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// verifySchema compares tables, views, triggers and indexes with those that the migrations make.
func verifySchema(ctx context.Context, db querier) (found []Finding, err error) {
	there, err := schemaOf(ctx, db)
	if err != nil || schemaSum(there) == strings.TrimSpace(wantedSum) {
		return nil, err
	}
	want, err := wantedSchema()
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if want[name] != there[name] {
			found = append(found, Finding{Kind: SchemaAdded, Type: name})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := there[name]; !ok {
			found = append(found, Finding{Kind: SchemaMissing, Type: name})
		}
	}
	return found, nil
}

// refusePlanted refuses to open a database with a table, view, trigger or index that the migrations do not make so: it
// could run while the program writes, or stand between it and its rows. What is only missing is told by Check.
func refusePlanted(ctx context.Context, db querier, path string) error {
	found, err := verifySchema(ctx, db)
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Kind == SchemaAdded {
			return model.NewError(model.Unsupported, "err.store.planted", model.Args{"path": path, "type": f.Type})
		}
	}
	return nil
}
