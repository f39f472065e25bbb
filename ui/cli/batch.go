package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/shlex"
	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is `batch`: many commands for one opening of the database. A line is run exactly as the command line would
// run it; what a line may be is decided here and by the batch rule of its command.

// batchRule says whether a command may stand in a batch.
type batchRule int

const (
	inBatch  batchRule = iota
	unAtomic           // not with --atomic, although it changes rows
	noBatch            // not at all: it takes the screen, or opens a database itself
)

// batchOptions are the options of `batch`.
type batchOptions struct{ keepGoing, atomic, dryRun bool }

func batchCommand() command {
	o := &batchOptions{}
	return command{
		name: "batch", args: between(0, 1), batch: noBatch, check: o.check, offline: o.run,
		json: []string{
			"line", "command", "status", "result", "error", "error.code", "error.key", "error.text", "commands",
			"failed",
			"seq", "count",
		},
		flags: []flag{
			option(&o.keepGoing, "keep-going", false, "cli.batch.flag.keep-going"),
			option(&o.atomic, "atomic", false, "cli.batch.flag.atomic"),
			option(&o.dryRun, "dry-run", false, "cli.batch.flag.dry-run"),
		},
	}
}

func (o *batchOptions) check(cmd *cobra.Command, _ []string) error {
	if o.atomic && o.keepGoing {
		return usage(cmd, "err.cli.batch.both", nil)
	}
	return nil
}

// batch is one run of `batch`.
type batch struct {
	*batchOptions
	r        *root
	db       *Database
	lines    int
	failed   []int // numbers of the lines
	stopped  int   // number of the line that ended it, 0 when none did
	status   int   // of the first line that failed
	buffered *bytes.Buffer
	tips     map[string]bool
	got      model.Receipt // with atomic and dryRun
}

// batchPlace is what a command of a batch knows about it.
type batchPlace struct {
	db     *Database
	line   int
	atomic bool
	tips   map[string]bool // those that a line has printed
}

// errLineFailed ends a batch; the line has said why.
var errLineFailed = errors.New("a line failed")

// run reads commands and runs them, in one opening of the database.
func (o *batchOptions) run(ctx context.Context, r *root, args []string) error {
	path := standardInput
	if len(args) > 0 {
		path = args[0]
	}
	from, closeInput, err := r.openLines(ctx, path)
	if err != nil {
		return err
	}
	defer closeInput()
	return r.withSession(ctx, func(ctx context.Context, s *session) error {
		if path == standardInput && r.env.Terminal.In {
			r.note("cli.batch.type")
		}
		b := &batch{batchOptions: o, r: s.root, db: s.Database, tips: map[string]bool{}}
		err := b.runAll(ctx, s, from)
		if err != nil && !errors.Is(err, errLineFailed) {
			return err
		}
		return b.report()
	})
}

// openLines opens what a batch reads, line by line: who writes commands into a pipe waits for each answer.
func (r *root) openLines(ctx context.Context, path string) (io.Reader, func(), error) {
	if path == standardInput {
		from, err := r.input.take("err.cli.batch.input")
		return from, func() {}, err
	}
	f, _, err := r.openInput(ctx, path)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { f.Close() }, nil
}

// runAll runs the lines one by one, or all as one change.
func (b *batch) runAll(ctx context.Context, s *session, from io.Reader) error {
	if !b.atomic && !b.dryRun {
		return b.runLines(ctx, from)
	}
	actor, err := s.actor(ctx)
	if err != nil && !b.dryRun {
		return err
	}
	b.buffered = &bytes.Buffer{} // numbers that are not given in the end are not told
	as := model.ChangeSet{Actor: actor, Action: "batch"}
	b.got, err = s.Together(ctx, as, b.dryRun, func(ctx context.Context, inner *service.Session) error {
		db := *s.Database
		db.Service = inner
		b.db = &db
		return b.runLines(ctx, from)
	})
	if err != nil && !errors.Is(err, errLineFailed) {
		b.buffered.Reset() // the change as a whole was not written: no line is told as done
	}
	if b.r.json || err == nil && !b.dryRun {
		b.r.out.w.Write(b.buffered.Bytes())
	}
	return err
}

