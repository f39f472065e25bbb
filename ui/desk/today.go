package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
	"jobspor/ui/lang"
)

// TodayView is what is due, with the rows it names.
type TodayView struct {
	Day         model.Date
	Due         []agenda.Due // each thing by itself; agenda.Fold makes one row of what is done in one go
	Consultants []*model.Consultant
	companies   map[string]*model.Company
	citizens    map[string]string // initials, by ID
	placements  map[string]*model.Placement
	owners      map[string]*model.Consultant
}

// DueToday lists what is due for everybody.
func (d *Desk) DueToday(ctx context.Context) (*TodayView, error) {
	a := &d.agenda
	a.mu.Lock()
	defer a.mu.Unlock()
	rows, err := a.current(ctx, d)
	if err != nil {
		return nil, err
	}
	if rows.More, err = d.coursesDue(ctx, rows.Today, rows.Rhythm); err != nil {
		return nil, err
	}
	return rows.view(ctx, d.Store, rows.Due())
}

// view takes what the rows say of things that are due; it keeps nothing of the rows themselves, which change.
func (t *todayRows) view(ctx context.Context, r Reader, due []agenda.Due) (*TodayView, error) {
	v := &TodayView{Day: t.Today, Due: due, Consultants: t.consultants.Rows(), companies: map[string]*model.Company{}, citizens: map[string]string{},
		placements: map[string]*model.Placement{}, owners: map[string]*model.Consultant{}}
	slices.SortFunc(v.Consultants, func(a, b *model.Consultant) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	for _, c := range v.Consultants {
		v.owners[c.ID] = c
	}
	unknown := map[string]bool{}
	for i := range due {
		d := &due[i]
		if c := t.Companies.Get(d.CompanyID); c != nil {
			v.companies[c.ID] = c
		}
		if p := t.Placements.Get(d.PlacementID); p != nil {
			v.placements[p.ID] = p
		}
		if _, known := t.names[d.CitizenID]; !known && d.CitizenID != "" {
			unknown[d.CitizenID] = true
		}
	}
	var named agenda.Index[model.Citizen, *model.Citizen]
	if err := readIn(ctx, r, &named, "citizen", "id", unknown, []string{"first_name", "last_name"}); err != nil {
		return nil, err
	}
	for id := range unknown {
		t.names[id] = ""
		if c := named.Get(id); c != nil {
			t.names[id] = c.Initials()
		}
	}
	for i := range due {
		if n := t.names[due[i].CitizenID]; n != "" {
			v.citizens[due[i].CitizenID] = n
		}
	}
	return v, nil
}

// LogContact is the change set of a contact: it also keeps promises and holds follow-ups, as model.LogContact says.
func (d *Desk) LogContact(ctx context.Context, c *model.Contact) (model.ChangeSet, error) {
	open, err := All[model.Contact](ctx, d.Store, "contact", schema.Query{Where: []schema.Cond{
		{Field: "company", Op: schema.Is, Text: c.CompanyID}, {Field: "next_on", Op: schema.IsSet}, {Field: "done_on", Op: schema.IsNotSet},
	}})
	if err != nil || c.CitizenID == "" {
		return model.LogContact(c, open), err
	}
	placements, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Fields: []string{"company"}, Where: []schema.Cond{{Field: "citizen", Op: schema.Is, Text: c.CitizenID}}})
	if err != nil {
		return model.ChangeSet{}, err
	}
	ids := map[string]bool{}
	for _, p := range placements {
		if p.CompanyID == c.CompanyID {
			ids[p.ID] = true
		}
	}
	q := whereIn("placement", ids, nil)
	q.Where = append(q.Where, schema.Cond{Field: "done_on", Op: schema.IsNotSet})
	followUps, err := All[model.FollowUp](ctx, d.Store, "followup", q)
	return model.LogContact(c, open, followUps...), err
}

// dueRows reads whole the rows that a decision about something due changes.
func (d *Desk) dueRows(ctx context.Context, due agenda.Due) (rows agenda.Rows, err error) {
	for _, part := range due.Each() {
		switch part.Type {
		case "contact":
			c, err := One[model.Contact](ctx, d.Store, "contact", part.ID)
			if err != nil {
				return rows, err
			}
			rows.Contacts = append(rows.Contacts, c)
		case "followup":
			f, err := One[model.FollowUp](ctx, d.Store, "followup", part.ID)
			if err != nil {
				return rows, err
			}
			rows.FollowUps = append(rows.FollowUps, f)
		}
		asides, err := All[model.Snooze](ctx, d.Store, "aside", schema.Where("row_id", part.ID))
		if err != nil {
			return rows, err
		}
		rows.Snoozes = append(rows.Snoozes, asides...)
	}
	return rows, nil
}

// SnoozeDue is the change set that puts something due off until a day.
func (d *Desk) SnoozeDue(ctx context.Context, due agenda.Due, until model.Date) (model.ChangeSet, error) {
	rows, err := d.dueRows(ctx, due)
	if err != nil {
		return model.ChangeSet{}, err
	}
	return agenda.Snooze(d.Actor(), due, rows, d.Today(), until)
}

// CloseDue is the change set that closes this occasion of something due, with the reason.
func (d *Desk) CloseDue(ctx context.Context, due agenda.Due, reason string) (model.ChangeSet, error) {
	rows, err := d.dueRows(ctx, due)
	if err != nil {
		return model.ChangeSet{}, err
	}
	return agenda.Close(d.Actor(), due, rows, d.Today(), reason)
}

