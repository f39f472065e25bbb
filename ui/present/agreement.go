package present

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// Audience is the receiver of a document.
type Audience string

// The audiences of a work agreement. The municipality's own copy holds everything.
const (
	Own        Audience = "own"
	ForCompany Audience = "company"
	ForCitizen Audience = "citizen"
)

// Audiences are listed in the order of the choice.
var Audiences = []Audience{Own, ForCompany, ForCitizen}

// PaperFormats are the file formats of paper documents, those with pages first.
var PaperFormats = []string{"pdf", "docx", "md", "txt"}

// PaperWords is the language of documents for others: Danish, whatever the language of the screen, unless English is
// asked for.
func PaperWords(l *lang.Lang, english bool) Words {
	if english {
		return Words{l.In(lang.English)}
	}
	return Words{l.In(lang.Danish)}
}

// NewAgreement returns the first version of a placement's agreement with every known field filled in.
func (w Words) NewAgreement(ctx context.Context, d *service.Session,
	v *service.PlacementView) (*model.Agreement, error) {
	a, err := d.DraftAgreement(ctx, v)
	if err != nil || a.AbsenceRule != "" {
		return a, err
	}
	who := w.T("agreement.absence.contact")
	if c := v.Person(a.ContactID); c != nil {
		who = c.Name
	}
	a.AbsenceRule = w.T("agreement.absence.suggest", "who", who)
	return a, nil
}

// OutgoingPaper is a document to be exported: its content, file name and log entry.
type OutgoingPaper struct {
	Doc  model.Document
	Name string // of the file, without ending
	service.Out
}

// outOf is how a paper about a placement leaves.
func outOf(v *service.PlacementView, action string, to service.Receiver, args model.Args) service.Out {
	out := service.Out{Action: action, Args: args, Rows: 1, To: to, Citizens: []string{v.Citizen.ID}}
	if to == service.ToCompany {
		out.Shares = []service.Share{{CitizenID: v.Citizen.ID, CompanyID: v.Company.ID}}
	}
	return out
}

// receivers are whom the copies of an agreement are for.
var receivers = map[Audience]service.Receiver{
	Own: service.ToOwnFile, ForCitizen: service.ToCitizen, ForCompany: service.ToCompany,
}

// AgreementExport is one version of the agreement, ready to export for an audience.
func AgreementExport(w Words, v *service.PlacementView, a *model.Agreement, to Audience) OutgoingPaper {
	out := OutgoingPaper{
		Doc: w.AgreementPaper(v, a, to), Name: v.Placement.Ref + "-" + w.T("file.agreement"),
		Out: outOf(v, "export.agreement", receivers[to], model.Args{
			"placement": v.Placement.ID, "citizen": v.Citizen.ID, "n": a.Number.V, "for": string(to)})}
	if to != Own {
		out.Name = v.Placement.Ref + "-" + w.T("file.agreement."+string(to))
	}
	if to == ForCompany {
		out.Action = "export.agreement.company"
	}
	tell(&out.Out, agreementTables["ack"])
	if len(a.Steps) > 0 {
		tell(&out.Out, agreementTables["ladder"])
	}
	for _, l := range paperLines() {
		if !slices.Contains(l.hidden, to) && l.text(paperInput{w, v, a, to}) != "" {
			tell(&out.Out, agreementTopics[l.label])
		}
	}
	return out
}

// paperLine is one line of the document: its section, who may see it, its text. Empty lines are left out.
type paperLine struct {
	section string
	label   string // word key
	hidden  []Audience
	text    func(paperInput) string
}

// paperInput is what the text of a line is made from.
type paperInput struct {
	Words
	v  *service.PlacementView
	a  *model.Agreement
	to Audience
}

// internalOnly hides a line from the workplace and the citizen, hiddenFromCompany only from the workplace.
var (
	hiddenFromCompany = []Audience{ForCompany}
	internalOnly      = []Audience{ForCompany, ForCitizen}
)

