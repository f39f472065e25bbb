package demo

// Crafts, industry, animals, gardens and farms.
func workKinds() []kind {
	return []kind{
		{
			name: "autoværksted", industry: "953190", title: "Reparation og vedligeholdelse af motorkøretøjer i.a.n.", form: "ApS", fte: [2]int{2, 9},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "clear_tasks one_contact few_colleagues", cannot: "clean_air quiet",
			head: "værkstedsejer", daily: "mester",
			jobs: []job{
				{"Rydde op, feje og hente reservedele", "værkstedshjælp på autoværksted", 6, 30, "standing noise dust", "customers screen", "morning afternoon", "little", "tpg", "Holde orden på værktøj, køre dæk på plads og hjælpe svendene."},
				{"Klargøre biler til kunder", "klargører af lejebiler", 6, 25, "standing", "customers pace", "morning afternoon", "everyday", "tpg", "Støvsuge, vaske og tjekke væsker."},
				{"Skifte dæk i sæsonen", "dækmontør", 15, 37, "standing lifting noise pace", "screen", "early morning afternoon", "everyday", "pg", ""},
			},
			sites: []string{"2635 Autogården Ringen", "2635 Bilværkstedet Kardan", "2665 Strandens Autoservice", "2605 Auto Bredholm", "2620 Mekanikerne i Roholt", "2640 Hedebilen", "2650 Værksted Femte Gear", "2670 Mosetorp Autoteknik", "4600 Tandhjulet Auto"},
		},
		{
			name: "bilvask", industry: "953190", title: "Reparation og vedligeholdelse af motorkøretøjer i.a.n.", form: "I/S", fte: [2]int{1, 6},
			days: sixDays, parts: "morning afternoon", danish: "little", offers: "flexible_start short_days", cannot: "indoors clean_air",
			head: "indehaver",
			jobs: []job{
				{"Håndvask og støvsugning af biler", "bilvasker", 6, 30, "standing outdoor", "screen reading", "morning afternoon", "none", "tpg", ""},
			},
			sites: []string{"2635 Skumbanen Bilvask", "2605 Håndvasken Blank", "2630 Bilplejen Spejlglans", "2650 Vask & Voks Kajen"},
		},
		{
			name: "karrosseri", industry: "953120", title: "Reparation og lakering af karosseri samt undervognsbehandling", form: "ApS", fte: [2]int{3, 10},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "clear_tasks", cannot: "clean_air",
			head: "mester",
			jobs: []job{
				{"Slibe og afdække før lakering", "lakeringsmedhjælper", 10, 37, "standing dust noise", "customers", "morning afternoon", "everyday", "tp", ""},
			},
			sites: []string{"2605 Karrosseriet Bule & Lak", "2640 Lakkereriet Metallic"},
		},
		{
			name: "rideskole", industry: "855100", title: "Undervisning inden for sport og fritid", form: "I/S", fte: [2]int{1, 5},
			days: allWeek, parts: "early morning afternoon evening", danish: "everyday", offers: "own_pace flexible_start one_contact few_colleagues", cannot: "indoors no_lifting clean_air",
			head: "daglig leder", daily: "staldmester",
			jobs: []job{
				{"Muge ud, fodre og strigle", "staldmedhjælper", 4, 25, "lifting outdoor dust standing", "customers screen", "early morning", "little", "tpg", "Tolv heste og to ponyer, samme runde hver dag."},
				{"Gøre heste klar til undervisning", "staldmedhjælper", 4, 15, "outdoor standing customers", "screen", "afternoon", "everyday", "tp", ""},
			},
			sites: []string{"2635 Rideskolen Manken", "2625 Vallensø Ridegård", "2620 Rideskolen Rytterhøj", "2640 Ponygården Hovslaget", "4600 Rideklubben Trensen"},
		},
		{
			name: "hundedagpleje", industry: "969900", title: "Andre personlige serviceydelser i.a.n.", form: "", fte: [2]int{1, 4},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "few_colleagues one_contact day_hours", cannot: "quiet",
			head: "indehaver",
			jobs: []job{
				{"Gå tur med hunde og fodre", "hundepasser", 4, 25, "outdoor noise standing", "customers screen", "morning afternoon", "everyday", "tpg", "To ture om dagen med fem til otte hunde, altid to sammen."},
				{"Vaske og børste hunde", "hundefrisør", 4, 15, "standing noise", "screen outdoor", "morning", "everyday", "tp", ""},
			},
			sites: []string{"2635 Hundedagplejen Snude", "2605 Hundehotellet Kurven", "2640 Hundegården Logre", "2680 Poteklubben Åmosen"},
		},
		{
			name: "dyreklinik", industry: "750000", title: "Dyrlægeaktiviteter", form: "ApS", fte: [2]int{3, 9},
			days: weekdays, parts: "morning afternoon", danish: "good", offers: "indoors one_contact", cannot: "",
			head: "dyrlæge", daily: "veterinærsygeplejerske",
			jobs: []job{
				{"Gøre rent efter dyr og pakke instrumenter", "dyreklinikmedhjælper", 6, 25, "standing dust", "customers pace", "morning afternoon", "everyday", "tpg", ""},
			},
			sites: []string{"2635 Dyreklinikken Strandporten", "2620 Dyrlægerne Rønnelund", "2670 Dyrehospitalet Klitgård", "2650 Katteklinikken Knurhår"},
		},
		{
			name: "landbrug", industry: "015000", title: "Blandet landbrugsdrift", form: "I/S", fte: [2]int{1, 6},
			days: allWeek, parts: "early morning afternoon", danish: "little", offers: "few_colleagues flexible_start own_pace", cannot: "indoors no_lifting fixed_times",
			head: "gårdejer", daily: "driftsleder",
			jobs: []job{
				{"Passe høns og samle æg", "hønsepasser", 4, 20, "outdoor dust standing", "customers screen", "early morning", "little", "tpg", "Samle, pakke i bakker og holde hønsehuset rent."},
				{"Hjælpe i marken og ved dyrene", "landbrugsmedhjælper", 10, 37, "outdoor lifting", "customers screen", "early morning afternoon", "little", "tpg", ""},
				{"Stå i gårdbutikken", "gårdbutiksmedarbejder", 4, 15, "standing customers", "lifting", "afternoon", "good", "tp", ""},
			},
			sites: []string{"2640 Økologien på Nordhegn", "2690 Mosetorpgård", "4600 Bakkehegnsgården", "2680 Gården ved Åmosen", "2630 Klokkemosegård"},
		},
		{
			name: "gartneri", industry: "011300", title: "Dyrkning af grøntsager og meloner, rødder og rodknolde", form: "A/S", fte: [2]int{4, 20},
			days: weekdays, parts: "early morning afternoon", danish: "little", offers: "clear_tasks no_customers fixed_times", cannot: "indoors",
			head: "gartner", daily: "formand",
			jobs: []job{
				{"Så, prikle og binde tomater op", "væksthusmedhjælper", 6, 37, "standing", "customers noise screen", "morning afternoon", "little", "tpg", "Stille arbejde i rækker, og der er varmt om sommeren."},
				{"Vaske og bundte radiser", "grøntsagsavler", 6, 25, "standing", "customers screen reading", "early morning", "none", "tp", ""},
			},
			sites: []string{"2635 Gartneriet Drivbænken", "2670 Gartneriet Tomatvang", "2620 Gartneriet Rønnemark", "2640 Gartneriet Jordrøg"},
		},
		{
			name: "anlægsgartner", industry: "813000", title: "Landskabspleje", form: "ApS", fte: [2]int{3, 24},
			days: weekdays, parts: "early morning afternoon", danish: "little", offers: "clear_tasks never_alone few_colleagues", cannot: "indoors no_lifting",
			head: "indehaver", daily: "formand",
			jobs: []job{
				{"Luge og klippe hæk", "anlægsgartnerarbejdsmand", 8, 37, "outdoor standing noise", "customers screen", "early morning", "little", "tpg", "Kører altid ud i makkerpar."},
				{"Slå græs i boligområder", "græsslåer", 10, 37, "outdoor noise standing", "customers screen", "early morning afternoon", "little", "tpg", ""},
				{"Lægge fliser og bære sten", "anlægsgartner", 25, 37, "outdoor lifting standing", "screen", "early morning afternoon", "everyday B", "pg", ""},
			},
			sites: []string{"2635 Grønt & Gran", "2665 Anlægsgartner Toft & Søn", "2605 Bredholm Grønservice", "2620 Haveholdet Roholt", "2630 Anlægsgartneriet Kløver", "2670 Hegn & Have Mosetorp", "4600 Parkfolkene"},
		},
		{
			name: "kirkegård", industry: "963000", title: "Drift af bedemandsforretninger og begravelsesvæsen", form: "", fte: [2]int{3, 9},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "own_pace quiet flexible_start one_contact extra_breaks", cannot: "indoors",
			head: "kirkegårdsleder", daily: "graver",
			jobs: []job{
				{"Rive grus og plante ud", "kirkegårdsmedhjælper", 4, 30, "outdoor standing", "customers pace noise screen", "morning", "little", "tpg", "Roligt arbejde, faste rækker, kaffe kl. 9."},
			},
			sites: []string{"2635 Tranehøj Kirkegård", "2605 Bredholm Kirkegård", "2670 Mosetorp Assistens"},
		},
		{
			name: "tømrer", industry: "433200", title: "Tømrer- og bygningssnedkeraktiviteter", form: "ApS", fte: [2]int{2, 18},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "never_alone", cannot: "no_lifting indoors own_pace",
			head: "tømrermester", daily: "formand",
			jobs: []job{
				{"Holde pladsen og hjælpe svendene", "tømrermedhjælper", 15, 37, "lifting noise outdoor dust", "screen", "early morning afternoon", "everyday", "tpg", ""},
			},
			sites: []string{"2635 Tømrerfirmaet Sinke", "2605 Tømrerne i Bredholm", "2630 Spær & Spån", "2650 Tømrer Vagn Ørum", "4600 Snedkeriet Fyldning"},
		},
		{
			name: "maler", industry: "433410", title: "Maleraktiviteter", form: "ApS", fte: [2]int{1, 12},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "clear_tasks never_alone", cannot: "clean_air",
			head: "malermester",
			jobs: []job{
				{"Afdække, spartle og slibe", "malermedhjælper", 10, 37, "standing dust", "customers screen", "early morning afternoon", "little", "tpg", "I lejligheder der står tomme, sammen med en svend."},
			},
			sites: []string{"2635 Malerfirmaet Okker", "2620 Malerne Pensel & Spand", "2670 Malermester Ditlev Koch", "2600 Farvefirmaet Umbra"},
		},
		{
			name: "el og vvs", industry: "432200", title: "Installation af vvs-, varme- og klimaanlæg", form: "ApS", fte: [2]int{2, 22},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "", cannot: "no_driving no_lifting",
			head: "installatør", daily: "værkfører",
			jobs: []job{
				{"Rydde op på lageret og pakke servicebiler", "lagermedarbejder", 6, 25, "lifting standing", "customers", "early morning", "everyday", "tpg", "Fylde fittings op efter liste, hver morgen."},
				{"Være med svend på opgaver", "vvs-medhjælper", 20, 37, "lifting standing dust", "screen", "early morning afternoon", "everyday", "tpg", ""},
			},
			sites: []string{"2635 VVS-firmaet Dråben", "2605 Bredholm VVS", "2630 Elinstallatøren Volt & Vang", "2640 Rørgården", "2650 Installationsfirmaet Kobber"},
		},
		{
			name: "smed og metal", industry: "251100", title: "Fremstilling af metalkonstruktioner og dele heraf", form: "A/S", fte: [2]int{4, 30},
			days: weekdays, parts: "early morning afternoon", danish: "little", offers: "fixed_times clear_tasks no_customers", cannot: "quiet clean_air no_lifting",
			head: "værkstedsleder",
			jobs: []job{
				{"Afgrate og sortere emner", "smedemedhjælper", 10, 37, "standing noise dust", "customers reading", "early morning afternoon", "little", "tpg", ""},
				{"Pakke beslag i æsker", "pakkeoperatør", 6, 25, "", "customers lifting pace", "morning afternoon", "none", "tp", "Siddende ved pakkebord i eget lokale."},
			},
			sites: []string{"2635 Smedjen Ambolten", "2605 Vestegnens Stålværksted", "2640 Hedesmeden", "2600 Pladeværkstedet Buk"},
		},
		{
			name: "møbelsnedker", industry: "310000", title: "Fremstilling af møbler", form: "ApS", fte: [2]int{2, 12},
			days: weekdays, parts: "early morning afternoon", danish: "little", offers: "one_contact few_colleagues clear_tasks own_pace", cannot: "clean_air",
			head: "snedkermester",
			jobs: []job{
				{"Slibe og olie møbler", "snedkerimedhjælper", 6, 30, "standing dust", "customers screen pace", "morning afternoon", "little", "tpg", ""},
			},
			sites: []string{"2635 Møbelværkstedet Høvlen", "2620 Stolemageren i Roholt", "2670 Snedkeriet Askelund"},
		},
		{
			name: "systue", industry: "142100", title: "Fremstilling af yderbeklædning", form: "I/S", fte: [2]int{1, 7},
			days: weekdays, parts: "morning afternoon", danish: "little", offers: "own_pace quiet flexible_start seated_breaks few_colleagues no_customers", cannot: "",
			head: "indehaver",
			jobs: []job{
				{"Sy lige sømme og trykke knapper i", "systuemedhjælper", 4, 30, "", "customers lifting noise", "morning afternoon", "none", "tpg", "Siddende ved egen maskine, efter prøve."},
			},
			sites: []string{"2635 Systuen Sting & Søm", "2605 Tekstilværkstedet Spolen", "2620 Systuen Fingerbøl"},
		},
		{
			name: "trykkeri", industry: "181200", title: "Anden trykning", form: "A/S", fte: [2]int{3, 18},
			days: weekdays, parts: "early morning afternoon", danish: "everyday", offers: "fixed_times no_customers clear_tasks", cannot: "quiet clean_air",
			head: "trykkerichef", daily: "bogbinder",
			jobs: []job{
				{"Samle, false og pakke tryksager", "trykkerimedhjælper", 6, 30, "standing noise", "customers", "morning afternoon", "little", "tpg", ""},
				{"Skanne og rette filer til", "scanningsmedarbejder", 6, 20, "screen reading", "lifting customers", "morning", "good", "tp", ""},
			},
			sites: []string{"2635 Trykkeriet Cicero", "2600 Vesterled Tryk", "2620 Kopi & Fals Roholt", "2650 Bogtrykkeriet Sværten"},
		},
		{
			name: "genanvendelse", industry: "382100", title: "Genindvinding af materialer", form: "A/S", fte: [2]int{5, 35},
			days: weekdays, parts: "early morning afternoon", danish: "little", offers: "clear_tasks never_alone fixed_times", cannot: "clean_air quiet indoors",
			head: "driftsleder", daily: "formand",
			jobs: []job{
				{"Skille computere ad", "computerskiller og genbruger", 6, 37, "standing", "customers pace", "morning afternoon", "little", "tpg", "Skrue fra hinanden og sortere i kasser, ved egen arbejdsplads."},
				{"Vise kunder til rette på pladsen", "genbrugspladsmedarbejder", 8, 30, "outdoor customers standing", "screen", "morning afternoon", "everyday", "tpg", ""},
				{"Sortere træ og metal", "affaldssorterer", 10, 37, "outdoor lifting noise dust", "customers reading", "early morning", "little", "tpg", ""},
			},
			sites: []string{"2635 Genbrugspladsen Mosekær", "2605 Kredsløbet Bredholm", "2620 Elektronikværkstedet Roholt", "2640 Hedens Genanvendelse", "2670 Ressourcegården Mosetorp", "4600 Skrotgården Tved"},
		},
		{
			name: "renovation", industry: "381100", title: "Indsamling af ikke-farligt affald", form: "A/S", fte: [2]int{10, 60},
			days: weekdays, parts: "early morning", danish: "little", offers: "fixed_times clear_tasks", cannot: "no_lifting indoors own_pace",
			head: "driftschef",
			jobs: []job{
				{"Vaske containere", "vaskeoperatør", 10, 37, "standing outdoor noise", "customers reading", "early morning", "none", "tp", ""},
			},
			sites: []string{"2605 Renovationsselskabet Vestkredsen", "2630 Container & Kærre"},
		},
	}
}
