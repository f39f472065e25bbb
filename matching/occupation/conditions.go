package occupation

import (
	"slices"

	"jobspor/matching/words"
)

// This file finds what a sentence says about the conditions of work.

// conditions finds phrases and marks their words.
func (g *goalReader) conditions(w []sentenceWord, t *Terms, known map[string]int) {
	denied := false // the condition just before was a denied one; "eller støvet" goes on with it
	for i := 0; i < len(w); {
		p, n := g.phraseAt(w, i)
		if n == 0 || w[i].role == aside || g.deniesWork(w, i, n, &p) {
			if w[i].key != "eller" && w[i].key != "og" && !filler(w[i].key) || w[i].key == "men" {
				denied = false
			}
			i++
			continue
		}
		from := i
		if p.Bare {
			not := g.negation(w, i)
			if not < 0 && !denied {
				i++
				continue
			}
			if not >= 0 {
				from = not
			}
			t.Avoid, denied = once(t.Avoid, p.Avoid), true
		} else {
			denied = p.Avoid != "" && g.negated(w, i) > 0
			if not := g.negation(w, i); not >= 0 {
				p, from = g.opposite(p), not
			}
			t.note(p)
		}
		if p.Seek == "" || !namesWork(w[i:i+n], known) {
			for j := from; j < i+n; j++ {
				w[j].role = inCondition
			}
			for n += i; n < len(w) && !w[n].split && fillers[w[n].key] && g.negated(w, n) == 0; n++ {
				w[n].role = inCondition // the tail of what was said: "ikke stå op hele dagen"
			}
			i = n
			continue
		}
		i += n
	}
}

// opposite turns a condition round: who will not work outdoors avoids it, and who cannot work in the
// evening wishes no evenings.
func (g *goalReader) opposite(c Condition) Condition {
	c.Avoid, c.Seek = c.Seek, c.Avoid
	if c.Time != "" {
		if c.Time = "no-" + c.Time; !g.times[c.Time] {
			c.Time = ""
		}
	}
	return c
}

func (t *Terms) note(c Condition) {
	switch {
	case c.Avoid != "":
		t.Avoid = once(t.Avoid, c.Avoid)
	case c.Seek != "":
		t.Seek = once(t.Seek, c.Seek)
	case c.Time != "":
		t.Time = once(t.Time, c.Time)
	}
}

func once[T comparable](list []T, x T) []T {
	if slices.Contains(list, x) {
		return list
	}
	return append(list, x)
}

// namesWork reports whether a wish also says what to do ("kontorarbejde"), and so stays in the goal.
func namesWork(w []sentenceWord, known map[string]int) bool {
	return slices.ContainsFunc(w, func(x sentenceWord) bool { return known[x.key] > 0 && !filler(x.key) })
}

// phraseAt finds the longest phrase that begins at word i. A denied bare phrase is found by its own
// words; when a longer phrase begins at the negation it has been taken already.
func (g *goalReader) phraseAt(w []sentenceWord, i int) (Condition, int) {
	var bare Condition
	bareLen := 0
	for _, p := range g.phrases[w[i].stem] {
		if !matches(w, i, p.stems) {
			continue
		}
		if !p.cond.Bare && bareLen == 0 {
			return p.cond, len(p.stems)
		}
		if p.cond.Bare && bareLen == 0 &&
			(g.negation(w, i) >= 0 || i > 0 && (w[i-1].key == "eller" || w[i-1].key == "og")) {
			bare, bareLen = p.cond, len(p.stems)
		}
	}
	return bare, bareLen
}

func matches(w []sentenceWord, i int, stems []string) bool {
	if i+len(stems) > len(w) {
		return false
	}
	for j, s := range stems {
		if w[i+j].stem != s || j > 0 && w[i+j].split {
			return false
		}
	}
	return true
}

// deniesWork reports whether the condition of n words at word i is only the verb of work that is ruled out: "ikke køre
// taxa" is about taxis, "ikke køre bil" about driving.
func (g *goalReader) deniesWork(w []sentenceWord, i, n int, c *Condition) bool {
	if c.Avoid == "" || !words.Light(w[i+n-1].key) {
		return false
	}
	for i += n; i < len(w) && !w[i].split && !separators[w[i].key]; i++ {
		if !filler(w[i].key) {
			return g.names[w[i].stem]
		}
	}
	return false
}
