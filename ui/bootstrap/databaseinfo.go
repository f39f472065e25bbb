package bootstrap

import (
	"context"
	"os"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/service"
)

// databaseInfo tells about the open database.
type databaseInfo struct{ store *store.Store }

func (h databaseInfo) Facts(ctx context.Context) (service.Facts, error) {
	sum, err := h.store.Summary(ctx)
	if err != nil {
		return service.Facts{}, err
	}
	out := service.Facts{Path: h.store.Path(), Schema: sum.Schema, Sealed: sum.Sealed, Rows: sum.Rows}
	// What was written last stands in the log beside the file until it is taken over.
	for _, name := range []string{out.Path, out.Path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			out.Bytes += info.Size()
		}
	}
	return out, nil
}

func (h databaseInfo) Check(ctx context.Context) ([]*model.Error, error) { return h.store.Check(ctx) }

func (h databaseInfo) Rekey(ctx context.Context, old, next []byte) error {
	return h.store.Rekey(ctx, old, next)
}
