package cli

import (
	"context"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// eraseOptions are the options of `citizen erase`.
type eraseOptions struct {
	erasureOptions
	due, anonymise bool
}

// erasureOptions are those of every erasure.
type erasureOptions struct {
	fileOptions
	dryRun, removeCopies bool
	reason, language     string
}

func (o *erasureOptions) flags() []flag {
	return append(o.fileOptions.flags(),
		option(&o.reason, "reason", "", "cli.citizen.erase.flag.reason"),
		option(&o.removeCopies, "remove-copies", false, "cli.citizen.erase.flag.remove-copies"),
		option(&o.dryRun, "dry-run", false, "cli.citizen.erase.flag.dry-run"),
		option(&o.language, "paper", "", "cli.flag.paper"))
}

// erasedFields are the JSON fields of `citizen erase`.
var erasedFields = []string{
	"dry_run", "seq", "kind", "count", "citizens", "anonymised", "rows", "stays", "cleared", "log_values",
	"log_entries", "drafts", "looks", "copies", "left", "left_copies", "left_copies.file", "left_copies.goes_on",
	"left_copies.removed", "copies_elsewhere", "copies_elsewhere_on", "mentions", "exports", "emptied",
}

func citizenEraseCommand() command {
	o := &eraseOptions{}
	return command{
		name: "erase", args: between(0, -1), batch: noBatch, json: erasedFields, run: o.run,
		flags: append(o.flags(),
			option(&o.due, "due", false, "cli.citizen.erase.flag.due"),
			option(&o.anonymise, "anonymise", false, "cli.citizen.erase.flag.anonymise")),
	}
}

// run erases closed citizens.
func (o *eraseOptions) run(ctx context.Context, s *session, args []string) error {
	ids, err := o.people(ctx, s, args)
	if err != nil {
		return err
	}
	plan, err := s.Service.PlanErasure(ctx, ids, o.anonymise)
	if err != nil {
		return err
	}
	return o.erase(ctx, s, plan)
}

// erase erases what was planned after a preview and a yes, and gives the certificate.
func (o *erasureOptions) erase(ctx context.Context, s *session, plan *service.ErasePlan) error {
	words, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	plan.RemoveLeft = o.removeCopies
	for _, line := range s.words.ErasePreview(plan) {
		s.notef("%s", line)
	}
	if o.dryRun {
		if s.json {
			return s.out.json(erasedObject(true, &service.ErasureCertificate{
				Kind: plan.Kind, N: plan.N, Anonymised: plan.Anonymise, Figures: plan.Figures, Cleared: plan.Cleared,
				Erased: model.Erased{Rows: plan.Removed, Drafts: plan.Drafts, Looks: plan.Looks}, Left: plan.Left,
				Elsewhere: plan.Elsewhere, Mentions: len(plan.Mentions), Exports: plan.Exports,
			}, plan.MentionedIn))
		}
		s.note("cli.erase.dry")
		return nil
	}
	if err := s.confirmResolved(ctx); err != nil {
		return err
	}
	if _, err := s.actor(ctx); err != nil {
		return err
	}
	reason := o.reason
	if !service.Explains(reason) {
		if reason, err = s.askLine(ctx, s.T("cli.ask.erase.reason")); err != nil {
			return err
		}
	}
	if !service.Explains(reason) && !s.yes { // all that is missing is said at once
		return model.NewError(model.Usage, "err.erase.missing", nil)
	}
	yes, err := s.confirm(ctx, s.T("cli.erase.ask."+plan.Kind, "n", plan.N))
	if err == nil && !yes {
		err = model.NewError(model.Usage, "err.erase.yes", nil)
	}
	if err != nil {
		return err
	}
	done, err := s.Service.Erase(ctx, plan, reason)
	if err != nil {
		return err
	}
	for _, line := range s.words.ErasureLeft(done) {
		s.warn("erase.left", line)
	}
	if s.json && o.out == "" {
		return s.out.json(erasedObject(false, done, plan.MentionedIn))
	}
	return s.export(ctx, words.ErasureDocument(done), o.fileOptions, present.ErasureOut(done))
}

// people are those who were named, or with --due all whose period has run out.
func (o *eraseOptions) people(ctx context.Context, s *session, args []string) (ids []string, err error) {
	if o.due == (len(args) > 0) {
		return nil, model.NewError(model.Usage, "err.erase.who", nil)
	}
	if !o.due {
		for _, word := range args {
			e, err := s.find(ctx, "citizen", word)
			if err != nil {
				return nil, err
			}
			ids = append(ids, e.Meta().ID)
		}
		return ids, nil
	}
	due, period, err := s.Service.DueForErasure(ctx, s.Service.Today())
	if err == nil && period.Months == 0 {
		err = model.NewError(model.Invalid, "err.erase.period", nil)
	}
	for _, c := range due {
		ids = append(ids, c.Citizen.ID)
	}
	return ids, err
}

// erasedObject is an erasure for JSON.
func erasedObject(dry bool, c *service.ErasureCertificate, mentionedIn []string) object {
	var seq any
	if !dry {
		seq = c.Erased.Seq
	}
	citizens := 0
	if c.Kind == "case" {
		citizens = c.N
	}
	left, copies := []string{}, []object{}
	for _, l := range c.Left {
		if !l.Gone {
			left = append(left, l.Name)
		}
		copies = append(copies, object{{"file", l.Name}, {"goes_on", dayOrNull(l.Goes)}, {"removed", l.Gone}})
	}
	return object{
		{"dry_run", dry}, {"seq", seq}, {"kind", c.Kind}, {"count", c.N}, {"citizens", citizens},
		{"anonymised", c.Anonymised}, {"rows", notNil(c.Erased.Rows)}, {"stays", notNil(c.Figures)},
		{"cleared", notNil(c.Cleared)}, {"log_values", c.Erased.Values}, {"log_entries", c.Erased.Entries},
		{"drafts", c.Erased.Drafts}, {"looks", c.Erased.Looks}, {"copies", c.Copies}, {"left", left},
		{"left_copies", copies}, {"copies_elsewhere", c.Elsewhere.N},
		{"copies_elsewhere_on", dayOrNull(c.Elsewhere.Last)},
		{"mentions", c.Mentions}, {"mentioned_in", append([]string{}, mentionedIn...)},
		{"exports", c.Exports}, {"emptied", c.Erased.Emptied},
	}
}

func notNil(n map[string]int) map[string]int {
	if n == nil {
		return map[string]int{}
	}
	return n
}

func citizenDueCommand() command {
	return command{
		name: "due", args: exactly(0), run: listDue,
		json: []string{"id", "ref", "closed_on", "erase_on", "months", "source"},
	}
}

// listDue lists the closed citizens whose period has run out.
func listDue(ctx context.Context, s *session, _ []string) error {
	due, period, err := s.Service.DueForErasure(ctx, s.Service.Today())
	if err != nil {
		return err
	}
	t := table{cols: []column{
		{"id", "ID", false}, {"ref", s.T("citizen.ref"), false}, {"closed_on", s.T("citizen.closed_on"), false},
		{"erase_on", s.T("cli.col.erase_on"), false},
		{"months", s.T("cli.col.months"), true}, {"source", s.T("cli.col.source"), false},
	}}
	for _, c := range due {
		t.rows = append(t.rows, []cell{
			text(c.Citizen.ID), text(c.Citizen.Ref), s.dayCell(c.Citizen.ClosedOn), s.dayCell(c.Erasure.On),
			number(c.Erasure.Months), text(c.Erasure.Source),
		})
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if period.Months == 0 {
		s.notef("%s", s.words.ErasureLine(period))
	} else if len(due) == 0 {
		s.note("cli.erase.nobody")
	}
	return nil
}
