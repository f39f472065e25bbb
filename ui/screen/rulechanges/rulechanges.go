// Package rulechanges is what changes when rows of the rules end: target groups that get other names, placements and
// agreements that go on over the day, and the rows with what follows them.
//
// It promises: new names of groups are gathered on the screen and saved as one change, after it was shown how many
// citizens and placements they are about; one undo takes all of them back.
package rulechanges

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// row is one line: a target group, a placement or a rule.
type row struct {
	kind  string // group, placement or rule
	id    string
	group *rules.Rule
	over  rules.Crossing
	rule  *rules.Rule
}

// Screen is the list.
type Screen struct {
	screen.ListScreen[row]
	data  *service.RuleChanges
	names map[string]string // the new target group by the old one, not saved yet
}

var kinds = []string{"", "group", "placement", "rule"} // by filter

// New makes the list.
func New(h *screen.Host) screen.Screen {
	s := &Screen{names: map[string]string{}}
	s.Begin(h, screen.ListOptions[row]{
		Title: "rulechanges.title", Filters: []string{"rulechanges.all", "rulechanges.groups", "rulechanges.placements",
			"rulechanges.rules"}, NoMarks: true,
		Types:   []string{"placement", "agreement", "citizen", "reference", "setting"},
		ID:      func(r row) string { return r.kind + " " + r.id },
		Columns: func() []kit.Column { return columns(h) }, Cells: s.cells, Load: s.load, Open: s.On(s.open),
	})
	return s
}

func columns(h *screen.Host) []kit.Column {
	t := h.T
	return []kit.Column{
		{Key: "what", Title: t("rules.col.change"), Min: 18},
		{Key: "about", Title: t("rulechanges.about"), Min: 24, Flex: 3},
		{Key: "from", Title: t("rules.col.from"), Min: 11, Role: theme.Subtle},
		{Key: "then", Title: t("rules.col.next"), Min: 20, Flex: 3},
	}
}

// RulesFrom says that the screen shows what today's rules say.
func (s *Screen) RulesFrom() model.Date { return 0 }

func (s *Screen) load() tea.Cmd {
	return screen.Run(s.Host, "load", s.Service.RuleChanges, func(c *service.RuleChanges) tea.Cmd {
		s.data, s.Loaded = c, true
		s.show()
		return nil
	})
}

func (s *Screen) show() {
	if s.data == nil {
		return
	}
	var rows []row
	for _, g := range s.data.Groups {
		rows = append(rows, row{kind: "group", id: g.Groups[0], group: g})
	}
	for _, c := range s.data.Placements {
		rows = append(rows, row{kind: "placement", id: c.Placement.ID + c.On.String(), over: c})
	}
	for _, r := range s.data.Ending {
		rows = append(rows, row{kind: "rule", id: r.Key, rule: r})
	}
	if want := kinds[s.Filter]; want != "" {
		rows = slices.DeleteFunc(rows, func(r row) bool { return r.kind != want })
	}
	s.Show(rows, "rules.changes.none")
}

func (s *Screen) cells(r row, cells []kit.Cell) {
	w := s.Words()
	day := func(d model.Date) string { return s.Theme.Lang.Near(d.Time(), s.Today().Time()) }
	switch r.kind {
	case "group":
		cells[0].Text = s.T("rules.change.group")
		cells[1].Text = w.GroupName(s.data.Set, r.id) + " · " + s.T("rulechanges.n", "n", s.data.InGroup[r.id])
		cells[2].Text = day(r.group.To.Add(1))
		if to := s.names[r.id]; to != "" {
			cells[3] = kit.Cell{Text: s.T("rulechanges.becomes", "to", w.GroupName(s.data.Set, to)), Role: theme.Accent}
		} else {
			cells[3] = kit.Cell{Text: s.T("rulechanges.noname"), Role: theme.Warn}
		}
	case "placement":
		p := r.over.Placement
		cells[0].Text = s.T("rules.change.placement")
		if s.data.Agreements[p.ID] {
			cells[0].Text = s.T("rulechanges.both")
		}
		cells[1].Text = service.JoinNonEmpty(" · ", p.Ref, s.data.Citizens[p.CitizenID], s.data.Companies[p.CompanyID])
		cells[2].Text = day(r.over.On)
		var titles []string
		for _, rule := range r.over.Ended {
			if title := s.T("rules.kind." + rule.Kind); !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
		}
		cells[3] = kit.Cell{Text: s.T("rulechanges.over", "what", strings.Join(titles, ", ")), Role: theme.Subtle}
	case "rule":
		cells[0].Text = s.T("rules.change.rule")
		cells[1].Text = service.JoinNonEmpty(": ", s.T("rules.kind."+r.rule.Kind), w.RuleAbout(s.data.Set, r.rule))
		cells[2].Text = day(r.rule.To.Add(1))
		switch next := s.data.Set.Next(r.rule); {
		case next == nil:
			cells[3] = kit.Cell{Text: s.T("rulechanges.nothing"), Role: theme.Warn}
		case next.Unknown:
			cells[3] = kit.Cell{Text: s.T("rules.unknown"), Role: theme.Warn}
		default:
			cells[3].Text = s.T("rulechanges.follows", "source", next.Source)
		}
	}
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	named := func() (bool, string) { return len(s.names) > 0, "rulechanges.save.none" }
	openable := func() (bool, string) {
		r, ok := s.Selected()
		return ok && r.kind != "rule", "rulechanges.rule.only"
	}
	return []screen.Binding{
		screen.Std(keys.Open, s.On(s.open)).As(s.openLabel()).When(openable),
		screen.Own("save", "ctrl+s", "rulechanges.save", 10, s.preview).When(named),
		screen.Own("filter", "f", "rulechanges.filter", 56, screen.Nothing(func() {
			s.NextFilter()
			s.show()
		})),
		screen.Own("values", "v", "rulechanges.values", 57, s.Opens(screen.RuleValues, nil)),
		screen.Std(keys.Back, s.leave),
	}
}

