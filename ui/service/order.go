package service

import (
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// order puts changes in the order of the log: what this program writes is heard of at once, what others wrote a little
// before only when the store is asked for it. Not safe for concurrent use.
type changeOrder struct {
	recent []model.Changed // entries heard of, by Seq: an older one may still come
	gone   int64           // the newest entry that is no longer among them, or never said what it changed
}

// recentEntries is how many entries are remembered. More are not written between two looks at what others did; should
// it happen all the same, everything is read anew.
const recentEntries = 256

// put gives what is to be written when an entry is heard of: its changes, and after them again those of the later ones,
// which may have built on rows that were not there yet. It cannot (false) when the entry or a later one did not say
// what it changed.
func (o *changeOrder) put(c model.Changed) ([]model.Change, bool) {
	if c.Many || c.Seq < o.gone {
		o.gone = max(o.gone, c.Seq)
		return nil, false
	}
	c.Changes = kept(c.Changes)
	at, _ := slices.BinarySearchFunc(o.recent, c.Seq, func(r model.Changed, seq int64) int { return int(r.Seq - seq) })
	o.recent = slices.Insert(o.recent, at, c)
	var out []model.Change
	for _, r := range o.recent[at:] {
		out = append(out, r.Changes...)
	}
	for len(o.recent) > recentEntries {
		o.gone = max(o.gone, o.recent[0].Seq)
		o.recent = slices.Delete(o.recent, 0, 1)
	}
	return out, true
}

// kept are changes of our own: whoever wrote them may go on using the entities.
func kept(changes []model.Change) []model.Change {
	out := make([]model.Change, len(changes))
	for i, c := range changes {
		if c.Before != nil {
			out[i].Before = schema.Clone(c.Before)
		}
		if c.After != nil {
			out[i].After = schema.Clone(c.After)
		}
	}
	return out
}
