package match

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// start asks whom the match is about: a citizen by a few letters, or a goal in free words with a postcode to travel
// from.
type start struct {
	host  *screen.Host
	begin func(tea.Cmd, *service.MatchQuery) tea.Cmd // goes on, when somebody was chosen
	box   kit.SearchBox
	table *kit.Table
	above bool           // it stands over the list of somebody, which leave goes back to
	leave func() tea.Cmd // Esc on an empty line, at once where it stands over a list
	last  string         // the citizen chosen last, under the cursor at first
	group group
	shown []choice

	answered string // the query that shown belongs to
}

// group is the citizens to choose from; it is exchanged whole, so that a search that runs may read it.
type group struct {
	people []person
	byID   map[string]int
	byGoal map[string]int
	closed int // citizens who cannot be chosen, because their case is closed
	read   bool
}

// person is a citizen with the goals that stand.
type person struct {
	*model.Citizen
	goals []*model.Goal
	mine  bool
}

// choice is a line: a citizen, or the typed words, or while nothing is typed a damaged citizen.
type choice struct {
	bad    *model.Damaged
	person *person // nil for words
	hits   []kit.Hit
	words  string
	from   string
}

func newStart(h *screen.Host, last string, begin func(tea.Cmd, *service.MatchQuery) tea.Cmd) *start {
	t := &start{host: h, begin: begin, leave: h.Back, last: last, box: kit.NewSearchBox(h.Theme)}
	t.table = kit.NewTable(h.Theme, nil)
	t.table.SetMarks(false)
	t.box.Focus()
	return t
}

func (t *start) open(typed string) tea.Cmd {
	t.box.Set(typed)
	return t.load()
}

func (t *start) query() string { return strings.TrimSpace(t.box.Query()) }

// recentViews is how far back the log is asked for whom this consultant looked at.
const recentViews = 200

// load reads the citizens: mine before the others, and among each those looked at lately first.
func (t *start) load() tea.Cmd {
	d := t.host.Service
	return screen.Run(t.host, "people", func(ctx context.Context) (group, error) { return readGroup(ctx, d) },
		func(g group) tea.Cmd {
			t.group = g
			if cmd := t.find(); cmd != nil {
				return cmd
			}
			return nil
		})
}

func readGroup(ctx context.Context, d *service.Session) (group, error) {
	out := group{byID: map[string]int{}, byGoal: map[string]int{}, read: true}
	citizens, err := service.All[model.Citizen](ctx, d.Store, "citizen", schema.Query{
		Where: []schema.Cond{{Field: "status", Op: schema.IsNot, Text: "closed"}},
	})
	if err != nil {
		return out, err
	}
	goals, err := service.All[model.Goal](ctx, d.Store, "goal", schema.Query{})
	if err != nil {
		return out, err
	}
	if out.closed, err = d.Store.Count(ctx, "citizen", schema.Where("status", "closed")); err != nil {
		return out, err
	}
	recent, err := recentCitizens(ctx, d)
	if err != nil {
		return out, err
	}
	me := d.Actor()
	slices.SortStableFunc(citizens, func(a, b *model.Citizen) int {
		return cmp.Or(boolFirst(a.Responsible == me, b.Responsible == me), cmp.Compare(recent[b.ID], recent[a.ID]),
			model.CompareDanish(a.Name(), b.Name()))
	})
	for i, c := range citizens {
		out.people, out.byID[c.ID] = append(out.people, person{Citizen: c, mine: c.Responsible == me}), i
	}
	model.SortGoals(goals)
	for _, g := range goals {
		if i, ok := out.byID[g.CitizenID]; ok && g.Status != "dropped" {
			out.people[i].goals, out.byGoal[g.ID] = append(out.people[i].goals, g), i
		}
	}
	return out, nil
}

func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// recentCitizens gives when this consultant last looked at citizens, as places in the log.
func recentCitizens(ctx context.Context, d *service.Session) (map[string]int64, error) {
	views, err := d.Store.Log(ctx, schema.LogQuery{Kind: "view", Actor: d.Actor(), Limit: recentViews, Rows: true})
	out := map[string]int64{}
	for _, v := range views {
		if len(v.Rows) > 1 { // a list
			continue
		}
		for _, r := range v.Rows {
			if r.Type == "citizen" {
				out[r.ID] = max(out[r.ID], v.Seq)
			}
		}
	}
	return out, err
}

