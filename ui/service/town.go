package service

import (
	"context"

	"jobspor/model"
)

// Towns knows the town of a postcode.
type Towns interface {
	// Town is "" for a postcode that the table does not have.
	Town(ctx context.Context, postcode string) (string, error)
}

// TownOf gives the town of a postcode, "" where none is known: what fills a field for somebody keeps nobody from going
// on.
func (d *Session) TownOf(ctx context.Context, postcode string) string {
	if d.Towns == nil || postcode == "" || model.CheckPostcode(postcode) != nil {
		return ""
	}
	town, err := d.Towns.Town(ctx, postcode)
	if err != nil {
		return ""
	}
	return town
}
