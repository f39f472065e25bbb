package bootstrap

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
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

// looks are commands that read most of a database: the first ones, up to always, with every row, of the others a third.
const always = 4

var looks = []string{"today", "match B-0002", "figures", "citizen list --json", "match B-0001", "search café",
	"placement show F-0001", "citizen show B-0001", "handover B-0001", "dossier B-0001", "hours show F-0001",
	"callround",
	"company list", "citizen list", "consultant list", "placement list", "order list", "calendar", "export citizens",
	"company list --json"}

// ownRow is what the command lines call the first row of a type.
var ownRow = map[string]string{"citizen": "B-0001", "placement": "F-0001"}

// TestEverythingElseWorks damages one row of every type in turn. Every command works for all the rest and names the
// row, except one that is about that very row, which says so.
func TestEverythingElseWorks(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred openings")
	}
	ctx, dir := context.Background(), t.TempDir()
	day := model.NewDate(2026, 11, 26)
	path := filepath.Join(dir, "a.db")
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
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pass := filepath.Join(dir, "pass")
	if err := os.WriteFile(pass, []byte(damagePass), 0o600); err != nil {
		t.Fatal(err)
	}
	linkers := &Linkers{}
	n := 0
	for _, typ := range schema.Types() {
		for _, column := range []string{"sealed", "mac"} {
			_, _ = os.Remove(path+"-wal"), os.Remove(path+"-shm")
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			id := spoil(t, path, typ.Table, column)
			if id == "" {
				continue // no row, or nothing sealed
			}
			n++
			for i, line := range looks {
				if i >= always && i%3 != n%3 {
					continue
				}
				out, talk, status := runCLI(linkers, dir, path, pass, line)
				if own := ownRow[typ.Name] != "" && strings.Contains(line, ownRow[typ.Name]); status != 0 && !own {
					t.Errorf("%s of %s %s damaged: jobspor %s: status %d, %s", column, typ.Name, id, line, status, talk)
				}
				if status == 0 && len(out) == 0 {
					t.Errorf("%s of %s damaged: jobspor %s prints nothing", column, typ.Name, line)
				}
			}
			_, talk, _ := runCLI(linkers, dir, path, pass, "doctor")
			if !strings.Contains(talk, typ.Name+" "+id) {
				t.Errorf("%s of %s damaged: doctor says %s", column, typ.Name, talk)
			}
			break // the digest in its turn where nothing is sealed
		}
	}
	if n < 25 {
		t.Errorf("only %d rows were damaged", n)
	}
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
	status = cli.Run(context.Background(), &cli.Env{Args: append(strings.Fields(line), "--as", "MK"),
		In: strings.NewReader(""), Out: &o, Err: &e, Getenv: get, Now: time.Now,
		Databases: Deps{Places: places, Linkers: linkers},
		Terminal:  cli.Terminal{Secret: func(context.Context, string) ([]byte, error) { return nil, io.EOF }}})
	return o.String(), e.String(), status
}
