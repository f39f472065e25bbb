package citizen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// consentForm is the choice of the form of the consent under the cursor.
const consentForm = "consent"

// papers asks which document: plan sheet, hand-over or case note, and the form of a consent under the cursor. Every
// citizen has them, in a programme or not.
func (s *Screen) papers() tea.Cmd {
	var items []kit.Item
	it, _ := s.Page.Selected()
	held, _ := it.Entity.(*model.Consent)
	if held != nil {
		items = append(items, kit.Item{ID: consentForm, Label: s.T("citizen.paper.consent"), Detail: it.Text})
	}
	for _, p := range present.CoursePapers {
		items = append(items, kit.Item{ID: string(p), Label: s.T("citizen.paper." + string(p))})
	}
	return s.Choose(s.T("citizen.papers"), items, func(id string) tea.Cmd {
		if id == consentForm {
			return s.consentPaper(held.ID)
		}
		return s.paper(present.CoursePaper(id))
	})
}

// paper reads what the document is made of and shows exactly what leaves.
func (s *Screen) paper(paper present.CoursePaper) tea.Cmd {
	d, id := s.Service, s.ID
	type read struct {
		*service.EnrolmentView
		running []*service.PlacementView
	}
	return screen.Run(s.Host, "document", func(ctx context.Context) (out read, err error) {
		if out.EnrolmentView, err = d.CitizenCourse(ctx, id); err == nil && paper == present.CaseFile {
			out.running, err = d.RunningOf(ctx, out.EnrolmentView)
		}
		return out, err
	}, func(r read) tea.Cmd {
		v, w := r.EnrolmentView, present.PaperWords(s.Theme.Lang, false)
		doc := w.CourseDocument(v, paper)
		if paper == present.CaseFile {
			doc = w.CaseFileDocument(v, r.running)
		}
		formats := present.PaperFormats
		if paper == present.CaseNote {
			formats = []string{"txt", "md", "docx", "pdf"} // it is copied into another program
		}
		return s.Go(screen.Preview, screen.PreviewArg{Title: doc.Title, Doc: doc, Name: w.CoursePaperName(v, paper),
			Formats: formats, Out: present.CourseOut(v, paper)})
	})
}

// edit opens the citizen's form; closing one for whom something still runs is asked about.
func (s *Screen) edit() tea.Cmd { return s.EditCitizen(s.Row(s.Data).(*model.Citizen)) }

// consentPaper shows the form of a consent as it leaves. The papers are Danish, whatever the screen speaks.
func (s *Screen) consentPaper(id string) tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, "document", func(ctx context.Context) (*service.ConsentView, error) {
		return d.Consent(ctx, id)
	}, func(v *service.ConsentView) tea.Cmd {
		w := present.PaperWords(s.Theme.Lang, false)
		doc := w.ConsentForm(v)
		return s.Go(screen.Preview, screen.PreviewArg{Title: doc.Title, Doc: doc, Name: w.ConsentName(v),
			Formats: present.PaperFormats, Out: v.Out()})
	})
}
