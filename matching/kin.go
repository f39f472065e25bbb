package matching

// This file says which work is related (beslægtet). Kinship spreads once, and only from work that a goal names.

// Kinship of occupations in percent: in one family of the table, in one unit group of ISCO-08 (four digits), in one
// minor group (three).
const (
	sameFamily = 70
	sameUnit   = 70
	sameMinor  = 35
)

// residualUnit ends the number of unit groups of what fits no other (DISCO-08: "andet"): their work has little in
// common but the minor group.
const residualUnit = '9'

// spreadToKin gives the kin of an occupation what kinship leaves of its share.
func (k *knowledge) spreadToKin(fit []uint8, n uint16, share int) {
	raise := func(i int, v int) { fit[i] = max(fit[i], uint8(min(v, 100))) }
	for _, i := range k.families[n] {
		raise(int(i), share*sameFamily/100)
	}
	unit := k.occupations[n].ISCO
	if len(unit) != 4 {
		return
	}
	for i := range k.occupations {
		switch o := k.occupations[i].ISCO; {
		case i == int(n) || len(o) != 4 || o[:3] != unit[:3]:
		case o == unit && o[3] != residualUnit:
			raise(i, share*sameUnit/100)
		default:
			raise(i, share*sameMinor/100)
		}
	}
}

// addFamilies takes over families of related occupations; those that the lexicon does not have are left out.
func (k *knowledge) addFamilies(list [][]string) {
	for _, family := range list {
		for _, a := range family {
			for _, b := range family {
				n, known := k.number[a]
				if other, too := k.number[b]; known && too && a != b {
					k.families[n] = append(k.families[n], other)
				}
			}
		}
	}
}
