package settings

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// data is everything on the screen.
type data struct {
	settings map[string]*model.Setting
	rhythm   agenda.Rhythm
	people   []*model.Consultant
	words    []*model.LocalWord
	tables   []*model.Reference
	covers   []*model.Cover
	facts    service.Facts
	backup   time.Time // of the newest copy, zero when there is none
	values   *service.RuleValues
}

func (d *data) value(key string) string {
	if s := d.settings[key]; s != nil {
		return s.Value
	}
	return ""
}

func (s *Screen) load() tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, "load", func(ctx context.Context) (*data, error) { return read(ctx, d) }, s.took)
}

func read(ctx context.Context, d *service.Session) (*data, error) {
	out := &data{}
	var err error
	if out.settings, err = service.Settings(ctx, d.Store); err != nil {
		return nil, err
	}
	if out.rhythm, err = d.Rhythm(ctx); err != nil {
		return nil, err
	}
	if out.people, err = service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{
		Order: []schema.Order{{Field: "name"}},
	}); err != nil {
		return nil, err
	}
	if out.words, err = service.All[model.LocalWord](ctx, d.Store, "word", schema.Query{
		Order: []schema.Order{{Field: "word"}},
	}); err != nil {
		return nil, err
	}
	if out.tables, err = service.All[model.Reference](ctx, d.Store, "reference", schema.Query{}); err != nil {
		return nil, err
	}
	if out.facts, err = d.Database.Facts(ctx); err != nil {
		return nil, err
	}
	if out.covers, err = service.All[model.Cover](ctx, d.Store, "cover", schema.Query{
		Order: []schema.Order{{Field: "from"}}}); err != nil {
		return nil, err
	}
	out.backup = d.Backups.Latest()
	out.values, err = d.RuleValues(ctx)
	return out, err
}

// build lists every line, group by group.
func (s *Screen) build() []row {
	rows := s.mine()
	rows = append(rows, s.manner()...)
	rows = append(rows, s.rhythm()...)
	rows = append(rows, s.rules()...)
	rows = append(rows, s.letterhead()...)
	rows = append(rows, s.people()...)
	rows = append(rows, s.covers()...)
	rows = append(rows, s.localWords()...)
	rows = append(rows, s.closing()...)
	rows = append(rows, s.register()...)
	rows = append(rows, s.tables()...)
	return append(rows, s.database()...)
}

// edit opens the form for a row.
func (s *Screen) edit(e model.Entity, fields ...string) func() tea.Cmd {
	return func() tea.Cmd { return s.Go(screen.Edit, screen.EditArg{Entity: e, Fields: fields}) }
}

func (s *Screen) mine() []row {
	r := row{
		id: "me", group: "settings.me", label: s.T("settings.me.who"), value: s.T("settings.me.nobody"),
		hint: s.T("settings.me.hint"), role: theme.Warn,
	}
	if s.Service.Served {
		r.hint = s.T("settings.me.hint.served")
	}
	for _, c := range s.data.people {
		if c.ID == s.Service.Actor() {
			r.value, r.role = c.Name+" · "+c.Initials, theme.Text
			if c.Team != "" {
				r.value += " · " + c.Team
			}
			r.open = s.edit(c, "name", "initials", "team", "login")
		}
	}
	if r.open == nil {
		r.open = s.pickMe
	}
	return []row{r}
}

func (s *Screen) manner() []row {
	var rows []row
	for _, key := range []string{"language", service.ThemeSetting, service.PlainSetting, "term.borger", "term.kommune",
		"progress.who5", service.StartSetting} {
		rows = append(rows, s.choice("settings.manner", key))
	}
	return rows
}

// choice is the line of a setting with a few values.
func (s *Screen) choice(group, key string) row {
	spec, _ := service.SettingNamed(key)
	now := s.data.value(key)
	if key == "language" {
		now = string(s.Theme.Lang.Code())
	}
	if now == "" {
		now = spec.Usual
	}
	value := now // a word of the municipality's own, set from the command line
	if k := "settings." + key + "." + now; s.Theme.Lang.Has(k) {
		value = s.T(k)
	}
	return row{id: key, group: group, label: s.T("settings." + key), value: value,
		hint: s.T("settings." + key + ".hint"), open: func() tea.Cmd { return s.choose(key, now, spec.Values...) }}
}

