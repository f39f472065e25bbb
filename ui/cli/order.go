package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// orderCommand holds the commands of job orders: openings that a workplace has given to the municipality to fill.
func orderCommand() command {
	return command{name: "order", subs: []command{orderAddCommand(), orderListCommand(), orderShowCommand(),
		orderCandidateCommand(), orderCloseCommand()}}
}

// orderFields are the options of `order add`.
type orderAdd struct{ fieldsTyped }

func orderAddCommand() command {
	o := &orderAdd{}
	opt := o.options.option
	return command{
		name: "add", args: between(2, -1), json: receiptFields, run: o.run,
		flags: []flag{
			opt("places", "places", "cli.order.flag.places"), opt("deadline", "deadline_on", "cli.order.flag.deadline"),
			opt("hours", "hours", "cli.order.flag.hours"), opt("occupation", "occupation", "cli.order.flag.occupation"),
			opt("person", "person", "cli.flag.person"), opt("note", "note", "cli.flag.note"),
			option(&o.set, "set", nil, "cli.flag.set"),
		},
	}
}

// run writes a job order of a workplace.
func (o *orderAdd) run(ctx context.Context, s *session, args []string) error {
	list, err := o.assigns()
	if err != nil {
		return err
	}
	row := &model.Opening{Kind: "order", PublishedOn: s.Service.Today(), Source: "typed",
		Consultant: s.Service.Actor(), Title: strings.Join(args[1:], " ")}
	if err := s.set(ctx, row, append([]assign{{"company", args[0]}}, list...)); err != nil {
		return err
	}
	if err := schema.ValidateKnowing(row, s.Service.KnownPNumber); err != nil {
		return withType(schema.OpeningType(), err)
	}
	return s.apply(ctx, model.ChangeSet{Action: "order.add", Changes: []model.Change{model.Add(row)}})
}

// orderJSON are the members of a job order.
var orderJSON = []string{"id", "title", "company", "company_id", "occupation", "places", "hours", "deadline_on",
	"closed_on", "person", "note", "waiting", "hired", "said_no", "candidates", "candidates.id",
	"candidates.citizen_id",
	"candidates.citizen", "candidates.outcome", "candidates.on", "candidates.reason"}

type orderList struct{ all bool }

func orderListCommand() command {
	o := &orderList{}
	return command{name: "list", args: between(0, 1), json: orderJSON, run: o.run,
		flags: []flag{option(&o.all, "all", false, "cli.order.list.flag.all")}}
}

// run lists job orders that are to be filled, of one workplace or of all.
func (o *orderList) run(ctx context.Context, s *session, args []string) error {
	q := schema.Where("kind", "order")
	q.Order = []schema.Order{{Field: "deadline_on"}}
	if len(args) == 1 {
		c, err := s.find(ctx, "company", args[0])
		if err != nil {
			return err
		}
		q.Where = append(q.Where, schema.Cond{Field: "company", Op: schema.Is, Text: c.Meta().ID})
	}
	rows, err := service.All[model.Opening](ctx, s.Service.Store, "opening", q)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.list.empty", "what", s.T("type.order.pl")), cols: []column{{"id", "ID", false},
		{"company", s.T("opening.company"), false}, {"title", s.T("opening.title"), false},
		{"state", s.T("cli.company.unit.col"), false}}}
	objects := []object{}
	for _, row := range rows {
		if !o.all && !row.OrderOpen() {
			continue
		}
		v, err := s.Service.Order(ctx, row.ID)
		if err != nil {
			return err
		}
		company, err := s.Service.NameOf(ctx, "company", row.CompanyID)
		if err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{text(row.ID), text(company), text(s.words.OrderText(row)),
			text(s.words.OrderState(v, s.Service.Today()))})
		objects = append(objects, s.orderObject(v, company))
	}
	if s.json {
		return s.out.array(len(objects), func(i int) any { return objects[i] })
	}
	return s.out.table(t)
}

func orderShowCommand() command {
	return command{name: "show", args: exactly(1), json: orderJSON, run: showOrder}
}

