package match

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// facts are what one wants to know about a workplace before calling.
type facts struct {
	company string
	person  *model.ContactPerson // the first of the people, employer contacts before others
	last    *model.Contact
	ads     []*model.Opening // job ads, those that count today first
	ratio   *rules.Guard     // what the ratio rule says before anybody is placed there; nil when it says nothing
}

// lookUp reads the facts of the workplace under the cursor, when they are not there yet.
func (s *Screen) lookUp() tea.Cmd {
	row, ok := s.selected()
	if !ok || s.choosing() || s.reversed() {
		return nil
	}
	id := row.CompanyID
	if _, known := s.facts[id]; known || s.Working("facts:"+id) {
		return nil
	}
	d := s.Service
	work := func(ctx context.Context) (facts, error) { return readFacts(ctx, d, id) }
	return s.Aside("facts:"+id, screen.Run(s.Host, "facts:"+id, work, func(f facts) tea.Cmd {
		s.facts[id] = f
		return s.lookUp()
	}))
}

func readFacts(ctx context.Context, d *service.Session, company string) (facts, error) {
	out := facts{company: company}
	people, err := service.All[model.ContactPerson](ctx, d.Store, "person", schema.Where("company", company))
	if err != nil {
		return out, err
	}
	for _, p := range people {
		out.person = service.FirstToAsk(out.person, p)
	}
	q := schema.Where("company", company)
	q.Order, q.Limit = []schema.Order{{Field: "on", Down: true}}, 1
	contacts, err := service.All[model.Contact](ctx, d.Store, "contact", q)
	if err != nil {
		return out, err
	}
	if len(contacts) > 0 {
		out.last = contacts[0]
	}
	if out.ads, err = d.Openings(ctx, company); err != nil {
		return out, err
	}
	out.ratio, err = d.RatioHint(ctx, company)
	return out, err
}

// reasons says what speaks for the row under the cursor, and what is worth knowing about the citizen.
func (s *Screen) reasons(w int) []kit.Line {
	row, ok := s.selected()
	if !ok {
		return nil
	}
	p := page{screen: s, w: w}
	p.head(row)
	p.refusal(row)
	p.reasons(row)
	p.advice(row)
	p.learned()
	if len(s.list.Ask) > 0 && s.list.Citizen != nil {
		p.heading(s.T("match.side.citizen", "who", s.list.Citizen.Initials()))
		for _, m := range s.list.Ask {
			p.item(s.Theme.Colours.Glyphs.Unknown, s.T(m.Question), "")
		}
	}
	p.lines = append(p.lines, kit.Line{})
	p.text(theme.Subtle, s.T("match.note.advice"))
	return p.lines
}

// advice is how the ratio rule was counted before anybody calls, and what is to be asked: guidance that gives no
// points.
func (p *page) advice(row matching.Row) {
	g := p.screen.facts[row.CompanyID].ratio
	if g == nil {
		return
	}
	w := p.screen.Words()
	p.heading(p.t("match.side.advice"))
	p.text(theme.Text, p.t("match.side.ratio", "said", w.RatioText(*g)))
	for _, ask := range w.GuardMissing(*g) {
		p.item(p.screen.Theme.Colours.Glyphs.Box, ask, "")
	}
	for _, sum := range w.GuardSums(*g) {
		p.text(theme.Subtle, sum)
	}
	p.text(theme.Subtle, w.GuardSource(*g))
}

// refusal is that the workplace said no to the citizen before: it gives no points, and is seen before the reasons.
func (p *page) refusal(row matching.Row) {
	if r, ref, ok := p.screen.list.Refusal(row); ok {
		sign := p.screen.Theme.Colours.Glyphs.Alert
		p.text(theme.Warn, sign+" "+p.screen.Words().RefusalText(r, ref, p.screen.Today()))
		p.text(theme.Subtle, p.t("refusal.nopoints"))
	}
}

// learned is what trials have taught about the citizen's goals.
func (p *page) learned() {
	if len(p.screen.list.Learned) == 0 {
		return
	}
	p.heading(p.t("care.learned"))
	for _, line := range p.screen.list.Learned {
		p.text(theme.Text, line)
	}
}

// page lays out reasons in a given width.
type page struct {
	screen *Screen
	w      int
	lines  []kit.Line
}

// The widths of a reason's parts: its criterion, its bar and its points ("28/40").
const (
	nameCells  = 12
	barCells   = 4
	pointCells = 6
	moveCells  = 9 // "op til 14"
)

