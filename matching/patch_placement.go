package matching

import (
	"slices"

	"jobspor/matching/search"
	"jobspor/model"
)

func (p *patcher) placement(c model.Change) {
	if b, ok := c.Before.(*model.Placement); ok {
		p.forget(b.CompanyID, hash(b.ID))
		p.editTried(b.CitizenID, b.ID, nil)
		p.editPlacementIDs(b, false)
	}
	a, ok := c.After.(*model.Placement)
	if !ok {
		p.lost(search.Key{Kind: search.Placement, ID: c.Row().Meta().ID})
		return
	}
	p.forget(a.CompanyID, hash(a.ID))
	if t, ok := placementEvent(a); ok {
		p.remember(a.CompanyID, t)
	}
	if countsAsTried(a) {
		x := p.s.knowledge.trial(a)
		p.editTried(a.CitizenID, a.ID, &x)
	}
	p.editPlacementIDs(a, true)
	p.found(placementDoc(a, p.nameOf(search.Key{Kind: search.Citizen, ID: a.CitizenID}),
		p.nameOf(search.Key{Kind: search.Company, ID: a.CompanyID})))
}

// editTried puts a placement in place of what a citizen's list has under its ID, or only takes that out.
func (p *patcher) editTried(citizen, id string, now *trial) {
	old, ok := p.s.people.get(citizen)
	if !ok {
		return
	}
	z := *old
	z.tried = slices.DeleteFunc(slices.Clone(old.tried), func(x trial) bool { return x.id == id })
	if now != nil {
		z.tried = append(z.tried, *now)
	}
	p.s.people.with(citizen, &z)
}

// editPlacementIDs keeps the list of placements of a company and a citizen.
func (p *patcher) editPlacementIDs(row *model.Placement, stands bool) {
	for _, owner := range []string{row.CitizenID, row.CompanyID} {
		list, _ := p.s.placementIDs.get(owner)
		list = slices.DeleteFunc(slices.Clone(list), func(id string) bool { return id == row.ID })
		if stands {
			list = append(list, row.ID)
		}
		p.s.placementIDs.with(owner, list)
	}
}

// docOf is a document as it stands, this patch included.
func (p *patcher) docOf(k search.Key) (search.Doc, bool) {
	if d, ours := p.docs[k]; ours {
		if d == nil {
			return search.Doc{}, false
		}
		return *d, true
	}
	if p.s.index == nil {
		return search.Doc{}, false
	}
	return p.s.index.Find(k)
}

func (p *patcher) nameOf(k search.Key) string {
	d, _ := p.docOf(k)
	return d.Name
}

// Where a placement's document has whose name.
const (
	ofCitizen = iota
	atCompany
)

// rename lets placements be found by the new name of their citizen or company.
func (p *patcher) rename(owner string, at int, name string) {
	list, _ := p.s.placementIDs.get(owner)
	for _, id := range list {
		d, ok := p.docOf(search.Key{Kind: search.Placement, ID: id})
		if !ok || at >= len(d.Extra) || d.Extra[at] == name {
			continue
		}
		d.Extra = slices.Clone(d.Extra)
		d.Extra[at] = name
		p.found(d)
	}
}
