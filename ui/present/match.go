package present

import (
	"fmt"
	"strconv"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/service"
)

// Travel is the travel time of a row in minutes, for the column of the list.
func (w Words) Travel(row matching.Row) string {
	for _, r := range row.Reasons {
		if m, ok := r.Args["minutes"]; ok && r.Criterion == "travel" && !r.Unknown {
			return w.T("match.col.minutes", "n", m)
		}
	}
	return ""
}

// Reason formats one reason: its criterion, and the finding.
func (w Words) Reason(r matching.Reason) (name, text string) {
	return w.T("match.criterion." + r.Criterion), matching.Say(w.T, r.Key, r.Args)
}

// Question formats a question to ask in the call.
func (w Words) Question(key string, args model.Args) string { return matching.Say(w.T, key, args) }

// MatchDocument is the ranked list as shown, with every reason: what counted, what blocks, what is to be asked.
func (w Words) MatchDocument(m *service.MatchList) model.Document {
	doc := model.Document{Title: w.T("match.title", "goal", m.GoalWords()), Lang: string(w.Code()),
		Subtitle: w.MatchNote(m)}
	name, place := model.Column{Key: "company", Title: w.T("match.col.company")},
		model.Column{Key: "town", Title: w.T("company.town")}
	if m.Task != nil {
		name, place = model.Column{Key: "citizen", Title: w.T("pick.citizen")},
			model.Column{Key: "goal", Title: w.T("match.col.goal")}
	}
	table := &model.TableDoc{Columns: []model.Column{
		{Key: "rank", Title: "#", Right: true}, name, place,
		{Key: "travel", Title: w.T("match.col.travel"), Right: true},
		{Key: "score", Title: w.T("match.col.score"), Right: true},
		{Key: "ask", Title: w.T("match.col.ask"), Right: true}, {Key: "reasons", Title: w.T("match.col.reasons")},
		{Key: "questions", Title: w.T("match.col.questions")},
	}}
	for i, row := range m.Rows {
		counted, asked := w.reasons(row)
		n := len(matching.Questions(row))
		table.Rows = append(table.Rows, []model.Cell{
			{Text: strconv.Itoa(i + 1), Value: int64(i + 1)}, {Text: m.Name(row)}, {Text: m.Place(row)},
			{Text: w.Travel(row)},
			{Text: strconv.Itoa(row.Score), Value: int64(row.Score)}, {Text: strconv.Itoa(n), Value: int64(n)},
			{Text: counted}, {Text: asked},
		})
	}
	doc.Sections = []model.Section{{Table: table}}
	doc.Notes = append(doc.Notes, w.T("match.note.advice"))
	return doc
}

// MatchNote says how many of the candidates the list shows, and the seed that orders equals.
func (w Words) MatchNote(m *service.MatchList) string {
	return w.T("match.note", "shown", len(m.Rows), "candidates", m.Candidates, "total", m.Total, "seed",
		fmt.Sprint(m.Seed))
}

func (w Words) reasons(row matching.Row) (counted, asked string) {
	join := func(to *string, s string) {
		if *to != "" {
			*to += "; "
		}
		*to += s
	}
	for _, r := range row.Reasons {
		name, text := w.Reason(r)
		join(&counted, fmt.Sprintf("%s %d/%d: %s", name, r.Points, r.Max, text))
	}
	for _, q := range matching.Questions(row) {
		join(&asked, w.Question(q.Key, q.Args))
	}
	return counted, asked
}
