package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// This file is the trial of Verify: ways of changing a database by hand, each tried on a file with a row of every type.
// The tests of this package and the program's own trial of itself share it.

// trialPass locks the databases of trials, which hold nothing that was ever true.
var trialPass = []byte("en lang sætning")

// Trial counts what was tried, and names what went wrong.
type Trial struct {
	Runs   int
	Faults []string
}

func (t *Trial) fail(format string, args ...any) {
	t.Faults = append(t.Faults, fmt.Sprintf(format, args...))
}

// tamperTrial tries everything in a folder. verify is Store.Verify; a test tries one that sees nothing.
type tamperTrial struct {
	Trial
	dir    string
	verify func(*Store, context.Context) ([]Finding, error)
	atOpen int // of the runs: noticed before Verify is asked
}

// TryTampering changes databases in a folder by hand: every column of every type, every way of tamperings, a consent's
// withdrawal taken back, an older file. A fault is one that Verify, the check of the database or reading does not name.
func TryTampering(ctx context.Context, dir string) (Trial, error) {
	t := &tamperTrial{dir: dir, verify: (*Store).Verify}
	err := t.run(ctx)
	return t.Trial, err
}

func (t *tamperTrial) run(ctx context.Context) error {
	steps := []func(context.Context) error{t.columns, t.attacks, t.reopened, t.olderRow, t.olderFile}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// named notes a fault where the findings lack one that is wanted.
func (t *tamperTrial) named(ctx context.Context, s *Store, what string, want ...string) error {
	t.Runs++
	found, err := t.verify(s, ctx)
	if err != nil {
		return err
	}
	var got []string
	for _, f := range found {
		got = append(got, f.String())
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.fail("%s: %q, not %q", what, got, w)
			return nil
		}
	}
	return nil
}

// columns changes every column of every type, one after the other.
func (t *tamperTrial) columns(ctx context.Context) error {
	s, err := storeOfEveryType(ctx, filepath.Join(t.dir, "columns.db"), false)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, typ := range schema.Types() {
		tab, id := s.tables[typ.Name], typ.Name+"1"
		for _, column := range tab.columns {
			// The order is made of the name, no value of the row.
			if column == `"id"` || tab.order != nil && column == `"`+orderColumn(tab.order)+`"` {
				continue
			}
			row := ` WHERE "id" = '` + id + `'`
			if err := byHand(ctx, s.path, `CREATE TABLE "kept" AS SELECT * FROM "`+typ.Table+`"; UPDATE "`+typ.Table+
				`" SET `+column+` = CASE typeof(`+column+`) WHEN 'blob' THEN zeroblob(64) WHEN 'integer' THEN `+column+
				` + 1 ELSE coalesce(`+column+`, '') || 'x' END`+row); err != nil {
				return err
			}
			what := typ.Name + "." + column
			if err := t.named(ctx, s, what, RowAltered+" "+typ.Name+" "+id); err != nil {
				return err
			}
			if _, err := s.Get(ctx, typ.Name, id); err == nil {
				t.fail("%s is read without a word", what)
			}
			if err := byHand(ctx, s.path, `UPDATE "`+typ.Table+`" SET `+column+` = (SELECT `+column+
				` FROM "kept"`+row+`)`+row+`; DROP TABLE "kept"`); err != nil {
				return err
			}
		}
	}
	found, err := s.Verify(ctx)
	if len(found) > 0 {
		t.fail("all put back: %v", found)
	}
	return err
}

// attacks tries the ways of tamperings.
func (t *tamperTrial) attacks(ctx context.Context) error {
	for i, a := range tamperings {
		s, err := storeOfEveryType(ctx, filepath.Join(t.dir, fmt.Sprintf("attack%d.db", i)), true)
		if err != nil {
			return err
		}
		query := strings.ReplaceAll(a.sql, "%s", strings.Join(s.tables["setting"].columns[2:], ", "))
		err = byHand(ctx, s.path, "PRAGMA foreign_keys = 0; "+query)
		if err == nil {
			err = t.named(ctx, s, a.name, a.want...)
		}
		if faults, failed := s.Check(ctx); err == nil && failed == nil && len(faults) == 0 {
			t.fail("%s: the check of the database says nothing", a.name)
		}
		if err := errors.Join(err, s.Close()); err != nil {
			return err
		}
	}
	return nil
}

