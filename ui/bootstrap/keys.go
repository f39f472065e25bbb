package bootstrap

import (
	"context"
	"math"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/cli"
	"jobspor/ui/service"
)

// databaseKeys are what opens the database. Each change of them is an entry of the log.
type databaseKeys struct {
	store   *store.Store
	service *service.Session
}

// noted records a change that was made.
func (k databaseKeys) noted(ctx context.Context, action string, args model.Args) error {
	return k.store.Administered(ctx, k.service.Actor(), "admin."+action, args)
}

// costs is how much a guess is to cost; with 0 as much as it does now.
func costs(n int) crypt.Params {
	if n == 0 {
		return crypt.Params{}
	}
	return crypt.Cost(n)
}

func (k databaseKeys) Rekey(ctx context.Context, pass, next []byte, cost int) error {
	if err := k.store.RekeyAt(ctx, pass, next, costs(cost)); err != nil {
		return err
	}
	return k.noted(ctx, "passphrase", nil)
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
	if codes, err = k.store.NewKey(ctx, pass, next, costs(cost)); err != nil {
		return copied, 0, err
	}
	return copied, codes, k.noted(ctx, "newkey", nil)
}

func (k databaseKeys) AddRecovery(ctx context.Context, pass []byte, label string) ([]byte, int, error) {
	code, number, err := k.store.AddRecovery(ctx, pass, label)
	defer clear(code)
	if err != nil {
		return nil, 0, err
	}
	return crypt.GroupRecovery(code), number, k.noted(ctx, "recovery", model.Args{"n": number})
}

func (k databaseKeys) RemoveRecovery(ctx context.Context, pass []byte, number int) error {
	if err := k.store.RemoveRecovery(ctx, pass, number); err != nil {
		return err
	}
	return k.noted(ctx, "recovery.removed", model.Args{"n": number})
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
