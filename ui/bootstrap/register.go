package bootstrap

import (
	"bytes"
	"context"
	"io"

	"jobspor/data/crypt"
	"jobspor/data/importer"
	"jobspor/data/paths"
	"jobspor/data/register"
	"jobspor/model"
	"jobspor/ui/service"
)

// registerSource asks a business register with package register.
type registerSource struct{ reader importReader }

func (registerSource) CheckURL(address string) error { return register.CheckURL(address) }

func (registerSource) CheckSecret(path string) error {
	secret, err := crypt.Passphrase(path, openRegular)
	if err == nil && !bytes.ContainsRune(secret, ':') {
		err = model.NewError(model.Invalid, "err.register.secret", nil)
	}
	clear(secret)
	return err
}

func openRegular(path string) (io.ReadCloser, error) { return paths.OpenRegular(path) }

func (registerSource) Host(q service.RegisterQuestion) string {
	return register.Config{URL: q.URL}.Host()
}

func (registerSource) Fetch(ctx context.Context, q service.RegisterQuestion) ([]byte, error) {
	c := register.Config{URL: q.URL, Shape: q.Shape, Contact: q.Contact}
	if q.SecretFile != "" {
		secret, err := crypt.Passphrase(q.SecretFile, openRegular)
		if err != nil {
			return nil, err
		}
		c.Secret = string(secret)
	}
	return register.Fetch(ctx, c, q.Number)
}

// Plan reads an answer as package importer reads one in a file.
func (s registerSource) Plan(
	ctx context.Context, name string, answer []byte, o service.ImportOptions,
) (service.ImportPlan, error) {
	src, err := importer.Read(ctx, bytes.NewReader(answer), int64(len(answer)), name)
	if err != nil {
		return nil, err
	}
	return s.reader.plan(ctx, src, "company", o)
}
