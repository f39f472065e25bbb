package log

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// moment says when: "i dag 9.14", "tor 19/11 9.14".
func (s *Screen) moment(at time.Time) string {
	now := s.Service.Now()
	at = at.In(now.Location())
	return s.Theme.Lang.Near(at, now) + " " + s.Theme.Lang.Clock(at)
}

// initials names who did it; a consultant who is gone is an empty place.
func (s *Screen) initials(actor string) string {
	for _, c := range s.people {
		if c.ID == actor {
			return c.Initials
		}
	}
	return s.T("log.nobody")
}

// say says what an entry did. Numbers come back from the log as fractions.
func (s *Screen) say(e model.LogEntry) string {
	args := model.Args{}
	for k, v := range e.Args {
		if f, ok := v.(float64); ok && f == float64(int(f)) {
			v = int(f)
		}
		args[k] = v
	}
	e.Args = args
	return s.Words().Entry(e)
}

// kind is the word for what sort of entry it is, and its role.
func (s *Screen) kind(e model.LogEntry) (string, theme.Role) {
	role := map[string]theme.Role{
		"view": theme.Accent, "export": theme.Warn, "undo": theme.Subtle, "redo": theme.Subtle,
	}[e.Kind]
	word := s.T("log.kind." + e.Kind)
	if e.Kind == "change" && e.UndoneBy != 0 {
		word, role = s.T("log.undone"), theme.Disabled
	}
	return word, role
}

func (s *Screen) cells(i int, cells []kit.Cell) {
	e := s.entries[i]
	cells[0].Text = s.moment(e.At)
	cells[1].Text = s.initials(e.Actor)
	said, _ := s.parted(e)
	cells[2].Text = said
	if e.Kind == "change" && e.UndoneBy != 0 {
		cells[2].Role = theme.Disabled
	}
}

// parted is what an entry did in two parts: as much as its column holds, and what goes on below it.
func (s *Screen) parted(e model.LogEntry) (first, rest string) {
	lines := kit.Wrap(kit.Clean(s.say(e)), s.whatW)
	if len(lines) == 0 {
		return "", ""
	}
	return lines[0], strings.Join(lines[1:], " ")
}

// second is the rest of what an entry did, whom and what it was about, and how many rows it has when not all are named.
func (s *Screen) second(i, _ int) string {
	e := s.entries[i]
	_, rest := s.parted(e)
	kind, _ := s.kind(e)
	if e.Kind == "change" && e.UndoneBy == 0 {
		kind = ""
	}
	names := s.about(e)
	parts := append([]string{rest, kind}, names...)
	if e.Kind != "view" && e.Count > max(len(names), 1) {
		parts = append(parts, s.T("log.rows", "n", e.Count))
	}
	return service.JoinNonEmpty(" · ", parts...)
}

// about names the rows of an entry and whom they are about, each once.
func (s *Screen) about(e model.LogEntry) (out []string) {
	for _, r := range e.Rows {
		for _, who := range called(r, s.names) {
			if who != "" && !slices.Contains(out, who) {
				out = append(out, who)
			}
		}
	}
	return out
}

// name is what a row is called in one text.
func name(r model.LogRow, names map[string]string) string {
	return strings.Join(called(r, names), " · ")
}

// called is what a row is called: its own name, or those of the rows it is about.
func called(r model.LogRow, names map[string]string) []string {
	if r.Type == "setting" {
		return []string{r.ID} // its key
	}
	for _, e := range []model.Entity{r.After, r.Before} {
		if e != nil {
			if n := service.NameIn(e); n != "" && n != e.Meta().ID {
				return []string{n}
			}
		}
	}
	if n := names[r.ID]; n != "" && n != r.ID {
		return []string{n}
	}
	var about []string
	for _, x := range refs(r) {
		if n := names[x.id]; n != "" && x.typ != "consultant" {
			about = append(about, n)
		}
	}
	return about
}

// detail reads what the entry under the cursor changed, unless it is shown already.
func (s *Screen) detail() tea.Cmd {
	e, ok := s.selected()
	if !ok {
		s.text.SetLines(nil)
		s.shown = 0
		return nil
	}
	if s.detailed == e.Seq {
		return nil
	}
	if s.shown != e.Seq {
		s.shown = e.Seq
		s.text.SetLines(s.heading(e))
		s.text.ScrollTo(0)
	}
	d, revert, own := s.Service, s.tries(e), s.own
	work := func(ctx context.Context) (detail, error) { return readDetail(ctx, d, e, revert, own) }
	return screen.Run(s.Host, "detail", work, func(v detail) tea.Cmd {
		s.detailed = v.entry.Seq
		if now, ok := s.selected(); ok && now.Seq == v.entry.Seq {
			s.opened = v
			s.showDetail()
		}
		return nil
	})
}

