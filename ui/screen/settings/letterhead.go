package settings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// letterhead is who papers are from: each line can be changed and taken away.
func (s *Screen) letterhead() []row {
	group, none := "settings.letterhead", "settings.letterhead.none"
	logo := s.typed(group, service.LetterheadLogo, "settings.letterhead.path", none, theme.Subtle)
	if value := s.data.value(service.LetterheadLogo); value != "" {
		logo.value = s.Words().LogoSize(value)
	}
	logo.open = func() tea.Cmd { return s.askSetting(service.LetterheadLogo, "settings.letterhead.path", "") }
	return []row{
		s.typed(group, service.LetterheadName, "", none, theme.Subtle),
		s.typed(group, service.LetterheadAddress, "", none, theme.Subtle), logo,
	}
}

// fromFile are the settings that are read from the file that a typed path names.
var fromFile = map[string]bool{service.LetterheadLogo: true, service.RegisterSecret: true}

// askSetting asks for the value of a setting; label names what is typed, "" is the setting itself.
func (s *Screen) askSetting(key, label, now string) tea.Cmd {
	s.editing = key
	if label == "" {
		label = "settings." + key
	}
	check := func(v string) string {
		if _, err := s.Service.ReadSetting(key, v); err != nil {
			return s.Words().Error(err)
		}
		return ""
	}
	if fromFile[key] { // no file is read while the path is typed
		check = nil
	}
	return s.Ask("setting", kit.Prompt(s.Theme, s.T("settings."+key), s.T("settings."+key+".hint"), s.T(label), now,
		check))
}

// saveTyped stores what was typed, as it is read.
func (s *Screen) saveTyped(key, typed string) tea.Cmd {
	if fromFile[key] && typed == "" {
		return nil
	}
	return screen.Run(s.Host, "setting", func(context.Context) (string, error) {
		return s.Service.ReadSetting(key, typed)
	}, func(value string) tea.Cmd { return s.save(key, value) })
}
