package present

import (
	"strconv"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/service"
)

// EvaluationDocument is the file of a programme for an external evaluator: a row for each enrolment, and the code book
// that says what each column is and which values it has.
func (w Words) EvaluationDocument(v *service.Evaluation) model.Document {
	code := string(w.Code())
	rows := &model.TableDoc{}
	book := &model.TableDoc{Columns: []model.Column{
		{Key: "column", Title: w.T("evaluation.book.column")}, {Key: "meaning", Title: w.T("evaluation.book.meaning")},
		{Key: "values", Title: w.T("evaluation.book.values")},
	}}
	columns := w.evaluationColumns(v)
	for _, c := range columns {
		rows.Columns = append(rows.Columns, model.Column{Key: c.key, Title: c.key})
		book.Rows = append(book.Rows, []model.Cell{textCell(c.key), textCell(c.meaning), textCell(c.values)})
	}
	for i := range v.Rows {
		var cells []model.Cell
		for _, c := range columns {
			cells = append(cells, c.cell(&v.Rows[i]))
		}
		rows.Rows = append(rows.Rows, cells)
	}
	return model.Document{
		Title: w.T("evaluation.title", "programme", v.Programme.Name.In(code)), Lang: code,
		Sections: []model.Section{
			{Title: w.T("evaluation.rows"), Table: rows}, {Title: w.T("evaluation.book"), Table: book},
		},
		Notes: []string{w.T("evaluation.note.pseudonym"), w.T("evaluation.note.months")},
	}
}

// evaluationColumn is a column of the evaluator's file.
type evaluationColumn struct {
	key, meaning, values string
	cell                 func(*service.EvaluationRow) model.Cell
}

func (w Words) evaluationColumns(v *service.Evaluation) []evaluationColumn {
	var out []evaluationColumn
	text := func(key, values string, of func(*service.EvaluationRow) string) {
		out = append(out, evaluationColumn{key, w.T("evaluation.col." + key), values,
			func(r *service.EvaluationRow) model.Cell { return textCell(of(r)) }})
	}
	number := func(key string, of func(*service.EvaluationRow) int) {
		out = append(out, evaluationColumn{key, w.T("evaluation.col." + key), "0, 1, 2 …",
			func(r *service.EvaluationRow) model.Cell { return w.intCell(of(r)) }})
	}
	month, satisfaction := w.T("evaluation.values.month"), w.optionCodes("satisfaction", model.Satisfaction)
	text("pseudonym", "", func(r *service.EvaluationRow) string { return r.Pseudonym })
	text("group", w.optionCodes("enrolment_group", model.EnrolmentGroups),
		func(r *service.EvaluationRow) string { return r.Group })
	number("redrawn", func(r *service.EvaluationRow) int { return r.Redrawn })
	text("start_month", month, func(r *service.EvaluationRow) string { return r.StartMonth })
	text("end_month", month, func(r *service.EvaluationRow) string { return r.EndMonth })
	text("outcome", w.outcomeCodes(v.Programme), func(r *service.EvaluationRow) string { return r.Outcome })
	for _, kind := range model.PlacementKinds {
		number("placements_"+kind, func(r *service.EvaluationRow) int { return r.Placements[kind] })
	}
	number("days_agreed", func(r *service.EvaluationRow) int { return r.Agreed })
	number("days_met", func(r *service.EvaluationRow) int { return r.Met })
	number("paid_weeks", func(r *service.EvaluationRow) int { return r.PaidWeeks })
	out = append(out, evaluationColumn{"paid_hours", w.T("evaluation.col.paid_hours"), "",
		func(r *service.EvaluationRow) model.Cell {
			return model.Cell{Text: w.Trimmed(r.PaidHours, 2), Value: r.PaidHours}
		}})
	text("setup_jobcentre", satisfaction, func(r *service.EvaluationRow) string { return r.JobCentre })
	text("setup_company", satisfaction, func(r *service.EvaluationRow) string { return r.Company })
	text("setup_citizen", satisfaction, func(r *service.EvaluationRow) string { return r.Citizen })
	for _, it := range v.Items {
		for _, at := range []string{"first", "latest"} {
			out = append(out, w.progressColumn(it, at))
		}
	}
	return out
}

// progressColumn is the first or the latest answer to a progress item.
func (w Words) progressColumn(it programme.ProgressItem, at string) evaluationColumn {
	code := string(w.Code())
	scale := strconv.Itoa(it.From) + " " + it.Low.In(code) + " … " + strconv.Itoa(it.To) + " " + it.High.In(code)
	meaning := w.T("evaluation.col.progress."+at, "what", it.Words.In(code))
	return evaluationColumn{
		"progress_" + it.Key + "_" + at, meaning, scale, func(r *service.EvaluationRow) model.Cell {
			answers := map[string]map[string]int{"first": r.First, "latest": r.Latest}[at]
			if n, ok := answers[it.Key]; ok {
				return w.intCell(n)
			}
			return model.Cell{}
		}}
}

// optionCodes are the values of a choice with their words: "control = kontrolgruppe".
func (w Words) optionCodes(choice string, keys []string) (text string) {
	for i, key := range keys {
		if i > 0 {
			text += ", "
		}
		text += key + " = " + w.T("opt."+choice+"."+key)
	}
	return text
}

func (w Words) outcomeCodes(p *programme.Programme) (text string) {
	for i, o := range p.Outcomes {
		if i > 0 {
			text += ", "
		}
		text += o.Key + " = " + o.Name.In(string(w.Code()))
	}
	return text
}
