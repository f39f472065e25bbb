package placement

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// pickMail offers the templates of mails.
func (s *Screen) pickMail() tea.Cmd {
	return screen.Run(s.Host, "templates", s.Service.MailTemplates, func(list []model.MailTemplate) tea.Cmd {
		code := string(s.Words().Code())
		var items []kit.Item
		for _, t := range list {
			it := kit.Item{ID: t.Key, Label: t.Name.In(code), Detail: s.T("mail.receiver." + t.To)}
			switch p := s.view.Placement; {
			case !t.Fits(p.Kind):
				it.Why = s.T("mail.other", "for", s.Words().MailKinds(&t))
			case !t.FitsState(p.State):
				it.Why = s.T("mail.other", "for", s.Words().MailStates(&t))
			}
			items = append(items, it)
		}
		return s.Choose(s.T("mail.pick"), items, func(key string) tea.Cmd {
			for i := range list {
				if list[i].Key == key {
					return s.mail(&list[i])
				}
			}
			return nil
		})
	})
}

// mail shows the filled mail before it is written as a draft, with what is not known above it.
func (s *Screen) mail(t *model.MailTemplate) tea.Cmd {
	v, d, words := s.view, s.Service, s.Words()
	paper := present.PaperWords(s.Theme.Lang, false)
	return screen.Run(s.Host, "mail", func(ctx context.Context) (screen.PreviewArg, error) {
		out, lost, err := mailOf(ctx, d, paper, v, t)
		if err != nil {
			return screen.PreviewArg{}, err
		}
		arg := screen.PreviewArg{
			Title: words.T("mail.title"), Doc: out.Doc, Name: out.Name, Formats: present.MailFormats,
			Notes: append(words.MailNotes(v, t, out.Doc.Mail), words.Unprintable(lost)...), Out: out.Out,
		}
		return arg, nil
	}, func(arg screen.PreviewArg) tea.Cmd { return s.Go(screen.Preview, arg) })
}

// mailOf fills a template and adds its papers; lost is what they cannot print.
func mailOf(
	ctx context.Context, d *service.Session, w present.Words, v *service.PlacementView, t *model.MailTemplate,
) (out present.OutgoingPaper, lost []model.Unprintable, err error) {
	from, err := d.Letterhead(ctx)
	if err != nil {
		return out, nil, err
	}
	out = w.MailPaper(v, t, from, d.Today())
	for _, name := range t.Attach {
		paper, err := w.AttachPaper(v, t, name, d.Today())
		if err != nil {
			return out, nil, err
		}
		paper.Doc.From = from
		lost = append(lost, d.Files.Unprintable(paper.Doc, "pdf")...)
		pdf, err := d.Inside(paper.Doc, "pdf")
		if err != nil {
			return out, nil, err
		}
		w.Attach(&out, paper, pdf)
	}
	return out, lost, nil
}
