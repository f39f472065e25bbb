package agreement

import (
	"slices"
	"strings"
	"unicode"
)

// TaskOverlap is a task that is on both lists of an agreement, as each list words it.
type TaskOverlap struct{ Trial, Paid string }

// OverlappingTasks finds tasks that are, or nearly are, on both lists. Paid hours and unpaid hours at one workplace
// must be about different and separate work, so each is worth a question; whether they really are the same
// is for people to say. Words count by their stem, in any order, with one mistyped letter in longer ones; small words
// do not count. A task that is part of the other ("opvask" in "opvask og anretning") overlaps, too.
func OverlappingTasks(trial, paid []string) (out []TaskOverlap) {
	for _, t := range trial {
		for _, p := range paid {
			if sameTask(taskWords(t), taskWords(p)) {
				out = append(out, TaskOverlap{t, p})
			}
		}
	}
	return out
}

func sameTask(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return false
	}
	for _, w := range a {
		if !slices.ContainsFunc(b, func(o string) bool { return nearWord(w, o) }) {
			return false
		}
	}
	return true
}

// smallWords say nothing about a task, in Danish and English.
var smallWords = strings.Fields("og i af til med ved på paa for fra samt de den det en et mm m " +
	"the a an and of in at with for from to")

// taskWords are the words that count, folded.
func taskWords(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(smallWords, w) })
	for i, w := range words {
		words[i] = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "é", "e").Replace(w)
	}
	return joinParticles(words)
}

// particles stand apart after a verb and joined before a noun: "vaske op" and "opvask" are the same work.
var particles = strings.Fields("op ud ind ned om")

// joinParticles writes a verb and its particle as the noun does: "vaske op" is "opvask". A particle that follows
// nothing stays.
func joinParticles(words []string) (out []string) {
	for i, w := range words {
		if i > 0 && slices.Contains(particles, w) && !slices.Contains(particles, words[i-1]) {
			out[len(out)-1] = w + strings.TrimSuffix(out[len(out)-1], "e")
			continue
		}
		out = append(out, w)
	}
	return out
}

// nearWord reports whether two folded words are the same apart from an ending ("opvask", "opvasken") or, from five
// letters on, one letter.
func nearWord(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	const long = 5
	switch {
	case a == b:
		return true
	case len(a) < long:
		return len(a) >= 3 && slices.Contains(wordEndings, strings.TrimPrefix(b, a)) && strings.HasPrefix(b, a)
	case strings.HasPrefix(b, a):
		return slices.Contains(wordEndings, b[len(a):])
	}
	return oneSlip(a, b)
}

// wordEndings are what Danish and English put on a noun or verb.
var wordEndings = strings.Fields("e n r s t en et er es ed ne ns ing ene ens ets erne ernes ninger ningen")

// oneSlip reports whether b is a with one letter changed, added or two neighbours swapped; a is not the longer one.
func oneSlip(a, b string) bool {
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
