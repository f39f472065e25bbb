package demo

// Cleaning, hotels, offices, culture, sport, housing and other services.
func serviceKinds() []kind {
	return []kind{
		{
			name: "hotel", industry: "551000", title: "Drift af hoteller og lignende overnatningsfaciliteter", form: "A/S", fte: [2]int{9, 45},
			days: allWeek, parts: "early morning afternoon evening", danish: "everyday", offers: "fixed_times clear_tasks never_alone", cannot: "own_pace",
			head: "hotelchef", daily: "oldfrue",
			jobs: []job{
				{"Gøre værelser rene", "stuepige", 8, 30, "standing lifting dust pace", "screen", "morning", "little", "tpg", "Altid to sammen de første uger."},
				{"Morgenbuffet: fylde op og rydde af", "receptions- og morgenmadsvært", 6, 25, "standing customers", "lifting", "early morning", "everyday", "tpg", ""},
				{"Opvask og klargøring i køkkenet", "køkkenhjælp", 8, 30, "standing noise", "customers", "morning afternoon", "little", "tpg", ""},
				{"Linned og håndklæder", "linneddepotmedarbejder", 6, 25, "standing lifting", "customers screen", "morning", "little", "tp", "Tælle, folde og fylde vognene op."},
			},
			sites: []string{"2605 Hotel Vestegnen", "2635 Hotel Strandengen", "2630 Hotel Høje Kile", "2600 Hotel Vesterled", "4600 Hotel Tovbanen", "2670 Kurhotellet Klitten"},
		},
		{
			name: "camping og vandrerhjem", industry: "553000", title: "Drift af campingpladser", form: "ApS", fte: [2]int{2, 8},
			days: allWeek, parts: "morning afternoon", danish: "everyday", offers: "flexible_start", cannot: "indoors",
			head: "lejrchef",
			jobs: []job{
				{"Gøre hytter og bade rene", "campingpladsmedarbejder", 6, 25, "standing dust outdoor", "screen", "morning", "little", "tpg", ""},
			},
			sites: []string{"2635 Strandengens Camping", "2680 Åmosen Camping", "2620 Vandrerhjemmet Rønnelund"},
		},
		{
			name: "rengøring", industry: "812100", title: "Almindelig rengøring i bygninger", form: "ApS", fte: [2]int{4, 70},
			days: weekdays, parts: "early morning afternoon evening", danish: "little", offers: "clear_tasks short_days no_customers", cannot: "clean_air never_alone",
			head: "driftschef", daily: "serviceleder",
			jobs: []job{
				{"Rengøring af kontorer før åbning", "kontorrengøringsassistent", 8, 30, "standing dust alone", "customers", "early", "little", "tpg", ""},
				{"Trappevask med makker", "trappevasker", 8, 30, "standing dust lifting", "customers screen", "early morning", "none", "tpg", "Kører ud med fast makker, der har bilen."},
				{"Vaske klude og pakke vogne", "vaskerimedarbejder", 4, 20, "standing", "customers pace screen", "afternoon", "none", "tp", ""},
			},
			sites: []string{"2635 Rengøringsfirmaet Spand & Klud", "2635 Blinkende Rent", "2660 Strandens Rengøring", "2605 Bredholm Service", "2620 Rengøringen Roholt", "2630 Klarvask", "2650 Kajens Rengøringskompagni", "2600 Vesterled Erhvervsrengøring", "2670 Sydkystens Servicefolk"},
		},
		{
			name: "vinduespolering", industry: "812210", title: "Vinduespolering", form: "", fte: [2]int{1, 4},
			days: weekdays, parts: "early morning", danish: "everyday", offers: "few_colleagues", cannot: "indoors no_driving",
			head: "indehaver",
			jobs: []job{
				{"Pudse butiksruder", "vinduespudser", 6, 30, "outdoor standing", "screen", "early morning", "little", "tp", ""},
			},
			sites: []string{"2635 Vinduespudseren Klart Syn", "2650 Polér & Pudse", "4600 Rudefolket"},
		},
		{
			name: "vaskeri", industry: "961010", title: "Drift af erhvervs- og institutionsvaskerier", form: "A/S", fte: [2]int{8, 40},
			days: weekdays, parts: "early morning afternoon", danish: "none", offers: "clear_tasks fixed_times no_customers", cannot: "quiet own_pace clean_air",
			head: "vaskerichef", daily: "holdleder",
			jobs: []job{
				{"Sortere og lægge linned i maskiner", "vaskerimedarbejder", 8, 37, "standing lifting noise", "customers screen", "early morning", "none", "tpg", ""},
				{"Folde håndklæder ved bånd", "vaskerimedarbejder", 6, 30, "standing pace", "customers lifting reading", "morning afternoon", "none", "tpg", ""},
			},
			sites: []string{"2635 Vaskeriet Hvidtøj", "2605 Linnedservice Vest", "2620 Erhvervsvaskeriet Skyl", "2640 Hedens Dampvask"},
		},
		{
			name: "renseri", industry: "961020", title: "Drift af renserier og selvbetjeningsvaskerier mv.", form: "I/S", fte: [2]int{1, 3},
			days: sixDays, parts: "morning afternoon", danish: "everyday", offers: "few_colleagues one_contact", cannot: "clean_air",
			head: "indehaver",
			jobs: []job{
				{"Stryge skjorter og sætte mærker på", "strygerske", 4, 20, "standing", "customers lifting", "morning", "little", "tp", ""},
			},
			sites: []string{"2635 Renseriet Presfolden", "2630 Rens & Rulle", "2650 Skrædder og Rens Nålen"},
		},
		{
			name: "facility", industry: "811000", title: "Levering af kombinerede hjælpetjenester i forbindelse med drift af fast ejendom", form: "A/S", fte: [2]int{9, 60},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "clear_tasks never_alone", cannot: "no_driving",
			head: "driftschef", daily: "serviceleder",
			jobs: []job{
				{"Hjælpe med borde, stole og småreparationer", "serviceassistent", 8, 37, "standing lifting", "screen", "early morning", "everyday", "tpg", ""},
				{"Plukke affald og holde udeområder", "teknisk servicemedarbejder", 6, 30, "outdoor standing", "customers screen", "early morning", "little", "tpg", ""},
			},
			sites: []string{"2605 Husfolkene", "2620 Driftshuset Roholt", "2630 Ejendomsservice Nøglebundt", "2600 Servicehuset Vesterled"},
		},
		{
			name: "boligforening", industry: "682010", title: "Udlejning af almennyttige boliger", form: "", fte: [2]int{5, 40},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "one_contact never_alone clear_tasks flexible_start", cannot: "",
			head: "driftsleder", daily: "ejendomsmester",
			jobs: []job{
				{"Hjælpe gårdmændene", "gårdmand", 6, 37, "outdoor standing lifting", "customers screen", "early morning", "little", "tpg", "Feje, salte, luge og samle storskrald sammen med to andre."},
				{"Vaske trapper og vaskerum", "trappevasker", 6, 25, "standing dust", "customers", "morning", "none", "tpg", ""},
				{"Arkivere og sende breve på kontoret", "kontormedhjælper", 5, 20, "screen reading", "lifting customers pace", "morning", "good", "tp", "Skanne lejekontrakter og lægge dem i de rigtige mapper."},
			},
			sites: []string{"2635 Boligforeningen Strandvænget", "2635 Boligselskabet Engkarse", "2660 Boligforeningen Sivbo", "2605 Boligforeningen Bredholm", "2620 Boligselskabet Tinghøj", "2630 Andelsboligforeningen Smedekæret", "2600 Boligforeningen Vesterled", "2650 Boligselskabet Lergraven"},
		},
		{
			name: "kontor", industry: "821000", title: "Administrations- og kontorserviceaktiviteter", form: "ApS", fte: [2]int{3, 25},
			days: weekdays, parts: "morning afternoon", danish: "good", offers: "quiet indoors flexible_start fixed_times own_pace", cannot: "no_screen",
			head: "administrationschef", daily: "kontorleder",
			jobs: []job{
				{"Taste og rette adresser", "dataindtaster", 5, 30, "screen reading", "lifting customers noise", "morning afternoon", "good", "tpg", "Stille rum, ingen telefon."},
				{"Pakke og frankere breve", "frankeringsmedarbejder", 4, 20, "standing", "customers screen lifting", "morning", "everyday", "tp", ""},
				{"Tage telefonen og fordele mails", "kontorassistent", 10, 30, "screen customers reading", "lifting", "morning afternoon", "fluent", "pg", ""},
			},
			sites: []string{"2635 Kontorfællesskabet Klipsen", "2605 Bredholm Administration", "2620 Arkivhuset Roholt", "2630 Sekretariatet Halm & Ravn", "2600 Kontorhuset Vesterled", "2650 Papirgangen", "4600 Administrationshuset Tved"},
		},
		{
			name: "bogholderi", industry: "692000", title: "Bogføring og revision; skatterådgivning", form: "ApS", fte: [2]int{1, 14},
			days: weekdays, parts: "morning afternoon", danish: "good", offers: "quiet indoors fixed_times few_colleagues", cannot: "no_screen",
			head: "indehaver", daily: "bogholder",
			jobs: []job{
				{"Sortere og skanne bilag", "bogholderimedhjælper", 5, 25, "screen reading", "lifting customers noise pace", "morning afternoon", "good", "tpg", "Bilag i datoorden, skannes og lægges i kundens mappe."},
				{"Afstemme konti", "bogholder", 8, 30, "screen reading", "lifting customers", "morning", "fluent", "tp", ""},
			},
			sites: []string{"2635 Bogføringen Debet & Kredit", "2625 Revisor Hvidtfelt", "2605 Regnskabskontoret Bredholm", "2620 Tal & Tro", "2670 Bogholderiet Kuglerammen", "2600 Revisorerne Vesterled"},
		},
		{
			name: "advokat og ejendom", industry: "691000", title: "Juridiske aktiviteter", form: "", fte: [2]int{3, 16},
			days: weekdays, parts: "morning afternoon", danish: "fluent", offers: "quiet indoors", cannot: "no_screen",
			head: "advokat", daily: "sekretær",
			jobs: []job{
				{"Arkivere sager og makulere", "arkivmedarbejder", 4, 18, "reading", "customers lifting noise pace", "morning", "good", "t", ""},
			},
			sites: []string{"2600 Advokaterne Vesterled", "2630 Advokatkontoret Dommergården", "4600 Advokat Bjerregrav"},
		},
		{
			name: "it", industry: "621000", title: "Computerprogrammering", form: "ApS", fte: [2]int{2, 30},
			days: weekdays, parts: "morning afternoon", danish: "good", offers: "flexible_start quiet indoors own_pace", cannot: "no_screen",
			head: "direktør",
			jobs: []job{
				{"Afprøve skærmbilleder efter tjekliste", "softwaretester", 6, 30, "screen reading", "lifting customers noise", "morning afternoon", "good", "tpg", ""},
				{"Klargøre computere", "it-supporter", 6, 25, "screen", "lifting", "morning afternoon", "good", "tp", ""},
			},
			sites: []string{"2620 Kodehuset Nulpunkt", "2600 Databrønden", "2605 Softwarefirmaet Piloten", "2635 It-værkstedet Loddekolben"},
		},
		{
			name: "bibliotek", industry: "911100", title: "Biblioteksaktiviteter", form: "", fte: [2]int{5, 22},
			days: sixDays, parts: "morning afternoon", danish: "good", offers: "quiet indoors one_contact own_pace clear_tasks", cannot: "",
			head: "biblioteksleder", daily: "bibliotekar",
			jobs: []job{
				{"Sætte bøger på plads", "biblioteksassistent", 4, 25, "standing reading", "pace lifting", "morning", "everyday", "tpg", "Køre vogn rundt og sætte op efter bogstav og nummer."},
				{"Plaste og sætte mærker i nye bøger", "bogklargører", 4, 20, "", "customers lifting noise pace", "morning", "everyday", "tp", ""},
				{"Hjælpe ved arrangementer", "kulturhusmedarbejder", 4, 12, "standing customers", "screen", "afternoon", "good", "t", ""},
			},
			sites: []string{"2635 Biblioteket ved Søtorvet", "2625 Biblioteket Lindely", "2605 Bredholm Bibliotek", "2620 Biblioteket Tinghøj", "2630 Biblioteket på Smedekæret", "2650 Lergravens Bibliotek"},
		},
		{
			name: "kulturhus og museum", industry: "903100", title: "Drift af teater- og koncertsale, kulturhuse mv.", form: "", fte: [2]int{3, 18},
			days: allWeek, parts: "morning afternoon evening", danish: "good", offers: "flexible_start one_contact", cannot: "quiet",
			head: "kulturhusleder", daily: "husvært",
			jobs: []job{
				{"Stille stole op og tage billetter", "kulturhusmedarbejder", 4, 18, "standing customers lifting", "screen", "afternoon evening", "everyday", "tp", ""},
				{"Passe museumscafé og butik", "museumsvært", 6, 20, "standing customers", "lifting", "afternoon", "good", "tp", ""},
			},
			sites: []string{"2635 Kulturhuset Pakhus 9", "2605 Teatret Trappen", "2620 Musikhuset Tinghøj", "2670 Fiskerimuseet Pælebroen", "4600 Skibshallens Museum"},
		},
		{
			name: "idrætshal", industry: "931100", title: "Drift af sportsanlæg", form: "", fte: [2]int{3, 16},
			days: allWeek, parts: "early morning afternoon evening", danish: "everyday", offers: "clear_tasks one_contact never_alone", cannot: "quiet",
			head: "halinspektør", daily: "halassistent",
			jobs: []job{
				{"Gøre omklædning og gulve rene", "idrætshalsmedarbejder", 6, 30, "standing dust", "customers screen", "early morning", "little", "tpg", ""},
				{"Passe cafeteriet", "kioskmedarbejder i idrætshal", 4, 20, "standing customers", "lifting", "afternoon evening", "everyday", "tp", "Kaffe, toast og slik når der er kamp."},
				{"Kridte baner og slå græs", "greenkeeper", 8, 37, "outdoor standing noise", "customers screen", "early morning", "everyday", "tpg", ""},
			},
			sites: []string{"2635 Strandenghallen", "2625 Lindelyhallen", "2660 Sivhallen", "2605 Bredholm Idrætscenter", "2620 Svømmehallen Rønnelund", "2670 Klitgårdhallerne", "2650 Lergravens Skøjtehal"},
		},
		{
			name: "fitness", industry: "931300", title: "Drift af fitnesscentre", form: "ApS", fte: [2]int{1, 7},
			days: allWeek, parts: "early morning afternoon evening", danish: "good", offers: "flexible_start", cannot: "quiet",
			head: "centerleder",
			jobs: []job{
				{"Spritte maskiner af og fylde op", "fitnessmedarbejder", 4, 15, "standing noise", "pace", "morning", "everyday", "tp", ""},
			},
			sites: []string{"2635 Træningshuset Håndvægten", "2620 Motionscentret Pulsen", "4600 Styrkerummet"},
		},
		{
			name: "fritid", industry: "932990", title: "Drift af andre forlystelser og fritidsaktiviteter", form: "ApS", fte: [2]int{2, 10},
			days: "wed thu fri sat sun", parts: "morning afternoon", danish: "everyday", offers: "flexible_start clear_tasks", cannot: "quiet",
			head: "daglig leder",
			jobs: []job{
				{"Passe legeområde og rydde op", "forlystelsesmedarbejder", 6, 25, "noise customers standing", "screen", "morning afternoon", "everyday", "tp", ""},
				{"Se efter både og bro", "havneassistent", 4, 20, "outdoor", "screen noise", "morning", "everyday", "t", ""},
			},
			sites: []string{"2635 Legelandet Hoppeborgen", "2665 Lystbådehavnen Søndre Bassin", "2630 Minigolfen Hul i Ét"},
		},
		{
			name: "kirke", industry: "949100", title: "Religiøse institutioners og foreningers aktiviteter", form: "", fte: [2]int{3, 9},
			days: "tue wed thu fri sun", parts: "morning afternoon", danish: "good", offers: "quiet own_pace flexible_start one_contact few_colleagues", cannot: "",
			head: "kontaktperson i menighedsrådet", daily: "kirketjener",
			jobs: []job{
				{"Hjælpe kirketjeneren", "kirketjener", 4, 20, "standing", "pace noise screen", "morning", "everyday", "tp", "Stille stole, pudse lysestager, gøre klar til koncert."},
				{"Lave mad til fællesspisning", "køkkenhjælp", 4, 12, "standing customers", "pace", "afternoon", "everyday", "tp", ""},
			},
			sites: []string{"2635 Strandengkirken", "2625 Lindely Kirke", "2605 Bredholm Kirke", "2620 Rønnelund Kirkecenter", "2670 Klitgårdkirken", "2650 Lergravskirken"},
		},
		{
			name: "frisør", industry: "962100", title: "Drift af frisør- og barbersaloner", form: "", fte: [2]int{1, 5},
			days: "tue wed thu fri sat", parts: "morning afternoon", danish: "good", offers: "few_colleagues one_contact", cannot: "no_customers clean_air",
			head: "indehaver",
			jobs: []job{
				{"Feje, vaske håndklæder og byde på kaffe", "frisørmedhjælper", 4, 20, "standing customers", "lifting", "morning afternoon", "everyday", "tp", ""},
			},
			sites: []string{"2635 Salon Saksen & Kammen", "2660 Frisør Krøllen", "2605 Salon Hos Vibeke", "2630 Barberen Skum", "4600 Frisørhjørnet Skilning"},
		},
		{
			name: "oplysning og kurser", industry: "855900", title: "Anden undervisning i.a.n.", form: "", fte: [2]int{2, 12},
			days: weekdays, parts: "morning afternoon evening", danish: "good", offers: "flexible_start one_contact", cannot: "",
			head: "skoleleder", daily: "sekretær",
			jobs: []job{
				{"Gøre lokaler klar til hold", "kursusassistent", 4, 18, "standing", "pace lifting", "afternoon", "everyday", "tp", "Tavler, kaffe, stole og en seddel på døren."},
				{"Svare på mails om tilmelding", "kursusassistent", 5, 18, "screen reading", "lifting noise", "morning", "fluent", "tp", ""},
			},
			sites: []string{"2635 Aftenskolen Lyspunktet", "2620 Kursusgården Tinghøj", "4600 Oplysningsforbundet Kyst"},
		},
		{
			name: "reparation", industry: "952200", title: "Reparation og vedligeholdelse af husholdningsapparater og redskaber til hus og have", form: "ApS", fte: [2]int{1, 6},
			days: weekdays, parts: "morning afternoon", danish: "everyday", offers: "own_pace few_colleagues one_contact no_customers", cannot: "",
			head: "indehaver",
			jobs: []job{
				{"Rense plæneklippere og slibe knive", "have- og parkmaskinmekaniker", 6, 30, "standing noise", "customers screen", "morning afternoon", "everyday", "tpg", ""},
				{"Afprøve og rengøre vaskemaskiner", "reparatør af husholdningsapparater", 8, 30, "lifting standing", "customers", "morning", "everyday", "tp", ""},
			},
			sites: []string{"2635 Haveværkstedet Knivbladet", "2605 Hvidevareværkstedet Tromlen", "2640 Reparationshuset Fjeder"},
		},
		{
			name: "messe og vagt", industry: "800100", title: "Efterforskning og private vagt- og sikkerhedsaktiviteter", form: "A/S", fte: [2]int{10, 80},
			days: allWeek, parts: "afternoon evening night", danish: "good", offers: "", cannot: "day_hours never_alone",
			head: "afdelingschef",
			jobs: []job{
				{"Sidde i receptionen om aftenen", "receptionsvagt", 15, 37, "shift alone screen", "lifting", "evening night", "fluent", "pg", ""},
			},
			sites: []string{"2605 Vagtselskabet Lygten", "2600 Nattevagten Vesterled"},
		},
	}
}
