package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"time"

	"jobspor/model"
)

// Restored says that a copy took the place of the database (da: gendannelse). A copy is put there without its key, so
// that this stands in "meta" until the database is opened, and becomes an entry of the log then.
type Restored struct {
	Who, Login string    // initials or ID of the consultant who did it; else the login
	At         time.Time // when
	File       string    // name of the copy
	Seq        int64     // last entry of the log of the copy
	Lost       int64     // entries of the log of the database before that the copy does not have, -1 when not known
}

// NoteRestored writes into a file that is not open that it is a copy that was restored.
func NoteRestored(ctx context.Context, path string, r Restored) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	db, err := openPool(path, "mode=rw", []string{"busy_timeout(500)"}, 1)
	if err != nil {
		return explain(path, err)
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `INSERT INTO "meta" ("key", "value") VALUES ('restored', ?)
		ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`, string(text))
	return explain(path, err)
}

// Restored is the restore that the log does not tell of yet, nil when there is none.
func (s *Store) Restored(ctx context.Context) (*Restored, error) {
	var text string
	err := s.readers.QueryRowContext(ctx, `SELECT "value" FROM "meta" WHERE "key" = 'restored'`).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) || err != nil || s.opt.ReadOnly {
		return nil, s.explain(ignoreNoRows(err))
	}
	r := &Restored{Lost: -1}
	_ = json.Unmarshal([]byte(text), r) // what cannot be read was a restore nevertheless
	return r, nil
}

// LogRestored makes an entry of the log of a restore.
func (s *Store) LogRestored(ctx context.Context, actor string, r Restored) error {
	action, args := "admin.restore", model.Args{"file": r.File, "seq": r.Seq, "n": r.Lost,
		"at": r.At.In(s.Now().Location()).Format("2006-01-02 15:04")}
	if r.Lost < 0 {
		action = "admin.restore.unknown"
		delete(args, "n")
	}
	w := &writer{s: s, entry: entry{kind: "admin", actor: actor, action: action, args: args}}
	return s.explain(w.run(ctx, func() error { return w.exec(`DELETE FROM "meta" WHERE "key" = 'restored'`) }))
}

func ignoreNoRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// LostEntries is how many entries of the log of the database at path a copy does not have: those after the last one
// that both have. It takes no key.
func LostEntries(ctx context.Context, path, from string) (int64, error) {
	now, err := openPresent(ctx, path)
	if err != nil {
		return 0, err
	}
	defer now.Close()
	copied, err := openPresent(ctx, from)
	if err != nil {
		return 0, err
	}
	defer copied.Close()
	here, err := summarizeLog(ctx, now)
	if err != nil {
		return 0, explain(path, err)
	}
	there, err := summarizeLog(ctx, copied)
	if err != nil {
		return 0, explain(from, err)
	}
	var fault error
	entry := func(db rowQuerier, seq int) (text string) {
		err := db.QueryRowContext(ctx, `SELECT "at" || "actor" || "action" || hex(coalesce("link", '')) FROM "log"
			WHERE "seq" = ?`, seq).Scan(&text)
		fault = errors.Join(fault, ignoreNoRows(err))
		return text
	}
	n := int(min(here.Seq, there.Seq))
	both := sort.Search(n, func(i int) bool { // each is linked to its last
		return entry(now, i+1) != entry(copied, i+1)
	})
	if fault != nil {
		return 0, explain(path, fmt.Errorf("compare logs: %w", fault))
	}
	return here.Seq - int64(both), nil
}
