package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/matching/duplicates"
	"jobspor/model"
	"jobspor/model/merge"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// duplicateCommands are the commands of a type whose rows may be there twice.
func duplicateCommands(typ string, more ...command) func() []command {
	return func() []command {
		return append([]command{duplicatesCommand(typ), distinctCommand(typ), mergeCommand(typ)}, more...)
	}
}

// pairFields are the JSON members of a pair.
var pairFields = []string{"a", "b", "level", "level_label", "evidence", "evidence_label", "a_name", "b_name"}

func duplicatesCommand(typ string) command {
	level := ""
	return command{
		name: "duplicates", args: between(0, 1), json: pairFields,
		flags: []flag{option(&level, "level", "", "cli.flag.level")},
		run: func(ctx context.Context, s *session, args []string) error {
			return s.duplicates(ctx, typ, level, args)
		},
	}
}

// duplicates lists the pairs that are probably the same, or what one row looks like.
func (s *session) duplicates(ctx context.Context, typ, level string, args []string) error {
	least := duplicates.Possible
	if level != "" {
		i := slices.IndexFunc(duplicates.Levels, func(l duplicates.Level) bool { return l.String() == level })
		if i < 0 {
			return model.NewError(model.Usage, "err.cli.level", model.Args{"value": model.Clip(level)})
		}
		least = duplicates.Levels[i]
	}
	pairs, err := s.pairs(ctx, typ, args)
	if err != nil {
		return err
	}
	pairs = slices.DeleteFunc(pairs, func(p service.DuplicatePair) bool { return p.Level < least })
	t := table{empty: s.T("cli.duplicates.none"), cols: []column{
		{"a", s.T("cli.col.a"), false},
		{"b", s.T("cli.col.b"), false},
		{"level", s.T("cli.col.level"), false},
		{"evidence", s.T("cli.col.evidence"), false},
		{"a_name", s.T("cli.col.a_name"), false},
		{"b_name", s.T("cli.col.b_name"), false},
	}}
	s.look(pairs)
	for _, p := range pairs {
		like := service.LookAlike{Row: p.B, Match: p.Match}
		keys := present.EvidenceKeys(like)
		t.rows = append(t.rows, []cell{
			text(rowName(p.A)), text(rowName(p.B)), {s.words.Level(like), p.Level.String(), nil},
			{s.words.Evidence(like), strings.Join(keys, ","), keys},
			text(pairName(p.A)), text(pairName(p.B)),
		})
	}
	t.object = func(i int) object {
		p := pairs[i]
		like := service.LookAlike{Row: p.B, Match: p.Match}
		return object{
			{"a", rowName(p.A)}, {"b", rowName(p.B)}, {"level", p.Level.String()},
			{"level_label", s.words.Level(like)}, {"evidence", present.EvidenceKeys(like)},
			{"evidence_label", s.words.Evidence(like)}, {"a_name", pairName(p.A)}, {"b_name", pairName(p.B)},
		}
	}
	if err := s.listLeaves(ctx, typeNamed(typ), nil, pairs); err != nil {
		return err
	}
	return s.out.table(t)
}

// pairs are all pairs of a type, or those of one row.
func (s *session) pairs(ctx context.Context, typ string, args []string) ([]service.DuplicatePair, error) {
	if len(args) == 0 {
		return s.Service.Duplicates(ctx, typ)
	}
	e, err := s.find(ctx, typ, args[0])
	if err != nil {
		return nil, err
	}
	found, err := s.Service.LookAlikes(ctx, e)
	if err != nil {
		return nil, err
	}
	var out []service.DuplicatePair
	for _, l := range found {
		out = append(out, service.DuplicatePair{A: e, B: l.Row, Match: l.Match})
	}
	return out, nil
}

// pairName is a row's name without its number, which stands beside it.
func pairName(e model.Entity) string {
	if c, ok := e.(*model.Citizen); ok {
		return c.Name()
	}
	return present.ShownName(e)
}

func distinctCommand(typ string) command {
	return command{
		name: "distinct", args: exactly(2), json: receiptFields,
		run: func(ctx context.Context, s *session, args []string) error {
			a, b, err := s.findTwo(ctx, typ, args)
			if err != nil {
				return err
			}
			cs, err := s.Service.NotTheSame(a, b)
			return s.applyDecided(ctx, typ, cs, err)
		},
	}
}

func (s *session) findTwo(ctx context.Context, typ string, args []string) (a, b model.Entity, err error) {
	if a, err = s.find(ctx, typ, args[0]); err == nil {
		b, err = s.find(ctx, typ, args[1])
	}
	return a, b, err
}

// mergeFields are the JSON members of a merge.
var mergeFields = append([]string{
	"a", "b", "a_name", "b_name", "fields", "fields.field", "fields.label", "fields.a", "fields.b", "fields.take",
	"fields.reason", "moved", "joined", "fixed", "seq", "count",
}, receiptFields[slices.Index(receiptFields, "resolved"):]...)

// mergeOptions are the options of `merge`.
type mergeOptions struct {
	take   []string
	dryRun bool
}

