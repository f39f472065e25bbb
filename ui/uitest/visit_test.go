package uitest

import (
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestAVisitBecomesTasksAndAContact: from the company's page, one key, the answers, and one undo takes all of it back.
func TestAVisitBecomesTasksAndAContact(t *testing.T) {
	id := demo.ID("company", demo.Strandgaarden)
	d := New(t, Options{World: demo.ChangeSets(Today), Start: &screen.Go{To: screen.Company, Arg: id}})
	tasks := func() []*model.Task { return Rows[model.Task](d, "task", schema.Where("company", id)) }
	contacts := func() []*model.Contact { return Rows[model.Contact](d, "contact", schema.Where("company", id)) }
	wasTasks, wasContacts := len(tasks()), len(contacts())

	d.Press("b")
	d.Sees("Hvad tager tid fra de faglærte?", "Hvad når ingen?", "Hvornår spidser det til?")
	d.Type("fylde op i køl")
	d.Press("esc") // what is typed is kept
	d.Press("b")
	d.Sees("fylde op i køl")
	t.Log("\n" + d.View())
	d.Press("ctrl+s")
	d.Sees("Besøg: 1 ny opgave")
	if got := tasks(); len(got) != wasTasks+1 {
		t.Fatalf("got %d tasks, want %d", len(got), wasTasks+1)
	}
	list := contacts()
	if len(list) != wasContacts+1 {
		t.Fatalf("got %d contacts, want one more than %d", len(list), wasContacts)
	}
	found := false
	for _, c := range list {
		found = found || c.How == "visit" && strings.Contains(c.Note, "Tager tid fra de faglærte: fylde op i køl")
	}
	if !found {
		t.Error("no logged visit with what was answered")
	}
	d.Press("u")
	d.Sees("Fortrudt")
	if len(tasks()) != wasTasks || len(contacts()) != wasContacts {
		t.Errorf("after undo: got %d tasks and %d contacts, want %d and %d", len(tasks()), len(contacts()), wasTasks,
			wasContacts)
	}

	d.Press("B")
	d.Sees("Besøgsark: Café Strandgården", "Hvad tager tid fra de faglærte?")
}

// TestACompanyThatLooksForSomebody: an ad is written by keys and stands on the page with its day.
func TestACompanyThatLooksForSomebody(t *testing.T) {
	id := demo.ID("company", demo.Strandgaarden)
	d := New(t, Options{World: demo.ChangeSets(Today), Start: &screen.Go{To: screen.Company, Arg: id}})
	d.Press("O")
	d.Type("Køkkenmedhjælper søges")
	d.Press("ctrl+s")
	d.Sees("Søger selv", "Køkkenmedhjælper søges", "tæller til")
	if got := Rows[model.Opening](d, "opening", schema.Where("company", id)); len(got) != 1 || got[0].PublishedOn == 0 {
		t.Errorf("got %+v, want one ad of today", got)
	}
	t.Log("\n" + d.View())
}
