package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
)

// Course is a placement as the page of its citizen or workplace shows it.
type Course struct {
	*model.Placement
	Name string             // of the other side: the workplace, or the citizen's initials and number
	Now  agreement.WeekPlan // planned hours of this week
	Runs bool               // there is a plan for this week
}

// Courses reads the placements of a citizen ("citizen") or a workplace ("company"), the open ones first, each group with
// the newest first.
func (d *Desk) Courses(ctx context.Context, side, id string) ([]Course, error) {
	list, err := All[model.Placement](ctx, d.Store, "placement", schema.Where(side, id))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b *model.Placement) int {
		return cmp.Or(cmp.Compare(over(a), over(b)), cmp.Compare(begins(b), begins(a)), cmp.Compare(b.Ref, a.Ref))
	})
	other := map[string]string{"citizen": "company", "company": "citizen"}[side]
	f, _ := schema.PlacementType().Field(other)
	var ids []string
	for _, p := range list {
		ids = append(ids, f.Text(p))
	}
	names, err := d.namesOf(ctx, other, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Course, len(list))
	for i, p := range list {
		out[i] = Course{Placement: p, Name: names[f.Text(p)]}
		if p.State != "running" {
			continue
		}
		agreements, err := d.agreementsOf(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		out[i].Now, out[i].Runs = agreement.PlanAt(p, agreements, d.Today().Monday())
	}
	return out, nil
}

// over is 1 for what has ended or was cancelled.
func over(p *model.Placement) int {
	if p.Open() {
		return 0
	}
	return 1
}

func begins(p *model.Placement) model.Date { return cmp.Or(p.StartOn, p.MadeOn) }

// namesOf are what rows are called, by ID.
func (d *Desk) namesOf(ctx context.Context, typ string, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	slices.Sort(ids)
	rows, err := d.Store.List(ctx, typ, schema.Query{Where: []schema.Cond{{Field: "id", Op: schema.In, In: slices.Compact(ids)}}})
	for _, e := range rows {
		out[e.Meta().ID] = NameIn(e)
	}
	return out, err
}

// CourseText names a placement on a page, and CourseDetail says its state, days and hours, and what was learned.
func (w Words) CourseText(c Course) string {
	return joined(" · ", c.Ref+" "+w.T("opt.placement_kind."+c.Kind), c.Name)
}

// CourseDetail says where a placement stands.
func (w Words) CourseDetail(c Course, today model.Date) string {
	days := ""
	switch last := c.Last(); {
	case c.StartOn == 0:
	case last == 0:
		days = w.T("course.from", "from", w.Near(c.StartOn.Time(), today.Time()))
	case last == c.StartOn:
		days = w.Near(c.StartOn.Time(), today.Time())
	default:
		days = w.T("course.days", "from", w.Near(c.StartOn.Time(), today.Time()), "to", w.Near(last.Time(), today.Time()))
	}
	hours := ""
	if c.Runs {
		hours = w.T("course.hours", "trial", w.Hours(lang.Quarters(c.Now.Trial)), "paid", w.Hours(lang.Quarters(c.Now.Paid)))
	}
	liked := ""
	if c.Kind == "trial" && c.Liked != model.Unknown {
		liked = w.T("course.liked." + c.Liked.String())
	}
	return joined(" · ", w.T("opt.placement_state."+c.State), days, hours, liked, strings.ReplaceAll(c.Learned, "\n", " "))
}

// Care reads how a workplace is used and what comes of it.
func (d *Desk) Care(ctx context.Context, c *model.Company, contacts []*model.Contact, courses []Course) (model.TrackRecord, error) {
	in := model.TrackRecordInput{Today: d.Today(), Company: c, Contacts: contacts}
	for _, p := range courses {
		in.Placements = append(in.Placements, p.Placement)
	}
	var err error
	in.Picks, err = All[model.Pick](ctx, d.Store, "pick", schema.Where("company", c.ID))
	return model.NewTrackRecord(in), err
}

// CareCard is the card: a pair for each thing that there is something to say about.
func (w Words) CareCard(c model.TrackRecord, relation string) []kit.Pair {
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
			add(when, w.T("care.satisfied", "company", w.satisfied(c.Company[i]), "citizens", w.satisfied(c.Citizen[i])))
		}
	}
	return out
}

// ladderOf shows the steps of the relation with the one that is reached in brackets.
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
