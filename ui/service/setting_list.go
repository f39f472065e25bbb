package service

import (
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agenda"
)

// SettingSpec is a setting that a person can change, on the settings screen and on the command line.
type SettingSpec struct {
	Key    string
	Usual  string // what holds while nothing is set
	Values []string
	// read gives a typed value as it is stored, or says what is wrong with it; nil takes one of Values.
	read func(d *Session, value string) (string, error)
}

// How the screens look: their colours, and whether they are lines for a screen reader.
const (
	ThemeSetting = "theme"
	PlainSetting = "plain"
)

// SettingSpecs are all settings, in the order of the command line.
func SettingSpecs() []SettingSpec {
	list := []SettingSpec{
		{Key: LetterheadName, read: plainLine},
		{Key: LetterheadAddress, read: plainLine},
		{Key: LetterheadLogo, read: logoFile},
		{Key: RegisterURL, read: registerURL},
		{Key: RegisterShape, Usual: "cvrapi", Values: []string{"cvrapi", "system"}},
		{Key: RegisterContact, read: plainLine},
		{Key: RegisterSecret, read: secretFile},
		{Key: "language", Values: []string{"da", "en"}},
		{Key: ThemeSetting, Usual: "standard", Values: []string{"standard", "contrast", "colourblind"}},
		{Key: PlainSetting, Usual: "off", Values: []string{"off", "on"}},
		{Key: "term.borger", Usual: "borger", Values: []string{"borger", "deltager"}},
		{Key: "term.kommune", Usual: "kommune", Values: []string{"kommune", "jobcenter"}},
	}
	for _, r := range RhythmSettings(agenda.DefaultRhythm()) {
		list = append(list, SettingSpec{Key: r.Key, Usual: strconv.Itoa(r.N), read: number(1, mostRhythm)})
	}
	list = append(list, SettingSpec{Key: RetentionSetting,
		Usual: agenda.CheckpointsText(agenda.DefaultRhythm().Retention), read: checkpoints})
	for _, k := range Retentions {
		if k.Setting != "" {
			list = append(list, SettingSpec{Key: k.Setting, read: number(1, MostKeepMonths)})
		}
	}
	return append(list,
		SettingSpec{Key: KeepSource, read: plainLine},
		SettingSpec{Key: LockSetting, Usual: strconv.Itoa(DefaultLockMinutes), read: number(0, MostLockMinutes)},
		SettingSpec{Key: "progress.who5", Usual: "off", Values: []string{"off", "on"}},
		SettingSpec{Key: StartSetting, Usual: "on", Values: []string{"on", "off"}},
	)
}

// StartSetting says whether the program opens where it was left.
const StartSetting = "start.left"

// mostRhythm is the largest number of days or weeks of a rhythm: ten years of days.
const mostRhythm = 3650

// SettingNamed finds a setting by its key.
func SettingNamed(key string) (SettingSpec, bool) {
	list := SettingSpecs()
	i := slices.IndexFunc(list, func(s SettingSpec) bool { return s.Key == key })
	if i < 0 {
		return SettingSpec{}, false
	}
	return list[i], true
}

// ReadSetting gives a typed value as it is stored, or says what is wrong with it. An empty one goes back to the usual.
func (d *Session) ReadSetting(key, value string) (string, error) {
	spec, ok := SettingNamed(key)
	value = strings.TrimSpace(value)
	switch {
	case !ok || value == "":
		return value, nil
	case spec.read != nil:
		return spec.read(d, value)
	}
	for _, v := range spec.Values {
		if strings.EqualFold(v, value) {
			return v, nil
		}
	}
	return "", model.NewError(model.Invalid, "err.setting.choice", model.Args{
		"value": model.Clip(value), "known": strings.Join(spec.Values, ", "),
	})
}

// number takes a whole number from least to most.
func number(least, most int) func(*Session, string) (string, error) {
	return func(_ *Session, v string) (string, error) {
		n, err := strconv.Atoi(v)
		if err != nil || n < least || n > most {
			return "", model.NewError(model.Invalid, "err.setting.number", model.Args{"least": least, "most": most})
		}
		return strconv.Itoa(n), nil
	}
}

func checkpoints(_ *Session, v string) (string, error) {
	weeks, err := agenda.ParseCheckpoints(v)
	return agenda.CheckpointsText(weeks), err
}

// plainLine takes any line but one with a number that looks like a CPR number.
func plainLine(_ *Session, v string) (string, error) {
	if model.HasCPR(v) {
		return "", model.NewError(model.Invalid, "err.cpr", nil).WithField("value")
	}
	return v, nil
}

// logoFile reads the picture that a path names.
func logoFile(d *Session, path string) (string, error) {
	path, err := d.Path(path)
	if err != nil {
		return "", err
	}
	png, err := d.Files.Logo(path)
	if err != nil {
		return "", err
	}
	return LogoSetting(png), nil
}

// registerURL takes the address of a register that can be asked safely.
func registerURL(d *Session, v string) (string, error) { return v, d.Register.CheckURL(v) }

// secretFile takes the path of a file that only its owner can read; what stands in it never gets into the database.
func secretFile(d *Session, path string) (string, error) {
	if d.Served {
		return "", model.NewError(model.Forbidden, "err.served.secret", nil)
	}
	return path, d.Register.CheckSecret(path)
}
