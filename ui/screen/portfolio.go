package screen

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// handOver is a hand-over that is being put together: whose, to whom, from when, and which notes.
type handOver struct {
	*Host
	from, to string
	names    map[string]string // of consultants
	chosen   []string          // citizens and workplaces; none is the whole portfolio
	whole    bool              // the whole portfolio, although some were chosen
	on       model.Date        // 0 is today
	notes    map[string]string // by ID
}

// HandOver asks who takes over a consultant's portfolio, or the citizens and workplaces named of it, from which day and
// with which notes; then it is one change set.
func (h *Host) HandOver(from string, chosen []string) tea.Cmd {
	d := h.Service
	return Run(h, "portfolio", func(ctx context.Context) ([]*model.Consultant, error) {
		return service.All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	}, func(all []*model.Consultant) tea.Cmd {
		var items []kit.Item
		names := map[string]string{}
		for _, c := range all {
			names[c.ID] = c.Name
			if !c.Inactive && c.ID != from {
				items = append(items, kit.Item{ID: c.ID, Label: c.Name + " (" + c.Initials + ")"})
			}
		}
		if len(items) == 0 {
			return h.Say(kit.Warning, "err.portfolio.to")
		}
		return h.Choose(h.T("portfolio.title", "from", names[from]), items, func(to string) tea.Cmd {
			return (&handOver{Host: h, from: from, to: to, names: names, chosen: chosen,
				notes: map[string]string{}}).ask()
		})
	})
}

// ids are what is handed over, none for everything.
func (o *handOver) ids() []string {
	if o.whole {
		return nil
	}
	return o.chosen
}

// line begins the note of each.
func (o *handOver) line() string {
	return o.T("portfolio.line", "day", o.Theme.Lang.DayYear(o.Service.Today().Time()), "from", o.names[o.from], "to",
		o.names[o.to])
}

// decided reads what the hand-over would write.
func (o *handOver) decided(ctx context.Context) (model.ChangeSet, error) {
	d := o.Service
	if o.on > d.Today() {
		return d.PlanHandOver(ctx, o.from, o.to, o.on, o.ids(), o.notes)
	}
	notes := map[string]string{}
	p, err := d.Portfolio(ctx, o.from)
	for _, r := range p.Rows() {
		notes[r.ID] = cmp.Or(o.notes[r.ID], o.notes[""])
	}
	if err != nil {
		return model.ChangeSet{}, err
	}
	return d.HandOver(ctx, o.from, o.to, o.ids(), o.line(), notes)
}

// ask says what is handed over and when, and lets it be changed before it is done.
func (o *handOver) ask() tea.Cmd {
	return Run(o.Host, "portfolio", o.decided, func(cs model.ChangeSet) tea.Cmd {
		text := o.T("portfolio.text", "n", cs.Args["n"], "companies", cs.Args["companies"], "rows", len(cs.Changes))
		if o.on > o.Service.Today() {
			text = o.T("portfolio.text.on", "n", cs.Args["n"], "companies", cs.Args["companies"], "day",
				o.Theme.Lang.DayYear(o.on.Time()))
		}
		if n := len(o.notes); n > 0 {
			text += "\n" + o.T("portfolio.text.notes", "n", n)
		}
		choices := []kit.Choice{{ID: "do", Label: o.T("portfolio.do"), Key: "o"},
			{ID: "on", Label: o.T("portfolio.on"), Key: "d"}, {ID: "note", Label: o.T("portfolio.note.all"), Key: "n"},
			{ID: "each", Label: o.T("portfolio.note.each"), Key: "h"}}
		if len(o.chosen) > 0 {
			label := "portfolio.whole"
			if o.whole {
				label = "portfolio.chosen"
			}
			choices = append(choices, kit.Choice{ID: "whole", Label: o.T(label), Key: "a"})
		}
		choices = append(choices, kit.Choice{ID: "no", Label: o.T("kit.cancel")})
		ask := kit.Choose(o.Theme, o.T("portfolio.to", "to", o.names[o.to]), text, choices)
		return o.AskThen(ask, func(a kit.Action) tea.Cmd { return o.answered(a.ID, cs) })
	})
}

