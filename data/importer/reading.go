package importer

import "jobspor/model"

// Reading is what an import read of a file, and what it did not, so that it can be said before anything is written.
type Reading struct {
	Encoding   string // of a text file, such as "utf-8" or "windows-1252"; "" for others
	Separator  string // between the cells of a delimited file; "" for others
	HeaderLine int    // line or row of the headings, from 1; 0 when the file has none
	Sheet      string // the sheet that was read; "" when the file has no sheets
	Sheets     []string
	Unread     []string // sheets that were not read
	HiddenRows int      // rows that the program which wrote the file does not show; they are read

	Unused []Unused      // columns that nothing is taken from, in the file's order
	Notes  []model.Error // what else was decided about the whole file, such as which of two columns won
}

// Unused is a column that nothing is taken from.
type Unused struct {
	Heading string
	Values  int          // cells with something in them
	Reason  *model.Error // why, when it is known: left out by the mapping, another column won, a CPR number; or nil
}
