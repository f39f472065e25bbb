package demo

// What has been said to workplaces about no citizen in particular.
func companyTalks() []talk {
	none := promise{}
	return []talk{
		{"", Silent, 62, "visit", "reached", "Kaffe med Claus og Maja. Fyldt op lige nu, men ring endelig.", none},
		{"", Silent, 150, "meeting", "yes", "Partnerskabet forlænget. To pladser ad gangen, faste opfølgninger.", none},
		{"", Strandgaarden, 88, "visit", "reached", "Lis vil hellere have én godt i gang end tre halvt.", none},
		{"", "Vestlageret Ishøj Øst", 45, "meeting",
			"yes", "Helle (TR) vil høres en uge før. Aftalt, at vi skriver til begge.", none},
		{"", "Vaskeriet Hvidtøj", 30, "meeting", "yes", "To pladser fast. Sprogmakker på hvert hold.",
			due(16, "Møde om de næste to pladser")},
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
			due(-3, "Sende SFO-lederen forslag til et par navne")},
		{"", "SFO Hoppeloppen", 101, "mail", "not_reached", "", none},
		{"", "Tranehøjskolen", 26, "call", "reached", "Pedellen går snart på pension.", none},
		{"", "Tranehøj Kirkegård", 112, "visit", "yes", "Plads til én mere, når der skal plantes ud.", none},
		{"", "Strandenghallen", 48, "visit", "reached", "Stævner hver weekend, mest brug for folk om morgenen.", none},
		{"", "Grønt & Gran", 22, "call", "later", "Stille periode.", due(0, "Ringe om de kommende opgaver")},
		{"", "Kredsløbet Bredholm", 19, "visit", "reached",
			"Ny sorteringshal. Vil gerne vise den frem for et lille hold.", due(9, "Aftale besøg for fire borgere")},
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

// roundTalks are what calls on a round come to; the rounds pick among them.
func roundTalks() []talk {
	return []talk{
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
