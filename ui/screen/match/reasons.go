package match

import (
	"context"
	"fmt"
	"math"
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
	if !ok || s.start != nil || s.reversed() {
		return nil
	}
	id := row.CompanyID
	if _, known := s.facts[id]; known || s.Working("facts:"+id) {
		return nil
	}
	d := s.Service
	return screen.Run(s.Host, "facts:"+id, func(ctx context.Context) (facts, error) { return readFacts(ctx, d, id) },
		func(f facts) tea.Cmd {
			s.facts[id] = f
			return s.lookUp()
		})
}

func readFacts(ctx context.Context, d *service.Session, company string) (facts, error) {
	out := facts{company: company}
	people, err := service.All[model.ContactPerson](ctx, d.Store, "person", schema.Where("company", company))
	if err != nil {
		return out, err
	}
	for _, p := range people {
		if out.person == nil || out.person.Role != "employer" && p.Role == "employer" {
			out.person = p
		}
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

// item is a sign with a sentence, and points at the right end when there are any.
func (p *page) item(sign, said, points string) {
	for i, row := range kit.Wrap(kit.Clean(said), max(p.w-4-pointCells, 8)) {
		lead, tail := "   ", ""
		if i == 0 {
			lead, tail = " "+sign+" ", points
		}
		p.add(kit.Span{Text: lead, Role: theme.Warn}, kit.Span{Text: kit.Pad(row, p.w-3-pointCells-1)}, kit.Span{
			Text: kit.PadLeft(tail, pointCells), Role: theme.Subtle,
		})
	}
}

// narrow is the width below which a criterion's sentence stands under its name instead of beside it.
const narrow = 46

// reason is a criterion with its sentence, its bar and its points.
func (p *page) reason(r matching.Reason, role theme.Role) {
	name, said := p.screen.Words().Reason(r)
	if p.w < narrow {
		room := max(p.w-2-barCells-pointCells, 1)
		p.add(kit.Span{Text: " " + kit.Fit(kit.Clean(name), room, ""), Role: theme.Subtle},
			kit.Span{Text: kit.Pad(p.bar(r), barCells), Role: theme.BarFill},
			kit.Span{Text: kit.PadLeft(fmt.Sprintf("%d/%d", r.Points, r.Max), pointCells)})
		for _, row := range kit.Wrap(kit.Clean(said), max(p.w-4, 8)) {
			p.add(kit.Span{Text: "   " + row, Role: role})
		}
		return
	}
	room := max(p.w-1-nameCells-barCells-1-pointCells, 8)
	for i, row := range kit.Wrap(kit.Clean(said), room-1) {
		lead, tail, bar := "", "", ""
		if i == 0 {
			lead, tail, bar = name, fmt.Sprintf("%d/%d", r.Points, r.Max), p.bar(r)
		}
		p.add(kit.Span{Text: " " + kit.Fit(kit.Clean(lead), nameCells, ""), Role: theme.Subtle},
			kit.Span{Text: kit.Pad(row, room), Role: role},
			kit.Span{Text: kit.Pad(bar, barCells), Role: theme.BarFill}, kit.Span{Text: kit.PadLeft(tail, pointCells)})
	}
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

// reasons shows all of a row's reasons: what blocks, what a consultant has overruled, what counts, what nobody has
// told. Every point of the score stands in one of them.
func (p *page) reasons(row matching.Row) {
	var counts, unknown, overruled, blocks []matching.Reason
	for _, r := range row.Reasons {
		switch {
		case r.Blocks:
			blocks = append(blocks, r)
		case r.Overruled != "":
			overruled = append(overruled, r)
		case r.Unknown:
			unknown = append(unknown, r)
		default:
			counts = append(counts, r)
		}
	}
	if len(blocks) > 0 {
		p.heading(p.t("match.side.blocks"))
		for _, r := range blocks {
			p.reason(r, theme.Danger)
		}
	}
	if len(overruled) > 0 {
		p.heading(p.t("match.side.overruled"))
		for _, r := range overruled {
			p.reason(r, theme.Text)
			p.text(theme.Warn, p.t("match.overruled", "reason", r.Overruled))
		}
	}
	if len(counts) > 0 {
		p.heading(p.t("match.col.reasons"))
		for _, r := range counts {
			p.reason(r, theme.Text)
		}
	}
	p.questions(counts, unknown)
}

// questions are what nobody has told, with the points that unknown gives, and what is known but should be asked again.
func (p *page) questions(counts, unknown []matching.Reason) {
	w, g := p.screen.Words(), p.screen.Theme.Colours.Glyphs
	asked := map[string]bool{}
	for i, r := range unknown {
		if i == 0 {
			p.heading(p.t("match.col.questions"))
		}
		points := fmt.Sprintf("%d/%d", r.Points, r.Max)
		name, said := w.Reason(r)
		if r.Question == "" || asked[r.Question+r.Answer.Value] {
			p.item(g.Unknown, name+": "+said, points)
			continue
		}
		asked[r.Question+r.Answer.Value] = true
		p.item(g.Box, w.Question(r.Question, r.Args), points)
	}
	first := len(unknown) == 0
	for _, r := range counts {
		if r.Question == "" || asked[r.Question+r.Answer.Value] {
			continue
		}
		if first {
			p.heading(p.t("match.col.questions"))
			first = false
		}
		asked[r.Question+r.Answer.Value] = true
		p.item(g.Box, w.Question(r.Question, r.Args), "")
	}
}