func (p *page) t(key string, args ...any) string { return p.screen.T(key, args...) }

func (p *page) add(spans ...kit.Span) { p.lines = append(p.lines, kit.Line(spans)) }

func (p *page) heading(said string) {
	p.add()
	p.add(kit.Span{Text: " " + said, Role: theme.Title})
}

func (p *page) text(role theme.Role, said string) {
	if said == "" {
		return
	}
	for _, row := range kit.Wrap(kit.Clean(said), p.w-2) {
		p.add(kit.Span{Text: " " + row, Role: role})
	}
}

// sum is how the order comes about; without room for one line it goes on before the sign, not somewhere in the formula.
func (p *page) sum(said string) {
	name, formula, _ := strings.Cut(said, " = ")
	if kit.Width(said) > p.w-2 && formula != "" {
		p.text(theme.Title, name)
		said = "  = " + formula
	}
	p.text(theme.Title, said)
}

// item is a sign with a sentence, and at the right end what it moves when there is anything.
func (p *page) item(sign, said, moves string) {
	for i, row := range kit.Wrap(kit.Clean(said), max(p.w-5-moveCells, 8)) {
		lead, tail := "   ", ""
		if i == 0 {
			lead, tail = " "+sign+" ", moves
		}
		p.add(kit.Span{Text: lead, Role: theme.Warn}, kit.Span{Text: kit.Pad(row, p.w-4-moveCells)}, kit.Span{
			Text: kit.PadLeft(tail, moveCells), Role: theme.Subtle,
		})
	}
}

// narrow is the width below which a criterion's sentence stands under its name instead of beside it, narrowBars that
// below which it takes the place of the bar.
const narrow, narrowBars = 44, 60

// reason is a criterion with its sign, its sentence, its bar and its points.
func (p *page) reason(r matching.Reason) {
	name, said := p.screen.Words().Reason(r)
	mark, role := p.mark(r)
	points := kit.PadLeft(fmt.Sprintf("%d/%d", r.Points, r.Max), pointCells)
	if p.w < narrow {
		room := max(p.w-3-barCells-pointCells-1, 1)
		p.add(kit.Span{Text: " " + mark + " ", Role: role},
			kit.Span{Text: kit.Fit(kit.Clean(name), room, ""), Role: theme.Subtle},
			kit.Span{Text: kit.Pad(p.bar(r), barCells), Role: theme.BarFill}, kit.Span{Text: points})
		for _, row := range kit.Wrap(kit.Clean(said), max(p.w-4, 8)) {
			p.add(kit.Span{Text: "   " + row, Role: sentence(role)})
		}
	} else {
		bars := barCells
		if p.w < narrowBars {
			bars = 0
		}
		room := max(p.w-3-nameCells-bars-pointCells-1, 8)
		for i, row := range kit.Wrap(kit.Clean(said), room-1) {
			if i > 0 {
				p.add(kit.Span{Text: kit.Spaces(3 + nameCells)}, kit.Span{Text: row, Role: sentence(role)})
				continue
			}
			p.add(kit.Span{Text: " " + mark + " ", Role: role},
				kit.Span{Text: kit.Fit(kit.Clean(name), nameCells, ""), Role: theme.Subtle},
				kit.Span{Text: kit.Pad(row, room), Role: sentence(role)},
				kit.Span{Text: kit.Fit(p.bar(r), bars, ""), Role: theme.BarFill}, kit.Span{Text: points})
		}
	}
	if r.Overruled != "" {
		p.text(theme.Warn, p.t("match.overruled", "reason", r.Overruled))
	}
}

// sentence is how the sentence after a sign is drawn: only what blocks is as strong as its sign.
func sentence(sign theme.Role) theme.Role {
	if sign == theme.Danger {
		return sign
	}
	return theme.Text
}

func (p *page) bar(r matching.Reason) string {
	if r.Max == 0 || r.Points == 0 {
		return ""
	}
	g := p.screen.Theme.Colours.Glyphs.Eighths
	eighths := max(int(math.Round(float64(r.Points)/float64(r.Max)*barCells*8)), 1)
	return strings.Repeat(g[8], eighths/8) + strings.TrimSpace(g[eighths%8])
}

// head names the row and what one wants to know before calling.
func (p *page) head(row matching.Row) {
	s := p.screen
	if row.CitizenID != "" {
		p.add(kit.Span{Text: " " + s.list.Name(row), Role: theme.Title})
		for _, g := range s.list.CitizenGoals[row.CitizenID] {
			p.text(theme.Subtle, g.Words)
		}
		return
	}
	c := s.list.Companies[row.CompanyID]
	if c == nil {
		p.add(kit.Span{Text: " " + s.list.Name(row), Role: theme.Title})
		return
	}
	p.company(c)
}

