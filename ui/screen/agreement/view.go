package agreement

import (
	"cmp"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// sideWidth is the room for the versions, beside the one that is read.
const sideWidth = 40

// View draws the version that is read, beside the list of versions where there is room, or the ladder's editor.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("agreement.title")}
	if s.data == nil {
		f.Body = kit.Block(nil, size.W, size.H)
		return f
	}
	a := s.version()
	f.Title, f.Note = s.title(a), s.note(a)
	if s.ladder != nil {
		f.Title = strings.Replace(s.title(s.newest()), s.T("agreement.title"), s.T("agreement.ladder.title"), 1)
		if s.ladder.dirty() {
			f.Note = s.T("kit.form.unsaved")
		}
		f.Body, f.Cursor = s.ladder.view(size)
		return f
	}
	if a == nil {
		f.Body = kit.Block(append([]string{""}, s.Theme.Sentence(theme.Text, s.T("agreement.empty"), size.W)...),
			size.W, size.H)
		return f
	}
	left, right := kit.Panes(size.W)
	if right > 0 {
		right = min(right, sideWidth)
		left = size.W - right - 1
	}
	s.draw(left, a)
	s.text.SetSize(left, size.H)
	f.Body = s.text.View()
	if right > 0 {
		versions := kit.Block(s.side(right, size.H), right, size.H)
		wall := kit.Block(repeat(kit.Divider(s.Theme), size.H), 1, size.H)
		f.Body, f.Dividers = kit.Beside("", f.Body, wall, versions), []int{left}
	}
	return f
}

