package dump_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"filippo.io/age"

	"jobspor/data/dump"
	"jobspor/model"
	"jobspor/model/schema"
)

// FuzzLines puts any text in the place of a line of a dump whose digest fits: it is refused with a sentence and nothing
// is written, or the database that it becomes has no fault and can be dumped.
func FuzzLines(f *testing.F) {
	lines := trimmed(small(f))
	to := database(f, f.TempDir())
	defer func() { to.Close() }()
	dir := f.TempDir()
	for i, line := range lines {
		f.Add(uint8(i), line)
	}
	f.Add(uint8(2), `{"type":"company","id":"x","version":1,"fields":{"name":1e400}}`)
	f.Add(uint8(5), "{\"type\":\"log\",\"seq\":9223372036854775807}\n{}")
	f.Fuzz(func(t *testing.T, at uint8, line string) {
		changed := append([]string{}, lines...)
		changed[int(at)%(len(lines)-1)] = line
		_, err := load(to, resealed(changed), dump.Keys{})
		if err != nil {
			var e *model.Error
			if !errors.As(err, &e) {
				t.Errorf("an error without a sentence: %v", err)
			}
			if err := to.CheckEmpty(ctx); err != nil {
				t.Errorf("refused, but something was written: %v", err)
			}
			return
		}
		found, err := to.Check(ctx)
		for _, e := range found { // a log that tells of other rows than there are is said, not refused
			if err == nil && !strings.HasPrefix(e.Key, "err.store.found.row.") {
				t.Errorf("what was loaded has the fault %v", e)
			}
		}
		if err != nil {
			t.Errorf("what was loaded cannot be checked: %v", err)
		}
		plain(t, to)
		to.Close()
		to = database(t, dir)
	})
}

// FuzzSealed changes any bytes of a file that is locked with age: it does not open, or says what it said.
func FuzzSealed(f *testing.F) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		f.Fatal(err)
	}
	s := database(f, f.TempDir())
	if _, err := s.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{
		model.Add(&model.Company{Name: "Café", Status: "active"})}}); err != nil {
		f.Fatal(err)
	}
	text := plain(f, s)
	s.Close()
	var b bytes.Buffer
	w, err := age.Encrypt(&b, key.Recipient())
	if err != nil {
		f.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	file := b.Bytes()
	to := database(f, f.TempDir())
	defer func() { to.Close() }()
	dir := f.TempDir()
	f.Add(uint16(0), []byte{}, false)
	f.Add(uint16(30), []byte("scrypt"), false)
	f.Add(uint16(len(file)-3), []byte{1}, false)
	f.Add(uint16(len(file)/2), []byte{}, true)
	f.Fuzz(func(t *testing.T, at uint16, patch []byte, cut bool) {
		changed := bytes.Clone(file)
		place := int(at) % len(changed)
		copy(changed[place:], patch)
		if cut {
			changed = changed[:place]
		}
		if _, err := load(to, changed, dump.Keys{Identities: key.String()}); err != nil {
			var e *model.Error
			if !errors.As(err, &e) {
				t.Errorf("an error without a sentence: %v", err)
			}
			if strings.Contains(err.Error(), "Café") {
				t.Errorf("the error holds what was locked: %v", err)
			}
			if err := to.CheckEmpty(ctx); err != nil {
				t.Errorf("refused, but something was written: %v", err)
			}
			return
		}
		rows, err := to.List(ctx, "company", schema.Query{})
		if err != nil || len(rows) != 1 || rows[0].(*model.Company).Name != "Café" {
			t.Errorf("opened to %v %v", rows, err)
		}
		to.Close()
		to = database(t, dir)
	})
}
