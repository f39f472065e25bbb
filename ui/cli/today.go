package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// todayOptions are the options of `today`.
type todayOptions struct {
	mine, force      bool
	consultant, kind string
	since, ics, view string
}

func todayCommand() command {
	o := &todayOptions{}
	return command{
		name: "today", args: exactly(0), run: o.run,
		flags: []flag{
			option(&o.mine, "mine", false, "cli.flag.mine"),
			option(&o.consultant, "consultant", "", "cli.today.flag.consultant"),
			option(&o.kind, "kind", "", "cli.flag.kind"),
			option(&o.view, "view", "", "cli.today.flag.view"),
			option(&o.since, "since", "", "cli.today.flag.since"),
			option(&o.ics, "ics", "", "cli.today.flag.ics"),
			option(&o.force, "force", false, "cli.flag.force"),
		},
		json: []string{
			"when", "kind", "what", "who", "text", "owner", "weeks", "from_hours", "to_hours", "placement",
			"type", "id", "key", "change",
		},
		subs: []command{
			weeksCommand(),
			{name: "snooze", args: exactly(2), json: receiptFields, run: changeDue(snoozeDue)},
			{name: "close", args: between(2, -1), json: receiptFields, run: changeDue(closeDue)},
			{name: "done", args: exactly(1), json: receiptFields, run: changeDue(markDone)},
		},
	}
}

// changeDue is the work of a command that postpones, closes or does one thing that is due, named by its key; the other
// arguments are one text.
func changeDue(decide func(context.Context, *session, agenda.Due, string) (model.ChangeSet, error)) run {
	return func(ctx context.Context, s *session, args []string) error {
		d, err := s.dueNamed(ctx, args[0])
		if err != nil {
			return err
		}
		cs, err := decide(ctx, s, d, strings.Join(args[1:], " "))
		if err != nil {
			return err
		}
		return s.apply(ctx, cs)
	}
}

func snoozeDue(ctx context.Context, s *session, d agenda.Due, day string) (model.ChangeSet, error) {
	until, err := s.day(day, model.Future.From(s.Service.Today()).Later())
	if err != nil {
		return model.ChangeSet{}, err
	}
	return s.Service.SnoozeDue(ctx, d, until)
}

func closeDue(ctx context.Context, s *session, d agenda.Due, reason string) (model.ChangeSet, error) {
	return s.Service.CloseDue(ctx, d, reason)
}

func markDone(ctx context.Context, s *session, d agenda.Due, _ string) (model.ChangeSet, error) {
	return s.Service.MarkDone(ctx, d)
}

// dueNamed finds what is due by its key, or by a beginning of it that no other has.
func (s *session) dueNamed(ctx context.Context, key string) (agenda.Due, error) {
	v, err := s.Service.DueToday(ctx)
	if err != nil {
		return agenda.Due{}, err
	}
	var found []agenda.Due
	for _, d := range slices.Concat(v.Due, agenda.Fold(v.Due)) {
		if d.Key() == key {
			return d, nil
		}
		same := func(f agenda.Due) bool { return f.Key() == d.Key() }
		if strings.HasPrefix(d.Key(), key) && !slices.ContainsFunc(found, same) {
			found = append(found, d)
		}
	}
	switch len(found) {
	case 0:
		return agenda.Due{}, model.NewError(model.NotFound, "err.cli.due.none", model.Args{"value": key})
	case 1:
		return found[0], nil
	}
	return agenda.Due{}, model.NewError(model.Invalid, "err.cli.due.many", model.Args{"value": key, "n": len(found)})
}

// run prints what is due, most pressing first, or what changed, or writes it to a calendar file.
func (o *todayOptions) run(ctx context.Context, s *session, _ []string) error {
	wanted, err := o.filter(ctx, s)
	if err != nil {
		return err
	}
	v, changes, err := s.due(ctx, o.since)
	if err != nil {
		return err
	}
	changes = slices.DeleteFunc(changes, func(c agenda.Change) bool { return !wanted(v, c.Due) })
	for _, c := range v.Covers {
		s.notef("%s", s.words.Cover(v, c, s.Service.Actor()))
	}
	if o.ics == "" {
		return s.out.table(s.dueTable(v, changes, o.since != ""))
	}
	var due []agenda.Due
	for _, c := range changes {
		if c.How != "done" && c.How != "moved" && c.On != 0 {
			due = append(due, c.Due)
		}
	}
	due = agenda.Fold(due)
	file := fileOptions{format: "ics", out: o.ics, force: o.force}
	entries, err := s.Service.DueEntries(ctx, due, v.Day)
	if err != nil {
		return err
	}
	return s.export(ctx, s.words.TodayCalendar(v, due, entries), file, service.Out{
		Action: "export.today", Args: model.Args{"n": len(due)}, Rows: len(due), To: service.ToOwnFile,
		Citizens: service.CitizenIDs(due)})
}

