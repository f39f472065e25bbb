package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"jobspor/data/store/postgres"
	"jobspor/data/store/sqlite"
	"jobspor/model"
)

// server is PostgreSQL with a database on a server.
type server struct{ db *postgres.Database }

func (e server) name() string { return e.db.Name() }

func (e server) info(ctx context.Context) (info Info, err error) {
	info = Info{Exists: true, wraps: wraps{}}
	db, err := e.toRead(info)
	if err != nil {
		return info, err
	}
	defer db.Close()
	var ours bool
	var things int
	err = db.QueryRowContext(ctx, `SELECT to_regclass('"meta"') IS NOT NULL,
		(SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace)`).Scan(&ours, &things)
	if err != nil {
		return info, err
	}
	if !ours {
		if info.Empty = things == 0; info.Empty {
			return info, nil
		}
		return info, model.NewError(model.Unsupported, "err.postgres.notours", model.Args{"path": e.name()})
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM "meta" WHERE "key" LIKE 'migration.%'`).Scan(&info.Schema)
	if err != nil {
		return info, err
	}
	return info, info.readFacts(ctx, db, e.name())
}

func (e server) claim() error { return nil }

// private trusts the server: who may read the database is what its administrator says.
func (e server) private() error { return nil }

func (e server) pools(s *Store) (writer, readers *sql.DB, err error) {
	gate := func() error { _, err := s.gate.pass(); return err }
	return e.db.Open(postgres.Pool{Writes: !s.opt.ReadOnly, Most: 1, Gate: gate, Waits: s.noteWaiting}),
		e.db.Open(postgres.Pool{Most: maxReaders, Gate: gate, Waits: s.noteWaiting}), nil
}

func (e server) toRead(Info) (*sql.DB, error) {
	return e.db.Open(postgres.Pool{Most: 1}), nil
}

// create makes what the migrations make in a file, and notes all of them.
func (e server) create(ctx context.Context, s *Store) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	want, err := statements(s.steps)
	if err != nil {
		return err
	}
	var there bool
	if err := tx.QueryRowContext(ctx, `SELECT to_regclass('"meta"') IS NOT NULL`).Scan(&there); err != nil {
		return err
	}
	if there { // somebody else was faster
		return model.NewError(model.Conflict, "err.store.exists", model.Args{"path": e.name()})
	}
	var made []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		made = append(made, want[name])
	}
	for _, statement := range slices.Concat(postgres.Before, postgres.Schema(made), postgres.After) {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if err := s.initialize(ctx, tx); err != nil {
		return err
	}
	for _, m := range s.steps {
		if err := noteMigration(ctx, tx, m); err != nil {
			return err
		}
	}
	if s.auth != nil {
		if err := s.finishHead(ctx, tx, &head{Tables: map[string]tableHead{}}, effect{}); err != nil {
			return err
		}
	}
	s.info.Schema = len(s.steps)
	return tx.Commit()
}

// statements are what some migrations make, by type and name, without what SQLite keeps for itself.
func statements(steps []migration) (map[string]string, error) {
	all, err := schemaAfter(steps)
	out := map[string]string{}
	for name, text := range all {
		if _, sql, _ := strings.Cut(text, " "); sql != "" && !strings.Contains(name, " sqlite_") {
			out[name] = sql // without the name of its table
		}
	}
	return out, err
}

func (e server) version(ctx context.Context, tx *sql.Tx) (n int, err error) {
	err = tx.QueryRowContext(ctx, `SELECT count(*) FROM "meta" WHERE "key" LIKE 'migration.%'`).Scan(&n)
	return n, err
}

func (e server) setVersion(context.Context, *sql.Tx, int) error { return nil }

func (e server) script(ctx context.Context, tx *sql.Tx, text string) error {
	for _, statement := range postgres.Schema(postgres.Split(text)) {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// plantedObjects are all things that a statement could reach or that could run with one, by kind and name.
const plantedObjects = `SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'i' THEN 'index' WHEN 'v' THEN 'view'
		ELSE 'thing' END || ' ' || c.relname FROM pg_class c
		WHERE c.relnamespace = current_schema()::regnamespace
		AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND c.relkind = 'i')
	UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
		WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
	UNION ALL SELECT 'rule ' || r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
		WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
	UNION ALL SELECT 'policy ' || p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
		WHERE c.relnamespace = current_schema()::regnamespace
	UNION ALL SELECT 'column ' || c.table_name || '.' || c.column_name || ' ' || CASE c.data_type
		WHEN 'text' THEN 'TEXT' WHEN 'bigint' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB' ELSE c.data_type END
		FROM information_schema.columns c WHERE c.table_schema = current_schema()
	UNION ALL SELECT 'function ' || p.proname FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
	ORDER BY 1`

// wantedOnServer are the things that belong there, by kind and name.
var wantedOnServer = sync.OnceValues(func() (map[string]bool, error) {
	out := map[string]bool{"index log.change_id": true, "column log.change_id TEXT": true}
	made, err := statements(migrations())
	for name := range made {
		out[name] = true
	}
	if err != nil {
		return nil, err
	}
	return out, inMemory(migrations(), func(ctx context.Context, db querier) error {
		columns, err := sqlite.Columns(ctx, db)
		for _, name := range columns {
			out["column "+name] = true
		}
		return err
	})
})

// planted compares tables, columns and indexes with those that the migrations make; views, triggers, rules, policies and
// functions there are none.
func (e server) planted(ctx context.Context, db querier) ([]Finding, error) {
	found, err := plantedBeside(ctx, db, `SELECT 'meta ' || "key", "value" FROM "meta" ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	want, err := wantedOnServer()
	if err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, plantedObjects)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	there := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		there[name] = true
		if !want[name] {
			found = append(found, Finding{Kind: SchemaAdded, Type: name})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !there[name] {
			found = append(found, Finding{Kind: SchemaMissing, Type: name})
		}
	}
	return found, rows.Err()
}

