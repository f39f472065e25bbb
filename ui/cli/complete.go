package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"jobspor/model/agenda"
	"jobspor/model/agreement"
	"jobspor/model/figures"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// This file is the completion of a shell: numbers of rows, initials, names of companies, fields, options and formats.
// It opens the database without the passphrase, so that it gives only what is not encrypted: no citizen's name. It
// asks nothing and reports no error; what it cannot find out it leaves out.

// completions are what the arguments of commands are: types of rows, separated by a bar, or a list of words after "=".
// The last one counts for all that follow.
var completions = map[string][]string{
	"agreement.new": {"placement"}, "agreement.show": {"placement"}, "agreement.edit": {"placement"},
	"agreement.step.add": {"placement", ""}, "agreement.step.remove": {"placement", ""},
	"agreement.force": {"placement", ""}, "agreement.ack": {"placement", "=parties"},
	"agreement.versions": {"placement"}, "agreement.compare": {"placement", ""}, "agreement.export": {"placement"},
	"casenote": {"enrolment|citizen"}, "handover": {"enrolment|citizen"}, "plansheet": {"enrolment|citizen"},
	"dossier": {"enrolment|citizen"}, "citizen.erase": {"citizen"}, "citizen.close": {"citizen"},
	"hours.sheet": {"company"},
	"config.get":  {"=settings"}, "config.set": {"=settings", ""}, "figures": {"=figures"}, "help.fields": {"=types"},
	"hours.log": {"placement", ""}, "hours.show": {"placement"}, "hours.export": {"placement"},
	"hours.copy": {"", "placement"}, "hours.accept": {"", "placement"}, "match": {"citizen"},
	"mail": {"=mails", "placement"}, "mail.show": {"=mails"},
	"placement.contact": {"placement"}, "placement.agree": {"placement"}, "placement.start": {"placement"},
	"placement.end": {"placement"}, "placement.cancel": {"placement"}, "placement.extend": {"placement"},
	"consultant.handover": {"consultant", "consultant"}, "placement.pause": {"placement"},
	"placement.resume": {"placement"}, "placement.shift": {"placement"},
	"placement.renew": {"placement"}, "placement.satisfaction": {"placement"},
	"programme.show": {"=programmes"}, "programme.export": {"=programmes"},
	"programme.enrol": {"citizen", "=programmes"}, "programme.triage": {"enrolment|citizen", ""},
	"programme.tick": {"enrolment|citizen", ""}, "programme.plan": {"enrolment|citizen", ""},
	"programme.set": {"enrolment|citizen"}, "programme.end": {"enrolment|citizen"},
	"progress.add": {"citizen", ""}, "progress.list": {"citizen"}, "progress.items": {"=programmes"},
	"rules.check": {"placement"}, "shortlist.add": {"citizen|shortlist", "company"},
	"shortlist.mark": {"shortlist", "company|citizen"}, "shortlist.move": {"shortlist", "company|citizen", ""},
	"shortlist.drop": {"shortlist", "company|citizen"}, "shortlist.export": {"shortlist"},
	"trial.plan": {"citizen", "company"}, "trial.list": {"citizen"}, "trial.close": {"placement"},
	"vitas": {"placement"},
}

// fileArguments are commands whose arguments are files; the shell completes those.
var fileArguments = []string{
	"batch", "restore", "rules.load", "rules.validate", "programme.load", "programme.validate", "progress.load",
	"hours.import", "mail.load", "mail.validate",
}

// flagWords are what options take, by their name, where no field says so.
var flagWords = map[string]string{
	"as": "consultant", "responsible": "consultant", "consultant": "consultant", "company": "company",
	"citizen": "citizen", "lang": "=languages", "paper": "=languages", "format": "=formats", "type": "=types",
	"programme": "=programmes", "for": "=parties", "reverse": "company", "why": "company",
}

// fileFlags are options that name files.
var fileFlags = []string{"db", "passphrase-file", "new-file", "output", "refused", "to", "labels", "ics"}

