package server_test

import (
	"context"
	"testing"

	"jobspor/data/demo"
	"jobspor/model/schema"
)

// Somebody who was let in stays who the key says: nothing that is looked at or written gets another's name.
func TestNobodyBecomesSomebodyElse(t *testing.T) {
	x := newTeam(t)
	p := x.open(x.login("MK"))
	p.sees("I dag")
	p.press("9")
	p.sees("Du arbejder som")
	p.press("w")
	p.sees("hvis nøgle du kom ind med")
	p.press("3")
	p.sees("Borgere")
	p.press("\r")
	p.sees("B-0")
	p.press("q")
	eventually(t, "a look is written", func() bool {
		list, err := x.store().Log(context.Background(), schema.LogQuery{Kind: "view"})
		must(t, err)
		for _, e := range list {
			if e.Actor != demo.ID("consultant", demo.Mette) {
				t.Fatalf("%s is written as %q", e.Action, e.Actor)
			}
		}
		return len(list) > 0
	})
}
