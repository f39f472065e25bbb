package importer

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// findCPR finds the first cell with what looks like a civil registration number, -1 when none has. Cells that nothing
// is taken from are not looked at: they go nowhere. Columns of P-numbers have ten digits, also those by which a row is
// only matched; a number with signs between its groups is found there too.
func (c *converter) findCPR(cells []string) int {
	for i := range min(len(cells), len(c.cols)) {
		col := &c.cols[i]
		if !col.kept() {
			continue
		}
		s := cells[i]
		if len(s) < 10 || !model.HasCPRBut(s, c.isPNumber) {
			continue
		}
		if t := strings.TrimSpace(s); len(t) == 10 && allDigits(t) &&
			(col.field != nil && col.field.MayCPR || col.field == nil && model.NumberWord(col.Heading)) {
			continue
		}
		return i
	}
	return -1
}

// isPNumber reports whether ten digits are the P-number of a company of the database. They are read when the first
// such digits are met, which most files never do.
func (c *converter) isPNumber(digits string) bool {
	if c.pnumbers == nil {
		c.pnumbers = map[string]bool{}
		if c.readPNumbers != nil {
			c.readPNumbers(c.pnumbers)
		}
	}
	return c.pnumbers[digits]
}

// pnumbersOf reads the P-numbers of the companies there are. When they cannot be read the digits stay suspect.
func pnumbersOf(ctx context.Context, there Existing) func(map[string]bool) {
	if there == nil {
		return nil
	}
	return func(into map[string]bool) {
		_ = there.Each(ctx, "company", schema.Query{Fields: []string{"pnumber"}, AnyOrder: true},
			func(e model.Entity) error {
				if p := e.(*model.Company).PNumber; p != "" {
					into[p] = true
				}
				return ctx.Err()
			})
	}
}
