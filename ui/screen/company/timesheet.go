package company

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// timeSheetMonths are the months that a time sheet can be chosen for, by how far they are from this one.
var timeSheetMonths = []int{0, -1, -2, 1}

// timeSheet asks for a month and shows the time sheet that the workplace fills in before it is written.
func (s *Screen) timeSheet() tea.Cmd {
	l := s.Theme.Lang
	var items []kit.Item
	for _, by := range timeSheetMonths {
		first := s.Today().NextMonth(by).Time()
		items = append(items, kit.Item{ID: strconv.Itoa(by),
			Label: l.Month(first.Month()) + " " + strconv.Itoa(first.Year())})
	}
	return s.Choose(s.T("timesheet.month"), items, func(id string) tea.Cmd {
		by, _ := strconv.Atoi(id)
		return s.timeSheetOf(s.Today().NextMonth(by))
	})
}

func (s *Screen) timeSheetOf(month model.Date) tea.Cmd {
	d, id := s.Service, s.ID
	return screen.Run(s.Host, "timesheet", func(ctx context.Context) (*service.TimeSheet, error) {
		return d.TimeSheet(ctx, id, month)
	}, func(t *service.TimeSheet) tea.Cmd {
		first := month.Time()
		if len(t.Rows) == 0 {
			return s.Say(kit.Info, "timesheet.empty", "company", t.Company.ShownName(), "month",
				s.Theme.Lang.Month(first.Month())+" "+strconv.Itoa(first.Year()))
		}
		out := present.PaperWords(s.Theme.Lang, false).TimeSheetPaper(t)
		arg := screen.PreviewArg{Title: out.Doc.Title, Doc: out.Doc, Name: out.Name,
			Formats: present.TimeSheetFormats, Out: out.Out}
		return s.Go(screen.Preview, arg)
	})
}
