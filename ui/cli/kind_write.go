package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// writeOptions is what `… add` and `… edit` were told.
type writeOptions struct {
	args    []string
	set     []string
	fields  map[string]*string // by option name
	given   []string           // options that were typed
	version int64
}

// fieldFlags adds --set and the kind's own options.
func (k kind) fieldFlags(c *cobra.Command, o *writeOptions) {
	c.Flags().StringArrayVar(&o.set, "set", nil, "")
	o.fields = map[string]*string{}
	for name := range k.flags {
		o.fields[name] = c.Flags().String(name, "", "")
	}
	parse := c.RunE
	c.RunE = func(cmd *cobra.Command, args []string) error {
		o.given = nil
		for name := range k.flags {
			if cmd.Flags().Changed(name) {
				o.given = append(o.given, name)
			}
		}
		slices.Sort(o.given)
		return parse(cmd, args)
	}
}

// assigns are all the fields that were given a value, options before --set.
func (o writeOptions) assigns(k kind) ([]assign, error) {
	var out []assign
	for _, name := range o.given {
		out = append(out, assign{k.flags[name], *o.fields[name]})
	}
	more, err := assigns(o.set)
	return append(out, more...), err
}

func (r *root) newAdd(k kind) *cobra.Command {
	var o writeOptions
	c := r.new("add", between(0, -1), func(ctx context.Context, args []string) error {
		o.args = args
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.add(ctx, k, o) })
	})
	k.fieldFlags(c, &o)
	return saysReceipt(c)
}

// add writes a new row: arguments fill the fields that are natural, options and --set the others.
func (s *session) add(ctx context.Context, k kind, o writeOptions) error {
	list, err := o.assigns(k)
	if err != nil {
		return err
	}
	e := k.t().New()
	if k.begin != nil {
		k.begin(s, e)
	}
	args := o.args
	for i, key := range k.takes {
		if len(args) == 0 {
			break
		}
		value := args[0]
		if args = args[1:]; i == len(k.takes)-1 {
			value, args = strings.Join(append([]string{value}, args...), " "), nil
		}
		list = append([]assign{{key, value}}, list...)
	}
	if err := s.set(ctx, e, list); err != nil {
		return err
	}
	// Said before anything that reads by its fields, so that a missing company is missing and not "not found".
	if err := schema.Validate(e); err != nil {
		return about(k.t(), err)
	}
	cs := model.ChangeSet{Action: k.typ + ".add", Changes: []model.Change{model.Add(e)}}
	if k.decide != nil {
		if cs, err = k.decide(ctx, s, e); err != nil {
			return err
		}
	}
	return s.apply(ctx, cs)
}

// logContact also keeps the promises and follow-ups that the contact fulfils.
func logContact(ctx context.Context, s *session, e model.Entity) (model.ChangeSet, error) {
	return s.Service.LogContact(ctx, e.(*model.Contact))
}

// nextRank puts a goal without a rank after the others of the citizen.
func nextRank(ctx context.Context, s *session, e model.Entity) (model.ChangeSet, error) {
	g := e.(*model.Goal)
	if !g.Rank.Known {
		n := 0
		others, err := service.All[model.Goal](ctx, s.Service.Store, "goal", schema.Where("citizen", g.CitizenID))
		if err != nil {
			return model.ChangeSet{}, err
		}
		for _, o := range others {
			n = max(n, o.Rank.V)
		}
		g.Rank = model.Some(n + 1)
	}
	return model.ChangeSet{Action: "goal.add", Changes: []model.Change{model.Add(g)}}, nil
}

// overrule takes a criterion by key or by what it is called; only those that can block can be overruled.
func overrule(_ context.Context, s *session, e model.Entity) (model.ChangeSet, error) {
	o := e.(*model.Override)
	c, err := s.criterion(o.Criterion)
	if err != nil {
		return model.ChangeSet{}, err
	}
	if !c.Blocks {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.cli.noblock", model.Args{"value": c.Key})
	}
	o.Criterion = c.Key
	return model.ChangeSet{Action: "override.add", Changes: []model.Change{model.Add(o)}}, nil
}

func (r *root) newEdit(k kind) *cobra.Command {
	var o writeOptions
	c := r.new("edit", between(1, 1), func(ctx context.Context, args []string) error {
		o.args = args
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.edit(ctx, k, o) })
	})
	k.fieldFlags(c, &o)
	c.Flags().Int64Var(&o.version, "version", 0, "")
	return saysReceipt(c)
}

// edit changes fields of a row. With --version nothing is written when somebody changed the row since that version.
func (s *session) edit(ctx context.Context, k kind, o writeOptions) error {
	list, err := o.assigns(k)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return model.NewError(model.Usage, "err.cli.edit.nothing", nil)
	}
	before, err := s.find(ctx, k.typ, o.args[0])
	if err != nil {
		return err
	}
	after := schema.Clone(before)
	if err := s.set(ctx, after, list); err != nil {
		return err
	}
	if o.version > 0 {
		before.Meta().Version = o.version
	}
	if k.warn != nil {
		if err := k.warn(ctx, s, after); err != nil {
			return err
		}
	}
	return s.apply(ctx, model.ChangeSet{Action: k.typ + ".edit", Changes: []model.Change{model.Edit(before, after)}})
}

func (r *root) newRemove(k kind) *cobra.Command {
	all := false
	c := r.new("remove", between(1, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.remove(ctx, k, args, all) })
	})
	c.Flags().BoolVar(&all, "all", false, "")
	return saysReceipt(c)
}

// remove takes rows away; undo brings them back. With all, what belongs to them goes, too.
func (s *session) remove(ctx context.Context, k kind, args []string, all bool) error {
	g := s.Service.NewRemoval()
	for _, word := range args {
		e, err := s.find(ctx, k.typ, word)
		if err != nil {
			return err
		}
		if all || k.typ == "shortlist" {
			err = g.RemoveWithDependents(ctx, e)
		} else {
			g.Row(e)
		}
		if err != nil {
			return err
		}
	}
	return s.apply(ctx, model.ChangeSet{Action: k.typ + ".remove", Args: model.Args{"n": len(g.Changes())}, Changes: g.Changes()})
}
