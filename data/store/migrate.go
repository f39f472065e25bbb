package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync"

	"jobspor/data/store/sqlite"
	"jobspor/model"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered step from a schema to the next.
type migration struct {
	number int
	name   string
	sql    string
	sum    string // SHA-256 of the text with line ends as LF
}

// withoutKeys is the first line of a migration that makes a table anew under its name: while SQLite enforces foreign
// keys, dropping the old one would count as removing its rows.
const withoutKeys = "-- foreign_keys=off\n"

// migrations reads the embedded files; the numbers are 1, 2, 3 … by the order of the names.
var migrations = sync.OnceValue(func() []migration {
	names, _ := fs.Glob(migrationFiles, "migrations/*.sql")
	var all []migration
	for i, name := range names {
		data, _ := migrationFiles.ReadFile(name) // embedded: it is there
		text := strings.ReplaceAll(string(data), "\r\n", "\n")
		sum := sha256.Sum256([]byte(text))
		all = append(all, migration{i + 1, path.Base(name), text, hex.EncodeToString(sum[:])})
	}
	return all
})

// Schema is the number of this program's last migration.
func Schema() int { return len(migrations()) }

// migrate brings the schema up to date, each step in one transaction. Two programs may start at once: each step reads
// the schema number again inside its transaction.
func (s *Store) migrate(ctx context.Context) error {
	if s.info.Schema > 0 && s.info.Schema < len(s.steps) && !s.OnServer() { // where a migration is all or nothing
		if err := s.backupBefore(ctx, "schema"+strconv.Itoa(s.info.Schema)); err != nil {
			return err
		}
	}
	if s.info.Schema == 0 {
		if err := s.engine.create(ctx, s); err != nil {
			return err
		}
	}
	for _, m := range s.steps {
		if err := s.step(ctx, m); err != nil {
			return fmt.Errorf("migrate to %s: %w", m.name, err)
		}
	}
	s.info.Schema, s.info.Exists, s.info.Empty = len(s.steps), true, false
	return nil
}

func (s *Store) step(ctx context.Context, m migration) error {
	if m.number <= s.info.Schema {
		return checkMigration(ctx, s.readers, s.path, m)
	}
	if strings.HasPrefix(m.sql, withoutKeys) {
		if _, err := s.writer.ExecContext(ctx, "PRAGMA foreign_keys = 0"); err != nil {
			return err
		}
		defer s.writer.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys = 1")
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	at, err := s.engine.version(ctx, tx)
	if err != nil {
		return err
	}
	if at >= m.number {
		_ = tx.Rollback()
		if s.opt.Create {
			return model.NewError(model.Conflict, "err.store.exists", model.Args{"path": s.path})
		}
		return checkMigration(ctx, s.readers, s.path, m)
	}
	first, rest, reseals := strings.Cut(m.sql, resealHere)
	if err := s.engine.script(ctx, tx, first); err != nil {
		return s.notAsSaid(ctx, err)
	}
	if reseals {
		if err := s.reseal(ctx, tx); err != nil {
			return err
		}
		if err := s.engine.script(ctx, tx, rest); err != nil {
			return err
		}
	}
	if strings.HasPrefix(m.sql, withoutKeys) {
		var table string
		err := tx.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
		if err != sql.ErrNoRows {
			return errors.Join(err, fmt.Errorf("references of %q do not hold", table))
		}
	}
	if m.number == 1 {
		if err := s.initialize(ctx, tx); err != nil {
			return err
		}
	}
	if err := errors.Join(noteMigration(ctx, tx, m), s.engine.setVersion(ctx, tx, m.number)); err != nil {
		return err
	}
	return tx.Commit()
}

// noteMigration keeps that a migration ran, and what it said.
func noteMigration(ctx context.Context, tx *sql.Tx, m migration) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("key", "value") VALUES (?, ?)`, "migration."+m.name, m.sum)
	return err
}

// notAsSaid is the error of a step that SQLite cannot carry out, because the file is not of the schema that it says.
func (s *Store) notAsSaid(ctx context.Context, err error) error {
	if ctx.Err() == nil && sqlite.IsStatement(err) {
		return model.NewError(model.Internal, "err.store.corrupt", model.Args{"path": s.path}).WithCause(err)
	}
	return err
}

// initialize writes the application ID, the key and the settings of a new file.
func (s *Store) initialize(ctx context.Context, tx *sql.Tx) error {
	facts := [][2]string{{"made_at", s.stamp()}, {"id", model.NewID()}}
	if s.key == nil {
		facts, s.info.Demo = append(facts, [2]string{"demo", "yes"}), true
	} else {
		facts, s.info.Sealed = append(facts, [2]string{mainWrap, s.info.wraps[mainWrap]}), true
	}
	for _, f := range facts {
		if _, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("key", "value") VALUES (?, ?)`, f[0], f[1]); err != nil {
			return err
		}
	}
	return execIf(ctx, tx, s.engine.dialect().mark)
}

// checkMigration refuses a database whose migration had a different text than this program's.
func checkMigration(ctx context.Context, db rowQuerier, path string, m migration) error {
	var sum string
	err := db.QueryRowContext(ctx, `SELECT "value" FROM "meta" WHERE "key" = ?`, "migration."+m.name).Scan(&sum)
	if err == sql.ErrNoRows || (err == nil && sum != m.sum) {
		return model.NewError(model.Unsupported, "err.store.migration", model.Args{"path": path, "name": m.name})
	}
	return err
}
