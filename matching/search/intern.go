package search

import "hash/maphash"

// table finds small numbers by a hash of what they stand for. It holds the numbers and half of their
// hashes; the caller compares. Nothing that can be seen depends on the seed of the hash.
type table struct {
	slots []uint64 // hash << 32 | number+1, or 0
	count int
}

const low32 = 1<<32 - 1

// find returns the number for which same holds, among those put in with this hash.
func (t *table) find(hash uint64, same func(n uint32) bool) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := hash >> 32 & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if s := t.slots[i]; s>>32 == hash>>32 && same(uint32(s)-1) {
			return uint32(s) - 1, true
		}
	}
	return 0, false
}

// put adds n, which must be below the greatest number.
func (t *table) put(n uint32, hash uint64) {
	if (t.count+1)*4 > len(t.slots)*3 {
		t.grow(max(16, len(t.slots)*2))
	}
	t.set(hash&^low32 | uint64(n+1))
	t.count++
}

// grow makes room for slots entries, a power of two.
func (t *table) grow(slots int) {
	old := t.slots
	t.slots = make([]uint64, slots)
	for _, s := range old {
		if s != 0 {
			t.set(s)
		}
	}
}

func (t *table) set(slot uint64) {
	mask := uint64(len(t.slots) - 1)
	i := slot >> 32 & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = slot
}

// slotsFor is a power of two that keeps a table of n at most three quarters full.
func slotsFor(n int) int {
	slots := 16
	for slots*3 < n*4 {
		slots *= 2
	}
	return slots
}

// interner gives equal texts the same number, counted from 0 as they come.
type interner struct {
	table
	packed
	seed maphash.Seed
}

// number returns the number of b and whether it is new.
func (in *interner) number(b []byte) (n uint32, fresh bool) {
	hash := maphash.Bytes(in.seed, b)
	n, ok := in.find(hash, func(n uint32) bool { return string(in.at(n)) == string(b) })
	if ok {
		return n, false
	}
	n = uint32(len(in.end))
	in.data = append(in.data, b...)
	in.end = append(in.end, uint32(len(in.data)))
	in.put(n, hash)
	return n, true
}

// packed is texts on the way in.
type packed struct {
	data []byte
	end  []uint32
}

func (p *packed) add(s string) {
	p.data = append(p.data, s...)
	p.end = append(p.end, uint32(len(p.data)))
}

func (p *packed) at(i uint32) []byte { return p.data[startOf(p.end, i):p.end[i]] }

// groups are lists of numbers on the way in.
type groups struct {
	all []uint32
	end []uint32
}

// close ends the list that numbers have been appended to.
func (g *groups) close() { g.end = append(g.end, uint32(len(g.all))) }

func (g *groups) at(i uint32) []uint32 { return g.all[startOf(g.end, i):g.end[i]] }

// startOf is where item i begins when end[i] is where it ends.
func startOf(end []uint32, i uint32) uint32 {
	if i == 0 {
		return 0
	}
	return end[i-1]
}
