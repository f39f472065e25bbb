package present

import (
	"cmp"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// CoursePaper is a kind of document about an enrolment.
type CoursePaper string

// The documents: the citizen's own plan (planark), one page for the next consultant (overlevering), and the text for
// the official file (journalnotat).
const (
	PlanSheet CoursePaper = "sheet"
	HandOver  CoursePaper = "handover"
	CaseNote  CoursePaper = "casenote"
	// CaseFile (dossier) is all of them in one: what the hand-over has, the hours of every week and the agreements.
	CaseFile CoursePaper = "casefile"
)

// CoursePapers are in the order of the choice.
var CoursePapers = []CoursePaper{PlanSheet, HandOver, CaseNote, CaseFile}

// coursePart is one part of the documents and who gets it.
type coursePart struct {
	key   string // its heading is "paper.course.<key>"
	to    []CoursePaper
	lines func(courseInput) []string
}

// courseInput is what the text of a part is made from.
type courseInput struct {
	Words
	v     *service.EnrolmentView
	paper CoursePaper
}

// courseParts lists which part goes where. A receiver gets only what is needed to continue: the citizen's plan holds
// what the citizen said and chose, with the next steps; the hand-over what is agreed, done and due; the case note what
// was done and decided. None of them holds answers of progress checks, the wellbeing index, notes of the consultant,
// the reason of an exemption or the drawing of a group. Work conditions are in all three, because any work must meet
// them.
func courseParts() []coursePart {
	plan, handover, note, file := PlanSheet, HandOver, CaseNote, CaseFile
	return []coursePart{
		{"promises", []CoursePaper{handover, note, file}, promiseLines},
		{"running", []CoursePaper{handover, note, file}, runningLines},
		{"course", []CoursePaper{plan, handover, note, file}, courseLines},
		{"triage", []CoursePaper{handover, note, file}, triageLines},
		{"goals", []CoursePaper{plan, handover, file}, goalLines},
		{"choices", []CoursePaper{plan, handover, file}, kindLines("choice")},
		{"steps", []CoursePaper{plan, handover, note, file}, stepLines},
		{"talks", []CoursePaper{plan, note}, kindLines("talk")},
		{"met", []CoursePaper{plan, handover, note, file}, kindLines("met")},
		{"works", []CoursePaper{plan, handover, note, file}, worksLines},
		{"attended", []CoursePaper{handover, note, file}, attendedLines},
		{"elements", []CoursePaper{handover, note, file}, elementLines},
		{"placements", []CoursePaper{plan, handover, note, file}, placementLines},
		{"exemptions", []CoursePaper{handover, note, file}, exemptionLines},
		{"own", []CoursePaper{plan}, ownStepLines},
		{"next", []CoursePaper{handover, note, file}, nextLines},
		{"contacts", []CoursePaper{handover, note, file}, contactLines},
		{"consents", []CoursePaper{handover, file}, consentLines},
		{"open", []CoursePaper{handover, file}, openLines},
		{"decides", []CoursePaper{plan, handover, note, file}, decidesLines},
		{"end", []CoursePaper{handover, note, file}, endLines},
	}
}

// CourseDocument makes one of the documents with only what its receiver gets. Empty parts are left out. The plan and
// the hand-over are one page; the case note is text for another program.
func (w Words) CourseDocument(v *service.EnrolmentView, paper CoursePaper) model.Document {
	c := courseInput{w, v, paper}
	who := v.Citizen.Initials() + " (" + v.Citizen.Ref + ")"
	if paper == PlanSheet {
		who = v.Citizen.Name()
	}
	doc := model.Document{
		Title: w.T("paper.course.title."+string(paper), "who", who), Lang: string(w.Code()),
		Fit:      paper != CaseNote && paper != CaseFile,
		Subtitle: service.JoinNonEmpty(" · ", shortName(v, w), w.DayYear(v.Today.Time()))}
	for _, p := range courseParts() {
		if !slices.Contains(p.to, paper) {
			continue
		}
		if lines := p.lines(c); len(lines) > 0 {
			section := model.Section{Title: w.T("paper.course." + p.key), Text: lines}
			if p.key == "running" && paper != CaseNote {
				section.Charts = c.hoursCharts()
			}
			doc.Sections = append(doc.Sections, section)
		}
	}
	doc.Notes = []string{w.T("paper.course.note." + string(paper))}
	return doc
}

// CourseOut is how a document leaves: the plan is the citizen's, the text for the official file the caseworker's.
func CourseOut(v *service.EnrolmentView, paper CoursePaper) service.Out {
	to := map[CoursePaper]service.Receiver{PlanSheet: service.ToCitizen, CaseNote: service.ToCaseworker}[paper]
	return service.Out{Action: "export." + string(paper), Rows: 1, To: cmp.Or(to, service.ToColleague),
		Citizens: []string{v.Citizen.ID},
		Args:     model.Args{"citizen": v.Citizen.ID, "ref": cmp.Or(v.Enrolment.Ref, v.Citizen.Ref)}}
}

// CoursePaperName is the name of a document's file: of the enrolment, else of the citizen.
func (w Words) CoursePaperName(v *service.EnrolmentView, paper CoursePaper) string {
	return cmp.Or(v.Enrolment.Ref, v.Citizen.Ref) + "-" + w.T("file.course."+string(paper))
}

// shortName is the programme's, "" for a citizen who is in none.
func shortName(v *service.EnrolmentView, w Words) string {
	if v.Enrolment.ID == "" {
		return ""
	}
	return v.P.ShortName(string(w.Code()))
}

func (c courseInput) code() string            { return string(c.Words.Code()) }
func (c courseInput) day(d model.Date) string { return c.DayYear(d.Time()) }
func (c courseInput) lines() []*model.PlanLine {
	return c.v.Lines[c.v.Enrolment.ID]
}

func courseLines(c courseInput) []string {
	e, p := c.v.Enrolment, c.v.P
	if e.ID == "" {
		return nil
	}
	out := []string{c.T("paper.course.since", "ref", e.Ref, "what", p.Name.In(c.code()), "day", c.day(e.StartOn))}
	for _, s := range p.Spans(e.StartOn, e.Days.V) {
		if s.From <= c.v.Today && c.v.Today <= s.To || c.paper == PlanSheet {
			out = append(out,
				c.T("paper.course.phase", "what", s.Phase.Name.In(c.code()), "from", c.day(s.From), "to", c.day(s.To)))
		}
	}
	if last := e.LastDay(); last != 0 && e.Open() {
		out = append(out, c.T("paper.course.last", "day", c.day(last)))
	}
	for _, r := range p.Roles {
		if name := e.RoleName(r.Key); name != "" {
			out = append(out, r.Name.In(c.code())+": "+name)
		}
	}
	return out
}

func triageLines(c courseInput) []string {
	e, p := c.v.Enrolment, c.v.P
	if e.Triage == "" {
		return nil
	}
	out := []string{
		service.JoinNonEmpty(" · ", p.Word("triage", e.Triage, c.code()), c.day(e.TriageOn),
			p.Word("follow", e.TriageNext, c.code())),
	}
	if c.paper == CaseNote {
		out = append(out, e.TriageReason)
	}
	return out
}

// goalLines are the job goals and the goals of the plan.
func goalLines(c courseInput) []string {
	var out []string
	for _, g := range c.v.Known.Goals {
		if g.Status != "dropped" {
			out = append(out, g.Words)
		}
	}
	return append(out, kindLines("goal")(c)...)
}

// kindLines are the plan lines of one kind, each with its track, who decided, and the day.
func kindLines(kind string) func(courseInput) []string {
	return func(c courseInput) []string {
		var out []string
		for _, l := range c.lines() {
			if l.Kind == kind {
				out = append(out, c.line(l))
			}
		}
		return out
	}
}

// PlanLine is a line of an enrolment's plan: its track, words, who decided, and the day.
func (w Words) PlanLine(v *service.EnrolmentView, l *model.PlanLine) string {
	return courseInput{v: v, Words: w}.line(l)
}

func (c courseInput) line(l *model.PlanLine) string {
	track := ""
	if l.Track != "" {
		track = c.v.P.Word("track", l.Track, c.code())
		if track == l.Track {
			track = c.v.P.Word("contact", l.Track, c.code())
		}
		track += ": "
	}
	who, on := "", ""
	if l.Who != "" && (l.Kind == "choice" || l.Kind == "step") {
		who = c.T("paper.course.who." + l.Who)
	}
	if l.On != 0 {
		on = c.day(l.On)
	}
	if l.DoneOn != 0 {
		on = c.T("paper.course.done", "day", c.day(l.DoneOn))
	}
	return track + service.JoinNonEmpty(" · ", c.v.Names[l.CompanyID], l.Words, who, on)
}

// stepLines are the steps; only the citizen also gets those already taken.
func stepLines(c courseInput) []string {
	var out []string
	for _, l := range c.lines() {
		if l.Kind == "step" && (c.paper == PlanSheet || l.DoneOn == 0) {
			out = append(out, c.line(l))
		}
	}
	return out
}

// worksLines are the work conditions: those noted in the plan and those of the citizen's page.
func worksLines(c courseInput) []string {
	out := kindLines("works")(c)
	for _, f := range schema.TypeOf(c.v.Citizen).Fields {
		if f.Key == "conditions" {
			if v := c.Value(&f, c.v.Citizen, nil); v != "" {
				out = append(out, v)
			}
		}
	}
	return out
}

func attendedLines(c courseInput) []string {
	days, weeks := 0, 0
	for _, l := range c.lines() {
		if l.Kind == "attended" {
			days, weeks = days+l.Days.V, weeks+1
		}
	}
	if weeks == 0 {
		return nil
	}
	return []string{c.T("paper.course.attended.sum", "days", days, "weeks", weeks)}
}

// elementLines are the elements done; the hand-over has the days, the case note also the evidence and the note.
func elementLines(c courseInput) []string {
	var out []string
	for _, row := range c.v.P.Rows("element") {
		ticks := c.v.Ticked(row.Key)
		if len(ticks) == 0 {
			continue
		}
		last := ticks[len(ticks)-1]
		line := row.Name.In(c.code()) + ": " + c.day(last.On)
		if len(ticks) > 1 {
			line += " " + c.T("paper.course.times", "n", len(ticks))
		}
		if c.paper == CaseNote {
			line = service.JoinNonEmpty(" · ", line,
				EvidenceText(c.v, c.Words, model.RowRef{Type: last.EvidenceType, ID: last.EvidenceID}), last.Note)
		}
		out = append(out, line)
	}
	return out
}

// placementLines are the placements since the start, with hours and attendance. What is not agreed is no date for the
// citizen's plan.
func placementLines(c courseInput) []string {
	var out []string
	for _, p := range c.v.Known.Placements {
		if p.State == "cancelled" || !p.Settled() && c.paper == PlanSheet || p.StartOn == 0 ||
			p.Last() != 0 && p.Last() < c.v.Enrolment.StartOn {
			continue
		}
		paid, blank, att := model.Hours(0), 0, agreement.Attendance{}
		var latest *model.Week
		var weeks []*model.Week
		for _, k := range c.v.Known.Weeks {
			if k.PlacementID == p.ID {
				weeks = append(weeks, k)
				if paid += k.Paid.V; k.Paid.Known {
					latest = k
				} else if latest != nil {
					blank++
				}
			}
		}
		line := service.JoinNonEmpty(" · ", c.T("opt.placement_kind."+p.Kind), c.v.Names[p.CompanyID],
			c.day(p.StartOn)+" – "+c.until(p))
		if !p.Settled() {
			line += " · " + c.T("opt.placement_state."+p.State)
		}
		if latest != nil && paid > 0 {
			line += " · " + c.T("paper.course.paid", "h", lang.Quarters(latest.Paid.V), "all", lang.Quarters(paid))
			if blank > 0 {
				line += " · " + c.T("hours.unreported", "n", blank)
			}
		}
		if att = agreement.AttendanceOf(weeks); att.Agreed > 0 && c.paper != PlanSheet {
			line += " · " + c.T("paper.course.attendance", "met", att.Met, "agreed", att.Agreed)
		}
		out = append(out, line)
	}
	return out
}

func (c courseInput) until(p *model.Placement) string {
	if p.Last() == 0 {
		return ""
	}
	return c.day(p.Last())
}

func exemptionLines(c courseInput) []string {
	var out []string
	for _, x := range c.v.Exemptions[c.v.Enrolment.ID] {
		to := c.T("enrolment.exempt.open")
		if x.Until != 0 {
			to = c.day(x.Until)
		}
		out = append(out,
			c.T("paper.course.exempt", "what", c.v.P.Word("exemption", x.Code, c.code()), "from", c.day(x.From), "to",
				to))
	}
	return out
}

// ownStepLines is the next step in the citizen's words, from the latest progress check.
func ownStepLines(c courseInput) []string {
	for i := len(c.v.Checks) - 1; i >= 0; i-- {
		if s := c.v.Checks[i].NextStep; strings.TrimSpace(s) != "" {
			return []string{s}
		}
	}
	return nil
}

// nextLines are what is next and overdue, except progress checks, which are internal, and roles that nobody has yet,
// which are open questions.
func nextLines(c courseInput) []string {
	var out []string
	if c.v.Enrolment.ID == "" {
		return nil
	}
	for _, a := range c.v.CourseItems(c.v.Enrolment) {
		if a.Kind == "check" || a.Kind == "step" || a.Kind == "role" {
			continue // internal; told above; an open question
		}
		line := CourseItemText(c.v.CitizenEnrolments, c.Words, c.v.Enrolment, a)
		if a.On != 0 {
			line += ": " + c.day(a.On)
		}
		if a.Late {
			line += " (" + c.T("paper.course.late") + ")"
		}
		out = append(out, line)
	}
	return out[:min(len(out), 8)]
}

func endLines(c courseInput) []string {
	e := c.v.Enrolment
	if e.ID == "" || e.Open() {
		return nil
	}
	out := []string{c.day(e.EndedOn) + " · " + c.v.P.Word("outcome", e.Outcome, c.code())}
	if c.paper == CaseNote && e.EndReason != "" {
		out = append(out, e.EndReason)
	}
	return out
}
