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

// VitasField is one field of the VITAS application (the national digital application for placements), in the order of
// the application.
type VitasField struct {
	Key     string
	Label   string // in the reader's language
	Value   string // in the language of the application, as it is pasted
	Missing bool   // asked for and not known
	Where   string // where a missing value is filled in
	Row     model.Entity
	Field   string // of Row
}

// vitasLine is a row of the table of fields.
type vitasLine struct {
	key   string
	asked func(vitasInput) bool // nil always
	value func(vitasInput) string
	row   func(vitasInput) model.Entity // the row with the field
	field string
}

// vitasInput is what the value of a field is made from; its language is that of the application.
type vitasInput struct {
	Words
	v *service.PlacementView
	a *model.Agreement // the newest version, empty when there is none
}

// vitasLines are the fields in the order of VITAS: the company, its contact, the employee representative,
// the employees, then what was agreed. VITAS takes one number of hours; as STAR advises, it is the most that is agreed,
// and the remark says how hours begin and rise.
func vitasLines() []vitasLine {
	company := func(o vitasInput) model.Entity { return o.v.Company }
	employer := func(o vitasInput) model.Entity { return o.personOr("employer", o.employer()) }
	rep := func(o vitasInput) model.Entity { return o.personOr("representative", o.v.Representative()) }
	placement := func(o vitasInput) model.Entity { return o.v.Placement }
	agreement := func(o vitasInput) model.Entity { return o.a }
	return []vitasLine{
		{
			"company", nil, func(o vitasInput) string { return cmp.Or(o.v.Company.Name, o.v.Company.DailyName) },
			company,
			"name",
		},
		{"cvr", nil, func(o vitasInput) string { return o.v.Company.CVR }, company, "cvr"},
		{"pnumber", nil, func(o vitasInput) string { return o.v.Company.PNumber }, company, "pnumber"},
		{"contact", nil, func(o vitasInput) string { return personField(o.employer(), "name") }, employer, "name"},
		{"contact_mail", nil, func(o vitasInput) string { return personField(o.employer(), "mail") }, employer, "mail"},
		{
			"contact_phone", nil, func(o vitasInput) string { return personField(o.employer(), "phone") }, employer,
			"phone",
		},
		{
			"rep", severalEmployees, func(o vitasInput) string { return o.v.RepresentativeName() },
			rep, "name",
		},
		{
			"rep_mail", severalEmployees,
			func(o vitasInput) string { return personField(o.v.Representative(), "mail") }, rep, "mail",
		},
		{
			"rep_phone", severalEmployees,
			func(o vitasInput) string { return personField(o.v.Representative(), "phone") }, rep,
			"phone",
		},
		{"fte", nil, fteLine, company, "fte"},
		{
			"kind", nil, func(o vitasInput) string { return o.T("opt.placement_kind." + o.v.Placement.Kind) },
			placement,
			"kind",
		},
		{"period", nil, func(o vitasInput) string { return o.Period(o.v.Placement) }, placement, "start_on"},
		{"hours", nil, hoursLine, agreement, "steps"},
		{"working_time", nil, func(o vitasInput) string { return o.times() }, agreement, "pattern"},
		{"tasks", nil, tasksLine, agreement, "trial_tasks"},
		{
			"purpose", notOrdinary, func(o vitasInput) string { return o.AgreementField(o.a, "purpose") }, agreement,
			"purpose",
		},
		{
			"monthly_cost", subsidised, func(o vitasInput) string { return o.AgreementField(o.a, "monthly_cost") },
			agreement, "monthly_cost",
		},
		{
			"remark", func(o vitasInput) bool { return o.Remark() != "" },
			func(o vitasInput) string { return o.Remark() },
			agreement, "steps",
		},
	}
}

// severalEmployees reports whether the representative is asked for: there is more than one employee, or the number is
// not known.
func severalEmployees(o vitasInput) bool {
	return !o.v.Company.FTE.Known || o.v.Company.FTE.V > 100 || o.v.RepresentativeName() != ""
}
func notOrdinary(o vitasInput) bool { return model.HasInstrument(o.v.Placement.Kind) }
func subsidised(o vitasInput) bool  { return o.v.Placement.Kind == "subsidy" }

// employer is the workplace's contact for applications: the one with the employer role, else the one that the agreement
// names.
func (o vitasInput) employer() *model.ContactPerson {
	if c := agreement.PersonIn(o.v.People, "employer"); c != nil {
		return c
	}
	return o.v.Person(o.a.ContactID)
}

// personOr is the person to fill in, a new one with the role when there is none.
func (o vitasInput) personOr(role string, c *model.ContactPerson) model.Entity {
	if c == nil {
		return &model.ContactPerson{CompanyID: o.v.Company.ID, Role: role}
	}
	return c
}

func personField(c *model.ContactPerson, key string) string {
	if c == nil {
		return ""
	}
	f, _ := schema.ContactPersonType().Field(key)
	return f.Text(c)
}

func fteLine(o vitasInput) string {
	f, _ := schema.CompanyType().Field("fte")
	return o.Value(f, o.v.Company, nil)
}

// instrument selects the hours that are applied for: those of the instrument, or paid hours in an ordinary job.
func (o vitasInput) instrument() func(model.Step) model.Hours {
	if model.HasInstrument(o.v.Placement.Kind) {
		return func(s model.Step) model.Hours { return s.Trial }
	}
	return func(s model.Step) model.Hours { return s.Paid }
}

// hoursLine is the highest number of hours a week.
func hoursLine(o vitasInput) string {
	top, ok := agreement.Highest(o.a.Ladder(), o.instrument())
	if !ok || o.instrument()(top) == 0 {
		return ""
	}
	return o.Hours(lang.Quarters(o.instrument()(top)))
}

