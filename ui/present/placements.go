package present

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// placementColumns are the fields of an exported list of placements, besides the citizen and the workplace.
var placementColumns = []string{
	"ref", "kind", "state", "made_on", "contacted_on", "agreed_on", "start_on", "end_on", "ended_on", "ended_by",
	"outcome",
}

// PlacementList is a table of exactly these placements, in this order. Citizens appear with initials and number.
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

// PlacementLineText names a placement on a page.
func (w Words) PlacementLineText(c service.PlacementLine) string {
	return service.JoinNonEmpty(" · ", c.Ref+" "+w.T("opt.placement_kind."+c.Kind), c.Name)
}

// PlacementLineDetail is its state, days and hours, and what was learned.
func (w Words) PlacementLineDetail(c service.PlacementLine, today model.Date) string {
	days := ""
	switch last := c.Last(); {
	case c.StartOn == 0:
	case last == 0:
		days = w.T("course.from", "from", w.Near(c.StartOn.Time(), today.Time()))
	case last == c.StartOn:
		days = w.Near(c.StartOn.Time(), today.Time())
	default:
		days = w.T("course.days", "from", w.Near(c.StartOn.Time(), today.Time()), "to",
			w.Near(last.Time(), today.Time()))
	}
	hours := ""
	if c.HasPlan {
		hours = w.T("course.hours", "trial", w.Hours(lang.Quarters(c.Now.Trial)), "paid",
			w.Hours(lang.Quarters(c.Now.Paid)))
	}
	liked := ""
	if c.Kind == "trial" && c.Liked != model.Unknown {
		liked = w.T("course.liked." + c.Liked.String())
	}
	return service.JoinNonEmpty(" · ", w.T("opt.placement_state."+c.State), days, hours, liked,
		strings.ReplaceAll(c.Learned, "\n", " "))
}

// TrackRecordPairs are the lines of a workplace's card, one for each known fact.
func (w Words) TrackRecordPairs(c model.TrackRecord, relation string) []kit.Pair {
	var out []kit.Pair
	add := func(key, value string) { out = append(out, kit.Pair{Label: w.T("care." + key), Value: value}) }
	if relation != "" {
		add("relation", w.ladderOf(relation))
	}
	add("active", w.T("care.active.says", "now", c.Now, "year", c.Year))
	if c.Hosted > 0 {
		add("record", w.T("care.record.says", "n", c.Hosted, "paid", c.Paid))
	}
	if c.Asked > 0 {
		add("answers", w.T("care.answers.says", "n", c.Asked, "answered", c.Answered))
	}
	for i, when := range []string{"setup", "end"} {
		if c.Company[i].N+c.Citizen[i].N > 0 {
			add(when,
				w.T("care.satisfied", "company", w.satisfied(c.Company[i]), "citizens", w.satisfied(c.Citizen[i])))
		}
	}
	return out
}

// ladderOf lists the steps of the relation with the current one in brackets.
func (w Words) ladderOf(relation string) string {
	var steps []string
	for _, r := range model.Relations {
		word := w.T("opt.relation." + r)
		if r == relation {
			word = "[" + word + "]"
		}
		steps = append(steps, word)
	}
	return strings.Join(steps, " · ")
}

func (w Words) satisfied(s model.SatisfactionCount) string {
	return w.T("care.satisfied.of", "top", s.Top, "n", s.N, "of", s.Of)
}
