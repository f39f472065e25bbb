package uitest

import (
	"testing"

	"jobspor/model"
)

// TestAnEmptyListSaysWhatItsFilterHides: somebody new has nothing of their own anywhere, and every list says how much
// there is beside it.
func TestAnEmptyListSaysWhatItsFilterHides(t *testing.T) {
	d := New(t, withNewcomer())
	for _, c := range []struct {
		keys []string
		says string
	}{
		{[]string{"2", "f", "a", "n", "s", "v", "enter", "m", "i", "n", "e", "enter"}, "0 mine, 427 i alt"},
		{[]string{"3"}, "0 mine, 36 i alt"},
		{[]string{"6"}, "0 her (mine"},
		{[]string{"6", "b"}, "0 her (mine"},
	} {
		d.Press("esc", "esc", "1")
		d.Press(c.keys...)
		d.Sees(c.says)
	}
}

// withNewcomer is the demo, used by somebody who has nothing yet.
func withNewcomer() Options {
	o := world()
	o.World = append(o.World, model.ChangeSet{Action: "consultant.add", Changes: []model.Change{
		model.Add(&model.Consultant{Name: "Ny Kollega", Initials: "NY"})}})
	o.Who = "NY"
	return o
}