// paperLines are all lines of the document except its two tables. Hidden from a workplace is what only the municipality
// needs: the caseworker and the support person, the target group, the benefit rate and the wage used to compute it, the
// note. The goal is in the citizen's own words and may mention more than work: purpose and tasks tell the workplace
// what it needs. The citizen appears with the first name, without number, surname and contact data.
func paperLines() []paperLine {
	return []paperLine{
		{"parties", "paper.citizen", nil, citizenLine},
		{"parties", "paper.company", nil, companyLine},
		{"parties", "paper.contact", nil, func(p paperInput) string { return personLine(p.v.Person(p.a.ContactID)) }},
		{"parties", "paper.consultant", nil, func(p paperInput) string { return p.v.Names[p.v.Placement.Consultant] }},
		{"parties", "agreement.caseworker", hiddenFromCompany, func(p paperInput) string { return p.a.Caseworker }},
		{"parties", "agreement.support", hiddenFromCompany, func(p paperInput) string { return p.a.Support }},
		{"goal", "agreement.goal_words", hiddenFromCompany, func(p paperInput) string { return p.a.GoalWords }},
		{"goal", "agreement.purpose", nil, func(p paperInput) string { return p.field("purpose") }},
		{
			"goal", "paper.kind", nil,
			func(p paperInput) string { return p.T("opt.placement_kind." + p.v.Placement.Kind) },
		},
		{"goal", "paper.period", nil, func(p paperInput) string { return p.Period(p.v.Placement) }},
		{
			"tasks", "agreement.trial_tasks", nil,
			func(p paperInput) string { return strings.Join(p.a.TrialTasks, "; ") },
		},
		{"tasks", "agreement.paid_tasks", nil, func(p paperInput) string { return strings.Join(p.a.PaidTasks, "; ") }},
		{"week", "agreement.pattern", nil, func(p paperInput) string { return p.Pattern(p.a) }},
		{"week", "agreement.conditions", nil, func(p paperInput) string { return p.field("conditions") }},
		{"week", "paper.mentor", nil, mentorLine},
		{"week", "agreement.mentor_tasks", nil, func(p paperInput) string { return p.a.MentorTasks }},
		{"follow", "agreement.follow_how", nil, followLine},
		{"follow", "agreement.absence_rule", nil, func(p paperInput) string { return p.a.AbsenceRule }},
		{
			"follow", "agreement.at_end", nil,
			func(p paperInput) string { return joinFilled(". ", p.field("at_end"), p.a.EndWords) },
		},
		{
			"inner", "placement.target_group", internalOnly,
			func(p paperInput) string { return p.v.Placement.TargetGroup },
		},
		{"inner", "agreement.rate_type", internalOnly, func(p paperInput) string { return p.a.RateType }},
		{"inner", "agreement.wage", internalOnly, func(p paperInput) string { return p.field("wage") }},
		{"inner", "agreement.monthly_cost", internalOnly, func(p paperInput) string { return p.field("monthly_cost") }},
		{"inner", "paper.remark", internalOnly, func(p paperInput) string { return p.a.Note }},
	}
}

// paperSections are in the order of the document; "ladder" and "ack" are the two tables.
var paperSections = []string{"parties", "goal", "tasks", "ladder", "week", "follow", "inner", "ack"}

// AgreementPaper is one version of the work agreement on one page, for one audience.
func (w Words) AgreementPaper(v *service.PlacementView, a *model.Agreement, to Audience) model.Document {
	p := paperInput{w, v, a, to}
	doc := model.Document{Title: w.T("paper.title"), Lang: string(w.Code()), Fit: true}
	force := w.T("paper.draft")
	if a.ValidFrom != 0 {
		force = w.T("paper.from", "day", w.DayYear(a.ValidFrom.Time()))
	}
	doc.Subtitle = w.T("paper.sub", "ref", v.Placement.Ref, "n", a.Number.V, "force", force, "copy",
		w.T("paper.copy."+string(to)))
	lines := paperLines()
	for _, key := range paperSections {
		s := model.Section{Title: w.T("paper.section." + key)}
		switch key {
		case "ladder":
			s.Table = w.LadderTable(a.Ladder(), v.Placement.Kind)
			s.Charts = w.ladderChart(a.Ladder(), v.Placement.Kind)
		case "ack":
			s.Table = p.ackTable()
		}
		for _, l := range lines {
			if l.section != key || slices.Contains(l.hidden, to) {
				continue
			}
			if text := l.text(p); text != "" {
				s.Facts = append(s.Facts, model.Fact{Label: w.ForKind(l.label, v.Placement.Kind), Value: text})
			}
		}
		if len(s.Facts) > 0 || s.Table != nil && len(s.Table.Rows) > 0 {
			doc.Sections = append(doc.Sections, s)
		}
	}
	doc.Notes = p.notes()
	return doc
}

