package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// lookupOptions are the options of `company lookup`.
type lookupOptions struct{ add, update, pnumber bool }

// lookupFields are the JSON members of a look-up.
var lookupFields = append([]string{"host", "asked"}, importFields...)

func lookupCommand() command {
	o := &lookupOptions{}
	return command{
		name: "lookup", args: exactly(1), json: lookupFields, run: o.run,
		flags: []flag{
			option(&o.add, "add", false, "cli.company.lookup.flag.add"),
			option(&o.update, "update", false, "cli.company.lookup.flag.update"),
			option(&o.pnumber, "pnumber", false, "cli.company.lookup.flag.pnumber"),
		},
	}
}

// run asks the register for a number, shows what its answer would change, and writes that only where it was asked for.
// Which host is asked, and what for, is said first.
func (o *lookupOptions) run(ctx context.Context, s *session, args []string) error {
	number, err := o.number(s, args[0])
	if err != nil {
		return err
	}
	q, err := s.Service.RegisterQuestion(ctx, number)
	if err != nil {
		return err
	}
	actor, err := s.actor(ctx)
	if err != nil {
		return err
	}
	host := s.Service.Register.Host(q)
	s.note("cli.lookup.asks", "host", host, "number", number)
	noted := model.Args{"host": host, "number": number}
	if err := s.Service.Leave(ctx, service.Out{Action: "export.register", Args: noted, Rows: 1}); err != nil {
		return err
	}
	data, err := s.Service.Register.Fetch(ctx, q)
	if err != nil {
		return err
	}
	in := service.ImportOptions{Words: s.words, Responsible: actor}
	plan, err := s.Service.Register.Plan(ctx, host, data, in)
	if err != nil {
		return model.NewError(model.Invalid, "err.register.answer", model.Args{"host": host}).WithCause(err)
	}
	defer plan.Close()
	if plan.Len() == 0 {
		return model.NewError(model.NotFound, "err.register.none", model.Args{"host": host})
	}
	if err := s.printPlan(plan); err != nil {
		return err
	}
	return o.write(ctx, s, plan, actor, host, number)
}

// number reads a CVR number or a P-number. Ten digits that look like a CPR number are never sent, unless a company has
// that P-number or it is said to be one.
func (o *lookupOptions) number(s *session, text string) (string, error) {
	digits := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '.' {
			return -1
		}
		return r
	}, strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), "DK"))
	if len(digits) == 10 {
		if model.CheckPNumber(digits) != nil {
			return "", model.NewError(model.Usage, "err.register.number", nil)
		}
		if !o.pnumber && model.HasCPRBut(text, s.Service.KnownPNumber) {
			return "", model.NewError(model.Usage, "err.register.cpr", nil)
		}
		return digits, nil
	}
	if len(digits) != 8 || model.CheckCVR(digits) != nil {
		return "", model.NewError(model.Usage, "err.register.number", nil)
	}
	return digits, nil
}

// write adds what is new and updates what is there, as far as that was asked for, and says the rest.
func (o *lookupOptions) write(
	ctx context.Context, s *session, plan service.ImportPlan, actor, host, number string,
) error {
	cs, left := plan.ChangeSet(actor), 0
	var chosen []model.Change
	for c := range cs.All() {
		company, ok := c.After.(*model.Company)
		wanted := ok && (len(number) != 10 || company.PNumber == number)
		if wanted && (c.Before == nil && o.add || c.Before != nil && o.update) {
			chosen = append(chosen, c)
		} else if wanted {
			left++
		}
	}
	cs.Changes, cs.Stream = chosen, nil
	var got model.Receipt
	if len(chosen) > 0 {
		var err error
		if got, err = s.Service.Store.Apply(ctx, cs); err != nil {
			return withType(typeNamed("company"), err)
		}
	}
	if s.json {
		answer := append(object{{"host", host}, {"asked", number}}, s.importObject("company", plan, true, got, nil)...)
		return s.out.json(answer)
	}
	if len(chosen) > 0 {
		s.note("cli.lookup.wrote", "n", len(chosen))
	}
	if left > 0 {
		s.note("cli.lookup.left", "n", left)
	}
	if len(chosen)+left == 0 {
		s.note("cli.nothing.changed")
	}
	if got.Seq > 0 {
		s.note("cli.import.undo", "seq", got.Seq)
	}
	return nil
}
