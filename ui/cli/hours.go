package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is the hours ledger: weeks are logged, copied, accepted as planned, read from a file and printed. What may be
// logged is decided by package model, as on the screen.

// weekFlags are the options of `hours log` and the fields they fill.
var weekFlags = []struct{ name, field string }{
	{"trial", "trial"}, {"paid", "paid"}, {"agreed", "agreed"}, {"met", "met"}, {"excused", "excused"}, {"no-show", "no_show"}, {"note", "note"},
}

// hoursFields are the JSON fields of a row of the ledger.
var hoursFields = append([]string{"id", "placement_id"}, present.HoursColumns...)

func (r *root) newHours() *cobra.Command {
	return r.group("hours", r.newHoursList(), r.newHoursShow(), r.newHoursLog(), r.newHoursCopy("copy"), r.newHoursCopy("accept"), r.newHoursImport(), r.newHoursExport())
}

// weekArg reads a week, this one when none is named.
func (s *session) weekArg(word string) (model.Date, error) {
	if word == "" {
		return s.Service.Today().Monday(), nil
	}
	return model.ParseWeek(word, s.Service.Today())
}

func (s *session) placementNamed(ctx context.Context, word string) (*model.Placement, error) {
	e, err := s.find(ctx, "placement", word)
	if err != nil {
		return nil, err
	}
	return e.(*model.Placement), nil
}

// hoursLogOptions is what `hours log` was told.
type hoursLogOptions struct {
	placement, week string
	values          map[string]*string // by field
}

func (r *root) newHoursLog() *cobra.Command {
	o := hoursLogOptions{values: map[string]*string{}}
	var c *cobra.Command
	c = r.new("log", between(2, 2), func(ctx context.Context, args []string) error {
		o.placement, o.week = args[0], args[1]
		given := map[string]string{}
		for _, f := range weekFlags {
			if c.Flags().Changed(f.name) {
				given[f.field] = *o.values[f.field]
			}
		}
		if len(given) == 0 {
			return usage(c, "err.cli.hours.none", nil)
		}
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.logHours(ctx, o, given) })
	})
	for _, f := range weekFlags {
		o.values[f.field] = c.Flags().String(f.name, "", "")
	}
	return saysReceipt(c)
}

// logHours writes what was given into the week; what was not stays. An empty value forgets a number.
func (s *session) logHours(ctx context.Context, o hoursLogOptions, given map[string]string) error {
	p, err := s.placementNamed(ctx, o.placement)
	if err != nil {
		return err
	}
	monday, err := s.weekArg(o.week)
	if err != nil {
		return err
	}
	v, err := s.Service.HoursOf(ctx, p.ID)
	if err != nil {
		return err
	}
	t := typeNamed("week")
	entry := &model.Week{PlacementID: p.ID, Monday: monday}
	if old := v.Ledger.Week(p.ID, monday); old != nil {
		*entry = *old
	}
	for _, f := range weekFlags {
		text, ok := given[f.field]
		if !ok {
			continue
		}
		field, _ := t.Field(f.field)
		if err := field.SetText(entry, text); err != nil {
			return about(t, err)
		}
	}
	cs, err := agreement.LogWeek(s.Service.Actor(), v.Ledger, entry)
	if err != nil {
		return about(t, err)
	}
	return s.apply(ctx, cs)
}

// gridOptions choose rows of the ledger: a week, and mine or everybody's.
type gridOptions struct {
	week string
	mine bool
}

// grid reads the rows of a week.
func (s *session) grid(ctx context.Context, o gridOptions) (*service.HoursView, error) {
	monday, err := s.weekArg(o.week)
	if err != nil {
		return nil, err
	}
	v, err := s.Service.HoursOfWeek(ctx, monday)
	if err != nil {
		return nil, err
	}
	if me := s.Service.Actor(); o.mine {
		v.Rows = slices.DeleteFunc(v.Rows, func(r service.HoursRow) bool { return r.Placement.Consultant != me })
	}
	return v, nil
}

func (r *root) newHoursList() *cobra.Command {
	var o gridOptions
	c := r.new("list", between(0, 1), func(ctx context.Context, args []string) error {
		o.week = strings.Join(args, "")
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, err := s.grid(ctx, o)
			if err != nil {
				return err
			}
			return s.out.table(s.hoursTable(v))
		})
	})
	c.Flags().BoolVar(&o.mine, "mine", false, "")
	return says(c, hoursFields...)
}

// logged finds what is logged by the row's ID.
func logged(v *service.HoursView) map[string]*model.Week {
	out := map[string]*model.Week{}
	for _, w := range v.Ledger.Weeks {
		out[model.WeekID(w.PlacementID, w.Monday)] = w
	}
	return out
}

func (s *session) hoursTable(v *service.HoursView) table {
	t := s.documentTable(s.words.HoursDocument("", v.Rows, logged(v)))
	t.empty = s.T("cli.hours.empty")
	for _, row := range t.rows {
		for i := range row {
			if hours, ok := row[i].val.(float64); ok {
				row[i].raw = strconv.FormatFloat(hours, 'f', -1, 64) // a pipe gets a point in every language
			}
		}
	}
	t.more = func(i int) object {
		o := object{{"id", v.Rows[i].ID()}, {"placement_id", v.Rows[i].Placement.ID}}
		for c, col := range t.cols {
			val := t.rows[i][c].val
			if col.right && val == "" {
				val = nil // not known is not an empty text
			}
			o = append(o, member{col.key, val})
		}
		return o
	}
	return t
}

func (r *root) newHoursShow() *cobra.Command {
	c := r.new("show", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.showHours(ctx, args[0]) })
	})
	return says(c, "ref", "stalled", "ahead", "paid", "trial", "top", "finished", "next_on", "next_paid", "attendance", "rows")
}

