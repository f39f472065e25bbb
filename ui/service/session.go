// Package service holds what screens and command line share: a session with the open store, the consultant, and the
// snapshot for matching and search; queries; and use cases. What it answers has no words: package present writes those.
//
// It promises: it talks to the store and to files only through the small interfaces of this file; reports are built
// from rows that were read and hold exactly what is shown. It never writes rows: decisions are change sets of package
// model, applied by whoever carries them out.
package service

import (
	"context"
	"sync/atomic"
	"time"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// Reader reads rows; see store.Store for what each promises.
type Reader interface {
	Get(ctx context.Context, typ, id string) (model.Entity, error)
	List(ctx context.Context, typ string, q schema.Query) ([]model.Entity, error)
	Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error
	Count(ctx context.Context, typ string, q schema.Query) (int, error)
}

// Writer writes change sets and takes them back.
type Writer interface {
	Apply(ctx context.Context, cs model.ChangeSet) (model.Receipt, error)
	Undo(ctx context.Context, actor string, seq int64) (model.Receipt, error)
	Redo(ctx context.Context, actor string) (model.Receipt, error)
	Subscribe(heard func(model.Changed)) (cancel func())
}

// Auditor keeps and reads the log.
type Auditor interface {
	Log(ctx context.Context, q schema.LogQuery) ([]model.LogEntry, error)
	Viewed(ctx context.Context, actor, typ, id string) error
	ViewedAll(ctx context.Context, actor, action, typ string, ids []string) error
	Exported(ctx context.Context, actor, action string, args model.Args, rows int) error
}

// Drafts keeps half-typed forms, sealed, by actor, form and row.
type Drafts interface {
	PutDraft(ctx context.Context, actor, form, id string, values map[string]string) error
	Draft(ctx context.Context, actor, form, id string) (map[string]string, error)
	DropDraft(ctx context.Context, actor, form, id string) error
}

// Store is an open database.
type Store interface {
	Reader
	Writer
	Auditor
	Drafts
}

// Files prints documents.
type Files interface {
	// Render gives the bytes of a document in a format: csv, excel (CSV that a Danish Excel opens right), xlsx, json,
	// md or txt.
	Render(doc model.Document, format string) ([]byte, error)
	// Write puts a document into a file, whole or not at all, and refuses an existing one unless told to overwrite.
	Write(path string, doc model.Document, format string, overwrite bool) error
}

// Session is one consultant's work on an open database. Its fields do not change after it was made, but the consultant
// and the snapshot do.
type Session struct {
	Store     Store
	Files     Files
	Snapshots *SnapshotCache
	Importer  Importer
	Now       func() time.Time
	Demo      bool
	Folder    string // where exports go when only a name is given
	Backups   Backups
	Database  DatabaseInfo
	// Rulebook knows the dated rules that placements are judged by.
	RuleSource RuleSource
	Login      string // the operating system's name of the user, "" when it is not known
	// DemoWorld gives the invented world of a day, in the order to apply it; nil offers none.
	DemoWorld func(model.Date) []model.ChangeSet
	// Shipped gives the programme definitions that come with the program; nil has none.
	BuiltInProgrammes func() ([]*programme.Programme, error)
	// ShippedItems gives the file of progress items that comes with the program; nil has none.
	BuiltInProgressItems func() string

	consultant atomic.Pointer[model.Consultant]
	today      todayCache // what Today looks at
}

// Keeper makes and checks backups.
type Backups interface {
	// Backup writes a verified copy and gives its path.
	Backup(ctx context.Context) (path string, err error)
	// Daily makes today's copy when there is none yet, and thins out old ones.
	Daily(ctx context.Context) error
	// Latest tells when the newest copy was made; zero when there is none.
	Latest() time.Time
}

// Consultant is who works in this session, nil before anybody is known.
func (d *Session) Consultant() *model.Consultant { return d.consultant.Load() }

// SetConsultant says who works in this session.
func (d *Session) SetConsultant(c *model.Consultant) { d.consultant.Store(c) }

// Actor is the ID that changes are written under, "" before anybody is known.
func (d *Session) Actor() string {
	if c := d.Consultant(); c != nil {
		return c.ID
	}
	return ""
}

// Today is the calendar day.
func (d *Session) Today() model.Date { return model.DateOf(d.Now()) }

// All reads rows of one type as what they are.
func All[T any](ctx context.Context, r Reader, typ string, q schema.Query) ([]*T, error) {
	rows, err := r.List(ctx, typ, q)
	if err != nil {
		return nil, err
	}
	out := make([]*T, 0, len(rows))
	for _, e := range rows {
		if t, ok := any(e).(*T); ok {
			out = append(out, t)
		}
	}
	return out, nil
}

// One reads one row as what it is.
func One[T any](ctx context.Context, r Reader, typ, id string) (*T, error) {
	e, err := r.Get(ctx, typ, id)
	if err != nil {
		return nil, err
	}
	return any(e).(*T), nil
}
