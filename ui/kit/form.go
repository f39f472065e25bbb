package kit

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Form lets a person fill in fields. It shows errors at the field itself, saves only valid values, and never loses
// typed text: Values returns everything, also unfinished, for a draft.
//
// Keys: Tab, Shift+Tab and the arrows move between fields, Enter moves to the next and saves on the last, ctrl+s saves
// anywhere, Esc leaves; space switches and opens choices.
type Form struct {
	th     *Theme
	dates  Dates
	fields []*fieldState
	at     int // the field with focus

	w, h   int
	top    int // first line shown
	picker *Picker
	cursor *tea.Cursor
	lines  []formLine // of the last drawing, for the mouse
}

// fieldState is a field with its content.
type fieldState struct {
	Field
	editor  Editor
	value   string // canonical; for typed kinds only while the text is untouched
	text    string // the editor's text that value belongs to
	initial string
	wrong   string // the error shown at the field
}

// NewForm makes an empty form with focus on the first field that can be
// written. Dates are needed only when there are date fields.
func NewForm(th *Theme, fields []Field, dates Dates) *Form {
	f := &Form{th: th, dates: dates}
	for _, field := range fields {
		s := &fieldState{Field: field}
		s.editor.lines = field.Kind == KindLong
		s.editor.limit = field.Limit
		s.editor.whole = true
		f.fields = append(f.fields, s)
	}
	f.at = max(f.next(-1, 1), 0)
	return f
}

// SetSize sets the size in cells.
func (f *Form) SetSize(w, h int) {
	f.w, f.h = w, h
	if f.picker != nil {
		f.picker.SetSize(w, h)
	}
}

// SetInitial sets the values the form is compared with and shows them. Fields
// that are not named become empty.
func (f *Form) SetInitial(values map[string]string) {
	for _, s := range f.fields {
		f.set(s, values[s.Key])
		s.initial = f.valueOf(s)
		s.wrong = ""
	}
}

// SetValues shows values without changing what the form is compared with, for
// a draft; fields that are not named keep theirs. Half-typed text from Values
// comes back as it was.
func (f *Form) SetValues(values map[string]string) {
	for _, s := range f.fields {
		if v, ok := values[s.Key]; ok {
			f.set(s, v)
		}
	}
}

// set shows a value. What is not canonical is a text somebody was still
// writing: it is shown as it is and read again later.
func (f *Form) set(s *fieldState, value string) {
	s.value, s.text = value, ""
	if !s.Kind.typed() {
		return
	}
	if half, ok := s.halfTyped(value); ok {
		s.value = ""
		s.editor.SetValue(half)
		return
	}
	s.editor.SetValue(s.shown(value, f.th.Lang, f.dates))
	s.text = s.editor.Value()
}

// Values returns every field's canonical value; a text that cannot be read yet
// is returned as it was typed.
func (f *Form) Values() map[string]string {
	out := make(map[string]string, len(f.fields))
	for _, s := range f.fields {
		out[s.Key] = f.valueOf(s)
	}
	return out
}

// Value returns one field's canonical value.
func (f *Form) Value(key string) string {
	if s := f.field(key); s != nil {
		return f.valueOf(s)
	}
	return ""
}

func (f *Form) valueOf(s *fieldState) string {
	if !s.Kind.typed() {
		return s.value
	}
	text := s.editor.Value()
	if text == s.text && s.value != "" {
		return s.value
	}
	if s.Kind == KindLookup && text != "" {
		return unfinishedLookup + text
	}
	value, wrong := s.canonical(text, f.dates, f.th.Lang)
	if wrong != "" {
		return text
	}
	return value
}

// Dirty reports whether anything differs from the initial values.
func (f *Form) Dirty() bool {
	return slices.ContainsFunc(f.fields, f.changed)
}

func (f *Form) changed(s *fieldState) bool {
	now := f.valueOf(s)
	if s.Kind == KindBool {
		return (now == "true") != (s.initial == "true")
	}
	return now != s.initial
}

// Changed returns the keys of the fields that differ from the initial values,
// in the order of the form.
func (f *Form) Changed() []string {
	var out []string
	for _, s := range f.fields {
		if f.changed(s) {
			out = append(out, s.Key)
		}
	}
	return out
}

