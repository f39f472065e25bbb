package importer

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// endings are the names of files that can hold lists.
var endings = []string{".csv", ".tsv", ".txt", ".toml", ".json", ".jsonl", ".ndjson", ".geojson", ".xlsx", ".vcf"}

// entry is one line of a folder.
type entry struct {
	name  string
	dir   bool
	bytes int64
	at    time.Time
}

// listing is what a folder holds.
type listing struct {
	folder  string
	entries []entry
}

// list shows a folder; "" is the one the program was started in.
func (s *Screen) list(folder string) tea.Cmd {
	s.close()
	s.stage = picking
	s.table.SetColumns(s.folderColumns())
	s.entries = nil
	s.table.SetRows(kit.Rows{})
	d := s.Service
	work := func(context.Context) (listing, error) { return readFolder(d, folder) }
	return screen.RunElse(s.Host, "folder", work, s.listed, func(err error) tea.Cmd {
		if d.Served { // what lies outside is not shown
			s.folder = d.Folder
		}
		if s.folder == "" { // not even the first folder: the one of the person, or the root
			s.folder = string(filepath.Separator)
		}
		return s.again(s.askPath, err)
	})
}

// readFolder lists folders by name, then files with the newest first: what is to be imported was mostly just saved.
func readFolder(d *service.Session, folder string) (listing, error) {
	folder, err := d.Path(folder)
	if err != nil {
		return listing{}, err
	}
	abs, err := filepath.Abs(folder)
	if err != nil {
		return listing{},
			model.NewError(model.NotFound, "err.import.missing", model.Args{"file": folder}).WithCause(err)
	}
	found, err := os.ReadDir(abs)
	if err != nil {
		args := model.Args{"path": model.ShownPath(abs)}
		return listing{}, model.NewError(model.NotFound, "err.import.nofolder", args).WithCause(err)
	}
	out := listing{folder: abs}
	for _, f := range found {
		if e, ok := entryOf(abs, f); ok {
			out.entries = append(out.entries, e)
		}
	}
	slices.SortStableFunc(out.entries, func(a, b entry) int {
		switch {
		case a.dir != b.dir && a.dir:
			return -1
		case a.dir != b.dir:
			return 1
		case a.dir:
			return model.CompareDanish(a.name, b.name)
		}
		return b.at.Compare(a.at)
	})
	if parent := filepath.Dir(abs); parent != abs && !(d.Served && abs == d.Folder) {
		out.entries = slices.Insert(out.entries, 0, entry{name: "..", dir: true})
	}
	return out, nil
}

func entryOf(folder string, f fs.DirEntry) (entry, bool) {
	if strings.HasPrefix(f.Name(), ".") {
		return entry{}, false
	}
	info, err := os.Stat(filepath.Join(folder, f.Name())) // follows links
	if err != nil {
		return entry{}, false
	}
	e := entry{name: f.Name(), dir: info.IsDir(), bytes: info.Size(), at: info.ModTime()}
	return e, e.dir || info.Mode().IsRegular() && slices.Contains(endings, strings.ToLower(filepath.Ext(e.name)))
}

func (s *Screen) listed(l listing) tea.Cmd {
	came := s.folder
	s.folder, s.entries, s.typed = l.folder, l.entries, ""
	s.show()
	s.table.SelectRow(0)
	if filepath.Dir(came) == s.folder && came != s.folder {
		s.table.Select(filepath.Base(came))
	} else if i := slices.IndexFunc(s.entries, func(e entry) bool { return !e.dir }); i >= 0 {
		s.table.SelectRow(i)
	}
	return nil
}

func (s *Screen) folderColumns() []kit.Column {
	return []kit.Column{
		{Key: "name", Title: s.T("import.col.name"), Min: 30, Flex: 1},
		{Key: "size", Title: s.T("import.col.size"), Min: 10, Right: true, Role: theme.Subtle},
		{Key: "at", Title: s.T("import.col.at"), Min: 16, Role: theme.Subtle},
	}
}

func (s *Screen) showFolder() {
	s.table.SetColumns(s.folderColumns())
	s.table.SetEmpty(s.T("import.folder.empty"))
	s.table.SetRows(kit.Rows{
		Len: len(s.entries), ID: func(i int) string { return s.entries[i].name }, Cells: func(i int, cells []kit.Cell) {
			e, l := s.entries[i], s.Theme.Lang
			if e.dir {
				cells[0] = kit.Cell{Text: model.FileName(e.name) + string(filepath.Separator), Role: theme.Accent}
				return
			}
			now := s.Service.Now()
			at := e.at.In(now.Location())
			cells[0].Text = model.FileName(e.name)
			cells[1].Text = present.FormatBytes(l, e.bytes)
			cells[2].Text = l.Near(at, now) + " " + l.Clock(at)
		}})
}

// open goes into the folder under the cursor or reads the file.
func (s *Screen) open() tea.Cmd {
	_, i, ok := s.table.Selected()
	if !ok || i >= len(s.entries) {
		return nil
	}
	path := filepath.Join(s.folder, s.entries[i].name)
	if s.entries[i].dir {
		return s.list(path)
	}
	s.typ, s.cols = "", map[string]string{}
	return s.read(path)
}

// take goes where a typed or dropped path leads.
func (s *Screen) take(text string) tea.Cmd {
	path := screen.TypedPath(text, s.folder)
	if path == "" {
		return nil
	}
	path, err := s.Service.Path(path)
	if err != nil {
		return s.Fail(err)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return s.list(path)
	}
	s.typ, s.cols = "", map[string]string{}
	return s.read(path)
}
