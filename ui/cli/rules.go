package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// ruleFields are a rule's fields in JSON.
var ruleFields = []string{
	"key", "kind", "known", "valid_from", "valid_to", "confidence", "groups", "instruments", "rates", "sectors",
	"values",
	"source", "link", "da", "en",
}

// guardFields are a guard's fields in JSON and for a pipe.
var guardFields = []string{
	"guard", "level", "text", "missing", "sums", "rule", "confidence", "valid_from", "valid_to", "source",
}

func rulesCommand() command {
	return command{name: "rules", subs: []command{
		rulesListCommand(), rulesShowCommand(),
		{name: "validate", args: exactly(1), json: []string{"file", "edition", "n", "without"}, offline: validateRules,
			reads: allArguments},
		{name: "load", args: exactly(1), json: receiptFields, run: loadFiles(loadRules), reads: allArguments},
		{name: "reset", args: exactly(0), json: receiptFields, run: resetRules},
		{name: "check", args: exactly(1), json: guardFields, run: checkRules},
		{name: "changes", args: exactly(0), json: ruleChangeFields, run: ruleChanges},
		{name: "rename-group", args: pairs, json: receiptFields, run: renameGroup},
		{name: "values", args: exactly(0), json: ruleValueFields, run: ruleValues}, ruleSetCommand(),
	}}
}

// ruleObject is a rule for JSON.
func ruleObject(rule *rules.Rule) object {
	values := object{}
	kind, _ := rules.KindNamed(rule.Kind)
	for _, v := range kind.Values {
		if n, ok := rule.Value(v.Name); ok {
			values = append(values, member{v.Name, v.Number(n)})
		}
	}
	return object{
		{"key", rule.Key}, {"kind", rule.Kind}, {"known", !rule.Unknown},
		{"valid_from", dayOrNull(rule.From)}, {"valid_to", dayOrNull(rule.To)}, {"confidence", rule.Confidence},
		{"groups", notNull(rule.Groups)}, {"instruments", notNull(rule.Instruments)}, {"rates", notNull(rule.Rates)},
		{"sectors", notNull(rule.Sectors)}, {"values", values}, {"source", rule.Source}, {"link", rule.Link},
		{"da", rule.Danish}, {"en", rule.English},
	}
}

// notNull is the list, never null, so that scripts need not ask.
func notNull(list []string) []string { return append([]string{}, list...) }

func dayOrNull(d model.Date) any {
	if d == 0 {
		return nil
	}
	return d.String()
}

// rulesListOptions are the options of `rules list`.
type rulesListOptions struct{ on, kind string }

func rulesListCommand() command {
	o := &rulesListOptions{}
	return command{
		name: "list", args: exactly(0), json: ruleFields, run: o.run,
		flags: []flag{
			option(&o.on, "on", "", "cli.rules.list.flag.on"),
			option(&o.kind, "kind", "", "cli.flag.kind"),
		},
	}
}

// run prints the rules, or those that count on a day.
func (o *rulesListOptions) run(ctx context.Context, s *session, _ []string) error {
	day, err := s.day(o.on, model.Near.From(s.Service.Today()))
	if err != nil {
		return err
	}
	if _, ok := rules.KindNamed(o.kind); o.kind != "" && !ok {
		args := model.Args{"value": o.kind, "known": strings.Join(kindNames(), ", ")}
		return model.NewError(model.Usage, "err.rule.kind.none", args)
	}
	ruleSet, err := s.Service.Rules(ctx)
	if err != nil {
		return err
	}
	t := table{empty: s.T("rules.none"), cols: []column{
		{"key", s.T("rules.col.key"), false},
		{"values", s.T("cli.col.value"), false},
		{"valid_from", s.T("rules.col.from"), false},
		{"valid_to", s.T("rules.col.to"), false},
		{"confidence", s.T("rules.col.confidence"), false},
		{"kind", s.T("cli.col.kind"), false},
		{"source", s.T("rules.col.source"), false},
	}}
	var shown []*rules.Rule
	for _, rule := range ruleSet.On(day) {
		if o.kind != "" && rule.Kind != o.kind {
			continue
		}
		shown = append(shown, rule)
		t.rows = append(t.rows, []cell{
			text(rule.Key), text(s.ruleValues(rule)), s.dayCell(rule.From), s.dayCell(rule.To), s.confidenceCell(rule),
			text(rule.Kind), text(rule.Source),
		})
	}
	t.object = func(i int) object { return ruleObject(shown[i]) }
	return s.out.table(t)
}

