package matching

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// LeftOut is one reason why workplaces are not on the list, with the workplaces.
type LeftOut struct {
	Block string // a criterion that blocks, BlockCeased, BlockFilter or BlockNoLink; in words "match.block.<Block>"
	Count int
	Rows  []Left // best fit first, no more than were asked for
}

// Left is a workplace that is not on the list.
type Left struct {
	CompanyID string
	TaskID    string // the task that fits best, "" when none does
	Fit       int    // percent; 0 where nothing has to do with the goal
}

// LeftOut lists everything that a request leaves out, by reason: the first block of each workplace, in the order of the
// criteria, then what has ceased, what the filter keeps away and what has nothing to do with the goal. Of each reason
// it names up to Limit workplaces, those that fit best first and equals in the order of Match. It fails only when ctx
// ends.
func (s *Snapshot) LeftOut(ctx context.Context, r Request) ([]LeftOut, error) {
	q := s.query(&r)
	found := make([]LeftOut, len(criteria)+len(outside))
	scratch := newScratch()
	for n, ch := range s.chunks {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("list what is left out: %w", err)
		}
		for i := range ch.companies {
			if ch.companies[i].state == gone {
				continue
			}
			f := q.judgeCompany(scratch, ch, i, uint32(n*chunkSize+i), 0)
			if f.block == noBlock {
				continue
			}
			out := &found[blockNumber(f.block)]
			out.Block = blockKey(f.block)
			out.Count++
			row := Left{CompanyID: ch.id(i), Fit: int(f.fit.Percent)}
			if f.t != nil {
				row.TaskID = ch.taskID(f.t)
			}
			if out.Rows = append(out.Rows, row); q.limitRows > 0 && len(out.Rows) >= 2*q.limitRows+keepLeft {
				q.cutLeft(out)
			}
		}
	}
	found = slices.DeleteFunc(found, func(l LeftOut) bool { return l.Count == 0 })
	for i := range found {
		q.cutLeft(&found[i])
	}
	return found, nil
}

// keepLeft keeps the cutting of short lists rare.
const keepLeft = 256

// outside are the blocks beside the criteria, in the order they are listed.
var outside = [...]int{isCeased, isSkipped, noLink}

// blockNumber is the place of a block in the list of all.
func blockNumber(block int) int {
	if block >= 0 {
		return block
	}
	return len(criteria) + slices.Index(outside[:], block)
}

// cutLeft keeps the workplaces that fit best.
func (q *query) cutLeft(out *LeftOut) {
	slices.SortFunc(out.Rows, func(a, b Left) int {
		return cmp.Or(cmp.Compare(b.Fit, a.Fit), cmp.Compare(tieOf(q.seed, a.CompanyID), tieOf(q.seed, b.CompanyID)),
			cmp.Compare(a.CompanyID, b.CompanyID))
	})
	if q.limitRows > 0 {
		out.Rows = out.Rows[:min(q.limitRows, len(out.Rows))]
	}
}
