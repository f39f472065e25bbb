package matching

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unsafe"

	"jobspor/matching/search"
	"jobspor/matching/words"
	"jobspor/model"
	"jobspor/model/schema"
)

const (
	companyBytes = int(unsafe.Sizeof(company{}))
	taskBytes    = int(unsafe.Sizeof(task{}))
	eventBytes   = int(unsafe.Sizeof(event{}))
)

// Source streams the rows of one type; the store is one. Each must call fn once for every row, and must not reuse the
// row afterwards.
type Source interface {
	Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error
}

// Options are what a snapshot is built with besides the rows.
type Options struct {
	Places      Places
	Occupations []model.Occupation // the lexicon that Linker ranks
	Linker      Linker
	Trades      []Trade
	Kin         [][]string // families of related occupations by ID
	// TradeTitle gives the words of a six-digit industry, "" where it has none; may be nil.
	TradeTitle func(system, code string) string
	Reader     *TaskReader     // of tasks, for Occupations; nil makes one that knows no more than they say
	Splitter   *words.Splitter // what NewSplitter learns from Occupations; nil learns it anew in every build
}

// Build makes a snapshot with its search index. It reads everything twice: whoever wants to rank as soon as possible
// calls BuildRanking and BuildIndex. It fails with the source's error, or when ctx ends.
func Build(ctx context.Context, src Source, o Options) (*Snapshot, error) {
	s, err := BuildRanking(ctx, src, o)
	if err != nil {
		return nil, err
	}
	index, err := BuildIndex(ctx, src)
	if err != nil {
		return nil, err
	}
	s.index = index
	return s, nil
}

// BuildRanking reads what ranking looks at and makes a snapshot whose search index is empty. It fails with the source's
// error, or when ctx ends.
func BuildRanking(ctx context.Context, src Source, o Options) (*Snapshot, error) {
	none, err := search.NewBuilder(0).Build(ctx)
	if err != nil {
		return nil, fmt.Errorf("build snapshot: %w", err)
	}
	b := &builder{s: &Snapshot{knowledge: newKnowledge(o), index: none}}
	add := map[string]func(model.Entity){
		"company": b.company, "task": b.task, "opening": b.opening, "citizen": b.citizen, "goal": b.goal,
		"contact": b.contact, "shortlist": b.list, "pick": b.pick, "override": b.override, "placement": b.placement,
	}
	for _, r := range rankingReads {
		if err := r.each(ctx, src, add[r.typ]); err != nil {
			return nil, err
		}
		if r.typ == "company" {
			b.indexIDs()
		}
	}
	b.pack()
	return b.s, nil
}

// rankingReads are the types that ranking reads, in order, each with the fields that are looked at: reading is most of
// the time a build takes. A test holds that they are these and no others.
var rankingReads = []typeFields{
	{typ: "company", anyOrder: true, fields: `name daily_name postcode industry industry_system industry_text
		pays_hours open_to_hire open_places open_on min_hours max_hours days day_parts danish offers
		cannot_offer relation paused_until ask_most hosted hosted_paid status`},
	{typ: "task", anyOrder: true, fields: `company name occupation trial paid grows min_hours max_hours days
		day_parts loads free_of danish licences open_places open_on status`},
	{typ: "opening", anyOrder: true, fields: `company title occupation published_on terms kind closed_on`},
	{typ: "citizen", fields: `status postcode hours_now hours_hoped days day_parts
		transport max_minutes danish licences conditions wishes`},
	{typ: "goal", fields: `citizen rank words occupations status`},
	{typ: "contact", anyOrder: true, fields: `company citizen on`},
	{typ: "shortlist", fields: `citizen made_on`},
	{typ: "pick", fields: `list company citizen status`},
	{typ: "override", fields: `citizen company criterion reason`},
	{typ: "placement", fields: `citizen company task kind state task_words made_on start_on end_on ended_on outcome
		liked next`},
}

type typeFields struct {
	typ, fields string
	// anyOrder says that the order of rows plays no part: then the store need not walk an index, which takes longer
	// than reading the rows when there are many.
	anyOrder bool
}