// reopened tries the ways of reopenings: the program refuses to open the file.
func (t *tamperTrial) reopened(ctx context.Context) error {
	for i, a := range reopenings {
		path, state := filepath.Join(t.dir, fmt.Sprintf("reopened%d.db", i)), filepath.Join(t.dir, "reopened")
		s, err := trialStore(ctx, path, state)
		if err == nil {
			err = applyAll(ctx, s, model.Add(&model.Company{Name: "A"}))
		}
		if err == nil {
			err = errors.Join(s.Close(), byHand(ctx, path, a.sql))
		}
		if err != nil {
			return err
		}
		t.Runs++
		t.atOpen++
		if s, err = Open(ctx, path, Options{Passphrase: trialPass, StateDir: state}); err == nil {
			t.fail("%s: it is opened", a.name)
			err = s.Close()
		} else if code := model.CodeOf(err); code == model.Unsupported || code == model.Locked {
			err = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// olderRow takes the withdrawal of a consent back by putting the earlier row in its place.
func (t *tamperTrial) olderRow(ctx context.Context) error {
	s, err := trialStore(ctx, filepath.Join(t.dir, "consent.db"), "")
	if err != nil {
		return err
	}
	defer s.Close()
	c, b := &model.Company{Name: "A"}, &model.Citizen{FirstName: "Anna", LastName: "Holm"}
	consent := &model.Consent{GivenOn: model.NewDate(2026, 11, 1)}
	var withdrawn *model.Consent
	for _, step := range []func() error{
		func() error { return applyAll(ctx, s, model.Add(c), model.Add(b)) },
		func() error {
			consent.CitizenID, consent.CompanyID = b.ID, c.ID
			return applyAll(ctx, s, model.Add(consent))
		},
		func() error { return byHand(ctx, s.path, `CREATE TABLE "old" AS SELECT * FROM "consents"`) },
		func() error {
			withdrawn = schema.Clone(consent).(*model.Consent)
			withdrawn.WithdrawnOn = model.NewDate(2026, 11, 20)
			return applyAll(ctx, s, model.Edit(consent, withdrawn))
		},
		func() error {
			return byHand(ctx, s.path, `DELETE FROM "consents"; INSERT INTO "consents" SELECT * FROM "old";
				DROP TABLE "old"`)
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return t.named(ctx, s, "a withdrawal is taken back", RowOlder+" consent "+consent.ID)
}

// olderFile puts a copy in the place of the database.
func (t *tamperTrial) olderFile(ctx context.Context) error {
	in := func(name string) string { return filepath.Join(t.dir, name) }
	path, copied, state := in("file.db"), in("copy.db"), in("state")
	s, err := trialStore(ctx, path, state)
	if err != nil {
		return err
	}
	err = applyAll(ctx, s, model.Add(&model.Company{Name: "A"}))
	if err == nil {
		err = s.BackupTo(ctx, copied)
	}
	if err == nil {
		err = applyAll(ctx, s, model.Add(&model.Company{Name: "B"}))
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	for _, end := range []string{"-wal", "-shm"} {
		_ = os.Remove(path + end)
	}
	if err := os.Rename(copied, path); err != nil {
		return err
	}
	if s, err = Open(ctx, path, Options{Passphrase: trialPass, StateDir: state}); err != nil {
		return err
	}
	t.Runs++
	t.atOpen++
	if f := s.Known().Found; f == nil || f.Kind != FileOlder {
		t.fail("an older file in the place of the database: %v", f)
	}
	return s.Close()
}

// trialStore makes an empty sealed database.
func trialStore(ctx context.Context, path, state string) (*Store, error) {
	return Open(ctx, path, Options{Create: true, Passphrase: trialPass, Params: crypt.Cheap, StateDir: state})
}

func applyAll(ctx context.Context, s *Store, changes ...model.Change) error {
	_, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test", Changes: changes})
	return err
}

// storeOfEveryType makes a sealed database with one full row of every type, "<type>1", which was edited once, one that
// was removed, "<type>0"; with second also a second setting, "setting2".
func storeOfEveryType(ctx context.Context, path string, second bool) (*Store, error) {
	s, err := trialStore(ctx, path, "")
	if err != nil {
		return nil, err
	}
	put := func(change func(w *writer, tab *table, typ *schema.Type) error) {
		if err != nil {
			return
		}
		w := &writer{s: s, entry: entry{kind: "change", actor: "k1", action: "test", args: model.Args{"ref": "B-0001"}}}
		err = w.run(ctx, func() error {
			for _, typ := range schema.Types() {
				if err := change(w, s.tables[typ.Name], typ); err != nil {
					return fmt.Errorf("%s: %w", typ.Name, err)
				}
			}
			return nil
		})
	}
	put(func(w *writer, tab *table, typ *schema.Type) error {
		one, gone := fullRow(typ), typ.New()
		one.Meta().ID, gone.Meta().ID = typ.Name+"1", typ.Name+"0"
		if err := w.put(tab, nil, one); err != nil {
			return err
		}
		if second && typ == schema.TypeOf(&model.Setting{}) {
			two := &model.Setting{Value: "2"}
			two.ID = "setting2"
			if err := w.put(tab, nil, two); err != nil {
				return err
			}
		}
		return w.put(tab, nil, gone)
	})
	put(func(w *writer, tab *table, typ *schema.Type) error {
		now, err := w.current(tab, typ.Name+"1")
		if err != nil {
			return err
		}
		if err := w.put(tab, now, schema.Clone(now)); err != nil {
			return err
		}
		gone, err := w.current(tab, typ.Name+"0")
		if err != nil {
			return err
		}
		return w.put(tab, gone, nil)
	})
	if err == nil {
		err = s.PutDraft(ctx, "k1", "citizen", "citizen1", map[string]string{"note": "x"})
	}
	if err != nil {
		s.Close()
	}
	return s, err
}

// fullRow is a row with a value in every field.
func fullRow(typ *schema.Type) model.Entity {
	e := typ.New()
	for i := range typ.Fields {
		f := &typ.Fields[i]
		var v any = "æ%s'" + f.Key
		switch f.Kind {
		case schema.Number, schema.HoursKind, schema.FTEKind, schema.Flag, schema.TriKind:
			v = int64(1)
		case schema.DateKind:
			v = "2026-11-26"
		case schema.LongText, schema.Lines:
			v = "en\nto %d"
		case schema.Choice:
			v = f.Options[len(f.Options)-1]
		case schema.Choices:
			v = f.Options[0] + ", " + f.Options[len(f.Options)-1]
		case schema.Ref:
			v = "" // nobody: there is no other row
		}
		_ = f.SetSQL(e, v)
	}
	return e
}
