package figures

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// What can leave: all figures as tables, or one page about a programme.
const (
	leaveAll  = "all"
	leavePage = "page"
)

// export asks what shall leave when there is a choice.
func (s *Screen) export() tea.Cmd {
	if s.sel.Programme == "" {
		return s.preview(leaveAll)
	}
	items := []kit.Item{
		{ID: leavePage, Label: s.T("figures.kind.page"), Detail: "PDF"},
		{ID: leaveAll, Label: s.T("figures.kind"), Detail: "XLSX, CSV, JSON, Markdown"},
	}
	return s.Pick("export", kit.PickerOptions{Title: s.T("figures.export.what"), Selected: leavePage,
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// preview shows what leaves: no name of a citizen, no group under five, and counts that no two answers tell more by.
func (s *Screen) preview(what string) tea.Cmd {
	if s.view == nil || len(s.list) == 0 {
		return nil
	}
	w, list := s.Words(), figures.Outward(s.list)
	arg := screen.PreviewArg{Title: s.T("figures.title"), Name: s.T("figures.file"), Out: service.Out{
		Action: "export.figures", Rows: len(s.list), To: service.ToAnybody,
		Args: model.Args{"programme": s.sel.Programme, "from": s.sel.From.String(), "to": s.sel.To.String()}}}
	switch what {
	case leavePage:
		arg.Doc, arg.Formats = w.FigurePage(s.view, s.sel, list), present.PageFormats
		arg.Name += "-" + s.sel.Programme
	default:
		arg.Doc, arg.Formats = w.FiguresDocument(s.view, s.sel, list), present.ListFormats
	}
	return s.Go(screen.Preview, arg)
}
