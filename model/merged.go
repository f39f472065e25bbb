package model

// Merged says that a row was merged into another one (sammenlagt): its ID, number and names lead to the row that is
// left. Its own ID is that of the row that is gone.
type Merged struct {
	Head
	RowType string // type of both rows
	Into    string // ID of the row that is left
	Ref     string // number of the row that is gone: B-0007
	KnownAs []string
	By      string // consultant
	On      Date
}

// Distinct says that two rows that look alike are not the same (ikke dubletter), so that nobody is asked again.
type Distinct struct {
	Head
	RowType    string
	One, Other string // IDs, in no particular order
	By         string // consultant
	On         Date
}