func (s *Screen) rhythm() []row {
	var rows []row
	group := "settings.rhythm"
	for _, r := range service.RhythmSettings(s.data.rhythm) {
		line := s.typed(group, r.Key, "settings."+r.Unit+".label", "", theme.Text)
		line.value, line.open = s.T("settings."+r.Unit, "n", r.N), func() tea.Cmd {
			return s.askSetting(r.Key, "settings."+r.Unit+".label", strconv.Itoa(r.N))
		}
		rows = append(rows, line)
	}
	now := agenda.CheckpointsText(s.data.rhythm.Retention)
	line := s.typed(group, service.RetentionSetting, "", "", theme.Text)
	line.value, line.open = now, func() tea.Cmd {
		return s.askSetting(service.RetentionSetting, "settings.weeks.list", now)
	}
	return append(rows, line)
}

// rules lead to the uncertain values of the rules, and to what changes when rules run out.
func (s *Screen) rules() []row {
	v := s.data.values
	role := theme.Text
	if v.Open > 0 {
		role = theme.Warn
	}
	return []row{
		{id: "rules.values", group: "settings.rules", label: s.T("settings.rules.values"), role: role,
			value: s.T("settings.rules.values.n", "n", v.Open), hint: s.T("settings.rules.values.hint"),
			open: func() tea.Cmd { return s.Go(screen.RuleValues, nil) }},
		{id: "rules.changes", group: "settings.rules", label: s.T("settings.rules.changes"),
			value: s.T("settings.rules.changes.n", "n", len(v.Set.Ending(s.Today()))),
			hint:  s.T("settings.rules.changes.hint"),
			open:  func() tea.Cmd { return s.Go(screen.Rules, nil) }},
	}
}

func (s *Screen) people() []row {
	fields := []string{"name", "initials", "team", "login", "inactive"}
	if s.Service.Enforced() {
		fields = append(fields, "role")
	}
	var rows []row
	for _, c := range s.data.people {
		r := row{
			id: c.ID, group: "settings.people", label: c.Name, value: c.Initials, hint: s.T("settings.people.hint"),
			open: s.edit(c, fields...)}
		if c.Team != "" {
			r.value += " · " + c.Team
		}
		switch {
		case c.Inactive:
			r.value, r.role = r.value+" · "+s.T("settings.people.gone"), theme.Disabled
		case c.ID != s.Service.Actor():
			r.remove = func() tea.Cmd { return s.deactivate(c) }
		}
		rows = append(rows, r)
	}
	return rows
}

// deactivate notes that somebody left. The row stays: the log and old contacts name it.
// What still stands with them is named first; it stays on everybody's Today until somebody takes over.
func (s *Screen) deactivate(c *model.Consultant) tea.Cmd {
	after := *c
	after.Inactive = true
	save := s.Save("person",
		model.ChangeSet{Action: "consultant.edit", Changes: []model.Change{model.Edit(c, &after)}})
	d := s.Service
	return screen.Run(s.Host, "portfolio", func(ctx context.Context) (model.Portfolio, error) {
		return d.Portfolio(ctx, c.ID)
	}, func(p model.Portfolio) tea.Cmd {
		if p.Empty() {
			return save
		}
		text := s.T("portfolio.left", "n", len(p.Citizens), "companies", len(p.Companies), "placements",
			len(p.Placements), "promises", len(p.Promises))
		ask := kit.Choose(s.Theme, s.T("portfolio.left.title", "name", c.Name), text, []kit.Choice{
			{ID: "over", Label: s.T("portfolio.left.over"), Key: "o"}, {ID: "stop", Label: s.T("portfolio.left.stop"),
				Key: "s"}, {ID: "no", Label: s.T("kit.cancel")}})
		return s.AskThen(ask, func(a kit.Action) tea.Cmd {
			if a.ID == "over" {
				return s.HandOver(c.ID, nil)
			}
			return save
		})
	})
}

