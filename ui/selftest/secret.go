package selftest

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// keeping plants secrets wherever something personal can be written and looks for them in every byte that the program
// wrote; then it erases a citizen and looks inside the seals, too.
func keeping(ctx context.Context, t *trial) error {
	p, s, err := t.demoWorld(ctx, "secret")
	if err != nil {
		return err
	}
	all, err := t.plantSecrets(ctx, s)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	who, theirs := mostPlanted(all)
	open := found(p.dir, all) // while the database is open: write-ahead log and all
	c, err := s.Get(ctx, "citizen", who)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	// Only closed cases are erased.
	closed := schema.Clone(c).(*model.Citizen)
	closed.Status, closed.ClosedOn = "closed", model.NewDate(2020, 1, 1)
	_, err = s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test", Changes: []model.Change{model.Edit(c, closed)}})
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	dumped := filepath.Join(p.dir, "all.age")
	for _, args := range [][]string{{"backup"},
		{"dump", dumped, "--dump-passphrase-file", filepath.Join(p.dir, "pass")},
		{"citizen", "show", closed.Ref}} {
		if got, err := p.run(ctx, args...); err != nil || got.status != 0 {
			return fmt.Errorf("%v: status %d, %w %s", args, got.status, err, lastLine(got.err))
		}
	}
	open = append(open, found(p.dir, all)...)
	if got, err := p.run(ctx, "citizen", "erase", closed.Ref, "--yes", "--reason", "fristen er nået"); err != nil ||
		got.status != 0 {
		return fmt.Errorf("erase: status %d, %w %s", got.status, err, lastLine(got.err))
	}
	if err := os.Remove(dumped); err != nil { // what was dumped is out of the program's hands
		return err
	}
	open = append(open, found(p.dir, all)...)
	left, err := p.afterErasure(ctx, theirs)
	if err != nil {
		return err
	}
	t.Runs = len(all)
	for _, f := range open {
		t.fault("outside a seal: %s", f)
	}
	for _, f := range left {
		t.fault("after the erasure: %s", f)
	}
	t.Counts = model.Args{"n": len(all), "open": len(open), "erased": len(theirs), "left": len(left)}
	if len(theirs) < 5 {
		t.fault("only %d secrets are about the citizen who is erased", len(theirs))
	}
	return ctx.Err()
}

// plantSecrets writes secrets into all sealed fields of rows, twice, so that what stood before holds some, into
// arguments of the log and into drafts.
func (t *trial) plantSecrets(ctx context.Context, s *store.Store) ([]planted, error) {
	sealed := func(f *schema.Field) bool { return f.Sealed }
	first, err := plant(ctx, s, 3, sealed, t.secret)
	if err != nil {
		return nil, err
	}
	second, err := plant(ctx, s, 3, sealed, t.secret)
	if err != nil {
		return nil, err
	}
	all := append(first, second...)
	for _, one := range second {
		id := one.row.Meta().ID
		typ := schema.TypeOf(one.row).Name
		arg, draft := planted{one.row, one.field, t.secret()}, planted{one.row, one.field, t.secret()}
		if typ != "citizen" {
			continue
		}
		if err := s.Viewed(ctx, "k1", "view.citizen", model.Args{"name": arg.text}, typ, id); err != nil {
			return nil, err
		}
		if err := s.PutDraft(ctx, "k1", typ, id, map[string]string{one.field.Key: draft.text}); err != nil {
			return nil, err
		}
		all = append(all, arg, draft)
	}
	return all, nil
}

// secret is a word that stands nowhere else.
func (t *trial) secret() string {
	letters := make([]byte, 14)
	for i := range letters {
		letters[i] = byte('a' + t.rand.IntN(26))
	}
	return "Qvz" + string(letters)
}

// mostPlanted is the citizen with most secrets, and which those are: in the citizen's row and in rows that are the
// citizen's.
func mostPlanted(all []planted) (who string, theirs []planted) {
	of := map[string][]planted{}
	for _, p := range all {
		typ := schema.TypeOf(p.row)
		id := ""
		if typ.Name == "citizen" {
			id = p.row.Meta().ID
		} else if f, ok := typ.Field("citizen"); ok && f.Kind == schema.Ref {
			id = f.Text(p.row)
		}
		if id != "" {
			of[id] = append(of[id], p)
		}
	}
	for id, list := range of {
		if len(list) > len(theirs) || len(list) == len(theirs) && id < who {
			who, theirs = id, list
		}
	}
	return who, theirs
}

// found looks for secrets in every file below a folder, as UTF-8, in small letters, and as UTF-16.
func found(dir string, all []planted) (out []string) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			out = append(out, err.Error())
			return nil
		}
		where := strings.TrimPrefix(path, dir)
		small := bytes.ToLower(data)
		for _, p := range all {
			wide, _ := binary.Append(nil, binary.LittleEndian, utf16.Encode([]rune(p.text)))
			if bytes.Contains(small, []byte(strings.ToLower(p.text))) || bytes.Contains(data, wide) {
				out = append(out, fmt.Sprintf("%s.%s in %s", schema.TypeOf(p.row).Name, p.field.Key, where))
			}
		}
		return nil
	})
	return out
}

// afterErasure looks for secrets inside the seals: in all rows, in the log and in drafts, of the database and of the
// copies that it leaves.
func (p *program) afterErasure(ctx context.Context, theirs []planted) (out []string, err error) {
	copies, err := filepath.Glob(filepath.Join(p.copies(), "*.db"))
	if err != nil {
		return nil, err
	}
	for _, path := range append(copies, p.db()) {
		got, err := p.run(ctx, "dump", "-", "--plain", "--yes", "--db", path)
		if err != nil || got.status != 0 {
			return nil, fmt.Errorf("dump: status %d, %w %s", got.status, err, lastLine(got.err))
		}
		s, err := store.Open(ctx, path, store.Options{Passphrase: []byte(passphrase), Now: testDay})
		if err != nil {
			return nil, err
		}
		log, err := s.Log(ctx, schema.LogQuery{Rows: true})
		drafts, failed := s.Drafts(ctx, "k1")
		if err := errors.Join(err, failed, s.Close()); err != nil {
			return nil, err
		}
		text := got.out + fmt.Sprintf("%+v %+v", log, drafts)
		for _, one := range theirs {
			if strings.Contains(text, one.text) {
				out = append(out, fmt.Sprintf("%s.%s in %s", schema.TypeOf(one.row).Name, one.field.Key,
					filepath.Base(path)))
			}
		}
	}
	return out, nil
}
