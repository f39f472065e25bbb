package demo

import "jobspor/model"

// row is a pick of a list.
type row struct{ site, status, note string }

// lists adds shortlists with their picks, and the one decision that a block does not count.
func (w *world) lists() {
	w.shortlist("Anja Holm", "Køkken om formiddagen", 21, "noget med køkken, helst om formiddagen, ikke tunge løft",
		[]row{
			{Strandgaarden, "interested", "Lis vil gerne se hende flere timer. Faste dage mangler."},
			{"Plejecenter Torsbo", "asked", "Spørg til gryderne."},
			{"Børnehuset Solsikken", "new", ""},
			{"Skoleboden Tranehøj", "no", "Fyldt op."},
		}, false)
	w.shortlist("Rosa Martinez", "Bagerier i nærheden", 29, "bageri, gerne bagved", []row{
		{"Bageriet Rugkernen", "yes", "Prøvemorgen kl. 6."},
		{"Strandens Surdej", "asked", "Når ovnen er kommet."},
		{"Brødhuset Kornblomst", "new", ""},
	}, false)
	w.shortlist("Kenneth Lassen", "Lager, men ikke kl. 5", 84, "lager", []row{
		{"Vestlageret Ishøj Øst", "yes", "I gang."},
		{"Vestpak Lager", "no", "Efter flytningen."},
	}, true)
	w.taskList("Købmanden på Strandvangen", "Hvem passer til Tariqs plads?", 30,
		[]string{"Hassan Jensen", "Jasmin Voss", "Zahra Lindholm"})
	w.add(&model.Override{
		CitizenID: w.citizens[Anja].ID, CompanyID: w.companies[Silent].ID, Criterion: "travel",
		Reason: "Anja har selv cyklet turen ad stien langs kysten og synes, den er fin.",
		By:     ID("consultant", Mette), On: w.day(-12),
	}, Anja+" "+Silent)
}

func (w *world) shortlist(name, title string, ago int, words string, rows []row, closed bool) {
	l := &model.Shortlist{CitizenID: w.citizens[name].ID, GoalWords: words, Title: title, MadeOn: w.day(-ago),
		Closed: closed}
	w.add(l, title)
	for i, r := range rows {
		w.add(&model.Pick{ListID: l.ID, CompanyID: w.companies[r.site].ID, Position: count(i + 1), Status: r.status,
			Note: r.note}, title+" "+r.site)
	}
}

// taskList is a list of citizens for the first task of a workplace.
func (w *world) taskList(site, title string, ago int, names []string) {
	l := &model.Shortlist{TaskID: w.banks[site][0].ID, Title: title, MadeOn: w.day(-ago)}
	w.add(l, title)
	for i, n := range names {
		status := []string{"yes", "asked", "new"}[min(i, 2)]
		w.add(&model.Pick{ListID: l.ID, CitizenID: w.citizens[n].ID, Position: count(i + 1), Status: status},
			title+" "+n)
	}
}
