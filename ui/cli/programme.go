package cli

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is the definitions of programmes: they are listed, shown, tried, loaded and copied out. Enrolments in them
// are in enrol.go.

func (r *root) newProgramme() *cobra.Command {
	list := r.new("list", between(0, 0), func(ctx context.Context, _ []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.programmeList(ctx) })
	})
	show := r.new("show", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.programmeShow(ctx, args[0]) })
	})
	validate := r.new("validate", between(1, -1), func(_ context.Context, args []string) error { return r.programmeValidate(args) })
	load := r.new("load", between(1, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.programmeLoad(ctx, args) })
	})
	export := r.new("export", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.programmeExport(ctx, args[0]) })
	})
	return r.group("programme", says(list, "key", "edition", "name", "target", "elements", "running"),
		says(show, "key", "edition", "name", "target", "aim", "source", "elements", "phases", "tracks", "triage", "roles", "contacts", "exemptions", "outcomes",
			"ref", "citizen", "from", "to", "next", "done"),
		r.newEnrol(), r.newTriage(), r.newTick(), r.newPlan(), r.newProgrammeSet(), r.newProgrammeEnd(),
		says(validate, "file", "key", "edition", "elements"), saysReceipt(load), says(export, "key", "edition", "text"))
}

func (s *session) programmeList(ctx context.Context) error {
	list, err := s.Service.Programmes(ctx)
	if err != nil {
		return err
	}
	code := string(s.words.Code())
	t := table{cols: []column{{"key", s.T("programme.col.key"), false}, {"edition", s.T("rules.edition"), false}, {"name", s.T("programme.col.name"), false},
		{"target", s.T("programme.target"), false}, {"elements", s.T("enrolment.section.elements"), true}, {"running", s.T("programme.col.running"), true}}}
	for _, p := range list {
		n, err := s.Service.Store.Count(ctx, "enrolment", schema.Query{Where: []schema.Cond{{Field: "programme", Op: schema.Is, Text: p.Key}, {Field: "ended_on", Op: schema.IsNotSet}}})
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{text(p.Key), text(p.Edition), text(p.Name.In(code)), text(p.Target.In(code)), number(len(p.Elements)), number(n)})
	}
	return s.out.table(t)
}

// rowObjects are the rows of a section, for JSON.
func rowObjects(p *programme.Programme, kind string) []object {
	out := []object{}
	for _, n := range p.Rows(kind) {
		out = append(out, object{{"key", n.Key}, {"da", n.Name.Da}, {"en", n.Name.En}})
	}
	return out
}

// programmeShow prints a definition, or with a number or a citizen where an enrolment stands.
func (s *session) programmeShow(ctx context.Context, word string) error {
	if refShape.MatchString(word) {
		return s.enrolmentShow(ctx, word)
	}
	list, err := s.Service.Programmes(ctx)
	if err != nil {
		return err
	}
	p, err := service.ProgrammeNamed(list, word)
	if err != nil {
		return err
	}
	code := string(s.words.Code())
	if s.json {
		o := object{{"key", p.Key}, {"edition", p.Edition}, {"name", p.Name.In(code)}, {"target", p.Target.In(code)}, {"aim", p.Aim.In(code)}, {"source", p.Source.In(code)}}
		for _, part := range []struct{ field, kind string }{{"elements", "element"}, {"phases", "phase"}, {"tracks", "track"}, {"triage", "triage"}, {"roles", "role"},
			{"contacts", "contact"}, {"exemptions", "exemption"}, {"outcomes", "outcome"}} {
			o = append(o, member{part.field, rowObjects(p, part.kind)})
		}
		return s.out.json(o)
	}
	s.out.line(p.Name.In(code) + " (" + p.Key + " " + p.Edition + ")")
	for _, said := range []struct{ key, text string }{{"programme.target", p.Target.In(code)}, {"programme.aim", p.Aim.In(code)}, {"programme.method", p.Method.In(code)},
		{"programme.note", p.Note.In(code)}, {"programme.source", p.Source.In(code)}} {
		if said.text != "" {
			s.out.lines(s.out.wrapLines(s.T(said.key) + ": " + said.text))
		}
	}
	for _, part := range []struct{ title, kind string }{{"enrolment.section.elements", "element"}, {"enrolment.phases", "phase"}, {"planline.track", "track"},
		{"enrolment.triage", "triage"}, {"enrolment.section.roles", "role"}, {"enrolment.section.exemptions", "exemption"}, {"enrolment.outcome", "outcome"}} {
		rows := p.Rows(part.kind)
		if len(rows) == 0 {
			continue
		}
		s.out.line("")
		s.out.line(s.T(part.title))
		for _, n := range rows {
			s.out.line("  " + n.Key + "  " + n.Name.In(code))
		}
	}
	return nil
}

// programmeValidate reads files and says what they hold; it needs no database.
func (r *root) programmeValidate(files []string) error {
	t := table{cols: []column{{"file", r.T("cli.col.file"), false}, {"key", r.T("programme.col.key"), false}, {"edition", r.T("rules.edition"), false}, {"elements", r.T("enrolment.section.elements"), true}}}
	for _, path := range files {
		said, err := readRules(path)
		if err != nil {
			return err
		}
		p, err := r.env.Databases.ProgrammeSource().Parse(filepath.Base(path), said)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{text(filepath.Base(path)), text(p.Key), text(p.Edition), number(len(p.Elements))})
	}
	return r.out.table(t)
}

