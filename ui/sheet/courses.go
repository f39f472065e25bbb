package sheet

import (
	"jobspor/model"
	"jobspor/ui/desk"
	"jobspor/ui/theme"
)

// Courses are the placements of a citizen or a workplace as items of its page; what is over stands back.
func Courses(w desk.Words, section string, list []desk.Course, today model.Date) []Item {
	items := make([]Item, 0, len(list))
	for _, c := range list {
		it := Item{Section: section, Entity: c.Placement, Text: w.CourseText(c), Detail: w.CourseDetail(c, today)}
		if !c.Open() {
			it.Role = theme.Subtle
		}
		items = append(items, it)
	}
	return items
}
