package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is the documents about one citizen: the work agreement and the VITAS form of a placement, and those of a
// course.

// paperOptions say in what form and language a document is written.
type paperOptions struct {
	fileOptions
	language string
}

func (o *paperOptions) flags() []flag {
	return append(o.fileOptions.flags(), option(&o.language, "paper", "", "cli.flag.paper"))
}

// paperWords are the words of a document: Danish unless English is asked for.
func (s *session) paperWords(language string) (present.Words, error) {
	switch strings.ToLower(language) {
	case "", "da", "en":
		return present.PaperWords(s.words.Lang, strings.EqualFold(language, "en")), nil
	}
	return present.Words{}, model.NewError(model.Usage, "err.cli.lang", model.Args{"value": language})
}

// agreementExportOptions are the options of `agreement export`.
type agreementExportOptions struct {
	paperOptions
	audience string
	number   int
}

func agreementExportCommand() command {
	o := &agreementExportOptions{}
	return command{
		name: "export", args: exactly(1), json: writtenFields, run: o.run,
		flags: append(o.paperOptions.flags(),
			option(&o.audience, "for", "", "cli.agreement.export.flag.for"),
			option(&o.number, "number", 0, "cli.flag.number")),
	}
}

// run writes a version as one page for whom it is for.
func (o *agreementExportOptions) run(ctx context.Context, s *session, args []string) error {
	v, err := s.agreementNumbered(ctx, args[0], o.number)
	if err != nil {
		return err
	}
	to := present.Own
	if o.audience != "" {
		party, ok := partyNamed(agreement.Parties[:2], o.audience)
		if !ok {
			return model.NewError(model.Usage, "err.cli.for.paper", model.Args{"value": o.audience})
		}
		to = map[string]present.Audience{"citizen": present.ForCitizen, "company": present.ForCompany}[party]
	}
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	out := present.AgreementExport(w, v.PlacementView, v.agreement, to)
	out.Args["ref"], out.Args["format"] = v.Placement.Ref, o.name()
	return s.export(ctx, out.Doc, o.fileOptions, out.Out)
}

// vitasOptions are the options of `vitas`.
type vitasOptions struct {
	paperOptions
	field string
}

func vitasCommand() command {
	o := &vitasOptions{}
	return command{
		name: "vitas", args: exactly(1), json: []string{"key", "label", "value", "lacked", "fill"}, run: o.run,
		flags: append(o.paperOptions.flags(), option(&o.field, "field", "", "cli.vitas.flag.field")),
	}
}

// run prints the VITAS form: what is missing on standard error first, then the fields; one field alone as it is pasted;
// or the whole as a file.
func (o *vitasOptions) run(ctx context.Context, s *session, args []string) error {
	v, err := s.placementView(ctx, args[0])
	if err != nil {
		return err
	}
	s.look(v.Citizen)
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	if o.out != "" || o.format != "" {
		out := w.VitasPaper(v)
		out.Args["ref"], out.Args["format"] = v.Placement.Ref, o.name()
		return s.export(ctx, out.Doc, o.fileOptions, out.Out)
	}
	fields := s.vitasFields(w, v)
	if o.field != "" {
		return s.printVitasField(fields, o.field)
	}
	return s.printVitas(ctx, v, fields)
}

