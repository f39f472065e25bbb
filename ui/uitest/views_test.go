package uitest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// filter narrows the list in front: the filter and its value as they are typed in the menu.
func (d *Driver) filter(name, value string) {
	d.T.Helper()
	d.Press("f")
	d.Type(name)
	d.Press("enter")
	d.Type(value)
	d.Press("enter")
}

// TestFiltersCombine: what is chosen in the menu holds together, stands in the second line with the count, and one key
// takes it away; an empty list says what hides the rest.
func TestFiltersCombine(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	d := New(t, o)
	d.Press("2")
	d.Sees("Virksomheder · i drift", "427 virksomheder, 425 passer")
	d.filter("by", "ishøj")
	d.Sees("Virksomheder · Ishøj")
	d.SeesNot("425 passer", "Taastrup")
	d.filter("samarb", "partner")
	d.Sees("Virksomheder · Ishøj · partnerskab")
	d.filter("ledig", "med")
	d.Sees("Virksomheder · Ishøj · partnerskab · med ledige pladser")
	d.Press("f")
	d.Sees("By", "Ishøj", "Samarbejde", "partnerskab")
	d.Press("esc")
	d.Press("F")
	d.Sees("Virksomheder · i drift", "427 virksomheder, 425 passer")

	// Several values of one filter, marked with space.
	d.Press("f")
	d.Type("by")
	d.Press("enter", "down", "space", "space", "enter")
	d.Sees("Virksomheder · Albertslund, Brøndby")
	d.filter("by", "alle")
	d.Sees("Virksomheder · i drift", "427 virksomheder, 425 passer")

	d.filter("status", "ophørte")
	d.filter("tilbyder", "ja")
	d.Sees("ophørte · Tilbyder løntimer: ja", "427 virksomheder, 1 passer")
	d.filter("ledig", "med")
	d.Sees("0 ophørte · Tilbyder løntimer: ja · med ledige pladser, 427 i alt: f viser")
}

// TestASavedView: a name for filters, order and columns is listed first in the menu, found in the palette, renamed and
// removed, and each of it is undone.
func TestASavedView(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	d := New(t, o)
	d.Press("2")
	d.filter("by", "ishøj")
	d.Press("f")
	d.Type("gem som v")
	d.Press("enter")
	d.Type("Ringes op i Ishøj")
	d.Press("enter")
	d.Sees("Virksomheder · Ringes op i Ishøj · Ishøj")
	d.Press("F")
	d.Sees("Virksomheder · i drift")
	d.Press("f", "enter")
	d.Sees("Virksomheder · Ringes op i Ishøj · Ishøj")
	d.filter("samarb", "partner")
	d.Sees("Ringes op i Ishøj (ændret) · Ishøj · partnerskab")

	d.Press("f")
	d.Type("omdøb")
	d.Press("enter", "ctrl+u")
	d.Type("Ishøj partnere")
	d.Press("enter", "f")
	d.Sees("Visning: Ishøj partnere")
	d.Press("esc", "u", "f")
	d.Sees("Visning: Ringes op i Ishøj")
	d.Type("slet visn")
	d.Press("enter", "f")
	d.SeesNot("Visning:")
	d.Press("esc", "u", "f")
	d.Sees("Visning: Ringes op i Ishøj")
	d.Press("esc")

	d.Press("1", ":")
	d.Type("ringes op")
	d.Sees("Visning: Ringes op i Ishøj")
	d.Press("enter")
	d.Sees("Virksomheder · Ringes op i Ishøj · Ishøj")
}

// TestChosenColumnsStay: which columns a list shows and its order are kept until the next start, and undone.
func TestChosenColumnsStay(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	o.Start = &screen.Go{To: screen.Companies}
	d := New(t, o)
	d.Sees("Årsværk")
	d.Press("f")
	d.Type("kolonner")
	d.Press("enter")
	d.Type("årsv")
	d.Press("space")
	d.Press("backspace", "backspace", "backspace", "backspace")
	d.Type("cvr")
	d.Press("space", "enter")
	d.SeesNot("Årsværk")
	d.Press("S")
	d.Type("by")
	d.Press("enter")
	d.Sees("efter by")

	facts, err := d.Session().Service.Database.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.Session().Close()
	again := New(t, Options{Path: facts.Path, Start: o.Start, Who: "MK", W: 160, H: 36})
	again.Sees("efter by", "CVR")
	again.SeesNot("Årsværk")
}

