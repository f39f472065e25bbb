// Package cli is the command line: it says the same words as the screens, writes the same change sets and
// prints the same lists as the screens.
//
// It promises: data goes to standard output and everything else to standard error; the exit status follows model.Code;
// nothing is asked when standard input is no terminal; output is aligned for a person at a terminal, tab-separated with
// a header for a pipe, and JSON with documented fields on request; no error names a citizen. It opens no database and
// writes no file by itself: what it needs of other packages arrives in Env.
//
// A command is one row of data beside the function it runs, see command; its options name the key of their words there.
// A new command takes its file, its words in ui/lang, and, at the top of the tree, a line in commands.
package cli

import (
	"context"
	"io"
	"time"

	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/model"
	"jobspor/ui/app"
	"jobspor/ui/lang"
	"jobspor/ui/server"
	"jobspor/ui/service"
)

// Env is the world around one run of the program.
type Env struct {
	Args      []string // without the program's name
	In        io.Reader
	Out, Err  io.Writer
	Terminal  Terminal
	Getenv    func(string) string
	Now       func() time.Time
	Login     string // the operating system's name for the user
	Build     Build
	Databases Databases
	Served    *Served  // the member who runs it over a connection; nil at a terminal of one's own
	SelfTest  SelfTest // nil where the program cannot run itself
}

// Terminal tells which streams are one, and what can be asked there.
type Terminal struct {
	In, Out, Err bool
	Width        int // of Out, in cells
	// Secret asks for something that is not shown while it is typed; it ends with ctx.
	Secret func(ctx context.Context, prompt string) ([]byte, error)
	// Raw lets single keys arrive, unseen, until restore; nil cannot.
	Raw func() (restore func())
	// DiscardTyped drops what was typed before a question that nobody could foresee, and gives how much; nil cannot.
	DiscardTyped func() int
}

// InterfaceSource reads a person's own file of keys and colours, which belongs to the computer and to no database.
type InterfaceSource interface {
	// Path is where the file is, whether or not there is one.
	Path() string
	// Parse reads the text of a file; its faults name the file by name.
	Parse(name, text string) (app.Choices, error)
}

// ServeSource reads the file that says how a team is served.
type ServeSource interface {
	// Path is where the file is, whether or not there is one; HostKey is the usual place of the host key.
	Path() string
	HostKey() string
	// Parse reads the text of a file, and gives the file of the passphrase that it names; its faults name it by name.
	Parse(name, text string) (o server.Options, passphraseFile string, err error)
}

// Databases opens databases and the built-in data.
type Databases interface {
	// Path is the database: the one named, else the one of the environment, else the usual place.
	Path(named string) (string, error)
	// Inspect tells what is there, without opening it.
	Inspect(ctx context.Context, path string) (State, error)
	// Handles lists what rows of a type are called, as far as a file holds that unencrypted; see store.Handles.
	Handles(ctx context.Context, path, typ, prefix string, limit int) ([]string, error)
	// Open opens or makes a database.
	Open(ctx context.Context, path string, how OpenOptions) (*Database, error)
	// PassphraseFile reads a passphrase from a file that nobody else can read; waits is as in OpenFile.
	PassphraseFile(ctx context.Context, path string, waits func()) ([]byte, error)
	// OpenFile opens a file to be read. A pipe is waited for as long as ctx lasts; waits is called when nothing comes.
	OpenFile(ctx context.Context, path string, waits func()) (io.ReadCloser, error)
	// Await gives a reader whose readings end with ctx, also while nothing comes.
	Await(ctx context.Context, from io.Reader) io.Reader
	// DemoWorld is the invented world of the day.
	DemoWorld(today model.Date) []model.ChangeSet
	// Trades is what the built-in tables know of trades and related work: no other options are set.
	Trades() (matching.Options, error)
	// Scratch makes a private folder for a database that is removed at the end.
	Scratch() (string, error)
	// Knowledge is the built-in lexicon with its thesaurus.
	Knowledge(ctx context.Context) (occupation.Knowledge, error)
	// RuleSource knows the built-in rules and reads files of rules.
	RuleSource() service.RuleSource
	// InterfaceSource reads a person's own file of keys and colours.
	InterfaceSource() InterfaceSource
	// ServeSource reads the file that says how a team is served.
	ServeSource() ServeSource
	// MailSource knows the built-in templates of mails and reads files of them.
	MailSource() service.MailSource
	// ProgrammeSource knows the built-in programmes and reads files of them.
	ProgrammeSource() service.ProgrammeSource
	// Copies lists the copies of the database at path, newest first, without opening it: also those that somebody put
	// into their folder, and the databases that restores replaced.
	Copies(ctx context.Context, path string) ([]Copy, error)
	// CompareCopy says what a copy and the database at path hold; one that cannot be read has a Fault, a copy an error.
	CompareCopy(ctx context.Context, from, path string) (then, now Copy, err error)
	// OpenSealedCopy opens a copy that is sealed with age beside the database at path, and gives where; done removes it
	// again. Any other copy is given as it is.
	OpenSealedCopy(ctx context.Context, from, path string, keys DumpKeys) (plain string, done func(), err error)
	// ErasedSince lists whom the database at path erased and a copy still holds.
	ErasedSince(ctx context.Context, from, path string) ([]Erasure, error)
	// EraseAgain gives the path of a copy of a copy from which they are erased; done removes it again.
	EraseAgain(ctx context.Context, from, path string, how OpenOptions, again []Erasure, reason string) (
		clean string, done func(), err error)
	// Restore brings a copy back as the database at path and gives where the old one went, "" when there was none. The
	// log tells of it.
	Restore(ctx context.Context, from, path string, as Restored) (kept string, err error)
	// Recipients reads a file of public keys.
	Recipients(text string) ([]string, error)
	// CheckSeal says whether a dump can be protected like that.
	CheckSeal(seal DumpSeal) error
	// OpenDump recognises how a dump is protected, opens it and reads its head.
	OpenDump(in io.Reader, keys DumpKeys) (DumpFile, error)
	// CheckEmpty refuses a database that holds anything.
	CheckEmpty(ctx context.Context, path string) error
}

