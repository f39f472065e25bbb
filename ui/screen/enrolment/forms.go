package enrolment

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

func (s *Screen) pick(tag, title string, items []kit.Item) tea.Cmd {
	return s.Pick(tag, kit.PickerOptions{Title: title, Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }})
}

// ask asks for one line; check refuses it in words.
func (s *Screen) ask(tag, key, title, label, initial string, check func(string) error) tea.Cmd {
	s.asking = key
	return s.Ask(tag, kit.Prompt(s.Theme, title, "", label, initial, func(v string) string {
		if err := check(strings.TrimSpace(v)); err != nil {
			return s.Words().Error(err)
		}
		return ""
	}))
}

func (s *Screen) actor() string { return s.Service.Actor() }

// decided saves a change set, or says why there is none.
func (s *Screen) decided(tag string, cs model.ChangeSet, err error) tea.Cmd {
	if err != nil {
		return s.Fail(err)
	}
	return s.Save(tag, cs)
}

// pickProgramme begins an enrolment: first which programme.
func (s *Screen) pickProgramme(v *service.CitizenEnrolments) tea.Cmd {
	running := map[string]string{}
	for _, e := range v.Enrolments {
		if e.Open() {
			running[e.Programme] = e.Ref
		}
	}
	var items []kit.Item
	for _, p := range programme.Newest(v.Editions) {
		it := kit.Item{ID: p.Key, Label: p.Name.In(s.code()), Detail: p.Target.In(s.code())}
		if ref := running[p.Key]; ref != "" {
			it.Why = s.Words().Error(model.NewError(model.Conflict, "err.enrol.twice", model.Args{"ref": ref}))
		}
		items = append(items, it)
	}
	return s.pick("programme", s.T("enrolment.pick.programme"), items)
}

// enrol opens the form of the new enrolment; from another course it ends that one in the same step.
func (s *Screen) enrol(key string) tea.Cmd {
	d := s.Service
	return s.Run("enrol", func(ctx context.Context) (any, error) {
		list, err := d.Programmes(ctx)
		if err != nil {
			return nil, err
		}
		return service.ProgrammeNamed(list, key)
	})
}

func (s *Screen) enrolForm(p *programme.Programme) tea.Cmd {
	d, today := s.Service, s.Today()
	s.programme = p
	e := &model.Enrolment{CitizenID: s.begin, Programme: p.Key, Edition: p.Edition, StartOn: today, Consultant: s.actor(), Days: p.Length}
	fields := []string{"start_on", "consultant", "note"}
	if p.Length.Known {
		fields = []string{"start_on", "days", "consultant", "note"}
	}
	arg := screen.EditArg{Entity: e, Fields: fields, Focus: "start_on", Draft: "enrolment.new", Title: s.T("enrolment.new.title", "what", p.Name.In(s.code())),
		Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
			others, err := service.All[model.Enrolment](ctx, d.Store, "enrolment", schema.Where("citizen", e.CitizenID))
			if err != nil {
				return model.ChangeSet{}, err
			}
			return programme.Enrol(d.Actor(), p, typed.(*model.Enrolment), others)
		}}
	if v := s.view; v != nil {
		old, oldP, end := v.Enrolment, v.P, s.end
		e.CitizenID = old.CitizenID
		arg.Title = s.T("enrolment.change.title", "ref", old.Ref, "what", p.Name.In(s.code()))
		arg.Decide = func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			n := typed.(*model.Enrolment)
			end.On = min(today, n.StartOn)
			return programme.ChangeProgramme(d.Actor(), old, oldP, end, p, n, v.Enrolments, today)
		}
	}
	return s.Go(screen.Edit, arg)
}

// tick begins with what shows that it was done, when there is something to choose from.
func (s *Screen) tick(key string) tea.Cmd {
	if key == "" || !s.view.Enrolment.Open() {
		return s.Say(kit.Info, "enrolment.not.element")
	}
	s.element = key
	el := s.view.P.Element(key)
	if el == nil {
		return s.tickForm(programme.Evidence{})
	}
	offers := s.view.Offer(el)
	if len(offers) == 0 {
		return s.tickForm(programme.Evidence{})
	}
	var items []kit.Item
	for _, ev := range offers {
		items = append(items, kit.Item{ID: ev.Row.Type + ":" + ev.Row.ID, Label: present.EvidenceText(s.view, s.Words(), ev.Row)})
	}
	items = append(items, kit.Item{ID: "none", Label: s.T("enrolment.tick.none")})
	return s.pick("evidence", s.T("enrolment.tick.evidence", "what", el.Name.In(s.code())), items)
}

