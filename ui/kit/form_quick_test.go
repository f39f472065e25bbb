package kit

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestQuickFieldsAnswerWithOneKey(t *testing.T) {
	f := NewForm(testTheme(), []Field{
		{Key: "liked", Label: "Liked", Kind: KindTristate, Quick: true},
		{
			Key: "next", Label: "Next", Kind: KindChoice, Quick: true,
			Options: []Option{{Key: "a", Label: "A"}, {Key: "b", Label: "B"}, {Key: "c", Label: "C", Why: "closed"}},
		},
		{Key: "slow", Label: "Slow", Kind: KindTristate},
	}, Dates{})
	f.SetSize(60, 12)
	press := func(r rune) Action { return f.Update(tea.KeyPressMsg{Code: r, Text: string(r)}) }
	press('x') // no answer
	if f.Focus() != "liked" || f.Value("liked") != "" {
		t.Errorf("x answered %q and went to %s", f.Value("liked"), f.Focus())
	}
	press('n')
	if f.Focus() != "next" || f.Value("liked") != "false" {
		t.Errorf("n answered %q and went to %s", f.Value("liked"), f.Focus())
	}
	press('3')
	if f.Value("next") != "" {
		t.Error("3 chose what cannot be chosen")
	}
	press('2')
	if f.Focus() != "slow" || f.Value("next") != "b" {
		t.Errorf("2 answered %q and went to %s", f.Value("next"), f.Focus())
	}
	press('n')
	if f.Focus() != "slow" || f.Value("slow") != "false" {
		t.Errorf("a field that is not quick went on to %s", f.Focus())
	}
}
