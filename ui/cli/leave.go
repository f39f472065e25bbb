package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/ui/service"
)

// This file is where rows leave the house: to whom, with whose consent, in what form, and noted in the log.

// listExportOptions is what `shortlist export` was told.
type listExportOptions struct {
	fileOptions
	list, audience, company, without string
}

func (r *root) newListExport() *cobra.Command {
	var o listExportOptions
	c := r.new("export", between(1, 1), func(ctx context.Context, args []string) error {
		o.list = args[0]
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.exportList(ctx, o) })
	})
	o.flags(c)
	c.Flags().StringVar(&o.audience, "for", "", "")
	c.Flags().StringVar(&o.company, "company", "", "")
	c.Flags().StringVar(&o.without, "without-consent", "", "")
	return says(c, "file", "format", "rows", "missing")
}

// exportList prints a list exactly as it is shown, or what a workplace may see of it. What leaves towards a workplace
// needs the citizens' consent; going without one takes a reason, which the log keeps.
func (s *session) exportList(ctx context.Context, o listExportOptions) error {
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
		return model.NewError(model.Usage, "err.cli.for", model.Args{"value": o.audience})
	}
	args := model.Args{"list": v.List.ID, "citizen": v.List.CitizenID, "ref": v.List.Ref, "n": len(v.Picks), "format": o.name()}
	doc, action := s.words.ListForConsultant(v), "export.shortlist"
	if forCompany {
		action = "export.shortlist.company"
		if err := s.forCompany(ctx, v, o, args); err != nil {
			return err
		}
		doc = s.words.ListForCompany(v)
	}
	if strings.TrimSpace(o.without) != "" {
		args["reason"] = o.without
		if t := typeNamed("pick"); model.HasCPR(o.without) {
			return about(t, model.NewError(model.Invalid, "err.cpr", nil))
		}
	}
	return s.leave(ctx, doc, o.fileOptions, action, args, len(v.Picks))
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
func (s *session) forCompany(ctx context.Context, v *service.ListView, o listExportOptions, args model.Args) error {
	if o.company != "" && v.Task == nil {
		_, p, err := s.pickOf(ctx, o.list, o.company)
		if err != nil {
			return err
		}
		v.Picks = slices.DeleteFunc(v.Picks, func(q *model.Pick) bool { return q.ID != p.ID })
		args["company"] = p.CompanyID
	}
	missing := v.MissingConsent(s.Service.Today())
	if len(missing) == 0 {
		return nil
	}
	args["missing"] = len(missing)
	for _, p := range missing {
		s.tell("cli.consent.missing", "what", v.Row(p))
	}
	if strings.TrimSpace(o.without) == "" {
		return model.NewError(model.Forbidden, "err.cli.consent", model.Args{"n": len(missing)})
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
var formats = []string{"csv", "excel", "xlsx", "json", "md", "txt", "tsv", "pdf", "ics"}

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
func (s *session) leave(ctx context.Context, doc model.Document, o fileOptions, action string, args model.Args, rows int) error {
	format := o.name()
	if !slices.Contains(formats, format) || (o.excel && format != "excel") {
		return model.NewError(model.Usage, "err.cli.format", model.Args{"value": format, "formats": strings.Join(formats, ", ")})
	}
	if o.out == "" && (format == "xlsx" || format == "pdf") && s.env.Terminal.Out {
		return model.NewError(model.Usage, "err.cli.binary", model.Args{"format": format})
	}
	data, err := s.Service.Files.Render(doc, format)
	if err != nil {
		return err
	}
	if o.out == "" || o.out == "-" {
		if err := s.Service.Store.Exported(ctx, s.Service.Actor(), action, args, rows); err != nil {
			return err
		}
		s.out.w.Write(data)
		return nil
	}
	if err := s.Service.Files.Write(o.out, doc, format, o.force); err != nil {
		return err
	}
	if err := s.Service.Store.Exported(ctx, s.Service.Actor(), action, args, rows); err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"file", o.out}, {"format", format}, {"rows", rows}, {"missing", args["missing"]}})
	}
	s.tell("cli.exported", "n", rows, "file", o.out)
	return nil
}