// Errors returns the sentences shown at fields.
func (f *Form) Errors() map[string]string {
	out := map[string]string{}
	for _, s := range f.fields {
		if s.wrong != "" {
			out[s.Key] = s.wrong
		}
	}
	return out
}

// SetErrors shows sentences at fields, for what only the store knows, and puts
// the focus on the first.
func (f *Form) SetErrors(errors map[string]string) {
	for _, s := range f.fields {
		s.wrong = errors[s.Key]
	}
	f.focusFirstWrong()
}

// Focus returns the key of the field with focus.
func (f *Form) Focus() string {
	if len(f.fields) == 0 {
		return ""
	}
	return f.fields[f.at].Key
}

// SetFocus puts the focus on a field.
func (f *Form) SetFocus(key string) {
	for i, s := range f.fields {
		if s.Key == key {
			f.leave()
			f.at = i
		}
	}
}

// SetDisabled makes a field only readable, with the sentence that says why;
// empty makes it writable again.
func (f *Form) SetDisabled(key, why string) {
	if s := f.field(key); s != nil {
		s.Disabled = why
	}
}

// SetOptions exchanges the options of a field, for choices that depend on
// another field. A value that is no longer there is kept and reported at saving.
func (f *Form) SetOptions(key string, options []Option) {
	if s := f.field(key); s != nil {
		s.Options = options
	}
}

// Typing reports whether letters are text now, not commands.
func (f *Form) Typing() bool {
	return f.picker != nil || len(f.fields) > 0 && f.fields[f.at].Kind.typed() && f.fields[f.at].Disabled == ""
}

func (f *Form) field(key string) *fieldState {
	for _, s := range f.fields {
		if s.Key == key {
			return s
		}
	}
	return nil
}

// Validate checks every field, shows what is wrong and puts the focus on the
// first fault; true when everything is right.
func (f *Form) Validate() bool {
	for _, s := range f.fields {
		s.wrong = f.fault(s)
	}
	return !f.focusFirstWrong()
}

func (f *Form) focusFirstWrong() bool {
	for i, s := range f.fields {
		if s.wrong != "" {
			f.at = i
			return true
		}
	}
	return false
}

// fault returns what is wrong with a field, empty when nothing is.
func (f *Form) fault(s *fieldState) string {
	if s.Disabled != "" {
		return ""
	}
	value := f.valueOf(s)
	if strings.TrimSpace(value) == "" {
		if s.Required {
			return f.th.T("kit.field.required")
		}
		return ""
	}
	if _, half := s.halfTyped(value); half {
		_, wrong := s.canonical(s.editor.Value(), f.dates, f.th.Lang)
		return wrong
	}
	if s.Kind == KindChoice && !slices.ContainsFunc(s.Options, func(o Option) bool { return o.Key == value }) {
		return f.th.T("kit.field.choice")
	}
	if s.Validate != nil {
		return s.Validate(value)
	}
	return ""
}

// leave ends writing in the field with focus: a date or number that can be read
// is written out, what cannot is reported at once. A field that is only empty is
// not complained about before saving.
func (f *Form) leave() {
	if len(f.fields) == 0 {
		return
	}
	s := f.fields[f.at]
	if s.Kind.typed() && s.Kind != KindLookup && s.editor.Value() != s.text {
		if value, wrong := s.canonical(s.editor.Value(), f.dates, f.th.Lang); wrong == "" {
			f.set(s, value)
		}
	}
	if f.valueOf(s) != "" {
		s.wrong = f.fault(s)
	}
}

// next returns the next field that can be written, from i in steps; -1 when
// there is none.
func (f *Form) next(i, step int) int {
	for i += step; i >= 0 && i < len(f.fields); i += step {
		if f.fields[i].Disabled == "" {
			return i
		}
	}
	return -1
}

// move goes to another field and reports whether there was one.
func (f *Form) move(step int) bool {
	f.leave()
	n := f.next(f.at, step)
	if n < 0 {
		return false
	}
	f.at = n
	return true
}
