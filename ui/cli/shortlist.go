package cli

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// shortlistCommands are the commands of `shortlist` beside the usual ones for rows.
func shortlistCommands() []command {
	return []command{
		shortlistMarkCommand(), shortlistMoveCommand(), shortlistDropCommand(), shortlistExportCommand(),
	}
}

// shortlistAddOptions are the options of `shortlist add`.
type shortlistAddOptions struct {
	owner, title, goal string
	task, fresh        bool
}

func shortlistAddCommand() command {
	o := &shortlistAddOptions{}
	return command{
		name: "add", args: between(1, -1), json: receiptFields, run: o.run,
		flags: []flag{
			option(&o.title, "title", "", "cli.flag.title"),
			option(&o.goal, "goal", "", "cli.flag.goal"),
			option(&o.task, "task", false, "cli.flag.task"),
			option(&o.fresh, "new", false, "cli.flag.new"),
		},
	}
}

// run puts workplaces on a citizen's open list, or citizens on a task's; the list is made when there is none.
func (o *shortlistAddOptions) run(ctx context.Context, s *session, args []string) error {
	o.owner = args[0]
	l, picks, err := o.shortlist(ctx, s)
	if err != nil {
		return err
	}
	what := "company"
	if l.TaskID != "" {
		what = "citizen"
	}
	var ids []string
	for _, word := range args[1:] {
		e, err := s.find(ctx, what, word)
		if err != nil {
			return err
		}
		ids = append(ids, e.Meta().ID)
	}
	return s.apply(ctx, model.AddToList(s.Service.Actor(), l, picks, ids))
}

// shortlist finds the list that is meant: by its own number, or the newest open one of a citizen or task. A new one is
// made when there is none or --new asks for it.
func (o *shortlistAddOptions) shortlist(ctx context.Context, s *session) (*model.Shortlist, []*model.Pick, error) {
	owner, field := "citizen", "citizen"
	if o.task {
		owner, field = "task", "task"
	} else if e, err := s.find(ctx, "shortlist", o.owner); err == nil {
		return s.withPicks(ctx, e.(*model.Shortlist))
	}
	e, err := s.find(ctx, owner, o.owner)
	if err != nil {
		return nil, nil, err
	}
	id := e.Meta().ID
	if !o.fresh {
		q := schema.Query{Order: []schema.Order{{Field: "ref", Down: true}}, Where: []schema.Cond{
			{Field: field, Op: schema.Is, Text: id}, {Field: "closed", Op: schema.Is, Text: "no"},
		}}
		lists, err := service.All[model.Shortlist](ctx, s.Service.Store, "shortlist", q)
		if err != nil {
			return nil, nil, err
		}
		if len(lists) > 0 {
			return s.withPicks(ctx, lists[0])
		}
	}
	l := &model.Shortlist{Title: o.title, GoalWords: o.goal, MadeOn: s.Service.Today()}
	if l.CitizenID = id; o.task {
		l.CitizenID, l.TaskID = "", id
	}
	if l.GoalWords == "" && l.CitizenID != "" {
		goals, err := service.All[model.Goal](ctx, s.Service.Store, "goal", schema.Where("citizen", id))
		if err != nil {
			return nil, nil, err
		}
		model.SortGoals(goals)
		if i := slices.IndexFunc(goals, func(g *model.Goal) bool { return g.Status != "dropped" }); i >= 0 {
			l.GoalWords = goals[i].Words
		}
	}
	return l, nil, nil
}

func (s *session) withPicks(ctx context.Context, l *model.Shortlist) (*model.Shortlist, []*model.Pick, error) {
	picks, err := service.All[model.Pick](ctx, s.Service.Store, "pick", schema.Where("list", l.ID))
	return l, picks, err
}

// pickOf finds a row of a list by its position or by what it names.
func (s *session) pickOf(ctx context.Context, list, word string) (*service.ListView, *model.Pick, error) {
	v, err := s.listView(ctx, list)
	if err != nil {
		return nil, nil, err
	}
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(v.Picks) {
		return v, v.Picks[n-1], nil
	}
	what := "company"
	if v.Task != nil {
		what = "citizen"
	}
	e, err := s.find(ctx, what, word)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range v.Picks {
		if p.CompanyID+p.CitizenID == e.Meta().ID {
			return v, p, nil
		}
	}
	return nil, nil, model.NewError(model.NotFound, "err.cli.none.pick", nil)
}

func (s *session) listView(ctx context.Context, word string) (*service.ListView, error) {
	e, err := s.find(ctx, "shortlist", word)
	if err != nil {
		return nil, err
	}
	return s.Service.Shortlist(ctx, e.Meta().ID)
}

func shortlistMarkCommand() command {
	pick := entity{typ: "pick", options: []entityOption{
		{"note", "note", "cli.flag.note"},
		{"status", "status", "cli.flag.status"},
	}, amend: func(_ context.Context, s *session, before, after model.Entity) {
		if p := after.(*model.Pick); p.Status != before.(*model.Pick).Status {
			p.Answer(p.Status, s.Service.Today())
		}
	}}
	o := &editOptions{}
	return command{
		name: "mark", args: exactly(2), flags: o.flags(pick), json: receiptFields,
		run: func(ctx context.Context, s *session, args []string) error {
			_, p, err := s.pickOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			return s.edit(ctx, pick, o, p.ID)
		},
	}
}

