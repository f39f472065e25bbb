// Package importer brings files into the database: pick a file, see what it would do row by row, then take it in whole.
//
// It promises: reading a file writes nothing; what is taken in is one change set that one undo takes back; what is
// refused is told row by row with the reason and can be written to a file.
package importer

import (
	"maps"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// stage is how far it has come.
type stage uint8

const (
	picking   stage = iota // a folder is listed
	reading                // the file is read
	failed                 // the file cannot be read as what it was taken for
	planned                // rows and what becomes of them
	told                   // how the file was read: all of it
	reference              // a reference table and what it takes the place of
	saving                 // it is being written
	saved                  // it is written, and refused rows can be
)

// Screen is the import.
type Screen struct {
	screen.Base
	stage stage
	table *kit.Table
	text  *kit.TextView // what becomes of the row under the cursor

	folder  string
	entries []entry

	path   string
	typ    string // company, citizen or reference; "" asks the file
	cols   map[string]string
	done   int64
	total  int64
	fault  error
	plan   service.ImportPlan
	filter service.Verdict        // "" is all
	rows   []int                  // of the plan, those that are listed; nil is all
	table1 *tableRead             // the reference table
	column string                 // the heading that gets another field
	saved  []service.SavedMapping // mappings of the file's type
	fits   []string               // names of those that fit the file
	textOf int                    // the row that text shows, -1 for none
	textW  int
	typed  string // the path that was typed, until it was read or written
	wallAt int
	head   int // lines over the table in the last view
}

// New makes the import.
func New(h *screen.Host) screen.Screen {
	s := &Screen{Base: screen.Base{Host: h}, text: kit.NewTextView(h.Theme), cols: map[string]string{}, textOf: -1}
	s.table = kit.NewTable(h.Theme, nil)
	s.table.SetMarks(false)
	return s
}

// Open takes nothing, or the path of a file.
func (s *Screen) Open(arg any) tea.Cmd {
	if path, ok := arg.(string); ok && path != "" {
		s.folder = filepath.Dir(path)
		return s.read(path)
	}
	return s.list(s.Service.Folder)
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Progress:
		s.done, s.total = m.Done, m.Total
		return nil
	case screen.Answer:
		return s.answered(m)
	case screen.Saved:
		return s.wrote()
	case screen.Failed:
		s.stage = planned
		if s.table1 != nil {
			s.stage = reference
		}
		return nil
	case model.Changed:
		s.show()
		return nil
	case tea.PasteMsg:
		if s.stage == picking { // a file that is dropped on the window arrives as its path
			return s.take(m.Content)
		}
	}
	return s.toTable(msg)
}

func (s *Screen) toTable(msg tea.Msg) tea.Cmd {
	if s.stage == told || s.stage == reference || s.stage == failed {
		s.text.Update(msg)
		return nil
	}
	if s.stage != picking && s.stage != planned && s.stage != saved {
		return nil
	}
	if m, ok := msg.(tea.MouseMsg); ok && s.wallAt > 0 && m.Mouse().X >= s.wallAt {
		s.text.Update(msg)
		return nil
	}
	if act := s.table.Update(kit.Offset(msg, 0, s.head)); act.Kind == kit.Opened && s.stage == picking {
		return s.open()
	}
	return nil
}

func (s *Screen) up() tea.Cmd { return s.list(filepath.Dir(s.folder)) }

func (s *Screen) askPath() tea.Cmd {
	return s.Ask("path",
		kit.Prompt(s.Theme, s.T("import.path"), "", s.T("import.path.label"), s.folder+string(filepath.Separator), nil).
			WithPath().WithTyped(s.typed))
}

func (s *Screen) askRefused() tea.Cmd {
	return s.Ask("refused",
		kit.Prompt(s.Theme, s.T("import.refused"), s.T("import.refused.text"), s.T("preview.path"), s.refusedPath(),
			nil).WithPath().WithTyped(s.typed))
}

// again says what was wrong with a path, and asks again with it when it was typed.
func (s *Screen) again(ask func() tea.Cmd, err error) tea.Cmd {
	if s.typed == "" {
		return s.Fail(err)
	}
	return tea.Batch(s.Fail(err), ask())
}

// back goes one step back: what is being read is stopped first.
func (s *Screen) back() tea.Cmd {
	switch s.stage {
	case picking, saved:
		return s.leave()
	case saving:
		return s.Back() // writing goes on, whole or not at all
	case reading:
		s.Cancel("plan")
		return tea.Batch(s.Say(kit.Info, "import.stopped"), s.list(s.folder))
	case told:
		return s.showRows()
	}
	return s.list(s.folder)
}

// leave ends the screen, which is drawn once more before it is gone.
func (s *Screen) leave() tea.Cmd {
	s.release()
	return s.Back()
}

// release lets go of the file, which was only read.
func (s *Screen) release() {
	if s.plan != nil {
		_ = s.plan.Close()
	}
}

