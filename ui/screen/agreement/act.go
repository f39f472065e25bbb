package agreement

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
)

// sections are the short forms that an agreement is edited in.
var sections = []struct {
	key    string
	fields []string
}{
	{"goal", []string{"purpose", "goal_words"}},
	{"tasks", []string{"trial_tasks", "paid_tasks"}},
	{"ladder", nil},
	{"week", []string{"pattern", "conditions"}},
	{"people", []string{"contact", "caseworker", "support", "mentor", "mentor_tasks", "mentor_hours", "mentor_until"}},
	{"follow", []string{"follow_how", "follow_weeks", "follow_dates", "absence_rule"}},
	{"end", []string{"at_end", "end_words"}},
	{"inner", []string{"wage", "monthly_cost", "rate_type", "note"}},
}

// pickSection asks what to edit; what is missing stands beside each section.
func (s *Screen) pickSection() tea.Cmd {
	gaps := agreement.Gaps(s.newest(), s.data.Placement.Kind)
	t := schema.AgreementType()
	var items []kit.Item
	for _, sec := range sections {
		var missing []string
		for _, g := range gaps {
			if f, ok := t.Field(g); ok && (slices.Contains(sec.fields, g) || sec.key == "ladder" && g == "steps") {
				missing = append(missing, s.Words().Field(t, f))
			}
		}
		it := kit.Item{ID: sec.key, Label: s.T("agreement.part." + sec.key)}
		if len(missing) > 0 {
			it.Detail = s.T("agreement.lacks", "what", strings.Join(missing, ", "))
		}
		items = append(items, it)
	}
	return s.Choose(s.T("agreement.edit.title"), items, s.edit)
}

// edit opens a section's form. What is typed over a version that somebody said yes to becomes the next version.
func (s *Screen) edit(key string) tea.Cmd {
	if key == "ladder" {
		s.editLadder()
		return nil
	}
	for _, sec := range sections {
		if sec.key == key {
			before := s.newest()
			title := s.T("agreement.part."+key) + " · " + s.T("agreement.which", "n", before.Number.V)
			if before.Acknowledged() {
				title += " · " + s.T("agreement.becomes", "n", before.Number.V+1)
			}
			return s.Go(screen.Edit, screen.EditArg{
				Entity: before, Fields: sec.fields, Title: title, Draft: "agreement." + key, Decide: s.decide(before),
				Says: s.patternSaid,
			})
		}
	}
	return nil
}

// patternSaid says how the weekly pattern that is typed differs from the ladder.
func (s *Screen) patternSaid(typed model.Entity) []string {
	if err := agreement.CheckPattern(typed.(*model.Agreement), s.Today()); err != nil {
		return []string{s.Words().Error(err)}
	}
	return nil
}

// decide reads afresh what the change must agree with.
func (s *Screen) decide(before *model.Agreement) func(context.Context, model.Entity) (model.ChangeSet, error) {
	d, id := s.Service, s.id
	return func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
		v, err := d.Placement(ctx, id)
		if err != nil {
			return model.ChangeSet{}, err
		}
		return agreement.Change(d.Actor(), before, typed.(*model.Agreement), v.Agreements, v.FollowUps), nil
	}
}

// askParty asks who says yes; those who have said it are not asked again.
func (s *Screen) askParty() tea.Cmd {
	a := s.newest()
	said := map[string]model.Date{"citizen": a.CitizenOn, "company": a.CompanyOn, "representative": a.RepOn}
	var choices []kit.Choice
	for i, p := range agreement.Parties {
		if said[p] == 0 {
			choices = append(choices, kit.Choice{ID: p, Label: s.T("paper.party." + p), Key: string(rune('1' + i))})
		}
	}
	if len(choices) == 0 {
		return s.Say(kit.Info, "agreement.ack.all")
	}
	choices = append(choices, kit.Choice{ID: "no", Label: s.T("kit.cancel")})
	ask := kit.Choose(s.Theme, s.T("agreement.ack.title", "n", a.Number.V), s.T("agreement.ack.text"), choices)
	return s.AskThen(ask, func(party kit.Action) tea.Cmd { return s.askWho(party.ID) })
}

// askWho asks by whom and when.
func (s *Screen) askWho(party string) tea.Cmd { return s.AskYes(s.data.PlacementView, party) }

// askDay asks from when the newest version counts.
func (s *Screen) askDay() tea.Cmd {
	a := s.newest()
	day := agreement.StartsOn(a, s.Today(), s.data.Agreements)
	if a.ValidFrom != 0 {
		day = s.data.Placement.StartOn // in force already: an earlier first day
	}
	return s.AskLine("force", s.T("agreement.force.title", "n", a.Number.V), s.T("agreement.force.text"),
		s.T("agreement.valid_from"), s.Theme.Lang.DayYear(day.Time()), s.forced, s.readForce)
}

// readForce says which day was read, and which version is replaced from an earlier day than its own.
func (s *Screen) readForce(text string) string {
	out := s.Words().ReadAs(model.Near.From(s.Today()))(text)
	day, _ := model.ParseDate(text, model.Near.From(s.Today()))
	if over := agreement.Replaces(s.newest(), day, s.data.Agreements); over != nil {
		out = strings.TrimSpace(out + " · " + s.T("agreement.replaces", "n", over.Number.V, "day",
			s.Theme.Lang.DayYear(over.ValidFrom.Time())))
	}
	return out
}

func (s *Screen) forced(text string) (model.ChangeSet, error) {
	day, err := model.ParseDate(text, model.Near.From(s.Today()))
	if err != nil {
		return model.ChangeSet{}, err
	}
	return agreement.PutInForce(s.Service.Actor(), s.newest(), day, s.data.Agreements, s.data.FollowUps)
}

// pickPaper asks whose copy and in which language.
func (s *Screen) pickPaper() tea.Cmd {
	var items []kit.Item
	for _, code := range []string{"da", "en"} {
		for _, to := range present.Audiences {
			items = append(items, kit.Item{
				ID: string(to) + " " + code, Label: kit.Clean(s.T("agreement.copy." + string(to))),
				Detail: s.T("agreement.paper." + code),
			})
		}
	}
	return s.Choose(s.T("agreement.export.title"), items, s.paper)
}

// paper shows exactly what leaves, before it does.
func (s *Screen) paper(choice string) tea.Cmd {
	to, code, _ := strings.Cut(choice, " ")
	w := present.PaperWords(s.Theme.Lang, code == "en")
	a := s.version()
	arg := present.AgreementExport(w, s.data.PlacementView, a, present.Audience(to))
	return s.Go(screen.Preview, screen.PreviewArg{Title: s.T("agreement.copy." + to), Doc: arg.Doc, Name: arg.Name,
		Formats: present.PaperFormats, Out: arg.Out})
}
