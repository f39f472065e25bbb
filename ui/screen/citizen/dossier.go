package citizen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// dossier shows the citizen's own copy of all that is kept about them, before it is written.
func (s *Screen) dossier() tea.Cmd {
	d, id := s.Service, s.ID
	return screen.Run(s.Host, "dossier", func(ctx context.Context) (*service.Dossier, error) {
		return d.Dossier(ctx, id)
	}, s.previewDossier)
}

func (s *Screen) previewDossier(d *service.Dossier) tea.Cmd {
	w := present.PaperWords(s.Theme.Lang, false)
	doc := w.DossierDocument(d, s.Today())
	return s.Go(screen.Preview, screen.PreviewArg{
		Title: doc.Title, Doc: doc, Name: w.DossierName(d.Citizen), Formats: []string{"pdf", "json", "md", "txt"},
		Out: d.Out(),
	})
}
