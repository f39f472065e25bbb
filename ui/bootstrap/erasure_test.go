package bootstrap

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	"jobspor/ui/lang"
	"jobspor/ui/present"
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
	d.Backups, d.Eraser, d.Ages = backupsIn(st, dir, d.Actor), eraser{st, dir, d.Actor}, st
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

// TestCopiesThatAnErasureCannotReach: a copy of an older data key is named before with the day at which it goes, stands
// so in the certificate, and goes at that day with the next look for a copy, or at once where that is wanted; the log
// tells of both.
func TestCopiesThatAnErasureCannotReach(t *testing.T) {
	ctx := context.Background()
	for _, now := range []bool{false, true} {
		t.Run(fmt.Sprint("now=", now), func(t *testing.T) {
			d, st, path := erasureWorld(t, true)
			c := closed(t, d, "Kattegatstorm")
			old, err := d.Backups.Backup(ctx)
			if err != nil {
				t.Fatal(err)
			}
			put := filepath.Join(filepath.Dir(old), "min egen.db")
			if err := st.BackupTo(ctx, put); err != nil {
				t.Fatal(err)
			}
			if _, err := st.NewKey(ctx, "", erasurePass, erasurePass, crypt.Cheap); err != nil {
				t.Fatal(err)
			}
			plan, err := d.PlanErasure(ctx, []string{c.ID}, false)
			if err != nil {
				t.Fatal(err)
			}
			goes := model.NewDate(2026, 12, 24)
			words := present.WordsIn(lang.New(lang.Danish))
			says := func(text []string, want ...string) {
				t.Helper()
				for _, w := range want {
					if !strings.Contains(strings.Join(text, "\n"), w) {
						t.Errorf("it does not say %q: %s", w, text)
					}
				}
			}
			plan.RemoveLeft = now
			if len(plan.Left) != 2 || plan.Left[0].Goes != goes {
				t.Errorf("left %+v", plan.Left)
			}
			says(words.ErasePreview(plan), "min egen.db", filepath.Base(old),
				map[bool]string{false: "slettes ved første ændring eller kopi fra tor 24/12 2026",
					true: "slettes nu"}[now])
			got, err := d.Erase(ctx, plan, "frist")
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Left) != 2 || got.Left[0].Gone != now || !now && got.Left[0].Goes != goes {
				t.Errorf("certificate %+v", got.Left)
			}
			files := func() (n int) {
				for _, p := range []string{old, put} {
					if _, err := os.Stat(p); err == nil {
						n++
					}
				}
				return n
			}
			if want := map[bool]int{false: 2, true: 0}[now]; files() != want {
				t.Errorf("%d of the copies are there", files())
			}
			if !now {
				says(words.ErasureLeft(got), "24/12 2026", "min egen.db")
				if _, err := d.Backups.Due(ctx); err != nil || files() != 2 {
					t.Errorf("gone before their day: %d, %v", files(), err)
				}
				st.Close()
				at := func() time.Time { return time.Date(2026, 12, 24, 9, 0, 0, 0, time.UTC) }
				if st, err = store.Open(ctx, path, store.Options{Passphrase: erasurePass, Now: at}); err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { st.Close() })
				late := backupsIn(st, backup.For(path, filepath.Dir(old)), d.Actor)
				if _, err := late.Due(ctx); err != nil || files() != 0 {
					t.Errorf("still there at their day: %d, %v", files(), err)
				}
			}
			log, err := st.Log(ctx, schema.LogQuery{Limit: 10})
			if err != nil || !slices.ContainsFunc(log, func(e model.LogEntry) bool {
				return e.Action == "admin.backup.retired" && words.Entry(e) != e.Action && e.Actor != ""
			}) {
				t.Errorf("the log does not tell of it: %v", err)
			}
			if bad, err := st.Check(ctx); err != nil || len(bad) > 0 {
				t.Errorf("check: %v, %v", bad, err)
			}
		})
	}
}
