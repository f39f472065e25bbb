package settings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// rekey asks for the passphrase of now and twice for the new one.
func (s *Screen) rekey() tea.Cmd {
	s.secret, s.again = nil, false
	return s.askSecret("settings.passphrase.now", nil)
}

func (s *Screen) askSecret(label string, validate func(string) string) tea.Cmd {
	return s.Ask("secret",
		kit.Secret(s.Theme, s.T("settings.passphrase"), s.T("settings.passphrase.hint"), s.T(label), validate))
}

// nextSecret takes an answer and asks for the next, or changes the passphrase when all are there.
func (s *Screen) nextSecret(typed string) tea.Cmd {
	if len(s.secret) < 2 {
		s.secret = append(s.secret, typed)
	}
	if len(s.secret) == 1 {
		return s.askSecret("settings.passphrase.next", nil)
	}
	old, next := s.secret[0], s.secret[1]
	if !s.again {
		s.again = true
		return s.askSecret("settings.passphrase.again", func(v string) string {
			if v != next {
				return s.T("settings.passphrase.twice")
			}
			return ""
		})
	}
	s.secret, s.again = nil, false
	d := s.Service
	return screen.Run(s.Host, "rekey", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Database.Rekey(ctx, []byte(old), []byte(next))
	}, func(struct{}) tea.Cmd { return s.Say(kit.Done, "settings.passphrase.done") })
}
