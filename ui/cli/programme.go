package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/service"
)

// This file is the definitions of programmes: they are listed, shown, tried, loaded and copied out. Enrolments in them
// are in enrolment.go.

func programmeCommand() command {
	subs := []command{
		{
			name: "list", args: exactly(0), run: listProgrammes,
			json: []string{"key", "edition", "name", "target", "elements", "running"},
		},
		{
			name: "show", args: exactly(1), run: showProgramme,
			json: []string{
				"key", "edition", "name", "target", "aim", "source", "elements", "phases", "tracks", "triage", "roles",
				"contacts", "exemptions", "outcomes", "ref", "citizen", "from", "to", "next", "done",
				"group", "outcome", "drawn", "redrawn", "triaged", "answers", "not_met", "unasked", "questions",
				"prerequisites",
			},
		},
		{
			name: "validate", args: between(1, -1), offline: validateProgrammes, reads: allArguments,
			json: []string{"file", "key", "edition", "elements"},
		},
		{name: "load", args: between(1, -1), json: receiptFields, run: loadFiles(loadProgramme), reads: allArguments},
		evaluationCommand(),
		{name: "export", args: exactly(1), json: []string{"key", "edition", "text"}, run: exportProgramme},
	}
	return command{name: "programme", subs: append(subs, enrolmentCommands()...)}
}

// programmeNamed finds the newest edition of a programme by its key or name.
func (s *session) programmeNamed(ctx context.Context, word string) (*programme.Programme, error) {
	list, err := s.Service.Programmes(ctx)
	if err != nil {
		return nil, err
	}
	return service.ProgrammeNamed(list, word)
}

func listProgrammes(ctx context.Context, s *session, _ []string) error {
	list, err := s.Service.Programmes(ctx)
	if err != nil {
		return err
	}
	t := table{cols: []column{
		{"key", s.T("programme.col.key"), false},
		{"edition", s.T("rules.edition"), false},
		{"name", s.T("programme.col.name"), false},
		{"target", s.T("programme.target"), false},
		{"elements", s.T("enrolment.section.elements"), true},
		{"running", s.T("programme.col.running"), true},
	}}
	for _, p := range list {
		n, err := s.Service.Running(ctx, p.Key)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{
			text(p.Key), text(p.Edition), s.saidIn(p.Name), s.saidIn(p.Target), number(len(p.Elements)), number(n),
		})
	}
	return s.out.table(t)
}

// programmeSections are the parts of a definition: their JSON member, their kind of rows and the key of their title, ""
// for those that only JSON has.
var programmeSections = []struct{ member, kind, title string }{
	{"questions", "question", "enrolment.section.questions"},
	{"elements", "element", "enrolment.section.elements"},
	{"phases", "phase", "enrolment.phases"},
	{"tracks", "track", "planline.track"},
	{"triage", "triage", "enrolment.triage"},
	{"roles", "role", "enrolment.section.roles"},
	{"contacts", "contact", ""},
	{"exemptions", "exemption", "enrolment.section.exemptions"},
	{"outcomes", "outcome", "enrolment.outcome"},
}

// showProgramme prints a definition, or with a number or a citizen where an enrolment stands.
func showProgramme(ctx context.Context, s *session, args []string) error {
	if refShape.MatchString(args[0]) {
		return s.showEnrolment(ctx, args[0])
	}
	p, err := s.programmeNamed(ctx, args[0])
	if err != nil {
		return err
	}
	code := string(s.words.Code())
	prerequisites, team, err := s.prerequisiteObjects(ctx, p)
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(append(s.programmeObject(p), member{"prerequisites", prerequisites}))
	}
	s.out.line(p.Name.In(code) + " (" + p.Key + " " + p.Edition + ")")
	for _, fact := range []struct{ key, text string }{
		{"programme.target", p.Target.In(code)},
		{"programme.aim", p.Aim.In(code)},
		{"programme.method", p.Method.In(code)},
		{"programme.note", p.Note.In(code)},
		{"programme.source", p.Source.In(code)},
	} {
		if fact.text != "" {
			s.out.lines(s.out.wrapLines(s.T(fact.key) + ": " + fact.text))
		}
	}
	for _, section := range programmeSections {
		rows := p.Rows(section.kind)
		if len(rows) == 0 || section.title == "" {
			continue
		}
		s.out.line("")
		s.out.line(s.T(section.title))
		for _, n := range rows {
			s.out.line("  " + n.Key + "  " + n.Name.In(code))
		}
	}
	if len(team) > 0 {
		s.out.line("")
		s.out.line(s.T("programme.prerequisites"))
		for _, line := range team {
			s.out.lines(s.out.wrapLines("  " + line))
		}
	}
	return nil
}

func (s *session) programmeObject(p *programme.Programme) object {
	o := object{
		{"key", p.Key}, {"edition", p.Edition}, {"name", s.inBoth(p.Name)}, {"target", s.inBoth(p.Target)},
		{"aim", s.inBoth(p.Aim)}, {"source", s.inBoth(p.Source)},
	}
	for _, section := range programmeSections {
		rows := []object{}
		for _, n := range p.Rows(section.kind) {
			rows = append(rows, object{{"key", n.Key}, {"da", n.Name.Da}, {"en", n.Name.En}})
		}
		o = append(o, member{section.member, rows})
	}
	return o
}

// validateProgrammes reads files and prints what they hold; it needs no database.
func validateProgrammes(ctx context.Context, r *root, files []string) error {
	t := table{cols: []column{
		{"file", r.T("cli.col.file"), false},
		{"key", r.T("programme.col.key"), false},
		{"edition", r.T("rules.edition"), false},
		{"elements", r.T("enrolment.section.elements"), true},
	}}
	for _, path := range files {
		content, name, err := r.readText(ctx, path)
		if err != nil {
			return err
		}
		p, err := r.env.Databases.ProgrammeSource().Parse(name, content)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{
			text(name), text(p.Key), text(p.Edition), number(len(p.Elements)),
		})
	}
	return r.out.table(t)
}

func loadProgramme(ctx context.Context, s *session, text, name string) (model.ChangeSet, error) {
	_, cs, err := s.Service.LoadProgramme(ctx, name, text)
	return cs, err
}

// exportProgramme prints the file of a definition, so that it can be copied, changed and loaded.
func exportProgramme(ctx context.Context, s *session, args []string) error {
	p, err := s.programmeNamed(ctx, args[0])
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"key", p.Key}, {"edition", p.Edition}, {"text", p.Text}})
	}
	s.out.lines(strings.TrimRight(p.Text, "\n"))
	return nil
}