// mostCompletions are offered at once.
const mostCompletions = 200

// completing reports whether a shell asks what may follow.
func completing(args []string) bool {

	return slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, cobra.ShellCompRequestCmd) })

}

func (r *root) completeAll(c *cobra.Command) {
	r.complete(c)
	for _, sub := range c.Commands() {
		r.completeAll(sub)
	}
}

// complete gives a command and its options their completion.
func (r *root) complete(c *cobra.Command) {
	if c.RunE != nil && c.ValidArgs == nil && !c.HasSubCommands() {
		c.ValidArgsFunction = func(
			cmd *cobra.Command, args []string, word string,
		) ([]string, cobra.ShellCompDirective) {
			what, isFile := argumentOf(cmd, len(args))
			if isFile {
				return nil, cobra.ShellCompDirectiveDefault
			}
			return r.candidates(cmd.Context(), what, "", word), cobra.ShellCompDirectiveNoFileComp
		}
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Value.Type() == "bool" || slices.Contains(fileFlags, f.Name) {
			return
		}
		// An error means that the option has its completion already: a parent's, which is the same.
		_ = c.RegisterFlagCompletionFunc(f.Name,
			func(cmd *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
				return r.flagCandidates(cmd, f, word)
			})
	})
}

// argumentOf is what the argument at a place is.
func argumentOf(cmd *cobra.Command, at int) (what string, isFile bool) {
	place := path(cmd)
	if slices.Contains(fileArguments, place) || strings.HasPrefix(place, "import.") {
		return "", true
	}
	list := completions[place]
	if typ := rowType(cmd); list == nil && typ != "" {
		e := entityOf(typ)
		switch cmd.Name() {
		case "show", "edit", "remove":
			list = []string{typ}
		case "list":
			list = e.types(e.owner)
			list = []string{strings.Join(list, "|")}
		case "add", "new":
			list = append(e.types(e.arguments), "")
		}
	}
	if len(list) == 0 {
		return "", false
	}
	return list[min(at, len(list)-1)], false
}

// types are the types that fields refer to, "" for those that refer to none.
func (e entity) types(fields []string) (out []string) {
	for _, key := range fields {
		f, _ := e.table().Field(key)
		out = append(out, f.To)
	}
	return out
}

// candidates are words that begin with a word; before stands in front of each.
func (r *root) candidates(ctx context.Context, what, before, word string) (out []string) {
	if ctx == nil {
		ctx = context.Background()
	}
	if name, ok := strings.CutPrefix(what, "="); ok {
		for _, w := range r.wordList(name) {
			out = appendFit(out, before, w, word)
		}
		return out
	}
	db, err := r.env.Databases.Path(r.db)
	if err != nil {
		return nil
	}
	for typ := range strings.SplitSeq(what, "|") {
		if typ == "" {
			continue
		}
		// An error leaves the type out: a shell that completes has no place for it.
		list, _ := r.env.Databases.Handles(ctx, db, typ, word, mostCompletions)
		for _, w := range list {
			out = append(out, before+clean(w))
		}
	}
	return out
}

func appendFit(out []string, before, candidate, word string) []string {
	plain, _, _ := strings.Cut(candidate, "\t")
	if !strings.HasPrefix(strings.ToLower(plain), strings.ToLower(word)) {
		return out
	}
	return append(out, before+candidate)
}

// wordList are words that stand in no database.
func (r *root) wordList(name string) (out []string) {
	switch name {
	case "formats":
		return formats
	case "languages":
		return []string{"da", "en"}
	case "parties":
		return agreement.Parties
	case "settings":
		return settingKeys()
	case "types":
		for _, t := range schema.Types() {
			out = append(out, t.Name+"\t"+r.words.Type(t))
		}
	case "figures":
		for _, f := range figures.Definitions() {
			out = append(out, f.Key+"\t"+r.words.FigureName(f))
		}
	case "programmes":
		list, _ := r.env.Databases.ProgrammeSource().BuiltIn() // built-in ones; loaded ones are in the database
		for _, p := range programme.Newest(list) {
			out = append(out, p.Key+"\t"+p.Name.In(string(r.words.Code())))
		}
	case "mails":
		list, _ := r.env.Databases.MailSource().BuiltIn() // built-in ones, as above
		for _, t := range list {
			out = append(out, t.Key+"\t"+t.Name.In(string(r.words.Code())))
		}
	case "due":
		return agenda.Kinds
	case "rules":
		return kindNames()
	}
	return out
}

