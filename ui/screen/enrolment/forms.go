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

// ask asks for one line and hands it to then; check refuses it in words.
func (s *Screen) ask(title, hint, label, initial string, check func(string) error, then func(string) tea.Cmd) tea.Cmd {
	return s.askReading(title, hint, label, initial, check, nil, then)
}

// askReading is ask with what the line is read as below it.
func (s *Screen) askReading(title, hint, label, initial string, check func(string) error, read func(string) string,
	then func(string) tea.Cmd) tea.Cmd {
	ask := kit.Prompt(s.Theme, title, hint, label, initial, func(v string) string {
		if err := check(strings.TrimSpace(v)); err != nil {
			return s.Words().Error(err)
		}
		return ""
	}).WithReading(read)
	return s.AskThen(ask, func(a kit.Action) tea.Cmd { return then(strings.TrimSpace(a.Text)) })
}

// askFor asks for one line that a change set is made of: the same function tells what is wrong with it.
func (s *Screen) askFor(tag, title, hint, label, initial string,
	decide func(text string) (model.ChangeSet, error)) tea.Cmd {
	return s.askForReading(tag, title, hint, label, initial, nil, decide)
}

func (s *Screen) askForReading(tag, title, hint, label, initial string, read func(string) string,
	decide func(text string) (model.ChangeSet, error)) tea.Cmd {
	check := func(text string) error {
		_, err := decide(text)
		return err
	}
	return s.askReading(title, hint, label, initial, check, read, func(text string) tea.Cmd {
		cs, err := decide(text)
		return s.SaveOr(tag, cs, err)
	})
}

func (s *Screen) actor() string { return s.Service.Actor() }

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
	return s.Choose(s.T("enrolment.pick.programme"), items, s.enrol)
}

// enrol opens the form of the new enrolment; from another course it ends that one in the same step.
func (s *Screen) enrol(key string) tea.Cmd {
	d := s.Service
	return screen.Run(s.Host, "enrol", func(ctx context.Context) (*programme.Programme, error) {
		list, err := d.Programmes(ctx)
		if err != nil {
			return nil, err
		}
		return service.ProgrammeNamed(list, key)
	}, s.enrolForm)
}

func (s *Screen) enrolForm(p *programme.Programme) tea.Cmd {
	d, today := s.Service, s.Today()
	s.programme = p
	e := &model.Enrolment{
		CitizenID: s.begin, Programme: p.Key, Edition: p.Edition, StartOn: today, Consultant: s.actor(), Days: p.Length,
	}
	fields := []string{"start_on", "consultant", "note"}
	if p.Length.Known {
		fields = []string{"start_on", "days", "consultant", "note"}
	}
	arg := screen.EditArg{
		Entity: e, Fields: fields, Focus: "start_on", Draft: "enrolment.new",
		Title: s.T("enrolment.new.title", "what", p.Name.In(s.code())), Asked: s.asked(p),
		Says: func(typed model.Entity) []string { return s.Words().TargetUnfit(p, typed.(*model.Enrolment)) },
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
	v, el := s.view, s.view.P.Element(key)
	if el == nil {
		return s.tickForm(key, programme.Evidence{})
	}
	on := v.Enrolment.StartOn // a day that it can be ticked on, whatever was ticked today
	if _, tried := programme.TickElement(s.actor(), v.P, v.Enrolment, nil,
		programme.TickEntry{Element: key, On: on, NextWords: "-", NextOn: on}, v.Today); tried != nil {
		return s.Fail(tried)
	}
	offers := s.view.Offer(el)
	if len(offers) == 0 {
		return s.tickForm(key, programme.Evidence{})
	}
	var items []kit.Item
	shows := map[string]programme.Evidence{}
	for _, ev := range offers {
		id := ev.Row.Type + ":" + ev.Row.ID
		shows[id] = ev
		items = append(items, kit.Item{ID: id, Label: present.EvidenceText(s.view, s.Words(), ev.Row)})
	}
	items = append(items, kit.Item{ID: "none", Label: s.T("enrolment.tick.none")})
	return s.Choose(s.T("enrolment.tick.evidence", "what", el.Name.In(s.code())), items, func(id string) tea.Cmd {
		return s.tickForm(key, shows[id])
	})
}

// tickForm asks for day and note; an element that asks for it also for the next step and its day.
func (s *Screen) tickForm(key string, ev programme.Evidence) tea.Cmd {
	v, d, today := s.view, s.Service, s.view.Today
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
	v := s.view
	for _, g := range v.P.Triage[:min(1, len(v.P.Triage))] {
		next := ""
		if ways := v.P.FollowsFor(g.Key); len(ways) > 0 {
			next = ways[0].Key
		}
		if _, tried := programme.Triage(s.actor(), v.P, v.Enrolment,
			programme.TriageEntry{Group: g.Key, On: v.Today, Reason: "-", Next: next}, v.Today); tried != nil {
			return s.Fail(tried)
		}
	}
	var items []kit.Item
	for _, g := range s.view.P.Triage {
		items = append(items, kit.Item{ID: g.Key, Label: g.Name.In(s.code()), Detail: g.What.In(s.code())})
	}
	return s.Choose(s.T("enrolment.pick.triage"), items, s.triageForm)
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
	return s.Go(screen.Edit,
		screen.EditArg{
			Entity: &form, Fields: fields, Draft: "triage." + group,
			Title:   s.T("enrolment.triage.title", "what", v.P.Word("triage", group, s.code())),
			Choices: map[string][]kit.Option{"triage_next": choices},
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				t := typed.(*model.Enrolment)
				return programme.Triage(d.Actor(), v.P, v.Enrolment,
					programme.TriageEntry{Group: group, On: t.TriageOn, Reason: t.TriageReason, Next: t.TriageNext},
					v.Today)
			}})
}