// due reads what is due, or with a day what changed since it began.
func (s *session) due(ctx context.Context, since string) (*service.TodayView, []agenda.Change, error) {
	if since == "" {
		v, err := s.Service.DueToday(ctx)
		if err != nil {
			return nil, nil, err
		}
		changes := make([]agenda.Change, len(v.Due))
		for i, d := range v.Due {
			changes[i].Due = d
		}
		return v, changes, nil
	}
	day, err := s.day(since, model.Past.From(s.Service.Today()))
	if err == nil && (day == 0 || day >= s.Service.Today()) {
		err = model.NewError(model.Usage, "err.cli.since", model.Args{"value": since})
	}
	if err != nil {
		return nil, nil, err
	}
	v, err := s.Service.DueSince(ctx, day)
	if err != nil {
		return nil, nil, err
	}
	return v.TodayView, v.Changes, nil
}

// filter tells what the options leave, which take the place of what a view says: of a consultant also what belongs to a
// colleague whom they cover.
func (o *todayOptions) filter(ctx context.Context, s *session) (func(*service.TodayView, agenda.Due) bool, error) {
	setup, err := s.setupTyped(ctx, service.ListSpecOf("today"), o.view, nil)
	if err != nil {
		return nil, err
	}
	owner, kinds := "", []string{}
	for _, whose := range setup.Filter["whose"] {
		if owner = whose; whose == service.Me {
			owner = s.Service.Actor()
		}
	}
	for _, kind := range setup.Filter["due"] {
		kinds = s.alike(kind)
	}
	if o.mine {
		owner = s.Service.Actor()
	}
	if o.consultant != "" {
		c, err := s.find(ctx, "consultant", o.consultant)
		if err != nil {
			return nil, err
		}
		owner = c.Meta().ID
	}
	if o.kind != "" {
		if kinds, err = s.dueKinds(o.kind); err != nil {
			return nil, err
		}
	}
	return func(v *service.TodayView, d agenda.Due) bool {
		return (owner == "" || v.OwnedBy(d, owner)) && (len(kinds) == 0 || slices.Contains(kinds, d.Kind))
	}, nil
}

// alike are the kinds that are called as one of them.
func (s *session) alike(kind string) (kinds []string) {
	for _, k := range agenda.Kinds {
		if s.T("due.kind."+k) == s.T("due.kind."+kind) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// dueKinds reads a kind by its key, or those that are called by a word.
func (s *session) dueKinds(word string) ([]string, error) {
	for _, k := range agenda.Kinds {
		if strings.EqualFold(k, word) {
			return []string{k}, nil
		}
	}
	for _, k := range agenda.Kinds {
		if strings.EqualFold(s.T("due.kind."+k), word) {
			return s.alike(k), nil
		}
	}
	args := model.Args{"value": word, "known": strings.Join(agenda.Kinds, ", ")}
	return nil, model.NewError(model.Usage, "err.cli.due.kind", args)
}

// dueTable lists things that are due. A person reads what is done in one go as one line.
func (s *session) dueTable(v *service.TodayView, changes []agenda.Change, since bool) table {
	t := table{empty: s.T("cli.today.empty"), cols: []column{
		{"when", s.T("cli.col.when"), false},
		{"what", s.T("cli.col.what"), false},
		{"who", s.T("cli.col.who"), false},
		{"text", s.T("cli.col.text"), false},
		{"owner", s.T("cli.col.owner"), false},
		{"change", s.T("cli.col.change"), false},
		{"kind", "", false},
		{"weeks", "", true},
		{"from_hours", "", true},
		{"to_hours", "", true},
		{"placement", "", false},
		{"type", "", false},
		{"id", "ID", false},
		{"key", "", false},
	}}
	if s.out.human() && !since {
		var due []agenda.Due
		for _, c := range changes {
			due = append(due, c.Due)
		}
		changes = nil
		for _, d := range agenda.Fold(due) {
			changes = append(changes, agenda.Change{Due: d})
		}
	}
	s.look(changes)
	s.persons = s.persons || slices.ContainsFunc(changes, func(c agenda.Change) bool { return c.Text != "" })
	for _, c := range changes {
		t.rows = append(t.rows, s.dueCells(v, c))
	}
	if !s.out.human() {
		return t
	}
	t = dropColumns(t, "kind", "weeks", "from_hours", "to_hours", "placement", "type", "id", "key")
	if !since {
		t = dropColumns(t, "change")
	}
	return t
}

func (s *session) dueCells(v *service.TodayView, c agenda.Change) []cell {
	d := c.Due
	when := cell{s.words.DueWhen(d, s.Service.Today()), d.On.String(), nil}
	if d.On != 0 {
		when.val = d.On.String()
	}
	change := coded("", "")
	if c.How != "" {
		change = coded(s.T("today.how."+c.How), c.How)
	}
	hours := func(h model.Hours) cell { return cell{"", h.String(), float64(h) / 4} }
	what := s.said(func(w present.Words) string { return w.DueNamed(d) })
	return []cell{
		when, what, text(v.Who(d)), text(service.JoinNonEmpty(" · ", d.Text, d.Ref)), text(v.Owner(d)), change,
		coded(s.T("due.kind."+d.Kind), d.Kind),
		number(d.Weeks), hours(d.From), hours(d.To), text(v.Ref(d)), text(d.Type), text(d.ID), text(d.Key()),
	}
}
