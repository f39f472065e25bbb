// Package match ranks workplaces for a citizen's job goal, or citizens for a task, and says why.
//
// It promises: the list and every number on it come from package matching and stand in the reasons beside it; the
// cursor keeps its row when the list changes under it; nothing is kept about a person. What can stand beside the list
// (weights, why not, what if, the call sheet, a comparison) is a side of its own, one file each.
package match

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// shownRows is how many of the best are listed.
const shownRows = 200

// side is what stands beside the list in place of the reasons, or over it.
type side interface {
	bindings() []screen.Binding            // in place of the list's
	update(msg tea.Msg) (tea.Cmd, bool)    // raw keys and mouse; false leaves them to the list
	answer(m screen.Answer) tea.Cmd        // of a dialog or picker that it asked for
	view(size kit.Size) string             //
	title() string                         // added to the screen's
	refresh() tea.Cmd                      // the ranking changed
	whole() bool                           // it needs the whole body
	subject() (id string, has bool)        // the row that logging and adding are about, when it is not the list's
	typing() bool                          // digits and letters are answers
	saved(m screen.Saved, ok bool) tea.Cmd // a save of its own was written, or not
}

// Screen is the ranked list.
type Screen struct {
	screen.Base
	start *start // choosing whom it is about, over the list of somebody else when there is one; nil once that is said
	tab   bool   // it began without an argument, so leaving the list leads back to choosing
	last  string // the citizen chosen last

	query  service.MatchQuery
	filter int
	list   *service.MatchList
	err    error // why there is no list
	listed listed
	adder  adder

	table  *kit.Table
	panel  *kit.TextView
	side   side
	from   side             // what Esc leads back to from the side
	facts  map[string]facts // of workplaces, for the head of the reasons
	detail bool             // the reasons have the keys; in a narrow window only they are shown
	shape  shape
	least  int    // fit of the worst and the best row of the list, between which the bars are drawn
	most   int    //
	names  [2]int // cells of the longest name and the longest town of the list
	ways   bool   // some row says how long the way is
}

// shape is how the last view was laid out, for the mouse and for what Enter means.
type shape struct {
	left int  // width of the list
	wide bool // list and reasons stand side by side
	top  int  // lines over the list
}

// listed is what stands on the open list already.
type listed struct {
	ref string
	ids map[string]bool
}

// New makes the screen.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, panel: kit.NewTextView(h.Theme), facts: map[string]facts{}}
	s.table = kit.NewTable(h.Theme, s.columns())
	return s
}

// Open takes a screen.MatchArg; without one it asks whom it is about.
func (s *Screen) Open(arg any) tea.Cmd {
	a, ok := arg.(screen.MatchArg)
	if !ok || a == (screen.MatchArg{}) {
		s.tab = true
		return s.choose("")
	}
	return s.rank(service.MatchQuery{
		CitizenID: a.CitizenID, GoalID: a.GoalID, Words: a.Words, From: a.From, TaskID: a.TaskID,
	})
}

// choose asks whom it is about.
func (s *Screen) choose(words string) tea.Cmd {
	s.start, s.side, s.detail = newStart(s.Host, s.last, s.begin), nil, false
	return s.start.open(words)
}

// chooseAbove asks whom it is about next, above the list as it stands; Esc keeps that.
func (s *Screen) chooseAbove() tea.Cmd {
	if s.start != nil {
		return nil
	}
	s.start = newStart(s.Host, s.last, s.begin)
	s.start.above, s.start.leave = true, func() tea.Cmd {
		s.start = nil
		return nil
	}
	return s.start.open("")
}

// RowAt is whom the list is about.
func (s *Screen) RowAt() (id string, number int) { return s.last, 0 }

// PutAt offers somebody as the one chosen last: nobody is ranked before a person says so.
func (s *Screen) PutAt(id string, _ int) {
	if s.last = id; s.start != nil {
		s.start.last = id
	}
}

// rank begins a list for somebody.
func (s *Screen) rank(q service.MatchQuery) tea.Cmd {
	s.start, s.side, s.from, s.detail, s.list, s.err, s.filter = nil, nil, nil, false, nil, nil, 0
	s.adder, s.listed = adder{}, listed{}
	q.Limit = shownRows
	s.query = q
	s.table = kit.NewTable(s.Theme, s.columns()) // the cursor begins at the best row
	s.table.SetEmpty(s.empty())
	if q.CitizenID != "" {
		s.last = q.CitizenID
	}
	return s.load()
}

