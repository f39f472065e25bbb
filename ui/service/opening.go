package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// OpeningsKept is how many days an ad that is over is still shown at its workplace: who looked for somebody last year
// may do so again.
const OpeningsKept = 365

// Openings reads the job ads of a workplace, those that count today first, then the newest. Ads that have been over for
// longer than OpeningsKept are left out.
func (d *Session) Openings(ctx context.Context, company string) ([]*model.Opening, error) {
	list, err := All[model.Opening](ctx, d.Store, "opening", schema.Where("company", company))
	if err != nil {
		return nil, err
	}
	today := d.Today()
	list = slices.DeleteFunc(list, func(o *model.Opening) bool { return o.Until() < today.Add(-OpeningsKept) })
	slices.SortFunc(list, func(a, b *model.Opening) int {
		if now := a.Current(today); now != b.Current(today) {
			return map[bool]int{true: -1, false: 1}[now]
		}
		return cmp.Or(cmp.Compare(b.PublishedOn, a.PublishedOn), cmp.Compare(b.Until(), a.Until()),
			cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}
