package log

import (
	"testing"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

func TestNoKeyMeansTwoThings(t *testing.T) {
	look := kit.NewTheme(theme.New(theme.Options{NoColor: true}), lang.New(lang.Danish))
	s := New(screen.NewHost(t.Context(), 1, look, &service.Session{}, nil))
	for _, fault := range keys.Conflicts(screen.Declared(s.Bindings())) {
		t.Error(fault)
	}
	for _, b := range s.Bindings() {
		if !look.Lang.Has(b.Label) {
			t.Errorf("%s: there is no word %s", b.ID, b.Label)
		}
		if on, why := b.OK(); !on && !look.Lang.Has(why) {
			t.Errorf("%s: there is no sentence %s", b.ID, why)
		}
	}
}
