package cli

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/ui/server"
	"jobspor/ui/service"
)

// This file is `member`: who is let in where the program is served over SSH.

func memberCommand() command {
	var keys []string
	return command{name: "member", subs: []command{
		{
			name: "add", args: exactly(1), json: receiptFields,
			flags: []flag{option(&keys, "key", nil, "cli.member.add.flag.key")},
			reads: func([]string) []string { return keys },
			run: change("consultant", consultantRow, func(
				ctx context.Context, s *session, c *model.Consultant, _ []string,
			) (model.ChangeSet, error) {
				return s.addKeys(ctx, c, keys)
			}),
		},
		{name: "list", args: exactly(0), run: listMembers,
			json: []string{"initials", "name", "login", "role", "inactive", "access_keys"}},
		{name: "disable", args: exactly(1), json: receiptFields, run: change("consultant", consultantRow, let(false))},
		{name: "enable", args: exactly(1), json: receiptFields, run: change("consultant", consultantRow, let(true))},
	}}
}

func consultantRow(s *session, ctx context.Context, word string) (*model.Consultant, error) {
	e, err := s.find(ctx, "consultant", word)
	if err != nil {
		return nil, err
	}
	return e.(*model.Consultant), nil
}

// addKeys binds the keys of files to a consultant.
func (s *session) addKeys(ctx context.Context, c *model.Consultant, files []string) (model.ChangeSet, error) {
	if len(files) == 0 {
		return model.ChangeSet{}, model.NewError(model.Usage, "err.member.nokey", nil)
	}
	var keys []string
	for _, file := range files {
		content, _, err := s.readText(ctx, file)
		if err != nil {
			return model.ChangeSet{}, err
		}
		list, err := server.ParseKeys(content)
		if err != nil {
			return model.ChangeSet{}, err
		}
		keys = append(keys, list...)
	}
	return s.Service.AddKeys(ctx, c, keys)
}

// let lets a consultant in, or not any more: sessions that are open end.
func let(in bool) func(context.Context, *session, *model.Consultant, []string) (model.ChangeSet, error) {
	return func(ctx context.Context, s *session, c *model.Consultant, _ []string) (model.ChangeSet, error) {
		after := *c
		after.Inactive = !in
		return service.Let(c, in), warnConsultant(ctx, s, &after)
	}
}

// listMembers prints the consultants with the fingerprints of their keys.
func listMembers(ctx context.Context, s *session, _ []string) error {
	list, err := s.Service.Members(ctx)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.member.none"), wraps: true, cols: []column{
		{"initials", s.T("consultant.initials"), false}, {"name", s.T("consultant.name"), false},
		{"role", s.T("consultant.role"), false},
		{"inactive", s.T("consultant.inactive"), false}, {"access_keys", s.T("json.access_keys"), false},
	}}
	inactive, _ := typeNamed("consultant").Field("inactive")
	role, _ := typeNamed("consultant").Field("role")
	for _, m := range list {
		prints := []string{}
		for _, k := range m.Keys {
			prints = append(prints, server.FingerprintOf(k))
		}
		t.rows = append(t.rows, []cell{text(m.Consultant.Initials), text(m.Consultant.Name),
			{s.words.Option(role, model.RoleOf(m.Consultant)), model.RoleOf(m.Consultant), nil},
			fieldCell(s.words, inactive, m.Consultant, nil),
			{strings.Join(prints, " "), strings.Join(prints, " "), prints}})
	}
	t.object = func(i int) object {
		c := list[i].Consultant
		return object{{"initials", c.Initials}, {"name", c.Name}, {"login", c.Login},
			{"role", labelled{model.RoleOf(c), s.words.Option(role, model.RoleOf(c))}},
			{"inactive", c.Inactive}, {"access_keys", t.rows[i][4].val}}
	}
	return s.out.table(t)
}
