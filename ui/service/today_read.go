package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// This file lists the rows and fields that Today reads. Only the words of promises and follow-ups are encrypted, so
// that no encrypted field is opened when nothing is due.

var (
	placementFields = []string{
		"made_on", "rep_asked_on", "statement_on", "citizen", "company", "consultant", "kind", "state", "agreed_on",
		"start_on", "end_on", "ended_on", "outcome", "continues", "continues_how",
		"rep_confirmed_on", "colleagues_on", "no_follow_up", "retention_closed", "ref"}
	agreementFields = []string{"placement", "number", "valid_from", "steps", "follow_weeks", "citizen_on", "company_on",
		"rep_on"}
	weekFields    = []string{"placement", "monday", "paid"}
	contactFields = []string{"company", "citizen", "on", "outcome", "next_on", "done_on"}
	promiseFields = append([]string{"next_what", "consultant"}, contactFields...)
	companyFields = []string{
		"name", "daily_name", "relation", "partner_on", "paused_until", "open_places", "open_on", "responsible",
		"status", "fte", "staff_band",
	}
	citizenFields = []string{"responsible", "status", "started_on"}
	pauseFields   = []string{"placement", "from", "until", "back_on"}
	snoozeFields  = []string{"kind", "row_type", "row_id", "occasion", "until", "closed"}
)

// read reads everything except what fill reads.
func (t *todayRows) read(ctx context.Context, r Reader) error {
	today, rhythm := t.Today, t.Rhythm
	is := func(field string, op schema.Op, text string) schema.Cond {
		return schema.Cond{Field: field, Op: op, Text: text}
	}
	set := func(field string) schema.Cond { return schema.Cond{Field: field, Op: schema.IsSet} }
	ahead := today.Add(rhythm.Ahead).String()
	var promised agenda.Index[model.Contact, *model.Contact]
	err := parallel(
		func() error {
			if err := read(ctx, r, &t.Placements, "placement", schema.Query{
				Fields: placementFields, Where: []schema.Cond{{Field: "state", Op: schema.In, In: model.OpenStates}},
			}); err != nil {
				return err
			}
			late := today.Monday().Add(-7 * rhythm.HoursBack).String()
			if err := read(ctx, r, &t.Placements, "placement", schema.Query{
				Fields: placementFields,
				Where:  []schema.Cond{is("ended_on", schema.AtLeast, late), is("state", schema.Is, "ended")},
			}); err != nil {
				return err
			}
			ended := today.Add(-7 * (rhythm.LastRetention() + agenda.RetentionGrace)).String()
			return read(ctx, r, &t.Placements, "placement", schema.Query{
				Fields: placementFields,
				Where: []schema.Cond{
					is("ended_on", schema.AtLeast, ended), {Field: "outcome", Op: schema.In, In: model.PaidOutcomes},
				},
			})
		},
		func() error {
			return read(ctx, r, &t.Contacts, "contact", schema.Query{
				Fields: contactFields, Where: []schema.Cond{is("on", schema.AtLeast, t.since.String())},
			})
		},
		func() error {
			return read(ctx, r, &promised, "contact", schema.Query{
				Fields: promiseFields,
				Where: []schema.Cond{
					set("next_on"), is("next_on", schema.AtMost, ahead), {Field: "done_on", Op: schema.IsNotSet},
				},
			})
		},
		func() error {
			if err := read(ctx, r, &t.Citizens, "citizen", schema.Query{
				Fields: citizenFields, Where: []schema.Cond{is("status", schema.IsNot, "closed")},
			}); err != nil {
				return err
			}
			return read(ctx, r, &t.Goals, "goal", schema.Query{
				Fields: []string{"citizen", "status"}, Where: []schema.Cond{is("status", schema.IsNot, "dropped")},
			})
		},
		func() error {
			for _, w := range []schema.Cond{
				{Field: "relation", Op: schema.In, In: []string{"partner", "cooperation"}}, set("paused_until"),
				is("open_places", schema.AtLeast, "1"),
			} {
				if err := read(ctx, r, &t.Companies, "company", schema.Query{
					Fields: companyFields, Where: []schema.Cond{w},
				}); err != nil {
					return err
				}
			}
			return read(ctx, r, &t.consultants, "consultant", schema.Query{})
		},
		func() error {
			if err := read(ctx, r, &t.Consents, "consent", schema.Query{
				Fields: []string{"citizen", "company", "until", "withdrawn_on"},
				Where:  []schema.Cond{is("until", schema.AtLeast, today.String()), is("until", schema.AtMost, ahead)},
			}); err != nil {
				return err
			}
			if err := read(ctx, r, &t.FollowUps, "followup", schema.Query{
				Fields: []string{"placement", "on", "how", "what", "done_on"},
				Where:  []schema.Cond{{Field: "done_on", Op: schema.IsNotSet}, is("on", schema.AtMost, ahead)},
			}); err != nil {
				return err
			}
			if err := read(ctx, r, &t.Pauses, "pause", schema.Query{Fields: pauseFields}); err != nil {
				return err
			}
			return read(ctx, r, &t.Snoozes, "aside", schema.Query{Fields: snoozeFields})
		},
	)
	for c := range promised.All() {
		t.Contacts.Put(c)
	}
	return err
}

