// Package mail holds the templates of mails about placements, in a readable TOML file, and reads those of a user.
//
// It promises: a file is taken whole or not at all; whatever is wrong with it is told with line and reason, a place
// that no mail can fill among it.
package mail

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"jobspor/data/reference/tomlfile"
	"jobspor/model"
)

//go:embed mail.toml
var builtIn string

// FileName is the name of the built-in templates.
const FileName = "mail.toml"

// Text is the built-in file, with its remarks, to be copied and changed.
func Text() string { return builtIn }

// Load reads the built-in templates.
func Load() ([]model.MailTemplate, error) { return Parse(FileName, builtIn) }

// Longest texts, and most templates.
const (
	maxTemplates = 200
	maxLine      = 200
	maxBody      = 20_000
)

// file is a file of templates.
type file struct {
	Templates []model.MailTemplate `toml:"template"`
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// commands are what `jobspor mail` has besides templates.
var commands = []string{"list", "show", "validate", "load", "reset", "fields", "help"}

// Parse reads templates. The error is a *model.Error that names file and line; further faults are in More.
func Parse(name, text string) ([]model.MailTemplate, error) {
	var d file
	f := tomlfile.Read(name, text, &d)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if n := len(d.Templates); n == 0 || n > maxTemplates {
		f.Fault("", "err.mail.count", model.Args{"max": maxTemplates})
	}
	seen := map[string]bool{}
	for i := range d.Templates {
		check(f, fmt.Sprintf("template.%d", i), &d.Templates[i], seen)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	return d.Templates, nil
}

// check tells what is wrong with a template.
func check(f *tomlfile.File, path string, t *model.MailTemplate, seen map[string]bool) {
	key := model.Clip(t.Key)
	switch {
	case !keyForm.MatchString(t.Key) || slices.Contains(commands, t.Key):
		f.Fault(path+".key", "err.mail.key", model.Args{"value": key, "taken": strings.Join(commands, ", ")})
	case seen[t.Key]:
		f.Fault(path+".key", "err.mail.twice", model.Args{"value": key})
	}
	seen[t.Key] = true
	if !slices.Contains(model.MailReceivers, t.To) {
		args := model.Args{"value": model.Clip(t.To), "known": strings.Join(model.MailReceivers, ", ")}
		f.Fault(path+".to", "err.mail.to", args)
	}
	for _, a := range t.Attach {
		if !slices.Contains(model.MailAttachments, a) {
			args := model.Args{"value": model.Clip(a), "known": strings.Join(model.MailAttachments, ", ")}
			f.Fault(path+".attach", "err.mail.attach", args)
		}
	}
	for _, k := range t.Kinds {
		if !slices.Contains(model.PlacementKinds, k) {
			args := model.Args{"value": model.Clip(k), "known": strings.Join(model.PlacementKinds, ", ")}
			f.Fault(path+".kinds", "err.mail.kinds", args)
		}
	}
	for _, s := range t.States {
		if !slices.Contains(model.PlacementStates, s) {
			args := model.Args{"value": model.Clip(s), "known": strings.Join(model.PlacementStates, ", ")}
			f.Fault(path+".states", "err.mail.states", args)
		}
	}
	words(f, path+".name", t.Name, maxLine, false)
	words(f, path+".subject", t.Subject, maxLine, true)
	words(f, path+".body", t.Body, maxBody, true)
	t.Body.DA, t.Body.EN = lines(t.Body.DA), lines(t.Body.EN)
}

// lines ends every line of a text in the same way.
func lines(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// words checks a text in both languages. Danish is needed; English may lack.
func words(f *tomlfile.File, path string, b model.InBoth, most int, filled bool) {
	if strings.TrimSpace(b.DA) == "" {
		f.Fault(path, "err.mail.empty", model.Args{"name": path[strings.LastIndexByte(path, '.')+1:]})
	}
	for _, part := range []struct{ key, text string }{{".da", b.DA}, {".en", b.EN}} {
		switch place := model.UnknownMailField(part.text); {
		case len(part.text) > most || most == maxLine && strings.ContainsAny(part.text, "\r\n"):
			f.Fault(path+part.key, "err.mail.long", model.Args{"max": most})
		case model.HasCPR(part.text):
			f.Fault(path+part.key, "err.mail.cpr", nil)
		case filled && place != "":
			args := model.Args{"value": model.Clip(place), "known": strings.Join(model.MailFields, ", ")}
			f.Fault(path+part.key, "err.mail.field", args)
		}
	}
}
