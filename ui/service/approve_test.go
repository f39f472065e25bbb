package service

import (
	"context"
	"errors"
	"testing"
	"time"

	"jobspor/model"
)

// Where a request stands, for whoever asked and for another.
func TestWhereARequestStands(t *testing.T) {
	day := model.NewDate(2026, time.November, 30)
	session := func(id string) *Session {
		d := &Session{Now: func() time.Time { return day.Time().Add(9 * time.Hour) }}
		d.SetConsultant(&model.Consultant{Head: model.Head{ID: id}})
		return d
	}
	me, other := session("me"), session("other")
	for _, c := range []struct {
		a           model.Approval
		state       string
		mine, other string // news for whoever asked and for another
	}{
		{model.Approval{Until: day}, "waits", "", "waits"},
		{model.Approval{Until: day - 1}, "over", "over", ""},
		{model.Approval{Until: day - ApprovalDays}, "over", "over", ""},
		{model.Approval{Until: day - ApprovalDays - 1}, "over", "", ""},
		{model.Approval{Until: day - 1, Digest: "again"}, "over", "", ""},
		{model.Approval{Until: day - 1, Digest: "last"}, "over", "over", ""},
		{model.Approval{Until: day, Answer: "yes", AnsweredBy: "other"}, "yes", "yes", ""},
		{model.Approval{Until: day - 1, Answer: "yes", AnsweredBy: "other"}, "over", "over", ""},
		{model.Approval{Until: day, Answer: "no", AnsweredBy: "other"}, "no", "no", ""},
		{model.Approval{Until: day - 1, Answer: "no", AnsweredBy: "other"}, "no", "", ""},
		{model.Approval{Until: day, Answer: "no", AnsweredBy: "me"}, "withdrawn", "", ""},
		{model.Approval{Until: day - 1, Answer: "yes", AnsweredBy: "other", DoneOn: day - 2}, "done", "", ""},
		{model.Approval{Until: day, Answer: "yes", AnsweredBy: "other", DoneOn: day}, "done", "", ""},
	} {
		c.a.Asker = "me"
		all := []*model.Approval{&c.a,
			{Asker: "me", Digest: "again", On: day}, {Asker: "me", Digest: "again", On: day - 1},
			{Asker: "me", Digest: "last", On: day - 1}, {Asker: "me", Right: "bulk", On: day}}
		if got := me.ApprovalState(&c.a); got != c.state {
			t.Errorf("%+v: %s, want %s", c.a, got, c.state)
		}
		if got := me.NewsOf(&c.a, all); got != c.mine {
			t.Errorf("%+v: the news for whoever asked is %q, want %q", c.a, got, c.mine)
		}
		if got := other.NewsOf(&c.a, all); got != c.other {
			t.Errorf("%+v: the news for another is %q, want %q", c.a, got, c.other)
		}
	}
}

// What is no answer is refused before the store looks at it: a second one, one that alters the request, and none.
func TestOnlyAnAnswerIsOne(t *testing.T) {
	day := model.NewDate(2026, time.November, 30)
	s := &sight{actor: "me", role: "lead", today: day}
	before := model.Approval{Asker: "me", Right: "erase", Digest: "d", On: day, Until: day}
	answered := before
	answered.Answer, answered.AnsweredBy, answered.AnsweredOn = "no", "me", day
	altered, none := answered, before
	altered.Digest, none.AnsweredBy, none.AnsweredOn = "x", "me", day
	for what, c := range map[string]struct {
		change model.Change
		want   string
	}{
		"an answer":           {model.Edit(&before, &answered), ""},
		"a second one":        {model.Edit(&answered, &answered), "err.approval.stands"},
		"one that alters it":  {model.Edit(&before, &altered), "err.approval.stands"},
		"one without a word":  {model.Edit(&before, &none), "err.approval.stands"},
		"a request":           {model.Add(&before), "err.approval.stands"},
		"that it was removed": {model.Remove(&before), "err.approval.stands"},
	} {
		key := ""
		var e *model.Error
		if err := s.mayAnswer(context.Background(), c.change); errors.As(err, &e) {
			key = e.Key
		}
		if key != c.want {
			t.Errorf("%s: %q, want %q", what, key, c.want)
		}
	}
}
