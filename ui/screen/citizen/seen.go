package citizen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// seen shows who has seen and who has received the citizen's data, as it can be given to the citizen.
func (s *Screen) seen() tea.Cmd {
	d, id := s.Service, s.ID
	return screen.Run(s.Host, "seen", func(ctx context.Context) (*service.Seen, error) {
		return d.Seen(ctx, id)
	}, func(v *service.Seen) tea.Cmd {
		w := present.PaperWords(s.Theme.Lang, s.Theme.Lang.Code() == "en")
		doc := w.SeenDocument(v, s.Today())
		return s.Go(screen.Preview, screen.PreviewArg{Title: doc.Title, Doc: doc, Name: w.SeenName(v.Citizen),
			Formats: present.SeenFormats, Out: v.Out()})
	})
}