// each reads the rows of the type.
func (r typeFields) each(ctx context.Context, src Source, fn func(model.Entity)) error {
	q := schema.Query{Fields: strings.Fields(r.fields), AnyOrder: r.anyOrder}
	err := src.Each(ctx, r.typ, q, func(e model.Entity) error {
		fn(e)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read %s rows for matching: %w", r.typ, err)
	}
	return nil
}

// builder gathers rows until they can be packed.
type builder struct {
	s      *Snapshot
	drafts []*openChunk
}

func (b *builder) company(e model.Entity) {
	c := e.(*model.Company)
	if b.s.companies%chunkSize == 0 {
		b.drafts = append(b.drafts, newOpenChunk())
	}
	b.drafts[len(b.drafts)-1].add(c.ID, b.s.knowledge.company(c))
	b.s.companies++
}

// indexIDs makes the table that finds companies by ID: buckets of about eight, laid out in one piece.
func (b *builder) indexIDs() {
	n := b.s.companies
	buckets := 1 << bits.Len(uint(n/8))
	starts := make([]uint32, buckets+1)
	for _, d := range b.drafts {
		for _, id := range d.ids {
			starts[hash(id)%uint32(buckets)+1]++
		}
	}
	for i := range buckets {
		starts[i+1] += starts[i]
	}
	all := make([]uint32, n)
	next := slices.Clone(starts)
	for slot := range uint32(n) {
		h := hash(b.drafts[slot/chunkSize].ids[slot%chunkSize]) % uint32(buckets)
		all[next[h]] = slot
		next[h]++
	}
	b.s.slots = make([][]uint32, buckets)
	for i := range buckets {
		b.s.slots[i] = all[starts[i]:starts[i+1]:starts[i+1]]
	}
}

// find gives the draft of a company, and its place there; nil when there is no such company.
func (b *builder) find(id string) (*openChunk, int) {
	for _, n := range b.s.slots[hash(id)%uint32(len(b.s.slots))] {
		if d, i := b.drafts[n/chunkSize], int(n%chunkSize); d.ids[i] == id {
			return d, i
		}
	}
	return nil, 0
}

func (b *builder) addEvent(company string, t event) {
	if d, i := b.find(company); d != nil {
		d.histories[i] = append(d.histories[i], t)
	}
}

func (b *builder) task(e model.Entity) {
	t := e.(*model.Task)
	if d, i := b.find(t.CompanyID); d != nil {
		d.tasks[i] = append(d.tasks[i], b.s.knowledge.task(t, b.s.knowledge.usualAt(&d.companies[i])))
	}
}

func (b *builder) citizen(e model.Entity) {
	c := e.(*model.Citizen)
	b.s.people.put(c.ID, b.s.knowledge.person(c))
}

func (b *builder) goal(e model.Entity) {
	g := e.(*model.Goal)
	if p, ok := b.s.people.get(g.CitizenID); ok {
		p.goals = append(p.goals, goalOf(g))
	}
}

func (b *builder) contact(e model.Entity) {
	c := e.(*model.Contact)
	b.addEvent(c.CompanyID, contactEvent(c))
}

func (b *builder) list(e model.Entity) {
	l := e.(*model.Shortlist)
	b.s.lists.put(l.ID, listing{citizen: l.CitizenID, on: l.MadeOn})
}

func (b *builder) pick(e model.Entity) {
	p := e.(*model.Pick)
	l, ok := b.s.lists.get(p.ListID)
	a, counts := askedFromPick(p)
	if !ok || !counts {
		return
	}
	l.asked = append(l.asked, a)
	b.s.lists.put(p.ListID, l)
	if t, ok := l.touch(a); ok {
		b.addEvent(p.CompanyID, t)
	}
}

func (b *builder) override(e model.Entity) {
	o := e.(*model.Override)
	list, _ := b.s.overrules.get(o.CitizenID)
	b.s.overrules.put(o.CitizenID, append(list, overruled(o)))
}

func (b *builder) placement(e model.Entity) {
	p := e.(*model.Placement)
	for _, owner := range []string{p.CitizenID, p.CompanyID} {
		list, _ := b.s.placementIDs.get(owner)
		b.s.placementIDs.put(owner, append(list, p.ID))
	}
	if z, ok := b.s.people.get(p.CitizenID); ok && countsAsTried(p) {
		z.tried = append(z.tried, b.s.knowledge.trial(p))
	}
	if t, ok := placementEvent(p); ok {
		b.addEvent(p.CompanyID, t)
	}
}

// pack makes chunks of the drafts.
func (b *builder) pack() {
	b.s.chunks = make([]*chunk, len(b.drafts))
	for i, d := range b.drafts {
		b.s.chunks[i] = d.close()
		b.drafts[i] = nil
	}
	b.s.knowledge.endBuild()
}

// citizenHash stands for a citizen in a history; never 0.
func citizenHash(id string) uint32 { return hash(id) | 1 }

func contactEvent(c *model.Contact) event {
	t := event{row: hash(c.ID), on: c.On}
	if c.CitizenID != "" {
		t.citizen = citizenHash(c.CitizenID)
	}
	return t
}

// askedFromPick counts a pick as asking when it has gone beyond "new".
func askedFromPick(p *model.Pick) (asked, bool) {
	return asked{row: hash(p.ID), company: p.CompanyID, citizen: p.CitizenID}, p.Status != "" && p.Status != "new"
}

func overruled(o *model.Override) Overruled {
	return Overruled{ID: o.ID, CompanyID: o.CompanyID, Criterion: o.Criterion, Reason: o.Reason}
}
