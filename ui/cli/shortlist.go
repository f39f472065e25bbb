package cli

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// listAddOptions is what `shortlist add` was told.
type listAddOptions struct {
	who, title, goal string
	add              []string
	task, fresh      bool
}

func (r *root) newListAdd() *cobra.Command {
	var o listAddOptions
	c := r.new("add", between(1, -1), func(ctx context.Context, args []string) error {
		o.who, o.add = args[0], args[1:]
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.addToList(ctx, o) })
	})
	c.Flags().StringVar(&o.title, "title", "", "")
	c.Flags().StringVar(&o.goal, "goal", "", "")
	c.Flags().BoolVar(&o.task, "task", false, "")
	c.Flags().BoolVar(&o.fresh, "new", false, "")
	return saysReceipt(c)
}

// addToList puts workplaces on a citizen's open list, or citizens on a task's; the list is made when there is none.
func (s *session) addToList(ctx context.Context, o listAddOptions) error {
	l, picks, err := s.listFor(ctx, o)
	if err != nil {
		return err
	}
	what := "company"
	if l.TaskID != "" {
		what = "citizen"
	}
	var ids []string
	for _, word := range o.add {
		e, err := s.find(ctx, what, word)
		if err != nil {
			return err
		}
		ids = append(ids, e.Meta().ID)
	}
	return s.apply(ctx, model.AddToList(s.Service.Actor(), l, picks, ids))
}

// listFor finds the list that is meant: by its own number, or the newest open one of a citizen or task. A new one is
// made when there is none or --new asks for it.
func (s *session) listFor(ctx context.Context, o listAddOptions) (*model.Shortlist, []*model.Pick, error) {
	owner, field := "citizen", "citizen"
	if o.task {
		owner, field = "task", "task"
	} else if e, err := s.find(ctx, "shortlist", o.who); err == nil {
		return s.withPicks(ctx, e.(*model.Shortlist))
	}
	e, err := s.find(ctx, owner, o.who)
	if err != nil {
		return nil, nil, err
	}
	id := e.Meta().ID
	if !o.fresh {
		lists, err := service.All[model.Shortlist](ctx, s.Service.Store, "shortlist", schema.Query{Where: []schema.Cond{
			{Field: field, Op: schema.Is, Text: id}, {Field: "closed", Op: schema.Is, Text: "no"}}, Order: []schema.Order{{Field: "ref", Down: true}}})
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

func (r *root) newListMark() *cobra.Command {
	k := kind{typ: "pick", flags: map[string]string{"status": "status", "note": "note"}}
	var o writeOptions
	c := r.new("mark", between(2, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			_, p, err := s.pickOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			o.args = []string{p.ID}
			return s.edit(ctx, k, o)
		})
	})
	k.fieldFlags(c, &o)
	return saysReceipt(c)
}

func (r *root) newListMove() *cobra.Command {
	c := r.new("move", between(3, 3), func(ctx context.Context, args []string) error {
		by, err := strconv.Atoi(args[2])
		if err != nil {
			return model.NewError(model.Usage, "err.cli.number", model.Args{"value": args[2]})
		}
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, p, err := s.pickOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			return s.apply(ctx, model.MovePick(s.Service.Actor(), v.Picks, p.ID, by))
		})
	})
	return saysReceipt(c)
}

func (r *root) newListDrop() *cobra.Command {
	c := r.new("drop", between(2, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			cs := model.ChangeSet{Action: "pick.remove", Args: model.Args{"n": len(args) - 1}}
			for _, word := range args[1:] {
				_, p, err := s.pickOf(ctx, args[0], word)
				if err != nil {
					return err
				}
				cs.Changes = append(cs.Changes, model.Remove(p))
			}
			return s.apply(ctx, cs)
		})
	})
	return saysReceipt(c)
}

// showShortlist prints a list as the screen shows it.
func (s *session) showShortlist(ctx context.Context, id string) error {
	v, err := s.Service.Shortlist(ctx, id)
	if err != nil {
		return err
	}
	t := s.documentTable(s.words.ListForConsultant(v))
	if s.json {
		rows := []object{}
		for i, p := range v.Picks {
			o := object{{"id", p.ID}, {"company_id", p.CompanyID}, {"citizen_id", p.CitizenID}}
			for c, col := range t.cols {
				o = append(o, member{col.key, t.rows[i][c].val})
			}
			rows = append(rows, o)
		}
		return s.out.json(append(rowObject(v.List), member{"rows", rows}))
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
		s.tell("cli.shortlist.consent", "n", n)
	}
	return nil
}

// documentTable is a document's tables as a list: the same rows, columns and order.
func (s *session) documentTable(doc model.Document) table {
	var out table
	for _, sec := range doc.Sections {
		if sec.Table == nil {
			continue
		}
		for _, c := range sec.Table.Columns {
			out.cols = append(out.cols, column{c.Key, c.Title, c.Right})
		}
		for _, row := range sec.Table.Rows {
			cells := make([]cell, len(row))
			for i, c := range row {
				cells[i] = cell{c.Text, c.Text, c.Value}
				if d, ok := c.Value.(model.Date); ok {
					cells[i].raw, cells[i].val = d.String(), d.String()
				}
				if c.Value == nil {
					cells[i].val = c.Text
				}
			}
			out.rows = append(out.rows, cells)
		}
		break
	}
	return out
}