// tickForm asks for day and note; an element that asks for it also for the next step and its day.
func (s *Screen) tickForm(ev programme.Evidence) tea.Cmd {
	v, d, today, key := s.view, s.Service, s.view.Today, s.element
	on := today
	if ev.On != 0 {
		on = max(min(ev.On, today), v.Enrolment.StartOn)
	}
	title := s.T("enrolment.tick.title", "what", v.P.Word("element", key, s.code()))
	typed := programme.TickEntry{Element: key, On: on, Evidence: ev.Row}
	t := &model.Tick{EnrolmentID: v.Enrolment.ID, Element: key, On: on}
	fields := []string{"on", "note"}
	if el := v.P.Element(key); el != nil && el.Asks {
		t.NextOn, fields = today.Add(14), []string{"next", "next_on", "on", "note"}
		title = s.T("enrolment.tick.next", "what", el.Name.In(s.code()))
	}
	return s.Go(screen.Edit, screen.EditArg{Entity: t, Fields: fields, Draft: "tick." + key, Title: title,
		Decide: func(_ context.Context, e model.Entity) (model.ChangeSet, error) {
			got := e.(*model.Tick)
			typed.On, typed.Note, typed.NextWords, typed.NextOn = got.On, got.Note, got.Next, got.NextOn
			return programme.TickElement(d.Actor(), v.P, v.Enrolment, v.Ticks[v.Enrolment.ID], typed, today)
		}})
}

func (s *Screen) pickTriage() tea.Cmd {
	var items []kit.Item
	for _, g := range s.view.P.Triage {
		items = append(items, kit.Item{ID: g.Key, Label: g.Name.In(s.code()), Detail: g.What.In(s.code())})
	}
	return s.pick("triage", s.T("enrolment.pick.triage"), items)
}

func (s *Screen) triageForm(group string) tea.Cmd {
	v, d := s.view, s.Service
	form := *v.Enrolment
	form.Triage, form.TriageOn, form.TriageReason, form.TriageNext = group, v.Today, "", ""
	fields := []string{"triage_reason", "triage_on"}
	var choices []kit.Option
	for _, f := range v.P.FollowsFor(group) {
		choices = append(choices, kit.Option{Key: f.Key, Label: f.Name.In(s.code())})
	}
	if len(choices) > 1 {
		fields = append(fields, "triage_next")
	}
	return s.Go(screen.Edit, screen.EditArg{Entity: &form, Fields: fields, Draft: "triage." + group, Title: s.T("enrolment.triage.title", "what", v.P.Word("triage", group, s.code())),
		Choices: map[string][]kit.Option{"triage_next": choices},
		Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			t := typed.(*model.Enrolment)
			return programme.Triage(d.Actor(), v.P, v.Enrolment, programme.TriageEntry{Group: group, On: t.TriageOn, Reason: t.TriageReason, Next: t.TriageNext}, v.Today)
		}})
}

func (s *Screen) pickOutcome(tag string) tea.Cmd {
	var items []kit.Item
	for _, o := range s.view.P.Outcomes {
		items = append(items, kit.Item{ID: o.Key, Label: o.Name.In(s.code()), Detail: o.What.In(s.code())})
	}
	return s.pick(tag, s.T("enrolment.pick.outcome"), items)
}

func (s *Screen) endForm(outcome string) tea.Cmd {
	v, d := s.view, s.Service
	form := *v.Enrolment
	form.EndedOn, form.Outcome = v.Today, outcome
	return s.Go(screen.Edit, screen.EditArg{Entity: &form, Fields: []string{"ended_on", "end_reason"}, Focus: "end_reason", Draft: "enrolment.end",
		Title: s.T("enrolment.end.title", "ref", form.Ref, "what", v.P.Word("outcome", outcome, s.code())),
		Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			t := typed.(*model.Enrolment)
			return programme.End(d.Actor(), v.P, v.Enrolment, programme.EndEntry{On: t.EndedOn, Outcome: outcome, Reason: t.EndReason}, v.Today)
		}})
}

func (s *Screen) askLength(p *programme.Programme, e *model.Enrolment) tea.Cmd {
	initial := ""
	if e.Days.Known {
		initial = strconv.Itoa(e.Days.V)
	}
	s.asking = ""
	check := func(v string) string {
		n, err := programme.ParseLength(v, e.StartOn)
		if err == nil {
			_, err = programme.SetLength("", p, e, n)
		}
		if err != nil {
			return s.Words().Error(err)
		}
		return ""
	}
	return s.Ask("length", kit.Prompt(s.Theme, s.T("enrolment.length.title"), p.LengthHint.In(s.code()), s.T("enrolment.length.label"), initial, check))
}

