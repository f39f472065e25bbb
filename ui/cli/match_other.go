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
	snap, err := s.Service.Snapshot(ctx)
	if err != nil {
		return err
	}
	v, err := snap.WhyNot(ctx, m.Request, e.Meta().ID)
	if err != nil {
		return err
	}
	sentence := both(s.root, func(w present.Words) string {
		return w.WhyNot(v)
	})
	why := sentence.label.(string)
	if s.json {
		return s.out.json(object{
			{"company", service.NameIn(e)}, {"company_id", e.Meta().ID}, {"standing", string(v.Standing)},
			{"block", v.Block}, {"rank", v.Rank}, {"of", v.Of}, {"needs", v.Needs}, {"text", sentence},
			{"score", v.Row.Score}, {"reasons", s.reasonObjects(v.Row)},
		}.with(s.numbers(v.Row)...))
	}
	if !s.out.human() {
		return s.out.facts([]fact{
			{"company", "", text(service.NameIn(e))},
			{"standing", "", text(string(v.Standing))},
			{"block", "", text(v.Block)},
			{"rank", "", number(v.Rank)},
			{"of", "", number(v.Of)},
			{"score", "", number(v.Row.Score)},
			{"section", "", text(string(v.Row.Section))},
			{"fit", "", number(v.Row.Fit)},
			{"circumstances", "", number(v.Row.Circumstances)},
			{"low", "", number(v.Row.Low)},
			{"high", "", number(v.Row.High)},
			{"text", "", text(why)},
		})
	}
	s.out.line(service.NameIn(e) + ": " + why)
	s.printReasons("", v.Row)
	return nil
}

// printWhatIf prints what would bring more workplaces onto the list.
func (s *session) printWhatIf(ctx context.Context, m *service.MatchList) error {
	snap, err := s.Service.Snapshot(ctx)
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

// printLeftOut prints what is not on the list, by reason, with the workplaces that fit best.
func (s *session) printLeftOut(ctx context.Context, m *service.MatchList) error {
	left, err := s.Service.LeftOut(ctx, m, m.Query.Limit)
	if err != nil {
		return err
	}
	workplaces := func(l matching.LeftOut) []object {
		out := []object{}
		for _, row := range l.Rows {
			out = append(out, object{
				{"company", left.Name(row)}, {"company_id", row.CompanyID}, {"town", left.Town(row)}, {"fit", row.Fit},
				{"task", left.Task(row)},
			})
		}
		return out
	}
	if left.Below > 0 {
		s.note("match.left.below", "n", left.Below, "shown", len(m.Rows))
	}
	if s.json {
		return s.out.array(len(left.Reasons), func(i int) any {
			l := left.Reasons[i]
			said := both(s.root, func(w present.Words) string { return w.T("match.block." + l.Block) })
			return object{{"block", l.Block}, {"text", said}, {"count", l.Count}, {"workplaces", workplaces(l)}}
		})
	}
	t := table{empty: s.T("match.left.nothing"), headings: map[int][]string{}, cols: []column{
		{"block", "", false}, {"count", "", true},
		{"company", s.T("match.col.company"), false},
		{"company_id", "", false},
		{"town", s.T("company.town"), false},
		{"fit", s.T("match.col.fit"), true},
		{"task", s.T("type.task"), false},
	}}
	for _, l := range left.Reasons {
		title, note := s.words.LeftHeading(l)
		t.headings[len(t.rows)] = []string{joined(title, note)}
		for _, row := range l.Rows {
			t.rows = append(t.rows, []cell{text(l.Block), number(l.Count), text(left.Name(row)), text(row.CompanyID),
				text(left.Town(row)), number(row.Fit), text(left.Task(row))})
		}
	}
	if s.out.human() {
		t = dropColumns(t, "block", "count", "company_id")
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
		{"moves", "", true},
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
			s.out.line("  [ ] " + question.shown + s.moves(q))
			continue
		}
		field := q.Answer.Type + "." + q.Answer.Field
		t.rows = append(t.rows, []cell{text(name), text(phone), question, text(field), number(q.Swing), looks})
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
	snap, err := s.Service.Snapshot(ctx)
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
		{"fit", s.T("match.col.fit"), true},
		{"circumstances", s.T("match.col.terms"), true},
		{"score", s.T("match.col.score"), true},
		{"low", s.T("match.col.low"), true},
		{"high", s.T("match.col.high"), true},
		{"section", s.T("match.col.section"), false},
		{"reasons", s.T("match.col.reasons"), false},
	}}
	name := s.nameOf(ctx)
	for i, row := range got.Rows {
		c, err := service.Related(ctx, s.Service.Store, "citizen", row.CitizenID)
		if err != nil {
			return err
		}
		s.look(c)
		var reasons []string
		for _, r := range row.Reasons {
			title, why := s.words.Reason(r)
			reasons = append(reasons, fmt.Sprintf("%s %d/%d: %s", title, r.Points, r.Max, why))
		}
		counted := strings.Join(reasons, "; ")
		t.rows = append(t.rows, []cell{
			number(i + 1), text(name("citizen", row.CitizenID)), text(row.CitizenID), text(rowName(c)),
			{s.words.Fit(row), strconv.Itoa(row.Fit), row.Fit}, number(row.Circumstances), number(row.Score),
			number(row.Low), number(row.High),
			{s.words.Section(row.Section), string(row.Section), string(row.Section)},
			{counted, counted, s.reasonObjects(row)},
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
