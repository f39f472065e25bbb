package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is mails from templates: drafts that a mail program opens. Nothing is sent.

// mailFieldNames are the JSON members of a mail that was written or printed.
var mailFieldNames = append(slices.Clone(writtenFields), "mail_to", "subject", "text", "attached", "blank")

func mailCommand() command {
	o := &mailOptions{}
	return command{
		name: "mail", args: mailArgs, json: mailFieldNames, run: o.run,
		flags: append(o.paperOptions.flags(), option(&o.attach, "attach", nil, "cli.mail.flag.attach")),
		subs: []command{
			{name: "list", args: exactly(0), json: []string{"key", "receiver", "name", "attached", "builtin"},
				run: listMail},
			mailShowCommand(),
			{name: "fields", args: exactly(0), json: []string{"key", "about"}, offline: listMailFields},
			{name: "validate", args: exactly(1), json: []string{"file", "n"}, offline: validateMail},
			{name: "load", args: exactly(1), json: receiptFields, run: loadFiles(loadMail)},
			{name: "reset", args: exactly(0), json: receiptFields, run: resetMail},
		},
	}
}

// mailArgs takes a template and a placement; one word alone is a command that is not there.
func mailArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 1:
		return usage(cmd, "err.cli.args.few", model.Args{"least": 2, "given": 1})
	case len(args) > 2:
		return usage(cmd, "err.cli.args.many", model.Args{"n": 2})
	}
	return nil
}

// mailOptions are the options of `mail TEMPLATE PLACEMENT`.
type mailOptions struct {
	paperOptions
	attach []string
}

// run fills a template: as text, or as a draft with its papers. Without arguments it lists the templates.
func (o *mailOptions) run(ctx context.Context, s *session, args []string) error {
	if len(args) == 0 {
		return listMail(ctx, s, nil)
	}
	t, err := s.Service.MailTemplate(ctx, args[0])
	if err != nil {
		return err
	}
	v, err := s.placementView(ctx, args[1])
	if err != nil {
		return err
	}
	if err := s.words.MailFits(t, v.Placement); err != nil {
		return err
	}
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	if s.json && o.out == "" && o.format == "" {
		o.format = "json"
	}
	from, err := s.Service.Letterhead(ctx)
	if err != nil {
		return err
	}
	out := w.MailPaper(v, t, from, s.Service.Today())
	out.Args["format"] = o.name()
	if err := o.attachTo(s, w, v, t, from, &out); err != nil {
		return err
	}
	for _, line := range s.words.MailNotes(v, t, out.Doc.Mail) {
		s.notef("%s", line)
	}
	if len(out.Doc.Mail.Attach) > 0 && o.name() != "eml" {
		s.note("cli.mail.textonly", "format", o.name())
	}
	if o.name() == "json" {
		blank := model.Section{Key: "blank", Text: out.Doc.Mail.Blank}
		out.Doc.Sections = append(out.Doc.Sections, blank)
	}
	return s.export(ctx, out.Doc, o.fileOptions, out.Out)
}

// attachTo adds the papers that were named, else those of the template.
func (o *mailOptions) attachTo(
	s *session, w present.Words, v *service.PlacementView, t *model.MailTemplate, from model.Letterhead,
	out *present.OutgoingPaper,
) error {
	names := t.Attach
	if len(o.attach) > 0 {
		names = nil
		for _, list := range o.attach {
			names = append(names, strings.Split(list, ",")...)
		}
	}
	for _, name := range names {
		if name == "none" {
			continue
		}
		if !slices.Contains(model.MailAttachments, name) {
			known := strings.Join(append(slices.Clone(model.MailAttachments), "none"), ", ")
			return model.NewError(model.Usage, "err.cli.mail.attach", model.Args{"value": name, "known": known})
		}
		paper, err := w.AttachPaper(v, t, name, s.Service.Today())
		if err != nil {
			return err
		}
		paper.Doc.From = from
		for _, line := range s.words.Unprintable(s.Service.Files.Unprintable(paper.Doc, "pdf")) {
			s.notef("%s", line)
		}
		pdf, err := s.Service.Inside(paper.Doc, "pdf")
		if err != nil {
			return err
		}
		w.Attach(out, paper, pdf)
	}
	return nil
}

