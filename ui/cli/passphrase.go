package cli

import (
	"bytes"
	"context"

	"jobspor/model"
)

// passphrase reads it from the file that was named, or asks at the terminal. Without either the answer is empty, and
// opening says what to do.
func (r *root) passphrase(ctx context.Context, prompt string) ([]byte, error) {
	file := r.passFile
	if file == "" {
		file = r.env.Getenv("JOBSPOR_PASSPHRASE_FILE")
	}
	if file != "" {
		return r.passphraseIn(ctx, file)
	}
	if !r.canAsk() {
		return nil, nil
	}
	return r.env.Terminal.Secret(ctx, r.T(prompt)+" ")
}

// canAsk reports whether there is a terminal to ask at.
func (r *root) canAsk() bool { return r.env.Terminal.In && r.env.Terminal.Secret != nil }

// newPassphrase reads the passphrase of a database that is to be made; at the terminal it is typed twice.
func (r *root) newPassphrase(ctx context.Context) ([]byte, error) {
	if r.passFile != "" || r.env.Getenv("JOBSPOR_PASSPHRASE_FILE") != "" {
		return r.passphrase(ctx, "")
	}
	return r.askTwice(ctx)
}

// askTwice asks for a new passphrase at the terminal, twice because nobody sees what is typed.
func (r *root) askTwice(ctx context.Context) ([]byte, error) {
	if !r.canAsk() {
		return nil, model.NewError(model.Locked, "err.cli.passphrase", nil)
	}
	first, err := r.env.Terminal.Secret(ctx, r.T("cli.ask.passphrase.new")+" ")
	if err != nil {
		return nil, err
	}
	second, err := r.env.Terminal.Secret(ctx, r.T("cli.ask.passphrase.again")+" ")
	if err != nil {
		return nil, err
	}
	defer clear(second)
	if !bytes.Equal(first, second) {
		clear(first)
		return nil, model.NewError(model.Invalid, "err.cli.passphrase.twice", nil)
	}
	return first, nil
}
