package screen

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/service"
)

// This file is the menu behind f.

// Menu lists the saved views, the filters with what they are, the order, the columns, and what is done with views.
func (s *Setup) Menu() tea.Cmd {
	t, w := s.h.T, s.words()
	items := ViewItems(s.h, s.views)
	for _, f := range s.l.Filters {
		detail := t("filter.any")
		if values := s.Filter[f.Key]; len(values) > 0 {
			detail = w.FilterValues(s.l, f.Key, values, s.Narrowed.Labels)
		}
		items = append(items, kit.Item{ID: "filter:" + f.Key, Label: w.FilterName(f.Key), Detail: detail})
	}
	items = append(items, s.looks()...)
	items = append(items, kit.Item{ID: "clear", Label: t("filter.menu.clear"), Keys: "F"})
	items = append(items, s.viewed().Items()...)
	return s.h.Choose(t("filter.title"), items, s.chosen)
}

// looks are the lines of the order and the columns.
func (s *Setup) looks() []kit.Item {
	if s.fixed {
		return nil
	}
	t, by, all := s.h.T, s.Sort, s.columns()
	if by == "" {
		by = s.l.Sorts[0].Key
	}
	shown := slices.DeleteFunc(s.Shown(all), func(c kit.Column) bool { return c.Off })
	return []kit.Item{{ID: "sort", Label: t("sort"), Detail: t("sort." + by), Keys: "S"},
		{ID: "columns", Label: t("columns"), Detail: t("columns.n", "n", len(shown), "of", len(all))},
		{ID: "move", Label: t("columns.move")}}
}

func (s *Setup) chosen(id string) tea.Cmd {
	what, key, _ := strings.Cut(id, ":")
	switch what {
	case "view":
		return s.open(key)
	case "filter":
		return s.Choose(key)
	case "sort":
		return s.sorts()
	case "columns":
		return s.chooseColumns()
	case "move":
		return s.moveColumn()
	case "clear":
		return s.Clear()
	}
	return s.viewed().Do(id)
}

// viewed is the list as it is shown, to be saved as a view.
func (s *Setup) viewed() Viewed {
	return Viewed{Host: s.h, List: s.l, Setup: s.ListSetup, View: s.view, Same: s.view == nil || s.same(),
		Saved: func(name string) {
			if s.saved = name; name != "" {
				s.follow()
			}
		}}
}

// Choose offers what a filter can be, with how many rows each would leave.
func (s *Setup) Choose(key string) tea.Cmd {
	f, ok := s.l.Filter(key)
	if !ok {
		return nil
	}
	d, l, n, lang, w := s.h.Service, s.l, s.Filter, string(s.h.Theme.Lang.Code()), s.words()
	return Run(s.h, "values", func(ctx context.Context) ([]service.FilterValue, error) {
		return d.FilterValues(ctx, l, key, n, lang)
	}, func(list []service.FilterValue) tea.Cmd {
		items := []kit.Item{{ID: "", Label: s.h.T("filter.any")}}
		for _, v := range list {
			items = append(items, kit.Item{ID: v.Value, Label: w.FilterValue(l, key, v.Value, v.Label),
				Detail: s.h.Theme.Lang.Int(v.N)})
		}
		o := kit.PickerOptions{Title: w.FilterName(key), Multi: !f.One, Items: func(q string) []kit.Item {
			return kit.FilterItems(items, q)
		}}
		if now := n[key]; len(now) > 0 {
			o.Selected = now[0]
		}
		return s.h.PickThen(o, func(a kit.Action) tea.Cmd {
			values := a.Marked
			if len(values) == 0 {
				values = []string{a.ID}
			}
			if slices.Contains(values, "") {
				values = nil
			}
			return s.Set(key, values...)
		})
	})
}

func (s *Setup) sorts() tea.Cmd {
	var items []kit.Item
	for _, o := range s.l.Sorts {
		items = append(items, kit.Item{ID: o.Key, Label: s.h.T("sort." + o.Key)})
	}
	o := kit.PickerOptions{Title: s.h.T("sort"), Selected: s.Sort, Items: func(q string) []kit.Item {
		return kit.FilterItems(items, q)
	}}
	return s.h.PickThen(o, func(a kit.Action) tea.Cmd {
		s.Sort = a.ID
		return tea.Batch(s.renew(), s.keep())
	})
}

