package model

// Occupation is one kind of work that people name in a job goal (stilling, jobtype).
//
// The built-in lexicon, loaded vocabularies (ESCO, STAR, DISCO) and a
// municipality's own words all become Occupations; Source tells them apart.
type Occupation struct {
	ID       string   // stable within Source, e.g. "koekkenhjaelp" or an ESCO address
	Label    string   // preferred Danish term, e.g. "køkkenhjælp"
	English  string   // preferred English term, may be empty
	ISCO     string   // ISCO-08 unit group, four digits, or empty when unknown
	Synonyms []string // everyday words, other titles, old and common misspelt forms
	Tasks    []string // typical tasks in plain Danish, e.g. "opvask"
	Loads    []Load   // what the work usually asks of the body and mind
	// Divisions are the two-digit industry divisions (branchehovedgrupper) where the work is usually
	// found, most usual first; they are the same in DB07 and DB25 unless said otherwise.
	Divisions []string
	Source    string // "jobspor", "local", "esco", "star", "disco" or a file's name
}

// Load is something a task asks of the person who does it (belastning).
type Load string

// The loads a task or occupation can carry. They describe work, never a person.
const (
	Standing  Load = "standing"  // stå og gå meget
	Lifting   Load = "lifting"   // løft
	Customers Load = "customers" // kundekontakt
	Noise     Load = "noise"     // støj
	Shift     Load = "shift"     // skiftende tider, aften, nat, weekend
	Outdoor   Load = "outdoor"   // ude i al slags vejr
	Driving   Load = "driving"   // kørsel, kræver kørekort
	Pace      Load = "pace"      // højt tempo
	Screen    Load = "screen"    // skærmarbejde
	Dust      Load = "dust"      // støv, dampe, rengøringsmidler
	Alone     Load = "alone"     // alene på arbejdet
	Reading   Load = "reading"   // læsning og skrivning på dansk
)

// Loads lists every load in the order forms show them.
var Loads = []Load{Standing, Lifting, Customers, Noise, Shift, Outdoor, Driving, Pace, Screen, Dust, Alone, Reading}
