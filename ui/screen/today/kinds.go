package today

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model/agenda"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// kindWord is what a kind is called; kinds that are called alike are one to whoever filters.
func (s *Screen) kindWord(kind string) string { return s.T("due.kind." + kind) }

// shown reports whether something is shown, and counts it with its kind: what is wanted, and of the kind that is chosen.
func (s *Screen) shown(d agenda.Due) bool {
	if !s.wanted(d) {
		return false
	}
	s.counts[s.kindWord(d.Kind)]++
	return s.kind == "" || s.kindWord(d.Kind) == s.kindWord(s.kind)
}

// withText begins the answer of the menu that narrows the list by what is typed.
const withText = "text:"

// pickKind is the menu that narrows the list: to a kind, of those there are, or to rows with what is typed.
func (s *Screen) pickKind() tea.Cmd {
	if s.view == nil {
		return nil
	}
	said, all := map[string]bool{}, 0
	var kinds []kit.Item
	for _, kind := range agenda.Kinds {
		word := s.kindWord(kind)
		n := s.counts[word]
		if n > 0 && !said[word] {
			all += n
			kinds = append(kinds, kit.Item{ID: kind, Label: word, Detail: s.T("today.whose.n", "n", n)})
		}
		said[word] = true
	}
	kinds = append([]kit.Item{{Label: s.T("today.kind.all"), Detail: s.T("today.whose.n", "n", all)}}, kinds...)
	return s.readViews(func() tea.Cmd {
		items := slices.Concat(screen.ViewItems(s.Host, s.views), kinds, s.viewed().Items())
		return s.Pick("kind", kit.PickerOptions{
			Title: s.T("today.kind.title"), Selected: s.kind,
			Items: func(q string) []kit.Item {
				found := kit.FilterItems(items, q)
				if q = strings.TrimSpace(q); q != "" {
					found = append(found, kit.Item{ID: withText + q, Label: s.T("today.kind.text", "text", q)})
				}
				return found
			},
		})
	})
}

// narrow takes the answer of the menu.
func (s *Screen) narrow(answer string) tea.Cmd {
	if text, typed := strings.CutPrefix(answer, withText); typed {
		s.box.Set(text)
	} else if id, is := strings.CutPrefix(answer, "view:"); is {
		return s.openView(id)
	} else if answer != "" && !slices.Contains(agenda.Kinds, answer) {
		return s.viewed().Do(answer)
	} else {
		s.kind = answer
	}
	s.filter()
	return nil
}

// widen takes away what the menu narrowed the list by.
func (s *Screen) widen() {
	s.box.Clear()
	s.kind = ""
}
