package importer

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

const citizenList = "Navn;Sagsnr;Telefon;Adresse;Jobmål;Jobmål 2;Timer;Ugedage;Transport;Hensyn;Dansk\n" +
	"Aida Hussein Nielsen;S-1;12345678;Vej 2, 2635 Ishøj;noget med køkken;butik;4,5;man-fre;cykel;løfter " +
	"ikke, ro;god\n" +
	"\"Berg, Ole\";S-2;;;lager; ;;;;;\n"

// summary writes what a plan adds: each citizen with goals.
func summary(p *Plan) string {
	var b strings.Builder
	for _, r := range p.All() {
		fmt.Fprintf(&b, "%d %s", r.Line, r.Verdict)
		if c, ok := r.Change().After.(*model.Citizen); ok {
			fmt.Fprintf(&b, " %s/%s/%s", c.FirstName, c.LastName, c.CaseRef)
		}
		for _, g := range r.Goals {
			fmt.Fprintf(&b, " [%d %s]", g.Rank.V, g.Words)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestCitizensWithGoalsInOneChangeSet(t *testing.T) {
	there := memoryStore{}
	p := plan(t, there, "citizen", citizenList, options())
	want := "2 new Aida Hussein/Nielsen/S-1 [1 noget med køkken] [2 butik]\n3 new Ole/Berg/S-2 [1 lager]\n"
	if got := summary(p); got != want {
		t.Fatalf("got\n%swant\n%s", got, want)
	}
	c := p.Row(0).Change().After.(*model.Citizen)
	got := fields(c, "postcode", "hours_now", "days", "transport", "conditions", "danish", "status", "responsible")
	if w := "2635 | 4.5 | mon, tue, wed, thu, fri | bike | no_lifting, quiet | good | active | anna00000000"; got != w {
		t.Errorf("got %q, want %q", got, w)
	}
	set := p.ChangeSet("anna00000000")
	if set.Action != "import.citizens" || set.Len() != 5 {
		t.Errorf("got %s with %d changes, want 2 citizens and 3 goals", set.Action, set.Len())
	}
	for change := range set.All() {
		if err := schema.Validate(change.After); err != nil {
			t.Errorf("the store would refuse %T: %v", change.After, err)
		}
	}
	there.apply(set)
	wantCounts(t, plan(t, there, "citizen", citizenList, options()), map[Verdict]int{Unchanged: 2})

	more := strings.Replace(citizenList, "lager; ;", "Lager;chauffør;", 1)
	if got := summary(plan(t, there, "citizen", more, options())); got != "2 unchanged\n3 changed [2 chauffør]\n" {
		t.Errorf("a further goal: got\n%s", got)
	}
}

func TestACitizenOnSeveralRowsHasSeveralGoals(t *testing.T) {
	p := plan(t, nil, "citizen", "fornavn,efternavn,sagsnr,jobmål\nAida,Nielsen,S-1,køkken\nAida,Nielsen,S-1,butik\n"+
		"Bo,Nielsen,S-1,lager\n", options())
	want := "2 new Aida/Nielsen/S-1 [1 køkken] [2 butik]\n3 merged\n4 refused\n"
	if got := summary(p); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestWhichCitizenARowIs(t *testing.T) {
	there := memoryStore{"citizen": {
		&model.Citizen{Head: model.Head{ID: "a"}, Ref: "B-0001", FirstName: "Aida", LastName: "Nielsen", CaseRef: "S-1",
			Phone: "12345678", Status: "active"},
		&model.Citizen{Head: model.Head{ID: "b"}, Ref: "B-0002", FirstName: "Ole", LastName: "Berg",
			Phone: "+45 87 65 43 21", Postcode: "2635", Status: "active"},
		&model.Citizen{Head: model.Head{ID: "c"}, Ref: "B-0003", FirstName: "Ole", LastName: "Berg", Phone: "11223344",
			Postcode: "2665", Status: "active"},
	}}
	for _, c := range []struct {
		row  string
		want Verdict
		id   string
	}{
		{"Aida Marie,Nielsen,s 1,,,", Changed, "a"},
		{"Aida,Nielsen,S-9,12345678,,", New, ""},
		{"Ole,Berg,,87654321,,", Unchanged, "b"},
		{"Ole,Berg,,99999999,,", New, ""},
		{"Ole,Berg,,,2665,", Unchanged, "c"},
		{"Ole,Berg,,,,", Refused, ""},
		{"Bo,Berg,,,,B-0002", Changed, "b"},
		{"Bo,Berg,,,,B-0099", Refused, ""},
	} {
		p := plan(t, there, "citizen", "fornavn,efternavn,sagsnr,telefon,postnr,ref\n"+c.row+"\n", options())
		r := p.Row(0)
		if r.Verdict != c.want || r.Change().Before != nil && r.Change().Before.Meta().ID != c.id {
			t.Errorf("%s: got %s %s %v, want %s %s", c.row, r.Verdict, reasons(r), r.Change().Before, c.want, c.id)
		}
	}
}

func TestReasonsDoNotRepeatWhatIsPersonal(t *testing.T) {
	p := plan(t, nil, "citizen", "fornavn;dansk;timer;postnr\nAida;flydende på dialekt;40 om ugen;hemmelig\n",
		options())
	if len(p.Row(0).Notes) != 3 || p.Row(0).Verdict != New {
		t.Fatalf("got %s with %d notes, want a new row with 3", p.Row(0).Verdict, len(p.Row(0).Notes))
	}
	for _, r := range p.Row(0).Notes {
		for _, private := range []string{"dialekt", "40 om", "hemmelig"} {
			if strings.Contains(r.Error(), private) {
				t.Errorf("%s repeats %q", r.Error(), private)
			}
		}
	}
}

func TestGoalsWithNumbersThatMustNotBeKept(t *testing.T) {
	p := plan(t, nil, "citizen", "fornavn;jobmål\nAida;køkken 010190-1234\nBo;"+strings.Repeat("lang ", 500)+"\n",
		options())
	wantCounts(t, p, map[Verdict]int{Refused: 2})
	if p.ChangeSet("").Len() != 0 {
		t.Error("a refused row leaves changes behind")
	}
}

func TestCitizensAreNotMadeOfCompanies(t *testing.T) {
	src := file(t, "cvr.json", `{"vat":13748136,"name":"A","industrycode":561110,"productionunits":[]}`)
	if _, err := NewPlan(context.Background(), src, nil, "citizen", options()); err == nil {
		t.Error("an answer of the register passes as a list of citizens")
	}
}