func (p paperInput) notes() (out []string) {
	if len(p.a.TrialTasks) > 0 && len(p.a.PaidTasks) > 0 {
		out = append(out, p.T("paper.note.tasks"))
	}
	if len(p.a.Steps) > 1 {
		out = append(out, p.T("paper.note.hours"))
	}
	out = append(out, p.T("paper.note.change"))
	if p.to == ForCompany {
		out = append(out, p.T("paper.note.company"))
	}
	return out
}

// field formats a field of the agreement.
func (p paperInput) field(key string) string { return p.AgreementField(p.a, key) }

// AgreementField formats one field of an agreement.
func (w Words) AgreementField(a *model.Agreement, key string) string {
	f, _ := schema.AgreementType().Field(key)
	return w.Value(f, a, nil)
}

func citizenLine(p paperInput) string {
	c := p.v.Citizen
	switch p.to {
	case ForCompany:
		return c.GivenName()
	case ForCitizen:
		return c.Name()
	}
	return joinFilled(" · ", c.Name(), c.Ref, c.Phone, c.Mail)
}

func companyLine(p paperInput) string {
	c := p.v.Company
	name := c.ShownName()
	if c.Name != name && c.Name != "" {
		name += " (" + c.Name + ")"
	}
	out := joinFilled(", ", name, c.Street, joinFilled(" ", c.Postcode, c.Town))
	if c.PNumber != "" {
		out += " · " + p.T("paper.pnumber", "p", c.PNumber)
	}
	if c.CVR != "" {
		out += " · " + p.T("paper.cvr", "cvr", c.CVR)
	}
	return out
}

func personLine(c *model.ContactPerson) string {
	if c == nil {
		return ""
	}
	return joinFilled(" · ", joinFilled(", ", c.Name, c.Title), c.Phone, c.Mobile, c.Mail)
}

func mentorLine(p paperInput) string {
	if p.a.Mentor == "" {
		return ""
	}
	out := p.a.Mentor
	if h := p.a.MentorHours; h.Known {
		out += " · " + p.T("paper.mentor.hours", "h", lang.Quarters(h.V))
	}
	if d := p.a.MentorUntil; d != 0 {
		out += " · " + p.T("paper.mentor.until", "day", p.DayYear(d.Time()))
	}
	return out
}

func followLine(p paperInput) string {
	out := p.field("follow_how")
	switch n := p.a.FollowWeeks; {
	case n.Known && n.V == 1:
		out = joinFilled(", ", out, p.T("paper.weeks.one"))
	case n.Known && n.V > 1:
		out = joinFilled(", ", out, p.T("paper.weeks", "n", n.V))
	}
	if days := p.Days(p.a.FollowDates); days != "" {
		key := "paper.dates.draft" // nobody has said yes to them
		if p.a.Acknowledged() {
			key = "paper.dates"
		}
		out = joinFilled("; ", out, p.T(key, "days", days))
	}
	return out
}

// Days formats ISO days as a list.
func (w Words) Days(iso []string) string {
	var out []string
	for _, line := range iso {
		if d, err := model.ParseDate(line, 0); err == nil && d != 0 {
			out = append(out, w.DayYear(d.Time()))
		}
	}
	return strings.Join(out, ", ")
}

// Period formats the days of a placement.
func (w Words) Period(p *model.Placement) string {
	switch {
	case p.StartOn == 0:
		return ""
	case p.EndOn == 0:
		return w.T("paper.period.from", "from", w.DayYear(p.StartOn.Time()))
	}
	return w.T("paper.period.both", "from", w.DayYear(p.StartOn.Time()), "until", w.DayYear(p.EndOn.Time()))
}

// Pattern formats the working week in one line, with the total hours.
func (w Words) Pattern(a *model.Agreement) string {
	var out []string
	total := 0
	for _, day := range a.Week() {
		total += day.Length()
		out = append(out, w.WorkTime(day))
	}
	if len(out) == 0 {
		return ""
	}
	// Times that are not whole quarters are rounded: exact hours are in the ladder.
	text := strings.Join(out, ", ") + " · " + w.T("paper.week.total", "h", lang.Quarters((total+7)/15))
	if trial, paid, unsaid := agreement.PatternHours(a); trial+paid > 0 {
		text += " (" + w.T("paper.week.kinds", "trial", lang.Quarters(trial), "paid", lang.Quarters(paid))
		if unsaid > 0 {
			text += ", " + w.T("paper.week.unsaid", "h", lang.Quarters(unsaid))
		}
		text += ")"
	}
	return text
}

