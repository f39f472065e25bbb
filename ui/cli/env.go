// Package cli is the program's second voice: the command line. It says the same words, writes the same change sets and
// prints the same lists as the screens.
//
// It promises: data goes to standard output and talk to standard error; the exit status follows model.Code; nothing is
// asked when standard input is no terminal; what is printed is aligned for a person at a terminal and tab-separated with
// a header for a pipe, or JSON with documented fields; no error tells who a citizen is. It opens no database and prints
// no file by itself: what it needs of the other rooms arrives in Env.
package cli

import (
	"context"
	"io"
	"time"

	"jobspor/matching/occupation"
	"jobspor/model"
	"jobspor/ui/desk"
	"jobspor/ui/lang"
)

// Env is the world around one run of the program.
type Env struct {
	Args     []string // without the program's name
	In       io.Reader
	Out, Err io.Writer
	Terminal Terminal
	Getenv   func(string) string
	Now      func() time.Time
	Login    string // the operating system's name for who sits here
	Build    Build
	House    House
}

// Terminal tells which streams are one, and what can be asked there.
type Terminal struct {
	In, Out, Err bool
	Width        int // of Out, in cells
	// Secret asks for something that is not shown while it is typed; it ends with ctx.
	Secret func(ctx context.Context, prompt string) ([]byte, error)
}

// House opens what the other rooms keep.
type House interface {
	// Path is the database: the one named, else the one of the environment, else the usual place.
	Path(named string) (string, error)
	// Look tells what is there, without opening it.
	Look(ctx context.Context, path string) (State, error)
	// Open opens or makes a database.
	Open(ctx context.Context, path string, how How) (*Session, error)
	// PassphraseFile reads a passphrase from a file that nobody else can read.
	PassphraseFile(path string) ([]byte, error)
	// DemoWorld is the invented world of the day.
	DemoWorld(today model.Date) []model.ChangeSet
	// Knowledge is the built-in lexicon with its thesaurus.
	Knowledge(ctx context.Context) (occupation.Knowledge, error)
	// Rulebook knows the built-in rules and reads files of rules.
	Rulebook() desk.RuleBook
	// Restore brings a copy back as the database at path and gives where the old one went, "" when there was none.
	Restore(ctx context.Context, from, path string, now time.Time) (kept string, err error)
}

// State tells what a file is.
type State struct {
	Exists bool
	Demo   bool // invented people only
	Sealed bool // opening takes the passphrase
}

// How says how a database is opened.
type How struct {
	Create, Demo bool
	OwnDemo      bool // the demo that this run itself made: others may read it
	Passphrase   []byte
	Who, Login   string // initials or ID of who sits here; else the one with this login
	Now          func() time.Time
}

// Session is an open database with its desk and what only the command line asks of it.
type Session struct {
	Desk     *desk.Desk
	Language func(ctx context.Context, fallback lang.Code) (*lang.Lang, error)
	Poll     func(ctx context.Context, tell func(model.Changed)) error
	Check    func(ctx context.Context) ([]*model.Error, error)
	Backup   func(ctx context.Context, to string) (path string, err error) // to "" is the usual folder
	Backups  func() ([]Copy, error)                                        // newest first
	Daily    func(ctx context.Context) error                               // the day's copy, when one is due
	Rekey    func(ctx context.Context, old, next []byte) error             // a new passphrase; no row is touched
	Facts    func(ctx context.Context) (Facts, error)
	Close    func() error
}

// Copy is one backup.
type Copy struct {
	Path string
	At   time.Time
	Size int64 // bytes
}

// Facts are what a database holds.
type Facts struct {
	Path   string
	Schema int
	Seq    int64
	Rows   map[string]int // by type
}
