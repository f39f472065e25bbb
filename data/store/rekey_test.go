package store

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"jobspor/data/crypt"
	"jobspor/model"
)

func keyOfError(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// TestRecoveryCodes: each opens the database until it is removed; a new passphrase leaves them alone.
func TestRecoveryCodes(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.address()
	if _, _, err := s.AddRecovery(ctx, "k1", []byte("forkert sætning"), ""); model.CodeOf(err) != model.Locked {
		t.Errorf("with a wrong passphrase: %v", err)
	}
	one, n1, err := s.AddRecovery(ctx, "k1", pass, "pengeskab")
	if err != nil {
		t.Fatal(err)
	}
	two, n2, err := s.AddRecovery(ctx, "k1", pass, "")
	if err != nil || n1 != 1 || n2 != 2 {
		t.Fatalf("numbers %d and %d, %v", n1, n2, err)
	}
	next := []byte("en helt ny sætning")
	if err := s.Rekey(ctx, "k1", two, next); err != nil { // who forgot the passphrase has the code
		t.Fatal(err)
	}
	if err := s.RemoveRecovery(ctx, "k1", next, 2); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveRecovery(ctx, "k1", next, 2); keyOfError(err) != "err.passphrase.recovery.none" {
		t.Errorf("removed again: %v", err)
	}
	if err := s.RemoveRecovery(ctx, "k1", next, 0); keyOfError(err) != "err.passphrase.recovery.none" {
		t.Errorf("the passphrase removed: %v", err)
	}
	list, err := s.Unlockers(ctx)
	if err != nil || len(list) != 2 || list[0].Number != 0 || list[1].Number != 1 || list[1].Label != "pengeskab" ||
		list[1].Made == "" || list[1].Cost != crypt.Cheap {
		t.Errorf("listed as %+v, %v", list, err)
	}
	if found, err := s.Verify(ctx); err != nil || len(found) != 0 {
		t.Errorf("verify: %v %v", found, err)
	}
	s.Close()
	wrong := bytes.Clone(one)
	wrong[33], wrong[34] = wrong[34], wrong[33]
	if wrong[33] == wrong[34] {
		if wrong[34] = '0'; wrong[33] == '0' {
			wrong[34] = '1'
		}
	}
	for name, c := range map[string]struct{ typed, want string }{
		"the code":       {string(crypt.GroupRecovery(one)), ""},
		"in lower case":  {strings.ToLower(string(one)), ""},
		"the passphrase": {string(next), ""},
		"the old one":    {string(pass), "err.passphrase.wrong"},
		"a removed code": {string(two), "err.passphrase.recovery.other"},
		"a typing error": {string(wrong), "err.passphrase.recovery.group"},
	} {
		s, err := Open(ctx, path, Options{Passphrase: []byte(c.typed)})
		if keyOfError(err) != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if err == nil {
			s.Close()
		}
	}
}

// TestWrappedKeysAreCovered: a code that was put into the file by hand, taken out, or exchanged for an older one is
// found, as is an exchanged passphrase.
func TestWrappedKeysAreCovered(t *testing.T) {
	for name, statement := range map[string]string{
		"removed": `DELETE FROM "meta" WHERE "key" = 'key.1'`,
		"added":   `INSERT INTO "meta" SELECT 'key.2', "value" FROM "meta" WHERE "key" = 'key.1'`,
		"renamed": `UPDATE "meta" SET "key" = 'key.3' WHERE "key" = 'key.1'`,
		"exchanged": `UPDATE "meta" SET "value" = (SELECT "value" FROM "meta" WHERE "key" = 'key')
			WHERE "key" = 'key.1'`,
	} {
		s := fresh(t)
		if _, _, err := s.AddRecovery(context.Background(), "k1", pass, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := s.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
		found, err := s.Verify(context.Background())
		if err != nil || len(found) != 1 || found[0].Kind != KeyAltered {
			t.Errorf("%s: found %v, %v, want %s", name, found, err, KeyAltered)
		}
	}
}

// TestOnly31Codes: the first letter of a code is its number.
func TestOnly31Codes(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	for n := range crypt.MaxRecovery {
		if _, number, err := s.AddRecovery(ctx, "k1", pass, ""); err != nil || number != n+1 {
			t.Fatalf("code %d: number %d, %v", n+1, number, err)
		}
	}
	if _, _, err := s.AddRecovery(ctx, "k1", pass, ""); keyOfError(err) != "err.passphrase.recovery.many" {
		t.Errorf("one more: %v", err)
	}
	if err := s.RemoveRecovery(ctx, "k1", pass, 7); err != nil {
		t.Fatal(err)
	}
	if _, number, err := s.AddRecovery(ctx, "k1", pass, ""); err != nil || number != 7 {
		t.Errorf("the free number: got %d, %v, want 7", number, err)
	}
}

// TestPassphraseOfAMac: å typed as two characters opens what was locked with one.
func TestPassphraseOfAMac(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "mac.db")
	composed := norm.NFC.Bytes([]byte("blå hest på altan"))
	s := openAt(t, path, Options{Create: true, Passphrase: norm.NFD.Bytes(composed), Params: crypt.Cheap})
	s.Close()
	s, err := Open(ctx, path, Options{Passphrase: composed})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

// TestWeakCostIsKnown: of a file whose guesses cost less than is recommended, unless that was asked for.
func TestWeakCostIsKnown(t *testing.T) {
	s := fresh(t)
	if s.Weak() {
		t.Error("asked for a cheap one and complains")
	}
	s.Close()
	for _, c := range []struct {
		cost crypt.Params
		want bool
	}{{crypt.Cheap, true}, {crypt.Least, false}, {crypt.Params{Time: 1, Memory: 19 << 10, Threads: 1}, true}} {
		path := filepath.Join(t.TempDir(), "w.db")
		openAt(t, path, Options{Create: true, Passphrase: pass, Params: c.cost}).Close()
		if s := openAt(t, path, Options{Passphrase: pass}); s.Weak() != c.want {
			t.Errorf("%+v: weak %v, want %v", c.cost, s.Weak(), c.want)
		}
	}
}

// TestNewKeySealsEverythingAnew: what there was can be read, undone and verified as before, and nothing opens with the
// old key.
func TestNewKeySealsEverythingAnew(t *testing.T) {
	ctx, state := context.Background(), t.TempDir()
	s := everyType(t)
	path := s.address()
	s.opt.StateDir = state
	apply(t, s, model.Add(&model.Citizen{FirstName: "Bo"}))
	if err := s.PutDraft(ctx, "", "citizen", "", map[string]string{"first_name": "Halvtastet"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.AddRecovery(ctx, "k1", pass, ""); err != nil {
		t.Fatal(err)
	}
	links := column(t, s, `SELECT hex("link") FROM "log" ORDER BY "seq"`)
	sealed := slices.Concat(column(t, s, `SELECT hex("sealed") FROM "citizens"`),
		column(t, s, `SELECT "args" FROM "log" WHERE "args" IS NOT NULL`),
		column(t, s, `SELECT hex("before") FROM "log_rows" WHERE "before" IS NOT NULL`),
		column(t, s, `SELECT hex("sealed") FROM "drafts"`))
	next := []byte("en helt ny sætning")
	if _, err := s.NewKey(ctx, "k1", []byte("forkert sætning"), next, crypt.Cheap); model.CodeOf(err) != model.Locked {
		t.Errorf("with a wrong passphrase: %v", err)
	}
	if _, err := s.NewKey(ctx, "k1", pass, []byte("kort"), crypt.Cheap); model.CodeOf(err) != model.Invalid {
		t.Errorf("with a short new one: %v", err)
	}
	for round := range 2 { // also from a key that stands sealed
		codes, err := s.NewKey(ctx, "k1", pass, next, crypt.Cheap)
		if err != nil || codes != 1-round {
			t.Fatalf("round %d: %d codes, %v", round, codes, err)
		}
		if round == 0 {
			if _, err = s.NewKey(ctx, "k1", []byte("en helt ny sætning"), pass, crypt.Cheap); err != nil {
				t.Fatal(err)
			}
		}
		if found, err := s.Verify(ctx); err != nil || len(found) != 0 {
			t.Fatalf("round %d: verify %v, %v", round, found, err)
		}
	}
	if got := column(t, s, `SELECT hex("link") FROM "log" ORDER BY "seq"`); len(got) != len(links)+3 ||
		!slices.Equal(got[:len(links)], links) { // each new key is an entry
		t.Error("the links of the log differ")
	}
	for _, text := range slices.Concat(column(t, s, `SELECT hex("sealed") FROM "citizens"`),
		column(t, s, `SELECT "args" FROM "log" WHERE "args" IS NOT NULL`),
		column(t, s, `SELECT hex("before") FROM "log_rows" WHERE "before" IS NOT NULL`),
		column(t, s, `SELECT hex("sealed") FROM "drafts"`)) {
		if slices.Contains(sealed, text) {
			t.Error("something is sealed as before")
		}
	}
	if got, err := s.Draft(ctx, "", "citizen", ""); err != nil || got["first_name"] != "Halvtastet" {
		t.Errorf("draft: %v, %v", got, err)
	}
	if _, err := s.Undo(ctx, "k1", 0); err != nil {
		t.Errorf("undo of what was done before: %v", err)
	}
	s.Close()
	if _, err := Open(ctx, path, Options{Passphrase: pass}); model.CodeOf(err) != model.Locked {
		t.Errorf("the old passphrase: %v", err)
	}
	s = openAt(t, path, Options{Passphrase: next, StateDir: state})
	if k := s.Known(); !k.Before || k.Found != nil {
		t.Errorf("this machine knows it as %+v", k)
	}
	if found, err := s.Verify(ctx); err != nil || len(found) != 0 {
		t.Errorf("opened again: verify %v, %v", found, err)
	}
}

// TestNewKeyNeedsTheFileAlone: somebody who has it open would write with the old key.
func TestNewKeyNeedsTheFileAlone(t *testing.T) {
	onlyFile(t)
	ctx, s := context.Background(), fresh(t)
	other := openAt(t, s.address(), Options{Passphrase: pass})
	if _, err := s.NewKey(ctx, "k1", pass, []byte("en helt ny sætning"), crypt.Cheap); model.CodeOf(err) != model.Busy {
		t.Errorf("while it is open: %v, want busy", err)
	}
	addCitizen(t, s, "Bo")
	addCitizen(t, other, "Ida")
	other.Close()
	if _, err := s.NewKey(ctx, "k1", pass, []byte("en helt ny sætning"), crypt.Cheap); err != nil {
		t.Errorf("alone: %v", err)
	}
	addCitizen(t, s, "Eva")
}

// TestNobodyWritesWithAnOldKey: a program that had the key in hand when it was exchanged.
func TestNobodyWritesWithAnOldKey(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	other := openAt(t, s.address(), Options{Passphrase: pass})
	if err := other.closeConnections(ctx); err != nil { // it has the key but no connection, as between two
		t.Fatal(err)
	}
	if _, err := s.NewKey(ctx, "k1", pass, []byte("en helt ny sætning"), crypt.Cheap); err != nil {
		t.Fatal(err)
	}
	other.openConnections()
	c := &model.Citizen{FirstName: "Bo"}
	if _, err := other.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{model.Add(c)}}); keyOfError(
		err) != "err.store.rekeyed" {
		t.Errorf("got %v, want that the key was exchanged", err)
	}
	if found, err := s.Verify(ctx); err != nil || len(found) != 0 {
		t.Errorf("verify %v, %v", found, err)
	}
}

// TestAlteredDatabaseGetsNoNewKey: what does not open would be lost for good.
func TestAlteredDatabaseGetsNoNewKey(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	addCitizen(t, s, "Anna")
	if _, err := s.writer.Exec(`UPDATE "citizens" SET "sealed" = x'00'`); err != nil {
		t.Fatal(err)
	}
	_, err := s.NewKey(ctx, "k1", pass, []byte("en helt ny sætning"), crypt.Cheap)
	if keyOfError(err) != "err.passphrase.newkey.altered" {
		t.Errorf("got %v", err)
	}
	addCitizen(t, s, "Bo") // and the old key goes on
}

func addCitizen(t testing.TB, s *Store, name string) string {
	t.Helper()
	c := &model.Citizen{FirstName: name}
	apply(t, s, model.Add(c))
	return c.ID
}

func column(t *testing.T, s *Store, query string) (out []string) {
	t.Helper()
	rows, err := s.readers.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}
