package demo

import (
	"jobspor/model"
)

// Keys of model.Satisfaction that the tables use.
const (
	satisfied     = "satisfied"
	verySatisfied = "very_satisfied"
	neither       = "neither"
	dissatisfied  = "dissatisfied"
)

// runningPlacements are under way this week. Anja's is the main example: it began eight weeks ago, has one week with an
// excused day and one with a no-show, and its paid hours no longer follow the plan.
func runningPlacements() []placementRow {
	const vestlager = "Vestlageret Ishøj Øst"
	return []placementRow{
		{
			citizen: Anja, site: Strandgaarden, kind: "traineeship", state: "running", goal: 1, lead: 8, from: -8,
			to: 4, rep: repNamed,
			weeks:        "12+0 3/3, 10+0 3/3, 12+2 3/3, 8+2 2/3a, 10+2 3/3, 10+2 3/3, 9+2 2/3u",
			satisfaction: [4]string{verySatisfied, verySatisfied},
			agreements: []agreementRow{
				{from: -8, purpose: "employment", trial: []string{"Anrette kager og smørrebrød",
					"Fylde opvaskemaskinen"}, paid: []string{"Snitte grønt til frokosten"},
					ladder: []ladderStep{{-8, 12, 0, ""}, {-6, 12, 2, "når hun kender køkkenet"},
						{-3, 10, 4, "når opvasken går af sig selv"}, {1, 8, 6, ""}},
					pattern: "mon 9-13; wed 9-13; thu 9-13", every: 4, how: "visit", dates: []int{-20}, atEnd: "decide",
					acknowledged: "cw"},
				{from: -4, purpose: "employment",
					trial: []string{"Anrette kager og smørrebrød", "Fylde opvaskemaskinen", "Tælle op til næste dag"},
					paid:  []string{"Snitte grønt til frokosten", "Stå for kaffen fra 10 til 11"},
					ladder: []ladderStep{{-8, 12, 0, ""}, {-6, 12, 2, "når hun kender køkkenet"}, {-4, 10, 2, ""},
						{-2, 10, 4, "når opvasken går af sig selv"},
						{1, 8, 6, "når disken klares alene"}, {3, 6, 8, "når frokosten er hendes"}},
					pattern: "mon 9-13; wed 9-13; thu 9-13", every: 4, how: "three", dates: []int{-20, 0, 28},
					atEnd: "paid_continue", ends: "Lis vil gerne fortsætte med løntimerne, hvis trappen holder.",
					acknowledged: "cwr", representative: "Sara Lindgren", mentor: "Omid Karim", wage: 142},
			},
			followUps: []followUp{{-20, -20, "visit", "Hvordan går det ved opvasken"}, {0, 0, "three",
				"Står løntimerne stille, og hvad skal der til"}, {28, 0, "three", "Hvad sker der efter de 13 uger"}},
		},
		{
			citizen: "Kenneth Lassen", site: vestlager, kind: "traineeship", state: "running", goal: 1, lead: 6,
			from: -4, to: 1, after: "traineeship", how: "extension",
			because: "Kender pluk, men mangler at prøve truck, før stedet kan lægge løntimer på.", rep: repAsked,
			satisfaction: [4]string{satisfied, satisfied},
			weeks:        "24+0 5/5, 24+0 5/5, 22.5+0 5/5, 24+0 5/5",
			agreements: []agreementRow{{from: -4, purpose: "employment",
				trial:   []string{"Pluk", "Køre truck med makker"},
				paid:    []string{"Varemodtagelse om morgenen"},
				ladder:  []ladderStep{{-4, 24, 0, ""}, {1, 20, 4, "når repræsentanten er hørt"}},
				pattern: "mon 7-12; tue 7-12; wed 7-12; thu 7-12; fri 7-11", every: 4, how: "visit", dates: []int{0},
				atEnd: "extend", acknowledged: "cw"}},
		},
		{
			citizen: "Nadia Rahimi", site: "Børnehuset Solsikken", kind: "traineeship", state: "running",
			job: "Være med på legepladsen", goal: 1, lead: 5, from: -5, to: 7, rep: repUnknown,
			weeks: "8+0 4/4, 8+0 4/4, 6+0 3/4a, 8+0 4/4, 8+0 4/4", satisfaction: [4]string{verySatisfied, satisfied},
			agreements: []agreementRow{{from: -5, purpose: "clarify",
				trial:   []string{"Være med på legepladsen", "Læse højt"},
				paid:    []string{"Frokost og frugt i køkkenet"},
				ladder:  []ladderStep{{-5, 8, 0, ""}, {2, 8, 3, "når timeplanen i køkkenet er klar"}},
				pattern: "mon 9-11; tue 9-11; wed 9-11; thu 9-11", every: 4, how: "visit", dates: []int{-5, 23},
				atEnd: "decide", acknowledged: "c"}},
			followUps: []followUp{{-5, -5, "visit", "Trives hun på legepladsen"},
				{23, 0, "visit", "Løntimer i køkkenet"}},
		},
		{citizen: "Mia Tranberg", site: "Rideskolen Manken", kind: "traineeship", state: "running", goal: 1,
			lead: 9, from: -4, to: 4, rep: repConsulted,
			weeks: "9+0 3/3, 9+0 3/3, 6+0 2/3u, 9+0 3/3", satisfaction: [4]string{verySatisfied, satisfied},
			followUps: []followUp{{-8, -8, "visit", "Bussen og mødetiden"}, {6, 0, "call", "Virker den nye mødetid"}}},
		{
			citizen: "Lykke Hjorth", site: "Havecentret Vildrosen", kind: "traineeship", state: "running", goal: 1,
			lead: 6, from: -5, to: 7, rep: repUnknown,
			weeks: "12+0 4/4, 12+2 4/4, 12+2 4/4, 9+2 3/4a", satisfaction: [4]string{verySatisfied, verySatisfied},
			agreements: []agreementRow{{from: -5, purpose: "employment", trial: []string{"Potte om i hus 2", "Vande"},
				paid:    []string{"Pakke stauder til kunder"},
				ladder:  []ladderStep{{-5, 12, 0, ""}, {-4, 12, 2, ""}, {0, 10, 4, "når hun kender kassen"}},
				pattern: "mon 9-12; tue 9-12; thu 9-12; fri 9-12", every: 4, how: "visit", dates: []int{-3},
				atEnd: "paid_continue", acknowledged: "cw"}},
			followUps: []followUp{{-3, 0, "visit", "Er hun klar til flere løntimer"}},
		},
		{
			citizen: "Gitte Skovgaard", site: "Kantinen, Ishøj Rådhus", kind: "subsidy", state: "running", goal: 1,
			lead: 10, from: -11, to: 14, after: "traineeship", how: "renewal", rep: repUnknown,
			weeks: "18+0 4/4, 18+0 4/4, 18+0 4/4, 18+0 4/4, 13.5+0 3/4a, 18+0 4/4, 18+0 4/4, 18+0 4/4, 18+0 " +
				"4/4, 18+0 4/4, 18+0 4/4", satisfaction: [4]string{satisfied, verySatisfied}, contract: true,
			agreements: []agreementRow{{from: -11, purpose: "", trial: []string{"Salatbar", "Buffet"},
				ladder: []ladderStep{{-11, 18, 0, ""}}, pattern: "tue 8-12.30; wed 8-12.30; thu 8-12.30; fri 8-12.30",
				every: 8, how: "call", atEnd: "decide", acknowledged: "cw"}},
			followUps: []followUp{{7, 0, "call", "Timer efter løntilskuddet"}},
		},
		{citizen: "Hassan Jensen", site: "Købmanden på Strandvangen", kind: "ordinary", state: "running", goal: 1,
			lead: 4, from: 0, to: 0, after: "traineeship", how: "renewal",
			satisfaction: [4]string{verySatisfied, verySatisfied},
			agreements: []agreementRow{{from: 0, paid: []string{"Grønt og kasse"}, ladder: []ladderStep{{0, 0, 6, ""},
				{6, 0, 10, "når weekenden skal dækkes"}}, pattern: "mon 8-10; thu 8-10; fri 8-10",
				every: 2, how: "call", atEnd: "paid_continue", acknowledged: "cw", wage: 145}}},
		{
			citizen: "Tine Falkenberg", site: "Genbrugsen Anden Omgang", kind: "traineeship", state: "running",
			goal: 1, lead: 7, from: -11, to: 1, rep: repUnknown,
			weeks: "4+0 2/2, 4+0 2/2, 4+0 2/2, 2+0 1/2a, 4+0 2/2, 4+0 2/2, 4+0 2/2, 6+0 3/3, 6+0 " +
				"3/3, 6+0 3/3, 6+0 3/3",
			satisfaction: [4]string{satisfied, satisfied},
			followUps: []followUp{{-15, -15, "visit", "Kassen er lagt væk"},
				{10, 0, "visit", "Er hun klar til fire dage"}},
		},
		{
			citizen: "Viktor Mørk", site: "Cykelværkstedet Eger & Kæde", kind: "traineeship", state: "running",
			goal: 1, lead: 4, from: -5, to: 4, rep: repNamed,
			weeks:        "15+0 5/5, 15+3 5/5, 15+3 5/5, 15+3 5/5, 15+3 4/5u",
			satisfaction: [4]string{verySatisfied, verySatisfied},
			agreements: []agreementRow{{from: -5, purpose: "training", trial: []string{"Lappe og skifte dæk"},
				paid:    []string{"Klargøre nye cykler"},
				ladder:  []ladderStep{{-5, 15, 0, ""}, {-4, 15, 3, ""}, {-1, 12, 6, "når han skifter gear alene"}},
				pattern: "mon 9-12; tue 9-12; wed 9-12; thu 9-12; fri 9-12", every: 3, how: "visit",
				atEnd: "paid_continue", acknowledged: "cw", wage: 138}},
		},
		{
			citizen: "Ayaan Bach", site: "Vaskeriet Hvidtøj", kind: "traineeship", state: "running", goal: 1,
			lead: 5, from: -2, to: 1, rep: repConsulted,
			weeks: "8+2 5/5, 8+2 5/5", satisfaction: [4]string{verySatisfied, satisfied},
			agreements: []agreementRow{{from: -2, purpose: "training", trial: []string{"Sortere og folde"},
				paid:    []string{"Pakke vogne efter frokost"},
				ladder:  []ladderStep{{-2, 8, 2, ""}, {0, 8, 4, "når de vigtigste ord sidder"}, {1, 6, 8, ""}},
				pattern: "mon 8-10; tue 8-10; wed 8-10; thu 8-10; fri 8-10", every: 2, how: "three",
				atEnd: "extend", acknowledged: "cwr", wage: 140}},
			followUps: []followUp{{-4, -4, "visit", "Første uge"}, {10, 0, "three", "Tredje uge"}},
		},
		{
			citizen: "Kaj Overby", site: "Tranehøj Kirkegård", kind: "flex", state: "running", goal: 1, lead: 12,
			from: -3, to: 0, after: "traineeship 2", how: "renewal",
			weeks: "0+9 3/3, 0+9 3/3, 0+9 3/3", satisfaction: [4]string{verySatisfied, verySatisfied}, contract: true,
			agreements: []agreementRow{{from: -3, paid: []string{"Afdeling C"},
				ladder:  []ladderStep{{-3, 0, 9, ""}, {5, 0, 12, "en time mere om dagen"}},
				pattern: "tue 8-11; wed 8-11; thu 8-11", every: 8, how: "visit", atEnd: "paid_continue",
				acknowledged: "cw"}},
		},
		{
			citizen: "Morten Ibsen", site: "Elektronikværkstedet Roholt", kind: "traineeship", state: "running",
			goal: 1, lead: 6, from: -9, to: 3, rep: repUnknown,
			weeks:        "6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3",
			satisfaction: [4]string{satisfied, verySatisfied},
			agreements: []agreementRow{{from: -9, purpose: "clarify", trial: []string{"Skille computere ad"},
				paid: []string{
					"Sortere og veje"}, ladder: []ladderStep{{-9, 6, 0, ""}, {-3, 6, 2, "når pladsen er hans egen"}},
				pattern: "mon 9-11; wed 9-11; fri 9-11", every: 8, how: "visit", dates: []int{-9}, atEnd: "decide",
				acknowledged: "cw"}},
			followUps: []followUp{{-9, -9, "visit", "Radioen og pladsen ved vinduet"}, {12, 0, "visit", "Løntimer"}},
		},
		{
			citizen: "Tom Rønnow", site: "Strandenghallen", kind: "ordinary", state: "running", goal: 1, lead: 6,
			from: -4, to: 0, after: "traineeship", how: "renewal", contract: true,
			weeks: "0+8 4/4, 0+8 4/4, 0+10 5/5, 0+10 5/5", satisfaction: [4]string{verySatisfied, verySatisfied},
			agreements: []agreementRow{{from: -4, paid: []string{"Gulve og opstilling om morgenen"},
				ladder: []ladderStep{{-4, 0, 8, ""},
					{-2, 0, 10, ""}, {4, 0, 15, "når der kommer flere stævner"}}, pattern: "mon 6-8; tue 6-8; " +
					"wed 6-8; thu 6-8; fri 6-8", every: 8, how: "call", atEnd: "paid_continue", acknowledged: "cw",
				wage: 141}},
		},
		{citizen: "Ulla Brix", site: "Plejecenter Torsbo", kind: "traineeship", state: "running", job: "Læse højt " +
			"og hente kaffe", goal: 1, lead: 9, from: -2, to: 10, after: "trial", how: "renewal", rep: repConsulted,
			weeks: "3+0 1/1, 3+0 1/1", satisfaction: [4]string{verySatisfied, verySatisfied}},
		{citizen: "Sofus Krag", site: "Malerfirmaet Okker", kind: "trial", state: "running", goal: 1, lead: 4,
			from: -13, to: 0, job: "Afdække og slibe"},
		{citizen: "Ahmet Kaya", site: "Autogården Ringen", kind: "trial", state: "running", goal: 1, lead: 8,
			from: -1, to: 4, job: "Skifte dæk og rydde op i værkstedet"},
	}
}

