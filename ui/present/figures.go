package present

import (
	"strings"

	"jobspor/model/figures"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// SelectFigures reads a wish whose group may be written in any of its words; see FigureView.Select.
func (w Words) SelectFigures(v *service.FigureView, wish service.FigureRequest) (figures.Selection, error) {
	wish.Group = w.group(wish.Group)
	return v.Select(wish)
}

// group finds the key of a group by any of its words; a word that is none is left for the selection to refuse.
func (w Words) group(word string) string {
	t, _ := schema.TypeNamed("enrolment")
	f, _ := t.Field("group")
	if key, ok := w.Key(f, word); ok && word != "" {
		return key
	}
	for _, k := range f.Options {
		if word != "" && strings.HasPrefix(strings.ToLower(w.Option(f, k)), strings.ToLower(word)) {
			return k
		}
	}
	return word
}
