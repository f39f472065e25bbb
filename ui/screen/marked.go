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

// OnMarks is a binding as it stands while so many rows are marked: from two on the last line says first what works on
// all of them.
func OnMarks(marks int, b Binding, place int) Binding {
	if marks > 1 {
		return b.As(b.Label + ".all").At(place)
	}
	return b
}

// OnOne is a binding that works on one row at a time: while several are marked it stands last, and says so.
func OnOne(marks int, b Binding) Binding {
	if marks > 1 {
		return b.When(func() (bool, string) { return false, "list.one.only" }).At(70)
	}
	return b
}

// All is several rows of one type that one thing is done with.
type All struct {
	Rows []model.Entity
	Name func(model.Entity) string        // what a row is called; nil is its own name
	Fit  func(before, after model.Entity) // what else changes in a row with a field; nil is nothing
}

// AllOf are rows with their own names.
func AllOf[T model.Entity](rows []T) (out All) {
	for _, r := range rows {
		out.Rows = append(out.Rows, r)
	}
	return out
}

func (a All) name(e model.Entity) string {
	if a.Name != nil {
		return a.Name(e)
	}
	return service.NameIn(e)
}

// EditAll asks which of some fields to change in several rows of one type, then its value; below the value stands what
// becomes different in each of them.
func (h *Host) EditAll(all All, fields ...string) tea.Cmd {
	rows := all.Rows
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
			Title: h.T("list.all.title", "field", words.Field(t, f), "rows", h.named(all)), About: []string{},
			Says: func(typed model.Entity) []string { return h.differences(all, f, typed) },
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
					if all.Fit != nil {
						all.Fit(before, after)
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
func (h *Host) named(all All) string {
	var said []string
	for _, e := range all.Rows[:min(len(all.Rows), fewNamed)] {
		said = append(said, all.name(e))
	}
	out := h.T("list.all.named", "n", len(all.Rows)) + " " + strings.Join(said, "; ")
	if more := len(all.Rows) - fewNamed; more > 0 {
		out += "; " + h.T("today.named.more", "n", more)
	}
	return out
}

// differences says for each row what a field is and what it becomes, or that nothing changes.
func (h *Host) differences(all All, f *schema.Field, typed model.Entity) (out []string) {
	words := present.WordsIn(h.Theme.Lang)
	said := func(e model.Entity) string {
		if v := words.Value(f, e, nil); v != "" {
			return v
		}
		return h.T("list.all.nothing")
	}
	same := 0
	for _, e := range all.Rows {
		if f.Text(e) == f.Text(typed) {
			same++
			continue
		}
		if f.Kind == schema.Ref { // names of other rows are in the field itself
			out = append(out, all.name(e))
			continue
		}
		out = append(out, all.name(e)+": "+said(e)+" "+h.Theme.Colours.Glyphs.Arrow+" "+said(typed))
	}
	head := h.T("list.all.changes", "n", len(out), "same", same)
	return append([]string{head}, out...)
}

// LogAll logs the same contact with several workplaces: one note, one change to undo.
func (h *Host) LogAll(about []model.Contact, all All, binding string) tea.Cmd {
	c := &model.Contact{CompanyID: about[0].CompanyID, On: h.Service.Today(), Consultant: h.Service.Actor(),
		How: "call", Outcome: "reached"}
	if binding == LogVisit {
		c.How = "visit"
	}
	return h.Go(Edit, EditArg{
		Entity: c, Fields: []string{"note", "next_on", "next_what", "how", "outcome", "on"}, Focus: "note",
		Title: h.T("contact.title."+c.How) + " · " + h.named(all), About: []string{}, Action: "contact.add", Draft: "contact.all",
		Says: func(model.Entity) []string { return []string{h.T("list.all.log", "n", len(about))} },
		Decide: func(ctx context.Context, typed model.Entity) (out model.ChangeSet, err error) {
			for _, a := range about {
				one := *typed.(*model.Contact)
				one.CompanyID, one.CitizenID = a.CompanyID, a.CitizenID
				cs, err := h.Service.LogContact(ctx, &one)
				if err != nil {
					return out, err
				}
				cs.Changes = append(out.Changes, cs.Changes...)
				out = cs
			}
			return out, nil
		},
	})
}