// flagCandidates are what may follow an option.
func (r *root) flagCandidates(cmd *cobra.Command, f *pflag.Flag, word string) ([]string, cobra.ShellCompDirective) {
	ctx, typ := cmd.Context(), fieldsType(cmd)
	switch own, isField := f.Value.(*fieldOption); {
	case isField && typ != nil:
		if field, ok := typ.Field(own.field); ok {
			return r.fieldCandidates(ctx, field, "", word), cobra.ShellCompDirectiveNoFileComp
		}
	case typ != nil && (f.Name == "set" || f.Name == "where"):
		return r.assignCandidates(ctx, typ, word)
	case typ != nil && f.Name == "columns":
		before, last := "", word
		if i := strings.LastIndexByte(word, ','); i >= 0 {
			before, last = word[:i+1], word[i+1:]
		}
		return r.fieldNames(typ, before, last, ""), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	what := flagWords[f.Name]
	if f.Name == "kind" {
		what = map[string]string{"today": "=due", "rules.list": "=rules"}[path(cmd)]
	}
	return r.candidates(ctx, what, "", word), cobra.ShellCompDirectiveNoFileComp
}

// fieldsType is the type whose fields a command sets, nil when there is none.
func fieldsType(cmd *cobra.Command) *schema.Type {
	place := path(cmd)
	switch {
	case place == "shortlist.mark":
		return typeNamed("pick")
	case strings.HasPrefix(place, "agreement."):
		return typeNamed("agreement")
	case place == "hours.log":
		return typeNamed("week")
	case place == "programme.plan":
		return typeNamed("planline")
	}
	if parent, name, _ := strings.Cut(place, "."); parent == "export" {
		for _, e := range exports {
			if e.name == name {
				return typeNamed(e.typ)
			}
		}
	}
	if typ := rowType(cmd); typ != "" {
		return typeNamed(typ)
	}
	return nil
}

// assignCandidates complete FIELD=VALUE.
func (r *root) assignCandidates(
	ctx context.Context, typ *schema.Type, word string,
) ([]string, cobra.ShellCompDirective) {
	name, value, assigned := strings.Cut(word, "=")
	if !assigned {
		return r.fieldNames(typ, "", word, "="), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
	f, err := r.fieldNamed(typ, name)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return r.fieldCandidates(ctx, f, name+"=", value), cobra.ShellCompDirectiveNoFileComp
}

func (r *root) fieldNames(typ *schema.Type, before, word, after string) (out []string) {
	for i := range typ.Fields {
		if f := &typ.Fields[i]; !f.Given {
			out = appendFit(out, before, f.Key+after+"\t"+r.words.Field(typ, f), word)
		}
	}
	return out
}

// fieldCandidates are values of a field: its options, yes and no, rows that it may refer to.
func (r *root) fieldCandidates(ctx context.Context, f *schema.Field, before, word string) (out []string) {
	switch f.Kind {
	case schema.Choices:
		if i := strings.LastIndexByte(word, ','); i >= 0 {
			before, word = before+word[:i+1], word[i+1:]
		}
		fallthrough
	case schema.Choice:
		for _, k := range f.Options {
			out = appendFit(out, before, k+"\t"+r.words.Option(f, k), word)
		}
	case schema.Flag, schema.TriKind:
		for _, v := range []string{"yes", "no"} {
			out = appendFit(out, before, v+"\t"+r.T("value."+v), word)
		}
	case schema.Ref:
		return r.candidates(ctx, f.To, before, word)
	}
	return out
}
