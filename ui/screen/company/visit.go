package company

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// This file is the visit that starts from the workplace's own need: a form whose answers become tasks of the task bank
// together with the logged contact, and the sheet to take along.

// visit opens the form. One save writes the contact and the tasks.
func (s *Screen) visit() tea.Cmd {
	d, today := s.Service, s.Today()
	texts := present.PaperWords(s.Theme.Lang, false) // what stands in the profile is Danish, as papers are
	return s.Go(screen.Edit, screen.EditArg{
		Entity: &model.CompanyVisit{CompanyID: s.ID}, Focus: "takes",
		Title: s.T("visit.title"),
		Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
			v := typed.(*model.CompanyVisit)
			cs, _, err := d.CompanyVisit(ctx, v, texts.VisitTexts(v, today))
			return cs, err
		},
	})
}

// visitSheet shows the sheet before it is written.
func (s *Screen) visitSheet() tea.Cmd {
	d, id := s.Service, s.ID
	return screen.Run(s.Host, "visit", func(ctx context.Context) (*service.VisitView, error) {
		return d.CompanyBefore(ctx, id)
	}, func(v *service.VisitView) tea.Cmd {
		w := present.PaperWords(s.Theme.Lang, false)
		doc := w.VisitDocument(v, s.Today())
		return s.Go(screen.Preview, screen.PreviewArg{
			Title: doc.Title, Doc: doc, Name: w.T("file.visit"), Formats: present.PaperFormats,
			Out: service.Out{Action: service.VisitAction, Args: model.Args{"company": id}, Rows: 1,
				To: service.ToOwnFile, Persons: true},
		})
	})
}