// showHours prints the weeks of a placement, and where it stands on its ladder.
func (s *session) showHours(ctx context.Context, word string) error {
	p, err := s.placementNamed(ctx, word)
	if err != nil {
		return err
	}
	if err := s.viewed(ctx, p); err != nil {
		return err
	}
	v, err := s.Service.HoursOf(ctx, p.ID)
	if err != nil {
		return err
	}
	t, l := s.hoursTable(v), v.Ladder(p.ID)
	if s.json {
		rows := []object{}
		for i := range t.rows {
			rows = append(rows, t.more(i))
		}
		return s.out.json(append(s.ladderObject(p, l), member{"rows", rows}))
	}
	if err := s.out.table(t); err != nil || !s.out.human() {
		return err
	}
	var hoped model.Opt[model.Hours]
	if len(v.Rows) > 0 && v.Rows[0].Citizen != nil {
		hoped = v.Rows[0].Citizen.HoursHoped
	}
	for _, says := range []string{s.words.LadderSummary(l, s.Service.Today()), s.words.TowardsGoal(l, hoped), s.words.AttendanceSummary(l.Attendance)} {
		if says != "" {
			s.say("%s", says)
		}
	}
	return nil
}

// ladderObject is where a placement stands, for JSON; hours as numbers.
func (s *session) ladderObject(p *model.Placement, l agreement.LadderView) object {
	hours := func(h model.Hours) float64 { return float64(h) / 4 }
	o := object{{"ref", p.Ref}, {"stalled", l.Stalled}, {"ahead", hours(l.Ahead)}, {"paid", hours(l.Paid)}, {"trial", hours(l.Trial)}, {"top", hours(l.Top)}, {"finished", l.Finished}}
	var on, paid any
	if l.Next != nil {
		on, paid = l.Next.From.String(), hours(l.Next.Paid)
	}
	var share any
	if v, ok := l.Share(); ok {
		share = v
	}
	return append(o, member{"next_on", on}, member{"next_paid", paid}, member{"attendance", share})
}

// newHoursCopy makes `hours copy` and `hours accept`: the same rows, another decision.
func (r *root) newHoursCopy(name string) *cobra.Command {
	var o gridOptions
	decision := agreement.CopyLastWeek
	if name == "accept" {
		decision = agreement.AcceptPlan
	}
	c := r.new(name, between(1, -1), func(ctx context.Context, args []string) error {
		o.week = args[0]
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, err := s.grid(ctx, o)
			if err != nil {
				return err
			}
			ids, err := s.among(ctx, v, args[1:])
			if err != nil {
				return err
			}
			cs, err := decision(s.Service.Actor(), v.Ledger, ids, v.Monday)
			if err != nil {
				return about(typeNamed("week"), err)
			}
			return s.apply(ctx, cs)
		})
	})
	c.Flags().BoolVar(&o.mine, "mine", false, "")
	return saysReceipt(c)
}

// among gives the placements of a week that are named, all of them when none is.
func (s *session) among(ctx context.Context, v *service.HoursView, names []string) ([]string, error) {
	var ids []string
	if len(names) == 0 {
		for _, r := range v.Rows {
			ids = append(ids, r.Placement.ID)
		}
		return ids, nil
	}
	for _, name := range names {
		p, err := s.placementNamed(ctx, name)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(v.Rows, func(r service.HoursRow) bool { return r.Placement.ID == p.ID }) {
			return nil, model.NewError(model.Invalid, "err.cli.hours.notthere", model.Args{"ref": p.Ref, "week": model.WeekText(v.Monday)})
		}
		ids = append(ids, p.ID)
	}
	return ids, nil
}

func (r *root) newHoursImport() *cobra.Command {
	o := importOptions{what: "week"}
	c := r.new("import", between(1, -1), func(ctx context.Context, args []string) error {
		o.files = args
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.importAll(ctx, o) })
	})
	f := c.Flags()
	f.BoolVar(&o.dryRun, "dry-run", false, "")
	f.StringArrayVar(&o.maps, "map", nil, "")
	f.StringVar(&o.refused, "refused", "", "")
	f.BoolVar(&o.force, "force", false, "")
	return says(c, "file", "line", "verdict", "title", "fields", "reasons", "new", "changed", "unchanged", "merged", "refused", "seq")
}

func (r *root) newHoursExport() *cobra.Command {
	var o fileOptions
	var grid gridOptions
	c := r.new("export", between(0, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			return s.exportHours(ctx, strings.Join(args, ""), grid, o)
		})
	})
	o.flags(c)
	c.Flags().BoolVar(&grid.mine, "mine", false, "")
	return says(c, "file", "format", "rows")
}

// exportHours prints all weeks of a placement, or all placements of a week, such that `hours import` reads it back.
func (s *session) exportHours(ctx context.Context, what string, g gridOptions, o fileOptions) error {
	title, args := s.T("hours.title"), model.Args{"format": o.name()}
	var v *service.HoursView
	if refShape.MatchString(what) && strings.EqualFold(what[:1], "F") {
		p, err := s.placementNamed(ctx, what)
		if err != nil {
			return err
		}
		if v, err = s.Service.HoursOf(ctx, p.ID); err != nil {
			return err
		}
		title, args["placement"] = title+" "+p.Ref, p.ID
	} else {
		var err error
		g.week = what
		if v, err = s.grid(ctx, g); err != nil {
			return err
		}
		title, args["week"] = title+" "+model.WeekText(v.Monday), model.WeekText(v.Monday)
	}
	args["n"] = len(v.Rows)
	return s.leave(ctx, s.words.HoursDocument(title, v.Rows, logged(v)), o, "export.hours", args, len(v.Rows))
}