// printVitasField prints one field, by its number or its key, and nothing else.
func (s *session) printVitasField(fields []vitasField, field string) error {
	i := slices.IndexFunc(fields, func(f vitasField) bool { return f.Key == field })
	if n, err := strconv.Atoi(field); err == nil {
		i = n - 1
	}
	if i < 0 || i >= len(fields) {
		var known []string
		for _, f := range fields {
			known = append(known, f.Key)
		}
		args := model.Args{"value": field, "n": len(fields), "known": strings.Join(known, ", ")}
		return model.NewError(model.NotFound, "err.vitas.field", args)
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

// vitasField is a field of the form, its label and where it is filled in also in Danish.
type vitasField struct {
	present.VitasField
	danish present.VitasField
}

func (s *session) vitasFields(paper present.Words, v *service.PlacementView) []vitasField {
	danish := s.inDanish().Vitas(paper, v)
	var out []vitasField
	for i, f := range s.words.Vitas(paper, v) {
		out = append(out, vitasField{f, danish[i]})
	}
	return out
}

func vitasObject(f vitasField) object {
	return object{
		{"key", f.Key}, {"label", labelled{f.danish.Label, f.Label}}, {"value", f.Value}, {"lacked", f.Missing},
		{"fill", labelled{f.danish.Where, f.Where}},
	}
}

func (s *session) printVitas(ctx context.Context, v *service.PlacementView, fields []vitasField) error {
	var missing []string
	t := table{cols: []column{
		{"key", "#", false},
		{"label", s.T("vitas.col.field"), false},
		{"value", s.T("vitas.col.value"), false},
		{"lacked", s.T("vitas.missing.title"), false},
		{"fill", "", false},
	}}
	for i, f := range fields {
		value, lacked := cell{f.Value, f.Value, f.Value}, cell{"", "no", false}
		if f.Missing {
			missing = append(missing, f.Label+" ("+f.Where+")")
			value.shown, lacked = f.Where, cell{s.T("vitas.missing.title"), "yes", true}
		}
		key := cell{strconv.Itoa(i + 1), f.Key, f.Key}
		t.rows = append(t.rows, []cell{
			key, {f.Label, f.Label, labelled{f.danish.Label, f.Label}}, value, lacked,
			{"", f.Where, labelled{f.danish.Where, f.Where}},
		})
	}
	if len(missing) > 0 {
		s.note("vitas.lead.missing", "n", len(missing), "what", strings.Join(missing, "; "))
	}
	if note := s.words.VitasOrderNote(v); note != "" {
		s.note("rules.edition.said", "text", strings.TrimSuffix(note, "."))
	}
	consent, err := s.Service.ConsentFor(ctx, v)
	if err != nil {
		return err
	}
	sheet := make([]present.VitasField, len(fields))
	for i, f := range fields {
		sheet[i] = f.VitasField
	}
	permit, err := s.Service.Judge(ctx, present.VitasOut(v, sheet...))
	if err != nil {
		return err
	}
	switch {
	case consent == nil:
		s.note("cli.vitas.noconsent")
	case len(permit.Missing) > 0:
		s.notef("%s", s.words.MissingConsent(permit.Missing[0]))
	}
	return s.out.table(t)
}

// coursePaperOptions are the options of the documents of a course.
type coursePaperOptions struct {
	fileOptions
	language string
	paper    present.CoursePaper
}

func planSheetCommand() command { return coursePaperCommand("plansheet", present.PlanSheet) }
func handOverCommand() command  { return coursePaperCommand("handover", present.HandOver) }
func caseNoteCommand() command  { return coursePaperCommand("casenote", present.CaseNote) }

func caseFileCommand() command { return coursePaperCommand("dossier", present.CaseFile) }

func coursePaperCommand(name string, paper present.CoursePaper) command {
	o := &coursePaperOptions{paper: paper}
	return command{
		name: name, args: exactly(1), json: writtenFields, run: o.run,
		flags: append(o.fileOptions.flags(), option(&o.language, "paper", "", "cli.flag.paper")),
	}
}

// run writes a document of a course: exactly what the preview of the screen shows.
func (o *coursePaperOptions) run(ctx context.Context, s *session, args []string) error {
	v, err := s.courseNamed(ctx, args[0])
	if err != nil {
		return err
	}
	words, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	if s.json && o.out == "" && o.format == "" {
		o.format = "json"
	}
	doc := words.CourseDocument(v, o.paper)
	if o.paper == present.CaseFile {
		running, err := s.Service.RunningOf(ctx, v)
		if err != nil {
			return err
		}
		doc = words.CaseFileDocument(v, running)
	}
	return s.export(ctx, doc, o.fileOptions, present.CourseOut(v, o.paper))
}
