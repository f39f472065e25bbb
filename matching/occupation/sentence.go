package occupation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobspor/matching/words"
)

// sentenceWord is one word of a sentence.
type sentenceWord struct {
	start, end int
	text       string // as written, or as meant
	key, stem  string
	split      bool // a sign before it parts it from the word before
	spoken     bool // the text is what was meant, not what stands there
	role       role
}

// role is what a word was found to do.
type role uint8

const (
	plain       role = iota
	inCondition      // part of a condition
	excluded         // part of work that is ruled out
	aside            // only sounds like a negation
)

// scan finds the words of a sentence.
func scan(s string) []sentenceWord {
	var out []sentenceWord
	split, start := false, -1
	flush := func(end int) {
		if start >= 0 {
			if key := strings.ReplaceAll(words.Fold(s[start:end]), " ", ""); key != "" {
				out = append(out, sentenceWord{start: start, end: end, text: s[start:end], key: key,
					stem: words.Stem(key), split: split})
				split = false
			}
		}
		start = -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r), unicode.Is(unicode.Cf, r), r == '\'',
			r == '’':
			if start < 0 {
				start = i
			}
		case r == '-' && start >= 0:
		default:
			flush(i)
			if r != ' ' && r != '-' && r != '\t' {
				split = true
			}
		}
		i += n
	}
	flush(len(s))
	return out
}

// separators are folded words that stand between two goals. "og" is one only when the lexicon does not
// know the pair ("have og park").
var separators = map[string]bool{"eller": true, "men": true, "samt": true, "alternativt": true,
	"evt": true, "eventuelt": true, "enten": true, "og": true}

// particles are folded words that belong to the verb before them: køre ud, sætte op.
var particles = map[string]bool{"ud": true, "ind": true, "op": true, "ned": true, "frem": true, "rundt": true,
	"sammen": true, "vaek": true, "hjem": true}

// fillers are what people say around a goal besides stop words.
var fillers = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range words.Tokens(`
		vil ville gerne kunne tænke prøve prøver finde søger søge ønsker ønske drømmer drøm drømme elsker lide
		interesseret interesse arbejde arbejdet arbejder job jobbet stilling stillingen branche branchen område
		området plads praktik måske helst hellere også endelig bare blot mest især slags form form stil retning
		hvad hvor man hvis være blive komme ud ind få lave laver noget nogle nogen et en det den der hen sted
		steder ret godt god fx f eks eksempelvis op ned hele dagen dag hver ad gangen særlig særligt så alt for
		lide meget mange fuldstændig heller overhovedet mulighed muligt mit liv altid selv tak`) {
		m[w] = true
	}
	return m
}()

func filler(key string) bool {
	return fillers[key] || words.Stop(key) || words.Function(key) || strings.Trim(key, "0123456789") == ""
}
