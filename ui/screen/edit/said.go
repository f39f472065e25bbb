package edit

import (
	"jobspor/ui/kit"
	"jobspor/ui/theme"
)

// saidLines are the sentences below the form about what is typed; half an answer says nothing yet.
func (s *Screen) saidLines(size kit.Size) (lines []string) {
	if s.arg.Says == nil {
		return nil
	}
	typed, _ := s.typed()
	for _, text := range s.arg.Says(typed) {
		for _, l := range kit.Wrap(kit.CleanLines(text), max(size.W-2, 10)) {
			lines = append(lines, s.Theme.Paint(theme.Warn, s.Theme.Fit(" "+l, size.W)))
		}
	}
	return kit.Short(lines, max(size.H/3, 1))
}
