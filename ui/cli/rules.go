package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/service"
)

// ruleFields are a rule's fields in JSON.
var ruleFields = []string{"key", "kind", "known", "valid_from", "valid_to", "confidence", "groups", "instruments", "rates", "values", "source", "link", "da", "en"}

func (r *root) newRules() *cobra.Command {
	var on, kind string
	list := r.new("list", between(0, 0), func(ctx context.Context, _ []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.rulesList(ctx, on, kind) })
	})
	list.Flags().StringVar(&on, "on", "", "")
	list.Flags().StringVar(&kind, "kind", "", "")
	file := false
	show := r.new("show", between(0, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.rulesShow(ctx, args, file) })
	})
	show.Flags().BoolVar(&file, "file", false, "")
	validate := r.new("validate", between(1, 1), func(_ context.Context, args []string) error { return r.rulesValidate(args[0]) })
	load := r.new("load", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.rulesLoad(ctx, args[0]) })
	})
	reset := r.new("reset", between(0, 0), func(ctx context.Context, _ []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.rulesReset(ctx) })
	})
	check := r.new("check", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.rulesCheck(ctx, args[0]) })
	})
	return r.group("rules", says(list, ruleFields...), says(show, append(ruleFields, "edition", "file", "loaded_on", "n", "text")...),
		says(validate, "file", "edition", "n", "without"), saysReceipt(load), saysReceipt(reset),
		says(check, "guard", "level", "text", "missing", "sums", "rule", "confidence", "valid_from", "valid_to", "source"))
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
	return object{{"key", rule.Key}, {"kind", rule.Kind}, {"known", !rule.Unknown}, {"valid_from", dayOrNull(rule.From)}, {"valid_to", dayOrNull(rule.To)},
		{"confidence", rule.Confidence}, {"groups", some(rule.Groups)}, {"instruments", some(rule.Instruments)}, {"rates", some(rule.Rates)},
		{"values", values}, {"source", rule.Source}, {"link", rule.Link}, {"da", rule.Danish}, {"en", rule.English}}
}

// some is never null, so that scripts need not ask.
func some(list []string) []string { return append([]string{}, list...) }

func dayOrNull(d model.Date) any {
	if d == 0 {
		return nil
	}
	return d.String()
}

// rulesList prints the rules, or those that count on a day.
func (s *session) rulesList(ctx context.Context, on, kind string) error {
	day, err := model.ParseDate(on, s.Service.Today())
	if err != nil {
		return err
	}
	if _, ok := rules.KindNamed(kind); kind != "" && !ok {
		return model.NewError(model.Usage, "err.rule.kind.none", model.Args{"value": kind, "known": strings.Join(kindNames(), ", ")})
	}
	ruleSet, err := s.Service.Rules(ctx)
	if err != nil {
		return err
	}
	t := table{cols: []column{{"key", s.T("rules.col.key"), false}, {"values", s.T("cli.col.value"), false}, {"valid_from", s.T("rules.col.from"), false},
		{"valid_to", s.T("rules.col.to"), false}, {"confidence", s.T("rules.col.confidence"), false}, {"kind", s.T("cli.col.kind"), false}, {"source", s.T("rules.col.source"), false}},
		empty: s.T("rules.none")}
	var shown []*rules.Rule
	for _, rule := range ruleSet.On(day) {
		if kind != "" && rule.Kind != kind {
			continue
		}
		shown = append(shown, rule)
		t.rows = append(t.rows, []cell{text(rule.Key), text(s.ruleValues(rule)), s.day(rule.From), s.day(rule.To),
			{s.T("opt.confidence." + rule.Confidence), rule.Confidence, rule.Confidence}, text(rule.Kind), text(rule.Source)})
	}
	t.more = func(i int) object { return ruleObject(shown[i]) }
	return s.out.table(t)
}

func kindNames() (names []string) {
	for _, k := range rules.Kinds() {
		names = append(names, k.Name)
	}
	return names
}

