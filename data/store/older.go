package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
)

// olderSchema is the schema before rows had digests and free text was sealed: the steps from there are the largest.
const olderSchema = 18

// CreateOlder makes a sealed database as an earlier version left it, with so many companies, for trials of the
// migrations.
func CreateOlder(ctx context.Context, path string, passphrase []byte, companies int) (err error) {
	s := &Store{path: path, tables: tables(), steps: migrations()[:olderSchema], gate: &gate{}, damage: newDamage(),
		opt: Options{Create: true, Passphrase: passphrase, Params: crypt.Cheap, Now: time.Now}}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.create(ctx); err != nil {
		return err
	}
	if err := s.openPools(); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	for i := range companies {
		if _, err := s.writer.ExecContext(ctx, `INSERT INTO "companies" ("id", "version", "name", "postcode", "note")
			VALUES (?, 1, ?, '2635', 'en note')`, model.NewID(), fmt.Sprint("Firma ", i)); err != nil {
			return err
		}
	}
	return os.Chmod(path, 0o600)
}
