package uitest

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

// rosa is a citizen whose list is short, kenneth one whose list is closed: + makes a new one for him.
const kenneth = "Kenneth Lassen"

// picks reads the rows of the open list of a citizen, in order.
func picks(d *Driver, citizen string) (list *model.Shortlist, rows []*model.Pick) {
	d.T.Helper()
	for _, l := range Rows[model.Shortlist](d, "shortlist", schema.Where("citizen", demo.ID("citizen", citizen))) {
		if !l.Closed {
			list = l
		}
	}
	if list == nil {
		return nil, nil
	}
	rows = Rows[model.Pick](d, "pick", schema.Where("list", list.ID))
	model.SortPicks(rows)
	return list, rows
}

// exported are the files in the folder of exports.
func exported(d *Driver) []string {
	d.T.Helper()
	files, err := filepath.Glob(filepath.Join(d.Session().Service.Folder, "*"))
	if err != nil {
		d.T.Fatal(err)
	}
	return files
}

func TestTheMainJobByKeys(t *testing.T) {
	o := world()
	o.AsksWhy = true
	d := New(t, o)
	d.Press("4", "k", "e", "enter")
	if d.Keys > 4 {
		t.Errorf("a ranked list took %d keys, want at most 4", d.Keys)
	}
	d.Sees("K.L. (B-0002)", "Læst som", "Gode bud", "Rækkefølge", "blanding 20261126")
	if list, _ := picks(d, kenneth); list != nil {
		t.Fatalf("there is an open list %s before anything was added", list.Ref)
	}
	first := rowAt(d, 1)
	d.Keys = 0
	d.Press("+", "+", "+", "x")
	d.Sees("Forhåndsvisning", "3 rækker", first)
	d.Press("enter", "enter") // with the usual reason
	if d.Keys > 8 {
		t.Errorf("three companies on a list and exported took %d keys, want at most 8", d.Keys)
	}
	list, rows := picks(d, kenneth)
	if list == nil || len(rows) != 3 {
		t.Fatalf("the list %v has %d rows, want 3", list, len(rows))
	}
	for i, p := range rows {
		if p.Position != model.Some(i+1) || p.Status != "new" || p.CompanyID == "" {
			t.Errorf("row %d is %+v, want position %d, new, with a company", i, p, i+1)
		}
	}
	if files := exported(d); len(files) != 1 || !strings.Contains(files[0], list.Ref) {
		t.Errorf("files %v, want one named %s", files, list.Ref)
	}
	log, err := d.Session().Store.Log(context.Background(), schema.LogQuery{Kind: "export", Limit: 1})
	if err != nil || len(log) != 1 || log[0].Count != 3 {
		t.Errorf("the log of exports is %+v, %v, want one of 3 rows", log, err)
	}
	// Back on the list: the three carry their sign, and one u takes the last one off again.
	d.Sees("✓  1", "✓  3")
	d.Press("u")
	if _, rows := picks(d, kenneth); len(rows) != 2 {
		t.Errorf("%d rows after undo, want 2", len(rows))
	}
	d.SeesNot("✓  3")
}

// rowAt reads the workplace at a rank from the screen.
func rowAt(d *Driver, rank int) string {
	for line := range strings.Lines(d.View()) {
		f := strings.Fields(strings.TrimLeft(line, " ▸●✓"))
		if len(f) > 3 && f[0] == string(rune('0'+rank)) {
			return f[1]
		}
	}
	d.T.Fatalf("no row %d on the screen:\n%s", rank, d.View())
	return ""
}

func TestFastKeysMakeOneListWithoutGaps(t *testing.T) {
	d := New(t, world())
	d.Press("4", "k", "e", "enter")
	// Five presses arrive before the first write has come back.
	for range 5 {
		d.update(Key("+"))
	}
	d.settle()
	lists := Rows[model.Shortlist](d, "shortlist", schema.Where("citizen", demo.ID("citizen", kenneth)))
	_, rows := picks(d, kenneth)
	if len(lists) != 2 || len(rows) != 5 { // one is the closed list of the demo
		t.Fatalf("%d lists and %d rows, want 2 and 5", len(lists), len(rows))
	}
	for i, p := range rows {
		if p.Position != model.Some(i+1) {
			t.Errorf("row %d stands at %v", i+1, p.Position)
		}
	}
	d.Press("home", "+")
	d.Sees("Står allerede på listen")
	if _, rows := picks(d, kenneth); len(rows) != 5 {
		t.Errorf("%d rows after adding one that is there, want 5", len(rows))
	}
}