func shortlistMoveCommand() command {
	by := 0
	return command{
		name: "move", args: exactly(3), json: receiptFields,
		check: func(_ *cobra.Command, args []string) (err error) {
			if by, err = strconv.Atoi(args[2]); err != nil {
				return model.NewError(model.Usage, "err.cli.number", model.Args{"value": args[2]})
			}
			return nil
		},
		run: func(ctx context.Context, s *session, args []string) error {
			v, p, err := s.pickOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			return s.apply(ctx, model.MovePick(s.Service.Actor(), v.Picks, p.ID, by))
		},
	}
}

func shortlistDropCommand() command {
	return command{name: "drop", args: between(2, -1), json: receiptFields, run: dropPicks}
}

// dropPicks takes rows off a list.
func dropPicks(ctx context.Context, s *session, args []string) error {
	cs := model.ChangeSet{Action: "pick.remove", Args: model.Args{"n": len(args) - 1}}
	for _, word := range args[1:] {
		_, p, err := s.pickOf(ctx, args[0], word)
		if err != nil {
			return err
		}
		cs.Changes = append(cs.Changes, model.Remove(p))
	}
	return s.apply(ctx, cs)
}

// showShortlist prints a list as the screen shows it.
func (s *session) showShortlist(ctx context.Context, id string) error {
	v, err := s.Service.Shortlist(ctx, id)
	if err != nil {
		return err
	}
	s.look(v.Citizen, v.Picks)
	t := documentTable(s.words.ListForConsultant(v))
	if s.json {
		rows := s.pickObjects(ctx, v, t)
		return s.out.json(append(s.rowObject(ctx, v.List), member{"rows", rows}))
	}
	if s.out.human() {
		s.out.line(s.words.ListTitle(v))
		if v.List.GoalWords != "" {
			s.out.line(v.List.GoalWords)
		}
		s.out.line("")
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if n := len(v.MissingConsent(s.Service.Today())); n > 0 {
		s.note("cli.shortlist.consent", "n", n)
	}
	return nil
}

// pickObjects are the rows of a list for JSON.
func (s *session) pickObjects(ctx context.Context, v *service.ListView, t table) []object {
	rows := []object{}
	status, _ := typeNamed("pick").Field("status")
	for i, p := range v.Picks {
		var citizen any
		if p.CitizenID != "" {
			citizen = s.handle(ctx, "citizen", p.CitizenID)
		}
		o := object{
			{"id", p.ID}, {"company_id", p.CompanyID}, {"citizen_id", p.CitizenID}, {"citizen_ref", citizen},
		}
		for c, col := range t.cols {
			val := t.rows[i][c].val
			if col.key == "status" {
				val = fieldValue(s.words, status, p)
			}
			o = append(o, member{col.key, val})
		}
		rows = append(rows, o)
	}
	return rows
}

// shortlistExportOptions are the options of `shortlist export`.
type shortlistExportOptions struct {
	fileOptions
	audience, company string
}

func shortlistExportCommand() command {
	o := &shortlistExportOptions{}
	return command{
		name: "export", args: exactly(1), json: writtenFields, run: o.run,
		flags: append(o.fileOptions.flags(),
			option(&o.audience, "for", "", "cli.flag.for"),
			option(&o.company, "company", "", "cli.flag.company")),
	}
}

// run prints a list exactly as it is shown, or what a workplace may see of it. What goes to a workplace needs the
// citizens' consent.
func (o *shortlistExportOptions) run(ctx context.Context, s *session, args []string) error {
	v, err := s.listView(ctx, args[0])
	if err != nil {
		return err
	}
	party, known := partyNamed([]string{"company"}, o.audience)
	if o.audience != "" && !known {
		return model.NewError(model.Usage, "err.cli.for", model.Args{"value": o.audience})
	}
	say, out := func(w present.Words) model.Document { return w.ListForConsultant(v) }, v.Out()
	if party == "company" || o.company != "" {
		if err := o.narrow(ctx, s, v); err != nil {
			return err
		}
		out = v.OutForCompany()
		say = func(w present.Words) model.Document { return w.ListForCompany(v) }
	}
	doc := s.bilingual(o.name(), say)
	if o.name() == "json" && out.To == service.ToOwnFile {
		doc.Sections[0].Table.Records = anyOf(s.pickObjects(ctx, v, documentTable(s.inDanish().ListForConsultant(v))))
	}
	out.Args["ref"], out.Args["n"], out.Args["format"] = v.List.Ref, len(v.Picks), o.name()
	return s.export(ctx, doc, o.fileOptions, out)
}

// narrow leaves one workplace on the list when it is named.
func (o *shortlistExportOptions) narrow(ctx context.Context, s *session, v *service.ListView) error {
	if o.company == "" || v.Task != nil {
		return nil
	}
	_, p, err := s.pickOf(ctx, v.List.ID, o.company)
	if err != nil {
		return err
	}
	v.Picks = slices.DeleteFunc(v.Picks, func(q *model.Pick) bool { return q.ID != p.ID })
	return nil
}
