package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"jobspor/model"
)

// Draft is a form that was not finished. Drafts are not rows: they have no version, no log and no undo, and each
// belongs to one actor.
type Draft struct {
	Form, ID string // which form, and the row it is about ("" for a new one)
	At       time.Time
	Values   map[string]string
}

// What the program keeps of itself for an actor, such as where it was left, stands in the same table under a form whose
// name begins with a dot. It is sealed and erased as drafts are, but it is none: it is not counted, listed or aged.
const isDraft = `("form" NOT LIKE '.%')`

// PutDraft stores what was typed so far and replaces the earlier draft of the form.
func (s *Store) PutDraft(ctx context.Context, actor, form, id string, values map[string]string) error {
	if s.unit != nil {
		return callerError("draft inside a unit")
	}
	plain, err := json.Marshal(values)
	if err != nil {
		return s.explain(err)
	}
	return s.explain(s.changeDrafts(ctx, func(tx *sql.Tx) error { // nothing is sealed without a connection, see Lock
		_, err := tx.ExecContext(ctx, `INSERT INTO "drafts" ("actor", "form", "id", "at", "sealed")
			VALUES (?, ?, ?, ?, ?)
			ON CONFLICT ("actor", "form", "id") DO UPDATE SET "at" = excluded."at", "sealed" = excluded."sealed"`,
			actor, form, id, s.stamp(), s.seal(draftAdditionalData(actor, form, id), plain))
		return err
	}))
}

// changeDrafts changes the drafts, and the head that tells of them. What did not fit before stays noted.
func (s *Store) changeDrafts(ctx context.Context, change func(*sql.Tx) error) error {
	return patiently(func() error { return s.tryDrafts(ctx, change) }) // what was committed unheard is written again
}

func (s *Store) tryDrafts(ctx context.Context, change func(*sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var h *head
	if s.auth != nil {
		if h, err = s.readHead(ctx, tx); err != nil && !errors.Is(err, errNoHead) { // sealHead says when there is none
			return err
		}
	}
	if h != nil {
		fits, err := s.draftsFit(ctx, tx, h)
		if err != nil {
			return err
		}
		if !fits {
			h.note(DraftsDiffer)
		}
	}
	if err := change(tx); err != nil {
		return err
	}
	if h != nil {
		if h.Drafts, err = s.draftsDigest(ctx, tx); err == nil {
			err = s.writeHead(ctx, tx, h)
		}
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

// draftsDigest is over all drafts, so that one that was deleted or put back older is told.
func (s *Store) draftsDigest(ctx context.Context, db querier) ([]byte, error) {
	rows, err := db.QueryContext(ctx, `SELECT "actor", "form", "id", "at", "sealed" FROM "drafts" ORDER BY 1, 2, 3`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	parts := [][]byte{[]byte("drafts")}
	for rows.Next() {
		var actor, form, id, at string
		var blob []byte
		if err := rows.Scan(&actor, &form, &id, &at, &blob); err != nil {
			return nil, err
		}
		parts = append(parts, []byte(actor), []byte(form), []byte(id), []byte(at), blob)
	}
	d := s.auth.Sum(parts...)
	return d[:], rows.Err()
}

// draftsFit compares the drafts with the head; one of an earlier version knows nothing of them.
func (s *Store) draftsFit(ctx context.Context, db querier, h *head) (bool, error) {
	if h.Drafts == nil {
		return true, nil
	}
	now, err := s.draftsDigest(ctx, db)
	return slices.Equal(now, h.Drafts), err
}

// Draft returns the draft of a form, nil when there is none.
func (s *Store) Draft(ctx context.Context, actor, form, id string) (map[string]string, error) {
	var blob []byte
	err := s.readers.QueryRowContext(ctx, `SELECT "sealed" FROM "drafts" WHERE "actor" = ? AND "form" = ? AND "id" = ?`,
		actor, form, id).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, s.explain(err)
	}
	return s.openDraft(actor, form, id, blob)
}

func (s *Store) openDraft(actor, form, id string, blob []byte) (values map[string]string, err error) {
	plain, err := s.unseal(draftAdditionalData(actor, form, id), blob)
	if err != nil || json.Unmarshal(plain, &values) != nil {
		return nil, model.NewError(model.Internal, "err.store.draft", model.Args{"form": form}).WithCause(err)
	}
	return values, nil
}

// DropDraft deletes a draft; it is no error when there is none.
func (s *Store) DropDraft(ctx context.Context, actor, form, id string) error {
	if s.unit != nil {
		return callerError("draft inside a unit")
	}
	return s.explain(s.changeDrafts(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM "drafts" WHERE "actor" = ? AND "form" = ? AND "id" = ?`,
			actor, form, id)
		return err
	}))
}

// CountDrafts counts the drafts of an actor.
func (s *Store) CountDrafts(ctx context.Context, actor string) (n int, err error) {
	err = s.readers.QueryRowContext(ctx, `SELECT count(*) FROM "drafts" WHERE "actor" = ? AND `+isDraft, actor).
		Scan(&n)
	return n, s.explain(err)
}

// Drafts returns all drafts of an actor, newest first.
func (s *Store) Drafts(ctx context.Context, actor string) ([]Draft, error) {
	rows, err := s.readers.QueryContext(ctx, `SELECT "form", "id", "at", "sealed" FROM "drafts"
		WHERE "actor" = ? AND `+isDraft+` ORDER BY "at" DESC, "form", "id"`, actor)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	var out []Draft
	for rows.Next() {
		var d Draft
		var at string
		var blob []byte
		if err := rows.Scan(&d.Form, &d.ID, &at, &blob); err != nil {
			return nil, s.explain(err)
		}
		d.At = parseStamp(at)
		if d.Values, err = s.openDraft(actor, d.Form, d.ID, blob); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, s.explain(rows.Err())
}

func draftAdditionalData(actor, form, id string) []byte {
	return additionalData("draft", actor, form, id)
}