// foundChoices is the answer to one query.
type foundChoices struct {
	query   string
	choices []choice
}

func (t *start) find() tea.Cmd {
	query, g, d := t.query(), t.group, t.host.Service
	if query == "" || !g.read {
		t.host.Cancel("find")
		if g.read {
			t.show(foundChoices{choices: everybody(g, d.Damaged())})
		}
		return nil
	}
	return screen.Run(t.host, "find", func(ctx context.Context) (foundChoices, error) {
		answer, err := d.Search(ctx, query, search.Options{
			Limit: 100, Kinds: search.Only(search.Citizen, search.Goal),
		})
		return foundChoices{query, choicesOf(g, query, answer)}, err
	}, func(f foundChoices) tea.Cmd {
		t.show(f)
		return nil
	})
}

// everybody are the citizens, and over them the damaged ones.
func everybody(g group, damaged []model.Damaged) (out []choice) {
	for _, bad := range damaged {
		if bad.Type == "citizen" {
			out = append(out, choice{bad: &bad})
		}
	}
	for i := range g.people {
		out = append(out, choice{person: &g.people[i]})
	}
	return out
}

// choicesOf orders what was found: citizens whose name or number was typed, then the typed words as a goal, then those
// who are only near. A letter or two is the beginning of a name, not a goal.
func choicesOf(g group, query string, a search.Answer) []choice {
	named, near, seen := []choice(nil), []choice(nil), map[int]bool{}
	for _, h := range a.Hits {
		i, ok := g.byID[h.ID]
		if h.Kind == search.Goal {
			i, ok = g.byGoal[h.ID]
		}
		if !ok || seen[i] {
			continue
		}
		seen[i] = true
		c := choice{person: &g.people[i]}
		if h.Kind == search.Citizen {
			c.hits = present.NameHits(h)
		}
		if isNamed(g.people[i].Citizen, query) {
			named = append(named, c)
		} else {
			near = append(near, c)
		}
	}
	text, from := goalWords(query)
	typed := choice{words: text, from: from}
	if len([]rune(text)) < leastGoal {
		return append(append(named, near...), typed)
	}
	return append(append(named, typed), near...)
}

// leastGoal is the fewest letters that may be a goal.
const leastGoal = 3

// isNamed reports whether every word of a query begins a word of the citizen's name, or the query is the number, with
// or without its letter and zeros.
func isNamed(c *model.Citizen, query string) bool {
	if bareRef(query) == bareRef(c.Ref) {
		return true
	}
	name := strings.Fields(words.Fold(c.Name()))
	for w := range strings.FieldsSeq(words.Fold(query)) {
		if !slices.ContainsFunc(name, func(n string) bool { return strings.HasPrefix(n, w) }) {
			return false
		}
	}
	return true
}

func bareRef(s string) string {
	return strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(s), "b"), "-", ""), "0")
}

var withPostcode = regexp.MustCompile(`(?i)^(.*?)[\s,]+(?:(?:fra|from)\s+)?(\d{4})$`)

// goalWords takes a postcode from the end of a goal: "noget med køkken fra 2635".
func goalWords(query string) (text, from string) {
	if m := withPostcode.FindStringSubmatch(query); m != nil {
		return strings.TrimSpace(m[1]), m[2]
	}
	return query, ""
}

func (t *start) show(f foundChoices) {
	other := f.query != t.answered || t.table.Len() == 0
	t.shown, t.answered = f.choices, f.query
	t.table.SetColumns(t.columns())
	t.table.SetRows(kit.Rows{Len: len(t.shown), ID: t.id, Cells: t.cells})
	t.table.SetEmpty(t.host.T("match.start.empty"))
	if !other {
		return // the same question asked again: the cursor keeps its row
	}
	t.table.SelectRow(max(slices.IndexFunc(t.shown, func(c choice) bool { return c.bad == nil }), 0))
	if f.query == "" && t.last != "" {
		t.table.Select(t.last)
	}
}

func (t *start) id(i int) string {
	if bad := t.shown[i].bad; bad != nil {
		return bad.ID
	}
	if p := t.shown[i].person; p != nil {
		return p.ID
	}
	return "words"
}

