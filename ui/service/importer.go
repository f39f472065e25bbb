package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// Importer reads files into plans; nothing is written before the plan's change set is applied.
type Importer interface {
	// Plan reads a file of companies, citizens or what belongs to them and returns what each row would change.
	Plan(ctx context.Context, path, typ string, o ImportOptions) (ImportPlan, error)
	// Guess returns what a file probably holds: "reference", or the type of its rows.
	Guess(ctx context.Context, path string, w FileWords) (string, error)
	// Reference reads a table of occupations, industries, postcodes or headings, and says what it read.
	Reference(ctx context.Context, path string) (*model.Reference, Reading, error)
	// ParseMap reads what a person typed as "Firma=name,Tlf=-"; see ImportOptions.Map. A later part goes before an
	// earlier one.
	ParseMap(typ string, parts []string, w FileWords) (map[string]string, error)
	// FormatMap writes what ParseMap reads, in one part.
	FormatMap(m map[string]string) string
	// MapTargets lists the keys that a column of a file of this type can be mapped to.
	MapTargets(typ string) []string
	// Headings returns the table of headings in force as a file: the user's own, or the one of the program.
	Headings(ctx context.Context) (string, error)
}

// FileWords translates the headings and options of a file into keys, and the reasons of refused rows into sentences.
type FileWords interface {
	T(key string, args ...any) string
	Field(t *schema.Type, f *schema.Field) string
	Key(f *schema.Field, word string) (key string, ok bool)
	Error(err error) string
}

// ImportOptions control how a file is read.
type ImportOptions struct {
	Map         map[string]string // file column to field key, "-" leaves it out; overrides the headings
	Responsible string            // consultant of new rows
	Words       FileWords         // reads option words and headings
	Progress    func(done, total int64)
}

// Verdict is what the import does with a row of a file.
type Verdict string

// The verdicts. A merged row adds to one before it in the same file; a skipped one is none of the list, such as a sum.
const (
	New       Verdict = "new"
	Changed   Verdict = "changed"
	Unchanged Verdict = "unchanged"
	Merged    Verdict = "merged"
	Skipped   Verdict = "skipped"
	Refused   Verdict = "refused"
)

// Verdicts lists the verdicts in the order they are shown.
var Verdicts = []Verdict{New, Changed, Unchanged, Merged, Refused, Skipped}

// ImportPlan is what importing a file would do. Close it when it is no longer needed.
type ImportPlan interface {
	File() string
	Count(Verdict) int
	Goals() int  // number of job goals added
	People() int // number of contact persons added or changed
	Len() int
	Row(i int) PlanRow
	Columns() []PlanColumn
	Reading() Reading
	ChangeSet(actor string) model.ChangeSet
	// WriteRefused writes the refused rows with their reasons and returns their number.
	WriteRefused(ctx context.Context, path string, overwrite bool) (int, error)
	Close() error
}

// PlanRow is one row of the file.
type PlanRow struct {
	Type    string // of the row: company, citizen, task, …
	Line    int    // in the file, from 1
	Title   string // name of the row; personal data for citizens
	Verdict Verdict
	Change  func() model.Change // made anew at each call; empty for rows that change nothing
	Fields  []*schema.Field     // changed by the row
	Reasons []error             // why it is refused or merged
	Notes   []error             // cells that were left out or split, and what was guessed; the row comes in
}

// PlanColumn is one column of the file and the field it is read into, "" when it is ignored.
type PlanColumn struct{ Heading, Field string }

// Reading is what an import read of a file, and what it did not.
type Reading struct {
	Name       string   // of the file, as it may be shown; see model.FileName
	Format     string   // "csv", "xlsx", …; "rules" for a file of rules
	Encoding   string   // of a text file; "" for others
	Separator  string   // between the cells of a delimited file; "" for others
	HeaderLine int      // line or row of the headings, from 1; 0 when the file has none
	Sheet      string   // the sheet that was read; "" when the file has no sheets
	Sheets     []string // of the workbook
	Unread     []string // sheets with something in them that were not read

	// What the program that wrote the file does not show; all of it is read except unread sheets.
	HiddenSheets  []string
	HiddenRows    int
	HiddenColumns []string // by heading

	Used   []string // headings of a reference table that something is taken from; a plan has Columns
	Unused []UnusedColumn
	Notes  []error // what else was decided about the whole file
}

// UnusedColumn is a column that nothing is taken from.
type UnusedColumn struct {
	Heading string
	Values  int   // cells with something in them
	Reason  error // why, when it is known; or nil
}
