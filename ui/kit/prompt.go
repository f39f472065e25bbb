package kit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/theme"
)

// Prompt asks for a line of text. Validate returns what is wrong with it, empty
// when it can be taken; nil takes everything. The answer has the identity "ok".
// What is proposed is replaced by the first letter, unless a key that moves or erases began to change it.
func Prompt(th *Theme, title, text, label, proposed string, validate func(string) string) *Dialog {
	d := &Dialog{th: th, title: title, text: text, label: label, prompt: true, validate: validate}
	d.editor.SetValue(proposed)
	d.proposed, d.fresh = d.editor.Value(), proposed != ""
	return d
}

// WithTyped goes on with what was typed before, "" with what is proposed.
func (d *Dialog) WithTyped(text string) *Dialog {
	if text != "" {
		d.editor.SetValue(text)
		d.fresh = false
	}
	return d
}

// WithPath makes it a prompt for a file or folder: it is as wide as paths are, and a whole path that is pasted or typed
// wins over the proposed folder before it.
func (d *Dialog) WithPath() *Dialog {
	d.path = true
	return d
}

// WithReading shows below the line what it will be read as; empty shows nothing.
func (d *Dialog) WithReading(reading func(text string) string) *Dialog {
	d.reading = reading
	return d
}

// Secret is Prompt for a passphrase: each letter is shown as a dot.
func Secret(th *Theme, title, text, label string, validate func(string) string) *Dialog {
	d := Prompt(th, title, text, label, "", validate)
	d.secret = true
	return d
}

func (d *Dialog) promptKey(msg tea.KeyPressMsg, stroke string) Action {
	if stroke != "enter" {
		d.write(msg)
		return Action{Kind: Used}
	}
	text := d.taken()
	if d.validate != nil {
		if d.wrong = d.validate(text); d.wrong != "" {
			return Action{Kind: Used}
		}
	}
	return Action{Kind: Chosen, ID: "ok", Text: text}
}

// write gives a key or a paste to the line.
func (d *Dialog) write(msg tea.Msg) {
	paste, pasted := msg.(tea.PasteMsg)
	if typed := IsText(msg); typed && (d.fresh || d.path && pasted && wholePath(strings.TrimSpace(paste.Content))) {
		d.editor.SetValue("")
	}
	if d.editor.Update(msg) {
		d.wrong, d.fresh = "", false
	}
}

// taken is what is typed, as it is taken.
func (d *Dialog) taken() string {
	if d.secret {
		return d.editor.Value()
	}
	text := strings.TrimSpace(d.editor.Value())
	if rest, ok := strings.CutPrefix(text, d.proposed); ok && d.path && d.proposed != "" && wholePath(rest) {
		return rest
	}
	return text
}

// wholePath reports whether a text begins as a path that needs no folder: /…, ~…, C:\…, \\….
func wholePath(text string) bool {
	text = strings.TrimLeft(text, `"'`)
	return strings.HasPrefix(text, "/") || strings.HasPrefix(text, "~") || strings.HasPrefix(text, `\\`) ||
		len(text) > 2 && text[1] == ':' && (text[2] == '\\' || text[2] == '/')
}

func (d *Dialog) promptBody(w, above int) []string {
	var body []string
	if above > 0 {
		body = append(body, "")
	}
	if d.label != "" {
		body = append(body, d.th.Paint(theme.Subtle, d.th.Cut(d.label, w)))
	}
	shown, x := d.window(w)
	d.caret = cursorAt(x, len(body))
	role := theme.Input
	if d.fresh {
		role = theme.OnAccent // as a selection, which the first letter replaces
	}
	body = append(body, d.th.Paint(role, shown)+d.th.Paint(theme.Input, Spaces(w-Width(shown))))
	for _, l := range Wrap(Clean(d.wrong), w) {
		body = append(body, d.th.Paint(theme.Danger, l))
	}
	if d.reading != nil && d.wrong == "" {
		read := d.reading(strings.TrimSpace(d.editor.Value()))
		if read != "" {
			read = d.th.Colours.Glyphs.Arrow + " " + read
		}
		body = append(body, d.th.Paint(theme.Subtle, d.th.Cut(Clean(read), w)))
	}
	keys := "kit.prompt.keys"
	if d.fresh {
		keys = "kit.prompt.proposed"
	}
	return append(body, "", d.th.Paint(theme.Subtle, d.th.Cut(d.th.T(keys), w)))
}

// window is the part of the line that fits, with dots for the letters of a secret.
func (d *Dialog) window(w int) (shown string, cursor int) {
	if !d.secret {
		return d.editor.Window(w)
	}
	hidden := d.editor
	hidden.letters = slices.Repeat([]string{d.th.Colours.Glyphs.Mark}, len(d.editor.letters))
	return hidden.Window(w)
}
