package placement

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/placement"
	"jobspor/ui/detailpage"
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
	for i, p := range s.points {
		sign, key := kit.Span{Text: g.Box + " ", Role: p.role}, ""
		text := kit.Span{Text: p.text}
		if p.alert {
			sign.Text = g.Alert + " "
		}
		if i == s.stops.At {
			sign, text.Role = kit.Span{Text: g.Cursor + " ", Role: theme.Accent}, theme.Accent
		}
		if i == 0 {
			key = "placement.part.missing"
		}
		s.stops.All = append(s.stops.All, detailpage.Stop{Line: len(lines)})
		lines = append(lines, s.part(key, w, kit.Line{sign, text})...)
	}
	return lines
}

// mend opens what mends the open point under the cursor, or edits the fact.
func (s *Screen) mend() tea.Cmd {
	if s.stops.At < len(s.points) {
		return s.points[s.stops.At].mend()
	}
	return s.editFact(s.onFact())
}

func (s *Screen) editFact(key string) tea.Cmd {
	if p := s.view.Placement; key == detailpage.Unfilled {
		return detailpage.PickUnfilled(s.Host, p, screen.PlacementFields(p), toldAbove, s.editFact)
	}
	return s.EditPlacementFact(s.view, key)
}

// onFact is the key of the fact under the cursor, "" where it stands on an open point.
func (s *Screen) onFact() string {
	at, _ := s.stops.Here()
	return at.Key
}

// mendLabel is what Enter does where the cursor is, and mendPlace where it stands in the footer: first where it edits a
// fact, which nothing else tells.
func (s *Screen) mendLabel() string {
	if key := s.onFact(); key != "" {
		return detailpage.FactLabel(key)
	}
	return "placement.key.mend"
}

func (s *Screen) mendPlace() int {
	if s.onFact() != "" {
		return 1
	}
	return 3
}
