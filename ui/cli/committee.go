package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// committeeOptions are the options of `committee`.
type committeeOptions struct {
	fileOptions
	request  service.FigureRequest
	language string
	fields   fieldOptions
}

func committeeCommand() command {
	o := &committeeOptions{}
	return command{
		name: "committee", args: between(0, 1), run: o.run,
		json: append(slices.Clone(receiptFields), "month", "programme", "team", "happened", "why", "next", "figures",
			"file", "format", "missing"),
		flags: append(o.fileOptions.flags(),
			option(&o.request.Programme, "programme", "", "cli.figures.flag.programme"),
			option(&o.request.Team, "team", "", "cli.figures.flag.team"),
			option(&o.language, "paper", "", "cli.flag.paper"),
			o.fields.option("happened", "happened", "cli.committee.flag.happened"),
			o.fields.option("why", "why", "cli.committee.flag.why"),
			o.fields.option("next", "next", "cli.committee.flag.next")),
	}
}

// run writes the sentences that are named, else prints the page, or writes it to a file. Without a month it is the
// latest whole one.
func (o *committeeOptions) run(ctx context.Context, s *session, args []string) error {
	month := service.WholeMonths(s.Service.Today(), 1).From
	if len(args) > 0 {
		var err error
		if month, err = model.ParseMonth(args[0], s.Service.Today()); err != nil {
			return err
		}
	}
	v, err := s.Service.FigureBase(ctx, nil)
	if err != nil {
		return err
	}
	sel, err := v.Select(o.request)
	if err != nil {
		return err
	}
	page, err := s.Service.CommitteePage(ctx, month, sel.Programme, sel.Team)
	if err != nil {
		return err
	}
	if typed := o.fields.assigns(); len(typed) > 0 {
		return o.write(ctx, s, page, typed)
	}
	list, err := v.Base.Compute(present.CommitteeSelection(page))
	if err != nil {
		return err
	}
	return o.show(ctx, s, v, page, figures.Outward(list))
}

// write keeps the sentences; an empty one takes it away.
func (o *committeeOptions) write(ctx context.Context, s *session, page *model.CommitteePage, typed []assign) error {
	after := schema.Clone(page).(*model.CommitteePage)
	for _, a := range typed {
		f, _ := typeNamed("committee").Field(a.name)
		if err := s.setField(ctx, after, f, a.value); err != nil {
			return withType(typeNamed("committee"), err)
		}
	}
	return s.applyDecided(ctx, "committee", programme.SetCommitteePage(s.Service.Actor(), page, after), nil)
}

func (o *committeeOptions) show(ctx context.Context, s *session, v *service.FigureView, page *model.CommitteePage,
	list []figures.Figure) error {
	words, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	doc := words.CommitteeDocument(v, page, list)
	if page.Version == 0 {
		s.note("cli.committee.unwritten")
	}
	month := page.Month.String()[:7]
	if s.json && o.out == "" && o.format == "" {
		var rows []object
		for _, r := range doc.Sections[len(doc.Sections)-1].Table.Rows {
			rows = append(rows, object{{"name", r[0].Text}, {"value", r[1].Text}, {"of", r[2].Text}})
		}
		return s.out.json(object{{"month", month}, {"programme", page.Programme}, {"team", page.Team},
			{"happened", page.Happened}, {"why", page.Why}, {"next", page.Next}, {"figures", rows}})
	}
	args := model.Args{"programme": page.Programme, "month": month, "format": strings.ToLower(o.name())}
	return s.export(ctx, doc, o.fileOptions, service.Out{Action: "export.committee", Args: args,
		Rows: present.CommitteeRows(doc), To: service.ToAnybody})
}
