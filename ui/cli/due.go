package cli

import (
	"context"
	"slices"
	"strconv"

	"jobspor/ui/present"
	"jobspor/ui/service"
)

// dueFields are the JSON fields of `due`.
var dueFields = []string{
	"kind", "name", "setting", "period_months", "source", "count", "oldest", "period_from", "goes", "stays",
}

func dueCommand() command {
	return command{
		name: "due", args: exactly(0), json: dueFields, run: listRetention, subs: []command{dueEraseCommand()},
	}
}

func dueEraseCommand() command {
	o := &erasureOptions{}
	return command{
		name: "erase", args: exactly(1), batch: noBatch, json: erasedFields, flags: o.flags(),
		run: func(ctx context.Context, s *session, args []string) error {
			plan, err := s.Service.PlanDue(ctx, args[0])
			if hasKey(err, "err.due.none") { // what was asked for is so
				if s.json {
					return s.out.json(erasedObject(o.dryRun, &service.ErasureCertificate{Kind: args[0]}, nil))
				}
				s.notef("%s", s.words.Error(err))
				return nil
			}
			if err != nil {
				return err
			}
			return o.erase(ctx, s, plan)
		},
	}
}

// listRetention prints every kind of data that holds people with its period, what is older, what goes and what stays.
func listRetention(ctx context.Context, s *session, _ []string) error {
	list, err := s.Service.Due(ctx, s.Service.Today())
	if err != nil {
		return err
	}
	t := table{wraps: true, cols: []column{
		{"kind", s.T("cli.col.kind"), false}, {"period_months", s.T("cli.due.col.period"), false},
		{"count", s.T("cli.due.col.count"), true}, {"oldest", s.T("cli.due.col.oldest"), false},
		{"goes", s.T("cli.due.col.goes"), false}, {"stays", s.T("cli.due.col.stays"), false},
		{"source", s.T("cli.col.source"), false},
	}}
	for _, r := range list {
		goes, stays := s.words.RowsByType(r.Goes), s.words.RowsByType(r.Stays)
		months := cell{s.periodWords(r.Retention, r.Months), strconv.Itoa(r.Months), r.Months}
		if r.Months == 0 {
			months.raw, months.val = "", nil
		}
		t.rows = append(t.rows, []cell{
			coded(r.Key+" · "+s.T("kept."+r.Key), r.Key), months, number(r.N), s.dayCell(r.Oldest), text(goes),
			text(stays),
			text(r.Source),
		})
	}
	t.object = func(i int) object {
		r := list[i]
		var months any
		if r.Months > 0 {
			months = r.Months
		}
		label := func(key string) any { return both(s.root, func(w present.Words) string { return w.T(key) }) }
		return object{
			{"kind", r.Key}, {"name", label("kept." + r.Key)}, {"setting", r.Setting}, {"period_months", months},
			{"source", r.Source}, {"count", r.N}, {"oldest", s.dayCell(r.Oldest).val},
			{"period_from", label("kept." + r.Key + ".from")}, {"goes", r.Goes}, {"stays", r.Stays},
		}
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	for _, r := range list {
		if r.Months > 0 && r.N > 0 {
			s.notef("%s: %s", s.T("kept."+r.Key), s.T("kept."+r.Key+".how"))
		}
	}
	if slices.ContainsFunc(list, func(r service.RetentionDue) bool { return r.Setting != "" && r.Months == 0 }) {
		s.note("cli.due.unset")
	}
	return nil
}

// periodWords are how long a kind is held.
func (r *root) periodWords(k service.Retention, months int) string {
	switch {
	case k.Setting == "":
		return r.T("kept." + k.Key + ".from")
	case months == 0:
		return r.T("cli.due.notset")
	}
	return r.T("cli.due.months", "n", months, "from", r.T("kept."+k.Key+".from"))
}

// periods are the periods in force, when the database can be read without asking anybody; known is false when not.
func (r *root) periods(ctx context.Context) (months map[string]int, known bool) {
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return nil, false
	}
	state, err := r.env.Databases.Inspect(ctx, path)
	if err != nil || !state.Exists ||
		state.Sealed && r.passFile == "" && r.env.Getenv("JOBSPOR_PASSPHRASE_FILE") == "" {
		return nil, false
	}
	s, err := r.open(ctx)
	if err != nil {
		return nil, false
	}
	defer s.Close()
	months, _, err = s.Service.Periods(ctx)
	return months, err == nil
}

// periodOf is the period in force of a kind of the record of processing.
func (r *root) periodOf(key string, months map[string]int, known bool) cell {
	i := slices.IndexFunc(service.Retentions, func(k service.Retention) bool { return k.Key == key })
	switch {
	case !known:
		return cell{r.T("cli.due.unknown"), "", nil}
	case i < 0 || months[key] == 0:
		return cell{r.T("cli.due.notset"), "", nil}
	}
	return cell{r.periodWords(service.Retentions[i], months[key]), strconv.Itoa(months[key]), months[key]}
}

// periodKinds are the kinds whose periods hold for a type where that is not the one of its processing.
var periodKinds = map[string]string{
	"consent": "consent", "opening": "order", "candidate": "order", "person": "person", "contact": "contact",
}

// periodKind is the kind whose period holds for a type.
func periodKind(typ, retention string) string {
	if k := periodKinds[typ]; k != "" {
		return k
	}
	return retention
}