// showOrder prints a job order with its candidates.
func showOrder(ctx context.Context, s *session, args []string) error {
	v, err := s.order(ctx, args[0])
	if err != nil {
		return err
	}
	company, err := s.Service.NameOf(ctx, "company", v.Opening.CompanyID)
	if err != nil {
		return err
	}
	s.look(v.Candidates)
	if s.json {
		return s.out.json(s.orderObject(v, company))
	}
	t := table{empty: s.T("order.nobody"), cols: []column{{"citizen", s.T("candidate.citizen"), false},
		{"outcome", s.T("candidate.outcome"), false}}}
	for _, c := range v.Candidates {
		t.rows = append(t.rows, []cell{text(v.Names[c.CitizenID]), text(s.words.Candidate(c, s.Service.Today()))})
	}
	if s.out.human() {
		s.out.heading(s.words.OrderText(v.Opening) + " · " + company)
		s.out.line("  " + s.words.OrderState(v, s.Service.Today()))
	}
	return s.out.table(t)
}

// order finds a job order by its ID or its title.
func (s *session) order(ctx context.Context, word string) (*service.OrderView, error) {
	e, err := s.find(ctx, "opening", word)
	if err != nil {
		return nil, err
	}
	if o := e.(*model.Opening); !o.Order() {
		return nil, model.NewError(model.NotFound, "err.order.ad", model.Args{"value": word})
	}
	return s.Service.Order(ctx, e.Meta().ID)
}

// orderObject is a job order for JSON.
func (s *session) orderObject(v *service.OrderView, company string) object {
	o, candidates := v.Opening, []object{}
	s.look(v.Candidates)
	for _, c := range v.Candidates {
		candidates = append(candidates, object{{"id", c.ID}, {"citizen_id", c.CitizenID},
			{"citizen", v.Names[c.CitizenID]}, {"outcome", c.Outcome}, {"on", c.On}, {"reason", c.Reason}})
	}
	full := s.rowObject(context.Background(), o)
	keep := map[string]bool{"id": true, "title": true, "company": true, "occupation": true, "places": true,
		"hours": true, "deadline_on": true, "closed_on": true, "person": true, "note": true}
	var out object
	for _, m := range full {
		if m.key == "company" {
			out = append(out, member{"company", company}, member{"company_id", o.CompanyID})
		} else if keep[m.key] {
			out = append(out, m)
		}
	}
	return append(out, member{"waiting", v.State.Waiting}, member{"hired", v.State.Hired},
		member{"said_no", v.State.Refused}, member{"candidates", candidates})
}

// candidateOptions are the options of `order candidate`.
type candidateOptions struct{ reason, on string }

func orderCandidateCommand() command {
	o := &candidateOptions{}
	return command{name: "candidate", args: between(2, 3), json: receiptFields, run: o.run, flags: []flag{
		option(&o.reason, "reason", "", "cli.order.candidate.flag.reason"),
		option(&o.on, "on", "", "cli.order.candidate.flag.on"),
	}}
}

// run proposes a citizen for a job order, or says what came of it.
func (o *candidateOptions) run(ctx context.Context, s *session, args []string) error {
	v, err := s.order(ctx, args[0])
	if err != nil {
		return err
	}
	citizen, err := s.find(ctx, "citizen", args[1])
	if err != nil {
		return err
	}
	c := &model.Candidate{OpeningID: v.Opening.ID, CitizenID: citizen.Meta().ID, Outcome: "suggested",
		On: s.Service.Today(), Reason: strings.TrimSpace(o.reason)}
	var list []assign
	if len(args) == 3 {
		list = append(list, assign{"outcome", args[2]})
	}
	if o.on != "" {
		list = append(list, assign{"on", o.on})
	}
	if err := s.set(ctx, c, list); err != nil {
		return err
	}
	cs, err := s.Service.DecideCandidate(ctx, v.Opening.ID, c)
	return s.applyDecided(ctx, "candidate", cs, err)
}

type orderClose struct{ on string }

func orderCloseCommand() command {
	o := &orderClose{}
	return command{name: "close", args: exactly(1), json: receiptFields, run: o.run,
		flags: []flag{option(&o.on, "on", "", "cli.order.close.flag.on")}}
}

// run closes a job order that is filled or given up.
func (o *orderClose) run(ctx context.Context, s *session, args []string) error {
	v, err := s.order(ctx, args[0])
	if err != nil {
		return err
	}
	after := *v.Opening
	after.ClosedOn = s.Service.Today()
	if o.on != "" {
		if err := s.set(ctx, &after, []assign{{"closed_on", o.on}}); err != nil {
			return err
		}
	}
	return s.apply(ctx, model.ChangeSet{Action: "order.close", Changes: []model.Change{model.Edit(v.Opening, &after)}})
}
