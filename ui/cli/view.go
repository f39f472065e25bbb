package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// viewOptions are what `view save` saves.
type viewOptions struct {
	filter        []string
	sort, columns string
	shared        bool
}

// viewCommand lists, saves, renames and removes saved views; `--view` of a list shows one.
func viewCommand() command {
	o := &viewOptions{}
	return command{name: "view", subs: []command{
		{name: "list", args: between(0, 1), run: listViews,
			json: []string{"name", "list", "list_label", "shared", "filter", "sort", "columns", "gone"}},
		{name: "save", args: exactly(2), json: receiptFields, run: o.save, flags: []flag{
			option(&o.columns, "columns", "", "cli.view.flag.columns"),
			option(&o.filter, "filter", nil, "cli.flag.filter"),
			option(&o.shared, "shared", false, "cli.view.flag.shared"),
			option(&o.sort, "sort", "", "cli.view.flag.sort")}},
		{name: "rename", args: exactly(3), json: receiptFields, run: renameView},
		{name: "remove", args: exactly(2), json: receiptFields, run: removeView},
	}}
}

// listNamed finds the list that a word names: that of a screen or of a type, in either language.
func (s *session) listNamed(word string) (*service.ListSpec, error) {
	f, _ := typeNamed("listview").Field("screen")
	key, _ := s.words.Key(f, word)
	var names []string
	for _, l := range service.ListSpecs() {
		if l.Screen == key || strings.EqualFold(l.Type, word) || strings.EqualFold(s.T("type."+l.Type), word) {
			return l, nil
		}
		names = append(names, l.Screen)
	}
	return nil, model.NewError(model.Usage, "err.cli.view.list",
		model.Args{"value": word, "known": strings.Join(names, ", ")})
}

// filtersTyped reads filters as they are typed: "town=Ishøj", a value by its key, its word or the initials.
func (s *session) filtersTyped(ctx context.Context, l *service.ListSpec, typed []string) (service.Narrowing, error) {
	n := service.Narrowing{}
	for _, text := range typed {
		name, value, ok := strings.Cut(text, "=")
		i := slices.IndexFunc(l.Filters, func(f service.ListFilter) bool {
			return strings.EqualFold(f.Key, strings.TrimSpace(name)) ||
				strings.EqualFold(s.words.FilterName(f.Key), strings.TrimSpace(name))
		})
		if !ok || i < 0 {
			var known []string
			for _, f := range l.Filters {
				known = append(known, f.Key)
			}
			return nil, model.NewError(model.Usage, "err.cli.filter",
				model.Args{"value": text, "known": strings.Join(known, ", ")})
		}
		f := l.Filters[i]
		key, err := s.filterValue(ctx, l, f.Key, strings.TrimSpace(value))
		if err != nil {
			return nil, err
		}
		if f.One && len(n[f.Key]) > 0 {
			return nil, model.NewError(model.Usage, "err.cli.filter.one", model.Args{"value": f.Key})
		}
		n[f.Key] = append(n[f.Key], key)
	}
	return n, nil
}

// filterValue finds the value that a text means.
func (s *session) filterValue(ctx context.Context, l *service.ListSpec, key, text string) (string, error) {
	list, err := s.Service.FilterValues(ctx, l, key, nil, string(s.words.Code()))
	if err != nil {
		return "", err
	}
	var known []string
	for _, v := range list {
		word := s.words.FilterValue(l, key, v.Value, v.Label)
		if strings.EqualFold(v.Value, text) || strings.EqualFold(word, text) ||
			v.Label != "" && strings.HasSuffix(strings.ToLower(word), "("+strings.ToLower(text)+")") {
			return v.Value, nil
		}
		if v.Label != "" {
			known = append(known, word)
		} else {
			known = append(known, v.Value)
		}
	}
	return "", model.NewError(model.Usage, "err.cli.filter.value",
		model.Args{"filter": key, "value": text, "known": strings.Join(known, ", ")})
}

// viewed gives a list as --view and --filter ask for it; what a view names and no longer exists is told.
func (s *session) viewed(ctx context.Context, e entity, o *listOptions) (entity, error) {
	l := service.ListSpecOf(e.typ)
	if l == nil || o.view == "" && len(o.filter) == 0 {
		return e, nil
	}
	setup, err := s.setupTyped(ctx, l, o.view, o.filter)
	if err != nil {
		return e, err
	}
	if order := l.Order(setup.Sort); setup.Sort != "" && len(order) > 0 {
		e.order = order
	}
	if o.columns == "" {
		o.columns = strings.Join(l.Fields(setup.Columns), ",")
	}
	o.narrowed, err = s.Service.Conditions(ctx, l, setup.Filter)
	return e, err
}

