package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// fieldsTyped are the fields of a row that a command line gives values.
type fieldsTyped struct {
	options fieldOptions
	set     []string
}

// flags are --set and the type's own options.
func (f *fieldsTyped) flags(e entity) []flag {
	list := []flag{option(&f.set, "set", nil, "cli.flag.set")}
	for _, o := range e.options {
		list = append(list, f.options.option(o.name, o.field, o.help))
	}
	return list
}

// assigns are all the fields that were given a value, options before --set.
func (f *fieldsTyped) assigns() ([]assign, error) {
	more, err := assigns(f.set)
	return append(f.options.assigns(), more...), err
}

func addCommand(e entity) command {
	o := &fieldsTyped{}
	return command{
		name: "add", args: between(0, -1), flags: o.flags(e), json: receiptFields,
		run: func(ctx context.Context, s *session, args []string) error { return s.add(ctx, e, o, args) },
	}
}

// add writes a new row: arguments fill the fields that are natural, options and --set the others.
func (s *session) add(ctx context.Context, e entity, o *fieldsTyped, args []string) error {
	list, err := o.assigns()
	if err != nil {
		return err
	}
	row := e.table().New()
	if e.prepare != nil {
		e.prepare(s, row)
	}
	for i, key := range e.arguments {
		if len(args) == 0 {
			break
		}
		value := args[0]
		if args = args[1:]; i == len(e.arguments)-1 {
			value, args = strings.Join(append([]string{value}, args...), " "), nil
		}
		list = append([]assign{{key, value}}, list...)
	}
	if err := s.set(ctx, row, list); err != nil {
		return err
	}
	// Checked before anything that reads by its fields, so that a missing company is missing and not "not found".
	if err := schema.ValidateKnowing(row, s.Service.KnownPNumber); err != nil {
		return withType(e.table(), err)
	}
	cs := model.ChangeSet{Action: e.typ + ".add", Changes: []model.Change{model.Add(row)}}
	if e.decide != nil {
		if cs, err = e.decide(ctx, s, row); err != nil {
			return err
		}
	}
	if e.warn != nil {
		if err := e.warn(ctx, s, row); err != nil {
			return err
		}
	}
	return s.apply(ctx, cs)
}

// logContact also closes the promises and follow-ups that the contact fulfils.
func logContact(ctx context.Context, s *session, row model.Entity) (model.ChangeSet, error) {
	return s.Service.LogContact(ctx, row.(*model.Contact))
}

// addCitizen asks whether a whole name was typed as the first name. Without a yes it stays as it was typed, and that is
// said.
func addCitizen(ctx context.Context, s *session, row model.Entity) (model.ChangeSet, error) {
	c := row.(*model.Citizen)
	if first, last, whole := c.SplitName(); whole {
		yes, err := s.confirm(ctx, s.T("edit.whole.ask", "first", first, "last", last))
		switch {
		case err != nil:
			return model.ChangeSet{}, err
		case yes:
			c.FirstName, c.LastName = first, last
			s.note("edit.whole.split", "first", first, "last", last)
		default:
			s.warn("whole_name", s.T("edit.whole.kept", "first", first, "last", last))
		}
	}
	return model.ChangeSet{Action: "citizen.add", Changes: []model.Change{model.Add(c)}}, nil
}

// addCompany fills in the town of the postcode where none was typed, and says so.
func addCompany(ctx context.Context, s *session, row model.Entity) (model.ChangeSet, error) {
	c := row.(*model.Company)
	s.fillTown(ctx, c)
	return model.ChangeSet{Action: "company.add", Changes: []model.Change{model.Add(c)}}, nil
}

// amendCompany does the same for a postcode that was changed.
func amendCompany(ctx context.Context, s *session, before, after model.Entity) {
	if c := after.(*model.Company); c.Postcode != before.(*model.Company).Postcode {
		s.fillTown(ctx, c)
	}
}