// mailMembers are what JSON says of a mail beside its file.
func mailMembers(m *model.Mail) object {
	names := []string{}
	for _, a := range m.Attach {
		names = append(names, a.Name)
	}
	return object{
		{"mail_to", m.To}, {"subject", m.Subject}, {"text", m.Text}, {"attached", names}, {"blank", notNull(m.Blank)},
	}
}

func listMail(ctx context.Context, s *session, _ []string) error {
	list, err := s.Service.MailTemplates(ctx)
	if err != nil {
		return err
	}
	ref, err := s.Service.MailFile(ctx)
	if err != nil {
		return err
	}
	t := table{cols: []column{
		{"key", s.T("mail.col.key"), false},
		{"receiver", s.T("mail.to"), false},
		{"name", s.T("mail.col.name"), false},
		{"attached", s.T("mail.attached"), false},
		{"builtin", s.T("rules.builtin"), false},
	}}
	builtIn := ref == nil
	word := s.T("value." + map[bool]string{true: "yes", false: "no"}[builtIn])
	for _, m := range list {
		name := m.Name.In(string(s.words.Code()))
		t.rows = append(t.rows, []cell{
			text(m.Key), coded(s.T("mail.receiver."+m.To), m.To), {name, name, labelled{m.Name.DA, name}},
			{strings.Join(m.Attach, ", "), strings.Join(m.Attach, ","), notNull(m.Attach)},
			{word, map[bool]string{true: "yes", false: "no"}[builtIn], builtIn},
		})
	}
	return s.out.table(t)
}

// listMailFields lists the places that a template can have.
func listMailFields(_ context.Context, r *root, _ []string) error {
	t := table{cols: []column{
		{"key", r.T("mail.col.key"), false},
		{"about", r.T("cli.col.about"), false},
	}}
	for _, f := range model.MailFields {
		t.rows = append(t.rows, []cell{text("{" + f + "}"), r.saidKey("mail.field." + f)})
	}
	return r.out.table(t)
}

func mailShowCommand() command {
	file := false
	return command{
		name: "show", args: between(0, 1), json: []string{"key", "receiver", "name", "subject", "attached", "text"},
		flags: []flag{option(&file, "file", false, "cli.mail.show.flag.file")},
		run: func(ctx context.Context, s *session, args []string) error {
			if file || len(args) == 0 {
				return s.printMailFile(ctx)
			}
			t, err := s.Service.MailTemplate(ctx, args[0])
			if err != nil {
				return err
			}
			return s.printTemplate(t)
		},
	}
}

// printMailFile prints the templates in force as a file that can be changed and loaded.
func (s *session) printMailFile(ctx context.Context) error {
	ref, err := s.Service.MailFile(ctx)
	if err != nil {
		return err
	}
	content := s.Service.MailText(ref)
	if s.json {
		return s.out.json(object{{"text", content}})
	}
	s.out.lines(content)
	return nil
}

func (s *session) printTemplate(t *model.MailTemplate) error {
	code := string(s.words.Code())
	both := func(b model.InBoth) cell { return cell{b.In(code), b.In(code), labelled{b.DA, b.In(code)}} }
	return s.out.facts([]fact{
		{"key", s.T("mail.col.key"), text(t.Key)},
		{"receiver", s.T("mail.to"), coded(s.T("mail.receiver."+t.To), t.To)},
		{"name", s.T("mail.col.name"), both(t.Name)},
		{"subject", s.T("mail.subject"), both(t.Subject)},
		{"attached", s.T("mail.attached"), cell{strings.Join(t.Attach, ", "), "", notNull(t.Attach)}},
		{"text", s.T("mail.text"), both(t.Body)},
	})
}

// validateMail reads a file and prints how many templates it has; it needs no database.
func validateMail(ctx context.Context, r *root, args []string) error {
	content, name, err := r.readText(ctx, args[0])
	if err != nil {
		return err
	}
	list, err := r.env.Databases.MailSource().Parse(name, content)
	if err != nil {
		return err
	}
	return r.out.facts([]fact{
		{"file", r.T("cli.col.file"), text(name)},
		{"n", r.T("cli.col.rows"), number(len(list))},
	})
}

func loadMail(ctx context.Context, s *session, text, name string) (model.ChangeSet, error) {
	return s.Service.LoadMail(ctx, text, name)
}

func resetMail(ctx context.Context, s *session, _ []string) error {
	cs, err := s.Service.ResetMail(ctx)
	if err != nil {
		return err
	}
	return s.apply(ctx, cs)
}
