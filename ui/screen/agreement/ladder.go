package agreement

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// ladderForm is the name that the draft of a ladder is kept under.
const ladderForm = "ladder"

// The columns that are typed in, by their place in the table.
const (
	colFrom    = 1
	colTrial   = 2
	colPaid    = 3
	colTrigger = 5
)

var typedColumns = []int{colFrom, colTrial, colPaid, colTrigger}

// ladder is the editor of the steps: a table whose cells are typed in.
type ladder struct {
	host      *screen.Host
	placement *model.Placement
	others    []agreement.WithAgreements
	before    *model.Agreement
	steps     []model.Step
	table     *kit.Table
	col       int         // column of the cell cursor
	editor    *kit.Editor // nil while no cell is typed in
	wrong     string      // what is wrong with the cell
}

func newLadder(h *screen.Host, v *service.PlacementView, a *model.Agreement) *ladder {
	l := &ladder{host: h, placement: v.Placement, others: v.OpenOfCitizen, before: a, steps: a.Ladder(), col: colFrom}
	l.table = kit.NewTable(h.Theme, []kit.Column{
		{Key: "n", Title: "#", Min: 3, Right: true},
		{Key: "from", Title: h.T("paper.step.from"), Min: 15},
		{Key: "trial", Title: h.T("agreement.col.trial"), Min: 7, Right: true},
		{Key: "paid", Title: h.T("agreement.col.paid"), Min: 6, Right: true},
		{Key: "total", Title: h.T("paper.step.total"), Min: 13, Right: true, Bar: 6},
		{Key: "trigger", Title: h.T("paper.step.trigger"), Min: 18, Flex: 1},
	})
	l.table.SetMarks(false)
	l.table.SetEmpty(h.T("agreement.ladder.empty"))
	if len(l.steps) == 0 {
		l.add()
	}
	l.show()
	return l
}

// bringBack takes the draft in place of what is saved.
func (l *ladder) bringBack(text string) {
	a := &model.Agreement{}
	var steps []model.Step
	for line := range strings.SplitSeq(text, "\n") {
		if s, err := model.ParseStep(line, 0); err == nil {
			steps = append(steps, s)
		}
	}
	a.SetLadder(steps)
	l.steps = a.Ladder()
	l.show()
}

// text is the ladder as a draft keeps it; ParseStep reads each line back.
func (l *ladder) text() string {
	var lines []string
	for _, s := range l.steps {
		lines = append(lines, strings.TrimSpace(s.From.String()+" "+s.Trial.String()+" "+s.Paid.String()+" "+s.Trigger))
	}
	return strings.Join(lines, "\n")
}

func (l *ladder) dirty() bool { return l.editor != nil || !slices.Equal(l.steps, l.before.Ladder()) }

func (l *ladder) words() present.Words { return present.WordsIn(l.host.Theme.Lang) }

func (l *ladder) wrongs() []*model.Error {
	return agreement.CheckLadder(l.steps, l.placement, l.others)
}

// pattern says how the weekly pattern differs from the steps as they are typed.
func (l *ladder) pattern() *model.Error {
	a := *l.before
	a.SetLadder(l.steps)
	return agreement.CheckPattern(&a, l.host.Service.Today())
}

func (l *ladder) show() {
	bad := map[int]bool{}
	for _, e := range l.wrongs() {
		bad[e.Args["line"].(int)-1] = true
	}
	hours := func(h model.Hours) string { return l.host.Theme.Lang.Hours(lang.Quarters(h)) }
	l.table.SetRows(kit.Rows{Len: len(l.steps), ID: strconv.Itoa, Cells: func(i int, cells []kit.Cell) {
		s := l.steps[i]
		cells[0].Text = strconv.Itoa(i + 1)
		if bad[i] {
			cells[0] = kit.Cell{Text: l.host.Theme.Colours.Glyphs.Alert + strconv.Itoa(i+1), Role: theme.Danger}
		}
		cells[1].Text = l.host.Theme.Lang.DayYear(s.From.Time())
		cells[2].Text, cells[3].Text, cells[4].Text = hours(s.Trial), hours(s.Paid), hours(s.Trial+s.Paid)
		cells[4].Share = float64(s.Trial+s.Paid) / float64(model.FullWeek)
		cells[5].Text = s.Trigger
	}})
	l.table.SetCell(l.col, l.editor)
}

// update takes keys that are typed: cells, and moving between them.
func (l *ladder) update(msg tea.Msg) {
	defer l.show()
	m, ok := msg.(tea.KeyPressMsg)
	if !ok {
		l.other(msg)
		return
	}
	if l.editor != nil {
		l.typing(m)
		return
	}
	switch stroke := m.String(); stroke {
	case "left":
		l.move(-1)
	case "right":
		l.move(1)
	case "+":
		l.add()
	case "delete", "backspace":
		l.drop()
	case "space":
	default:
		if typed := kit.TypedText(m); typed != "" {
			l.begin("")
			l.editor.Update(m)
			return
		}
		l.table.Update(m)
	}
}

