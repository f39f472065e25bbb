package demo

import (
	"fmt"

	"jobspor/model"
)

// talk is a row of the contact log: about whom ("" for nobody in particular), with whom, how many days ago.
type talk struct {
	citizen, site string
	ago           int
	how, outcome  string
	note          string
	then          promise
}

// promise is what comes next; the zero promise is none.
type promise struct {
	day  int // from today
	what string
	kept bool
}

func kept(day int, what string) promise { return promise{day, what, true} }
func due(day int, what string) promise  { return promise{day, what, false} }

// history adds the contact log and the consents.
func (w *world) history() {
	n := map[string]int{}
	for _, t := range append(append(citizenTalks(), companyTalks()...), w.rounds()...) {
		company := w.companies[t.site]
		c := &model.Contact{
			CompanyID: company.ID, PersonID: w.persons[t.site], Consultant: company.Responsible,
			On: w.day(-t.ago), How: t.how, Outcome: t.outcome, Note: t.note,
		}
		if z := w.citizens[t.citizen]; z != nil {
			c.CitizenID, c.Consultant = z.ID, z.Responsible
		}
		if t.then.what != "" {
			c.NextOn, c.NextWhat = max(w.day(t.then.day), c.On), t.then.what
			if t.then.kept {
				c.DoneOn = c.NextOn
			}
		}
		key := t.citizen + " " + t.site
		n[key]++
		w.add(c, fmt.Sprintf("%s %d", key, n[key]))
	}
	for _, s := range consents() {
		c := &model.Consent{CitizenID: w.citizens[s.citizen].ID, CompanyID: w.companies[s.site].ID,
			Purpose: "Aftale om praktik eller løntimer", Scope: s.scope, GivenOn: w.day(-s.ago)}
		if s.until != 0 {
			c.Until = w.day(s.until)
		}
		if s.withdrawn != 0 {
			c.WithdrawnOn = w.day(-s.withdrawn)
		}
		w.add(c, s.citizen+" "+s.site)
	}
}

// rounds are the calls that every workplace gets now and then: those with a task bank and nothing else in the log.
func (w *world) rounds() []talk {
	told := toldOf()
	var out []talk
	for _, kinds := range [][]kind{foodKinds(), careKinds(), tradeKinds(), workKinds(), serviceKinds()} {
		for _, k := range kinds {
			for _, site := range k.sites {
				name := site[5:]
				c, r := w.companies[name], luck("round"+site)
				if told[name] > bare || c.Relation == "" || !c.Active() || !percent(r, 40) {
					continue
				}
				t := pick(r, roundTalks())
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

// consent is a row of the consents.
type consent struct {
	citizen, site string
	ago           int
	until         int // days from today, 0 when it has no end
	withdrawn     int // days ago, 0 when it stands
	scope         string
}

func consents() []consent {
	const usual = "Fornavn, jobmål, timer, dage og de hensyn arbejdet skal tage"
	return []consent{
		{Anja, Strandgaarden, 66, 115, 0, usual},
		{Anja, "Plejecenter Torsbo", 66, 115, 0, usual},
		{"Kenneth Lassen", "Vestlageret Ishøj Øst", 60, 9, 0, usual + ", truckcertifikat"},
		{"Nadia Rahimi", "Børnehuset Solsikken", 35, 145, 0, usual},
		{"Mia Tranberg", "Rideskolen Manken", 30, 60, 0, usual},
		{"Mia Tranberg", "Hundedagplejen Snude", 90, 20, 12, "Fornavn og jobmål"},
		{"Lykke Hjorth", "Havecentret Vildrosen", 40, 140, 0, usual},
		{"Gitte Skovgaard", "Kantinen, Ishøj Rådhus", 110, 70, 0, usual},
		{"Hassan Jensen", "Købmanden på Strandvangen", 26, 154, 0, usual},
		{"Tine Falkenberg", "Genbrugsen Anden Omgang", 75, 105, 0, usual},
		{"Viktor Mørk", "Cykelværkstedet Eger & Kæde", 33, 147, 0, usual},
		{"Ayaan Bach", "Vaskeriet Hvidtøj", 18, 162, 0, usual},
		{"Kaj Overby", "Tranehøj Kirkegård", 150, -20, 0, usual},
		{"Morten Ibsen", "Elektronikværkstedet Roholt", 64, 0, 0, usual},
		{"Tom Rønnow", "Strandenghallen", 58, 120, 0, "Fornavn, jobmål og timer"},
		{"Poul Erik Staun", "Tranehøjskolen", 190, -60, 0, usual},
	}
}
