package search

// Class says how a query word and a word of a document agree, best first.
type Class uint8

// The classes. A "letter" is a rune of the folded word, so ø counts as two. Words with a digit in them
// are never taken for slips of other words: a CVR number that is nearly right is another company.
const (
	Exact      Class = iota // the same word
	Prefix                  // the document's word begins with the query's
	Infix                   // the query's word (3 letters or more, no number) is inside the document's
	Typo                    // one slip: a wrong, missing, extra letter or two swapped; from 3 letters
	Part                    // the document's word (4 letters or more) begins or ends the query's
	PrefixTypo              // one slip in what the document's word begins with; from 4 letters
	TwoTypos                // two slips after the same first letter; from 6 letters
	Loose                   // two slips from 6 letters, three from 9, or the letters in order (kbh in koebenhavn)
	None                    // nothing in common
)

// Field says where in a document a word stands.
type Field uint8

// The fields that count differently.
const (
	Lead  Field = iota // first word of the name
	Name               // another word of the name, or any of an alias
	Extra              // a word of an extra text
	fields
)

// points is what one query word earns by its best match in a document. Names go before extras within a
// class, and the beginning of a name before an industry or a town that matches in full: who types
// letters into a search box mostly types a name. All are below 32, so eight words stay below 256.
var points = [None][fields]uint8{
	Exact:      {Lead: 30, Name: 29, Extra: 26},
	Prefix:     {Lead: 28, Name: 27, Extra: 25},
	Infix:      {Lead: 24, Name: 23, Extra: 22},
	Typo:       {Lead: 20, Name: 19, Extra: 18},
	Part:       {Lead: 17, Name: 16, Extra: 15},
	PrefixTypo: {Lead: 13, Name: 12, Extra: 11},
	TwoTypos:   {Lead: 10, Name: 9, Extra: 8},
	Loose:      {Lead: 4, Name: 3, Extra: 2},
}

// stage is one attempt at an answer: how far a word may be from what was typed, whether every query word
// must be found, and how many hits of the attempt before make it needless.
type stage struct {
	upto   Class
	any    bool
	enough int
}

// stages widen the search step by step. Each one's answer holds all of the one before it; the first
// that is not needed ends the search. Five hits are few enough to read at a glance, so below that a slip
// may be the reason and near words are shown after them.
var stages = []stage{
	{upto: Infix},
	{upto: TwoTypos, enough: 5},
	{upto: Loose, enough: 1},
	{upto: Loose, any: true, enough: 1},
}
