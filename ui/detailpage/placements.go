package detailpage

import (
	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Courses are the placements of a citizen or a workplace as items of its page; what is over stands back.
func PlacementItems(w present.Words, section string, list []service.PlacementLine, today model.Date) []Item {
	items := make([]Item, 0, len(list))
	for _, c := range list {
		it := Item{
			Section: section, Entity: c.Placement, Text: w.PlacementLineText(c),
			Detail: w.PlacementLineDetail(c, today),
		}
		if !c.Open() {
			it.Role = theme.Subtle
		}
		items = append(items, it)
	}
	return items
}
