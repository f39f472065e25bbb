package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
)

// exitStatuses are the statuses that help documents; 0 includes "found nothing", everything else is 1.
var exitStatuses = map[model.Code]int{
	"": 0, model.Usage: 2, model.NotFound: 3, model.Conflict: 4, model.Busy: 5, model.Locked: 5, model.Cancelled: 130,
}

// exitStatus prints an error and gives the exit status.
func (r *root) exitStatus(ctx context.Context, err error) int {
	if err == nil {
		return 0
	}
	var said *saidError
	if errors.As(err, &said) {
		return said.status
	}
	if model.CodeOf(err) != model.Cancelled && (ctx.Err() != nil || errors.Is(err, context.Canceled)) {
		r.printError(model.NewError(model.Cancelled, "err.cancelled", nil))
		return exitStatuses[model.Cancelled]
	}
	r.printError(err)
	if code, ok := exitStatuses[model.CodeOf(err)]; ok {
		return code
	}
	return 1
}

// printError prints an error as a person reads it: the sentence, the rows it could have meant, what to do next.
func (r *root) printError(err error) {
	for _, text := range r.sentences(err) {
		if r.batch != nil {
			text = r.T("cli.batch.at", "line", r.batch.line, "text", text)
		}
		r.note("cli.error", "text", text)
	}
	var many *ambiguous
	if errors.As(err, &many) {
		for _, c := range many.rows {
			r.notef("  %s", c)
		}
	}
	if hint := r.hint(err); hint != "" {
		r.tip(r.T("cli.hint", "text", hint))
	}
}

// sentences are the words of an error; one that lists fields gets a line for each.
func (r *root) sentences(err error) []string { return r.sentencesIn(r.words, err) }

func (r *root) sentencesIn(w present.Words, err error) []string {
	var at *LineError
	if errors.As(err, &at) {
		inner := at.Err
		if t, ok := schema.TypeNamed(at.Type); ok {
			inner = withType(t, inner)
		}
		out := r.sentencesIn(w, inner)
		out[0] = w.T("cli.error.line", "line", at.Line) + " " + out[0]
		return out
	}
	var wrong *usageError
	if errors.As(err, &wrong) && wrong.err.Key == "err.cli.args.few" {
		return []string{tooFew(w, wrong)}
	}
	var typed *fieldsError
	if !errors.As(err, &typed) {
		return []string{w.Error(err)}
	}
	var e *model.Error
	if !errors.As(typed.err, &e) {
		return []string{w.Error(err)}
	}
	var out []string
	for _, one := range append([]model.Error{*e}, e.More...) {
		one.More = nil
		out = append(out, w.FieldError(typed.typ, &one))
	}
	return out
}

// tooFew names the arguments that a command lacks, and all that it takes.
func tooFew(w present.Words, wrong *usageError) string {
	given, _ := wrong.err.Args["given"].(int)
	least, _ := wrong.err.Args["least"].(int)
	all := takes(w, wrong.cmd)
	names := strings.Fields(all)
	least = min(least, len(names))
	return w.T("err.cli.args.few", "missing", strings.Join(names[min(given, least):least], ", "), "command",
		wrong.cmd.CommandPath()+" "+all)
}

func (r *root) hint(err error) string {
	var wrong *usageError
	if errors.As(err, &wrong) {
		return r.T("hint.cli.help", "command", wrong.cmd.CommandPath())
	}
	var e *model.Error
	if !errors.As(err, &e) {
		return ""
	}
	if key := "hint." + e.Key; r.words.Has(key) && (e.Key != "err.store.used" || r.takesAll()) {
		return r.T(key)
	}
	if e.Code == model.Usage {
		return r.T("hint.cli.help", "command", "jobspor")
	}
	return ""
}

// takesAll reports whether the command that runs has --all.
func (r *root) takesAll() bool {
	if r.top == nil {
		return false
	}
	c, _, err := r.top.Find(strings.Fields(r.running))
	return err == nil && c.Flags().Lookup("all") != nil
}

// notef prints a line on standard error. What was printed before stands before it where both go to one terminal.
func (r *root) notef(format string, args ...any) {
	_ = r.out.flush() // an output that cannot be written is reported at the end
	fmt.Fprintln(r.env.Err, clean(fmt.Sprintf(format, args...)))
}

// note prints a sentence of the word files on standard error.
func (r *root) note(key string, args ...any) { r.notef("%s", r.T(key, args...)) }

// tip prints on standard error what is true of more than this line: a batch prints it once.
func (r *root) tip(text string) {
	if r.batch != nil {
		if r.batch.tips[text] {
			return
		}
		r.batch.tips[text] = true
	}
	r.notef("%s", text)
}

// fieldsError is an error about fields of one type, so that their labels can be printed.
type fieldsError struct {
	typ *schema.Type
	err error
}

func (e *fieldsError) Error() string { return e.err.Error() }
func (e *fieldsError) Unwrap() error { return e.err }

// withType adds the type that an error's fields belong to, unless the error has one.
func withType(t *schema.Type, err error) error {
	var typed *fieldsError
	if err == nil || errors.As(err, &typed) {
		return err
	}
	return &fieldsError{t, err}
}

// ambiguous is the error of a name that fits several rows; they are printed below its sentence.
type ambiguous struct {
	err  *model.Error
	rows []string
}

func (e *ambiguous) Error() string { return e.err.Error() }
func (e *ambiguous) Unwrap() error { return e.err }
