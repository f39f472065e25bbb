package model

import "slices"

// ParentUnit (moderselskab) says which legal unit owns another: the parent of a CVR number, who said so and when. The
// parent's own parent is another row, so that the chain (koncern) has as many levels as are known.
type ParentUnit struct {
	Head
	CVR        string // of the unit that is owned
	ParentCVR  string // of the parent; a foreign one has none
	ParentName string
	Source     string // who or what said so
	On         Date   // the day it was said
}

// ParentChain follows the parents of a CVR number, the nearest first. It ends where none is known, and before a unit
// that it has met already: looped then says that the rows contradict each other.
func ParentChain(cvr string, all []*ParentUnit) (chain []*ParentUnit, looped bool) {
	seen := map[string]bool{}
	for cvr != "" && !seen[cvr] {
		seen[cvr] = true
		i := slices.IndexFunc(all, func(p *ParentUnit) bool { return p.CVR == cvr })
		if i < 0 {
			return chain, false
		}
		if seen[all[i].ParentCVR] {
			return chain, true
		}
		chain, cvr = append(chain, all[i]), all[i].ParentCVR
	}
	return chain, false
}

// CheckParent refuses a parent that would own itself, directly or through others, and a second parent of one unit.
func CheckParent(p *ParentUnit, all []*ParentUnit) error {
	others := slices.DeleteFunc(slices.Clone(all), func(o *ParentUnit) bool { return o.ID == p.ID && p.ID != "" })
	if slices.ContainsFunc(others, func(o *ParentUnit) bool { return o.CVR == p.CVR }) {
		return NewError(Conflict, "err.parent.second", Args{"cvr": p.CVR}).WithField("cvr")
	}
	above, _ := ParentChain(p.ParentCVR, append(others, p))
	owns := slices.ContainsFunc(above, func(o *ParentUnit) bool { return o.ParentCVR == p.CVR })
	if p.CVR == p.ParentCVR || owns {
		return NewError(Invalid, "err.parent.loop", Args{"cvr": p.CVR, "parent": p.ParentCVR}).WithField("parent_cvr")
	}
	return nil
}
