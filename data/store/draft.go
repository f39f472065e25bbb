package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
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

// PutDraft stores what was typed so far and replaces the earlier draft of the form.
func (s *Store) PutDraft(ctx context.Context, actor, form, id string, values map[string]string) error {
	if s.unit != nil {
		return callerError("draft inside a unit")
	}
	plain, err := json.Marshal(values)
	if err != nil {
		return s.explain(err)
	}
	tx, err := s.writer.BeginTx(ctx, nil) // nothing is sealed without a connection, see Lock
	if err != nil {
		return s.explain(err)
	}
	defer tx.Rollback()
	_, err = tx.ExecContext(ctx, `INSERT INTO "drafts" ("actor", "form", "id", "at", "sealed")
		VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET "at" = excluded."at", "sealed" = excluded."sealed"`,
		actor, form, id, s.stamp(), s.seal(draftAdditionalData(actor, form, id), plain))
	if err != nil {
		return s.explain(err)
	}
	return s.explain(tx.Commit())
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
	_, err := s.writer.ExecContext(ctx, `DELETE FROM "drafts" WHERE "actor" = ? AND "form" = ? AND "id" = ?`,
		actor, form, id)
	return s.explain(err)
}

// Drafts returns all drafts of an actor, newest first.
func (s *Store) Drafts(ctx context.Context, actor string) ([]Draft, error) {
	rows, err := s.readers.QueryContext(ctx,
		`SELECT "form", "id", "at", "sealed" FROM "drafts" WHERE "actor" = ? ORDER BY "at" DESC, "form", "id"`, actor)
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
