package kit

import (
	"strconv"
	"strings"

	"jobspor/ui/theme"
)

// This file is what a quick field does: one key answers and goes on to the next field. Yes and no answer to their first
// letter, one of several to its number.

// quick takes a typed sign as an answer; false leaves it to the field.
func (f *Form) quick(s *fieldState, typed string) bool {
	switch s.Kind {
	case KindBool, KindTristate:
		before := s.value
		s.value = ""
		if f.letter(s, typed); s.value == "" {
			s.value = before
			return false
		}
	case KindChoice:
		n, err := strconv.Atoi(typed)
		if err != nil {
			return false
		}
		if n < 1 || n > len(s.Options) || s.Options[n-1].Why != "" {
			return true // a number is no word to look for
		}
		s.value, s.wrong = s.Options[n-1].Key, ""
	default:
		return false
	}
	f.move(1)
	return true
}

// quickValue draws the answers of a quick choice with their numbers, the chosen one marked.
func (f *Form) quickValue(s *fieldState, w int) []string {
	var lines []string
	for i, o := range s.Options {
		sign, role := " ", theme.Text
		if o.Key == s.value {
			sign, role = f.th.Colours.Glyphs.Check, theme.Input
		}
		if o.Why != "" {
			role = theme.Disabled
		}
		lines = append(lines, f.th.Paint(role, f.th.Cut(sign+" "+strconv.Itoa(i+1)+" "+Clean(o.Label), w)))
	}
	return lines
}

// quickHint describes which keys answer.
func (f *Form) quickHint(s *fieldState) string {
	if s.Kind == KindChoice {
		return f.th.T("kit.field.quick", "keys", "1-"+strconv.Itoa(len(s.Options)))
	}
	yes, no := f.th.T("kit.yes"), f.th.T("kit.no")
	return f.th.T("kit.field.quick", "keys", strings.ToLower(yes[:1]+"/"+no[:1]))
}
