package bootstrap

import (
	"context"
	"math"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/ui/cli"
	"jobspor/ui/service"
)

// databaseKeys are what opens the database.
type databaseKeys struct {
	store   *store.Store
	service *service.Session
}

// costs is how much a guess is to cost; with 0 as much as it does now.
func costs(n int) crypt.Params {
	if n == 0 {
		return crypt.Params{}
	}
	return crypt.Cost(n)
}

func (k databaseKeys) Rekey(ctx context.Context, pass, next []byte, cost int) error {
	return k.store.RekeyAt(ctx, k.service.Actor(), pass, next, costs(cost))
}

// NewKey makes a proven copy first; it opens with what opens the database now.
func (k databaseKeys) NewKey(ctx context.Context, pass, next []byte, cost int) (copied string, codes int, err error) {
	if err := k.store.CheckPassphrase(ctx, pass); err != nil {
		return "", 0, err
	}
	if err := crypt.CheckNew(next); err != nil {
		return "", 0, err
	}
	if copied, err = k.service.Backups.Backup(ctx); err != nil {
		return "", 0, err
	}
	codes, err = k.store.NewKey(ctx, k.service.Actor(), pass, next, costs(cost))
	return copied, codes, err
}

func (k databaseKeys) AddRecovery(ctx context.Context, pass []byte, label string) ([]byte, int, error) {
	code, number, err := k.store.AddRecovery(ctx, k.service.Actor(), pass, label)
	defer clear(code)
	if err != nil {
		return nil, 0, err
	}
	return crypt.GroupRecovery(code), number, nil
}

func (k databaseKeys) RemoveRecovery(ctx context.Context, pass []byte, number int) error {
	return k.store.RemoveRecovery(ctx, k.service.Actor(), pass, number)
}

func (k databaseKeys) Unlockers(ctx context.Context) ([]cli.Unlocker, error) {
	list, err := k.store.Unlockers(ctx)
	var out []cli.Unlocker
	for _, u := range list {
		made, _ := time.Parse(time.RFC3339, u.Made) // zero is not known
		out = append(out, cli.Unlocker{Number: u.Number, Made: made, Label: u.Label,
			Cost: math.Round(u.Cost.Times()*10) / 10})
	}
	return out, err
}
