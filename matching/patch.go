package matching

import (
	"slices"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
)

// Patch gives a snapshot with the changes written into it. Its time depends on the number of changes, not of companies;
// the old snapshot does not change. Rows of types that matching does not read are ignored. Applying a change twice
// gives the same result, so that changes made while a snapshot was built can be applied to it even if the build has
// read them.
func (s *Snapshot) Patch(changes []model.Change) *Snapshot {
	next, p := s.patch(changes)
	next.index = s.index.Patch(p.forSearch())
	return next
}

// patch writes the changes everywhere but into the search index.
func (s *Snapshot) patch(changes []model.Change) (*Snapshot, *patcher) {
	next := *s
	p := &patcher{s: &next, open: map[uint32]*openChunk{}, docs: map[search.Key]*search.Doc{}}
	// A change set writes its rows in any order, and an undo the other way round. What others hang on goes first here.
	changes = slices.SortedStableFunc(slices.Values(changes),
		func(a, b model.Change) int { return rankOf(a) - rankOf(b) })
	for _, c := range changes {
		p.apply(c)
	}
	p.close()
	return &next, p
}

// rankOf is the place of a change's type in the order that ranking reads types in.
func rankOf(c model.Change) int {
	typ := schema.TypeOf(c.Row()).Name
	return slices.IndexFunc(rankingReads, func(r typeFields) bool { return r.typ == typ })
}

// patcher holds the chunks that are open while changes are written.
type patcher struct {
	s     *Snapshot
	open  map[uint32]*openChunk      // by number of the chunk
	grown bool                       // slots are a copy of our own
	docs  map[search.Key]*search.Doc // for the search index; nil drops the document
}

// found and lost write into the search index. The last word about a document counts.
func (p *patcher) found(d search.Doc) { p.docs[d.Key()] = &d }

func (p *patcher) lost(k search.Key) { p.docs[k] = nil }

// forSearch is what the search index is to be changed by.
func (p *patcher) forSearch() (docs []search.Doc, dropped []search.Key) {
	for k, d := range p.docs {
		if d == nil {
			dropped = append(dropped, k)
		} else {
			docs = append(docs, *d)
		}
	}
	return docs, dropped
}

func (p *patcher) apply(c model.Change) {
	switch row := c.Row().(type) {
	case *model.Company:
		p.company(c, row)
	case *model.Task:
		p.task(c)
	case *model.Opening:
		p.opening(c)
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
	case *model.Placement:
		p.placement(c)
	}
}

// chunkOf opens the chunk of a company.
func (p *patcher) chunkOf(slot uint32) (*openChunk, int) {
	n := slot / chunkSize
	d := p.open[n]
	if d == nil {
		if int(n) < len(p.s.chunks) {
			d = p.s.chunks[n].open()
		} else {
			d = newOpenChunk()
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
		d, i := p.chunkOf(slot)
		d.companies[i] = company{state: gone}
		d.tasks[i], d.histories[i], d.openings[i] = nil, nil, nil
		p.s.companies--
		p.lost(search.Key{Kind: search.Company, ID: row.ID})
	case c.After != nil && known:
		d, i := p.chunkOf(slot)
		d.companies[i] = p.s.knowledge.company(row)
		p.s.knowledge.readAgain(d.tasks[i], &d.companies[i])
		p.found(companyDoc(row))
		p.rename(row.ID, atCompany, row.ShownName())
	case c.After != nil:
		p.newCompany(row)
		p.found(companyDoc(row))
	}
}

// newCompany takes the next free slot.
func (p *patcher) newCompany(row *model.Company) {
	last := uint32(max(len(p.s.chunks)-1, 0))
	for n := range p.open {
		last = max(last, n)
	}
	d, _ := p.chunkOf(last * chunkSize)
	if len(d.companies) == chunkSize {
		last++
		d, _ = p.chunkOf(last * chunkSize)
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
			d, i := p.chunkOf(slot)
			d.tasks[i] = slices.DeleteFunc(slices.Clone(d.tasks[i]),
				func(r taskRow) bool { return r.id == clip(t.ID, 255) })
		}
	}
	if after == nil {
		p.lost(search.Key{Kind: search.Task, ID: before.ID})
		return
	}
	p.found(taskDoc(after))
	if slot, ok := p.find(after.CompanyID); ok {
		d, i := p.chunkOf(slot)
		d.tasks[i] = append(d.tasks[i], p.s.knowledge.task(after, p.s.knowledge.usualAt(&d.companies[i])))
	}
}

