package company

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/detailpage"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// unitItems are the yearly commitments of the legal unit and its other workplaces.
func (s *Screen) unitItems(w present.Words) []detailpage.Item {
	var items []detailpage.Item
	for _, c := range s.Data.unit.Commitments {
		it := detailpage.Item{Section: "company.section.commitments", Entity: c.Commitment,
			Text: w.Commitment(c.Commitment), Detail: w.CommitmentState(c.Commitment, c.State)}
		if c.State.Met(c.Commitment) {
			it.Role = theme.OK
		}
		items = append(items, it)
	}
	items = append(items, s.parentItems(w)...)
	for _, p := range s.Data.unit.Workplaces {
		if p.Company.ID == s.ID {
			continue
		}
		items = append(items, detailpage.Item{Section: "company.section.unit", Entity: p.Company,
			Text: detailpage.Join(" · ", p.Company.ShownName(), p.Company.Town), Detail: w.Workplace(p, s.Today())})
	}
	return items
}

// newCommitment writes a commitment of this year, or of the next one from October on, when partners plan it.
func (s *Screen) newCommitment() tea.Cmd {
	year := s.Today().Add(planAhead).Time().Year()
	return s.Go(screen.Edit, screen.EditArg{Entity: &model.Commitment{CompanyID: s.ID, Year: model.Some(year)}})
}

// planAhead is how many days before a year begins its commitments are agreed.
const planAhead = 92
