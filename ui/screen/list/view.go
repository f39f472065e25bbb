package list

import (
	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// footLines is the most lines for what does not fit into a row: the whole note, the consent, and a refusal, and the
// ratio rule.
const footLines = 6

// View draws the list, and under it the whole note, the consent and the ratio rule of the row under the cursor.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("tab.lists")}
	var foot []string
	if s.view != nil {
		f.Title, f.Note = s.Words().ListTitle(s.view), s.howMany()
		foot = s.foot(size.W)
	}
	s.table.SetSize(size.W, max(size.H-len(foot), 0))
	f.Body = kit.Block(append(kit.Lines(s.table.View()), foot...), size.W, size.H)
	return f
}

func (s *Screen) howMany() string {
	out := s.T("kit.rows", "n", len(s.picks))
	if n := len(s.table.Marked()); n > 0 {
		out = s.T("kit.marked", "n", n) + " · " + out
	}
	if n := len(s.view.MissingConsent(s.Today())); n > 0 && s.about() {
		out += " · " + s.T("list.note.missing", "n", n)
	}
	if s.view.List.Closed {
		out += " · " + s.T("list.closed")
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
	l := s.Theme
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
	if r, ref, ok := s.view.Refusal(p); ok {
		add(theme.Warn, s.Theme.Colours.Glyphs.Alert+" "+s.Words().RefusalText(r, ref, s.Today()))
	}
	if _, company := s.pair(p); s.ratios[company] != nil {
		add(theme.Subtle, s.Words().RatioLine(*s.ratios[company]))
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
	c := model.ConsentFor(s.view.Consents, citizen, company, s.Today())
	switch {
	case c == nil:
		return theme.Warn, s.Theme.Colours.Glyphs.Unknown + " " + s.T("list.consent.none", "company", at)
	case c.Until != 0:
		return theme.OK, s.Theme.Colours.Glyphs.Check + " " +
			s.T("list.consent.until", "company", at, "on", c.GivenOn.Time(), "until", c.Until.Time())
	}
	return theme.OK, s.Theme.Colours.Glyphs.Check + " " +
		s.T("list.consent.given", "company", at, "on", c.GivenOn.Time())
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) { return s.table.Len() > 0, "list.nothing.selected" }
	about := func() (bool, string) {
		if len(s.picks) == 0 {
			return false, "list.nothing.selected"
		}
		return s.about(), "list.nocitizen"
	}
	marks := len(s.table.Marked())
	return []screen.Binding{
		screen.OnOne(marks, screen.Std(keys.Open, s.on(s.open)).When(some).At(1)),
		screen.OnMarks(marks, screen.Std(keys.Edit, s.editRows).As("list.edit").When(some).At(2), 2),
		screen.OnMarks(marks, screen.Own("status", "t", "list.status", 3, s.nextStatus).When(some), 3),
		screen.OnMarks(marks, screen.Std(keys.Log, s.logRows(keys.Log)).As("match.screen.call").When(some).At(4), 4),
		screen.OnMarks(marks, screen.Std(keys.AddTo, s.addTo).When(some).At(0), 4),
		{Binding: screen.VisitBinding().When(some), Do: s.logRows(screen.LogVisit)},
		screen.Std(keys.Export, s.own).As("list.own").When(some).At(5),
		screen.Own("company", "X", "list.company", 6, s.forCompany).When(about),
		screen.OnOne(marks, screen.Std(keys.New, s.on(s.consent)).As("list.consent").When(about).At(7)),
		screen.Std(keys.Match, s.read(s.match)).As("list.match").At(8),
		screen.OnOne(marks, screen.Own("movedown", "J", "list.down", 9, s.on(s.move(1))).Or("ctrl+down").When(some)),
		screen.OnOne(marks, screen.Own("moveup", "K", "list.up", 10, s.on(s.move(-1))).Or("ctrl+up").When(some)),
		screen.Own("title", "T", "lists.edit", 0, s.read(s.title)),
		screen.OnMarks(marks, screen.Own("remove", "delete", "list.remove", 0, s.remove).When(some), 5),
		screen.Std(keys.Mark, screen.Nothing(s.table.Mark)), screen.Std(keys.MarkAll, screen.Nothing(s.table.MarkAll)),
		screen.Std(keys.Back, s.Back),
	}
}

// Check tests that the table shows the rows.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.picks)+len(s.bad)) }
