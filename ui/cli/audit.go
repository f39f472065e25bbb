package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

func auditCommand() command {
	return command{
		name: "audit", subs: []command{
			{name: "verify", args: exactly(0), run: verifyDatabase,
				json: []string{"kind", "type", "id", "seq", "text", "source", "at", "latest", "altered"}},
			sampleCommand(),
			{name: "accept", args: exactly(0), run: acceptDatabase, json: []string{"seq", "accepted", "findings_left"}},
		},
	}
}

// verifyDatabase reads everything and names what was not written so by the program; the status is 1 when something is.
func verifyDatabase(ctx context.Context, s *session, _ []string) error {
	found, err := s.Verify(ctx)
	if err != nil {
		return err
	}
	t := table{cols: []column{
		{"kind", s.T("cli.col.finding"), false},
		{"type", s.T("cli.col.kind"), false},
		{"id", "ID", false},
		{"seq", s.T("cli.col.seq"), true},
		{"text", s.T("cli.col.says"), false},
	}}
	sources, err := s.sourcesOf(ctx, found)
	if err != nil {
		return err
	}
	for i, f := range found {
		seq := cell{"", "", nil}
		if f.Seq != 0 {
			seq = cell{strconv.FormatInt(f.Seq, 10), strconv.FormatInt(f.Seq, 10), f.Seq}
		}
		named := s.nameFound(ctx, f.Err, sources[i])
		t.rows = append(t.rows, []cell{
			text(f.Kind), text(f.Type), text(f.ID), seq, s.said(func(w present.Words) string {
				return service.JoinNonEmpty(". ", strings.TrimSuffix(w.Error(named), "."),
					s.sourceWords(w, f, sources[i]))
			}),
		})
	}
	t.object = func(i int) object {
		o := object{}
		for c, col := range t.cols {
			o = append(o, member{col.key, t.rows[i][c].val})
		}
		if f := found[i]; f.isRow() {
			o = append(o, s.sourceObject(model.Damaged{Type: f.Type, ID: f.ID}, sources[i])[3:]...)
		}
		return o
	}
	s.saidDamaged = true
	if err := s.out.table(t); err != nil {
		return err
	}
	notices, err := s.Notices(ctx)
	if err != nil {
		return err
	}
	s.tellNotices(notices)
	if !s.Seen && !s.Service.Demo {
		s.note("cli.audit.unseen")
	}
	switch {
	case len(found) > 0:
		return model.NewError(model.Internal, "err.audit.found", model.Args{"n": len(found)})
	case s.Service.Demo:
		s.note("cli.audit.demo")
	case slices.ContainsFunc(notices, isAccepted):
		s.note("cli.audit.rest")
	default:
		s.note("cli.audit.whole")
	}
	return nil
}

// isAccepted reports whether a notice tells of a finding that somebody accepted.
func isAccepted(notice *model.Error) bool { return strings.HasPrefix(notice.Key, "notice.accepted.") }

// isRow reports whether it is about a row that a copy can bring back.
func (f Altered) isRow() bool { return f.Kind == "row.altered" || f.Kind == "row.missing" }

// sourcesOf finds the newest sound state of the rows among what was altered, nil for others.
func (s *session) sourcesOf(ctx context.Context, found []Altered) (out []*model.RowSource, err error) {
	out = make([]*model.RowSource, len(found))
	for i, f := range found {
		if f.isRow() {
			if out[i], err = s.Service.Damages.Source(ctx, f.Type, f.ID); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// sourceWords say where a row can be brought back from, "" for what is no row.
func (s *session) sourceWords(w present.Words, f Altered, from *model.RowSource) string {
	if !f.isRow() {
		return ""
	}
	return w.RowSource(model.Damaged{Type: f.Type, ID: f.ID}, from, s.Service.Now())
}

// acceptDatabase takes the file for the one that this computer knows from now on, and what was found in it that cannot
// be brought back for what it shall be. Rows are another matter, see repair.
func acceptDatabase(ctx context.Context, s *session, _ []string) error {
	actor, err := s.actor(ctx)
	if err != nil {
		return err
	}
	n, err := s.Accept(ctx, actor)
	if err != nil {
		return err
	}
	left, err := s.Verify(ctx)
	if err != nil {
		return err
	}
	f, err := s.Facts(ctx)
	if err != nil {
		return err
	}
	s.saidDamaged = true
	var none error
	if n == 0 && len(left) > 0 {
		none = model.NewError(model.Forbidden, "err.audit.none", model.Args{"n": len(left)})
	}
	if s.json {
		return errors.Join(s.out.json(object{{"seq", f.Seq}, {"accepted", n}, {"findings_left", len(left)}}), none)
	}
	switch {
	case none != nil:
		return none
	case n == 0:
		s.note("cli.audit.accepted.nothing")
		return nil
	}
	s.note("cli.audit.accepted")
	s.note("cli.audit.accepted.found", "n", n)
	if len(left) > 0 {
		s.note("cli.audit.accepted.left", "n", len(left))
	}
	return nil
}
