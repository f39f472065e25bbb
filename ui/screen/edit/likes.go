package edit

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// likes are the rows that the one being typed is probably the same as. They are shown with their evidence; nothing is
// kept from being saved, and nothing of theirs is taken.
type likes struct {
	found []service.LookAlike
	asked string // the values that were asked about last
}

// lookAlikes asks which rows look like what is typed, when a field that is compared was left or a number is complete.
func (s *Screen) lookAlikes() tea.Cmd {
	if !slices.Contains(service.DuplicateTypes, s.typ.Name) {
		return nil
	}
	typed, today := schema.Clone(s.entity), s.Today()
	values, focus := s.form.Values(), s.form.Focus()
	var key strings.Builder
	for _, f := range s.fields {
		if !service.Compared(s.typ.Name, f.Key) {
			continue
		}
		half := f.Key == focus && (f.Check == nil || f.CheckText(values[f.Key]) != nil)
		if half || f.SetTextOn(typed, present.FromForm(f, values[f.Key]), today) != nil {
			_ = f.SetText(typed, "") // half a value is none; a field that must have one refuses that and keeps its own
		}
		key.WriteString(f.Text(typed) + "\x00")
	}
	if key.String() == s.likes.asked {
		return nil
	}
	s.likes.asked = key.String()
	d := s.Service
	return s.Aside("likes", screen.RunElse(s.Host, "likes", func(ctx context.Context) ([]service.LookAlike, error) {
		return d.LookAlikes(ctx, typed)
	}, func(found []service.LookAlike) tea.Cmd {
		s.likes.found = found
		return nil
	}, func(error) tea.Cmd {
		s.likes.asked = "" // the next field that is left asks again
		return nil
	}))
}

// likeLines are what stands below the form: the strongest, and how many more.
func (s *Screen) likeLines(size kit.Size) []string {
	if len(s.likes.found) == 0 || size.H < 8 {
		return nil
	}
	text := s.Theme.Colours.Glyphs.Alert + " " + s.Words().LooksLike(s.likes.found[0])
	if more := len(s.likes.found) - 1; more > 0 {
		text += " " + s.T("edit.like.more", "n", more)
	}
	var out []string
	for _, l := range kit.Wrap(kit.Clean(text), max(size.W-2, 10)) {
		out = append(out, s.Theme.Colours.Paint(theme.Warn, kit.Pad(" "+l, size.W)))
	}
	return out[:min(len(out), 3)]
}

// openLike opens the strongest; what is typed stays as a draft in its form.
func (s *Screen) openLike() tea.Cmd {
	return s.Go(screen.Name(s.typ.Name), s.likes.found[0].Row.Meta().ID)
}