// heading says what, when, by whom, and what became of it.
func (s *Screen) heading(e model.LogEntry) []kit.Line {
	l := s.Theme
	at := e.At.In(s.Service.Now().Location())
	lines := []kit.Line{kit.Plain(theme.Title, s.say(e)),
		kit.Plain(theme.Subtle,
			l.Lang.DayYear(at)+" "+l.Lang.Clock(at)+" · "+s.initials(e.Actor)+" · "+s.T("log.number", "n", int(e.Seq)))}
	if e.Altered {
		lines = append(lines, kit.Plain(theme.Warn, s.T("log.about.altered")))
	}
	switch {
	case e.Kind == "view":
		lines = append(lines, kit.Plain(theme.Subtle, s.T("log.about.view")))
	case e.Kind == "export":
		lines = append(lines, kit.Plain(theme.Subtle, s.T("log.about.export", "n", e.Count)))
	case e.UndoneBy != 0:
		lines = append(lines, kit.Plain(theme.Warn, s.T("log.about.undone", "n", int(e.UndoneBy))))
	case e.Undoes != 0:
		lines = append(lines, kit.Plain(theme.Subtle, s.T("log.about."+e.Kind, "n", int(e.Undoes))))
	}
	for _, k := range []string{"file", "format", "new", "changed"} {
		if v, ok := e.Args[k]; ok && v != 0.0 {
			lines = append(lines, kit.Line{
				{Text: s.T("log.arg."+k) + ": ", Role: theme.Subtle}, {Text: l.Lang.Value(whole(v))},
			})
		}
	}
	if e.Args["without_consent"] == true {
		lines = append(lines, kit.Plain(theme.Warn, s.T("log.arg.without")))
	}
	return lines
}

func whole(v any) any {
	if f, ok := v.(float64); ok && f == float64(int(f)) {
		return int(f)
	}
	return v
}

// showDetail puts the rows of an entry on the right side.
func (s *Screen) showDetail() {
	d := s.opened
	lines := s.heading(d.entry)
	if s.history {
		more := s.revertLines(d)
		if lines = append(lines, more...); d.tried && d.revert.Err == nil {
			s.text.SetLines(lines) // what it did is the same, the other way round
			return
		}
	}
	for _, r := range d.entry.Rows {
		lines = append(lines, kit.Plain(theme.Text, ""))
		lines = append(lines, s.rowLines(r, d.names, "log.row.")...)
	}
	switch rest := d.entry.Count - len(d.entry.Rows); {
	case rest <= 0 || d.entry.Kind == "export":
	case len(d.entry.Rows) == 0:
		lines = append(lines, kit.Plain(theme.Text, ""), kit.Plain(theme.Subtle, s.T("log.many", "n", rest)))
	default:
		lines = append(lines, kit.Plain(theme.Text, ""), kit.Plain(theme.Subtle, s.T("kit.more", "n", rest)))
	}
	s.text.SetLines(lines)
}

// rowLines say what became of one row, field by field; what was done to it is the word below done.
func (s *Screen) rowLines(r model.LogRow, names map[string]string, done string) []kit.Line {
	w, verb := s.Words(), "changed"
	switch {
	case !r.Erased.IsZero():
		verb = "erased"
	case r.Damaged:
		verb = "damaged"
	case r.Before == nil && r.After == nil:
		verb = "seen"
	case r.Before == nil:
		verb = "added"
	case r.After == nil:
		verb = "removed"
	}
	t, ok := schema.TypeNamed(r.Type)
	if !ok {
		return nil
	}
	head := kit.Line{{Text: lang.Capital(w.Type(t)) + " " + s.T(done+verb, "day", w.DayYear(r.Erased)),
		Role: theme.Accent}}
	if n := name(r, names); n != "" {
		head = append(head, kit.Span{Text: "  " + n})
	}
	lines := []kit.Line{head}
	said := func(_, id string) string { return names[id] }
	var pairs []kit.Pair
	for i := range t.Fields {
		f := &t.Fields[i]
		var before, after string
		if r.Before != nil {
			before = w.Value(f, r.Before, said)
		}
		if r.After != nil {
			after = w.Value(f, r.After, said)
		}
		if before == after || f.Max > 100_000 { // the text of whole tables is nothing to read
			continue
		}
		value := after
		if verb != "added" {
			value = s.orNone(before) + " " + s.Theme.Colours.Glyphs.Arrow + " " + s.orNone(after)
		}
		if verb == "removed" {
			value = before
		}
		pairs = append(pairs, kit.Pair{Label: w.Field(t, f), Value: value})
	}
	return append(lines, kit.Pairs(pairs, s.width)...)
}

