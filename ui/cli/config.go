package cli

import (
	"context"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// setting is one thing that `config` reads and sets.
type setting struct {
	key   string
	usual string // when nothing is set
	read  func(value string) (canonical string, ok bool)
}

var settings = []setting{
	{service.LetterheadName, "", nil},
	{service.LetterheadAddress, "", nil},
	{service.LetterheadLogo, "", nil},
	{service.RegisterURL, "", nil},
	{service.RegisterShape, "cvrapi", oneOf("cvrapi", "system")},
	{service.RegisterContact, "", nil},
	{service.RegisterSecret, "", nil},
	{"language", "", language},
	{"term.borger", "borger", oneOf("borger", "deltager")},
	{"term.kommune", "kommune", oneOf("kommune", "jobcenter")},
	{"rhythm.ahead", strconv.Itoa(agenda.DefaultRhythm().Ahead), days},
	{"rhythm.partner_silent", strconv.Itoa(agenda.DefaultRhythm().PartnerSilent), days},
	{"rhythm.company_silent", strconv.Itoa(agenda.DefaultRhythm().CompanySilent), days},
	{"rhythm.citizen_silent", strconv.Itoa(agenda.DefaultRhythm().CitizenSilent), days},
	{"rhythm.places_old", strconv.Itoa(agenda.DefaultRhythm().PlacesOld), days},
	{"rhythm.hours_due", strconv.Itoa(agenda.DefaultRhythm().HoursDue), days},
	{"rhythm.hours_back", strconv.Itoa(agenda.DefaultRhythm().HoursBack), days},
	{"rhythm.stalled", strconv.Itoa(agenda.DefaultRhythm().Stalled), days},
	{"rhythm.acknowledge", strconv.Itoa(agenda.DefaultRhythm().Acknowledge), days},
	{service.RetentionSetting, agenda.CheckpointsText(agenda.DefaultRhythm().Retention), checkpoints},
	{"rhythm.check", strconv.Itoa(agenda.DefaultRhythm().Check), days},
	{service.KeepMonths, "", months},
	{"keep.order_months", "", months},
	{"keep.person_months", "", months},
	{"keep.consent_months", "", months},
	{"keep.contact_months", "", months},
	{"keep.draft_months", "", months},
	{"keep.look_months", "", months},
	{service.KeepSource, "", nil},
	{service.LockSetting, strconv.Itoa(service.DefaultLockMinutes), lockMinutes},
	{"progress.who5", "off", oneOf("off", "on")},
}

// explained are the settings that are read from more than a word: a line of text, or the file that a path names. Their
// errors say what is wrong.
var explained = map[string]func(s *session, value string) (string, error){
	service.LetterheadName: plainLine, service.LetterheadAddress: plainLine, service.LetterheadLogo: logo,
	service.KeepSource: plainLine, service.RegisterURL: registerURL, service.RegisterContact: plainLine,
	service.RegisterSecret: secretFile,
}

// registerURL takes the address of a register that can be asked safely.
func registerURL(s *session, v string) (string, error) {
	v = strings.TrimSpace(v)
	return v, s.Service.Register.CheckURL(v)
}

// secretFile takes the path of a file that only its owner can read; what stands in it never gets into the database.
func secretFile(s *session, path string) (string, error) {
	secret, err := s.env.Databases.PassphraseFile(path)
	if err == nil && !strings.Contains(string(secret), ":") {
		err = model.NewError(model.Invalid, "err.register.secret", nil)
	}
	clear(secret)
	return path, err
}

// plainLine takes any line but one with a number that looks like a CPR number.
func plainLine(_ *session, v string) (string, error) {
	if model.HasCPR(v) {
		return "", withType(schema.SettingType(), model.NewError(model.Invalid, "err.cpr", nil).WithField("value"))
	}
	return strings.TrimSpace(v), nil
}

// logo reads the picture that a path names.
func logo(s *session, path string) (string, error) {
	png, err := s.Service.Files.Logo(path)
	return service.LogoSetting(png), err
}

func language(v string) (string, bool) {
	c, ok := lang.ParseCode(v)
	return string(c), ok && v != ""
}

func oneOf(words ...string) func(string) (string, bool) {
	return func(v string) (string, bool) {
		for _, w := range words {
			if strings.EqualFold(v, w) {
				return w, true
			}
		}
		return "", false
	}
}

func checkpoints(v string) (string, bool) {
	weeks, err := agenda.ParseCheckpoints(v)
	return agenda.CheckpointsText(weeks), err == nil
}

func days(v string) (string, bool) {
	n, err := strconv.Atoi(v)
	return strconv.Itoa(n), err == nil && n >= 1 && n <= 3650
}

// loginSetting is the setting that says which consultant this computer's user is; it is stored on the consultant.
const loginSetting = "who"

func months(v string) (string, bool) {
	n, err := strconv.Atoi(v)
	return strconv.Itoa(n), err == nil && n >= 1 && n <= service.MostKeepMonths
}

func lockMinutes(v string) (string, bool) {
	n, ok := service.ParseLockMinutes(v)
	return strconv.Itoa(n), ok
}

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
		for _, c := range settings {
			if c.key == key {
				return c.usual, false, nil
			}
		}
		return "", false, nil
	case err != nil:
		return "", false, err
	}
	if key == service.LetterheadLogo {
		return s.words.LogoSize(e.Value), true, nil
	}
	return e.Value, true, nil
}

func settingNamed(key string) (setting, error) {
	for _, c := range settings {
		if c.key == key {
			return c, nil
		}
	}
	args := model.Args{"value": key, "known": strings.Join(settingKeys(), ", ")}
	return setting{}, model.NewError(model.Usage, "err.cli.setting", args)
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
	for _, c := range settings {
		keys = append(keys, c.key)
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
	c, err := settingNamed(key)
	if err != nil {
		return err
	}
	switch load := explained[key]; {
	case value == "":
	case load != nil:
		if value, err = load(s, value); err != nil {
			return err
		}
	default:
		v, ok := c.read(value)
		if !ok {
			return model.NewError(model.Invalid, "err.cli.setting.value", model.Args{"key": key, "value": value})
		}
		value = v
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
