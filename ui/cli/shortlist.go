package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/ui/desk"
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
		return r.with(ctx, func(ctx context.Context, s *seat) error { return s.addToList(ctx, o) })
	})
	c.Flags().StringVar(&o.title, "title", "", "")
	c.Flags().StringVar(&o.goal, "goal", "", "")
	c.Flags().BoolVar(&o.task, "task", false, "")
	c.Flags().BoolVar(&o.fresh, "new", false, "")
	return saysReceipt(c)
}

// addToList puts workplaces on a citizen's open list, or citizens on a task's; the list is made when there is none.
func (s *seat) addToList(ctx context.Context, o listAddOptions) error {
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
	return s.apply(ctx, model.AddToList(s.Desk.Actor(), l, picks, ids))
}

// listFor finds the list that is meant: by its own number, or the newest open one of a citizen or task. A new one is
// made when there is none or --new asks for it.
func (s *seat) listFor(ctx context.Context, o listAddOptions) (*model.Shortlist, []*model.Pick, error) {
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
		lists, err := desk.All[model.Shortlist](ctx, s.Desk.Store, "shortlist", model.Query{Where: []model.Cond{
			{Field: field, Op: model.Is, Text: id}, {Field: "closed", Op: model.Is, Text: "no"}}, Order: []model.Order{{Field: "ref", Down: true}}})
		if err != nil {
			return nil, nil, err
		}
		if len(lists) > 0 {
			return s.withPicks(ctx, lists[0])
		}
	}
	l := &model.Shortlist{Title: o.title, GoalWords: o.goal, MadeOn: s.Desk.Today()}
	if l.CitizenID = id; o.task {
		l.CitizenID, l.TaskID = "", id
	}
	if l.GoalWords == "" && l.CitizenID != "" {
		goals, err := desk.All[model.Goal](ctx, s.Desk.Store, "goal", model.Where("citizen", id))
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

func (s *seat) withPicks(ctx context.Context, l *model.Shortlist) (*model.Shortlist, []*model.Pick, error) {
	picks, err := desk.All[model.Pick](ctx, s.Desk.Store, "pick", model.Where("list", l.ID))
	return l, picks, err
}

// pickOf finds a row of a list by its position or by what it names.
func (s *seat) pickOf(ctx context.Context, list, word string) (*desk.ListView, *model.Pick, error) {
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
	return nil, nil, model.Fail(model.NotFound, "err.cli.none.pick", nil)
}

func (s *seat) listView(ctx context.Context, word string) (*desk.ListView, error) {
	e, err := s.find(ctx, "shortlist", word)
	if err != nil {
		return nil, err
	}
	return s.Desk.Shortlist(ctx, e.Meta().ID)
}

func (r *root) newListMark() *cobra.Command {
	k := kind{typ: "pick", flags: map[string]string{"status": "status", "note": "note"}}
	var o writeOptions
	c := r.new("mark", between(2, 2), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *seat) error {
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
			return model.Fail(model.Usage, "err.cli.number", model.Args{"value": args[2]})
		}
		return r.with(ctx, func(ctx context.Context, s *seat) error {
			v, p, err := s.pickOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			return s.apply(ctx, model.MovePick(s.Desk.Actor(), v.Picks, p.ID, by))
		})
	})
	return saysReceipt(c)
}