func (p *patcher) citizen(c model.Change, row *model.Citizen) {
	if c.After == nil {
		p.s.people.without(row.ID)
		p.lost(search.Key{Kind: search.Citizen, ID: row.ID})
		return
	}
	now := p.s.knowledge.person(row)
	if old, ok := p.s.people.get(row.ID); ok {
		now.goals, now.tried = old.goals, old.tried
	}
	p.s.people.with(row.ID, now)
	p.found(citizenDoc(row))
	p.rename(row.ID, ofCitizen, row.Name())
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
		p.lost(search.Key{Kind: search.Goal, ID: before.ID})
		return
	}
	p.editGoals(after.CitizenID, func(list []goal) []goal { return append(list, goalOf(after)) })
	p.found(goalDoc(after))
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
		p.remember(a.CompanyID, contactEvent(a))
	}
}

func (p *patcher) pick(c model.Change) {
	if b, ok := c.Before.(*model.Pick); ok {
		p.forget(b.CompanyID, hash(b.ID))
		p.editAsked(b.ListID, func(l *listing) {
			l.asked = slices.DeleteFunc(slices.Clone(l.asked), func(a asked) bool { return a.row == hash(b.ID) })
		})
	}
	after, _ := c.After.(*model.Pick)
	if after == nil {
		return
	}
	a, counts := askedFromPick(after)
	p.forget(a.company, a.row)
	p.editAsked(after.ListID, func(l *listing) {
		l.asked = slices.DeleteFunc(slices.Clone(l.asked), func(o asked) bool { return o.row == a.row })
		if !counts {
			return
		}
		l.asked = append(l.asked, a)
		if t, ok := l.touch(a); ok {
			p.remember(a.company, t)
		}
	})
}

func (p *patcher) editAsked(list string, edit func(*listing)) {
	if l, ok := p.s.lists.get(list); ok {
		edit(&l)
		p.s.lists.with(list, l)
	}
}

func (p *patcher) forget(company string, row uint32) {
	if slot, ok := p.find(company); ok {
		d, i := p.chunkOf(slot)
		d.histories[i] = slices.DeleteFunc(slices.Clone(d.histories[i]), func(t event) bool { return t.row == row })
	}
}

func (p *patcher) remember(company string, t event) {
	p.forget(company, t.row)
	if slot, ok := p.find(company); ok {
		d, i := p.chunkOf(slot)
		d.histories[i] = append(slices.Clip(d.histories[i]), t)
	}
}

func (p *patcher) list(c model.Change, row *model.Shortlist) {
	if c.After == nil {
		p.s.lists.without(row.ID)
		p.lost(search.Key{Kind: search.Shortlist, ID: row.ID})
		return
	}
	l, _ := p.s.lists.get(row.ID)
	l.citizen, l.on = row.CitizenID, row.MadeOn
	p.s.lists.with(row.ID, l)
	for _, a := range l.asked {
		p.forget(a.company, a.row)
		if t, ok := l.touch(a); ok {
			p.remember(a.company, t)
		}
	}
	p.found(listDoc(row))
}

func (p *patcher) override(c model.Change) {
	before, _ := c.Before.(*model.Override)
	after, _ := c.After.(*model.Override)
	for _, o := range []*model.Override{before, after} {
		if o != nil {
			list, _ := p.s.overrules.get(o.CitizenID)
			p.s.overrules.with(o.CitizenID,
				slices.DeleteFunc(slices.Clone(list), func(v Overruled) bool { return v.ID == o.ID }))
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
