package list

import (
	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// footLines is the most lines for what does not fit into a row: the whole note, the consent, and the ratio rule.
const footLines = 5

// View draws the list, and under it the whole note, the consent and the ratio rule of the row under the cursor.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.host.T("tab.lists")}
	var foot []string
	if s.view != nil {
		f.Title, f.Note = s.words().ListTitle(s.view), s.howMany()
		foot = s.foot(size.W)
	}
	s.table.SetSize(size.W, max(size.H-len(foot), 0))
	f.Body = kit.Block(append(kit.Lines(s.table.View()), foot...), size.W, size.H)
	return f
}

func (s *Screen) howMany() string {
	out := s.host.T("kit.rows", "n", len(s.picks))
	if n := len(s.view.MissingConsent(s.host.Service.Today())); n > 0 && s.about() {
		out += " · " + s.host.T("list.note.missing", "n", n)
	}
	if s.view.List.Closed {
		out += " · " + s.host.T("list.closed")
	}
	return out
}

// about reports whether the list is about people, so that consents matter.
func (s *Screen) about() bool { return s.view.Citizen != nil || s.view.Task != nil }

func (s *Screen) foot(w int) []string {
	p, ok := s.selected()
	if !ok {
		return nil
	}
	l := s.host.Theme
	lines := []string{kit.Rule(l, w)}
	add := func(role theme.Role, text string) {
		for _, row := range kit.Wrap(kit.Clean(text), w-2) {
			if len(lines) < footLines {
				lines = append(lines, " "+l.Paint(role, row))
			}
		}
	}
	if s.about() {
		add(s.consentLine(p))
	}
	if _, company := s.pair(p); s.ratios[company].guard != nil {
		add(theme.Subtle, s.words().RatioLine(*s.ratios[company].guard))
	}
	if p.Note != "" {
		add(theme.Text, p.Note)
	}
	for len(lines) < footLines {
		lines = append(lines, "")
	}
	return lines
}

// consentLine says whether sharing this citizen with this workplace is allowed today.
func (s *Screen) consentLine(p *model.Pick) (theme.Role, string) {
	citizen, company := s.pair(p)
	_, at := s.names(p)
	c := model.ConsentFor(s.view.Consents, citizen, company, s.host.Service.Today())
	switch {
	case c == nil:
		return theme.Warn, s.host.Theme.Colours.Glyphs.Unknown + " " + s.host.T("list.consent.none", "company", at)
	case c.Until != 0:
		return theme.OK, s.host.Theme.Colours.Glyphs.Check + " " + s.host.T("list.consent.until", "company", at, "on", c.GivenOn.Time(), "until", c.Until.Time())
	}
	return theme.OK, s.host.Theme.Colours.Glyphs.Check + " " + s.host.T("list.consent.given", "company", at, "on", c.GivenOn.Time())
}

// Keys are what works here.
func (s *Screen) Keys() []keys.Binding {
	some := func() (bool, string) { return len(s.picks) > 0, "list.nothing.selected" }
	about := func() (bool, string) {
		if len(s.picks) == 0 {
			return false, "list.nothing.selected"
		}
		return s.about(), "list.nocitizen"
	}
	return []keys.Binding{
		keys.Std(keys.Open).When(some).At(1), keys.Std(keys.Edit).As("list.edit").When(some).At(2),
		{ID: "status", Keys: []string{"t"}, Label: "list.status", Footer: 3, Palette: true, Enabled: some},
		keys.Std(keys.Log).As("match.screen.call").When(some).At(4), screen.VisitBinding().When(some),
		keys.Std(keys.Export).As("list.own").When(some).At(5),
		{ID: "company", Keys: []string{"X"}, Label: "list.company", Footer: 6, Palette: true, Enabled: about},
		keys.Std(keys.New).As("list.consent").When(about).At(7),
		keys.Std(keys.Match).As("list.match").At(8),
		{ID: "movedown", Keys: []string{"J", "ctrl+down"}, Label: "list.down", Footer: 9, Palette: true, Enabled: some},
		{ID: "moveup", Keys: []string{"K", "ctrl+up"}, Label: "list.up", Footer: 10, Palette: true, Enabled: some},
		{ID: "title", Keys: []string{"T"}, Label: "lists.edit", Palette: true},
		{ID: "remove", Keys: []string{"delete"}, Label: "list.remove", Palette: true, Enabled: some},
		keys.Std(keys.Mark), keys.Std(keys.MarkAll), keys.Std(keys.Back),
	}
}

// Typing is false: forms are screens of their own.
func (s *Screen) Typing() bool { return false }

// Dirty is false: nothing is typed here.
func (s *Screen) Dirty() bool { return false }

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.picks)) }
