package bootstrap

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"jobspor/data/backup"
	"jobspor/data/crypt"
	"jobspor/data/demo"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/cli"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// Deps opens databases for the command line.
type Deps struct {
	Places  *paths.Places
	Linkers *Linkers // shared between databases; nil builds one for each
}

// Path is the path of the database.
func (h Deps) Path(named string) (string, error) {
	p := h.Places.WithDB(named)
	if err := p.Check(); err != nil {
		return "", err
	}
	return p.DB(), nil
}

// Inspect returns what kind of file a path is. A file that others can read is not opened: SQLite would create files
// beside it with the same permissions.
func (Deps) Inspect(ctx context.Context, path string) (cli.State, error) {
	if err := checkPrivate(path); err != nil {
		return cli.State{}, err
	}
	i, err := store.ReadInfo(ctx, path)
	return cli.State{Exists: i.Exists && !i.Empty, Demo: i.Demo, Sealed: i.Sealed}, err
}

// Handles lists what rows are called, as far as that is not encrypted.
func (Deps) Handles(ctx context.Context, path, typ, prefix string, limit int) ([]string, error) {
	if err := checkPrivate(path); err != nil {
		return nil, err
	}
	return store.Handles(ctx, path, typ, prefix, limit)
}

// Open opens or creates a database and starts a session on it.
func (h Deps) Open(ctx context.Context, path string, how cli.OpenOptions) (*cli.Database, error) {
	beside := besidePath(h.Places, path)
	dir := backup.For(beside, h.Places.WithDB(beside).BackupDir())
	if how.Create && !how.Demo {
		if err := paths.MakePrivate(filepath.Dir(beside)); err != nil {
			return nil, err
		}
	}
	for _, folder := range []string{filepath.Dir(beside), dir.Path, filepath.Join(h.Places.StateDir(), "seen"),
		os.TempDir()} {
		paths.RemoveAbandoned(folder, time.Now())
	}
	paths.RemoveElsewhere(h.elsewhere(), time.Now())
	_ = dir.Recover(ctx, beside) // a copy that cannot be recovered is said where copies are listed
	s, err := h.Linkers.Open(ctx, path, store.Options{Passphrase: how.Passphrase, Create: how.Create, Demo: how.Demo,
		OwnDemo: how.OwnDemo, Now: how.Now, Clock: how.Clock,
		BackupDir: dir.Path, StateDir: h.Places.StateDir()}, how.Who, how.Login)
	if err != nil {
		return nil, err
	}
	copies := backupsIn(s.Store, dir, s.Service.Actor)
	s.Service.Backups, s.Service.Eraser = copies, eraser{s.Store, dir, s.Service.Actor}
	s.Service.Damages = damages{s.Store, dir}
	s.Service.Importer = importReader{store: s.Store, input: how.Input, notes: h.elsewhere()}
	s.Service.Files = files{h.elsewhere()}
	return h.database(s, beside, dir, copies), nil
}

// elsewhere is the folder of notes on folders that no start looks into, see paths.NoteElsewhere.
func (h Deps) elsewhere() string { return filepath.Join(h.Places.StateDir(), "elsewhere") }

// member is somebody else's session on an open database. Closing it ends nothing: the database is everybody's.
func (h Deps) member(
	ctx context.Context, s *Database, dir backup.Dir, path, id string, input func(context.Context) ([]byte, error),
) (*cli.Database, error) {
	c, err := service.One[model.Consultant](ctx, s.Store, "consultant", id)
	if err != nil {
		return nil, err
	}
	folder := memberFolder(path, c.ID)
	if err := paths.MakePrivate(folder); err != nil {
		return nil, model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": folder}).WithCause(err)
	}
	m := &Database{Store: s.Store, Service: s.Service.Another(c, folder)}
	m.Service.Eraser = eraser{s.Store, dir, m.Service.Actor}
	m.Service.Database = databaseInfo{s.Store, m.Service.Actor}
	m.Service.Importer = importReader{store: s.Store, input: input, path: m.Service.Path, notes: h.elsewhere()}
	m.Service.Waiting = s.Store
	m.Service.Enforce()
	db := h.database(m, path, dir, backupsIn(s.Store, dir, m.Service.Actor))
	db.Poll = func(context.Context, func(model.Changed)) error { return nil } // the process asks
	db.Close = func() error { return nil }
	return db, nil
}

