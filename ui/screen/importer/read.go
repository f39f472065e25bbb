package importer

import (
	"context"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// result is what reading a file gave: a plan, a reference table, or why the file is not what it was taken for.
type result struct {
	typ   string
	plan  service.ImportPlan
	table *tableRead
	saved []service.SavedMapping // of the type
	fits  []string               // names of those that can be offered
	fault error
}

// tableRead is a reference table and the one it takes the place of, nil for none.
type tableRead struct {
	table, before *model.Reference
	reading       service.Reading
}

// read makes the plan of a file; nothing is written. It can be stopped.
func (s *Screen) read(path string) tea.Cmd {
	s.close()
	s.path, s.stage, s.done, s.total = path, reading, 0, 0
	d, w, typ, h := s.Service, s.Words(), s.typ, s.Host
	o := service.ImportOptions{
		Map: s.cols, Responsible: d.Actor(), Words: w,
		Progress: steps(func(done, total int64) { h.Report("plan", done, total) }),
	}
	return screen.RunFor(h, "plan", 0, func(ctx context.Context) (result, error) {
		if typ == "" {
			var err error
			if typ, err = d.Importer.Guess(ctx, path, w); err != nil {
				return result{}, err
			}
		}
		if typ == "reference" {
			t, err := readTable(ctx, d, path)
			if err != nil {
				return result{typ: typ, fault: err}, nil
			}
			return result{typ: typ, table: t}, nil
		}
		p, err := d.Importer.Plan(ctx, path, typ, o)
		if ctx.Err() != nil && err == nil { // stopped at the last moment: nobody waits for it
			return result{}, p.Close()
		}
		r := result{typ: typ, plan: p, fault: err}
		if err != nil {
			r.plan = nil
		}
		o.Progress = nil
		if err := r.offer(ctx, d, path, o); err != nil {
			if r.plan != nil {
				_ = r.plan.Close()
			}
			return result{}, err
		}
		return r, nil
	}, s.planRead, func(err error) tea.Cmd {
		said := s.again(s.askPath, err)
		s.typed = ""
		return tea.Batch(s.list(s.folder), said)
	})
}

// offer finds the saved mappings of the type, and those that fit the file when no column was mapped yet.
func (r *result) offer(ctx context.Context, d *service.Session, path string, o service.ImportOptions) error {
	all, err := d.SavedMappings(ctx)
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Type == r.typ {
			r.saved = append(r.saved, m)
		}
	}
	if len(o.Map) > 0 || len(r.saved) == 0 {
		return nil
	}
	r.fits, err = d.FittingMappings(ctx, path, r.typ, r.plan, o)
	return err
}

func readTable(ctx context.Context, d *service.Session, path string) (*tableRead, error) {
	ref, reading, err := d.Importer.Reference(ctx, path)
	if err != nil {
		return nil, err
	}
	before, err := service.One[model.Reference](ctx, d.Store, "reference", ref.ID)
	if err != nil && model.CodeOf(err) != model.NotFound {
		return nil, err
	}
	if err != nil {
		before = nil
	}
	return &tableRead{ref, before, reading}, nil
}

// steps thins progress out to hundredths of the whole, so that telling it costs nothing.
func steps(tell func(done, total int64)) func(done, total int64) {
	last := int64(-1)
	return func(done, total int64) {
		step := done / 5000
		if total > 0 {
			step = done * 100 / total
		}
		if step != last {
			last = step
			tell(done, total)
		}
	}
}

func (s *Screen) planRead(r result) tea.Cmd {
	s.typed = ""
	s.saved, s.fits = r.saved, r.fits
	if r.fault != nil {
		s.typ, s.fault, s.stage = r.typ, r.fault, failed
		return nil
	}
	s.typ, s.plan, s.table1, s.stage = r.typ, r.plan, r.table, planned
	if r.table != nil {
		s.stage = reference
	}
	s.show()
	s.table.SelectRow(0)
	return nil
}

// changes is how much applying would write.
func (s *Screen) changes() int {
	if s.plan == nil {
		return 0
	}
	return s.plan.Count(service.New) + s.plan.Count(service.Changed) + s.plan.Goals()
}

// apply writes the plan whole; of citizens that it closes, what still runs is said first.
func (s *Screen) apply() tea.Cmd {
	plan := s.plan
	write := func() tea.Cmd {
		if s.plan != plan || s.stage != planned { // another file, or left, meanwhile
			return nil
		}
		s.stage = saving
		d, set := s.Service, plan.ChangeSet(s.Service.Actor())
		return screen.RunFor(s.Host, "copy", 0, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, d.BeforeImport(ctx, set.Len())
		}, func(struct{}) tea.Cmd { return s.Save("apply", set) }, func(err error) tea.Cmd {
			s.stage = planned
			return s.Fail(err)
		})
	}
	if s.typ != "citizen" {
		return write()
	}
	return s.AskImportClosing(plan, write)
}

// replace puts the reference table in the place of the one before it.
func (s *Screen) replace() tea.Cmd {
	after, change := s.table1.table, model.Add(s.table1.table)
	if before := s.table1.before; before != nil {
		after = schema.Clone(after).(*model.Reference)
		after.Head = before.Head
		change = model.Edit(before, after)
	}
	s.stage = saving
	return s.Save("apply", model.ChangeSet{
		Action: "import.reference", Args: model.Args{"table": after.ID, "file": after.Source},
		Changes: []model.Change{change},
	})
}

// wrote leaves, unless there are refused rows that the person may want as a file.
func (s *Screen) wrote() tea.Cmd {
	if s.stage != saving {
		return s.reloadMappings()
	}
	if s.plan != nil && s.plan.Count(service.Refused) > 0 {
		s.stage = saved
		return s.setFilter(service.Refused)
	}
	return s.leave()
}

// refusedPath proposes a file beside the one that is read.
func (s *Screen) refusedPath() string {
	base := model.FileName(s.path)
	return filepath.Join(filepath.Dir(s.path),
		strings.TrimSuffix(base, filepath.Ext(base))+"-"+s.T("import.refused.file")+".csv")
}

type refusedFile struct {
	path string
	n    int
}

func (s *Screen) writeRefused(path string, overwrite bool) tea.Cmd {
	if path = screen.TypedPath(path, s.folder); path == "" {
		return nil
	}
	p := s.plan
	return screen.RunElse(s.Host, "refused", func(ctx context.Context) (refusedFile, error) {
		n, err := p.WriteRefused(ctx, path, overwrite)
		if !overwrite && model.CodeOf(err) == model.Conflict {
			return refusedFile{path, -1}, nil
		}
		return refusedFile{path, n}, err
	}, s.refusedWritten, func(err error) tea.Cmd { return s.again(s.askRefused, err) })
}

func (s *Screen) refusedWritten(f refusedFile) tea.Cmd {
	s.typed = ""
	if f.n < 0 {
		return s.Ask("overwrite:"+f.path,
			kit.Confirm(s.Theme, s.T("preview.exists"), s.T("preview.exists.text", "path", model.ShownPath(f.path)), 0,
				s.T("preview.replace"), true).WithGrace(s.Service.Now))
	}
	return s.Say(kit.Done, "import.refused.written", "n", f.n, "path", model.ShownPath(f.path))
}
