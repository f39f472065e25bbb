package log

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// triedRows is how many rows an entry may have whose undoing is tried when the cursor comes to it; that of longer ones
// is tried when it is asked for.
const triedRows = 500

// reverts gives what undoing would be of an entry: the number to undo, and whether its change is done again by it. 0 is
// nothing, for the reason.
func reverts(e model.LogEntry) (seq int64, again bool, why string) {
	switch {
	case e.Kind == "change" && e.UndoneBy != 0:
		return e.UndoneBy, true, ""
	case e.Kind == "":
		return 0, false, "log.empty"
	case e.Kind == "undo" && e.UndoneBy != 0:
		return 0, false, "history.redone"
	case e.Kind == "undo":
		return e.Seq, true, ""
	case e.Kind == "change" || e.Kind == "redo":
		return e.Seq, false, ""
	}
	return 0, false, "history.not." + e.Kind
}

// tries is the entry whose undoing is tried for the one under the cursor, 0 for none.
func (s *Screen) tries(e model.LogEntry) int64 {
	if !s.history || e.Count > triedRows && s.asked != e.Seq {
		return 0
	}
	seq, _, _ := reverts(e)
	return seq
}

// undoBindings are what works in the history and not in the log.
func (s *Screen) undoBindings(some func() (bool, string)) []screen.Binding {
	e, _ := s.selected()
	seq, again, why := reverts(e)
	id, label := keys.Undo, "log.undo"
	if again {
		id, label = keys.Redo, "history.again"
	}
	can := func() (bool, string) { return seq != 0, why }
	open := screen.Std(keys.Open, screen.Nothing(s.read)).As("history.see").When(some).At(1)
	if s.reading {
		open = screen.Std(keys.Open, s.revert).As(label).When(can).At(1)
	}
	list := []screen.Binding{open, screen.Std(id, s.revert).As(label).When(can).At(2)}
	if again { // what is undone already is not undone by the key that undoes
		undone := func() (bool, string) { return false, "log.undo.gone" }
		list = append(list, screen.Std(keys.Undo, s.revert).As("log.undo").When(undone).At(0))
	}
	return list
}

// revert takes back the selected entry, or does its change again. What that changes must be on the screen; otherwise it
// is shown. A change of somebody else is asked about.
func (s *Screen) revert() tea.Cmd {
	e, ok := s.selected()
	seq, again, _ := reverts(e)
	switch {
	case !ok || seq == 0:
		return nil
	case s.detailed != e.Seq || !s.opened.tried:
		s.reading, s.asked, s.detailed = true, e.Seq, 0
		return s.detail()
	case s.wallAt == 0 && !s.reading:
		s.reading = true
		return nil
	case s.opened.revert.Err != nil:
		return s.Fail(s.opened.revert.Err)
	case e.Actor == s.Actor():
		return s.Tell(screen.Undo{Seq: seq})
	}
	yes := map[bool]string{false: "log.undo.yes", true: "history.again.yes"}[again]
	text := s.say(e) + "\n" + s.moment(e.At) + ", " + s.nameOf(e.Actor)
	return s.AskThen(kit.Confirm(s.Theme, s.T("history.others"), text, e.Count, s.T(yes), false),
		func(kit.Action) tea.Cmd { return s.Tell(screen.Undo{Seq: seq}) })
}

// nameOf names a consultant in full.
func (s *Screen) nameOf(actor string) string {
	for _, c := range s.people {
		if c.ID == actor {
			return c.Name
		}
	}
	return s.T("log.nobody")
}

// revertLines say what undoing the entry would change, or what stands in the way.
func (s *Screen) revertLines(d detail) []kit.Line {
	blank := kit.Plain(theme.Text, "")
	seq, again, why := reverts(d.entry)
	switch {
	case seq == 0:
		return []kit.Line{blank, kit.Plain(theme.Subtle, s.T(why))}
	case !d.tried:
		return []kit.Line{blank, kit.Plain(theme.Subtle, s.T("history.long", "n", d.entry.Count))}
	case d.revert.Err != nil:
		return append([]kit.Line{blank}, s.inTheWay(d)...)
	}
	word := map[bool]string{false: "history.would", true: "history.would.again"}[again]
	lines := []kit.Line{blank, kit.Plain(theme.Title, s.T(word, "n", len(d.revert.Changes)))}
	for i, c := range d.revert.Changes {
		if i == detailRows {
			lines = append(lines, blank, kit.Plain(theme.Subtle, s.T("kit.more", "n", len(d.revert.Changes)-i)))
			break
		}
		row := model.LogRow{Type: schema.TypeOf(c.Row()).Name, ID: c.Row().Meta().ID, Before: c.Before, After: c.After}
		lines = append(lines, blank)
		lines = append(lines, s.rowLines(row, d.names, "history.row.")...)
	}
	return lines
}

// inTheWay says why the entry cannot be undone; of rows that were changed since, what stands in them now. What the
// entry did follows.
func (s *Screen) inTheWay(d detail) []kit.Line {
	lines := []kit.Line{kit.Plain(theme.Warn, s.Words().Error(d.revert.Err))}
	var moved *model.ConflictError
	if errors.As(d.revert.Err, &moved) {
		for _, r := range moved.Rows[:min(len(moved.Rows), detailRows)] {
			row := model.LogRow{Before: r.Base, After: r.Theirs}
			for _, e := range []model.Entity{r.Base, r.Theirs, r.Mine} {
				if e != nil {
					row.Type, row.ID = schema.TypeOf(e).Name, e.Meta().ID
				}
			}
			lines = append(lines, kit.Plain(theme.Text, ""))
			lines = append(lines, s.rowLines(row, d.names, "history.since.")...)
		}
	}
	return append(lines, kit.Plain(theme.Text, ""), kit.Plain(theme.Title, s.T("history.did")))
}