func (s *session) confidenceCell(rule *rules.Rule) cell {
	return coded(s.T("opt.confidence."+rule.Confidence), rule.Confidence)
}

func kindNames() (names []string) {
	for _, k := range rules.Kinds() {
		names = append(names, k.Name)
	}
	return names
}

// dayCell is a date for a person, a pipe and JSON.
func (s *session) dayCell(d model.Date) cell {
	c := cell{raw: d.String(), val: dayOrNull(d)}
	if d != 0 {
		c.shown = s.words.DayYear(d.Time())
	}
	return c
}

// ruleValues are the values of a rule on one line, as its file has them.
func (s *session) ruleValues(rule *rules.Rule) string {
	if rule.Unknown {
		return s.T("rules.unknown")
	}
	kind, _ := rules.KindNamed(rule.Kind)
	var values []string
	for _, v := range kind.Values {
		if n, ok := rule.Value(v.Name); ok {
			values = append(values, v.Name+" "+v.Text(n))
		}
	}
	if len(values) == 0 {
		return rule.Words(string(s.words.Code()))
	}
	return strings.Join(values, ", ")
}

// rulesShowOptions are the options of `rules show`.
type rulesShowOptions struct{ file bool }

func rulesShowCommand() command {
	o := &rulesShowOptions{}
	return command{
		name: "show", args: between(0, 1), run: o.run,
		json:  slices.Concat(ruleFields, []string{"edition", "file", "loaded_on", "n", "text"}),
		flags: []flag{option(&o.file, "file", false, "cli.rules.show.flag.file")},
	}
}

// run prints one rule, the whole file, or what the rules in force are.
func (o *rulesShowOptions) run(ctx context.Context, s *session, args []string) error {
	ruleSet, err := s.Service.Rules(ctx)
	if err != nil {
		return err
	}
	ref, err := s.Service.RulesFile(ctx)
	if err != nil {
		return err
	}
	if o.file {
		return s.printRulesFile(ref)
	}
	if len(args) == 1 {
		rule, ok := ruleSet.Named(args[0])
		if !ok {
			return model.NewError(model.NotFound, "err.rule.none", model.Args{"value": args[0]})
		}
		return s.printRule(rule)
	}
	builtIn := s.T("rules.builtin")
	from, loaded := cell{builtIn, builtIn, labelled{"builtin", builtIn}}, model.Date(0)
	if ref != nil {
		from, loaded = coded(ref.Source, ref.Source), ref.Date
	}
	return s.out.facts([]fact{
		{"edition", s.T("rules.edition"), text(ruleSet.Edition)},
		{"file", s.T("cli.col.file"), from},
		{"loaded_on", s.T("rules.loaded"), s.dayCell(loaded)},
		{"n", s.T("cli.col.rows"), number(len(ruleSet.Rows))},
	})
}

// printRulesFile prints the rules in force as a file that can be changed and loaded.
func (s *session) printRulesFile(ref *model.Reference) error {
	content := s.Service.RulesText(ref)
	if s.json {
		return s.out.json(object{{"text", content}})
	}
	s.out.lines(content)
	return nil
}

func (s *session) printRule(rule *rules.Rule) error {
	if s.json {
		return s.out.json(ruleObject(rule))
	}
	joined := func(list []string) cell { return text(strings.Join(list, ", ")) }
	return s.out.facts([]fact{
		{"key", s.T("rules.col.key"), text(rule.Key)},
		{"kind", s.T("cli.col.kind"), text(rule.Kind)},
		{"values", s.T("cli.col.value"), text(s.ruleValues(rule))},
		{"groups", s.T("rules.groups"), joined(rule.Groups)},
		{"instruments", s.T("rules.instruments"), joined(rule.Instruments)},
		{"rates", s.T("rules.rates"), joined(rule.Rates)},
		{"sectors", s.T("rules.sectors"), joined(rule.Sectors)},
		{"valid_from", s.T("rules.col.from"), s.dayCell(rule.From)},
		{"valid_to", s.T("rules.col.to"), s.dayCell(rule.To)},
		{"confidence", s.T("rules.col.confidence"), s.confidenceCell(rule)},
		{"source", s.T("rules.col.source"), text(rule.Source)},
		{"link", s.T("rules.link"), text(rule.Link)},
		{"da", s.T("rules.da"), text(rule.Danish)},
		{"en", s.T("rules.en"), text(rule.English)},
	})
}