func TestLookingAtACitizensListIsNotedOnceAndRememberedAsRecent(t *testing.T) {
	d := New(t, world())
	views := func() int {
		log, err := d.Session().Store.Log(context.Background(), schema.LogQuery{
			Kind: "view", Type: "citizen", ID: demo.ID("citizen", demo.Anja),
		})
		if err != nil {
			t.Fatal(err)
		}
		return len(slices.DeleteFunc(log, func(e model.LogEntry) bool { return e.Action != "view.match" }))
	}
	d.Press("4", "a", "n", "enter")
	d.Press("v", "+", "-", "v", "down", "down")
	d.Wait()
	if n := views(); n != 1 {
		t.Errorf("looking at the ranking was noted %d times, want once", n)
	}
	d.Press("esc")
	d.Sees("▸ Anja Holm")
	d.Press("enter")
	d.Sees("A.H. (B-0001)", "Café Strandgården")
	d.Wait()
	if n := views(); n != 1 {
		t.Errorf("after opening it again within a quarter it is noted %d times, want once", n)
	}
	again := New(t, Options{Path: d.Session().Store.Path()})
	again.Press("4")
	again.Sees("▸ Anja Holm")
}

// The sums that stand beside the list, and the points of a reason.
var (
	termsSum = regexp.MustCompile(`Vilkår (\d+) af (\d+) = (\d+)`)
	orderSum = regexp.MustCompile(`Rækkefølge (\d+) = (\d+) × \((\d+) \+ 40 × ([\d,]+)\) / (\d+)`)
	pointsOf = regexp.MustCompile(`  (\d+)/(\d+)\s*$`)
)

// addUp adds up what stands beside the list as a person would, and gives the sum of the order.
func addUp(d *Driver) string {
	d.T.Helper()
	view := d.View()
	number := func(s string) float64 {
		n, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
		if err != nil {
			d.T.Fatal(err)
		}
		return n
	}
	terms, order := termsSum.FindStringSubmatch(view), orderSum.FindStringSubmatch(view)
	if terms == nil || order == nil {
		d.T.Fatalf("the sums are missing:\n%s", view)
	}
	points, most := 0.0, 0.0
	for line := range strings.Lines(view) {
		if m := pointsOf.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			points, most = points+number(m[1]), most+number(m[2])
		}
	}
	if points != number(terms[1]) || most != number(terms[2]) ||
		math.Round(100*points/most) != number(terms[3]) || number(terms[3]) != math.Round(100*number(order[4])) {
		d.T.Errorf("the reasons add up to %v of %v, the screen says %s and %s", points, most, terms[0], order[0])
	}
	if got := math.Round(number(order[2]) * (number(order[3]) + 40*number(order[4])) / number(order[5])); got !=
		number(order[1]) {
		d.T.Errorf("%s comes to %v", order[0], got)
	}
	return order[0]
}

func TestReasonsAreTheScore(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 120, H: 90})
	d.Press("4", "a", "n", "enter")
	d.Sees("Café Strandgården · Ishøj", "Lis Vestergaard", "Passer 100", "Prøvet", "Udeladt 3", "for langt væk",
		"Det kan flytte mest: spørg", "op til", "Vejledende: listen vejer")
	first := addUp(d)
	for range 20 { // down to where much is unknown
		d.Press("down")
		addUp(d)
	}
	d.Sees("alt efter svar", "svaret kan udelukke den")
	if addUp(d) == first {
		t.Error("the sums do not follow the cursor")
	}
	d.Press("home", "v", "+", "+", "v") // the task weighs 90
	if sum := addUp(d); !strings.Contains(sum, "× (90 + 40 ×") || !strings.HasSuffix(sum, "/ 130") {
		t.Errorf("with a heavier task the sum is %q", sum)
	}
	d.Press("v", "0", "-", "-", "-", "-", "v")
	d.Sees("= vilkårene, opgaven vejer 0")
}

