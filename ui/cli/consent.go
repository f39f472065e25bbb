package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/present"
)

// consentPrintOptions are the options of `consent print`.
type consentPrintOptions struct{ paperOptions }

func consentPrintCommand() command {
	o := &consentPrintOptions{}
	return command{name: "print", args: exactly(1), json: writtenFields, run: o.run, flags: o.flags()}
}

// run writes the form that the citizen signs.
func (o *consentPrintOptions) run(ctx context.Context, s *session, args []string) error {
	row, err := s.find(ctx, "consent", args[0])
	if err != nil {
		return err
	}
	v, err := s.Service.Consent(ctx, row.Meta().ID)
	if err != nil {
		return err
	}
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	if s.json && o.out == "" && o.format == "" {
		o.format = "json"
	}
	if f := o.name(); (o.format != "" || o.out != "") && f != "json" && !slices.Contains(present.PaperFormats, f) {
		args := model.Args{"value": f, "formats": strings.Join(present.PaperFormats, ", ")}
		return model.NewError(model.Usage, "err.cli.format", args)
	}
	return s.export(ctx, w.ConsentForm(v), o.fileOptions, v.Out())
}