// sqliteTypes are the types of columns as a file has them.
var sqliteTypes = map[string]string{"text": "TEXT", "bigint": "INTEGER", "bytea": "BLOB"}

func (e server) columns(ctx context.Context, db querier, table string) (map[string]string, error) {
	out, err := columnsOf(ctx, db, `SELECT "column_name", "data_type" FROM information_schema.columns
		WHERE "table_schema" = current_schema() AND "table_name" = ?`, table)
	for column, kind := range out {
		if theirs, ok := sqliteTypes[kind]; ok {
			out[column] = theirs
		}
	}
	return out, err
}

// faults is for the server's own tools: it checks its pages when it reads them, and its references always.
func (e server) faults(context.Context, *sql.DB) (int, error) { return 0, nil }

// emptyFreed writes the tables anew, without the rows that are gone. What the server's own copies and its log of writes
// hold of them is for its administrator.
func (e server) emptyFreed(ctx context.Context, writer *sql.DB) bool {
	want, err := statements(migrations())
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if table, is := strings.CutPrefix(name, "table "); is && err == nil {
			_, err = writer.ExecContext(ctx, `VACUUM FULL "`+table+`"`)
		}
	}
	return err == nil
}

func (e server) forgetWritten(context.Context, *sql.DB) {}

// The number of an entry is one more than the last: who writes has the lock, so that nobody else gets it.
func (e server) dialect() dialect {
	return dialect{
		nextSeq:    `(SELECT coalesce(max("seq"), 0) + 1 FROM "log")`,
		lastNumber: `SELECT coalesce(max("seq"), 0) FROM "log"`,
		numbered: func(table string) string {
			return `(SELECT *, row_number() OVER (ORDER BY "ctid") AS "rowid" FROM "` + table + `")`
		},
	}
}

// commit gives what was written an ID of its own in the log. Where the connection is lost at the commit, that ID tells
// whether it was committed, as soon as a server answers; nothing is written twice.
func (e server) commit(ctx context.Context, s *Store, tx *sql.Tx, seq int64) error {
	id := model.NewID()
	if _, err := tx.ExecContext(ctx, `UPDATE "log" SET "change_id" = ? WHERE "seq" = ?`, id, seq); err != nil {
		return err
	}
	err := tx.Commit()
	var unknown *postgres.CommitError
	if err == nil || !errors.As(err, &unknown) || !postgres.Lost(err) {
		return err
	}
	found, looked := e.outcome(context.WithoutCancel(ctx), s, id)
	switch {
	case looked != nil:
		return model.NewError(model.Busy, "err.postgres.unknown", model.Args{"path": e.name()}).WithCause(looked)
	case !found:
		return err
	}
	return nil
}

// outcome looks the change set up once nobody else writes: the connection that was lost may still be committing.
func (e server) outcome(ctx context.Context, s *Store, id string) (found bool, err error) {
	err = patiently(func() error {
		tx, err := s.writer.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		return tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM "log" WHERE "change_id" = ?)`, id).Scan(&found)
	})
	return found, err
}

func (e server) alone(ctx context.Context) (*sql.DB, *sql.Tx, error) {
	db := e.db.Open(postgres.Pool{Writes: true, Most: 1})
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, tx, nil
}

func (e server) listen(ctx context.Context, changed func()) { e.db.Listen(ctx, changed) }

func (e server) address() string { return e.db.Address() }

// byHand opens it as somebody with another program would, whom no reference stops.
func (e server) byHand() (*sql.DB, error) {
	db := e.db.Open(postgres.Pool{Writes: true, Most: 1})
	_, err := db.Exec("SET session_replication_role = replica")
	return db, err
}

// noteWaiting counts who waits for a server to answer.
func (s *Store) noteWaiting(waits bool) {
	if waits {
		s.waiting.Add(1)
	} else {
		s.waiting.Add(-1)
	}
}

// Waits reports whether somebody waits for a server to answer.
func (s *Store) Waits() bool { return s.waiting.Load() > 0 }
