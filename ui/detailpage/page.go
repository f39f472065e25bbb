package detailpage

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// RowPage is the screen of one row, for embedding: it reads D, shows it on the page, reads it again when something
// changed, and has what every such page does with the row and the items that belong to it. The screen that embeds it
// sets what differs as functions.
type RowPage[D any] struct {
	screen.Base
	ID   string
	Page *Page
	Data *D            // nil until it is read
	For  service.Visit // whom or what a trial visit from this page is about

	Read func(ctx context.Context) (*D, error)
	Row  func(*D) model.Entity // the row that the page is about
	Show func()                // puts Data on the page
	// OpenOwn opens an item in the screen's own way; false leaves it to OpenItem. nil is none.
	OpenOwn func(Item) (tea.Cmd, bool)
}

// NewRowPage makes an empty page; its functions are set before it is opened.
func NewRowPage[D any](h *screen.Host) RowPage[D] {
	return RowPage[D]{Base: screen.Base{Host: h}, Page: New(h.Theme)}
}

// Load reads the page.
func (p *RowPage[D]) Load() tea.Cmd {
	return screen.Read(p.Host, p.Read, func(d *D) tea.Cmd {
		p.Data = d
		p.Show()
		p.Page.addDamaged(p.Service.DamagedAround(p.Row(d)))
		return nil
	})
}

// Update takes one message.
func (p *RowPage[D]) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Returned:
		if id, ok := screen.MadePlacement(m); ok {
			return tea.Batch(p.Load(), p.Go(screen.Placement, id))
		}
		return p.Load()
	case model.Changed:
		return p.Load()
	}
	if act := p.Page.Update(msg); act.Kind == kit.Opened && p.Data != nil {
		return p.OpenItem()
	}
	return nil
}

// Swap moves the focus to the other side.
func (p *RowPage[D]) Swap() tea.Cmd {
	p.Page.Swap()
	return nil
}

// OpenItem opens the selected item: its own page where it has one, else its form.
func (p *RowPage[D]) OpenItem() tea.Cmd {
	if key, ok := p.Page.Fact(); ok {
		return p.EditFact(key)
	}
	it, ok := p.Page.Selected()
	if ok && service.IsStandIn(it.Entity) {
		return p.Go(screen.Damaged, model.Damaged{Type: schema.TypeOf(it.Entity).Name, ID: it.Entity.Meta().ID})
	}
	if ok && p.OpenOwn != nil {
		if cmd, own := p.OpenOwn(it); own {
			return cmd
		}
	}
	switch e := it.Entity.(type) {
	case *model.Company:
		return p.Go(screen.Company, e.ID)
	case *model.Placement:
		return p.Go(screen.Placement, e.ID)
	case *model.Shortlist:
		return p.Go(screen.List, e.ID)
	case *model.Enrolment:
		return p.Go(screen.Enrolment, e.ID)
	case *model.ProgressCheck:
		return p.Go(screen.Checks, e.CitizenID)
	}
	if !ok {
		return nil
	}
	return p.Go(screen.Edit, screen.EditArg{Entity: it.Entity})
}

// EditFact edits one fact of the row by itself, or asks which of the empty ones.
func (p *RowPage[D]) EditFact(key string) tea.Cmd {
	row := p.Row(p.Data)
	if key == Unfilled {
		return PickUnfilled(p.Host, row, nil, p.Page.leaveOut, p.EditFact)
	}
	return p.Go(screen.Edit, screen.EditArg{
		Entity: row, Fields: []string{key}, Focus: key, Draft: schema.TypeOf(row).Name + "." + key,
	})
}

// OpenLabel is what Enter does where the cursor is.
func (p *RowPage[D]) OpenLabel() string {
	if key, ok := p.Page.Fact(); ok {
		return FactLabel(key)
	}
	return "company.open"
}

// OpenPlace is where Enter stands in the footer of a page: first while it edits a fact, which nothing else tells.
func (p *RowPage[D]) OpenPlace(usual int) int {
	if _, ok := p.Page.Fact(); ok {
		return 1
	}
	return usual
}

// Edit opens the form of the row.
func (p *RowPage[D]) Edit() tea.Cmd { return p.Go(screen.Edit, screen.EditArg{Entity: p.Row(p.Data)}) }

// History opens the changes of the row and of what belongs to it.
func (p *RowPage[D]) History() tea.Cmd {
	return p.Base.History(schema.TypeOf(p.Row(p.Data)).Name, p.ID)()
}

// Trial closes the trial visit under the cursor, or plans one at the selected item.
func (p *RowPage[D]) Trial() tea.Cmd {
	it, _ := p.Page.Selected()
	if t := screen.TrialIn(it.Entity); t != nil {
		return p.CloseTrial(t.ID)
	}
	return p.PlanTrials([]service.Visit{screen.VisitAt(p.For, it.Entity)})
}

// Remove takes away the selected item, or the row itself with everything that belongs to it; a list is removed on its
// own page.
func (p *RowPage[D]) Remove() tea.Cmd {
	if it, ok := p.Page.Selected(); ok {
		if _, list := it.Entity.(*model.Shortlist); !list {
			return p.RemoveRow(it.Entity, func() tea.Cmd { return nil })
		}
	}
	return p.RemoveRow(p.Row(p.Data), p.Back)
}

// Selected says whether an item is under the cursor.
func (p *RowPage[D]) Selected() (ok bool, why string) {
	_, item := p.Page.Selected()
	_, fact := p.Page.Fact()
	return item || fact, "list.nothing.selected"
}

// OnTrial reports that the cursor is on a trial visit that is still to be closed.
func (p *RowPage[D]) OnTrial() bool {
	it, _ := p.Page.Selected()
	return screen.TrialIn(it.Entity) != nil
}

// Shows gives the row and the items in the window.
func (p *RowPage[D]) Shows() []any {
	if p.Data == nil {
		return nil
	}
	return append(p.Page.Shows(), p.Row(p.Data))
}

// Check tests that the list shows what was read.
func (p *RowPage[D]) Check() error { return screen.SameLength(p.Page.Check()) }
