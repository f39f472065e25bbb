package present

import (
	"fmt"
	"strconv"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/service"
)

// Travel is the travel time of a row with its unit, "" when it is not known.
func (w Words) Travel(row matching.Row) string {
	if n := w.Minutes(row); n != "" {
		return w.T("match.col.minutes", "n", n)
	}
	return ""
}

// Minutes is the travel time of a row for a narrow column.
func (w Words) Minutes(row matching.Row) string {
	for _, r := range row.Reasons {
		if m, ok := r.Args["minutes"]; ok && r.Criterion == "travel" && !r.Unknown {
			return fmt.Sprint(m)
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
		{Key: "fit", Title: w.T("match.col.fit"), Right: true},
		{Key: "circumstances", Title: w.T("match.col.terms"), Right: true},
		{Key: "score", Title: w.T("match.col.score"), Right: true},
		{Key: "low", Title: w.T("match.col.low"), Right: true},
		{Key: "high", Title: w.T("match.col.high"), Right: true},
		{Key: "section", Title: w.T("match.col.section")},
		{Key: "ask", Title: w.T("match.col.ask"), Right: true}, {Key: "reasons", Title: w.T("match.col.reasons")},
		{Key: "questions", Title: w.T("match.col.questions")},
	}}
	for i, row := range m.Rows {
		counted, asked := w.reasons(row)
		n := len(matching.Questions(row))
		table.Rows = append(table.Rows, []model.Cell{
			{Text: strconv.Itoa(i + 1), Value: int64(i + 1)}, {Text: m.Name(row)}, {Text: m.Place(row)},
			{Text: w.Travel(row)}, {Text: w.Fit(row), Value: int64(row.Fit)}, count(row.Circumstances),
			count(row.Score), count(row.Low), count(row.High), {Text: w.Section(row.Section)}, count(n),
			{Text: counted}, {Text: asked},
		})
	}
	doc.Sections = []model.Section{{Table: table}}
	doc.Notes = append(doc.Notes, w.T("match.note.advice"))
	return doc
}

func count(n int) model.Cell { return model.Cell{Text: strconv.Itoa(n), Value: int64(n)} }

// Section names a part of the list.
func (w Words) Section(s matching.Section) string { return w.T("match.section." + string(s)) }

// SectionHeading names a part of a list with how many stand in it, and says what keeps them there when something does.
func (w Words) SectionHeading(m *service.MatchList, s service.Section) (title, note string) {
	title = w.T("match.section.count", "section", w.Section(s.Key), "n", s.Count)
	switch {
	case s.Key != matching.AskFirst || m.Task != nil:
		return title, ""
	case m.Unread():
		return title, w.T("match.section.unread")
	}
	return title, w.T("match.section.lacks", "n", s.Count)
}

// LeftHeading names a reason why workplaces are left out with how many there are, and says so when not all are named.
func (w Words) LeftHeading(l matching.LeftOut) (title, note string) {
	title = w.T("match.left.reason", "n", l.Count, "block", w.T("match.block."+l.Block))
	if n := len(l.Rows); n < l.Count {
		note = w.T("match.left.some", "n", n)
	}
	return title, note
}

// Unread says what a list goes by whose goal could not be read.
func (w Words) Unread(m *service.MatchList) string {
	if m.Candidates == m.Ranking.Sections[matching.AskFirst] {
		return w.T("match.screen.unread.none")
	}
	return w.T("match.screen.unread")
}

// Fit is the fit of a row, a question mark where it is a guess.
func (w Words) Fit(row matching.Row) string {
	if row.Section == matching.AskFirst {
		return "?"
	}
	return strconv.Itoa(row.Fit)
}

// FitSum says how well the work fits.
func (w Words) FitSum(row matching.Row) string {
	if row.Section == matching.AskFirst {
		return w.T("match.sum.fit.guess", "n", row.Fit)
	}
	return w.T("match.sum.fit", "n", row.Fit)
}

// TermsSum says what the circumstances come to: the points of their reasons out of the most, in percent.
func (w Words) TermsSum(row matching.Row) string {
	if row.Most == 0 {
		return w.T("match.sum.terms.none", "n", row.Circumstances)
	}
	return w.T("match.sum.terms", "points", row.Points, "most", row.Most, "n", row.Circumstances)
}

// OrderSum says how the score comes of fit and circumstances.
func (w Words) OrderSum(row matching.Row) string {
	if row.Base == 0 {
		return w.T("match.sum.order.terms", "score", row.Score)
	}
	return w.T("match.sum.order", "score", row.Score, "fit", row.Fit, "base", row.Base,
		"weight", matching.CircumstancesWeight, "share", float64(row.Circumstances)/100,
		"whole", row.Base+matching.CircumstancesWeight)
}

// RangeSum says how far answers can move the score, "" when nothing is unknown.
func (w Words) RangeSum(row matching.Row) string {
	if row.Low == row.High {
		return ""
	}
	return w.T("match.sum.range", "score", row.Score, "low", row.Low, "high", row.High)
}

// WhyNot says where one workplace stands.
func (w Words) WhyNot(v matching.Verdict) string {
	block := ""
	if v.Block != "" {
		block = w.T("match.block." + v.Block)
	}
	if v.Standing == matching.Below && v.Needs == 0 {
		return w.T("match.why.section", "rank", v.Rank, "of", v.Of, "section", w.Section(v.Row.Section))
	}
	return w.T("match.why."+string(v.Standing), "rank", v.Rank, "of", v.Of, "needs", v.Needs, "block", block)
}

// MatchCount says how many were looked at and how many of them fit.
func (w Words) MatchCount(m *service.MatchList) string {
	typ := "company"
	if m.Query.TaskID != "" {
		typ = "citizen"
	}
	return w.Counts(typ, m.Total, m.Candidates)
}

// MatchNote says how many of the candidates the list shows, and the seed that orders equals.
func (w Words) MatchNote(m *service.MatchList) string {
	note := w.T("match.note", "count", w.MatchCount(m), "shown", len(m.Rows), "seed", fmt.Sprint(m.Seed))
	if group := m.Unmatched.In(string(w.Code())); group != "" {
		return w.T("match.note.unmatched", "group", group) + " " + note
	}
	return note
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
