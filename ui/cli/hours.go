package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is the hours ledger: weeks are logged, copied, accepted as planned, read from a file and printed. What may
// be logged is decided by package agreement, as on the screen.

// hoursFields are the JSON fields of a row of the ledger.
var hoursFields = append([]string{"id", "placement_id"}, present.HoursColumns...)

func hoursCommand() command {
	return command{name: "hours", subs: []command{
		hoursListCommand(),
		{
			name: "show", args: exactly(1), run: showHours,
			json: []string{
				"ref", "stalled", "ahead", "paid", "paid_now", "unreported", "trial", "top", "finished", "next_on",
				"next_paid", "attendance", "rows",
			},
		},
		hoursLogCommand(), hoursCopyCommand("copy", agreement.CopyLastWeek),
		hoursCopyCommand("accept", agreement.AcceptPlan), hoursImportCommand(), hoursExportCommand(),
		hoursSheetCommand(),
	}}
}

// hoursLogOptions are the options of `hours log`.
type hoursLogOptions struct{ fields fieldOptions }

func hoursLogCommand() command {
	o := &hoursLogOptions{}
	return command{
		name: "log", args: exactly(2), json: receiptFields,
		flags: []flag{
			o.fields.option("trial", "trial", "cli.hours.log.flag.trial"),
			o.fields.option("paid", "paid", "cli.hours.log.flag.paid"),
			o.fields.option("agreed", "agreed", "cli.hours.log.flag.agreed"),
			o.fields.option("met", "met", "cli.hours.log.flag.met"),
			o.fields.option("excused", "excused", "cli.hours.log.flag.excused"),
			o.fields.option("no-show", "no_show", "cli.hours.log.flag.no-show"),
			o.fields.option("source", "source", "cli.hours.log.flag.source"),
			o.fields.option("note", "note", "cli.hours.log.flag.note"),
		},
		check: func(cmd *cobra.Command, _ []string) error {
			if len(o.fields.assigns()) == 0 {
				return usage(cmd, "err.cli.hours.none", nil)
			}
			return nil
		},
		run: change("week", (*session).placementNamed, o.log),
	}
}

// log writes what was typed into the week and leaves the other fields. An empty value clears a number.
func (o *hoursLogOptions) log(
	ctx context.Context, s *session, p *model.Placement, args []string,
) (model.ChangeSet, error) {
	monday, err := s.weekOrThis(args[0])
	if err != nil {
		return model.ChangeSet{}, err
	}
	v, err := s.Service.HoursOf(ctx, p.ID)
	if err != nil {
		return model.ChangeSet{}, err
	}
	entry := &model.Week{PlacementID: p.ID, Monday: monday}
	if old := v.Ledger.Week(p.ID, monday); old != nil {
		*entry = *old
	}
	for _, a := range o.fields.assigns() {
		field, _ := typeNamed("week").Field(a.name)
		if field.Kind == schema.Choice {
			a.value = s.options(field, a.value)
		}
		if err := field.SetText(entry, a.value); err != nil {
			return model.ChangeSet{}, err
		}
	}
	return agreement.LogWeek(s.Service.Actor(), v.Ledger, entry)
}

// weekOptions choose rows of the ledger: a week, and mine or everybody's.
type weekOptions struct {
	week string
	mine bool
}

func (o *weekOptions) flag() flag { return option(&o.mine, "mine", false, "cli.hours.list.flag.mine") }