func (s *Screen) openLabel() string {
	if r, ok := s.Selected(); ok && r.kind == "group" {
		return "rulechanges.name"
	}
	return "rulechanges.open"
}

// open opens a placement, or asks which target group follows one that ends.
func (s *Screen) open(r row) tea.Cmd {
	switch r.kind {
	case "placement":
		return s.Go(screen.Placement, r.over.Placement.ID)
	case "group":
		return s.pick(r)
	}
	return s.Say(kit.Info, "rulechanges.rule.only")
}

// pick asks for the target group that counts the day after one ends.
func (s *Screen) pick(r row) tea.Cmd {
	var items []kit.Item
	for _, g := range s.data.Set.TargetGroups(r.group.To.Add(1)) {
		if g.Key != r.id {
			items = append(items, kit.Item{ID: g.Key, Label: s.Words().GroupName(s.data.Set, g.Key), Detail: g.Key})
		}
	}
	if len(items) == 0 {
		return s.Say(kit.Warning, "rulechanges.nogroups")
	}
	if s.names[r.id] != "" {
		items = append(items, kit.Item{ID: "", Label: s.T("rulechanges.keep")})
	}
	return s.Choose(s.T("rulechanges.pick", "from", s.Words().GroupName(s.data.Set, r.id)), items,
		func(to string) tea.Cmd {
			s.names[r.id] = to
			if to == "" {
				delete(s.names, r.id)
			}
			s.show()
			return nil
		})
}

// renames are the new names, in the order of the list.
func (s *Screen) renames() (out []service.GroupRename) {
	for _, g := range s.data.Groups {
		if to := s.names[g.Groups[0]]; to != "" {
			out = append(out, service.GroupRename{From: g.Groups[0], To: to})
		}
	}
	return out
}

// preview tells how many citizens and placements each new name is about, and then saves all as one change.
func (s *Screen) preview() tea.Cmd {
	type read struct {
		cs   model.ChangeSet
		told []service.GroupRename
	}
	d, list := s.Service, s.renames()
	return screen.Run(s.Host, "preview", func(ctx context.Context) (out read, err error) {
		out.cs, out.told, err = d.RenameGroups(ctx, list)
		return out, err
	}, func(r read) tea.Cmd {
		var lines []string
		for _, t := range r.told {
			lines = append(lines, s.T("rulechanges.told", "from", s.Words().GroupName(s.data.Set, t.From), "to",
				s.Words().GroupName(s.data.Set, t.To), "n", t.Citizens, "placements", t.Placements))
		}
		ask := kit.Confirm(s.Theme, s.T("rulechanges.save"), strings.Join(lines, "\n"), 0, s.T("rulechanges.yes"),
			false)
		return s.AskThen(ask, func(kit.Action) tea.Cmd {
			return s.SaveThen(r.cs, func(model.Receipt) tea.Cmd {
				clear(s.names)
				return s.load()
			})
		})
	})
}

// leave goes back; new names that are not saved are asked about.
func (s *Screen) leave() tea.Cmd {
	if len(s.names) == 0 {
		return s.Back()
	}
	ask := kit.Confirm(s.Theme, s.T("rulechanges.leave"), s.T("rulechanges.leave.text", "n", len(s.names)), 0,
		s.T("rulechanges.leave.yes"), true)
	return s.AskThen(ask, func(kit.Action) tea.Cmd { return s.Back() })
}

// View draws the list.
func (s *Screen) View(size kit.Size) kit.Frame {
	var whole []string
	if r, ok := s.Selected(); ok && s.data != nil { // the columns may have cut it
		cells := make([]kit.Cell, len(columns(s.Host)))
		s.cells(r, cells)
		whole = append(whole, service.JoinNonEmpty(" · ", cells[1].Text, cells[3].Text))
	}
	return s.FrameOver(size, s.T("rulechanges.note", "n", len(s.Rows)), whole...)
}
