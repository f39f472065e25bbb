package importer

import (
	"jobspor/data/reference/headings"
	"jobspor/model"
)

// ParseHeadings reads a user's table of headings. Errors are model.Error with file and line.
func ParseHeadings(file, text string) (*headings.Table, error) {
	return headings.Parse(file, text, IsHeadingKey)
}

// HeadingsReference reads a user's table of headings as the row that puts it in force.
func HeadingsReference(file, text string, today model.Date) (*model.Reference, error) {
	t, err := ParseHeadings(file, text)
	if err != nil {
		return nil, err
	}
	return &model.Reference{Head: model.Head{ID: headings.ID}, Source: clipTo(file, 150), Date: today,
		Rows: model.Some(t.Rows()), Data: text}, nil
}