func (t *start) columns() []kit.Column {
	return []kit.Column{
		{Key: "name", Title: t.host.T("pick.citizen"), Min: 24, Flex: 1, Max: 44},
		{Key: "ref", Title: t.host.T("citizen.ref"), Min: 7, Role: theme.Subtle},
		{Key: "goal", Title: t.host.T("match.col.goal"), Min: 30, Flex: 3},
		{Key: "mine", Min: 8, Role: theme.Subtle, HideBelow: 90},
	}
}

func (t *start) cells(i int, cells []kit.Cell) {
	c := t.shown[i]
	if c.bad != nil {
		kit.FaultCells(cells[:1], c.bad.Ref, c.bad.ID, "")
		cells[2] = kit.Cell{Text: t.host.T("damaged.mark"), Role: theme.Danger}
		return
	}
	if c.person == nil {
		cells[0] = kit.Cell{Text: t.host.T("match.start.words"), Role: theme.Accent}
		cells[2].Text = t.host.T("match.screen.quoted", "words", c.words)
		if c.from != "" {
			cells[2].Text += " " + t.host.T("match.start.from", "postcode", c.from)
		}
		return
	}
	cells[0] = kit.Cell{Text: c.person.Name(), Hits: c.hits}
	cells[1].Text = c.person.Ref
	cells[2] = kit.Cell{Text: t.host.T("match.start.nogoal"), Role: theme.Warn}
	if len(c.person.goals) > 0 {
		cells[2] = kit.Cell{Text: c.person.goals[0].Words}
	}
	if c.person.mine {
		cells[3].Text = t.host.T("match.start.mine")
	}
}

// update takes a key or the mouse; a choice that was made is given back.
func (t *start) update(msg tea.Msg) (tea.Cmd, *service.MatchQuery) {
	if used, changed := t.box.Update(msg); used {
		t.box.Focus()
		if changed {
			return t.find(), nil
		}
		return nil, nil
	}
	t.box.Focus()
	if act := t.table.Update(kit.Offset(msg, 0, t.box.Height())); act.Kind == kit.Opened {
		return t.take()
	}
	return nil, nil
}

// take gives the choice that the cursor stands on; a damaged citizen is shown with what is known.
func (t *start) take() (tea.Cmd, *service.MatchQuery) {
	if _, i, ok := t.table.Selected(); ok && i < len(t.shown) && t.shown[i].bad != nil {
		return t.host.Go(screen.Damaged, *t.shown[i].bad), nil
	}
	return nil, t.choice()
}

// choice is what the cursor stands on.
func (t *start) choice() *service.MatchQuery {
	_, i, ok := t.table.Selected()
	if !ok || i >= len(t.shown) {
		return nil
	}
	switch c := t.shown[i]; {
	case c.bad != nil:
		return nil
	case c.person == nil:
		return &service.MatchQuery{Words: c.words, From: c.from}
	}
	return &service.MatchQuery{CitizenID: t.shown[i].person.ID}
}

// back empties the line, and tells whether there was anything in it.
func (t *start) back() (tea.Cmd, bool) {
	if t.query() == "" {
		return nil, false
	}
	t.box.Set("")
	return t.find(), true
}

func (t *start) view(size kit.Size) (string, *tea.Cursor) { return t.box.Over(t.table, size) }

func (t *start) note() string {
	if !t.group.read {
		return ""
	}
	n := len(slices.DeleteFunc(slices.Clone(t.shown), func(c choice) bool { return c.bad != nil }))
	said := present.WordsIn(t.host.Theme.Lang).Counts("citizen", len(t.group.people), n)
	if t.group.closed > 0 && !t.above { // over a list its title needs the room
		said += " · " + t.host.T("match.start.closed", "n", t.group.closed)
	}
	return said
}

func (t *start) bindings() []screen.Binding {
	return []screen.Binding{
		screen.Std(keys.Open, func() tea.Cmd { return t.begin(t.take()) }).As("match.start.take").At(1),
		screen.Std(keys.Back, func() tea.Cmd {
			if cmd, used := t.back(); used && !t.above {
				return cmd
			}
			return t.leave()
		}).At(2),
	}
}