func (s *Screen) localWords() []row {
	var rows []row
	for _, w := range s.data.words {
		rows = append(rows,
			row{
				id: w.ID, group: "settings.words", label: w.Word, value: w.Means, hint: s.T("settings.words.hint"),
				open: s.edit(w),
				remove: func() tea.Cmd {
					return s.Save("word", model.ChangeSet{
						Action: "word.remove", Changes: []model.Change{model.Remove(w)},
					})
				}})
	}
	if len(rows) == 0 {
		rows = []row{
			{id: "words", group: "settings.words", label: s.T("settings.words.none"), role: theme.Subtle,
				hint: s.T("settings.words.hint"),
				open: s.edit(&model.LocalWord{})}}
	}
	return rows
}

// kinds are the tables that come with the program.
var kinds = []string{service.RulesRow, "postcodes", "industries", "occupations"}

func (s *Screen) tables() []row {
	var rows []row
	imported := func() tea.Cmd { return s.Go(screen.Import, nil) }
	for _, k := range kinds {
		rows = append(rows,
			row{
				id: k, group: "settings.tables", label: lang.Capital(s.T("reference.kind." + k)),
				value: s.T("settings.tables.builtin"),
				role:  theme.Subtle, hint: s.T("settings.tables.hint"), open: imported})
		for _, t := range s.data.tables {
			if len(t.ID) >= len(k) && t.ID[:len(k)] == k {
				rows = append(rows,
					row{
						id: "ref:" + t.ID, group: "settings.tables", label: "  " + t.ID,
						hint: s.T("settings.tables.drop.hint"), open: imported,
						value: s.T("settings.tables.from", "source", t.Source, "day",
							s.Theme.Lang.DayYear(t.Date.Time()), "n", t.Rows.V),
						remove: func() tea.Cmd { return s.askDrop(t) }})
			}
		}
	}
	return rows
}

func (s *Screen) askDrop(t *model.Reference) tea.Cmd {
	s.editing = t.ID
	return s.Ask("table",
		kit.Confirm(s.Theme, s.T("settings.tables.drop"), s.T("settings.tables.drop.text", "source", t.Source), 0,
			s.T("list.remove"), true))
}

func (s *Screen) dropTable() tea.Cmd {
	for _, t := range s.data.tables {
		if t.ID == s.editing {
			return s.Save("table", model.ChangeSet{
				Action: "reference.remove", Changes: []model.Change{model.Remove(t)},
			})
		}
	}
	return nil
}

