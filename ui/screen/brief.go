package screen

import (
	"context"
	"math"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// BriefPane is the right side of a list (overblik): what one wants to know about the row under the cursor before a
// call. It is read behind the list, and no key waits for it.
type BriefPane struct {
	host   *Host
	view   *kit.TextView
	known  map[service.BriefOf]brief
	asked  service.BriefOf
	narrow bool // there was no room for it when the list was drawn last
}

// brief is what was read, or why it could not be.
type brief struct {
	*service.Brief
	err error
}

// NewBriefPane makes an empty pane.
func NewBriefPane(h *Host) *BriefPane {
	return &BriefPane{host: h, view: kit.NewTextView(h.Theme), known: map[service.BriefOf]brief{}}
}

// Read reads what is not known yet; nothing while there is no room to show it.
func (p *BriefPane) Read(of service.BriefOf) tea.Cmd {
	const tag = "brief"
	if _, known := p.known[of]; known || p.narrow || of == (service.BriefOf{}) || p.asked == of && p.host.Working(tag) {
		return nil
	}
	p.asked = of
	d, took := p.host.Service, func(b brief) tea.Cmd {
		p.known[of] = b
		return nil
	}
	return RunElse(p.host, tag, func(ctx context.Context) (*service.Brief, error) { return d.Brief(ctx, of) },
		func(b *service.Brief) tea.Cmd { return took(brief{Brief: b}) },
		func(err error) tea.Cmd { return took(brief{err: err}) })
}

// briefPane divides a width: the list keeps all columns that it has in a window of 80, and the pane gets up to a third.
func briefPane(w int) (left, right int) {
	const leastList, leastPane = 83, 36
	if right = min(w/3, w-leastList-1); right < leastPane {
		return w, 0
	}
	return w - right - 1, right
}

// Beside draws a list with the pane at its right side where there is room. of is whom the selected row is about, more
// is what the list says of the row itself.
func (p *BriefPane) Beside(size kit.Size, list func(kit.Size) string, of service.BriefOf,
	more ...kit.Line) (body string, dividers []int) {
	left, right := briefPane(size.W)
	p.narrow = right == 0
	if p.narrow {
		return list(size), nil
	}
	p.view.SetLines(append(p.lines(of, right-1), more...))
	p.view.SetSize(right, size.H)
	p.view.ScrollTo(0)
	return kit.Beside(kit.Divider(p.host.Theme), list(kit.Size{W: left, H: size.H}), p.view.View()), []int{left}
}

// lines are what the brief says, in a width.
func (p *BriefPane) lines(of service.BriefOf, w int) (out []kit.Line) {
	b, read := p.known[of]
	t, words, today := p.host.T, present.WordsIn(p.host.Theme.Lang), p.host.Service.Today()
	say := func(role theme.Role, text string) {
		if text == "" {
			return
		}
		for _, row := range kit.Wrap(kit.Clean(text), max(w-2, 1)) {
			out = append(out, kit.Plain(role, " "+row))
		}
	}
	switch {
	case !read:
		return nil
	case b.err != nil:
		say(theme.Warn, words.Error(b.err))
		return out
	}
	who, where := "", ""
	if b.Citizen != nil {
		who = service.NameIn(b.Citizen)
	}
	if b.Company != nil {
		where = b.Company.ShownName()
	}
	say(theme.Title, service.JoinNonEmpty(" · ", who, where))
	if b.Company != nil {
		say(theme.Text, service.JoinNonEmpty(" · ", personAndPhone(b.Brief), b.Company.Town))
	}
	if b.Promise != nil {
		say(theme.Accent, service.JoinNonEmpty(": ", t("brief.promised", "day",
			words.Near(b.Promise.NextOn.Time(), today.Time())), b.Promise.NextWhat))
	}
	switch {
	case b.Last != nil:
		say(theme.Text, service.JoinNonEmpty(": ", t("brief.last", "day",
			words.Near(b.Last.On.Time(), today.Time()), "how", t("opt.how."+b.Last.How)), b.Last.Note))
	case b.Company != nil:
		say(theme.Text, t("company.never"))
	}
	for _, g := range b.Goals {
		say(theme.Text, t("match.screen.quoted", "words", g.Words))
	}
	if b.Placement != nil {
		out = append(out, kit.Line{})
		say(theme.Text, service.JoinNonEmpty(" · ", b.Placement.Ref, t("opt.placement_kind."+b.Placement.Kind),
			t("opt.placement_state."+b.Placement.State)))
		out = append(out, p.hours(b.Brief)...)
		role := theme.Text
		if words.NeedsAttention(b.Ladder) {
			role = theme.Warn
		}
		say(role, words.LadderSummary(b.Ladder, today))
		if b.FollowUp != nil {
			say(theme.Text, t("brief.followup", "day", words.Near(b.FollowUp.On.Time(), today.Time())))
		}
	}
	return out
}

// personAndPhone is whom to ask for, with the number to call: the workplace's own where the person has none.
func personAndPhone(b *service.Brief) string {
	if b.Person == nil {
		return b.Company.Phone
	}
	phone := b.Person.AnyPhone()
	if phone == "" {
		phone = b.Company.Phone
	}
	return service.JoinNonEmpty(" ", b.Person.Name, phone)
}

// shownWeeks is how many weeks of paid hours are drawn: up to four to come among them.
const shownWeeks, comingWeeks = 16, 4

// hours draws the paid hours of the latest weeks over those planned, to one measure.
func (p *BriefPane) hours(b *service.Brief) []kit.Line {
	l, until := p.host.Theme, p.host.Service.Today().Monday().Add(7*comingWeeks)
	var paid, plan []float64
	for _, k := range b.Weeks {
		if k.Monday > until {
			break
		}
		was, agreed := math.NaN(), math.NaN()
		if k.Week != nil && k.Week.Paid.Known {
			was = float64(k.Week.Paid.V)
		}
		if k.Agreed {
			agreed = float64(k.Plan.Paid)
		}
		paid, plan = append(paid, was), append(plan, agreed)
	}
	top := max(kit.Greatest(paid), kit.Greatest(plan))
	if top == 0 {
		return nil
	}
	var out []kit.Line
	from := max(len(paid)-shownWeeks, 0)
	wide := 1 + max(kit.Width(p.host.T("brief.paid")), kit.Width(p.host.T("brief.plan")))
	for _, row := range []struct {
		name   string
		values []float64
		role   theme.Role
	}{{"brief.paid", paid, theme.BarFill}, {"brief.plan", plan, theme.Subtle}} {
		out = append(out, kit.Line{{Text: " " + kit.Fit(p.host.T(row.name), wide, "")},
			{Text: kit.Sparks(l, row.values[from:], top), Role: row.role}})
	}
	return out
}

// PaidCells is how wide the latest paid hours of a list are drawn.
const PaidCells = service.RecentWeeks + 6

// PaidCell is the latest paid hours of a list: the number, and a sign for each week.
func (h *Host) PaidCell(r service.Recent) kit.Cell {
	hours, known := r.Last()
	if !known {
		return kit.Cell{}
	}
	return kit.Cell{Text: h.Theme.Lang.Hours(lang.Quarters(hours)) + " " + kit.Sparks(h.Theme, r, kit.Greatest(r))}
}

// briefTypes are the types of rows that a brief is made from.
var briefTypes = []string{"citizen", "company", "person", "goal", "placement", "agreement", "week", "followup",
	"contact", "pause"}

// Changed reads anew what changes may have changed.
func (p *BriefPane) Changed(m model.Changed) {
	if m.Many || slices.ContainsFunc(m.Rows, func(r model.RowRef) bool { return slices.Contains(briefTypes, r.Type) }) {
		clear(p.known)
	}
}
