package screen

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is the menu behind f: what a list is narrowed by, its order, its columns, and the saved views (visninger).

// ViewArg opens a list as a saved view has it.
type ViewArg struct{ ID string }

// Setup is how a list is shown, and the menu that changes it. The screen reads with Narrow and shows what Narrowed says.
type Setup struct {
	service.ListSetup
	Narrowed service.Narrowed // of the rows that are shown

	h       *Host
	l       *service.ListSpec
	columns func() []kit.Column
	left    func()         // leaves the search line, which the filters do not narrow
	changed func() tea.Cmd // reads the list anew
	view    *model.SavedView // that is shown, nil for none
	saved   string           // name of one that was just saved, which is shown once it is read
	views   []*model.SavedView
	ready   bool
}

// NewSetup makes the usual setup of a screen's list.
func NewSetup(h *Host, screen string, columns func() []kit.Column, left func(), changed func() tea.Cmd) *Setup {
	l := service.ListSpecOf(screen)
	return &Setup{ListSetup: service.ListSetup{Filter: l.Usual()}, h: h, l: l, columns: columns, left: left,
		changed: changed}
}

// renew shows the list as it is chosen now.
func (s *Setup) renew() tea.Cmd {
	s.left()
	return s.changed()
}

func (s *Setup) words() present.Words { return present.WordsIn(s.h.Theme.Lang) }

// setupRead is what the database holds of how a list is shown.
type setupRead struct {
	views []*model.SavedView
	last  *model.SavedView
	view  *model.SavedView // asked for
	setup service.ListSetup
	gone  []service.Gone
}

// Begin reads how the consultant left the list, or the saved view that is asked for, and then reads the list.
func (s *Setup) Begin(arg any) tea.Cmd {
	want, _ := arg.(ViewArg)
	d, l := s.h.Service, s.l
	return Run(s.h, "load", func(ctx context.Context) (r setupRead, err error) {
		if r.views, r.last, err = d.Views(ctx, l.Screen); err != nil {
			return r, err
		}
		if i := slices.IndexFunc(r.views, func(v *model.SavedView) bool { return v.ID == want.ID }); i >= 0 {
			r.view = r.views[i]
			r.setup, r.gone, err = d.SetupOf(ctx, l, r.view)
		} else if r.last != nil {
			r.setup, _, err = d.SetupOf(ctx, l, r.last)
		}
		return r, err
	}, func(r setupRead) tea.Cmd {
		s.views, s.ready = r.views, true
		if r.view != nil {
			return s.show(r.view, r.setup, r.gone)
		}
		s.Sort, s.Columns = r.setup.Sort, r.setup.Columns
		return s.changed()
	})
}

// Reread follows a change of the saved views; nil when there was none.
func (s *Setup) Reread(m model.Changed) tea.Cmd {
	if !s.ready || !m.Many && !slices.ContainsFunc(m.Rows, func(r model.RowRef) bool { return r.Type == "listview" }) {
		return nil
	}
	d, l := s.h.Service, s.l
	return Run(s.h, "views", func(ctx context.Context) (r setupRead, err error) {
		if r.views, r.last, err = d.Views(ctx, l.Screen); err == nil && r.last != nil {
			r.setup, _, err = d.SetupOf(ctx, l, r.last)
		}
		return r, err
	}, func(r setupRead) tea.Cmd {
		s.views = r.views
		s.follow()
		if s.view == nil && (s.Sort != r.setup.Sort || !slices.Equal(s.Columns, r.setup.Columns)) {
			s.Sort, s.Columns = r.setup.Sort, r.setup.Columns
			return s.changed()
		}
		return nil
	})
}

// follow finds the view that is shown among those that were read: it may have been saved, renamed or removed.
func (s *Setup) follow() {
	was := s.view
	s.view = nil
	for _, v := range s.views {
		if s.saved == v.Name || s.saved == "" && was != nil && was.ID == v.ID {
			s.view, s.saved = v, ""
			return
		}
	}
}

