package demo

// Shops, stores and what moves goods.
func tradeKinds() []kind {
	return []kind{
		{
			name: "lager", industry: "521000", title: "Oplagring og opbevaring", form: "A/S", fte: [2]int{8, 65},
			days: weekdays, parts: "early morning afternoon evening", danish: "little", offers: "clear_tasks fixed_times no_customers", cannot: "no_lifting quiet",
			head: "lagerchef", daily: "holdleder",
			jobs: []job{
				{"Plukke ordrer med vogn", "lagerplukker", 10, 37, "standing lifting pace", "customers", "early morning", "little", "tpg", "Plukke efter skærm, pakke og stille på palle."},
				{"Pakke småordrer", "pakkerimedarbejder", 6, 30, "standing", "customers lifting", "morning afternoon", "little", "tpg", "Let gods i kasser, etiket på, ved et bord der kan hæves."},
				{"Modtage og tælle varer", "varemodtager", 10, 37, "lifting reading", "customers", "morning", "everyday", "tpg", ""},
				{"Køre truck", "truckfører", 20, 37, "noise driving", "customers", "early morning afternoon", "everyday forklift", "p", "Kræver certifikat."},
			},
			sites: []string{"2635 Vestlageret Ishøj Øst", "2635 Skibskassen Logistik", "2605 Bredholm Lagerhotel", "2605 Pallegården", "2620 Lagerhuset Roholt", "2630 Transitlageret Høje Kile", "2640 Nordhegn Logistik", "2600 Vestpak Lager", "2670 Mosetorp Lagerservice", "4600 Skæring Opbevaring", "2650 Kajlageret"},
		},
		{
			name: "engros", industry: "463900", title: "Ikke-specialiseret engroshandel med føde-, drikke- og tobaksvarer", form: "A/S", fte: [2]int{6, 40},
			days: weekdays, parts: "early morning", danish: "everyday", offers: "fixed_times clear_tasks", cannot: "no_lifting",
			head: "driftschef", daily: "lagerleder",
			jobs: []job{
				{"Pakke tørvarer til caféer", "lagermedarbejder", 8, 37, "standing lifting", "customers", "early morning", "little", "tpg", ""},
				{"Sætte priser og datoer på", "etiketteringsmedarbejder", 4, 20, "reading", "lifting customers pace", "morning", "everyday", "tp", "Siddende arbejde ved langbord."},
			},
			sites: []string{"2605 Kolonialhuset Vest", "2635 Krydderiimporten Saffran", "2600 Torvegrønt Engros", "2620 Storkøb Tallerkenen", "2630 Vestegnens Fødevareengros"},
		},
		{
			name: "pakkeri", industry: "829200", title: "Pakkeriaktiviteter", form: "ApS", fte: [2]int{5, 25},
			days: weekdays, parts: "morning afternoon", danish: "little", offers: "seated_breaks own_pace clear_tasks no_customers flexible_start few_colleagues", cannot: "",
			head: "indehaver", daily: "arbejdsleder",
			jobs: []job{
				{"Pakke vareprøver ved bord", "pakkeoperatør", 4, 30, "", "customers lifting driving screen", "morning afternoon", "none", "tpg", "Siddende, i eget tempo, og man ser hvor langt man er nået."},
				{"Folde og lime æsker", "emballagemedarbejder", 4, 25, "", "customers lifting reading screen", "morning afternoon", "none", "tpg", ""},
			},
			sites: []string{"2635 Pakkestuen Sløjfen", "2605 Håndpak Vest", "2620 Pakkeriet Kartonage", "2640 Gavepakkeriet Silkebånd"},
		},
		{
			name: "supermarked", industry: "471120", title: "Detailhandel med dagligvarer i supermarkeder og købmandsbutikker", form: "ApS", fte: [2]int{9, 38},
			days: allWeek, parts: "early morning afternoon evening", danish: "everyday", offers: "short_days fixed_times clear_tasks", cannot: "quiet",
			head: "købmand", daily: "souschef",
			jobs: []job{
				{"Fylde varer op i kolonial", "vareopfylder", 6, 30, "standing lifting pace", "screen", "early morning", "little", "tpg", "Første vare først, gamle datoer frem, pap i containeren."},
				{"Trimme hylder og samle kurve", "servicemedarbejder i butik", 4, 15, "standing", "lifting pace", "morning afternoon", "little", "tpg", "Trække varer frem, samle kurve og holde indgangen pæn."},
				{"Grøntafdelingen om morgenen", "grøntassistent i supermarked", 6, 25, "standing lifting", "screen", "early morning", "everyday", "tpg", ""},
				{"Sidde ved kassen", "kasseassistent", 8, 30, "customers pace", "lifting", "afternoon evening", "good", "pg", ""},
				{"Flasker og pant", "flaskesamler", 4, 12, "standing noise lifting", "customers reading", "morning", "none", "tp", ""},
			},
			sites: []string{"2635 Købmanden på Strandvangen", "2635 Dagligvarerne i Bycentret", "2665 Havnens Købmand", "2660 Købmand Juul", "2605 Købmand Bredholm Toft", "2620 Købmandsgården Rønnelund", "2630 Købmand Toft Larsen", "2670 Fiskerlejets Købmand", "2650 Købmanden i Lergraven", "2680 Købmanden ved Åmosen", "4600 Torvets Dagligvarer"},
		},
		{
			name: "discount", industry: "471130", title: "Detailhandel med dagligvarer i discountsupermarkeder", form: "A/S", fte: [2]int{8, 16},
			days: allWeek, parts: "early morning afternoon evening", danish: "everyday", offers: "clear_tasks", cannot: "own_pace quiet no_lifting",
			head: "butikschef",
			jobs: []job{
				{"Køre varer ind om morgenen", "vareopfylder", 10, 25, "standing lifting pace", "screen", "early morning", "everyday", "tp", ""},
			},
			sites: []string{"2635 Sparehjørnet Vejlegården", "2605 Sparehjørnet Bytoften", "2620 Sparehjørnet Roholt", "2650 Sparehjørnet Kajen"},
		},
		{
			name: "kiosk", industry: "471110", title: "Detailhandel med kioskvarer", form: "I/S", fte: [2]int{1, 3},
			days: allWeek, parts: "early morning afternoon evening", danish: "good", offers: "few_colleagues", cannot: "never_alone no_customers",
			head: "indehaver",
			jobs: []job{
				{"Fylde køleskabe og aviser op", "kioskmedarbejder", 4, 10, "standing lifting", "", "early", "everyday", "t", ""},
			},
			sites: []string{"2635 Kiosken ved Broen", "2660 Strandkiosken", "2600 Perronkiosken Vesterled", "2640 Kiosk Stationspladsen"},
		},
		{
			name: "havecenter", industry: "477610", title: "Detailhandel med blomster og planter", form: "A/S", fte: [2]int{5, 22},
			days: allWeek, parts: "morning afternoon", danish: "everyday", offers: "flexible_start extra_breaks one_contact clear_tasks", cannot: "indoors",
			head: "butikschef", daily: "afdelingsgartner",
			jobs: []job{
				{"Vande og nippe planter", "plantecentermedarbejder", 4, 25, "standing outdoor", "customers screen pace", "morning", "little", "tpg", "Vande, fjerne visne blade og rykke planterne sammen."},
				{"Potte om og sætte skilte i", "plantecentermedarbejder", 6, 25, "standing", "pace lifting", "morning afternoon", "everyday", "tpg", ""},
				{"Binde buketter til helgen", "blomsterbinder", 6, 18, "standing", "lifting outdoor", "morning", "everyday", "tp", "Faste buketter efter billede, mest torsdag og fredag."},
				{"Hjælpe kunder med at bære ud", "butiksmedhjælper", 6, 20, "standing lifting outdoor customers", "screen", "afternoon", "good", "tp", ""},
			},
			sites: []string{"2635 Havecentret Vildrosen", "2665 Plantegården Strandeng", "2605 Blomsterhaven Bredholm", "2620 Planteskolen Rønnegrøft", "2630 Havecenter Kvisten", "2670 Greve Enges Planteland", "2690 Planteskolen Mosetorpet", "4600 Havegården Ølsemose"},
		},
		{
			name: "blomsterbutik", industry: "477610", title: "Detailhandel med blomster og planter", form: "", fte: [2]int{1, 3},
			days: sixDays, parts: "morning afternoon", danish: "good", offers: "few_colleagues one_contact own_pace", cannot: "no_customers",
			head: "indehaver",
			jobs: []job{
				{"Klippe stilke og skifte vand", "blomsterbutiksmedhjælper", 4, 15, "standing", "pace screen", "morning", "everyday", "tp", ""},
			},
			sites: []string{"2635 Blomster hos Alma", "2600 Blomsterboden Kornvalmue", "2650 Blomsterværkstedet Fresia", "4600 Buketten i Smøgen"},
		},
		{
			name: "genbrugsbutik", industry: "477900", title: "Detailhandel med brugte varer", form: "", fte: [2]int{1, 6},
			days: sixDays, parts: "morning afternoon", danish: "everyday", offers: "own_pace flexible_start short_days extra_breaks seated_breaks one_contact", cannot: "clean_air",
			head: "butiksleder", daily: "værkstedsleder",
			jobs: []job{
				{"Sortere og hænge tøj op", "tøjsorterer", 3, 25, "standing dust", "customers pace screen", "morning afternoon", "none", "tpg", "Tømme sække, sortere og hænge op efter farve."},
				{"Stå i butikken", "medhjælper i genbrugsbutik", 4, 20, "standing customers", "pace", "morning afternoon", "everyday", "tpg", ""},
				{"Teste lamper og småelektronik", "elektronikreparatør", 4, 15, "", "customers lifting pace", "morning afternoon", "everyday", "tp", "Prøve af, gøre rent og sætte pris på."},
				{"Prissætte bøger og porcelæn", "medhjælper i genbrugsbutik", 4, 15, "reading", "lifting pace noise", "morning", "good", "t", ""},
				{"Køre med på afhentning af møbler", "medchauffør", 8, 20, "lifting outdoor driving", "screen", "morning", "everyday", "tp", ""},
			},
			sites: []string{"2635 Genbrugsen Anden Omgang", "2635 Skattekisten Genbrug", "2660 Genbrug ved Kanalen", "2605 Butik Gensyn", "2620 Loppeladen Roholt", "2630 Gamle Glæder", "2670 Genbrugsstuen Tidsel", "2650 Butik Nyt Hjem", "2600 Genbrugsbutikken Perlen", "4600 Møbelloftet"},
		},
		{
			name: "tøjbutik", industry: "477110", title: "Detailhandel med tøj", form: "ApS", fte: [2]int{1, 7},
			days: sixDays, parts: "morning afternoon", danish: "good", offers: "short_days few_colleagues indoors", cannot: "no_customers",
			head: "indehaver",
			jobs: []job{
				{"Pakke varer ud og dampe tøj", "butiksmedhjælper", 4, 18, "standing", "customers pace", "morning", "everyday", "tpg", ""},
				{"Hjælpe kunder i prøverummet", "tøjsælger", 6, 25, "standing customers", "lifting", "afternoon", "good", "pg", ""},
			},
			sites: []string{"2635 Tøjhuset Syrén", "2600 Garderoben Vesterled", "2630 Butik Fløjl", "2670 Strik & Stof Hegnet", "4600 Herretøj Ankergade", "2680 Butik Saltvand"},
		},
		{
			name: "byggemarked", industry: "475220", title: "Detailhandel med byggematerialer og værktøj", form: "A/S", fte: [2]int{9, 34},
			days: allWeek, parts: "early morning afternoon", danish: "good", offers: "clear_tasks fixed_times", cannot: "no_lifting quiet",
			head: "varehuschef", daily: "afdelingsleder",
			jobs: []job{
				{"Fylde op i skruer og beslag", "byggemarkedsmedarbejder", 6, 30, "standing reading", "pace", "early morning", "everyday", "tpg", "Småvarer i æsker, efter varenummer."},
				{"Hjælpe på trælasten", "lagerassistent i byggemarked", 15, 37, "outdoor lifting standing", "screen", "early morning afternoon", "everyday forklift", "pg", ""},
			},
			sites: []string{"2635 Tømmergården Vest", "2605 Byg & Beslag Bredholm", "2630 Trælasten Høje Kile", "2670 Brædder & Bolte Mosetorp"},
		},
		{
			name: "dyrehandel", industry: "477620", title: "Detailhandel med kæledyr og udstyr til kæledyr", form: "ApS", fte: [2]int{2, 6},
			days: sixDays, parts: "morning afternoon", danish: "good", offers: "one_contact few_colleagues", cannot: "clean_air",
			head: "indehaver",
			jobs: []job{
				{"Fodre og gøre bure rene", "dyrehandelsmedhjælper", 4, 20, "standing dust", "customers pace", "morning", "everyday", "tpg", "Kaniner, fugle og fisk, hver morgen før åbning."},
			},
			sites: []string{"2635 Dyrenes Hus Poten", "2620 Zoobutikken Logrende Hale", "2650 Akvariehuset Guppy"},
		},
		{
			name: "cykler", industry: "476320", title: "Detailhandel med cykler", form: "ApS", fte: [2]int{1, 5},
			days: sixDays, parts: "morning afternoon", danish: "everyday", offers: "few_colleagues one_contact clear_tasks own_pace", cannot: "",
			head: "indehaver", daily: "cykelmekaniker",
			jobs: []job{
				{"Lappe, rense og smøre", "cykelværkstedsmedhjælper", 4, 25, "standing", "screen customers", "morning afternoon", "little", "tpg", "Skifte slanger, rense kæder og pumpe udlejningscykler."},
				{"Samle nye cykler", "cykelmekaniker", 8, 30, "standing lifting", "customers", "morning", "everyday", "tpg", ""},
			},
			sites: []string{"2635 Cykelværkstedet Eger & Kæde", "2660 Strandens Cykler", "2605 Cykelsmeden Bredholm", "2620 Hos Cykel-Svend", "2630 Tohjulet", "4600 Cykelkælderen"},
		},
		{
			name: "brugskunst og bøger", industry: "475590", title: "Detailhandel med boligtekstiler, belysnings- og husholdningsartikler i.a.n.", form: "ApS", fte: [2]int{1, 4},
			days: sixDays, parts: "morning afternoon", danish: "good", offers: "few_colleagues short_days indoors", cannot: "",
			head: "indehaver",
			jobs: []job{
				{"Pakke webordrer", "lagermedarbejder i webbutik", 4, 20, "standing", "customers lifting noise", "morning", "everyday", "tpg", "Silkepapir, kort og pakkelabel, i stille lokale bag butikken."},
				{"Pakke gaver ind", "gaveindpakker", 6, 20, "standing customers", "lifting", "afternoon", "everyday", "tp", ""},
			},
			sites: []string{"2600 Boghandlen Omslag", "2670 Lysestagen Brugskunst", "4600 Papirhuset Blækregning", "2635 Garnhuset Krydsmasken", "2680 Hjemmet i Gavlen"},
		},
		{
			name: "apotek", industry: "477300", title: "Detailhandel med farmaceutiske produkter", form: "", fte: [2]int{7, 16},
			days: sixDays, parts: "morning afternoon", danish: "fluent", offers: "indoors", cannot: "no_customers",
			head: "apoteker",
			jobs: []job{
				{"Fylde op i selvvalg", "apoteksmedhjælper", 6, 18, "standing reading", "lifting", "morning", "good", "tp", ""},
			},
			sites: []string{"2635 Apoteket Hyldeblomst", "2630 Apoteket Kamille"},
		},
		{
			name: "transport", industry: "494100", title: "Vejgodstransport", form: "ApS", fte: [2]int{4, 45},
			days: weekdays, parts: "early morning afternoon night", danish: "everyday", offers: "", cannot: "no_driving no_lifting day_hours",
			head: "vognmand", daily: "disponent",
			jobs: []job{
				{"Vaske biler og holde pladsen", "bilvasker", 6, 25, "outdoor standing", "customers screen", "morning", "little", "tp", ""},
				{"Køre varevogn i lokalområdet", "varevognschauffør", 20, 37, "driving lifting pace", "", "early morning", "everyday B", "pg", ""},
				{"Hjælpe på disponentkontoret", "disponent", 10, 25, "screen reading noise", "lifting", "morning", "fluent", "t", ""},
			},
			sites: []string{"2635 Vognmand Kragh Poulsen", "2605 Bredholm Fragt", "2640 Hedefragt", "2630 Vestvejens Transport", "2600 Kølefragt Vesterled", "4600 Vognmandsfirmaet Tved"},
		},
		{
			name: "bud og post", industry: "532000", title: "Andre post- og kuréraktiviteter", form: "ApS", fte: [2]int{3, 30},
			days: sixDays, parts: "early morning night", danish: "little", offers: "clear_tasks", cannot: "fixed_times no_lifting",
			head: "driftsleder",
			jobs: []job{
				{"Sortere pakker på terminalen", "pakkesorterer", 8, 30, "standing lifting pace noise", "customers", "early morning", "little", "tpg", ""},
				{"Køre pakker ud", "pakkebud", 20, 37, "driving lifting pace alone", "screen", "morning afternoon", "everyday B", "pg", ""},
			},
			sites: []string{"2605 Budcentralen Pil", "2635 Pakkeekspressen Mågen", "2630 Dør til Dør Vestegnen"},
		},
	}
}
