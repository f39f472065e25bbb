package importer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// show fills the table for the stage.
func (s *Screen) show() {
	switch s.stage {
	case picking:
		s.showFolder()
	case planned, saved:
		s.showPlan()
	}
}

// row is the number in the plan of the row at i of the list.
func (s *Screen) row(i int) int {
	if s.rows == nil {
		return i
	}
	return s.rows[i]
}

func (s *Screen) shownRows() int {
	switch {
	case s.plan == nil:
		return 0
	case s.rows == nil:
		return s.plan.Len()
	}
	return len(s.rows)
}

func (s *Screen) showPlan() {
	t := s.T
	s.textOf = -1
	s.table.SetColumns([]kit.Column{
		{Key: "line", Title: t("import.col.line"), Min: 6, Right: true, Role: theme.Subtle},
		{Key: "verdict", Title: t("import.col.verdict"), Min: 12},
		{Key: "why", Title: t("import.col.why"), Min: 20, Flex: 3},
		{Key: "title", Title: t("import.col.what"), Min: 20, Flex: 2, Role: theme.Subtle},
	})
	s.table.SetEmpty(t("kit.empty"))
	p, w := s.plan, s.Words()
	s.table.SetRows(kit.Rows{Len: s.shownRows(), ID: func(i int) string { return strconv.Itoa(s.row(i)) },
		Index: func(id string) int { return s.find(id) },
		Cells: func(i int, cells []kit.Cell) {
			r := p.Row(s.row(i))
			cells[0].Text = strconv.Itoa(r.Line)
			cells[1] = kit.Cell{Text: w.T("intake.verdict." + string(r.Verdict)), Role: roles[r.Verdict]}
			cells[2].Text = s.why(r)
			cells[3].Text = s.what(r)
		}})
}

// find gives the place in the list of a row of the plan, -1 when it is not listed.
func (s *Screen) find(id string) int {
	n, err := strconv.Atoi(id)
	if err != nil || n < 0 {
		return -1
	}
	if s.rows == nil {
		return n
	}
	for i, r := range s.rows {
		if r == n {
			return i
		}
	}
	return -1
}

// why says in a line what becomes of a row: the reasons, else what was left out or guessed, else the fields that
// change.
func (s *Screen) why(r service.PlanRow) string {
	w := s.Words()
	if len(r.Reasons) > 0 {
		var said []string
		for _, err := range r.Reasons {
			said = append(said, w.Error(err))
		}
		return strings.Join(said, " ")
	}
	parts := w.RowNotes(r)
	if r.Verdict == service.Changed {
		for _, f := range r.Fields {
			parts = append(parts, w.Field(schema.TypeOf(r.Change().After), f))
		}
	}
	return strings.Join(parts, ", ")
}

// what names a row, and of a new one what is known of it, each value once.
func (s *Screen) what(r service.PlanRow) string {
	parts, c, w := []string{r.Title}, r.Change(), s.Words()
	if c.After == nil || r.Verdict == service.Changed {
		return r.Title
	}
	t := schema.TypeOf(c.After)
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Kind == schema.LongText || f.Kind == schema.Ref {
			continue
		}
		if v := w.Value(f, c.After, nil); v != "" && !slices.Contains(parts, v) {
			parts = append(parts, v)
		}
	}
	return service.JoinNonEmpty(" · ", parts...)
}

// nextFilter goes to the next verdict that some row has, and then to all again.
func (s *Screen) nextFilter() tea.Cmd {
	at := -1
	for i, v := range service.Verdicts {
		if v == s.filter {
			at = i
		}
	}
	for _, v := range service.Verdicts[at+1:] {
		if s.plan.Count(v) > 0 {
			return s.setFilter(v)
		}
	}
	return s.setFilter("")
}

