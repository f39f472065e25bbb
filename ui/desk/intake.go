package desk

import (
	"context"

	"jobspor/model"
)

// Intake reads files into plans; nothing is written before the plan's change set is applied.
type Intake interface {
	// Plan reads a file of companies or citizens and says what each row would do.
	Plan(ctx context.Context, path, typ string, o IntakeOptions) (Plan, error)
	// Reference reads a table of occupations, industries or postcodes.
	Reference(ctx context.Context, path string) (*model.Reference, error)
}

// IntakeOptions say how a file is read.
type IntakeOptions struct {
	Map         map[string]string // file column to field key, over what the headers say
	Responsible string            // consultant of new rows
	Words       Words             // reads option words
	Progress    func(done, total int64)
}

// Plan is what a file would do.
type Plan interface {
	Counts() (fresh, changed, unchanged, refused int)
	Rows() int
	Row(i int) PlanRow
	Columns() []PlanColumn
	ChangeSet(actor string) model.ChangeSet
	// Refused is the refused rows with their own columns and the reason; words says a reason.
	Refused(words func(error) string) model.Document
}

// PlanRow is one row of the file.
type PlanRow struct {
	Line    int    // in the file, from 1
	Outcome string // new, changed, unchanged, refused
	Name    string // what the row is about
	Changes []model.Change
	Reasons []error
}

// PlanColumn is one column of the file and the field it goes to, "" when it is not used.
type PlanColumn struct{ Header, Field string }
