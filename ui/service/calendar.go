package service

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// Out is how the calendar leaves.
func (c *Calendar) Out() Out {
	return Out{Action: "export.calendar", Args: model.Args{"n": len(c.Entries)}, Rows: len(c.Entries), To: ToOwnFile,
		Citizens: CitizenIDs(c.Entries)}
}

// CalendarEntry is something planned: a trial day, a first or last day, a step of the ladder, a meeting, a follow-up or
// a promise.
type CalendarEntry struct {
	Kind        string // one of CalendarKinds; an item of Today that is none of them has its own kind
	ID          string // the same for the same entry in every file
	On, Last    model.Date
	At          string // time of day, "" for the whole day
	PlacementID string
	CompanyID   string
	CitizenID   string
	Of          string // of a first or last day: the placement's kind; of a follow-up: how it is held
	Trial, Paid model.Hours
	Text        string // of a promise: what was promised; the screens and lists have it, a calendar file does not
	Version     int64
	Changed     time.Time
	Cancelled   bool // it stood in an earlier file and will not be held
	Tentative   bool // its placement is proposed, and agreed with nobody

	typ, row string // whose change is the entry's change
}

// CalendarKinds are the kinds of planned entries.
var CalendarKinds = []string{"trial", "start", "last", "step", "followup", "promise"}

// Calendar is what is planned, by day and time.
type Calendar struct {
	Entries []CalendarEntry
	Names   map[string]string // of citizens and workplaces, by ID
}

// calendarPast is how long an entry stays in the file after its day, so that a calendar that reads the file learns what
// was moved or cancelled.
const calendarPast = 60

