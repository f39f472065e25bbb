package matching

import (
	"slices"

	"jobspor/matching/search"
	"jobspor/model"
)

// Patch gives a snapshot with the changes written into it. It takes time by the number of changes, not of companies; the
// old snapshot stays as it was. Rows of types that matching does not read are passed over. Writing the same change twice
// is harmless, so that changes which came while a snapshot was built can be written over it without asking whether the
// build has seen them.
func (s *Snapshot) Patch(changes []model.Change) *Snapshot {
	next, p := s.patch(changes)
	next.index = s.index.Patch(p.docs, p.dropped)
	return next
}

// patch writes the changes everywhere but into the search index.
func (s *Snapshot) patch(changes []model.Change) (*Snapshot, *patcher) {
	next := *s
	p := &patcher{s: &next, open: map[uint32]*draft{}}
	for _, c := range changes {
		p.apply(c)
	}
	p.close()
	return &next, p
}

// patcher holds the chunks that are open while changes are written.
type patcher struct {
	s       *Snapshot
	open    map[uint32]*draft // by number of the chunk
	grown   bool              // slots are a copy of our own
	docs    []search.Doc
	dropped []search.Key
}

func (p *patcher) apply(c model.Change) {
	switch row := c.Row().(type) {
	case *model.Company:
		p.company(c, row)
	case *model.Task:
		p.task(c)
	case *model.Citizen:
		p.citizen(c, row)
	case *model.Goal:
		p.goal(c)
	case *model.Contact:
		p.contact(c)
	case *model.Pick:
		p.pick(c)
	case *model.Shortlist:
		p.list(c, row)
	case *model.Override:
		p.override(c)
	}
}

// draftOf opens the chunk of a company.
func (p *patcher) draftOf(slot uint32) (*draft, int) {
	n := slot / chunkSize
	d := p.open[n]
	if d == nil {
		if int(n) < len(p.s.chunks) {
			d = p.s.chunks[n].open()
		} else {
			d = newDraft()
		}
		p.open[n] = d
	}
	return d, int(slot % chunkSize)
}

// find is Snapshot.slot that also sees companies of this patch.
func (p *patcher) find(id string) (uint32, bool) {
	if len(p.s.slots) == 0 {
		return 0, false
	}
	for _, n := range p.s.slots[hash(id)%uint32(len(p.s.slots))] {
		if d := p.open[n/chunkSize]; d != nil {
			if i := n % chunkSize; d.ids[i] == id && d.companies[i].state != gone {
				return n, true
			}
		} else if ch, i := p.s.at(n); ch.id(i) == id && ch.companies[i].state != gone {
			return n, true
		}
	}
	return 0, false
}

func (p *patcher) company(c model.Change, row *model.Company) {
	slot, known := p.find(row.ID)
	switch {
	case c.After == nil && known:
		d, i := p.draftOf(slot)
		d.companies[i] = company{state: gone}
		d.tasks[i], d.histories[i] = nil, nil
		p.s.companies--
		p.dropped = append(p.dropped, search.Key{Kind: search.Company, ID: row.ID})
	case c.After != nil && known:
		d, i := p.draftOf(slot)
		d.companies[i] = p.s.knowledge.company(row)
		p.docs = append(p.docs, companyDoc(row))
	case c.After != nil:
		p.newCompany(row)
		p.docs = append(p.docs, companyDoc(row))
	}
}

// newCompany takes the next free slot.
func (p *patcher) newCompany(row *model.Company) {
	last := uint32(max(len(p.s.chunks)-1, 0))
	for n := range p.open {
		last = max(last, n)
	}
	d, _ := p.draftOf(last * chunkSize)
	if len(d.companies) == chunkSize {
		last++
		d, _ = p.draftOf(last * chunkSize)
	}
	slot := last*chunkSize + uint32(d.add(row.ID, p.s.knowledge.company(row)))
	if !p.grown {
		p.s.slots = slices.Clone(p.s.slots)
		p.grown = true
	}
	if len(p.s.slots) == 0 {
		p.s.slots = make([][]uint32, 64)
	}
	b := hash(row.ID) % uint32(len(p.s.slots))
	p.s.slots[b] = append(slices.Clip(p.s.slots[b]), slot)
	p.s.companies++
}

