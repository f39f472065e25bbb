package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/ui/service"
)

// ruleChangeFields are the fields of what changes with the rules, in JSON and for a pipe.
var ruleChangeFields = []string{"rule_change", "ref", "counts_from", "rule_keys", "next_rule", "in_group"}

// ruleChanges prints what changes when rows of the rules end: the rows, the placements and agreements that cross the
// day, and the target groups that people are in.
func ruleChanges(ctx context.Context, s *session, _ []string) error {
	c, err := s.Service.RuleChanges(ctx)
	if err != nil {
		return err
	}
	t := table{empty: s.T("rules.changes.none"), cols: []column{
		{"rule_change", s.T("rules.col.change"), false},
		{"ref", s.T("rules.col.ref"), false},
		{"counts_from", s.T("rules.col.from"), false},
		{"rule_keys", s.T("rules.col.key"), false},
		{"next_rule", s.T("rules.col.next"), false},
		{"in_group", s.T("rules.col.n"), true},
	}}
	add := func(change, ref string, on cell, keys string, next cell, n int) {
		t.rows = append(t.rows, []cell{coded(s.T("rules.change."+change), change), text(ref), on, text(keys), next,
			number(n)})
	}
	for _, r := range c.Ending {
		add("rule", r.Key, s.dayCell(r.To.Add(1)), r.Key, s.nextRule(c.Set.Next(r)), 0)
	}
	s.look(c.Placements)
	for _, p := range c.Placements {
		var keys []string
		for _, r := range p.Ended {
			keys = append(keys, r.Key)
		}
		add("placement", p.Placement.Ref, s.dayCell(p.On), strings.Join(keys, ", "), text(""), 0)
		if c.Agreements[p.Placement.ID] {
			add("agreement", p.Placement.Ref, s.dayCell(p.On), strings.Join(keys, ", "), text(""), 0)
		}
	}
	for _, g := range c.Groups {
		add("group", g.Groups[0], s.dayCell(g.To.Add(1)), g.Key, text(""), c.InGroup[g.Groups[0]])
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if s.out.human() {
		s.noteEdition(c.Set, 0)
		s.note("rules.changes.own")
	}
	return nil
}

// nextRule is the key of the row that follows; a person is told when nobody knows what it says.
func (s *session) nextRule(next *rules.Rule) cell {
	if next == nil {
		return text("")
	}
	c := text(next.Key)
	if next.Unknown {
		c.shown = next.Key + " (" + s.T("rules.unknown") + ")"
	}
	return c
}

// noteEdition says which edition the rules are of and when it runs out.
func (s *session) noteEdition(set *rules.Set, begins model.Date) {
	if text := s.words.Edition(set, s.Service.Today(), begins); text != "" {
		s.tip(s.T("rules.edition.said", "text", text))
	}
}

// pairs wants two arguments, or four, and so on.
func pairs(cmd *cobra.Command, args []string) error {
	if err := between(2, -1)(cmd, args); err != nil {
		return err
	}
	if len(args)%2 == 1 {
		return usage(cmd, "err.cli.pairs", nil)
	}
	return nil
}

// renameGroup gives everybody in target groups other ones, in one change set: OLD NEW, as often as needed.
func renameGroup(ctx context.Context, s *session, args []string) error {
	var list []service.GroupRename
	for i := 0; i+1 < len(args); i += 2 {
		list = append(list, service.GroupRename{From: args[i], To: args[i+1]})
	}
	cs, told, err := s.Service.RenameGroups(ctx, list)
	if err != nil {
		return err
	}
	for _, r := range told {
		s.note("rules.group.told", "from", r.From, "to", r.To, "n", r.Citizens, "placements", r.Placements)
	}
	return s.apply(ctx, cs)
}

// noteRules says which edition the rules are of when it runs out, beside what was judged by them; a pipe gets it too,
// on standard error.
func (s *session) noteRules(ctx context.Context, begins model.Date) error {
	ruleSet, err := s.Service.Rules(ctx)
	if err == nil {
		s.noteEdition(ruleSet, begins)
	}
	return err
}
