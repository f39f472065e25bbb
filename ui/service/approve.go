package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// This file is what takes two people where roles are enforced: an erasure, a change of what a member may do, an export
// of many. Whoever does it first has only asked; another with the same right says yes; then the first does the same
// again, and it is done.
//
// It promises: nothing of this is done without the yes of another consultant, who has the right and sees every citizen
// it is about; what is done is exactly what was asked for, by whoever asked, once, within ApprovalDays. With a file of
// one's own nothing is enforced, and nobody is asked.

// ApprovalDays is for how many days after the day it was asked a request is answered and done.
const ApprovalDays = 7

// request is something that takes two.
type request struct {
	right  Right
	action string
	args   model.Args
	about  []string // IDs of citizens, or of consultants
	sets   []string
	digest string
}

// reason is why it shall be done, "" where no reason is asked for.
func (r request) reason() string {
	text, _ := r.args["reason"].(string)
	return strings.TrimSpace(text)
}

// agreed gives the approval of a request as it is once that is done. Without one it asks, and the error says so.
func (g *guard) agreed(ctx context.Context, r request) (model.Change, error) {
	none := model.Change{}
	list, err := All[model.Approval](ctx, g.store, "approval", schema.Where("asker", g.actor))
	if err != nil {
		return none, err
	}
	for _, a := range list {
		if a.Right != string(r.right) || a.Digest != r.digest || a.DoneOn != 0 || g.today() > a.Until {
			continue
		}
		switch a.Answer {
		case "":
			return none, saysOf(a, "err.approval.waits")
		case "no":
			return none, saysOf(a, "err.approval.refused")
		}
		other, err := g.owners.sightOf(ctx, a.AnsweredBy, nil, g.now())
		if err != nil {
			return none, err
		}
		if a.AnsweredBy != g.actor && other.may(r.right) { // who said yes may still say it
			after := *a
			after.DoneOn = g.today()
			return model.Edit(a, &after), nil
		}
	}
	return none, g.ask(ctx, r)
}

// ask writes the request down; the error says that nothing was done but that.
func (g *guard) ask(ctx context.Context, r request) error {
	if g.unit {
		return model.NewError(model.Forbidden, "err.approval.alone", nil)
	}
	args := maps.Clone(r.args)
	delete(args, "reason")
	words, err := json.Marshal(args)
	if err != nil {
		return err
	}
	a := &model.Approval{Asker: g.actor, Right: string(r.right), Action: r.action, Args: string(words), About: r.about,
		Sets: r.sets, Reason: r.reason(), Digest: r.digest, On: g.today(), Until: g.today().Add(ApprovalDays)}
	if _, err := g.store.Apply(ctx, model.ChangeSet{Actor: g.actor, Action: "approval.ask",
		Args: model.Args{"what": a.Right}, Changes: []model.Change{model.Add(a)}}); err != nil {
		return err
	}
	return saysOf(a, "err.approval.asked")
}

func saysOf(a *model.Approval, key string) error {
	return model.NewError(model.Forbidden, key+"."+a.Right, model.Args{"ref": a.Ref, "until": a.Until, "most": ManyCitizens})
}

// seesApproval reports whether a request may be seen: by whoever asked, and by those who may answer it.
func (s *sight) seesApproval(ctx context.Context, a *model.Approval) (bool, error) {
	switch {
	case s.role == "", a.Asker != s.actor && !s.may(Right(a.Right)):
		return false, nil
	case a.Asker == s.actor:
		return true, nil
	}
	return s.knowsAll(ctx, a.Citizens())
}

// mayAnswer refuses all that is no answer to a request of another; whoever asked may say no.
func (s *sight) mayAnswer(ctx context.Context, c model.Change) error {
	before, _ := c.Before.(*model.Approval)
	after, _ := c.After.(*model.Approval)
	if before == nil || after == nil || before.Answer != "" || !answers(before, after) {
		return model.NewError(model.Forbidden, "err.approval.stands", nil)
	}
	if after.AnsweredBy != s.actor || after.AnsweredOn != s.today {
		return model.NewError(model.Forbidden, "err.access.actor", nil)
	}
	if ok, err := s.seesApproval(ctx, before); err != nil || !ok {
		return errorOr(err, hidden(before.Ref))
	}
	return mayAnswer(before, after, s.today)
}

// answers reports whether a change does nothing but answer.
func answers(before, after *model.Approval) bool {
	return after.Answer != "" && !slices.ContainsFunc(schema.Differences(before, after), func(f *schema.Field) bool {
		return !slices.Contains([]string{"answer", "answered_by", "answered_on"}, f.Key)
	})
}

func mayAnswer(before, after *model.Approval, today model.Date) error {
	switch {
	case today > before.Until:
		return model.NewError(model.Forbidden, "err.approval.over", model.Args{"ref": before.Ref, "until": before.Until})
	case after.Answer == "yes" && after.AnsweredBy == before.Asker:
		return model.NewError(model.Forbidden, "err.approval.self", model.Args{"ref": before.Ref})
	}
	return nil
}

