package uitest

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

const damagePass = "hest på altan her"

// spoilAll makes every row of a table damaged, in a database that is closed, and gives how many there are.
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

// spoilWhere makes the first row that a condition selects damaged, and gives its ID.
func spoilWhere(t *testing.T, path, table, where string, args ...any) (id string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.QueryRow(`SELECT "id" FROM "`+table+`" WHERE `+where+` ORDER BY "id"`, args...).Scan(&id)
	if err == nil {
		_, err = db.Exec(`UPDATE "`+table+`" SET "mac" = zeroblob(32) WHERE "id" = ?`, id)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// sealedDemo is the file of a sealed database with the demo's content.
func sealedDemo(t *testing.T) []byte {
	t.Helper()
	d := New(t, Options{Passphrase: damagePass, World: world().World})
	path := d.Session().Store.Path()
	d.Session().Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

// lone are the types that other rows name and that most screens show: each is damaged by itself. All others are damaged
// together.
var lone = []string{"citizen", "company", "consultant", "goal", "opening", "placement", "enrolment", "shortlist",
	"task"}

// askedFor are the screens on which a damaged row is told by a sentence: what two rows are merged into is not shown
// without them, Enter among the damaged rows asks for one that no copy has, and there is nothing to match for when the
// goals of a citizen are damaged.
var askedFor = map[string][]string{"citizen": {"merge", "edit"}, "goal": {"match"}}

// TestEveryScreenWorksBesideDamagedRows makes all rows of one type damaged in turn, so that every screen that reads one
// meets it, and walks through all screens: none fails for it.
func TestEveryScreenWorksBesideDamagedRows(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("four hundred screens")
	}
	whole := sealedDemo(t)
	turns := map[string][]string{}
	for _, typ := range schema.Types() {
		turn := "others"
		if slices.Contains(lone, typ.Name) {
			turn = typ.Name
		}
		turns[turn] = append(turns[turn], typ.Table)
	}
	for turn, tables := range turns {
		t.Run(turn, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			n := int64(0)
			for _, table := range tables {
				n += spoilAll(t, path, table)
			}
			if n == 0 {
				t.Fatal("there is nothing to damage")
			}
			d := New(t, Options{Path: path, Passphrase: damagePass, Who: "MK"})
			if err := d.Session().Service.Damages.Scan(context.Background()); err != nil {
				t.Fatal(err)
			}
			for _, way := range ways {
				d.Ready()
				d.Failures = nil
				if way.start != nil {
					d.Send(*way.start)
				}
				d.Press(way.keys...)
				if len(d.Failures) > 0 && !slices.Contains(askedFor[turn], way.screen) {
					t.Errorf("%s %v: %s\n%s", way.screen, way.keys, strings.Join(d.Failures, "\n"), d.View())
				}
				d.Press("esc", "esc", "esc")
			}
		})
	}
}

// TestADamagedRowIsMarkedWhereItWouldStand: one row is damaged, and every screen that would show it shows a mark and
// the rest.
func TestADamagedRowIsMarkedWhereItWouldStand(t *testing.T) {
	t.Parallel()
	whole := sealedDemo(t)
	anja, café := demo.ID("citizen", demo.Anja), demo.ID("company", "Café Strandgården")
	byCitizen := `"citizen" = ?`
	for _, c := range []struct {
		name, table, where string
		arg                any
		start              *screen.Go
		keys               []string
		sees               []string // %s is the damaged row's ID
	}{
		{"list of a citizen", "citizens", `"id" = ?`, anja, nil, []string{"5", "enter"},
			[]string{"! (B-0001)", "Plejecenter Torsbo", "Tryk ! for at se og bringe tilbage"}},
		{"lists", "citizens", `"id" = ?`, anja, nil, []string{"5"}, []string{"! (B-0001)"}},
		{"placement of a citizen", "citizens", `"id" = (SELECT "citizen" FROM "placements" WHERE "ref" = ?)`, "F-0001",
			&screen.Go{To: screen.Placement, Arg: placementID("F-0001")}, nil,
			[]string{"! hos", "! borger B-", "beskadiget"}},
		{"board", "citizens", `"id" = (SELECT "citizen" FROM "placements" WHERE "ref" = ?)`, "F-0001", nil,
			[]string{"6"}, []string{"! · "}},
		{"board of placements", "placements", `"ref" = ?`, "F-0001", nil, []string{"6"},
			[]string{"F-0001", "beskadiget"}},
		{"picker", "citizens", `"id" = ?`, anja, nil, []string{"4"}, []string{"! B-0001", "beskadiget"}},
		{"list of companies", "companies", `"id" = ?`, café, nil, []string{"2"}, []string{"! %s", "beskadiget"}},
		{"near a citizen", "companies", `"id" = ?`, café, &screen.Go{To: screen.Near, Arg: anja}, nil,
			[]string{"! %s", "beskadiget", "Højst ca. 10 min"}},
		{"page of a damaged company", "companies", `"id" = ?`, café, &screen.Go{To: screen.Company, Arg: café}, nil,
			[]string{"Beskadigede rækker", "%s"}},
		{"goal of a citizen", "goals", byCitizen, anja, &screen.Go{To: screen.Citizen, Arg: anja}, nil,
			[]string{"! jobmål %s"}},
		{"pick of a list", "picks", `"list" = (SELECT "id" FROM "shortlists" WHERE "citizen" = ?)`, anja,
			nil, []string{"5", "enter"}, []string{"! %s"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			id := spoilWhere(t, path, c.table, c.where, c.arg)
			for _, size := range [][2]int{{120, 36}, {80, 24}} {
				d := New(t, Options{Path: path, Passphrase: damagePass, Who: "MK", W: size[0], H: size[1]})
				if c.start != nil {
					d.Send(d.resolved(*c.start))
				}
				d.Press(c.keys...)
				for _, s := range c.sees {
					d.Sees(strings.ReplaceAll(s, "%s", id))
				}
				if len(d.Failures) > 0 {
					t.Errorf("%v\n%s", d.Failures, d.View())
				}
			}
		})
	}
}

// placementID stands for the ID of a placement that its number names.
type placementID string

// resolved has the ID in the place of a placementID.
func (d *Driver) resolved(g screen.Go) screen.Go {
	if ref, ok := g.Arg.(placementID); ok {
		g.Arg = Rows[model.Placement](d, "placement", schema.Where("ref", string(ref)))[0].ID
	}
	return g
}
