package matching

import (
	"jobspor/matching/words"
	"jobspor/model"
)

// This file reads what a workplace's name says of its work. Most names say nothing, or only seem to: a person, a place,
// a word of English. Therefore only the words of the table of trades speak, and of those not the ambiguous ones.

// silentInNames are words of trades that in names mostly mean something else: surnames, places, English, parts of
// other words.
var silentInNames = foldedSet("it tv app apps tog post spil film kunst klub støtte heste tag glas veje havn havnen gård " +
	"gods fiber kemi kemisk plast affald sortering beton vinger slot parti kurver telte foder svin korn raps haver " +
	"kirk rådhus station sikkerhed isolering elektronik bøger cykler film pension forskning udvikling bureau telefoni messer bude " +
	"koncern holding agentur design indretning radio vikar event events reklame marketing vand rejser kloak asfalt")

// maxNameStems is how many words of a name are compared with a goal that no occupation was found for.
const maxNameStems = 4

// readName gives the trade that a workplace's names speak of, 0 for none, and the stems of their words.
func (k *knowledge) readName(c *model.Company) (trade uint16, stems [maxNameStems]uint32) {
	tokens := words.Tokens(c.Name)
	if c.DailyName != "" && c.DailyName != c.Name {
		tokens = append(tokens, words.Tokens(c.DailyName)...)
	}
	n := 0
	for _, w := range tokens {
		if n < len(stems) && len(w) > 3 && !words.Stop(w) {
			stems[n] = hash(words.Stem(w))
			n++
		}
	}
	return k.trades.numberOf(k.trades.linesOf(tokens, true)), stems
}
