package bootstrap

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"jobspor/data/backup"
	"jobspor/data/dump"
	"jobspor/data/exporter"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/cli"
)

// sealedCopy writes a proven copy that only the holder of a key or a passphrase can open, for a place that others can
// reach. What was written is read back: with a passphrase it is opened and compared with the copy, with keys, whose
// secret part is elsewhere, it is compared byte for byte with what was to be written.
func sealedCopy(ctx context.Context, db *store.Store, dir backup.Dir, to string, seal cli.DumpSeal) error {
	private, err := scratch(db.Path()) // where it is swept, should the program be killed
	if err != nil {
		return err
	}
	defer os.RemoveAll(private)
	plain := filepath.Join(private, "copy.db")
	if err := dir.BackupTo(ctx, db, plain); err != nil {
		return err
	}
	written, inside := sha256.New(), sha256.New()
	err = exporter.WriteFile(to, false, func(out io.Writer) error {
		w, err := sealOf(seal).Writer(io.MultiWriter(out, written))
		if err != nil {
			return err
		}
		f, err := os.Open(plain)
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := io.Copy(io.MultiWriter(w, inside), f); err != nil {
			return err
		}
		return w.Close()
	})
	return provedOrTaken(err, to, seal, written, inside)
}

// sealedDump writes what a database on a server holds as a dump that only the holder of a key or a passphrase can open,
// and proves it as sealedCopy does.
func sealedDump(ctx context.Context, db *store.Store, to string, seal cli.DumpSeal) error {
	written, inside := sha256.New(), sha256.New()
	err := exporter.WriteFile(to, false, func(out io.Writer) error {
		w, err := sealOf(seal).Writer(io.MultiWriter(out, written))
		if err != nil {
			return err
		}
		if _, err := dump.Write(ctx, io.MultiWriter(w, inside), db, ""); err != nil {
			return err
		}
		return w.Close()
	})
	return provedOrTaken(err, to, seal, written, inside)
}

// provedOrTaken proves a copy that was written; one overwrites nothing, with no option.
func provedOrTaken(err error, to string, seal cli.DumpSeal, written, inside hash.Hash) error {
	var exists *model.Error
	if errors.As(err, &exists) && exists.Key == "err.export.exists" {
		return model.NewError(model.Conflict, "err.store.taken", model.Args{"path": to}).WithCause(err)
	}
	if err == nil {
		err = proveSealed(to, seal, written, inside)
	}
	return err
}

// proveSealed reads a sealed copy back.
func proveSealed(path string, seal cli.DumpSeal, written, inside hash.Hash) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	got, want, from := sha256.New(), written, io.Reader(f)
	if len(seal.Recipients) == 0 {
		want = inside
		if from, err = dump.Unseal(f, dump.Keys{Passphrase: func() ([]byte, error) {
			return seal.Passphrase, nil
		}}); err != nil {
			return err
		}
	}
	if _, err = io.Copy(got, from); err == nil && !bytes.Equal(got.Sum(nil), want.Sum(nil)) {
		err = errors.New("what was read back differs")
	}
	if err != nil {
		return model.NewError(model.Internal, "err.store.copy", nil).WithCause(err)
	}
	return nil
}

// OpenSealedCopy opens a copy that is sealed with age into a private folder beside the database and gives its path
// there; any other copy stays where it is. done removes what was opened.
func (Deps) OpenSealedCopy(
	_ context.Context, from, path string, keys cli.DumpKeys,
) (plain string, done func(), err error) {
	done = func() {}
	if info, err := os.Stat(from); err == nil && !info.Mode().IsRegular() {
		return from, done, nil // a pipe would be waited for; who reads it says so
	}
	f, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return "", done, model.NewError(model.NotFound, "err.cli.restore.missing", model.Args{"path": from})
	}
	if err != nil {
		return from, done, nil // who reads it says so
	}
	defer f.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	if !dump.IsSealed(head[:n]) {
		return from, done, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", done, err
	}
	in, err := dump.Unseal(f, dump.Keys{Passphrase: keys.Passphrase, Identities: keys.Identities})
	if err != nil {
		return "", done, err
	}
	private, err := scratch(path)
	if err != nil {
		return "", done, err
	}
	done = func() { _ = os.RemoveAll(private) }
	plain = filepath.Join(private, "copy.db")
	out, err := os.OpenFile(plain, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = io.Copy(out, in)
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		done()
		return "", func() {}, model.NewError(model.Invalid, "err.load.damaged", nil).WithCause(err)
	}
	return plain, done, nil
}
