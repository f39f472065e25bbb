package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// every yields all strings over letters of up to n letters.
func every(letters string, n int) []string {
	all := []string{""}
	for from := 0; n > 0; n-- {
		end := len(all)
		for _, s := range all[from:end] {
			for _, r := range letters {
				all = append(all, s+string(r))
			}
		}
		from = end
	}
	return all[1:]
}

// TestClassesExhaustively looks every word over a small alphabet up in a vocabulary of all such words,
// and compares classes pair by pair with the plain rules.
func TestClassesExhaustively(t *testing.T) {
	vocabulary := append(every("ab", 7), every("abc", 4)...)
	queries := append(every("ab", 6), every("abc", 4)...)
	queries = append(queries, "abcabcabc", "abababababab", "cabcabcabcab", "12", "123", "1a", "2ab")
	vocabulary = append(vocabulary, "1", "12", "123", "91123", "21", "1a", "12ab", "a1b2", "acbabcabc", "aabcbacbc",
		"abbbabbbabbb")
	var docs []Doc
	for i, w := range vocabulary {
		docs = append(docs, Doc{ID: fmt.Sprint(i), Name: w})
	}
	seg := build(t, docs).parts[0].segment
	if testing.Short() {
		queries = queries[:100]
	}
	for _, q := range queries {
		tm := newTerm(q)
		got := make([]Class, seg.vocab.size())
		for _, steps := range [][]Class{{Infix, TwoTypos, Loose}, {Loose}} {
			for i := range got {
				got[i] = None
			}
			from := Exact
			for _, upto := range steps {
				m := newMeter(tm, upto)
				seg.each(tm, from, upto, func(lo, hi int, c Class) bool {
					for i := lo; i < hi; i++ {
						got[i] = min(got[i], c)
					}
					return true
				})
				from = upto + 1
				for i, c := range got {
					word := seg.word(i)
					want := plainClass(q, word)
					if want > upto {
						want = None
					}
					if c != want {
						t.Fatalf("%q in %q upto %d: vocabulary says class %d, want %d", q, word, upto, c, want)
					}
					if c := tm.classify(m, word, upto); c != want {
						t.Fatalf("%q in %q upto %d: classify says %d, want %d", q, word, upto, c, want)
					}
				}
			}
		}
	}
}

// TestSearchExhaustively asks every query of up to four letters and spaces of every small index.
func TestSearchExhaustively(t *testing.T) {
	texts := []string{"ab", "a b", "ba", "aab ab", "b", "abba", "bab a", ""}
	queries := every("ab ", 4)
	for i, x := range texts {
		for j, y := range texts {
			docs := []Doc{
				{ID: "1", Name: x, Extra: []string{y}}, {ID: "2", Name: y, Alias: []string{x}},
				{ID: "3", Kind: Task, Name: texts[(i+j)%len(texts)]},
				{ID: "1", Kind: Task, Name: x, Extra: []string{"b", "ab"}},
			}
			ix := build(t, docs)
			for _, q := range queries {
				check(t, ix, docs, q, Options{})
			}
		}
	}
}