func (s *Screen) pickOutcome(then func(outcome string) tea.Cmd) tea.Cmd {
	v := s.view
	var items []kit.Item
	for _, o := range v.P.Outcomes[:min(1, len(v.P.Outcomes))] {
		if _, tried := programme.End(s.actor(), v.P, v.Enrolment,
			programme.EndEntry{On: v.Today, Outcome: o.Key, Reason: "-"}, v.Today); tried != nil {
			return s.Fail(tried)
		}
	}
	for _, o := range s.view.P.Outcomes {
		items = append(items, kit.Item{ID: o.Key, Label: o.Name.In(s.code()), Detail: o.What.In(s.code())})
	}
	return s.Choose(s.T("enrolment.pick.outcome"), items, then)
}

func (s *Screen) pickEnd() tea.Cmd    { return s.pickOutcome(s.endForm) }
func (s *Screen) pickChange() tea.Cmd { return s.pickOutcome(s.change) }

// change goes from how the course ends to which programme follows; what is not the aim is explained first.
func (s *Screen) change(outcome string) tea.Cmd {
	s.end = programme.EndEntry{Outcome: outcome}
	if o := s.view.P.Outcome(outcome); o == nil || o.Aim {
		return s.pickProgramme(s.view.CitizenEnrolments)
	}
	return s.ask(s.view.P.Word("outcome", outcome, s.code()), "", s.T("enrolment.end_reason"), "",
		func(v string) error {
			if v == "" {
				return model.NewError(model.Invalid, "err.enrol.reason", nil)
			}
			return nil
		}, func(why string) tea.Cmd {
			s.end.Reason = why
			return s.pickProgramme(s.view.CitizenEnrolments)
		})
}

func (s *Screen) endForm(outcome string) tea.Cmd {
	v, d := s.view, s.Service
	form := *v.Enrolment
	form.EndedOn, form.Outcome = v.Today, outcome
	_, tried := programme.End(d.Actor(), v.P, v.Enrolment,
		programme.EndEntry{On: v.Today, Outcome: outcome, Reason: "-"},
		v.Today)
	return s.OpenForm(
		screen.EditArg{
			Entity: &form, Fields: []string{"ended_on", "end_reason"}, Focus: "end_reason", Draft: "enrolment.end",
			Title: s.T("enrolment.end.title", "ref", form.Ref, "what", v.P.Word("outcome", outcome, s.code())),
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				t := typed.(*model.Enrolment)
				return programme.End(d.Actor(), v.P, v.Enrolment,
					programme.EndEntry{On: t.EndedOn, Outcome: outcome, Reason: t.EndReason}, v.Today)
			}}, tried)
}

func (s *Screen) askLength(p *programme.Programme, e *model.Enrolment) tea.Cmd {
	initial := ""
	if e.Days.Known {
		initial = strconv.Itoa(e.Days.V)
	}
	return s.askFor("length", s.T("enrolment.length.title"), p.LengthHint.In(s.code()), s.T("enrolment.length.label"),
		initial,
		func(text string) (model.ChangeSet, error) {
			n, err := programme.ParseLength(text, e.StartOn)
			if err != nil {
				return model.ChangeSet{}, err
			}
			if v := s.view; v != nil && v.Enrolment.ID == e.ID {
				p, e = v.P, v.Enrolment // as it is now
			}
			return programme.SetLength(s.actor(), p, e, n)
		})
}

func (s *Screen) askRole(key string) tea.Cmd {
	name, who := s.view.P.Word("role", key, s.code()), s.view.Enrolment.RoleName(key)
	return s.askFor("role", name, "", s.T("enrolment.role.label"), who,
		func(text string) (model.ChangeSet, error) {
			if model.HasCPRBut(text, s.Service.KnownPNumber) {
				return model.ChangeSet{}, model.NewError(model.Invalid, "err.cpr", nil)
			}
			return programme.SetRole(s.actor(), s.view.P, s.view.Enrolment, key, text)
		})
}

func (s *Screen) askRhythm(key string) tea.Cmd {
	v, every := s.view, ""
	if c := v.P.Contact(key); c != nil {
		if n := programme.RhythmOf(v.Enrolment, c); n > 0 {
			every = strconv.Itoa(n)
		}
	}
	return s.askFor("rhythm", v.P.Word("contact", key, s.code()), "", s.T("enrolment.rhythm.label"), every,
		func(text string) (model.ChangeSet, error) {
			n, err := strconv.Atoi(text)
			if err != nil {
				args := model.Args{"value": "", "max": 366}
				return model.ChangeSet{}, model.NewError(model.Invalid, "err.number", args)
			}
			return programme.SetRhythm(s.actor(), s.view.P, s.view.Enrolment, key, n)
		})
}

