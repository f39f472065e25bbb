// Package vitas is the sheet for the national digital application VITAS: every field in the order it asks, copied one
// key at a time.
//
// It promises: what is missing is said first, with where it is filled in; a copied field goes to the terminal's
// clipboard as it is pasted, and the screen says which one it was; the log tells once for each opening that the sheet
// was copied from; where no clipboard can be reached, the same fields leave as a file by the preview.
package vitas

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Screen is the sheet.
type Screen struct {
	screen.Base
	id      string // of the placement
	view    *service.PlacementView
	consent *model.Consent
	lacks   []service.MissingConsent // what the consents do not cover of the sheet
	fields  []present.VitasField
	table   *kit.Table
	english bool // the values speak English
	logged  bool // that it was copied from
}

// read is what load reads.
type read struct {
	view    *service.PlacementView
	consent *model.Consent
	lacks   []service.MissingConsent
}

// New makes the sheet.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, table: kit.NewTable(h.Theme, nil)}
	s.table.SetMarks(false)
	return s
}

// Open takes the placement's ID.
func (s *Screen) Open(arg any) tea.Cmd {
	s.id, _ = arg.(string)
	return s.load()
}

func (s *Screen) load() tea.Cmd {
	d, id, words, sheet := s.Service, s.id, s.Words(), s.sheet()
	return screen.Read(s.Host, func(ctx context.Context) (out read, err error) {
		if out.view, err = d.Placement(ctx, id); err != nil {
			return out, err
		}
		if out.consent, err = d.ConsentFor(ctx, out.view); err != nil {
			return out, err
		}
		permit, err := d.Judge(ctx, present.VitasOut(out.view, words.Vitas(sheet, out.view)...))
		out.lacks = permit.Missing
		return out, err
	}, func(r read) tea.Cmd {
		s.view, s.consent, s.lacks = r.view, r.consent, r.lacks
		s.show()
		return nil
	})
}

// RulesFrom is the first day that the rules judge.
func (s *Screen) RulesFrom() model.Date {
	if s.view == nil {
		return 0
	}
	return s.view.Placement.StartOn
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case screen.Returned, model.Changed:
		return s.load()
	}
	if act := s.table.Update(msg); act.Kind == kit.Opened && s.view != nil {
		return s.fill()
	}
	return nil
}

// sheet are the words that values are said in.
func (s *Screen) sheet() present.Words { return present.PaperWords(s.Theme.Lang, s.english) }

func (s *Screen) show() {
	s.fields = s.Words().Vitas(s.sheet(), s.view)
	s.table.SetColumns([]kit.Column{
		{Title: s.T("vitas.col.field"), Min: 36, Max: 38, Flex: 1}, {Title: s.T("vitas.col.value"), Min: 24, Flex: 3},
	})
	s.table.SetRows(kit.Rows{
		Len: len(s.fields), ID: func(i int) string { return s.fields[i].Key }, Cells: func(i int, cells []kit.Cell) {
			f := s.fields[i]
			cells[0].Text = f.Label
			cells[1].Text = strings.ReplaceAll(f.Value, "\n", "; ")
			if f.Missing {
				cells[1] = kit.Cell{Text: s.Theme.Colours.Glyphs.Box + " " + f.Where, Role: theme.Warn}
			}
		}})
}

// speak says the values in the other language.
func (s *Screen) speak() {
	s.english = !s.english
	s.show()
}

// sent notes that the application was sent today.
func (s *Screen) sent() tea.Cmd {
	after := *s.view.Placement
	after.AppliedOn = s.Today()
	return s.Save("sent", model.ChangeSet{
		Action: "placement.edit", Changes: []model.Change{model.Edit(s.view.Placement, &after)},
	})
}

// copy takes the field under the cursor; the first one of an opening is noted in the log before it leaves.
func (s *Screen) copy() tea.Cmd {
	_, i, ok := s.table.Selected()
	if !ok {
		return nil
	}
	f := s.fields[i]
	if f.Missing {
		s.table.SelectRow(i + 1)
		return s.Say(kit.Warning, "vitas.copy.missing", "label", f.Label, "where", f.Where)
	}
	if s.logged {
		return s.copied(i)
	}
	d, out := s.Service, present.VitasOut(s.view, s.fields...)
	out.Args["format"] = "clipboard"
	return screen.Run(s.Host, "copy", func(ctx context.Context) (int, error) { return i, d.Leave(ctx, out) }, s.copied)
}

// copied puts the value on the clipboard, says which one it is and goes on to the next.
func (s *Screen) copied(at int) tea.Cmd {
	s.logged = true
	if at >= len(s.fields) {
		return nil
	}
	f := s.fields[at]
	said := s.T("vitas.copied.last", "label", f.Label)
	if at+1 < len(s.fields) {
		s.table.SelectRow(at + 1)
		said = s.T("vitas.copied", "label", f.Label, "next", s.fields[at+1].Label)
	}
	return s.Tell(screen.Copy{Text: f.Value, Said: said})
}

// fill opens where the field is filled in: the agreement's own page for what it holds, a form for the rest.
func (s *Screen) fill() tea.Cmd {
	_, i, ok := s.table.Selected()
	if !ok {
		return nil
	}
	f := s.fields[i]
	if _, is := f.Row.(*model.Agreement); is {
		return s.Go(screen.Agreement, s.id)
	}
	arg := screen.EditArg{Entity: f.Row, Focus: f.Field}
	if _, is := f.Row.(*model.Placement); is {
		arg.Fields = []string{"kind", "start_on", "end_on"}
	}
	return s.Go(screen.Edit, arg)
}