func (s *Screen) setFilter(v service.Verdict) tea.Cmd {
	p := s.plan
	work := func(ctx context.Context) ([]int, error) {
		if v == "" {
			return nil, nil
		}
		rows := make([]int, 0, p.Count(v))
		for i := range p.Len() {
			if i%1000 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if p.Row(i).Verdict == v {
				rows = append(rows, i)
			}
		}
		return rows, nil
	}
	return screen.RunElse(s.Host, "filter", work, func(rows []int) tea.Cmd {
		s.filter, s.rows = v, rows
		s.show()
		s.table.SelectRow(0)
		return nil
	}, func(error) tea.Cmd { return nil })
}

// View draws the stage.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("page.import")}
	s.head, s.wallAt = 0, 0
	if s.stage != picking {
		f.Title = s.T("import.title", "file", model.FileName(s.path))
		if s.typ != "" {
			f.Title += " · " + s.T("import.type."+s.typ)
		}
	}
	switch s.stage {
	case picking:
		f.Title += " · " + model.ShownPath(s.folder)
		if files := slices.ContainsFunc(s.entries, func(e entry) bool { return !e.dir }); !files && len(s.entries) > 0 {
			f.Note = s.T("import.folder.none")
		}
		s.table.SetSize(size.W, size.H)
		f.Body = s.table.View()
	case reading:
		f.Body = kit.Block([]string{
			"", kit.Progress(s.Theme, s.T("import.reading", "file", model.FileName(s.path)), int(s.done), int(s.total),
				size.W),
		}, size.W, size.H)
	case saving:
		f.Body = kit.Block([]string{"", " " + s.T("import.saving")}, size.W, size.H)
	case failed:
		lines := []kit.Line{kit.Plain(theme.Danger, s.Words().Error(s.fault)), kit.Plain(theme.Text, "")}
		lines = append(lines, s.fitLines()...)
		f.Body = s.page(size, append(lines, kit.Plain(theme.Subtle, s.T("import.failed.next")))...)
	case told:
		f.Body = s.page(size, s.readingLines()...)
	case reference:
		f.Body = s.page(size, s.referenceLines()...)
	default:
		s.viewPlan(size, &f)
	}
	return f
}

// page draws a few lines of text.
func (s *Screen) page(size kit.Size, lines ...kit.Line) string {
	s.text.SetLines(lines)
	s.text.SetSize(size.W-2, max(size.H-1, 0))
	out := []string{""}
	for _, l := range kit.Lines(s.text.View()) {
		out = append(out, " "+l)
	}
	return kit.Block(out, size.W, size.H)
}

func (s *Screen) referenceLines() []kit.Line {
	t, w := s.table1, s.Words()
	kind, _, _ := strings.Cut(t.table.ID, ".")
	lines := kit.Pairs([]kit.Pair{
		{Label: s.T("import.reference.kind"), Value: s.T("reference.kind." + kind)},
		{Label: s.T("reference.rows"), Value: w.Int(t.table.Rows.V)},
		{Label: s.T("reference.source"), Value: t.table.Source},
	}, 70)
	instead := s.T("import.reference.first")
	if t.before != nil {
		instead = s.T("import.reference.instead", "source", t.before.Source, "day", w.DayYear(t.before.Date.Time()))
	}
	lines = append(lines, kit.Plain(theme.Text, ""), kit.Plain(theme.Subtle, instead),
		kit.Plain(theme.Subtle, s.T("intake.dryrun")), kit.Plain(theme.Text, ""))
	return append(lines, toldLines(w.ReadingLines("reference", nil, t.reading))...)
}

// viewPlan draws the counts, the columns, the rows and, when there is room, what becomes of the one under the cursor.
func (s *Screen) viewPlan(size kit.Size, f *kit.Frame) {
	f.Note = s.Words().Counts("row", s.plan.Len(), s.shownRows())
	if s.filter != "" {
		f.Title += " · " + s.T("intake.verdict."+string(s.filter))
	}
	head := s.headLines(size)
	s.head = len(head)
	h := max(size.H-len(head), 0)
	left, right := kit.Panes(size.W)
	body := ""
	if right > 0 {
		s.wallAt = left + 1
		s.fillText(right - 2)
		s.text.SetSize(right-2, h)
		s.table.SetSize(left, h)
		body = kit.Beside(kit.Divider(s.Theme)+" ", s.table.View(), s.text.View())
	} else {
		const under = 5 // the reasons of the row under the cursor stand below the list
		s.fillText(size.W - 2)
		s.table.SetSize(size.W, max(h-under-1, 0))
		s.text.SetSize(size.W-2, under)
		body = s.table.View() + "\n" + kit.Rule(s.Theme, size.W) + "\n " +
			strings.ReplaceAll(s.text.View(), "\n", "\n ")
	}
	f.Body = kit.Block(append(head, kit.Lines(body)...), size.W, size.H)
}

