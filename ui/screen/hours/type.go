package hours

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// cellLimit is more than any number of hours needs.
const cellLimit = 12

// cellSigns are the signs that a number of hours or days is written with: 7, 7,5, 7:30, 7 1/2. A minus is refused as a
// whole number, so that it is not lost unseen.
const cellSigns = "0123456789,.:/- ½¼¾"

// isNumber reports whether a text has no other signs.
func isNumber(text string) bool { return strings.Trim(text, cellSigns) == "" }

// raw takes keys, pasted text and the mouse.
func (s *Screen) raw(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(tea.KeyPressMsg); ok {
		if s.editor != nil {
			return s.whileTyping(m)
		}
		switch stroke := m.String(); {
		case s.Takes(stroke):
			s.begin("")
			s.editor.Update(m)
			return nil
		case stroke == "backspace" && len(s.rows) > 0 && s.cell != onName:
			s.begin("")
			return nil
		case stroke == "left" || stroke == "right":
			s.step(map[string]int{"left": -1, "right": 1}[stroke])
			return nil
		}
	}
	if m, ok := msg.(tea.PasteMsg); ok && len(s.rows) > 0 && s.cell != onName {
		m.Content = strings.TrimSpace(m.Content)
		if !isNumber(m.Content) {
			return s.Say(kit.Warning, "hours.numbers")
		}
		if s.editor == nil {
			s.begin("")
		}
		s.editor.Update(m)
		s.editor.SetValue(kit.Cut(s.editor.Value(), cellLimit, ""))
		s.point()
		return nil
	}
	return s.move(msg)
}

// move gives a message to the table; a row that is left with something typed is saved.
func (s *Screen) move(msg tea.Msg) tea.Cmd {
	before, _ := s.selected()
	if m, ok := msg.(tea.MouseClickMsg); ok {
		s.commit()
		s.click(m)
	}
	act := s.table.Update(kit.Offset(msg, 0, s.top))
	after, _ := s.selected()
	var save tea.Cmd
	if before.Placement != nil && after.Placement != nil && before.ID() != after.ID() {
		s.home = s.cell
		save = s.save(before)
	}
	if act.Kind == kit.Opened {
		return tea.Batch(save, s.open())
	}
	return save
}

// click puts the cell cursor where the mouse is; beside the cells that is the row's name.
func (s *Screen) click(m tea.MouseClickMsg) {
	if _, column, ok := s.table.CellAt(m.X, m.Y-s.top); ok {
		s.cell = fieldAt(s.columns()[column].Key)
		s.point()
	}
}

func fieldAt(key string) int {
	for i, f := range cellFields {
		if f == key {
			return i
		}
	}
	return onName
}

// begin starts typing in the cell, with a text.
func (s *Screen) begin(text string) {
	s.editor = &kit.Editor{}
	s.editor.SetValue(text)
	s.point()
}

// point tells the table where the cell cursor is.
func (s *Screen) point() {
	at := -1
	for i, c := range s.columns() {
		if s.cell != onName && c.Key == cellFields[s.cell] {
			at = i
		}
	}
	s.table.SetCell(at, s.editor)
}

// commit takes over what is typed in the cell.
func (s *Screen) commit() {
	if row, field, text, ok := s.atEditor(); ok {
		if strings.TrimSpace(text) == s.saidBefore(row, field) {
			s.unsaved.clear(row, field)
		} else {
			s.unsaved.put(row, field, text)
			delete(s.unsaved.drafts, row)
		}
	}
	s.editor = nil
	s.point()
}

// clear forgets one cell.
func (t *unsaved) clear(row, field string) {
	delete(t.typed[row], field)
	delete(t.wrong[row], field)
	if len(t.typed[row]) == 0 {
		t.drop(row)
	}
}

// textOf is what stands in a cell: what is typed before what is logged.
func (s *Screen) textOf(row, field string) string {
	if text, typed := s.unsaved.typed[row][field]; typed {
		return text
	}
	return s.saidBefore(row, field)
}

// saidBefore is what is logged in a cell, as it is shown.
func (s *Screen) saidBefore(row, field string) string {
	w := s.weeks[row]
	if w == nil {
		return ""
	}
	f := weekField(field)
	return s.Words().Value(f, w, nil)
}

func weekField(key string) *schema.Field {
	t, _ := schema.TypeNamed("week")
	f, _ := t.Field(key)
	return f
}

// whileTyping handles the keys of a cell that is typed in.
func (s *Screen) whileTyping(m tea.KeyPressMsg) tea.Cmd {
	switch m.String() {
	case "enter":
		return s.nextRow()
	case "up", "down", "pgup", "pgdown":
		s.commit()
		return s.move(m)
	}
	if !isNumber(kit.TypedText(m)) {
		return s.Say(kit.Warning, "hours.numbers")
	}
	if len(s.editor.Value()) < cellLimit || !kit.IsText(m) {
		s.editor.Update(m)
	}
	if row, field, _, ok := s.atEditor(); ok {
		delete(s.unsaved.wrong[row], field)
	}
	s.point()
	return nil
}

