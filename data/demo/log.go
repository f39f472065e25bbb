package demo

import (
	"fmt"
	"slices"

	"jobspor/model"
)

// contactRow is a row of the contact log: about whom ("" for nobody in particular), with whom, how many days ago.
type contactRow struct {
	citizen, site string
	ago           int
	how, outcome  string
	note          string
	next          nextStep
}

// nextStep is what was agreed to do next; the zero value is none.
type nextStep struct {
	day  int // from today
	what string
	done bool
}

func doneStep(day int, what string) nextStep { return nextStep{day, what, true} }
func dueStep(day int, what string) nextStep  { return nextStep{day, what, false} }

// history adds the contact log and the consents.
func (w *builder) history() {
	n := map[string]int{}
	for _, t := range append(append(citizenContacts(), companyContacts()...), w.routineCalls()...) {
		company := w.companies[t.site]
		c := &model.Contact{
			CompanyID: company.ID, PersonID: w.persons[t.site], Consultant: company.Responsible,
			On: w.day(-t.ago), How: t.how, Outcome: t.outcome, Note: t.note,
		}
		if z := w.citizens[t.citizen]; z != nil {
			c.CitizenID, c.Consultant = z.ID, z.Responsible
		}
		if t.next.what != "" {
			c.NextOn, c.NextWhat = max(w.day(t.next.day), c.On), t.next.what
			if t.next.done {
				c.DoneOn = c.NextOn
			}
		}
		key := t.citizen + " " + t.site
		n[key]++
		w.add(c, fmt.Sprintf("%s %d", key, n[key]))
	}
	for _, s := range consents() {
		c := &model.Consent{CitizenID: w.citizens[s.citizen].ID, CompanyID: w.companies[s.site].ID,
			Purpose: "Aftale om praktik eller løntimer", Covers: s.covers, GivenOn: w.day(-s.ago)}
		if s.until != 0 {
			c.Until = w.day(s.until)
		}
		if s.withdrawn != 0 {
			c.WithdrawnOn = w.day(-s.withdrawn)
		}
		w.add(c, s.citizen+" "+s.site)
	}
}

// routineCalls are the calls to workplaces that have a task bank and no other contact in the log.
func (w *builder) routineCalls() []contactRow {
	told := depthFromLog()
	var out []contactRow
	for _, kinds := range [][]workplaceKind{foodKinds(), careKinds(), tradeKinds(), workKinds(), serviceKinds()} {
		for _, k := range kinds {
			for _, site := range k.sites {
				name := site[5:]
				c, r := w.companies[name], seededRand("round"+site)
				if told[name] > registerOnly || c.Relation == "" || !c.Active() || !percent(r, 40) {
					continue
				}
				t := pick(r, routineContacts())
				t.site, t.ago = name, 8+r.IntN(300)
				if c.Relation != "contact" && c.Relation != "passive" {
					t.ago = 8 + r.IntN(90)
				}
				out = append(out, t)
			}
		}
	}
	return out
}

// consentRow is a row of the consents.
type consentRow struct {
	citizen, site string
	ago           int
	until         int // days from today, 0 when it has no end
	withdrawn     int // days ago, 0 when it is valid
	covers        []string
}

func consents() []consentRow {
	usual := slices.DeleteFunc(slices.Clone(model.ConsentTopics), func(key string) bool { return key == "licences" })
	return []consentRow{
		{Anja, Strandgaarden, 66, 115, 0, usual},
		{Anja, "Plejecenter Torsbo", 66, 115, 0, usual},
		{"Kenneth Lassen", "Vestlageret Ishøj Øst", 60, 9, 0, model.ConsentTopics},
		{"Nadia Rahimi", "Børnehuset Solsikken", 35, 145, 0, usual},
		{"Mia Tranberg", "Rideskolen Manken", 30, 60, 0, usual},
		{"Mia Tranberg", "Hundedagplejen Snude", 90, 20, 12, []string{"name", "goal"}},
		{"Lykke Hjorth", "Havecentret Vildrosen", 40, 140, 0, usual},
		{"Gitte Skovgaard", "Kantinen, Ishøj Rådhus", 110, 70, 0, usual},
		{"Hassan Jensen", "Købmanden på Strandvangen", 26, 154, 0, usual},
		{"Tine Falkenberg", "Genbrugsen Anden Omgang", 75, 105, 0, usual},
		{"Viktor Mørk", "Cykelværkstedet Eger & Kæde", 33, 147, 0, usual},
		{"Ayaan Bach", "Vaskeriet Hvidtøj", 18, 162, 0, usual},
		{"Kaj Overby", "Tranehøj Kirkegård", 150, -20, 0, usual},
		{"Morten Ibsen", "Elektronikværkstedet Roholt", 64, 0, 0, usual},
		{"Tom Rønnow", "Strandenghallen", 58, 120, 0, []string{"name", "goal", "hours"}},
		{"Poul Erik Staun", "Tranehøjskolen", 190, -60, 0, usual},
	}
}

