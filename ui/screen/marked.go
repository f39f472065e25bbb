package screen

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is what acts on all marked rows, the same way on every list: what changes is shown before it is saved, as
// one change.

// Marks is how many rows are marked.
func (l *ListScreen[T]) Marks() int { return len(l.Table.Marked()) }

// Chosen are the marked rows, or the one under the cursor.
func (l *ListScreen[T]) Chosen() (out []T) {
	ids := l.Table.MarkedOrSelected()
	for _, r := range l.Rows {
		if slices.Contains(ids, l.o.ID(r)) {
			out = append(out, r)
		}
	}
	return out
}

// OnAll is a binding's work on all marked rows where several are, else on the one under the cursor.
func (l *ListScreen[T]) OnAll(one func(T) tea.Cmd, all func([]T) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		if rows := l.Chosen(); len(rows) > 1 {
			return all(rows)
		}
		return l.On(one)()
	}
}

// One is the condition of bindings that work on one row at a time.
func (l *ListScreen[T]) One() (bool, string) {
	if l.Marks() > 1 {
		return false, "list.one.only"
	}
	return l.Some()
}

// Entities are rows as what they are in the database.
func Entities[T model.Entity](rows []T) (out []model.Entity) {
	for _, r := range rows {
		out = append(out, r)
	}
	return out
}

// EditAll asks which of some fields to change in several rows of one type, then its value; below the value stands what
// becomes different in each of them.
func (h *Host) EditAll(rows []model.Entity, fields ...string) tea.Cmd {
	t, words := schema.TypeOf(rows[0]), present.WordsIn(h.Theme.Lang)
	var items []kit.Item
	for _, key := range fields {
		f, _ := t.Field(key)
		items = append(items, kit.Item{ID: key, Label: words.Field(t, f)})
	}
	return h.Choose(h.T("list.all.field", "n", len(rows)), items, func(key string) tea.Cmd {
		f, _ := t.Field(key)
		return h.Go(Edit, EditArg{
			Entity: rows[0], Fields: []string{key}, Focus: key, Draft: "all." + key,
			Title: h.T("list.all.title", "field", words.Field(t, f), "rows", h.named(rows)),
			Says:  func(typed model.Entity) []string { return h.differences(rows, f, typed) },
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				cs := model.ChangeSet{Actor: h.Service.Actor(), Action: t.Name + ".edit"}
				for _, before := range rows {
					after := schema.Clone(before)
					if err := f.SetText(after, f.Text(typed)); err != nil {
						return cs, err
					}
					if schema.Equal(before, after) {
						continue
					}
					if err := schema.ValidateKnowing(after, h.Service.KnownPNumber); err != nil {
						return cs, err
					}
					cs.Changes = append(cs.Changes, model.Edit(before, after))
				}
				return cs, nil
			},
		})
	})
}

// fewNamed is how many of several rows are named.
const fewNamed = 3

// named names several rows: how many, the first of them, and how many more.
func (h *Host) named(rows []model.Entity) string {
	var said []string
	for _, e := range rows[:min(len(rows), fewNamed)] {
		said = append(said, service.NameIn(e))
	}
	out := h.T("list.all.named", "n", len(rows)) + " " + strings.Join(said, "; ")
	if more := len(rows) - fewNamed; more > 0 {
		out += "; " + h.T("today.named.more", "n", more)
	}
	return out
}

// differences says for each row what a field is and what it becomes, or that nothing changes.
func (h *Host) differences(rows []model.Entity, f *schema.Field, typed model.Entity) (out []string) {
	words := present.WordsIn(h.Theme.Lang)
	said := func(e model.Entity) string {
		if v := words.Value(f, e, nil); v != "" {
			return v
		}
		return h.T("list.all.nothing")
	}
	same := 0
	for _, e := range rows {
		if f.Text(e) == f.Text(typed) {
			same++
			continue
		}
		if f.Kind == schema.Ref { // names of other rows are in the field itself
			out = append(out, service.NameIn(e))
			continue
		}
		out = append(out, service.NameIn(e)+": "+said(e)+" "+h.Theme.Colours.Glyphs.Arrow+" "+said(typed))
	}
	head := h.T("list.all.changes", "n", len(out), "same", same)
	return append([]string{head}, out...)
}

// LogAll logs the same contact with several workplaces: one note, one change to undo.
func (h *Host) LogAll(about []model.Contact, names []model.Entity, binding string) tea.Cmd {
	c := &model.Contact{CompanyID: about[0].CompanyID, On: h.Service.Today(), Consultant: h.Service.Actor(),
		How: "call", Outcome: "reached"}
	if binding == LogVisit {
		c.How = "visit"
	}
	return h.Go(Edit, EditArg{
		Entity: c, Fields: []string{"note", "next_on", "next_what", "how", "outcome", "on"}, Focus: "note",
		Title: h.T("contact.title."+c.How) + " · " + h.named(names), Action: "contact.add", Draft: "contact.all",
		Says: func(model.Entity) []string { return []string{h.T("list.all.log", "n", len(about))} },
		Decide: func(ctx context.Context, typed model.Entity) (all model.ChangeSet, err error) {
			for _, a := range about {
				one := *typed.(*model.Contact)
				one.CompanyID, one.CitizenID = a.CompanyID, a.CitizenID
				cs, err := h.Service.LogContact(ctx, &one)
				if err != nil {
					return all, err
				}
				cs.Changes = append(all.Changes, cs.Changes...)
				all = cs
			}
			return all, nil
		},
	})
}
