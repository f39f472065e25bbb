package service

import (
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