func (s *Screen) export() tea.Cmd {
	out := s.sheet().VitasPaper(s.view)
	return s.Go(screen.Preview, screen.PreviewArg{Title: s.T("vitas.title"), Doc: out.Doc, Name: out.Name,
		Formats: []string{"txt", "pdf", "md", "json"}, Out: out.Out})
}

// View draws what is missing, the fields, and the whole value under the cursor.
func (s *Screen) View(size kit.Size) kit.Frame {
	f := kit.Frame{Title: s.T("vitas.title")}
	if s.view == nil {
		f.Body = kit.Block(nil, size.W, size.H)
		return f
	}
	v := s.view
	f.Title += " · " + v.Placement.Ref + " · " + v.Citizen.Initials() + " · " + v.Company.ShownName()
	f.Note = s.T("agreement.paper." + map[bool]string{true: "en", false: "da"}[s.english])
	lead, foot := s.lead(size.W), s.foot(size.W)
	lead, foot = kit.Short(lead, size.H/3), kit.Short(foot, size.H/3)
	s.table.SetSize(size.W, max(size.H-len(lead)-len(foot), 0))
	f.Body = kit.Block(append(append(lead, kit.Lines(s.table.View())...), foot...), size.W, size.H)
	return f
}

func (s *Screen) lead(w int) []string {
	look, g := s.Theme, s.Theme.Colours.Glyphs
	var lines []string
	add := func(role theme.Role, text string) {
		// The sign stands alone in front, and what wraps goes under the words.
		for i, row := range kit.Wrap(kit.Clean(text), w-4) {
			before := " "
			if i > 0 {
				before = "   "
			}
			lines = append(lines, before+look.Paint(role, row))
		}
	}
	var missing []string
	for _, f := range s.fields {
		if f.Missing {
			missing = append(missing, f.Label)
		}
	}
	if len(missing) > 0 {
		add(theme.Warn, g.Box+" "+s.T("vitas.lead.missing", "n", len(missing), "what", strings.Join(missing, "; ")))
	} else {
		add(theme.OK, g.Check+" "+s.T("vitas.lead.full"))
	}
	if s.consent == nil {
		add(theme.Warn, g.Unknown+" "+s.T("vitas.lead.noconsent"))
	} else if len(s.lacks) > 0 {
		add(theme.Warn, g.Unknown+" "+s.Words().MissingConsent(s.lacks[0]))
	}
	if len(s.view.Agreements) == 0 {
		add(theme.Warn, g.Box+" "+s.T("vitas.lead.noagreement"))
	}
	if kind := s.view.Placement.Kind; !present.VitasUsed(kind) {
		add(theme.Subtle, s.T("vitas.lead.notused", "kind", s.T("opt.placement_kind."+kind)))
	}
	if on := s.view.Placement.AppliedOn; on != 0 {
		add(theme.OK, g.Check+" "+s.T("vitas.lead.sent", "day", look.Lang.DayYear(on.Time())))
	}
	if note := s.Words().VitasOrderNote(s.view); note != "" {
		add(theme.Subtle, note)
	}
	return append(lines, "")
}

// foot is the whole value of the field under the cursor, as it is copied.
func (s *Screen) foot(w int) []string {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.fields) {
		return nil
	}
	look := s.Theme
	lines := []string{kit.Rule(look, w)}
	value := s.fields[i].Value
	if value == "" {
		value = s.fields[i].Where
	}
	for _, para := range strings.Split(value, "\n") {
		for _, row := range kit.Wrap(kit.Clean(para), w-2) {
			lines = append(lines, " "+look.Paint(theme.Text, row))
		}
	}
	return lines
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	some := func() (bool, string) { return len(s.fields) > 0, "list.nothing.selected" }
	unsent := func() (bool, string) {
		return s.view != nil && s.view.Placement.AppliedOn == 0, "vitas.sent.already"
	}
	consent := func() tea.Cmd { return s.GiveConsent(s.view, s.consent) }
	return screen.OnceRead(s.view != nil, []screen.Binding{
		screen.Own("copy", "c", "vitas.copy", 1, s.copy).When(some),
		screen.Std(keys.Open, s.fill).As("vitas.edit").When(some).At(2),
		screen.Std(keys.Edit, s.fill).As("vitas.edit").When(some).At(0),
		screen.Std(keys.Export, s.export).As("vitas.export").When(some).At(3),
		screen.Own("agreement", "a", "vitas.agreement", 4, s.Opens(screen.Agreement, s.id)),
		screen.Own("consent", "C", "agreement.consent", 5, consent),
		screen.Own("sent", "y", "vitas.sent", 6, s.sent).When(unsent),
		screen.Own("english", "f", "vitas.english", 0, screen.Nothing(s.speak)),
		screen.Std(keys.Back, s.Back),
	})
}

// Check tests that the table shows the fields.
func (s *Screen) Check() error { return screen.SameLength(s.table.Len(), len(s.fields)) }

// Shows gives the citizen.
func (s *Screen) Shows() []any { return []any{model.RowRef{Type: "placement", ID: s.id}} }
