package figures

import (
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// nothing stands for no choice in a picker: everybody.
const nothing = "-"

// A period that is chosen by name; its words are "figures.period.<key>".
type period struct {
	key string
	of  func(today model.Date) (from, to model.Date)
}

func wholeMonths(n int) func(model.Date) (from, to model.Date) {
	return func(today model.Date) (from, to model.Date) {
		sel := service.WholeMonths(today, n)
		return sel.From, sel.To
	}
}

var periods = []period{
	{"months3", wholeMonths(3)}, {"months6", wholeMonths(6)}, {"months12", wholeMonths(12)},
	{"months24", wholeMonths(24)},
	{"month", func(today model.Date) (model.Date, model.Date) {
		return model.NewDate(today.Time().Year(), today.Time().Month(), 1), today
	}},
	{"year", func(today model.Date) (model.Date, model.Date) {
		return model.NewDate(today.Time().Year(), 1, 1), today
	}},
	{"last", func(today model.Date) (model.Date, model.Date) {
		y := today.Time().Year()
		return model.NewDate(y-1, 1, 1), model.NewDate(y-1, 12, 31)
	}},
}

// own is the choice of a period by two dates.
const own = "own"

// pick offers what a filter can be.
func (s *Screen) pick(what string) tea.Cmd {
	items, selected := s.choices(what)
	if selected == "" {
		selected = nothing
	}
	return s.Pick(what, kit.PickerOptions{Title: lang.Capital(s.T("figures." + what)), Selected: selected,
		Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

func (s *Screen) choices(what string) (items []kit.Item, selected string) {
	t := s.T
	all := func(key string) { items = append(items, kit.Item{ID: nothing, Label: t(key)}) }
	switch what {
	case "period":
		w, today := s.Words(), s.Today()
		for _, p := range periods {
			from, to := p.of(today)
			items = append(items, kit.Item{
				ID: p.key, Label: t("figures.period." + p.key),
				Detail: w.FigurePeriod(figures.Selection{From: from, To: to}),
			})
			if from == s.sel.From && to == s.sel.To && selected == "" {
				selected = p.key
			}
		}
		return append(items, kit.Item{ID: own, Label: t("figures.period.own")}), selected
	case "team":
		all("figures.all.teams")
		for _, name := range s.view.Teams {
			items = append(items, kit.Item{ID: name, Label: name})
		}
		return items, s.sel.Team
	case "consultant":
		all("figures.all.consultants")
		for _, c := range s.view.Consultants {
			items = append(items, kit.Item{
				ID: c.ID, Label: c.Name, Detail: strings.TrimLeft(c.Initials+" · "+c.Team, " ·"),
			})
		}
		return items, s.sel.Consultant
	case "programme":
		all("figures.all.programmes")
		for _, p := range s.view.Programmes {
			items = append(items, kit.Item{ID: p.Key, Label: p.Name.In(string(s.Theme.Lang.Code()))})
		}
		return items, s.sel.Programme
	}
	all("figures.all.groups")
	for _, g := range model.EnrolmentGroups {
		items = append(items, kit.Item{ID: g, Label: t("opt.enrolment_group." + g)})
	}
	return items, s.sel.Group
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	if m.Action.Kind != kit.Chosen {
		return nil
	}
	id := m.Action.ID
	if id == nothing {
		id = ""
	}
	next := s.sel
	switch m.Tag {
	case "export":
		return s.preview(m.Action.ID)
	case "dates":
		return s.dates(m.Action.Text)
	case "period":
		if id == own {
			return s.askDates()
		}
		for _, p := range periods {
			if p.key == id {
				next.From, next.To = p.of(s.Today())
			}
		}
	case "team": // somebody of another team is nobody here
		if c := s.view.Consultant(next.Consultant); c != nil && id != "" && c.Team != id {
			next.Consultant = ""
		}
		next.Team = id
	case "consultant":
		if c := s.view.Consultant(id); c != nil && next.Team != "" && c.Team != next.Team {
			next.Team = ""
		}
		next.Consultant = id
	case "programme":
		if next.Programme != id {
			next.Group = ""
		}
		next.Programme = id
	case "group":
		next.Group = id
	}
	return s.choose(next)
}

func (s *Screen) choose(next figures.Selection) tea.Cmd {
	s.sel = next
	return s.compute()
}

// between takes two dates apart: by a word or a dash between spaces, since dates have dashes of their own.
var between = regexp.MustCompile(`(?i)\s+(?:til|to|-|–)\s+`)

// readDates reads two dates; the error is a sentence to be shown at the field.
func (s *Screen) readDates(text string) (figures.Selection, error) {
	parts := between.Split(strings.TrimSpace(text), -1)
	if len(parts) != 2 {
		return s.sel, model.NewError(model.Invalid, "err.figures.two", nil)
	}
	sel, err := s.Words().SelectFigures(s.view, service.FigureRequest{From: parts[0], To: parts[1]})
	next := s.sel
	next.From, next.To = sel.From, sel.To
	return next, err
}

func (s *Screen) askDates() tea.Cmd {
	w := s.Words()
	before := s.sel.From.String() + " – " + s.sel.To.String()
	return s.Ask("dates",
		kit.Prompt(s.Theme, s.T("figures.period.ask"), s.T("figures.period.help"), s.T("figures.period"), before,
			func(v string) string {
				if _, err := s.readDates(v); err != nil {
					return w.Error(err)
				}
				return ""
			}).WithReading(s.period))
}

// period says which days are read.
func (s *Screen) period(text string) string {
	sel, err := s.readDates(text)
	if err != nil {
		return ""
	}
	return s.Theme.Lang.DayMiddle(sel.From.Time()) + " – " + s.Theme.Lang.DayMiddle(sel.To.Time())
}

func (s *Screen) dates(text string) tea.Cmd {
	next, err := s.readDates(text)
	if err != nil {
		return s.Fail(err)
	}
	return s.choose(next)
}
