package figures

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// committeeMonths is how many months back a page for a committee is offered for.
const committeeMonths = 18

// pickMonth asks for which month a page for the committee is, of the programme and team that are selected: the latest
// whole month first, those with sentences marked.
func (s *Screen) pickMonth(then func(*model.CommitteePage) tea.Cmd) tea.Cmd {
	d, key, team := s.Service, s.sel.Programme, s.sel.Team
	return screen.Run(s.Host, "committee", func(ctx context.Context) ([]*model.CommitteePage, error) {
		return d.CommitteePages(ctx)
	}, func(written []*model.CommitteePage) tea.Cmd {
		there, pages := map[string]*model.CommitteePage{}, map[string]*model.CommitteePage{}
		for _, p := range written {
			there[p.ID] = p
		}
		y, m, _ := s.Today().Time().Date()
		var items []kit.Item
		for back := range committeeMonths {
			month := model.NewDate(y, m-time.Month(back), 1)
			id := model.CommitteePageID(month, key, team)
			page, detail := there[id], s.T("committee.written")
			if page == nil {
				page, detail = &model.CommitteePage{Head: model.Head{ID: id}, Month: month, Programme: key,
					Team: team}, ""
			}
			if back == 0 {
				detail = s.T("committee.so.far")
			}
			pages[id] = page
			items = append(items, kit.Item{ID: id, Label: s.Words().CommitteeMonth(page), Detail: detail})
		}
		items[0], items[1] = items[1], items[0]
		return s.Choose(s.T("committee.pick"), items, func(id string) tea.Cmd { return then(pages[id]) })
	})
}

// editCommittee opens the three texts of a month.
func (s *Screen) editCommittee() tea.Cmd {
	return s.pickMonth(func(page *model.CommitteePage) tea.Cmd {
		actor, form := s.Actor(), schema.Clone(page).(*model.CommitteePage)
		return s.Go(screen.Edit, screen.EditArg{
			Entity: form, Fields: []string{"happened", "why", "next"}, Draft: "committee." + page.ID,
			Title: s.T("committee.form", "month", s.Words().CommitteeMonth(page), "who",
				s.Words().FigureSelection(s.view, present.CommitteeSelection(page))),
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				return programme.SetCommitteePage(actor, page, typed.(*model.CommitteePage)), nil
			}})
	})
}

// previewCommittee shows the page of a month as it leaves.
func (s *Screen) previewCommittee() tea.Cmd {
	return s.pickMonth(func(page *model.CommitteePage) tea.Cmd {
		base := s.view.Base
		return screen.Run(s.Host, "committee", func(context.Context) ([]figures.Figure, error) {
			return base.Compute(present.CommitteeSelection(page))
		}, func(list []figures.Figure) tea.Cmd {
			month, doc := page.Month.String()[:7], s.Words().CommitteeDocument(s.view, page, figures.Outward(list))
			arg := screen.PreviewArg{
				Title: s.T("committee.kind"), Doc: doc, Name: s.T("committee.file") + "-" + month,
				Formats: present.CommitteeFormats, Out: service.Out{
					Action: "export.committee", Rows: present.CommitteeRows(doc), To: service.ToAnybody,
					Args: model.Args{"programme": page.Programme, "month": month}},
			}
			if page.Programme != "" {
				arg.Name += "-" + page.Programme
			}
			if page.Version == 0 {
				arg.Notes = []string{s.T("committee.unwritten.note")}
			}
			return s.Go(screen.Preview, arg)
		})
	})
}