// Narrow gives what reads the conditions of the list, outside the loop.
func (s *Setup) Narrow() func(ctx context.Context) (service.Narrowed, error) {
	d, l, n, lang := s.h.Service, s.l, s.Filter, string(s.h.Theme.Lang.Code())
	return func(ctx context.Context) (service.Narrowed, error) { return d.Narrow(ctx, l, n, lang) }
}

// Title says what the list shows, after the name of the screen.
func (s *Setup) Title() string {
	parts := s.words().Narrowing(s.l, s.Filter, s.Narrowed.Labels)
	if s.Sort != "" && s.Sort != s.l.Sorts[0].Key {
		parts = append(parts, s.h.T("sort.says", "by", s.h.T("sort."+s.Sort)))
	}
	if s.view != nil {
		key := "view.title"
		if !s.same() {
			key = "view.title.changed"
		}
		parts = append([]string{s.h.T(key, "name", s.view.Name)}, parts...)
	}
	return strings.Join(parts, " · ")
}

// Hidden names the filters, for the sentence of an empty list; "" when nothing narrows it.
func (s *Setup) Hidden() string {
	if len(s.Filter) == 0 {
		return ""
	}
	return strings.Join(s.words().Narrowing(s.l, s.Filter, s.Narrowed.Labels), " · ")
}

// same reports whether the list is as its view has it.
func (s *Setup) same() bool {
	return slices.Equal(s.view.Filter, s.l.Lines(s.Filter)) && s.view.Sort == s.Sort &&
		slices.Equal(s.view.Columns, s.Columns)
}

// Order is the order of the rows, none for the one in which they are read.
func (s *Setup) Order() []schema.Order { return s.l.Order(s.Sort) }

// Fields are the fields of an exported list: those of the columns that the person chose, else the usual ones.
func (s *Setup) Fields(usual []string) []string {
	if len(s.Columns) == 0 {
		return usual
	}
	return s.l.Fields(s.Columns)
}

// Shown gives the columns that the person wants to see.
func (s *Setup) Shown(columns []kit.Column) []kit.Column {
	out := slices.Clone(columns)
	for i := range out {
		c := &out[i]
		if len(s.Columns) > 0 {
			c.Off = !slices.Contains(s.Columns, c.Key)
			c.HideBelow = 0
			continue
		}
		c.Off = slices.ContainsFunc(s.l.Columns, func(o service.ListColumn) bool { return o.Key == c.Key && o.Off })
	}
	return out
}

// Bindings are the keys of the menu; the number is the place of the first in the footer.
func (s *Setup) Bindings(footer int) []Binding {
	return []Binding{
		Own("filter", "f", "companies.filter", footer, s.Menu),
		Own("unfilter", "F", "filter.clear", 0, s.Clear).When(func() (bool, string) {
			return !s.IsUsual() || s.view != nil, "filter.clear.none"
		}),
		Std(keys.Sort, s.sorts),
	}
}

// IsUsual reports whether the filters are as they are at first.
func (s *Setup) IsUsual() bool { return s.Filter.Equal(s.l.Usual()) }

// Clear goes back to what is usually listed.
func (s *Setup) Clear() tea.Cmd {
	s.Filter, s.view = s.l.Usual(), nil
	return s.renew()
}

// Set narrows by other values of one filter; none takes the filter away.
func (s *Setup) Set(key string, values ...string) tea.Cmd {
	s.Filter = s.Filter.With(key, values...)
	return s.renew()
}

