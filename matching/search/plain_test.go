package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/matching/words"
)

// plainSearch answers a query by looking at every word of every document with the rules of Class spelled
// out. It shares with the index only the tables of points and stages and fuzzy's verdict on one pair.
func plainSearch(docs []Doc, query string, opt Options) []Hit {
	var terms []string
	for word := range strings.FieldsSeq(words.Fold(query)) {
		if !slices.Contains(terms, word) && len(terms) < maxWords {
			terms = append(terms, word)
		}
	}
	if len(terms) == 0 {
		return nil
	}
	var hits []Hit
	for i, st := range stages {
		if i > 0 && len(hits) >= st.enough {
			break
		}
		hits = hits[:0]
		for _, d := range docs {
			h := plainHit(d, terms, st.upto)
			if opt.Kinds.Has(d.Kind) && h.Matched > 0 && (st.any || h.Matched == len(terms)) {
				hits = append(hits, h)
			}
		}
	}
	slices.SortFunc(hits, func(x, y Hit) int {
		return cmp.Or(y.Matched-x.Matched, y.Points-x.Points,
			strings.Compare(words.Fold(x.Name), words.Fold(y.Name)),
			cmp.Compare(x.Kind, y.Kind), strings.Compare(x.ID, y.ID))
	})
	return hits
}

func plainHit(d Doc, terms []string, upto Class) Hit {
	h := Hit{Doc: d}
	for _, t := range terms {
		best := 0
		count := func(text string, first, rest Field) {
			f := first
			for word := range strings.FieldsSeq(words.Fold(text)) {
				if c := plainClass(t, word); c <= upto {
					best = max(best, int(points[c][f]))
				}
				f = rest
			}
		}
		count(d.Name, Lead, Name)
		for _, a := range d.Alias {
			count(a, Name, Name)
		}
		for _, e := range d.Extra {
			count(e, Extra, Extra)
		}
		if best > 0 {
			h.Matched++
			h.Points += best
		}
	}
	return h
}

// plainClass is the doc comments of the classes, one after the other.
func plainClass(t, word string) Class {
	letters := utf8.RuneCountInString(t)
	slipsAllowed := !strings.ContainsAny(t, "0123456789") && strings.Trim(word, "0123456789") != ""
	distance := plainDistance([]rune(t), []rune(word))
	switch {
	case t == word:
		return Exact
	case strings.HasPrefix(word, t):
		return Prefix
	case letters >= 3 && strings.Trim(t, "0123456789") != "" && strings.Contains(word, t):
		return Infix
	case !slipsAllowed:
		return None
	case letters >= 3 && distance == 1:
		return Typo
	case utf8.RuneCountInString(word) >= 4 && (strings.HasPrefix(t, word) || strings.HasSuffix(t, word)):
		return Part
	case letters >= 4 && plainBeginsNearly(t, word):
		return PrefixTypo
	case letters >= 6 && distance == 2 && []rune(t)[0] == []rune(word)[0]:
		return TwoTypos
	case letters >= 6 && distance == 2, letters >= 9 && distance == 3, letters >= 3 && fuzzyPositions(t, word) != nil:
		return Loose
	}
	return None
}

func plainBeginsNearly(t, word string) bool {
	letters := []rune(word)
	for i := range letters {
		if plainDistance([]rune(t), letters[:i+1]) <= 1 {
			return true
		}
	}
	return false
}

// plainDistance is optimal string alignment by its definition, over the ends of a and b.
func plainDistance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			if i == 0 || j == 0 {
				d[i][j] = i + j
				continue
			}
			d[i][j] = min(d[i-1][j], d[i][j-1]) + 1
			if a[i-1] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-1][j-1])
			}
			d[i][j] = min(d[i][j], d[i-1][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
