package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// This file is the whole database as lines of JSON: out with `dump`, into an empty database with `load`.

// DumpSeal says how a dump is protected: with a passphrase, to the holders of keys, or not at all.
type DumpSeal struct {
	Passphrase []byte
	Recipients []string
	Plain      bool
}

// DumpKeys open a sealed dump. Passphrase is called only when the dump needs one.
type DumpKeys struct {
	Passphrase func() ([]byte, error)
	Identities string // the text of a file of secret keys
}

// DumpInfo says what a dump holds.
type DumpInfo struct {
	MadeAt, Program string
	Protection      string // passphrase, key or plain
	Demo            bool
	Counts          map[string]int // rows by type
	Rows, Entries   int            // of all types, and of the log
	Lines           int
	Digest          string
	Unfit           []UnfitRow     // rows that a load refuses, at most ten
	Unfits          int            // how many those are
	Unread          int            // values of the log that do not open
	Different       []DifferentRow // rows of which file and log do not tell the same, at most ten
	Differs         int            // how many those are
}

// DifferentRow is a row that only the log has (row.missing), or that its log does not have or removed (row.added); or
// entries that the log lacks (log.removed), or that somebody made who is no consultant of the file (actor.unknown).
type DifferentRow struct {
	Kind, Type, ID, Name string
	Line                 int   // of the file, 0 for a missing row
	Seq                  int64 // the last entry of the log about it, 0 for none; the first of N entries
	N                    int64
}

// UnfitRow is a row that does not pass today's checks, and its line of the file.
type UnfitRow struct {
	Type, ID string
	Line     int
	Err      error
}

// DumpTarget says where a dump goes: to Out, or to the file when that is nil.
type DumpTarget struct {
	File    string
	Force   bool // an existing file may be replaced
	Out     io.Writer
	Seal    DumpSeal
	Program string // version of this program
}

// DumpFile is a dump that was opened.
type DumpFile interface {
	Info() DumpInfo
	// Load fills the database at path, which is made when how.Create is set. With DryRun everything is checked and
	// nothing is left behind. What differs is told with the error that refuses it.
	Load(ctx context.Context, path string, how OpenOptions, do LoadOptions) (DumpInfo, error)
}

// LoadOptions say how a dump is loaded.
type LoadOptions struct {
	DryRun bool
	Accept bool // rows and log may differ
}

// LineError is what is wrong with a line of a dump; Type is the type of its row, "" for none.
type LineError struct {
	Line int
	Type string
	Err  error
}

// Error is for logs.
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap gives what is wrong.
func (e *LineError) Unwrap() error { return e.Err }

// dumpPhrase reads the passphrase of a dump, which is another than that of the database.
type dumpPhrase struct{ file string }

func (o *dumpPhrase) flag() flag {
	return option(&o.file, "dump-passphrase-file", "", "cli.flag.dump-passphrase-file")
}

// fromFile reads it from the file that was named, nil for none.
func (o *dumpPhrase) fromFile(ctx context.Context, r *root) ([]byte, error) {
	file := o.file
	if file == "" {
		file = r.env.Getenv("JOBSPOR_DUMP_PASSPHRASE_FILE")
	}
	if file == "" {
		return nil, nil
	}
	return r.passphraseFile(ctx, file)
}

// dumpOptions are the options of `dump`.
type dumpOptions struct {
	phrase         dumpPhrase
	recipients     []string
	recipientsFile string
	plain, force   bool
}

func dumpCommand() command {
	o := &dumpOptions{}
	return command{
		name: "dump", args: exactly(1), check: o.check, run: o.run,
		json: []string{
			"file", "protection", "made_at", "demo", "rows", "log", "lines", "digest", "counts", "unfit",
		},
		flags: []flag{
			option(&o.recipients, "recipient", nil, "cli.flag.recipient"),
			option(&o.recipientsFile, "recipients-file", "", "cli.flag.recipients-file"),
			o.phrase.flag(),
			option(&o.plain, "plain", false, "cli.flag.plain"),
			option(&o.force, "force", false, "cli.flag.force"),
		},
	}
}

// check refuses options that contradict each other.
func (o *dumpOptions) check(cmd *cobra.Command, _ []string) error {
	keys := len(o.recipients) > 0 || o.recipientsFile != ""
	if o.plain && (keys || o.phrase.file != "") || keys && o.phrase.file != "" {
		return usage(cmd, "err.dump.seal", nil)
	}
	return nil
}

