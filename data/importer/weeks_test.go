package importer

import (
	"context"
	"testing"

	"jobspor/model"
)

// weekStore holds a citizen with two placements, and one of another's, each from week 40 of 2026 to week 6 of 2027.
func weekStore() memoryStore {
	p := func(id, ref, citizen string) *model.Placement {
		return &model.Placement{Head: model.Head{ID: id, Version: 1}, Ref: ref, CitizenID: citizen, State: "running",
			StartOn: model.NewDate(2026, 9, 28), EndOn: model.NewDate(2027, 2, 14)}
	}
	return memoryStore{"placement": {p("p1", "F-0001", "c1"), p("p2", "F-0002", "c1"), p("p3", "F-0003", "c2")}}
}

func weekOptions() Options { return Options{Today: model.NewDate(2027, 1, 14)} }

func TestAListOfWeeks(t *testing.T) {
	there := weekStore()
	text := "Forløb;År;Uge;Praktik;Løntimer;Aftalt;Mødt;Afbud;Udeblevet;Bemærkning\n" +
		"F-0001;2026;53;20;2,5;3;2;1;;god uge\n" + // over the new year
		"F-0002;2026;53;15;;;;;;\n" + // 22.5 and 15 are above 37
		"F-0002;2026;53;14,5;;;;;;\n" + // 37 in all
		"f3;;u1;;0.25;;;;;\n" +
		"3;2025;53;1;;;;;;\n" +
		"F-0003;2027;6;1;;;;;;\n" + // not begun
		"F-0003;2026;30;1;;;;;;\n" + // before the first day
		"F-0003;2026;51;-1;;;;;;\n" +
		"F-0003;2026;50;1;;2;3;;;\n" +
		"F-0003;2026;49;1;;;;;;010190-1234\n" +
		"F-0003;2026;48;;;;;;;\n" +
		"F-0001;2026;53;19;;;;;;\n"
	p := plan(t, there, "week", text, weekOptions())
	want := []string{"", "err.week.total", "", "", "err.week.none", "err.week.future", "err.week.outside", "err.hours",
		"err.week.days", "err.import.cpr", "", "err.import.weeks.twice"}
	for i, r := range p.All() {
		if got := reasons(r); got != want[i] {
			t.Errorf("line %d: %s %q, want %q", r.Line, r.Verdict, got, want[i])
		}
	}
	wantCounts(t, p, map[Verdict]int{New: 3, Unchanged: 1, Refused: 8})
	total := p.Row(1).Reasons[0]
	if total.Args["other"] != "F-0001" || total.Args["hours"] != model.Hours(90) || total.Args["column"] != "Praktik" ||
		total.Args["line"] != 3 {
		t.Errorf("the refusal says %v, want the other placement, its hours, line and column", total.Args)
	}
	set := p.ChangeSet("k1")
	if set.Action != "import.weeks" || set.Len() != 3 {
		t.Fatalf("change set %s with %d changes", set.Action, set.Len())
	}
	there.apply(set)
	w := there["week"][0].(*model.Week)
	if model.WeekText(w.Monday) != "2026-W53" || w.Trial.V != 80 || w.Paid.V != 10 || w.Met.V != 2 ||
		w.Excused.V != 1 || w.NoShow.Known || w.Note != "god uge" || w.ID != model.WeekID("p1", w.Monday) {
		t.Errorf("read as %+v", w)
	}
	again := plan(t, there, "week", text, weekOptions())
	wantCounts(t, again, map[Verdict]int{Unchanged: 4, Refused: 8})

	// What a correction leaves empty stays.
	fix := plan(t, there, "week", "placement,week,paid\nF-0001,2026-W53,2\n", weekOptions())
	wantCounts(t, fix, map[Verdict]int{Changed: 1})
	if got := fix.Row(0).Change().After.(*model.Week); got.Paid.V != 8 || got.Trial.V != 80 || got.Note != "god uge" {
		t.Errorf("corrected to %+v", got)
	}
}

func TestAListThatIsNoneOfWeeks(t *testing.T) {
	for text, want := range map[string]string{
		"navn;timer\nAnja;3\n": "err.import.weeks.columns", "forløb;praktik\nF-0001;3\n": "err.import.weeks.columns",
		"forløb;uge\n": "err.import.empty",
	} {
		_, err := NewPlan(context.Background(), file(t, "test.csv", text), weekStore(), "week", weekOptions())
		if e, ok := err.(*model.Error); !ok || e.Key != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	opts := weekOptions()
	opts.Map = map[string]string{"Nummer på forløb": "ref", "Ugens nr.": "week", "Timer": "paid"}
	p := plan(t, weekStore(), "week", "Nummer på forløb;Ugens nr.;Timer\nF-0001;50;3\n", opts)
	wantCounts(t, p, map[Verdict]int{New: 1})
	opts.Map["Timer"] = "wage"
	if _, err := NewPlan(context.Background(), file(t, "test.csv", "Nummer på forløb;Ugens nr.;Timer\nF-0001;50;3\n"),
		weekStore(), "week", opts); model.CodeOf(err) != model.Usage {
		t.Errorf("a column mapped to nothing known: got %v", err)
	}
}

func TestWhatWasReadOfAListOfWeeksIsSaid(t *testing.T) {
	opts := options()
	opts.Map = map[string]string{"Note": "-"}
	p := plan(t, memoryStore{}, "week", "Forløb;Uge;Uge nr;Praktik;Vejr;Note\nF-0001;47;48;3;regn;x\n", opts)
	want := "UTF-8 \";\" line 1\n-Uge nr 1 unused.won [week] other=Uge\n-Vejr 1\n-Note 1 unused.map"
	if got := said(p.Reading); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