// The contacts with workplaces that are not about a citizen.
func companyContacts() []contactRow {
	none := nextStep{}
	return []contactRow{
		{"", Silent, 62, "visit", "reached", "Kaffe med Claus og Maja. Fyldt op lige nu, men ring endelig.", none},
		{"", Silent, 150, "meeting", "yes", "Partnerskabet forlænget. To pladser ad gangen, faste opfølgninger.", none},
		{"", Strandgaarden, 88, "visit", "reached", "Lis vil hellere have én godt i gang end tre halvt.", none},
		{"", "Vestlageret Ishøj Øst", 45, "meeting",
			"yes", "Helle (TR) vil høres en uge før. Aftalt, at vi skriver til begge.", none},
		{"", "Vaskeriet Hvidtøj", 30, "meeting", "yes", "To pladser fast. Sprogmakker på hvert hold.",
			dueStep(16, "Møde om de næste to pladser")},
		{"", "Pakkestuen Sløjfen", 18, "visit", "yes", "Tre pladser ved bord. De vil gerne have besked dagen før.",
			none},
		{"", "Pakkestuen Sløjfen", 95, "meeting", "yes", "Partnerskab underskrevet.", none},
		{"", "Genbrugsen Anden Omgang", 29, "visit", "reached", "Tove mangler en, der kan køre med på afhentning.",
			none},
		{"", "Købmanden på Strandvangen", 52, "visit", "yes", "Tariq vil tage flere på små timer, hvis de bor tæt på.",
			none},
		{"", Paused, 21, "call", "later", "Ny leder på vej. De beder om ro.", none},
		{"", "Hotel Vesterled", 40, "call", "later", "Bygger om de næste måneder.", none},
		{"", "Havecentret Vildrosen", 84, "call", "reached", "To pladser i travltiden.", none},
		{"", "Hotel Strandengen", 31, "visit", "reached", "Ny køkkenchef. Meget åben.", none},
		{"", "Bageriet Rugkernen", 70, "visit", "reached", "Viste bageriet frem. Vil gerne lære fra sig.", none},
		{"", "SFO Hoppeloppen", 10, "call", "reached", "Vil have en voksen mere i boldrummet om eftermiddagen.",
			dueStep(-3, "Sende SFO-lederen forslag til et par navne")},
		{"", "SFO Hoppeloppen", 101, "mail", "not_reached", "", none},
		{"", "Tranehøjskolen", 26, "call", "reached", "Pedellen går snart på pension.", none},
		{"", "Tranehøj Kirkegård", 112, "visit", "yes", "Plads til én mere, når der skal plantes ud.", none},
		{"", "Strandenghallen", 48, "visit", "reached", "Stævner hver weekend, mest brug for folk om morgenen.", none},
		{"", "Grønt & Gran", 22, "call", "later", "Stille periode.", dueStep(0, "Ringe om de kommende opgaver")},
		{"", "Kredsløbet Bredholm", 19, "visit", "reached",
			"Ny sorteringshal. Vil gerne vise den frem for et lille hold.",
			dueStep(9, "Aftale besøg for fire borgere")},
		{"", "Kulturhuset Pakhus 9", 43, "meeting",
			"reached", "Programmet er på plads. Brug for hænder ved opstilling.", none},
		{"", "Boligforeningen Strandvænget", 15, "mail", "reached",
			"Flemming sender budgettet, når bestyrelsen har set det.", none},
		{"", "Møbelværkstedet Høvlen", 37, "visit", "reached", "Lille sted, stor ro. Vil gerne prøve én.", none},
		{"", "Trykkeriet Cicero", 160, "call", "no", "Skærer ned.", none},
		{"", "Kantinen, Ishøj Rådhus", 73, "call", "reached", "Én plads i opvasken.", none},
		{"", "Gartneriet Drivbænken", 205, "visit", "yes", "Så både tomater og agurker. Plads til to.", none},
		{"", Ceased, 175, "call", "reached", "Lukker butikken om et par måneder.", none},
	}
}

// routineContacts are the results of routine calls, from which routineCalls draws.
func routineContacts() []contactRow {
	return []contactRow{
		{how: "call", outcome: "reached", note: "Kort snak. De vil gerne høre fra os igen."},
		{how: "call", outcome: "reached", note: "Kender ordningen fra før. Mest brug for folk om formiddagen."},
		{how: "call", outcome: "later", note: "Travlt lige nu, prøv igen om et par måneder."},
		{how: "call", outcome: "not_reached", note: "Lagt besked."},
		{how: "call", outcome: "no", note: "Ikke plads i år, men tak for opkaldet."},
		{how: "visit", outcome: "reached",
			note: "Kom forbi. Fin stemning, opgaver nok, men ingen til at lære op lige nu."},
		{how: "visit", outcome: "reached", note: "Så arbejdsgangen igennem og skrev opgaverne ned."},
		{how: "visit", outcome: "yes", note: "Vil gerne tage imod én, hvis vi følger tæt op i starten."},
		{how: "visit", outcome: "later", note: "Lederen var ikke til stede. Kollegaen tog imod vores seddel."},
		{how: "mail", outcome: "reached", note: "Svarede venligt. Spurgte, hvad det koster dem i tid."},
		{how: "mail", outcome: "not_reached", note: ""},
		{how: "meeting", outcome: "reached", note: "Morgenmøde med fire naboer. Alle kender en, der kender en."},
	}
}
