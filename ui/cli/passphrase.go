package cli

import (
	"bytes"
	"context"

	"github.com/spf13/cobra"

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
		return r.env.Databases.PassphraseFile(file)
	}
	if !r.asks() {
		return nil, nil
	}
	return r.env.Terminal.Secret(ctx, r.T(prompt)+" ")
}

// asks reports whether somebody is there to answer.
func (r *root) asks() bool { return r.env.Terminal.In && r.env.Terminal.Secret != nil }

// newPassphrase reads the passphrase of a database that is to be made; at the terminal it is typed twice.
func (r *root) newPassphrase(ctx context.Context) ([]byte, error) {
	if r.passFile != "" || r.env.Getenv("JOBSPOR_PASSPHRASE_FILE") != "" {
		return r.passphrase(ctx, "")
	}
	return r.typedTwice(ctx)
}

// typedTwice asks for a new passphrase at the terminal, twice because nobody sees what is typed.
func (r *root) typedTwice(ctx context.Context) ([]byte, error) {
	if !r.asks() {
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
	if !bytes.Equal(first, second) {
		return nil, model.NewError(model.Invalid, "err.cli.passphrase.twice", nil)
	}
	return first, nil
}

// newPassphraseCommand is the command that locks the database with another one.
func (r *root) newPassphraseCommand() *cobra.Command {
	file := ""
	c := r.new("passphrase", between(0, 0), func(ctx context.Context, _ []string) error { return r.rekey(ctx, file) })
	c.Flags().StringVar(&file, "new-file", "", "")
	return says(c, "path")
}

// rekey asks for the passphrase as it is, opens the database with it, and locks it with the next one.
func (r *root) rekey(ctx context.Context, file string) error {
	old, err := r.passphrase(ctx, "cli.ask.passphrase.old")
	if err != nil {
		return err
	}
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	how, err := r.openOptions()
	if err != nil {
		return err
	}
	how.Passphrase = old
	ses, err := r.env.Databases.Open(ctx, path, how)
	if err != nil {
		return err
	}
	defer ses.Close()
	var next []byte
	if file != "" {
		next, err = r.env.Databases.PassphraseFile(file)
	} else {
		next, err = r.typedTwice(ctx)
	}
	if err != nil {
		return err
	}
	if err := ses.Rekey(ctx, old, next); err != nil {
		return err
	}
	if r.json {
		return r.out.json(object{{"path", path}})
	}
	r.tell("cli.passphrase.done")
	return nil
}