// other takes a click into a cell, and pasted text.
func (l *ladder) other(msg tea.Msg) {
	switch m := msg.(type) {
	case tea.PasteMsg:
		if l.editor == nil {
			l.begin("")
		}
		l.editor.Update(m)
	case tea.MouseClickMsg:
		row, column, ok := l.table.CellAt(m.X, m.Y)
		if ok && slices.Contains(typedColumns, column) && l.commit() {
			l.table.SelectRow(row)
			l.col = column
		}
	default:
		l.table.Update(msg)
	}
}

func (l *ladder) typing(m tea.KeyPressMsg) {
	switch m.String() {
	case "up", "down":
		if l.commit() {
			l.table.Update(m)
		}
	default:
		l.wrong = ""
		l.editor.Update(m)
	}
}

func (l *ladder) row() int {
	_, i, ok := l.table.Selected()
	if !ok {
		return -1
	}
	return i
}

// begin starts typing in the cell; text "" replaces what stands there.
func (l *ladder) begin(text string) {
	if l.row() < 0 {
		return
	}
	l.editor = &kit.Editor{}
	l.editor.SetValue(text)
}

// commit takes what was typed into the step; false keeps the editor open and says why.
func (l *ladder) commit() bool {
	if l.editor == nil {
		return true
	}
	i, text := l.row(), strings.TrimSpace(l.editor.Value())
	s := l.steps[i]
	var err error
	switch l.col {
	case colFrom:
		s.From, err = l.day(text, i)
	case colTrial:
		s.Trial, err = model.ParseHours(orZero(text))
	case colPaid:
		s.Paid, err = model.ParseHours(orZero(text))
	case colTrigger:
		s.Trigger = text
		f, _ := schema.AgreementType().Field("triggers")
		err = f.CheckText(text)
	}
	if err == nil && s.Trial+s.Paid > model.FullWeek {
		err = model.NewError(model.Invalid, "err.step.week", model.Args{
			"line": i + 1, "day": s.From, "total": s.Trial + s.Paid,
		})
	}
	if err != nil {
		l.wrong = l.words().Error(err)
		return false
	}
	l.wrong, l.editor = "", nil
	l.steps[i] = s
	l.order(i)
	return true
}

func orZero(text string) string {
	if text == "" {
		return "0"
	}
	return text
}

// day reads a step's day; short forms and "+4u" count from the step before.
func (l *ladder) day(text string, i int) (model.Date, error) {
	from := l.host.Service.Today()
	if i > 0 {
		from = l.steps[i-1].From
	} else if l.placement.StartOn != 0 {
		from = l.placement.StartOn
	}
	day, err := model.ParseDate(text, model.Future.From(from))
	if err == nil && day == 0 {
		err = model.NewError(model.Invalid, "err.required", nil)
	}
	return day, err
}

// order sorts by day and keeps the cursor on the step.
func (l *ladder) order(i int) {
	step := l.steps[i]
	slices.SortStableFunc(l.steps, func(a, b model.Step) int { return int(a.From) - int(b.From) })
	l.show()
	l.table.SelectRow(slices.Index(l.steps, step))
}

// move goes to the next cell that is typed in.
func (l *ladder) move(by int) {
	at := slices.Index(typedColumns, l.col) + by
	l.col = typedColumns[min(max(at, 0), len(typedColumns)-1)]
}

// add puts the suggested next step after the last.
func (l *ladder) add() {
	if !l.commit() {
		return
	}
	l.steps = append(l.steps, agreement.SuggestStep(l.steps, l.placement, l.host.Service.Today()))
	l.show()
	l.table.SelectRow(len(l.steps) - 1)
	l.col = colPaid
}

func (l *ladder) drop() {
	if i := l.row(); i >= 0 {
		l.steps = slices.Delete(l.steps, i, i+1)
	}
}

// enterCell begins to type in the cell; when something is typed it takes that and goes on to the next one.
func (l *ladder) enterCell() {
	if l.editor == nil && l.row() >= 0 {
		l.begin(l.value())
	} else {
		l.goOn(1)
	}
}

// goOn takes what is typed and goes to another cell.
func (l *ladder) goOn(by int) {
	if l.commit() {
		l.move(by)
	}
}

// leaveLadder leaves the cell that is typed in, else goes back to reading; what was not saved stays a draft.
func (s *Screen) leaveLadder() tea.Cmd {
	if l := s.ladder; l.editor != nil {
		l.editor, l.wrong = nil, ""
		l.show()
		return nil
	}
	if !s.ladder.dirty() {
		s.ladder = nil
		return nil
	}
	return s.BackFromDraft()
}