// setupTyped reads a view and the filters that are typed besides it, of which each takes the place of the view's own.
func (s *session) setupTyped(ctx context.Context, l *service.ListSpec, view string, filter []string) (
	setup service.ListSetup, err error) {
	setup.Filter = service.Narrowing{}
	if view != "" {
		v, err := s.Service.View(ctx, l.Screen, view)
		if err != nil {
			return setup, err
		}
		var gone []service.Gone
		if setup, gone, err = s.Service.SetupOf(ctx, l, v); err != nil {
			return setup, err
		}
		if len(gone) > 0 {
			s.warn("view_gone", s.T("view.gone", "name", v.Name, "what", s.words.Gone(l, gone)))
		}
	}
	own, err := s.filtersTyped(ctx, l, filter)
	for key, values := range own {
		setup.Filter[key] = values
	}
	return setup, err
}

func listViews(ctx context.Context, s *session, args []string) error {
	screen := ""
	if len(args) > 0 {
		l, err := s.listNamed(args[0])
		if err != nil {
			return err
		}
		screen = l.Screen
	}
	views, _, err := s.Service.Views(ctx, screen)
	if err != nil {
		return err
	}
	type shown struct {
		l    *service.ListSpec
		gone []service.Gone
	}
	list := make([]shown, len(views))
	t := table{empty: s.T("cli.view.empty"), cols: []column{{"list", s.T("cli.view.col.list"), false},
		{"name", s.T("cli.col.name"), false}, {"filter", s.T("listview.filter"), false},
		{"shared", s.T("view.everybody"), false}}}
	for i, v := range views {
		l := service.ListSpecOf(v.Screen)
		setup, gone, err := s.Service.SetupOf(ctx, l, v)
		if err != nil {
			return err
		}
		list[i] = shown{l, gone}
		narrowed, err := s.Service.Narrow(ctx, l, setup.Filter, string(s.words.Code()))
		if err != nil {
			return err
		}
		shared := "no"
		if v.Consultant == "" {
			shared = "yes"
		}
		t.rows = append(t.rows, []cell{{s.T("opt.list_screen." + v.Screen), v.Screen, v.Screen}, text(v.Name),
			text(strings.Join(s.words.Narrowing(l, setup.Filter, narrowed.Labels), " · ")),
			{s.T("value." + shared), shared, v.Consultant == ""}})
	}
	t.object = func(i int) object {
		v, gone := views[i], []string{}
		for _, g := range list[i].gone {
			gone = append(gone, strings.TrimPrefix(g.Filter+"="+g.Value, "="))
		}
		return object{{"name", v.Name}, {"list", v.Screen}, {"list_label", s.T("opt.list_screen." + v.Screen)},
			{"shared", v.Consultant == ""}, {"filter", notNull(v.Filter)}, {"sort", v.Sort},
			{"columns", notNull(v.Columns)}, {"gone", gone}}
	}
	return s.out.table(t)
}

// save saves a view; what is usual for the list stays out unless it is asked for.
func (o *viewOptions) save(ctx context.Context, s *session, args []string) error {
	l, err := s.listNamed(args[0])
	if err != nil {
		return err
	}
	setup := service.ListSetup{Sort: o.sort}
	if setup.Filter, err = s.filtersTyped(ctx, l, o.filter); err != nil {
		return err
	}
	sorts := make([]string, len(l.Sorts))
	for i, x := range l.Sorts {
		sorts[i] = x.Key
	}
	if o.sort != "" && !slices.Contains(sorts, o.sort) {
		return model.NewError(model.Usage, "err.cli.view.sort",
			model.Args{"value": o.sort, "known": strings.Join(sorts, ", ")})
	}
	columns := make([]string, len(l.Columns))
	for i, x := range l.Columns {
		columns[i] = x.Key
	}
	for _, c := range model.SplitList(o.columns) {
		if !slices.Contains(columns, c) {
			return model.NewError(model.Usage, "err.cli.view.column",
				model.Args{"value": c, "known": strings.Join(columns, ", ")})
		}
		setup.Columns = append(setup.Columns, c)
	}
	cs, err := s.Service.SaveView(ctx, l, args[1], o.shared, setup)
	return s.applyDecided(ctx, "listview", cs, err)
}

// viewNamed finds a saved view by list and name.
func (s *session) viewNamed(ctx context.Context, list, name string) (*model.SavedView, error) {
	l, err := s.listNamed(list)
	if err != nil {
		return nil, err
	}
	return s.Service.View(ctx, l.Screen, name)
}

func renameView(ctx context.Context, s *session, args []string) error {
	v, err := s.viewNamed(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	cs, err := s.Service.RenameView(ctx, v, args[2])
	return s.applyDecided(ctx, "listview", cs, err)
}

func removeView(ctx context.Context, s *session, args []string) error {
	v, err := s.viewNamed(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	return s.apply(ctx, service.RemoveView(v))
}
