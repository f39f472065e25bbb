package service

import (
	"context"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// ListSpec says what a list of rows can be narrowed by, ordered by and shown with. Screens and commands read the same
// tables: a new filter is a row here and its words.
type ListSpec struct {
	Screen  string // of model.ListScreens
	Type    string // of its rows; "" for those of Today, which are of no table
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
	return []*ListSpec{companyList(), citizenList(), shortlistList(), placementList(), todayList()}
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
			where: means("status", map[string][]string{"open": {"active", "paused", ""}})},
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

// means is a filter by a field some of whose values stand for several, "" among them for a field that is not set, as
// "unknown" does.
func means(field string, several map[string][]string) func(context.Context, *Session, []string) ([]schema.Cond, error) {
	return func(_ context.Context, _ *Session, values []string) ([]schema.Cond, error) {
		c := schema.Cond{Field: field, Op: schema.In}
		for _, v := range values {
			switch many := several[v]; {
			case v == "unknown":
				c.Op = schema.InOrNone
			case many != nil:
				if slices.Contains(many, "") {
					c.Op = schema.InOrNone
				}
				c.In = append(c.In, many...)
			default:
				c.In = append(c.In, v)
			}
		}
		return []schema.Cond{c}, nil
	}
}

// todayList is Today: whose things are shown, of which kind, and what they are grouped by. Who shows them judges them.
func todayList() *ListSpec {
	return &ListSpec{Screen: "today",
		Filters: []ListFilter{
			{Key: "whose", Usual: []string{Me}, One: true, names: consultantValues},
			{Key: "due", Values: agenda.Kinds, One: true},
		},
		Sorts: []ListSort{{Key: "day"}, {Key: "kind"}, {Key: "workplace"}, {Key: "citizen"}, {Key: "consultant"}},
	}
}

// consultantValues are the consultants, after the one who looks.
func consultantValues(ctx context.Context, d *Session, _ string) ([]FilterValue, error) {
	all, err := All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	slices.SortFunc(all, func(a, b *model.Consultant) int { return model.CompareDanish(a.Name, b.Name) })
	out := []FilterValue{{Value: Me}}
	for _, c := range all {
		out = append(out, FilterValue{Value: c.ID, Label: c.Name + " (" + c.Initials + ")"})
	}
	return out, err
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
	}, names: consultantValues}
	if orphans {
		f.Usual = []string{Me}
	}
	return f
}
