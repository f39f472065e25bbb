package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobspor/matching"
	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
)

// phoneIndex finds rows by the last eight digits of their telephone numbers. It lies in memory only, because citizens'
// numbers are sealed in the database. It never changes once it is made.
type phoneIndex struct{ rows []phoneRow } // by number, then type and ID

// phoneRow is a telephone number and whose it is.
type phoneRow struct {
	number  uint32 // eight digits
	typ, id string
}

func comparePhones(a, b phoneRow) int {
	return cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(a.typ, b.typ), strings.Compare(a.id, b.id))
}

// readPhones reads the telephone numbers of all types that have any.
func readPhones(ctx context.Context, source matching.Source) (*phoneIndex, error) {
	x := &phoneIndex{}
	for _, t := range schema.Types() {
		fields := phoneFields(t)
		if len(fields) == 0 {
			continue
		}
		var keys []string
		for _, f := range fields {
			keys = append(keys, f.Key)
		}
		err := source.Each(ctx, t.Name, schema.Query{Fields: keys}, func(e model.Entity) error {
			x.rows = append(x.rows, phonesOf(e, fields)...)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read telephone numbers of %s rows: %w", t.Name, err)
		}
	}
	slices.SortFunc(x.rows, comparePhones)
	x.rows = slices.Clip(slices.Compact(x.rows))
	return x, nil
}

func phoneFields(t *schema.Type) []*schema.Field {
	var out []*schema.Field
	for i := range t.Fields {
		if t.Fields[i].Phone {
			out = append(out, &t.Fields[i])
		}
	}
	return out
}

func phonesOf(e model.Entity, fields []*schema.Field) []phoneRow {
	var out []phoneRow
	for _, f := range fields {
		if n, err := strconv.ParseUint(model.PhoneKey(f.Text(e)), 10, 32); err == nil {
			out = append(out, phoneRow{uint32(n), schema.TypeOf(e).Name, e.Meta().ID})
		}
	}
	return out
}

// patch gives the index after changes; applying changes twice gives the same.
func (x *phoneIndex) patch(changes []model.Change) *phoneIndex {
	var gone, added []phoneRow
	for _, c := range changes {
		fields := phoneFields(schema.TypeOf(c.Row()))
		if c.Before != nil {
			before := phonesOf(c.Before, fields)
			added = slices.DeleteFunc(added, func(r phoneRow) bool { return slices.Contains(before, r) })
			gone = append(gone, before...)
		}
		if c.After != nil {
			added = append(added, phonesOf(c.After, fields)...)
		}
	}
	if slices.Equal(gone, added) {
		return x
	}
	out := &phoneIndex{rows: slices.DeleteFunc(slices.Clone(x.rows), func(r phoneRow) bool {
		return slices.Contains(gone, r)
	})}
	for _, r := range added {
		if at, found := slices.BinarySearchFunc(out.rows, r, comparePhones); !found {
			out.rows = slices.Insert(out.rows, at, r)
		}
	}
	return out
}

// find lists whose numbers begin with the digits, which are the last eight of a number or its first six or seven.
func (x *phoneIndex) find(digits string) []phoneRow {
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil {
		return nil
	}
	width := uint32(1)
	for range 8 - len(digits) {
		width *= 10
	}
	first := uint32(n) * width
	from, _ := slices.BinarySearchFunc(x.rows, first,
		func(r phoneRow, n uint32) int { return cmp.Compare(r.number, n) })
	to := from
	for to < len(x.rows) && x.rows[to].number-first < width {
		to++
	}
	return x.rows[from:to]
}

// leastPhoneDigits is from how many digits on a query may be a telephone number; fewer are postcodes and the like.
const leastPhoneDigits = 6

// phoneDigits are the digits of a query that may be a telephone number, without the country code: the last eight, or
// what is typed of them. It is "" for other queries.
func phoneDigits(query string) string {
	query = strings.TrimSpace(query)
	if strings.Trim(query, "0123456789+-()./\u00a0 ") != "" {
		return ""
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, query)
	if strings.HasPrefix(query, "+") || strings.HasPrefix(digits, "0045") || len(digits) == 10 {
		digits = strings.TrimPrefix(strings.TrimPrefix(digits, "00"), "45")
	}
	if len(digits) < leastPhoneDigits {
		return ""
	}
	return digits[max(len(digits)-8, 0):]
}

// Search answers a query with the rows that have the telephone number, when it is one, and then what the search index
// finds. A contact person stands for the workplace where only workplaces are asked for.
func (d *Session) Search(ctx context.Context, query string, o search.Options) (search.Answer, error) {
	snap, phones, err := d.Snapshots.both(ctx)
	if err != nil {
		return search.Answer{}, err
	}
	answer, err := snap.Search().Search(ctx, query, o)
	digits := phoneDigits(query)
	if err != nil || digits == "" {
		return answer, err
	}
	callers, err := d.callers(ctx, phones.find(digits), digits, o)
	if err != nil || len(callers) == 0 {
		return answer, err
	}
	for i := range callers {
		callers[i].Matched = answer.Words
	}
	before := len(answer.Hits)
	answer.Hits = slices.DeleteFunc(answer.Hits, func(h search.Hit) bool {
		return slices.ContainsFunc(callers, func(c search.Hit) bool { return c.Key() == h.Key() })
	})
	answer.Total += len(callers) - (before - len(answer.Hits))
	answer.Hits = append(callers, answer.Hits...)
	return answer, nil
}

// maxCallers bounds what is read of the rows that share the first digits of a number.
const maxCallers = 50

// callers reads the rows of telephone numbers as hits, each with the number that was found.
func (d *Session) callers(ctx context.Context, rows []phoneRow, digits string, o search.Options) ([]search.Hit, error) {
	ids := map[string][]string{}
	for _, r := range rows[:min(len(rows), maxCallers)] {
		ids[r.typ] = append(ids[r.typ], r.id)
	}
	companies, err := InOrder[model.Company](ctx, d.Store, "company", ids["company"])
	if err != nil {
		return nil, err
	}
	persons, err := InOrder[model.ContactPerson](ctx, d.Store, "person", ids["person"])
	if err != nil {
		return nil, err
	}
	citizens, err := InOrder[model.Citizen](ctx, d.Store, "citizen", ids["citizen"])
	if err != nil {
		return nil, err
	}
	var out []search.Hit
	add := func(kind search.Kind, id, name string, extra ...string) {
		h := search.Hit{Doc: search.Doc{Kind: kind, ID: id, Name: name, Extra: extra}}
		known := slices.ContainsFunc(out, func(x search.Hit) bool { return x.Key() == h.Key() })
		if !known && o.Kinds.Has(kind) {
			out = append(out, h)
		}
	}
	for _, p := range persons {
		place, err := d.NameOf(ctx, "company", p.CompanyID)
		if err != nil {
			return nil, err
		}
		add(search.Contact, p.ID, p.Name, phoneWith(p, digits), place)
		if o.Kinds != 0 && !o.Kinds.Has(search.Contact) {
			add(search.Company, p.CompanyID, place, phoneWith(p, digits), p.Name)
		}
	}
	for _, c := range companies {
		add(search.Company, c.ID, c.ShownName(), phoneWith(c, digits), c.Town)
	}
	for _, c := range citizens {
		add(search.Citizen, c.ID, c.Name(), phoneWith(c, digits))
	}
	return out, nil
}

// phoneWith is the number of a row that begins with the digits.
func phoneWith(e model.Entity, digits string) string {
	for _, f := range phoneFields(schema.TypeOf(e)) {
		if strings.HasPrefix(model.PhoneKey(f.Text(e)), digits) {
			return f.Text(e)
		}
	}
	return ""
}
