package settings

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// closing is how long every kind of data about persons is held, and who says so: nothing until somebody has asked.
func (s *Screen) closing() []row {
	var rows []row
	for _, k := range service.Retentions {
		if k.Setting == "" {
			continue
		}
		r := s.typed("settings.closing", k.Setting, "settings.months.label", "settings.closing.none", theme.Warn)
		if n, err := strconv.Atoi(r.value); err == nil {
			r.value, r.due = s.T("settings.months", "n", n), k.Key
		}
		rows = append(rows, r)
	}
	return append(rows, s.typed("settings.closing", service.KeepSource, "", "settings.closing.none", theme.Warn))
}

// register is where companies are looked up.
func (s *Screen) register() []row {
	group, none := "settings.register", "settings.register.none"
	return []row{
		s.typed(group, service.RegisterURL, "", none, theme.Subtle), s.choice(group, service.RegisterShape),
		s.typed(group, service.RegisterContact, "", none, theme.Subtle),
		s.typed(group, service.RegisterSecret, "settings.register.path", none, theme.Subtle),
	}
}

// typed is the line of a setting that is typed; label names what, "" is the setting itself. Nothing set is said with
// the words of none.
func (s *Screen) typed(group, key, label, none string, role theme.Role) row {
	value := s.data.value(key)
	r := row{id: key, group: group, label: s.T("settings." + key), value: value, hint: s.T("settings." + key + ".hint"),
		open: func() tea.Cmd { return s.askSetting(key, label, value) }}
	if value == "" {
		r.value, r.role = s.T(none), role
	} else {
		r.remove = func() tea.Cmd { return s.save(key, "") }
	}
	return r
}

// covers are who looks after whose work: those that are not over, and a new one.
func (s *Screen) covers() []row {
	var rows []row
	today := s.Today()
	names := map[string]string{}
	for _, c := range s.data.people {
		names[c.ID] = c.Name
	}
	day := func(d model.Date) string { return s.Theme.Lang.Day(d.Time()) }
	for _, c := range s.data.covers {
		if c.Until < today {
			continue
		}
		rows = append(rows, row{id: c.ID, group: "settings.covers", label: names[c.AwayID],
			value: s.T("settings.covers.value", "by", names[c.ByID], "from", day(c.From), "until", day(c.Until)),
			hint:  s.T("settings.covers.hint"), open: s.edit(c), remove: func() tea.Cmd {
				return s.Save("cover", model.ChangeSet{Action: "cover.remove",
					Changes: []model.Change{model.Remove(c)}})
			}})
	}
	return append(rows, row{id: "cover.new", group: "settings.covers", label: s.T("settings.covers.new"),
		value: map[bool]string{true: s.T("settings.covers.none")}[len(rows) == 0], role: theme.Subtle,
		hint: s.T("settings.covers.hint"), open: func() tea.Cmd {
			return s.Go(screen.Edit, screen.EditArg{Entity: &model.Cover{AwayID: s.Service.Actor(), From: today},
				Fields: []string{"away", "by", "from", "until", "note"}})
		}})
}
