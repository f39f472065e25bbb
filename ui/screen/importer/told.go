package importer

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// This file tells how the file was read, and offers, uses and saves mappings of its columns.

// tell shows all of how the file was read, so that it can be scrolled.
func (s *Screen) tell() tea.Cmd {
	s.stage = told
	s.text.ScrollTo(0)
	return nil
}

// showRows goes back to the rows.
func (s *Screen) showRows() tea.Cmd {
	s.stage, s.textOf = planned, -1
	s.show()
	return nil
}

// readingLines are all the lines of how the file was read.
func (s *Screen) readingLines() []kit.Line {
	lines := s.fitLines()
	return append(lines, toldLines(s.Words().ReadingLines(s.typ, s.plan.Columns(), s.plan.Reading()))...)
}

func toldLines(said []present.ImportLine) []kit.Line {
	var lines []kit.Line
	for _, one := range said {
		lines = append(lines, kit.Plain(toldRole(one), one.Text))
	}
	return lines
}

func toldRole(l present.ImportLine) theme.Role {
	if l.Loss {
		return theme.Warn
	}
	return theme.Subtle
}

// fitLines offer the saved mappings that fit the file.
func (s *Screen) fitLines() []kit.Line {
	var lines []kit.Line
	for _, name := range s.fits {
		lines = append(lines, kit.Plain(theme.Accent, s.T("import.mapping.fits", "name", name)))
	}
	return lines
}

// toldShort is how the file was read in so many lines, in whole sentences, and below them where the rest is.
func (s *Screen) toldShort(w, most int) (out []string) {
	for _, l := range s.readingLines() {
		rows := s.Theme.Sentence(l[0].Role, l[0].Text, w)
		if len(out)+len(rows) > most {
			return append(out, s.Theme.Sentence(theme.Accent, s.T("import.told.more"), w)...)
		}
		out = append(out, rows...)
	}
	return out
}

// saveAs and without are the choices beside the saved mappings.
const saveAs, without = "\x00save", "\x00none"

// pickMapping offers the saved mappings, those that fit first, and to save the columns that were chosen here.
func (s *Screen) pickMapping() tea.Cmd {
	var fitting, others []kit.Item
	for _, m := range s.saved {
		item := kit.Item{ID: m.Name, Label: m.Name, Detail: m.Map}
		if m.Fits(s.headings()) {
			item.Detail = s.T("import.mapping.fitting") + " · " + m.Map
			fitting = append(fitting, item)
			continue
		}
		others = append(others, item)
	}
	items := append(fitting, others...)
	if len(s.cols) > 0 {
		if s.plan != nil {
			items = append(items, kit.Item{ID: saveAs, Label: s.T("import.mapping.save")})
		}
		items = append(items, kit.Item{ID: without, Label: s.T("import.mapping.without")})
	}
	return s.Pick("mapping", kit.PickerOptions{Title: s.T("import.mapping.title"),
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

func (s *Screen) headings() []string {
	if s.plan == nil {
		return nil
	}
	return service.HeadingsOf(s.plan)
}

// useMapping reads the file again with a saved mapping, or asks for the name of a new one.
func (s *Screen) useMapping(id string) tea.Cmd {
	switch id {
	case saveAs:
		return s.Ask("save mapping", kit.Prompt(s.Theme, s.T("import.mapping.save"), s.T("import.mapping.save.text"),
			s.T("import.mapping.name"), "", nil))
	case without:
		s.cols = map[string]string{}
		return s.read(s.path)
	}
	for _, m := range s.saved {
		if m.Name != id {
			continue
		}
		cols, err := s.Service.Importer.ParseMap(s.typ, []string{m.Map}, s.Words())
		if err != nil {
			return s.Fail(err)
		}
		s.cols = cols
		return s.read(s.path)
	}
	return nil
}

// reloadMappings reads the saved mappings after one was saved here.
func (s *Screen) reloadMappings() tea.Cmd {
	typ, d := s.typ, s.Service
	return screen.Run(s.Host, "mappings", func(ctx context.Context) ([]service.SavedMapping, error) {
		all, err := d.SavedMappings(ctx)
		return slices.DeleteFunc(all, func(m service.SavedMapping) bool { return m.Type != typ }), err
	}, func(list []service.SavedMapping) tea.Cmd {
		s.saved = list
		return nil
	})
}

// saveMapping saves the columns that were chosen under a name.
func (s *Screen) saveMapping(name string) tea.Cmd {
	m := service.SavedMapping{Name: strings.TrimSpace(name), Type: s.typ,
		Map: s.Service.Importer.FormatMap(s.cols), Headings: s.headings()}
	d := s.Service
	return screen.Run(s.Host, "mapping", func(ctx context.Context) (model.ChangeSet, error) {
		return d.SaveMapping(ctx, m)
	}, func(cs model.ChangeSet) tea.Cmd { return s.Save("mapping", cs) })
}
