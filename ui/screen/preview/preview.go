// Package preview shows exactly what is exported before it is, and then writes the file.
//
// It promises: the file holds what the preview shows; an existing file is never replaced without being asked; who
// receives it and why stands above it; without the consent or the reason that the receiver takes nothing is written or
// copied; what left is in the log.
package preview

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
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

// Screen is the preview.
type Screen struct {
	screen.Base
	arg    screen.PreviewArg
	view   *kit.TextView
	width  int // that the text was laid out for
	format int
	typed  string // the path that was typed, until it is written
	permit service.Permit
	judged bool                // permit was read
	then   func() tea.Cmd      // what waits for a reason
	lost   map[string][]string // by format: lines about what cannot be printed
}

// New makes the preview.
func New(h *screen.Host) screen.Screen {
	return &Screen{Base: screen.Base{Host: h}, view: kit.NewTextView(h.Theme)}
}

// Open takes a screen.PreviewArg, and reads who the document is from.
func (s *Screen) Open(arg any) tea.Cmd {
	s.arg = arg.(screen.PreviewArg)
	s.arg.Out.Reason = s.Service.ReasonFor(s.arg.Out.To)
	s.findLost()
	return tea.Batch(s.judge(), screen.Run(s.Host, "letterhead", s.Service.Letterhead,
		func(from model.Letterhead) tea.Cmd {
			s.arg.Doc.From, s.width = from, 0
			s.findLost()
			return nil
		}))
}

// findLost finds what each format cannot print, so that it is said before the file is written.
func (s *Screen) findLost() {
	s.lost = map[string][]string{}
	for _, format := range s.arg.Formats {
		s.lost[format] = s.Words().Unprintable(s.Service.Files.Unprintable(s.arg.Doc, format))
	}
}

func (s *Screen) path() string {
	return filepath.Join(s.Service.Folder, s.arg.Name+"."+ending(s.arg.Formats[s.format]))
}

func ending(format string) string {
	if format == "excel" {
		return "csv"
	}
	return format
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Answer:
		return s.answered(m)
	case screen.Returned, model.Changed: // a consent was written
		return s.judge()
	}
	s.view.Update(msg)
	return nil
}

// leave writes the file.
func (s *Screen) leave() tea.Cmd {
	return s.explained(func() tea.Cmd { return s.write(s.path(), false) })
}

func (s *Screen) nextFormat() {
	s.format = (s.format + 1) % len(s.arg.Formats)
	s.width = 0 // laid out anew: not every format has a letterhead
}

func (s *Screen) place() tea.Cmd { return s.explained(s.askPlace) }

func (s *Screen) askPlace() tea.Cmd {
	return s.Ask("place", kit.Prompt(s.Theme, s.T("preview.place"), "", s.T("preview.path"), s.path(), nil).
		WithPath().WithTyped(s.typed))
}

// copy puts the shown text on the clipboard; it leaves too, so it goes the same way.
func (s *Screen) copy() tea.Cmd { return s.explained(s.toClipboard) }

func (s *Screen) toClipboard() tea.Cmd {
	d, doc, format := s.Service, s.arg.Doc, s.copied()
	out := s.outAs("clipboard")
	return screen.Run(s.Host, "copy", func(ctx context.Context) (string, error) {
		b, err := d.Render(ctx, out, doc, format)
		return string(b), err
	}, func(text string) tea.Cmd {
		return s.Tell(screen.Copy{Text: text, Said: s.T("preview.copied")})
	})
}

// copied is what the clipboard gets: plain text of what is meant to be read as such, else Markdown, which keeps tables.
func (s *Screen) copied() string {
	if s.arg.Formats[0] == "txt" || s.arg.Doc.Mail != nil {
		return "txt"
	}
	return "md"
}

type written struct {
	path  string
	took  bool // false: there is a file already
	pages int  // of a paper; 0 is not known
}

func (s *Screen) write(path string, overwrite bool) tea.Cmd {
	doc, d, format := s.arg.Doc, s.Service, s.arg.Formats[s.format]
	leaving := s.outAs(format)
	return screen.RunElse(s.Host, "write", func(ctx context.Context) (written, error) {
		path, err := d.Path(path)
		if err != nil {
			return written{}, err
		}
		if _, err := os.Stat(path); err == nil && !overwrite {
			return written{path: path}, nil
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return written{},
				model.NewError(model.Forbidden, "err.export.place", model.Args{"path": model.ShownPath(path)}).
					WithCause(err)
		}
		out := written{path: path, took: true}
		if doc.From, err = d.Letterhead(ctx); err != nil {
			return written{}, err
		}
		if doc.IsPaper() {
			if out.pages, err = d.Files.Pages(doc, format); err != nil {
				return written{}, err
			}
		}
		return out, d.WriteFile(ctx, leaving, path, doc, format, overwrite)
	}, s.wrote, func(err error) tea.Cmd {
		if s.typed == "" {
			return s.Fail(err)
		}
		return tea.Batch(s.Fail(err), s.askPlace())
	})
}

// outAs is what leaves in a format.
func (s *Screen) outAs(format string) service.Out {
	out := s.arg.Out
	out.Args = maps.Clone(out.Args)
	if out.Args == nil {
		out.Args = model.Args{}
	}
	out.Args["format"] = format
	return out
}

