package occupations

import (
	"io"
	"slices"
	"strings"
	"unicode"

	"jobspor/model"
)

// Strengths of a Term in its group. They say how near a word is, not how much matching should pay for it.
const (
	Same = 1.0 // the words may stand for each other in a title
	Near = 0.5 // related work: worth finding, below the real thing
)

// Term is a word, a word part or a short phrase of a Group, in lower case.
type Term struct {
	Word     string
	Strength float64 // Same or Near
}

// Group is a set of words of near-equal meaning within titles of work. It has at least one Same term, and
// the Same terms come first. Two Near terms of a group have nothing to do with each other; a Near term is
// half as close to each Same term. A word may be in several groups.
type Group []Term

// WeakHead is a word that ends many titles and says little by itself: medarbejder, assistent, mand.
type WeakHead struct {
	Word string   // as it ends a compound, in lower case
	Near []string // other heads it may be exchanged for, never empty
}

// Condition is something people say about the work they can take, such as "ikke tungt". Exactly one of
// Avoid, Seek and Time is set.
type Condition struct {
	Phrase string // lower case, words separated by one blank
	// Bare tells that Phrase is only the name of the load ("tungt"); it means Avoid when a negation goes
	// before it ("ikke særlig tungt"), and nothing by itself. The same phrase may stand once more without
	// Bare for what it means when no negation goes before it ("ude": Seek outdoor).
	Bare  bool
	Avoid model.Load // the work should not ask for this
	Seek  model.Load // the work may well ask for this ("gerne ude")
	Time  TimeWish
}

// TimeWish is what a phrase says about when and how much.
type TimeWish string

// The wishes about time.
const (
	PartTime   TimeWish = "part-time"   // deltid, få timer
	FullTime   TimeWish = "full-time"   // fuld tid
	LateStart  TimeWish = "late-start"  // ikke for tidligt om morgenen
	EarlyStart TimeWish = "early-start" // gerne tidligt
	Mornings   TimeWish = "mornings"    // kun formiddag
	Afternoons TimeWish = "afternoons"  // kun eftermiddag
	Evenings   TimeWish = "evenings"    // gerne aften
	Nights     TimeWish = "nights"      // gerne nat
	Weekends   TimeWish = "weekends"    // gerne weekend
	NoEvenings TimeWish = "no-evenings" // ikke aften
	NoNights   TimeWish = "no-nights"   // ikke nat
	NoWeekends TimeWish = "no-weekends" // ikke weekend
	Daytime    TimeWish = "daytime"     // kun dagtimer
	FewDays    TimeWish = "few-days"    // ikke hver dag
	FixedHours TimeWish = "fixed-hours" // faste tider
	FlexHours  TimeWish = "flex-hours"  // kan selv lægge timerne
	Breaks     TimeWish = "breaks"      // mulighed for pauser
)

// TimeWishes lists every TimeWish.
var TimeWishes = []TimeWish{PartTime, FullTime, LateStart, EarlyStart, Mornings, Afternoons, Evenings, Nights,
	Weekends, NoEvenings, NoNights, NoWeekends, Daytime, FewDays, FixedHours, FlexHours, Breaks}

// Thesaurus is what the program knows about words of work beyond whole titles.
type Thesaurus struct {
	Groups     []Group
	WeakHeads  []WeakHead
	Relations  []Relation
	Negations  []string // words that turn what follows into its opposite: ikke, ingen, uden
	Affirmed   []string // what only sounds like a negation: ikke noget imod
	Wishes     []string // words that begin a new wish, also after a negation: men, gerne, hellere
	Spoken     []Spoken
	Conditions []Condition
}

// Spoken is a word or phrase of dialect or everyday speech, and what it means in the words of the lexicon: "ungerne"
// are "børnene". Means is empty for what says nothing of work ("sgu"). Both are lower case.
type Spoken struct{ Said, Means string }

// The sections of words.txt and speech.txt.
const (
	sectionWords     = "ord"
	sectionHeads     = "svage led"
	sectionNegations = "nægtelser"
	sectionAffirmed  = "ingen nægtelse"
	sectionWishes    = "ønskeord"
	sectionSpoken    = "talesprog"
)

var sections = []string{sectionWords, sectionHeads, sectionNegations, sectionAffirmed, sectionWishes, sectionSpoken}

// ParseWords reads everything of a Thesaurus but its conditions, in the format of words.txt and speech.txt. Errors are
// as for Parse. A file has any of these sections, in any order, each opened by its name in brackets:
//
//	[ord]             rengøring, renhold, gøre rent ~ hygiejne      same words, then after ~ the near ones
//	[svage led]       medarbejder: assistent, hjælper               a head and what it may be exchanged for
//	[nægtelser]       ikke, ingen, uden
//	[ingen nægtelse]  ikke kun, ikke noget imod
//	[ønskeord]        men, gerne, hellere
//	[talesprog]       ungerne = børnene                             said and meant
func ParseWords(r io.Reader, name string) (Thesaurus, error) {
	p := wordParser{problems: problems{file: name}}
	if err := p.eachLine(r, p.line); err != nil {
		return Thesaurus{}, err
	}
	if err := p.err(); err != nil {
		return Thesaurus{}, err
	}
	return p.out, nil
}