// openPlacements are ideas or agreed, and have not begun.
func openPlacements() []placementRow {
	return []placementRow{
		{citizen: "Ibrahim Saleh", site: "Vaskeriet Hvidtøj", kind: "traineeship", state: "agreed", goal: 2,
			lead: 18, from: 1, to: 4, rep: repAsked,
			agreements: []agreementRow{{from: 1, purpose: "training",
				trial: []string{"Sortere linned"}, paid: []string{"Pakke vogne efter frokost"},
				ladder: []ladderStep{{1, 12, 0, ""}, {3, 10, 3, "når han kender holdet"}}, pattern: "mon 7-9.30; " +
					"tue 7-9.30; wed 7-9.30; thu 7-9.30; fri 7-9", every: 2, how: "visit", atEnd: "extend",
				acknowledged: "c"}}},
		{citizen: "Kasper Tang", site: "Smedjen Ambolten", kind: "traineeship", state: "agreed", goal: 1, lead: 9,
			from: 1, to: 4, after: "trial", how: "renewal", rep: repUnknown},
		{citizen: "Rosa Martinez", site: "Bageriet Rugkernen", kind: "trial", state: "agreed", goal: 1, lead: 6,
			from: 2, to: 2},
		{citizen: "Omar Lauritsen", site: "Budcentralen Pil", kind: "trial", state: "agreed", goal: 1, lead: 8,
			from: 0, to: 0, job: "Køre med en dag på bilen"},
		{citizen: "Daniel Okafor", site: "Hotel Strandengen", kind: "trial", state: "contacted", goal: 1, lead: 7,
			noDays: true},
		{citizen: "Shirin Olsen", site: "Biblioteket ved Søtorvet", kind: "trial", state: "suggested", goal: 2,
			lead: 12, noDays: true, job: "Sætte bøger på plads før åbning"},
	}
}

