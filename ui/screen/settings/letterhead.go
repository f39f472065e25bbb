package settings

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// letterhead is who papers are from: each line can be changed and taken away.
func (s *Screen) letterhead() []row {
	var rows []row
	for _, key := range []string{service.LetterheadName, service.LetterheadAddress, service.LetterheadLogo} {
		value := s.data.value(key)
		r := row{
			id: key, group: "settings.letterhead", label: s.T("settings." + key), value: value,
			hint: s.T("settings." + key + ".hint"), open: func() tea.Cmd { return s.askLine(key, value) },
		}
		if key == service.LetterheadLogo {
			r.value, r.open = s.Words().LogoSize(value), s.askLogo
		}
		if value == "" {
			r.value, r.role = s.T("settings.letterhead.none"), theme.Subtle
		} else {
			r.remove = func() tea.Cmd { return s.save(key, "") }
		}
		rows = append(rows, r)
	}
	return rows
}

// askLine asks for a line of the letterhead.
func (s *Screen) askLine(key, now string) tea.Cmd {
	s.editing = key
	label, hint := s.T("settings."+key), s.T("settings."+key+".hint")
	return s.Ask("line", kit.Prompt(s.Theme, label, hint, label, now, func(v string) string {
		if model.HasCPR(v) {
			return s.Words().Error(model.NewError(model.Invalid, "err.cpr", nil))
		}
		return ""
	}))
}

func (s *Screen) askLogo() tea.Cmd {
	return s.Ask("logo", kit.Prompt(s.Theme, s.T("settings.letterhead.logo"), s.T("settings.letterhead.logo.hint"),
		s.T("settings.letterhead.path"), "", nil))
}

// readLogo reads the picture and stores it.
func (s *Screen) readLogo(path string) tea.Cmd {
	path = strings.TrimSpace(path)
	if path == "" {
		return nil
	}
	files := s.Service.Files
	return screen.Run(s.Host, "logo", func(context.Context) ([]byte, error) { return files.Logo(path) },
		func(png []byte) tea.Cmd { return s.save(service.LetterheadLogo, service.LogoSetting(png)) })
}