func (r *root) newListDrop() *cobra.Command {
	c := r.new("drop", between(2, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *seat) error {
			cs := model.ChangeSet{Action: "pick.remove"}
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
func (s *seat) showShortlist(ctx context.Context, id string) error {
	v, err := s.Desk.Shortlist(ctx, id)
	if err != nil {
		return err
	}
	t := s.documentTable(s.words.ListOwn(v))
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
	if n := len(v.Missing(s.Desk.Today())); n > 0 {
		s.tell("cli.shortlist.consent", "n", n)
	}
	return nil
}

// documentTable is a document's tables as a list: the same rows, columns and order.
func (s *seat) documentTable(doc model.Document) table {
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

// listExportOptions is what `shortlist export` was told.
type listExportOptions struct {
	fileOptions
	list, audience, company, without string
}

func (r *root) newListExport() *cobra.Command {
	var o listExportOptions
	c := r.new("export", between(1, 1), func(ctx context.Context, args []string) error {
		o.list = args[0]
		return r.with(ctx, func(ctx context.Context, s *seat) error { return s.exportList(ctx, o) })
	})
	o.flags(c)
	c.Flags().StringVar(&o.audience, "for", "", "")
	c.Flags().StringVar(&o.company, "company", "", "")
	c.Flags().StringVar(&o.without, "without-consent", "", "")
	return says(c, "file", "format", "rows", "missing")
}

// exportList prints a list exactly as it is shown, or what a workplace may see of it. What leaves towards a workplace
// needs the citizens' consent; going without one takes a reason, which the log keeps.
func (s *seat) exportList(ctx context.Context, o listExportOptions) error {
	v, err := s.listView(ctx, o.list)
	if err != nil {
		return err
	}
	forCompany := o.company != ""
	switch s.audience(o.audience) {
	case "company":
		forCompany = true
	case "":
	default:
		return model.Fail(model.Usage, "err.cli.for", model.Args{"value": o.audience})
	}
	args := model.Args{"list": v.List.ID, "ref": v.List.Ref, "n": len(v.Picks), "format": o.name()}
	doc := s.words.ListOwn(v)
	if forCompany {
		if err := s.forCompany(ctx, v, o, args); err != nil {
			return err
		}
		doc = s.words.ListForCompany(v)
	}
	if strings.TrimSpace(o.without) != "" {
		args["reason"] = o.without
		if t := typeNamed("pick"); model.HasCPR(o.without) {
			return about(t, model.Fail(model.Invalid, "err.cpr", nil))
		}
	}
	return s.leave(ctx, doc, o.fileOptions, "export.shortlist", args, len(v.Picks))
}

// audience reads --for in either language.
func (r *root) audience(word string) string {
	for _, w := range []string{"company", "virksomhed", "virksomheden"} {
		if strings.EqualFold(word, w) {
			return "company"
		}
	}
	return word
}

// forCompany narrows the list to one workplace when it is named, and asks for consent.
func (s *seat) forCompany(ctx context.Context, v *desk.ListView, o listExportOptions, args model.Args) error {
	if o.company != "" && v.Task == nil {
		_, p, err := s.pickOf(ctx, o.list, o.company)
		if err != nil {
			return err
		}
		v.Picks = slices.DeleteFunc(v.Picks, func(q *model.Pick) bool { return q.ID != p.ID })
		args["company"] = p.CompanyID
	}
	missing := v.Missing(s.Desk.Today())
	if len(missing) == 0 {
		return nil
	}
	args["missing"] = len(missing)
	for _, p := range missing {
		s.tell("cli.consent.missing", "what", v.Row(p))
	}
	if strings.TrimSpace(o.without) == "" {
		return model.Fail(model.Forbidden, "err.cli.consent", model.Args{"n": len(missing)})
	}
	return nil
}

// fileOptions say in what form rows leave, and where to.
type fileOptions struct {
	format, out  string
	excel, force bool
}

func (o *fileOptions) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.format, "format", "", "")
	c.Flags().StringVarP(&o.out, "output", "o", "", "")
	c.Flags().BoolVar(&o.excel, "excel", false, "")
	c.Flags().BoolVar(&o.force, "force", false, "")
}

// formats are what rows can leave as.
var formats = []string{"csv", "excel", "xlsx", "json", "md", "txt", "tsv"}

// name is the format that is meant: the one named, else the file's ending, else a table as text.
func (o fileOptions) name() string {
	f := strings.ToLower(o.format)
	if f == "" {
		f = strings.ToLower(strings.TrimPrefix(filepath.Ext(o.out), "."))
	}
	switch {
	case o.excel && (f == "" || f == "csv"):
		return "excel"
	case f == "markdown":
		return "md"
	case f == "" || f == "text":
		return "txt"
	}
	return f
}

// leave writes a document to a file or to standard output, and notes that it left. The note comes first: what cannot be
// noted does not leave.
func (s *seat) leave(ctx context.Context, doc model.Document, o fileOptions, action string, args model.Args, rows int) error {
	format := o.name()
	if !slices.Contains(formats, format) || (o.excel && format != "excel") {
		return model.Fail(model.Usage, "err.cli.format", model.Args{"value": format, "formats": strings.Join(formats, ", ")})
	}
	if o.out == "" && format == "xlsx" && s.env.Terminal.Out {
		return model.Fail(model.Usage, "err.cli.binary", nil)
	}
	data, err := s.Desk.Files.Render(doc, format)
	if err != nil {
		return err
	}
	if o.out == "" || o.out == "-" {
		if err := s.Desk.Store.Exported(ctx, s.Desk.Actor(), action, args, rows); err != nil {
			return err
		}
		s.out.w.Write(data)
		return nil
	}
	if err := s.Desk.Files.Write(o.out, doc, format, o.force); err != nil {
		return err
	}
	if err := s.Desk.Store.Exported(ctx, s.Desk.Actor(), action, args, rows); err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"file", o.out}, {"format", format}, {"rows", rows}, {"missing", args["missing"]}})
	}
	s.tell("cli.exported", "n", rows, "file", o.out)
	return nil
}
