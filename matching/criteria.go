package matching

import (
	"jobspor/model"
)

// Neutral is the share in percent of a criterion's points that an unknown value counts: below half, so that a workplace
// known to fit ranks before one that was not asked, and well above zero, so that one that was not asked ranks before
// one known not to fit. Every unknown counts exactly this, is marked in its reason, and asks its question.
const Neutral = 40

// Criterion is one row of the table: what is judged, and what it weighs.
type Criterion struct {
	Key string // "task", "hours", …; its name in words is "match.criterion.<Key>"
	// Weight is what it counts at 100 percent: of the task its part of the order beside the 40 of all circumstances
	// together, of a circumstance points, for conditions and wishes points for each of them.
	Weight int
	Blocks bool // whether it can block
}

// rule is a criterion with how it is judged.
type rule struct {
	Criterion
	// items is how many times it is judged: 0 when it does not concern this citizen, one for each condition or wish.
	items func(*query) int
	// judge gives the share of the points. With a reason it also says why; the judgement is the same either way.
	judge func(q *query, o *option, item int, why *Reason) judgement
	call  int // when its question comes in a talk on the phone
}

// judgement is a judgement: the share of the points in percent, and what it means. Unknown marks always give Neutral.
type judgement struct {
	share  int
	blocks bool
}

const ruleCount = 17

// criteria is the table, in the order reasons are shown: the task, whose percent is the fit, then the circumstances.
// Weights were set by judgement and not learned from data.
var criteria = [ruleCount]rule{
	{Criterion: Criterion{"task", fitWeight, false}, items: always, judge: judgeTask, call: 1},
	{Criterion: Criterion{"tried", 8, true}, items: withTried, judge: judgeTried, call: 17},
	{Criterion: Criterion{"wishes", 3, false}, items: eachWish, judge: judgeWish, call: 5},
	{Criterion: Criterion{"hours", 9, true}, items: withHours, judge: judgeHours, call: 3},
	{Criterion: Criterion{"growth", 6, false}, items: withGrowth, judge: judgeGrowth, call: 12},
	{Criterion: Criterion{"pays", 15, false}, items: always, judge: judgePays, call: 13},
	{Criterion: Criterion{"travel", 10, true}, items: withPlace, judge: judgeTravel, call: 14},
	{Criterion: Criterion{"days", 5, true}, items: withDays, judge: judgeDays, call: 4},
	{Criterion: Criterion{"times", 5, true}, items: withTimes, judge: judgeTimes, call: 4},
	{Criterion: Criterion{"conditions", 4, true}, items: eachNeed, judge: judgeCondition, call: 6},
	{Criterion: Criterion{"danish", 5, true}, items: withDanish, judge: judgeDanish, call: 7},
	{Criterion: Criterion{"licence", 3, true}, items: withCitizen, judge: judgeLicence, call: 8},
	{Criterion: Criterion{"places", 5, false}, items: always, judge: judgePlaces, call: 2},
	{Criterion: Criterion{"order", 3, false}, items: always, judge: judgeOrder, call: 2},
	{Criterion: Criterion{"load", 5, true}, items: always, judge: judgeLoad, call: 15},
	{Criterion: Criterion{"record", 6, false}, items: always, judge: judgeRecord, call: 11},
	{Criterion: Criterion{"relation", 3, false}, items: always, judge: judgeRelation, call: 16},
}

// The blocks that stand outside the table.
const (
	BlockCeased = "ceased" // the workplace is no more
	BlockNoLink = "link"   // neither task nor industry has to do with the goal
	BlockFilter = "filter" // the request asked for others
)

// Criteria lists the table in the order reasons are shown.
func Criteria() []Criterion {
	out := make([]Criterion, len(criteria))
	for i := range criteria {
		out[i] = criteria[i].Criterion
	}
	return out
}

// Weights changes what criteria weigh, in percent of the table by key; a missing key is 100, 0 takes the criterion out.
// Values are kept between 0 and MaxWeight.
type Weights map[string]int

// MaxWeight is the most a weight can be raised to, in percent; WeightStep is what + and - change.
const (
	MaxWeight  = 400
	WeightStep = 25
)

// points is what one item of a criterion weighs under these weights.
func (w Weights) points(c Criterion) int {
	pct, ok := w[c.Key]
	if !ok {
		pct = 100
	}
	return (c.Weight*min(max(pct, 0), MaxWeight) + 50) / 100
}

// Reason is one thing that counted. It is data: Key names the sentence in ui/lang and Args its values (see Say).
// Fit, circumstances and score of a row are made of nothing else, see Row.
type Reason struct {
	Criterion string
	Item      int    // which condition or wish, 0 for all others
	Key       string // "match.hours.fits"
	Points    int    // 0 to Max
	Max       int    // of the task 100, of circumstances what they weigh
	Args      model.Args
	Unknown   bool   // nobody has told: Points are Neutral percent of Max
	Blocks    bool   // keeps the workplace off the list
	Overruled string // the consultant's reason, when a block does not count; it no longer Blocks
	Question  string // key of what to ask the workplace, "" for nothing
	Answer    Answer // where the answer goes
}

// Answer says which field takes the answer to a question.
type Answer struct {
	Type  string // "company" or "task"
	Field string
	// Value is the option that a yes adds to Field and a no to NoField, for questions about one of many options.
	Value, NoField string
}

// tell says what was found.
func (r *Reason) tell(key string, args model.Args) {
	if r != nil {
		r.Key, r.Args = key, args
	}
}

// ask marks the reason as unknown and gives the neutral share.
func (r *Reason) ask(key, question string, to Answer, args model.Args) judgement {
	if r != nil {
		r.Key, r.Question, r.Answer, r.Args, r.Unknown = key, question, to, args, true
	}
	return judgement{share: Neutral}
}

// check adds a question to something that is known but old or only likely.
func (r *Reason) check(question string, to Answer) {
	if r != nil {
		r.Question, r.Answer = question, to
	}
}

// Word is an argument that is itself a key of ui/lang; Say puts it into words.
type Word string

// wordsOf makes Words of keys under a common name.
func wordsOf(under string, keys []string) []Word {
	out := make([]Word, len(keys))
	for i, k := range keys {
		out[i] = Word(under + k)
	}
	return out
}

// How many times a criterion is judged.

func always(*query) int { return 1 }

func boolCount(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func withCitizen(q *query) int { return boolCount(q.named) }
func withHours(q *query) int   { return boolCount(q.hours != unknown) }
func withGrowth(q *query) int  { return boolCount(q.hours != unknown && q.hoped > q.hours) }
func withPlace(q *query) int   { return boolCount(q.place != noPlace) }
func withDays(q *query) int    { return boolCount(q.days != 0 && q.days != allDays) }
func withTimes(q *query) int   { return boolCount(q.dayParts != 0 && q.dayParts != allParts) }
func withDanish(q *query) int {
	return boolCount(q.danish != 0 && int(q.danish) < len(model.DanishLevels))
}
func eachNeed(q *query) int { return len(q.needs) }
func eachWish(q *query) int { return len(q.seeks) }

const (
	allDays  = 1<<7 - 1
	allParts = 1<<5 - 1
)