func (s *Screen) orNone(text string) string {
	if text == "" {
		return s.T("log.nothing")
	}
	return text
}

// export shows the entries that are listed, as they stand in the list.
func (s *Screen) export() tea.Cmd {
	table := &model.TableDoc{}
	for _, key := range []string{"at", "who", "kind", "what", "about", "rows"} {
		table.Columns = append(table.Columns, model.Column{Key: key, Title: s.T("log.col." + key),
			Right: key == "rows"})
	}
	for _, e := range s.entries {
		kind, _ := s.kind(e)
		at := e.At.In(s.Service.Now().Location())
		table.Rows = append(table.Rows, []model.Cell{
			{Text: at.Format(time.DateTime)}, {Text: s.initials(e.Actor)}, {Text: kind}, {Text: s.say(e)},
			{Text: strings.Join(s.about(e), " · ")}, {Text: s.Theme.Lang.Int(e.Count), Value: int64(e.Count)},
		})
	}
	doc := model.Document{
		Title: s.T("tab.log"), Subtitle: s.subtitle(), Lang: string(s.Theme.Lang.Code()),
		Sections: []model.Section{{Table: table}},
	}
	if s.more {
		doc.Notes = []string{s.T("log.export.more", "n", len(s.entries))}
	}
	return s.Go(screen.Preview, screen.PreviewArg{Title: s.T("tab.log"), Doc: doc, Name: s.T("log.file"),
		Formats: present.ListFormats, Out: service.Out{Action: "export.log", Rows: len(s.entries),
			To: service.ToOwnFile, Citizens: service.CitizenIDs(named(s.entries)...)}})
}

// subtitle says what the list was narrowed by.
func (s *Screen) subtitle() string {
	parts := []string{s.T("log.filter." + filters[s.filter].key)}
	for _, c := range s.people {
		if c.ID == s.person {
			parts = append(parts, c.Name)
		}
	}
	if more := len(s.rows) - 1; more > 0 {
		parts = slices.Insert(parts, 0, s.T("history.rows", "name", s.rowName, "n", more))
	} else if more == 0 {
		parts = slices.Insert(parts, 0, s.rowName)
	}
	return strings.Join(parts, " · ")
}

// View draws the list with the entry's rows beside it, or in a narrow window one of the two.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("tab.log") + " · " + s.subtitle()}
	if s.history {
		f.Title = s.T("history.title") + " · " + s.subtitle()
	}
	if s.loaded {
		f.Note = s.T("log.count", "n", len(s.entries))
		if s.more {
			f.Note = s.T("log.newest", "n", len(s.entries))
		}
	}
	if first, _ := s.table.Visible(); first > 0 {
		f.Note += " · " + s.T("log.above", "n", first)
	}
	left, right := kit.Panes(size.W)
	s.whatW = max(left-besideWhat, 18)
	if s.arriving {
		s.arriving, s.reading = false, right == 0
	}
	s.wallAt = 0
	s.table.SetFocus(!s.reading)
	if right == 0 {
		if s.reading {
			s.fit(size.W - 2)
			s.text.SetSize(size.W-2, size.H)
			f.Body = kit.Block(indent(s.text.View()), size.W, size.H)
			return f
		}
		s.table.SetSize(size.W, size.H)
		f.Body = s.table.View()
		return f
	}
	s.wallAt = left + 1
	s.fit(right - 1)
	s.table.SetSize(left, size.H)
	s.text.SetSize(right-1, size.H)
	f.Body, f.Dividers = kit.Beside(kit.Divider(s.Theme), s.table.View(),
		kit.Block(indent(s.text.View()), right, size.H)), []int{left}
	return f
}

// fit lays the right side out anew when its width has changed.
func (s *Screen) fit(width int) {
	if s.width == width {
		return
	}
	s.width = width
	if e, ok := s.selected(); ok && s.detailed == e.Seq && s.opened.entry.Seq == e.Seq {
		s.showDetail()
	}
}

func indent(block string) []string {
	lines := kit.Lines(block)
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}
