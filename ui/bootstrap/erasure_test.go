package bootstrap

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobspor/data/backup"
	"jobspor/data/crypt"
	"jobspor/data/demo"
	"jobspor/data/dump"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

var erasurePass = []byte("blå cykel under broen")

// erasureWorld is the invented world, sealed or not, with a copy taken before the last changes.
func erasureWorld(t *testing.T, sealed bool) (*service.Session, *store.Store, string) {
	t.Helper()
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC) }
	path := filepath.Join(t.TempDir(), "e.db")
	st, err := store.Open(ctx, path, store.Options{Create: true, Demo: !sealed, Passphrase: erasurePass,
		Params: crypt.Cheap, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	for _, cs := range demo.ChangeSets(model.DateOf(now())) {
		if _, err := st.Apply(ctx, cs); err != nil {
			t.Fatal(err)
		}
	}
	d := (*Linkers)(nil).session(st, "")
	dir := backup.For(path, filepath.Join(filepath.Dir(path), "copies"))
	d.Backups, d.Eraser, d.Ages = backupsIn(st, dir), eraser{st, dir}, st
	all, err := service.All[model.Consultant](ctx, st, "consultant", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	d.SetConsultant(all[0])
	return d, st, path
}

// closed closes the citizen with the most placements and marks all texts with a word that stands nowhere else.
func closed(t *testing.T, d *service.Session, mark string) *model.Citizen {
	t.Helper()
	ctx := context.Background()
	placements, err := service.All[model.Placement](ctx, d.Store, "placement", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	n, most := map[string]int{}, ""
	for _, p := range placements {
		if n[p.CitizenID]++; n[p.CitizenID] > n[most] {
			most = p.CitizenID
		}
	}
	c, err := service.One[model.Citizen](ctx, d.Store, "citizen", most)
	if err != nil {
		t.Fatal(err)
	}
	after := *c
	after.LastName, after.Note, after.Status, after.ClosedOn = mark, "om "+mark, "closed", d.Today()
	changes := []model.Change{model.Edit(c, &after)}
	for _, typ := range []string{"goal", "contact", "placement"} {
		list, err := d.Store.List(ctx, typ, schema.Where("citizen", c.ID))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			marked := schema.Clone(e)
			for i, f := range schema.TypeOf(e).Fields {
				if f.Kind == schema.LongText {
					_ = schema.TypeOf(e).Fields[i].SetText(marked, "om "+mark)
				}
			}
			changes = append(changes, model.Edit(e, marked))
		}
	}
	if _, err := d.Store.Apply(ctx, model.ChangeSet{Actor: d.Actor(), Action: "citizen.edit",
		Args: model.Args{"name": mark}, Changes: changes}); err != nil {
		t.Fatal(err)
	}
	return &after
}

// figuresSay are all figures over all years, without who is behind them.
func figuresSay(t *testing.T, d *service.Session) string {
	t.Helper()
	v, err := d.FigureBase(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, p := range []string{"", "flere-skal-med", "jobfirst"} {
		out += figuresIn(t, v.Base, figures.Selection{From: model.NewDate(2024, 1, 1), To: d.Today(), Programme: p})
	}
	return out
}

func TestErasureReachesEveryFileAndAnonymisingKeepsTheFigures(t *testing.T) {
	const mark = "Kattegatstorm"
	for _, anonymise := range []bool{false, true} {
		for _, sealed := range []bool{false, true} {
			t.Run(fmt.Sprintf("anonymise=%v,sealed=%v", anonymise, sealed), func(t *testing.T) {
				ctx := context.Background()
				d, st, path := erasureWorld(t, sealed)
				c := closed(t, d, mark)
				if _, err := d.Backups.Backup(ctx); err != nil {
					t.Fatal(err)
				}
				replaced := strings.TrimSuffix(path, ".db") + ".before-20261126T080000Z.db" // as a restore leaves it
				if err := st.BackupTo(ctx, replaced); err != nil {
					t.Fatal(err)
				}
				before := figuresSay(t, d)
				plan, err := d.PlanErasure(ctx, []string{c.ID}, anonymise)
				if err != nil {
					t.Fatal(err)
				}
				if plan.Removed["citizen"] != 1 || plan.Removed["placement"] < 2 || plan.Cleared["contact"] == 0 {
					t.Errorf("plan %v, cleared %v", plan.Removed, plan.Cleared)
				}
				got, err := d.Erase(ctx, plan, "frist")
				if err != nil {
					t.Fatal(err)
				}
				if got.Copies != 2 || len(got.Left) > 0 || !got.Erased.Emptied {
					t.Errorf("certificate %+v", got)
				}
				if after := figuresSay(t, d); anonymise != (after == before) {
					t.Errorf("figures before:\n%s\nafter:\n%s", before, after)
				}
				if bad, err := st.Check(ctx); err != nil || len(bad) > 0 {
					t.Errorf("check: %v, %v", bad, err)
				}
				dumped := dumpText(t, st)
				if strings.Contains(dumped, mark) || strings.Contains(dumped, `"`+c.Ref+`"`) {
					t.Error("a dump still has it")
				}
				st.Close()
				files := 0
				_ = filepath.WalkDir(filepath.Dir(path), func(p string, e fs.DirEntry, _ error) error {
					if e.IsDir() {
						return nil
					}
					files++
					if data, _ := os.ReadFile(p); bytes.Contains(data, []byte(mark)) {
						t.Errorf("%s still has it", e.Name())
					}
					return nil
				})
				if files < 3 {
					t.Errorf("looked at %d files, want the database, its copy and the one that was replaced", files)
				}
				copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "copies", "*.db"))
				if err != nil || len(copies) != 1 {
					t.Fatalf("copies %v, %v", copies, err)
				}
				copied, err := store.Open(ctx, copies[0], store.Options{Passphrase: erasurePass})
				if err != nil {
					t.Fatal(err)
				}
				defer copied.Close()
				if strings.Contains(dumpText(t, copied), mark) {
					t.Error("the copy still has it")
				}
				if bad, err := copied.Check(ctx); err != nil || len(bad) > 0 {
					t.Errorf("check of the copy: %v, %v", bad, err)
				}
			})
		}
	}
}

func dumpText(t *testing.T, st *store.Store) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := dump.Write(context.Background(), &b, st, "test"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
