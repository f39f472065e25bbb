package rules

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
)

// WorkplaceUse is one placement at a workplace and the hours a week that its instrument takes there over its time.
type WorkplaceUse struct {
	Placement *model.Placement
	Takes     []Take // by day; none is not agreed yet
}

// Take is what a placement takes of a workplace from a day on, until the next.
type Take struct {
	From   model.Date
	Weekly model.Opt[model.Hours] // unknown is not agreed
}

// Input is everything that is judged; nothing else is read.
type Input struct {
	Today      model.Date
	Rules      *Set
	Placement  *model.Placement
	Citizen    *model.Citizen
	Company    *model.Company
	People     []*model.ContactPerson // of the workplace
	Agreements []*model.Agreement     // every version of the placement's
	Weeks      []*model.Week          // of the placement
	There      []WorkplaceUse         // all open ones at the workplace, this one among them
	Before     []*model.Placement     // earlier ones there, of any citizen
	Parts      []*model.Placement     // of the course that it belongs to, the oldest first; nil for itself alone
	Pauses     []*model.Pause         // of those parts
	PaidBefore map[string]model.Hours // paid hours in all of those, by the placement's ID

	hint bool // the placement is a draft that takes nothing yet
}

// The levels of a guard: everything counted is known and within the rule; something is not known or not done (spørg);
// it was counted and is over, or is for a person to weigh (vurdér). None of them stops anything. Taking a known value
// away never makes a guard ok.
const (
	LevelOK       = "ok"
	LevelAsk      = "ask"
	LevelConsider = "consider"
)

// Levels from the lightest to the gravest.
var Levels = []string{LevelOK, LevelAsk, LevelConsider}

// Line is one line of what was counted or of what is missing: a key of words and its values.
type Line struct {
	Text string
	Args model.Args
}

// Guard (vagt, opmærksomhedspunkt) is what one rule has to say about a placement. It is guidance (vejledende): it never
// blocks, and it never says that something is lawful or not. It says what was counted, what is missing, and where the
// rule is written.
type Guard struct {
	Key     string // one of GuardKeys
	Level   string // one of Levels
	Text    string // key of its sentence
	Args    model.Args
	Lines   []Line // the arithmetic
	Missing []Line // what is not known or not done, as questions
	Rule    *Rule  // the row it was judged by, nil when there is none

	Source, Confidence string     // of the row
	From, To           model.Date // when the row counts
}

// GuardKeys in the order they are shown.
var GuardKeys = []string{"ratio", "duration", "representative", "overlap", "contract", "fatigue", "expansion",
	"purpose", "week", "mentor", "money", "insurance", "reminder"}

// JudgedOn is the day whose rules a placement is judged by: its first day, else the day it was made, else today.
func (in *Input) JudgedOn() model.Date {
	switch p := in.Placement; {
	case p.StartOn != 0:
		return p.StartOn
	case p.MadeOn != 0:
		return p.MadeOn
	}
	return in.Today
}

// about is what rules are looked for.
func (in *Input) about(p *model.Placement) About {
	about := About{Group: in.Rules.GroupKey(p.TargetGroup), Instrument: p.Kind}
	if in.Company != nil {
		about.Sector = in.Company.Sector
	}
	return about
}

// find gives the row of a kind for the placement.
func (in *Input) find(kind string) *Rule {
	return in.Rules.Find(kind, in.JudgedOn(), in.about(in.Placement))
}

// Judge gives the guards of a placement by the rules of its own day, in the order of GuardKeys. What no rule is about
// has no guard. It never fails: what is missing becomes a question of its guard. A cancelled
// placement, and a placement or rules that are nil, give none.
func Judge(in Input) []Guard {
	if in.Placement == nil || in.Rules == nil || in.Placement.State == "cancelled" {
		return nil
	}
	var out []Guard
	for _, judge := range []func(*Input) []Guard{ratioGuard, durationGuard, representativeGuard, overlapGuard,
		contractGuard, fatigueGuard,
		expansionGuard, purposeGuard, weekGuard, mentorGuard, moneyGuard, insuranceGuard, reminders} {
		out = append(out, judge(&in)...)
	}
	for i := range out {
		in.settle(&out[i])
	}
	return out
}

