package settings

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// closing is how long a closed case is held, and who says so: nothing until somebody has asked.
func (s *Screen) closing() []row {
	var rows []row
	for _, key := range []string{service.KeepMonths, service.KeepSource} {
		value := s.data.value(key)
		r := row{id: key, group: "settings.closing", label: s.T("settings." + key), value: value,
			hint: s.T("settings." + key + ".hint"), open: func() tea.Cmd { return s.askLine(key, value) }}
		if key == service.KeepMonths {
			r.open = func() tea.Cmd { return s.askMonths(value) }
		}
		if value == "" {
			r.value, r.role = s.T("settings.closing.none"), theme.Warn
		} else {
			r.remove = func() tea.Cmd { return s.save(key, "") }
		}
		rows = append(rows, r)
	}
	return rows
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

// askMonths asks how many months a closed case is held.
func (s *Screen) askMonths(now string) tea.Cmd {
	s.editing = service.KeepMonths
	label := s.T("settings." + service.KeepMonths)
	return s.Ask("line", kit.Prompt(s.Theme, label, s.T("settings."+service.KeepMonths+".hint"), label, now,
		func(v string) string {
			if n, err := strconv.Atoi(v); v != "" && (err != nil || n < 1 || n > service.MostKeepMonths) {
				return s.T("settings.closing.wrong", "most", service.MostKeepMonths)
			}
			return ""
		}))
}