// TestChosenColumnsAreMoved: a column is put first or after another, which stays with the list, is what a view keeps
// and an export has, and is undone; the cells stay under their titles.
func TestChosenColumnsAreMoved(t *testing.T) {
	o := world()
	o.W, o.H = 200, 36
	d := New(t, o)
	d.Press("2")
	titles := func() []string { return strings.Fields(strings.Split(strings.Split(d.View(), "\n")[3], "│")[0]) }
	move := func(column, where string) {
		t.Helper()
		d.Press("f")
		d.Type("flyt")
		d.Press("enter")
		d.Type(column)
		d.Press("enter")
		d.Type(where)
		d.Press("enter")
	}
	usual := titles()
	move("årsv", "først")
	if got, want := titles(), "Årsværk Navn By"; !strings.HasPrefix(strings.Join(got, " "), want) {
		t.Errorf("the columns are %v, want %s", got, want)
	}
	d.Sees("8,25  Administrationshuset")
	move("by", "efter samarb")
	if got := titles(); got[len(got)-1] != "By" || got[0] != "Årsværk" {
		t.Errorf("the columns are %v, want the town last", got)
	}
	d.Press("f")
	d.Type("kolonner")
	d.Press("enter")
	d.Type("løntimer")
	d.Press("space", "enter")
	if got := titles(); got[0] != "Årsværk" || slices.Contains(got, "Løntimer") || got[len(got)-1] != "By" {
		t.Errorf("without one the columns are %v", got)
	}
	d.Press("u", "u", "u")
	move("samarb", "efter navn")
	if fields := strings.Join(service.ListSpecOf("companies").Fields([]string{"fte", "name", "town"}), " "); fields !=
		"fte name town" {
		t.Errorf("the fields are %s", fields)
	}
	d.Press("u")
	if got := titles(); !slices.Equal(got, usual) {
		t.Errorf("after undoing them the columns are %v, want %v", got, usual)
	}
}

