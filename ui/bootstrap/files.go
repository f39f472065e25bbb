package bootstrap

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"time"

	"jobspor/data/backup"
	"jobspor/data/exporter"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// files writes documents with package exporter.
type files struct {
	notes string // the folder that keeps where files are being written, see paths.NoteElsewhere; "" keeps nothing
}

func (files) Render(doc model.Document, format string) ([]byte, error) {
	f, o, err := formatOf(format)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = exporter.To(&b, &doc, f, o)
	return b.Bytes(), err
}

func (s files) Write(path string, doc model.Document, format string, overwrite bool) error {
	f, o, err := formatOf(format)
	if err != nil {
		return err
	}
	o.Overwrite = overwrite
	return noted(s.notes, path, func() error { return exporter.Write(path, &doc, f, o) })
}

func (files) Unprintable(doc model.Document, format string) []model.Unprintable {
	f, _, err := formatOf(format)
	if err != nil {
		return nil // writing says so
	}
	return exporter.Unprintable(&doc, f)
}

func (files) Pages(doc model.Document, format string) (int, error) {
	f, _, err := formatOf(format)
	if err != nil {
		return 0, err
	}
	return exporter.Pages(&doc, f)
}

// noted writes a file, whose folder no start looks into, should the program be killed meanwhile.
func noted(notes, path string, write func() error) error {
	if notes != "" && path != "" {
		defer paths.NoteElsewhere(notes, filepath.Dir(path))()
	}
	return write()
}

func (files) Logo(path string) ([]byte, error) { return exporter.Logo(path) }

// formatOf maps "excel" to CSV for a Danish Excel.
func formatOf(format string) (exporter.Format, exporter.Options, error) {
	if format == "excel" {
		return exporter.CSV, exporter.Options{Excel: true}, nil
	}
	f, err := exporter.ParseFormat(format)
	return f, exporter.Options{}, err
}

// backups makes copies in the backup folder of the database.
type backups struct {
	store  *store.Store
	dir    backup.Dir
	failed *atomic.Pointer[error] // the latest failure, until a copy is made
	actor  func() string          // who the log says made or removed a copy
}

func newBackups(st *store.Store, actor func() string) backups {
	home, _ := os.UserHomeDir()
	places := paths.New(os.Getenv, runtime.GOOS, home)
	path := besidePath(places, st.Path())
	return backupsIn(st, backup.For(path, places.WithDB(path).BackupDir()), actor)
}

func backupsIn(st *store.Store, dir backup.Dir, actor func() string) backups {
	return backups{st, dir, &atomic.Pointer[error]{}, actor}
}

// note remembers whether the latest copy failed.
func (k backups) note(ctx context.Context, err error) error {
	switch {
	case err == nil:
		k.failed.Store(nil)
	case ctx.Err() == nil:
		k.failed.Store(&err)
	}
	return err
}

// copiesItself reports whether nobody makes copies here: of a demo, and of a database on a server, which has copies and
// a log of writes of its own.
func (k backups) copiesItself() bool { return k.store.Info().Demo || k.store.OnServer() }

// retire removes the copies whose day has come, and notes it in the log.
func (k backups) retire(ctx context.Context) error {
	n, err := k.dir.RemoveRetired(k.store)
	return errors.Join(err, noteRetired(ctx, k.store, k.actor(), n))
}

func (k backups) Backup(ctx context.Context) (string, error) {
	if err := store.RequireFile(k.store.Path()); err != nil {
		return "", err
	}
	c, err := k.dir.Backup(ctx, k.store, "")
	err = errors.Join(err, k.retire(ctx))
	if err == nil && !c.Sound() {
		return c.Path, c.Unproven()
	}
	return c.Path, k.logged(ctx, err)
}

// logged remembers a failure, and notes a copy that was made in the log.
func (k backups) logged(ctx context.Context, err error) error {
	return k.loggedAs(ctx, "admin.backup", err)
}

// loggedTo is logged for a copy at a place of its own: an erasure reaches none outside the folder of the copies.
func (k backups) loggedTo(ctx context.Context, to string, err error) error {
	action := service.BackupElsewhere
	if full, bad := filepath.Abs(to); bad == nil && filepath.Dir(full) == k.dir.Path {
		action = "admin.backup"
	}
	return k.loggedAs(ctx, action, err)
}

func (k backups) loggedAs(ctx context.Context, action string, err error) error {
	if err = k.note(ctx, err); err != nil {
		return err
	}
	if err := k.store.Administered(ctx, k.actor(), action, nil); err != nil { // the copy itself stands
		return model.NewError(model.Internal, "err.backup.unlogged", model.Args{"why": err}).WithCause(err)
	}
	return nil
}

func (k backups) Due(ctx context.Context) (bool, error) {
	if k.copiesItself() {
		return false, nil
	}
	c, err := k.dir.Due(ctx, k.store)
	err = errors.Join(err, k.retire(ctx))
	if c == nil {
		return false, k.note(ctx, err)
	}
	return true, k.logged(ctx, err)
}

func (k backups) Before(ctx context.Context, reason string) error {
	if k.copiesItself() {
		return nil
	}
	_, err := k.dir.Before(ctx, k.store, reason)
	err = errors.Join(err, k.retire(ctx))
	return k.logged(ctx, err)
}

func (k backups) Failed() error {
	if err := k.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// damages brings damaged rows back from the copies of the database.
type damages struct {
	*store.Store
	dir backup.Dir
}

// Source finds the newest sound state of a row.
func (k damages) Source(ctx context.Context, typ, id string) (*model.RowSource, error) {
	return k.dir.Source(ctx, k.Store, typ, id)
}

// Repair brings a row back.
func (k damages) Repair(ctx context.Context, actor string, row model.Damaged) (model.Receipt, error) {
	from, err := k.Source(ctx, row.Type, row.ID)
	if err != nil {
		return model.Receipt{}, err
	}
	if from == nil {
		return model.Receipt{}, model.NewError(model.NotFound, "err.repair.none",
			model.Args{"type": row.Type, "row": row.Name()})
	}
	return k.Store.Repair(ctx, actor, row.Type, row.ID, from)
}

// WriteAnew writes a row that nothing can bring back.
func (k damages) WriteAnew(ctx context.Context, actor string, e model.Entity) (model.Receipt, error) {
	return k.Store.Repair(ctx, actor, schema.TypeOf(e).Name, e.Meta().ID,
		&model.RowSource{Row: e, At: k.Now(), Anew: true})
}

// Latest ignores a folder that cannot be read: making the backup will report it.
func (k backups) Latest() time.Time {
	list, err := k.dir.List()
	if err != nil || len(list) == 0 {
		return time.Time{}
	}
	return list[0].At
}
