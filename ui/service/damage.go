package service

import (
	"context"

	"jobspor/model"
)

// Damages knows the damaged rows of the database and brings them back. Everything else works without them: lists mark
// them, what is computed leaves them out, and both say so.
type Damages interface {
	// Damaged lists the rows that are known to be damaged.
	Damaged() []model.Damaged
	// DamagedOf lists those of a type, after it looked for them.
	DamagedOf(ctx context.Context, typ string) ([]model.Damaged, error)
	// Scan looks through the whole database for them.
	Scan(ctx context.Context) error
	// Source finds the newest sound state of a row, in the copies and then in the log; nil when there is none.
	Source(ctx context.Context, typ, id string) (*model.RowSource, error)
	// Repair writes the row again as Source has it.
	Repair(ctx context.Context, actor string, row model.Damaged) (model.Receipt, error)
}

// Damaged lists the rows that are known to be damaged.
func (d *Session) Damaged() []model.Damaged {
	if d.Damages == nil {
		return nil
	}
	return d.Damages.Damaged()
}

// DamagedOf lists the damaged rows of a type.
func (d *Session) DamagedOf(ctx context.Context, typ string) ([]model.Damaged, error) {
	if d.Damages == nil {
		return nil, nil
	}
	return d.Damages.DamagedOf(ctx, typ)
}