func (p *page) company(c *model.Company) {
	s := p.screen
	p.text(theme.Title, join(" · ", c.ShownName(), c.Town))
	w, today := s.Words(), s.Today()
	staff := ""
	switch {
	case c.FTE.Known && c.FTEOn != 0:
		staff = p.t("match.side.fte.on", "n", float64(c.FTE.V)/100, "on", c.FTEOn.Time())
	case c.FTE.Known:
		staff = p.t("match.side.fte", "n", float64(c.FTE.V)/100)
	case c.StaffBand != "":
		staff = p.t("match.side.staff", "n", c.StaffBand)
	}
	f, who, last := s.facts[c.ID], "", ""
	if f.person != nil {
		who = join(" ", f.person.Name, f.person.AnyPhone())
	}
	if who == "" || f.person.AnyPhone() == "" {
		who = join(" ", who, c.Phone)
	}
	if f.last != nil {
		last = p.t("company.last", "day", w.Near(f.last.On.Time(), today.Time()))
	} else if f.company != "" {
		last = p.t("company.never")
	}
	p.text(theme.Subtle, join(" · ", staff, last))
	p.text(theme.Subtle, who)
	if f.ratio != nil {
		p.text(theme.Subtle, w.RatioLine(*f.ratio))
	}
}

func join(sep string, parts ...string) string {
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += sep
		}
		out += p
	}
	return out
}

// reasons shows how a row's score comes about, so that a person can add it up: the fit with its source, the order that
// fit and circumstances give, a reason for every point of the circumstances, and what answers could move.
func (p *page) reasons(row matching.Row) {
	w := p.screen.Words()
	var terms []matching.Reason
	for _, r := range row.Reasons {
		if r.Criterion == "task" {
			p.heading(w.FitSum(row))
			p.sign(r)
			continue
		}
		terms = append(terms, r)
	}
	p.heading(w.TermsSum(row))
	p.sum(w.OrderSum(row))
	p.text(theme.Subtle, w.RangeSum(row))
	for _, r := range slices.SortedStableFunc(slices.Values(terms), byWeight) {
		p.reason(r)
	}
	p.questions(row)
}

// byWeight puts first what blocks, then what a consultant has overruled, and last what nobody has told.
func byWeight(a, b matching.Reason) int {
	place := func(r matching.Reason) int {
		switch {
		case r.Blocks:
			return 0
		case r.Overruled != "":
			return 1
		case r.Unknown:
			return 3
		}
		return 2
	}
	return place(a) - place(b)
}

// sign is the sentence of a reason after its sign.
func (p *page) sign(r matching.Reason) {
	_, said := p.screen.Words().Reason(r)
	mark, role := p.mark(r)
	for i, row := range kit.Wrap(kit.Clean(said), max(p.w-4, 8)) {
		if i > 0 {
			mark = " "
		}
		p.add(kit.Span{Text: " " + mark + " ", Role: role}, kit.Span{Text: row})
	}
}

// mark is the sign of a reason.
func (p *page) mark(r matching.Reason) (string, theme.Role) {
	g := p.screen.Theme.Colours.Glyphs
	switch {
	case r.Blocks:
		return g.Cross, theme.Danger
	case r.Overruled != "":
		return g.Mark, theme.Warn
	case r.Unknown:
		return g.Unknown, theme.Warn
	}
	return " ", theme.Text
}

// questions are what to ask about a row, the one first whose answer can move most.
func (p *page) questions(row matching.Row) {
	w, asks := p.screen.Words(), matching.Questions(row)
	if len(asks) == 0 {
		return
	}
	p.add()
	head, points := p.t("match.side.ask"), p.t("match.ask.points")
	p.add(kit.Span{Text: " " + kit.Pad(head, p.w-2-kit.Width(points)), Role: theme.Title},
		kit.Span{Text: points, Role: theme.Subtle})
	for _, q := range asks {
		moves := ""
		if q.Swing > 0 {
			moves = p.t("match.ask.upto", "n", q.Swing)
		}
		p.item(p.screen.Theme.Colours.Glyphs.Box, w.Question(q.Key, q.Args), moves)
		if q.Blocks {
			p.add(kit.Span{Text: "   " + p.t("match.ask.blocks"), Role: theme.Warn})
		}
	}
}
