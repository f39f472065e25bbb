package present

import (
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// timeSheetColumns are those of a time sheet, which `hours import` reads back; the workplace fills in those from trial
// on. Who it is stands as initials only: the placement's number is what finds the row again.
var timeSheetColumns = []string{
	"ref", "who", "year", "week", "days", "trial", "paid", "agreed", "met", "excused", "no_show", "source",
}

// TimeSheetFormats are the file formats of a time sheet: the workbook that is read back, and paper.
var TimeSheetFormats = []string{"xlsx", "pdf", "docx"}

// TimeSheetPaper is the time sheet of a workplace and month, as it leaves the house.
func (w Words) TimeSheetPaper(t *service.TimeSheet) OutgoingPaper {
	month := w.monthOf(t.Month)
	table := &model.TableDoc{Form: true}
	for _, key := range timeSheetColumns {
		left := slices.Contains([]string{"ref", "who", "days", "source"}, key)
		table.Columns = append(table.Columns, model.Column{Key: key, Title: w.T("hours.doc." + key), Right: !left})
	}
	for _, r := range t.Rows {
		table.Rows = append(table.Rows, w.timeSheetCells(r))
	}
	doc := model.Document{
		Title: w.T("timesheet.title", "company", t.Company.ShownName(), "month", month), Lang: string(w.Code()),
		Sections: []model.Section{{Title: w.T("timesheet.hours"), Table: table}},
	}
	doc.Sections = append(doc.Sections, w.timeSheetGuide(t))
	out := service.Out{Action: service.TimeSheetAction, Rows: len(t.Rows), To: service.ToCompany,
		Citizens: t.Citizens(), Args: model.Args{"company": t.Company.ID, "n": len(t.Rows),
			"month": t.Month.String()[:7]}}
	for _, id := range out.Citizens {
		out.Shares = append(out.Shares, service.Share{CitizenID: id, CompanyID: t.Company.ID})
	}
	tell(&out, timeSheetTopics...)
	return OutgoingPaper{Doc: doc, Out: out, Name: w.T("file.timesheet") + "-" + t.Month.String()[:7]}
}

func (w Words) monthOf(day model.Date) string {
	return w.Month(day.Time().Month()) + " " + strconv.Itoa(day.Time().Year())
}

// timeSheetCells is a row with what the workplace is to fill in left empty.
func (w Words) timeSheetCells(r service.HoursRow) []model.Cell {
	year, week := r.Monday.Week()
	source, _ := schema.WeekType().Field("source")
	first, last, _ := r.Placement.InWeek(r.Monday)
	cells := map[string]model.Cell{
		"ref": {Text: r.Placement.Ref}, "who": {Text: r.Citizen.Initials()},
		"year": {Text: strconv.Itoa(year), Value: int64(year)}, "week": {Text: strconv.Itoa(week), Value: int64(week)},
		"days":   {Text: w.Date(first.Time()) + "-" + w.Date(last.Time())},
		"source": w.Cell(source, &model.Week{Source: "company"}),
	}
	out := make([]model.Cell, len(timeSheetColumns))
	for i, key := range timeSheetColumns {
		out[i] = cells[key]
	}
	return out
}

// timeSheetGuide says how the sheet is filled in, and where the weeks stand that reach into another month.
func (w Words) timeSheetGuide(t *service.TimeSheet) model.Section {
	lines := []string{w.T("timesheet.how.hours"), w.T("timesheet.how.empty"), w.T("timesheet.how.sick")}
	for _, monday := range t.Across {
		_, n := monday.Week()
		lines = append(lines, w.T("timesheet.across", "week", lang.Capital(w.Week(n)), "from", w.Date(monday.Time()),
			"to",
			w.Date(monday.Add(6).Time()), "month", w.monthOf(monday.Add(3))))
	}
	lines = append(lines, w.T("timesheet.filled"))
	table := &model.TableDoc{Columns: []model.Column{{Key: "how"}}}
	for _, line := range lines {
		table.Rows = append(table.Rows, []model.Cell{{Text: line}})
	}
	return model.Section{Title: w.T("timesheet.how"), Table: table}
}