// WorkTime formats one day of the week: "man 09.00-12.30 (30 min. pause)".
func (w Words) WorkTime(t model.WorkTime) string {
	out := w.T("opt.day."+t.Day) + " " + w.clock(t.From) + "-" + w.clock(t.To)
	if t.Break > 0 {
		out += " (" + w.T("paper.break", "n", t.Break) + ")"
	}
	if t.Hours != "" {
		out += " " + w.T("opt.work_hours."+t.Hours)
	}
	return out
}

func (w Words) clock(minutes int) string {
	return w.Clock(time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC))
}

// ForKind is the word for a kind of placement: hours of a wage subsidy are not called trial hours.
func (w Words) ForKind(key, kind string) string {
	if own := key + "." + kind; w.Has(own) {
		return w.T(own)
	}
	return w.T(key)
}

// LadderTable lists the steps with their total hours.
func (w Words) LadderTable(steps []model.Step, kind string) *model.TableDoc {
	t := &model.TableDoc{Columns: []model.Column{
		{Key: "from", Title: w.T("paper.step.from")},
		{Key: "trial", Title: w.ForKind("paper.step.trial", kind), Right: true},
		{Key: "paid", Title: w.T("paper.step.paid"), Right: true},
		{Key: "total", Title: w.T("paper.step.total"), Right: true},
		{Key: "trigger", Title: w.T("paper.step.trigger")}}}
	hours := func(h model.Hours) model.Cell {
		return model.Cell{Text: w.Hours(lang.Quarters(h)), Value: float64(h) / 4}
	}
	for _, s := range steps {
		row := []model.Cell{{Text: w.DayYear(s.From.Time()), Value: s.From}, {}, {}, {}, {Text: s.Trigger}}
		if s.Trial+s.Paid > 0 { // a week without hours is one whose hours nobody knows yet
			row[1], row[2], row[3] = hours(s.Trial), hours(s.Paid), hours(s.Trial+s.Paid)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ladderChart draws the steps as bars of unpaid and paid hours.
func (w Words) ladderChart(steps []model.Step, kind string) []model.Chart {
	if len(steps) == 0 {
		return nil
	}
	c := model.Chart{Series: []string{w.ForKind("paper.step.trial", kind), w.T("paper.step.paid")}}
	for _, s := range steps {
		c.Rows = append(c.Rows, model.ChartRow{
			Label: w.DayYear(s.From.Time()), Values: []float64{float64(s.Trial) / 4, float64(s.Paid) / 4},
			Text: w.T("paper.step.bar", "trial", lang.Quarters(s.Trial), "paid", lang.Quarters(s.Paid)),
		})
	}
	return []model.Chart{c}
}

// ackTable lists who has agreed, with space for signatures.
func (p paperInput) ackTable() *model.TableDoc {
	t := &model.TableDoc{
		Signed: true,
		Columns: []model.Column{
			{Key: "party", Title: p.T("paper.ack.who")}, {Key: "name", Title: p.T("paper.ack.name")},
			{Key: "day", Title: p.T("paper.ack.day")}, {Key: "sign", Title: p.T("paper.ack.sign")}}}
	row := func(party, name string, on model.Date) {
		day := model.Cell{}
		if on != 0 {
			day = model.Cell{Text: p.DayYear(on.Time()), Value: on}
		}
		t.Rows = append(t.Rows, []model.Cell{
			{Text: p.T("paper.party." + party)}, {Text: name}, day, {Text: strings.Repeat("_", 24)},
		})
	}
	citizen := p.v.Citizen.GivenName()
	if p.to != ForCompany {
		citizen = p.v.Citizen.Name()
	}
	row("citizen", citizen, p.a.CitizenOn)
	row("company", cmp.Or(p.a.CompanyBy, p.v.PartyName(p.a, "company")), p.a.CompanyOn)
	row("representative", cmp.Or(p.a.RepBy, p.v.PartyName(p.a, "representative")), p.a.RepOn)
	row("municipality", p.v.Names[p.v.Placement.Consultant], 0)
	return t
}

// joinFilled joins the parts that are not blank.
func joinFilled(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), sep)
}
