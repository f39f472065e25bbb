package matching

import (
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// This file reads what a workplace's name says of its work. Most names say nothing, or only seem to: a person, a place,
// a word of English. Therefore only the words of the table of trades speak, and of those not the ambiguous ones.

// silentInNames are words of trades that in names mostly mean something else: surnames, places, English, parts of
// other words.
var silentInNames = foldedSet("it tv app apps tog post spil film kunst klub støtte heste tag glas veje havn havnen " +
	"gård gods fiber kemi kemisk plast affald sortering beton vinger slot parti kurver telte foder svin korn raps " +
	"haver kirk rådhus station sikkerhed isolering elektronik bøger cykler pension forskning udvikling bureau " +
	"telefoni messer bude koncern holding agentur design indretning radio vikar event events reklame marketing vand " +
	"rejser kloak asfalt")

// maxNameStems is how many words of a name are compared with a goal that no occupation was found for.
const maxNameStems = 4

// nameWord is what a folded word of a name is.
type nameWord struct {
	stem  uint32 // hash of its stem, 0 for a word that is not compared
	trade uint16 // the word of the table of trades
	known bool   // whether it is one
}

// maxNameWords bounds how many words are remembered during a build; the most usual ones come early.
const maxNameWords = 1 << 16

// nameWord reads a word of a name.
func (t *trades) nameWord(token string) nameWord {
	if w, ok := t.names[token]; ok {
		return w
	}
	var w nameWord
	if len(token) > 3 && !words.Stop(token) {
		w.stem = hash(words.Stem(token))
	}
	w.trade, w.known = t.word(token)
	if t.names != nil && len(t.names) < maxNameWords {
		t.names[strings.Clone(token)] = w
	}
	return w
}

// readName gives the trade that a workplace's names speak of, 0 for none, and the stems of their words.
func (k *knowledge) readName(c *model.Company) (trade uint16, stems [maxNameStems]uint32) {
	var said []uint16
	n := 0
	read := func(name string) {
		for token := range strings.FieldsSeq(words.Fold(name)) {
			if token[0] <= '9' {
				continue // a number says nothing of the work
			}
			w := k.trades.nameWord(token)
			if w.stem != 0 && n < len(stems) {
				stems[n] = w.stem
				n++
			}
			if w.known {
				said = append(said, w.trade)
			}
		}
	}
	k.trades.nameLock.Lock()
	read(c.Name)
	if c.DailyName != "" && c.DailyName != c.Name {
		read(c.DailyName)
	}
	k.trades.nameLock.Unlock()
	if len(said) > 0 {
		trade = k.trades.numberOf(k.trades.linesOf(said, true))
	}
	return trade, stems
}