type wordParser struct {
	problems
	section string
	out     Thesaurus
}

func (p *wordParser) line(s string) {
	if strings.HasPrefix(s, "[") {
		p.section = strings.Trim(s, "[]")
		if !slices.Contains(sections, p.section) {
			p.add("err.lexicon.section", model.Args{"value": s})
		}
		return
	}
	switch p.section {
	case sectionWords:
		g := p.group(s)
		if len(g) < 2 {
			p.add("err.lexicon.alone", model.Args{"value": s})
		}
		p.out.Groups = append(p.out.Groups, g)
	case sectionHeads:
		head, near, _ := strings.Cut(s, ":")
		p.out.WeakHeads = append(p.out.WeakHeads, WeakHead{Word: p.words(head)[0], Near: p.words(near)})
	case sectionNegations:
		p.out.Negations = append(p.out.Negations, p.words(s)...)
	case sectionAffirmed:
		p.out.Affirmed = append(p.out.Affirmed, p.words(s)...)
	case sectionWishes:
		p.out.Wishes = append(p.out.Wishes, p.words(s)...)
	case sectionSpoken:
		p.out.Spoken = append(p.out.Spoken, p.spoken(s))
	default:
		p.add("err.lexicon.section", model.Args{"value": s})
	}
}

// spoken reads "said = means"; what means nothing has nothing after the sign.
func (p *wordParser) spoken(s string) Spoken {
	said, means, _ := strings.Cut(s, "=")
	out := Spoken{strings.TrimSpace(said), strings.TrimSpace(means)}
	taken := slices.ContainsFunc(p.out.Spoken, func(o Spoken) bool { return o.Said == out.Said })
	if !validWord(out.Said) || out.Means != "" && !validWord(out.Means) || taken || !strings.Contains(s, "=") {
		p.add("err.lexicon.word", model.Args{"value": s})
	}
	return out
}

// group reads words and, after ~, the near ones.
func (p *wordParser) group(list string) Group {
	same, near, any := strings.Cut(list, "~")
	g := p.terms(nil, same, Same)
	if any {
		g = p.terms(g, near, Near)
	}
	return g
}

// terms adds the words of one side of a group.
func (p *wordParser) terms(g Group, list string, strength float64) Group {
	for _, w := range p.words(list) {
		if slices.ContainsFunc(g, func(t Term) bool { return t.Word == w }) {
			p.add("err.lexicon.word", model.Args{"value": w})
		}
		g = append(g, Term{w, strength})
	}
	return g
}

// words splits at commas; every word must be lower case and made of letters, digits, blanks and - / + # & . '.
func (p *problems) words(list string) []string {
	out := strings.Split(list, ",")
	for i, w := range out {
		out[i] = strings.TrimSpace(w)
		if !validWord(out[i]) {
			p.add("err.lexicon.word", model.Args{"value": w})
		}
	}
	return out
}

func validWord(w string) bool {
	if w == "" || w != strings.ToLower(w) || strings.Contains(w, "  ") {
		return false
	}
	for _, r := range w {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -/+#&.'", r) {
			return false
		}
	}
	return true
}

// ParseConditions reads conditions in the format of conditions.txt, errors as for Parse. A line is a kind,
// its value, a colon and phrases:
//
//	undgå lifting: ikke tungt, ingen tunge løft
//	ord lifting: tungt, løft, bære
//	gerne outdoor: gerne ude
//	tid late-start: ikke for tidligt
func ParseConditions(r io.Reader, name string) ([]Condition, error) {
	p := problems{file: name}
	var out []Condition
	said := map[Condition]bool{}
	err := p.eachLine(r, func(s string) {
		head, list, _ := strings.Cut(s, ":")
		c, ok := conditionOf(strings.Fields(head))
		if !ok {
			p.add("err.lexicon.condition", model.Args{"value": head, "known": known()})
		}
		for _, c.Phrase = range p.words(list) {
			key := Condition{Phrase: c.Phrase, Bare: c.Bare}
			if said[key] {
				p.add("err.lexicon.word", model.Args{"value": c.Phrase})
			}
			said[key] = true
			out = append(out, c)
		}
	})
	if err == nil {
		err = p.err()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// conditionOf reads kind and value of a line of conditions.
func conditionOf(head []string) (c Condition, ok bool) {
	if len(head) != 2 {
		return c, false
	}
	load, wish := model.Load(head[1]), TimeWish(head[1])
	switch head[0] {
	case "undgå":
		c.Avoid = load
	case "ord":
		c.Avoid, c.Bare = load, true
	case "gerne":
		c.Seek = load
	case "tid":
		c.Time = wish
		return c, slices.Contains(TimeWishes, wish)
	}
	return c, slices.Contains(model.Loads, load) && c != Condition{}
}
