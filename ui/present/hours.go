package present

import (
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// HoursColumns are the columns in which hours are printed and read back.
var HoursColumns = []string{
	"ref", "citizen", "company", "year", "week", "trial", "plan_trial", "paid", "plan_paid", "agreed", "met", "excused",
	"no_show", "note",
}

// HoursDocument prints rows of the ledger; weeks holds what is logged, by the row's ID. Notes are for the house, as the
// ledger is: nothing of it is made for a workplace.
func (w Words) HoursDocument(title string, rows []service.HoursRow, weeks map[string]*model.Week) model.Document {
	table := &model.TableDoc{}
	for _, key := range HoursColumns {
		table.Columns = append(table.Columns, model.Column{
			Key: key, Title: w.T("hours.doc." + key),
			Right: !slices.Contains([]string{"ref", "citizen", "company", "note"}, key),
		})
	}
	for _, r := range rows {
		table.Rows = append(table.Rows, w.hoursCells(r, weeks[r.ID()]))
	}
	return model.Document{Title: title, Lang: string(w.Code()), Sections: []model.Section{{Table: table}}}
}

func (w Words) hoursCells(r service.HoursRow, week *model.Week) []model.Cell {
	year, n := r.Monday.Week()
	number := func(n int) model.Cell { return model.Cell{Text: strconv.Itoa(n), Value: int64(n)} }
	planned := func(h model.Hours) model.Cell {
		if !r.Planned {
			return model.Cell{}
		}
		return model.Cell{Text: w.HoursOf(h), Value: float64(h) / 4}
	}
	if week == nil {
		week = &model.Week{}
	}
	t := schema.TypeOf(week)
	cells := map[string]model.Cell{
		"ref": {Text: r.Placement.Ref}, "citizen": {Text: r.Who()}, "company": {Text: r.Where()}, "year": number(year),
		"week":       number(n),
		"plan_trial": planned(r.Plan.Trial), "plan_paid": planned(r.Plan.Paid),
	}
	out := make([]model.Cell, len(HoursColumns))
	for i, key := range HoursColumns {
		if c, ok := cells[key]; ok {
			out[i] = c
		} else if f, ok := t.Field(key); ok {
			out[i] = w.Cell(f, week)
		}
	}
	return out
}