// KeepDue is the change set that says a promise is kept, or an agreed follow-up held, without logging a contact.
func (d *Desk) KeepDue(ctx context.Context, due agenda.Due) (model.ChangeSet, error) {
	rows, err := d.dueRows(ctx, due)
	if err != nil {
		return model.ChangeSet{}, err
	}
	return agenda.MarkDone(d.Actor(), due, rows, d.Today())
}

// Who names whom a row is about: the citizen's initials and the workplace; of a folded row all citizens.
func (v *TodayView) Who(d agenda.Due) string {
	if len(d.Parts) > 0 {
		var all []string
		for _, part := range d.Parts {
			if n := v.citizens[part.CitizenID]; n != "" && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
		return strings.Join(all, ", ")
	}
	company := ""
	if c := v.companies[d.CompanyID]; c != nil {
		company = c.ShownName()
	}
	return joined(" · ", v.citizens[d.CitizenID], company)
}

// Citizen is the initials of whom a row is about; Workplace the name of the workplace.
func (v *TodayView) Citizen(d agenda.Due) string { return v.citizens[d.CitizenID] }

// Workplace is the name of the workplace that a row is about.
func (v *TodayView) Workplace(d agenda.Due) string {
	if c := v.companies[d.CompanyID]; c != nil {
		return c.ShownName()
	}
	return ""
}

// Ref is the number of the placement that a row is about, "" when it is about none.
func (v *TodayView) Ref(d agenda.Due) string {
	if p := v.placements[d.PlacementID]; p != nil {
		return p.Ref
	}
	return ""
}

// Owner is the initials of the consultant responsible.
func (v *TodayView) Owner(d agenda.Due) string {
	if o := v.owners[d.Owner]; o != nil {
		return o.Initials
	}
	return ""
}

// What says what is to be done: a promise in its own words, everything else by its kind.
func (v *TodayView) What(d agenda.Due, w Words) string {
	if d.Kind == "promise" && d.Text != "" {
		return d.Text
	}
	return w.DueKind(d)
}

// DueKind says the kind of something due with its figures: "Timer for uge 47 mangler".
func (w Words) DueKind(d agenda.Due) string {
	key := "due." + d.Kind
	args := []any{"n", d.Weeks, "from", lang.Quarters(d.From), "to", lang.Quarters(d.To)}
	if own := key + "." + d.Of; d.Of != "" && w.Has(own) {
		key = own
	} else if said := "opt.placement_kind." + d.Of; d.Of != "" && w.Has(said) {
		args = append(args, "kind", lang.Capital(w.T(said)))
	}
	if monday, err := model.ParseDate(d.Occasion, 0); d.Kind == "hours_missing" && err == nil {
		_, week := monday.Week()
		args = append(args, "week", w.Week(week))
	}
	return w.T(key, args...)
}

// More says what else helps: what was agreed, the relation, the owner when it is somebody else, the kind when the promise
// took the first place.
func (v *TodayView) More(d agenda.Due, w Words, me string) string {
	owner := v.Owner(d)
	if d.Owner == me {
		owner = ""
	}
	what := d.Text
	if d.Kind == "promise" {
		what = w.T("due.promise")
	} else if c := v.companies[d.CompanyID]; what == "" && d.PlacementID == "" && c != nil && c.Relation != "" {
		what = w.T("opt.relation." + c.Relation)
	}
	return joined(" · ", what, v.Ref(d), owner)
}

// DueWhen says when: "2 dage" late, "i dag", a day, or that it is quiet.
func (w Words) DueWhen(d agenda.Due, today model.Date) string {
	switch {
	case d.On == 0:
		return w.T("due.when." + map[bool]string{true: "silent", false: "open"}[d.Weeks > 0 && d.Kind != "old_places"])
	case d.On < today.Add(-1):
		return w.T("due.when.late", "n", int(today-d.On))
	}
	return w.Near(d.On.Time(), today.Time())
}

// TodayInput reads what the rules of Today look at.
func (d *Desk) TodayInput(ctx context.Context) (agenda.Input, error) {
	a := &d.agenda
	a.mu.Lock()
	defer a.mu.Unlock()
	t, err := a.current(ctx, d)
	if err != nil {
		return agenda.Input{}, err
	}
	return t.Input(), nil
}

// TodayCalendar is the document of a calendar file: the things that have a day, with what the screen shows of them and
// nothing more: initials and workplace. Promises and agreed words stay in the house. What is late stands on today.
func (w Words) TodayCalendar(v *TodayView, due []agenda.Due) model.Document {
	t := &model.TableDoc{Columns: []model.Column{{Key: "on", Title: w.T("today.calendar.on")}, {Key: "what", Title: w.T("today.calendar.what")}, {Key: "who", Title: w.T("today.calendar.who")}}}
	for _, d := range due {
		if d.On == 0 {
			continue
		}
		on := max(d.On, v.Day)
		t.Rows = append(t.Rows, []model.Cell{{Text: w.DayYear(on.Time()), Value: on}, {Text: w.DueKind(d)}, {Text: v.Who(d)}})
		t.IDs = append(t.IDs, calendarID(d))
	}
	return model.Document{Title: w.T("tab.today"), Subtitle: w.DayYear(v.Day.Time()), Lang: string(w.Code()), Sections: []model.Section{{Table: t}}}
}

// calendarID names a thing so that reading a newer file in moves it rather than doubling it.
func calendarID(d agenda.Due) string {
	if d.Type == "contact" || d.Type == "followup" {
		return d.Kind + ":" + d.ID
	}
	return d.Key()
}