// besidePath is the path of a database, or, of one on a server, a path that this computer keeps beside it what others
// keep beside their file: folders of the consultants, and of what is checked.
func besidePath(places *paths.Places, name string) string {
	if !store.OnServer(name) {
		return name
	}
	plain := strings.Map(func(c rune) rune {
		if c == '.' || c == '-' || unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return '_'
	}, store.Shown(name))
	return filepath.Join(places.StateDir(), "servers", plain, "server.db")
}

// checkPrivate refuses a file that others can read.
func checkPrivate(name string) error {
	if store.OnServer(name) {
		return nil
	}
	return paths.CheckPrivate(name)
}

// memberFolder is beside the database.
func memberFolder(path, id string) string { return filepath.Join(filepath.Dir(path), "files", id) }

// database is what the command line uses of a session.
func (h Deps) database(s *Database, path string, dir backup.Dir, copies backups) *cli.Database {
	return &cli.Database{
		Service: s.Service,
		Member: func(
			ctx context.Context, id string, input func(context.Context) ([]byte, error),
		) (*cli.Database, error) {
			return h.member(ctx, s, dir, path, id, input)
		},
		MemberFolder: func(id string) string { return memberFolder(path, id) },
		Watch:        s.Store.Watch,
		Administered: s.Store.Administered,
		Language: func(ctx context.Context, fallback lang.Code) (*lang.Lang, error) {
			return Language(ctx, s.Store, fallback)
		},
		Together: func(ctx context.Context, as model.ChangeSet, try bool,
			work func(context.Context, *service.Session) error,
		) (model.Receipt, error) {
			return h.Linkers.together(ctx, s, as, try, work)
		},
		Poll: s.Poll,
		Check: func(ctx context.Context) ([]*model.Error, error) {
			found, err := s.Store.Check(ctx)
			if alarm := s.Service.Alarm; alarm != nil {
				found = append(found, alarm)
			}
			return found, err
		},
		Notices: func(ctx context.Context) ([]*model.Error, error) {
			out := s.Service.Notices
			n, first, err := s.Store.ClockBack(ctx)
			if n > 0 {
				out = append(out, model.NewError("", "notice.clock", model.Args{"n": n, "seq": first}))
			}
			accepted, more := acceptedNotices(ctx, s.Store)
			return append(out, accepted...), errors.Join(err, more)
		},
		Verify: func(ctx context.Context) (out []cli.Altered, err error) {
			if err := s.Service.Need(ctx, service.Maintain); err != nil {
				return nil, err
			}
			found, err := s.Store.Verify(ctx)
			for _, f := range found {
				out = append(out, cli.Altered{Kind: f.Kind, Type: f.Type, ID: f.ID, Seq: f.Seq, Err: f.Error()})
			}
			if f := s.Store.Known().Found; f != nil { // an older copy in its place is whole in itself
				out = append(out, cli.Altered{Kind: f.Kind, Err: f.Error()})
			}
			return out, err
		},
		Accept: func(ctx context.Context, actor string) (int, error) {
			if err := s.Service.Need(ctx, service.Maintain); err != nil {
				return 0, err
			}
			n, err := s.Store.Accept(ctx, actor)
			return n, errors.Join(err, s.Store.AcceptKnown(ctx))
		},
		Seen: s.Store.Known().Before,
		Backup: func(ctx context.Context, to string, seal *cli.DumpSeal) (string, error) {
			if err := s.Service.Need(ctx, service.Maintain); err != nil {
				return "", err
			}
			if to == "" {
				return s.Service.Backups.Backup(ctx)
			}
			if err := paths.MakePrivate(filepath.Dir(to)); err != nil {
				folder := model.Args{"path": model.ShownPath(filepath.Dir(to))}
				return "", model.NewError(model.Forbidden, "err.store.folder", folder).WithCause(err)
			}
			err := noted(h.elsewhere(), to, func() error {
				switch {
				case seal != nil && s.Store.OnServer():
					return sealedDump(ctx, s.Store, to, *seal)
				case seal != nil:
					return sealedCopy(ctx, s.Store, dir, to, *seal)
				}
				return dir.BackupTo(ctx, s.Store, to)
			})
			return to, copies.loggedTo(ctx, to, err)
		},
		Keys: databaseKeys{s.Store, s.Service},
		Facts: func(ctx context.Context) (cli.Facts, error) {
			sum, err := s.Store.Summary(ctx)
			return cli.Facts{Path: s.Store.Path(), Schema: sum.Schema, Seq: sum.Seq, Rows: sum.Rows}, err
		},
		Dump: func(ctx context.Context, to cli.DumpTarget) (info cli.DumpInfo, err error) {
			if err := s.Service.Need(ctx, service.ExportWhole); err != nil {
				return cli.DumpInfo{}, err
			}
			err = noted(h.elsewhere(), to.File, func() error { info, err = writeDump(ctx, s.Store, to); return err })
			return info, err
		},
		Close: s.Close,
	}
}

