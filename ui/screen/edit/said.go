package edit

import (
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// saidLines are the sentences below the form about what is typed in the fields that are asked besides.
func (s *Screen) saidLines(size kit.Size) (lines []string) {
	if s.arg.Says == nil {
		return nil
	}
	typed, values := schema.Clone(s.entity), s.form.Values()
	for _, a := range s.arg.Asked {
		_ = a.Set(typed, values[a.Field.Key]) // half an answer says nothing yet
	}
	for _, text := range s.arg.Says(typed) {
		for _, l := range kit.Wrap(kit.CleanLines(text), max(size.W-2, 10)) {
			lines = append(lines, s.Theme.Paint(theme.Warn, s.Theme.Fit(" "+l, size.W)))
		}
	}
	return lines[:min(len(lines), max(size.H/3, 1))]
}