// Menu lists the saved views, the filters with what they are, the order, the columns, and what is done with views.
func (s *Setup) Menu() tea.Cmd {
	t, w := s.h.T, s.words()
	var items []kit.Item
	for _, v := range s.views {
		items = append(items, kit.Item{ID: "view:" + v.ID, Label: t("view.item", "name", v.Name),
			Detail: map[bool]string{true: t("view.everybody")}[v.Consultant == ""]})
	}
	for _, f := range s.l.Filters {
		detail := t("filter.any")
		if values := s.Filter[f.Key]; len(values) > 0 {
			detail = w.FilterValues(s.l, f.Key, values, s.Narrowed.Labels)
		}
		items = append(items, kit.Item{ID: "filter:" + f.Key, Label: w.FilterName(f.Key), Detail: detail})
	}
	by := s.Sort
	if by == "" {
		by = s.l.Sorts[0].Key
	}
	all := s.columns()
	shown := slices.DeleteFunc(s.Shown(all), func(c kit.Column) bool { return c.Off })
	items = append(items, kit.Item{ID: "sort", Label: t("sort"), Detail: t("sort." + by), Keys: "S"},
		kit.Item{ID: "columns", Label: t("columns"), Detail: t("columns.n", "n", len(shown), "of", len(all))},
		kit.Item{ID: "clear", Label: t("filter.menu.clear"), Keys: "F"}, kit.Item{ID: "save", Label: t("view.save")},
		kit.Item{ID: "share", Label: t("view.save.shared")})
	if v := s.view; v != nil {
		if !s.same() {
			items = append(items, kit.Item{ID: "update", Label: t("view.update", "name", v.Name)})
		}
		items = append(items, kit.Item{ID: "rename", Label: t("view.rename", "name", v.Name)},
			kit.Item{ID: "remove", Label: t("view.remove", "name", v.Name)})
	}
	return s.h.Choose(t("filter.title"), items, s.chosen)
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
	case "clear":
		return s.Clear()
	case "save", "share":
		title := map[string]string{"save": "view.save", "share": "view.save.shared"}[what]
		return s.askName(title, "", func(name string) tea.Cmd { return s.save(name, what == "share") })
	case "update":
		return s.save(s.view.Name, s.view.Consultant == "")
	case "rename":
		v, d := s.view, s.h.Service
		return s.askName("view.rename.title", v.Name, func(name string) tea.Cmd {
			return s.write(func(ctx context.Context) (model.ChangeSet, error) { return d.RenameView(ctx, v, name) }, "")
		})
	case "remove":
		return s.h.Save("view", service.RemoveView(s.view))
	}
	return nil
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
		s.Columns = nil
		for _, it := range items { // in the order of the list
			if slices.Contains(a.Marked, it.ID) {
				s.Columns = append(s.Columns, it.ID)
			}
		}
		if slices.Equal(s.Columns, s.usualColumns()) {
			s.Columns = nil
		}
		return tea.Batch(s.changed(), s.keep())
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

func (s *Setup) askName(title, before string, then func(name string) tea.Cmd) tea.Cmd {
	d := kit.Prompt(s.h.Theme, s.h.T(title), s.h.T("view.name.help"), s.h.T("view.name"), before, func(v string) string {
		if strings.TrimSpace(v) == "" {
			return s.h.T("err.view.name")
		}
		return ""
	})
	return s.h.AskThen(d, func(a kit.Action) tea.Cmd { return then(a.Text) })
}

func (s *Setup) save(name string, shared bool) tea.Cmd {
	d, l, setup := s.h.Service, s.l, s.ListSetup
	return s.write(func(ctx context.Context) (model.ChangeSet, error) {
		return d.SaveView(ctx, l, name, shared, setup)
	}, name)
}

// write decides and writes a change of the views; name is the view that is shown then, "" leaves the one that is.
func (s *Setup) write(decide func(context.Context) (model.ChangeSet, error), name string) tea.Cmd {
	return Run(s.h, "view", decide, func(cs model.ChangeSet) tea.Cmd {
		return s.h.SaveThen(cs, func(model.Receipt) tea.Cmd {
			if s.saved = model.FoldSpaces(name); name != "" {
				s.follow()
			}
			return nil
		})
	})
}
