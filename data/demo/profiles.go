package demo

import (
	"jobspor/model"
)

// profile is a workplace of the examples: its values replace the usual ones of its kind.
type profile struct {
	company model.Company
	people  []person
	jobs    []taskRow // its own task bank; nil means tasks drawn from the kind
}

// person is a contact person.
type person struct{ role, name, title, note string }

func hours(n int) model.Opt[model.Hours] { return model.Some(model.Hours(4 * n)) }
func count(n int) model.Opt[int]         { return model.Some(n) }
func fte(hundredths int) model.Opt[model.FTE] {
	return model.Some(model.FTE(hundredths))
}

// profiles returns the profiles by the workplace's daily name.
func (w *builder) profiles() map[string]profile {
	mk, jb, sd, pf := ID("consultant", Mette), ID("consultant", "Jonas Bech"), ID("consultant", "Samira Dahl"),
		ID("consultant", "Peter Lund Friis")
	return map[string]profile{
		Strandgaarden: {
			company: model.Company{
				Street: "Strandsvinget 14", Phone: "00 00 26 35", StaffBand: "5-9", FTE: fte(450), FTEOn: w.day(-52),
				FTESource: "oplyst af Lis Vestergaard",
				PaysHours: "does", OpenToHire: model.Yes, OpenPlaces: count(1), OpenOn: w.day(-8), MinHours: hours(4),
				MaxHours: hours(20),
				Days:     fields("mon tue wed thu fri"), DayParts: fields("morning afternoon"), Danish: "little",
				Offers:      fields("seated_breaks fixed_times flexible_start one_contact clear_tasks short_days"),
				CannotOffer: fields("quiet"),
				Relation:    "partner", PartnerOn: w.day(-410),
				Areas: "Praktik med løntimer fra start, korte vagter om formiddagen", AskMost: count(4),
				Hosted: count(3), HostedPaid: count(2), Responsible: mk,
				Note: "Lis vil helst ringes op mellem 14 og 15. God til at begynde i det små.",
			},
			people: []person{{"employer", "Lis Vestergaard", "indehaver", "Træffes bedst efter frokosttravlheden."},
				{"supervisor", "Omid Karim", "køkkenansvarlig", ""}},
			jobs: []taskRow{
				{"Køkkenhjælp: anretning og opvask", "køkkenhjælp", 4, 20, "standing", "customers shift", "morning",
					"little", "tpg", "Anrette kager og smørrebrød, snitte grønt og fylde opvaskemaskinen."},
				{"Rydde af og tørre borde af", "cafémedarbejder", 4, 12, "standing customers", "lifting",
					"morning afternoon", "everyday", "tpg", "Den travle time mellem 11.30 og 13 tager køkkenet selv."},
			},
		},
		"Plejecenter Torsbo": {
			company: model.Company{
				StaffBand: "50-99", FTE: fte(6125), FTEOn: w.day(-34), FTESource: "oplyst af centerlederen",
				PaysHours: "yes", OpenPlaces: count(2), OpenOn: w.day(-15),
				MinHours: hours(5), MaxHours: hours(25), Days: fields(weekdays), DayParts: fields("early morning"),
				Relation: "cooperation",
				Hosted:   count(7), HostedPaid: count(3), Responsible: mk,
				Offers: fields("no_lifting fixed_times one_contact extra_breaks"),
			},
			people: []person{{"employer", "Hanne Mørch", "centerleder", ""},
				{"supervisor", "Kirsten Balle", "køkkenleder", "Vil gerne hilse på, før noget aftales."},
				{"representative", "Bente Skov", "tillidsrepræsentant", ""}},
		},
		Silent: {
			company: model.Company{
				FTE: fte(2250), FTEOn: w.day(-88), FTESource: "oplyst af hotelchefen", StaffBand: "20-49",
				PaysHours: "does", OpenToHire: model.Yes,
				MinHours: hours(6), MaxHours: hours(30), Days: fields(allWeek), DayParts: fields("early morning"),
				Danish:   "little",
				Relation: "partner", PartnerOn: w.day(-690), Areas: "Køkken, værelser og linned; to pladser ad gangen",
				Hosted: count(9), HostedPaid: count(5), Responsible: mk,
			},
			people: []person{{"employer", "Claus Winther", "hotelchef", ""},
				{"supervisor", "Maja Nowak", "oldfrue", ""}},
			jobs: []taskRow{
				{"Opvask og klargøring i køkkenet",
					"køkkenhjælp", 6, 30, "standing noise", "customers lifting", "morning", "little", "tpg",
					"Hotellets køkken efter morgenbuffeten: opvask, kaffe og klargøring til frokost."},
				{"Linned og håndklæder", "linneddepotmedarbejder", 6, 25, "standing lifting", "customers screen",
					"morning", "little", "tpg", "Tælle, folde og fylde vognene op."},
			},
		},
		"Børnehuset Solsikken": {
			company: model.Company{
				FTE: fte(1375), FTEOn: w.day(-61), FTESource: "oplyst af lederen", PaysHours: "maybe",
				MinHours: hours(5), Relation: "cooperation", Responsible: mk,
				Hosted: count(2), HostedPaid: count(0), Note: "Børneattest skal være klar før første dag.",
			},
			people: []person{{"employer", "Rikke Høy", "pædagogisk leder", ""}},
			jobs: []taskRow{
				{"Køkkenhjælp: frokost og frugt", "køkkenhjælp", 5, 18, "standing", "shift pace customers",
					"morning", "everyday", "tpg", "Skære frugt, lave frokost til 60 børn og vaske op."},
				{"Være med på legepladsen", "pædagogmedhjælper", 6, 25, "noise outdoor customers", "screen alone",
					"morning afternoon", "good", "tp", ""},
			},
		},
		"Kantinen, Ishøj Rådhus": {
			company: model.Company{
				FTE: fte(525), FTEOn: w.day(-40), FTESource: "lønkontoret", PaysHours: "maybe", OpenPlaces: count(1),
				OpenOn: w.day(-73), MinHours: hours(6), MaxHours: hours(22),
				Days: fields(weekdays), DayParts: fields("early morning"), Relation: "cooperation", Responsible: jb,
				Hosted: count(5), HostedPaid: count(1),
			},
			people: []person{{"employer", "Torben Bruun", "kantineleder", ""}},
		},
		Paused: {
			company: model.Company{Relation: "cooperation", PausedUntil: w.day(9), PaysHours: "maybe", Responsible: mk,
				Note: "Ny leder på vej. Bad om ro til hun er kommet på plads."},
			people: []person{{"employer", "Merete Aagaard", "konstitueret leder", ""}},
			jobs: []taskRow{
				{"Anrette morgenmad i afdelingskøkkenet", "køkkenhjælp", 4, 18, "standing", "lifting", "morning",
					"everyday", "tpg", "Dække op, smøre brød og vaske op bagefter."},
			},
		},
		"Hotel Vesterled": {
			company: model.Company{PausedUntil: w.day(96), Relation: "cooperation", Responsible: sd,
				Note: "Bygger om. Ring igen når fløjen åbner."},
		},
		Ceased: {
			company: model.Company{Status: "ceased", CeasedOn: w.day(-120), Relation: "passive", Responsible: jb,
				Note: "Lejemålet er opsagt, butikken er tømt."},
		},
		"Café Lindely": {
			company: model.Company{Status: "ceased", CeasedOn: w.day(-45), Responsible: mk,
				Note: "Ny forpagter er ikke fundet endnu."},
		},
		Blocked: {
			company: model.Company{DayParts: fields("evening"), Days: fields("thu fri sat"), MinHours: hours(12),
				Danish: "good", CannotOffer: fields("no_lifting day_hours"), Relation: "contact", PaysHours: "yes",
				Responsible: pf},
			jobs: []taskRow{
				{"Opvask om aftenen", "opvasker", 12, 25, "standing lifting noise pace shift", "customers",
					"evening", "everyday", "pg", "Tunge gryder og fuld fart fra kl. 18."},
			},
		},
		"Vaskeriet Hvidtøj": {
			company: model.Company{
				FTE: fte(1850), FTEOn: w.day(-25), FTESource: "oplyst af vaskerichefen", PaysHours: "does",
				OpenPlaces: count(2), OpenOn: w.day(-12), Relation: "partner",
				PartnerOn: w.day(-200), Areas: "Løntimer fra første uge, dansk på arbejdspladsen", Hosted: count(11),
				HostedPaid: count(6), Responsible: sd,
			},
			people: []person{{"employer", "Fatma Yildiz", "vaskerichef", ""},
				{"supervisor", "Kim Hald", "holdleder", ""}},
		},
		"Pakkestuen Sløjfen": {
			company: model.Company{
				FTE: fte(700), FTEOn: w.day(-18), FTESource: "oplyst af indehaveren", PaysHours: "yes",
				OpenPlaces: count(3), OpenOn: w.day(-18), Relation: "partner",
				PartnerOn: w.day(-95), Areas: "Afklarende forløb ved pakkebord", Responsible: jb, Hosted: count(4),
				HostedPaid: count(1), MinHours: hours(3), MaxHours: hours(30),
			},
		},
		"Havecentret Vildrosen": {
			company: model.Company{
				PaysHours: "yes", OpenToHire: model.Yes, OpenPlaces: count(2), OpenOn: w.day(-84),
				Relation: "cooperation", Responsible: mk, Hosted: count(6), HostedPaid: count(2),
				Note: "Travlt fra marts til juni, roligt resten af året.",
			},
			people: []person{{"employer", "Henrik Toft", "butikschef", ""},
				{"supervisor", "Sanne Lind", "afdelingsgartner", ""}},
		},
		"Genbrugsen Anden Omgang": {
			company: model.Company{PaysHours: "maybe", Relation: "partner", PartnerOn: w.day(-820),
				Areas: "Alle opgaver i butik og sortering", Responsible: mk, Hosted: count(14), HostedPaid: count(2),
				OpenPlaces: count(2), OpenOn: w.day(-9)},
			people: []person{{"employer", "Tove Krogsgaard", "butiksleder", ""},
				{"supervisor", "Ali Frost", "værkstedsleder", ""}},
		},
		"Biblioteket ved Søtorvet": {
			company: model.Company{FTE: fte(1175), FTEOn: w.day(-47), FTESource: "lønkontoret", Relation: "cooperation",
				PaysHours: "no", Responsible: jb, Hosted: count(3), HostedPaid: count(0)},
			people: []person{{"employer", "Birgitte Gade", "biblioteksleder", ""}},
		},
		"Hundedagplejen Snude": {
			company: model.Company{FTE: fte(150), FTEOn: w.day(-30), FTESource: "oplyst af indehaveren",
				Relation: "contact", PaysHours: "maybe", Responsible: mk, MinHours: hours(4), MaxHours: hours(12),
				Days: fields(weekdays), DayParts: fields("morning afternoon")},
			people: []person{{"employer", "Lone Juhl", "indehaver",
				"Meget glad for sms, tager sjældent telefonen på gåtur."}},
		},
		"Rideskolen Manken": {
			company: model.Company{Relation: "cooperation", PaysHours: "no", Responsible: sd, OpenPlaces: count(1),
				OpenOn: w.day(-20), Hosted: count(2), HostedPaid: count(0)},
			jobs: []taskRow{
				{"Gøre heste klar til undervisning", "staldmedhjælper", 4, 15, "outdoor standing customers",
					"screen", "afternoon", "everyday", "tp", "Strigle, sadle op og trække til banen."},
				{"Muge ud og fodre", "staldmedhjælper", 4, 25, "lifting outdoor dust standing", "customers screen",
					"early morning", "little", "tpg", "Tolv heste og to ponyer, samme runde hver dag."},
			},
		},
		"Vestlageret Ishøj Øst": {
			company: model.Company{FTE: fte(3400), FTEOn: w.day(-70), FTESource: "lønkontoret", Relation: "partner",
				PartnerOn: w.day(-330), Areas: "Plukning og pakning, truckkort efter tre måneder", PaysHours: "does",
				OpenToHire: model.Yes, OpenPlaces: count(4), OpenOn: w.day(-6), Responsible: pf, Hosted: count(12),
				HostedPaid: count(8), AskMost: count(10)},
			people: []person{{"employer", "Jesper Thygesen", "lagerchef", ""},
				{"supervisor", "Marek Brandt", "holdleder", ""},
				{"representative", "Helle Storm", "tillidsrepræsentant", "Vil høres i god tid, mindst en uge før."}},
		},
		"Boligforeningen Strandvænget": {
			company: model.Company{Relation: "cooperation", PaysHours: "yes", Responsible: mk, OpenPlaces: count(1),
				OpenOn: w.day(-28), Hosted: count(4), HostedPaid: count(2)},
			people: []person{{"employer", "Flemming Bæk", "driftsleder", ""},
				{"supervisor", "Bo Ravn", "ejendomsmester", ""}},
		},
		"Kontorfællesskabet Klipsen": {
			company: model.Company{Relation: "contact", PaysHours: "maybe", Responsible: sd, MinHours: hours(5),
				MaxHours: hours(20)},
			people: []person{{"employer", "Dorte Dalsgaard", "administrationschef", ""}},
			jobs: []taskRow{
				{"Taste og rette adresser", "dataindtaster", 5, 20, "screen reading", "lifting customers noise",
					"morning afternoon", "good", "tp", "Stille rum, ingen telefon."},
				{"Pakke og frankere breve", "frankeringsmedarbejder", 4, 12, "standing", "customers screen lifting",
					"morning", "everyday", "tp", ""},
			},
		},
		"Cykelværkstedet Eger & Kæde": {
			company: model.Company{Relation: "cooperation", PaysHours: "maybe", Responsible: jb, Hosted: count(3),
				HostedPaid: count(1), OpenPlaces: count(1), OpenOn: w.day(-95)},
			people: []person{{"employer", "Lasse Hedegaard", "indehaver", ""}},
		},
		"Autogården Ringen": {
			company: model.Company{Relation: "cooperation", PaysHours: "yes", Responsible: pf, Hosted: count(2),
				HostedPaid: count(1)},
		},
		"Bageriet Rugkernen": {
			company: model.Company{Relation: "cooperation", PaysHours: "yes", Responsible: mk, MinHours: hours(6),
				MaxHours: hours(25), Offers: fields("clear_tasks short_days")},
			people: []person{{"employer", "Jørgen Østergaard", "bagermester",
				"Sover om eftermiddagen. Ring før kl. 11."}},
		},
		"Købmanden på Strandvangen": {
			company: model.Company{Relation: "partner", PartnerOn: w.day(-150), Areas: "Små timer der kan vokse",
				PaysHours: "does", OpenToHire: model.Yes, Responsible: jb, Hosted: count(8), HostedPaid: count(6),
				OpenPlaces: count(1), OpenOn: w.day(-21)},
			people: []person{{"employer", "Tariq Ahmad", "købmand", ""}},
		},
		"Hedefragt": {
			company: model.Company{Relation: "contact", Responsible: mk, PaysHours: "yes"},
			jobs: []taskRow{
				{"Køre nærtur på Vestegnen", "lastbilchauffør", 12, 37, "driving lifting", "screen", "early morning",
					"everyday B C", "tpg", "Faste kunder, hjemme igen til frokost."},
			},
		},
		"Kredsløbet Bredholm": {company: model.Company{Relation: "cooperation", Responsible: pf, PaysHours: "maybe"}},
		"Elektronikværkstedet Roholt": {
			company: model.Company{Relation: "cooperation", Responsible: sd, PaysHours: "maybe", OpenPlaces: count(2),
				OpenOn: w.day(-14)},
			jobs: []taskRow{
				{"Skille computere ad", "computerskiller og genbruger", 4, 30, "", "customers pace lifting",
					"morning afternoon", "little", "tpg", "Skrue fra hinanden og sortere i kasser, ved egen plads."},
			},
		},
		"Systuen Sting & Søm": {company: model.Company{Relation: "contact", Responsible: jb,
			PaysHours: "maybe"}},
		"SFO Hoppeloppen": {company: model.Company{Relation: "cooperation", Responsible: mk,
			PaysHours: "maybe"}},
		"Tranehøjskolen": {company: model.Company{Relation: "cooperation", Responsible: jb,
			PaysHours: "yes"}},
		"Tranehøj Kirkegård": {company: model.Company{Relation: "cooperation", Responsible: sd,
			PaysHours: "maybe", OpenPlaces: count(1), OpenOn: w.day(-30)}},
		"Grønt & Gran": {company: model.Company{Relation: "cooperation", Responsible: pf,
			PaysHours: "yes"}},
		"Bogføringen Debet & Kredit": {company: model.Company{Relation: "contact", Responsible: jb,
			PaysHours: "maybe"}},
		"Strandenghallen": {company: model.Company{Relation: "cooperation", Responsible: mk,
			PaysHours: "maybe"}},
		"Rengøringsfirmaet Spand & Klud": {
			company: model.Company{Relation: "cooperation", Responsible: sd, PaysHours: "does", OpenPlaces: count(2),
				OpenOn: w.day(-11)},
			jobs: []taskRow{
				{"Rengøring af kontor i stueplan", "kontorrengøringsassistent",
					8, 20, "standing dust", "customers lifting", "early morning", "little", "tpg",
					"Et lille hus uden trapper, to gange om ugen."},
				{"Trappevask med makker", "trappevasker", 10, 30, "standing dust lifting", "customers screen",
					"early morning", "none", "tpg", "Kører ud med fast makker, der har bilen."},
			},
		},
		"Trykkeriet Cicero":         {company: model.Company{Relation: "contact", Responsible: pf, PaysHours: "no"}},
		"It-værkstedet Loddekolben": {company: model.Company{Relation: "contact", Responsible: pf, PaysHours: "maybe"}},
		"Gartneriet Drivbænken": {company: model.Company{Relation: "cooperation", Responsible: sd,
			PaysHours: "yes"}},
		"Skoleboden Tranehøj": {company: model.Company{Relation: "contact", Responsible: mk, PaysHours: "maybe",
			Days: fields(weekdays), DayParts: fields("early morning")}},
		"Kulturhuset Pakhus 9": {company: model.Company{Relation: "cooperation", Responsible: jb,
			PaysHours: "maybe"}},
		"Møbelværkstedet Høvlen": {company: model.Company{Relation: "contact", Responsible: pf, PaysHours: "maybe"}},
		"Dyrenes Hus Poten":      {company: model.Company{Relation: "contact", Responsible: jb, PaysHours: "maybe"}},
		"Hotel Strandengen": {
			company: model.Company{Relation: "cooperation", Responsible: mk, PaysHours: "yes"},
			jobs: []taskRow{
				{"Morgenbuffet: fylde op og rydde af", "receptions- og morgenmadsvært", 6, 25, "standing customers",
					"lifting", "early morning", "everyday", "tpg", ""},
				{"Hjælpe i receptionen", "hotelreceptionist", 12, 30, "customers screen reading", "lifting",
					"morning afternoon", "fluent", "tpg", "Tjekke gæster ind, svare på mails og fylde kaffen op."},
			},
		},
	}
}