func (s *Screen) askRole(key string) tea.Cmd {
	name := s.view.P.Word("role", key, s.code())
	return s.ask("role", key, name, s.T("enrolment.role.label"), s.view.Enrolment.RoleName(key), func(v string) error {
		_, err := programme.SetRole("", s.view.P, s.view.Enrolment, key, v)
		if err == nil && model.HasCPR(v) {
			err = model.NewError(model.Invalid, "err.cpr", nil)
		}
		return err
	})
}

func (s *Screen) askRhythm(key string) tea.Cmd {
	every := ""
	if c := s.view.P.Contact(key); c != nil {
		if n := programme.RhythmOf(s.view.Enrolment, c); n > 0 {
			every = strconv.Itoa(n)
		}
	}
	return s.ask("rhythm", key, s.view.P.Word("contact", key, s.code()), s.T("enrolment.rhythm.label"), every, func(v string) error {
		n, err := strconv.Atoi(v)
		if err != nil {
			return model.NewError(model.Invalid, "err.number", model.Args{"value": "", "max": 366})
		}
		_, err = programme.SetRhythm("", s.view.P, s.view.Enrolment, key, n)
		return err
	})
}

func (s *Screen) askDue(key string) tea.Cmd {
	el := s.view.P.Element(key)
	if el == nil {
		return s.askRhythm(key)
	}
	return s.ask("due", key, el.Name.In(s.code()), s.T("enrolment.due.label"), programme.DueOf(s.view.Enrolment, el).String(), func(v string) error {
		on, err := model.ParseDate(v, s.view.Today)
		if err == nil {
			_, err = programme.SetDue("", s.view.P, s.view.Enrolment, key, on)
		}
		return err
	})
}

func (s *Screen) exempt() tea.Cmd {
	v, d := s.view, s.Service
	var options []kit.Option
	for _, x := range v.P.Exemptions {
		options = append(options, kit.Option{Key: x.Key, Label: x.Name.In(s.code())})
	}
	return s.Go(screen.Edit, screen.EditArg{Entity: &model.Exemption{EnrolmentID: v.Enrolment.ID, From: v.Today}, Fields: []string{"code", "from", "until", "reason"},
		Title: s.T("enrolment.exempt.title", "ref", v.Enrolment.Ref), Choices: map[string][]kit.Option{"code": options},
		Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			return programme.Exempt(d.Actor(), v.P, v.Enrolment, typed.(*model.Exemption), v.Exemptions[v.Enrolment.ID])
		}})
}

// pickGroup draws the group, or takes one that was decided elsewhere.
func (s *Screen) pickGroup() tea.Cmd {
	draw := kit.Item{ID: "draw", Label: s.T("enrolment.group.draw"), Detail: s.T("enrolment.group.draw.how")}
	if strings.HasPrefix(s.view.Enrolment.Drawn, "seed ") {
		draw.Why = s.Words().Error(model.NewError(model.Conflict, "err.draw.twice", model.Args{"drawn": s.view.Enrolment.Drawn}))
	}
	items := []kit.Item{draw}
	for _, g := range model.EnrolmentGroups {
		items = append(items, kit.Item{ID: g, Label: s.T("enrolment.group.entered", "what", s.T("opt.enrolment_group."+g))})
	}
	return s.pick("group", s.T("enrolment.pick.group"), items)
}

func (s *Screen) group(id string) tea.Cmd {
	if id != "draw" {
		cs, err := programme.EnterGroup(s.actor(), s.view.P, s.view.Enrolment, id)
		return s.decided("group", cs, err)
	}
	year := strconv.Itoa(s.view.Enrolment.StartOn.Time().Year())
	return s.ask("seed", "", s.T("enrolment.group.draw"), s.T("enrolment.group.seed"), year, func(v string) error {
		if v == "" || len(v) > 40 {
			return model.NewError(model.Invalid, "err.draw.seed", nil)
		}
		return nil
	})
}

// draw reads the programme's enrolments, for the draw's number follows from them.
func (s *Screen) draw(seed string) tea.Cmd {
	v, d := s.view, s.Service
	return s.Run("draw", func(ctx context.Context) (any, error) {
		all, err := service.All[model.Enrolment](ctx, d.Store, "enrolment", schema.Where("programme", v.P.Key))
		if err != nil {
			return nil, err
		}
		return programme.DrawGroup(d.Actor(), v.P, v.Enrolment, all, seed)
	})
}

func (s *Screen) editEnrolment() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{Entity: s.view.Enrolment, Fields: []string{"start_on", "consultant", "note"}, Draft: "enrolment.edit"})
}
