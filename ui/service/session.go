// Package service holds what screens and command line share: a session with the open store, the consultant and the
// snapshot for matching and search; queries; and use cases. Its results hold data without sentences: package present
// writes those.
//
// It promises: it reaches the store and files only through the small interfaces of this file; reports are built from
// rows that were read and hold exactly what is shown. It never writes rows: it returns change sets, and the caller
// applies them.
package service

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// Reader reads rows; see store.Store for the guarantees.
type Reader interface {
	Get(ctx context.Context, typ, id string) (model.Entity, error)
	List(ctx context.Context, typ string, q schema.Query) ([]model.Entity, error)
	Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error
	Count(ctx context.Context, typ string, q schema.Query) (int, error)
}

// Writer applies and undoes change sets.
type Writer interface {
	Apply(ctx context.Context, cs model.ChangeSet) (model.Receipt, error)
	Undo(ctx context.Context, actor string, seq int64) (model.Receipt, error)
	Redo(ctx context.Context, actor string) (model.Receipt, error)
	PreviewUndo(ctx context.Context, actor string, seq int64) (model.Receipt, error)
	PreviewRedo(ctx context.Context, actor string) (model.Receipt, error)
	Subscribe(onChange func(model.Changed)) (cancel func())
}

// Auditor writes and reads the log.
type Auditor interface {
	Log(ctx context.Context, q schema.LogQuery) ([]model.LogEntry, error)
	// EachLogRow calls fn for every row of the log of some types, oldest first, with what stood before.
	EachLogRow(ctx context.Context, types []string, fn func(model.LogEntry, string, model.LogRow) error) error
	// EachRemoved calls fn for every row of some types that was removed, as it last was.
	EachRemoved(ctx context.Context, types []string, fn func(model.Entity) error) error
	// Viewed and Exported write whose data was looked at or left; see looks.go and gate.go, which alone call them.
	Viewed(ctx context.Context, actor, action string, args model.Args, typ string, ids ...string) error
	Exported(ctx context.Context, actor, action string, args model.Args, citizens []string, rows int) error
}

// Drafts stores unfinished forms, encrypted, by actor, form and row.
type Drafts interface {
	PutDraft(ctx context.Context, actor, form, id string, values map[string]string) error
	Draft(ctx context.Context, actor, form, id string) (map[string]string, error)
	DropDraft(ctx context.Context, actor, form, id string) error
	CountDrafts(ctx context.Context, actor string) (int, error)
}

// Store is an open database.
type Store interface {
	Reader
	Writer
	Auditor
	Drafts
}

// Files writes documents.
type Files interface {
	// Render returns the bytes of a document in a format: csv, excel (CSV for a Danish Excel), xlsx, json,
	// md, txt, pdf or docx.
	Render(doc model.Document, format string) ([]byte, error)
	// Write writes a document to a file, completely or not at all; an existing file needs overwrite.
	Write(path string, doc model.Document, format string, overwrite bool) error
	// Unprintable names what a format cannot print of a document, by its parts.
	Unprintable(doc model.Document, format string) []model.Unprintable
	// Pages is how many pages a document has in a format; 0 where the format has none, or the reader decides.
	Pages(doc model.Document, format string) (int, error)
	// Logo reads a picture file and gives it as a PNG that is small enough for a setting.
	Logo(path string) ([]byte, error)
}

// Session is one consultant's work on an open database. Its fields do not change after it was made, except the
// consultant and the snapshot.
type Session struct {
	Store     Store
	Files     Files
	Snapshots *SnapshotCache
	Importer  Importer
	Now       func() time.Time
	Demo      bool
	Folder    string // of exports without a path
	Backups   Backups
	Database  DatabaseInfo
	Damages   Damages
	// RuleSource provides the dated rules that placements are judged by.
	RuleSource RuleSource
	// ProgrammeSource provides the programme definitions and progress items.
	ProgrammeSource ProgrammeSource
	MailSource      MailSource // templates of mails
	Register        Register   // looks companies up
	Towns           Towns      // knows the towns of postcodes; nil knows none
	Eraser          Eraser     // erases for good
	Ages            Ages       // tells how old drafts and looks are
	Waiting         Waiting    // keeps looks that the log cannot take; nil keeps none
	Login           string     // the operating system's name of the user, "" when it is not known
	// Alarm is what was found wrong when the database was opened, nil for nothing: an older copy in its place.
	Alarm *model.Error
	// Notices are what is worth knowing of how the database is used, such as that it lies on a network share.
	Notices []*model.Error
	// Unanswered reports whether a database server is waited for that does not answer; nil is never.
	Unanswered func() bool
	// Clock dates the log; nil is Now.
	Clock func() time.Time
	// DemoWorld returns the fictional demo data of a day, in the order to apply it; nil offers none.
	DemoWorld func(model.Date) []model.ChangeSet

	// Served says that the person is at the other end of a connection, and others use the same open database: the computer
	// that the program runs on is not theirs.
	Served bool
	Room   func() (int64, error) // how many bytes still fit into Folder; nil is no limit

	Locker Locker // ends every use of the database until the passphrase comes

	consultant atomic.Pointer[model.Consultant]
	today      todayCache // the rows of Today
	with       *Session   // whose rows of Today these are, nil for its own
	looks      looks
	guard      *guard // of an enforced session
	ownersOnce sync.Once
	owners     atomic.Pointer[owners] // nil before anything is enforced; see sharedOwners
	reasons    struct {               // of what left, see RememberReason
		sync.Mutex
		of map[Receiver]string
	}
}

// Backups makes and checks backups.
type Backups interface {
	// Backup writes a proven copy and gives its path.
	Backup(ctx context.Context) (path string, err error)
	// Due makes a copy when the changes since the newest ask for one, and thins the copies out. A demo has none.
	Due(ctx context.Context) (made bool, err error)
	// Before makes a copy before something risky; the reason is an English word for its name, such as "import".
	Before(ctx context.Context, reason string) error
	// Latest returns when the newest copy was made; zero when there is none.
	Latest() time.Time
	// Failed is why the latest copy could not be made, nil when it was.
	Failed() error
}

// riskyRows is how many rows of an import are worth a copy before it.
const riskyRows = 500

// BeforeImport makes a copy before an import of many rows.
func (d *Session) BeforeImport(ctx context.Context, rows int) error {
	if rows < riskyRows || d.Backups == nil {
		return nil
	}
	return d.Backups.Before(ctx, "import")
}

// Consultant is the consultant of this session, nil before it is known.
func (d *Session) Consultant() *model.Consultant { return d.consultant.Load() }

// SetConsultant sets the consultant of this session. Who was let in over a connection stays who the key says.
func (d *Session) SetConsultant(c *model.Consultant) {
	if now := d.Consultant(); d.Served && now != nil && (c == nil || c.ID != now.ID) {
		return
	}
	d.consultant.Store(c)
}

// Actor is the ID that changes are written under, "" before the consultant is known.
func (d *Session) Actor() string {
	if c := d.Consultant(); c != nil {
		return c.ID
	}
	return ""
}

// KnownPNumber reports whether ten digits are the P-number of a company, so that a text may name it although it looks
// like a CPR number. It reads one row by its index, and is asked only about such digits.
func (d *Session) KnownPNumber(digits string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	n, err := d.Store.Count(ctx, "company", schema.Where("pnumber", digits))
	return err == nil && n > 0
}

// Today is the calendar day.
func (d *Session) Today() model.Date { return model.DateOf(d.Now()) }
