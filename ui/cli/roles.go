package cli

import (
	"context"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

func helpRolesCommand() command {
	return command{
		name: "roles", args: exactly(0), offline: printRoles,
		json: append([]string{"right", "text"}, model.ConsultantRoles...),
	}
}

// printRoles prints what each role may do where the program is served to a team, from the table that it goes by.
func printRoles(_ context.Context, r *root, _ []string) error {
	t := rolesTable(r.words)
	if r.out.human() {
		r.out.lines(r.out.wrapLines(r.T("cli.help.roles.long")))
		r.out.line("")
	}
	return r.out.table(t)
}

func rolesTable(w present.Words) table {
	t := table{wraps: true, cols: []column{{"right", "", false}, {"text", w.T("access.may"), false}}}
	for _, role := range model.ConsultantRoles {
		t.cols = append(t.cols, column{role, w.T("opt.consultant_role." + role), false})
	}
	for _, a := range service.Accesses {
		row := []cell{text(string(a.Right)), text(w.T("access."+string(a.Right), "n", service.ManyCitizens))}
		for _, e := range a.By {
			row = append(row, cell{w.T("extent." + string(e)), string(e), string(e)})
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// beyond gives a row that is not in sight, when a reason was given with --reason; without one it says that the row is
// there and what to do. It gives nothing for what is not there.
func (s *session) beyond(ctx context.Context, typ, word string) (model.Entity, error) {
	name := word
	if ref := refOf(typeNamed(typ), word); ref != "" {
		name = ref
	} else if !model.IsID(word) {
		return nil, nil // names are not looked for
	}
	hidden, err := s.Service.Hidden(ctx, typ, name)
	switch {
	case err != nil || !hidden:
		return nil, err
	case s.reason == "":
		return nil, service.HiddenError(name)
	}
	return s.Service.OpenWithReason(ctx, typ, name, s.reason)
}
