package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

func progressCommand() command {
	return command{name: "progress", subs: []command{
		progressAddCommand(),
		{name: "list", args: exactly(1), json: []string{"item", "who", "on", "answer", "scale"}, run: listProgress},
		{name: "items", args: between(0, 1), json: []string{"item", "who", "scale", "text"}, run: listProgressItems},
		{name: "load", args: exactly(1), json: receiptFields, run: loadFiles(loadProgressItems), reads: allArguments},
	}}
}

// checksOf reads the checks of the citizen that a word means.
func (s *session) checksOf(ctx context.Context, word string) (*service.ChecksView, error) {
	c, err := s.find(ctx, "citizen", word)
	if err != nil {
		return nil, err
	}
	return s.Service.Checks(ctx, c.Meta().ID)
}

// progressOptions are the options of `progress add`.
type progressOptions struct{ on, next, note string }

func progressAddCommand() command {
	o := &progressOptions{}
	return command{
		name: "add", args: between(2, -1), json: receiptFields,
		flags: []flag{
			option(&o.on, "on", "", "cli.flag.on"),
			option(&o.next, "next", "", "cli.progress.add.flag.next"),
			option(&o.note, "note", "", "cli.flag.note"),
		},
		run: change("check", (*session).checksOf, o.add),
	}
}

// add writes a check: answers as "item=value".
func (o *progressOptions) add(
	_ context.Context, s *session, v *service.ChecksView, answers []string,
) (model.ChangeSet, error) {
	check := &model.ProgressCheck{CitizenID: v.Citizen.ID, NextStep: o.next, Note: o.note}
	var err error
	if check.On, err = s.dayFor("check", "on", o.on); err != nil {
		return model.ChangeSet{}, err
	}
	for _, a := range answers {
		check.Answers = append(check.Answers, strings.Replace(a, "=", " ", 1))
	}
	return programme.AddCheck(s.Service.Actor(), v.All, v.Course, check, v.Checks, s.Service.Today())
}

// listProgress prints the answers over time, the wellbeing index only while it is turned on.
func listProgress(ctx context.Context, s *session, args []string) error {
	v, err := s.checksOf(ctx, args[0])
	if err != nil {
		return err
	}
	s.look(v.Citizen)
	code := string(s.words.Code())
	t := table{empty: s.T("checks.note.none"), cols: []column{
		{"item", s.T("progress.col.item"), false},
		{"who", s.T("progress.col.who"), false},
		{"on", s.T("check.on"), false},
		{"answer", s.T("progress.col.answer"), true},
		{"scale", s.T("progress.col.scale"), false},
	}}
	for _, l := range v.Progress() {
		who := coded("", l.Item.Who)
		if l.Item.Who != "" {
			who = coded(s.T("checks.who."+l.Item.Who), l.Item.Who)
		}
		item := coded(l.Item.Words.In(code), l.Item.Key)
		for i, on := range l.Days {
			t.rows = append(t.rows, []cell{item, who, text(on.String()), number(l.Values[i]), text(scale(l.Item))})
		}
	}
	return s.out.table(t)
}

func scale(it programme.ProgressItem) string {
	return number(it.From).shown + "-" + number(it.To).shown
}

// listProgressItems prints what is asked: of everybody, or in a programme.
func listProgressItems(ctx context.Context, s *session, args []string) error {
	items, err := s.Service.ProgressItems(ctx)
	if err != nil {
		return err
	}
	if len(args) > 0 {
		p, err := s.programmeNamed(ctx, args[0])
		if err != nil {
			return err
		}
		on, err := s.Service.WHO5(ctx)
		if err != nil {
			return err
		}
		items = programme.ItemsFor(p, items, on)
	}
	t := table{cols: []column{
		{"item", s.T("programme.col.key"), false},
		{"who", s.T("progress.col.who"), false},
		{"scale", s.T("progress.col.scale"), false},
		{"text", s.T("progress.col.item"), false},
	}}
	for _, it := range items {
		who := coded(s.T("checks.who."+it.Who), it.Who)
		words := s.said(func(w present.Words) string { return it.Words.In(string(w.Code())) })
		t.rows = append(t.rows, []cell{text(it.Key), who, text(scale(it)), words})
	}
	return s.out.table(t)
}

func loadProgressItems(ctx context.Context, s *session, text, name string) (model.ChangeSet, error) {
	_, cs, err := s.Service.LoadProgressItems(ctx, name, text)
	return cs, err
}