func (s *Screen) answered(m screen.Answer) tea.Cmd {
	s.typed = ""
	if m.Action.Kind != kit.Chosen {
		return nil
	}
	switch m.Tag {
	case "reason":
		return s.picked(m.Action.ID)
	case "reason.text":
		return s.give(m.Action.Text)
	case "place":
		s.typed = m.Action.Text
		path := screen.TypedPath(s.typed, s.Service.Folder)
		if i := slices.IndexFunc(s.arg.Formats, func(f string) bool {
			return strings.HasSuffix(path, "."+ending(f))
		}); i >= 0 && ending(s.arg.Formats[s.format]) != ending(s.arg.Formats[i]) {
			s.format = i
		}
		return s.write(path, false)
	case "overwrite":
		return s.write(m.Action.ID, true)
	}
	return s.write(strings.TrimPrefix(m.Tag, "overwrite:"), true)
}

// wrote tells where the file is, or asks whether one that stands there goes.
func (s *Screen) wrote(w written) tea.Cmd {
	if w.took {
		key := "preview.written"
		if w.pages > 0 {
			key = "preview.written.pages"
		}
		return tea.Batch(s.Say(kit.Done, key, "path", model.ShownPath(w.path), "n", w.pages), s.Back())
	}
	return s.Ask("overwrite:"+w.path,
		kit.Confirm(s.Theme, s.T("preview.exists"), s.T("preview.exists.text", "path", model.ShownPath(w.path)), 0,
			s.T("preview.replace"), true).WithGrace(s.Service.Now))
}

// View draws where it goes, what is missing, and the text.
func (s *Screen) View(size kit.Size) kit.Frame {
	l := s.Theme
	head := l.Sentence(theme.Subtle,
		s.T("preview.goes", "path", s.path(), "format", s.T("format."+s.arg.Formats[s.format])), size.W)
	for _, line := range s.receiver() {
		head = append(head, l.Sentence(line.role, line.text, size.W)...)
	}
	for _, said := range slices.Concat(s.arg.Notes, s.lost[s.arg.Formats[s.format]]) {
		head = append(head, l.Sentence(theme.Warn, l.Colours.Glyphs.Alert+" "+said, size.W)...)
	}
	head = append(head, "")
	if s.width != size.W {
		s.width = size.W
		s.view.SetLines(append(s.letterhead(), layout(s.shown(), size.W-2)...))
	}
	s.view.SetSize(size.W-2, max(size.H-len(head), 0))
	lines := append(head, kit.Lines(indent(s.view.View()))...)
	note := s.T("kit.rows", "n", s.arg.Out.Rows)
	if s.arg.Out.Rows == 1 && s.arg.Doc.IsPaper() { // read, not counted
		note = ""
	}
	return kit.Frame{
		Title: s.T("preview.title", "what", s.arg.Title), Note: note, Body: kit.Block(lines, size.W, size.H),
	}
}

// letterhead is who the document is from, which only formats with pages show.
func (s *Screen) letterhead() []kit.Line {
	from := s.arg.Doc.From
	var lines []kit.Line
	if from.Name != "" {
		lines = append(lines, kit.Plain(theme.Subtle, from.Name))
	}
	for _, l := range from.Address {
		lines = append(lines, kit.Plain(theme.Subtle, l))
	}
	if len(from.Logo) > 0 {
		lines = append(lines, kit.Plain(theme.Subtle, "["+s.T("settings.letterhead.logo")+"]"))
	}
	if !s.hasPages() || len(lines) == 0 {
		return nil
	}
	return append(lines, kit.Plain(theme.Text, ""))
}

// hasPages reports whether the format has pages, and with them a letterhead and charts.
func (s *Screen) hasPages() bool {
	return slices.Contains(present.PaperFormats[:2], s.arg.Formats[s.format])
}

// shown is the document as the format has it.
func (s *Screen) shown() model.Document {
	doc := s.arg.Doc
	if s.hasPages() {
		return doc
	}
	doc.Sections = slices.Clone(doc.Sections)
	for i := range doc.Sections {
		doc.Sections[i].Charts = nil
	}
	return doc
}

func indent(block string) string {
	return " " + strings.ReplaceAll(block, "\n", "\n ")
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	consented := func() (bool, string) { return len(s.permit.Missing) == 0, "preview.noconsent" }
	list := []screen.Binding{
		screen.Std(keys.Open, s.leave).As("preview.write").At(1).When(consented),
		screen.Own("format", "f", "preview.format", 2, screen.Nothing(s.nextFormat)),
		screen.Own("place", "p", "preview.elsewhere", 3, s.place).When(consented),
		screen.Own("copy", "c", "preview.copy", 4, s.copy).When(consented),
		screen.Std(keys.Back, s.Back).At(6),
	}
	switch {
	case s.asksWhy():
		list = append(list, screen.Own("reason", "b", "preview.reason.key", 5, s.askReason))
	case s.arg.Out.To == service.ToCompany:
		missing := func() (bool, string) { return len(s.permit.Missing) > 0, "preview.consented" }
		list = append(list, screen.Own("consent", "C", "agreement.consent", 5, s.consent).When(missing))
	}
	return list
}

// Check tests that there is a format to write.
func (s *Screen) Check() error {
	if s.format >= len(s.arg.Formats) {
		return errors.New("no format")
	}
	return nil
}

// Shows gives whose data leaves.
func (s *Screen) Shows() (out []any) {
	for _, id := range s.arg.Out.Citizens {
		out = append(out, model.RowRef{Type: "citizen", ID: id})
	}
	return out
}