// hoursOfWeek reads the rows of a week.
func (s *session) hoursOfWeek(ctx context.Context, o *weekOptions) (*service.HoursView, error) {
	monday, err := s.weekOrThis(o.week)
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

func hoursListCommand() command {
	o := &weekOptions{}
	return command{
		name: "list", args: between(0, 1), json: hoursFields, flags: []flag{o.flag()},
		run: func(ctx context.Context, s *session, args []string) error {
			o.week = strings.Join(args, "")
			v, err := s.hoursOfWeek(ctx, o)
			if err != nil {
				return err
			}
			return s.out.table(s.hoursTable(v))
		},
	}
}

// loggedWeeks are the weeks with hours, by the ID of their row.
func loggedWeeks(v *service.HoursView) map[string]*model.Week {
	out := map[string]*model.Week{}
	for _, w := range v.Ledger.Weeks {
		out[model.WeekID(w.PlacementID, w.Monday)] = w
	}
	return out
}

func (s *session) hoursTable(v *service.HoursView) table {
	s.look(v.Rows)
	t := documentTable(s.words.HoursDocument("", v.Rows, loggedWeeks(v)))
	t.empty = s.T("cli.hours.empty")
	for _, row := range t.rows {
		for i := range row {
			if hours, ok := row[i].val.(float64); ok {
				row[i].raw = strconv.FormatFloat(hours, 'f', -1, 64) // a pipe gets a point in every language
			}
		}
	}
	t.object = func(i int) object {
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

// showHours prints the weeks of a placement, and how far it is on its ladder.
func showHours(ctx context.Context, s *session, args []string) error {
	p, err := s.placementNamed(ctx, args[0])
	if err != nil {
		return err
	}
	s.look(p)
	v, err := s.Service.HoursOf(ctx, p.ID)
	if err != nil {
		return err
	}
	t, l := s.hoursTable(v), v.Ladder(p.ID)
	if s.json {
		rows := []object{}
		for i := range t.rows {
			rows = append(rows, t.object(i))
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
	for _, sentence := range []string{
		s.words.LadderSummary(l, s.Service.Today()), s.words.TowardsGoal(l, hoped),
		s.words.AttendanceSummary(l.Attendance),
	} {
		if sentence != "" {
			s.notef("%s", sentence)
		}
	}
	if err := agreement.PatternNow(p, v.Agreements(p.ID), s.Service.Today()); err != nil {
		s.notef("%s", s.words.Error(err))
	}
	return nil
}

// ladderObject is how far a placement is on its ladder, for JSON; hours as numbers.
func (s *session) ladderObject(p *model.Placement, l agreement.LadderView) object {
	hours := func(h model.Hours) float64 { return float64(h) / 4 }
	var on, paid any
	if l.Next != nil {
		on, paid = l.Next.From.String(), hours(l.Next.Paid)
	}
	var share, sum, now any
	if l.PaidNow.Known {
		sum, now = hours(l.Paid), hours(l.PaidNow.V)
	}
	if v, ok := l.Share(); ok {
		share = v
	}
	return object{
		{"ref", p.Ref}, {"stalled", l.Stalled}, {"ahead", hours(l.Ahead)}, {"paid", sum},
		{"trial", hours(l.Trial)}, {"top", hours(l.Top)}, {"finished", l.Finished}, {"next_on", on},
		{"next_paid", paid}, {"attendance", share},
		{"paid_now", now}, {"unreported", l.Unreported},
	}
}

// hoursCopyCommand makes `hours copy` and `hours accept`: the same rows, another decision.
func hoursCopyCommand(
	name string,
	decide func(actor string, l agreement.Ledger, placements []string, monday model.Date) (model.ChangeSet, error),
) command {
	o := &weekOptions{}
	return command{
		name: name, args: between(1, -1), json: receiptFields, flags: []flag{o.flag()},
		run: func(ctx context.Context, s *session, args []string) error {
			o.week = args[0]
			v, err := s.hoursOfWeek(ctx, o)
			if err != nil {
				return err
			}
			ids, err := s.placementsIn(ctx, v, args[1:])
			if err != nil {
				return err
			}
			cs, err := decide(s.Service.Actor(), v.Ledger, ids, v.Monday)
			return s.applyDecided(ctx, "week", cs, err)
		},
	}
}

// placementsIn gives the IDs of the placements of a week that are named, all of them when none is.
func (s *session) placementsIn(ctx context.Context, v *service.HoursView, names []string) ([]string, error) {
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
			args := model.Args{"ref": p.Ref, "week": model.WeekText(v.Monday)}
			return nil, model.NewError(model.Invalid, "err.cli.hours.notthere", args)
		}
		ids = append(ids, p.ID)
	}
	return ids, nil
}

func hoursImportCommand() command {
	o := &importOptions{what: "week"}
	return command{
		name: "import", args: between(1, -1), json: importFields, run: o.run, flags: o.flags(), reads: allArguments,
	}
}

// hoursExportOptions are the options of `hours export`.
type hoursExportOptions struct {
	fileOptions
	weekOptions
}

func hoursExportCommand() command {
	o := &hoursExportOptions{}
	return command{
		name: "export", args: between(0, 1), json: writtenFields, run: o.run,
		flags: append(o.fileOptions.flags(), o.weekOptions.flag()),
	}
}

// run prints all weeks of a placement, or all placements of a week, such that `hours import` reads it back.
func (o *hoursExportOptions) run(ctx context.Context, s *session, args []string) error {
	what := strings.Join(args, "")
	title, log := "", model.Args{"format": o.name()} // beside its words
	var v *service.HoursView
	if refShape.MatchString(what) && strings.EqualFold(what[:1], "F") {
		p, err := s.placementNamed(ctx, what)
		if err != nil {
			return err
		}
		if v, err = s.Service.HoursOf(ctx, p.ID); err != nil {
			return err
		}
		title, log["placement"] = p.Ref, p.ID
	} else {
		var err error
		o.week = what
		if v, err = s.hoursOfWeek(ctx, &o.weekOptions); err != nil {
			return err
		}
		title, log["week"] = model.WeekText(v.Monday), model.WeekText(v.Monday)
	}
	log["n"] = len(v.Rows)
	doc := s.bilingual(o.name(), func(w present.Words) model.Document {
		return w.HoursDocument(strings.TrimSpace(w.T("hours.title")+" "+title), v.Rows, loggedWeeks(v))
	})
	if t := s.hoursTable(v); o.name() == "json" {
		for i := range t.rows {
			doc.Sections[0].Table.Records = append(doc.Sections[0].Table.Records, t.object(i))
		}
	}
	return s.export(ctx, doc, o.fileOptions, service.Out{Action: "export.hours", Args: log, Rows: len(v.Rows),
		To: service.ToOwnFile, Citizens: service.CitizenIDs(v.Rows)})
}
