package cli

import (
	"context"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// loginSetting is the setting that says which consultant this computer's user is; it is stored on the consultant.
const loginSetting = "who"

func configCommand() command {
	return command{name: "config", subs: []command{
		{name: "list", args: exactly(0), json: []string{"key", "value", "set", "about"}, run: listSettings},
		{name: "get", args: exactly(1), json: []string{"key", "value", "set"}, run: getSetting},
		{name: "set", args: exactly(2), json: receiptFields, run: changeSetting},
	}}
}

// value reads a setting; set tells whether somebody chose it.
func (s *session) value(ctx context.Context, key string) (value string, set bool, err error) {
	if key == loginSetting {
		if me := s.Service.Consultant(); me != nil {
			return me.Initials, true, nil
		}
		return "", false, nil
	}
	e, err := service.One[model.Setting](ctx, s.Service.Store, "setting", key)
	switch {
	case model.CodeOf(err) == model.NotFound:
		spec, _ := service.SettingNamed(key)
		return spec.Usual, false, nil
	case err != nil:
		return "", false, err
	}
	if key == service.LetterheadLogo {
		return s.words.LogoSize(e.Value), true, nil
	}
	return e.Value, true, nil
}

func settingNamed(key string) (service.SettingSpec, error) {
	spec, ok := service.SettingNamed(key)
	if !ok {
		args := model.Args{"value": key, "known": strings.Join(settingKeys(), ", ")}
		return spec, model.NewError(model.Usage, "err.cli.setting", args)
	}
	return spec, nil
}

func listSettings(ctx context.Context, s *session, _ []string) error {
	t := table{cols: []column{
		{"key", s.T("cli.col.setting"), false},
		{"value", s.T("cli.col.value"), false},
		{"set", s.T("cli.col.set"), false},
		{"about", s.T("cli.col.about"), false},
	}}
	for _, key := range settingKeys() {
		v, set, err := s.value(ctx, key)
		if err != nil {
			return err
		}
		isSet := cell{s.T("value." + map[bool]string{true: "yes", false: "no"}[set]), strconv.FormatBool(set), set}
		t.rows = append(t.rows, []cell{text(key), text(v), isSet, s.saidKey("cli.setting." + key)})
	}
	return s.out.table(t)
}

func settingKeys() []string {
	keys := []string{loginSetting}
	for _, c := range service.SettingSpecs() {
		keys = append(keys, c.Key)
	}
	return keys
}

func getSetting(ctx context.Context, s *session, args []string) error {
	key := args[0]
	if _, err := settingNamed(key); err != nil && key != loginSetting {
		return err
	}
	v, set, err := s.value(ctx, key)
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"key", key}, {"value", v}, {"set", set}})
	}
	s.out.line(v)
	return nil
}

// changeSetting writes a setting; an empty value goes back to the usual.
func changeSetting(ctx context.Context, s *session, args []string) error {
	key, value := args[0], args[1]
	if key == loginSetting {
		return s.setLogin(ctx, value)
	}
	if _, err := settingNamed(key); err != nil {
		return err
	}
	if c, ok := lang.ParseCode(value); ok && key == "language" && value != "" {
		value = string(c)
	}
	value, err := s.Service.ReadSetting(key, value)
	if err != nil {
		return withType(schema.SettingType(), err)
	}
	old, err := service.One[model.Setting](ctx, s.Service.Store, "setting", key)
	if err != nil && model.CodeOf(err) != model.NotFound {
		return err
	}
	after := &model.Setting{Value: value}
	after.ID = key
	cs := model.ChangeSet{Action: "settings"}
	switch {
	case err != nil && value != "":
		cs.Changes = []model.Change{model.Add(after)}
	case err == nil && value == "":
		cs.Changes = []model.Change{model.Remove(old)}
	case err == nil:
		after.Head = old.Head
		cs.Changes = []model.Change{model.Edit(old, after)}
	}
	return s.apply(ctx, cs)
}

// setLogin stores that this computer's user is the consultant, and takes that from whoever it was before.
func (s *session) setLogin(ctx context.Context, initials string) error {
	if s.env.Login == "" {
		return model.NewError(model.Unsupported, "err.cli.login", nil)
	}
	e, err := s.find(ctx, "consultant", initials)
	if err != nil {
		return err
	}
	all, err := service.All[model.Consultant](ctx, s.Service.Store, "consultant", schema.Query{})
	if err != nil {
		return err
	}
	cs := model.ChangeSet{Action: "settings"}
	for _, c := range all {
		after := *c
		switch {
		case c.ID == e.Meta().ID:
			after.Login = s.env.Login
			s.Service.SetConsultant(c)
		case c.Login == s.env.Login:
			after.Login = ""
		default:
			continue
		}
		cs.Changes = append(cs.Changes, model.Edit(c, &after))
	}
	return s.apply(ctx, cs)
}