// settle asks for what chooses the rule itself, where it is not known: the first day where the rules of the kind have
// dates, and the target group where they name groups. Another edition could say something else.
func (in *Input) settle(g *Guard) {
	if g.Rule == nil || g.Rule.Unknown || g.Key == "reminder" || g.Key == "insurance" {
		return
	}
	any := func(kind string, differs func(*Rule) bool) bool {
		return slices.ContainsFunc(in.Rules.rows(), func(r Rule) bool { return r.Kind == kind && differs(&r) })
	}
	groups := func(r *Rule) bool { return len(r.Groups) > 0 }
	p := in.Placement
	if p.StartOn == 0 && any(g.Rule.Kind, func(r *Rule) bool { return r.From != 0 || r.To != 0 }) {
		g.lacksOnce("guard.settle.ask.start")
	}
	exempt := g.Key == "ratio" && p.AtEmployer != model.No && any("exempt", groups)
	if p.TargetGroup == "" && (exempt || any(g.Rule.Kind, groups)) {
		g.lacksOnce("guard.settle.ask.group")
	}
}

// askSector asks whether the workplace is public or private, and who said so, where the rules of a kind differ by it.
func (in *Input) askSector(g *Guard) {
	switch c := in.Company; {
	case c == nil || c.Sector == "":
		g.lacks("guard.settle.ask.sector", nil)
	case c.SectorSource == "":
		g.lacks("guard.settle.ask.sectorsource", nil)
	case c.SectorOn == 0:
		g.counts("guard.settle.sum."+c.Sector, model.Args{"source": c.SectorSource})
		g.lacks("guard.settle.ask.sectoron", nil)
	default:
		g.counts("guard.settle.sum."+c.Sector, model.Args{"source": c.SectorSource})
		in.askStale(g, c.SectorOn, "sector_months", "guard.settle.ask.sectorstale")
	}
}

// sectorsDiffer reports whether rules of a kind are about one sector only, for the placement's instrument on its day.
func (in *Input) sectorsDiffer(kind string) bool {
	return slices.ContainsFunc(in.Rules.On(in.JudgedOn()), func(r *Rule) bool {
		return r.Kind == kind && len(r.Sectors) > 0 &&
			(len(r.Instruments) == 0 || slices.Contains(r.Instruments, in.Placement.Kind))
	})
}

// lacksOnce asks unless the guard already asks the same of its own.
func (g *Guard) lacksOnce(text string) {
	own := strings.Replace(text, ".settle.", "."+g.Key+".", 1)
	if !slices.ContainsFunc(g.Missing, func(l Line) bool { return l.Text == own }) {
		g.lacks(text, nil)
	}
}

// newGuard makes a guard that was judged by a row.
func newGuard(key string, rule *Rule) Guard {
	g := Guard{Key: key, Level: LevelOK, Rule: rule}
	if rule != nil {
		g.Source, g.Confidence, g.From, g.To = rule.Source, rule.Confidence, rule.From, rule.To
	}
	return g
}

// says gives the guard its sentence and raises its level; what raises least never lowers it.
func (g *Guard) says(level, text string, args model.Args) {
	g.Text, g.Args = text, args
	g.raise(level)
}

func (g *Guard) raise(level string) {
	if levelOf(level) > levelOf(g.Level) {
		g.Level = level
	}
}

func levelOf(level string) int { return slices.Index(Levels, level) }

// counts adds a line of the arithmetic.
func (g *Guard) counts(text string, args model.Args) { g.Lines = append(g.Lines, Line{text, args}) }

// lacks adds what is missing, which makes the guard a question at least.
func (g *Guard) lacks(text string, args model.Args) {
	g.Missing = append(g.Missing, Line{text, args})
	g.raise(LevelAsk)
}

// unknown is the guard of a row that says only that something counts and nobody knows what: a question.
func unknown(key string, rule *Rule) []Guard {
	g := newGuard(key, rule)
	g.says(LevelAsk, "guard."+key+".unknown", nil)
	return []Guard{g}
}

// agreement is the version in force today, else the newest there is; nil when there is none.
func (in *Input) agreement() *model.Agreement {
	if a := agreement.CountingOn(in.Agreements, in.Today); a != nil {
		return a
	}
	return agreement.Latest(in.Agreements)
}

// ByLevel puts guards in order: what is to be considered, then questions, then what raises nothing; each in the order
// they came.
func ByLevel(guards []Guard) []Guard {
	out := slices.Clone(guards)
	slices.SortStableFunc(out, func(a, b Guard) int { return levelOf(b.Level) - levelOf(a.Level) })
	return out
}
