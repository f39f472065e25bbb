package bootstrap

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"jobspor/data/backup"
	"jobspor/data/paths"
	"jobspor/model/schema"
	"jobspor/ui/cli"
	"jobspor/ui/service"
)

// open gives a database that is open.
type open struct {
	Deps
	db *cli.Database
}

func (o open) Inspect(context.Context, string) (cli.State, error) {
	return cli.State{Exists: true}, nil
}
func (o open) Open(context.Context, string, cli.OpenOptions) (*cli.Database, error) {
	return o.db, nil
}

// classes are commands of every kind with the right that each needs; NEAR and FAR are the numbers of citizens.
var classes = []struct {
	line  string
	right service.Right
}{
	{"citizen list", ""},
	{"citizen show NEAR", service.ReadCitizens},
	{"citizen show FAR", "nobody"},
	{"citizen show FAR --reason Vikar", service.ReadOthers},
	{"search " + ownMark, ""},
	{"search " + farMark, ""},
	{"match NEAR", service.ReadCitizens},
	{"match FAR", "nobody"},
	{"callround", ""},
	{"placement list", ""},
	{"today", ""},
	{"figures", ""},
	{"company list --limit 3", service.ReadCompanies},
	{"log", ""},
	{"log --about FAR", "nobody"},
	{"goal list", ""},
	{"citizen edit NEAR --set note=" + ownMark, service.WriteCitizens},
	{"citizen edit FAR --set note=x", "nobody"},
	{"consultant edit R3 --set name=Nyt", service.ManageMembers},
	{"consultant edit R0 --set team=Vest", service.ChangeRoles},
	{"consultant edit R0 --set role=admin", service.ChangeRoles},
	{"config set rhythm.check 9", service.ManageSettings},
	{"export citizens -o OUT --reason sagsbehandling", service.ExportMany},
}

// TestCommandsDoWhatTheRolesSay: commands of every kind, as a member of each role runs them on the server.
func TestCommandsDoWhatTheRolesSay(t *testing.T) {
	w := newTeam(t)
	ctx := context.Background()
	dir := t.TempDir()
	places := paths.New(func(key string) string {
		return map[string]string{"XDG_STATE_HOME": dir, "XDG_DATA_HOME": dir, "JOBSPOR_DB": w.path}[key]
	}, "linux", dir)
	deps := Deps{Places: places}
	seen, near := map[string]bool{}, ""
	for _, c := range w.near {
		n, err := w.host.Store.Count(ctx, "goal", schema.Where("citizen", c.ID))
		must(t, err)
		if n > 0 && c.Status == "active" {
			near = c.Ref
		}
	}
	for _, role := range []string{"reader", "consultant", "lead", "admin"} { // the last changes the others
		for i, c := range classes {
			db, err := deps.member(ctx, w.host, backup.For(w.path, dir), w.path, w.members[role].ID, nil)
			must(t, err)
			line := strings.NewReplacer("NEAR", near, "FAR", w.far[1].Ref,
				"OUT", role+".csv").Replace(c.line)
			var out, talk bytes.Buffer
			status := cli.Run(ctx, &cli.Env{Args: strings.Fields(line), In: strings.NewReader(""), Out: &out,
				Err: &talk, Now: time.Now, Terminal: cli.Terminal{Out: true, Width: 200},
				Getenv:    func(key string) string { return map[string]string{"JOBSPOR_LANG": "en"}[key] },
				Databases: open{deps, db}})
			extent := service.ExtentOf(role, c.right)
			may := c.right == "" || extent != service.Not && extent != service.Two
			asks := strings.Contains(talk.String(), "waits for the yes of another")
			if asks != (extent == service.Two) {
				t.Errorf("%s: %s asks another: %v, want %v: %s", role, line, asks, !asks, talk.String())
			}
			if role == "admin" && c.right == service.ExportMany { // a file without a row
				may = strings.Contains(talk.String(), "0 rows")
			}
			if (status == 0) != may {
				t.Errorf("%s: %s ends with %d: %s", role, line, status, talk.String())
			}
			said := out.String() + talk.String()
			if strings.Contains(said, farMark) && !strings.Contains(c.line, "--reason V") &&
				!strings.Contains(c.line, farMark) {
				t.Errorf("%s: %s tells of a citizen out of sight:\n%s", role, line, said)
			}
			if strings.Contains(c.line, farMark) && strings.Contains(said, "B-") {
				t.Errorf("%s: %s finds a citizen out of sight:\n%s", role, line, said)
			}
			if role == "admin" && strings.Contains(said, ownMark) && !strings.Contains(c.line, ownMark) {
				t.Errorf("%s: %s tells of a citizen:\n%s", role, line, said)
			}
			seen[classes[i].line] = seen[classes[i].line] || strings.Contains(said, ownMark)
		}
	}
	for _, line := range []string{"citizen list", "citizen show NEAR", "goal list", "match NEAR"} {
		if !seen[line] {
			t.Errorf("%s tells nobody of their own citizens: this test could not fail", line)
		}
	}
}
