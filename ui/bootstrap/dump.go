package bootstrap

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"jobspor/data/crypt"
	"jobspor/data/dump"
	"jobspor/data/exporter"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/cli"
)

// Recipients reads a file of public keys.
func (Deps) Recipients(text string) ([]string, error) { return dump.Recipients(text) }

// CheckSeal says whether a dump can be protected like that.
func (Deps) CheckSeal(seal cli.DumpSeal) error { return sealOf(seal).Check() }

// CheckEmpty refuses a database that holds anything.
func (Deps) CheckEmpty(ctx context.Context, path string) error { return store.CheckEmpty(ctx, path) }

// OpenDump opens a dump and reads its head.
func (h Deps) OpenDump(in io.Reader, keys cli.DumpKeys) (cli.DumpFile, error) {
	r, err := dump.Open(in, dump.Keys{Passphrase: keys.Passphrase, Identities: keys.Identities})
	if err != nil {
		return nil, lineError(err)
	}
	return dumpFile{r, h.Places}, nil
}

func sealOf(s cli.DumpSeal) dump.Seal {
	return dump.Seal{Passphrase: s.Passphrase, Recipients: s.Recipients, Plain: s.Plain}
}

// writeDump writes the dump of an open database to a writer, or to a file.
func writeDump(ctx context.Context, db *store.Store, to cli.DumpTarget) (info cli.DumpInfo, err error) {
	fill := func(out io.Writer) error {
		w, err := sealOf(to.Seal).Writer(out)
		if err != nil {
			return err
		}
		r, err := dump.Write(ctx, w, db, to.Program)
		if err != nil {
			return err
		}
		info = infoOf(r, "")
		return w.Close()
	}
	if to.Out != nil {
		err = fill(to.Out)
	} else {
		err = exporter.WriteFile(to.File, to.Force, fill)
	}
	return info, err
}

func infoOf(r dump.Result, how dump.Protection) cli.DumpInfo {
	out := cli.DumpInfo{
		MadeAt: r.MadeAt, Program: r.Program, Protection: string(how), Demo: r.Demo, Counts: r.Counts, Rows: r.Rows(),
		Entries: r.Entries(), Lines: r.Lines, Digest: r.SHA256, Unfits: r.Unfits,
		Unread: r.Unread, Differs: r.Differs,
	}
	for _, u := range r.Unfit {
		out.Unfit = append(out.Unfit, cli.UnfitRow(u))
	}
	for _, d := range r.Different {
		out.Different = append(out.Different, cli.DifferentRow{Kind: d.Kind, Type: d.Type, ID: d.ID, Name: d.Name,
			Line: d.Line, Seq: d.Seq, N: d.N})
	}
	return out
}

// lineError gives the command line the line that an error is about.
func lineError(err error) error {
	var at *dump.LineError
	if !errors.As(err, &at) {
		return err
	}
	return &cli.LineError{Line: at.Line, Type: at.Type, Err: at.Err}
}

// dumpFile is an open dump.
type dumpFile struct {
	reader *dump.Reader
	places *paths.Places
}

func (f dumpFile) Info() cli.DumpInfo {
	return infoOf(dump.Result{Header: f.reader.Header}, f.reader.Protection)
}

// Load fills a database. One that was made for this and could not be filled is removed again.
func (f dumpFile) Load(
	ctx context.Context, path string, how cli.OpenOptions, do cli.LoadOptions,
) (info cli.DumpInfo, err error) {
	opt := store.Options{Passphrase: how.Passphrase, Create: how.Create, Demo: how.Demo && how.Create, Now: how.Now}
	place := besidePath(f.places, path)
	if do.DryRun {
		dir, err := scratch(place)
		if err != nil {
			return info, err
		}
		defer os.RemoveAll(dir)
		path, opt.Create, opt.Demo = filepath.Join(dir, "check.db"), true, how.Demo
		opt.Passphrase, opt.Params = []byte(rand.Text()), crypt.Cheap // a random key: what is checked stays sealed
	} else if how.Create {
		if err := paths.MakePrivate(filepath.Dir(place)); err != nil {
			return info, err
		}
	}
	db, err := store.Open(ctx, path, opt)
	if err != nil {
		return info, err
	}
	r, err := f.reader.Load(ctx, db, store.Loaded{Who: how.Who, Login: how.Login, Accept: do.Accept})
	err = errors.Join(err, db.Close())
	if err != nil && how.Create && !store.OnServer(path) {
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(path + end)
		}
	}
	return infoOf(r, f.reader.Protection), lineError(err)
}

// scratch makes a private folder for a database that is only checked, beside the real one where there is a place.
func scratch(path string) (string, error) {
	dir := filepath.Dir(path)
	if _, err := os.Stat(dir); err != nil {
		dir = ""
	}
	made, err := os.MkdirTemp(dir, paths.Unfinished(""))
	if err != nil {
		return "", model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": dir}).
			WithCause(fmt.Errorf("check a dump: %w", err))
	}
	return made, nil
}
