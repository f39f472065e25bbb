package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// Intake reads files into plans; nothing is written before the plan's change set is applied.
type Importer interface {
	// Plan reads a file of companies or citizens and says what each row would do.
	Plan(ctx context.Context, path, typ string, o ImportOptions) (ImportPlan, error)
	// Guess says what a file seems to hold: "company", "citizen" or "reference".
	Guess(ctx context.Context, path string, w FileWords) (string, error)
	// Reference reads a table of occupations, industries or postcodes.
	Reference(ctx context.Context, path string) (*model.Reference, error)
}

// FileWords are what a file's headings and options are read by, and what its refused rows are told in.
type FileWords interface {
	T(key string, args ...any) string
	Field(t *schema.Type, f *schema.Field) string
	Key(f *schema.Field, word string) (key string, ok bool)
	Error(err error) string
}

// IntakeOptions say how a file is read.
type ImportOptions struct {
	Map         map[string]string // file column to field key, over what the headers say
	Responsible string            // consultant of new rows
	Words       FileWords         // reads option words and headings
	Progress    func(done, total int64)
}

// Verdict is what becomes of a row of a file.
type Verdict string

// The verdicts. A merged row adds to one before it in the same file.
const (
	New       Verdict = "new"
	Changed   Verdict = "changed"
	Unchanged Verdict = "unchanged"
	Merged    Verdict = "merged"
	Refused   Verdict = "refused"
)

// Verdicts lists them in the order they are told.
var Verdicts = []Verdict{New, Changed, Unchanged, Merged, Refused}

// Plan is what a file would do. Close it when it is no longer wanted.
type ImportPlan interface {
	File() string
	Count(Verdict) int
	Goals() int // job goals that are added
	Len() int
	Row(i int) PlanRow
	Columns() []PlanColumn
	ChangeSet(actor string) model.ChangeSet
	// WriteRefused writes the refused rows with their reasons and gives their number.
	WriteRefused(ctx context.Context, path string, overwrite bool) (int, error)
	Close() error
}

// PlanRow is one row of the file.
type PlanRow struct {
	Line    int    // in the file, from 1
	Title   string // what the row is about; personal for citizens
	Verdict Verdict
	Change  model.Change
	Fields  []*schema.Field // that a changed row changes
	Reasons []error         // why it is refused or merged
}

// PlanColumn is one column of the file and the field it goes to, "" when nothing is taken from it.
type PlanColumn struct{ Heading, Field string }
