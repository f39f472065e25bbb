package schema

import "jobspor/model"

// CommitmentType is the field table of Commitment.
func CommitmentType() *Type {
	type c = model.Commitment
	return &Type{Name: "commitment", Table: "commitments", New: func() model.Entity { return &c{} },
		Check: checkCommitment, Fields: []Field{
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
			field("year", Number, func(e *c) any { return &e.Year }, atMost(2100)),
			field("what", Choice, func(e *c) any { return &e.What }, oneOf("commitment", model.Commitments...),
				required),
			field("number", Number, func(e *c) any { return &e.Number }, atMost(9999)),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed),
		}}
}

// leastYear is the first year that a commitment can be for; what is less is a number of something else.
const leastYear = 2000

func checkCommitment(e model.Entity) error {
	switch c := e.(*model.Commitment); {
	case c.Year.V < leastYear:
		return model.NewError(model.Invalid, "err.commitment.year", nil).WithField("year")
	case c.Number.V < 1:
		return model.NewError(model.Invalid, "err.commitment.number", nil).WithField("number")
	}
	return nil
}
