package crypt

import "bytes"

// Inverted is a text that is looked for in memory. It is kept inverted, so that looking for it is not finding it.
type Inverted []byte

// Invert gives a text inverted.
func Invert(b []byte) Inverted {
	out := make(Inverted, len(b))
	for i := range b {
		out[i] = ^b[i]
	}
	return out
}

// Inverted is the key, to be looked for in memory.
func (k *Key) Inverted() Inverted {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return Invert(k.raw)
}

// Fill writes the text itself.
func (v Inverted) Fill(into []byte) {
	for i := range v {
		into[i] = ^v[i]
	}
}

func (v Inverted) count(memory []byte) (n int) {
	for {
		i := bytes.IndexByte(memory, ^v[0])
		if i < 0 || len(memory)-i < len(v) {
			return n
		}
		j := 1
		for j < len(v) && memory[i+j] == ^v[j] {
			j++
		}
		if j == len(v) {
			n++
		}
		memory = memory[i+1:]
	}
}