// TestSectionsOfTheList: each section has a heading with how many stand in it, which the cursor passes over, and the
// numbers run on; where all have one score the heading says that the order means nothing.
func TestSectionsOfTheList(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 120, H: 120})
	d.Press("4", "a", "n", "enter")
	ranks, headings := []int{}, []string{}
	for line := range strings.Lines(d.View()) {
		line, _, _ = strings.Cut(line, "│")
		f := strings.Fields(strings.TrimLeft(line, " ▸●✓"))
		switch n := 0; {
		case strings.HasPrefix(line, " Gode bud "), strings.HasPrefix(line, " Beslægtet "):
			heading, _, _ := strings.Cut(strings.TrimSpace(line), "  ") // how the bars run stands behind it
			headings = append(headings, heading)
		case len(f) > 4:
			if _, err := fmt.Sscan(f[0], &n); err == nil && n == len(ranks)+1 {
				ranks = append(ranks, n)
			}
		}
	}
	if len(headings) != 2 || len(ranks) < 20 {
		t.Fatalf("headings %q over %d rows:\n%s", headings, len(ranks), d.View())
	}
	good, related := 0, 0
	if _, err := fmt.Sscanf(strings.Join(headings, " "), "Gode bud %d Beslægtet %d", &good, &related); err != nil ||
		good+related != len(ranks) {
		t.Errorf("%q over %d rows: %v", headings, len(ranks), err)
	}
	for range good {
		d.Press("down")
	}
	d.Sees(fmt.Sprintf("▸   %2d  ", good+1))
}

func TestATieSaysThatTheOrderMeansNothing(t *testing.T) {
	world := []model.Change{
		model.Add(&model.Consultant{Head: model.Head{ID: "mk"}, Name: "Mette Krogh", Initials: "MK"})}
	for i := range 3 {
		world = append(world, model.Add(&model.Company{Head: model.Head{ID: fmt.Sprint("c", i)},
			Name: fmt.Sprintf("Firma %c", 'A'+i), Status: "active", Source: "typed"}))
	}
	d := New(t, Options{World: []model.ChangeSet{{Action: "test", Changes: world}}, W: 120, H: 30})
	d.Press("4")
	d.Type("noget med køkken")
	d.Press("enter")
	d.Sees("Måske: spørg 3", "3 mangler branche og opgaver: hent registerdata",
		"Alle har samme tal: rækkefølgen er dagens blanding", "Passer ?", "3 måske", "op til", "point")
	d.SeesNot("Gode bud", "Beslægtet")
	d.Press("esc", "esc", "4")
	d.Type("zzkrx qwv")
	d.Press("enter")
	d.Sees("Målet kunne ikke læses", "e retter det: listen går efter vilkårene.")
	d.SeesNot("hent registerdata")
}

// TestEverythingLeftOutIsListed: by reason with how many; Enter opens a reason, and beside each workplace stands why.
func TestEverythingLeftOutIsListed(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 120, H: 130})
	d.Press("4", "a", "n", "enter", "w")
	d.Sees("udeladt", "intet med målet at gøre", "for langt væk", "▸ 5 kræver flere timer", "Enter viser de 5",
		"find en bestemt")
	d.Press("enter", "down")
	d.Sees("▸   Ældrecenter Lergraven", "Ældrecenter Lergraven · Hvidovre", "Den er udeladt: kræver flere timer",
		"× Timer", "tilsidesæt")
	d.Press("down")
	d.Sees("▸   Restaurant Hjørnestuen", "Restaurant Hjørnestuen · Glostrup")
	d.SeesNot("Ældrecenter Lergraven · Hvidovre")
	d.Press("enter")
	d.Sees("Restaurant Hjørnestuen", "2600 Glostrup")
	d.Press("esc")
	d.Sees("▸   Restaurant Hjørnestuen", "Den er udeladt: kræver flere timer")
	d.Press("up", "up", "enter")
	d.SeesNot("Ældrecenter Lergraven  ")
	d.Press("w")
	d.SeesNot("find en bestemt")
}

