package matching

import (
	"slices"

	"jobspor/matching/words"
)

// This file reads what a task says of itself.

// workText is what is known of a task's name and occupation.
type workText struct {
	links     [maxLinks]link
	stems     [maxStems]uint32
	confirmed bool // links come from an occupation that somebody wrote for the task
}

// known is what a task's name and occupation say. The occupation was written by a consultant to say just that; the name
// is only read where it is missing or means nothing.
func (k *knowledge) known(name, occ string) workText {
	key := name + "\x00" + occ
	k.memoLock.Lock()
	w, ok := k.memo[key]
	k.memoLock.Unlock()
	if ok {
		return w
	}
	w.stems = k.stems(name + " " + occ)
	w.links = k.linksOf(occ)
	w.confirmed = w.links[0].sure > 0
	if !w.confirmed {
		w.links = k.linksOf(name)
	}
	k.memoLock.Lock()
	defer k.memoLock.Unlock()
	if k.memo != nil {
		k.memo[key] = w
	}
	return w
}

// linksOf reads one text. Most are the very name of an occupation, which needs no search.
func (k *knowledge) linksOf(text string) (links [maxLinks]link) {
	if text == "" {
		return links
	}
	if n, ok := k.named[words.Fold(text)]; ok {
		links[0] = link{n, 100}
		return links
	}
	for i, r := range k.link(text, maxLinks) {
		links[i] = r.link
	}
	return links
}

// wordStems gives for every word of a text that carries meaning the hashes of its stem and those of its parts.
func (k *knowledge) wordStems(text string) [][]uint32 {
	var out [][]uint32
	for _, w := range words.Tokens(text) {
		var stems []uint32
		for _, part := range append([]string{w}, k.splitter.Split(w)...) {
			if len(part) < 3 || words.Stop(part) || words.Weak(part) {
				continue
			}
			if h := hash(words.Stem(part)); h != 0 && !slices.Contains(stems, h) {
				stems = append(stems, h)
			}
		}
		if len(stems) > 0 {
			out = append(out, stems)
		}
	}
	return out
}

// stems are those of a task: the words themselves first, then their parts, as many as there is room for.
func (k *knowledge) stems(text string) (out [maxStems]uint32) {
	n := 0
	list := k.wordStems(text)
	for depth := range maxStems {
		for _, w := range list {
			if depth < len(w) && n < maxStems && !slices.Contains(out[:], w[depth]) {
				out[n] = w[depth]
				n++
			}
		}
	}
	return out
}
