package app

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
)

// A program that stopped reading delays nobody who writes, and hears afterwards that much changed.
func TestNoticesOfAProgramThatDoesNotRead(t *testing.T) {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	heard := make(chan model.Changed) // nobody reads it
	n := NewNotices(ctx, func(m tea.Msg) { heard <- m.(model.Changed) })
	const all = 10_000
	for seq := range int64(all) {
		n.Put(model.Changed{Seq: seq + 1})
	}
	var got []model.Changed
	for len(got) == 0 || got[len(got)-1].Seq < all {
		got = append(got, <-heard)
	}
	many := 0
	for i, c := range got {
		if c.Many {
			many++
		}
		if i > 0 && c.Seq <= got[i-1].Seq {
			t.Fatalf("notice %d comes after %d", c.Seq, got[i-1].Seq)
		}
	}
	if len(got) > 3*mostNotices || many == 0 {
		t.Errorf("it heard %d notices, %d of them of many changes", len(got), many)
	}
}
