package cli

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// progressOptions is what `progress add` was told.
type progressOptions struct{ on, next, note string }

func (r *root) newProgress() *cobra.Command {
	var o progressOptions
	add := r.new("add", between(2, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.progressAdd(ctx, args[0], args[1:], o) })
	})
	add.Flags().StringVar(&o.on, "on", "", "")
	add.Flags().StringVar(&o.next, "next", "", "")
	add.Flags().StringVar(&o.note, "note", "", "")
	list := r.new("list", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.progressList(ctx, args[0]) })
	})
	items := r.new("items", between(0, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.progressItems(ctx, args) })
	})
	load := r.new("load", between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			said, err := readRules(args[0])
			if err != nil {
				return err
			}
			_, cs, err := s.Service.LoadProgressItems(ctx, filepath.Base(args[0]), said)
			if err != nil {
				return err
			}
			return s.apply(ctx, cs)
		})
	})
	return r.group("progress", saysReceipt(add), says(list, "item", "who", "on", "answer", "scale"), says(items, "item", "who", "scale", "text"), saysReceipt(load))
}

// progressAdd writes a check: answers as "item=value".
func (s *session) progressAdd(ctx context.Context, who string, answers []string, o progressOptions) error {
	c, err := s.find(ctx, "citizen", who)
	if err != nil {
		return err
	}
	v, err := s.Service.Checks(ctx, c.Meta().ID)
	if err != nil {
		return err
	}
	check := &model.ProgressCheck{CitizenID: v.Citizen.ID, NextStep: o.next, Note: o.note}
	if check.On, err = s.dayOrToday(o.on); err != nil {
		return err
	}
	for _, a := range answers {
		check.Answers = append(check.Answers, strings.Replace(a, "=", " ", 1))
	}
	cs, err := programme.AddCheck(s.Service.Actor(), v.All, v.Course, check, v.Checks, s.Service.Today())
	return s.decide(ctx, "check", cs, err)
}

// progressList prints the answers over time, the wellbeing index only while it is turned on.
func (s *session) progressList(ctx context.Context, who string) error {
	c, err := s.find(ctx, "citizen", who)
	if err != nil {
		return err
	}
	v, err := s.Service.Checks(ctx, c.Meta().ID)
	if err != nil {
		return err
	}
	if err := s.Service.Store.Viewed(ctx, s.Service.Actor(), "citizen", c.Meta().ID); err != nil {
		return err
	}
	code := string(s.words.Code())
	t := table{cols: []column{{"item", s.T("progress.col.item"), false}, {"who", s.T("progress.col.who"), false}, {"on", s.T("check.on"), false},
		{"answer", s.T("progress.col.answer"), true}, {"scale", s.T("progress.col.scale"), false}}}
	for _, l := range v.Progress() {
		who := cell{"", l.Item.Who, l.Item.Who}
		if l.Item.Who != "" {
			who.say = s.T("checks.who." + l.Item.Who)
		}
		for i, on := range l.Days {
			t.rows = append(t.rows, []cell{{l.Item.Words.In(code), l.Item.Key, l.Item.Key}, who, text(on.String()), number(l.Values[i]), text(scale(l.Item))})
		}
	}
	t.empty = s.T("checks.note.none")
	return s.out.table(t)
}

func scale(it programme.ProgressItem) string {
	return number(it.From).say + "-" + number(it.To).say
}

// progressItems prints what is asked: of everybody, or in a programme.
func (s *session) progressItems(ctx context.Context, args []string) error {
	items, err := s.Service.ProgressItems(ctx)
	if err != nil {
		return err
	}
	if len(args) > 0 {
		list, err := s.Service.Programmes(ctx)
		if err != nil {
			return err
		}
		p, err := service.ProgrammeNamed(list, args[0])
		if err != nil {
			return err
		}
		on, err := s.Service.WHO5(ctx)
		if err != nil {
			return err
		}
		items = programme.ItemsFor(p, items, on)
	}
	t := table{cols: []column{{"item", s.T("programme.col.key"), false}, {"who", s.T("progress.col.who"), false}, {"scale", s.T("progress.col.scale"), false}, {"text", s.T("progress.col.item"), false}}}
	for _, it := range items {
		t.rows = append(t.rows, []cell{text(it.Key), {s.T("checks.who." + it.Who), it.Who, it.Who}, text(scale(it)), text(it.Words.In(string(s.words.Code())))})
	}
	return s.out.table(t)
}

// newCoursePaper is `handover`, `casenote` or `plansheet`: exactly what the preview of the screen shows.
func (r *root) newCoursePaper(name string, paper present.CoursePaper) *cobra.Command {
	var o fileOptions
	lang := ""
	c := r.new(name, between(1, 1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			v, err := s.enrolmentOf(ctx, args[0])
			if err != nil {
				return err
			}
			words, err := s.sheetWords(lang)
			if err != nil {
				return err
			}
			doc := words.CourseDocument(v, paper)
			if s.json && o.out == "" && o.format == "" {
				o.format = "json"
			}
			return s.leave(ctx, doc, o, "export."+string(paper), model.Args{"citizen": v.Citizen.ID, "ref": v.Enrolment.Ref}, 1)
		})
	})
	o.flags(c)
	c.Flags().StringVar(&lang, "paper", "", "")
	return says(c, "file", "format", "rows", "missing")
}
