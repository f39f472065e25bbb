package present

import (
	"context"
	"encoding/json"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// aboutShown is how many citizens are named that somebody shall say yes to; of more there is the number.
const aboutShown = 5

// ApprovalWhat says what was asked for; name names rows that it is about.
func (w Words) ApprovalWhat(a *model.Approval, name func(typ, id string) string) string {
	if len(a.Sets) > 0 {
		return w.approvalSets(a, name)
	}
	var args model.Args
	said := w.T("opt.approval_right." + a.Right)
	if json.Unmarshal([]byte(a.Args), &args) == nil {
		said = w.Action(a.Action, args)
	}
	if len(a.About) > aboutShown {
		return service.JoinNonEmpty(" · ", said, w.T("approval.about.n", "n", len(a.About)))
	}
	var names []string
	for _, id := range a.About {
		names = append(names, name("citizen", id))
	}
	return service.JoinNonEmpty(" · ", said, strings.Join(names, ", "))
}

// ApprovalNames names the rows that requests are about, and notes in the log the citizens that it named.
func (w Words) ApprovalNames(ctx context.Context, d *service.Session) func(typ, id string) string {
	return func(typ, id string) string {
		if typ == "citizen" {
			d.Look("view.approval", nil, model.RowRef{Type: typ, ID: id})
		}
		said, err := d.NameOf(ctx, typ, id)
		if err != nil {
			return id
		}
		return said
	}
}

// ApprovalNews tells of requests, all with the same news: of several that wait their number, else the newest.
func (w Words) ApprovalNews(news string, list []*model.Approval, name func(typ, id string) string) string {
	a := list[0]
	args := []any{"ref", a.Ref, "until", w.DayYear(a.Until.Time()), "what", w.T("opt.approval_right." + a.Right)}
	switch {
	case news == "waits" && len(list) > 1:
		return w.T("approvals.told.many", "n", len(list))
	case news == "waits":
		args = append(args, "who", name("consultant", a.Asker))
	case news == "no":
		args = append(args, "who", name("consultant", a.AnsweredBy))
	}
	return w.T("approvals.told."+news, args...)
}

// approvalSets says what a consultant would become.
func (w Words) approvalSets(a *model.Approval, name func(typ, id string) string) string {
	t, _ := schema.TypeNamed("consultant")
	var out []string
	for _, set := range a.Sets {
		id, field, _ := strings.Cut(set, " ")
		key, value, _ := strings.Cut(field, "=")
		f, ok := t.Field(key)
		if !ok {
			continue
		}
		e := &model.Consultant{}
		_ = f.SetText(e, value) // it was one when it was asked for
		out = append(out, w.T("approval.set", "who", name("consultant", id), "field", w.Field(t, f),
			"value", w.Value(f, e, name)))
	}
	return strings.Join(out, ", ")
}
