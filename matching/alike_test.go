package matching

import (
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"jobspor/model"
)

// TestIsUntold: whatever else is known of a workplace sets it apart from those alike, whichever field it stands in.
func TestIsUntold(t *testing.T) {
	same := " place division trade nameTrade name taskAt tasks untold "
	typ := reflect.TypeFor[company]()
	for i := range typ.NumField() {
		f, c := typ.Field(i), toldNothing
		// The lowest bit of the field's first byte.
		*(*byte)(unsafe.Add(unsafe.Pointer(&c), f.Offset)) ^= 1
		if got, want := c.isUntold(), strings.Contains(same, " "+f.Name+" "); got != want {
			t.Errorf("with another %s: untold is %v, want %v", f.Name, got, want)
		}
	}
}

// TestAlikeIsAsJudged: of five workplaces that a register tells the same of, what one citizen or an ad has to do with
// them is not forgotten for the others' sake. The snapshot is scanned as a large one is.
func TestAlikeIsAsJudged(t *testing.T) {
	far := testPostcodes[4]
	list := []model.Entity{workplace("a", "2635", "561100"), workplace("b", "2635", "561100"),
		workplace("c", far, "561100"), workplace("d", "2635", "561100"), workplace("e", far, "561100"),
		workplace("z", "2635", "561100"),
		&model.Opening{Head: model.Head{ID: "o"}, CompanyID: "d", Title: "køkkenhjælp", PublishedOn: today - 5,
			DeadlineOn: today + 5},
		&model.Placement{Head: model.Head{ID: "p"}, CitizenID: "x", CompanyID: "b", Kind: "trial", State: "suggested",
			TaskWords: "køkkenhjælp", MadeOn: today - 3},
		&model.Placement{Head: model.Head{ID: "q"}, CitizenID: "x", CompanyID: "z", Kind: "trial", State: "ended",
			TaskWords: "køkkenhjælp", MadeOn: today - 90, StartOn: today - 80, EndedOn: today - 70, Liked: model.Yes}}
	c := citizen()
	c.ID = "x"
	list = append(list, c)
	s := build(t, list...)
	r := Request{Citizen: c, Goals: goals("køkken"), Today: today, Limit: -1,
		Overrides: []*model.Override{{CitizenID: "x", CompanyID: "c", Criterion: "travel", Reason: "flytter"}}}
	q := s.query(&r)
	together := newScratch()
	for _, id := range []string{"a", "b", "c", "d", "e", "a", "c", "e"} {
		slot, _ := s.slot(id)
		ch, i := s.at(slot)
		got, want := q.judgeCompany(together, ch, i, slot, 0), q.judgeCompany(new(scratch), ch, i, slot, 0)
		if got.key != want.key || got.block != want.block {
			t.Errorf("%s: got key %d, block %d; by itself %d, %d", id, got.key, got.block, want.key, want.block)
		}
	}
	if got, want := s.chunks[0].companies[0].untold, true; got != want {
		t.Errorf("untold: got %v, want %v", got, want)
	}
}
