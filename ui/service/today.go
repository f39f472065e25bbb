package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// TodayView is what is due, with the rows that it refers to.
type TodayView struct {
	Day         model.Date
	Due         []agenda.Due // single items; agenda.Fold combines those that are done together
	Consultants []*model.Consultant
	Companies   map[string]*model.Company
	Covers      []*model.Cover    // in force on Day
	First       []FirstStep       // while nothing is due and not all of them are done
	citizens    map[string]string // initials, by ID
	placements  map[string]*model.Placement
	owners      map[string]*model.Consultant
}

// DueToday lists what is due for everybody.
func (d *Session) DueToday(ctx context.Context) (*TodayView, error) {
	seen, err := d.sightOfToday(ctx)
	if err != nil {
		return nil, err
	}
	a := d.todayRows()
	a.mu.Lock()
	defer a.mu.Unlock()
	rows, err := a.current(ctx, d)
	if err != nil {
		return nil, err
	}
	if rows.More, err = d.coursesDue(ctx, rows.Today, rows.Rhythm); err != nil {
		return nil, err
	}
	firm, covers, err := d.firmDue(ctx, rows.Today, rows.Rhythm)
	if err != nil {
		return nil, err
	}
	approvals, err := d.approvalsDue(ctx)
	if err != nil {
		return nil, err
	}
	rows.More = slices.Concat(rows.More, rows.leftBehind(), firm, rows.rulesEnd(), approvals)
	v, err := rows.view(ctx, d.whole(), dueInSight(rows.Due(), seen))
	if err != nil {
		return nil, err
	}
	v.Covers = covers
	if len(v.Due) == 0 {
		v.First, err = d.FirstSteps(ctx)
	}
	return v, err
}

// dueInSight leaves out what is due about citizens out of sight.
func dueInSight(due []agenda.Due, seen func(citizen string) bool) []agenda.Due {
	return slices.DeleteFunc(due, func(d agenda.Due) bool { return !seen(d.CitizenID) })
}

// view copies what is shown of the rows; it keeps no reference to the rows themselves, because they change.
func (t *todayRows) view(ctx context.Context, r Reader, due []agenda.Due) (*TodayView, error) {
	v := &TodayView{
		Day: t.Today, Due: due, Consultants: t.consultants.Rows(), Companies: map[string]*model.Company{},
		citizens:   map[string]string{},
		placements: map[string]*model.Placement{}, owners: map[string]*model.Consultant{}}
	slices.SortFunc(v.Consultants, func(a, b *model.Consultant) int {
		return cmp.Or(model.CompareDanish(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	for _, c := range v.Consultants {
		v.owners[c.ID] = c
	}
	unknown, missing := map[string]bool{}, map[string]bool{}
	for i := range due {
		if id := due[i].CompanyID; id != "" && t.Companies.Get(id) == nil {
			missing[id] = true
		}
	}
	if err := readIn(ctx, r, &t.Companies, "company", "id", missing, companyFields); err != nil {
		return nil, err
	}
	for i := range due {
		d := &due[i]
		if c := t.Companies.Get(d.CompanyID); c != nil {
			v.Companies[c.ID] = c
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

// LogContact returns the change set of a contact: it also marks promises and follow-ups as done, see model.LogContact.
func (d *Session) LogContact(ctx context.Context, c *model.Contact) (model.ChangeSet, error) {
	if c.On > d.Today() {
		err := model.NewError(model.Invalid, "err.contact.future", model.Args{"day": c.On}).WithField("on")
		return model.ChangeSet{}, err
	}
	open, err := All[model.Contact](ctx, d.Store, "contact", schema.Query{Where: []schema.Cond{
		{Field: "company", Op: schema.Is, Text: c.CompanyID}, {Field: "next_on", Op: schema.IsSet},
		{Field: "done_on", Op: schema.IsNotSet},
	}})
	if err != nil || c.CitizenID == "" {
		return model.LogContact(c, open), err
	}
	placements, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{
		Fields: []string{"company"}, Where: []schema.Cond{{Field: "citizen", Op: schema.Is, Text: c.CitizenID}},
	})
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

// dueRows reads the complete rows that a decision about a due item changes.
func (d *Session) dueRows(ctx context.Context, due agenda.Due) (rows agenda.Rows, err error) {
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
		snoozes, err := All[model.Snooze](ctx, d.Store, "aside", schema.Where("row_id", part.ID))
		if err != nil {
			return rows, err
		}
		rows.Snoozes = append(rows.Snoozes, snoozes...)
	}
	return rows, nil
}

// SnoozeDue returns the change set that postpones a due item to a day.
func (d *Session) SnoozeDue(ctx context.Context, due agenda.Due, until model.Date) (model.ChangeSet, error) {
	rows, err := d.dueRows(ctx, due)
	if err != nil {
		return model.ChangeSet{}, err
	}
	return agenda.Snooze(d.Actor(), due, rows, d.Today(), until)
}

// CloseDue returns the change set that closes this occurrence of a due item, with the reason.
func (d *Session) CloseDue(ctx context.Context, due agenda.Due, reason string) (model.ChangeSet, error) {
	rows, err := d.dueRows(ctx, due)
	if err != nil {
		return model.ChangeSet{}, err
	}
	return agenda.Close(d.Actor(), due, rows, d.Today(), reason)
}

// MarkDone returns the change set that marks a promise or an agreed follow-up as done without logging a contact.
func (d *Session) MarkDone(ctx context.Context, due agenda.Due) (model.ChangeSet, error) {
	rows, err := d.dueRows(ctx, due)
	if err != nil {
		return model.ChangeSet{}, err
	}
	return agenda.MarkDone(d.Actor(), due, rows, d.Today())
}

// Who names the people a row is about: the citizen's initials and the workplace, or who asked for an approval; for a
// combined row all citizens.
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
	if c := v.Companies[d.CompanyID]; c != nil {
		company = c.ShownName()
	}
	asker := ""
	if o := v.owners[d.Asker]; o != nil {
		asker = o.Name
	}
	return JoinNonEmpty(" · ", v.citizens[d.CitizenID], company, asker)
}

// Citizen is the initials of the citizen that a row is about.
func (v *TodayView) Citizen(d agenda.Due) string { return v.citizens[d.CitizenID] }

// Workplace is the name of the workplace that a row is about.
func (v *TodayView) Workplace(d agenda.Due) string {
	if c := v.Companies[d.CompanyID]; c != nil {
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

// Owned reports whether something due is a consultant's: their own, nobody's, or that of a colleague whom they cover.
func (v *TodayView) Owned(d agenda.Due, who string) bool {
	return d.Owner == "" || v.OwnedBy(d, who)
}

// OwnedBy reports whether something due is a consultant's own, or that of a colleague whom they cover.
func (v *TodayView) OwnedBy(d agenda.Due, who string) bool {
	return d.Owner == who || slices.ContainsFunc(model.CoveredBy(v.Covers, who, v.Day),
		func(c *model.Cover) bool { return c.AwayID == d.Owner })
}

// Initials are those of a consultant by ID, "" when there is none.
func (v *TodayView) Initials(id string) string {
	if o := v.owners[id]; o != nil {
		return o.Initials
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

// TodayInput reads the input of the rules of Today.
func (d *Session) TodayInput(ctx context.Context) (agenda.Input, error) {
	a := d.todayRows()
	a.mu.Lock()
	defer a.mu.Unlock()
	t, err := a.current(ctx, d)
	if err != nil {
		return agenda.Input{}, err
	}
	return t.Input(), nil
}