// answered does what was chosen.
func (o *handOver) answered(id string, cs model.ChangeSet) tea.Cmd {
	switch id {
	case "do":
		return o.Save("portfolio", cs)
	case "on":
		return o.askDay()
	case "note":
		ask := kit.Prompt(o.Theme, o.T("portfolio.to", "to", o.names[o.to]), "", o.T("portfolio.note"), o.notes[""],
			o.checkNote)
		return o.AskThen(ask, func(a kit.Action) tea.Cmd {
			o.note("", a.Text)
			return o.ask()
		})
	case "each":
		d, from, ids := o.Service, o.from, o.ids()
		return Run(o.Host, "portfolio", func(ctx context.Context) ([]model.PortfolioRow, error) {
			p, err := d.Portfolio(ctx, from)
			if len(ids) > 0 {
				p = p.Of(set(ids))
			}
			return p.Rows(), err
		}, func(rows []model.PortfolioRow) tea.Cmd { return o.askEach(rows, 0) })
	case "whole":
		o.whole = !o.whole
		return o.ask()
	}
	return nil
}

func set(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out
}

// note keeps a note, or forgets it.
func (o *handOver) note(id, text string) {
	if text = strings.TrimSpace(text); text == "" {
		delete(o.notes, id)
		return
	}
	o.notes[id] = text
}

func (o *handOver) checkNote(v string) string {
	if model.HasCPRBut(v, o.Service.KnownPNumber) {
		return o.T("err.cpr")
	}
	return ""
}

// askEach asks for the note of one citizen or workplace after the other.
func (o *handOver) askEach(rows []model.PortfolioRow, i int) tea.Cmd {
	if i == len(rows) {
		return o.ask()
	}
	ask := kit.Prompt(o.Theme, o.T("portfolio.note.one", "i", i+1, "n", len(rows)), rows[i].Name,
		o.T("portfolio.note"), o.notes[rows[i].ID], o.checkNote)
	return o.AskThen(ask, func(a kit.Action) tea.Cmd {
		o.note(rows[i].ID, a.Text)
		return o.askEach(rows, i+1)
	})
}

// askDay asks from which day.
func (o *handOver) askDay() tea.Cmd {
	from := model.Future.From(o.Service.Today())
	check := func(v string) string {
		on, err := model.ParseDate(v, from)
		if err == nil && on < o.Service.Today() {
			return o.T("err.portfolio.past")
		}
		if err != nil {
			return present.WordsIn(o.Theme.Lang).Error(err)
		}
		return ""
	}
	ask := kit.Prompt(o.Theme, o.T("portfolio.on.title"), o.T("portfolio.on.text"), o.T("portfolio.on.label"), "+7",
		check).WithReading(present.WordsIn(o.Theme.Lang).ReadAs(from))
	return o.AskThen(ask, func(a kit.Action) tea.Cmd {
		o.on, _ = model.ParseDate(a.Text, from)
		return o.ask()
	})
}

// OpenPlanned asks what to do with a planned hand-over, named by one of its rows: now, or not at all.
func (h *Host) OpenPlanned(id string) tea.Cmd {
	d := h.Service
	return Run(h, "portfolio", func(ctx context.Context) (service.Planned, error) {
		return d.PlannedHandOver(ctx, id)
	}, func(p service.Planned) tea.Cmd {
		title := h.T("handover.title", "from", p.FromName, "to", p.ToName)
		text := h.T("handover.text", "n", len(p.Rows), "day", h.Theme.Lang.DayYear(p.On.Time()), "who",
			strings.Join(p.Names, ", "))
		if p.TakenBack {
			text = h.T("handover.back") + "\n" + text
		}
		ask := kit.Choose(h.Theme, title, text, []kit.Choice{{ID: "no", Label: h.T("kit.cancel")},
			{ID: "now", Label: h.T("handover.now"), Key: "o"}, {ID: "drop", Label: h.T("handover.drop"), Key: "s"}})
		return h.AskThen(ask, func(a kit.Action) tea.Cmd {
			switch a.ID {
			case "now":
				return Run(h, "portfolio", func(ctx context.Context) (model.ChangeSet, error) {
					return d.TakeEffect(ctx, p, present.WordsIn(h.Theme.Lang).HandOverLine(p, d.Today()))
				}, func(cs model.ChangeSet) tea.Cmd { return h.Save("portfolio", cs) })
			case "drop":
				return h.Save("portfolio", d.CancelHandOver(p))
			}
			return nil
		})
	})
}
