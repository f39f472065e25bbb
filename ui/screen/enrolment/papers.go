package enrolment

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// document is a paper that is ready to be shown.
type document struct {
	paper present.CoursePaper
	view  *service.EnrolmentView
}

// document reads the enrolment anew, so that the paper is of this moment.
func (s *Screen) document(paper string) tea.Cmd {
	d, id := s.host.Service, s.view.Enrolment.ID
	return s.host.Run("document", func(ctx context.Context) (any, error) {
		v, err := d.Enrolment(ctx, id)
		return document{present.CoursePaper(paper), v}, err
	})
}

// preview shows exactly what leaves. The papers are Danish, whatever the screen speaks.
func (s *Screen) preview(doc document) tea.Cmd {
	w := present.PaperWords(s.host.Theme.Lang, false)
	out := w.CourseDocument(doc.view, doc.paper)
	e := doc.view.Enrolment
	formats := present.PaperFormats
	if doc.paper == present.CaseNote {
		formats = []string{"txt", "md", "pdf"} // it is copied into another program
	}
	return s.host.Go(screen.Preview, screen.PreviewArg{Title: out.Title, Doc: out, Name: e.Ref + "-" + w.T("file.course."+string(doc.paper)), Formats: formats,
		Action: "export." + string(doc.paper), Args: model.Args{"citizen": e.CitizenID, "ref": e.Ref}, Rows: 1})
}