func mergeCommand(typ string) command {
	o := &mergeOptions{}
	return command{
		name: "merge", args: exactly(2), json: mergeFields,
		flags: []flag{
			option(&o.take, "take", nil, "cli.flag.take"),
			option(&o.dryRun, "dry-run", false, "cli.flag.dry-run"),
		},
		run: func(ctx context.Context, s *session, args []string) error { return o.run(ctx, s, typ, args) },
	}
}

// run makes two rows one, and prints what became of each field in which they differed.
func (o *mergeOptions) run(ctx context.Context, s *session, typ string, args []string) error {
	a, b, err := s.findTwo(ctx, typ, args)
	if err != nil {
		return err
	}
	m, err := s.Service.NewMerge(ctx, typ, a.Meta().ID, b.Meta().ID)
	if err != nil {
		return err
	}
	if err := o.choose(s, m); err != nil {
		return err
	}
	for _, e := range []model.Entity{m.A, m.B} {
		s.look(e)
	}
	cs, err := m.ChangeSet()
	if err != nil {
		return withType(typeNamed(typ), err)
	}
	var got model.Receipt
	if !o.dryRun {
		if err := s.confirmResolved(ctx); err != nil {
			return err
		}
		if cs.Actor, err = s.actor(ctx); err != nil {
			return err
		}
		if got, err = s.Service.Store.Apply(ctx, cs); err != nil {
			return withType(typeNamed(typ), err)
		}
	}
	return s.printMerge(ctx, m, cs, got)
}

// choose reads --take FIELD=A, FIELD=B or FIELD=both.
func (o *mergeOptions) choose(s *session, m *service.Merge) error {
	t := schema.TypeOf(m.A)
	for _, word := range o.take {
		name, side, ok := strings.Cut(word, "=")
		if !ok {
			return model.NewError(model.Usage, "err.cli.take", nil)
		}
		f, err := s.fieldNamed(t, strings.TrimSpace(name))
		if err != nil {
			return err
		}
		if err := m.Take(f.Key, merge.Side(strings.ToLower(strings.TrimSpace(side)))); err != nil {
			return err
		}
	}
	return nil
}

// printMerge prints the fields in which the rows differ, what goes along, and how it is undone.
func (s *session) printMerge(ctx context.Context, m *service.Merge, cs model.ChangeSet, got model.Receipt) error {
	lines := s.words.MergeLines(m, s.nameOf(ctx))
	for _, l := range lines {
		s.tells(schema.TypeOf(m.A), []string{l.Key})
	}
	if s.json {
		fields := []object{}
		for _, l := range lines {
			f := fieldNamed(m, l.Key)
			fields = append(fields, object{
				{"field", l.Key}, {"label", l.Label}, {"a", valueOf(f.Field, m.A)}, {"b", valueOf(f.Field, m.B)},
				{"take", string(l.Side)}, {"reason", f.Reason},
			})
		}
		out := object{
			{"a", rowName(m.A)}, {"b", rowName(m.B)}, {"a_name", pairName(m.A)}, {"b_name", pairName(m.B)},
			{"fields", fields}, {"moved", m.Moved}, {"joined", m.Joined}, {"fixed", m.Fixed}, {"seq", got.Seq},
			{"count", len(cs.Changes)},
		}
		if len(s.resolved) > 0 {
			out = append(out, member{"resolved", s.resolvedObjects()})
		}
		return s.out.json(out)
	}
	t := table{empty: s.T("merge.equal"), cols: []column{
		{"field", s.T("cli.col.field"), false},
		{"a", s.T("cli.col.stays", "name", pairName(m.A)), false},
		{"b", s.T("cli.col.goes", "name", pairName(m.B)), false},
		{"take", s.T("cli.col.take"), false},
		{"reason", s.T("cli.col.reasons"), false},
	}}
	for _, l := range lines {
		t.rows = append(t.rows, []cell{
			{l.Label, l.Key, l.Key}, text(l.A), text(l.B), {s.T("merge.side." + string(l.Side)), string(l.Side), nil},
			{l.Reason, fieldNamed(m, l.Key).Reason, nil},
		})
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	for _, n := range s.words.MergeNotes(m) {
		s.notef("%s", n)
	}
	args := []any{"a", present.ShownName(m.A), "b", present.ShownName(m.B), "seq", got.Seq}
	s.note(map[bool]string{true: "cli.merge.did", false: "cli.merge.would"}[got.Seq > 0], args...)
	return nil
}

func fieldNamed(m *service.Merge, key string) *merge.Field {
	i := slices.IndexFunc(m.List, func(f merge.Field) bool { return f.Key == key })
	return &m.List[i]
}

// warnLookAlike says what a row that is about to be written looks like. It is written all the same.
func warnLookAlike(ctx context.Context, s *session, row model.Entity) error {
	found, err := s.Service.LookAlikes(ctx, row)
	for i, l := range found {
		if i == mostCandidates {
			break
		}
		s.look(l.Row)
		s.note("cli.duplicates.like", "like", s.words.LooksLike(l), "id", rowName(l.Row))
	}
	return err
}