// day is a date as the three voices write it.
func (s *session) day(d model.Date) cell {
	c := cell{raw: d.String(), val: dayOrNull(d)}
	if d != 0 {
		c.say = s.words.DayYear(d.Time())
	}
	return c
}

// ruleValues is what a rule says, on one line as its file has it.
func (s *session) ruleValues(rule *rules.Rule) string {
	if rule.Unknown {
		return s.T("rules.unknown")
	}
	kind, _ := rules.KindNamed(rule.Kind)
	var said []string
	for _, v := range kind.Values {
		if n, ok := rule.Value(v.Name); ok {
			said = append(said, v.Name+" "+v.Text(n))
		}
	}
	if len(said) == 0 {
		return rule.Words(string(s.words.Code()))
	}
	return strings.Join(said, ", ")
}

// rulesShow prints one rule, the whole file, or what the rules in force are.
func (s *session) rulesShow(ctx context.Context, args []string, file bool) error {
	rules, err := s.Service.Rules(ctx)
	if err != nil {
		return err
	}
	ref, err := s.Service.RulesFile(ctx)
	if err != nil {
		return err
	}
	if file {
		return s.rulesText(ref)
	}
	if len(args) == 1 {
		rule, ok := rules.Named(args[0])
		if !ok {
			return model.NewError(model.NotFound, "err.rule.none", model.Args{"value": args[0]})
		}
		return s.rule(rule)
	}
	from, loaded := s.T("rules.builtin"), model.Date(0)
	if ref != nil {
		from, loaded = ref.Source, ref.Date
	}
	return s.out.facts([]fact{{"edition", s.T("rules.edition"), text(rules.Edition)}, {"file", s.T("cli.col.file"), text(from)},
		{"loaded_on", s.T("rules.loaded"), s.day(loaded)}, {"n", s.T("cli.col.rows"), number(len(rules.Rows))}})
}

// rulesText prints the rules in force as a file that can be changed and loaded.
func (s *session) rulesText(ref *model.Reference) error {
	said := s.Service.RulesText(ref)
	if s.json {
		return s.out.json(object{{"text", said}})
	}
	s.out.lines(said)
	return nil
}

func (s *session) rule(rule *rules.Rule) error {
	if s.json {
		return s.out.json(ruleObject(rule))
	}
	list := func(of []string) cell { return text(strings.Join(of, ", ")) }
	return s.out.facts([]fact{{"key", s.T("rules.col.key"), text(rule.Key)}, {"kind", s.T("cli.col.kind"), text(rule.Kind)}, {"values", s.T("cli.col.value"), text(s.ruleValues(rule))},
		{"groups", s.T("rules.groups"), list(rule.Groups)}, {"instruments", s.T("rules.instruments"), list(rule.Instruments)}, {"rates", s.T("rules.rates"), list(rule.Rates)},
		{"valid_from", s.T("rules.col.from"), s.day(rule.From)}, {"valid_to", s.T("rules.col.to"), s.day(rule.To)},
		{"confidence", s.T("rules.col.confidence"), cell{s.T("opt.confidence." + rule.Confidence), rule.Confidence, rule.Confidence}},
		{"source", s.T("rules.col.source"), text(rule.Source)}, {"link", s.T("rules.link"), text(rule.Link)}, {"da", s.T("rules.da"), text(rule.Danish)}, {"en", s.T("rules.en"), text(rule.English)}})
}

// mostRules is the longest file of rules that is read, in bytes; the reader says so when it is longer.
const mostRules = 1<<20 + 1

// readRules reads a file of rules as text.
func readRules(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fileError(path, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, mostRules))
	if err != nil {
		return "", fileError(path, err)
	}
	return string(b), nil
}

