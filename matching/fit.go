package matching

import (
	"slices"

	"jobspor/matching/words"
)

// This file says how far a task or a workplace has to do with the goal, and what that is known from. What the sources
// are read from stands in tasks.go, trades.go, names.go and kin.go. What a fit weighs beside the circumstances is not
// decided here.

// FitSource is what a fit is known from (kilde til, at det passer).
type FitSource uint8

// The sources, those that prove least first.
const (
	FitNothing  FitSource = iota // nothing to do with the goal
	FitIndustry                  // a guess: such work is often found in the industry, by two digits
	FitShared                    // words in common with a goal that no occupation was found for
	FitKin                       // not the goal, but work related to it
	FitName                      // the workplace's name says what it does
	FitTrade                     // the six-digit industry, or the register's own words for it, is that trade
	FitWord                      // words of a task
	FitTask                      // a task whose occupation somebody has confirmed
	FitUnknown                   // nothing is known of what the workplace does
	FitNoGoal                    // no goal to fit: all workplaces are candidates
)

// fitSources is the table of sources: a key for words and files, and the most percent that each can give. Related work
// stays below a good lead (60), and so does a guess; what nobody knows counts as every unknown does.
var fitSources = [...]struct {
	key  string
	most uint8
}{
	FitNothing:  {"none", 0},
	FitIndustry: {"industry", 55},
	FitShared:   {"shared", 50},
	FitKin:      {"kin", 59},
	FitName:     {"name", 75},
	FitTrade:    {"trade", 75},
	FitWord:     {"word", 85},
	FitTask:     {"task", 100},
	FitUnknown:  {"unknown", Neutral},
	FitNoGoal:   {"nogoal", Neutral},
}

// Key names the source: "task", "word", "trade", "name", "kin", "shared", "industry", "unknown", "nogoal", "none".
func (s FitSource) Key() string { return fitSources[s].key }

// Most is the most a fit of this source can be, in percent.
func (s FitSource) Most() int { return int(fitSources[s].most) }

// Known reports whether anything is known of the work: of a fit that is not, only asking can tell.
func (s FitSource) Known() bool { return s != FitUnknown && s != FitNoGoal }

// Fit is how far a task or a workplace has to do with the goal (passer).
type Fit struct {
	Percent    uint8     // 0 to Source.Most()
	Source     FitSource // the one that gives most
	Occupation uint16    // by its number in the lexicon; noOccupation when only words, or nothing, stand behind it
}

// noFit is where every search for the best fit starts.
var noFit = Fit{Occupation: noOccupation}

const noOccupation = 0xffff

// leastFit is the share from which a workplace has something to do with the goal.
const leastFit = 25

// raise takes over what a source gives when that is more, up to what the source can give.
func (f *Fit) raise(percent int, source FitSource, occupation uint16) {
	if p := uint8(min(percent, source.Most())); p > f.Percent {
		*f = Fit{p, source, occupation}
	}
}

// fitTask is what a task has to do with the goal.
func (q *query) fitTask(t *task) Fit {
	f, source := noFit, FitWord
	if t.confirmed {
		source = FitTask
	}
	if q.goalFit.rulesOut(t) {
		return f
	}
	for _, l := range t.links {
		if l.sure == 0 {
			break
		}
		f.raise(int(l.sure)*int(q.goalFit.named[l.occupation])/100, source, l.occupation)
		f.raise(int(l.sure)*int(q.goalFit.kin[l.occupation])/100, FitKin, l.occupation)
	}
	source = FitWord
	if l := t.links[0]; l.sure >= leastSure && q.goalFit.named[l.occupation] == 0 && q.goalFit.kin[l.occupation] == 0 {
		source = FitShared // cleaning an office is no office work
	}
	f.raise(q.goalFit.wordShare(&t.stems), source, f.Occupation)
	if q.noGoal {
		f.raise(Neutral, FitNoGoal, noOccupation)
	}
	return f
}

// fitTaskAt is fitTask in the light of the workplace: related work at a place whose trade or name is the very goal is
// as good as the place.
func (q *query) fitTaskAt(c *company, t *task) Fit {
	f := q.fitTask(t)
	if f.Source == FitKin {
		if at := q.fitCompany(c, false); (at.Source == FitTrade || at.Source == FitName) && at.Percent > f.Percent {
			return at
		}
	}
	return f
}

// bankedShare is what the industry still says about a workplace whose bank has tasks, but none for the goal: somebody
// has asked there, and this was not what came up.
const bankedShare = 50

// fitCompany is what a workplace without a fitting task has to do with the goal; banked says that it has tasks in its
// bank. Where nothing says what it does, that is unknown, which is a question and no reason to leave it out.
func (q *query) fitCompany(c *company, banked bool) Fit {
	f := noFit
	switch {
	case q.goalFit.livesByRuledOut(c):
		return f
	case q.unread:
		f.raise(Neutral, FitNoGoal, noOccupation)
		f.raise(q.fitShared(c), FitShared, noOccupation)
		return f
	case q.noGoal:
		f.raise(Neutral, FitNoGoal, noOccupation)
		return f
	}
	if c.division == 0 && c.trade == 0 && c.nameTrade == 0 && !banked {
		f.raise(Neutral, FitUnknown, noOccupation)
		return f
	}
	at := [...]*placeFit{&q.goalFit.trades[c.trade], &q.goalFit.names[c.nameTrade], &q.goalFit.industry[c.division%100]}
	known := at[:]
	if c.trade != 0 {
		known = at[:2]
	}
	for _, p := range known {
		fit := p.alone
		if banked {
			fit = p.banked
		}
		if fit.Percent > f.Percent {
			f = fit
		}
	}
	return f
}

