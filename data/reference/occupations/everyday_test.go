package occupations_test

// Floors that only ever go up: a lexicon that shrinks is a mistake.
const (
	minAll    = 1000 // occupations
	minFull   = 700  // with tasks, loads and synonyms
	minGroups = 500  // of the thesaurus
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
}
