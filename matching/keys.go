package matching

import (
	"slices"

	"jobspor/model"
)

// bitset is a set of option keys as bits, in the order of the list the keys come from.
type bitset uint32

func (s bitset) has(i int) bool { return s>>uint(i)&1 != 0 }

// bit is the set of a single position, empty for one that is not there.
func bit(i int) bitset {
	if i < 0 {
		return 0
	}
	return 1 << uint(i)
}

// keySet makes a set of keys; keys that are not on the list are left out.
func keySet(list, keys []string) bitset {
	var s bitset
	for _, k := range keys {
		s |= bit(slices.Index(list, k))
	}
	return s
}

// keysIn lists the keys of a set.
func keysIn(list []string, s bitset) []string {
	var out []string
	for i, k := range list {
		if s.has(i) {
			out = append(out, k)
		}
	}
	return out
}

// levelOf is the place of a key on a ladder, from 1; 0 is unknown.
func levelOf(list []string, key string) uint8 { return uint8(slices.Index(list, key) + 1) }

// The closed lists as the sets count them.
var (
	conditionKeys = model.ConditionKeys()
	loadKeys      = func() []string {
		keys := make([]string, len(model.Loads))
		for i, l := range model.Loads {
			keys[i] = string(l)
		}
		return keys
	}()
	// conditionLoad is the load that a condition rules out, -1 when it is about the workplace.
	conditionLoad = func() []int {
		at := make([]int, len(model.WorkConditions))
		for i, c := range model.WorkConditions {
			at[i] = slices.Index(model.Loads, c.Avoid)
		}
		return at
	}()
)

// loadCondition is the condition that rules a load out, -1 when there is none.
func loadCondition(l model.Load) int {
	return slices.IndexFunc(model.WorkConditions, func(c model.WorkCondition) bool { return c.Avoid == l && l != "" })
}

// unknown marks a small number that nobody has told; all counts are kept below it.
const unknown = 255

func smallCount(o model.Opt[int]) uint8 {
	if !o.Known {
		return unknown
	}
	return uint8(min(max(o.V, 0), unknown-1))
}

// quarterHours keeps hours a week in quarters of an hour; 37 hours are 148.
func quarterHours(o model.Opt[model.Hours]) uint8 {
	return smallCount(model.Opt[int]{V: int(o.V), Known: o.Known})
}

func count(o model.Opt[int]) uint16 {
	if !o.Known {
		return 0xffff
	}
	return uint16(min(max(o.V, 0), 0xfffe))
}
