package service

import (
	"bytes"
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

// phoneRow is a telephone number and whose it is. It holds no pointers, because there are as many as workplaces.
type phoneRow struct {
	number uint32 // eight digits
	typ    uint8  // index of its type in schema.Types
	id     [12]byte
}

func comparePhones(a, b phoneRow) int {
	return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.typ, b.typ), bytes.Compare(a.id[:], b.id[:]))
}

// rowID is the ID without the room that a shorter one leaves.
func (r phoneRow) rowID() string { return string(bytes.TrimRight(r.id[:], "\x00")) }

// phoneReader is a source that also collects the telephone numbers of the rows it reads, because reading a million rows
// a second time for them would take as long as the rest.
type phoneReader struct {
	matching.Source
	rows []phoneRow
	read map[string]bool // types that were read
}

func newPhoneReader(source matching.Source) *phoneReader {
	return &phoneReader{Source: source, read: map[string]bool{}}
}

// Each reads the rows of a type, each with its telephone numbers. A type that is read twice is collected once.
func (r *phoneReader) Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error {
	t, ok := schema.TypeNamed(typ)
	if !ok || r.read[typ] || len(phoneFields(t)) == 0 {
		return r.Source.Each(ctx, typ, q, fn)
	}
	fields := phoneFields(t)
	r.read[typ] = true
	for _, f := range fields {
		q.Fields = append(q.Fields, f.Key)
	}
	index := typeIndex(t)
	return r.Source.Each(ctx, typ, q, func(e model.Entity) error {
		r.rows = appendPhones(r.rows, e, fields, index)
		return fn(e)
	})
}

// Count is the number of rows, as far as the source says it; matching asks for it to make room once.
func (r *phoneReader) Count(ctx context.Context, typ string, q schema.Query) (int, error) {
	if c, ok := r.Source.(interface {
		Count(ctx context.Context, typ string, q schema.Query) (int, error)
	}); ok {
		return c.Count(ctx, typ, q)
	}
	return 0, nil
}

// index reads the types that were not read yet, and makes the index of all.
func (r *phoneReader) index(ctx context.Context) (*phoneIndex, error) {
	for _, t := range schema.Types() {
		if r.read[t.Name] || len(phoneFields(t)) == 0 {
			continue
		}
		q := schema.Query{Fields: []string{}, AnyOrder: true}
		if err := r.Each(ctx, t.Name, q, func(model.Entity) error { return nil }); err != nil {
			return nil, fmt.Errorf("read telephone numbers of %s rows: %w", t.Name, err)
		}
	}
	slices.SortFunc(r.rows, comparePhones)
	return &phoneIndex{rows: slices.Clone(slices.Compact(r.rows))}, nil // without the room that appending left
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
	return appendPhones(nil, e, fields, typeIndex(schema.TypeOf(e)))
}

func appendPhones(out []phoneRow, e model.Entity, fields []*schema.Field, typ uint8) []phoneRow {
	for _, f := range fields {
		text := f.Text(e)
		if text == "" {
			continue
		}
		if n, err := strconv.ParseUint(model.PhoneKey(text), 10, 32); err == nil {
			r := phoneRow{number: uint32(n), typ: typ}
			copy(r.id[:], e.Meta().ID)
			out = append(out, r)
		}
	}
	return out
}

func typeIndex(t *schema.Type) uint8 {
	return uint8(slices.IndexFunc(schema.Types(), func(x *schema.Type) bool { return x.Name == t.Name }))
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
	snap, phones, err := d.Snapshots.searched(ctx)
	if err == nil {
		err = d.narrowSearch(ctx, &o)
	}
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
		typ := schema.Types()[r.typ].Name
		ids[typ] = append(ids[typ], r.rowID())
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
