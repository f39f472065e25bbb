package cli

import (
	"context"
	"strconv"

	"jobspor/model"
	"jobspor/ui/present"
)

func auditCommand() command {
	return command{
		name: "audit", subs: []command{
			{name: "verify", args: exactly(0), run: verifyDatabase,
				json: []string{"kind", "type", "id", "seq", "text"}},
			sampleCommand(),
			{name: "accept", args: exactly(0), run: acceptDatabase, json: []string{"seq"}},
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
	for _, f := range found {
		seq := cell{"", "", nil}
		if f.Seq != 0 {
			seq = cell{strconv.FormatInt(f.Seq, 10), strconv.FormatInt(f.Seq, 10), f.Seq}
		}
		t.rows = append(t.rows, []cell{
			text(f.Kind), text(f.Type), text(f.ID), seq, s.said(func(w present.Words) string { return w.Error(f.Err) }),
		})
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if !s.Seen && !s.Service.Demo {
		s.note("cli.audit.unseen")
	}
	switch {
	case len(found) > 0:
		return model.NewError(model.Internal, "err.audit.found", model.Args{"n": len(found)})
	case s.Service.Demo:
		s.note("cli.audit.demo")
	default:
		s.note("cli.audit.whole")
	}
	return nil
}

// acceptDatabase takes the file for the one that this computer knows from now on.
func acceptDatabase(ctx context.Context, s *session, _ []string) error {
	if err := s.Accept(ctx); err != nil {
		return err
	}
	f, err := s.Facts(ctx)
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"seq", f.Seq}})
	}
	s.note("cli.audit.accepted")
	return nil
}