// TestLeftOutInANarrowWindow: the reasons, their workplaces, and why one at a time.
func TestLeftOutInANarrowWindow(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 80, H: 24})
	d.Press("4", "a", "n", "enter", "w", "enter", "down", "enter")
	d.Sees("Ældrecenter Lergraven · Hvidovre", "Den er udeladt: kræver flere timer", "× Timer")
	d.Press("esc")
	d.Sees("▸   Ældrecenter Lergraven")
	d.Press("esc")
	d.Sees("Udeladt 376: 59 for langt væk · 5 kræver flere timer")
	d.Sees("grunde mere") // with those that have nothing to do with the goal, as on the page of w
}

// TestTheCursorFollowsWhatIsExplained: a workplace of the list that is asked for is under the cursor, and moving that
// explains the next one; one that is left out is found under its reason.
func TestTheCursorFollowsWhatIsExplained(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 120, H: 40})
	d.Press("4", "a", "n", "enter", "w", "/")
	d.Type("rugkernen")
	d.Press("enter")
	d.Sees("▸   10  Bageriet Rugkernen", "Den er på listen som nummer 10 af 51")
	d.Press("down")
	d.Sees("▸   11  Pizzeria Bella Sole", "Den er på listen som nummer 11 af 51")
	d.Press("esc", "/")
	d.Type("tovværket")
	d.Press("enter")
	d.Sees("▸   Restaurant Tovværket", "Den er udeladt: for langt væk")
}

// TestNamesComeBeforeBars: no name of the list is cut, the bars show the difference between the best and the worst, and
// what they mean stands there.
func TestNamesComeBeforeBars(t *testing.T) {
	for _, size := range []kit.Size{{W: 80, H: 60}, {W: 120, H: 60}, {W: 200, H: 60}} {
		d := New(t, Options{World: demo.ChangeSets(Today), W: size.W, H: size.H})
		d.Press("4", "a", "n", "enter")
		d.Sees("Restaurant Bådeskuret", "Frokostkøkkenet Vallekilde", "Madværkstedet Stationen", "søjlerne går fra",
			"100 ██", "brødpakker", "bagermedhjælper", "59 for langt væk")
	}
}

func TestFreeWordsWithAPostcode(t *testing.T) {
	d := New(t, world())
	d.Press("4")
	d.Type("noget med køkken fra 2635")
	d.Sees("▸ Søg ud fra ordene", `"noget med køkken" fra 2635`)
	d.Press("enter")
	d.Sees(`"noget med køkken"`, "fra 2635", "Læst som", "17 min", "Vej")
	d.Press("+")
	lists := Rows[model.Shortlist](d, "shortlist", schema.Query{
		Where: []schema.Cond{{Field: "citizen", Op: schema.IsNotSet}, {Field: "task", Op: schema.IsNotSet}},
	})
	if len(lists) != 1 || lists[0].GoalWords != "noget med køkken" {
		t.Errorf("lists of the words: %v, want one", lists)
	}
	d.Press("e")
	d.Sees("noget med køkken 2635")
}

func TestWeightsRankAtOnceAndGoBack(t *testing.T) {
	d := New(t, world())
	d.Press("4", "a", "n", "enter")
	before := d.View()
	d.Press("v", "down", "down", "down", "down", "+", "+", "+")
	d.Sees("ændrede vægte", "175 %")
	if d.View() == before {
		t.Error("the list did not change")
	}
	d.Press("-")
	d.Sees("150 %")
	d.Press("0", "esc")
	if got := d.View(); got != before {
		t.Errorf("after 0 the list is\n%s\nwant\n%s", got, before)
	}
}

func TestWhyNotAndOverruling(t *testing.T) {
	d := New(t, world())
	d.Press("4", "a", "n", "enter", "w", "/")
	d.Type("kildemosen")
	d.Press("enter")
	d.Sees("Plejecenter Kildemosen", "Den er udeladt: holder pause", "× Belastning")
	d.Press("o")
	d.Press("enter")
	d.Sees("Skriv en begrundelse")
	d.Type("De ringede selv i går.")
	d.Press("enter")
	d.SeesNot("Den er udeladt: holder pause")
	rows := Rows[model.Override](d, "override", schema.Where("company", demo.ID("company", demo.Paused)))
	if len(rows) != 1 || rows[0].Criterion != "load" || rows[0].Reason != "De ringede selv i går." ||
		rows[0].CitizenID != demo.ID("citizen", demo.Anja) || rows[0].On != Today {
		t.Fatalf("overrides %+v, want one for load with its reason", rows)
	}
	d.Sees("● Belastning", "tilsidesat: De ringede selv i går.")
	d.Press("o")
	d.Sees("Der er intet, der spærrer.")
	d.Press("w")
	d.Type("syrén")
	d.Press("enter")
	d.Sees("Tøjhuset Syrén")
	d.SeesNot("Plejecenter Kildemosen · ")
}

