package bootstrap

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/demo"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/cli"
)

const damagePass = "blå cykel under broen"

// looks are the commands that read.
var looks = []string{"today", "today --json", "match B-0002", "match B-0001 --json", "figures", "citizen list --json",
	"search café", "search anja", "placement show F-0001", "citizen show B-0001", "handover B-0001", "dossier B-0001",
	"hours show F-0001", "hours list", "callround", "company list", "citizen list", "consultant list", "placement list",
	"order list --all", "calendar", "export citizens", "export companies", "company list --json", "shortlist list",
	"shortlist show L-0001", "shortlist show L-0001 --json", "agreement show F-0001", "agreement versions F-0001",
	"agreement export F-0001", "vitas F-0001", "rules check F-0001", "rules changes", "rules list",
	"progress list B-0001", "programme list", "programme show social-stoette", "programme show B-0004",
	"casenote B-0001", "plansheet B-0001", "committee", "trial list", "citizen duplicates", "company duplicates",
	"consultant planned", "citizen seen B-0001", "citizen due", "audit sample", "log", "log --rows --json",
	"goal list", "task list", "consent list", "contact list", "config list"}

// ownRow is what the command lines call the rows of a type that one asks for: where it is damaged, the command says so.
var ownRow = map[string]*regexp.Regexp{
	"citizen": regexp.MustCompile(`B-000`), "placement": regexp.MustCompile(`F-0001`),
	"goal":      regexp.MustCompile(`^match B-`), // there is nothing else to match by
	"shortlist": regexp.MustCompile(`L-0001`), "enrolment": regexp.MustCompile(`B-0004`),
	"others": regexp.MustCompile(`^agreement|B-0004`), // the agreements; what ticks and checks tell of an enrolment
}

// lone are the types that other rows name and that most commands show: each is damaged by itself. All others are
// damaged together.
var lone = []string{"citizen", "company", "consultant", "goal", "opening", "placement", "enrolment", "shortlist",
	"task"}

// TestEverythingElseWorks damages all rows of a type in turn, so that every command that reads one meets it. Every
// command works for all the rest, except one that asks for such a row, which says so.
func TestEverythingElseWorks(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of openings")
	}
	dir := t.TempDir()
	path, pass, whole := damageable(t, dir)
	linkers := &Linkers{}
	turns := map[string][]string{}
	for _, typ := range schema.Types() {
		turn := "others"
		if slices.Contains(lone, typ.Name) {
			turn = typ.Name
		}
		turns[turn] = append(turns[turn], typ.Table)
	}
	for _, line := range looks {
		if _, talk, status := runCLI(linkers, dir, path, pass, line); status != 0 {
			t.Fatalf("jobspor %s: status %d without any damage: %s", line, status, talk)
		}
	}
	for turn, tables := range turns {
		_, _ = os.Remove(path+"-wal"), os.Remove(path+"-shm")
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		for _, table := range tables {
			n += spoilAll(t, path, table)
		}
		if n == 0 {
			t.Errorf("%s has no row to damage", turn)
		}
		for _, line := range looks {
			out, talk, status := runCLI(linkers, dir, path, pass, line)
			if own := ownRow[turn]; status != 0 && (own == nil || !own.MatchString(line)) {
				t.Errorf("%s damaged: jobspor %s: status %d, %s", turn, line, status, talk)
			}
			if status == 0 && len(out) == 0 && !strings.Contains(talk, "beskadiget") {
				t.Errorf("%s damaged: jobspor %s prints nothing", turn, line)
			}
		}
	}
}

// TestEveryDamagedRowIsNamed damages one row of every type in turn: doctor names it.
func TestEveryDamagedRowIsNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("thirty openings")
	}
	dir := t.TempDir()
	path, pass, whole := damageable(t, dir)
	linkers := &Linkers{}
	n := 0
	for _, typ := range schema.Types() {
		_, _ = os.Remove(path+"-wal"), os.Remove(path+"-shm")
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		id := spoil(t, path, typ.Table, "sealed")
		if id == "" {
			id = spoil(t, path, typ.Table, "mac")
		}
		if id == "" {
			continue
		}
		n++
		_, talk, _ := runCLI(linkers, dir, path, pass, "doctor")
		if !strings.Contains(talk, typ.Name+" "+id) {
			t.Errorf("%s %s damaged: doctor says %s", typ.Name, id, talk)
		}
	}
	if n < 25 {
		t.Errorf("only %d rows were damaged", n)
	}
}

