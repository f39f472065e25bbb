package match

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// whyNot says where one workplace stands for the request, and lets the consultant overrule what blocks it.
type whyNot struct {
	besides
	s       *Screen
	id      string
	company *model.Company
	verdict matching.Verdict
	panel   *kit.TextView
	listed  bool // it is on the list, where the cursor stands on it and goes on
}

// judged is what whyNot reads.
type judged struct {
	company *model.Company
	verdict matching.Verdict
	facts   facts
}

// askWhyNot asks which workplace is meant.
func (s *Screen) askWhyNot() tea.Cmd {
	d := s.Service
	find := func(ctx context.Context, query string) ([]kit.Item, error) {
		companies := search.Options{Limit: 30, Kinds: search.Only(search.Company)}
		answer, err := d.Search(ctx, query, companies)
		if err != nil {
			return nil, err
		}
		var items []kit.Item
		for _, h := range answer.Hits {
			items = append(items, kit.Item{
				ID: h.ID, Label: h.Name, Detail: join(" · ", h.Extra...), Hits: present.NameHits(h),
			})
		}
		return items, nil
	}
	return s.PickFound(s.T("match.whynot.ask"), find, func(a kit.Action) tea.Cmd {
		if l, ok := s.side.(*leftOut); ok && l.find(a.ID) {
			return l.explain()
		}
		return s.inside(newWhyNot(s, a.ID))
	})
}

func newWhyNot(s *Screen, id string) *whyNot {
	return &whyNot{s: s, id: id, panel: kit.NewTextView(s.Theme)}
}

func (y *whyNot) refresh() tea.Cmd {
	if y.s.list == nil {
		return nil
	}
	d, r, id := y.s.Service, y.s.list.Request, y.id
	return screen.Run(y.s.Host, "side", func(ctx context.Context) (out judged, err error) {
		snap, err := d.Snapshot(ctx)
		if err != nil {
			return out, err
		}
		if out.verdict, err = snap.WhyNot(ctx, r, id); err != nil {
			return out, err
		}
		if out.company, err = service.One[model.Company](ctx, d.Store, "company", id); err != nil {
			return out, err
		}
		out.facts, err = readFacts(ctx, d, id)
		return out, err
	}, func(v judged) tea.Cmd {
		y.company, y.verdict, y.s.facts[y.id] = v.company, v.verdict, v.facts
		y.listed = y.s.table.Select(y.id) && y.s.shape.wide
		return nil
	})
}

// explain goes on to another workplace of the list.
func (y *whyNot) explain(id string) tea.Cmd {
	y.id = id
	y.panel.ScrollTo(0)
	return y.refresh()
}

// overrule asks why what blocks is overruled.
func (y *whyNot) overrule() tea.Cmd {
	t := y.s.T
	text := t("match.overrule.text", "company", y.company.ShownName(), "block", t("match.block."+y.verdict.Block))
	return y.s.Ask("overrule", kit.Prompt(y.s.Theme, t("match.overrule.title"), text, t("match.overrule.reason"), "",
		func(v string) string {
			if strings.TrimSpace(v) == "" {
				return t("match.overrule.needed")
			}
			return ""
		}))
}

// answer keeps the decision with its reason; the ranking follows from the row that is written.
func (y *whyNot) answer(m screen.Answer) tea.Cmd {
	if m.Tag != "overrule" {
		return nil
	}
	o := &model.Override{
		CitizenID: y.s.query.CitizenID, CompanyID: y.id, Criterion: y.verdict.Block,
		Reason: strings.TrimSpace(m.Action.Text),
		By:     y.s.Service.Actor(), On: y.s.Today()}
	return y.s.Save("overrule", model.ChangeSet{Action: "override.add", Changes: []model.Change{model.Add(o)}})
}

func (y *whyNot) update(msg tea.Msg) (tea.Cmd, bool) {
	if m, ok := msg.(tea.MouseMsg); y.listed && (!ok || m.Mouse().X < 0) {
		return nil, false // the list takes it, and the cursor is followed
	}
	return nil, y.panel.Update(msg).Kind != kit.Ignored
}

func (y *whyNot) view(size kit.Size) string {
	return y.s.scrolled(y.panel, y.lines(size.W-1), size)
}

func (y *whyNot) lines(w int) []kit.Line {
	if y.company == nil {
		return nil
	}
	p := page{screen: y.s, w: w}
	p.company(y.company)
	p.add()
	v := y.verdict
	role := theme.Text
	if v.Block != "" {
		role = theme.Danger
	}
	p.text(role, y.s.Words().WhyNot(v))
	if len(v.Lifts) > 0 && v.Standing == matching.Below {
		p.heading(y.s.T("match.whynot.lifts"))
		for _, r := range v.Lifts[:min(len(v.Lifts), 3)] {
			p.reason(r)
		}
	}
	p.reasons(v.Row)
	return p.lines
}

func (y *whyNot) title() string { return y.s.T("match.side.whynot") }

func (y *whyNot) subject() (string, bool) { return y.id, true }

// canOverrule says whether what blocks is for the consultant to decide: what is closed stays closed, and a decision is
// about a citizen.
func (y *whyNot) canOverrule() (bool, string) {
	switch {
	case y.verdict.Standing != matching.Blocked || y.verdict.Block == matching.BlockCeased:
		return false, "match.overrule.noblock"
	case y.s.query.CitizenID == "":
		return false, "match.overrule.nocitizen"
	}
	return true, ""
}

func (y *whyNot) bindings() []screen.Binding {
	return []screen.Binding{
		screen.Own("overrule", "o", "match.overrule", 1, y.overrule).When(y.canOverrule),
		screen.Std(keys.AddTo, y.s.addRows).At(2), y.s.logBinding().At(3), y.s.visitBinding(),
		screen.Std(keys.Open, y.s.open).At(4),
		screen.Own("another", "w", "match.whynot.another", 5, y.s.askWhyNot),
		y.s.leaving(6),
	}
}