// rulesValidate reads a file and says what it holds; it needs no database.
func (r *root) rulesValidate(path string) error {
	said, err := readRules(path)
	if err != nil {
		return err
	}
	source := r.env.Databases.RuleSource()
	rules, err := source.Parse(filepath.Base(path), said)
	if err != nil {
		return err
	}
	without, err := service.MissingKinds(source, rules)
	if err != nil {
		return err
	}
	if err := r.out.facts([]fact{{"file", r.T("cli.col.file"), text(filepath.Base(path))}, {"edition", r.T("rules.edition"), text(rules.Edition)},
		{"n", r.T("cli.col.rows"), number(len(rules.Rows))}, {"without", r.T("rules.without"), cell{strings.Join(without, ", "), strings.Join(without, ","), some(without)}}}); err != nil {
		return err
	}
	r.warnWithout(without)
	return nil
}

func (r *root) warnWithout(without []string) {
	if len(without) > 0 {
		r.tell("rules.without.told", "kinds", strings.Join(without, ", "))
	}
}

// rulesLoad puts a file's rules in force; a file with an error changes nothing.
func (s *session) rulesLoad(ctx context.Context, path string) error {
	said, err := readRules(path)
	if err != nil {
		return err
	}
	rules, cs, err := s.Service.LoadRules(ctx, said, filepath.Base(path))
	if err != nil {
		return err
	}
	without, err := service.MissingKinds(s.Service.RuleSource, rules)
	if err != nil {
		return err
	}
	s.warnWithout(without)
	return s.apply(ctx, cs)
}

func (s *session) rulesReset(ctx context.Context) error {
	cs, err := s.Service.ResetRules(ctx)
	if err != nil {
		return err
	}
	return s.apply(ctx, cs)
}

// rulesCheck says what the rules have to say about a placement.
func (s *session) rulesCheck(ctx context.Context, word string) error {
	e, err := s.find(ctx, "placement", word)
	if err != nil {
		return err
	}
	if err := s.viewed(ctx, e); err != nil {
		return err
	}
	v, err := s.Service.Placement(ctx, e.Meta().ID)
	if err != nil {
		return err
	}
	guards, err := s.Service.GuardsOf(ctx, v)
	if err != nil {
		return err
	}
	if s.out.human() {
		s.guards(guards)
		return nil
	}
	t := table{}
	for _, key := range []string{"guard", "level", "text", "missing", "sums", "rule", "confidence", "valid_from", "valid_to", "source"} {
		t.cols = append(t.cols, column{key: key})
	}
	joined := func(list []string) cell { return cell{"", strings.Join(list, "; "), some(list)} }
	for _, g := range guards {
		key := ""
		if g.Rule != nil {
			key = g.Rule.Key
		}
		t.rows = append(t.rows, []cell{text(g.Key), text(g.Level), text(s.words.GuardText(g)), joined(s.words.GuardMissing(g)), joined(s.words.GuardSums(g)),
			text(key), text(g.Confidence), s.day(g.From), s.day(g.To), text(g.Source)})
	}
	return s.out.table(t)
}

// guards prints guards for a person: what stands out first.
func (s *session) guards(guards []rules.Guard) {
	if len(guards) == 0 {
		s.tell("rules.nothing")
		return
	}
	for _, g := range rules.ByLevel(guards) {
		s.out.heading(s.words.GuardTitle(g) + " (" + s.T("guard.level."+g.Level) + ")")
		s.out.lines(s.out.wrapLines(s.words.GuardText(g)))
		for _, said := range s.words.GuardMissing(g) {
			s.out.hang("  ? ", said)
		}
		for _, said := range s.words.GuardSums(g) {
			s.out.hang("  - ", said)
		}
		s.out.hang("  ", s.words.GuardSource(g))
	}
	s.tell("guard.advice")
}

// hang prints wrapped text with its beginning in front and the rest below it.
func (p *printer) hang(lead, said string) {
	for l := range strings.SplitSeq(p.wrap(said, len(lead)), "\n") {
		p.line(lead + l)
		lead = strings.Repeat(" ", len(lead))
	}
}
