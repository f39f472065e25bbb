package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// handOverOptions are the options of `consultant handover`.
type handOverOptions struct {
	citizens, companies, each []string
	note, on                  string
}

func consultantHandOverCommand() command {
	o := &handOverOptions{}
	return command{
		name: "handover", args: exactly(2), json: receiptFields, run: o.run,
		flags: []flag{
			option(&o.citizens, "citizen", nil, "cli.consultant.handover.flag.citizen"),
			option(&o.companies, "company", nil, "cli.consultant.handover.flag.company"),
			option(&o.note, "note", "", "cli.consultant.handover.flag.note"),
			option(&o.each, "note-for", nil, "cli.consultant.handover.flag.note-for"),
			option(&o.on, "on", "", "cli.consultant.handover.flag.on"),
		},
	}
}

// run gives one consultant's portfolio, or the citizens and workplaces named, to another as one change; from a coming
// day it is planned.
func (o *handOverOptions) run(ctx context.Context, s *session, args []string) error {
	from, err := s.find(ctx, "consultant", args[0])
	if err != nil {
		return err
	}
	to, err := s.find(ctx, "consultant", args[1])
	if err != nil {
		return err
	}
	ids, err := o.chosen(ctx, s)
	if err != nil {
		return err
	}
	notes, err := o.notes(ctx, s)
	if err != nil {
		return err
	}
	a, b, today := from.(*model.Consultant), to.(*model.Consultant), s.Service.Today()
	on := today
	if o.on != "" {
		if on, err = s.day(o.on, model.Future.From(today)); err != nil {
			return err
		}
	}
	switch {
	case on < today:
		return model.NewError(model.Usage, "err.portfolio.past", nil)
	case on > today:
		cs, err := s.Service.PlanHandOver(ctx, a.ID, b.ID, on, ids, notes)
		return s.applyDecided(ctx, "handover", cs, err)
	}
	p, err := s.Service.Portfolio(ctx, a.ID)
	if err != nil {
		return err
	}
	for _, row := range p.Rows() {
		if notes[row.ID] == "" {
			notes[row.ID] = notes[""]
		}
	}
	line := s.words.HandOverLine(service.Planned{FromName: a.Name, ToName: b.Name}, today)
	cs, err := s.Service.HandOver(ctx, a.ID, b.ID, ids, line, notes)
	return s.applyDecided(ctx, "citizen", cs, err)
}

// chosen are the citizens and workplaces named, none for all.
func (o *handOverOptions) chosen(ctx context.Context, s *session) (ids []string, err error) {
	for typ, words := range map[string][]string{"citizen": o.citizens, "company": o.companies} {
		for _, word := range words {
			e, err := s.find(ctx, typ, word)
			if err != nil {
				return nil, err
			}
			ids = append(ids, e.Meta().ID)
		}
	}
	return ids, nil
}

// notes are the notes by ID: that of all under "", and those of one citizen or workplace, as "B-0003=tekst".
func (o *handOverOptions) notes(ctx context.Context, s *session) (map[string]string, error) {
	notes := map[string]string{"": strings.TrimSpace(o.note)}
	for _, one := range o.each {
		word, text, ok := strings.Cut(one, "=")
		if !ok {
			return nil, model.NewError(model.Usage, "err.portfolio.note", model.Args{"value": one})
		}
		e, err := s.find(ctx, "citizen", word)
		if model.CodeOf(err) == model.NotFound {
			e, err = s.find(ctx, "company", word)
		}
		if err != nil {
			return nil, err
		}
		notes[e.Meta().ID] = strings.TrimSpace(text)
	}
	return notes, nil
}

// plannedOptions are the options of `consultant planned`.
type plannedOptions struct{ apply, cancel string }

func consultantPlannedCommand() command {
	o := &plannedOptions{}
	return command{
		name: "planned", args: exactly(0), run: o.run,
		json: append([]string{"planned", "planned.id", "planned.from", "planned.to", "planned.on", "planned.what",
			"planned.note", "planned.undone"}, receiptFields...),
		flags: []flag{
			option(&o.apply, "apply", "", "cli.consultant.planned.flag.apply"),
			option(&o.cancel, "cancel", "", "cli.consultant.planned.flag.cancel"),
		},
	}
}