func TestWhatIfCountsOneChangeAtATime(t *testing.T) {
	d := New(t, world())
	d.Press("4", "a", "n", "enter", "i")
	d.Sees("hvad nu hvis", "10 minutter mere hver vej", "+", `uden "ingen tunge løft"`)
	d.Press("i")
	d.SeesNot("10 minutter mere hver vej")
}

func TestCompareNeedsTwoAndShowsThemSideBySide(t *testing.T) {
	d := New(t, world())
	d.Press("4", "a", "n", "enter", "c")
	d.Sees("Markér to virksomheder")
	d.Press("space", "space", "c")
	d.Sees("Café Strandgården", "Plejecenter Torsbo", "Passer", "Vilkår", "Rækkefølge", "ca. 10 min på cykel")
	d.Press("esc")
	d.Sees("●  ✓  1")
}

func TestTheCallSheetWritesAnswersIntoTheProfile(t *testing.T) {
	d := New(t, world())
	d.Press("4", "a", "n", "enter", "r")
	d.Sees("ringeark, 5 spørgsmål tilbage", "Kan opgaven klares uden tunge løft?", "1 ja   2 nej", "Lis Vestergaard",
		"00 00 46 97")
	d.Press("1")
	cafe := func() *model.Company {
		return Rows[model.Company](d, "company", schema.Where("id", demo.ID("company", demo.Strandgaarden)))[0]
	}
	if got := cafe().Offers; !slices.Contains(got, "no_lifting") {
		t.Fatalf("offers are %v, want no_lifting among them", got)
	}
	d.Sees("✓ Kan opgaven klares uden tunge løft?", "4 spørgsmål tilbage", "Hotel Vestegnen")
	// A number is typed at once; a bad one is reported at the field.
	d.Press("2")
	d.Press("x", "enter")
	d.Sees("2x")
	d.Press("backspace", "enter")
	hotel := demo.ID("company", demo.Silent)
	places := 0
	for _, task := range Rows[model.Task](d, "task", schema.Where("company", hotel)) {
		if task.OpenPlaces == model.Some(2) && task.OpenOn == Today {
			places++
		}
	}
	for _, c := range Rows[model.Company](d, "company", schema.Where("id", hotel)) {
		if c.OpenPlaces == model.Some(2) && c.OpenOn == Today {
			places++
		}
	}
	if places != 1 {
		t.Errorf("2 open places today stand at %d rows, want 1", places)
	}
	d.Sees("3 spørgsmål tilbage")
	d.Press("u", "u")
	if got := cafe().Offers; slices.Contains(got, "no_lifting") {
		t.Errorf("offers after undo are %v", got)
	}
	d.Sees("5 spørgsmål tilbage")
	d.Press("l")
	d.Sees("Ringet til virksomheden")
	d.Press("esc", "esc")
	d.Sees("Rækkefølge")
}

func TestChoosingAmongGoalsAndFilters(t *testing.T) {
	d := New(t, world())
	d.Press("4", "a", "n", "enter")
	d.Sees("noget med køkken, helst om formiddagen")
	d.Press("a")
	d.Sees("Hvilket mål", "bage, gerne brød")
	d.Type("bage")
	d.Press("enter")
	d.Sees(`"bage, gerne brød"`)
	d.Press("f")
	d.Sees("kun med opgavebank")
	d.Press("f", "f", "f")
	d.SeesNot("kun med opgavebank")
	d.Press("e")
	d.Sees("bage, gerne brød")
	d.Press("ctrl+s")
	d.Sees(`"bage, gerne brød"`)
}

