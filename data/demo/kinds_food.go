package demo

// Places where food is made, served or sold.
func foodKinds() []kind {
	return []kind{
		{
			name: "café", industry: "561110", title: "Servering af mad i restauranter og caféer", form: "ApS", fte: [2]int{2, 9},
			days: allWeek, parts: "morning afternoon", danish: "everyday", offers: "flexible_start one_contact short_days clear_tasks", cannot: "quiet",
			head: "indehaver", daily: "køkkenansvarlig",
			jobs: []job{
				{"Anretning og opvask", "køkkenhjælp", 4, 20, "standing", "customers lifting", "morning afternoon", "little", "tpg", "Anrette kager og smørrebrød, fylde opvaskemaskinen og holde bordene rene."},
				{"Bage boller og kager", "bagermedhjælper", 6, 15, "standing", "customers", "early morning", "everyday", "tp", "Røre dej, forme boller og passe ovnen sammen med køkkenet."},
				{"Rydde af og tørre borde af", "cafémedarbejder", 4, 15, "standing customers", "lifting", "morning afternoon", "everyday", "tpg", "Hente brugt service ind og gøre klar til de næste gæster."},
				{"Lave kaffe bag disken", "barista", 8, 25, "standing customers pace", "", "morning afternoon", "good", "tpg", "Espressomaskine, kasse og en snak med de faste gæster."},
			},
			sites: []string{"2635 Café Strandgården", "2635 Café Tangloppen", "2665 Café Havnebryggen", "2660 Café Solkrogen", "2625 Café Lindely", "2605 Café Kobberkedlen", "2620 Kaffehjørnet Bredholm", "2630 Café Perronen", "2670 Café Klitrosen", "2650 Café Hos Ragnhild", "2600 Café Midtpunkt", "2680 Café Mågevinden", "4600 Café Købmandsgården", "2690 Kaffestuen Mosely"},
		},
		{
			name: "restaurant", industry: "561110", title: "Servering af mad i restauranter og caféer", form: "ApS", fte: [2]int{4, 18},
			days: "tue wed thu fri sat sun", parts: "afternoon evening", danish: "everyday", offers: "clear_tasks one_contact", cannot: "quiet day_hours own_pace",
			head: "restaurantchef", daily: "køkkenchef",
			jobs: []job{
				{"Opvask om aftenen", "opvasker", 8, 25, "standing noise pace shift", "customers", "evening", "little", "tpg", "Grovopvask, gryder og bestik, og rene tallerkener tilbage i køkkenet."},
				{"Klargøring af grøntsager", "grøntsagsskærer", 6, 20, "standing", "customers noise", "afternoon", "little", "tpg", "Skylle, skrælle og snitte til aftenens retter."},
				{"Dække borde og polere glas", "serveringsmedhjælper", 4, 15, "standing", "lifting", "afternoon", "everyday", "tp", "Dække op før gæsterne kommer, folde servietter og polere glas."},
			},
			sites: []string{"2635 Restaurant Fiskerhuset Ternen", "2665 Restaurant Bådeskuret", "2605 Den Grønne Gryde", "2620 Restaurant Kanelbarken", "2630 Restaurant Kornloftet", "2670 Spisehuset Strandhegnet", "2650 Restaurant Det Lange Bord", "2600 Restaurant Hjørnestuen", "4600 Restaurant Tovværket", "2680 Kroen ved Åmosen"},
		},
		{
			name: "grill og pizza", industry: "561190", title: "Drift af øvrige spisesteder", form: "I/S", fte: [2]int{1, 5},
			days: allWeek, parts: "afternoon evening", danish: "everyday", offers: "few_colleagues", cannot: "quiet no_customers",
			head: "indehaver",
			jobs: []job{
				{"Lave pizza og gøre rent i køkkenet", "pizzabager", 6, 20, "standing customers pace", "", "afternoon evening", "everyday", "tp", ""},
				{"Forberede salater og dressing", "grillmedarbejder", 4, 12, "standing", "lifting", "afternoon", "little", "t", "Skære salat, røre dressing og fylde køledisken."},
			},
			sites: []string{"2635 Pizzeria Bella Sole", "2660 Grillen på Hjørnet", "2605 Falafelhuset Dadlen", "2620 Burgerbaren Rødløg", "2640 Sommergrillen", "2650 Pizzahuset Trekanten"},
		},
		{
			name: "kantine", industry: "562200", title: "Catering på kontrakt og andre restaurationsaktiviteter", form: "A/S", fte: [2]int{3, 12},
			days: weekdays, parts: "early morning", danish: "everyday", offers: "fixed_times day_hours one_contact clear_tasks indoors", cannot: "own_pace",
			head: "kantineleder", daily: "kok",
			jobs: []job{
				{"Smøre brød og anrette frokostbuffet", "kantinemedarbejder", 6, 25, "standing", "lifting", "morning", "everyday", "tpg", "Pålæg på fade, salater i skåle, skilte på buffeten."},
				{"Opvask og aftørring efter frokost", "opvasker", 6, 20, "standing noise", "customers", "morning afternoon", "little", "tpg", "Båndopvask, borde og kaffemaskiner."},
				{"Snitte grønt og bage brød", "køkkenhjælp", 8, 25, "standing", "customers", "early morning", "little", "tpg", "Møder tidligt og er færdig før frokost."},
				{"Mødeservering", "kantineværtinde", 8, 20, "standing customers", "lifting", "morning afternoon", "good", "tp", "Køre kaffe og frugt til mødelokalerne og rydde af igen."},
			},
			sites: []string{"2635 Kantinen, Ishøj Rådhus", "2625 Frokostkøkkenet Vallekilde", "2605 Kantinen Bytoften", "2620 Kantinen på Rønnegård", "2630 Madværkstedet Stationen", "2600 Firmafrokosten Gulerod", "2670 Kantine & Kompagni", "2640 Frokostordningen Rugbrød"},
		},
		{
			name: "selskaber", industry: "562100", title: "Event catering", form: "ApS", fte: [2]int{2, 8},
			days: "thu fri sat sun", parts: "morning afternoon evening", danish: "everyday", offers: "flexible_start", cannot: "fixed_times day_hours",
			head: "indehaver", daily: "souschef",
			jobs: []job{
				{"Anrette fade til selskaber", "cateringmedarbejder", 6, 18, "standing pace", "customers", "morning afternoon", "everyday", "tp", "Pynte fade, pakke kasser og tjekke listen."},
				{"Pakke service og duge", "cateringmedarbejder", 4, 12, "lifting", "customers screen", "morning", "little", "tpg", "Tælle service og duge op til næste fest og stille på plads bagefter."},
			},
			sites: []string{"2665 Selskabshuset Havblik", "2605 Festkøkkenet Persille", "2630 Mad ud af huset Spidskål", "4600 Madkompagniet Vestby"},
		},
		{
			name: "bageri", industry: "107120", title: "Fremstilling af friske bageriprodukter", form: "ApS", fte: [2]int{3, 14},
			days: allWeek, parts: "early morning night", danish: "everyday", offers: "clear_tasks short_days", cannot: "clean_air",
			head: "bagermester", daily: "butiksansvarlig",
			jobs: []job{
				{"Ekspedere og fylde hylder", "bagerassistent", 8, 25, "standing customers pace", "lifting", "early morning", "good", "tpg", "Brød i poser, kaffe til dem der har travlt, og hylderne fyldt op."},
				{"Pensle, drysse og pakke", "bagermedhjælper", 6, 20, "standing dust", "customers", "early morning", "little", "tpg", "Pensle wienerbrød, drysse birkes og pakke boller i poser."},
				{"Vaske plader og former", "køkkenhjælp", 4, 12, "standing noise", "customers", "morning", "none", "tp", ""},
			},
			sites: []string{"2635 Bageriet Rugkernen", "2660 Strandens Surdej", "2625 Bager Henningsen på Toften", "2605 Brødhuset Kornblomst", "2620 Bageriet Kringlen & Co", "2630 Bageriet Hvedely", "2670 Bageriet Morgenfrue", "2650 Hos Bageren i Lergraven", "4600 Bageriet Gamle Sukkerhus"},
		},
		{
			name: "slagter og fisk", industry: "472200", title: "Detailhandel med kød og kødprodukter", form: "ApS", fte: [2]int{2, 8},
			days: sixDays, parts: "early morning afternoon", danish: "everyday", offers: "clear_tasks", cannot: "own_pace",
			head: "slagtermester",
			jobs: []job{
				{"Lave pålægssalater og pakke", "delikatesseassistent", 6, 20, "standing", "lifting", "morning", "everyday", "tpg", "Røre salater, pakke pålæg og sætte prismærker på."},
				{"Rengøre maskiner og diske", "rengøringsassistent", 4, 12, "standing dust", "customers", "afternoon", "little", "tp", ""},
			},
			sites: []string{"2600 Slagter Thorup", "2665 Slagteren på Havnetorvet", "4600 Slagtermester Bøgeskov", "2690 Slagter Vibholm"},
		},
		{
			name: "grønthandler", industry: "472100", title: "Detailhandel med frugt og grøntsager", form: "I/S", fte: [2]int{1, 5},
			days: sixDays, parts: "early morning afternoon", danish: "everyday", offers: "flexible_start one_contact few_colleagues", cannot: "no_lifting",
			head: "indehaver",
			jobs: []job{
				{"Sortere og stille frugt frem", "grøntassistent i supermarked", 4, 20, "standing lifting", "screen reading", "early morning", "little", "tpg", "Sortere, pudse af og bygge bordene pænt op fra morgenstunden."},
				{"Pakke grøntkasser", "pakkerimedarbejder", 6, 15, "standing", "customers", "morning", "little", "tp", "Pakke ugens kasser efter en liste med billeder."},
			},
			sites: []string{"2635 Frugt & Grønt på Torvet", "2660 Granatæblet Frugt", "2605 Grønthuset Ærten", "2620 Gulerodsboden"},
		},
		{
			name: "færdigretter", industry: "108500", title: "Fremstilling af færdigretter", form: "A/S", fte: [2]int{12, 60},
			days: weekdays, parts: "early morning afternoon", danish: "little", offers: "fixed_times clear_tasks no_customers", cannot: "own_pace quiet",
			head: "produktionschef", daily: "holdleder",
			jobs: []job{
				{"Pakke måltidskasser på bånd", "pakkerimedarbejder", 12, 37, "standing pace noise", "customers reading", "early morning", "little", "tpg", "Lægge portioner i bakker, lukke og sætte etiket på."},
				{"Veje krydderier af", "fødevareproduktionsmedarbejder", 8, 30, "standing reading", "customers lifting", "morning", "everyday", "tp", "Følge opskriften nøje og krydse af på skemaet."},
			},
			sites: []string{"2640 Måltidsfabrikken Timian", "2600 Vestegnens Suppekøkken", "2605 Salatfabrikken Sprød"},
		},
		{
			name: "skolemad", industry: "562200", title: "Catering på kontrakt og andre restaurationsaktiviteter", form: "", fte: [2]int{2, 6},
			days: weekdays, parts: "early morning", danish: "everyday", offers: "day_hours fixed_times few_colleagues one_contact extra_breaks", cannot: "no_lifting",
			head: "køkkenleder",
			jobs: []job{
				{"Smøre madpakker og skære frugt", "skolemadsmedarbejder", 5, 20, "standing", "customers shift", "early morning", "everyday", "tpg", "Madpakker til 180 børn, pakket i kasser klassevis."},
				{"Køkkenhjælp i skoleboden", "køkkenhjælp", 5, 15, "standing customers", "lifting shift", "morning", "everyday", "tpg", "Sælge til eleverne i frikvarteret og gøre rent bagefter."},
			},
			sites: []string{"2635 Skoleboden Tranehøj", "2620 Børnekøkkenet Grønært", "2650 Madskolen Æbleskiven"},
		},
	}
}
