package uitest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// leadAway are bindings of the walk through the forms that open none and that would end or change it.
var leadAway = []string{keys.Undo, keys.Redo, keys.Quit, keys.Lock, keys.Palette, keys.Help, keys.Back, keys.Tab,
	keys.Search, "erase", "erasedue", "remove", "restore", "history"}

// aboutNobody are forms about neither a citizen nor a workplace, by how their title begins.
var aboutNobody = []string{"Opret borger", "Opret virksomhed", "Opret snusepraktik", "Opret konsulent", "Ret konsulent",
	"Opret lokalt ord", "Ret lokalt ord", "Ret indstilling", "Opret afløsning", "Ret afløsning", "Teamet: ",
	"Udvalgsside", "Hvem bruger", "Opret forløb"} // the last begun on the board, where nobody is known yet

// namesOf are what citizens and workplaces are called over a form.
type namesOf struct{ citizens, companies []string }

func (n namesOf) in(title string) (citizens, companies []string) {
	for _, c := range n.citizens {
		if strings.Contains(title, c) {
			citizens = append(citizens, c)
		}
	}
	for _, c := range n.companies {
		if strings.Contains(title, " · "+c+" ·") || strings.HasSuffix(title, " · "+c) {
			companies = append(companies, c)
		}
	}
	return citizens, companies
}

// aboutBoth are the screens whose forms about a placement name both; a form of one of them alone says so.
var aboutBoth = []string{"placement", "agreement", "vitas", "hours"}

var aboutOne = regexp.MustCompile(`^(Ret|Opret) (virksomhed|kontaktperson|borger|jobmål|opgave)|^Timetrappe`)

// checkTitle fails where the second line of a form does not say whom it is about, or says it twice.
func (n namesOf) checkTitle(t *testing.T, d *Driver, where string) (title string) {
	t.Helper()
	line := strings.Split(d.View(), "\n")[1]
	title = strings.TrimSpace(strings.Split(line, "   ")[0])
	citizens, companies := n.in(title)
	nobody := slices.ContainsFunc(aboutNobody, func(p string) bool { return strings.HasPrefix(title, p) })
	switch {
	case nobody:
	case len(citizens)+len(companies) == 0:
		t.Errorf("%s: the form %q names nobody", where, title)
	case slices.Contains(aboutBoth, strings.Fields(where)[0]) && !aboutOne.MatchString(title) &&
		(len(citizens) != 1 || len(companies) != 1):
		t.Errorf("%s: the form %q does not name the citizen and the workplace", where, title)
	}
	for _, name := range append(citizens, companies...) {
		initials, _, _ := strings.Cut(name, " (")
		if strings.Count(title, initials) > 1 {
			t.Errorf("%s: the form %q names %s twice", where, title, name)
		}
	}
	return title
}

// inForm reports whether a form is in front.
func (d *Driver) inForm() bool {
	d.settle()
	b, ok := keys.Find(d.App.Bindings(), "ctrl+r")
	return ok && b.Label == "edit.discard"
}

// morePlaces are screens with forms at which the other ways do not stop.
var morePlaces = []struct {
	screen string
	start  *screen.Go
	keys   []string
}{
	{screen: "enrolment", start: &screen.Go{To: screen.Programme, Arg: "social-stoette"},
		keys: []string{"end", "enter"}},
	{screen: "list", start: &screen.Go{To: screen.Lists}, keys: []string{"down", "enter"}},
	{screen: "placement", start: &screen.Go{To: screen.Placements}, keys: []string{"down", "enter"}},
	{screen: "placement", start: &screen.Go{To: screen.Placements}, keys: []string{"down", "down", "down", "enter"}},
}

// pages are screens whose rows open forms.
var pages = []string{"company", "citizen", "enrolment"}

// TestEveryFormSaysWhomItIsAbout opens the forms of every screen, by each of its keys and by Enter on its rows: the
// second line says what is done, and the citizen and the workplace, none of them twice.
func TestEveryFormSaysWhomItIsAbout(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("some hundred forms")
	}
	seen := map[string]bool{}
	for _, way := range append(ways, morePlaces...) {
		if slices.Contains([]string{"palette", "find", "log", "history", "edit", "import", "rules", "rulevalues"},
			way.screen) {
			continue
		}
		d := New(t, world())
		var n namesOf
		for _, c := range Rows[model.Citizen](d, "citizen", schema.Query{}) {
			n.citizens = append(n.citizens, service.NameIn(c))
		}
		for _, c := range Rows[model.Company](d, "company", schema.Query{}) {
			n.companies = append(n.companies, c.ShownName())
		}
		begin := func() {
			d.Press("esc", "esc", "esc", "esc")
			if way.start != nil {
				d.Send(*way.start)
			}
			d.Press(way.keys...)
		}
		look := func(what string) {
			for i := 0; i < 3 && !d.inForm(); i++ {
				d.Wait() // dialogs take keys after a moment
				d.Press("enter")
			}
			if d.inForm() {
				title := n.checkTitle(t, d, way.screen+" "+strings.Join(way.keys, " ")+" "+what)
				action, _, _ := strings.Cut(title, " · ")
				seen[action] = true
			}
		}
		begin()
		for _, b := range d.App.Bindings() {
			if slices.Contains(leadAway, b.ID) || len(b.Keys) == 0 {
				continue
			}
			begin()
			d.Press(b.Keys[0])
			look(b.ID)
		}
		for down := range map[bool]int{true: 8}[slices.Contains(pages, way.screen)] {
			begin()
			for range down {
				d.Press("down")
			}
			d.Press("enter")
			if d.inForm() {
				look("enter")
			}
		}
	}
	var all []string
	for action := range seen {
		all = append(all, action)
	}
	slices.Sort(all)
	t.Log(strings.Join(all, "\n"))
	if len(all) < 40 {
		t.Errorf("only %d kinds of forms were seen", len(all))
	}
}
