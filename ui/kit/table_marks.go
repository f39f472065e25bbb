package kit

// Marked returns the marked rows in the order of the table. Rows that are gone
// are left out.
func (t *Table) Marked() []string {
	var out []string
	if len(t.marks) == 0 {
		return out
	}
	for i := range t.rows.Len {
		if id := t.rows.ID(i); t.marks[id] {
			out = append(out, id)
		}
	}
	return out
}

// MarkedOrSelected returns the marked rows or, when there are none, the one
// under the cursor: what an action is about.
func (t *Table) MarkedOrSelected() []string {
	if m := t.Marked(); len(m) > 0 {
		return m
	}
	if t.rows.Len == 0 {
		return nil
	}
	return []string{t.id}
}

// SetMark marks or unmarks a row by identity.
func (t *Table) SetMark(id string, on bool) {
	if on {
		t.marks[id] = true
	} else {
		delete(t.marks, id)
	}
}

// ClearMarks unmarks everything.
func (t *Table) ClearMarks() { clear(t.marks) }

// mark handles the keys that mark rows.
func (t *Table) mark(stroke string) Action {
	if t.noMarks {
		return Action{}
	}
	switch stroke {
	case "space":
		t.SetMark(t.id, !t.marks[t.id])
		t.moveTo(t.at + 1)
	case "shift+down":
		t.SetMark(t.id, true)
		t.moveTo(t.at + 1)
		t.SetMark(t.id, true)
	case "shift+up":
		t.SetMark(t.id, true)
		t.moveTo(t.at - 1)
		t.SetMark(t.id, true)
	case "ctrl+a":
		if len(t.Marked()) == t.rows.Len {
			t.ClearMarks()
			break
		}
		for i := range t.rows.Len {
			t.marks[t.rows.ID(i)] = true
		}
	}
	return Action{Kind: Used}
}

// Mark marks the row under the cursor, or takes the mark away, and moves on, as the space bar does.
func (t *Table) Mark() { t.key("space") }

// MarkAll marks every row, or takes all marks away when every row has one.
func (t *Table) MarkAll() { t.key("ctrl+a") }