// TestADamagedConsultantWithoutACopy: whoever is named by a damaged row that nothing can bring back reads and writes
// all the same, is told so, and writes the row anew.
func TestADamagedConsultantWithoutACopy(t *testing.T) {
	dir := t.TempDir()
	path, pass, _ := damageable(t, dir)
	me, linkers := demo.ID("consultant", demo.Mette), &Linkers{}
	run := func(line string, want int, says ...string) {
		t.Helper()
		out, talk, status := runCLI(linkers, dir, path, pass, line)
		if status != want {
			t.Errorf("jobspor %s: status %d, want %d: %s", line, status, want, talk)
		}
		for _, s := range says {
			if !strings.Contains(out+talk, s) {
				t.Errorf("jobspor %s does not say %q: %s%s", line, s, out, talk)
			}
		}
		if strings.Contains(talk, "fra kopi") || strings.Contains(talk, "fra en kopi") {
			t.Errorf("jobspor %s speaks of a copy that there is not: %s", line, talk)
		}
	}
	spoilMAC := func(set string) {
		t.Helper()
		db, err := sql.Open("sqlite", "file:"+path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(`UPDATE "consultants" SET `+set+` WHERE "id" = ?`, me); err != nil {
			t.Fatal(err)
		}
	}
	spoilMAC(`"mac" = zeroblob(32)`)
	for _, line := range []string{"today", "citizen list", "consultant list", "log"} {
		run(line, 0, "Konsulentrækken "+me+" er beskadiget; der arbejdes videre som MK")
	}
	run("repair", 0, me, "skriv rækken på ny: jobspor repair consultant "+me+" --set")
	run("audit verify", 1, me, "skriv rækken på ny")
	run("company add Ny", 0)
	run("log --limit 1 --json", 0, me)
	spoilMAC(`"initials" = 'XX'`)
	run("today", 0, me)
	run("company add Nyere", 1, "skriv --as "+me)
	run("company add Nyere --as "+me, 0, "der arbejdes videre som XX")
	run("repair consultant "+me+" --as "+me, 3, "skriv rækken på ny")
	run("repair consultant "+me+" --set initials= --as "+me, 1, "Initialer")
	run("repair consultant "+me+" --set initials=MK --as "+me, 0, "er bragt tilbage")
	run("repair --json", 0, "[]")
	run("audit verify", 0)
	run("consultant list", 0, "MK", "Mette")
	run("repair consultant "+me+" --set initials=MK", 3, "er ikke beskadiget")
}

// damageable is a sealed database with the demo's content: its path, the file of its passphrase, and its bytes.
func damageable(t *testing.T, dir string) (path, pass string, whole []byte) {
	t.Helper()
	ctx, day := context.Background(), model.NewDate(2026, 11, 26)
	path = filepath.Join(dir, "a.db")
	st, err := store.Open(ctx, path, store.Options{Create: true, Passphrase: []byte(damagePass), Params: crypt.Cheap,
		Now: Clock(day)})
	if err != nil {
		t.Fatal(err)
	}
	for _, cs := range demo.ChangeSets(day) {
		if _, err := st.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	st.Close()
	if whole, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	pass = filepath.Join(dir, "pass")
	if err := os.WriteFile(pass, []byte(damagePass), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, pass, whole
}

// spoilAll makes every row of a table damaged and gives how many there are.
func spoilAll(t *testing.T, path, table string) int64 {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r, err := db.Exec(`UPDATE "` + table + `" SET "mac" = zeroblob(32)`)
	if err != nil {
		t.Fatal(err)
	}
	n, _ := r.RowsAffected()
	return n
}

// spoil changes a byte of a column of the first row of a table and gives its ID, "" when there is none.
func spoil(t *testing.T, path, table, column string) (id string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var blob []byte
	if db.QueryRow(`SELECT "id", "`+column+`" FROM "`+table+`" ORDER BY "id" LIMIT 1`).Scan(&id, &blob) != nil ||
		len(blob) < 32 {
		return "" // no row, or no such column, which SQLite takes for a text
	}
	blob[10] ^= 1
	if _, err := db.Exec(`UPDATE "`+table+`" SET "`+column+`" = ? WHERE "id" = ?`, blob, id); err != nil {
		t.Fatal(err)
	}
	return id
}

// runCLI carries out a command line on a database.
func runCLI(linkers *Linkers, dir, path, pass, line string) (out, talk string, status int) {
	var o, e bytes.Buffer
	env := map[string]string{"JOBSPOR_TODAY": "2026-11-26", "JOBSPOR_PASSPHRASE_FILE": pass, "JOBSPOR_LANG": "da",
		"JOBSPOR_REASON": "sagen",
		"XDG_STATE_HOME": dir, "JOBSPOR_DB": path}
	get := func(key string) string { return env[key] }
	places := paths.New(get, "linux", dir)
	args := strings.Fields(line)
	if !slices.Contains(args, "--as") {
		args = append(args, "--as", "MK")
	}
	status = cli.Run(context.Background(), &cli.Env{Args: args,
		In: strings.NewReader(""), Out: &o, Err: &e, Getenv: get, Now: time.Now,
		Databases: Deps{Places: places, Linkers: linkers},
		Terminal:  cli.Terminal{Secret: func(context.Context, string) ([]byte, error) { return nil, io.EOF }}})
	return o.String(), e.String(), status
}
