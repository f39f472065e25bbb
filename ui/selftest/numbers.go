package selftest

import (
	"context"

	"jobspor/data/store"
	"jobspor/model"
)

// tampered changes databases by hand and asks what is named.
func tampered(ctx context.Context, t *trial) error {
	got, err := store.TryTampering(ctx, t.dir)
	t.Runs, t.Faults = got.Runs, got.Faults
	t.Counts = model.Args{"n": got.Runs - len(got.Faults), "of": got.Runs}
	return err
}

// numbers tries CPR numbers in disguise, and numbers that are none.
func numbers(_ context.Context, t *trial) error {
	numbers, others, wrong := model.TryCPR(model.HasCPR)
	t.Runs, t.Faults = numbers+others, wrong
	t.Counts = model.Args{"numbers": numbers, "others": others, "wrong": len(wrong)}
	return nil
}