func (p *patcher) task(c model.Change) {
	before, _ := c.Before.(*model.Task)
	after, _ := c.After.(*model.Task)
	for _, t := range []*model.Task{before, after} {
		if t == nil {
			continue
		}
		if slot, ok := p.find(t.CompanyID); ok {
			d, i := p.draftOf(slot)
			d.tasks[i] = slices.DeleteFunc(slices.Clone(d.tasks[i]), func(r taskRow) bool { return r.id == clip(t.ID, 255) })
		}
	}
	if after == nil {
		p.dropped = append(p.dropped, search.Key{Kind: search.Task, ID: before.ID})
		return
	}
	p.docs = append(p.docs, taskDoc(after))
	if slot, ok := p.find(after.CompanyID); ok {
		d, i := p.draftOf(slot)
		d.tasks[i] = append(d.tasks[i], p.s.knowledge.task(after))
	}
}

func (p *patcher) citizen(c model.Change, row *model.Citizen) {
	if c.After == nil {
		p.s.people.without(row.ID)
		p.dropped = append(p.dropped, search.Key{Kind: search.Citizen, ID: row.ID})
		return
	}
	now := p.s.knowledge.person(row)
	if old, ok := p.s.people.get(row.ID); ok {
		now.goals = old.goals
	}
	p.s.people.with(row.ID, now)
	p.docs = append(p.docs, citizenDoc(row))
}

func (p *patcher) goal(c model.Change) {
	before, _ := c.Before.(*model.Goal)
	after, _ := c.After.(*model.Goal)
	for _, g := range []*model.Goal{before, after} {
		if g != nil {
			p.editGoals(g.CitizenID, func(list []goal) []goal {
				return slices.DeleteFunc(list, func(o goal) bool { return o.id == g.ID })
			})
		}
	}
	if after == nil {
		p.dropped = append(p.dropped, search.Key{Kind: search.Goal, ID: before.ID})
		return
	}
	p.editGoals(after.CitizenID, func(list []goal) []goal { return append(list, goalOf(after)) })
	p.docs = append(p.docs, goalDoc(after))
}

func (p *patcher) editGoals(citizen string, edit func([]goal) []goal) {
	if old, ok := p.s.people.get(citizen); ok {
		now := *old
		now.goals = edit(slices.Clone(old.goals))
		p.s.people.with(citizen, &now)
	}
}

func (p *patcher) contact(c model.Change) {
	if b, ok := c.Before.(*model.Contact); ok {
		p.forget(b.CompanyID, hash(b.ID))
	}
	if a, ok := c.After.(*model.Contact); ok {
		p.remember(a.CompanyID, touchOfContact(a))
	}
}

func (p *patcher) pick(c model.Change) {
	if b, ok := c.Before.(*model.Pick); ok {
		p.forget(b.CompanyID, hash(b.ID))
	}
	if a, ok := c.After.(*model.Pick); ok {
		if t, asked := p.s.touchOfPick(a); asked {
			p.remember(a.CompanyID, t)
		}
	}
}

func (p *patcher) forget(company string, row uint32) {
	if slot, ok := p.find(company); ok {
		d, i := p.draftOf(slot)
		d.histories[i] = slices.DeleteFunc(slices.Clone(d.histories[i]), func(t touch) bool { return t.row == row })
	}
}

func (p *patcher) remember(company string, t touch) {
	p.forget(company, t.row)
	if slot, ok := p.find(company); ok {
		d, i := p.draftOf(slot)
		d.histories[i] = append(slices.Clip(d.histories[i]), t)
	}
}

func (p *patcher) list(c model.Change, row *model.Shortlist) {
	if c.After == nil {
		p.s.lists.without(row.ID)
		p.dropped = append(p.dropped, search.Key{Kind: search.Shortlist, ID: row.ID})
		return
	}
	p.s.lists.with(row.ID, listing{citizen: row.CitizenID, on: row.MadeOn})
	p.docs = append(p.docs, listDoc(row))
}

func (p *patcher) override(c model.Change) {
	before, _ := c.Before.(*model.Override)
	after, _ := c.After.(*model.Override)
	for _, o := range []*model.Override{before, after} {
		if o != nil {
			list, _ := p.s.overrules.get(o.CitizenID)
			p.s.overrules.with(o.CitizenID, slices.DeleteFunc(slices.Clone(list), func(v Overruled) bool { return v.ID == o.ID }))
		}
	}
	if after != nil {
		list, _ := p.s.overrules.get(after.CitizenID)
		p.s.overrules.with(after.CitizenID, append(slices.Clip(list), overruled(after)))
	}
}

// close packs the open chunks into the snapshot.
func (p *patcher) close() {
	if len(p.open) == 0 {
		return
	}
	p.s.chunks = slices.Clone(p.s.chunks)
	for n := range p.open {
		for int(n) >= len(p.s.chunks) {
			p.s.chunks = append(p.s.chunks, nil)
		}
	}
	for n, d := range p.open {
		p.s.chunks[n] = d.close()
	}
}