// validateRules reads a file and prints what it holds; it needs no database.
func validateRules(ctx context.Context, r *root, args []string) error {
	content, name, err := r.readText(ctx, args[0])
	if err != nil {
		return err
	}
	source := r.env.Databases.RuleSource()
	ruleSet, err := source.Parse(name, content)
	if err != nil {
		return err
	}
	without, err := service.MissingKinds(source, ruleSet)
	if err != nil {
		return err
	}
	missing := cell{strings.Join(without, ", "), strings.Join(without, ","), notNull(without)}
	err = r.out.facts([]fact{
		{"file", r.T("cli.col.file"), text(name)},
		{"edition", r.T("rules.edition"), text(ruleSet.Edition)},
		{"n", r.T("cli.col.rows"), number(len(ruleSet.Rows))},
		{"without", r.T("rules.without"), missing},
	})
	if err != nil {
		return err
	}
	r.noteMissingKinds(without)
	return nil
}

func (r *root) noteMissingKinds(without []string) {
	if len(without) > 0 {
		r.note("rules.without.told", "kinds", strings.Join(without, ", "))
	}
}

// loadRules puts a file's rules in force.
func loadRules(ctx context.Context, s *session, text, name string) (model.ChangeSet, error) {
	ruleSet, cs, err := s.Service.LoadRules(ctx, text, name)
	if err != nil {
		return cs, err
	}
	without, err := service.MissingKinds(s.Service.RuleSource, ruleSet)
	if err != nil {
		return cs, err
	}
	s.noteMissingKinds(without)
	return cs, nil
}

func resetRules(ctx context.Context, s *session, _ []string) error {
	cs, err := s.Service.ResetRules(ctx)
	if err != nil {
		return err
	}
	return s.apply(ctx, cs)
}

// checkRules prints the guards of a placement: the verdicts of the rules of its day.
func checkRules(ctx context.Context, s *session, args []string) error {
	v, err := s.placementView(ctx, args[0])
	if err != nil {
		return err
	}
	s.look(v.Placement)
	guards, err := s.Service.GuardsOf(ctx, v)
	if err != nil {
		return err
	}
	if s.out.human() {
		s.printGuards(guards)
		return s.noteRules(ctx, v.Placement.StartOn)
	}
	t := table{}
	for _, key := range guardFields {
		t.cols = append(t.cols, column{key: key})
	}
	joined := func(say func(present.Words) []string) cell {
		v := both(s.root, func(w present.Words) []string { return notNull(say(w)) })
		return cell{"", strings.Join(v.label.([]string), "; "), v}
	}
	for _, g := range guards {
		key := ""
		if g.Rule != nil {
			key = g.Rule.Key
		}
		t.rows = append(t.rows, []cell{
			text(g.Key), coded(s.T("guard.level."+g.Level), g.Level),
			s.said(func(w present.Words) string { return w.GuardText(g) }),
			joined(func(w present.Words) []string { return w.GuardMissing(g) }),
			joined(func(w present.Words) []string { return w.GuardSums(g) }),
			text(key), text(g.Confidence), s.dayCell(g.From), s.dayCell(g.To),
			text(g.Source),
		})
	}
	return s.out.table(t)
}

// printGuards prints guards for a person: what stands out first.
func (s *session) printGuards(guards []rules.Guard) {
	if len(guards) == 0 {
		s.note("rules.nothing")
		return
	}
	for _, g := range rules.ByLevel(guards) {
		s.out.heading(s.words.GuardTitle(g) + " (" + s.T("guard.level."+g.Level) + ")")
		s.out.lines(s.out.wrapLines(s.words.GuardText(g)))
		for _, text := range s.words.GuardMissing(g) {
			s.out.wrapIndented("  ? ", text)
		}
		for _, text := range s.words.GuardSums(g) {
			s.out.wrapIndented("  - ", text)
		}
		s.out.wrapIndented("  ", s.words.GuardSource(g))
	}
	s.tip(s.T("guard.advice"))
}
