package search

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
)

// TestLive changes documents one by one from two sides while others search, and shows that what is
// patched is found at once, that compacting loses nothing, and that it ends with Close.
func TestLive(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	docs := smallDocs(r, 3000)
	live := NewLive(build(t, docs))
	var all sync.WaitGroup
	for side := range 2 {
		all.Go(func() {
			for i := range 600 {
				d := Doc{ID: fmt.Sprintf("side%d-%d", side, i), Name: fmt.Sprintf("virksomhed%dx%d", side, i)}
				live.Patch([]Doc{d}, []Key{docs[side*1000+i].Key()})
				got, err := live.Index().Search(t.Context(), d.Name, Options{})
				if err != nil || len(got.Hits) == 0 || got.Hits[0].ID != d.ID {
					t.Errorf("side %d: change %d not found: %v", side, i, err)
					return
				}
				if _, ok := live.Index().Find(docs[side*1000+i].Key()); ok {
					t.Errorf("side %d: deleted document %d still there", side, i)
					return
				}
			}
		})
	}
	all.Wait()
	live.Close()
	if got, want := live.Index().Len(), 3000; got != want {
		t.Errorf("got %d documents, want %d", got, want)
	}
	if parts := len(live.Index().parts); parts > manyParts {
		t.Errorf("got %d parts, want at most %d", parts, manyParts)
	}
	want := append([]Doc{}, docs[600:1000]...)
	want = append(want, docs[1600:]...)
	for side := range 2 {
		for i := range 600 {
			want = append(want,
				Doc{ID: fmt.Sprintf("side%d-%d", side, i), Name: fmt.Sprintf("virksomhed%dx%d", side, i)})
		}
	}
	for _, q := range []string{"virksomhed1x", "ab", "e", "virksomehd0x59"} {
		check(t, live.Index(), want, q, Options{})
	}
}

// TestLiveReplace shows that compacting which began before an index was replaced does not bring it back.
func TestLiveReplace(t *testing.T) {
	old := build(t, shops)
	live := NewLive(old)
	defer live.Close()
	live.compacting = old
	live.Patch(nil, []Key{{ID: "1"}})
	live.Replace(build(t, shops[:2]))
	live.compact(old)
	if got := live.Index().Len(); got != 2 {
		t.Errorf("got %d documents after replace, want 2", got)
	}
}
