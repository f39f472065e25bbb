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
		a             model.Approval
		state         string
		awaits, agree bool // the other's answer, and the doing of whoever asked
	}{
		{model.Approval{Until: day}, "waits", true, false},
		{model.Approval{Until: day - 1}, "over", false, false},
		{model.Approval{Until: day, Answer: "yes", AnsweredBy: "other"}, "yes", false, true},
		{model.Approval{Until: day - 1, Answer: "yes", AnsweredBy: "other"}, "over", false, false},
		{model.Approval{Until: day, Answer: "no", AnsweredBy: "other"}, "no", false, false},
		{model.Approval{Until: day - 1, Answer: "no", AnsweredBy: "other"}, "no", false, false},
		{model.Approval{Until: day, Answer: "no", AnsweredBy: "me"}, "withdrawn", false, false},
		{model.Approval{Until: day - 1, Answer: "yes", AnsweredBy: "other", DoneOn: day - 2}, "done", false, false},
		{model.Approval{Until: day, Answer: "yes", AnsweredBy: "other", DoneOn: day}, "done", false, false},
	} {
		c.a.Asker = "me"
		if got := me.ApprovalState(&c.a); got != c.state {
			t.Errorf("%+v: %s, want %s", c.a, got, c.state)
		}
		if got := other.AwaitsMe(&c.a); got != c.awaits || me.AwaitsMe(&c.a) {
			t.Errorf("%+v awaits the other: %v, want %v", c.a, got, c.awaits)
		}
		if got := me.AgreedForMe(&c.a); got != c.agree || other.AgreedForMe(&c.a) {
			t.Errorf("%+v is to be done: %v, want %v", c.a, got, c.agree)
		}
	}
}
