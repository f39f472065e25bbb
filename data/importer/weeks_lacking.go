package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// What a list of weeks of one workplace, such as its time sheet, has no row for is told: a row that was left out on the
// way is not seen otherwise.

// name notes that the file has a row for a placement and week.
func (w *weekPlanner) name(p *model.Placement, monday model.Date, id string) {
	w.named[id] = true
	if w.first == 0 || monday < w.first {
		w.first = monday
	}
	w.last = max(w.last, monday)
	if w.company == nil {
		w.company = &p.CompanyID
	}
	if *w.company != p.CompanyID {
		none := ""
		w.company = &none
	}
}

// lacking says, for a file about one workplace, which of its placements run in a week of the file that neither the file
// nor the ledger has. A week that two parts of a course share is asked of the earlier alone.
func (w *weekPlanner) lacking() (notes []model.Error) {
	if w.company == nil || *w.company == "" {
		return nil
	}
	var list []*model.Placement
	byID := map[string]*model.Placement{}
	for _, p := range w.placements {
		if byID[p.ID] = p; p.CompanyID == *w.company && p.Settled() {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b *model.Placement) int { return cmp.Compare(a.Ref, b.Ref) })
	for _, p := range list {
		var weeks []string
		for monday := w.first; monday <= min(w.last, w.opts.Today); monday = monday.Add(7) {
			_, _, runs := p.InWeek(monday)
			if before := byID[p.ContinuesID]; before != nil && runs {
				_, _, shared := before.InWeek(monday)
				runs = !shared
			}
			if runs && !w.named[model.WeekID(p.ID, monday)] && w.ledgers[p.CitizenID].Week(p.ID, monday) == nil {
				_, n := monday.Week()
				weeks = append(weeks, strconv.Itoa(n))
			}
		}
		if len(weeks) > 0 {
			notes = append(notes, *note("weeks.lacking", model.Args{"ref": p.Ref, "n": len(weeks),
				"weeks": strings.Join(weeks, ", ")}))
		}
	}
	return notes
}
