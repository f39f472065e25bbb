package present

import (
	"regexp"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/lang"
)

// TestSentencesNameTypesInWords: no sentence of an error has the key of a type, as commands have it, outside of a
// command; sentences about the lines of a file have the key that stands there.
func TestSentencesNameTypesInWords(t *testing.T) {
	command := regexp.MustCompile(`jobspor [a-z]+ [a-z]+`)
	n := 0
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		w := WordsIn(lang.New(code))
		for _, key := range w.Keys() {
			if !strings.HasPrefix(key, "err.") || strings.HasPrefix(key, "err.load.") {
				continue
			}
			said := w.Error(model.NewError(model.Invalid, key, model.Args{"type": "planline", "id": "x", "row": "x"}))
			if strings.Contains(said, w.T("type.planline")) {
				n++
			}
			if strings.Contains(command.ReplaceAllString(said, ""), "planline") {
				t.Errorf("%s %s: %s", code, key, said)
			}
		}
	}
	if n < 16 {
		t.Errorf("%d sentences have a type, want those of damaged and altered rows in both languages", n)
	}
}
