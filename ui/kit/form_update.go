package kit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Update handles a message. Saved comes only when every field is right.
func (f *Form) Update(msg tea.Msg) Action {
	if f.picker != nil {
		return f.pick(msg)
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.key(msg)
	case tea.PasteMsg:
		if s := f.writable(); s != nil && s.Kind.typed() {
			act := f.write(s, msg)
			if s.Kind != KindLong {
				act.Text = joined(f.th, msg)
			}
			return act
		}
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return f.click(msg.X, msg.Y)
		}
	case tea.MouseWheelMsg:
		return f.wheel(msg.Button)
	}
	return Action{}
}

// writable is the field with focus, nil when it is only read.
func (f *Form) writable() *fieldState {
	if len(f.fields) == 0 || f.fields[f.at].Disabled != "" {
		return nil
	}
	return f.fields[f.at]
}

func (f *Form) key(msg tea.KeyPressMsg) Action {
	stroke := msg.String()
	switch stroke {
	case "ctrl+s":
		return f.save()
	case "esc":
		f.leave()
		return Action{Kind: Cancelled}
	case "tab":
		if !f.move(1) {
			f.at = max(f.next(-1, 1), 0)
		}
		return Action{Kind: Used}
	case "shift+tab":
		if !f.move(-1) {
			f.at = max(f.next(len(f.fields), -1), 0)
		}
		return Action{Kind: Used}
	}
	s := f.writable()
	if s == nil {
		return f.walk(stroke)
	}
	if s.Kind.typed() {
		return f.typedKey(s, msg, stroke)
	}
	return f.choiceKey(s, msg, stroke)
}

func (f *Form) save() Action {
	f.leave()
	if !f.Validate() {
		n := len(f.Errors())
		return Action{Kind: Refused, ID: f.Focus(), Text: f.th.T("kit.form.errors", "n", n)}
	}
	return Action{Kind: Saved}
}

// walk handles the keys that go from field to field.
func (f *Form) walk(stroke string) Action {
	switch stroke {
	case "up":
		f.move(-1)
	case "down":
		f.move(1)
	case "enter":
		if !f.move(1) {
			return f.save()
		}
	case "pgup", "ctrl+b":
		for range max(f.h/2, 1) {
			f.move(-1)
		}
	case "pgdown", "ctrl+f":
		for range max(f.h/2, 1) {
			f.move(1)
		}
	default:
		return Action{}
	}
	return Action{Kind: Used}
}

func (f *Form) typedKey(s *fieldState, msg tea.KeyPressMsg, stroke string) Action {
	_, w := f.columns()
	switch {
	case s.Kind == KindLong && stroke == "enter":
		s.editor.Insert("\n")
		return Action{Kind: Used}
	case s.Kind == KindLong &&
		(stroke == "up" && s.editor.moveRow(-1, w) || stroke == "down" && s.editor.moveRow(1, w)):
		return Action{Kind: Used}
	case s.Kind == KindLookup && stroke == "enter" && s.editor.Value() != s.text:
		f.openPicker(s, s.editor.Value())
		return Action{Kind: Used}
	case s.Kind == KindLookup && stroke == "space" && s.editor.Len() == 0:
		f.openPicker(s, "")
		return Action{Kind: Used}
	}
	before := s.editor.Value()
	if a := f.write(s, msg); a.Kind != Ignored {
		if now := s.editor.Value(); s.Kind == KindLookup && len(now) > len(before) {
			f.openPicker(s, now) // What matches is seen from the first letter.
		}
		return a
	}
	return f.walk(stroke)
}

// write gives a message to the field's editor. A complaint disappears as soon
// as something is done about it.
func (f *Form) write(s *fieldState, msg tea.Msg) Action {
	before := s.editor.Value()
	if !s.editor.Update(msg) {
		return Action{}
	}
	if s.editor.Value() != before {
		s.wrong = ""
		if s.editor.Value() == "" {
			s.value, s.text = "", ""
		}
	}
	return Action{Kind: Used}
}

func (f *Form) choiceKey(s *fieldState, msg tea.KeyPressMsg, stroke string) Action {
	switch stroke {
	case "space":
		f.toggle(s)
		return Action{Kind: Used}
	case "left", "right":
		f.cycle(s, stroke == "right")
		return Action{Kind: Used}
	case "backspace", "delete":
		s.value, s.wrong = "", ""
		return Action{Kind: Used}
	}
	if typed := TypedText(msg); typed != "" {
		if s.Quick && f.quick(s, typed) {
			return Action{Kind: Used}
		}
		return f.letter(s, typed)
	}
	return f.walk(stroke)
}

// toggle is what space does: switch, or open the choices.
func (f *Form) toggle(s *fieldState) {
	switch s.Kind {
	case KindBool, KindTristate:
		f.cycle(s, true)
	default:
		f.openPicker(s, "")
	}
}