func (s *Screen) headLines(size kit.Size) []string {
	l, p, w := s.Theme, s.plan, size.W
	counts := s.T("intake.counts", "new", p.Count(service.New), "changed", p.Count(service.Changed), "unchanged",
		p.Count(service.Unchanged), "refused", p.Count(service.Refused))
	if n := p.Count(service.Merged); n > 0 {
		counts += ". " + s.T("intake.merged", "n", n)
	}
	if n := p.Count(service.Skipped); n > 0 {
		counts += " · " + s.T("intake.skipped", "n", n)
	}
	if n := p.People(); n > 0 {
		counts += " · " + s.T("intake.people", "n", n)
	}
	if n := p.Goals(); n > 0 {
		counts += " · " + s.T("intake.goals", "n", n)
	}
	state, role := s.T("intake.dryrun"), theme.Accent
	if s.stage == saved {
		state, role = s.T("import.saved", "n", p.Count(service.Refused)), theme.OK
	}
	lines := append(l.Sentence(theme.Title, counts, w), l.Sentence(role, state, w)...)
	lines = append(lines, s.toldShort(w, size.H/4+1)...)
	if left, right := kit.Panes(w); right > 0 {
		return append(lines, kit.Rule(l, w, left))
	}
	return append(lines, kit.Rule(l, w))
}

// fillText says all that becomes of the row under the cursor.
func (s *Screen) fillText(width int) {
	_, i, ok := s.table.Selected()
	if !ok || i >= s.shownRows() {
		s.text.SetLines(nil)
		s.textOf = -1
		return
	}
	n := s.row(i)
	if s.textOf == n && s.textW == width {
		return
	}
	s.textOf, s.textW = n, width
	r, w := s.plan.Row(n), s.Words()
	lines := []kit.Line{
		{
			{Text: w.T("intake.line", "line", r.Line) + "  ", Role: theme.Subtle},
			{Text: w.T("intake.verdict." + string(r.Verdict)), Role: roles[r.Verdict]}, {Text: "  " + r.Title},
		},
	}
	for _, err := range r.Reasons {
		said := w.Error(err)
		if e, ok := err.(*model.Error); ok && e.Args["column"] != nil {
			said = w.Lang.Value(e.Args["column"]) + ": " + said
		}
		lines = append(lines, kit.Plain(roles[r.Verdict], said))
	}
	for _, said := range w.RowNotes(r) {
		lines = append(lines, kit.Plain(theme.Warn, said))
	}
	s.text.SetLines(append(lines, s.fieldLines(r, width)...))
	s.text.ScrollTo(0)
}

func (s *Screen) fieldLines(r service.PlanRow, width int) []kit.Line {
	c := r.Change()
	if c.After == nil {
		return nil
	}
	w, t := s.Words(), schema.TypeOf(c.After)
	fields := r.Fields
	if c.Before == nil {
		fields = nil
		for i := range t.Fields {
			fields = append(fields, &t.Fields[i])
		}
	}
	var pairs []kit.Pair
	for _, f := range fields {
		value := w.Value(f, c.After, nil)
		if c.Before != nil {
			before := w.Value(f, c.Before, nil)
			if before == "" {
				before = s.T("kit.none")
			}
			value = before + " " + s.Theme.Colours.Glyphs.Arrow + " " + value
		}
		pairs = append(pairs, kit.Pair{Label: w.Field(t, f), Value: value})
	}
	return kit.Pairs(pairs, width)
}

// fieldName is what a column's field is called on the screen.
func (s *Screen) fieldName(key string) string { return s.Words().ImportField(s.typ, key) }
