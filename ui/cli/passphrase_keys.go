package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// Keys are what opens a sealed database. Each change takes the passphrase, or a recovery code.
type Keys interface {
	// Rekey exchanges the passphrase; no row is touched. A guess costs cost times as much as usual; with 0 as before.
	Rekey(ctx context.Context, pass, next []byte, cost int) error
	// NewKey makes a copy and seals everything anew. It gives the path of the copy, and how many recovery codes open
	// nothing any more.
	NewKey(ctx context.Context, pass, next []byte, cost int) (copied string, codes int, err error)
	// AddRecovery gives a new recovery code, as it is printed.
	AddRecovery(ctx context.Context, pass []byte, label string) (code []byte, number int, err error)
	RemoveRecovery(ctx context.Context, pass []byte, number int) error
	Unlockers(ctx context.Context) ([]Unlocker, error) // the passphrase first
}

// Unlocker is the passphrase or a recovery code.
type Unlocker struct {
	Number int       // of the recovery code; 0 is the passphrase
	Made   time.Time // zero is not known
	Label  string
	Cost   float64 // of a guess, beside the usual
}

// maxCost is how many times the usual a guess may be made to cost.
const maxCost = 8

// passphraseOptions are the options of `passphrase`.
type passphraseOptions struct {
	fileOptions
	newFile, label, language string
	newKey, recovery, list   bool
	remove, cost             int
	job                      *passphraseJob
}

// passphraseJob is one of the things that can be done with keys.
type passphraseJob struct {
	flag  string   // the option that wants it; "" is what is done without one
	takes []string // the options that go with it
	do    func(*passphraseOptions, context.Context, *session, []byte) error
}

var passphraseJobs = []passphraseJob{
	{"", []string{"new-file", "cost"}, (*passphraseOptions).exchange},
	{"new-key", []string{"new-file", "cost"}, (*passphraseOptions).exchangeKey},
	{"recovery", []string{"label", "output", "force", "paper"}, (*passphraseOptions).addRecovery},
	{"list", nil, (*passphraseOptions).listKeys},
	{"remove", nil, (*passphraseOptions).removeRecovery},
}

func passphraseCommand() command {
	o := &passphraseOptions{}
	return command{
		name: "passphrase", args: exactly(0), batch: noBatch, check: o.check, offline: o.run,
		json: []string{"path", "copy", "invalid", "code_no", "recovery", "file", "kind", "made", "label", "cost"},
		flags: []flag{
			option(&o.newFile, "new-file", "", "cli.flag.new-file"),
			option(&o.cost, "cost", 0, "cli.passphrase.flag.cost"),
			option(&o.newKey, "new-key", false, "cli.passphrase.flag.new-key"),
			option(&o.recovery, "recovery", false, "cli.passphrase.flag.recovery"),
			option(&o.label, "label", "", "cli.passphrase.flag.label"),
			shortOption(&o.out, "output", "o", "", "cli.flag.output"),
			option(&o.force, "force", false, "cli.flag.force"),
			option(&o.language, "paper", "", "cli.flag.paper"),
			option(&o.list, "list", false, "cli.passphrase.flag.list"),
			option(&o.remove, "remove", 0, "cli.passphrase.flag.remove"),
		},
	}
}

// check finds out what is to be done, and refuses two things at once and an option that would say nothing.
func (o *passphraseOptions) check(cmd *cobra.Command, _ []string) error {
	given := cmd.Flags().Changed
	o.job = &passphraseJobs[0]
	for i := range passphraseJobs[1:] {
		switch j := &passphraseJobs[1+i]; {
		case !given(j.flag):
		case o.job.flag != "":
			return usage(cmd, "err.cli.passphrase.both", nil)
		default:
			o.job = j
		}
	}
	for _, j := range passphraseJobs {
		for _, flag := range j.takes {
			if given(flag) && !slices.Contains(o.job.takes, flag) {
				return usage(cmd, "err.cli.passphrase.with", model.Args{"flag": "--" + flag})
			}
		}
	}
	if given("cost") && (o.cost < 1 || o.cost > maxCost) {
		return usage(cmd, "err.cli.passphrase.cost", model.Args{"value": o.cost, "n": maxCost})
	}
	return nil
}

// run opens the database with the present passphrase and does one of the things that can be done with keys; without an
// option it exchanges the passphrase.
func (o *passphraseOptions) run(ctx context.Context, r *root, _ []string) error {
	pass, err := r.passphrase(ctx, "cli.ask.passphrase.old")
	defer clear(pass)
	if err != nil {
		return err
	}
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	opt, err := r.openOptions()
	if err != nil {
		return err
	}
	opt.Passphrase = pass
	db, err := r.env.Databases.Open(ctx, path, opt)
	if err != nil {
		return err
	}
	s, err := r.startSession(ctx, db)
	if err != nil {
		return err
	}
	defer s.Close()
	return o.job.do(o, ctx, s, pass)
}

