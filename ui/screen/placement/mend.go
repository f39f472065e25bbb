package placement

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/placement"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// point is something that is open (mangler): what it says, and what asks for it or opens the place where it is mended.
type point struct {
	text  string
	role  theme.Role
	alert bool // it cannot be as it is; else nobody has answered it yet
	mend  func() tea.Cmd
}

// open lists what the next state lacks, who has not said yes, too many hours together, and answers nobody has asked
// for.
func (s *Screen) open() (out []point) {
	p, words := s.view.Placement, s.Words()
	ask := func(text string, mend func() tea.Cmd) {
		out = append(out, point{text: text, role: theme.Warn, mend: mend})
	}
	agreed := s.Opens(screen.Agreement, p.ID)
	if to := placement.NextState(p.State); to != "" && to != "ended" {
		for i, e := range faultsOf(placement.MoveNeeds(p, to, s.Today(), s.view.Facts(s.Today()))) {
			text := words.Error(&e)
			if i == 0 {
				text = s.T("placement.needs", "state", words.T("opt.placement_state."+to)) + " " + text
			}
			ask(text, s.mendFault(e))
		}
	}
	if err := s.overlap(); err != nil {
		out = append(out, point{words.Error(err), theme.Danger, true, agreed})
	}
	if err := agreement.PatternNow(p, s.view.Agreements, s.Today()); err != nil {
		out = append(out, point{words.Error(err), theme.Warn, true, agreed})
	}
	for _, party := range s.silent() {
		ask(s.T("placement.silent."+party), func() tea.Cmd { return s.AskYes(s.view, party) })
	}
	if c := s.view.Company; p.Open() && c.PNumber == "" {
		ask(s.T("placement.nopnumber"), s.Opens(screen.Edit, screen.EditArg{Entity: c, Focus: "pnumber"}))
	}
	for _, key := range s.unrated() {
		ask(s.T("placement.unrated."+key), s.rate)
	}
	return out
}

// silent are the parties that have not said yes to the newest agreement, while it is of use to ask them.
func (s *Screen) silent() (out []string) {
	a := agreement.Latest(s.view.Agreements)
	if a == nil || !s.view.Placement.Open() {
		return nil
	}
	said := map[string]model.Date{"citizen": a.CitizenOn, "company": a.CompanyOn, "representative": a.RepOn}
	return slices.DeleteFunc(slices.Clone(agreement.Parties), func(p string) bool { return said[p] != 0 })
}

// faultsOf are the parts of what a step lacks.
func faultsOf(err error) []model.Error {
	e, ok := err.(*model.Error)
	if !ok {
		return nil
	}
	first, more := *e, e.More
	first.More = nil
	return slices.Concat([]model.Error{first}, more)
}

// mendFault opens the form at the field that a step lacks, or the agreement when it lacks that.
func (s *Screen) mendFault(e model.Error) func() tea.Cmd {
	if e.Field == "" {
		return s.Opens(screen.Agreement, s.view.Placement.ID)
	}
	return func() tea.Cmd { return s.EditPlacementAt(s.view, e.Field) }
}

// missing draws the open points; the cursor stands in place of the sign of the one it is on.
func (s *Screen) missing(w int) (lines []kit.Line) {
	g := s.Theme.Colours.Glyphs
	s.at = min(s.at, max(len(s.points)-1, 0))
	for i, p := range s.points {
		sign, key := kit.Span{Text: g.Box + " ", Role: p.role}, ""
		text := kit.Span{Text: p.text}
		if p.alert {
			sign.Text = g.Alert + " "
		}
		if i == s.at {
			sign, text.Role = kit.Span{Text: g.Cursor + " ", Role: theme.Accent}, theme.Accent
		}
		if i == 0 {
			key = "placement.part.missing"
		}
		s.rows[i] = len(lines)
		lines = append(lines, s.part(key, w, kit.Line{sign, text})...)
	}
	return lines
}

// walk moves the cursor to the next open point that is in sight; false leaves the key to the text, which scrolls.
func (s *Screen) walk(m tea.KeyPressMsg) bool {
	by := map[string]int{"up": -1, "k": -1, "down": 1, "j": 1}[m.String()]
	to := s.at + by
	if by == 0 || to < 0 || to >= len(s.points) || !s.text.Sees(s.rows[s.at]) || !s.text.Sees(s.rows[to]) {
		return false
	}
	s.at, s.laid = to, 0
	return true
}

// reach puts the cursor on an open point that is in sight after the text has scrolled, when its own is not.
func (s *Screen) reach() {
	if s.at < len(s.points) && s.text.Sees(s.rows[s.at]) {
		return
	}
	for i := range s.points {
		if s.text.Sees(s.rows[i]) {
			s.at, s.laid = i, 0
			return
		}
	}
}

// mend opens what mends the open point under the cursor.
func (s *Screen) mend() tea.Cmd { return s.points[s.at].mend() }
