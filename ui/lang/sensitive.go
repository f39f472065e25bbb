package lang

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed sensitive.txt
var sensitiveText string

// endings are how a Danish noun or adjective of the list may end.
var endings = []string{"", "s", "e", "en", "et", "er", "r", "n", "t", "ens", "ets", "erne", "ernes", "ne", "rne"}

// sensitiveWords are the entries of sensitive.txt, each as its words; the last may end in "*" or begin
// with "=".
var sensitiveWords = sync.OnceValue(func() [][]string { return parseSensitive(sensitiveText) })

func parseSensitive(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for entry := range strings.SplitSeq(line, ",") {
			if words := strings.Fields(strings.ToLower(entry)); len(words) > 0 {
				out = append(out, words)
			}
		}
	}
	return out
}

// Sensitive reports whether a text names a diagnosis, an abuse or the like (følsomme oplysninger), by the words of
// sensitive.txt: whole words and their inflections. Which word it was is not told, so that no log can hold it.
func (l *Lang) Sensitive(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, entry := range sensitiveWords() {
		for i := range words {
			if namesEntry(words[i:], entry) {
				return true
			}
		}
	}
	return false
}

// namesEntry reports whether words begin with an entry: all but its last word as they are, that one inflected.
func namesEntry(words, entry []string) bool {
	if len(words) < len(entry) {
		return false
	}
	last := len(entry) - 1
	for i, e := range entry[:last] {
		if words[i] != e {
			return false
		}
	}
	if stem, open := strings.CutSuffix(entry[last], "*"); open {
		return strings.HasPrefix(words[last], stem)
	}
	if whole, exact := strings.CutPrefix(entry[last], "="); exact {
		return words[last] == whole
	}
	rest, ok := strings.CutPrefix(words[last], entry[last])
	if !ok {
		return false
	}
	return slices.Contains(endings, rest)
}
