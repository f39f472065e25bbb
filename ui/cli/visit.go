package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// visitOptions are the options of `company visit`.
type visitOptions struct {
	fileOptions
	language      string
	takes, undone []string
	days, times   string
	person, note  string
	next, promise string
}

func visitCommand() command {
	o := &visitOptions{}
	return command{
		name: "visit", args: exactly(1), json: slices.Concat(receiptFields, writtenFields), run: o.run,
		flags: append(o.fileOptions.flags(),
			option(&o.language, "paper", "", "cli.flag.paper"),
			option(&o.takes, "takes", nil, "cli.company.visit.flag.takes"),
			option(&o.undone, "undone", nil, "cli.company.visit.flag.undone"),
			option(&o.days, "days", "", "cli.company.visit.flag.days"),
			option(&o.times, "times", "", "cli.company.visit.flag.times"),
			option(&o.person, "person", "", "cli.flag.person"),
			option(&o.note, "note", "", "cli.flag.note"),
			option(&o.next, "next", "", "cli.flag.next"),
			option(&o.promise, "promise", "", "cli.flag.promise")),
	}
}

// run writes the sheet, or with answers enters them.
func (o *visitOptions) run(ctx context.Context, s *session, args []string) error {
	row, err := s.find(ctx, "company", args[0])
	if err != nil {
		return err
	}
	answers := notEmpty(assign{"takes", strings.Join(o.takes, "\n")}, assign{"undone", strings.Join(o.undone, "\n")},
		assign{"days", o.days}, assign{"day_parts", o.times}, assign{"person", o.person}, assign{"note", o.note},
		assign{"next_on", o.next}, assign{"next_what", o.promise})
	switch {
	case len(answers) == 0:
		return o.sheet(ctx, s, row.Meta().ID)
	case o.out != "" || o.format != "":
		return model.NewError(model.Usage, "err.cli.visit.both", nil)
	}
	v := &model.CompanyVisit{CompanyID: row.Meta().ID}
	if err := s.set(ctx, v, answers); err != nil {
		return err
	}
	cs, known, err := s.Service.CompanyVisit(ctx, v, s.words.VisitTexts(v, s.Service.Today()))
	if err == nil && len(known) > 0 {
		s.note("cli.company.visit.known", "what", strings.Join(known, "; "))
	}
	return s.applyDecided(ctx, "contact", cs, err)
}

// sheet writes the visit sheet.
func (o *visitOptions) sheet(ctx context.Context, s *session, company string) error {
	v, err := s.Service.CompanyBefore(ctx, company)
	if err != nil {
		return err
	}
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	doc := w.VisitDocument(v, s.Service.Today())
	return s.export(ctx, doc, o.fileOptions, service.Out{Action: service.VisitAction,
		Args: model.Args{"company": company}, Rows: 1, To: service.ToOwnFile, Persons: true})
}
