package cli

import (
	"context"
	"strings"

	"jobspor/ui/service"
)

// mappingsCommand lists and removes saved mappings; `--save-mapping` of an import saves them.
func mappingsCommand() command {
	return command{
		name: "mappings", args: exactly(0), run: listMappings,
		json: []string{"name", "type", "type_label", "map", "headings"},
		subs: []command{{name: "remove", args: exactly(1), json: receiptFields, run: removeMapping}},
	}
}

func listMappings(ctx context.Context, s *session, _ []string) error {
	list, err := s.Service.SavedMappings(ctx)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.import.mappings.empty"), cols: []column{
		{"name", s.T("cli.col.name"), false},
		{"type", s.T("cli.col.type"), false},
		{"map", s.T("cli.col.columns"), false},
	}}
	for _, m := range list {
		typ := cell{s.T("import.type." + m.Type), m.Type, m.Type}
		t.rows = append(t.rows, []cell{text(m.Name), typ, text(m.Map)})
	}
	t.object = func(i int) object {
		m := list[i]
		return object{
			{"name", m.Name}, {"type", m.Type}, {"type_label", s.T("import.type." + m.Type)}, {"map", m.Map},
			{"headings", notNull(m.Headings)},
		}
	}
	return s.out.table(t)
}

func removeMapping(ctx context.Context, s *session, args []string) error {
	m, err := s.Service.SavedMapping(ctx, strings.TrimSpace(args[0]))
	if err != nil {
		return err
	}
	return s.apply(ctx, service.RemoveMapping(m))
}