// maxLine is the longest line of a batch, in bytes.
const maxLine = 1 << 20

// runLines runs each line until one fails, or all of them with keepGoing.
func (b *batch) runLines(ctx context.Context, from io.Reader) error {
	lines := make(chan inputLine)
	go readBatch(ctx, from, lines)
	n := 0
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case l, more := <-lines:
			if !more {
				return nil
			}
			n++
			if err := b.runLine(ctx, n, l); err != nil && !b.keepGoing {
				b.stopped = n
				return err
			}
		}
	}
}

// readBatch reads lines in a goroutine of its own, so that a read that waits can be abandoned.
func readBatch(ctx context.Context, from io.Reader, to chan<- inputLine) {
	defer close(to)
	in := bufio.NewScanner(from)
	in.Buffer(nil, maxLine)
	send := func(l inputLine) bool {
		select {
		case to <- l:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for in.Scan() {
		if !send(inputLine{text: in.Text()}) {
			return
		}
	}
	if err := in.Err(); err != nil {
		key := "err.cli.input"
		if errors.Is(err, bufio.ErrTooLong) {
			key = "err.cli.batch.long"
		}
		send(inputLine{err: model.NewError(model.Invalid, key, nil).WithCause(err)})
	}
}

// words are the arguments of a line: quoted as in a shell, or JSON; none for an empty line and a comment.
func (l inputLine) words() ([]string, error) {
	text := strings.TrimSpace(strings.TrimPrefix(l.text, "\ufeff"))
	switch {
	case l.err != nil:
		return nil, l.err
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return nil, model.NewError(model.Invalid, "err.cli.batch.text", nil)
	case strings.HasPrefix(text, "{"):
		var line struct{ Args []string }
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&line); err != nil || d.More() || len(line.Args) == 0 {
			return nil, model.NewError(model.Invalid, "err.cli.batch.json", nil)
		}
		return line.Args, nil
	}
	words, err := shlex.Split(text)
	if err != nil {
		return nil, model.NewError(model.Invalid, "err.cli.batch.quote", nil)
	}
	if len(words) > 0 && words[0] == "jobspor" {
		words = words[1:]
		if len(words) == 0 {
			return nil, model.NewError(model.Usage, "err.cli.batch.alone", model.Args{"command": "jobspor"})
		}
	}
	return words, nil
}

// runLine runs one line as the command line would. Its error is errLineFailed; why was printed.
func (b *batch) runLine(ctx context.Context, n int, l inputLine) error {
	args, err := l.words()
	if err == nil && len(args) == 0 {
		return nil
	}
	b.lines++
	var out bytes.Buffer
	env := *b.r.env
	env.Args, env.Terminal.In, env.Terminal.Secret = args, false, nil
	switch {
	case b.r.json:
		env.Out, env.Terminal.Out = &out, false
	case b.buffered != nil:
		env.Out = b.buffered
	}
	sub := &root{
		env: &env, words: b.r.words, input: b.r.input, yes: b.r.yes, reason: b.r.reason,
		batch: &batchPlace{b.db, n, b.atomic || b.dryRun, b.tips},
	}
	sub.out = newPrinter(sub)
	cmd := sub.tree()
	cmd.SetArgs(args)
	if err == nil {
		sub.json = b.r.json
		err = cmd.ExecuteContext(ctx)
		if flushed := sub.out.flush(); err == nil {
			err = flushed
		}
	}
	status := sub.exitStatus(ctx, err)
	if b.r.json {
		if err := b.printJSON(sub, n, args, status, out.Bytes(), err); err != nil {
			return err
		}
	}
	if err == nil {
		return nil
	}
	if b.failed = append(b.failed, n); len(b.failed) == 1 {
		b.status = status
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errLineFailed
}

// printJSON prints what became of a line. With one change for all, only the line that stopped it is told when nothing
// was written.
func (b *batch) printJSON(sub *root, n int, args []string, status int, out []byte, failed error) error {
	name := ""
	if c, _, err := sub.top.Find(args); err == nil {
		name = strings.ReplaceAll(path(c), ".", " ")
	}
	o := object{{"line", n}, {"command", name}, {"status", status}, {"result", jsonResult(out)}, {"error", nil}}
	if failed != nil {
		var e *model.Error
		key := ""
		if errors.As(failed, &e) {
			key = e.Key
		}
		o[len(o)-1].val = object{
			{"code", string(model.CodeOf(failed))}, {"key", key}, {"text", both(sub, func(w present.Words) string {
				return strings.Join(sub.sentencesIn(w, failed), " ")
			})},
		}
	}
	text, err := marshal(o)
	if err != nil {
		return err
	}
	to := io.Writer(b.r.out.w)
	if b.buffered != nil {
		if failed != nil && !b.keepGoing {
			b.buffered.Reset()
		}
		to = b.buffered
	}
	_, _ = to.Write(append(text, '\n'))
	return b.r.out.flush()
}

// jsonResult is what a command printed: one value, several in a list, or text.
func jsonResult(out []byte) any {
	values := []json.RawMessage{}
	d := json.NewDecoder(bytes.NewReader(out))
	for {
		var v json.RawMessage
		err := d.Decode(&v)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return string(out)
		}
		var compact bytes.Buffer
		_ = json.Compact(&compact, v) // it was decoded: it is valid
		values = append(values, compact.Bytes())
	}
	switch len(values) {
	case 0:
		return nil
	case 1:
		return values[0]
	}
	return values
}

// report says what was done and what was not, and gives the error of the whole.
func (b *batch) report() error {
	count := len(b.got.Changes)
	if b.r.json {
		o := object{{"commands", b.lines}, {"failed", len(b.failed)}, {"seq", nil}, {"count", nil}}
		if b.atomic || b.dryRun {
			o[3].val = count
			if b.got.Seq > 0 {
				o[2].val = b.got.Seq
			}
		}
		if err := b.r.out.json(o); err != nil {
			return err
		}
	}
	done := b.lines - len(b.failed)
	switch {
	case b.dryRun:
		b.r.note("cli.batch.dry", "n", b.lines, "failed", len(b.failed), "rows", count)
	case b.atomic && b.stopped > 0:
		b.r.note("cli.batch.none", "line", b.stopped)
	case b.atomic && b.got.Seq == 0:
		b.r.note("cli.nothing.changed")
	case b.atomic:
		b.r.note("cli.batch.atomic", "n", b.lines, "rows", count, "seq", b.got.Seq)
	case b.stopped > 0:
		b.r.note("cli.batch.stopped", "line", b.stopped, "n", done)
	default:
		b.r.note("cli.batch.done", "n", done, "failed", len(b.failed))
	}
	if len(b.failed) == 0 {
		return nil
	}
	return &saidError{b.status}
}

// saidError is an error that was printed already; what is left of it is the exit status.
type saidError struct{ status int }

func (e *saidError) Error() string { return "said already" }

// allowed refuses a command that cannot stand in a batch.
func (p *batchPlace) allowed(cmd *cobra.Command, d command) error {
	name := strings.TrimSpace("jobspor " + strings.ReplaceAll(path(cmd), ".", " "))
	for _, global := range []string{"db", "as", "lang", "passphrase-file"} {
		if cmd.Flags().Changed(global) {
			return usage(cmd, "err.cli.batch.global", model.Args{"flag": "--" + global})
		}
	}
	switch {
	case d.batch == noBatch:
		return model.NewError(model.Usage, "err.cli.batch.alone", model.Args{"command": name})
	case !p.atomic:
		return nil
	case d.batch == unAtomic || !d.writesRows(path(cmd)):
		return model.NewError(model.Usage, "err.cli.batch.atomic", model.Args{"command": name})
	}
	return nil
}

// writesRows reports whether a command changes rows, and does nothing else.
func (d command) writesRows(place string) bool {
	return slices.Equal(d.json, receiptFields) || strings.HasPrefix(place, "import.") || place == "hours.import"
}