func TestTheCursorKeepsItsRowWhenTheListChanges(t *testing.T) {
	d := New(t, world())
	d.Press("4", "a", "n", "enter", "down", "down", "down")
	selected := func() string {
		for line := range strings.Lines(d.View()) {
			if strings.HasPrefix(line, " ▸") {
				return strings.Join(strings.Fields(strings.TrimLeft(line, " ▸✓"))[1:3], " ")
			}
		}
		return ""
	}
	was := selected()
	d.Press("v", "down", "down", "down", "down", "+", "+", "+", "+", "v")
	if got := selected(); got == "" || got != was {
		t.Errorf("the cursor stands on %q, was on %q", got, was)
	}
	// Somebody else removes another company: the list is ranked anew and the cursor stays.
	before := Rows[model.Company](d, "company", schema.Where("id", demo.ID("company", "Kantinen, Ishøj Rådhus")))[0]
	after := *before
	after.Status, after.CeasedOn = "ceased", Today
	if _, err := d.Session().Store.Apply(context.Background(), model.ChangeSet{
		Action: "company.edit", Changes: []model.Change{model.Edit(before, &after)},
	}); err != nil {
		t.Fatal(err)
	}
	d.settle()
	d.SeesNot("Kantinen, Ishøj Rådhus")
	if got := selected(); got != was {
		t.Errorf("after the change the cursor stands on %q, was on %q", got, was)
	}
}

func TestCitizensForATask(t *testing.T) {
	var task string
	d := New(t, world())
	for _, row := range Rows[model.Task](d, "task", schema.Where("company", demo.ID("company", demo.Strandgaarden))) {
		if row.Status == "open" && task == "" {
			task = row.ID
		}
	}
	d = New(t, Options{
		World: demo.ChangeSets(Today), Start: &screen.Go{To: screen.Match, Arg: screen.MatchArg{TaskID: task}},
	})
	d.Sees("Café Strandgården", "Rækkefølge", "(B-00")
	d.SeesNot("Holm", "Lassen", "w hvorfor")
	d.Press("+")
	rows := Rows[model.Shortlist](d, "shortlist", schema.Where("task", task))
	if len(rows) != 1 {
		t.Fatalf("%d lists for the task, want 1", len(rows))
	}
	if p := Rows[model.Pick](d, "pick", schema.Where("list", rows[0].ID)); len(p) != 1 || p[0].CitizenID == "" ||
		p[0].CompanyID != "" {
		t.Errorf("the list's rows are %+v, want one citizen", p)
	}
	d.Press("x")
	d.Sees("Forhåndsvisning", "1 række")
}

func TestOneListMovesSaysAndLetsGo(t *testing.T) {
	d := New(t, world())
	d.Press("5")
	d.Sees("Lister · åbne", "A.H. (B-0001)", "Køkken om formiddagen", "4 lister, 3 passer")
	d.filter("status", "lukkede")
	d.Sees("Lister · lukkede", "Lager, men ikke kl. 5")
	d.Press("F", "enter")
	d.Sees("Liste L-0001", "interesseret", "Lis vil gerne se hende", "2 uden samtykke",
		"✓ Samtykke til Café Strandgården")
	d.Press("J")
	order := func() (names []string) {
		_, rows := picks(d, demo.Anja)
		for _, p := range rows {
			names = append(names, p.CompanyID)
		}
		return names
	}
	cafe := demo.ID("company", demo.Strandgaarden)
	if got := order(); len(got) != 4 || got[1] != cafe {
		t.Fatalf("order %v, want the café second", got)
	}
	d.Press("K", "t")
	_, rows := picks(d, demo.Anja)
	if rows[0].CompanyID != cafe || rows[0].Status != "yes" {
		t.Errorf("the first row is %+v, want the café with yes", rows[0])
	}
	d.Press("e")
	d.Type(" Ring igen.")
	d.Press("ctrl+s")
	d.Sees("Ring igen.")
	d.Press("space", "space", "delete")
	d.Sees("Slet alle", "Det gælder 2 rækker")
	d.Press("right", "enter")
	_, rows = picks(d, demo.Anja)
	if len(rows) != 2 || rows[0].Position != model.Some(1) || rows[1].Position != model.Some(2) {
		t.Errorf("after removing two there are %d rows at %v", len(rows), rows)
	}
	d.Press("u")
	if got := order(); len(got) != 4 || got[0] != cafe {
		t.Errorf("after undo the order is %v", got)
	}
	d.Press("m")
	d.Sees("Match · A.H. (B-0001)")
}