// fill reads what belongs to the rows in memory and was not read yet: the placements they continue, their agreements
// and weeks, the workplaces they refer to, and the last contact with those without a recent one.
func (t *todayRows) fill(ctx context.Context, r Reader) error {
	if err := t.readContinued(ctx, r); err != nil {
		return err
	}
	fresh := map[string]bool{}
	for p := range t.Placements.All() {
		if !t.filled[p.ID] {
			fresh[p.ID] = true
		}
	}
	named := t.namedCompanies()
	quiet := t.withoutRecentContact()
	err := parallel(
		func() error { return readIn(ctx, r, &t.Agreements, "agreement", "placement", fresh, agreementFields) },
		func() error { return readIn(ctx, r, &t.Weeks, "week", "placement", fresh, weekFields) },
		func() error { return readIn(ctx, r, &t.Companies, "company", "id", named, companyFields) },
		func() error { return t.readEarlier(ctx, r, quiet) },
	)
	for id := range fresh {
		t.filled[id] = true
	}
	t.incomplete = err != nil
	return err
}

// readContinued reads the placements that those in memory continue, and so on back; and first the continuations of
// ended ones, because those are not the last of their course.
func (t *todayRows) readContinued(ctx context.Context, r Reader) error {
	over := map[string]bool{}
	for p := range t.Placements.All() {
		if !p.Open() && !t.filled[p.ID] {
			over[p.ID] = true
		}
	}
	if err := readIn(ctx, r, &t.Placements, "placement", "continues", over, placementFields); err != nil {
		return err
	}
	for range 20 {
		before := map[string]bool{}
		for p := range t.Placements.All() {
			if p.ContinuesID != "" && t.Placements.Get(p.ContinuesID) == nil && !t.filled[p.ContinuesID] {
				before[p.ContinuesID] = true
			}
		}
		if len(before) == 0 {
			break
		}
		if err := read(ctx, r, &t.Placements, "placement", whereIn("id", before, placementFields)); err != nil {
			return err
		}
		for id := range before {
			if t.Placements.Get(id) == nil {
				t.filled[id] = true // it no longer exists: nothing to read
			}
		}
	}
	return nil
}

func readIn[T any, P entity[T]](ctx context.Context, r Reader, into *agenda.Index[T, P], typ, field string,
	set map[string]bool, fields []string) error {
	if len(set) == 0 {
		return nil
	}
	return read(ctx, r, into, typ, whereIn(field, set, fields))
}

// namedCompanies are the workplaces that rows refer to and that were not read.
func (t *todayRows) namedCompanies() map[string]bool {
	out := map[string]bool{}
	note := func(id string) {
		if id != "" && t.Companies.Get(id) == nil {
			out[id] = true
		}
	}
	for p := range t.Placements.All() {
		note(p.CompanyID)
	}
	for c := range t.Contacts.All() {
		if c.NextOn != 0 && c.DoneOn == 0 {
			note(c.CompanyID)
		}
	}
	for c := range t.Consents.All() {
		note(c.CompanyID)
	}
	return out
}

// withoutRecentContact are the workplaces with a relation and the citizens without a contact in the period that was
// read: their last contact may be older.
func (t *todayRows) withoutRecentContact() map[string]map[string]bool {
	contacted := map[string]bool{}
	for c := range t.Contacts.All() {
		if c.Reached() && c.On >= t.since {
			contacted[c.CompanyID], contacted[c.CitizenID] = true, true
		}
	}
	out := map[string]map[string]bool{"company": {}, "citizen": {}}
	for c := range t.Companies.All() {
		if (c.Relation == "partner" || c.Relation == "cooperation") && !contacted[c.ID] && !t.searched[c.ID] {
			out["company"][c.ID] = true
		}
	}
	for c := range t.Citizens.All() {
		if !contacted[c.ID] && !t.searched[c.ID] {
			out["citizen"][c.ID] = true
		}
	}
	return out
}

// readEarlier reads older contacts, and keeps the relevant ones of each workplace and citizen.
func (t *todayRows) readEarlier(ctx context.Context, r Reader, quiet map[string]map[string]bool) error {
	for _, field := range []string{"company", "citizen"} {
		ids := quiet[field]
		var found agenda.Index[model.Contact, *model.Contact]
		if err := readIn(ctx, r, &found, "contact", field, ids, contactFields); err != nil {
			return err
		}
		open := map[[2]string]bool{} // pairs whose placement needs their last contact
		for p := range t.Placements.All() {
			open[[2]string{p.CompanyID, p.CitizenID}] = true
		}
		latest := map[[2]string]*model.Contact{}
		for c := range found.All() {
			about := [2]string{c.CompanyID, c.CitizenID}
			if !open[about] {
				about[map[string]int{"company": 1, "citizen": 0}[field]] = "" // only the latest of all matters
			}
			if old := latest[about]; c.Reached() && (old == nil || c.On > old.On) {
				latest[about] = c
			}
		}
		for _, c := range latest {
			if t.Contacts.Get(c.ID) == nil {
				t.Contacts.Put(c)
			}
		}
		for id := range ids {
			t.searched[id] = true
		}
	}
	return nil
}
