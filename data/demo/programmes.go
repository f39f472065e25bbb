package demo

import (
	"fmt"

	"jobspor/model"
)

// enrolmentRow is an enrolment in a programme; its days are counted from today.
type enrolmentRow struct {
	who, programme string
	start          int // days ago
	days           int // length, 0 where the programme has none
	roles          []string
	group          string
	triage, next   string
	why            string
	rhythm         []string
	ticks          []tickRow
	lines          []planRow
	checks         []checkRow
}

type tickRow struct {
	element string
	ago     int
	note    string
}

type planRow struct {
	kind, track, words, who string
	ago                     int // days ago, below 0 in the future
	days                    int
}

type checkRow struct {
	ago     int
	answers []string
	next    string
}

// programmes adds an enrolment in each of the six programmes, with ticked elements, plan lines and answered checks.
func (w *builder) programmes() {
	for _, c := range enrolledTable() {
		p := fmt.Sprint(c.who, " ", c.programme)
		e := &model.Enrolment{CitizenID: ID("citizen", c.who), Programme: c.programme, Edition: "2026-1",
			StartOn: w.today.Add(-c.start), Consultant: ID("consultant", Mette),
			Roles: c.roles, Group: c.group, Rhythm: c.rhythm, Triage: c.triage, TriageReason: c.why, TriageNext: c.next}
		if c.days > 0 {
			e.Days = model.Some(c.days)
		}
		if c.group != "" {
			e.Drawn = "entered"
		}
		if c.triage != "" {
			e.TriageOn = e.StartOn.Add(3)
		}
		w.add(e, p)
		for i, t := range c.ticks {
			w.add(&model.Tick{EnrolmentID: e.ID, Element: t.element, On: w.today.Add(-t.ago), Note: t.note,
				By: e.Consultant}, fmt.Sprint(p, " ", i))
		}
		for i, l := range c.lines {
			line := &model.PlanLine{EnrolmentID: e.ID, Kind: l.kind, Track: l.track, Words: l.words, Who: l.who,
				Position: model.Some(i + 1)}
			if l.ago != 0 {
				line.On = w.today.Add(-l.ago)
			}
			if l.kind == "attended" {
				line.On, line.Days = line.On.Monday(), model.Some(l.days)
			}
			w.add(line, fmt.Sprint(p, " ", i))
		}
		for i, k := range c.checks {
			w.add(&model.ProgressCheck{CitizenID: e.CitizenID, EnrolmentID: e.ID, On: w.today.Add(-k.ago),
				By: e.Consultant, Answers: k.answers, NextStep: k.next}, fmt.Sprint(p, " ", i))
		}
	}
}

