package present

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// visitQuestions are the questions about the workplace's own need, in the order in which they are asked.
var visitQuestions = []string{"takes", "peak", "undone"}

// visitAsked are the fields of a company that a visit asks for while they are empty, in the order of a talk; money is
// last.
var visitAsked = []string{"phone", "industry", "fte", "open_places", "min_hours", "max_hours", "days", "day_parts",
	"danish", "offers", "ask_most", "open_to_hire", "pays_hours"}

// visitRoles are the people whom a placement needs.
var visitRoles = []string{"employer", "supervisor", "representative"}

// visitLines is how many lines of a question are left to write on.
const visitLines = 5

// VisitTexts are the words that a visit leaves in the profile.
func (w Words) VisitTexts(v *model.CompanyVisit, today model.Date) service.VisitTexts {
	var parts []string
	for _, q := range []string{"takes", "undone"} {
		var names []string
		for _, a := range v.Answers() {
			if a.Question == q {
				names = append(names, a.Name)
			}
		}
		if len(names) > 0 {
			parts = append(parts, w.T("visit.note."+q, "what", strings.Join(names, "; ")))
		}
	}
	if peak := w.visitPeak(v); peak != "" {
		parts = append(parts, w.T("visit.note.peak", "what", peak))
	}
	day := w.DayYear(today.Time())
	return service.VisitTexts{
		Note: service.JoinNonEmpty("\n", strings.Join(parts, "\n"), v.Note),
		About: func(a model.VisitAnswer) string {
			return w.T("visit.about."+a.Question, "day", day)
		},
	}
}

// visitPeak is when it peaks: "mandag, fredag · eftermiddag".
func (w Words) visitPeak(v *model.CompanyVisit) string {
	t := schema.VisitType()
	days, _ := t.Field("days")
	parts, _ := t.Field("day_parts")
	return service.JoinNonEmpty(" · ", w.Value(days, v, nil), w.Value(parts, v, nil))
}

// VisitDocument is the visit sheet (besøgsark): the questions with room to write, what the profile lacks, and what is
// known. It is the consultant's own and names nobody else's business.
func (w Words) VisitDocument(v *service.VisitView, today model.Date) model.Document {
	c := v.Company
	doc := model.Document{
		Title: w.T("paper.visit.title", "who", c.ShownName()), Lang: string(w.Code()), Fit: true,
		Subtitle: service.JoinNonEmpty(" · ",
			service.JoinNonEmpty(", ", c.Street, strings.TrimSpace(c.Postcode+" "+c.Town)), c.Phone,
			w.DayYear(today.Time())),
	}
	for _, q := range visitQuestions {
		s := model.Section{Key: q, Title: w.T("paper.visit." + q), Text: []string{w.T("paper.visit." + q + ".how")}}
		if q == "peak" {
			s.Table = w.peakTable()
		} else {
			s.Table = w.taskTable()
		}
		doc.Sections = append(doc.Sections, s)
	}
	if lacks := w.VisitLacks(v); len(lacks) > 0 {
		doc.Sections = append(doc.Sections, model.Section{Key: "lacks", Title: w.T("paper.visit.lacks"), Text: lacks})
	}
	if known := w.visitKnown(v, today); len(known) > 0 {
		doc.Sections = append(doc.Sections, model.Section{Key: "known", Title: w.T("paper.visit.known"), Text: known})
	}
	return doc
}

// taskTable has room for the tasks that a question finds.
func (w Words) taskTable() *model.TableDoc {
	t := &model.TableDoc{}
	for _, key := range []string{"task", "often", "needs", "trial", "paid"} {
		t.Columns = append(t.Columns, model.Column{Key: key, Title: w.T("paper.visit.col." + key)})
	}
	for range visitLines {
		t.Rows = append(t.Rows, make([]model.Cell, len(t.Columns)))
	}
	return t
}

// peakTable has a box for each part of each day.
func (w Words) peakTable() *model.TableDoc {
	typ := schema.VisitType()
	days, _ := typ.Field("days")
	parts, _ := typ.Field("day_parts")
	t := &model.TableDoc{Columns: []model.Column{{Key: "part", Title: w.Field(typ, parts)}}}
	for _, d := range days.Options {
		t.Columns = append(t.Columns, model.Column{Key: d, Title: w.Option(days, d)})
	}
	for _, p := range parts.Options {
		row := make([]model.Cell, len(t.Columns))
		row[0].Text = w.Option(parts, p)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// VisitLacks are the questions that the profile still asks, each with what can be answered.
func (w Words) VisitLacks(v *service.VisitView) (out []string) {
	typ := schema.CompanyType()
	for _, key := range visitAsked {
		f, _ := typ.Field(key)
		if f.Text(v.Company) != "" {
			continue
		}
		line := w.Field(typ, f)
		if f.Kind == schema.Choice {
			var options []string
			for _, o := range f.Options {
				options = append(options, w.Option(f, o))
			}
			line += " (" + strings.Join(options, " / ") + ")"
		}
		out = append(out, "[ ] "+line)
	}
	role, _ := schema.ContactPersonType().Field("role")
	for _, key := range visitRoles {
		if !slices.ContainsFunc(v.People, func(p *model.ContactPerson) bool { return p.Role == key }) {
			out = append(out, "[ ] "+w.T("paper.visit.person", "role", w.Option(role, key)))
		}
	}
	for _, t := range v.Tasks {
		if t.Status == "open" && (t.Trial == model.Unknown || t.Paid == model.Unknown) {
			out = append(out, "[ ] "+w.T("paper.visit.task", "task", t.Name))
		}
	}
	return out
}

// visitKnown is what is known before the visit: whom to ask for, what was said last, the tasks, and what they look for.
func (w Words) visitKnown(v *service.VisitView, today model.Date) (out []string) {
	role, _ := schema.ContactPersonType().Field("role")
	for _, p := range v.People {
		out = append(out, service.JoinNonEmpty(" · ", p.Name, w.Option(role, p.Role), p.AnyPhone()))
	}
	if v.Last != nil {
		first, _, _ := strings.Cut(v.Last.Note, "\n")
		out = append(out, service.JoinNonEmpty(": ", w.T("company.last", "day", w.DayYear(v.Last.On.Time())), first))
	}
	var tasks []string
	for _, t := range v.Tasks {
		if t.Status == "open" {
			tasks = append(tasks, t.Name)
		}
	}
	if len(tasks) > 0 {
		out = append(out, w.T("company.section.tasks")+": "+strings.Join(tasks, "; "))
	}
	if looks := w.LooksFor(v.Openings, today); looks != "" {
		out = append(out, looks)
	}
	return out
}
