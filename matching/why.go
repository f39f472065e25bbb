package matching

import (
	"context"
	"fmt"
	"slices"

	"jobspor/model"
)

// Verdict says where one workplace stands for a request and what kept it off the list, if anything did.
type Verdict struct {
	Standing Standing
	Block    string // the first block's criterion, BlockCeased, BlockNoLink or BlockFilter; "" when it is ranked
	Row      Row    // the whole reasons; without Criterion "task" worth anything when there is no link
	Rank, Of int    // its place among the candidates, from 1; 0 when it is none
	Needs    int    // points of score missing to the last row shown; 0 when it is shown or its section is not
	Lifts    []Reason
}

// Standing is how far a workplace came.
type Standing string

// The standings. In words: "match.why.<Standing>".
const (
	Shown    Standing = "shown"    // among the rows
	Below    Standing = "below"    // a candidate, but others fit better
	Blocked  Standing = "blocked"  // something to do with the goal, but something keeps it off
	NoLink   Standing = "nolink"   // neither its tasks nor its industry have to do with the goal
	Filtered Standing = "filtered" // the request asked for others
	NotThere Standing = "notthere" // no such workplace
)

// WhyNot says what kept a workplace off the list: the first block, or no link to the goal, or simply that others fit
// better, and then how far behind it is and which reasons have most left to give (Lifts, most first). It fails only
// when ctx ends.
func (s *Snapshot) WhyNot(ctx context.Context, r Request, companyID string) (Verdict, error) {
	slot, ok := s.slot(companyID)
	if !ok {
		return Verdict{Standing: NotThere}, nil
	}
	q := s.query(&r)
	ch, i := s.at(slot)
	f := q.judgeCompany(new(scratch), ch, i, slot, 0)
	if f.block == isSkipped {
		q.filter = filter{}
		return Verdict{Standing: Filtered, Block: BlockFilter, Row: q.row(slot)}, nil
	}
	v := Verdict{Row: q.row(slot)}
	switch f.block {
	case noLink:
		v.Standing, v.Block = NoLink, BlockNoLink
	case noBlock:
		v.Standing = Shown
	default:
		v.Standing, v.Block = Blocked, blockKey(f.block)
	}
	if v.Standing != Shown {
		return v, nil
	}
	target := position{key: f.key, slot: slot, tie: tieOf(q.seed, companyID)}
	t, err := q.scan(ctx, &target)
	if err != nil {
		return Verdict{}, fmt.Errorf("find why not: %w", err)
	}
	v.Rank, v.Of = t.before+1, t.candidates()
	if q.limitRows > 0 && v.Rank > q.limitRows {
		v.Standing = Below
		if last := t.top[len(t.top)-1].key; last.section() == target.key.section() {
			v.Needs = max(last.score()-target.key.score(), 1)
		}
	}
	v.Lifts = lifts(v.Row)
	return v, nil
}

// lifts orders the reasons that have points left to give, those that give the score most first.
func lifts(row Row) []Reason {
	out := slices.DeleteFunc(slices.Clone(row.Reasons), func(r Reason) bool { return r.Points == r.Max })
	slices.SortStableFunc(out, func(a, b Reason) int { return row.gain(b) - row.gain(a) })
	return out
}

// Pair is one criterion side by side.
type Pair struct {
	Criterion string
	Item      int
	A, B      Reason
}

// Compare sets two workplaces side by side, criterion by criterion, whether they are on the list or not. It fails with
// code NotFound when one of them is not there.
func (s *Snapshot) Compare(r Request, a, b string) (rows [2]Row, pairs []Pair, err error) {
	q := s.query(&r)
	q.filter = filter{}
	for i, id := range []string{a, b} {
		slot, ok := s.slot(id)
		if !ok {
			return rows, nil, model.NewError(model.NotFound, "match.err.company", model.Args{"id": clip(id, 40)})
		}
		rows[i] = q.row(slot)
	}
	for i, ra := range rows[0].Reasons {
		pairs = append(pairs, Pair{Criterion: ra.Criterion, Item: ra.Item, A: ra, B: rows[1].Reasons[i]})
	}
	return rows, pairs, nil
}
