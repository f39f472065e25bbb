package demo

// The contacts about citizens, newest first for each.
func citizenContacts() []contactRow {
	none := nextStep{}
	const torsbo, vestlager = "Plejecenter Torsbo", "Vestlageret Ishøj Øst"
	return []contactRow{
		{Anja, Strandgaarden, 6, "call", "reached", "Lis er glad for Anja. Hun undersøger, om det kan være faste dage.",
			dueStep(-2, "Ringe til Lis: lovet svar om faste dage")},
		{Anja, Strandgaarden, 20, "visit", "reached",
			"Så køkkenet i gang. Opvasken står i bordhøjde, kasserne bærer Omid.",
			doneStep(-6, "Ringe igen om to uger")},
		{Anja, Strandgaarden, 63, "meeting", "yes",
			"Lis vil gerne se Anja en formiddag. Opstart aftalt, tre dage om ugen.", doneStep(-20, "Besøg i køkkenet")},
		{Anja, torsbo, 13, "call", "reached", "Kirsten i køkkenet mangler hænder om morgenen. Spurgte til " +
			"løft, hun vender tilbage.", dueStep(3, "Høre Kirsten om gryder og kasser")},
		{Anja, "Skoleboden Tranehøj", 65, "mail", "no", "De har fyldt op lige nu.", none},

		{"Kenneth Lassen", vestlager, 9, "visit", "yes", "Går godt ved pluk. Jesper vil lægge fire løntimer " +
			"på fra næste måned, hvis tillidsrepræsentanten er hørt.", dueStep(0, "Opfølgning på stedet kl. 10")},
		{"Kenneth Lassen", vestlager, 37, "visit", "reached", "Møder til tiden. Kl. 5 er for tidligt, aftalt kl. 7.",
			doneStep(-9, "Opfølgning på stedet")},
		{"Kenneth Lassen", vestlager, 58, "meeting", "yes", "Opstart. Rundvisning, sikkerhedssko og makker på plads.",
			doneStep(-37, "Høre hvordan det går")},
		{"Kenneth Lassen", "Vestpak Lager", 83, "call", "no", "De tager først nogen ind efter flytningen.", none},

		{"Nadia Rahimi", "Børnehuset Solsikken", 5, "visit", "yes", "Børnene spørger efter hende. Rikke " +
			"vil gerne snakke løntimer i køkkenet.", dueStep(1, "Sende Rikke udkast til timeplan")},
		{"Nadia Rahimi", "Børnehuset Solsikken", 33, "meeting", "yes", "Opstartssamtale. Mandag til torsdag, 9 til 11.",
			doneStep(-5, "Besøg efter fire uger")},
		{"Nadia Rahimi", "Børnehuset Fyrtårnet", 52, "call", "later", "Ny leder starter om en måned.",
			dueStep(12, "Ringe når den nye leder er begyndt")},

		{"Bjarne Mikkelsen", "Boligforeningen Strandvænget", 39, "visit", "later",
			"Gik en runde med Bo. God kemi. De afventer budgettet.", dueStep(-5, "Spørge Flemming om budgettet")},
		{"Bjarne Mikkelsen", "Bredholm Grønservice", 77, "call", "no", "Kræver kørekort til alle på holdet.", none},
		{"Bjarne Mikkelsen", "Boligforeningen Bredholm", 120, "mail", "not_reached",
			"Intet svar, heller ikke på anden mail.", none},

		{"Shirin Olsen", "Biblioteket ved Søtorvet", 12, "visit", "reached", "Bogvognene kører to formiddage. " +
			"Stille før åbning kl. 10, det passer hende.", dueStep(2, "Ringe til Birgitte om en prøvedag")},
		{"Shirin Olsen", "Kontorfællesskabet Klipsen", 26, "call",
			"later", "Har en bunke adresser, der skal rettes snart.", dueStep(9, "Ringe om tasteopgaven")},
		{"Shirin Olsen", "Bogføringen Debet & Kredit", 48, "call", "no", "Alle skal kunne tage telefonen.", none},

		{"Steen Pallesen", "Hedefragt", 4, "call", "reached", "Mangler en på nærtur. Vil se hans chaufførkort.",
			dueStep(0, "Sende mail med kørekort og erfaring")},
		{"Steen Pallesen", "Vognmand Kragh Poulsen", 15, "call", "no", "Kører kun langtur for tiden.", none},
		{"Steen Pallesen", "Kølefragt Vesterled", 29, "mail", "not_reached", "Lagt besked.", none},

		{"Mia Tranberg", "Rideskolen Manken", 8, "visit", "yes", "Er faldet til i stalden. Bussen er problemet, " +
			"de prøver at rykke mødetiden.", dueStep(6, "Høre om den nye mødetid virker")},
		{"Mia Tranberg", "Rideskolen Manken", 29, "meeting", "yes", "Opstart, tre eftermiddage.",
			doneStep(-8, "Besøg i stalden")},
		{"Mia Tranberg", "Hundedagplejen Snude", 66, "visit", "reached",
			"Prøvede en uge. Lone var glad for hende, men der er for meget larm.", none},
		{"Mia Tranberg", "Dyrenes Hus Poten", 97, "call", "later", "Vil tænke over det.", doneStep(-80, "Ringe igen")},
		{"Mia Tranberg", "Dyrenes Hus Poten", 80, "call", "no", "Har ikke timerne til at lære nogen op.", none},

		{"Ahmet Kaya", "Autogården Ringen", 10, "visit", "yes", "Mesteren viste rundt. Prøveuge aftalt, " +
			"han skal have eget arbejdstøj med.", dueStep(4, "Høre hvordan prøveugen går")},
		{"Ahmet Kaya", "Bilværkstedet Kardan", 24, "call", "not_reached", "", none},
		{"Ahmet Kaya", "Cykelværkstedet Eger & Kæde", 31, "call", "later", "Lasse har én i forvejen lige nu.", none},

		{"Ulla Brix", torsbo, 17, "meeting", "yes", "Hun læser højt om tirsdagen. Beboerne møder op ti minutter før.",
			dueStep(11, "Tale med Hanne om et par løntimer")},
		{"Ulla Brix", torsbo, 73, "visit", "yes", "Første besøg. Hanne kunne godt lide hende med det samme.",
			doneStep(-17, "Følge op")},
		{"Ulla Brix", "Systuen Sting & Søm", 104, "call", "later", "Måske senere på året.", none},

		{"Daniel Okafor", "Hotel Strandengen", 7, "call", "reached", "Køkkenet vil gerne prøve ham ved morgenbuffeten.",
			dueStep(1, "Aftale dag for rundvisning")},
		{"Daniel Okafor", "Restaurant Fiskerhuset Ternen", 19, "visit", "later",
			"Travlt med selskaber. Vil gerne næste måned.", dueStep(20, "Ringe om en plads i køkkenet")},

		{"Lykke Hjorth", "Havecentret Vildrosen", 11, "visit", "yes",
			"Potter om i hus 2. Sanne siger, hun ser alt, der skal vandes.",
			dueStep(5, "Besøg: hvad er næste skridt?")},
		{"Lykke Hjorth", "Havecentret Vildrosen", 38, "meeting", "yes", "Opstart, fire formiddage.",
			doneStep(-11, "Besøg efter en måned")},
		{"Lykke Hjorth", "Gartneriet Drivbænken", 142, "call", "later", "De vender tilbage, når de skal så.", none},

		{"Ibrahim Saleh", "Vaskeriet Hvidtøj", 14, "visit", "reached", "Fatma viste rundt. Han må gerne " +
			"begynde, når der er en makker, der kan forklare.", dueStep(0, "Ringe til Fatma om startdag")},
		{"Ibrahim Saleh", "Måltidsfabrikken Timian", 18, "call", "later", "Nyt hold dannes om seks uger.", none},

		{"Gitte Skovgaard", "Kantinen, Ishøj Rådhus", 16, "visit", "yes", "Står for salatbaren. Torben vil " +
			"spørge om timer til hende.", dueStep(7, "Høre hvad lønkontoret siger om timer")},
		{"Gitte Skovgaard", "Kantinen, Ishøj Rådhus", 61, "call", "reached", "Går fint. Savner en fast makker.",
			doneStep(-16, "Besøg i kantinen")},
		{"Gitte Skovgaard", "Kantinen, Ishøj Rådhus", 108, "meeting", "yes", "Opstart i kantinen, tirsdag til fredag.",
			doneStep(-61, "Ringe om hvordan det går")},

		{"Rasmus Elkjær", "It-værkstedet Loddekolben", 21, "meeting", "reached", "Snakkede hjemmesider en halv " +
			"time. De har ingen faste rammer, det skal vi hjælpe med.",
			dueStep(8, "Sende forslag til opgaver og tider")},
		{"Rasmus Elkjær", "Kodehuset Nulpunkt", 55, "mail", "no", "Kun folk med erfaring.", none},

		{"Annelise Buch", "Bogføringen Debet & Kredit", 22, "call", "reached",
			"De mangler en til bilag, fem timer. Kan sidde ned hele tiden.", dueStep(2, "Aftale et møde på kontoret")},
		{"Annelise Buch", "Revisor Hvidtfelt", 44, "call", "no", "Har lige ansat.", none},

		{"Hassan Jensen", "Købmanden på Strandvangen", 3, "visit",
			"yes", "Seks løntimer om ugen fra i går. Tariq er meget tilfreds.",
			dueStep(13, "Opfølgning på løntimerne")},
		{"Hassan Jensen", "Købmanden på Strandvangen", 25, "meeting", "yes", "Opstart, oplært ved grønt og kasse.",
			doneStep(-3, "Besøg i butikken")},
		{"Hassan Jensen", "Butik Gensyn", 35, "call", "later", "", none},

		{"Tine Falkenberg", "Genbrugsen Anden Omgang", 15, "visit", "yes", "Sorterer tre formiddage nu. " +
			"Kassen er lagt væk igen, og det er en lettelse for alle.",
			dueStep(10, "Besøg: er hun klar til fire dage?")},
		{"Tine Falkenberg", "Genbrugsen Anden Omgang", 47, "call",
			"reached", "Kassen gik ikke. Tove finder noget andet.", doneStep(-15, "Besøg")},
		{"Tine Falkenberg", "Genbrugsen Anden Omgang", 74, "meeting", "yes", "Opstart, to formiddage.",
			doneStep(-47, "Ringe til Tove")},

		{"Viktor Mørk", "Cykelværkstedet Eger & Kæde", 10, "visit", "yes", "Skifter selv gear nu. Lasse " +
			"vil kende mulighederne for en elevplads.", dueStep(3, "Sende Lasse noget om elevaftaler")},
		{"Viktor Mørk", "Cykelværkstedet Eger & Kæde", 32, "meeting", "yes", "Opstart på værkstedet.",
			doneStep(-10, "Besøg")},
		{"Viktor Mørk", "Tømrerfirmaet Sinke", 60, "call", "not_reached", "", none},

		{"Zahra Lindholm", "Systuen Sting & Søm", 23, "visit", "reached", "Prøvesyede en lomme. Flot arbejde. " +
			"De ser på, om der er ordrer nok.", dueStep(-1, "Høre om de nye ordrer er kommet")},
		{"Zahra Lindholm", "Tøjhuset Syrén", 131, "call", "no", "De lukker butikken.", none},

		{"Poul Erik Staun", "Tranehøjskolen", 60, "meeting", "yes", "Sidste opfølgning. Ansat 20 timer, alle er glade.",
			none},
		{"Poul Erik Staun", "Tranehøjskolen", 130, "visit", "yes", "Fire løntimer oveni praktikken.",
			doneStep(-60, "Opfølgning")},
		{"Poul Erik Staun", "Tranehøjskolen", 188, "meeting", "yes", "Opstart hos pedellen.",
			doneStep(-130, "Opfølgning")},

		{"Dorthe Kvist", "Rengøringsfirmaet Spand & Klud", 13, "call", "reached",
			"Har et kontor i stueplan, otte timer. Ingen trapper.", dueStep(1, "Aftale rundvisning")},
		{"Dorthe Kvist", "Rengøringen Roholt", 34, "call", "no", "Kun trapper for tiden.", none},

		{"Ayaan Bach", "Vaskeriet Hvidtøj", 4, "visit", "yes",
			"Første uge gik godt. Kim har skrevet de vigtigste ord på en tavle.",
			dueStep(10, "Besøg efter tredje uge")},
		{"Ayaan Bach", "Vaskeriet Hvidtøj", 17, "meeting", "yes", "Opstart, ti timer, heraf to lønnede.",
			doneStep(-4, "Besøg efter første uge")},

		{"Kaj Overby", "Tranehøj Kirkegård", 20, "visit", "yes", "Har fået sin egen afdeling at passe. Vil " +
			"gerne have en time mere om dagen.", dueStep(15, "Tale med graveren om flere timer")},
		{"Kaj Overby", "Tranehøj Kirkegård", 85, "visit", "yes", "Kører rundt af sig selv. Ingen udeblivelser.",
			doneStep(-20, "Besøg")},
		{"Kaj Overby", "Tranehøj Kirkegård", 149, "meeting", "yes", "Opstart, tre formiddage.", doneStep(-85, "Besøg")},

		{"Leyla Petersen", "Hotel Strandengen", 18, "call", "later", "Receptionen får en ledig vagt næste måned.",
			dueStep(14, "Ringe om vagten i receptionen")},
		{"Leyla Petersen", "Kontorhuset Vesterled", 27, "mail", "not_reached", "", none},

		{"Morten Ibsen", "Elektronikværkstedet Roholt", 9, "visit",
			"yes", "Skiller 14 maskiner ad på en formiddag. Radioen er slukket.", dueStep(12, "Snakke om løntimer")},
		{"Morten Ibsen", "Elektronikværkstedet Roholt", 63, "meeting",
			"yes", "Opstart. Fast plads ved vinduet, én at spørge.", doneStep(-9, "Besøg på værkstedet")},

		{"Samuel Tesfay", "Gartneriet Jordrøg", 12, "call", "reached",
			"Mangler folk i drivhuset. Bussen går ikke så tidligt.",
			dueStep(4, "Undersøge cykel eller senere mødetid")},
		{"Samuel Tesfay", "Økologien på Nordhegn", 30, "visit", "later",
			"Gik marken rundt. De vil gerne, når de får mere at se til.", none},

		{"Helena Vind", "Boghandlen Omslag", 36, "visit", "later", "Hyggelig snak. De vil se salget an først.", none},
		{"Helena Vind", "Bredholm Bibliotek", 64, "call", "no", "Har to i praktik i forvejen.", none},

		{"Kasper Tang", "Smedjen Ambolten", 6, "visit",
			"yes", "Svejste en prøve. Mesteren nikkede, og det gør han sjældent.", dueStep(2, "Aftale startdag")},

		{"Rosa Martinez", "Bageriet Rugkernen", 5, "call", "reached",
			"Jørgen vil se hende kl. 6 en morgen. Hun er klar.", dueStep(3, "Høre hvordan morgenen gik")},
		{"Rosa Martinez", "Strandens Surdej", 28, "call", "later", "Først når de har fået den nye ovn.", none},

		{"Arne Dyrholm", "Byg & Beslag Bredholm", 24, "visit", "reached",
			"De vil gerne have en, der kan svare kunderne. Skal ikke løfte.", dueStep(6, "Ringe til afdelingslederen")},
		{"Arne Dyrholm", "Brædder & Bolte Mosetorp", 49, "call", "not_reached", "", none},

		{"Jasmin Voss", "Salon Hos Vibeke", 19, "visit", "later", "Prøvede at vaske hår på Vibeke. Det gik " +
			"godt. Hun tænker over dagene.", dueStep(-7, "Ringe til Vibeke om eftermiddage")},

		{"Tom Rønnow", "Strandenghallen", 34, "visit",
			"yes", "Gulvmaskinen er hans. Halinspektøren vil gerne beholde ham.", none},
		{"Tom Rønnow", "Strandenghallen", 57, "meeting", "yes", "Opstart.", doneStep(-34, "Besøg i hallen")},

		{"Pernille Aaby", "Skibshallens Museum", 25, "call", "reached",
			"Søger en til rundvisning for skoleklasser om formiddagen.", dueStep(5, "Møde på museet")},
		{"Pernille Aaby", "Biblioteket Tinghøj", 90, "mail", "no", "For langt væk, viste det sig.", none},

		{"Omar Lauritsen", "Budcentralen Pil", 11, "call", "reached",
			"Kan begynde som flyver. De vil have ham med en dag først.", dueStep(1, "Høre om dagen på bilen")},
		{"Omar Lauritsen", "Pakkeekspressen Mågen", 26, "call", "no", "Krav om egen varevogn.", none},

		{"Inger Vestmark", "Strandengkirken", 118, "visit", "later", "Vil gerne have hende, når pausen er slut.", none},

		{"Sofus Krag", "Malerfirmaet Okker", 13, "visit", "yes", "Afdækkede en hel opgang. Prøver to uger.",
			dueStep(7, "Besøg på pladsen")},
	}
}
