package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/data/store/postgres"
	"jobspor/data/store/sqlite"
	"jobspor/model"
	"jobspor/model/schema"
)

// planted are personal words; none of them may stand in any file of the database.
var planted = []string{"Zacharias", "Quistgaard", "41 52 63 74", "zq@example.dk", "noget med heste", "staldkarl",
	"ryggen gemmes", "halvt skrevet kladde", "Wilhelmine", "lovet xylofon", "samtykketekst"}

func plant(t testing.TB, s *Store) {
	t.Helper()
	ctx := context.Background()
	b := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: planted[0], LastName: planted[1],
		Phone: planted[2], Mail: planted[3], Skills: planted[5], Note: planted[6]}
	company := &model.Company{Head: model.Head{ID: model.NewID()}, Name: "Stald ApS"}
	apply(t, s, model.Add(b), model.Add(company),
		model.Add(&model.Goal{CitizenID: b.ID, Words: planted[4]}),
		model.Add(&model.ContactPerson{CompanyID: company.ID, Name: planted[8]}),
		model.Add(&model.Contact{CompanyID: company.ID, On: model.NewDate(2026, 11, 22), How: "call",
			NextWhat: planted[9]}),
		model.Add(&model.Consent{CitizenID: b.ID, CompanyID: company.ID, GivenOn: model.NewDate(2026, 11, 22),
			Scope: planted[10]}))
	after := schema.Clone(b).(*model.Citizen)
	after.Note = "ny tekst"
	apply(t, s, model.Edit(b, after))
	undo(t, s, "k1")
	if err := s.PutDraft(ctx, "k1", "citizen", b.ID, map[string]string{"note": planted[7]}); err != nil {
		t.Fatal(err)
	}
	if err := s.Viewed(ctx, "k1", "view.citizen", nil, "citizen", b.ID); err != nil {
		t.Fatal(err)
	}
}

func TestPersonalWordsAreInNoFile(t *testing.T) {
	onlyFile(t)
	s := fresh(t)
	plant(t, s)
	dir := filepath.Dir(s.address())
	if err := s.BackupTo(context.Background(), filepath.Join(dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	look := func(when string) {
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(files) < 2 {
			t.Fatalf("files %v, %v", files, err)
		}
		open := false
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			open = open || bytes.Contains(data, []byte("Stald ApS"))
			for _, w := range planted {
				if bytes.Contains(data, []byte(w)) {
					t.Errorf("%s: %q stands in %s", when, w, filepath.Base(f))
				}
			}
		}
		if !open {
			t.Errorf("%s: the open company name stands nowhere: the test looks in the wrong place", when)
		}
	}
	look("open")
	s.Close()
	look("closed")
}

// The same words do stand in a demo database, which proves that the test above can fail.
func TestDemoDatabaseIsNotSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "demo.db")
	s := openAt(t, path, Options{Create: true, Demo: true})
	plant(t, s)
	s.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range planted {
		if !bytes.Contains(data, []byte(w)) {
			t.Errorf("%q is not in the demo database", w)
		}
	}
	s = openAt(t, path, Options{})
	if i := s.Info(); !i.Demo || i.Sealed {
		t.Errorf("info %+v", i)
	}
}

func TestErasedRowsDoNotLinger(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "d.db"), Options{Create: true, Demo: true})
	ctx := context.Background()
	if err := s.PutDraft(ctx, "k1", "f", "", map[string]string{"x": "forsvindende ord"}); err != nil {
		t.Fatal(err)
	}
	if err := s.DropDraft(ctx, "k1", "f", ""); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if data, _ := os.ReadFile(s.address()); bytes.Contains(data, []byte("forsvindende ord")) {
		t.Error("a dropped draft still stands in the file")
	}
}