// smallText makes texts whose words are often near each other.
func smallText(r *rand.Rand, n int) string {
	letters := []rune("aabbcde øåæ-1é ")
	var b strings.Builder
	for range r.IntN(n) {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}

func smallDocs(r *rand.Rand, n int) []Doc {
	docs := make([]Doc, n)
	for i := range docs {
		docs[i] = Doc{Kind: Kind(r.IntN(3)), ID: fmt.Sprint(i), Name: smallText(r, 16)}
		for range r.IntN(3) {
			docs[i].Extra = append(docs[i].Extra, smallText(r, 12))
		}
		if r.IntN(3) == 0 {
			docs[i].Alias = append(docs[i].Alias, smallText(r, 12))
		}
	}
	return docs
}

func TestSearchRandomly(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 25 {
		docs := smallDocs(r, 1+r.IntN(80))
		ix := build(t, docs)
		for range 40 {
			opt := Options{Limit: r.IntN(12), Kinds: Kinds(r.IntN(8))}
			check(t, ix, docs, smallText(r, 20), opt)
		}
	}
}

// TestTyping types letters and takes them away, so that searches find what others left in every state.
func TestTyping(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 12 {
		docs := smallDocs(r, 1+r.IntN(60))
		ix := build(t, docs)
		if r.IntN(2) == 0 {
			more := smallDocs(r, 5)
			ix = ix.Patch(more, nil)
			docs = append(slices.DeleteFunc(docs, func(d Doc) bool {
				return slices.ContainsFunc(more, func(m Doc) bool { return m.Key() == d.Key() })
			}), more...)
		}
		query := []rune{}
		for range 150 {
			switch text := []rune(smallText(r, 4)); {
			case r.IntN(3) == 0 && len(query) > 0:
				query = query[:r.IntN(len(query))]
			case r.IntN(8) == 0:
				query = append(append(text, ' '), query...)
			default:
				query = append(query, text...)
			}
			check(t, ix, docs, string(query), Options{Limit: 1 + r.IntN(9)})
		}
	}
}

// FuzzSearch compares the index with the plain search on any texts and any query.
func FuzzSearch(f *testing.F) {
	f.Add("Rengøring Nord", "Ishøj\nopvask\nlager", "rengorin")
	f.Add("0", "10000", "000")
	f.Add("A/S", "a\nb\nc", "\x00")
	f.Add("東京 ﬁne", "مقهى\n🙂", "🙂 fin")
	f.Add("Bla\u030a", "blå\nblaa", "bla")
	f.Fuzz(func(t *testing.T, name, others, query string) {
		if len(name)+len(others)+len(query) > 300 {
			return // the plain search has no bounds on words
		}
		docs := []Doc{{ID: "0", Name: name}}
		for i, o := range strings.Split(others, "\n") {
			docs = append(docs, Doc{ID: fmt.Sprint(i + 1), Name: o, Extra: []string{name}, Kind: Kind(i % 2)})
			if i == 20 {
				break
			}
		}
		for _, d := range docs {
			for w := range strings.FieldsSeq(d.Name + " " + query) {
				if len(w) > 32 {
					return
				}
			}
		}
		check(t, build(t, docs), docs, query, Options{Limit: 5})
	})
}

// TestPatchIsRebuild changes an index in small steps and compares it with one built of the same
// documents, and with the plain search.
func TestPatchIsRebuild(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
		docs := map[Key]Doc{}
		ix := build(t, nil)
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			var upserts []Doc
			for _, d := range smallDocs(r, rapid.IntRange(0, 6).Draw(rt, "upserts")) {
				d.ID = fmt.Sprint(r.IntN(20))
				upserts = append(upserts, d)
			}
			var deletes []Key
			for range rapid.IntRange(0, 4).Draw(rt, "deletes") {
				deletes = append(deletes, Key{Kind(r.IntN(3)), fmt.Sprint(r.IntN(20))})
			}
			for _, k := range deletes {
				delete(docs, k)
			}
			for _, d := range upserts {
				docs[d.Key()] = d
			}
			ix = ix.patch(upserts, deletes, rapid.IntRange(1, 9).Draw(rt, "small"))
			if rapid.IntRange(0, 9).Draw(rt, "compact") == 0 {
				next, err := ix.Compact(t.Context())
				if err != nil {
					rt.Fatal(err)
				}
				ix = next
			}
		}
		var list []Doc
		for _, d := range docs {
			list = append(list, d)
		}
		if ix.Len() != len(list) {
			rt.Fatalf("got %d documents, want %d", ix.Len(), len(list))
		}
		rebuilt := build(t, list)
		for range 10 {
			q := smallText(r, 14)
			opt := Options{Limit: 1 + r.IntN(8)}
			got, want := check(rt, ix, list, q, opt), check(rt, rebuilt, list, q, opt)
			if fmt.Sprint(got) != fmt.Sprint(want) {
				rt.Fatalf("query %q: patched %v, rebuilt %v", q, got, want)
			}
		}
		for k, d := range docs {
			if got, ok := ix.Find(k); !ok || fmt.Sprint(got) != fmt.Sprint(d) {
				rt.Fatalf("find %v: got %v, %v, want %v", k, got, ok, d)
			}
		}
	})
}
