package kit

import (
	"maps"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

func sizedForm() *Form {
	f := contactForm(testTheme())
	f.SetSize(80, 24)
	f.View()
	return f
}

func TestFormValuesAreCanonical(t *testing.T) {
	f := sizedForm()
	send(t, f, "'Lis' enter enter 'en' enter 'to' tab '26/11' enter '7,25' enter '1' enter j enter space enter "+
		"space space space enter 'ko' enter enter")
	want := map[string]string{
		"who": "Lis", "how": "call", "note": "en\nto", "next": "2026-11-26", "hours": "7.25", "places": "1",
		"lift": "true", "partner": "true", "days": "mon,tue", "job": "5120", "cvr": "13748136"}
	if got := f.Values(); !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if a := send(t, f, "ctrl+s"); a.Kind != Saved {
		t.Errorf("got %+v, want Saved; faults %v", a, f.Errors())
	}
}

func TestFormSaysSavedOnEnterInTheLastField(t *testing.T) {
	f := NewForm(testTheme(),
		[]Field{{Key: "a", Label: "A"}, {Key: "b", Label: "B"}, {Key: "c", Label: "C", Disabled: "Kun til læsning."}},
		Dates{})
	f.SetSize(60, 10)
	if a := send(t, f, "'x' enter"); a.Kind != Used || f.Focus() != "b" {
		t.Errorf("got %v at %s, want the next field", a, f.Focus())
	}
	if a := send(t, f, "enter"); a.Kind != Saved {
		t.Errorf("got %v, want Saved", a)
	}
}

func TestFormKeepsHalfTypedTextInADraft(t *testing.T) {
	f := sizedForm()
	f.SetFocus("next")
	send(t, f, "'26/'")
	f.SetFocus("hours")
	send(t, f, "'7,2'")
	f.SetFocus("places")
	send(t, f, "'1x'")
	f.SetFocus("job")
	send(t, f, "'kø'")
	if got := f.Value("job"); got != "?kø" {
		t.Errorf("got %q while the choices are open, want what was typed", got)
	}
	send(t, f, "esc")
	draft := f.Values()
	if draft["next"] != "26/" || draft["hours"] != "7,2" || draft["places"] != "1x" || draft["job"] != "?kø" {
		t.Fatalf("got draft %v", draft)
	}
	g := contactForm(testTheme())
	g.SetSize(80, 24)
	g.SetValues(draft)
	if got := g.Values(); !maps.Equal(got, draft) {
		t.Errorf("got %v\nwant %v", got, draft)
	}
	if g.Validate() {
		t.Error("a half-typed form was accepted")
	}
	for _, key := range []string{"who", "next", "hours", "places", "job"} {
		if g.Errors()[key] == "" {
			t.Errorf("%s: got no sentence about %q", key, draft[key])
		}
	}
	g.SetFocus("hours")
	if send(t, g, "'5'"); g.Value("hours") != "7.25" {
		t.Errorf("got %q after going on writing, want 7.25", g.Value("hours"))
	}
	if g.Errors()["hours"] != "" {
		t.Error("the sentence stays although the field was changed")
	}
}

func TestFormDirtyAndChanged(t *testing.T) {
	f := sizedForm()
	if f.Dirty() {
		t.Errorf("a fresh form is changed: %v", f.Changed())
	}
	f.SetFocus("who")
	send(t, f, "'a' backspace")
	if f.Dirty() {
		t.Errorf("got changed %v after taking the letter back", f.Changed())
	}
	f.SetFocus("partner")
	if send(t, f, "space space"); f.Dirty() {
		t.Errorf("got changed %v after switching there and back", f.Changed())
	}
	f.SetInitial(map[string]string{"next": "2026-11-26", "hours": "7.25", "partner": "", "job": "5120", "note": "a\nb"})
	send(t, f, "tab tab tab tab tab tab tab tab tab tab shift+tab shift+tab")
	if f.Dirty() {
		t.Errorf("got changed %v after walking through", f.Changed())
	}
	f.SetFocus("hours")
	send(t, f, "backspace")
	if got := strings.Join(f.Changed(), ","); got != "hours" {
		t.Errorf("got changed %q, want hours", got)
	}
}

func TestFormReadsDatesAsSeenFromToday(t *testing.T) {
	for in, want := range map[string]string{
		"+14": "2026-12-10", "fre": "2026-11-27", "i dag": "2026-11-26", "": "", "31/2": "31/2",
	} {
		f := sizedForm()
		f.SetFocus("next")
		if in != "" {
			send(t, f, "'"+in+"'")
		}
		send(t, f, "tab")
		if got := f.Value("next"); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFormCorrectsADateThatWasWrittenOut(t *testing.T) {
	f := sizedForm()
	f.SetInitial(map[string]string{"next": "2026-11-26"})
	f.SetFocus("next")
	// The cursor goes before " 2026" and the 26th becomes the 25th.
	send(t, f, "left left left left left left left left backspace '5'")
	if got := f.Value("next"); got != "2026-11-25" {
		t.Errorf("got %q from %q, want the new day", got, f.field("next").editor.Value())
	}
	f = sizedForm()
	f.SetFocus("next")
	if send(t, f, "'hest 26/11'"); f.Validate() || f.Errors()["next"] == "" {
		t.Error("a word that is no weekday was read over")
	}
}

func TestFormNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"12": "12", "1.200": "1200", "1.5": "1.5", "-3": "-3", "1 200": "1200", "x": "x",
	} {
		f := sizedForm()
		f.SetFocus("places")
		send(t, f, "'"+in+"'")
		if got := f.Value("places"); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFormValidatesAndFocusesTheFirstFault(t *testing.T) {
	f := sizedForm()
	f.SetFocus("hours")
	send(t, f, "'99' tab")
	if got := f.Errors()["hours"]; got != "Der er højst 37 timer i en uge." {
		t.Errorf("got %q when leaving the field, want its sentence", got)
	}
	if _, told := f.Errors()["who"]; told {
		t.Error("an empty field is complained about before saving")
	}
	if a := send(t, f, "ctrl+s"); a.Kind != Refused || f.Focus() != "who" || a.Text != "2 felter skal rettes" {
		t.Errorf("got %+v at %s, want a refusal at the first fault", a, f.Focus())
	}
	f.SetErrors(map[string]string{"places": "Der er allerede to i gang."})
	if f.Focus() != "places" || !strings.Contains(f.View(), "Der er allerede to i gang.") {
		t.Errorf("got focus %s, want the field the store refused", f.Focus())
	}
}

func TestFormChoices(t *testing.T) {
	f := sizedForm()
	f.SetFocus("how")
	send(t, f, "right")
	if got := f.Value("how"); got != "visit" {
		t.Errorf("got %q, want the next choice", got)
	}
	send(t, f, "right")
	if got := f.Value("how"); got != "call" {
		t.Errorf("got %q, want the first again: mail cannot be chosen", got)
	}
	if a := send(t, f, "'mai' enter"); a.Kind != Refused || a.Text != "Der er ingen mailadresse." {
		t.Errorf("got %+v, want the reason", a)
	}
	send(t, f, "esc backspace")
	if got := f.Value("how"); got != "" {
		t.Errorf("got %q, want nothing after erasing", got)
	}
	f.SetFocus("lift")
	for _, step := range []struct{ stroke, want string }{
		{"space", "true"}, {"space", "false"}, {"space", ""}, {"n", "false"}, {"j", "true"}, {"?", ""},
		{"left", "false"},
	} {
		if send(t, f, step.stroke); f.Value("lift") != step.want {
			t.Errorf("%s: got %q, want %q", step.stroke, f.Value("lift"), step.want)
		}
	}
}

func TestFormCursorStandsWhereTextGoes(t *testing.T) {
	f := sizedForm()
	send(t, f, "'Åse 日本'")
	f.View()
	c := f.Cursor()
	if c == nil || c.Y != 1 || c.X != 18+4+4 {
		t.Errorf("got cursor %+v, want line 1, after the text", c)
	}
	send(t, f, "tab")
	f.View()
	if f.Cursor() != nil {
		t.Error("got a cursor in a choice")
	}
	send(t, f, "tab 'en' enter 'to'")
	f.View()
	if c := f.Cursor(); c == nil || c.Y != 4 || c.X != 20 {
		t.Errorf("got cursor %+v, want the second line of the note", c)
	}
}

func TestFormMouse(t *testing.T) {
	f := sizedForm()
	send(t, f, "'Karen'")
	f.View()
	f.Update(click(20, 1))
	send(t, f, "'x'")
	if got := f.Value("who"); got != "Kaxren" {
		t.Errorf("got %q, want the letter where the mouse was", got)
	}
	f.View()
	f.Update(click(5, 9))
	if f.Focus() != "lift" {
		t.Errorf("got focus %s, want the clicked field", f.Focus())
	}
	f.Update(click(20, 9))
	if got := f.Value("lift"); got != "true" {
		t.Errorf("got %q after a click on the value, want true", got)
	}
	if a := f.Update(click(20, 13)); a.Kind != Refused || !strings.Contains(a.Text, "registret") {
		t.Errorf("got %+v for a field that is only read, want why", a)
	}
}

func TestFormPaste(t *testing.T) {
	f := sizedForm()
	f.Update(tea.PasteMsg{Content: "Lis\nHansen\x1b[31m"})
	if got := f.Value("who"); got != "Lis Hansen?[31m" {
		t.Errorf("got %q, want one clean line", got)
	}
	f.SetFocus("note")
	f.Update(tea.PasteMsg{Content: "en\r\nto"})
	if got := f.Value("note"); got != "en\nto" {
		t.Errorf("got %q, want two lines", got)
	}
	f.SetFocus("lift")
	if a := f.Update(tea.PasteMsg{Content: "j"}); a.Kind != Ignored {
		t.Errorf("got %v for a paste into a switch", a)
	}
}

func TestFormTyping(t *testing.T) {
	f := sizedForm()
	if !f.Typing() {
		t.Error("got commands in a text field")
	}
	f.SetFocus("partner")
	if f.Typing() {
		t.Error("got typing in a switch")
	}
	send(t, f, "tab space")
	if !f.Typing() {
		t.Error("got commands while choosing")
	}
	if a := send(t, f, "esc"); a.Kind != Used || f.Typing() {
		t.Errorf("got %v, want only the choices closed", a)
	}
	if a := send(t, f, "esc"); a.Kind != Cancelled {
		t.Errorf("got %v, want Cancelled", a)
	}
}

func TestFormWithoutFields(t *testing.T) {
	f := NewForm(testTheme(), nil, Dates{})
	f.SetSize(20, 4)
	if err := CheckFrame(f.View(), 20, 4); err != nil {
		t.Error(err)
	}
	if a := send(t, f, "tab up 'x' enter"); a.Kind != Saved {
		t.Errorf("got %v from Enter with nothing to fill in, want Saved", a)
	}
}

func TestFormFollowsTheLanguage(t *testing.T) {
	th := NewTheme(theme.New(theme.Options{}), lang.New(lang.English))
	f := NewForm(th, []Field{{Key: "h", Label: "Hours", Kind: KindHours}, {Key: "d", Label: "Day", Kind: KindDate}},
		testDates(th.Lang))
	f.SetSize(60, 6)
	f.SetInitial(map[string]string{"h": "7.5", "d": "2026-11-27"})
	if v := f.View(); !strings.Contains(v, "7.5") || !strings.Contains(v, "Fri 27/11 2026") {
		t.Errorf("got %q", v)
	}
}

func TestFormFieldsThatDependOnOthers(t *testing.T) {
	f := sizedForm()
	f.SetOptions("how", []Option{{Key: "video", Label: "video"}})
	if f.Validate(); f.Errors()["how"] == "" {
		t.Error("a choice that is no longer there was accepted")
	}
	f.SetFocus("how")
	if send(t, f, "right"); f.Value("how") != "video" || f.Errors()["how"] != "" {
		t.Errorf("got %q and %q, want the new choice", f.Value("how"), f.Errors()["how"])
	}
	f.SetDisabled("how", "Aftalen er lukket.")
	if send(t, f, "right space x"); f.Value("how") != "video" {
		t.Errorf("got %q, want a field that is only read", f.Value("how"))
	}
	if v := f.View(); !strings.Contains(v, "Aftalen er lukket.") {
		t.Error("the field does not say why it is only read")
	}
	if send(t, f, "down"); f.Focus() != "note" {
		t.Errorf("got focus %s, want the way out of the field", f.Focus())
	}
	if f.SetDisabled("how", ""); f.field("how").Disabled != "" {
		t.Error("the field stays closed")
	}
	f.SetDisabled("gone", "x")
	f.SetOptions("gone", nil)
	f.SetFocus("gone")
}

func TestFormTellsWhenAFieldIsFull(t *testing.T) {
	f := NewForm(testTheme(), []Field{{Key: "a", Label: "A", Limit: 3}}, Dates{})
	f.SetSize(60, 5)
	f.Update(tea.PasteMsg{Content: "æøåæøå"})
	if got := f.Value("a"); got != "æøå" {
		t.Errorf("got %q, want three letters", got)
	}
	if v := f.View(); !strings.Contains(v, "Der er ikke plads til mere end 3 tegn.") {
		t.Errorf("got %q, want to be told", v)
	}
}

func TestFormLeavesAChoiceMade(t *testing.T) {
	f := sizedForm()
	f.SetInitial(map[string]string{"job": "5120"})
	f.SetFocus("job")
	if send(t, f, "enter"); f.Value("job") != "5120" {
		t.Errorf("got %q after Enter, want the job kept", f.Value("job"))
	}
	f.SetFocus("job")
	if send(t, f, "ctrl+u"); f.Value("job") != "" || f.Errors()["job"] != "" {
		t.Errorf("got %q after erasing, want nothing", f.Value("job"))
	}
	if send(t, f, "space down enter"); f.Value("job") != "5120" {
		t.Errorf("got %q, want the second of those offered unasked", f.Value("job"))
	}
}

func TestFormShowsTheHeadingOfItsFirstField(t *testing.T) {
	f := sizedForm()
	f.SetSize(60, 6)
	f.SetFocus("cvr")
	send(t, f, "shift+tab")
	f.View()
	f.SetFocus("next")
	if v := f.View(); !strings.Contains(v, "Aftalen") {
		t.Errorf("got %q, want the heading over the field", v)
	}
}

func TestFormClickInWrappedText(t *testing.T) {
	f := NewForm(testTheme(), []Field{{Key: "a", Label: "A", Kind: KindLong}}, Dates{})
	f.SetSize(60, 8)
	send(t, f, "'"+strings.Repeat("ord ", 30)+"'")
	f.View()
	// Far to the right of the first row is its end, not the second row.
	f.Update(click(59, 0))
	f.View()
	if c := f.Cursor(); c == nil || c.Y != 0 {
		t.Errorf("got cursor %+v, want the clicked row", c)
	}
	send(t, f, "down end 'x'")
	if v := f.Value("a"); !strings.HasSuffix(v, "x") {
		t.Errorf("got %q, want the end of the text", v)
	}
}

// TestFormKeepsLetters: what a field is given, it gives back, also letters that are drawn otherwise; an accent that is
// typed after its letter joins it.
func TestFormKeepsLetters(t *testing.T) {
	for _, text := range []string{"می\u200cخواهم", "👩\u200d🍳 kok", "क्\u200dष", "A\u030age", "Nguye\u0302\u0303n"} {
		f := sizedForm()
		f.SetFocus("who")
		for _, r := range text {
			f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
		if got := f.Value("who"); got != text {
			t.Errorf("typed %+q: got %+q", text, got)
		}
		f.SetFocus("note")
		f.Update(tea.PasteMsg{Content: text + "\nx"})
		if got := f.Value("note"); got != text+"\nx" {
			t.Errorf("pasted %+q: got %+q", text, got)
		}
		f.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
		if got := f.Value("note"); got != text {
			t.Errorf("%+q after a letter was erased: got %+q", text, got)
		}
	}
	e := Editor{whole: true, limit: 3}
	e.Insert("abcd")
	e.Insert("\u030a")
	if got := e.Value(); got != "abc\u030a" {
		t.Errorf("at the limit: got %+q, want an accent on the last letter", got)
	}
	e.Insert("x")
	if got := e.Value(); got != "abc\u030a" {
		t.Errorf("beyond the limit: got %+q", got)
	}
}