// run lists planned hand-overs, lets one take effect now, or cancels one.
func (o *plannedOptions) run(ctx context.Context, s *session, _ []string) error {
	if id := o.apply + o.cancel; id != "" {
		p, err := s.Service.PlannedHandOver(ctx, id)
		if err != nil {
			return err
		}
		if o.cancel != "" {
			return s.apply(ctx, s.Service.CancelHandOver(p))
		}
		cs, err := s.Service.TakeEffect(ctx, p, s.words.HandOverLine(p, s.Service.Today()))
		if err != nil {
			return err
		}
		s.notef("%s", s.words.HandOverSaid(p, cs.Args))
		return s.apply(ctx, cs)
	}
	all, err := s.Service.PlannedHandOvers(ctx)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.consultant.planned.empty"), cols: []column{{"id", "ID", false},
		{"on", s.T("handover.on"), false}, {"from", s.T("handover.from"), false}, {"to", s.T("handover.to"), false},
		{"what", s.T("cli.consultant.planned.what"), false}, {"note", s.T("handover.note"), false},
		{"undone", s.T("cli.consultant.planned.undone"), false}}}
	rows := []object{}
	for _, p := range all {
		full, err := s.Service.PlannedHandOver(ctx, p.Rows[0].ID)
		if err != nil {
			return err
		}
		for i, h := range full.Rows {
			undone := ""
			if full.TakenBack {
				undone = s.T("handover.back")
			}
			t.rows = append(t.rows, []cell{text(h.ID), {s.words.DayYear(h.On.Time()), h.On.String(), nil},
				text(full.FromName), text(full.ToName), text(full.Names[i]), text(h.Note), text(undone)})
			rows = append(rows, object{{"id", h.ID}, {"from", full.FromName}, {"to", full.ToName}, {"on", h.On},
				{"what", full.Names[i]}, {"note", h.Note}, {"undone", full.TakenBack}})
		}
	}
	if s.json {
		return s.out.json(object{{"planned", rows}})
	}
	return s.out.table(t)
}

// coverOptions are the options of `consultant cover`.
type coverOptions struct {
	options fieldOptions
	end     bool
}

func consultantCoverCommand() command {
	o := &coverOptions{}
	return command{
		name: "cover", args: between(0, 2), run: o.run,
		json: append([]string{"covers", "covers.away", "covers.by", "covers.from", "covers.until", "covers.note"},
			receiptFields...),
		flags: []flag{
			o.options.option("from", "from", "cli.consultant.cover.flag.from"),
			o.options.option("until", "until", "cli.consultant.cover.flag.until"),
			o.options.option("note", "note", "cli.consultant.cover.flag.note"),
			option(&o.end, "end", false, "cli.consultant.cover.flag.end"),
		},
	}
}

// run lets a consultant cover another for some days, or ends the cover; with nobody named it lists what is to come.
func (o *coverOptions) run(ctx context.Context, s *session, args []string) error {
	if len(args) < 2 {
		return s.listCovers(ctx)
	}
	away, err := s.find(ctx, "consultant", args[0])
	if err != nil {
		return err
	}
	by, err := s.find(ctx, "consultant", args[1])
	if err != nil {
		return err
	}
	if o.end {
		return s.endCover(ctx, away.Meta().ID, by.Meta().ID)
	}
	c := &model.Cover{AwayID: away.Meta().ID, ByID: by.Meta().ID, From: s.Service.Today()}
	if err := s.set(ctx, c, o.options.assigns()); err != nil {
		return err
	}
	if err := schema.Validate(c); err != nil {
		return withType(schema.CoverType(), err)
	}
	return s.apply(ctx, model.ChangeSet{Action: "cover.add", Changes: []model.Change{model.Add(c)}})
}

// endCover ends what is in force; what has not begun is removed.
func (s *session) endCover(ctx context.Context, away, by string) error {
	q := schema.Where("away", away)
	q.Where = append(q.Where, schema.Cond{Field: "by", Op: schema.Is, Text: by})
	rows, err := service.All[model.Cover](ctx, s.Service.Store, "cover", q)
	if err != nil {
		return err
	}
	today, cs := s.Service.Today(), model.ChangeSet{Action: "cover.edit"}
	for _, c := range rows {
		after := *c
		switch {
		case c.From >= today:
			cs.Changes = append(cs.Changes, model.Remove(c))
		case c.Until >= today:
			after.Until = today.Add(-1)
			cs.Changes = append(cs.Changes, model.Edit(c, &after))
		}
	}
	if len(cs.Changes) == 0 {
		return model.NewError(model.NotFound, "err.cover.none", nil)
	}
	return s.apply(ctx, cs)
}

// listCovers lists covers that are not over.
func (s *session) listCovers(ctx context.Context) error {
	all, err := service.All[model.Cover](ctx, s.Service.Store, "cover", schema.Query{
		Order: []schema.Order{{Field: "from"}},
		Where: []schema.Cond{{Field: "until", Op: schema.AtLeast, Text: s.Service.Today().String()}}})
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.consultant.cover.empty")}
	for _, key := range []string{"away", "by", "from", "until", "note"} {
		t.cols = append(t.cols, column{key, s.T("cover." + key), false})
	}
	rows := []object{}
	for _, c := range all {
		away, err := s.Service.NameOf(ctx, "consultant", c.AwayID)
		if err != nil {
			return err
		}
		by, err := s.Service.NameOf(ctx, "consultant", c.ByID)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{text(away), text(by), {s.words.DayYear(c.From.Time()), c.From.String(), nil},
			{s.words.DayYear(c.Until.Time()), c.Until.String(), nil}, text(c.Note)})
		rows = append(rows, object{{"away", away}, {"by", by}, {"from", c.From}, {"until", c.Until}, {"note", c.Note}})
	}
	if s.json {
		return s.out.json(object{{"covers", rows}})
	}
	return s.out.table(t)
}
