package app

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
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

// damaged is the line that stands under every screen while rows are damaged: how many are left out; "" for none.
func (a *App) damaged() string {
	if r := a.front(); r != nil && r.name == screen.Damaged {
		return "" // it says so itself
	}
	if n := len(a.service.Damaged()); n > 0 {
		return a.theme.T("damaged.left.out", "n", n, "key", a.theme.Names().Show(keys.Std(keys.Damaged).Keys[0]))
	}
	return ""
}

// noCopy is the line that stands under every screen while copies cannot be made: the reason; "" else.
func (a *App) noCopy() string {
	if a.unsaved == nil {
		return ""
	}
	return a.theme.T("backup.failed", "why", present.WordsIn(a.theme.Lang).Error(a.unsaved))
}

// noServer is the line that stands under every screen while the server of the database does not answer: what is waited
// for; "" else.
func (a *App) noServer() string {
	if a.service.Unanswered == nil || !a.service.Unanswered() {
		return ""
	}
	return a.theme.T("server.waits")
}

// noticed is the line that stands under every screen for a notice whose key begins so: while another day is taken for
// today, while a person's own keys and colours are not used; "" else.
func (a *App) noticed(prefix string) string {
	for _, n := range a.service.Notices {
		if strings.HasPrefix(n.Key, prefix) {
			return present.WordsIn(a.theme.Lang).Error(n)
		}
	}
	return ""
}

// stuckLooks says how many looks the log does not have yet; "" for none.
func (a *App) stuckLooks() string {
	if n := a.service.LooksStuck(); n > 0 {
		return a.theme.Colours.Glyphs.Alert + " " + a.theme.T("looks.waiting", "n", n)
	}
	return ""
}

// body draws the screen in front, and under it what must be known beside it: the edition of the rules, looks that the
// log does not have yet, damaged rows, copies that cannot be made.
func (a *App) body(s screen.Screen) kit.Frame {
	size := kit.BodySize(a.size)
	var under []string
	for _, l := range []struct {
		text string
		role theme.Role
	}{
		{a.noticed("notice.day"), theme.Warn}, {a.noticed("notice.interface"), theme.Warn}, {a.edition(), theme.Warn},
		{a.stuckLooks(), theme.Warn}, {a.damaged(), theme.Danger}, {a.noCopy(), theme.Danger},
		{a.noServer(), theme.Warn},
	} {
		if l.text != "" && size.H > 2*(len(under)+1) {
			under = append(under, " "+a.theme.Paint(l.role, a.theme.Cut(l.text, size.W-2)))
		}
	}
	if lines := a.tourLines(); size.H > 2*(len(under)+len(lines)) {
		under = append(under, lines...)
	}
	if len(under) == 0 {
		return s.View(size)
	}
	h := size.H - len(under)
	f := s.View(kit.Size{W: size.W, H: h})
	lines := kit.Lines(kit.Block(kit.Lines(f.Body), size.W, h))
	f.Body = kit.Block(append(lines, under...), size.W, size.H)
	return f
}
