package matching

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"
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
	RankOnly   bool            // leave the search index empty
}

// Build reads everything once and makes a snapshot. It fails with the source's error, or when ctx ends.
func Build(ctx context.Context, src Source, o Options) (*Snapshot, error) {
	docs := &feed{builder: search.NewBuilder(0)}
	if !o.RankOnly {
		docs = newFeed(estimateDocs(ctx, src))
		defer docs.end()
	}
	b := &builder{s: &Snapshot{knowledge: newKnowledge(o)}, docs: docs, names: map[string]string{}}
	if err := b.collectOwners(ctx, src); err != nil {
		return nil, err
	}
	add := map[string]func(model.Entity){
		"company": b.company, "task": b.task, "opening": b.opening, "citizen": b.citizen, "goal": b.goal,
		"contact": b.contact, "shortlist": b.list, "pick": b.pick, "override": b.override, "placement": b.placement,
	}
	for _, r := range fieldsRead {
		q := schema.Query{Fields: strings.Fields(r.fields), AnyOrder: r.anyOrder}
		err := src.Each(ctx, r.typ, q, func(e model.Entity) error {
			add[r.typ](e)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read %s rows for matching: %w", r.typ, err)
		}
		if r.typ == "company" {
			b.indexIDs()
		}
	}
	docs.end()
	b.pack() // before the search index, which is when most memory is in use
	index, err := docs.builder.Build(ctx)
	if err != nil {
		return nil, fmt.Errorf("build search index: %w", err)
	}
	b.s.index = index
	return b.s, nil
}

// fieldsRead are the types that a build reads, in order, each with the fields that are looked at: reading is most of
// the time a build takes. A test holds that they are these and no others.
var fieldsRead = []typeFields{
	{typ: "company", anyOrder: true, fields: `name daily_name cvr pnumber postcode town industry industry_system
		industry_text pays_hours open_to_hire open_places open_on min_hours max_hours days day_parts danish offers
		cannot_offer relation paused_until ask_most hosted hosted_paid status`},
	{typ: "task", anyOrder: true, fields: `company name about occupation trial paid grows min_hours max_hours days
		day_parts loads free_of danish licences open_places open_on status`},
	{typ: "opening", anyOrder: true, fields: `company title occupation published_on deadline_on terms`},
	{typ: "citizen", fields: `ref status first_name last_name postcode hours_now hours_hoped days day_parts
		transport max_minutes danish licences conditions wishes case_ref`},
	{typ: "goal", fields: `citizen rank words occupations status`},
	{typ: "contact", anyOrder: true, fields: `company citizen on`},
	{typ: "shortlist", fields: `ref citizen made_on title goal_words`},
	{typ: "pick", fields: `list company citizen status`},
	{typ: "override", fields: `citizen company criterion reason`},
	{typ: "placement", fields: `ref citizen company task kind state task_words made_on start_on end_on ended_on outcome
		liked next`},
}

type typeFields struct {
	typ, fields string
	// anyOrder says that the order of rows plays no part: then the store need not walk an index, which takes longer
	// than reading the rows when there are many.
	anyOrder bool
}

// builder gathers rows until they can be packed.
type builder struct {
	s      *Snapshot
	docs   *feed
	drafts []*openChunk
	names  map[string]string // of the companies and citizens that have placements, by ID
}

// feed passes documents to the builder of the search index in a separate goroutine, so that reading rows does not wait
// for indexing.
type feed struct {
	builder *search.Builder
	batch   []search.Doc
	batches chan []search.Doc
	used    chan []search.Doc // batches to fill again
	done    sync.WaitGroup
}

// batchSize is how many documents are handed over at once.
const batchSize = 256

// maxWaiting is how many batches may wait.
const maxWaiting = 4

func newFeed(docs int) *feed {
	f := &feed{builder: search.NewBuilder(max(docs, 1024)), batches: make(chan []search.Doc, maxWaiting),
		used: make(chan []search.Doc, maxWaiting+2)}
	for range cap(f.used) {
		f.used <- make([]search.Doc, 0, batchSize)
	}
	f.batch = <-f.used
	f.done.Go(func() {
		for batch := range f.batches {
			for _, d := range batch {
				f.builder.Add(d)
			}
			clear(batch)
			f.used <- batch[:0]
		}
	})
	return f
}

// estimateDocs returns the number of documents as far as the source knows it, so that memory is allocated once.
func estimateDocs(ctx context.Context, src Source) (n int) {
	counting, ok := src.(interface {
		Count(ctx context.Context, typ string, q schema.Query) (int, error)
	})
	if !ok {
		return 0
	}
	for _, typ := range []string{"company", "task"} {
		some, _ := counting.Count(ctx, typ, schema.Query{}) // reading will say what is wrong
		n += some
	}
	return n
}

// open reports whether documents are taken: not in a build that only ranks.
func (f *feed) open() bool { return f.batches != nil }

func (f *feed) Add(d search.Doc) {
	if !f.open() {
		return
	}
	if f.batch = append(f.batch, d); len(f.batch) == batchSize {
		f.batches <- f.batch
		f.batch = <-f.used
	}
}

// end hands over what is left and waits; ending twice is harmless.
func (f *feed) end() {
	if !f.open() {
		return
	}
	f.batches <- f.batch
	close(f.batches)
	f.done.Wait()
	f.batches = nil
}

func (b *builder) company(e model.Entity) {
	c := e.(*model.Company)
	if b.s.companies%chunkSize == 0 {
		b.drafts = append(b.drafts, newOpenChunk())
	}
	b.drafts[len(b.drafts)-1].add(c.ID, b.s.knowledge.company(c))
	b.s.companies++
	if b.docs.open() {
		b.docs.Add(companyDoc(c))
	}
	if _, wanted := b.names[c.ID]; wanted {
		b.names[c.ID] = c.ShownName()
	}
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
	b.docs.Add(taskDoc(t))
	if d, i := b.find(t.CompanyID); d != nil {
		d.tasks[i] = append(d.tasks[i], b.s.knowledge.task(t, b.s.knowledge.usualAt(&d.companies[i])))
	}
}

func (b *builder) citizen(e model.Entity) {
	c := e.(*model.Citizen)
	b.s.people.put(c.ID, b.s.knowledge.person(c))
	b.docs.Add(citizenDoc(c))
	if _, wanted := b.names[c.ID]; wanted {
		b.names[c.ID] = c.Name()
	}
}

func (b *builder) goal(e model.Entity) {
	g := e.(*model.Goal)
	b.docs.Add(goalDoc(g))
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
	b.docs.Add(listDoc(l))
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

// collectOwners notes whose names placements are found by, so that those of a million other companies need not be kept.
func (b *builder) collectOwners(ctx context.Context, src Source) error {
	err := src.Each(ctx, "placement", schema.Query{Fields: []string{"citizen", "company"}}, func(e model.Entity) error {
		p := e.(*model.Placement)
		b.names[p.CitizenID], b.names[p.CompanyID] = "", ""
		return nil
	})
	if err != nil {
		return fmt.Errorf("read placement rows for matching: %w", err)
	}
	return nil
}

func (b *builder) placement(e model.Entity) {
	p := e.(*model.Placement)
	b.docs.Add(placementDoc(p, b.names[p.CitizenID], b.names[p.CompanyID]))
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
