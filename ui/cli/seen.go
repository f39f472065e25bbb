package cli

import (
	"context"
	"strconv"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is who has seen and who has received a citizen's data, and the sample for those who check that.

// seenOptions are the options of `citizen seen`.
type seenOptions struct{ paperOptions }

func seenCommand() command {
	o := &seenOptions{}
	return command{name: "seen", args: exactly(1), json: writtenFields, run: o.run, flags: o.flags()}
}

// run prints the page; that it was looked at is noted before, so that the page tells of itself.
func (o *seenOptions) run(ctx context.Context, s *session, args []string) error {
	row, err := s.find(ctx, "citizen", args[0])
	if err != nil {
		return err
	}
	s.look(row)
	v, err := s.Service.Seen(ctx, row.Meta().ID)
	if err != nil {
		return err
	}
	if s.json && o.out == "" && o.format == "" {
		o.format = "json"
	}
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	return s.export(ctx, w.SeenDocument(v, s.Service.Today()), o.fileOptions, v.Out())
}

// sampleOptions are the options of `audit sample`.
type sampleOptions struct {
	n                   int
	seed                int64
	citizen, consultant string
	unusual             bool
}

func sampleCommand() command {
	o := &sampleOptions{}
	return command{
		name: "sample", args: exactly(0), run: o.run,
		json: []string{"seed", "of", "sample", "sample.seq", "sample.at", "sample.actor", "sample.citizen_ref",
			"sample.action", "sample.action_label", "sample.receiver", "sample.reason"},
		flags: []flag{
			option(&o.n, "n", 10, "cli.audit.sample.flag.n"),
			option(&o.seed, "seed", 0, "cli.audit.sample.flag.seed"),
			option(&o.citizen, "citizen", "", "cli.audit.sample.flag.citizen"),
			option(&o.consultant, "consultant", "", "cli.audit.sample.flag.consultant"),
			option(&o.unusual, "unusual-hours", false, "cli.audit.sample.flag.unusual-hours"),
		},
	}
}

// run prints a random sample of looks and exports, with the seed that draws it again.
func (o *sampleOptions) run(ctx context.Context, s *session, _ []string) error {
	if o.n < 1 {
		return model.NewError(model.Usage, "err.cli.number", model.Args{"value": strconv.Itoa(o.n)})
	}
	q := service.Sample{N: o.n, Seed: uint64(o.seed), Unusual: o.unusual}
	if o.seed == 0 {
		q.Seed = uint64(s.Service.Now().Unix()) % 1_000_000
	}
	for _, f := range []struct {
		typ, word string
		id        *string
	}{{"citizen", o.citizen, &q.CitizenID}, {"consultant", o.consultant, &q.ConsultantID}} {
		if f.word == "" {
			continue
		}
		e, err := s.find(ctx, f.typ, f.word)
		if err != nil {
			return err
		}
		*f.id = e.Meta().ID
	}
	lines, of, err := s.Service.SampleLooks(ctx, q)
	if err != nil {
		return err
	}
	s.note("cli.audit.sample.drawn", "n", len(lines), "of", of, "seed", q.Seed)
	return s.printSample(ctx, lines, of, q.Seed)
}

func (s *session) printSample(ctx context.Context, lines []service.SeenLine, of int, seed uint64) error {
	t := table{empty: s.T("cli.log.empty"), cols: []column{
		{"seq", s.T("cli.col.seq"), true},
		{"at", s.T("cli.col.at"), false},
		{"actor", s.T("cli.col.actor"), false},
		{"citizen_ref", s.T("type.citizen"), false},
		{"action", s.T("cli.col.what"), false},
		{"receiver", s.T("seen.col.receiver"), false},
		{"reason", s.T("seen.col.reason"), false},
	}}
	rows := []object{}
	for _, l := range lines {
		who := s.handle(ctx, "citizen", l.CitizenID)
		ref, _ := who.(string)
		receiver := s.said(func(w present.Words) string { return w.ReceiverOf(l) })
		receiver.raw = string(l.Receiver)
		what := s.words.Action(l.Action, l.Args)
		t.rows = append(t.rows, []cell{number(int(l.Seq)), s.timeCell(l.At), text(l.Who), text(ref),
			{what, what, l.Action}, receiver, text(l.Reason)})
		rows = append(rows, object{{"seq", l.Seq}, {"at", s.timeCell(l.At).raw}, {"actor", l.Who}, {"citizen_ref", who},
			{"action", l.Action}, {"action_label", what}, {"receiver", string(l.Receiver)}, {"reason", l.Reason}})
	}
	if s.json {
		return s.out.json(object{{"seed", seed}, {"of", of}, {"sample", rows}})
	}
	return s.out.table(t)
}
