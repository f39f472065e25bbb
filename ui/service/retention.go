package service

import (
	"context"
	"strconv"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// Retention (opbevaring) is one kind of data that holds people, and the setting of how many months it is held. A period
// is the municipality's own: there is none until somebody writes it.
type Retention struct {
	Key     string
	Setting string // "" has no setting: the kind goes by a fixed rule
}

// Retentions are the kinds, that of a case first. Their words are "kept.<key>", what they count from is
// "kept.<key>.from", and how it goes "kept.<key>.how".
var Retentions = []Retention{
	{"case", KeepMonths}, {"order", "keep.order_months"}, {"person", "keep.person_months"},
	{"consent", "keep.consent_months"}, {"contact", "keep.contact_months"}, {"draft", "keep.draft_months"},
	{"look", "keep.look_months"}, {"copy", ""},
}

// RetentionDue is what of a kind is older than its period.
type RetentionDue struct {
	Retention
	Months int            // 0 is not set: then nothing is due
	Source string         // what the municipality refers to
	Until  model.Date     // what counts from this day or before is due
	N      int            // how much is due
	Oldest model.Date     // the earliest day that it counts from
	Goes   map[string]int // rows by type that are due
	Stays  map[string]int // rows by type that stay without the person
	rows   []string       // IDs of those that are due, see dueTypes
}

// Ages tells how old what is no row is.
type Ages interface {
	// Aged counts drafts ("draft") or looks of the log ("look") until a day, and gives the earliest.
	Aged(ctx context.Context, what string, until time.Time) (n int, oldest time.Time, err error)
}

// dueTypes are the types whose rows go by the kinds of rows.
var dueTypes = map[string]string{
	"case": "citizen", "order": "opening", "person": "person", "consent": "consent", "contact": "contact",
}

// before is the time from which on nothing is due.
func (r *RetentionDue) before() time.Time { return r.Until.Time().AddDate(0, 0, 1) }

// add counts one row that counts from a day; 0 counts from none.
func (r *RetentionDue) add(on model.Date, id string) bool {
	if on == 0 || on > r.Until {
		return false
	}
	r.N++
	r.Goes[dueTypes[r.Key]]++
	r.rows = append(r.rows, id)
	if r.Oldest == 0 || on < r.Oldest {
		r.Oldest = on
	}
	return true
}

// Periods are the months of every kind that has a period, and what the municipality refers to.
func (d *Session) Periods(ctx context.Context) (months map[string]int, source string, err error) {
	values, err := Settings(ctx, d.Store)
	if err != nil {
		return nil, "", err
	}
	months = map[string]int{}
	for _, k := range Retentions {
		if s := values[k.Setting]; s != nil {
			if n, err := strconv.Atoi(s.Value); err == nil && n > 0 {
				months[k.Key] = n
			}
		}
	}
	if s := values[KeepSource]; s != nil {
		source = s.Value
	}
	return months, source, nil
}

// Due lists every kind with what of it is older than its period on a day.
func (d *Session) Due(ctx context.Context, on model.Date) ([]RetentionDue, error) {
	months, source, err := d.Periods(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]RetentionDue, len(Retentions))
	for i, k := range Retentions {
		if out[i], err = d.dueOf(ctx, k, months[k.Key], source, on); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// dueOf is what of a kind is older than its period on a day.
func (d *Session) dueOf(
	ctx context.Context, k Retention, months int, source string, on model.Date,
) (RetentionDue, error) {
	r := RetentionDue{Retention: k, Months: months, Goes: map[string]int{}, Stays: map[string]int{}}
	if months == 0 {
		return r, nil
	}
	r.Source, r.Until = source, addMonths(on, -months)
	return r, d.countDue(ctx, &r, on)
}

func (d *Session) countDue(ctx context.Context, r *RetentionDue, on model.Date) error {
	switch r.Key {
	case "case":
		due, _, err := d.DueForErasure(ctx, on)
		for _, c := range due {
			r.add(c.Citizen.ClosedOn, c.Citizen.ID)
		}
		return err
	case "order":
		return d.dueOrders(ctx, r)
	case "person":
		return d.duePersons(ctx, r)
	case "consent":
		return d.Store.Each(ctx, "consent", schema.Query{}, func(e model.Entity) error {
			c := e.(*model.Consent)
			ended := c.WithdrawnOn
			if ended == 0 || c.Until != 0 && c.Until < ended {
				ended = c.Until
			}
			r.add(ended, c.ID)
			return nil
		})
	case "contact":
		return d.Store.Each(ctx, "contact", schema.Query{}, func(e model.Entity) error {
			if c := e.(*model.Contact); c.CitizenID == "" && bareContact(c) != *c && r.add(c.On, c.ID) {
				r.Stays["contact"]++
			}
			return nil
		})
	case "draft", "look":
		n, oldest, err := d.Ages.Aged(ctx, r.Key, r.before())
		if r.N = n; n > 0 {
			r.Oldest = model.DateOf(oldest)
		}
		return err
	}
	return nil
}

// dueOrders counts closed job orders and their candidates.
func (d *Session) dueOrders(ctx context.Context, r *RetentionDue) error {
	ids := map[string]bool{}
	err := d.Store.Each(ctx, "opening", schema.Query{}, func(e model.Entity) error {
		if o := e.(*model.Opening); r.add(o.ClosedOn, o.ID) {
			ids[o.ID] = true
		}
		return nil
	})
	if err != nil || len(ids) == 0 {
		return err
	}
	candidates, err := All[model.Candidate](ctx, d.Store, "candidate", whereIn("opening", ids, nil))
	r.Goes["candidate"] += len(candidates)
	return err
}

// duePersons counts contact persons whom nobody has been in contact with since; one whom nobody ever was counts from
// none.
func (d *Session) duePersons(ctx context.Context, r *RetentionDue) error {
	last, contacts := map[string]model.Date{}, map[string]int{}
	err := d.Store.Each(ctx, "contact", schema.Query{}, func(e model.Entity) error {
		if c := e.(*model.Contact); c.PersonID != "" {
			last[c.PersonID] = max(last[c.PersonID], c.On)
			contacts[c.PersonID]++
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.Store.Each(ctx, "person", schema.Query{}, func(e model.Entity) error {
		if id := e.Meta().ID; r.add(last[id], id) {
			r.Stays["contact"] += contacts[id]
		}
		return nil
	})
}