// acceptedNotices tell what was changed outside the program and accepted, by whom and when.
func acceptedNotices(ctx context.Context, st *store.Store) (out []*model.Error, err error) {
	list, err := st.Accepted(ctx)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	people, err := store.All[model.Consultant](ctx, st, schema.Query{})
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, c := range people {
		names[c.ID] = c.Initials
	}
	for _, a := range list {
		out = append(out, model.NewError("", "notice.accepted."+a.Kind, model.Args{
			"type": a.Type, "seq": a.Seq, "day": model.DateOf(a.At), "who": cmp.Or(names[a.Actor], a.Actor, "-"),
		}))
	}
	return out, nil
}

// Scratch makes a private folder for a demonstration, and sweeps away those that were left behind.
func (Deps) Scratch() (string, error) {
	paths.RemoveAbandoned(os.TempDir(), time.Now())
	return os.MkdirTemp("", paths.Unfinished(""))
}

// PassphraseFile reads a passphrase from a private file.
func (Deps) PassphraseFile(ctx context.Context, path string, waits func()) ([]byte, error) {
	return crypt.Passphrase(path, func(path string) (io.ReadCloser, error) { return paths.Open(ctx, path, waits) })
}

// OpenFile opens a file to be read.
func (Deps) OpenFile(ctx context.Context, path string, waits func()) (io.ReadCloser, error) {
	return paths.Open(ctx, path, waits)
}

// Await gives a reader whose readings end with ctx.
func (Deps) Await(ctx context.Context, from io.Reader) io.Reader { return paths.Await(ctx, from) }

// DemoWorld is the fictional demo data of the day.
func (Deps) DemoWorld(today model.Date) []model.ChangeSet { return demo.ChangeSets(today) }

// Trades is what the built-in tables know of trades and related work.
func (Deps) Trades() (matching.Options, error) { return Trades() }

// Knowledge is the built-in lexicon.
func (Deps) Knowledge(ctx context.Context) (occupation.Knowledge, error) { return Knowledge(ctx, nil) }

// RuleSource provides the built-in rules and reads files of rules.
func (Deps) RuleSource() service.RuleSource { return newRuleSource() }

// MailSource provides the templates of mails and reads files of them.
func (Deps) MailSource() service.MailSource { return mailSource{} }

// ProgrammeSource provides the built-in programmes and reads files of them.
func (Deps) ProgrammeSource() service.ProgrammeSource { return programmeSource{} }

// Copies lists the copies of a database.
func (h Deps) Copies(ctx context.Context, path string) (out []cli.Copy, err error) {
	if store.OnServer(path) {
		return nil, nil
	}
	list, err := backup.For(path, h.Places.WithDB(path).BackupDir()).All(ctx, path)
	for _, c := range list {
		sum, fault := store.Inspect(ctx, c.Path)
		one := summaryOf(sum, fault)
		one.Opens = sum.OpensUnlike(store.Info{})
		one.Path, one.At, one.Size, one.Seq, one.Reason = c.Path, c.At, c.Size, c.Seq, c.Reason
		one.Kind, one.Goes = string(c.Kind), c.Goes
		one.Proven = one.Fault == nil && c.Proven()
		out = append(out, one)
	}
	return out, err
}

