// Package edit is the form for any entity: its fields come from the field table, its words from ui/lang.
//
// It promises: what is half-typed is a draft until it is saved or thrown away; Esc leaves without losing it; an error
// stands at its field; when somebody else saved the same row meanwhile, the person chooses.
package edit

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// Screen is the form.
type Screen struct {
	screen.Base
	typ    *schema.Type
	entity model.Entity // as it was read or begun
	arg    screen.EditArg
	action string
	fields []*schema.Field
	form   *kit.Form
	about  service.About
	names  map[string]string   // of rows that fields refer to, by ID
	near   map[string][]string // IDs that a lookup offers, by type: consultants, the workplace's own people
	wanted question            // what a lookup asks the search box
	asked  question            // what was asked last
	found  found
	likes  likes
	towns  towns
	saving bool
	fresh  bool // saved or thrown away: nothing to keep
}

// found is what the search box answered.
type found struct {
	answers question
	items   []kit.Item
}

// New makes the form.
func New(h *screen.Host) screen.Screen {
	return &Screen{Base: screen.Base{Host: h}, names: map[string]string{}}
}

// Open takes a screen.EditArg.
func (s *Screen) Open(arg any) tea.Cmd {
	a := arg.(screen.EditArg)
	s.arg, s.entity, s.typ, s.action = a, a.Entity, schema.TypeOf(a.Entity), a.Action
	if s.action == "" {
		s.action = s.typ.Name + map[bool]string{true: ".add", false: ".edit"}[s.isNew()]
	}
	s.pickFields(a.Fields)
	s.build()
	if a.Focus != "" {
		s.form.SetFocus(a.Focus)
	}
	return screen.RunElse(s.Host, "start", s.start, s.started, s.failed)
}

func (s *Screen) isNew() bool { return s.entity.Meta().Version == 0 }

func (s *Screen) pickFields(only []string) {
	if len(only) > 0 {
		for _, k := range only {
			if f, ok := s.typ.Field(k); ok {
				s.fields = append(s.fields, f)
			}
		}
		return
	}
	for i := range s.typ.Fields {
		f := &s.typ.Fields[i]
		// What a row hangs on is not moved by typing: a task stays at its company.
		if !f.Given && !(f.Kind == schema.Ref && f.Required) {
			s.fields = append(s.fields, f)
		}
	}
}

func (s *Screen) build() {
	w, today := s.Words(), s.Today()
	var fields []kit.Field
	initial := map[string]string{}
	for _, f := range s.fields {
		field := w.FormField(s.typ, f.Knowing(s.Service.KnownPNumber), today)
		field.Quick = slices.Contains(s.arg.Quick, f.Key)
		if f.Kind == schema.Ref {
			field.Lookup = func(q string) []kit.Option { return s.lookup(f.To, q) }
			field.LabelOf = func(id string) string { return s.names[id] }
		}
		if list, ok := s.arg.Choices[f.Key]; ok {
			field.Kind, field.Options = kit.KindChoice, list
		}
		fields = append(fields, field)
		initial[f.Key] = w.ToForm(f, s.entity)
	}
	for _, a := range s.arg.Asked {
		fields = append(fields, a.Field)
	}
	s.form = kit.NewForm(s.Theme, fields, w.Dates(today))
	s.form.SetInitial(initial)
	s.towns = towns{asked: model.NormalPostcode(initial["postcode"])}
}

// beginning is what is read before typing: an earlier draft, and the names of rows that fields refer to.
type beginning struct {
	draft map[string]string
	about service.About
	names map[string]string
	near  map[string][]string
}

func (s *Screen) start(ctx context.Context) (beginning, error) {
	out := beginning{names: map[string]string{}, near: map[string][]string{}}
	form, id := s.draftKey()
	var err error
	if out.draft, err = s.Service.Store.Draft(ctx, s.Service.Actor(), form, id); err != nil {
		return out, err
	}
	if out.about, err = s.Service.AboutOf(ctx, s.entity); err != nil {
		return out, err
	}
	for typ, id := range map[string]string{"citizen": out.about.CitizenID, "company": out.about.CompanyID} {
		if name, err := s.Service.NameOf(ctx, typ, id); err == nil {
			out.names[id] = name
		}
	}
	if err := s.offer(ctx, &out, "consultant", schema.Query{}); err != nil {
		return out, err
	}
	if err := s.offerNear(ctx, &out); err != nil {
		return out, err
	}
	for _, f := range s.fields {
		id := f.Text(s.entity)
		if f.Kind != schema.Ref || id == "" || out.names[id] != "" {
			continue
		}
		if name, err := s.Service.NameOf(ctx, f.To, id); err == nil {
			out.names[id] = name
		}
	}
	return out, nil
}