// close forgets the file.
func (s *Screen) close() {
	s.release()
	s.plan, s.table1, s.rows, s.filter, s.fault, s.textOf = nil, nil, nil, "", nil, -1
	s.saved, s.fits = nil, nil
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	s.typed = ""
	if m.Action.Kind != kit.Chosen {
		return nil
	}
	switch m.Tag {
	case "path":
		s.typed = m.Action.Text
		return s.take(m.Action.Text)
	case "type":
		if m.Action.ID != s.typ || s.stage == failed {
			s.typ = m.Action.ID
			s.cols = map[string]string{}
			return s.read(s.path)
		}
	case "column":
		return s.pickField(m.Action.ID)
	case "field":
		cols := maps.Clone(s.cols)
		cols[s.column] = m.Action.ID
		s.cols = cols
		return s.read(s.path)
	case "mapping":
		return s.useMapping(m.Action.ID)
	case "save mapping":
		return s.saveMapping(m.Action.Text)
	case "refused":
		s.typed = m.Action.Text
		return s.writeRefused(m.Action.Text, false)
	}
	if path, ok := cutTag(m.Tag, "overwrite:"); ok {
		return s.writeRefused(path, true)
	}
	return nil
}

func cutTag(tag, prefix string) (string, bool) {
	if len(tag) > len(prefix) && tag[:len(prefix)] == prefix {
		return tag[len(prefix):], true
	}
	return "", false
}

// Bindings are what works here, at this stage.
func (s *Screen) Bindings() []screen.Binding {
	typ := screen.Own("type", "t", "import.type", 3, s.pickType)
	refusals := func() (bool, string) {
		return s.plan != nil && s.plan.Count(service.Refused) > 0, "import.refused.none"
	}
	refused := screen.Own("refused", "r", "import.refused.key", 4, s.askRefused).When(refusals)
	filter := screen.Own("filter", "f", "import.filter", 5, s.nextFilter)
	mapping := screen.Own("mapping", "o", "import.mapping", 6, s.pickMapping).When(func() (bool, string) {
		return len(s.saved) > 0 || s.plan != nil && len(s.cols) > 0, "import.mapping.none"
	})
	back := screen.Std(keys.Back, s.back).At(9)
	switch s.stage {
	case picking:
		some := func() (bool, string) { return len(s.entries) > 0, "import.folder.empty" }
		return []screen.Binding{
			screen.Std(keys.Open, s.open).As("import.choose").At(1).When(some),
			{
				Binding: keys.Binding{ID: "up", Keys: []string{"backspace", "left"}, Label: "import.up", Footer: 2},
				Do:      s.up,
			},
			screen.Own("path", "p", "import.path.key", 3, s.askPath),
			back,
		}
	case reading:
		return []screen.Binding{screen.Std(keys.Back, s.back).As("import.stop").At(1)}
	case told:
		return []screen.Binding{screen.Std(keys.Back, s.back).As("import.rows").At(1)}
	case failed:
		return []screen.Binding{typ.At(1), mapping.At(2), back}
	case planned:
		some := func() (bool, string) { return s.changes() > 0, "import.nothing" }
		return []screen.Binding{
			screen.Std(keys.Open, s.apply).As("import.apply").At(1).When(some),
			screen.Own("column", "c", "import.column", 2, s.pickColumn),
			screen.Own("reading", "i", "import.told", 3, s.tell),
			mapping, typ, refused, filter, back,
		}
	case reference:
		return []screen.Binding{screen.Std(keys.Open, s.replace).As("import.apply").At(1), typ, back}
	case saved:
		return []screen.Binding{screen.Std(keys.Open, s.leave).As("import.finish").At(1), refused, filter, back}
	}
	return []screen.Binding{back}
}

// Check tests that the table shows the rows there are.
func (s *Screen) Check() error {
	switch s.stage {
	case picking:
		return screen.SameLength(s.table.Len(), len(s.entries))
	case planned, saved:
		return screen.SameLength(s.table.Len(), s.shownRows())
	}
	return nil
}

// roles of what becomes of rows.
var roles = map[service.Verdict]theme.Role{
	service.New: theme.OK, service.Changed: theme.Accent, service.Refused: theme.Danger,
	service.Unchanged: theme.Subtle, service.Merged: theme.Subtle, service.Skipped: theme.Subtle,
}

// Shows gives the rows of the database that rows in the window change. Of a person who is in the file alone there is
// nobody to note yet, and of a row that changes nothing the plan keeps no other than the file's.
func (s *Screen) Shows() (out []any) {
	if s.stage != planned && s.stage != saved || s.plan == nil {
		return nil
	}
	from, to := s.table.Visible()
	for i := from; i < min(to, s.shownRows()); i++ {
		if c := s.plan.Row(s.row(i)).Change(); c.Before != nil {
			out = append(out, c.Before)
		}
	}
	return out
}