// value is what stands in the cell, for changing it.
func (l *ladder) value() string {
	s := l.steps[l.row()]
	hours := func(h model.Hours) string { return l.host.Theme.Lang.Hours(lang.Quarters(h)) }
	switch l.col {
	case colFrom:
		return l.host.Theme.Lang.DayYear(s.From.Time())
	case colTrial:
		return hours(s.Trial)
	case colPaid:
		return hours(s.Paid)
	}
	return s.Trigger
}

// saveLadder writes the steps; what cannot be is said and nothing is written.
func (s *Screen) saveLadder() tea.Cmd {
	l := s.ladder
	ok := l.commit()
	l.show()
	if !ok {
		return nil
	}
	if wrong := l.wrongs(); len(wrong) > 0 {
		return s.Fail(wrong[0])
	}
	if !l.dirty() {
		s.ladder = nil
		return nil
	}
	before := s.newest()
	after := schema.Clone(before).(*model.Agreement)
	after.SetLadder(l.steps)
	if err := schema.ValidateKnowing(after, s.Service.KnownPNumber); err != nil {
		return s.Fail(err)
	}
	decide := s.decide(before)
	return screen.Run(s.Host, "ladder", func(ctx context.Context) (model.ChangeSet, error) {
		return decide(ctx, after)
	}, func(cs model.ChangeSet) tea.Cmd {
		return s.SaveThen(cs, func(model.Receipt) tea.Cmd {
			s.ladder = nil
			return nil
		})
	})
}

// ladderBindings are what works while the steps are edited.
func (s *Screen) ladderBindings() []screen.Binding {
	l := s.ladder
	shown := func(do func()) func() tea.Cmd { return screen.Nothing(func() { do(); l.show() }) }
	dirty := func() (bool, string) { return l.dirty(), "edit.discard.not" }
	cell := keys.Binding{ID: "cell", Keys: []string{"enter"}, Label: "agreement.ladder.cell", Footer: 3}
	return []screen.Binding{
		screen.Std(keys.Save, s.saveLadder).At(1),
		screen.Own("step", "ctrl+n", "agreement.ladder.add", 2, shown(l.add)),
		{Binding: cell, Do: shown(l.enterCell)},
		screen.Std(keys.Next, shown(func() { l.goOn(1) })).As("agreement.ladder.next").At(4),
		screen.Std(keys.Previous, shown(func() { l.goOn(-1) })).As("agreement.ladder.previous"),
		screen.Own("undoladder", "ctrl+r", "edit.discard", 6, screen.Nothing(s.editLadder)).When(dirty),
		screen.Std(keys.Back, s.leaveLadder).At(5),
	}
}

// view draws the table, then what is wrong, then what helps.
func (l *ladder) view(size kit.Size) (string, *tea.Cursor) {
	look := l.host.Theme
	var foot []string
	add := func(role theme.Role, text string) {
		for _, row := range kit.Wrap(kit.Clean(text), size.W-2) {
			foot = append(foot, " "+look.Paint(role, row))
		}
	}
	foot = append(foot, kit.Rule(look, size.W))
	if l.wrong != "" {
		add(theme.Danger, look.Colours.Glyphs.Alert+" "+l.wrong)
	}
	for _, e := range l.wrongs() {
		add(theme.Danger, look.Colours.Glyphs.Alert+" "+l.words().Error(e))
	}
	if l.editor != nil && l.col == colFrom {
		if day, err := l.day(strings.TrimSpace(l.editor.Value()), l.row()); err == nil {
			add(theme.Subtle, look.Colours.Glyphs.Arrow+" "+l.words().ReadDay(day, l.host.Service.Today()))
		}
	}
	for _, s := range l.steps {
		if off := l.words().DayOff(s.From); off != "" {
			add(theme.Warn, l.host.T("agreement.step.off", "day", l.words().DayMiddle(s.From.Time()), "what", off))
		}
	}
	if err := l.pattern(); err != nil {
		add(theme.Warn, look.Colours.Glyphs.Alert+" "+l.words().Error(err))
	}
	if top, ok := agreement.Highest(l.steps, model.Step.Total); ok {
		add(theme.Text,
			l.host.T("agreement.ladder.top", "h", lang.Quarters(top.Total()), "left",
				lang.Quarters(max(model.FullWeek-top.Total(), 0))))
	}
	add(theme.Subtle,
		l.host.T("agreement.ladder.hint", "weeks", agreement.StepWeeks, "hours", lang.Quarters(agreement.StepHours)))
	foot = kit.Short(foot, size.H-3)
	l.table.SetSize(size.W, max(size.H-len(foot), 0))
	return kit.Block(append(kit.Lines(l.table.View()), foot...), size.W, size.H), l.table.Cursor()
}