// rulesOut reports whether the goals say that a task must not be it.
func (a *goalFit) rulesOut(t *task) bool {
	return t.links[0].sure > 0 && a.ruledOut[t.links[0].occupation]
}

// livesByRuledOut reports whether the work that a workplace's industry or name lives by most is ruled out, and no other
// work there is what the goal names.
func (a *goalFit) livesByRuledOut(c *company) bool {
	switch {
	case c.trade != 0:
		return a.trades[c.trade].ruledOut
	case c.nameTrade != 0:
		return a.names[c.nameTrade].ruledOut
	}
	return a.industry[c.division%100].ruledOut
}

// fitShared is what a workplace's name, or the words of its trade, have in common with a goal that could not be read,
// in percent: more than what nobody knows, as little as it may be, and 0 for nothing.
func (q *query) fitShared(c *company) int {
	share := q.goalFit.sharedWords(c.name[:])
	for _, trade := range []uint16{c.trade, c.nameTrade} {
		share = max(share, q.goalFit.sharedWords(q.snap.trades.stems(trade)))
	}
	if share == 0 {
		return 0
	}
	return Neutral + 1 + (FitShared.Most()-Neutral-1)*share/100
}

// sharedWords is how much of the best piece of the goal has a word among the stems, in percent.
func (a *goalFit) sharedWords(stems []uint32) (share int) {
	for _, p := range a.pieces {
		n := 0
		for _, w := range p.words {
			if slices.ContainsFunc(w, func(s uint32) bool { return slices.Contains(stems, s) }) {
				n++
			}
		}
		share = max(share, p.share*n/len(p.words))
	}
	return share
}

// divisionShares says how usual an occupation is in its divisions, most usual first. The industry only says where such
// work is often found, never that this workplace has it: therefore even the first stays well below a task of the bank.
var divisionShares = [...]uint8{55, 42, 34, 28, 24}

// usualFit is what is usual in a trade or a division and has to do with a goal: its most fitting occupation, and that
// of related work.
type usualFit struct{ named, kin usualWork }

// placeFit is what a trade or a division has to do with a goal.
type placeFit struct {
	alone, banked Fit  // of a workplace without tasks in its bank, and of one with
	ruledOut      bool // its most usual work is ruled out, and nothing there is what the goal names
}

// from is the fit of a source, share percent of what such work is worth where it is usual.
func (u usualFit) from(source FitSource, share int) Fit {
	f := noFit
	f.raise(int(u.named.share)*share/100, source, u.named.occupation)
	f.raise(int(u.kin.share)*share/100, FitKin, u.kin.occupation)
	return f
}

// usualFits works out what each trade and each division has to do with the goal. A division is a guess, which must not
// rest on kinship.
func (k *knowledge) usualFits(a *goalFit, trades [][]usualWork) {
	best := func(list []usualWork, fit []uint8) usualWork {
		best := usualWork{occupation: noOccupation}
		for _, u := range list {
			if share := uint8(int(u.share) * int(fit[u.occupation]) / 100); share > best.share {
				best = usualWork{u.occupation, share}
			}
		}
		return best
	}
	place := func(list []usualWork, u usualFit, source FitSource) placeFit {
		return placeFit{u.from(source, 100), u.from(source, bankedShare),
			len(list) > 0 && a.ruledOut[list[0].occupation] && u.named.share == 0}
	}
	for d, list := range k.usual {
		a.industry[d] = place(list, usualFit{named: best(list, a.named)}, FitIndustry)
	}
	a.trades, a.names = make([]placeFit, len(trades)), make([]placeFit, len(trades))
	for n, list := range trades {
		u := usualFit{best(list, a.named), best(list, a.kin)}
		a.trades[n], a.names[n] = place(list, u, FitTrade), place(list, u, FitName)
	}
}

// nameShare is what it counts in percent that all words of the goal stand in a text, without an occupation in common.
const nameShare = 85

// piece is the words of one kind of work that a goal names.
type piece struct {
	share int        // of the goal, in percent
	words [][]uint32 // by word: its stem and those of its parts
}

func (a *goalFit) addPiece(p piece) {
	if len(p.words) == 0 {
		return
	}
	a.pieces = append(a.pieces, p)
	for _, w := range p.words {
		for _, s := range w {
			a.stemBits[s>>6&3] |= 1 << (s & 63)
		}
	}
}

// goalStems gives for every word of a goal the hashes of its stem and those of its parts. A compound that names work or
// a place by itself does not speak through its parts: "rengøring" has nothing to do with "klargøring".
func (k *knowledge) goalStems(text string) [][]uint32 {
	var out [][]uint32
	for _, w := range words.Tokens(text) {
		stems := stemsOf(k.splitter, w)
		_, work := k.named[w]
		_, trade := k.trades.whole[words.Stem(w)]
		if work || trade {
			stems = stems[:min(len(stems), 1)]
		}
		if len(stems) > 0 {
			out = append(out, stems)
		}
	}
	return out
}

// wordShare is how much of a piece of the goal stands in a text, in percent: more than half of its words, because
// "passe blomster" has one in common with "passe hunde" and is something else for it.
func (a *goalFit) wordShare(stems *[maxStems]uint32) (share int) {
	glance := false
	for _, s := range stems {
		glance = glance || s != 0 && a.stemBits[s>>6&3]>>(s&63)&1 != 0
	}
	if !glance {
		return 0
	}
	for _, p := range a.pieces {
		n := 0
		for _, w := range p.words {
			if slices.ContainsFunc(w, func(s uint32) bool { return slices.Contains(stems[:], s) }) {
				n++
			}
		}
		if 2*n > len(p.words) {
			share = max(share, p.share*nameShare/100*n/len(p.words))
		}
	}
	return share
}
