package store

import (
	"context"
	"database/sql"
	"sync"
)

// wantedSchema is what the migrations make, read once from a database in memory.
var wantedSchema = sync.OnceValues(func() (map[string]string, error) {
	ctx := context.Background()
	d, err := ownDriver()
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector{d, "file::memory:"})
	db.SetMaxOpenConns(1)
	defer db.Close()
	for _, m := range migrations() {
		if _, err := db.ExecContext(ctx, m.sql); err != nil {
			return nil, err
		}
	}
	return schemaOf(ctx, db)
})
