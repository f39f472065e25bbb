package uitest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
)

// edgeCitizens are on the list of the task in edgeWorld, in this order.
var edgeCitizens = []string{"Asta", "Bodil", "Clara"}

// edgeWorld is a task with a list of three citizens, of whom those named have consented to be shared with its
// workplace.
func edgeWorld(consented ...string) []model.ChangeSet {
	company := &model.Company{Head: model.Head{ID: demo.ID("company", "edge")}, Name: "Havnens Vaskeri",
		Status: "active"}
	task := &model.Task{Head: model.Head{ID: demo.ID("task", "edge")}, CompanyID: company.ID,
		Name: "Lægge tøj sammen", Status: "open"}
	list := &model.Shortlist{Head: model.Head{ID: demo.ID("shortlist", "edge")}, TaskID: task.ID, MadeOn: Today}
	changes := []model.Change{model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"}), model.Add(company),
		model.Add(task), model.Add(list)}
	for i, name := range edgeCitizens {
		id := demo.ID("citizen", "edge"+name)
		changes = append(changes,
			model.Add(&model.Citizen{Head: model.Head{ID: id}, FirstName: name, LastName: "Prøve", Status: "active"}),
			model.Add(&model.Pick{ListID: list.ID, CitizenID: id, Position: model.Some(i + 1), Status: "new"}))
		if slices.Contains(consented, name) {
			changes = append(changes, model.Add(&model.Consent{CitizenID: id, CompanyID: company.ID, GivenOn: Today,
				Purpose: "praktik", Scope: "navn"}))
		}
	}
	return []model.ChangeSet{{Action: "init", Changes: changes}}
}

// word is the Danish text of a key.
func word(key string, args ...any) string { return lang.New(lang.Danish).T(key, args...) }

// exportEntry is the newest log entry of an export.
func exportEntry(d *Driver) model.LogEntry {
	d.T.Helper()
	log, err := d.Session().Store.Log(context.Background(), schema.LogQuery{Kind: "export", Limit: 1})
	if err != nil || len(log) != 1 {
		d.T.Fatalf("got %d exports in the log, %v, want one", len(log), err)
	}
	return log[0]
}

// exportText is the content of the only file that was written.
func exportText(d *Driver) string {
	d.T.Helper()
	files := exported(d)
	if len(files) != 1 {
		d.T.Fatalf("got files %v, want one", files)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		d.T.Fatal(err)
	}
	return string(b)
}

// TestNothingLeavesForAWorkplaceWithoutEveryConsent: from one missing consent on nothing is written, copied or logged,
// whatever is pressed; who is missing is named and nobody else; with the last consent it leaves.
func TestNothingLeavesForAWorkplaceWithoutEveryConsent(t *testing.T) {
	t.Parallel()
	for missing := range len(edgeCitizens) + 1 {
		t.Run(fmt.Sprintf("%d missing", missing), func(t *testing.T) {
			d := New(t, Options{World: edgeWorld(edgeCitizens[missing:]...),
				Start: &screen.Go{To: screen.List, Arg: demo.ID("shortlist", "edge")}})
			note := word("list.note.missing", "n", missing)
			if missing == 0 {
				d.SeesNot(note)
			} else {
				d.Sees(note)
			}
			d.Press("X")
			d.Sees(word("preview.to", "who", word("receiver.company")))
			for i, name := range edgeCitizens {
				line := fmt.Sprintf("(B-%04d) har ikke givet samtykke", i+1)
				if got, want := strings.Contains(d.View(), line), i < missing; got != want {
					t.Errorf("%s is named: got %v, want %v\n%s", name, got, want, d.View())
				}
			}
			if missing > 0 {
				for _, key := range []string{"enter", "c", "p"} {
					d.Press(key)
					d.Sees(word("preview.noconsent"))
				}
				if n := len(exported(d)); n != 0 || len(d.Copied()) != 0 {
					t.Fatalf("%d files and %d copies left without consent", n, len(d.Copied()))
				}
				log, err := d.Session().Store.Log(t.Context(), schema.LogQuery{Kind: "export"})
				if err != nil || len(log) != 0 {
					t.Fatalf("the log has %d exports, %v, want none", len(log), err)
				}
			}
			for range missing {
				d.Press("C", "ctrl+s")
			}
			d.Press("enter")
			if n := len(exported(d)); n != 1 {
				t.Fatalf("got %d files with every consent, want 1\n%s", n, d.View())
			}
			e := exportEntry(d)
			if e.Args["receiver"] != "company" || len(e.Rows) != len(edgeCitizens) || e.Count != len(edgeCitizens) {
				t.Errorf("the log says %v of %d citizens and %d rows", e.Args, len(e.Rows), e.Count)
			}
		})
	}
}