func repeat(s string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// draw lays the text out again when something else is shown or the width changed.
func (s *Screen) draw(w int, a *model.Agreement) {
	now := drawn{w, a.ID, s.compare}
	if s.drawn == now {
		return
	}
	s.drawn = now
	if s.compare {
		s.text.SetLines(s.differences(w))
		return
	}
	s.text.SetLines(append(s.lead(w, a), s.paperLines(a, w)...))
}

func (s *Screen) title(a *model.Agreement) string {
	v := s.data
	out := s.T("agreement.title") + " · " + v.Placement.Ref + " · " + v.Citizen.Initials() + " · " +
		v.Company.ShownName()
	if a != nil {
		out += " · " + s.T("agreement.which", "n", a.Number.V)
	}
	return out
}

// note says whether the version is in force and who has said yes.
func (s *Screen) note(a *model.Agreement) string {
	if a == nil {
		return ""
	}
	return s.standing(a) + " " + s.signs(a)
}

func (s *Screen) standing(a *model.Agreement) string {
	today := s.Today()
	switch {
	case a.ValidFrom == 0:
		return s.T("agreement.isdraft")
	case a.ValidFrom > today:
		return s.T("agreement.fromday", "day", s.Theme.Lang.Near(a.ValidFrom.Time(), today.Time()))
	case agreement.InForce(s.data.Agreements, today) == a:
		return s.T("agreement.now")
	}
	return s.T("agreement.replaced")
}

// signs are a sign for each party: said yes, or not yet.
func (s *Screen) signs(a *model.Agreement) string {
	g := s.Theme.Colours.Glyphs
	out := ""
	for _, on := range []model.Date{a.CitizenOn, a.CompanyOn, a.RepOn} {
		if on != 0 {
			out += g.Check
		} else {
			out += g.Box
		}
	}
	return out
}

// lead says first what cannot be, what stands on both task lists, and what nobody has said yet.
func (s *Screen) lead(w int, a *model.Agreement) []kit.Line {
	g, words := s.Theme.Colours.Glyphs, s.Words()
	var lines []kit.Line
	add := func(role theme.Role, sign, text string) {
		lines = append(lines, kit.WrapLine(kit.Plain(role, " "+sign+" "+text), w-1)...)
	}
	for _, e := range agreement.CheckLadder(a.Ladder(), s.data.Placement, s.data.OpenOfCitizen) {
		add(theme.Danger, g.Alert, words.Error(e))
	}
	if err := agreement.CheckPattern(a, s.Today()); err != nil {
		add(theme.Warn, g.Alert, words.Error(err))
	}
	for _, o := range agreement.OverlappingTasks(a.TrialTasks, a.PaidTasks) {
		add(theme.Warn, g.Alert, s.T("agreement.overlap", "trial", o.Trial, "paid", o.Paid))
	}
	if s.data.consent == nil {
		add(theme.Warn, g.Unknown, s.T("agreement.noconsent"))
	}
	t := schema.AgreementType()
	var missing []string
	for _, key := range agreement.Gaps(a, s.data.Placement.Kind) {
		f, _ := t.Field(key)
		missing = append(missing, words.Field(t, f))
	}
	if len(missing) > 0 {
		add(theme.Warn, g.Box, s.T("agreement.lacks", "what", strings.Join(missing, ", ")))
	}
	if len(lines) > 0 {
		lines = append(lines, kit.Plain(theme.Text, ""))
	}
	return lines
}

// paperLines shows the paper as it stands, without its title and its room for signatures; the step of now is marked.
func (s *Screen) paperLines(a *model.Agreement, w int) []kit.Line {
	doc := s.Words().AgreementPaper(s.data.PlacementView, a, present.Own)
	var lines []kit.Line
	for i, sec := range doc.Sections {
		if i > 0 {
			lines = append(lines, kit.Plain(theme.Text, ""))
		}
		lines = append(lines, kit.Plain(theme.Title, " "+sec.Title))
		var pairs []kit.Pair
		for _, f := range sec.Facts {
			pairs = append(pairs, kit.Pair{Label: f.Label, Value: f.Value})
		}
		lines = append(lines, kit.Pairs(pairs, w)...)
		if sec.Table != nil {
			lines = append(lines, tableLines(sec.Table, w, s.Theme.Colours.Glyphs.Arrow, s.stepNow(a))...)
		}
	}
	return lines
}

// stepNow is the first day of the step that counts today, 0 when the version is not in force.
func (s *Screen) stepNow(a *model.Agreement) model.Date {
	if agreement.InForce(s.data.Agreements, s.Today()) != a {
		return 0
	}
	step, _ := agreement.StepAt(a.Ladder(), s.Today())
	return step.From
}

// tableLines draws a small table; the last column takes what is left and wraps under itself. The row of the day now
// has the sign.
func tableLines(t *model.TableDoc, w int, sign string, now model.Date) []kit.Line {
	columns := t.Columns
	if columns[len(columns)-1].Key == "sign" {
		columns = columns[:len(columns)-1]
	}
	last := len(columns) - 1
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = kit.Width(kit.Clean(c.Title))
		for _, row := range t.Rows {
			widths[i] = max(widths[i], kit.Width(kit.Clean(row[i].Text)))
		}
	}
	used := 1
	for _, n := range widths[:last] {
		used += n + 2
	}
	line := func(role theme.Role, head string, text func(int) string) []kit.Line {
		for i := range last {
			s := kit.Fit(kit.Clean(text(i)), widths[i], "")
			if columns[i].Right {
				s = kit.PadLeft(strings.TrimSpace(s), widths[i])
			}
			head += s + "  "
		}
		var out []kit.Line
		for i, row := range append(kit.Wrap(kit.Clean(text(last)), max(w-used-1, 8)), "") {
			switch {
			case i == 0:
				out = append(out, kit.Plain(role, strings.TrimRight(head+row, " ")))
			case row != "":
				out = append(out, kit.Plain(role, kit.Spaces(used)+row))
			}
		}
		return out
	}
	lines := line(theme.Subtle, " ", func(i int) string { return columns[i].Title })
	for _, row := range t.Rows {
		role, head := theme.Text, " "
		if now != 0 && row[0].Value == any(now) {
			role, head = theme.Accent, sign
		}
		lines = append(lines, line(role, head, func(i int) string { return row[i].Text })...)
	}
	return lines
}

