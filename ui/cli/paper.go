package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is where a placement's papers leave the house: the work agreement and the VITAS sheet.

// paperOptions say how a paper leaves.
type paperOptions struct {
	fileOptions
	paper, without string
}

func (o *paperOptions) add(c *cobra.Command) {
	o.flags(c)
	c.Flags().StringVar(&o.paper, "paper", "", "")
	c.Flags().StringVar(&o.without, "without-consent", "", "")
}

// sheetWords are the words of a paper: Danish unless English is asked for.
func (s *session) sheetWords(lang string) (present.Words, error) {
	switch strings.ToLower(lang) {
	case "", "da", "en":
		return present.PaperWords(s.words.Lang, strings.EqualFold(lang, "en")), nil
	}
	return present.Words{}, model.NewError(model.Usage, "err.cli.lang", model.Args{"value": lang})
}

// consented asks for the citizen's consent to share with the workplace; passing over it takes a reason, which the log
// keeps.
func (s *session) consented(ctx context.Context, v *service.PlacementView, o paperOptions, args model.Args) error {
	held, err := s.Service.ConsentFor(ctx, v)
	if err != nil || held != nil {
		return err
	}
	s.tell("cli.consent.missing", "what", v.Company.ShownName())
	reason := strings.TrimSpace(o.without)
	switch {
	case reason == "":
		return model.NewError(model.Forbidden, "err.cli.consent", model.Args{"n": 1})
	case model.HasCPR(reason):
		return about(schema.AgreementType(), model.NewError(model.Invalid, "err.cpr", nil))
	}
	args["missing"], args["reason"] = 1, reason
	return nil
}

func (r *root) newAgreementExport() *cobra.Command {
	var o paperOptions
	audience, number := "", 0
	c := r.new("export", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			return s.exportAgreement(ctx, args[0], audience, number, o)
		})
	})
	o.add(c)
	c.Flags().StringVar(&audience, "for", "", "")
	c.Flags().IntVar(&number, "number", 0, "")
	return says(c, "file", "format", "rows", "missing")
}

// exportAgreement writes a version as one page for whom it is for.
func (s *session) exportAgreement(ctx context.Context, word, audience string, number int, o paperOptions) error {
	v, a, err := s.agreed(ctx, word, number)
	if err != nil {
		return err
	}
	to := present.Own
	if audience != "" {
		i := slices.IndexFunc(agreement.Parties[:2], func(p string) bool { return slices.Contains(partyWords[p], strings.ToLower(audience)) })
		if i < 0 {
			return model.NewError(model.Usage, "err.cli.for.paper", model.Args{"value": audience})
		}
		to = map[string]present.Audience{"citizen": present.ForCitizen, "company": present.ForCompany}[agreement.Parties[i]]
	}
	w, err := s.sheetWords(o.paper)
	if err != nil {
		return err
	}
	out := present.AgreementExport(w, v, a, to)
	out.Args["ref"], out.Args["format"] = v.Placement.Ref, o.name()
	if to == present.ForCompany {
		if err := s.consented(ctx, v, o, out.Args); err != nil {
			return err
		}
	}
	return s.leave(ctx, out.Doc, o.fileOptions, out.Action, out.Args, 1)
}

func (r *root) newVitas() *cobra.Command {
	var o paperOptions
	field := ""
	c := r.new("vitas", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.vitas(ctx, args[0], field, o) })
	})
	o.add(c)
	c.Flags().StringVar(&field, "field", "", "")
	return says(c, "key", "label", "value", "lacked", "fill")
}

// vitas prints the sheet: what is missing on standard error first, then the fields; one field alone as it is pasted; or
// the whole as a file.
func (s *session) vitas(ctx context.Context, word, field string, o paperOptions) error {
	v, err := s.placementView(ctx, word)
	if err != nil {
		return err
	}
	if err := s.viewed(ctx, v.Citizen); err != nil {
		return err
	}
	w, err := s.sheetWords(o.paper)
	if err != nil {
		return err
	}
	if o.out != "" || o.format != "" {
		out := w.VitasPaper(v)
		out.Args["ref"], out.Args["format"] = v.Placement.Ref, o.name()
		if err := s.consented(ctx, v, o, out.Args); err != nil {
			return err
		}
		return s.leave(ctx, out.Doc, o.fileOptions, out.Action, out.Args, 1)
	}
	fields := s.words.Vitas(w, v)
	if field != "" {
		return s.vitasField(fields, field)
	}
	return s.vitasFields(ctx, v, fields)
}

// vitasField prints one field, by its number or its key, and nothing else.
func (s *session) vitasField(fields []present.VitasField, field string) error {
	i := slices.IndexFunc(fields, func(f present.VitasField) bool { return f.Key == field })
	if n, err := strconv.Atoi(field); err == nil {
		i = n - 1
	}
	if i < 0 || i >= len(fields) {
		var known []string
		for _, f := range fields {
			known = append(known, f.Key)
		}
		return model.NewError(model.NotFound, "err.vitas.field", model.Args{"value": field, "n": len(fields), "known": strings.Join(known, ", ")})
	}
	f := fields[i]
	if f.Missing {
		return model.NewError(model.NotFound, "err.vitas.missing", model.Args{"label": f.Label, "where": f.Where})
	}
	if s.json {
		return s.out.json(vitasObject(f))
	}
	s.out.line(f.Value)
	return nil
}

func vitasObject(f present.VitasField) object {
	return object{{"key", f.Key}, {"label", f.Label}, {"value", f.Value}, {"lacked", f.Missing}, {"fill", f.Where}}
}

func (s *session) vitasFields(ctx context.Context, v *service.PlacementView, fields []present.VitasField) error {
	var missing []string
	t := table{cols: []column{{"key", "#", false}, {"label", s.T("vitas.col.field"), false}, {"value", s.T("vitas.col.value"), false}, {"lacked", s.T("vitas.missing.title"), false}, {"fill", "", false}}}
	for i, f := range fields {
		if f.Missing {
			missing = append(missing, f.Label+" ("+f.Where+")")
		}
		said := f.Value
		if f.Missing {
			said = f.Where
		}
		lacked := cell{"", "no", false}
		if f.Missing {
			lacked = cell{s.T("vitas.missing.title"), "yes", true}
		}
		t.rows = append(t.rows, []cell{{strconv.Itoa(i + 1), f.Key, f.Key}, text(f.Label), {said, f.Value, f.Value}, lacked, {"", f.Where, f.Where}})
	}
	if len(missing) > 0 {
		s.tell("vitas.lead.missing", "n", len(missing), "what", strings.Join(missing, "; "))
	}
	held, err := s.Service.ConsentFor(ctx, v)
	if err != nil {
		return err
	}
	if held == nil {
		s.tell("cli.vitas.noconsent")
	}
	return s.out.table(t)
}