func (s *Screen) draftKey() (form, id string) {
	// A new row's draft is kept by what it hangs on, so that a half-typed task comes back at its own company.
	id = s.entity.Meta().ID
	if s.isNew() {
		if given := id; given != "" {
			return s.typ.Name, "new:" + given // known before it is written, as a week of hours is
		}
		id = "new"
		for i := range s.typ.Fields {
			if f := &s.typ.Fields[i]; f.Kind == schema.Ref && f.Required {
				id += ":" + f.Text(s.entity)
			}
		}
	}
	return cmp.Or(s.arg.Draft, s.typ.Name), id
}

// Draft gives what is half-typed.
func (s *Screen) Draft() (form, id string, values map[string]string) {
	form, id = s.draftKey()
	if s.form == nil || s.fresh || !s.form.Dirty() {
		return form, id, nil
	}
	values = map[string]string{}
	all := s.form.Values()
	for _, k := range s.form.Changed() {
		values[k] = all[k]
	}
	return form, id, values
}

// Update takes one message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case screen.Failed:
		s.saving = false
		s.showErrors(m.Err)
		return nil
	case model.Changed:
		return nil
	}
	var said tea.Cmd
	switch act := s.form.Update(msg); act.Kind {
	case kit.Saved:
		return s.save()
	case kit.Cancelled:
		return s.leave()
	case kit.Used:
		if act.Text != "" {
			said = s.Tell(screen.Say{Level: kit.Info, Text: act.Text})
		}
	}
	return tea.Batch(said, s.search(), s.lookAlikes(), s.findTown())
}

// saved goes to what comes next, or back.
func (s *Screen) saved(r model.Receipt) tea.Cmd {
	s.saving, s.fresh = false, true
	if s.arg.Next != nil {
		if to, ok := s.arg.Next(); ok {
			return s.Replace(to.To, to.Arg)
		}
	}
	return s.BackWith(r)
}

// failed tells of work that ended with an error, at the fields that it is about.
func (s *Screen) failed(err error) tea.Cmd {
	s.saving = false
	s.showErrors(err)
	return s.Fail(err)
}

func (s *Screen) started(got beginning) tea.Cmd {
	maps.Copy(s.names, got.names)
	s.near, s.about = got.near, got.about
	s.form.SetValues(s.refs()) // their names are known now
	if len(got.draft) == 0 {
		return s.lookAlikes()
	}
	values := s.form.Values()
	maps.Copy(values, got.draft)
	s.form.SetValues(values)
	return tea.Batch(s.Tell(screen.Drafted{Screen: s.ID, Values: got.draft}), s.Say(kit.Info, "edit.draft.back"),
		s.lookAlikes())
}

// refs are the values of the fields that refer to other rows.
func (s *Screen) refs() map[string]string {
	values, out := s.form.Values(), map[string]string{}
	for _, f := range s.fields {
		if f.Kind == schema.Ref {
			out[f.Key] = values[f.Key]
		}
	}
	return out
}

// discard throws away what was typed.
func (s *Screen) discard() {
	s.build()
	s.fresh = false
}

func (s *Screen) nextField() tea.Cmd { return s.Update(tea.KeyPressMsg{Code: tea.KeyTab}) }

func (s *Screen) validated() tea.Cmd {
	if !s.form.Validate() {
		return nil
	}
	return s.save()
}

// leave goes back; what is typed stays as a draft and says so.
func (s *Screen) leave() tea.Cmd {
	if s.Dirty() {
		return s.BackFromDraft()
	}
	return s.Back()
}

// typed is the row with what is typed, and what is wrong with fields that cannot be read and keep what they had.
func (s *Screen) typed() (model.Entity, map[string]string) {
	after, wrong := schema.Clone(s.entity), map[string]string{}
	values, today := s.form.Values(), s.Today()
	for _, f := range s.fields {
		text := present.FromForm(f, values[f.Key])
		if err := f.Knowing(s.Service.KnownPNumber).SetTextOn(after, text, today); err != nil {
			wrong[f.Key] = s.Words().Error(err)
		}
	}
	for _, a := range s.arg.Asked {
		if err := a.Set(after, values[a.Field.Key]); err != nil {
			wrong[a.Field.Key] = s.Words().Error(err)
		}
	}
	return after, wrong
}

func (s *Screen) save() tea.Cmd {
	if s.saving {
		return nil
	}
	return tea.Batch(s.fillTown(), s.saveTyped())
}

