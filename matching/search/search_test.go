package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// build indexes documents or ends the test.
func build(t testing.TB, docs []Doc) *Index {
	t.Helper()
	ix, err := Build(context.Background(), docs)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// fataler is what tests and properties have in common.
type fataler interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// check compares the index with the plain search and returns the index's answer.
func check(t fataler, ix *Index, docs []Doc, query string, opt Options) Answer {
	t.Helper()
	got, err := ix.Search(context.Background(), query, opt)
	if err != nil {
		t.Fatal(err)
	}
	want := plainSearch(docs, query, opt)
	if got.Total != len(want) {
		t.Fatalf("query %q: got %d hits, want %d: %v, want %v", query, got.Total, len(want), brief(got.Hits),
			brief(want))
	}
	limit := opt.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	want = want[:min(limit, len(want))]
	if !reflect.DeepEqual(brief(got.Hits), brief(want)) {
		t.Fatalf("query %q:\n got %v\nwant %v", query, brief(got.Hits), brief(want))
	}
	checkSpans(t, got)
	return got
}

// brief is what must agree between two answers.
func brief(hits []Hit) []string {
	list := []string{}
	for _, h := range hits {
		list = append(list,
			fmt.Sprintf("%d:%s %q %q %q %d/%d", h.Kind, h.ID, h.Name, h.Alias, h.Extra, h.Matched, h.Points))
	}
	return list
}

// checkSpans asserts that spans lie in their texts, on letters, and that each matched word has one.
func checkSpans(t fataler, a Answer) {
	t.Helper()
	for _, h := range a.Hits {
		answered := map[int]bool{}
		for _, s := range h.Spans {
			text := h.Name
			switch s.In {
			case InAlias:
				text = h.Alias[s.Index]
			case InExtra:
				text = h.Extra[s.Index]
			}
			if s.Start < 0 || s.Start >= s.End || s.End > len(text) ||
				utf8.ValidString(text) && !(utf8.ValidString(text[:s.Start]) && utf8.ValidString(text[:s.End])) {
				t.Fatalf("span %+v is not a stretch of letters of %q", s, text)
			}
			answered[s.Word] = true
		}
		if len(answered) != h.Matched {
			t.Fatalf("hit %+v: spans for %d words, want %d", h, len(answered), h.Matched)
		}
	}
}

func names(a Answer) string {
	var list []string
	for _, h := range a.Hits {
		list = append(list, h.Name)
	}
	return strings.Join(list, ", ")
}

var shops = []Doc{
	{ID: "1", Name: "Rengøring Nord ApS", Extra: []string{"2635 Ishøj", "Ejendomsservice", "13748136"}},
	{ID: "2", Name: "Hansens Rengøring", Extra: []string{"2665 Vallensbæk Strand"}},
	{ID: "3", Name: "RengøringsCompagniet A/S", Extra: []string{"1620 København V"}},
	{ID: "4", Name: "Flexrengøring", Extra: []string{"8000 Aarhus C"}},
	{ID: "5", Name: "Ishøj Bageri", Alias: []string{"Bager Åge"},
		Extra: []string{"2635 Ishøj", "rengøring af plader", "24256790"}},
	{ID: "6", Name: "Jørgen Ærø", Kind: Citizen, Extra: []string{"2630 Taastrup"}},
	{ID: "7", Name: "SuperBrugsen Ishøj", Extra: []string{"Dagligvarer"}},
	{ID: "8", Name: "Café Blå", Extra: []string{"opvask", "servering"}},
}

func TestSearch(t *testing.T) {
	ix := build(t, shops)
	for _, c := range []struct{ query, want string }{
		{"rengøring", "Rengøring Nord ApS, Hansens Rengøring, RengøringsCompagniet A/S, Ishøj Bageri, Flexrengøring"},
		{"RENGOERING nord", "Rengøring Nord ApS"},
		{"nord rengøring", "Rengøring Nord ApS"},
		{"bageri ishoej", "Ishøj Bageri"},
		{"åge", "Ishøj Bageri"},
		{"aage", "Ishøj Bageri"},
		{"ærø", "Jørgen Ærø"},
		{"blaa cafe", "Café Blå"},
		{"compagniet", "RengøringsCompagniet A/S"},
		{"13748136", "Rengøring Nord ApS"},
		{"1374", "Rengøring Nord ApS"},
		{"13748137", ""}, // nearly a company's number is not that company
		{"taastrup", "Jørgen Ærø"},
		{"tåstrup", "Jørgen Ærø"},
		{"super brugsen", "SuperBrugsen Ishøj"},
		{"kbh", "RengøringsCompagniet A/S"}, // letters in order, by fuzzy
		{"cafeteria", "Café Blå"},           // a part of what was typed
		{"flexrengørnig", "Flexrengøring"},
		{"opvask xylofon", "Café Blå"}, // fewer words
		{"xylofon", ""},
		{"", ""}, {" ", ""}, {"!?", ""}, {"🙂", ""}, {"\x00", ""},
	} {
		got := check(t, ix, shops, c.query, Options{})
		if names(got) != c.want {
			t.Errorf("query %q: got %s, want %s", c.query, names(got), c.want)
		}
	}
}

func TestSpans(t *testing.T) {
	ix := build(t, append(shops, Doc{ID: "9", Name: "Bla\u030a Bjælke A\u030aben"}))
	for _, c := range []struct{ query, want string }{
		{"reng nord", "Reng Nord"},
		{"bloe", ""},
		{"bla cafe", "Café Blå"}, // half a letter is shown whole
		{"blaa bjae", "Bla\u030a Bjæ"},
		{"ben bjaelke", "Bjælke ben"},
		{"compagni", "Compagni"},
		{"kbh ren com", "Ren Com"},
	} {
		got := check(t, ix, append(shops, Doc{ID: "9", Name: "Bla\u030a Bjælke A\u030aben"}), c.query, Options{})
		var marked []string
		if len(got.Hits) > 0 {
			for _, s := range got.Hits[0].Spans {
				if s.In == InName {
					marked = append(marked, got.Hits[0].Name[s.Start:s.End])
				}
			}
		}
		if strings.Join(marked, " ") != c.want {
			t.Errorf("query %q: got %q, want %q", c.query, marked, c.want)
		}
	}
}

func TestOptions(t *testing.T) {
	ix := build(t, shops)
	got := check(t, ix, shops, "j", Options{Kinds: Only(Citizen)})
	if names(got) != "Jørgen Ærø" {
		t.Errorf("citizens only: got %s", names(got))
	}
	got = check(t, ix, shops, "rengøring", Options{Limit: 2})
	if len(got.Hits) != 2 || got.Total != 5 || got.Words != 1 {
		t.Errorf("limit 2: got %d hits of %d, want 2 of 5", len(got.Hits), got.Total)
	}
	whole := check(t, ix, shops, "rengøring", Options{Limit: math.MaxInt})
	bare, err := ix.Search(t.Context(), "rengøring", Options{Limit: math.MaxInt, Keys: true})
	if err != nil || len(bare.Hits) != 5 {
		t.Fatalf("keys: got %d hits and %v, want 5", len(bare.Hits), err)
	}
	for i, w := range whole.Hits {
		want := Hit{Doc: Doc{Kind: w.Kind, ID: w.ID}, Matched: w.Matched, Points: w.Points}
		if !reflect.DeepEqual(bare.Hits[i], want) {
			t.Errorf("keys: got %+v, want %+v", bare.Hits[i], want)
		}
	}
}

// TestHardQueries shows that what is no query gets an answer all the same.
func TestHardQueries(t *testing.T) {
	ix := build(t, shops)
	for _, q := range []string{
		"r", "ø", strings.Repeat("r", 10_000), strings.Repeat("rengøring ", 1000), strings.Repeat("ab cd ", 2000),
		"\x00rengøring\x00", "مقهى", "\u202erengøring", "🙂 rengøring 🙂", "\xff\xfe", "A/S", "--", "'; DROP TABLE",
		strings.Repeat("æ", 5000), strings.Repeat("é\u0301", 3000), strings.Repeat("🙂", 3000), "東京", "\n\t", "%_*",
	} {
		if _, err := ix.Search(t.Context(), q, Options{}); err != nil {
			t.Errorf("query of %d bytes: %v", len(q), err)
		}
	}
	if got := names(check(t, ix, shops, "\u202erengøring\x00 nord", Options{})); got != "Rengøring Nord ApS" {
		t.Errorf("hidden marks: got %s", got)
	}
}

func TestEmptyIndex(t *testing.T) {
	ix := build(t, nil)
	if got, err := ix.Search(t.Context(), "noget", Options{}); err != nil || len(got.Hits) != 0 {
		t.Errorf("got %v, %v, want nothing", got, err)
	}
	ix = ix.Patch(shops, nil)
	if got, want := ix.Len(), len(shops); got != want {
		t.Errorf("after patch: got %d documents, want %d", got, want)
	}
	check(t, ix, shops, "rengøring", Options{})
}

func TestLongTexts(t *testing.T) {
	docs := []Doc{
		{ID: strings.Repeat("x", 100_000), Name: strings.Repeat("ø", 3000),
			Extra: []string{strings.Repeat("ord ", 5000), ""}},
		{ID: "b", Name: strings.Repeat("ø", 40), Alias: []string{"", "!"}},
	}
	ix := build(t, docs)
	got, err := ix.Search(t.Context(), strings.Repeat("ø", 40), Options{})
	if err != nil || len(got.Hits) != 2 {
		t.Fatalf("got %d hits, %v, want 2", len(got.Hits), err)
	}
	for _, h := range got.Hits {
		if len(h.Name) > maxText || !utf8.ValidString(h.Name) {
			t.Errorf("name has %d bytes, valid %v", len(h.Name), utf8.ValidString(h.Name))
		}
	}
}

func TestSearchCancelled(t *testing.T) {
	ix := build(t, shops)
	ctx, cancel := context.WithCancelCause(t.Context())
	newer := errors.New("newer keystroke")
	cancel(newer)
	for _, q := range []string{"rengøring", "r", "flexrengørnig", "xylofon"} {
		if got, err := ix.Search(ctx, q, Options{}); !errors.Is(err, newer) || got.Hits != nil {
			t.Errorf("query %q: got %v, %v, want no answer and %v", q, got, err, newer)
		}
	}
	check(t, ix, shops, "rengøring", Options{}) // what the ended searches left behind does not show
}

// TestSpansOfBestClass shows that a word found in full is not also marked where it only begins a word.
func TestSpansOfBestClass(t *testing.T) {
	ix := build(t, []Doc{{ID: "1", Name: "Gulvservice Gulv", Alias: []string{"Gulv"}, Extra: []string{"gulvvask"}}})
	got, err := ix.Search(t.Context(), "gulv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Span{{In: InName, Start: 12, End: 16}, {In: InAlias, Start: 0, End: 4}}
	if !reflect.DeepEqual(got.Hits[0].Spans, want) {
		t.Errorf("got %+v, want %+v", got.Hits[0].Spans, want)
	}
}

// TestSlipsJoinFewHits shows where near words begin to be added to what was found in full.
func TestSlipsJoinFewHits(t *testing.T) {
	docs := []Doc{{ID: "0", Name: "Hanzen"}}
	for full, want := range []int{1, 2, 3, 4, 5, 5, 6} {
		if got := check(t, build(t, docs), docs, "hansen", Options{}); len(got.Hits) != want {
			t.Errorf("%d Hansen: got %d hits, want %d", full, len(got.Hits), want)
		}
		docs = append(docs, Doc{ID: fmt.Sprint(full + 1), Name: "Hansen"})
	}
}

func TestSameKeyAgain(t *testing.T) {
	docs := []Doc{{ID: "1", Name: "første"}, {ID: "2", Name: "anden"}, {ID: "1", Name: "tredje"},
		{ID: "1", Name: "fjerde"}}
	ix := build(t, docs)
	if got, ok := ix.Find(Key{ID: "1"}); ix.Len() != 2 || !ok || got.Name != "fjerde" {
		t.Errorf("got %d documents and %q, want 2 and the last", ix.Len(), got.Name)
	}
	check(t, ix, docs[1:2], "anden", Options{})
	ix = ix.Patch(docs, []Key{{ID: "2"}}) // a key in both is an upsert
	if got, ok := ix.Find(Key{ID: "2"}); ix.Len() != 2 || !ok || got.Name != "anden" {
		t.Errorf("after patch: got %d documents and %q, want 2 and %q", ix.Len(), got.Name, "anden")
	}
}

// countdown is a context that ends after it has been asked some times.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestSearchCancelledAnywhere ends searches at each place that asks, and shows that what they left
// behind never shows in the next.
func TestSearchCancelledAnywhere(t *testing.T) {
	docs := append(shops[:len(shops):len(shops)], Doc{ID: "a", Name: "Ishøk"})
	for i := range 5 {
		docs = append(docs, Doc{ID: fmt.Sprint("b", i), Name: "Ishøj Kiosk"})
	}
	ix := build(t, docs)
	for _, q := range []string{"rengøring", "r", "flexrengørnig ishøj", "xylofon kbh", "ishøj xylofon"} {
		want, err := ix.Search(t.Context(), q, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for left := 0; ; left++ {
			ix := build(t, docs) // one that has nothing of the query yet
			got, err := ix.Search(&countdown{t.Context(), left}, q, Options{})
			if err == nil {
				if left < 3 || !reflect.DeepEqual(got, want) {
					t.Errorf("query %q: asked %d times only, or another answer", q, left)
				}
				break
			}
			if !errors.Is(err, context.Canceled) || got.Hits != nil {
				t.Fatalf("query %q: got %v, %v, want no answer", q, got.Hits, err)
			}
			check(t, ix, docs, "ishøj", Options{}) // needs less than was under way
			check(t, ix, docs, q, Options{})
		}
	}
}