func (s *Screen) database() []row {
	f, t, d := s.data.facts, s.T, s.Service
	seal := t("settings.db.sealed")
	switch {
	case d.Demo:
		seal = t("settings.db.demo")
	case !f.Sealed:
		seal = t("settings.db.open")
	}
	group := "settings.db"
	last, lastRole := t("settings.backup.never"), theme.Warn
	if !s.data.backup.IsZero() {
		at := s.data.backup.In(d.Now().Location())
		last, lastRole = t("settings.backup.last", "day", s.Theme.Lang.Near(at, d.Now())+" "+s.Theme.Lang.Clock(at)),
			theme.Text
	}
	if err := d.Backups.Failed(); err != nil {
		last, lastRole = s.Words().Error(err), theme.Danger
	}
	health, healthRole := t("settings.check.not"), theme.Subtle
	if s.checked {
		health, healthRole = t("settings.check.good"), theme.OK
	}
	rows := []row{
		{
			id: "db.path", group: group, label: t("settings.db.path"), value: f.Path,
			hint: t("settings.db.path.hint", "path", f.Path),
		},
		{id: "db.what", group: group, label: t("settings.db.what"),
			value: t("settings.db.facts", "size", present.FormatBytes(s.Theme.Lang, f.Bytes), "seal", seal, "schema",
				f.Schema),
			hint: t("settings.db.rows", "companies", f.Rows["company"], "citizens", f.Rows["citizen"], "contacts",
				f.Rows["contact"])},
		{
			id: "db.backup", group: group, label: t("settings.backup"), value: last, role: lastRole,
			hint: t(map[bool]string{true: "settings.backup.hint", false: "settings.backup.hint.open"}[f.Sealed]),
			open: s.backup,
		},
		{
			id: "db.check", group: group, label: t("settings.check"), value: health, role: healthRole,
			hint: t("settings.check.hint"), open: s.checkAll,
		},
	}
	if !d.Demo {
		restore := row{id: "db.restore", group: group, label: t("settings.restore"), value: t("settings.backup.never"),
			role: theme.Subtle, hint: t("settings.restore.none")}
		if d.Served {
			restore.hint = t("settings.served")
		} else if there, _ := s.restorable(); there {
			restore.value, restore.hint, restore.open = t("settings.restore.how"), t("settings.restore.hint"), s.restore
		}
		rows = append(rows, restore)
	}
	if len(s.check) > 0 {
		rows[3].value, rows[3].role = t("settings.check.bad", "n", len(s.check)), theme.Danger
		rows[3].hint = s.Words().Error(s.check[0])
	}
	if f.Sealed {
		pass := row{
			id: "db.pass", group: group, label: t("settings.passphrase"), value: t("settings.passphrase.how"),
			role: theme.Subtle, hint: t("settings.passphrase.hint"), open: s.rekey,
		}
		if d.Served {
			pass.hint, pass.open = t("settings.served"), func() tea.Cmd { return s.Say(kit.Warning, "settings.served") }
		}
		rows = append(rows, pass)
	}
	return append([]row{s.lock()}, rows...)
}

// lock is after how many minutes the program locks itself.
func (s *Screen) lock() row {
	minutes, ok := service.ParseLockMinutes(s.data.value(service.LockSetting))
	if !ok {
		minutes = service.DefaultLockMinutes
	}
	after := s.T("settings.lock.after", "n", minutes)
	if minutes == 0 {
		after = s.T("settings.lock.never")
	}
	return row{
		id: service.LockSetting, group: "settings.db", label: s.T("settings.lock.minutes"), value: after,
		hint: s.T("settings.lock.minutes.hint"), open: func() tea.Cmd {
			return s.askSetting(service.LockSetting, "settings.lock.label", strconv.Itoa(minutes))
		},
	}
}

// backup and checkAll take as long as the database is large.
func (s *Screen) backup() tea.Cmd {
	keep := s.Service.Backups
	return s.Aside("backup", screen.RunFor(s.Host, "backup", 0, keep.Backup, func(path string) tea.Cmd {
		return tea.Batch(s.Say(kit.Done, "settings.backup.done", "path", path), s.load())
	}, s.Fail))
}

// restorable reports whether there is a copy.
func (s *Screen) restorable() (bool, string) {
	switch {
	case s.Service.Served:
		return false, "settings.served"
	case s.Service.Demo:
		return false, "settings.restore.demo"
	}
	return s.data != nil && !s.data.backup.IsZero(), "settings.restore.none"
}

// restore leaves the screens: a copy takes the place of a database that is closed.
func (s *Screen) restore() tea.Cmd {
	ask := kit.Confirm(s.Theme, s.T("settings.restore"), s.T("settings.restore.ask"), 0, s.T("settings.restore.yes"),
		false)
	return s.AskThen(ask, func(a kit.Action) tea.Cmd {
		if a.ID != "yes" {
			return nil
		}
		return s.Tell(screen.Restore{})
	})
}

func (s *Screen) checkAll() tea.Cmd {
	house := s.Service.Database
	return s.Aside("check", screen.RunFor(s.Host, "check", 0, house.Check, func(faults []*model.Error) tea.Cmd {
		s.check, s.checked = faults, true
		s.show()
		if len(faults) == 0 {
			return s.Say(kit.Done, "settings.check.good")
		}
		return s.Say(kit.Failure, "settings.check.bad", "n", len(faults))
	}, s.Fail))
}
