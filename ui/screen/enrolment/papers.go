package enrolment

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// paper reads the enrolment anew, so that the paper is of this moment, and shows exactly what leaves.
func (s *Screen) paper(paper present.CoursePaper) func() tea.Cmd {
	return func() tea.Cmd {
		d, id := s.Service, s.view.Enrolment.ID
		return screen.Run(s.Host, "document", func(ctx context.Context) (*service.EnrolmentView, error) {
			return d.Enrolment(ctx, id)
		}, func(v *service.EnrolmentView) tea.Cmd { return s.preview(paper, v) })
	}
}

// preview shows a paper. The papers are Danish, whatever the screen speaks.
func (s *Screen) preview(paper present.CoursePaper, v *service.EnrolmentView) tea.Cmd {
	w := present.PaperWords(s.Theme.Lang, false)
	out := w.CourseDocument(v, paper)
	formats := present.PaperFormats
	if paper == present.CaseNote {
		formats = []string{"txt", "md", "docx", "pdf"} // it is copied into another program
	}
	return s.Go(screen.Preview,
		screen.PreviewArg{Title: out.Title, Doc: out, Name: w.CoursePaperName(v, paper),
			Formats: formats, Out: present.CourseOut(v, paper)})
}
