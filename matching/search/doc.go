// Package search finds companies, citizens, tasks and everything else with a name, fast enough for a search after every
// keystroke.
//
// It promises: an Index never changes once it is built, so any number of goroutines may search it; the same documents
// and the same query give the same hits in the same order, however the index came about; every hit says which words of
// the query it matches and where; any query is accepted; and the answer is not empty when something similar exists. It
// never reads a clock, a file or the network.
//
// How it works: texts are folded (package words) and cut into words; the distinct words
// stand sorted in a vocabulary; a query word is looked up there (the word itself, a range of words that
// begin with it, words it is part of, words a slip away), and what it found marks one byte per document;
// the bytes of all query words are then put together, eight documents at a time. Documents are numbered
// in the order ties are shown, so the first ones met are the ones to show.
package search

// Kind says what a document stands for.
type Kind uint8

// The kinds of documents that share the search box.
const (
	Company    Kind = iota // virksomhed
	Workplace              // arbejdssted, P-enhed
	Contact                // kontaktperson
	Task                   // opgave i en virksomheds opgavebank
	Citizen                // borger
	Goal                   // jobmål
	Placement              // forløb
	Shortlist              // udvalgte virksomheder
	Occupation             // stilling
)

// Kinds is a set of kinds; the empty set stands for all of them.
type Kinds uint32

// Only is the set of the named kinds.
func Only(kinds ...Kind) Kinds {
	var set Kinds
	for _, k := range kinds {
		set |= 1 << (k & 31)
	}
	return set
}

// Has reports whether k belongs to the set.
func (s Kinds) Has(k Kind) bool { return s == 0 || s&(1<<(k&31)) != 0 }

// Key names a document. IDs are unique within a kind.
type Key struct {
	Kind Kind
	ID   string
}

// Doc is one thing that can be found. Texts are kept as they are written, up to 4,096 bytes each; what
// goes beyond is neither searched nor given back.
type Doc struct {
	Kind  Kind
	ID    string
	Name  string   // what the list shows
	Alias []string // other names (binavne); they count like words inside the name
	Extra []string // town, industry, tasks, numbers: they count less than names
}

// Key is the document's name in Patch and Find.
func (d Doc) Key() Key { return Key{d.Kind, d.ID} }
