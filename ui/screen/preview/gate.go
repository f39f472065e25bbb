package preview

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// This file is what the gate asks for before something leaves: a reason, or consents.

// judge asks the gate whether it may leave now.
func (s *Screen) judge() tea.Cmd {
	d, out := s.Service, s.arg.Out
	return screen.Run(s.Host, "judge", func(ctx context.Context) (service.Permit, error) {
		return d.Judge(ctx, out)
	}, func(p service.Permit) tea.Cmd {
		s.permit, s.judged = p, true
		return nil
	})
}

// asksWhy reports whether the receiver takes a reason.
func (s *Screen) asksWhy() bool { return s.arg.Out.Personal() && s.arg.Out.To.NeedsReason() }

// explained does something that leaves, and asks for the reason first when there is none.
func (s *Screen) explained(do func() tea.Cmd) tea.Cmd {
	if !s.asksWhy() || s.arg.Out.Reason != "" {
		return do()
	}
	s.then = do
	return s.pickReason()
}

// askReason chooses another reason.
func (s *Screen) askReason() tea.Cmd {
	s.then = nil
	return s.pickReason()
}

// otherReason is the choice of a reason in own words.
const otherReason = "other"

// ownReason stands before a reason that was typed among the usual ones.
const ownReason = "own "

// pickReason offers the usual reasons; Enter takes the first.
func (s *Screen) pickReason() tea.Cmd {
	var items []kit.Item
	for _, key := range service.UsualReasons(s.arg.Out.To) {
		items = append(items, kit.Item{ID: key, Label: s.T("reason." + key)})
	}
	items = append(items, kit.Item{ID: otherReason, Label: s.T("reason.other")})
	return s.Pick("reason", kit.PickerOptions{Title: s.T("preview.reason.title"),
		Items: func(q string) []kit.Item {
			list := kit.FilterItems(items, q)
			if q = strings.TrimSpace(q); q != "" { // what is typed can be the reason itself
				own := kit.Item{ID: ownReason + q, Label: s.T("reason.own", "reason", q), Why: s.reasonFault(q)}
				list = append(slices.Clip(list), own)
			}
			return list
		}})
}

// reasonFault says why a text is no reason, "" when it is one.
func (s *Screen) reasonFault(text string) string {
	switch {
	case model.HasCPRBut(text, s.Service.KnownPNumber):
		return s.T("err.gate.cpr")
	case !service.Explains(text):
		return s.T("preview.reason.needed")
	}
	return ""
}

func (s *Screen) picked(key string) tea.Cmd {
	if text, ok := strings.CutPrefix(key, ownReason); ok {
		return s.give(text)
	}
	if key != otherReason {
		return s.give(s.T("reason." + key))
	}
	return s.Ask("reason.text", kit.Prompt(s.Theme, s.T("preview.reason.title"), "", s.T("preview.reason.text"), "",
		s.reasonFault))
}

// give takes a reason, keeps it for what leaves next, and goes on with what waited for it.
func (s *Screen) give(reason string) tea.Cmd {
	s.arg.Out.Reason = strings.TrimSpace(reason)
	s.Service.RememberReason(s.arg.Out.To, reason)
	if do := s.then; do != nil {
		s.then = nil
		return tea.Batch(s.judge(), do())
	}
	return s.judge()
}

// consent opens a consent for the first citizen and company without one, covering what is told; one that does not reach
// is opened to be changed.
func (s *Screen) consent() tea.Cmd {
	m := s.permit.Missing[0]
	arg := screen.EditArg{
		Title: s.T("list.consent.title"), Fields: screen.ConsentFields[:5],
		Entity: &model.Consent{CitizenID: m.CitizenID, CompanyID: m.CompanyID, GivenOn: s.Today(),
			Purpose: s.T("list.consent.purpose"), Covers: m.Topics},
	}
	if m.Held != nil {
		arg.Entity, arg.Fields, arg.Focus = m.Held, screen.ConsentFields, "covers"
	}
	return s.Go(screen.Edit, arg)
}

// line is a line over the preview.
type line struct {
	text string
	role theme.Role
}

// receiver says who receives it, why, and what of it there is consent for or not.
func (s *Screen) receiver() []line {
	out, g, w := s.arg.Out, s.Theme.Colours.Glyphs, s.Words()
	if out.To == "" {
		return nil
	}
	to := s.T("preview.to", "who", s.T("receiver."+string(out.To)))
	if s.asksWhy() {
		reason := out.Reason
		if reason == "" {
			reason = s.T("preview.reason.none")
		}
		to += " · " + s.T("preview.why", "reason", kit.Clean(reason))
	}
	lines := []line{{to, theme.Subtle}}
	for _, m := range s.permit.Missing {
		lines = append(lines, line{g.Alert + " " + kit.Clean(w.MissingConsent(m)), theme.Warn})
	}
	for _, text := range w.ConsentScopes(s.permit) {
		lines = append(lines, line{g.Check + " " + kit.Clean(text), theme.Subtle})
	}
	return lines
}
