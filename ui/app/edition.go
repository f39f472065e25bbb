package app

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// editionRead brings the rules in force, of which every screen that shows what they say tells when they run out.
type editionRead struct {
	set *service.RuleSet
	err error
}

// readEdition reads the rules in force, outside the loop.
func (a *App) readEdition() tea.Cmd {
	ctx, d := a.ctx, a.service
	return func() tea.Msg {
		set, err := d.Rules(ctx)
		return editionRead{set, err}
	}
}

// editionChanged reads the rules again when a file of them, or an own value, may have changed.
func (a *App) editionChanged(msg tea.Msg) tea.Cmd {
	m, ok := msg.(model.Changed)
	if !ok || !m.Many && !slices.ContainsFunc(m.Rows, func(r model.RowRef) bool {
		return r.Type == "reference" || r.Type == "setting"
	}) {
		return nil
	}
	return a.readEdition()
}

// edition is the line under a screen that shows what the rules say: of which edition they are, when that runs out soon
// or has run out; "" else.
func (a *App) edition() string {
	r := a.front()
	if r == nil || a.rules == nil {
		return ""
	}
	user, ok := r.s.(screen.RuleUser)
	if !ok {
		return ""
	}
	return present.WordsIn(a.theme.Lang).Edition(a.rules, a.service.Today(), user.RulesFrom())
}

// body draws the screen in front, and under it what must be known beside it: the edition of the rules, and looks that the
// log does not have yet.
func (a *App) body(s screen.Screen) kit.Frame {
	size := kit.BodySize(a.size)
	var under []string
	if text := a.edition(); text != "" {
		under = append(under, text)
	}
	if n := a.service.LooksStuck(); n > 0 {
		under = append(under, a.theme.Colours.Glyphs.Alert+" "+a.theme.T("looks.waiting", "n", n))
	}
	if len(under) == 0 || size.H < 2*len(under) {
		return s.View(size)
	}
	f := s.View(kit.Size{W: size.W, H: size.H - len(under)})
	lines := kit.Lines(kit.Block(kit.Lines(f.Body), size.W, size.H-len(under)))
	for _, text := range under {
		lines = append(lines, " "+a.theme.Paint(theme.Warn, a.theme.Cut(text, size.W-2)))
	}
	f.Body = kit.Block(lines, size.W, size.H)
	return f
}