// run writes the database to a file or standard output. The log notes it first, so that the dump tells of itself.
func (o *dumpOptions) run(ctx context.Context, s *session, args []string) error {
	file := args[0]
	toFile := file != standardInput
	if !toFile && s.json {
		return model.NewError(model.Usage, "err.dump.json", nil)
	}
	if _, err := os.Stat(file); toFile && err == nil && !o.force {
		return model.NewError(model.Conflict, "err.export.exists", model.Args{"file": filepath.Base(file)})
	}
	if !toFile && s.env.Terminal.Out && !o.plain {
		return model.NewError(model.Usage, "err.dump.terminal", nil)
	}
	seal, how, err := o.seal(ctx, s)
	if err != nil {
		return err
	}
	counts, err := s.Facts(ctx)
	if err != nil {
		return err
	}
	rows := 0
	for _, n := range counts.Rows {
		rows += n
	}
	log := model.Args{"n": rows, "protection": how}
	leaving, err := s.explained(ctx, service.Out{Action: "export.dump", Args: log, Rows: rows, To: service.ToOwnFile,
		Whole: true})
	if err != nil {
		return err
	}
	if err := s.Service.Leave(ctx, leaving); err != nil {
		return err
	}
	target := DumpTarget{File: file, Force: o.force, Seal: seal, Program: s.env.Build.Version}
	if !toFile {
		target.Out = s.out.w
	}
	info, err := s.Dump(ctx, target)
	if err != nil {
		return err
	}
	return s.dumped(ctx, file, toFile, how, info)
}

// seal finds out how the dump is to be protected, and asks for what that takes.
func (o *dumpOptions) seal(ctx context.Context, s *session) (seal DumpSeal, how string, err error) {
	switch {
	case o.plain:
		seal.Plain, how = true, "plain"
		err = s.confirmPlain(ctx)
	case len(o.recipients) > 0 || o.recipientsFile != "":
		seal.Recipients, how = o.recipients, "key"
		if o.recipientsFile != "" {
			var text string
			var more []string
			if text, _, err = s.readText(ctx, o.recipientsFile); err != nil {
				return seal, how, err
			}
			if more, err = s.env.Databases.Recipients(text); err != nil {
				return seal, how, err
			}
			seal.Recipients = slices.Concat(seal.Recipients, more)
		}
	default:
		how = "passphrase"
		if seal.Passphrase, err = o.phrase.fromFile(ctx, s.root); err == nil && seal.Passphrase == nil {
			seal.Passphrase, err = s.askDumpPhrase(ctx)
		}
	}
	if err == nil {
		err = s.env.Databases.CheckSeal(seal)
	}
	return seal, how, err
}

// askDumpPhrase asks for the passphrase of a new dump, twice.
func (s *session) askDumpPhrase(ctx context.Context) ([]byte, error) {
	if !s.canAsk() {
		return nil, model.NewError(model.Locked, "err.dump.passphrase", nil)
	}
	s.note("cli.ask.dump.why")
	return s.askTwice(ctx)
}

// confirmPlain asks for a typed yes before personal data is written so that anybody can read it.
func (r *root) confirmPlain(ctx context.Context) error {
	if r.yes {
		return nil
	}
	if !r.env.Terminal.In {
		return model.NewError(model.Usage, "err.dump.plain", nil)
	}
	_ = r.out.flush()
	fmt.Fprint(r.env.Err, r.T("cli.ask.dump.plain", "word", r.T("value.yes"))+" ")
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(r.env.In).ReadString('\n') // an input that ends is no yes
		answer <- line
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case line := <-answer:
		for _, w := range r.languages() {
			if strings.EqualFold(strings.TrimSpace(line), w.T("value.yes")) {
				return nil
			}
		}
	}
	return model.NewError(model.Cancelled, "err.dump.no", nil)
}

// withoutID is what a row is called, "" where that is its ID alone and the ID is no word.
func withoutID(id, name string) string {
	if name == "" {
		name = id
	}
	if name == id && model.IsID(id) {
		return ""
	}
	return name
}

// dumped says what was written.
func (s *session) dumped(ctx context.Context, file string, toFile bool, how string, info DumpInfo) error {
	for _, row := range info.Unfit {
		what := strings.Join(s.sentences(withType(typeNamed(row.Type), row.Err)), " ")
		name := withoutID(row.ID, s.called(ctx, row.Type, row.ID, nil))
		key := map[bool]string{true: "cli.dump.unfit", false: "cli.dump.unfit.unnamed"}[name != ""]
		s.note(key, "type", s.T("type."+row.Type), "id", name, "line", row.Line, "what", what)
	}
	if info.Unread > 0 {
		s.note("cli.dump.unread", "n", info.Unread)
	}
	if more := info.Unfits - len(info.Unfit); more > 0 {
		s.note("cli.dump.unfit.more", "n", more)
	}
	if s.json {
		return s.out.json(append(object{{"file", file}}, info.members(how)...))
	}
	if !toFile {
		file = s.T("cli.dump.stdout")
	}
	s.note("cli.dump.done", "n", info.Rows, "log", info.Entries, "file", file)
	s.note("cli.dump.how."+how, "digest", info.Digest[:16])
	if info.Demo {
		s.note("cli.dump.demo")
	}
	return nil
}

// members are what JSON says of a dump.
func (i DumpInfo) members(how string) []member {
	counts := object{}
	for _, t := range schema.Types() {
		counts = append(counts, member{t.Name, i.Counts[t.Name]})
	}
	return []member{
		{"protection", how}, {"made_at", i.MadeAt}, {"demo", i.Demo}, {"rows", i.Rows}, {"log", i.Entries},
		{"lines", i.Lines}, {"digest", i.Digest}, {"counts", counts}, {"unfit", i.Unfits},
	}
}
