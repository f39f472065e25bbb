package edit

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// towns is the town of a postcode that was typed.
type towns struct {
	asked string // the postcode whose town was looked for last; that of the row is as it was saved
	found string // the town, until it is filled in
}

// findTown looks for the town of a postcode that was typed, and fills it in once the two fields are left.
func (s *Screen) findTown() tea.Cmd {
	if focus := s.form.Focus(); focus != "postcode" && focus != "town" {
		return tea.Batch(s.askTown(), s.fillTown())
	}
	return s.askTown()
}

func (s *Screen) askTown() tea.Cmd {
	if s.typ.Name != "company" {
		return nil
	}
	postcode := model.NormalPostcode(s.form.Value("postcode"))
	if postcode == s.towns.asked || postcode == "" || model.CheckPostcode(postcode) != nil {
		return nil
	}
	s.towns = towns{asked: postcode}
	d := s.Service
	return screen.RunElse(s.Host, "town", func(ctx context.Context) (string, error) {
		return d.TownOf(ctx, postcode), nil
	}, func(town string) tea.Cmd {
		if s.towns.asked == postcode {
			s.towns.found = town
		}
		return s.findTown()
	}, func(error) tea.Cmd { return nil })
}

// fillTown fills in the town that was found where none was typed, and says so.
func (s *Screen) fillTown() tea.Cmd {
	town := s.towns.found
	s.towns.found = ""
	if town == "" || s.form.Value("town") != "" {
		return nil
	}
	s.form.SetValues(map[string]string{"town": town})
	return s.Say(kit.Info, "edit.town.filled", "town", town, "postcode", s.towns.asked)
}
