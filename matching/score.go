package matching

// Fit and circumstances are two numbers, and the order multiplies them:
//
//	score = fit × (60 + 40 × circumstances)
//
// Fit says how far the work is what the citizen asks for, circumstances how well everything around it suits. Nothing
// around the work makes up for work that is not asked for, and work that is asked for keeps at least 60 percent of its
// worth. All three are whole numbers from 0 to 100, each rounded to the nearest from those that are shown, so that a
// person who adds them up gets the same.
const (
	fitWeight           = 60 // of the order, at the table's weight of "task"
	circumstancesWeight = 40
)

// CircumstancesWeight is what all circumstances together weigh in the order, beside Row.Base.
const CircumstancesWeight = circumstancesWeight

// Section is the part of the list that a row stands in. Rows of a better section go first whatever their scores are.
type Section string

// The sections, best first; in words "match.section.<Section>".
const (
	Good     Section = "good"    // gode bud: a fit of 60 or more
	Related  Section = "related" // beslægtet: a fit from 25, and whatever is only akin to the goal
	AskFirst Section = "ask"     // måske, spørg: nothing is known that says what work there is
)

// GoodFit is the fit from which a workplace is a good lead.
const GoodFit = 60

// sections lists them by number, so that a better one is a greater number.
var sections = [...]Section{ask: AskFirst, related: Related, good: Good}

const (
	ask = iota
	related
	good
)

// section numbers where an option stands.
func (o *option) section() int {
	switch {
	case !o.fit.Source.Known():
		return ask
	case o.fit.Percent < GoodFit:
		return related
	}
	return good
}

// order is the score of a fit and of circumstances, all in percent; base is what the fit weighs beside the 40 of the
// circumstances, 0 for orders that circumstances alone decide.
func order(fit, circumstances, base int) int {
	if base == 0 {
		return circumstances
	}
	most := 100 * (base + circumstancesWeight)
	return (2*fit*(100*base+circumstancesWeight*circumstances) + most) / (2 * most)
}

// percent is points out of the most there are, rounded; all of nothing is everything.
func percent(points, most int) int {
	if most == 0 {
		return 100
	}
	return (200*points + most) / (2 * most)
}

// leastSum is the fewest points of circumstances that give an option a score, more than there are when none do.
func (q *query) leastSum(fit, score int) int {
	circumstances := score
	if q.base > 0 {
		most := 100 * (q.base + circumstancesWeight)
		need := (2*score-1)*most - 2*fit*100*q.base
		if need <= 0 {
			return 0
		}
		each := 2 * fit * circumstancesWeight
		if each == 0 {
			return q.total + 1
		}
		circumstances = (need + each - 1) / each
	}
	return (2*q.total*circumstances - q.total + 199) / 200
}

// total is the sum of what was shown.
type total struct{ fit, points, most int }

// of adds up reasons, each with the points that count gives it.
func of(reasons []Reason, count func(Reason) int) total {
	var t total
	for _, r := range reasons {
		if r.Criterion == criteria[0].Key {
			t.fit = count(r)
			continue
		}
		t.points += count(r)
		t.most += r.Max
	}
	return t
}

func (t total) score(base int) int { return order(t.fit, percent(t.points, t.most), base) }

func asShown(r Reason) int { return r.Points }

// scored sets the numbers of a row from its reasons and from nothing else.
func (r *Row) scored(base int) {
	t := of(r.Reasons, asShown)
	r.Base, r.Fit, r.Points, r.Most = base, t.fit, t.points, t.most
	r.Circumstances, r.Score = percent(t.points, t.most), t.score(base)
	r.Low = of(r.Reasons, func(r Reason) int { return r.ifAnswered(0) }).score(base)
	r.High = of(r.Reasons, func(r Reason) int { return r.ifAnswered(r.Max) }).score(base)
}

// ifAnswered is what a reason counts once somebody has answered its question with points.
func (r Reason) ifAnswered(points int) int {
	if r.Unknown {
		return points
	}
	return r.Points
}

// Swing is how many points of score the answer to the question of a reason can move: from the worst to the best that
// could be answered, with everything else as it is known now. An answer that can keep the workplace off the list moves
// all of the score.
func (row Row) Swing(r Reason) int {
	with := func(points int) int {
		return of(row.Reasons, func(o Reason) int {
			if o.Criterion == r.Criterion && o.Item == r.Item {
				return points
			}
			return o.Points
		}).score(row.Base)
	}
	high := with(r.Max)
	if r.Unknown && blocking[r.Criterion] {
		return high
	}
	return high - with(0)
}

// gain is how many points of score a reason has left to give.
func (row Row) gain(r Reason) int {
	t := of(row.Reasons, func(o Reason) int {
		if o.Criterion == r.Criterion && o.Item == r.Item {
			return o.Max
		}
		return o.Points
	})
	return t.score(row.Base) - row.Score
}

// blocking has the criteria that can keep a workplace off the list.
var blocking = func() map[string]bool {
	out := map[string]bool{}
	for i := range criteria {
		out[criteria[i].Key] = criteria[i].Blocks
	}
	return out
}()

// FitBase is what the fit weighs under these weights beside the 40 of the circumstances: 60 as the table has it.
func (w Weights) FitBase() int { return w.points(criteria[0].Criterion) }

// Tied lists the sections of which several rows are shown and all have one score: their order is the day's shuffle and
// says nothing.
func Tied(rows []Row) []Section {
	var out []Section
	for i := 0; i < len(rows); {
		n := i + 1
		for n < len(rows) && rows[n].Section == rows[i].Section {
			n++
		}
		if n-i > 1 && rows[i].Score == rows[n-1].Score {
			out = append(out, rows[i].Section)
		}
		i = n
	}
	return out
}