func (s *Screen) askDue(key string) tea.Cmd {
	v, el := s.view, s.view.P.Element(key)
	if el == nil {
		return s.askRhythm(key)
	}
	due := v.P.DueOf(v.Enrolment, el).String()
	from := model.Future.From(v.Today).WeekEnd()
	return s.askForReading("due", el.Name.In(s.code()), "", s.T("enrolment.due.label"), due, s.Words().ReadAs(from),
		func(text string) (model.ChangeSet, error) {
			on, err := model.ParseDate(text, from)
			if err != nil {
				return model.ChangeSet{}, err
			}
			return programme.SetDue(s.actor(), s.view.P, s.view.Enrolment, key, on)
		})
}

func (s *Screen) exempt() tea.Cmd {
	v, d := s.view, s.Service
	var options []kit.Option
	for _, x := range v.P.Exemptions {
		options = append(options, kit.Option{Key: x.Key, Label: x.Name.In(s.code())})
	}
	begun := &model.Exemption{EnrolmentID: v.Enrolment.ID, From: v.Today, Code: firstKey(options), Reason: "-"}
	_, tried := programme.Exempt(d.Actor(), v.P, v.Enrolment, begun, v.Exemptions[v.Enrolment.ID])
	return s.OpenForm(
		screen.EditArg{
			Entity:  &model.Exemption{EnrolmentID: v.Enrolment.ID, From: v.Today},
			Fields:  []string{"code", "from", "until", "reason"},
			Title:   s.T("enrolment.exempt.title", "ref", v.Enrolment.Ref),
			Choices: map[string][]kit.Option{"code": options},
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				return programme.Exempt(d.Actor(), v.P, v.Enrolment, typed.(*model.Exemption),
					v.Exemptions[v.Enrolment.ID])
			}}, tried)
}

// firstKey is the first of some options, "" where there is none.
func firstKey(options []kit.Option) string {
	if len(options) == 0 {
		return ""
	}
	return options[0].Key
}

// pickGroup draws the group, or takes one that was decided elsewhere.
func (s *Screen) pickGroup() tea.Cmd {
	items := []kit.Item{
		{ID: "draw", Label: s.T("enrolment.group.draw"), Detail: s.T("enrolment.group.draw.how")},
	}
	for _, g := range model.EnrolmentGroups {
		items = append(items, kit.Item{
			ID: g, Label: s.T("enrolment.group.entered", "what", s.T("opt.enrolment_group."+g)),
		})
	}
	return s.Choose(s.T("enrolment.pick.group"), items, func(id string) tea.Cmd {
		if s.view.Enrolment.Group == "" || id == s.view.Enrolment.Group {
			return s.group(id, "")
		}
		return s.ask(s.T("enrolment.redraw.title"), s.T("enrolment.redraw.hint"), s.T("enrolment.redraw.label"), "",
			func(v string) error {
				if v == "" {
					return model.NewError(model.Conflict, "err.draw.reason", model.Args{
						"drawn": s.T("opt.enrolment_group." + s.view.Enrolment.Group),
					})
				}
				return nil
			}, func(why string) tea.Cmd { return s.group(id, why) })
	})
}

// group enters a group, or asks for the seed to draw one with; why is the reason where there is a group already.
func (s *Screen) group(id, why string) tea.Cmd {
	if id != "draw" {
		cs, err := programme.EnterGroup(s.actor(), s.view.P, s.view.Enrolment, id, why, s.view.Today)
		return s.SaveOr("group", cs, err)
	}
	year := strconv.Itoa(s.view.Enrolment.StartOn.Time().Year())
	return s.ask(s.T("enrolment.group.draw"), "", s.T("enrolment.group.seed"), year, func(v string) error {
		if v == "" || len(v) > 40 {
			return model.NewError(model.Invalid, "err.draw.seed", nil)
		}
		return nil
	}, func(seed string) tea.Cmd { return s.draw(seed, why) })
}

// draw reads the programme's enrolments, for the draw's number follows from them.
func (s *Screen) draw(seed, why string) tea.Cmd {
	v, d := s.view, s.Service
	return screen.Run(s.Host, "draw", func(ctx context.Context) (model.ChangeSet, error) {
		all, err := service.All[model.Enrolment](ctx, d.Store, "enrolment", schema.Where("programme", v.P.Key))
		if err != nil {
			return model.ChangeSet{}, err
		}
		return programme.DrawGroup(d.Actor(), v.P, v.Enrolment, all, seed, why, v.Today)
	}, func(cs model.ChangeSet) tea.Cmd { return s.Save("draw", cs) })
}

func (s *Screen) editEnrolment() tea.Cmd {
	return s.Go(screen.Edit, screen.EditArg{
		Entity: s.view.Enrolment, Fields: typedFields, Draft: "enrolment.edit",
	})
}