// TestMarkedRowsAloneLeaveForTheWorkplace: no mark is all rows, one mark is one row, two are two; the file, the warning
// and the log agree.
func TestMarkedRowsAloneLeaveForTheWorkplace(t *testing.T) {
	for marks := range len(edgeCitizens) {
		t.Run(fmt.Sprintf("%d marked", marks), func(t *testing.T) {
			// Who is not marked has not consented, so that a row too many also asks.
			consented := edgeCitizens
			if marks > 0 {
				consented = edgeCitizens[:marks]
			}
			d := New(t, Options{World: edgeWorld(consented...),
				Start: &screen.Go{To: screen.List, Arg: demo.ID("shortlist", "edge")}})
			want := len(edgeCitizens)
			if marks > 0 {
				want = marks
			}
			for range marks {
				d.Press("space")
			}
			d.Press("X", "enter")
			text := exportText(d)
			for i, name := range edgeCitizens {
				if got, want := strings.Contains(text, name), i < want; got != want {
					t.Errorf("%s is in the file: got %v, want %v\n%s", name, got, want, text)
				}
			}
			if got := exportEntry(d).Count; got != want {
				t.Errorf("the log counts %d rows, want %d", got, want)
			}
		})
	}
}

// TestMarkedCompaniesAloneAreExported is the same for the list of companies.
func TestMarkedCompaniesAloneAreExported(t *testing.T) {
	names := []string{"Alfa", "Beta", "Gamma"}
	var changes []model.Change
	for _, n := range names {
		changes = append(changes, model.Add(&model.Company{Name: n, Status: "active"}))
	}
	for marks := range len(names) + 1 {
		t.Run(fmt.Sprintf("%d marked", marks), func(t *testing.T) {
			d := New(t, Options{Start: &screen.Go{To: screen.Companies}, World: []model.ChangeSet{
				{Action: "init", Changes: append([]model.Change{model.Add(&model.Consultant{Name: "Mette Krogh",
					Initials: "MK"})}, changes...)}}})
			for range marks {
				d.Press("space")
			}
			want := marks
			if marks == 0 {
				want = len(names)
			}
			d.Press("x")
			for range slices.Index(present.ListFormats, "csv") {
				d.Press("f")
			}
			d.Press("enter")
			text := exportText(d)
			for i, n := range names {
				if got, want := strings.Contains(text, n), i < want; got != want {
					t.Errorf("%s is in the file: got %v, want %v\n%s", n, got, want, text)
				}
			}
			if got := exportEntry(d).Count; got != want {
				t.Errorf("the log counts %d rows, want %d", got, want)
			}
		})
	}
}

// TestAPauseEndsOnItsDay: a workplace that asked not to be asked before a day is shown as paused until the day before.
func TestAPauseEndsOnItsDay(t *testing.T) {
	for name, c := range map[string]struct {
		until  model.Date
		paused bool
	}{
		"none":      {0, false},
		"yesterday": {Today.Add(-1), false},
		"today":     {Today, false},
		"tomorrow":  {Today.Add(1), true},
	} {
		t.Run(name, func(t *testing.T) {
			d := New(t, Options{Start: &screen.Go{To: screen.Companies},
				World: []model.ChangeSet{{Action: "init", Changes: []model.Change{
					model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"}),
					model.Add(&model.Company{Name: "Havnens Vaskeri", Status: "active", Relation: "contact",
						PausedUntil: c.until})}}}})
			check := func(where, text string) {
				t.Helper()
				if got := strings.Contains(d.View(), text); got != c.paused {
					t.Errorf("%s: shown as paused: got %v, want %v\n%s", where, got, c.paused, d.View())
				}
			}
			check("the list", word("companies.paused"))
			d.Press("enter")
			before, _, _ := strings.Cut(word("company.paused", "day", "\x00"), "\x00")
			check("the page", before)
		})
	}
}

// TestFiltersFollowOneAnother: the key for the next filter shows each of them once, in the order they are declared in,
// and then the first again.
func TestFiltersFollowOneAnother(t *testing.T) {
	for _, c := range []struct {
		name  string
		start screen.Go
		words []string
	}{
		{"log", screen.Go{To: screen.Log}, []string{"log.filter.all", "log.filter.changes", "log.filter.views",
			"log.filter.exports", "log.filter.file"}},
		{"match", screen.Go{To: screen.Match, Arg: screen.MatchArg{CitizenID: demo.ID("citizen", kenneth)}},
			[]string{"", "match.filter.bank", "match.filter.close", "match.filter.known"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := world()
			o.Start, o.W, o.H = &c.start, 160, 36
			d := New(t, o)
			for i := range len(c.words) + 1 {
				// The name of the filter is read in the line of the title, where nothing else of the page stands.
				got := titleWith(d, c.words)
				if want := c.words[i%len(c.words)]; got != want {
					t.Errorf("after %d presses: got %q, want %q\n%s", i, got, want, d.View())
				}
				d.Press("f")
			}
		})
	}
}

// titleWith gives the longest of the words that the top of the screen shows, "" when it shows none.
func titleWith(d *Driver, keys []string) (found string) {
	lines := strings.Split(d.View(), "\n")
	top := strings.Join(lines[:min(4, len(lines))], "\n")
	for _, k := range keys {
		if k != "" && strings.Contains(top, "· "+word(k)) && (found == "" || len(word(k)) > len(word(found))) {
			found = k
		}
	}
	return found
}
