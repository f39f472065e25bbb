package enrolment

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model/schema"
	"jobspor/ui/detailpage"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// typedFields are what is typed of a course; everything else is a step.
var typedFields = []string{"start_on", "consultant", "note"}

// editFact edits one fact of the course by itself, or asks which of the empty ones.
func (s *Screen) editFact(key string) tea.Cmd {
	e := s.view.Enrolment
	if key == detailpage.Unfilled {
		return detailpage.PickUnfilled(s.Host, e, typedFields, nil, s.editFact)
	}
	return s.Go(screen.Edit, screen.EditArg{
		Entity: e, Fields: []string{key}, Focus: key, Draft: "enrolment." + key,
	})
}

// onFact is the key of the fact under the cursor while the side has the keys, "" without one.
func (s *Screen) onFact() string {
	if at, ok := s.stops.Here(); ok && s.left {
		return at.Key
	}
	return ""
}

func (s *Screen) openLabel() string {
	if key := s.onFact(); key != "" {
		return detailpage.FactLabel(key)
	}
	return "enrolment.key.open"
}

// factLines say the control trial's group, the triage and what was typed; the values of all facts of the side begin in
// one column.
func (s *Screen) factLines(w int) []kit.Line {
	var facts []detailpage.Fact
	for _, p := range s.groupPairs() {
		facts = append(facts, detailpage.Fact{Pair: p})
	}
	e, words := s.view.Enrolment, s.Words()
	typed := detailpage.FactsOf(words, e, func(f *schema.Field) string {
		if !slices.Contains(typedFields, f.Key) && f.Key != "end_reason" {
			return ""
		}
		return words.Value(f, e, func(_, id string) string { return s.view.Names[id] })
	})
	if e.Open() {
		typed = append(typed, detailpage.UnfilledFact(words, e, typedFields)...)
	}
	for _, f := range typed {
		if !e.Open() || f.Key == "end_reason" {
			f.Key = ""
		}
		facts = append(facts, f)
	}
	lines, stops := detailpage.Lay(facts, nil, w, kit.LabelCells(s.definitionPairs()))
	s.stops.All = append(s.stops.All, stops...)
	s.label = detailpage.LabelCells(facts)
	return lines
}

func (s *Screen) groupPairs() (pairs []kit.Pair) {
	e, p := s.view.Enrolment, s.view.P
	if p.Trial {
		value, role := s.T("enrolment.group.none"), theme.Warn
		if e.Group != "" {
			how := s.Words().DrawnGroup(e.Drawn)
			value, role = detailpage.Join(" · ", s.T("opt.enrolment_group."+e.Group), how), theme.Text
		}
		pairs = append(pairs, kit.Pair{Label: s.T("enrolment.group"), Value: value, Role: role})
		for _, r := range e.Regroupings() {
			pairs = append(pairs,
				kit.Pair{Label: s.T("enrolment.redrawn"), Value: s.Words().Regrouping(r), Role: theme.Warn})
		}
	}
	if e.Triage != "" {
		pairs = append(pairs, kit.Pair{Label: s.T("enrolment.triage"), Value: p.Word("triage", e.Triage, s.code())},
			kit.Pair{Label: s.T("enrolment.triage_next"), Value: p.Word("follow", e.TriageNext, s.code())},
			kit.Pair{Label: s.T("enrolment.triage_on"), Value: s.near(e.TriageOn)},
			kit.Pair{Label: s.T("enrolment.triage_reason"), Value: e.TriageReason})
		for _, was := range e.Triaged {
			pairs = append(pairs, kit.Pair{Label: s.T("enrolment.triaged"), Value: was, Role: theme.Subtle})
		}
	}
	if s.view.Enrolment.PreviousID != "" {
		for _, o := range s.view.Enrolments {
			if o.ID == e.PreviousID {
				op, _ := s.view.Programme(o)
				pairs = append(pairs, kit.Pair{
					Label: s.T("enrolment.previous"), Value: detailpage.Join(" ", o.Ref, op.ShortName(s.code())),
				})
			}
		}
	}
	return pairs
}