// step moves the cell cursor in the row: its name, then its cells.
func (s *Screen) step(by int) {
	s.commit()
	places := len(cellFields) + 1
	s.cell = (s.cell-onName+by+places)%places + onName
	if r, ok := s.selected(); ok && s.cell != onName && len(s.unsaved.typed[r.ID()]) == 0 {
		s.home = s.cell
	}
	s.point()
}

// nextRow saves the row and goes on in the next one, in the column where this row's typing began. A row that is refused
// keeps the cursor, at the cell that is wrong.
func (s *Screen) nextRow() tea.Cmd {
	s.commit()
	r, ok := s.selected()
	if !ok {
		return nil
	}
	cmd := s.save(r)
	if len(s.unsaved.wrong[r.ID()]) > 0 {
		return cmd
	}
	_, i, _ := s.table.Selected()
	if i+1 < len(s.rows) {
		s.table.SelectRow(i + 1)
		s.cell = s.home
	}
	s.point()
	return cmd
}

// entry is the week as it shall be, and the sentences of cells that cannot be read.
func (s *Screen) entry(r service.HoursRow) (*model.Week, map[string]string) {
	entry := &model.Week{PlacementID: r.Placement.ID, Monday: r.Monday}
	if w := s.weeks[r.ID()]; w != nil {
		*entry = *w
	}
	wrong := map[string]string{}
	for key, text := range s.unsaved.typed[r.ID()] {
		if err := weekField(key).SetText(entry, strings.TrimSpace(text)); err != nil {
			wrong[key] = s.Words().Error(err)
		}
	}
	return entry, wrong
}

// save writes a row's typed cells as one change set. What is wrong is told at its cell, and nothing is written.
func (s *Screen) save(r service.HoursRow) tea.Cmd {
	id := r.ID()
	if len(s.unsaved.typed[id]) == 0 || s.unsaved.saving[id] != nil {
		return nil
	}
	entry, wrong := s.entry(r)
	if len(wrong) > 0 {
		s.refuse(id, wrong)
		return nil
	}
	cs, err := agreement.LogWeek(s.Service.Actor(), s.view.Ledger, entry)
	if err != nil {
		for _, e := range service.FieldErrors(err) {
			field := e.Field
			if fieldAt(field) < 0 {
				field = cellFields[s.home] // about the week as a whole: told where typing began
			}
			wrong[field] = s.Words().Error(&e)
		}
		if len(wrong) == 0 {
			return s.Fail(err)
		}
		s.refuse(id, wrong)
		return nil
	}
	sent := map[string]string{}
	for k, v := range s.unsaved.typed[id] {
		sent[k] = v
	}
	if len(cs.Changes) == 0 {
		s.unsaved.drop(id)
		return nil
	}
	s.unsaved.saving[id] = sent
	delete(s.unsaved.wrong, id)
	return s.Save("row:"+id, cs)
}

// refuse keeps the sentences and puts the cursor on the first wrong cell of the row.
func (s *Screen) refuse(id string, wrong map[string]string) {
	s.unsaved.wrong[id] = wrong
	s.table.Select(id)
	for i, f := range cellFields {
		if wrong[f] != "" {
			s.cell = i
			break
		}
	}
	s.point()
}

// saved forgets what was written; what was typed meanwhile is saved next.
func (s *Screen) saved(m screen.Saved) tea.Cmd {
	s.replaced = replaced{}
	id, ok := strings.CutPrefix(m.Tag, "row:")
	if !ok {
		return nil
	}
	for field, text := range s.unsaved.saving[id] {
		if s.unsaved.typed[id][field] == text {
			s.unsaved.clear(id, field)
		}
	}
	delete(s.unsaved.saving, id)
	s.replaced = replacing(m.Receipt.Changes)
	s.takeOver(m.Receipt.Changes)
	for _, r := range s.rows {
		if r.ID() == id {
			return s.save(r)
		}
	}
	return nil
}

// takeOver puts written weeks into what is shown, so that the next row is checked against them at once.
func (s *Screen) takeOver(changes []model.Change) {
	for _, ch := range changes {
		w, ok := ch.Row().(*model.Week)
		if !ok || s.view == nil {
			continue
		}
		kept := s.view.Ledger.Weeks[:0:0]
		for _, old := range s.view.Ledger.Weeks {
			if old.ID != w.ID {
				kept = append(kept, old)
			}
		}
		at := model.WeekID(w.PlacementID, w.Monday)
		delete(s.weeks, at)
		if ch.After != nil {
			kept = append(kept, w)
			s.weeks[at] = w
		}
		s.view.Ledger.Weeks = kept
	}
}

func (s *Screen) failed(m screen.Failed) tea.Cmd {
	if id, ok := strings.CutPrefix(m.Tag, "row:"); ok {
		delete(s.unsaved.saving, id)
	}
	return nil
}

// leave ends typing in the cell first; then it goes back. What is typed stays as a draft and says so.
func (s *Screen) leave() tea.Cmd {
	if s.editor != nil {
		s.commit()
		return nil
	}
	if s.Dirty() {
		return s.BackFromDraft()
	}
	return s.Back()
}

// discard forgets what is typed in the row.
func (s *Screen) discard() tea.Cmd {
	s.editor = nil
	if r, ok := s.selected(); ok {
		s.unsaved.drop(r.ID())
	}
	s.point()
	return nil
}
