package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// printWhyNot prints why one workplace is not on the list.
func (s *session) printWhyNot(ctx context.Context, m *service.MatchList, word string) error {
	e, err := s.find(ctx, "company", word)
	if err != nil {
		return err
	}
	snap, err := s.Service.Snapshots.Snapshot(ctx)
	if err != nil {
		return err
	}
	v, err := snap.WhyNot(ctx, m.Request, e.Meta().ID)
	if err != nil {
		return err
	}
	sentence := both(s.root, func(w present.Words) string {
		block := ""
		if v.Block != "" {
			block = w.T("match.block." + v.Block)
		}
		return w.T("match.why."+string(v.Standing), "rank", v.Rank, "of", v.Of, "needs", v.Needs, "block", block)
	})
	why := sentence.label.(string)
	if s.json {
		return s.out.json(object{
			{"company", service.NameIn(e)}, {"company_id", e.Meta().ID}, {"standing", string(v.Standing)},
			{"block", v.Block}, {"rank", v.Rank}, {"of", v.Of}, {"needs", v.Needs}, {"text", sentence},
			{"score", v.Row.Score}, {"reasons", s.reasonObjects(v.Row)},
		})
	}
	if !s.out.human() {
		return s.out.facts([]fact{
			{"company", "", text(service.NameIn(e))},
			{"standing", "", text(string(v.Standing))},
			{"block", "", text(v.Block)},
			{"rank", "", number(v.Rank)},
			{"of", "", number(v.Of)},
			{"score", "", number(v.Row.Score)},
			{"text", "", text(why)},
		})
	}
	s.out.line(service.NameIn(e) + ": " + why)
	s.printReasons("", v.Row)
	return nil
}

// printWhatIf prints what would bring more workplaces onto the list.
func (s *session) printWhatIf(ctx context.Context, m *service.MatchList) error {
	snap, err := s.Service.Snapshots.Snapshot(ctx)
	if err != nil {
		return err
	}
	list, err := snap.WhatIf(ctx, m.Request)
	if err != nil {
		return err
	}
	t := table{empty: s.T("match.whatif.same"), cols: []column{
		{"change", s.T("cli.whatif.change"), false},
		{"gained", s.T("cli.whatif.more"), true},
		{"candidates", s.T("cli.whatif.candidates"), true},
	}}
	for _, v := range list {
		more := number(v.More)
		if v.More > 0 {
			more.shown = "+" + strconv.Itoa(v.More)
		}
		change := s.said(func(w present.Words) string { return matching.Say(w.T, v.Key, v.Args) })
		t.rows = append(t.rows, []cell{change, more, number(v.Candidates)})
	}
	return s.out.table(t)
}

// callSheetFor is how many workplaces the call sheet asks.
const callSheetFor = 5

// printCallSheet prints what remains to be asked, workplace by workplace, in the order of a talk.
func (s *session) printCallSheet(ctx context.Context, m *service.MatchList) error {
	n := callSheetFor
	if m.Query.Limit > 0 {
		n = m.Query.Limit
	}
	t := table{empty: s.T("cli.callsheet.empty"), cols: []column{
		{"company", s.T("type.company"), false},
		{"phone", s.T("company.phone"), false},
		{"question", s.T("match.col.questions"), false},
		{"field", s.T("cli.col.field"), false},
		{"looks_for", s.T("company.section.openings"), false},
	}}
	last, looks := "", cell{}
	for _, q := range matching.CallSheet(m.Ranking, n) {
		name, phone := q.CompanyID, ""
		if c := m.Companies[q.CompanyID]; c != nil {
			name, phone = c.ShownName(), c.Phone
		}
		first := q.CompanyID != last
		if first {
			ads, err := s.Service.Openings(ctx, q.CompanyID)
			if err != nil {
				return err
			}
			looks = s.said(func(w present.Words) string { return w.LooksFor(ads, s.Service.Today()) })
			last = q.CompanyID
		}
		question := s.said(func(w present.Words) string { return w.Question(q.Key, q.Args) })
		if s.out.human() {
			if first {
				s.out.heading(fmt.Sprintf("%s  %s", name, phone))
			}
			if first && looks.shown != "" {
				s.out.line("  " + looks.shown)
			}
			s.out.line("  [ ] " + question.shown)
			continue
		}
		field := q.Answer.Type + "." + q.Answer.Field
		t.rows = append(t.rows, []cell{text(name), text(phone), question, text(field), looks})
	}
	if s.out.human() && last != "" {
		return nil
	}
	return s.out.table(t)
}

// printReverse ranks citizens for a task, or for all that a workplace offers.
func (o *matchOptions) printReverse(ctx context.Context, s *session) error {
	req, err := o.reverseRequest(ctx, s)
	if err != nil {
		return err
	}
	snap, err := s.Service.Snapshots.Snapshot(ctx)
	if err != nil {
		return err
	}
	got, err := snap.Reverse(ctx, req)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.match.empty"), cols: []column{
		{"rank", "#", true},
		{"citizen", s.T("pick.citizen"), false},
		{"citizen_id", "ID", false},
		{"citizen_ref", "", false},
		{"score", s.T("match.col.score"), true},
		{"reasons", s.T("match.col.reasons"), false},
	}}
	name := s.nameOf(ctx)
	for i, row := range got.Rows {
		c, err := s.Service.Store.Get(ctx, "citizen", row.CitizenID)
		if err != nil {
			return err
		}
		if err := s.viewed(ctx, c); err != nil {
			return err
		}
		var reasons []string
		for _, r := range row.Reasons {
			title, why := s.words.Reason(r)
			reasons = append(reasons, fmt.Sprintf("%s %d/%d: %s", title, r.Points, r.Max, why))
		}
		counted := strings.Join(reasons, "; ")
		t.rows = append(t.rows, []cell{
			number(i + 1), text(name("citizen", row.CitizenID)), text(row.CitizenID), text(rowName(c)),
			number(row.Score), {counted, counted, s.reasonObjects(row)},
		})
	}
	if !s.out.human() {
		return s.out.table(t)
	}
	if err := s.out.table(dropColumns(t, "reasons", "citizen_id", "citizen_ref")); err != nil {
		return err
	}
	for i := range min(len(got.Rows), reasonsFor) {
		s.printReasons(fmt.Sprintf("%d. %s", i+1, t.rows[i][1].shown), got.Rows[i])
	}
	return nil
}

func (o *matchOptions) reverseRequest(ctx context.Context, s *session) (matching.ReverseRequest, error) {
	req := matching.ReverseRequest{Today: s.Service.Today(), Seed: uint32(o.seed), Limit: o.limit}
	if req.Seed == 0 {
		req.Seed = service.Seed(s.Service.Today())
	}
	var err error
	if req.Weights, err = s.weights(o.weights); err != nil {
		return req, err
	}
	e, err := s.find(ctx, "task", o.reverse)
	if err == nil {
		t := e.(*model.Task)
		req.CompanyID, req.TaskID = t.CompanyID, t.ID
		return req, nil
	}
	if model.CodeOf(err) != model.NotFound {
		return req, err
	}
	c, err := s.find(ctx, "company", o.reverse)
	if err != nil {
		return req, err
	}
	req.CompanyID = c.Meta().ID
	return req, nil
}
