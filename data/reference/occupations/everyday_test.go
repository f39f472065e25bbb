package occupations_test

// Floors that only ever go up: a lexicon that shrinks is a mistake.
const (
	minAll    = 1000 // occupations
	minFull   = 700  // with tasks, loads and synonyms
	minGroups = 900  // of the thesaurus
	minHeads  = 60   // weak heads
)

// everyday maps what people say to the label it must reach.
var everyday = map[string]string{
	"flaskedreng":         "servicemedarbejder i butik",
	"lagermand":           "lagermedarbejder",
	"rengøringsdame":      "rengøringsassistent",
	"skraldemand":         "skraldemand",
	"noget med køkken":    "køkkenhjælp",
	"kassedame":           "kasseassistent",
	"tankpasser":          "servicestationsmedarbejder",
	"opvaskemand":         "opvasker",
	"stuepige":            "stuepige",
	"renovationsarbejder": "skraldemand",
	"pedel":               "teknisk servicemedarbejder",
	"vicevært":            "vicevært",
	"altmuligmand":        "handyman",
	"kontorhjælp":         "kontormedhjælper",
	"kontordame":          "kontormedhjælper",
	"passe hunde":         "hundepasser",
	"hundepasser":         "hundepasser",
	"passe børn":          "pædagogmedhjælper",
	"sosu":                "social- og sundhedshjælper",
	"hjemmehjælper":       "social- og sundhedshjælper",
	"chauffør":            "chauffør",
	"buschauffør":         "buschauffør",
	"tømrersvend":         "tømrer",
	"havemand":            "gartnermedhjælper",
	"passe heste":         "staldmedhjælper",
	"avisbud":             "avisbud",
	"postbud":             "postbud",
	"madmor":              "køkkenleder i daginstitution",
	"cykelsmed":           "cykelmekaniker",
	"bogopsætter":         "biblioteksassistent",
	"fabriksarbejder":     "produktionsmedarbejder",
	"blikkenslager":       "vvs-montør",
	"sygehjælper":         "social- og sundhedsassistent",
	"programmør":          "softwareudvikler",
	"skolelærer":          "folkeskolelærer",
	"doktor":              "læge",
	"key account manager": "key account manager",
	"data scientist":      "dataanalytiker",
	"projektleder":        "projektleder",
	"vægter":              "vagt",
	"kustode":             "museumsvært",
	"strygning":           "strygerske",
	"ufaglært":            "løsarbejder",
	"noget med dyr":       "dyrepasser",
	"noget med computere": "it-hjælper",
	"genbrug":             "medhjælper i genbrugsbutik",
	"trucker":             "truckfører",
	"slagtersvend":        "slagter",
	"frisør":              "frisør",
}
