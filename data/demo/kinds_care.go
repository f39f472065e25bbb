package demo

// Care, children, schools and help to people.
func careKinds() []kind {
	return []kind{
		{
			name: "plejecenter", industry: "871010", title: "Drift af plejehjem", form: "", fte: [2]int{28, 95},
			days: allWeek, parts: "early morning afternoon evening", danish: "everyday", offers: "fixed_times one_contact clear_tasks never_alone extra_breaks", cannot: "no_customers",
			head: "centerleder", daily: "køkkenleder",
			jobs: []job{
				{"Anrette morgenmad og dække bord", "værtinde på plejehjem", 4, 20, "standing customers", "lifting", "morning", "everyday", "tpg", "Dække bord, smøre brød og sidde med ved bordet."},
				{"Køkkenhjælp i produktionskøkkenet", "køkkenhjælp", 8, 30, "standing noise", "customers", "early morning", "little", "tpg", "Snitte grønt, portionere og vaske op."},
				{"Lægge vasketøj sammen", "vaskerimedarbejder", 4, 15, "standing", "customers noise pace", "morning afternoon", "little", "tp", "Lægge beboernes tøj sammen og køre det ud på stuerne."},
				{"Gå tur og spille spil med beboerne", "aktivitetsmedarbejder", 4, 18, "customers", "lifting pace", "afternoon", "good", "tpg", "Gåture i haven, banko om onsdagen og højtlæsning."},
				{"Rengøring af fællesrum", "rengøringsassistent", 6, 25, "standing dust", "lifting", "morning", "little", "tpg", ""},
			},
			sites: []string{"2635 Plejecenter Torsbo", "2625 Plejecenter Kildemosen", "2660 Plejehjemmet Strandhaven", "2605 Plejecenter Æblehaven", "2620 Plejecenter Rønnelund", "2630 Plejehjemmet Rønnebærgården", "2670 Plejecenter Tornehegnet", "2650 Ældrecenter Lergraven", "2600 Plejecenter Vesterled", "2680 Plejecenter Havgus", "4600 Plejehjemmet Møllekrogen", "2640 Friplejehjemmet Engdal"},
		},
		{
			name: "dagcenter", industry: "881020", title: "Drift af dagcentre mv.", form: "", fte: [2]int{4, 14},
			days: weekdays, parts: "morning afternoon", danish: "everyday", offers: "own_pace flexible_start extra_breaks one_contact day_hours", cannot: "no_customers",
			head: "leder", daily: "aktivitetsleder",
			jobs: []job{
				{"Hjælpe til i det kreative værksted", "aktivitetsmedarbejder", 4, 15, "customers", "lifting pace shift", "morning afternoon", "everyday", "tp", "Finde materialer frem, hjælpe brugerne i gang og rydde op."},
				{"Bage og dække kaffebord", "køkkenhjælp", 4, 12, "standing customers", "lifting shift", "morning", "everyday", "tp", ""},
				{"Cykle med ladcykel og lave indkøb", "besøgsven", 3, 10, "outdoor customers", "lifting screen", "morning afternoon", "everyday", "t", ""},
			},
			sites: []string{"2635 Aktivitetshuset Brohuset", "2625 Dagcentret Pilehytten", "2605 Dagcenter Sognegården", "2620 Aktivitetscentret Den Røde Tråd", "2650 Mødestedet Hestetorvet", "2630 Dagcentret Smedekæret"},
		},
		{
			name: "børnehave", industry: "889130", title: "Drift af børnehaver", form: "", fte: [2]int{7, 18},
			days: weekdays, parts: "early morning afternoon", danish: "good", offers: "day_hours fixed_times one_contact never_alone", cannot: "quiet",
			head: "pædagogisk leder", daily: "pædagog",
			jobs: []job{
				{"Være med på legepladsen", "pædagogmedhjælper", 6, 25, "noise outdoor customers", "screen alone", "morning afternoon", "good", "tpg", "Være en ekstra voksen ude og hjælpe med flyverdragter."},
				{"Køkkenhjælp: frokost og frugt", "køkkenhjælp", 5, 20, "standing", "shift pace", "morning", "everyday", "tpg", "Skære frugt, lave frokost til 60 børn sammen med køkkenet og vaske op."},
				{"Oprydning og lettere rengøring af legetøj", "rengøringsassistent", 4, 12, "standing", "pace shift", "afternoon", "little", "tp", "Vaske legetøj, tørre borde af og rydde garderoben."},
			},
			sites: []string{"2625 Børnehuset Solsikken", "2635 Børnehaven Regnbuefisken", "2635 Børnehaven Tranen", "2660 Børnehaven Muslingen", "2605 Skovbørnehaven Kogleriet", "2620 Børnehaven Grævlingehulen", "2630 Børnehaven Stjerneskud", "2670 Børnehaven Klitrose", "2650 Børnehaven Mælkebøtten", "4600 Børnehaven Skæppen"},
		},
		{
			name: "integreret institution", industry: "889150", title: "Drift af aldersintegrerede institutioner", form: "", fte: [2]int{12, 32},
			days: weekdays, parts: "early morning afternoon", danish: "good", offers: "day_hours never_alone clear_tasks one_contact", cannot: "quiet own_pace",
			head: "institutionsleder", daily: "afdelingsleder",
			jobs: []job{
				{"Putte, lege og læse med de små", "pædagogmedhjælper", 8, 30, "noise customers lifting", "screen", "morning afternoon", "good", "tpg", ""},
				{"Lave frugt, frokost og eftermiddagsmad", "ernæringshjælper", 8, 25, "standing", "customers shift", "morning", "everyday", "tpg", "Maden laves fra bunden, og køkkenet har sin egen dør."},
				{"Vaske og lægge tøj sammen", "vaskerimedarbejder", 3, 10, "standing", "customers pace screen", "morning", "little", "tp", "Stofbleer, hagesmække og sengetøj."},
			},
			sites: []string{"2635 Børnehuset Sneglehuset", "2635 Børnehuset Fyrtårnet", "2665 Børnehuset Ved Dammen", "2660 Børnehuset Søstjernen", "2605 Institutionen Kastanjebo", "2620 Børnehuset Tusindben", "2630 Børnegården Løvfald", "2640 Børnehuset Hasselmusen", "2690 Børnehuset Lærkereden", "2680 Børnehuset Strandskaden"},
		},
		{
			name: "SFO", industry: "889140", title: "Drift af skolefritidsordninger og fritidshjem", form: "", fte: [2]int{5, 16},
			days: weekdays, parts: "early afternoon", danish: "good", offers: "never_alone one_contact", cannot: "quiet",
			head: "SFO-leder", daily: "pædagog",
			jobs: []job{
				{"Være med i boldrummet og ude", "SFO-medhjælper", 6, 18, "noise outdoor customers", "screen lifting", "afternoon", "good", "tpg", "Spille bold, sjippe og holde øje i skolegården."},
				{"Lave eftermiddagsmad med børnene", "SFO-medhjælper", 4, 15, "standing noise customers", "lifting", "afternoon", "everyday", "tpg", ""},
				{"Værkstedshjælp: perler, ler og symaskine", "SFO-medhjælper", 4, 12, "noise customers", "lifting outdoor", "afternoon", "everyday", "tp", ""},
			},
			sites: []string{"2635 SFO Hoppeloppen", "2635 SFO Vildanden", "2625 SFO Troldehøj", "2660 SFO Bølgen", "2605 SFO Kometen", "2620 SFO Ravnereden", "2630 SFO Stubben", "2670 SFO Kridtcirklen"},
		},
		{
			name: "klub", industry: "889160", title: "Drift af fritids- og ungdomsklubber", form: "", fte: [2]int{3, 9},
			days: weekdays, parts: "afternoon evening", danish: "good", offers: "never_alone flexible_start", cannot: "quiet day_hours",
			head: "klubleder",
			jobs: []job{
				{"Passe caféen i klubben", "klubmedarbejder", 4, 15, "noise customers", "lifting", "afternoon evening", "good", "tp", "Lave toast med de unge og holde styr på spil og udlån."},
			},
			sites: []string{"2635 Ungdomsklubben Kajen", "2605 Klub Nordlys", "2620 Fritidsklubben Baghuset", "2650 Klub Vandtårnet"},
		},
		{
			name: "skole", industry: "852010", title: "Undervisning på almene grundskoler", form: "", fte: [2]int{38, 85},
			days: weekdays, parts: "early morning afternoon", danish: "good", offers: "day_hours fixed_times one_contact clear_tasks", cannot: "",
			head: "skoleleder", daily: "teknisk serviceleder",
			jobs: []job{
				{"Hjælpe pedellen ude og inde", "pedelmedhjælper", 8, 30, "outdoor standing lifting", "customers screen", "early morning", "everyday", "tpg", "Stille borde op, samle affald, skifte pærer og salte om vinteren."},
				{"Sætte bøger på plads på skolens bibliotek", "skolebibliotekshjælp", 4, 15, "reading", "lifting noise pace", "morning", "good", "tp", "Plaste bøger ind, sætte på plads og finde klassesæt frem."},
				{"Gårdvagt og hjælp i indskolingen", "skolemedhjælper", 6, 20, "noise outdoor customers", "lifting", "morning", "good", "tpg", ""},
				{"Kopiere og hjælpe på kontoret", "skolesekretær", 6, 15, "screen reading", "lifting noise", "morning", "good", "t", ""},
			},
			sites: []string{"2635 Tranehøjskolen", "2635 Skolen ved Strandengen", "2625 Lindelyskolen", "2660 Sivskolen", "2605 Bredholmskolen", "2620 Hasselhøjskolen", "2630 Smedekærskolen", "2670 Klitgårdskolen", "2650 Lergravskolen", "4600 Møllekrogskolen"},
		},
		{
			name: "bosted", industry: "873010", title: "Drift af døgninstitutioner for personer med fysisk handicap", form: "", fte: [2]int{10, 40},
			days: allWeek, parts: "early morning afternoon evening", danish: "good", offers: "never_alone one_contact", cannot: "no_customers day_hours",
			head: "forstander", daily: "teamleder",
			jobs: []job{
				{"Lave mad sammen med beboerne", "køkkenhjælp", 5, 20, "standing customers", "pace", "afternoon", "everyday", "tpg", "Handle ind, lave aftensmad og hygge om bordet."},
				{"Følge til svømning og indkøb", "ledsager for handicappede", 4, 16, "customers outdoor", "screen", "afternoon", "good", "tp", ""},
			},
			sites: []string{"2635 Bofællesskabet Lanternen", "2605 Bostedet Kobbelgården", "2630 Bostedet Tjørnely", "4600 Bostedet Bakkehegnet"},
		},
		{
			name: "hjemmepleje", industry: "881010", title: "Drift af hjemmehjælp", form: "ApS", fte: [2]int{12, 55},
			days: allWeek, parts: "early morning evening", danish: "good", offers: "", cannot: "no_driving never_alone",
			head: "driftsleder", daily: "planlægger",
			jobs: []job{
				{"Praktisk hjælp i hjemmet", "praktisk hjælper i hjemmet", 15, 37, "standing dust alone driving", "", "morning", "good B", "tpg", "Støvsuge, vaske gulv og ordne vasketøj hos faste borgere."},
				{"Pakke varer til udbringning", "lagermedarbejder", 6, 20, "standing", "customers", "morning", "everyday", "tp", ""},
			},
			sites: []string{"2635 Hverdagshjælpen Åkanden", "2620 Hjemmeplejen Myntevang", "2670 Hjælpende Hænder Sydkysten", "2600 Plejefirmaet Dagny"},
		},
		{
			name: "værested og forening", industry: "889990", title: "Andre sociale støtte- og rådgivningsaktiviteter uden institutionsophold", form: "", fte: [2]int{1, 6},
			days: weekdays, parts: "morning afternoon", danish: "everyday", offers: "own_pace flexible_start extra_breaks short_days one_contact", cannot: "",
			head: "daglig leder",
			jobs: []job{
				{"Lave fællesspisning", "køkkenhjælp", 4, 15, "standing customers", "pace", "morning afternoon", "everyday", "tp", "Handle ind og lave mad til 30 hver onsdag."},
				{"Tage imod og lave kaffe", "værestedsmedarbejder", 4, 12, "customers", "lifting pace", "morning afternoon", "everyday", "t", ""},
			},
			sites: []string{"2635 Værestedet Kaffekanden", "2660 Kvarterhuset Ankeret", "2605 Foreningen Nabohjælp Bredholm", "2620 Beboerhuset Tinghøj", "2650 Fællesskabet Langbordet"},
		},
		{
			name: "læge og tandlæge", industry: "862300", title: "Tandlægers aktiviteter", form: "I/S", fte: [2]int{3, 11},
			days: weekdays, parts: "morning afternoon", danish: "good", offers: "indoors fixed_times few_colleagues", cannot: "no_customers",
			head: "klinikejer", daily: "klinikassistent",
			jobs: []job{
				{"Rengøre og pakke instrumenter", "sterilassistent", 8, 20, "standing", "lifting customers", "morning afternoon", "everyday", "tp", ""},
				{"Tage imod i receptionen", "receptionist", 10, 25, "screen customers reading", "lifting", "morning afternoon", "fluent", "t", ""},
			},
			sites: []string{"2635 Tandlægerne Strandporten", "2625 Tandklinikken Hvidtjørn", "2600 Tandlægehuset Vesterled", "2670 Tandlægerne i Købmandslængen"},
		},
		{
			name: "fysioterapi", industry: "869500", title: "Fysio- og ergoterapi", form: "ApS", fte: [2]int{3, 12},
			days: weekdays, parts: "early morning afternoon evening", danish: "good", offers: "indoors flexible_start", cannot: "",
			head: "klinikejer",
			jobs: []job{
				{"Holde træningssalen klar", "fysioterapiassistent", 4, 15, "standing", "pace", "morning", "everyday", "tp", "Spritte redskaber af, lægge håndklæder frem og sætte vægte på plads."},
			},
			sites: []string{"2635 Fysioterapien i Gårdrummet", "2605 Bevæg Fysioterapi Bredholm", "4600 Klinik for Fysioterapi Åhaven"},
		},
	}
}
