package kit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/theme"
)

// Help lists every key by group, in two columns when wide enough, and narrows while one types.
type Help struct {
	th       *Theme
	sections []keys.Section
	query    Editor
	top      int
	w, h     int
}

// NewHelp makes the help of what works here and now.
func NewHelp(th *Theme, sections []keys.Section) *Help {
	return &Help{th: th, sections: sections}
}

// SetSize sets the size in cells.
func (h *Help) SetSize(w, hh int) { h.w, h.h = w, hh }

// Update handles typing, scrolling and Esc.
func (h *Help) Update(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			h.top -= wheelStep
		case tea.MouseWheelDown:
			h.top += wheelStep
		}
		return Action{Kind: Used}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc", "enter":
			return Action{Kind: Cancelled}
		case "?":
			if h.query.Len() == 0 {
				return Action{Kind: Cancelled}
			}
		case "up":
			h.top--
			return Action{Kind: Used}
		case "down":
			h.top++
			return Action{Kind: Used}
		case "pgup":
			h.top -= max(h.h-3, 1)
			return Action{Kind: Used}
		case "pgdown":
			h.top += max(h.h-3, 1)
			return Action{Kind: Used}
		}
	}
	if h.query.Update(msg) {
		h.top = 0
		return Action{Kind: Used}
	}
	return Action{}
}

// Cursor is in the search line.
func (h *Help) Cursor() *tea.Cursor {
	if h.w < 4 || h.h < 1 {
		return nil
	}
	_, x := h.query.Window(h.w - 2)
	return cursorAt(x+2, 0)
}

// View draws the search line and what matches it.
func (h *Help) View() string {
	if h.w <= 0 || h.h <= 0 {
		return ""
	}
	shown, _ := h.query.Window(max(h.w-2, 0))
	if h.query.Len() == 0 {
		shown = h.th.Paint(theme.Subtle, h.th.Cut(h.th.T("kit.help.keys"), max(h.w-2, 0)))
	}
	lines := []string{h.th.Paint(theme.Accent, "/ ") + shown, ""}
	body := h.body()
	page := max(h.h-len(lines), 1)
	h.top = max(min(h.top, len(body)-page), 0)
	lines = append(lines, body[h.top:min(h.top+page, len(body))]...)
	return Block(lines, h.w, h.h)
}

// twoColumns is the width from which the help has two columns.
const twoColumns = 66

// body draws the groups, shared between the columns so that both are about as
// long.
func (h *Help) body() []string {
	sections := h.matching()
	if len(sections) == 0 {
		return []string{h.th.Paint(theme.Subtle, h.th.Cut(h.th.T("kit.nothing", "query", h.query.Value()), h.w))}
	}
	if h.w < twoColumns {
		return h.column(sections, h.w)
	}
	w := (h.w - 3) / 2
	total := 0
	for _, s := range sections {
		total += len(s.Lines) + 2
	}
	split, used := 0, 0
	for split < len(sections) && (used == 0 || used+len(sections[split].Lines)/2 < total/2) {
		used += len(sections[split].Lines) + 2
		split++
	}
	left, right := h.column(sections[:split], w), h.column(sections[split:], w)
	n := max(len(left), len(right))
	return Lines(Beside("   ", Block(left, w, n), Block(right, w, n)))
}

func (h *Help) column(sections []keys.Section, w int) []string {
	stroke := 0
	for _, s := range h.sections {
		for _, k := range s.Lines {
			stroke = max(stroke, Width(Clean(k.Key)))
		}
	}
	stroke = min(stroke, max(w/2, 1))
	var lines []string
	for i, s := range sections {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, h.th.Paint(theme.Title, h.th.Cut(s.Title, w)))
		for _, k := range s.Lines {
			role, words := theme.Accent, theme.Text
			if k.Off {
				role, words = theme.Disabled, theme.Disabled
			}
			lines = append(lines, h.th.Paint(role, h.th.Fit(k.Key, stroke))+"  "+
				h.th.Paint(words, h.th.Cut(k.Label, max(w-stroke-2, 0))))
		}
	}
	return lines
}

// matching keeps the lines that have every typed word.
func (h *Help) matching() []keys.Section {
	words := strings.Fields(strings.ToLower(h.query.Value()))
	var out []keys.Section
	for _, s := range h.sections {
		kept := keys.Section{Title: s.Title}
		for _, k := range s.Lines {
			if hasAll(strings.ToLower(s.Title+" "+k.Key+" "+k.Label), words) {
				kept.Lines = append(kept.Lines, k)
			}
		}
		if len(kept.Lines) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

func hasAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}