// programmeLoad puts files into use, all or none: one with an error changes nothing.
func (s *session) programmeLoad(ctx context.Context, files []string) error {
	all := model.ChangeSet{Action: "programme.load"}
	for _, path := range files {
		said, err := readRules(path)
		if err != nil {
			return err
		}
		_, cs, err := s.Service.LoadProgramme(ctx, filepath.Base(path), said)
		if err != nil {
			return err
		}
		all.Changes = append(all.Changes, cs.Changes...)
	}
	return s.apply(ctx, all)
}

// programmeExport prints the file of a definition, so that it can be copied, changed and loaded.
func (s *session) programmeExport(ctx context.Context, word string) error {
	list, err := s.Service.Programmes(ctx)
	if err != nil {
		return err
	}
	p, err := service.ProgrammeNamed(list, word)
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"key", p.Key}, {"edition", p.Edition}, {"text", p.Text}})
	}
	s.out.lines(strings.TrimRight(p.Text, "\n"))
	return nil
}

// enrolmentOf finds the enrolment that a word means: its number, or a citizen who is in one programme that runs.
func (s *session) enrolmentOf(ctx context.Context, word string) (*service.EnrolmentView, error) {
	if refShape.MatchString(word) && strings.EqualFold(word[:1], "P") {
		e, err := s.find(ctx, "enrolment", word)
		if err != nil {
			return nil, err
		}
		return s.Service.Enrolment(ctx, e.Meta().ID)
	}
	c, err := s.find(ctx, "citizen", word)
	if err != nil {
		return nil, err
	}
	rows, err := service.All[model.Enrolment](ctx, s.Service.Store, "enrolment", schema.Query{Where: []schema.Cond{{Field: "citizen", Op: schema.Is, Text: c.Meta().ID}, {Field: "ended_on", Op: schema.IsNotSet}}})
	if err != nil {
		return nil, err
	}
	ref := c.(*model.Citizen).Ref
	switch len(rows) {
	case 0:
		return nil, model.NewError(model.NotFound, "err.enrol.none", model.Args{"ref": ref})
	case 1:
		return s.Service.Enrolment(ctx, rows[0].ID)
	}
	var known []string
	for _, e := range rows {
		known = append(known, e.Ref+" "+e.Programme)
	}
	return nil, model.NewError(model.Invalid, "err.enrol.which", model.Args{"ref": ref, "known": strings.Join(known, ", ")})
}

// enrolmentShow prints where a course stands: what is next and late, what is done, its phases.
func (s *session) enrolmentShow(ctx context.Context, word string) error {
	v, err := s.enrolmentOf(ctx, word)
	if err != nil {
		return err
	}
	code := string(s.words.Code())
	next, done, phases := []object{}, []object{}, []object{}
	var lines []string
	for _, a := range v.CourseItems(v.Enrolment) {
		said := present.CourseItemText(v.CitizenEnrolments, s.words, v.Enrolment, a)
		next = append(next, object{{"kind", a.Kind}, {"key", a.Key}, {"on", dayOrNull(a.On)}, {"late", a.Late}, {"text", said}})
		late := " "
		if a.Late {
			late = "!"
		}
		lines = append(lines, strings.TrimRight(late+" "+said+"  "+a.On.String(), " "))
	}
	for _, row := range v.P.Rows("element") {
		for _, t := range v.Ticked(row.Key) {
			done = append(done, object{{"key", row.Key}, {"on", t.On.String()}, {"evidence", t.EvidenceType}})
			lines = append(lines, "✓ "+row.Name.In(code)+"  "+t.On.String())
		}
	}
	for _, sp := range v.P.Spans(v.Enrolment.StartOn, v.Enrolment.Days.V) {
		phases = append(phases, object{{"key", sp.Phase.Key}, {"from", sp.From.String()}, {"to", sp.To.String()}})
		lines = append(lines, "  "+sp.Phase.Name.In(code)+"  "+sp.From.String()+" – "+sp.To.String())
	}
	if s.json {
		return s.out.json(object{{"ref", v.Enrolment.Ref}, {"citizen", v.Citizen.Ref}, {"key", v.P.Key}, {"edition", v.Enrolment.Edition}, {"name", v.P.Name.In(code)},
			{"from", v.Enrolment.StartOn.String()}, {"to", dayOrNull(v.Enrolment.EndedOn)}, {"triage", v.Enrolment.Triage}, {"group", v.Enrolment.Group},
			{"outcome", v.Enrolment.Outcome}, {"phases", phases}, {"next", next}, {"done", done}})
	}
	s.out.line(v.Enrolment.Ref + " " + v.P.ShortName(code) + " · " + service.NameIn(v.Citizen) + " · " + v.Enrolment.StartOn.String())
	for _, l := range lines {
		s.out.line(l)
	}
	return nil
}