// ranked is what load reads.
type ranked struct {
	list   *service.MatchList
	listed listed
}

// load ranks; a newer one cancels the older.
func (s *Screen) load() tea.Cmd {
	q, d := s.query, s.Service
	q.Filter = filters[s.filter].filter
	return screen.RunElse(s.Host, "rank", func(ctx context.Context) (ranked, error) {
		m, err := d.Match(ctx, q)
		if err != nil {
			return ranked{}, err
		}
		on, err := readListed(ctx, d, q)
		return ranked{m, on}, err
	}, s.took, s.failed)
}

func (s *Screen) took(r ranked) tea.Cmd {
	s.list, s.listed, s.err = r.list, r.listed, nil
	s.show()
	if s.side != nil {
		return tea.Batch(s.side.refresh(), s.lookUp())
	}
	return s.lookUp()
}

func (s *Screen) failed(err error) tea.Cmd {
	s.list, s.err = nil, err
	s.show()
	if model.CodeOf(err) == model.Invalid {
		return nil // the empty list says it
	}
	return s.Fail(err)
}

func readListed(ctx context.Context, d *service.Session, q service.MatchQuery) (listed, error) {
	list, picks, err := d.ListFor(ctx, q)
	out := listed{ids: map[string]bool{}}
	if list != nil {
		out.ref = list.Ref
	}
	for _, p := range picks {
		out.ids[p.CompanyID+p.CitizenID] = true
	}
	return out, err
}

// RulesFrom says that the screen shows what today's rules say.
func (s *Screen) RulesFrom() model.Date { return 0 }

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	return tea.Batch(s.take(msg), s.lookUp())
}

func (s *Screen) take(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Saved:
		return s.saved(m.Tag, m, true)
	case screen.Failed:
		return s.saved(m.Tag, screen.Saved{Tag: m.Tag}, false)
	case screen.Answer:
		return s.answered(m)
	case screen.Returned:
		if id, ok := screen.MadePlacement(m); ok {
			return s.Go(screen.Placement, id)
		}
		return nil
	case screen.Shown:
		return s.chooseAbove()
	case model.Changed:
		return s.changed(m)
	}
	if s.start != nil {
		return s.begin(s.start.update(msg))
	}
	return s.raw(msg)
}

// raw gives keys and mouse to the side, the reasons or the list.
func (s *Screen) raw(msg tea.Msg) tea.Cmd {
	if s.side != nil {
		if cmd, used := s.side.update(s.toSide(msg)); used || s.side.whole() || !s.shape.wide {
			return cmd
		}
	}
	if mouse, ok := msg.(tea.MouseMsg); ok && s.shape.wide && s.side == nil {
		if mouse.Mouse().X > s.shape.left {
			s.panel.Update(kit.Offset(msg, s.shape.left+1, 0))
			return nil
		}
		s.detail = false
	}
	if s.detail {
		s.panel.Update(msg)
		return nil
	}
	before, _, _ := s.table.Selected()
	act := s.table.Update(kit.Offset(msg, 0, s.shape.top))
	if now, _, _ := s.table.Selected(); now != before {
		s.panel.ScrollTo(0)
		if y, ok := s.side.(*whyNot); ok {
			return y.explain(now)
		}
	}
	if act.Kind == kit.Opened {
		return s.open()
	}
	return nil
}

func (s *Screen) toSide(msg tea.Msg) tea.Msg {
	if s.side.whole() || !s.shape.wide {
		return msg
	}
	return kit.Offset(msg, s.shape.left+1, 0)
}

// rankTypes are the rows that a ranking is made from; listTypes those that only change what is listed.
var rankTypes, listTypes = []string{
	"company", "task", "citizen", "goal", "override", "contact", "placement", "word", "reference",
}, []string{"shortlist", "pick"}

// factTypes are the rows that the facts of a workplace are made from.
var factTypes = []string{"company", "person", "contact", "placement", "agreement", "reference"}

