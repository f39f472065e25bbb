package words

import (
	"slices"
	"strings"
	"testing"
)

// TestReachLosesNothing compares the short way to look parts up with the long one: every piece of every word that is
// known in some form must lie within reach.
func TestReachLosesNothing(t *testing.T) {
	texts := []string{listed(ordinaryText), listed(compoundsText),
		"cykel møbel sadel gammel kartoffel kamel hotel køer bøger mænd hænder våben køkken øl rengøring medarbejder"}
	var inflected []string
	for _, text := range texts {
		for _, w := range Tokens(text) {
			for _, end := range strings.Split(",s,e,er,en,erne,ernes,ens,hedens,erendes,lighed", ",") {
				inflected = append(inflected, w+end)
			}
		}
	}
	for w := range irregular {
		inflected = append(inflected, w+"vogn", "vogn"+w)
	}
	inflected = append(inflected, Tokens("cykler cyklerne møbler møblernes sadler gamle kartofler hoteller kameler")...)
	s := NewSplitter(slices.Values(append(texts, strings.Join(inflected[:len(inflected)/2], " "))))
	known := 0
	for _, w := range inflected {
		for from := range len(w) {
			within := s.reach(w[from:])
			for end := from + minPart; end <= len(w); end++ {
				p := w[from:end]
				if s.reached(p) == nil {
					continue
				}
				known++
				if !within.holds(p) {
					t.Fatalf("%q in %q is known, but not within %+v", p, w, within)
				}
			}
		}
	}
	if known < 10000 {
		t.Errorf("found %d known pieces, there are more", known)
	}
}
