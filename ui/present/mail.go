package present

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/service"
)

// MailFormats are the formats of mails: a draft for a mail program, and the text to paste.
var MailFormats = []string{"eml", "txt"}

// mailBlank stands in a mail where nothing is known.
const mailBlank = "________"

// mailInput is what the places of a template are filled from.
type mailInput struct {
	vitasInput
	from  model.Letterhead
	today model.Date
}

// mailFields says what each place of a template holds, in the words of the mail; "" is not known. The citizen appears
// with the first name, as in the work agreement.
func mailFields() map[string]func(mailInput) string {
	return map[string]func(mailInput) string{
		"citizen": func(m mailInput) string { return m.v.Citizen.GivenName() },
		"company": func(m mailInput) string { return m.v.Company.ShownName() },
		"contact": func(m mailInput) string { return service.NameOr("", m.contact()) },
		"task":    mailTask,
		"kind":    func(m mailInput) string { return m.T("opt.placement_kind." + m.v.Placement.Kind) },
		"start":   func(m mailInput) string { return m.fullDay(m.v.Placement.StartOn) },
		"end":     func(m mailInput) string { return m.fullDay(m.v.Placement.Last()) },
		"period":  func(m mailInput) string { return m.Period(m.v.Placement) },
		"hours":   mailHours,
		"week":    func(m mailInput) string { return strings.ReplaceAll(m.times(), "\n", ", ") },
		"meeting": mailMeeting,
		"place": func(m mailInput) string {
			c := m.v.Company
			return joinFilled(", ", c.Street, strings.TrimSpace(c.Postcode+" "+c.Town))
		},
		"consultant":   func(m mailInput) string { return m.v.Names[m.v.Placement.Consultant] },
		"municipality": func(m mailInput) string { return m.from.Name },
		"ref":          func(m mailInput) string { return m.v.Placement.Ref },
		"today":        func(m mailInput) string { return m.fullDay(m.today) },
	}
}

func (m mailInput) fullDay(d model.Date) string {
	if d == 0 {
		return ""
	}
	return m.DayLong(d.Time())
}

// contact is the person that the agreement names, else the employer's, else the only one there is.
func (m mailInput) contact() *model.ContactPerson {
	if c := m.v.Person(m.a.ContactID); c != nil {
		return c
	}
	if c := agreement.PersonIn(m.v.People, "employer"); c != nil {
		return c
	}
	if len(m.v.People) == 1 {
		return m.v.People[0]
	}
	return nil
}

func mailTask(m mailInput) string {
	if m.v.Placement.TaskWords != "" {
		return m.v.Placement.TaskWords
	}
	if m.v.Task != nil {
		return m.v.Task.Name
	}
	return strings.ReplaceAll(tasksLine(m.vitasInput), "\n", ", ")
}

// mailHours are the hours of the first step, those of the instrument and paid ones together.
func mailHours(m mailInput) string {
	steps := m.a.Ladder()
	if len(steps) == 0 || steps[0].Trial+steps[0].Paid == 0 {
		return ""
	}
	return m.HoursOf(steps[0].Trial + steps[0].Paid)
}

// mailMeeting is the next planned follow-up, with its time.
func mailMeeting(m mailInput) string {
	for _, f := range m.v.FollowUps {
		if f.DoneOn != 0 || f.On < m.today {
			continue
		}
		minutes, ok := model.ClockMinutes(f.At)
		if !ok || f.At == "" {
			return m.fullDay(f.On)
		}
		at := time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC)
		return m.T("mail.meeting", "day", m.fullDay(f.On), "time", m.Clock(at))
	}
	return ""
}

// MailKinds names the schemes that a template is only true of.
func (w Words) MailKinds(t *model.MailTemplate) string {
	names := make([]string, len(t.Kinds))
	for i, k := range t.Kinds {
		names[i] = strings.ToLower(w.T("opt.placement_kind." + k))
	}
	return strings.Join(names, ", ")
}

// MailStates names the states that a template is only true of.
func (w Words) MailStates(t *model.MailTemplate) string {
	names := make([]string, len(t.States))
	for i, s := range t.States {
		names[i] = strings.ToLower(w.T("opt.placement_state." + s))
	}
	return strings.Join(names, ", ")
}

// MailFits refuses a template whose sentences would be untrue of a placement.
func (w Words) MailFits(t *model.MailTemplate, p *model.Placement) error {
	if !t.FitsState(p.State) {
		return model.NewError(model.Invalid, "err.mail.state", model.Args{"value": t.Key, "ref": p.Ref,
			"for": w.MailStates(t), "state": strings.ToLower(w.T("opt.placement_state." + p.State))})
	}
	if t.Fits(p.Kind) {
		return nil
	}
	return model.NewError(model.Invalid, "err.mail.other", model.Args{"value": t.Key, "ref": p.Ref,
		"for": w.MailKinds(t), "kind": strings.ToLower(w.T("opt.placement_kind." + p.Kind))})
}

