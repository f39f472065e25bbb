package today

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

var list = service.ListSpecOf("today")

// setup is whose things are shown, of which kind and in which groups, as a saved view holds it.
func (s *Screen) setup() service.ListSetup {
	out := service.ListSetup{Filter: service.Narrowing{}}
	switch s.whose {
	case everybody:
	case mine:
		out.Filter["whose"] = []string{service.Me}
	default:
		out.Filter["whose"] = []string{s.whose}
	}
	if s.kind != "" {
		out.Filter["due"] = []string{s.kind}
	}
	if s.group > 0 {
		out.Sort = groupings[s.group].key
	}
	return out
}

// take shows what setup says.
func (s *Screen) take(l service.ListSetup) {
	s.whose, s.kind = everybody, ""
	for _, v := range l.Filter["whose"] {
		if s.whose = v; v == service.Me {
			s.whose = mine
		}
	}
	for _, v := range l.Filter["due"] {
		s.kind = v
	}
	s.group = max(slices.IndexFunc(groupings, func(g grouping) bool { return g.key == l.Sort }), 0)
	s.filter()
}

// viewed is what is shown, to be saved as a view; the saved view that is shown is the one that says the same.
func (s *Screen) viewed() screen.Viewed {
	out := screen.Viewed{Host: s.Host, List: list, Setup: s.setup(), Same: true, Saved: func(string) {}}
	for _, v := range s.views {
		if slices.Equal(v.Filter, list.Lines(out.Setup.Filter)) && v.Sort == out.Setup.Sort {
			out.View = v
		}
	}
	return out
}

// readViews reads the saved views, and goes on.
func (s *Screen) readViews(then func() tea.Cmd) tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, "views", func(ctx context.Context) ([]*model.SavedView, error) {
		views, _, err := d.Views(ctx, list.Screen)
		return views, err
	}, func(views []*model.SavedView) tea.Cmd {
		s.views = views
		if then == nil {
			return nil
		}
		return then()
	})
}

// viewsChanged reads them anew where one was saved, renamed or removed, so that the title names what is shown.
func (s *Screen) viewsChanged(m model.Changed) tea.Cmd {
	if !m.Many && !slices.ContainsFunc(m.Rows, func(r model.RowRef) bool { return r.Type == "listview" }) {
		return nil
	}
	return s.readViews(nil)
}

// openView shows a saved view, and says what of it no longer exists.
func (s *Screen) openView(id string) tea.Cmd {
	return s.readViews(func() tea.Cmd {
		i := slices.IndexFunc(s.views, func(v *model.SavedView) bool { return v.ID == id })
		if i < 0 {
			return nil
		}
		v, d := s.views[i], s.Service
		type read struct {
			setup service.ListSetup
			gone  []service.Gone
		}
		return screen.Run(s.Host, "view", func(ctx context.Context) (r read, err error) {
			r.setup, r.gone, err = d.SetupOf(ctx, list, v)
			return r, err
		}, func(r read) tea.Cmd {
			s.take(r.setup)
			if len(r.gone) == 0 {
				return nil
			}
			return s.Say(kit.Warning, "view.gone", "name", v.Name, "what", s.Words().Gone(list, r.gone))
		})
	})
}