// pastPlacements have ended or were cancelled.
func pastPlacements() []placementRow {
	const genbrug, vestlager = "Genbrugsen Anden Omgang", "Vestlageret Ishøj Øst"
	yes, no := model.Yes, model.No
	return []placementRow{
		{citizen: "Mia Tranberg", site: "Hundedagplejen Snude", kind: "trial", state: "ended", goal: 1, lead: 9,
			from: -73, to: -66, by: "citizen", liked: no, learned: "For meget larm. Heste er sjovere end hunde.",
			next: "elsewhere", outcome: "placement"},
		{citizen: "Zahra Lindholm", site: "Systuen Sting & Søm", kind: "trial", state: "ended", goal: 1, lead: 6,
			from: -23, to: -23, by: "together", liked: yes, learned: "Syr pænt og hurtigt og snakker imens.",
			next: "wait", outcome: "none"},
		{citizen: "Bjarne Mikkelsen", site: "Boligforeningen Strandvænget",
			kind: "trial", state: "ended", goal: 1, lead: 8, from: -39, to: -39, by: "together", liked: yes,
			learned: "Godt selskab med Bo. Vil gerne begynde kl. 8.", next: "wait", outcome: "none"},
		{citizen: "Jasmin Voss", site: "Salon Hos Vibeke", kind: "trial", state: "ended", goal: 1, lead: 5,
			from: -19, to: -19, by: "together", liked: yes, learned: "Vaskede hår på to kunder. Vil gerne mere af det.",
			next: "again", outcome: "none"},
		{citizen: "Kasper Tang", site: "Smedjen Ambolten", kind: "trial", state: "ended", goal: 1, lead: 3,
			from: -6, to: -6, by: "together", liked: yes, learned: "Svejser pænt. Godt fællesskab ved frokosten.",
			next: "placement", outcome: "placement"},
		{citizen: "Ulla Brix", site: "Plejecenter Torsbo", kind: "trial", state: "ended", goal: 1,
			lead: 7, from: -73, to: -69, job: "Læse højt og hente kaffe", by: "together", liked: yes,
			learned: "Falder i snak med alle. Én dag om ugen er nok at begynde med.", next: "placement",
			outcome: "placement"},
		{citizen: "Samuel Tesfay", site: "Økologien på Nordhegn", kind: "traineeship", state: "cancelled", goal: 1,
			lead: 9, from: -2, to: 1, ended: 16, by: "company", why: "Ikke arbejde nok til to lige nu."},
		{citizen: "Kenneth Lassen", site: vestlager, kind: "traineeship", state: "ended", goal: 1, lead: 5,
			from: -8, to: -5, by: "together", outcome: "placement", rep: repConsulted,
			weeks:        "20+0 5/5, 20+0 5/5, 24+0 5/5, 24+0 5/5",
			satisfaction: [4]string{satisfied, satisfied, satisfied, verySatisfied}},
		{citizen: "Gitte Skovgaard", site: "Kantinen, Ishøj Rådhus", kind: "traineeship",
			state: "ended", goal: 1, lead: 8, from: -15, to: -12, by: "together", outcome: "subsidy", rep: repConsulted,
			weeks:        "16+0 4/4, 16+0 4/4, 16+0 4/4, 16+0 4/4",
			satisfaction: [4]string{satisfied, satisfied, satisfied, verySatisfied}},
		{citizen: "Hassan Jensen", site: "Købmanden på Strandvangen", kind: "traineeship",
			state: "ended", goal: 1, lead: 6, from: -4, to: -1, by: "together", outcome: "paid_hours",
			rep:          repConsulted,
			weeks:        "15+0 5/5, 15+0 5/5, 15+2 5/5, 12+4 5/5",
			satisfaction: [4]string{verySatisfied, verySatisfied, verySatisfied, verySatisfied}},
		{citizen: "Kaj Overby", site: "Tranehøj Kirkegård", kind: "traineeship",
			state: "ended", goal: 1, lead: 9, from: -21, to: -9, by: "together", outcome: "placement",
			rep:          repConsulted,
			satisfaction: [4]string{satisfied, verySatisfied, verySatisfied, verySatisfied},
			weeks: "6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 6+0 3/3, 9+0 3/3, 9+0 3/3, 9+0 " +
				"3/3, 9+0 3/3, 9+0 3/3, 9+0 3/3"},
		{citizen: "Kaj Overby", site: "Tranehøj Kirkegård", kind: "traineeship",
			state: "ended", goal: 1, lead: 6, from: -8, to: -4, after: "traineeship", how: "extension",
			because: "Venter på svar om fleksjob, og stedet vil gerne beholde ham imens.",
			by:      "together", outcome: "flex", rep: repConsulted,
			weeks:        "9+0 3/3, 9+0 3/3, 9+2 3/3, 9+2 3/3, 9+2 3/3",
			satisfaction: [4]string{"", "", verySatisfied, verySatisfied}},
		{citizen: "Tom Rønnow", site: "Strandenghallen", kind: "traineeship", state: "ended",
			goal: 1, lead: 6, from: -8, to: -5, by: "together", outcome: "paid_hours", rep: repAsked,
			weeks:        "20+0 5/5, 20+0 5/5, 20+0 5/5, 18+2 5/5",
			satisfaction: [4]string{satisfied, satisfied, verySatisfied, verySatisfied}},
		{citizen: "Poul Erik Staun", site: "Tranehøjskolen", kind: "traineeship", state: "ended",
			goal: 1, lead: 9, from: -27, to: -19, by: "together", outcome: "placement", rep: repConsulted, closed: true,
			satisfaction: [4]string{satisfied, satisfied, satisfied, satisfied},
			weeks:        "12+0 4/4, 12+0 4/4, 12+0 4/4, 12+0 4/4, 12+0 4/4, 12+0 4/4, 9+0 3/4a, 12+0 4/4, 12+0 4/4"},
		{citizen: "Poul Erik Staun", site: "Tranehøjskolen", kind: "traineeship", state: "ended", goal: 1, lead: 6,
			from: -18, to: -9, after: "traineeship", how: "renewal", by: "together", outcome: "job", rep: repConsulted,
			closed: true, satisfaction: [4]string{verySatisfied, satisfied, verySatisfied, verySatisfied},
			weeks: "12+4 4/4, 12+4 4/4, 12+4 4/4, 12+4 4/4, 12+4 4/4, 12+4 4/4, 8+8 4/4, 8+8 4/4, 4+16 5/5, 4+16 5/5"},
		{citizen: "Bjarne Mikkelsen", site: genbrug, kind: "traineeship", state: "ended", lead: 9, from: -43,
			to: -31, by: "municipality", outcome: "none", rep: repUnknown,
			satisfaction: [4]string{neither, satisfied, dissatisfied, satisfied}},
		{citizen: "Inger Vestmark", site: genbrug, kind: "traineeship", state: "ended", lead: 6,
			from: -41, to: -29, by: "citizen", why: "For mange timer på benene.", outcome: "none", rep: repUnknown,
			satisfaction: [4]string{satisfied, "", dissatisfied, ""}},
		{citizen: "Ulla Brix", site: genbrug, kind: "traineeship", state: "ended", lead: 8, from: -34, to: -22,
			by: "together", outcome: "none", rep: repConsulted,
			satisfaction: [4]string{satisfied, satisfied, satisfied, neither}},
		{citizen: "Zahra Lindholm", site: genbrug, kind: "traineeship", state: "ended", goal: 2, lead: 5, from: -20,
			to: -12, by: "together", outcome: "none", rep: repUnknown,
			satisfaction: [4]string{neither, satisfied, neither, satisfied}},
	}
}
