package matching

import (
	"math"

	"jobspor/matching/words"
)

// Kinship of occupations in percent: in one unit group of ISCO-08 (four digits), in one minor group (three), and by
// what people do in them: a typical task that only these two had in common would give sameTask, one that many have
// gives less, and more tasks in common add up, to sameTasks at most.
const (
	sameUnit  = 70
	sameMinor = 35
	sameTask  = 45
	sameTasks = 60
)

// spreadToKin gives the kin of an occupation what kinship leaves of its share.
func (k *knowledge) spreadToKin(fit []uint8, n uint16, share int) {
	raise := func(i int, v int) { fit[i] = max(fit[i], uint8(min(v, 100))) }
	for i, kin := range k.byTasks(n) {
		raise(int(i), share*kin/100)
	}
	unit := k.occupations[n].ISCO
	if len(unit) != 4 {
		return
	}
	for i := range k.occupations {
		switch o := k.occupations[i].ISCO; {
		case i == int(n):
		case o == unit:
			raise(i, share*sameUnit/100)
		case len(o) == 4 && o[:3] == unit[:3]:
			raise(i, share*sameMinor/100)
		}
	}
}

// byTasks gives the occupations that do some of the same, with their kinship in percent.
func (k *knowledge) byTasks(n uint16) map[uint16]int {
	kin := map[uint16]int{}
	all := math.Log2(float64(len(k.occupations)) + 1)
	for _, name := range k.occupations[n].Tasks {
		doing := k.doing[words.Fold(name)]
		worth := int(sameTask * (1 - math.Log2(float64(max(len(doing)-1, 1)))/all))
		for _, other := range doing {
			kin[other] = min(kin[other]+worth, sameTasks)
		}
	}
	return kin
}
