package schema

import "jobspor/model"

// SavedViewType is the field table of SavedView. What narrows a list can name a town of one citizen, and a name can name
// anybody: both are sealed.
func SavedViewType() *Type {
	type v = model.SavedView
	return &Type{Name: "listview", Table: "listviews", New: func() model.Entity { return &v{} }, Fields: []Field{
		field("screen", Choice, func(e *v) any { return &e.Screen }, oneOf("list_screen", model.ListScreens...),
			required),
		field("consultant", Ref, func(e *v) any { return &e.Consultant }, to("consultant")),
		field("name", Text, func(e *v) any { return &e.Name }, sealed, atMost(60)),
		field("filter", Lines, func(e *v) any { return &e.Filter }, sealed),
		field("sort", Text, func(e *v) any { return &e.Sort }, sealed, atMost(40)),
		field("columns", Lines, func(e *v) any { return &e.Columns }, sealed),
	}}
}