// Answer decides what is answered to a request.
func (d *Session) Answer(a *model.Approval, yes bool) (model.ChangeSet, error) {
	after := *a
	after.Answer = map[bool]string{true: "yes", false: "no"}[yes]
	after.AnsweredBy, after.AnsweredOn = d.Actor(), d.Today()
	if a.Answer != "" {
		return model.ChangeSet{}, model.NewError(model.Forbidden, "err.approval.stands", nil)
	}
	return model.ChangeSet{Actor: d.Actor(), Action: "approval." + after.Answer,
			Args: model.Args{"ref": a.Ref, "what": a.Right}, Changes: []model.Change{model.Edit(a, &after)}},
		mayAnswer(a, &after, d.Today())
}

// Approvals are the requests that may be seen, the newest first.
func (d *Session) Approvals(ctx context.Context) ([]*model.Approval, error) {
	return All[model.Approval](ctx, d.Store, "approval",
		schema.Query{Order: []schema.Order{{Field: "ref", Down: true}}})
}

// AwaitsMe reports whether a request waits for the answer of this session's consultant.
func (d *Session) AwaitsMe(a *model.Approval) bool {
	return a.Answer == "" && a.Asker != d.Actor() && d.Today() <= a.Until
}

// approvalsDue are the requests that wait for the answer of this session's consultant, due on the last day of each. It
// names no citizen: the request itself does.
func (d *Session) approvalsDue(ctx context.Context) (out []agenda.Due, err error) {
	if !d.Enforced() {
		return nil, nil
	}
	waiting := schema.Query{Fields: []string{"ref", "asker", "right", "until"}, Where: []schema.Cond{
		{Field: "answer", Op: schema.IsNotSet}, {Field: "until", Op: schema.AtLeast, Text: d.Today().String()}}}
	list, err := All[model.Approval](ctx, d.Store, "approval", waiting)
	for _, a := range list {
		if d.AwaitsMe(a) {
			out = append(out, agenda.Due{Kind: "approval", On: a.Until, Type: "approval", ID: a.ID, Of: a.Right,
				Owner: d.Actor(), Asker: a.Asker, Ref: a.Ref})
		}
	}
	return out, err
}

// ApprovalNews is what is told of requests, the most urgent first: a yes to what this session's consultant asked for, a
// no to it, that its time went by, and what waits for an answer. Its words are "approvals.told.<news>".
var ApprovalNews = []string{"yes", "no", "over", "waits"}

// NewsOf is what is to be told of a request among all that may be seen, "" for nothing. A no is told until the same can
// be asked for again, and that the time went by for as long again, unless it was asked for anew.
func (d *Session) NewsOf(a *model.Approval, all []*model.Approval) string {
	if a.Asker != d.Actor() {
		return map[bool]string{true: "waits"}[d.AwaitsMe(a)]
	}
	anew := func(b *model.Approval) bool { return b.On > a.Until && b.Right == a.Right && b.Digest == a.Digest }
	switch state, today := d.ApprovalState(a), d.Today(); {
	case state == "yes", state == "no" && today <= a.Until,
		state == "over" && today <= a.Until.Add(ApprovalDays) && !slices.ContainsFunc(all, anew):
		return state
	}
	return ""
}

// ApprovalState is where a request stands; its words are "approval.state.<state>".
func (d *Session) ApprovalState(a *model.Approval) string {
	switch {
	case a.DoneOn != 0:
		return "done"
	case a.Answer == "no" && a.AnsweredBy == a.Asker:
		return "withdrawn"
	case a.Answer == "no":
		return "no"
	case d.Today() > a.Until:
		return "over"
	case a.Answer == "yes":
		return "yes"
	}
	return "waits"
}

// digestOf is over exactly what would be done: every row as it is now, by its version, and every value it would get.
// Rows that are added are named by their place, and a day that the program sets is the one on which it is done.
func (g *guard) digestOf(r request, changes []model.Change, more ...any) (string, error) {
	added := map[string]string{}
	for i, c := range changes {
		if id := c.Row().Meta().ID; c.Before == nil && id != "" {
			added[id] = "+" + strconv.Itoa(i)
		}
	}
	args := maps.Clone(r.args)
	delete(args, "reason")
	parts := []any{g.actor, r.right, r.action, args, r.about, more}
	for _, c := range changes {
		t := schema.TypeOf(c.Row())
		if t.Name == "approval" { // the request itself, of an erasure that takes what it says of a citizen
			continue
		}
		one := []string{t.Name}
		if c.Before != nil {
			one = append(one, c.Before.Meta().ID, strconv.FormatInt(c.Before.Meta().Version, 10))
		}
		for i := range t.Fields {
			f := &t.Fields[i]
			if c.After == nil || c.Before != nil && f.Text(c.Before) == f.Text(c.After) {
				continue
			}
			text := f.Text(c.After)
			if to, ok := added[text]; ok {
				text = to
			} else if f.Given && f.Kind == schema.DateKind && text == g.today().String() {
				text = "today"
			}
			one = append(one, f.Key, text)
		}
		parts = append(parts, one)
	}
	data, err := json.Marshal(parts)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), err
}