// next reads the new passphrase from the file that was named, or asks for it.
func (o *passphraseOptions) next(ctx context.Context, s *session) ([]byte, error) {
	if o.newFile != "" {
		return s.passphraseIn(ctx, o.newFile)
	}
	if !s.canAsk() {
		return nil, model.NewError(model.Locked, "err.cli.passphrase.next", nil)
	}
	return s.askTwice(ctx)
}

func (o *passphraseOptions) exchange(ctx context.Context, s *session, pass []byte) error {
	next, err := o.next(ctx, s)
	defer clear(next)
	if err != nil {
		return err
	}
	if err := s.Keys.Rekey(ctx, pass, next, o.cost); err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"path", s.dbPath(ctx)}})
	}
	s.note("cli.passphrase.done")
	return nil
}

// exchangeKey seals everything anew, after a copy was made and proven.
func (o *passphraseOptions) exchangeKey(ctx context.Context, s *session, pass []byte) error {
	next, err := o.next(ctx, s)
	defer clear(next)
	if err != nil {
		return err
	}
	copied, codes, err := s.Keys.NewKey(ctx, pass, next, o.cost)
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"path", s.dbPath(ctx)}, {"copy", copied}, {"invalid", codes}})
	}
	s.note("cli.passphrase.newkey.done", "path", copied)
	if codes > 0 {
		s.note("cli.passphrase.newkey.codes", "n", codes)
	}
	return nil
}

// addRecovery prints a new recovery code once, or writes the sheet with it.
func (o *passphraseOptions) addRecovery(ctx context.Context, s *session, pass []byte) error {
	w, err := s.paperWords(o.language)
	if err != nil {
		return err
	}
	format := o.name()
	if !slices.Contains(formats, format) {
		return model.NewError(model.Usage, "err.cli.format", model.Args{"value": format, "formats": "pdf, txt, docx"})
	}
	code, number, err := s.Keys.AddRecovery(ctx, pass, o.label)
	defer clear(code)
	if err != nil {
		return err
	}
	path := s.dbPath(ctx)
	made := service.Out{Action: "recovery.made", Args: model.Args{"n": number}, To: service.ToOwnFile}
	if o.out == "" {
		if err := s.Service.Leave(ctx, made); err != nil {
			return err
		}
		if s.json {
			return s.out.json(object{{"path", path}, {"code_no", number}, {"recovery", string(code)}})
		}
		s.note("cli.passphrase.recovery.done", "n", number)
		s.out.line(string(code))
		return nil
	}
	doc := present.RecoverySheet(w, filepath.Base(path), string(code), number, o.label, s.Service.Today())
	if err := s.Service.WriteFile(ctx, made, o.out, doc, format, o.force); err != nil {
		// a code that nobody has is taken back
		if removed := s.Keys.RemoveRecovery(ctx, pass, number); removed != nil {
			return removed
		}
		return err
	}
	if s.json {
		return s.out.json(object{{"path", path}, {"code_no", number}, {"file", model.ShownPath(o.out)}})
	}
	s.note("cli.passphrase.recovery.written", "n", number, "path", model.ShownPath(o.out))
	return nil
}

func (o *passphraseOptions) removeRecovery(ctx context.Context, s *session, pass []byte) error {
	if err := s.Keys.RemoveRecovery(ctx, pass, o.remove); err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"path", s.dbPath(ctx)}, {"code_no", o.remove}})
	}
	s.note("cli.passphrase.removed", "n", o.remove)
	return nil
}

// listKeys lists what opens the database.
func (o *passphraseOptions) listKeys(ctx context.Context, s *session, _ []byte) error {
	list, err := s.Keys.Unlockers(ctx)
	if err != nil {
		return err
	}
	t := table{cols: []column{
		{"code_no", s.T("cli.passphrase.col.number"), true},
		{"kind", s.T("cli.passphrase.col.kind"), false},
		{"made", s.T("cli.passphrase.col.made"), false},
		{"label", s.T("cli.passphrase.col.label"), false},
		{"cost", s.T("cli.passphrase.col.cost"), true},
	}}
	for _, u := range list {
		kind := "recovery"
		if u.Number == 0 {
			kind = "passphrase"
		}
		made := cell{}
		if !u.Made.IsZero() {
			made = s.timeCell(u.Made)
		}
		number := cell{}
		if u.Number > 0 {
			number = cell{strconv.Itoa(u.Number), strconv.Itoa(u.Number), u.Number}
		}
		cost := strconv.FormatFloat(u.Cost, 'f', -1, 64)
		t.rows = append(t.rows, []cell{number, {s.T("cli.passphrase.kind." + kind), kind, kind}, made, text(u.Label),
			{s.words.Decimal(u.Cost, 1) + " ×", cost, u.Cost}})
	}
	return s.out.table(t)
}

// dbPath is the path of the database.
func (s *session) dbPath(ctx context.Context) string {
	f, err := s.Facts(ctx)
	if err != nil {
		return s.db
	}
	return f.Path
}
