package service

import (
	"context"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// ListSpec says what a list of rows can be narrowed by, ordered by and shown with. Screens and commands read the same
// tables: a new filter is a row here and its words.
type ListSpec struct {
	Screen  string // of model.ListScreens
	Type    string // of its rows
	Filters []ListFilter
	Sorts   []ListSort // the usual one first
	Columns []ListColumn
}

// ListFilter is one field of the filter menu. Filters combine; the values of one are alternatives. Its words are
// "filter.<key>", those of a value the field's own, a name, or "filter.<key>.<value>".
type ListFilter struct {
	Key    string
	Field  string   // whose options or texts the values are, "" when they have words of their own
	Values []string // that can be chosen, in this order; nil when names or the rows tell them
	Usual  []string // what is chosen at first; none narrows nothing
	One    bool     // at most one value is chosen
	Said   bool     // the title says its name before the value
	Silent bool     // the title says the usual value only when nothing else narrows the list

	// where are the conditions of some values; nil is that the field has one of them.
	where func(ctx context.Context, d *Session, values []string) ([]schema.Cond, error)
	// names are the values that come from the database, with their labels in a language.
	names func(ctx context.Context, d *Session, lang string) ([]FilterValue, error)
}

// FilterValue is a value that can be chosen.
type FilterValue struct {
	Value string
	Label string // "" when its words are in the language
	N     int    // how many rows have it, of those that the other filters let through
}

// ListSort is one order; Order is empty for the one in which the rows are read.
type ListSort struct {
	Key   string
	Order []schema.Order
}

// ListColumn is a column of the list on the screen and the field that a command shows for it, "" when it shows none.
type ListColumn struct {
	Key, Field string
	Off        bool // not shown at first
}

// Me stands for the consultant who looks.
const Me = "me"

// ListSpecs are the lists that can be narrowed.
func ListSpecs() []*ListSpec {
	return []*ListSpec{companyList(), citizenList(), shortlistList(), placementList()}
}

// ListSpecOf finds the list of a screen, or that of a type.
func ListSpecOf(name string) *ListSpec {
	for _, l := range ListSpecs() {
		if l.Screen == name || l.Type == name {
			return l
		}
	}
	return nil
}

func companyList() *ListSpec {
	return &ListSpec{Screen: "companies", Type: "company", Filters: []ListFilter{
		{Key: "status", Values: []string{"active", "ceased"}, Usual: []string{"active"}, One: true, Silent: true,
			where: opposite("status", "active", "ceased")},
		consultants("responsible", false),
		{Key: "town", Field: "town"},
		{Key: "industry", Field: "industry_text"},
		{Key: "relation", Field: "relation", Values: model.Relations},
		{Key: "pays", Values: []string{"yes", "maybe", "no", "unknown"}, Said: true,
			where: means("pays_hours", map[string][]string{"yes": {"yes", "does"}})},
		{Key: "places", Values: []string{"yes"}, One: true,
			where: fixed(schema.Cond{Field: "open_places", Op: schema.AtLeast, Text: "1"})},
		{Key: "quiet", Values: quietWeeks, One: true, where: among(quiet("company"))},
	}, Sorts: []ListSort{
		{"name", by("name")}, {"town", by("town", "name")}, {"industry", by("industry_text", "name")},
		{"fte", down("fte", "name")}, {"places", down("open_places", "name")},
	}, Columns: []ListColumn{
		{Key: "name", Field: "name"}, {Key: "town", Field: "town"}, {Key: "industry", Field: "industry_text"},
		{Key: "fte", Field: "fte"}, {Key: "pays", Field: "pays_hours"}, {Key: "places", Field: "open_places"},
		{Key: "relation", Field: "relation"}, {Key: "postcode", Field: "postcode", Off: true},
		{Key: "street", Field: "street", Off: true}, {Key: "phone", Field: "phone", Off: true},
		{Key: "cvr", Field: "cvr", Off: true},
	}}
}

func citizenList() *ListSpec {
	return &ListSpec{Screen: "citizens", Type: "citizen", Filters: []ListFilter{
		{Key: "status", Values: []string{"open", "active", "paused", "closed"}, Usual: []string{"open"}, Silent: true,
			where: means("status", map[string][]string{"open": {"active", "paused"}})},
		consultants("responsible", true),
		{Key: "placed", Values: []string{"none", "considered", "agreed", "running"}, where: among(placed)},
		{Key: "programme", where: among(enrolled), names: programmes},
		{Key: "phase", where: among(inPhase), names: phases},
		{Key: "stalled", Values: []string{"yes"}, One: true, where: among(stalled)},
		{Key: "goal", Values: []string{"none"}, One: true, where: among(withGoal)},
		{Key: "quiet", Values: quietWeeks, One: true, where: among(quiet("citizen"))},
	}, Sorts: []ListSort{
		{"name", by("first_name", "ref")}, {"ref", by("ref")}, {"now", down("hours_now", "ref")},
		{"started", down("started_on", "ref")},
	}, Columns: []ListColumn{
		{Key: "ref", Field: "ref"}, {Key: "initials"}, {Key: "goal"}, {Key: "paid"}, {Key: "now", Field: "hours_now"},
		{Key: "hoped", Field: "hours_hoped"}, {Key: "postcode", Field: "postcode"}, {Key: "last"},
		{Key: "status", Field: "status"},
	}}
}

func shortlistList() *ListSpec {
	return &ListSpec{Screen: "lists", Type: "shortlist", Filters: []ListFilter{
		{Key: "state", Values: []string{"open", "closed"}, Usual: []string{"open"}, One: true, Silent: true,
			where: func(_ context.Context, _ *Session, v []string) ([]schema.Cond, error) {
				return []schema.Cond{{Field: "closed", Op: map[string]schema.Op{"open": schema.IsNot,
					"closed": schema.Is}[v[0]], Text: "yes"}}, nil
			}},
		{Key: "about", Values: []string{"citizen", "task", "words"}, One: true,
			where: func(_ context.Context, _ *Session, v []string) ([]schema.Cond, error) {
				return map[string][]schema.Cond{
					"citizen": {{Field: "citizen", Op: schema.IsSet}}, "task": {{Field: "task", Op: schema.IsSet}},
					"words": {{Field: "citizen", Op: schema.IsNotSet}, {Field: "task", Op: schema.IsNotSet}},
				}[v[0]], nil
			}},
	}, Sorts: []ListSort{{Key: "newest"}, {"title", by("title", "ref")}, {"ref", by("ref")}},
		Columns: []ListColumn{{Key: "ref", Field: "ref"}, {Key: "who", Field: "citizen"}, {Key: "what", Field: "title"},
			{Key: "rows"}, {Key: "said"}, {Key: "made", Field: "made_on"}}}
}

func placementList() *ListSpec {
	return &ListSpec{Screen: "placements", Type: "placement", Filters: []ListFilter{
		consultants("consultant", true),
		{Key: "kind", Field: "kind", Values: model.PlacementKinds},
		{Key: "state", Field: "state", Values: model.PlacementStates},
		{Key: "ends", Values: []string{"2", "4", "8", "13"}, One: true,
			where: func(_ context.Context, d *Session, v []string) ([]schema.Cond, error) {
				n, _ := strconv.Atoi(v[0])
				return []schema.Cond{{Field: "state", Op: schema.In, In: model.OpenStates},
					{Field: "end_on", Op: schema.AtMost, Text: d.Today().Add(7 * n).String()}}, nil
			}},
	}, Sorts: []ListSort{{Key: "near"}, {"start", down("start_on", "ref")}, {"kind", by("kind", "ref")},
		{"state", by("state", "ref")}, {"ref", by("ref")}},
		Columns: []ListColumn{{Key: "ref", Field: "ref"}, {Key: "who", Field: "citizen"},
			{Key: "where", Field: "company"}, {Key: "kind", Field: "kind"}, {Key: "state", Field: "state"},
			{Key: "when", Field: "end_on"}, {Key: "paid"}, {Key: "owner", Field: "consultant"}}}
}

func by(fields ...string) (o []schema.Order) {
	for _, f := range fields {
		o = append(o, schema.Order{Field: f})
	}
	return o
}

// down is by with the largest value of the first field first.
func down(fields ...string) []schema.Order {
	o := by(fields...)
	o[0].Down = true
	return o
}

// fixed is a filter with one value.
func fixed(c ...schema.Cond) func(context.Context, *Session, []string) ([]schema.Cond, error) {
	return func(context.Context, *Session, []string) ([]schema.Cond, error) { return c, nil }
}

// opposite is a filter of two values of a field: a row that has not the other one has this one.
func opposite(field, this, other string) func(context.Context, *Session, []string) ([]schema.Cond, error) {
	return func(_ context.Context, _ *Session, v []string) ([]schema.Cond, error) {
		op := schema.Is
		if v[0] == this {
			op = schema.IsNot
		}
		return []schema.Cond{{Field: field, Op: op, Text: other}}, nil
	}
}

// means is a filter by a field some of whose values stand for several; "unknown" is a field that is not set.
func means(field string, several map[string][]string) func(context.Context, *Session, []string) ([]schema.Cond, error) {
	return func(_ context.Context, _ *Session, values []string) ([]schema.Cond, error) {
		c := schema.Cond{Field: field, Op: schema.In}
		for _, v := range values {
			switch many := several[v]; {
			case v == "unknown":
				c.Op = schema.InOrNone
			case many != nil:
				c.In = append(c.In, many...)
			default:
				c.In = append(c.In, v)
			}
		}
		return []schema.Cond{c}, nil
	}
}

// consultants is the filter by the consultant of a row; mine are also those of nobody where orphans is set.
func consultants(key string, orphans bool) ListFilter {
	f := ListFilter{Key: key, where: func(_ context.Context, d *Session, values []string) ([]schema.Cond, error) {
		c := schema.Cond{Field: key, Op: schema.In}
		for _, v := range values {
			switch {
			case v != Me:
				c.In = append(c.In, v)
			case orphans && d.Actor() == "":
				return nil, nil
			case orphans:
				c.Op = schema.InOrNone
				fallthrough
			default:
				c.In = append(c.In, d.Actor())
			}
		}
		return []schema.Cond{c}, nil
	}, names: func(ctx context.Context, d *Session, _ string) ([]FilterValue, error) {
		all, err := All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
		slices.SortFunc(all, func(a, b *model.Consultant) int { return model.CompareDanish(a.Name, b.Name) })
		out := []FilterValue{{Value: Me}}
		for _, c := range all {
			out = append(out, FilterValue{Value: c.ID, Label: c.Name + " (" + c.Initials + ")"})
		}
		return out, err
	}}
	if orphans {
		f.Usual = []string{Me}
	}
	return f
}

// valuesOf tells the values of rows by their IDs, and those of all rows that are not named.
type valuesOf func(ctx context.Context, d *Session) (of map[string][]string, rest []string, err error)

// among is a filter by what other rows say about a row.
func among(values valuesOf) func(context.Context, *Session, []string) ([]schema.Cond, error) {
	return func(ctx context.Context, d *Session, wanted []string) ([]schema.Cond, error) {
		of, rest, err := values(ctx, d)
		if err != nil {
			return nil, err
		}
		fits := func(own []string) bool {
			return slices.ContainsFunc(own, func(v string) bool { return slices.Contains(wanted, v) })
		}
		c := schema.Cond{Field: "id", Op: schema.In}
		if fits(rest) {
			c.Op = schema.NotIn
		}
		for id, own := range of {
			if fits(own) == (c.Op == schema.In) {
				c.In = append(c.In, id)
			}
		}
		slices.Sort(c.In)
		return []schema.Cond{c}, nil
	}
}

// quietWeeks are the weeks without contact that can be asked for.
var quietWeeks = []string{"2", "4", "8", "13", "26", "52"}

// quiet tells for how many weeks a workplace or a citizen has not been spoken to; whoever never was is quiet in all.
func quiet(of string) valuesOf {
	return func(ctx context.Context, d *Session) (map[string][]string, []string, error) {
		last := map[string]model.Date{}
		err := d.Store.Each(ctx, "contact", schema.Query{AnyOrder: true, Fields: []string{of, "on"},
			Where: []schema.Cond{{Field: of, Op: schema.IsSet}}}, func(e model.Entity) error {
			c := e.(*model.Contact)
			id := map[string]string{"company": c.CompanyID, "citizen": c.CitizenID}[of]
			last[id] = max(last[id], c.On)
			return nil
		})
		out := make(map[string][]string, len(last))
		for id, on := range last {
			for _, w := range quietWeeks {
				if n, _ := strconv.Atoi(w); int(d.Today()-on) >= 7*n {
					out[id] = append(out[id], w)
				} else if out[id] == nil {
					out[id] = []string{}
				}
			}
		}
		return out, quietWeeks, err
	}
}

// placed tells how far the placements of a citizen are; a visit of a day or two is none.
func placed(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	err := each(ctx, d.Store, "placement", []string{"citizen", "kind", "state"}, func(p *model.Placement) {
		if !p.Open() || p.Kind == "trial" {
			return
		}
		step := p.State
		if step == "suggested" || step == "contacted" {
			step = "considered"
		}
		if !slices.Contains(out[p.CitizenID], step) {
			out[p.CitizenID] = append(out[p.CitizenID], step)
		}
	})
	return out, []string{"none"}, err
}

// withGoal tells who has a goal that was not dropped.
func withGoal(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	err := each(ctx, d.Store, "goal", []string{"citizen", "status"}, func(g *model.Goal) {
		if g.Status != "dropped" {
			out[g.CitizenID] = []string{}
		}
	})
	return out, []string{"none"}, err
}

// stalled tells whose paid hours stand still, as Today does.
func stalled(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	v, err := d.DueToday(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, due := range v.Due {
		if due.Kind == "stalled" {
			out[due.CitizenID] = []string{"yes"}
		}
	}
	return out, nil, nil
}

// openEnrolments calls fn for the enrolments that have not ended.
func (d *Session) openEnrolments(ctx context.Context, fn func(*programme.Programme, *model.Enrolment)) error {
	editions, err := d.Editions(ctx)
	if err != nil {
		return err
	}
	return d.Store.Each(ctx, "enrolment", schema.Query{
		Fields: []string{"citizen", "programme", "edition", "start_on", "days"},
		Where:  []schema.Cond{{Field: "ended_on", Op: schema.IsNotSet}},
	}, func(row model.Entity) error {
		e := row.(*model.Enrolment)
		p, _ := programme.ForEnrolment(editions, e)
		fn(p, e)
		return nil
	})
}

// enrolled tells the programmes that a citizen follows.
func enrolled(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	err := d.openEnrolments(ctx, func(_ *programme.Programme, e *model.Enrolment) {
		out[e.CitizenID] = append(out[e.CitizenID], e.Programme)
	})
	return out, []string{"none"}, err
}

// inPhase tells the phases in which a citizen is today.
func inPhase(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out, today := map[string][]string{}, d.Today()
	err := d.openEnrolments(ctx, func(p *programme.Programme, e *model.Enrolment) {
		if p == nil {
			return
		}
		for _, s := range p.Spans(e.StartOn, e.Days.V) {
			if s.From <= today && today <= s.To {
				out[e.CitizenID] = append(out[e.CitizenID], p.Key+":"+s.Phase.Key)
			}
		}
	})
	return out, nil, err
}

func programmes(ctx context.Context, d *Session, lang string) (out []FilterValue, err error) {
	list, err := d.Programmes(ctx)
	for _, p := range list {
		out = append(out, FilterValue{Value: p.Key, Label: p.Name.In(lang)})
	}
	return append(out, FilterValue{Value: "none"}), err
}

func phases(ctx context.Context, d *Session, lang string) (out []FilterValue, err error) {
	list, err := d.Programmes(ctx)
	for _, p := range list {
		for _, ph := range p.Phases {
			out = append(out, FilterValue{Value: p.Key + ":" + ph.Key,
				Label: ph.Name.In(lang) + " · " + p.Name.In(lang)})
		}
	}
	return out, err
}
