package present

import (
	"errors"
	"slices"

	"jobspor/model"
	"jobspor/ui/service"
)

// Sentences are the sentences of an error, one for each thing that is wrong.
func (w Words) ErrorSentences(err error) []string {
	var e *model.Error
	if !errors.As(err, &e) {
		return []string{w.Error(err)}
	}
	out := []string{w.errorSentence(e)}
	for i := range e.More {
		out = append(out, w.errorSentence(&e.More[i]))
	}
	return out
}

// placementColumns are what a list of placements is exported with, besides the citizen and the workplace.
var placementColumns = []string{
	"ref", "kind", "state", "made_on", "contacted_on", "agreed_on", "start_on", "end_on", "ended_on", "ended_by",
	"outcome",
}

// PlacementList makes a table of placements: exactly these rows, in this order. Citizens stand with initials and
// number.
func (w Words) PlacementList(subtitle string, rows []service.PlacementRow) model.Document {
	list := make([]model.Entity, len(rows))
	for i, r := range rows {
		list[i] = r.Placement
	}
	doc := w.ListDocument(w.T("tab.placements"), subtitle, "placement", placementColumns, list)
	t := doc.Sections[0].Table
	more := []model.Column{
		{Key: "citizen", Title: w.T("placement.citizen")}, {Key: "company", Title: w.T("placement.company")},
		{Key: "consultant", Title: w.T("placement.consultant")},
	}
	t.Columns = slices.Concat(t.Columns[:1], more, t.Columns[1:])
	for i, r := range rows {
		who, owner := "", ""
		if r.Citizen != nil {
			who = service.NameIn(r.Citizen)
		}
		if r.Owner != nil {
			owner = r.Owner.Initials
		}
		t.Rows[i] = slices.Concat(t.Rows[i][:1], []model.Cell{{Text: who}, {Text: r.Where()}, {Text: owner}},
			t.Rows[i][1:])
	}
	return doc
}