// side is what stands beside the text: the versions, who said yes, and what this one changed. Where that is more than
// the height, the last line says how much is left.
func (s *Screen) side(w, h int) []string {
	lines := s.versions(w)
	if s.index() > 0 {
		lines = append(lines, "")
		for _, l := range s.differences(w) {
			lines = append(lines, s.Theme.Line(l, w))
		}
	}
	if more := len(lines) - h; more > 0 && h > 0 {
		lines = append(lines[:h-1], " "+s.Theme.Paint(theme.Subtle, s.T("agreement.side.more", "n", more+1)))
	}
	return lines
}

// versions is the list beside the text: number, standing, who said yes.
func (s *Screen) versions(w int) []string {
	look := s.Theme
	lines := []string{" " + look.Paint(theme.Title, look.Cut(s.T("agreement.versions"), w-1))}
	list := s.data.Agreements
	for i := len(list) - 1; i >= 0; i-- {
		a := list[i]
		cursor, role := " ", theme.Text
		if a.ID == s.shown {
			cursor, role = look.Colours.Glyphs.Cursor, theme.Accent
		}
		head := " " + strconv.Itoa(a.Number.V) + "  " + s.signs(a) + "  "
		for _, row := range kit.Wrap(s.standing(a), max(w-1-kit.Width(head), 8)) {
			lines = append(lines, look.Paint(theme.Accent, cursor)+look.Paint(role, look.Cut(head+row, w-1)))
			cursor, head = " ", kit.Spaces(kit.Width(head))
		}
	}
	a := s.version()
	lines = append(lines, "", " "+look.Paint(theme.Title, look.Cut(s.T("paper.section.ack"), w-1)))
	for _, p := range []struct {
		party, by string
		on        model.Date
	}{{"citizen", "", a.CitizenOn}, {"company", a.CompanyBy, a.CompanyOn}, {"representative", a.RepBy, a.RepOn}} {
		sign, role, said := look.Colours.Glyphs.Box, theme.Warn, s.T("agreement.notyet")
		if _, heard := s.data.Consulted(); p.party == "representative" && heard != 0 {
			said += " · " + s.T("agreement.heard", "day", look.Lang.Near(heard.Time(), s.Today().Time()))
		}
		if p.on != 0 {
			sign, role, said = look.Colours.Glyphs.Check, theme.OK, look.Lang.Near(p.on.Time(), s.Today().Time())
			if by := cmp.Or(p.by, s.data.PartyName(a, p.party)); by != "" {
				said = by + ", " + said
			}
		}
		lines = append(lines, " "+look.Paint(role, sign)+" "+look.Cut(s.T("paper.party."+p.party), w-4))
		for _, row := range look.Sentence(theme.Subtle, said, w-2) {
			lines = append(lines, "  "+row)
		}
	}
	return lines
}

// differences is what the version changed from the one before it.
func (s *Screen) differences(w int) []kit.Line {
	i := s.index()
	if i == 0 {
		return []kit.Line{kit.Plain(theme.Subtle, " "+s.T("agreement.first"))}
	}
	a, b := s.data.Agreements[i-1], s.data.Agreements[i]
	var lines []kit.Line
	say := func(role theme.Role, text string) { lines = append(lines, kit.WrapLine(kit.Plain(role, text), w-1)...) }
	say(theme.Title, " "+s.T("agreement.compare.title", "a", a.Number.V, "b", b.Number.V))
	lines = append(lines, kit.Plain(theme.Text, ""))
	changes := s.Words().AgreementChanges(a, b, s.data.PlacementView)
	if len(changes) == 0 {
		say(theme.Subtle, " "+s.T("agreement.same"))
	}
	last := ""
	for _, c := range changes {
		if c.Label != last {
			say(theme.Title, " "+c.Label)
			last = c.Label
		}
		if c.Before != "" {
			say(theme.Danger, "  - "+c.Before)
		}
		if c.After != "" {
			say(theme.OK, "  + "+c.After)
		}
	}
	return lines
}
