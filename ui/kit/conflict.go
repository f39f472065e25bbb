package kit

import (
	"strings"

	"jobspor/ui/theme"
)

// Conflict is a field that two people have changed: both values, and which one is kept.
type Conflict struct {
	Key, Label   string
	Mine, Theirs string
	KeepMine     bool
}

// ResolveConflicts asks for each field whose value is kept. The answer has the identity "ok"; Kept returns the choices.
// At first the other person's values are kept unless KeepMine is set.
func ResolveConflicts(th *Theme, title, text string, conflicts []Conflict) *Dialog {
	d := &Dialog{th: th, title: title, text: text, conflicts: make([]Conflict, len(conflicts))}
	copy(d.conflicts, conflicts)
	return d
}

// Kept returns, by field, whether mine is kept.
func (d *Dialog) Kept() map[string]bool {
	out := make(map[string]bool, len(d.conflicts))
	for _, c := range d.conflicts {
		out[c.Key] = c.KeepMine
	}
	return out
}

func (d *Dialog) flip() {
	if d.at < len(d.conflicts) {
		d.conflicts[d.at].KeepMine = !d.conflicts[d.at].KeepMine
	}
}

func (d *Dialog) conflictKey(stroke string) Action {
	n := len(d.conflicts)
	switch stroke {
	case "enter", "ctrl+s":
		return Action{Kind: Chosen, ID: "ok"}
	case "up", "k", "shift+tab":
		d.at = max(d.at-1, 0)
	case "down", "j", "tab":
		d.at = max(min(d.at+1, n-1), 0)
	case "left", "h":
		if d.at < n {
			d.conflicts[d.at].KeepMine = true
		}
	case "right", "l":
		if d.at < n {
			d.conflicts[d.at].KeepMine = false
		}
	case "space":
		d.flip()
	}
	return Action{Kind: Used}
}

// conflictBody draws the fields with both texts; the one that is kept carries
// the check sign.
func (d *Dialog) conflictBody(w int) []string {
	g := d.th.Colours.Glyphs
	label := 0
	for _, c := range d.conflicts {
		label = max(label, Width(Clean(c.Label)))
	}
	label = min(max(label, Width(d.th.T("kit.conflict.field"))), w/4) + 2
	side := max((w-label-2)/2, 1)
	head := Spaces(2) + Pad(d.th.T("kit.conflict.field"), label) +
		Fit("  "+d.th.T("kit.conflict.mine"), side, g.More) + Fit("  "+d.th.T("kit.conflict.theirs"), side, g.More)
	lines := []string{"", d.th.Paint(theme.Subtle, head)}
	// The window follows the cursor when there are more fields than lines.
	space := max(d.h-2-len(lines)-2, 1)
	first := max(min(d.at-space/2, len(d.conflicts)-space), 0)
	for i := first; i < len(d.conflicts) && i < first+space; i++ {
		c := d.conflicts[i]
		background, cursor := theme.Plain, "  "
		if i == d.at {
			background, cursor = theme.Selected, g.Cursor+" "
		}
		p := painter{theme: d.th.Colours, background: background}
		p.write(theme.Accent, cursor)
		p.write(theme.Subtle, Pad(d.th.Cut(c.Label, label-1), label))
		d.side(&p, c.Mine, side, c.KeepMine)
		d.side(&p, c.Theirs, side, !c.KeepMine)
		d.spots = append(d.spots, spot{0, len(lines), w, i})
		lines = append(lines, p.end())
	}
	return append(lines, "", d.th.Paint(theme.Subtle, d.th.Cut(d.th.T("kit.conflict.keys"), w)))
}

func (d *Dialog) side(p *painter, text string, w int, kept bool) {
	sign, role := "  ", theme.Subtle
	if kept {
		sign, role = d.th.Colours.Glyphs.Check+" ", theme.Text
	}
	if strings.TrimSpace(text) == "" {
		text = d.th.T("kit.notset")
	}
	p.write(theme.OK, sign)
	p.write(role, Pad(d.th.Cut(text, max(w-3, 0)), max(w-2, 0)))
}