func enrolledTable() []enrolmentRow {
	return []enrolmentRow{
		{who: "Nadia Rahimi", programme: "flere-skal-med", start: 150,
			roles: []string{"jobformidler Mette Krogh", "sagsbehandler Karin Lund"}, triage: "1", next: "projekt",
			why: "Vil gerne i gang, og kan pege på et sted.",
			ticks: []tickRow{{"trin-1", 140, "Vil arbejde med børn."}, {"k-jobmaal", 140, ""}, {"k-formidler", 138, ""},
				{"trin-2", 60, ""}},
			lines: []planRow{{"goal", "", "noget med børn, gerne de små", "citizen", 0, 0},
				{"step", "", "spise frokost på stedet en dag om ugen", "together", -10, 0}},
			checks: []checkRow{{148, []string{"jobtro 3", "naeste 2", "kender 2", "tro 5"}, "se et sted"},
				{70, []string{"jobtro 5", "naeste 3", "kender 3", "tro 6"}, "prøve to formiddage"},
				{20, []string{"jobtro 7", "naeste 4", "kender 4", "tro 7"}, "spørge om en dag mere"}}},
		{who: "Bjarne Mikkelsen", programme: "social-stoette", start: 120, days: 273, rhythm: []string{"faelles 28"},
			roles: []string{"stoetteperson Hanne Friis", "sagsbehandler Karin Lund", "jobcenter Mette Krogh"},
			ticks: []tickRow{{"opstart", 118, ""}, {"plan", 100, ""}, {"faelles", 60, ""},
				{"faelles", 12, "Alle fire var med."}},
			lines: []planRow{{"goal", "job", "ude i frisk luft, med nogen at spørge", "citizen", 0, 0},
				{"goal", "mestring", "stå op i god tid", "citizen", 0, 0},
				{"goal", "netvaerk", "nogen at drikke kaffe med", "citizen", 0, 0},
				{"step", "mestring", "aftale morgenopkald med Hanne", "citizen", 0, 0}},
			checks: []checkRow{{118, []string{"trivsel 4", "hverdag 3", "jobtro 3", "naeste 2", "tro 4", "parat 2"},
				"møde Hanne"}, {30, []string{"trivsel 6", "hverdag 5", "jobtro 5", "naeste 4", "tro 6", "parat 3"},
				"prøve en uge med fast mødetid"}}},
		{who: "Shirin Olsen", programme: "empowerment", start: 40, roles: []string{"sagsbehandler Karin Lund"},
			ticks: []tickRow{{"overblik", 35, ""}, {"valg", 20, ""}},
			lines: []planRow{{"choice", "valg", "først et sted med ro", "citizen", 20, 0},
				{"choice", "valg", "to dage om ugen er nok i starten", "together", 20, 0},
				{"step", "job", "gå forbi biblioteket og se, hvordan der er", "citizen", -7, 0}},
			checks: []checkRow{{38, []string{"bestemmer 3", "jobtro 4", "naeste 3", "overblik 2", "tro 5"},
				"gå forbi biblioteket"}}},
		{who: "Steen Pallesen", programme: "jobfirst", start: 60,
			roles: []string{"konsulent Mette Krogh", "sagsbehandler Karin Lund"}, group: "treatment",
			ticks:  []tickRow{{"roller", 58, "Mette følger hele vejen."}, {"jobmaal", 55, ""}},
			lines:  []planRow{{"goal", "borger", "køre, men være hjemme til aften", "citizen", 0, 0}},
			checks: []checkRow{{57, []string{"jobtro 6", "naeste 3", "tro 6"}, "ringe til en vognmand"}}},
		{who: "Lykke Hjorth", programme: "saerlig-indsats", start: 30, days: 91,
			roles: []string{"medarbejder Karin Lund", "vaert daglig leder på stedet"}, rhythm: []string{"samtale 21"},
			ticks: []tickRow{{"aftale", 29, ""}},
			lines: []planRow{{"attended", "", "", "", 21, 3}, {"attended", "", "", "", 14, 2},
				{"attended", "", "", "", 7, 3}, {"talk", "samtale", "hvad er nemt, og hvad er svært", "", 9, 0},
				{"met", "", "leder fra en børnehave, der bruger stedet", "", 6, 0},
				{"works", "", "én opgave ad gangen, pause efter en time", "", 0, 0}},
			checks: []checkRow{{28, []string{"jobtro 2", "naeste 2", "hverdag 4", "fremmoede 3", "tro 4"},
				"møde hver tirsdag"}}},
		{who: "Gitte Skovgaard", programme: "metode-4", start: 75, roles: []string{"konsulent Mette Krogh"},
			ticks: []tickRow{{"individuel", 70, ""}, {"moede", 60, "Ringer selv inden kl. 8."},
				{"progression", 20, ""}},
			lines: []planRow{{"goal", "", "et sted, hvor jeg lærer noget nyt", "citizen", 0, 0}},
			checks: []checkRow{{70, []string{"personligt 4", "socialt 5", "praktisk 6", "jobtro 5", "naeste 3",
				"fremmoede 4", "tro 6"}, "se to steder"}, {20, []string{"personligt 6", "socialt 6", "praktisk 7",
				"jobtro 6", "naeste 4", "fremmoede 5", "tro 7"}, "spørge om løntimer"}}},
	}
}
