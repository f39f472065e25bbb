package store

import (
	"context"
)

func (s *Store) backupBefore(ctx context.Context, name string) error { return nil }