// times are the working days with their times, one a line.
func (o vitasInput) times() string {
	var lines []string
	for _, day := range o.a.Week() {
		lines = append(lines, o.WorkTime(day))
	}
	return strings.Join(lines, "\n")
}

func tasksLine(o vitasInput) string {
	tasks := o.a.TrialTasks
	if !model.HasInstrument(o.v.Placement.Kind) {
		tasks = o.a.PaidTasks
	}
	return strings.Join(tasks, "\n")
}

// Remark says how the hours begin and how they are expected to develop: those of the instrument, and ordinary paid
// hours besides. It is empty when nothing changes and no paid hours are agreed.
func (o vitasInput) Remark() string {
	steps := o.a.Ladder()
	if len(steps) == 0 {
		return ""
	}
	var text []string
	if s := o.course("vitas.remark", steps, o.instrument()); s != "" {
		text = append(text, s)
	}
	if model.HasInstrument(o.v.Placement.Kind) {
		if s := o.course("vitas.remark.paid", steps, func(s model.Step) model.Hours { return s.Paid }); s != "" {
			text = append(text, s)
		}
	}
	return strings.Join(text, " ")
}

// course says where hours begin, where they are highest and where they end.
func (o vitasInput) course(key string, steps []model.Step, hours func(model.Step) model.Hours) string {
	first, last := steps[0], steps[len(steps)-1]
	top, _ := agreement.Highest(steps, hours)
	// The day on which the last number of hours was reached, which may be before the last step.
	end := last
	for i := len(steps) - 1; i >= 0 && hours(steps[i]) == hours(last); i-- {
		end = steps[i]
	}
	args := []any{
		"from", o.DayYear(first.From.Time()), "start", lang.Quarters(hours(first)), "top", lang.Quarters(hours(top)),
		"day", o.DayYear(top.From.Time()),
		"end", lang.Quarters(hours(last)), "endday", o.DayYear(end.From.Time())}
	switch {
	case hours(top) == 0:
		return ""
	case hours(top) == hours(first) && hours(last) == hours(first):
		if key == "vitas.remark" {
			return ""
		}
		return o.T(key+".same", args...)
	case hours(top) == hours(first):
		return o.T(key+".falls", args...)
	case hours(last) < hours(top):
		return o.T(key+".both", args...)
	}
	return o.T(key+".rises", args...)
}

// Vitas lists the fields of the application; labels and places are in the reader's language, values in that of the
// application.
func (w Words) Vitas(application Words, v *service.PlacementView) []VitasField {
	o := vitasInput{application, v, agreement.Latest(v.Agreements)}
	if o.a == nil {
		o.a = &model.Agreement{PlacementID: v.Placement.ID}
	}
	var out []VitasField
	for _, l := range vitasLines() {
		if l.asked != nil && !l.asked(o) {
			continue
		}
		f := VitasField{Key: l.key, Label: w.T("vitas." + l.key), Value: l.value(o), Row: l.row(o), Field: l.field}
		if f.Missing = f.Value == ""; f.Missing {
			t := schema.TypeOf(f.Row)
			field, _ := t.Field(l.field)
			f.Where = w.T("vitas.where", "what", w.Type(t), "field", w.Field(t, field))
		}
		out = append(out, f)
	}
	place := func(f VitasField) int { return slices.Index(v.VitasOrder, f.Key) }
	slices.SortStableFunc(out, func(a, b VitasField) int { return place(a) - place(b) })
	return out
}

// VitasOrderNote says whose order of the fields it is: the municipality's own with its source, or an uncertain one.
func (w Words) VitasOrderNote(v *service.PlacementView) string {
	return w.RuleNote(v.VitasRule, "order")
}

// VitasUsed reports whether VITAS takes applications for this kind.
func VitasUsed(kind string) bool {
	return kind == "trial" || kind == "traineeship" || kind == "subsidy"
}

// VitasPaper is the application as a document: missing fields first, then the others.
func (w Words) VitasPaper(v *service.PlacementView) OutgoingPaper {
	fields := w.Vitas(w, v)
	doc := model.Document{
		Title: w.T("vitas.title"), Subtitle: v.Placement.Ref + " · " + v.Company.ShownName(), Lang: string(w.Code()),
		Fit: true,
	}
	var missing, known model.Section
	missing.Title, known.Title = w.T("vitas.missing.title"), w.T("vitas.fields.title")
	for _, f := range fields {
		if f.Missing {
			missing.Facts = append(missing.Facts, model.Fact{Label: f.Label, Value: f.Where})
		} else {
			known.Facts = append(known.Facts, model.Fact{Label: f.Label, Value: f.Value})
		}
	}
	if len(missing.Facts) > 0 {
		doc.Sections = append(doc.Sections, missing)
	}
	doc.Sections = append(doc.Sections, known)
	doc.Notes = []string{w.T("vitas.note.hours"), w.T("vitas.note.consent")}
	if note := w.VitasOrderNote(v); note != "" {
		doc.Notes = append(doc.Notes, note)
	}
	return OutgoingPaper{Doc: doc, Name: v.Placement.Ref + "-vitas", Out: VitasOut(v, fields...)}
}

// VitasOut is how fields of the sheet leave: the workplace sees in VITAS what is written there.
func VitasOut(v *service.PlacementView, fields ...VitasField) service.Out {
	out := outOf(v, "export.vitas", service.ToCompany,
		model.Args{"placement": v.Placement.ID, "citizen": v.Citizen.ID})
	for _, f := range fields {
		if !f.Missing {
			tell(&out, vitasTopics[f.Key])
		}
	}
	return out
}
