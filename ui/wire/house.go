package wire

import (
	"context"
	"os"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/desk"
)

// house tells the desk about the database.
type house struct{ store *store.Store }

func (h house) Facts(ctx context.Context) (desk.Facts, error) {
	sum, err := h.store.Summary(ctx)
	if err != nil {
		return desk.Facts{}, err
	}
	out := desk.Facts{Path: h.store.Path(), Schema: sum.Schema, Sealed: sum.Sealed, Rows: sum.Rows}
	// What was written last stands in the log beside the file until it is taken over.
	for _, name := range []string{out.Path, out.Path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			out.Bytes += info.Size()
		}
	}
	return out, nil
}

func (h house) Check(ctx context.Context) ([]*model.Error, error) { return h.store.Check(ctx) }

func (h house) Rekey(ctx context.Context, old, next []byte) error {
	return h.store.Rekey(ctx, old, next)
}
