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

// This file holds what a list is narrowed by, its order and its columns, and the saved view (visning) that is shown.

// ViewArg opens a list as a saved view has it.
type ViewArg struct{ ID string }

// Setup is how a list is shown, and the menu that changes it. The screen reads with Narrow, and shows what Narrowed
// says.
type Setup struct {
	service.ListSetup
	Narrowed service.Narrowed // of the rows that are shown

	fixed   bool // the screen has an order and columns of its own: only filters and views of the list are chosen
	h       *Host
	l       *service.ListSpec
	columns func() []kit.Column
	left    func()           // leaves the search line, which the filters do not narrow
	changed func() tea.Cmd   // reads the list anew
	view    *model.SavedView // that is shown, nil for none
	saved   string           // name of one that was just saved, which is shown once it is read
	views   []*model.SavedView
	ready   bool
	kept    *model.SavedView // how the list stood when the program was left, until it is read; its ID is the view's
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
	d, l, kept := s.h.Service, s.l, s.kept
	return Run(s.h, "load", func(ctx context.Context) (r setupRead, err error) {
		if r.views, r.last, err = d.Views(ctx, l.Screen); err != nil {
			return r, err
		}
		if i := slices.IndexFunc(r.views, func(v *model.SavedView) bool { return v.ID == want.ID }); i >= 0 {
			r.view = r.views[i]
			r.setup, r.gone, err = d.SetupOf(ctx, l, r.view)
		} else if kept != nil {
			r.setup, r.gone, err = d.SetupOf(ctx, l, kept)
		} else if r.last != nil {
			r.setup, _, err = d.SetupOf(ctx, l, r.last)
		}
		return r, err
	}, func(r setupRead) tea.Cmd {
		s.views, s.ready = r.views, true
		if r.view != nil {
			return s.show(r.view, r.setup, r.gone)
		}
		if kept != nil {
			return s.back(kept, r)
		}
		s.Sort, s.Columns = r.setup.Sort, r.setup.Columns
		return s.changed()
	})
}

// Kept is how the list stands, without what is as at first; see Kept of a screen.
func (s *Setup) Kept() map[string]string {
	if s.IsUsual() && s.view == nil || !s.ready {
		return nil
	}
	out := map[string]string{"filter": strings.Join(s.l.Lines(s.Filter), "\n"), "sort": s.Sort,
		"columns": strings.Join(s.Columns, "\n")}
	if s.view != nil {
		out["view"] = s.view.ID
	}
	return out
}

// Keep lets the list stand as Kept says it did.
func (s *Setup) Keep(values map[string]string) {
	if _, some := values["filter"]; !some {
		return
	}
	lines := func(key string) []string {
		return slices.DeleteFunc(strings.Split(values[key], "\n"), func(l string) bool { return l == "" })
	}
	s.kept = &model.SavedView{Head: model.Head{ID: values["view"]}, Filter: lines("filter"), Sort: values["sort"],
		Columns: lines("columns")}
}

// back shows the list as it stood, and says what of it no longer exists.
func (s *Setup) back(kept *model.SavedView, r setupRead) tea.Cmd {
	s.ListSetup, s.kept = r.setup, nil
	for _, v := range s.views {
		if v.ID == kept.ID {
			s.view = v
		}
	}
	cmd := s.changed()
	if len(r.gone) > 0 {
		cmd = tea.Batch(cmd, s.h.Say(kit.Warning, "filter.gone", "what", s.words().Gone(s.l, r.gone)))
	}
	return cmd
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
	if s.Sort != "" && s.Sort != s.l.Sorts[0].Key && !s.fixed {
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
func (s *Setup) Order() []schema.Order {
	if s.fixed {
		return nil
	}
	return s.l.Order(s.Sort)
}

// Fields are the fields of an exported list: those of the columns that the person chose, else the usual ones.
func (s *Setup) Fields(usual []string) []string {
	if len(s.Columns) == 0 {
		return usual
	}
	return s.l.Fields(s.Columns)
}

// Shown gives the columns that the person wants to see.
func (s *Setup) Shown(columns []kit.Column) []kit.Column {
	if s.fixed {
		return columns
	}
	out := slices.Clone(columns)
	for i := range out {
		c := &out[i]
		if len(s.Columns) > 0 {
			c.Place = slices.Index(s.Columns, c.Key)
			c.Off = c.Place < 0
			c.HideBelow = 0
			continue
		}
		c.Off = slices.ContainsFunc(s.l.Columns, func(o service.ListColumn) bool { return o.Key == c.Key && o.Off })
	}
	return out
}

// Bindings are the keys of the menu; the number is the place of the first in the footer.
func (s *Setup) Bindings(footer int) []Binding {
	list := []Binding{
		Own("filter", "f", "companies.filter", footer, s.Menu),
		Own("unfilter", "F", "filter.clear", 0, s.Clear).When(func() (bool, string) {
			return !s.IsUsual() || s.view != nil, "filter.clear.none"
		}),
	}
	if s.fixed {
		return list
	}
	return append(list, Std(keys.Sort, s.sorts))
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