// CompareCopy says what a copy and a database hold.
func (Deps) CompareCopy(ctx context.Context, from, path string) (then, now cli.Copy, err error) {
	if err := store.RequireFile(path); err != nil {
		return then, now, err
	}
	if sameFile(from, path) {
		return then, now, model.NewError(model.Usage, "err.cli.restore.itself", model.Args{"path": path})
	}
	sum, err := store.Inspect(ctx, from)
	if err != nil {
		return then, now, err
	}
	nowSum, fault := store.Inspect(ctx, path)
	then, now = summaryOf(sum, nil), summaryOf(nowSum, fault)
	then.Opens, then.Lost = sum.OpensUnlike(nowSum.Info), -1
	if fault == nil {
		then.Lost, err = store.LostEntries(ctx, path, from)
	}
	return then, now, err
}

// sameFile reports whether two paths are those of one file.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	two, err := os.Stat(b)
	return err == nil && os.SameFile(one, two)
}

// summaryOf is what a file holds, or why it cannot be read.
func summaryOf(sum store.Summary, err error) cli.Copy {
	out := cli.Copy{At: sum.At, Seq: sum.Seq, Schema: sum.Schema, Rows: sum.Rows}
	if err != nil && !errors.As(err, &out.Fault) {
		out.Fault = model.NewError(model.Internal, "err.unknown", nil)
	}
	return out
}

// ErasedSince lists whom the database at path erased and a copy still holds.
func (Deps) ErasedSince(ctx context.Context, from, path string) (out []cli.Erasure, err error) {
	list, err := store.ErasedSince(ctx, path, from)
	for _, e := range list {
		out = append(out, cli.Erasure(e))
	}
	return out, err
}

// EraseAgain makes a private copy of a copy beside the database at path, and erases from it who was erased since.
func (Deps) EraseAgain(
	ctx context.Context, from, path string, how cli.OpenOptions, again []cli.Erasure, reason string,
) (clean string, done func(), err error) {
	private, err := scratch(path)
	if err != nil {
		return "", nil, err
	}
	done = func() { _ = os.RemoveAll(private) }
	clean = filepath.Join(private, "copy.db")
	if err = store.Copy(ctx, from, clean); err == nil {
		err = eraseIn(ctx, clean, how, again, reason)
	}
	if err != nil {
		done()
		return "", nil, err
	}
	return clean, done, nil
}

func eraseIn(ctx context.Context, path string, how cli.OpenOptions, again []cli.Erasure, reason string) error {
	s, err := Open(ctx, path, store.Options{Passphrase: how.Passphrase, Now: how.Now, BackupDir: filepath.Dir(path)},
		"", how.Login)
	if err != nil {
		return err
	}
	for _, e := range again {
		if err = s.Service.EraseAgain(ctx, e.Citizens, e.Anonymised, reason); err != nil {
			break
		}
	}
	return errors.Join(err, s.Close())
}

// Restore restores a backup.
func (h Deps) Restore(ctx context.Context, from, path string, as cli.Restored) (string, error) {
	kept, err := backup.Restore(ctx, from, path, as.At)
	if err != nil {
		return kept, err
	}
	return kept, store.NoteRestored(ctx, path, h.Places.StateDir(), store.Restored(as))
}

// databaseInfo describes the open database.
type databaseInfo struct {
	store *store.Store
	actor func() string
}

func (h databaseInfo) Facts(ctx context.Context) (service.Facts, error) {
	sum, err := h.store.Summary(ctx)
	if err != nil {
		return service.Facts{}, err
	}
	out := service.Facts{Path: h.store.Path(), Schema: sum.Schema, Sealed: sum.Sealed, Rows: sum.Rows}
	// The last changes are in the log beside the file until the next checkpoint.
	for _, name := range []string{out.Path, out.Path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			out.Bytes += info.Size()
		}
	}
	return out, nil
}

func (h databaseInfo) Check(ctx context.Context) ([]*model.Error, error) { return h.store.Check(ctx) }

func (h databaseInfo) Rekey(ctx context.Context, old, next []byte) error {
	return h.store.Rekey(ctx, h.actor(), old, next)
}