// states are the values that space and the arrows go through.
func (s *fieldState) states() []string {
	switch s.Kind {
	case KindBool:
		return []string{"false", "true"}
	case KindTristate:
		return []string{"", "true", "false"}
	case KindChoice:
		var out []string
		for _, o := range s.Options {
			if o.Why == "" {
				out = append(out, o.Key)
			}
		}
		return out
	}
	return nil
}

func (f *Form) cycle(s *fieldState, forward bool) {
	states := s.states()
	if len(states) == 0 {
		return
	}
	value := s.value
	if value == "" && s.Kind == KindBool {
		value = "false"
	}
	i := slices.Index(states, value)
	switch {
	case i < 0 && forward:
		i = 0
	case i < 0:
		i = len(states) - 1
	case forward:
		i = (i + 1) % len(states)
	default:
		i = (i + len(states) - 1) % len(states)
	}
	s.value, s.wrong = states[i], ""
}

// letter answers a letter in a field without an editor: the first letter of yes
// and no chooses, in a list it opens the choices with the letter as search.
func (f *Form) letter(s *fieldState, typed string) Action {
	switch s.Kind {
	case KindBool, KindTristate:
		lower := strings.ToLower(typed)
		switch {
		case strings.HasPrefix(f.th.T("kit.yes"), lower):
			s.value, s.wrong = "true", ""
		case strings.HasPrefix(f.th.T("kit.no"), lower):
			s.value, s.wrong = "false", ""
		case typed == "?" && s.Kind == KindTristate:
			s.value, s.wrong = "", ""
		default:
			return Action{}
		}
	default:
		f.openPicker(s, typed)
	}
	return Action{Kind: Used}
}

// openPicker shows the choices of a field in place of the form.
func (f *Form) openPicker(s *fieldState, query string) {
	items := func(q string) []Item { return FilterItems(optionItems(s.Options), q) }
	if s.Lookup != nil {
		items = func(q string) []Item { return optionItems(s.Lookup(q)) }
	}
	f.picker = NewPicker(f.th, PickerOptions{Title: s.Label, Items: items, Multi: s.Kind == KindMulti,
		Query: query, Selected: s.value, Marked: splitKeys(s.value, s.Kind)})
	f.picker.SetSize(f.w, f.h)
}

// Picking reports whether the choices of a field stand in place of the form: keys are theirs, Esc closes them alone.
func (f *Form) Picking() bool { return f.picker != nil }

// Refresh asks the open choices again, after what a lookup finds has changed.
func (f *Form) Refresh() {
	if f.picker != nil {
		f.picker.Refresh()
	}
}

// Wait says that what a lookup finds is still searched for; Refresh ends it.
func (f *Form) Wait() {
	if f.picker != nil {
		f.picker.Wait()
	}
}

func optionItems(options []Option) []Item {
	items := make([]Item, len(options))
	for i, o := range options {
		items[i] = Item{ID: o.Key, Label: o.Label, Why: o.Why}
	}
	return items
}

func splitKeys(value string, k Kind) []string {
	if k != KindMulti || value == "" {
		return nil
	}
	return strings.Split(value, ",")
}

// pick gives messages to the open choices and takes their answer.
func (f *Form) pick(msg tea.Msg) Action {
	a := f.picker.Update(msg)
	s := f.fields[f.at]
	if q := f.picker.Query(); s.Kind == KindLookup && (q != "" || s.editor.Value() != s.text) {
		s.editor.SetValue(q) // What was typed stays in the field, also after Esc.
	}
	switch a.Kind {
	case Cancelled:
		f.picker = nil
		if f.valueOf(s) != "" {
			s.wrong = f.fault(s) // a text that names nothing is said at once
		}
	case Chosen:
		switch s.Kind {
		case KindMulti:
			s.value = strings.Join(inOrder(s.Options, f.picker.Marked()), ",")
		case KindLookup:
			s.value = a.ID
			s.editor.SetValue(a.Text)
			s.text = s.editor.Value()
		default:
			s.value = a.ID
		}
		s.wrong = ""
		f.picker = nil
		f.move(1)
	case Refused:
		return a
	}
	return Action{Kind: Used}
}

// inOrder sorts chosen keys as the options are; unknown ones come last.
func inOrder(options []Option, chosen []string) []string {
	var out []string
	for _, o := range options {
		if slices.Contains(chosen, o.Key) {
			out = append(out, o.Key)
		}
	}
	for _, c := range chosen {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func (f *Form) wheel(b tea.MouseButton) Action {
	switch b {
	case tea.MouseWheelUp:
		f.move(-1)
	case tea.MouseWheelDown:
		f.move(1)
	default:
		return Action{}
	}
	return Action{Kind: Used}
}
