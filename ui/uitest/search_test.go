package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/ui/screen"
)

// TestLettersDoNotWaitForASearch: where a letter asks the search box, the letter is taken before anything is searched;
// the answer arrives later, and one that is not asked for any more changes nothing.
func TestLettersDoNotWaitForASearch(t *testing.T) {
	const name = "Plejecenter Kildemosen"
	for _, tt := range []struct {
		where string
		start *screen.Go
		open  []string // what leads to the list
	}{
		{
			"form",
			&screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: &model.Consent{}, Fields: []string{"company"}}},
			nil,
		},
		{"palette", &screen.Go{To: screen.Log}, []string{"ctrl+k"}},
		{"why not", nil, []string{"4", "a", "n", "enter", "w", "/"}},
	} {
		t.Run(tt.where, func(t *testing.T) {
			d := New(t, Options{World: demo.ChangeSets(Today), Start: tt.start})
			d.Press(tt.open...)
			before := strings.Count(d.View(), name)
			_, first := d.App.Update(Key(name[:1]))
			_, second := d.App.Update(tea.PasteMsg{Content: name[1:]})
			typed := strings.Count(d.View(), name)
			if typed != before+1 {
				t.Fatalf("got the name %d times, want only what was typed:\n%s", typed-before, d.View())
			}
			finish := func(cmd tea.Cmd) {
				d.run(cmd)
				d.settle()
				if got := strings.Count(d.View(), name); got <= typed {
					t.Fatalf("the workplace is not offered:\n%s", d.View())
				}
			}
			finish(second)
			finish(first)
		})
	}
}
