package present

import (
	"strings"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/service"
)

// RoundFor is whom a call is about, by initials: "A.H. · M.K.".
func (w Words) RoundFor(r *service.CallRound, c matching.Call) string {
	var who []string
	for _, row := range c.For {
		who = append(who, r.Initials(row.CitizenID))
	}
	return strings.Join(who, " · ")
}

// RoundReason says why a workplace is called for one citizen: fit, circumstances, and the sentence behind the fit.
func (w Words) RoundReason(row matching.Row) string {
	said := ""
	if len(row.Reasons) > 0 {
		_, said = w.Reason(row.Reasons[0])
	}
	return w.T("callround.why", "fit", row.Fit, "circumstances", row.Circumstances, "reason", said)
}

// RoundQuestion is a question with those whom its answer concerns, where that is not everybody the call is about.
func (w Words) RoundQuestion(r *service.CallRound, c matching.Call, q matching.SharedQuestion) (
	question, about string) {
	question = w.Question(q.Key, q.Args)
	if len(q.Citizens) == len(c.For) {
		return question, ""
	}
	var who []string
	for _, id := range q.Citizens {
		who = append(who, r.Initials(id))
	}
	return question, strings.Join(who, " · ")
}

// RoundSum says what a round comes to: "7 af 9 borgere får en reel mulighed med 4 opkald".
func (w Words) RoundSum(r *service.CallRound) string {
	reached := map[string]bool{}
	first := 0
	for _, c := range r.Calls {
		for _, row := range c.For {
			reached[row.CitizenID] = true
		}
		if c.Turn == 1 {
			first++
		}
	}
	out := w.T("callround.sum", "n", len(reached), "of", r.Asked, "calls", first)
	if more := len(r.Calls) - first; more > 0 {
		out += " " + w.T("callround.sum.more", "n", more)
	}
	return out
}

// RoundWithout says of each citizen without a call why, one line each.
func (w Words) RoundWithout(r *service.CallRound) []string {
	var out []string
	for _, n := range r.Without {
		out = append(out, r.Initials(n.CitizenID)+": "+w.T("callround.without."+n.Why))
	}
	return out
}

// RoundDocument is a call round on paper: initials only, so that it may lie on a desk.
func (w Words) RoundDocument(r *service.CallRound) model.Document {
	doc := model.Document{Title: w.T("callround.title"), Lang: string(w.Code()), Subtitle: w.RoundSum(r)}
	table := &model.TableDoc{Columns: []model.Column{
		{Key: "rank", Title: "#", Right: true}, {Key: "company", Title: w.T("match.col.company")},
		{Key: "town", Title: w.T("company.town")}, {Key: "contact", Title: w.T("callround.contact")},
		{Key: "phone", Title: w.T("company.phone")}, {Key: "for", Title: w.T("callround.for")},
		{Key: "turn", Title: w.T("callround.turn"), Right: true}, {Key: "why", Title: w.T("match.col.reasons")},
		{Key: "questions", Title: w.T("match.col.questions")},
	}}
	for i, c := range r.Calls {
		town := ""
		if co := r.Companies[c.CompanyID]; co != nil {
			town = co.Town
		}
		name, phone := r.Ask(c.CompanyID)
		var why, ask []string
		for _, row := range c.For {
			why = append(why, r.Initials(row.CitizenID)+": "+w.RoundReason(row))
		}
		for _, q := range c.Questions {
			question, about := w.RoundQuestion(r, c, q)
			if about != "" {
				question += " (" + about + ")"
			}
			ask = append(ask, question)
		}
		table.Rows = append(table.Rows, []model.Cell{
			count(i + 1), {Text: r.Name(c)}, {Text: town}, {Text: name}, {Text: phone},
			{Text: w.RoundFor(r, c)}, count(c.Turn), {Text: strings.Join(why, "; ")}, {Text: strings.Join(ask, " ")},
		})
	}
	doc.Sections = []model.Section{{Table: table}}
	doc.Notes = append(w.RoundWithout(r), w.T("callround.note"), w.T("match.note.advice"))
	return doc
}
