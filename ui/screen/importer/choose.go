package importer

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/lang"
)

// pickType asks what the file holds.
func (s *Screen) pickType() tea.Cmd {
	var items []kit.Item
	for _, t := range []string{"company", "person", "task", "opening", "contact", "goal", "citizen", "reference"} {
		items = append(items, kit.Item{ID: t, Label: s.T("import.type." + t)})
	}
	return s.Pick("type", kit.PickerOptions{Title: s.T("import.type.title"), Selected: s.typ,
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// pickColumn asks which column is to go to another field.
func (s *Screen) pickColumn() tea.Cmd {
	var items []kit.Item
	for i, c := range s.plan.Columns() {
		if c.Heading == "" {
			continue
		}
		field := s.T("import.column.unused")
		if c.Field != "" {
			field = s.fieldName(c.Field)
		}
		items = append(items, kit.Item{ID: strconv.Itoa(i), Label: c.Heading, Detail: field})
	}
	return s.Pick("column", kit.PickerOptions{Title: s.T("import.column.title"),
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// pickField asks where the column goes.
func (s *Screen) pickField(column string) tea.Cmd {
	columns := s.plan.Columns()
	i, err := strconv.Atoi(column)
	if err != nil || i >= len(columns) {
		return nil
	}
	s.column = columns[i].Heading
	items := []kit.Item{{ID: "-", Label: s.T("import.column.leave")}}
	for _, key := range s.Service.Importer.MapTargets(s.typ) {
		items = append(items, kit.Item{ID: key, Label: lang.Capital(s.fieldName(key))})
	}
	return s.Pick("field",
		kit.PickerOptions{Title: s.T("import.column.to", "column", s.column), Selected: columns[i].Field,
			Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}