func TestPassphrase(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.address()
	b := &model.Citizen{FirstName: "Anna"}
	apply(t, s, model.Add(b))
	wrong := []byte("forkert sætning")
	if err := s.Rekey(ctx, "k1", wrong, []byte("en helt ny sætning")); model.CodeOf(err) != model.Locked {
		t.Errorf("rekey with a wrong passphrase: %v", err)
	}
	s.opt.Params = crypt.Cheap
	if err := s.Rekey(ctx, "k1", pass, []byte("kort")); model.CodeOf(err) != model.Invalid {
		t.Errorf("rekey to a short passphrase: %v", err)
	}
	if err := s.Rekey(ctx, "k1", pass, []byte("en helt ny sætning")); err != nil {
		t.Fatal(err)
	}
	for p, want := range map[string]model.Code{"en helt ny sætning": "", string(pass): model.Locked, "": model.Locked} {
		if err := s.Unlock(ctx, []byte(p)); model.CodeOf(err) != want {
			t.Errorf("unlock with %q: %v, want %q", p, err, want)
		}
	}
	s.Close()
	for p, want := range map[string]model.Code{"": model.Locked, string(pass): model.Locked, "en helt ny sætning": ""} {
		s, err := Open(ctx, path, Options{Passphrase: []byte(p)})
		if model.CodeOf(err) != want {
			t.Errorf("open with %q: %v, want %q", p, err, want)
		}
		if err == nil {
			if got := get[model.Citizen](t, s, b.ID); got == nil || got.FirstName != "Anna" {
				t.Errorf("citizen after the new passphrase: %+v", got)
			}
			s.Close()
		}
	}
	if info, err := ReadInfo(ctx, path); err != nil || !info.Exists || !info.Sealed || info.Demo ||
		info.Schema != len(migrations()) {
		t.Errorf("look = %+v, %v", info, err)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	dir := t.TempDir()
	at := func(name string, data string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	foreign := filepath.Join(dir, "foreign.db")
	raw(t, foreign, "CREATE TABLE x (y)")
	newer := filepath.Join(dir, "newer.db")
	openAt(t, newer, Options{Create: true, Demo: true}).Close()
	raw(t, newer, fmt.Sprintf(`PRAGMA user_version = %[1]d;
		INSERT INTO "meta" ("key", "value") VALUES ('migration.%04[1]d_later', 'x')`, len(migrations())+1))
	overwritten := filepath.Join(dir, "overwritten.db")
	openAt(t, overwritten, Options{Create: true, Demo: true}).Close()
	raw(t, overwritten, "PRAGMA user_version = 12309")
	changed := filepath.Join(dir, "changed.db")
	openAt(t, changed, Options{Create: true, Demo: true}).Close()
	raw(t, changed, `UPDATE "meta" SET "value" = 'x' WHERE "key" LIKE 'migration.%'`)
	half := filepath.Join(dir, "half.db")
	openAt(t, half, Options{Create: true, Demo: true}).Close()
	if err := os.Truncate(half, 20000); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path string
		opt  Options
		code model.Code
		key  string
	}{
		"none":  {filepath.Join(dir, "none.db"), Options{}, model.NotFound, "err.store.missing"},
		"empty": {at("empty.db", ""), Options{}, model.NotFound, "err.store.missing"},
		"text": {at("text.db", strings.Repeat("navn;cvr\n", 1000)), Options{}, model.Unsupported,
			"err.store.notdb"},
		"short":        {at("short.db", "x"), Options{}, model.Unsupported, "err.store.notdb"},
		"folder":       {dir, Options{}, model.Unsupported, "err.store.isdir"},
		"foreign":      {foreign, Options{}, model.Unsupported, "err.store.notours"},
		"newer":        {newer, Options{}, model.Unsupported, "err.store.newer"},
		"overwritten":  {overwritten, Options{}, model.Internal, "err.store.corrupt"},
		"changed":      {changed, Options{}, model.Unsupported, "err.store.migration"},
		"half":         {half, Options{}, model.Internal, "err.store.corrupt"},
		"over another": {changed, Options{Create: true, Demo: true}, model.Conflict, "err.store.exists"},
		"over foreign": {foreign, Options{Create: true, Demo: true}, model.Unsupported, "err.store.notours"},
		"no word":      {filepath.Join(dir, "new.db"), Options{Create: true}, model.Locked, "err.passphrase.missing"},
	} {
		before, _ := os.ReadFile(c.path)
		s, err := Open(ctx, c.path, c.opt)
		var e *model.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Key != c.key {
			t.Errorf("%s: got %v, want %s", name, err, c.key)
		}
		if err == nil {
			s.Close()
		}
		if after, _ := os.ReadFile(c.path); !bytes.Equal(before, after) {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "new.db")); err == nil {
		t.Error("a refused creation left a file")
	}
	// An empty file, left by a creation that was killed, may become a database.
	openAt(t, filepath.Join(dir, "empty.db"), Options{Create: true, Demo: true})
}

// raw runs SQL on a file behind the store's back.
func raw(t testing.TB, path, query string) {
	t.Helper()
	if postgres.Is(path) {
		db := handOf(t, path)
		defer db.Close()
		for _, one := range strings.Split(pragma.ReplaceAllString(query, ""), ";") {
			if _, err := db.Exec(one); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	db, err := sqlite.ByHand(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOthersMustNotRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("mode bits")
	}
	dir := filepath.Join(t.TempDir(), "ny mappe", "under")
	path := filepath.Join(dir, "a.db")
	s := openAt(t, path, Options{Create: true, Demo: true})
	apply(t, s, model.Add(&model.Company{Name: "A"}))
	for _, f := range []string{path, path + "-wal", path + "-shm"} {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", filepath.Base(f), info.Mode(), err)
		}
		if err := os.Chmod(f, 0o640); err != nil {
			t.Fatal(err)
		}
		_, err := Open(context.Background(), path, Options{})
		var e *model.Error
		if !errors.As(err, &e) || e.Code != model.Forbidden || e.Args["fix"] != "chmod 600 '"+f+"'" {
			t.Errorf("open with %s readable: %v", filepath.Base(f), err)
		}
		if found, err := s.Check(context.Background()); err != nil || len(found) != 1 {
			t.Errorf("check: %v %v", found, err)
		}
		if err := os.Chmod(f, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if info, _ := os.Stat(dir); info.Mode().Perm() != 0o700 {
		t.Errorf("folder mode %v", info.Mode())
	}
}

// TestOwnDemoMayBeReadByOthers: where a temporary folder gives its files to everybody, the demo that the program itself
// made opens all the same. Said of any other database it opens nothing.
func TestOwnDemoMayBeReadByOthers(t *testing.T) {
	onlyFile(t)
	if runtime.GOOS == "windows" {
		t.Skip("mode bits")
	}
	for _, c := range []struct {
		name         string
		create, open Options
		want         model.Code
	}{
		{"own demo", Options{Demo: true}, Options{OwnDemo: true}, ""},
		{"any demo", Options{Demo: true}, Options{}, model.Forbidden},
		{"sealed", Options{Passphrase: pass}, Options{Passphrase: pass, OwnDemo: true}, model.Forbidden},
	} {
		path := filepath.Join(t.TempDir(), "a.db")
		c.create.Create, c.create.Params = true, crypt.Cheap
		if err := openAt(t, path, c.create).Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path, c.open)
		if got := model.CodeOf(err); got != c.want {
			t.Errorf("%s: %v, want code %q", c.name, err, c.want)
		}
		if err == nil {
			if found, err := s.Check(context.Background()); err != nil || len(found) != 0 {
				t.Errorf("%s: check finds %v, %v", c.name, found, err)
			}
			s.Close()
		}
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	onlyFile(t)
	s := fresh(t)
	ctx := context.Background()
	a := &model.Company{Name: "A"}
	apply(t, s, model.Add(a))
	if _, err := s.writer.Exec("PRAGMA max_page_count = 130"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Apply(ctx, model.ChangeSet{Changes: manyCompanies(5000)})
	var e *model.Error
	if !errors.As(err, &e) || e.Key != "err.store.full" {
		t.Fatalf("apply on a full disk = %v", err)
	}
	if n, _ := s.Count(ctx, "company", schema.Query{}); n != 1 {
		t.Errorf("%d companies, want 1", n)
	}
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		t.Errorf("check: %v %v", found, err)
	}
	if _, err := s.writer.Exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	apply(t, s, model.Add(&model.Company{Name: "B"}))
}

func TestBackup(t *testing.T) {
	onlyFile(t)
	s := fresh(t)
	ctx := context.Background()
	plant(t, s)
	path := filepath.Join(t.TempDir(), "ny", "copy.db")
	if err := s.BackupTo(ctx, path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
		t.Errorf("copy: %v, %v", info.Mode(), err)
	}
	before, _ := os.ReadFile(path)
	if err := s.BackupTo(ctx, path); model.CodeOf(err) != model.Conflict {
		t.Errorf("backup over a file = %v, want conflict", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the copy was changed")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	made, err := Inspect(ctx, path)
	want, _ := s.Summary(ctx)
	if err != nil || made.Seq != want.Seq || made.Rows["contact"] != 1 || made.Rows["citizen"] != 1 {
		t.Errorf("copy %+v, %v, want %+v", made, err, want)
	}
	c := openAt(t, path, Options{Passphrase: pass})
	if list, err := All[model.Citizen](ctx, c, schema.Query{}); err != nil || len(list) != 1 ||
		list[0].FirstName != planted[0] {
		t.Errorf("citizens of the copy: %v, %v", list, err)
	}
	if r, err := c.Undo(ctx, "k1", 0); err != nil || len(r.Changes) != 6 {
		t.Errorf("undo in the copy: %+v, %v", r, err)
	}
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	plant(t, s)
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		t.Fatalf("a healthy database: %v %v", found, err)
	}
	// A sealed blob that is moved to another row, or put back from an older version, does not open.
	raw(t, s.address(), `UPDATE "persons" SET "sealed" = (SELECT "sealed" FROM "citizens" LIMIT 1)`)
	raw(t, s.address(), `UPDATE "goals" SET "version" = 7`)
	found, err := s.Check(ctx)
	if err != nil || len(found) != 2 || found[0].Key != "err.store.found.row.altered" ||
		found[0].Args["type"] != "person" || found[1].Args["type"] != "goal" {
		t.Errorf("check = %v %v", found, err)
	}
	if list, err := s.List(ctx, "person", schema.Query{}); err != nil || len(list) != 0 {
		t.Errorf("list with a swapped blob = %v, %v", list, err)
	}
	_, err = s.Get(ctx, "person", found[0].Args["id"].(string))
	if model.CodeOf(err) != model.DamagedRow || strings.Contains(err.Error(), planted[8]) {
		t.Errorf("row with a swapped blob = %v", err)
	}
	raw(t, s.address(), `ALTER TABLE "words" ADD COLUMN "more" TEXT`)
	raw(t, s.address(), `PRAGMA foreign_keys = 0; UPDATE "goals" SET "citizen" = 'x'`)
	found, err = s.Check(ctx)
	if s.OnServer() { // which looks after its pages and references itself
		found = append([]*model.Error{{Key: "err.store.corrupt"}}, found...)
	}
	if err != nil || len(found) != 5 || found[0].Key != "err.store.corrupt" || found[1].Key != "err.store.schema" {
		t.Errorf("check = %v %v", found, err)
	}
}

func TestReadOnly(t *testing.T) {
	s := fresh(t)
	a := &model.Company{Name: "A"}
	apply(t, s, model.Add(a))
	r := openAt(t, s.address(), Options{Passphrase: pass, ReadOnly: true})
	if got := get[model.Company](t, r, a.ID); got == nil {
		t.Error("nothing to read")
	}
	_, err := r.Apply(context.Background(), model.ChangeSet{Changes: []model.Change{model.Remove(a)}})
	if model.CodeOf(err) != model.Forbidden {
		t.Errorf("apply = %v", err)
	}
	if err := r.PutDraft(context.Background(), "k1", "f", "", nil); model.CodeOf(err) != model.Forbidden {
		t.Errorf("draft = %v", err)
	}
}

func TestEveryErrorHasWords(t *testing.T) {
	var words strings.Builder
	files, _ := filepath.Glob("../../ui/lang/words/*.txt")
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		words.Write(data)
	}
	var keys []string
	for _, typ := range schema.Types() {
		for _, k := range []string{"gone", "ref", "used"} {
			keys = append(keys, "err.store."+k+"."+typ.Name)
		}
	}
	sources, _ := filepath.Glob("../*/*.go")
	for _, f := range sources {
		switch filepath.Base(filepath.Dir(f)) {
		case "store", "seal", "keep", "paths":
			data, _ := os.ReadFile(f)
			for _, m := range regexp.MustCompile(`"(err\.[a-z.]+[a-z])"`).FindAllStringSubmatch(string(data), -1) {
				keys = append(keys, m[1])
			}
		}
	}
	if len(keys) < 60 {
		t.Fatalf("only %d keys found", len(keys))
	}
	for _, k := range append(keys, "err.store.nothing.undo", "err.store.nothing.redo") {
		if !strings.Contains(words.String(), "\n"+k+" = ") {
			t.Errorf("%s has no words", k)
		}
	}
}
