package occupation

// linkWeights are all the figures the linker decides with; nothing else in the package is tuned. A
// score is a sum of shares: 1 means that every letter and word agrees, and an exact label goes above it.
type linkWeights struct {
	// What a text of an occupation is worth beside its preferred label.
	label, synonym, english, task float64

	gram   float64 // share of agreement in letters (n-grams inside words)
	term   float64 // share of agreement in words, stems and compound parts
	whole  float64 // share of agreement with all names of the occupation taken together
	second float64 // share of an occupation's second-best text that is added to its best

	part     float64 // a compound's part, beside the whole word
	weak     float64 // factor on a weak head (-medarbejder, -assistent): what stands before it counts
	weakGram float64 // the same for its letters
	light    float64 // factor on a light word (passe, køre): its object counts
	group    float64 // a thesaurus group that two different words share
	near     float64 // the same for words that are only near each other

	exact float64 // added when folded texts are equal
	first float64 // added when the equal text is the preferred label
	local float64 // added when the occupation is a local one: more than a preferred label can gain
	same  float64 // added when both say the same words, in other order or form

	joined float64 // factor on everything found by making a compound of two words
	trade  float64 // factor on everything found without "-elev" and the like
	fixed  float64 // factor on everything found through a corrected spelling

	read     map[RelationKind]float64 // factor on everything found through a relation of the kind
	loose    float64                  // factor beside it when the words found say more or less than that
	weaker   float64                  // factor beside it for the weaker words of a relation
	bridge   float64                  // factor on a target found through a lexicon occupation
	known    float64                  // how well a query must fit a lexicon occupation before it is asked at all
	order    featureRow               // what each feature counts in the final order, when there are targets
	relative float64                  // added by the share of the best targets that lie in the same unit group
}

// standard are the weights chosen on the tuning half of the development titles.
var standard = linkWeights{
	label: 1, synonym: 0.8, english: 0.85, task: 0.6,
	gram: 0.42, term: 0.45, whole: 0.15, second: 0.08,
	part: 0.85, weak: 0.45, weakGram: 0.45, light: 0.3, group: 0.6, near: 0.3,
	exact: 0.15, first: 0.2, local: 0.6, same: 0.15,
	joined: 0.98, trade: 0.8, fixed: 0.95,
	read: map[RelationKind]float64{
		"forkortelse": 0.9, "engelsk": 0.85, "elev": 0.8, "grad": 0.6, "over": 0.75, "fag": 0.7, "laver": 0.55,
		"gør": 0.6, "sted": 0.5, "redskab": 0.5, "bevis": 0.6, "talesprog": 0.8,
	},
	weaker: 0.7, loose: 0.5,
	bridge: 0.6, known: 0.36, relative: 0.1,
	order: featureRow{
		byScore: 1, byName: 0.1, unitByTarget: 0.1, unitByLexicon: 0.05, unitByWords: 0.1, unitFirst: 0.05,
		isTitle: -0.3, titleByTarget: 0.3, titleByLexicon: 0.15, titleByWords: 0.3, titleFirst: 0.05,
		titleNamed: -0.1,
	},
}

// Limits keep every query bounded, whatever is pasted into the field.
const (
	maxQuery    = 200  // bytes of a folded query that are read; titles are shorter
	maxAsked    = 3    // lexicon occupations a query may go through
	maxBridged  = 40   // targets remembered for a lexicon occupation
	minGram     = 2    // letters of the shortest n-gram, word edges included
	maxGram     = 5    // letters of the longest
	commonShare = 25   // an n-gram of more than one text in this many finds nothing by itself
	enough      = 100  // texts that rarer features must have found for that
	chance      = 0.12 // a score that letters reach by accident
	reordered   = 0.8  // what a name in other order or form counts beside the same name
	pool        = 20   // best targets whose unit groups are compared
)
