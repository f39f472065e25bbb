package screen

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
)

// Base is what every screen embeds: its host, and the answers of a screen on which nothing is typed or unsaved.
type Base struct{ *Host }

// Typing reports that letters go to bindings.
func (Base) Typing() bool { return false }

// Dirty reports that nothing typed waits to be saved.
func (Base) Dirty() bool { return false }

// Check has no invariant to test.
func (Base) Check() error { return nil }

// Visible gives the rows that a table shows, for Shows. Before the first drawing those are the first ones.
func Visible[T any](t *kit.Table, rows []T) []any { return visibleUnder(t, 0, rows) }

// visibleUnder is Visible for a table that has other rows above these.
func visibleUnder[T any](t *kit.Table, above int, rows []T) []any {
	from, to := t.Visible()
	from, to = min(max(from-above, 0), len(rows)), min(max(to-above, 0), len(rows))
	out := make([]any, 0, to-from)
	for _, r := range rows[from:to] {
		out = append(out, r)
	}
	return out
}

// Words gives the words of the session's language.
func (b Base) Words() present.Words { return present.WordsIn(b.Theme.Lang) }

// Today is the calendar day.
func (b Base) Today() model.Date { return b.Service.Today() }

// Actor is the ID of the consultant, "" before anybody is known.
func (b Base) Actor() string { return b.Service.Actor() }

// Binding is one row of what works on a screen: keys, words, when it works and why not, and what it does.
type Binding struct {
	keys.Binding
	Do func() tea.Cmd
}

// Std is a binding of the shared grammar with what it does here.
func Std(id string, do func() tea.Cmd) Binding { return Binding{keys.Std(id), do} }

// Own is a binding of one screen alone: one key, offered in the palette; footer is its place there, 0 is none.
func Own(id, key, label string, footer int, do func() tea.Cmd) Binding {
	return Binding{keys.Binding{ID: id, Keys: []string{key}, Label: label, Footer: footer, Palette: true}, do}
}

// Or gives the binding another keystroke.
func (b Binding) Or(stroke string) Binding {
	b.Keys = append(slices.Clip(b.Keys), stroke)
	return b
}

// When gives the binding a condition: false with the word key of the sentence that says why.
func (b Binding) When(enabled func() (ok bool, why string)) Binding {
	b.Enabled = enabled
	return b
}

// As gives the binding another label, for a screen where the same meaning has a more precise word.
func (b Binding) As(label string) Binding {
	b.Label = label
	return b
}

// At gives the binding another place in the footer.
func (b Binding) At(footer int) Binding {
	b.Footer = footer
	return b
}

// Nothing is what a binding does that only moves something on its own screen.
func Nothing(do func()) func() tea.Cmd {
	return func() tea.Cmd {
		do()
		return nil
	}
}

// Declared gives the declarations of bindings, for the footer, the help and the palette.
func Declared(bindings []Binding) []keys.Binding {
	out := make([]keys.Binding, len(bindings))
	for i, b := range bindings {
		out[i] = b.Binding
	}
	return out
}

// Run does slow work outside the loop and hands its result to took inside it; an error is shown as a toast. A newer Run
// with the same tag cancels the older one, whose result is dropped. The work gets a deadline and is recovered from
// panics; it must not touch the screen's state.
func Run[T any](h *Host, tag string, work func(context.Context) (T, error), took func(T) tea.Cmd) tea.Cmd {
	return RunElse(h, tag, work, took, h.Fail)
}

// RunElse is Run for a screen that does more about an error than showing it.
func RunElse[T any](h *Host, tag string, work func(context.Context) (T, error), took func(T) tea.Cmd,
	failed func(error) tea.Cmd) tea.Cmd {
	return RunFor(h, tag, h.timeout, work, took, failed)
}

// RunFor is RunElse with its own deadline; 0 is none, for work with progress that the person can cancel.
func RunFor[T any](h *Host, tag string, limit time.Duration, work func(context.Context) (T, error),
	took func(T) tea.Cmd,
	failed func(error) tea.Cmd) tea.Cmd {
	h.Cancel(tag)
	ctx, cancel := h.deadline(limit)
	h.cancels[tag] = cancel
	result := Result[T]{Address: Address{h.ID, h.gen(tag), tag}, took: took, failed: failed}
	return func() tea.Msg {
		defer cancel()
		result.Value, result.Err = recovered(ctx, work)
		return result
	}
}

// Address says for whom a result is, and of which of several works with the same tag.
type Address struct {
	Screen, Gen int
	Tag         string
}

// Delivery is a result on its way back to the screen that asked for it.
type Delivery interface {
	To() Address
	// Deliver hands the result over. Only the app calls it, inside the loop and while the result is still wanted.
	Deliver() tea.Cmd
}

// Result is what work gave, with what is done with it.
type Result[T any] struct {
	Address
	Value T
	Err   error

	took   func(T) tea.Cmd
	failed func(error) tea.Cmd
}

// To is the address.
func (r Result[T]) To() Address { return r.Address }

// Deliver calls one of the two handlers.
func (r Result[T]) Deliver() tea.Cmd {
	if r.Err != nil {
		return r.failed(r.Err)
	}
	return r.took(r.Value)
}

// recovered does the work; a panic becomes an error that names where it was, without values: they could be personal.
func recovered[T any](ctx context.Context, work func(context.Context) (T, error)) (value T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = model.NewError(model.Internal, "err.panic", nil).
				WithCause(fmt.Errorf("%T at %s", p, topFrame(debug.Stack())))
		}
	}()
	return work(ctx)
}

// topFrame names the function that panicked, without values: they could be personal.
func topFrame(stack []byte) string {
	lines := 0
	start := 0
	for i, b := range stack {
		if b != '\n' {
			continue
		}
		lines++
		if line := string(stack[start:i]); lines > 7 && len(line) > 0 && line[0] != '\t' {
			for j := len(line) - 1; j > 0; j-- {
				if line[j] == '(' {
					return line[:j]
				}
			}
			return line
		}
		start = i + 1
	}
	return "?"
}
