package edit

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
)

// saveNamed saves a new citizen; of what may be a whole name that was typed as the first name it asks before.
func (s *Screen) saveNamed(c *model.Citizen) tea.Cmd {
	first, last, whole := c.SplitName()
	if !whole {
		return s.saveRow(c)
	}
	ask := kit.Choose(s.Theme, s.T("edit.whole.title"), s.T("edit.whole.text"), []kit.Choice{
		{ID: "split", Label: s.T("edit.whole.split.choice", "first", first, "last", last)},
		{ID: "keep", Label: s.T("edit.whole.keep")},
	})
	return s.AskThen(ask, func(a kit.Action) tea.Cmd {
		if a.ID == "split" {
			c.FirstName, c.LastName = first, last
		}
		return s.saveRow(c)
	})
}