// fillTown fills in the town of the postcode where none was typed, and says so.
func (s *session) fillTown(ctx context.Context, c *model.Company) {
	if c.Town != "" {
		return
	}
	if c.Town = s.Service.TownOf(ctx, c.Postcode); c.Town != "" {
		s.note("edit.town.filled", "town", c.Town, "postcode", c.Postcode)
	}
}

// addGoal puts a goal without a rank after the others of the citizen.
func addGoal(ctx context.Context, s *session, row model.Entity) (model.ChangeSet, error) {
	g := row.(*model.Goal)
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

// addConsent covers what the screens begin with when nothing says what may be shared, and tells what it covers.
func addConsent(_ context.Context, _ *session, row model.Entity) (model.ChangeSet, error) {
	c := row.(*model.Consent)
	if !c.Scoped() {
		c.Covers = model.MatchTopics
	}
	return model.ChangeSet{Action: "consent.add", Changes: []model.Change{model.Add(c)}}, nil
}

// warnConsent says what a consent covers that is written.
func warnConsent(_ context.Context, s *session, row model.Entity) error {
	for _, text := range s.words.ConsentScopes(service.Permit{Consents: []*model.Consent{row.(*model.Consent)}}) {
		s.notef("%s", text)
	}
	return nil
}

// addOverride reads a criterion by its key or its word; only those that can block can be overruled.
func addOverride(_ context.Context, s *session, row model.Entity) (model.ChangeSet, error) {
	o := row.(*model.Override)
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

// editOptions are the options of `… edit`.
type editOptions struct {
	fieldsTyped
	version int64
}

func editCommand(e entity) command {
	o := &editOptions{}
	return command{
		name: "edit", args: exactly(1), json: receiptFields,
		flags: append(o.flags(e), option(&o.version, "version", 0, "cli.flag.version")),
		run:   func(ctx context.Context, s *session, args []string) error { return s.edit(ctx, e, o, args[0]) },
	}
}

// edit changes fields of a row. With --version nothing is written when somebody changed the row since that version.
func (s *session) edit(ctx context.Context, e entity, o *editOptions, word string) error {
	list, err := o.assigns()
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return model.NewError(model.Usage, "err.cli.edit.nothing", nil)
	}
	before, err := s.find(ctx, e.typ, word)
	if err != nil {
		return err
	}
	after := schema.Clone(before)
	if err := s.set(ctx, after, list); err != nil {
		return err
	}
	if e.amend != nil {
		e.amend(ctx, s, before, after)
	}
	if o.version > 0 {
		before.Meta().Version = o.version
	}
	if e.warn != nil {
		if err := e.warn(ctx, s, after); err != nil {
			return err
		}
	}
	return s.apply(ctx, model.ChangeSet{Action: e.typ + ".edit", Changes: []model.Change{model.Edit(before, after)}})
}

func removeCommand(e entity) command {
	all := false
	return command{
		name: "remove", args: between(1, -1), json: receiptFields,
		flags: []flag{option(&all, "all", false, "cli.flag.all")},
		run:   func(ctx context.Context, s *session, args []string) error { return s.remove(ctx, e, args, all) },
	}
}

// remove removes rows; undo brings them back. With all, what belongs to them goes, too.
func (s *session) remove(ctx context.Context, e entity, args []string, all bool) error {
	removal := s.Service.NewRemoval()
	for _, word := range args {
		row, err := s.find(ctx, e.typ, word)
		if err != nil {
			return err
		}
		if all || e.typ == "shortlist" {
			err = removal.RemoveWithDependents(ctx, row)
		} else {
			err = removal.Row(ctx, row)
		}
		if err != nil {
			return err
		}
	}
	changes := removal.Changes()
	return s.apply(ctx, model.ChangeSet{
		Action: e.typ + ".remove", Args: model.Args{"n": len(changes)}, Changes: changes,
	})
}