func (s *Screen) changed(m model.Changed) tea.Cmd {
	has := func(types []string) bool {
		return m.Many ||
			slices.ContainsFunc(m.Rows, func(r model.RowRef) bool { return slices.Contains(types, r.Type) })
	}
	if m.Many || has(factTypes) {
		clear(s.facts)
	}
	var people tea.Cmd
	if s.start != nil {
		people = s.start.load()
	}
	switch {
	case s.choosing():
		return people
	case has(rankTypes):
		return tea.Batch(people, s.load())
	case has(listTypes):
		q, d := s.query, s.Service
		return tea.Batch(people, screen.Run(s.Host, "listed",
			func(ctx context.Context) (listed, error) { return readListed(ctx, d, q) },
			func(on listed) tea.Cmd {
				s.listed = on
				return nil
			}))
	}
	return people
}

// choosing reports that there is no list yet, only the choice of somebody.
func (s *Screen) choosing() bool { return s.start != nil && !s.start.above }

// begin goes on from choosing, when somebody was chosen.
func (s *Screen) begin(cmd tea.Cmd, chosen *service.MatchQuery) tea.Cmd {
	if chosen != nil {
		return s.rank(*chosen)
	}
	return cmd
}

// show puts the rows into the table.
func (s *Screen) show() {
	s.measure()
	s.table.SetColumns(s.columns())
	s.table.SetEmpty(s.empty())
	rows := s.rows()
	s.table.SetRows(kit.Rows{Len: len(rows), ID: func(i int) string { return s.list.RowID(rows[i]) }, Cells: s.cells,
		Headings: s.headings()})
}

// headings stand over the sections of the list.
func (s *Screen) headings() (out []kit.Heading) {
	if s.list == nil {
		return nil
	}
	for _, part := range s.list.Sections() {
		title, note := s.Words().SectionHeading(s.list, part)
		if len(out) == 0 && note == "" && s.least < s.most {
			note = s.T("match.section.bars", "low", s.least, "high", s.most)
		}
		out = append(out, kit.Heading{At: part.At, Title: title, Note: note})
		if part.Tied {
			for _, line := range kit.Wrap(s.T("match.section.tied"), max(s.shape.left-2, 1)) {
				out = append(out, kit.Heading{At: part.At, Note: line})
			}
		}
	}
	return out
}

func (s *Screen) rows() []matching.Row {
	if s.list == nil {
		return nil
	}
	return s.list.Rows
}

// selected is the row under the cursor.
func (s *Screen) selected() (matching.Row, bool) {
	_, i, ok := s.table.Selected()
	if rows := s.rows(); ok && i < len(rows) {
		return rows[i], true
	}
	return matching.Row{}, false
}

// reversed reports that citizens are ranked for a task.
func (s *Screen) reversed() bool { return s.query.TaskID != "" }

// weighted reports that weights were changed.
func (s *Screen) weighted() bool { return len(s.query.Weights) > 0 }

// reweigh ranks with other weights; the old ones may still be read by work that runs.
func (s *Screen) reweigh(change func(matching.Weights)) tea.Cmd {
	w := maps.Clone(s.query.Weights)
	if w == nil {
		w = matching.Weights{}
	}
	change(w)
	maps.DeleteFunc(w, func(_ string, pct int) bool { return pct == 100 })
	s.query.Weights = w
	return s.load()
}

// Typing reports whether letters belong to the search line or are answers.
func (s *Screen) Typing() bool {
	return s.start != nil || s.side != nil && s.side.typing()
}

// Check tests that the table shows the ranking.
func (s *Screen) Check() error {
	if s.start != nil {
		if err := screen.SameLength(s.start.table.Len(), len(s.start.shown)); err != nil || !s.start.above {
			return err
		}
	}
	return screen.SameLength(s.table.Len(), len(s.rows()))
}

// Shows gives whom the list is about, and the rows in the window; before there is one, who can be chosen.
func (s *Screen) Shows() []any {
	var out []any
	if s.start != nil {
		out = screen.Visible(s.start.table, s.start.shown)
	}
	if s.choosing() {
		return out
	}
	out = append(out, model.RowRef{Type: "citizen", ID: s.query.CitizenID})
	if s.list != nil {
		out = append(out, screen.Visible(s.table, s.list.Rows)...)
	}
	return out
}

// Part names what stands beside the list in place of the reasons, of what has a name.
func (s *Screen) Part() string {
	if _, ok := s.side.(*leftOut); ok {
		return "leftout"
	}
	return ""
}

// Place tells choosing somebody from looking at one's list: only that makes a citizen a recent one.
func (s *Screen) Place() string {
	if s.start != nil {
		return "match.choose"
	}
	return ""
}