func (s *Setup) chooseColumns() tea.Cmd {
	var items []kit.Item
	var marked []string
	for _, c := range s.Shown(s.columns()) {
		items = append(items, kit.Item{ID: c.Key, Label: c.Title})
		if !c.Off {
			marked = append(marked, c.Key)
		}
	}
	o := kit.PickerOptions{Title: s.h.T("columns"), Multi: true, Marked: marked, Items: func(q string) []kit.Item {
		return kit.FilterItems(items, q)
	}}
	return s.h.PickThen(o, func(a kit.Action) tea.Cmd {
		if len(a.Marked) == 0 {
			return s.h.Say(kit.Warning, "columns.none")
		}
		// Those that were shown keep their order; the others follow in the order of the list.
		chosen := slices.DeleteFunc(s.shownColumns(), func(key string) bool { return !slices.Contains(a.Marked, key) })
		for _, it := range items {
			if slices.Contains(a.Marked, it.ID) && !slices.Contains(chosen, it.ID) {
				chosen = append(chosen, it.ID)
			}
		}
		return s.showColumns(chosen)
	})
}

// showColumns shows these, in this order, and keeps that.
func (s *Setup) showColumns(keys []string) tea.Cmd {
	s.Columns = keys
	if slices.Equal(keys, s.usualColumns()) {
		s.Columns = nil
	}
	return tea.Batch(s.changed(), s.keep())
}

// shownColumns are the columns that are shown, from left to right.
func (s *Setup) shownColumns() []string {
	if len(s.Columns) > 0 {
		return slices.Clone(s.Columns)
	}
	return s.usualColumns()
}

// moveColumn asks for a column and which one it stands after.
func (s *Setup) moveColumn() tea.Cmd {
	t, titles := s.h.T, map[string]string{}
	for _, c := range s.columns() {
		titles[c.Key] = c.Title
	}
	var items []kit.Item
	for _, key := range s.shownColumns() {
		items = append(items, kit.Item{ID: key, Label: titles[key]})
	}
	return s.h.Choose(t("columns.move"), items, func(key string) tea.Cmd {
		others := slices.DeleteFunc(s.shownColumns(), func(k string) bool { return k == key })
		places := []kit.Item{{ID: "", Label: t("columns.first")}}
		for _, k := range others {
			places = append(places, kit.Item{ID: k, Label: t("columns.after", "name", titles[k])})
		}
		return s.h.Choose(t("columns.where", "name", titles[key]), places, func(after string) tea.Cmd {
			return s.showColumns(slices.Insert(others, slices.Index(others, after)+1, key))
		})
	})
}

func (s *Setup) usualColumns() (out []string) {
	for _, c := range s.l.Columns {
		if !c.Off {
			out = append(out, c.Key)
		}
	}
	return out
}

// keep writes the order and the columns for the next time; a saved view keeps its own.
func (s *Setup) keep() tea.Cmd {
	if s.view != nil {
		return nil
	}
	d, l, setup := s.h.Service, s.l, service.ListSetup{Sort: s.Sort, Columns: s.Columns}
	return Run(s.h, "keep", func(ctx context.Context) (model.ChangeSet, error) {
		return d.SaveView(ctx, l, "", false, setup)
	}, func(cs model.ChangeSet) tea.Cmd {
		return s.h.Tell(Save{Set: cs, Tag: "keep", Quiet: true, From: s.h.ID})
	})
}

// open shows a saved view.
func (s *Setup) open(id string) tea.Cmd {
	i := slices.IndexFunc(s.views, func(v *model.SavedView) bool { return v.ID == id })
	if i < 0 {
		return nil
	}
	d, l, v := s.h.Service, s.l, s.views[i]
	return Run(s.h, "load", func(ctx context.Context) (r setupRead, err error) {
		r.setup, r.gone, err = d.SetupOf(ctx, l, v)
		return r, err
	}, func(r setupRead) tea.Cmd { return s.show(v, r.setup, r.gone) })
}

// show takes over a saved view, and says what of it no longer exists.
func (s *Setup) show(v *model.SavedView, setup service.ListSetup, gone []service.Gone) tea.Cmd {
	s.view, s.ListSetup = v, setup
	cmd := s.renew()
	if len(gone) > 0 {
		cmd = tea.Batch(cmd, s.h.Say(kit.Warning, "view.gone", "name", v.Name, "what", s.words().Gone(s.l, gone)))
	}
	return cmd
}
