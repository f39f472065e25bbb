package importer

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"jobspor/model"
)

const adList = "CVR-nr;Postnr;Stilling;Udgivet;Ansøgningsfrist\n"

// TestAdsCountUntilTheirDay: the day before, on and after the last day that an ad counts, with and without a deadline.
func TestAdsCountUntilTheirDay(t *testing.T) {
	for row, want := range map[string]Verdict{
		"00000132;2635;Opvasker;1-11-2026;23-11-2026": New, // today is 22-11-2026
		"00000132;2635;Opvasker;1-11-2026;22-11-2026": New,
		"00000132;2635;Opvasker;1-11-2026;21-11-2026": Skipped,
		"00000132;2635;Opvasker;24-09-2026;":          New,
		"00000132;2635;Opvasker;23-09-2026;":          New,
		"00000132;2635;Opvasker;22-09-2026;":          Skipped, // 61 days
		"00000132;2635;Opvasker;;23-11-2026":          New,
		"00000132;2635;Opvasker;0001-01-01;":          Refused,
	} {
		p := plan(t, linkedStore(), "opening", adList+row+"\n", options())
		if got := p.Row(0).Verdict; got != want {
			t.Errorf("%s: got %s (%s), want %s", row, got, reasons(p.Row(0)), want)
		}
	}
}

// TestAnAdThatChanged: the same ad again changes nothing, also once it is over; a deadline that was moved does.
func TestAnAdThatChanged(t *testing.T) {
	there := linkedStore()
	list := adList + "00000132;2635;Opvasker;1-11-2026;23-11-2026\n"
	there.apply(plan(t, there, "opening", list, options()).ChangeSet(""))
	wantCounts(t, plan(t, there, "opening", list, options()), map[Verdict]int{Unchanged: 1})

	later := options()
	later.Today = today.Add(30)
	wantCounts(t, plan(t, there, "opening", list, later), map[Verdict]int{Unchanged: 1})

	moved := adList + "00000132;2635;opvasker;1-11-2026;20-11-2026\n"
	p := plan(t, there, "opening", moved, options())
	wantCounts(t, p, map[Verdict]int{Changed: 1})
	if got := fields(p.Row(0).Change().After, "title", "deadline_on"); got != "Opvasker | 2026-11-20" {
		t.Errorf("got %q, want the earlier deadline and the name as it was", got)
	}
	again := adList + "00000132;2635;Opvasker;15-11-2026;30-11-2026\n" // published anew: another ad
	wantCounts(t, plan(t, there, "opening", again, options()), map[Verdict]int{New: 1})
}

// TestAdsOfElsewhere: an ad for another workplace of a company that is here is not one of the workplace that is here.
func TestAdsOfElsewhere(t *testing.T) {
	for row, want := range map[string]string{
		"00000132;8000;Opvasker;1-11-2026;": "err.import.opening.unknown",
		"00000132;2665;Opvasker;1-11-2026;": "",
		"00000132;;Opvasker;1-11-2026;":     "err.import.link.company.many",
		"00000140;2635;Opvasker;1-11-2026;": "err.import.opening.unknown",
	} {
		p := plan(t, linkedStore(), "opening", adList+row+"\n", options())
		if got := reasons(p.Row(0)); got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
}

// TestPagesOfJobnet reads the pages in the folder JOBSPOR_TESTDATA, which lies outside the repository: every ad whose
// workplace is here comes in, all others are named, and nothing of a page is lost without a word.
func TestPagesOfJobnet(t *testing.T) {
	dir := os.Getenv("JOBSPOR_TESTDATA")
	if dir == "" {
		t.Skip("set JOBSPOR_TESTDATA to the folder that has jobnet-widjobs")
	}
	opts := options()
	opts.Today = model.NewDate(2021, 7, 5)
	here := []model.Entity{ // some of those who advertise there, as invented workplaces with their numbers
		&model.Company{Head: model.Head{ID: "a"}, Name: "A", CVR: "30806883", Postcode: "2100"},
		&model.Company{Head: model.Head{ID: "b"}, Name: "B", CVR: "30899695", Postcode: "8660"},
	}
	total := 0
	for _, name := range []string{"JobPage01.json", "JobPage02.json"} {
		there := memoryStore{"company": here}
		src, err := Open(context.Background(), filepath.Join(dir, "jobnet-widjobs", name))
		if err != nil {
			t.Skip(err)
		}
		p, err := NewPlan(context.Background(), src, there, "opening", opts)
		if err != nil {
			t.Fatal(err)
		}
		checkNothingIsLost(t, p)
		for _, r := range p.All() {
			if r.Verdict == Refused || r.Verdict == Skipped && (r.Title == "" || len(r.Reasons) != 1) {
				t.Errorf("%s, ad %d: got %s %q %s", name, r.Line, r.Verdict, r.Title, reasons(r))
			}
		}
		total += p.Counts[New]
		there.apply(p.ChangeSet(""))
		again, err := NewPlan(context.Background(), src, there, "opening", opts)
		if err != nil || again.Counts[Unchanged] != p.Counts[New] || again.Counts[Skipped] != p.Counts[Skipped] {
			t.Errorf("%s again: got %v, %v after %v", name, again.Counts, err, p.Counts)
		}
		src.Close()
	}
	if total < 2 {
		t.Errorf("got %d ads of the two workplaces that are here, want them", total)
	}
}