func (s *Screen) saveTyped() tea.Cmd {
	after, wrong := s.typed()
	if len(wrong) > 0 {
		s.form.SetErrors(wrong)
		return nil
	}
	if err := schema.ValidateKnowing(after, s.Service.KnownPNumber); err != nil {
		s.showErrors(err)
		return s.Fail(err)
	}
	if c, ok := after.(*model.Citizen); ok && s.isNew() {
		return s.saveNamed(c)
	}
	return s.saveRow(after)
}

// saveRow writes the row.
func (s *Screen) saveRow(after model.Entity) tea.Cmd {
	change := model.Edit(s.entity, after)
	if s.isNew() {
		change = model.Add(after)
	} else if s.arg.Decide == nil && schema.Equal(s.entity, after) {
		s.fresh = true
		return s.Back()
	}
	s.saving = true
	if s.arg.Decide != nil {
		return screen.RunElse(s.Host, "decide", func(ctx context.Context) (model.ChangeSet, error) {
			return s.arg.Decide(ctx, after)
		}, s.write, s.failed)
	}
	return s.write(model.ChangeSet{Action: s.action, Changes: []model.Change{change}})
}

func (s *Screen) write(cs model.ChangeSet) tea.Cmd {
	return s.SaveThen(cs, s.saved)
}

func (s *Screen) showErrors(err error) {
	wrong := map[string]string{}
	for _, e := range service.FieldErrors(err) {
		wrong[e.Field] = s.Words().Error(&e)
	}
	if len(wrong) > 0 {
		s.form.SetErrors(wrong)
	}
}

// View draws the form.
func (s *Screen) View(size kit.Size) kit.Frame {
	below := append(s.saidLines(size), s.likeLines(size)...)
	s.form.SetSize(size.W, size.H-len(below))
	note := ""
	if s.Dirty() {
		note = s.T("kit.form.unsaved")
	}
	return kit.Frame{Title: s.title(), Note: note, Body: strings.Join(append([]string{s.form.View()}, below...), "\n"),
		Cursor: s.form.Cursor()}
}

// title says what is done, and about whom: the citizen, the workplace, as the form has them now.
func (s *Screen) title() string {
	what := s.Words().Type(s.typ)
	title := s.T("edit.title.edit", "what", what)
	if s.isNew() {
		title = s.T("edit.title.new", "what", what)
	}
	return service.JoinNonEmpty(" · ", append([]string{cmp.Or(s.arg.Title, title)}, s.whom()...)...)
}

// whom are the names of the citizen and the workplace, else that of the row itself.
func (s *Screen) whom() (out []string) {
	if s.arg.About != nil {
		return s.arg.About
	}
	values := s.form.Values()
	for _, of := range []struct{ typ, id string }{{"citizen", s.about.CitizenID}, {"company", s.about.CompanyID}} {
		if id, asked := values[of.typ]; asked {
			of.id = id
		}
		if name := s.names[of.id]; name != "" {
			out = append(out, name)
		}
	}
	if name := service.NameIn(s.entity); len(out) == 0 && !s.isNew() && name != s.entity.Meta().ID {
		out = append(out, name)
	}
	return out
}

// Bindings are what works here.
func (s *Screen) Bindings() []screen.Binding {
	if s.form != nil && s.form.Picking() {
		press := func(code rune) func() tea.Cmd {
			return func() tea.Cmd { return s.Update(tea.KeyPressMsg{Code: code}) }
		}
		return []screen.Binding{
			screen.Std(keys.Open, press(tea.KeyEnter)).As("edit.pick").At(1),
			screen.Std(keys.Back, press(tea.KeyEscape)).As("edit.pick.leave").At(2),
		}
	}
	typed := func() (bool, string) { return s.Dirty(), "edit.discard.not" }
	out := []screen.Binding{
		screen.Std(keys.Save, s.validated).At(1),
		screen.Std(keys.Next, s.nextField).At(2),
		screen.Std(keys.Back, s.leave).At(3),
		screen.Own("discard", "ctrl+r", "edit.discard", 4, screen.Nothing(s.discard)).When(typed),
	}
	if len(s.likes.found) > 0 {
		out = append(out, screen.Own("like", "ctrl+o", "edit.like.open", 5, s.openLike))
	}
	return out
}

// Typing is always true: letters belong to the fields, or are choices in them.
func (s *Screen) Typing() bool { return true }

// Dirty reports unsaved typing.
func (s *Screen) Dirty() bool { return s.form != nil && !s.fresh && s.form.Dirty() }

// Shows gives the row, and whom a lookup offers.
func (s *Screen) Shows() []any {
	out := []any{s.entity, s.likes.found}
	for _, it := range s.found.items {
		out = append(out, model.RowRef{Type: s.found.answers.typ, ID: it.ID})
	}
	return out
}
