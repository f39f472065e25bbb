package matching

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"sort"
	"unsafe"

	"jobspor/matching/search"
	"jobspor/model"
)

const (
	companyBytes = int(unsafe.Sizeof(company{}))
	taskBytes    = int(unsafe.Sizeof(task{}))
)

// Source streams the rows of one type; the store is one. Each must hand out every row once, and may reuse nothing of it
// afterwards.
type Source interface {
	Each(ctx context.Context, typ string, q model.Query, fn func(model.Entity) error) error
}

// Options are what a snapshot is built with besides the rows.
type Options struct {
	Places      Places
	Occupations []model.Occupation // the lexicon that Linker ranks
	Linker      Linker
}

// Build reads everything once and makes a snapshot. It fails with the source's error, or when ctx ends.
func Build(ctx context.Context, src Source, o Options) (*Snapshot, error) {
	b := &builder{s: &Snapshot{knowledge: newKnowledge(o)}, docs: search.NewBuilder(1024)}
	for _, step := range []struct {
		typ string
		add func(model.Entity)
	}{
		{"company", b.company}, {"task", b.task}, {"citizen", b.citizen}, {"goal", b.goal},
		{"contact", b.contact}, {"shortlist", b.list}, {"pick", b.pick}, {"override", b.override},
	} {
		err := src.Each(ctx, step.typ, model.Query{}, func(e model.Entity) error {
			step.add(e)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read %s rows for matching: %w", step.typ, err)
		}
		if step.typ == "company" {
			b.indexIDs()
		}
	}
	b.chunks()
	var err error
	if b.s.index, err = b.docs.Build(ctx); err != nil {
		return nil, fmt.Errorf("build search index: %w", err)
	}
	return b.s, nil
}

// builder gathers rows until they can be packed.
type builder struct {
	s         *Snapshot
	docs      *search.Builder
	companies []company
	ids       []string
	tasks     []placedTask
	touches   []placedTouch
}

type placedTask struct {
	slot uint32
	taskRow
}

type placedTouch struct {
	slot uint32
	touch
}

func (b *builder) company(e model.Entity) {
	c := e.(*model.Company)
	b.companies = append(b.companies, b.s.knowledge.company(c))
	b.ids = append(b.ids, c.ID)
	b.docs.Add(companyDoc(c))
}

// indexIDs makes the table that finds companies by ID: buckets of about eight, laid out in one piece.
func (b *builder) indexIDs() {
	n := len(b.ids)
	buckets := 1 << bits.Len(uint(n/8))
	starts := make([]uint32, buckets+1)
	for _, id := range b.ids {
		starts[hash(id)%uint32(buckets)+1]++
	}
	for i := range buckets {
		starts[i+1] += starts[i]
	}
	all := make([]uint32, n)
	next := slices.Clone(starts)
	for slot, id := range b.ids {
		h := hash(id) % uint32(buckets)
		all[next[h]] = uint32(slot)
		next[h]++
	}
	b.s.slots = make([][]uint32, buckets)
	for i := range buckets {
		b.s.slots[i] = all[starts[i]:starts[i+1]:starts[i+1]]
	}
	b.s.companies = n
}

func (b *builder) slot(id string) (uint32, bool) {
	for _, n := range b.s.slots[hash(id)%uint32(len(b.s.slots))] {
		if b.ids[n] == id {
			return n, true
		}
	}
	return 0, false
}

func (b *builder) task(e model.Entity) {
	t := e.(*model.Task)
	b.docs.Add(taskDoc(t))
	if slot, ok := b.slot(t.CompanyID); ok {
		b.tasks = append(b.tasks, placedTask{slot, b.s.knowledge.task(t)})
	}
}

func (b *builder) citizen(e model.Entity) {
	c := e.(*model.Citizen)
	b.s.people.put(c.ID, b.s.knowledge.person(c))
	b.docs.Add(citizenDoc(c))
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
	if slot, ok := b.slot(c.CompanyID); ok {
		b.touches = append(b.touches, placedTouch{slot, touchOfContact(c)})
	}
}

func (b *builder) list(e model.Entity) {
	l := e.(*model.Shortlist)
	b.s.lists.put(l.ID, listing{citizen: l.CitizenID, on: l.MadeOn})
	b.docs.Add(listDoc(l))
}

func (b *builder) pick(e model.Entity) {
	p := e.(*model.Pick)
	slot, ok := b.slot(p.CompanyID)
	if t, asked := b.s.touchOfPick(p); ok && asked {
		b.touches = append(b.touches, placedTouch{slot, t})
	}
}

func (b *builder) override(e model.Entity) {
	o := e.(*model.Override)
	list, _ := b.s.overrules.get(o.CitizenID)
	b.s.overrules.put(o.CitizenID, append(list, overruled(o)))
}

// chunks packs what was gathered.
func (b *builder) chunks() {
	sort.SliceStable(b.tasks, func(i, j int) bool { return b.tasks[i].slot < b.tasks[j].slot })
	sort.SliceStable(b.touches, func(i, j int) bool { return b.touches[i].slot < b.touches[j].slot })
	tasks, touches := b.tasks, b.touches
	for from := 0; from < len(b.companies); from += chunkSize {
		to := min(from+chunkSize, len(b.companies))
		d := &draft{companies: slices.Clone(b.companies[from:to]), ids: b.ids[from:to],
			tasks: make([][]taskRow, to-from), histories: make([][]touch, to-from)}
		for ; len(tasks) > 0 && int(tasks[0].slot) < to; tasks = tasks[1:] {
			i := int(tasks[0].slot) - from
			d.tasks[i] = append(d.tasks[i], tasks[0].taskRow)
		}
		for ; len(touches) > 0 && int(touches[0].slot) < to; touches = touches[1:] {
			i := int(touches[0].slot) - from
			d.histories[i] = append(d.histories[i], touches[0].touch)
		}
		b.s.chunks = append(b.s.chunks, d.close())
	}
	b.companies, b.ids, b.tasks, b.touches = nil, nil, nil, nil
	b.s.knowledge.endBuild()
}

func touchOfContact(c *model.Contact) touch {
	t := touch{row: hash(c.ID), on: c.On}
	if c.CitizenID != "" {
		t.citizen = hash(c.CitizenID) | 1
	}
	return t
}

// touchOfPick counts a pick as asking when it has gone beyond "new"; the day is the list's.
func (s *Snapshot) touchOfPick(p *model.Pick) (touch, bool) {
	l, ok := s.lists.get(p.ListID)
	citizen := p.CitizenID
	if citizen == "" {
		citizen = l.citizen
	}
	if !ok || citizen == "" || p.Status == "" || p.Status == "new" {
		return touch{}, false
	}
	return touch{row: hash(p.ID), citizen: hash(citizen) | 1, on: l.on}, true
}

func overruled(o *model.Override) Overruled {
	return Overruled{ID: o.ID, CompanyID: o.CompanyID, Criterion: o.Criterion, Reason: o.Reason}
}