func TestWhatACompanySeesIsLittleAndAsksForConsent(t *testing.T) {
	d := New(t, world())
	d.Press("5", "enter", "X")
	d.Sees("til virksomheden", "Anja", "ingen tunge løft",
		"A.H. (B-0001) har ikke givet samtykke til at dele med Børnehuset Solsikken", "Skoleboden Tranehøj",
		"Samtykket omfatter: fornavn, jobmål")
	d.SeesNot("Holm", "Lis vil gerne se hende", "Strandgården, ")
	d.Press("enter")
	d.Sees("Samtykket mangler.")
	d.Press("esc")
	if files := exported(d); len(files) != 0 {
		t.Fatalf("files %v were written without an answer", files)
	}
	// With consents for all, nothing is missing.
	d.Press("down", "down", "n")
	d.Sees("Samtykke · A.H. (B-0001) · Børnehuset Solsikken", "fornavn, jobmål")
	d.Press("ctrl+s")
	d.Sees("✓ Samtykke til Børnehuset Solsikken", "1 uden samtykke")
	rows := Rows[model.Consent](d, "consent", schema.Where("company", demo.ID("company", "Børnehuset Solsikken")))
	rows = slices.DeleteFunc(rows, func(c *model.Consent) bool { return c.GivenOn != Today })
	if len(rows) != 1 || rows[0].CitizenID != demo.ID("citizen", demo.Anja) ||
		!slices.Equal(rows[0].Covers, model.MatchTopics) || rows[0].Scope != "" {
		t.Fatalf("%d consents given today, want one from Anja", len(rows))
	}
	d.Press("space", "X")
	d.SeesNot("har ikke givet samtykke")
	d.Press("enter")
	files := exported(d)
	if len(files) != 1 {
		t.Fatalf("files %v, want one", files)
	}
	b, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(b), "Anja") || strings.Contains(string(b), "Holm") ||
		strings.Contains(string(b), "Lis vil gerne") {
		t.Errorf("the company's version (%v):\n%s", err, b)
	}
}

func TestMatchKeysMeanOneThingEach(t *testing.T) {
	da, en := lang.New(lang.Danish), lang.New(lang.English)
	d := New(t, world())
	d.Press("4", "a", "n", "enter")
	opened := map[string]string{}
	for _, open := range []string{"", "v", "i", "r", "down", "space space c", "+"} {
		d.Press(strings.Fields(open)...)
		if same, seen := opened[d.View()]; seen {
			t.Fatalf("after %q as after %q:\n%s", open, same, d.View())
		}
		opened[d.View()] = open
		list := d.App.Bindings()
		for _, c := range keys.Conflicts(list) {
			t.Errorf("after %q: %s", open, c)
		}
		for _, b := range list {
			if ok, why := b.OK(); !da.Has(b.Label) || !en.Has(b.Label) || !ok && !da.Has(why) {
				t.Errorf("after %q: %s has no words", open, b.ID)
			}
		}
		if open == "v" || open == "i" || open == "r" || strings.HasSuffix(open, "c") {
			d.Press("esc")
		}
	}
}

func TestMatchAndListsInASmallWindowAndInEnglish(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 80, H: 24, Lang: lang.English})
	d.Press("4", "a", "n", "enter")
	d.Sees("Café Strandgården", "Fit", "Terms", "Good leads", "shuffle 20261126", "Enter see why",
		"v weights", "w left out")
	d.SeesNot("Score")
	d.Press("enter")
	d.Sees("Fit 100", "Score 9", "Café Strandgården · Ishøj")
	d.Press("esc")
	d.SeesNot("Score")
	d.Press("enter", "enter")
	d.Sees("Café Strandgården · 2635 Ishøj")
	d.Press("esc", "esc", "r")
	d.Sees("call sheet, 5 questions left", "1 yes   2 no")
	d.Press("esc", "v")
	d.Sees("Weight", "100 %")
	d.Press("esc", "5", "enter")
	d.Sees("List L-0001", "interested", "Consent for Café Strandgården")
}