// Calendar gathers what is planned for a consultant's placements, or everybody's with owner "". Ended and cancelled
// placements give the entries that will not be held.
func (d *Session) Calendar(ctx context.Context, owner string) (*Calendar, error) {
	c, err := d.planned(ctx, owner, d.Today().Add(-calendarPast))
	if err != nil {
		return nil, err
	}
	for i := range c.Entries {
		e := &c.Entries[i]
		if e.Changed, err = d.lastChange(ctx, e.typ, e.row); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// planned gathers what is planned from a day on, with names.
func (d *Session) planned(ctx context.Context, owner string, since model.Date) (*Calendar, error) {
	q := schema.Query{}
	if owner != "" {
		q = schema.Where("consultant", owner)
	}
	placements, err := All[model.Placement](ctx, d.Store, "placement", q)
	if err != nil {
		return nil, err
	}
	placements = slices.DeleteFunc(placements, func(p *model.Placement) bool {
		return !p.Open() && p.EndedOn != 0 && p.EndedOn < since
	})
	c := &Calendar{Names: map[string]string{}}
	agreements, followUps := map[string][]*model.Agreement{}, map[string][]*model.FollowUp{}
	var ids []string
	for _, p := range placements {
		ids = append(ids, p.ID)
	}
	err = d.inParts(ctx, "agreement", "placement", ids, schema.Query{}, func(e model.Entity) {
		a := e.(*model.Agreement)
		agreements[a.PlacementID] = append(agreements[a.PlacementID], a)
	})
	if err != nil {
		return nil, err
	}
	err = d.inParts(ctx, "followup", "placement", ids, schema.Query{}, func(e model.Entity) {
		f := e.(*model.FollowUp)
		followUps[f.PlacementID] = append(followUps[f.PlacementID], f)
	})
	if err != nil {
		return nil, err
	}
	for _, p := range placements {
		from := len(c.Entries)
		c.placement(p)
		c.steps(p, agreements[p.ID], d.Today())
		c.followUps(p, followUps[p.ID])
		for i := range c.Entries[from:] {
			e := &c.Entries[from+i]
			e.Tentative = !e.Cancelled && !p.Settled()
		}
	}
	if err := d.promises(ctx, c, owner, since); err != nil {
		return nil, err
	}
	c.Entries = slices.DeleteFunc(c.Entries, func(e CalendarEntry) bool { return max(e.On, e.Last) < since })
	return c, d.nameCalendar(ctx, c)
}

// placement adds the first and the last day; a trial visit is one entry over its days.
func (c *Calendar) placement(p *model.Placement) {
	if p.StartOn == 0 {
		return
	}
	entry := func(kind string, on, last model.Date, cancelled bool) {
		c.Entries = append(c.Entries, CalendarEntry{
			Kind: kind, ID: kind + ":" + p.ID, On: on, Last: last, PlacementID: p.ID, CompanyID: p.CompanyID,
			CitizenID: p.CitizenID, Of: p.Kind, Version: p.Version, Cancelled: cancelled, typ: "placement", row: p.ID,
		})
	}
	cancelled := p.State == "cancelled"
	if p.Kind == "trial" {
		entry("trial", p.StartOn, p.Last(), cancelled)
		return
	}
	entry("start", p.StartOn, 0, cancelled)
	if p.Last() != 0 {
		entry("last", p.Last(), 0, cancelled)
	}
}

// steps adds the steps of the ladder after the first day. A step that is no longer planned is cancelled: one of an
// earlier version, and one that the placement's days leave out.
func (c *Calendar) steps(p *model.Placement, versions []*model.Agreement, today model.Date) {
	if p.Kind == "trial" || len(versions) == 0 {
		return
	}
	latest := agreement.InForce(versions, max(today, p.StartOn))
	if latest == nil {
		latest = agreement.Latest(versions)
	}
	planned := map[model.Date]bool{}
	add := func(a *model.Agreement, s model.Step, cancelled bool) {
		if s.From == p.StartOn || planned[s.From] {
			return
		}
		planned[s.From] = true
		c.Entries = append(c.Entries, CalendarEntry{
			Kind: "step", ID: "step:" + p.ID + ":" + s.From.String(), On: s.From, PlacementID: p.ID,
			CompanyID: p.CompanyID,
			CitizenID: p.CitizenID, Trial: s.Trial, Paid: s.Paid,
			Version:   a.Version + int64(latest.Number.V-a.Number.V),
			Cancelled: cancelled, typ: "agreement", row: latest.ID,
		})
	}
	over := func(s model.Step) bool {
		return s.From < p.StartOn || p.State == "cancelled" || p.State == "ended" && p.Last() != 0 && s.From > p.Last()
	}
	for _, s := range latest.Ladder() {
		add(latest, s, over(s))
	}
	for _, a := range versions {
		for _, s := range a.Ladder() {
			add(a, s, true)
		}
	}
}

func (c *Calendar) followUps(p *model.Placement, rows []*model.FollowUp) {
	for _, f := range rows {
		if f.DoneOn != 0 && f.Closed == "" {
			continue // held: it may stay in the calendar as it was
		}
		c.Entries = append(c.Entries, CalendarEntry{
			Kind: "followup", ID: "followup:" + f.ID, On: f.On, At: f.At, PlacementID: p.ID, CompanyID: p.CompanyID,
			CitizenID: p.CitizenID, Of: f.How, Version: f.Version, typ: "followup", row: f.ID,
			Cancelled: f.Closed != "" || p.State == "cancelled" || p.NoFollowUp,
		})
	}
}

// promises adds the next contacts that were promised. One that was kept is cancelled when its day is still to come.
func (d *Session) promises(ctx context.Context, c *Calendar, owner string, since model.Date) error {
	q := schema.Query{Where: []schema.Cond{{Field: "next_on", Op: schema.AtLeast, Text: since.String()}}}
	if owner != "" {
		q.Where = append(q.Where, schema.Cond{Field: "consultant", Op: schema.Is, Text: owner})
	}
	return d.Store.Each(ctx, "contact", q, func(e model.Entity) error {
		k := e.(*model.Contact)
		if k.DoneOn != 0 && k.NextOn <= k.DoneOn {
			return nil
		}
		c.Entries = append(c.Entries, CalendarEntry{
			Kind: "promise", ID: "promise:" + k.ID, On: k.NextOn, CompanyID: k.CompanyID, CitizenID: k.CitizenID,
			Text: k.NextWhat, Version: k.Version, Cancelled: k.DoneOn != 0, typ: "contact", row: k.ID,
		})
		return nil
	})
}

// nameCalendar sorts the entries and reads names.
func (d *Session) nameCalendar(ctx context.Context, c *Calendar) error {
	slices.SortStableFunc(c.Entries, func(a, b CalendarEntry) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	refs := RefSet{}
	for i := range c.Entries {
		e := &c.Entries[i]
		refs.Add("citizen", e.CitizenID)
		refs.Add("company", e.CompanyID)
	}
	return Names(ctx, d.Store, refs, c.Names)
}

// lastChange is when a row was last written; looks at it and exports do not count.
func (d *Session) lastChange(ctx context.Context, typ, id string) (time.Time, error) {
	entries, err := d.Store.Log(ctx, schema.LogQuery{Type: typ, ID: id, Limit: 20})
	if err != nil {
		return time.Time{}, err
	}
	for _, e := range entries {
		if e.Kind != "view" && e.Kind != "export" {
			return e.At, nil
		}
	}
	return time.Time{}, nil
}

// calendarKindOf are the planned entries that items of Today are about.
var calendarKindOf = map[string]string{
	"promise": "promise", "followup": "followup", "starts": "start", "not_started": "start", "ends": "last",
	"trial_over": "trial", "step": "step",
}

// CalendarID is the ID of the calendar entry that an item of Today is about, so that a file of Today and a file of
// everything planned change the same entry.
func CalendarID(d agenda.Due) string {
	switch kind := calendarKindOf[d.Kind]; kind {
	case "":
		return d.Key()
	case "promise", "followup":
		return kind + ":" + d.ID
	case "step":
		return kind + ":" + d.PlacementID + ":" + d.On.String()
	default:
		return kind + ":" + d.PlacementID
	}
}

// DueEntries are the items of Today that have a day, as calendar entries; overdue ones stand on today. Names are those
// of the view.
func (d *Session) DueEntries(ctx context.Context, due []agenda.Due, today model.Date) ([]CalendarEntry, error) {
	out := []CalendarEntry{}
	for _, item := range due {
		if item.On == 0 {
			continue
		}
		e := CalendarEntry{
			Kind: item.Kind, ID: CalendarID(item), On: max(item.On, today), PlacementID: item.PlacementID,
			CompanyID: item.CompanyID, CitizenID: item.CitizenID, Of: item.Of,
		}
		for _, part := range item.Each() { // an item may stand for several rows
			if part.Kind == "rules_end" {
				continue // of no row: the built-in rules have none
			}
			row, err := Related(ctx, d.Store, part.Type, part.ID)
			if err != nil {
				return nil, err
			}
			e.Version += row.Meta().Version
			if f, ok := row.(*model.FollowUp); ok {
				e.At = f.At
			}
			changed, err := d.lastChange(ctx, part.Type, part.ID)
			if err != nil {
				return nil, err
			}
			if changed.After(e.Changed) {
				e.Changed = changed
			}
		}
		out = append(out, e)
	}
	return out, nil
}
