package service

import (
	"context"
	"slices"
	"strings"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// MatchQuery is a question to the matcher.
type MatchQuery struct {
	CitizenID string
	GoalID    string // one of the citizen's goals; "" takes all that are not dropped
	Words     string // a goal in words, with or without a citizen
	From      string // postcode; "" is the citizen's
	TaskID    string // a task: citizens are ranked for it, and the fields above are ignored
	Weights   matching.Weights
	Filter    matching.Filter
	Seed      uint32 // 0 uses the day's seed
	Limit     int    // 0 is 50
}

// MatchList is a ranking with the rows that it refers to.
type MatchList struct {
	*matching.Ranking
	Query        MatchQuery
	Request      matching.Request
	Citizen      *model.Citizen      // nil when only words were asked for
	Unmatched    programme.Bilingual // the triage group for whom no workplace is looked for, empty for others
	Goals        []*model.Goal
	Learned      []string    // what trials have taught about the citizen's goals, those that were dropped included
	Task         *model.Task // of a reverse match
	Companies    map[string]*model.Company
	Tasks        map[string]*model.Task
	Citizens     map[string]*model.Citizen // of a reverse match
	CitizenGoals map[string][]*model.Goal  // the active goals of Citizens, in their order

	// Refusals are the latest of each row between the citizen and the workplace, by RowID. They give no points.
	Refusals map[string]model.Refusal
}

// Out is how the ranking leaves.
func (m *MatchList) Out() Out {
	return Out{Action: "export.match", Rows: len(m.Rows), To: ToOwnFile, Citizens: CitizenIDs(m.Citizen, m.Rows),
		Args: model.Args{"citizen": m.Query.CitizenID, "task": m.Query.TaskID}}
}

// Section is one part of a ranking.
type Section struct {
	Key   matching.Section
	At    int  // the first of its rows, the number of rows when none is shown
	Count int  // its candidates, shown or not
	Tied  bool // all that are shown have one score: their order is the day's shuffle
}

// Sections lists the parts of a ranking that have candidates, best first.
func (m *MatchList) Sections() []Section {
	var out []Section
	tied, at := matching.Tied(m.Rows), 0
	for _, key := range []matching.Section{matching.Good, matching.Related, matching.AskFirst} {
		if n := m.Ranking.Sections[key]; n > 0 {
			out = append(out, Section{key, at, n, slices.Contains(tied, key)})
		}
		for at < len(m.Rows) && m.Rows[at].Section == key {
			at++
		}
	}
	return out
}

// Unread reports that there are words of a goal, but none that were understood.
func (m *MatchList) Unread() bool {
	for _, g := range m.Read.Goals {
		if len(g.Occupations) > 0 {
			return false
		}
	}
	return m.Task == nil
}

// LeftOut is what a ranking leaves out, by reason, with the workplaces that are named.
type LeftOut struct {
	Reasons   []matching.LeftOut
	Companies map[string]*model.Company
	Tasks     map[string]*model.Task
	Below     int // candidates that stand below the rows of the list
}

// Name is the name of a workplace, its ID when it has just been removed.
func (l *LeftOut) Name(row matching.Left) string {
	if c := l.Companies[row.CompanyID]; c != nil {
		return c.ShownName()
	}
	return row.CompanyID
}

// Town is where a workplace lies.
func (l *LeftOut) Town(row matching.Left) string {
	if c := l.Companies[row.CompanyID]; c != nil {
		return c.Town
	}
	return ""
}

// Task is the task of a workplace that fits best, "" when none does.
func (l *LeftOut) Task(row matching.Left) string {
	if t := l.Tasks[row.TaskID]; t != nil {
		return t.Name
	}
	return ""
}

// LeftOut lists what a ranking leaves out. Of each reason it names as many workplaces as limit says, below 0 all.
func (d *Session) LeftOut(ctx context.Context, m *MatchList, limit int) (*LeftOut, error) {
	out := &LeftOut{Below: m.Candidates - len(m.Rows)}
	snap, err := d.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	r := m.Request
	r.Limit = limit
	if out.Reasons, err = snap.LeftOut(ctx, r); err != nil {
		return nil, err
	}
	var companies, tasks []string
	for _, l := range out.Reasons {
		for _, row := range l.Rows {
			companies, tasks = append(companies, row.CompanyID), append(tasks, row.TaskID)
		}
	}
	out.Companies, out.Tasks, err = d.named(ctx, companies, tasks)
	return out, err
}

// Seed is the day's seed of the fair rotation: constant within a day, different the next day.
func Seed(day model.Date) uint32 {
	t := day.Time()
	return uint32(t.Year()*10000 + int(t.Month())*100 + t.Day())
}

// Match ranks workplaces for a citizen's goals or for words alone, or citizens for a task when the query names one.
func (d *Session) Match(ctx context.Context, q MatchQuery) (*MatchList, error) {
	out := &MatchList{Query: q}
	snap, err := d.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	if q.TaskID != "" {
		return out, d.reverse(ctx, snap, out)
	}
	r, err := d.request(ctx, q, out)
	if err != nil {
		return nil, err
	}
	out.Request = r
	if out.Ranking, err = snap.Match(ctx, r); err != nil {
		return nil, err
	}
	return out, d.fill(ctx, out)
}

// reverse ranks citizens for a task.
func (d *Session) reverse(ctx context.Context, snap *matching.Snapshot, out *MatchList) (err error) {
	q := out.Query
	if out.Task, err = One[model.Task](ctx, d.Store, "task", q.TaskID); err != nil {
		return err
	}
	r := matching.ReverseRequest{
		CompanyID: out.Task.CompanyID, TaskID: q.TaskID, Today: d.Today(), Seed: q.Seed, Weights: q.Weights,
		Limit: q.Limit,
	}
	if r.Seed == 0 {
		r.Seed = Seed(d.Today())
	}
	if out.Ranking, err = snap.Reverse(ctx, r); err != nil {
		return err
	}
	return d.fill(ctx, out)
}

func (d *Session) request(ctx context.Context, q MatchQuery, out *MatchList) (matching.Request, error) {
	r := matching.Request{
		Words: q.Words, From: q.From, Today: d.Today(), Seed: q.Seed, Weights: q.Weights, Filter: q.Filter,
		Limit: q.Limit,
	}
	if r.Seed == 0 {
		r.Seed = Seed(d.Today())
	}
	if q.CitizenID == "" {
		return r, nil
	}
	c, err := One[model.Citizen](ctx, d.Store, "citizen", q.CitizenID)
	if err != nil {
		return r, err
	}
	goals, err := All[model.Goal](ctx, d.Store, "goal", schema.Where("citizen", c.ID))
	if err != nil {
		return r, err
	}
	model.SortGoals(goals)
	for _, g := range goals {
		out.Learned = append(out.Learned, strings.FieldsFunc(g.Learned, func(r rune) bool { return r == '\n' })...)
		if g.Status != "dropped" && (q.GoalID == "" || q.GoalID == g.ID) {
			out.Goals = append(out.Goals, g)
		}
	}
	if bad := d.DamagedLike("goal", c); len(out.Goals) == 0 && q.Words == "" && len(bad) > 0 {
		return r, DamagedError(bad[0])
	}
	out.Citizen, r.Citizen, r.Goals = c, c, out.Goals
	not, err := d.unmatched(ctx, schema.Where("citizen", c.ID).Where...)
	if err != nil {
		return r, err
	}
	out.Unmatched = not[c.ID]
	if q.Words == "" && len(out.Goals) == 0 {
		return r, model.NewError(model.Invalid, "err.match.nogoal", nil)
	}
	return r, nil
}

// fill reads the companies, tasks and citizens of the rows.
func (d *Session) fill(ctx context.Context, m *MatchList) error {
	var companies, tasks, citizens []string
	note := func(list *[]string, id string) {
		if id != "" && (len(*list) == 0 || (*list)[len(*list)-1] != id) {
			*list = append(*list, id)
		}
	}
	for _, row := range m.Rows {
		note(&companies, row.CompanyID)
		note(&tasks, row.TaskID)
		note(&citizens, row.CitizenID)
	}
	if m.Task != nil {
		companies = []string{m.Task.CompanyID}
	}
	var err error
	if m.Companies, m.Tasks, err = d.named(ctx, companies, tasks); err != nil {
		return err
	}
	if err := d.fillRefusals(ctx, m); err != nil {
		return err
	}
	return d.fillCitizens(ctx, m, citizens)
}

// named reads companies and tasks by their IDs.
func (d *Session) named(ctx context.Context, companies, tasks []string) (map[string]*model.Company,
	map[string]*model.Task, error) {
	byCompany, err := byID[model.Company](ctx, d.Store, "company", companies)
	if err != nil {
		return nil, nil, err
	}
	byTask, err := byID[model.Task](ctx, d.Store, "task", tasks)
	return byCompany, byTask, err
}

// fillRefusals reads who said no to the citizen, or in a reverse match to whom the workplace did.
func (d *Session) fillRefusals(ctx context.Context, m *MatchList) (err error) {
	var list []model.Refusal
	switch {
	case m.Task != nil:
		list, err = d.RefusalsBy(ctx, m.Task.CompanyID)
		m.Refusals = LatestRefusals(list, func(r model.Refusal) string { return r.CitizenID })
	case m.Citizen != nil:
		list, err = d.RefusalsOf(ctx, m.Citizen.ID)
		m.Refusals = LatestRefusals(list, func(r model.Refusal) string { return r.CompanyID })
	}
	return err
}

// Refusal is the latest refusal of a row with the citizen's number; false when there is none.
func (m *MatchList) Refusal(row matching.Row) (r model.Refusal, ref string, ok bool) {
	if r, ok = m.Refusals[m.RowID(row)]; !ok {
		return r, "", false
	}
	if c := m.Citizen; c != nil {
		ref = c.Ref
	}
	if c := m.Citizens[row.CitizenID]; c != nil {
		ref = c.Ref
	}
	return r, ref, true
}

func (d *Session) fillCitizens(ctx context.Context, m *MatchList, ids []string) error {
	m.Citizens, m.CitizenGoals = map[string]*model.Citizen{}, map[string][]*model.Goal{}
	if len(ids) == 0 {
		return nil
	}
	list, err := InOrder[model.Citizen](ctx, d.Store, "citizen", ids)
	if err != nil {
		return err
	}
	for _, c := range list {
		m.Citizens[c.ID] = c
	}
	goals, err := All[model.Goal](ctx, d.Store, "goal", schema.Query{
		Where: []schema.Cond{{Field: "citizen", Op: schema.In, In: ids}},
	})
	model.SortGoals(goals)
	for _, g := range goals {
		if g.Status != "dropped" {
			m.CitizenGoals[g.CitizenID] = append(m.CitizenGoals[g.CitizenID], g)
		}
	}
	return err
}

// RowID identifies a row: the citizen's ID in a reverse match, else the workplace's.
func (m *MatchList) RowID(row matching.Row) string {
	if row.CitizenID != "" {
		return row.CitizenID
	}
	return row.CompanyID
}

// Name is the name of a row: the workplace, or in a reverse match the citizen's initials and number; its ID when it has
// just been removed.
func (m *MatchList) Name(row matching.Row) string {
	if c := m.Citizens[row.CitizenID]; c != nil {
		return NameIn(c)
	}
	if c := m.Companies[row.CompanyID]; c != nil && row.CitizenID == "" {
		return c.ShownName()
	}
	return m.RowID(row)
}

// Place is the town of a workplace, or the first goal of a citizen.
func (m *MatchList) Place(row matching.Row) string {
	if row.CitizenID != "" {
		return FirstGoal(m.CitizenGoals[row.CitizenID])
	}
	if c := m.Companies[row.CompanyID]; c != nil {
		return c.Town
	}
	return ""
}

// GoalWords is the goal that was ranked for, in the citizen's words.
func (m *MatchList) GoalWords() string {
	if m.Task != nil {
		return m.Task.Name
	}
	if m.Query.Words != "" {
		return m.Query.Words
	}
	words := ""
	for i, g := range m.Goals {
		if i > 0 {
			words += " · "
		}
		words += g.Words
	}
	return words
}