// MailPaper fills a template for a placement: what is shown before it is written, the mail itself, and what to say
// about it. Papers to attach come after it, see AttachPaper.
func (w Words) MailPaper(
	v *service.PlacementView, t *model.MailTemplate, from model.Letterhead, today model.Date,
) OutgoingPaper {
	m := mailInput{vitasInput{w, v, mailAgreement(v, today)}, from, today}
	fields, blank, topics := mailFields(), []string{}, []string{}
	fill := func(text string) string {
		return model.FillMail(text, func(field string) string {
			known := strings.TrimSpace(fields[field](m))
			if known == "" {
				if !slices.Contains(blank, field) {
					blank = append(blank, field)
				}
				return mailBlank
			}
			topics = append(topics, mailTopics[field])
			return known
		})
	}
	code := string(w.Code())
	mail := &model.Mail{Subject: fill(t.Subject.In(code)), Text: fill(t.Body.In(code)), Blank: blank}
	if t.To == "citizen" {
		mail.To, mail.Name = v.Citizen.Mail, v.Citizen.Name()
	} else if c := m.contact(); c != nil {
		mail.To, mail.Name = cmp.Or(c.Mail, v.Company.Mail), c.Name
	} else {
		mail.To, mail.Name = v.Company.Mail, v.Company.ShownName()
	}
	out := OutgoingPaper{
		Name: v.Placement.Ref + "-" + t.Key, Doc: model.Document{Title: mail.Subject, Lang: code, Mail: mail},
		Out: outOf(v, "export.mail", service.Receiver(t.To), model.Args{
			"placement": v.Placement.ID, "citizen": v.Citizen.ID, "ref": v.Placement.Ref, "template": t.Key, "to": t.To,
		}),
	}
	tell(&out.Out, topics...)
	w.layMail(&out.Doc)
	return out
}

// mailAgreement is the agreement that counts, else the newest; an empty one when there is none.
func mailAgreement(v *service.PlacementView, today model.Date) *model.Agreement {
	if a := agreement.InForce(v.Agreements, today); a != nil {
		return a
	}
	if a := agreement.Latest(v.Agreements); a != nil {
		return a
	}
	return &model.Agreement{}
}

// layMail shows a mail as a document.
func (w Words) layMail(doc *model.Document) {
	m := doc.Mail
	to := m.To
	switch {
	case to == "":
		to = w.T("mail.noaddress", "who", m.Name)
	case m.Name != "":
		to = m.Name + " <" + m.To + ">"
	}
	var names []string
	for _, a := range m.Attach {
		names = append(names, a.Name)
	}
	facts := []model.Fact{
		{Label: w.T("mail.to"), Value: to, Key: "to", Code: m.To},
		{Label: w.T("mail.subject"), Value: m.Subject, Key: "subject"},
	}
	if len(names) > 0 {
		facts = append(facts, model.Fact{Label: w.T("mail.attached"), Value: strings.Join(names, ", "),
			Key: "attached"})
	}
	doc.Sections = []model.Section{
		{Key: "head", Facts: facts}, {Key: "text", Text: strings.Split(m.Text, "\n\n")},
	}
}

// AttachPaper makes a paper that a mail brings along; the receiver gets only what is for them.
func (w Words) AttachPaper(
	v *service.PlacementView, t *model.MailTemplate, name string, today model.Date,
) (OutgoingPaper, error) {
	if name == "vitas" {
		return w.VitasPaper(v), nil
	}
	a := mailAgreement(v, today)
	if a.ID == "" {
		return OutgoingPaper{}, model.NewError(model.NotFound, "err.mail.noagreement",
			model.Args{"ref": v.Placement.Ref})
	}
	to := ForCompany
	if t.To == "citizen" {
		to = ForCitizen
	}
	return AgreementExport(w, v, a, to), nil
}

// Attach adds a rendered paper to a mail, which then tells what the paper tells.
func (w Words) Attach(mail *OutgoingPaper, paper OutgoingPaper, pdf []byte) {
	mail.Doc.Mail.Attach = append(mail.Doc.Mail.Attach,
		model.Attachment{Name: paper.Name + ".pdf", Type: "application/pdf", Data: pdf})
	for _, s := range paper.Shares {
		tell(&mail.Out, s.Topics...)
	}
	w.layMail(&mail.Doc)
}

// MailNotes say what the reader should know before a mail leaves: fields left blank, a missing address, and protection
// against advertising.
func (w Words) MailNotes(v *service.PlacementView, t *model.MailTemplate, mail *model.Mail) (out []string) {
	if len(mail.Blank) > 0 {
		labels := make([]string, len(mail.Blank))
		for i, field := range mail.Blank {
			labels[i] = w.T("mail.field." + field)
		}
		out = append(out, w.T("mail.blank", "n", len(labels), "what", strings.Join(labels, ", ")))
	}
	if mail.To == "" {
		out = append(out, w.T("mail.noaddress.told", "who", mail.Name))
	}
	if t.To == "company" && v.Company.AdProtected == model.Yes {
		out = append(out, w.T("mail.protected", "company", v.Company.ShownName()))
	}
	return out
}