// TestFiltersJudgeAlikeInMemoryAndInTheStore: a screen that has read its rows narrows them as the database does, with
// every value of every filter, and the numbers beside the values are those of the rows.
func TestFiltersJudgeAlikeInMemoryAndInTheStore(t *testing.T) {
	d := New(t, world()).Session().Service
	ctx, some := t.Context(), 0
	for _, l := range service.ListSpecs() {
		typ, ok := schema.TypeNamed(l.Type)
		if !ok {
			continue // Today judges its own rows
		}
		all, err := d.Store.List(ctx, l.Type, schema.Query{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range l.Filters {
			values, err := d.FilterValues(ctx, l, f.Key, nil, "da")
			if err != nil {
				t.Fatalf("%s.%s: %v", l.Screen, f.Key, err)
			}
			for _, v := range values {
				where, err := d.Conditions(ctx, l, service.Narrowing{f.Key: {v.Value}})
				if err != nil {
					t.Fatalf("%s.%s=%s: %v", l.Screen, f.Key, v.Value, err)
				}
				in, err := d.Store.List(ctx, l.Type, schema.Query{Where: where})
				if err != nil {
					t.Fatalf("%s.%s=%s: %v", l.Screen, f.Key, v.Value, err)
				}
				passes, n := typ.Tests(where), 0
				for _, e := range all {
					if passes(e) {
						n++
					}
				}
				if len(in) != n || v.N != n {
					t.Errorf("%s.%s=%s: the store has %d, memory %d, the menu %d", l.Screen, f.Key, v.Value, len(in),
						n, v.N)
				}
				if n > 0 && n < len(all) {
					some++
				}
			}
		}
	}
	if some < 40 {
		t.Errorf("only %d values part the rows", some)
	}
}

// TestTheDaysOfFilters: a filter of weeks on the day before, on and after its edge.
func TestTheDaysOfFilters(t *testing.T) {
	cs := model.ChangeSet{Action: "init"}
	ids := func(prefix string, by int) string { return fmt.Sprintf("%s%+d", prefix, by) }
	for by := -1; by <= 1; by++ {
		id := ids("c", by)
		cs.Changes = append(cs.Changes, model.Add(&model.Company{Head: model.Head{ID: id}, Name: id, Status: "active"}),
			model.Add(&model.Contact{CompanyID: id, On: Today.Add(-56 + by), How: "call"}),
			model.Add(&model.Citizen{Head: model.Head{ID: ids("b", by)}, FirstName: "Kim", Status: "active"}),
			model.Add(&model.Placement{Head: model.Head{ID: ids("p", by)}, CitizenID: ids("b", by), CompanyID: id,
				Kind: "traineeship", State: "running", TaskWords: "feje", StartOn: Today.Add(-30),
				EndOn: Today.Add(14 + by)}))
	}
	cs.Changes = append(cs.Changes,
		model.Add(&model.Company{Head: model.Head{ID: "never"}, Name: "x", Status: "active"}))
	d := New(t, Options{World: []model.ChangeSet{cs}}).Session().Service
	for _, c := range []struct {
		screen, filter, value, want string
	}{
		{"companies", "quiet", "8", "[c+0 c-1 never]"},
		{"companies", "quiet", "13", "[never]"},
		{"placements", "ends", "2", "[p+0 p-1]"},
		{"placements", "ends", "4", "[p+0 p+1 p-1]"},
	} {
		l := service.ListSpecOf(c.screen)
		where, err := d.Conditions(t.Context(), l, service.Narrowing{c.filter: {c.value}})
		if err != nil {
			t.Fatal(err)
		}
		list, err := d.Store.List(t.Context(), l.Type, schema.Query{Where: where})
		var got []string
		for _, e := range list {
			got = append(got, e.Meta().ID)
		}
		slices.Sort(got)
		if fmt.Sprint(got) != c.want || err != nil {
			t.Errorf("%s %s=%s: got %v, %v, want %s", c.screen, c.filter, c.value, got, err, c.want)
		}
	}
}

// TestTodayIsSavedAsAView: whose things are shown, of which kind and in which groups, under a name; it is chosen with f
// and in the palette, changed, renamed, removed, and each of it is undone.
func TestTodayIsSavedAsAView(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	d := New(t, o)
	choose := func(line string) {
		t.Helper()
		d.Press("f")
		d.Type(line)
		d.Press("enter")
	}
	choose("opfølgning")
	d.Press("a", "i")
	d.Sees("type: Opfølgning", "efter type")
	choose("gem som visning")
	d.Type("Ugens opfølgning")
	d.Press("enter")
	d.Sees("Visning gemt: Ugens opfølgning", "Ugens opfølgning · 7 at gøre")
	d.Press("i", "i", "i", "i", "a")
	choose("alle typer")
	d.SeesNot("type: Opfølgning", "efter type")
	choose("ugens")
	d.Sees("Ugens opfølgning · 7 at gøre, 1 forsinket")

	d.Press("i", "2", "ctrl+k")
	d.Type("ugens opf")
	d.Press("enter")
	d.Sees("Ugens opfølgning · 7 at gøre, 1 forsinket")

	choose("omdøb")
	d.Type("Opfølgning i alt")
	d.Press("enter")
	d.Sees("Visning omdøbt: Ugens opfølgning → Opfølgning i alt")
	d.Press("u")
	choose("slet visningen ugens")
	d.Sees("Visning slettet: Ugens opfølgning")
	d.Press("f")
	d.SeesNot("Ugens opfølgning")
	d.Press("esc", "u")
	choose("alle typer")
	choose("ugens")
	d.Sees("Ugens opfølgning · 7 at gøre, 1 forsinket")
}