// State tells what a file is.
type State struct {
	Exists bool
	Demo   bool // invented people only
	Sealed bool // opening takes the passphrase
}

// OpenOptions say how a database is opened.
type OpenOptions struct {
	Create, Demo bool
	OwnDemo      bool // the demo that this run itself made: others may read it
	Passphrase   []byte
	Who, Login   string // initials or ID of the consultant; else the one with this login
	Now          func() time.Time
	Clock        func() time.Time                      // dates the log; nil is Now
	Input        func(context.Context) ([]byte, error) // standard input, which "-" means where a file is imported
}

// Database is an open database with its service session and what only the command line asks of it.
type Database struct {
	Service  *service.Session
	Language func(ctx context.Context, fallback lang.Code) (*lang.Lang, error)
	// Together runs work with a session whose changes are written as one, or with try as none.
	Together func(ctx context.Context, as model.ChangeSet, try bool,
		work func(context.Context, *service.Session) error) (model.Receipt, error)
	// Member is a session of another consultant on the same open database; input is their standard input. Closing it ends
	// that session only.
	Member func(ctx context.Context, id string, input func(context.Context) ([]byte, error)) (*Database, error)
	// MemberFolder is a consultant's own folder, for the files that come and go over a connection.
	MemberFolder func(id string) string
	// Watch asks for other programs' changes again and again, and tells every session.
	Watch func(ctx context.Context, every time.Duration)
	// Administered notes in the log what was done with the database as a whole.
	Administered func(ctx context.Context, actor, action string, args model.Args) error
	Poll         func(ctx context.Context, tell func(model.Changed)) error
	Check        func(ctx context.Context) ([]*model.Error, error)
	// Notices are what is worth knowing and no fault.
	Notices func(ctx context.Context) ([]*model.Error, error)
	Verify  func(ctx context.Context) ([]Altered, error) // what was changed outside the program
	// Accept takes the file for the one that this computer knows, and what was found in it that is no row for what it
	// shall be; n is how many findings that were.
	Accept func(ctx context.Context, actor string) (n int, err error)
	Seen   bool // this computer saw the database before
	// Backup makes a proven copy; to "" is the usual folder, and with a seal it is sealed with age.
	Backup func(ctx context.Context, to string, seal *DumpSeal) (path string, err error)
	Keys   Keys // what opens it
	Facts  func(ctx context.Context) (Facts, error)
	Dump   func(ctx context.Context, to DumpTarget) (DumpInfo, error) // the whole database
	Close  func() error
}

// Altered is one thing in a database that the program did not write so.
type Altered struct {
	Kind, Type, ID string
	Seq            int64 // of the entry of the log
	Err            *model.Error
}

// Restored is what the log tells of a restore.
type Restored struct {
	Who, Login string // who did it, as in OpenOptions
	At         time.Time
	File       string // name of the copy
	Seq, Lost  int64  // the last entry of its log, and how many entries of the database it lacks, -1 when not known
}

// Copy is one backup.
type Copy struct {
	Path   string
	Kind   string         // made by the program, put into the folder by somebody, or replaced by a restore
	At     time.Time      // when it was made; of CompareCopy: when it was last changed
	Size   int64          // bytes
	Seq    int64          // the last entry of its log
	Lost   int64          // of CompareCopy: entries of the log of the database that it lacks, -1 when not known
	Schema int            // number of the last migration
	Reason string         // before what it was made, "" for nothing in particular
	Proven bool           // its seals opened, and it has not changed since
	Rows   map[string]int // by type
	Opens  string         // what else opens it than the database, or than no database: see store.Info.OpensUnlike
	Goes   model.Date     // at which it is removed, 0 for none
	Fault  *model.Error   // why it cannot be read
}

// Erasure is an erasure that the log of a database tells of.
type Erasure struct {
	Seq        int64
	At         time.Time
	Anonymised bool
	Citizens   []string // their IDs
}

// Facts are what a database holds.
type Facts struct {
	Path   string
	Schema int
	Seq    int64
	Rows   map[string]int // by type
}
