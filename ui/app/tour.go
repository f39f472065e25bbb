package app

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// This file is the tour (rundtur) of a demo: lines above the last one name the next thing to do along the main job, and
// a step is ticked off when it was really done, by the screen that was reached or by what was saved. It does nothing
// itself, takes no key but its own, and is silent where people are not invented.

// tourStep is one thing to do. Its words are "tour.<key>.<place>" on a place that leads there, else "tour.<key>".
type tourStep struct {
	key  string
	done func(sight) bool
}

// sight is what can be seen of what a person does.
type sight struct {
	place string   // the screen in front, with its open part
	over  bool     // it is a page over Today
	saved *applied // what was just written; nil for nothing
}

var tourSteps = []tourStep{
	{"today", func(s sight) bool { return s.over }},
	{"citizen", reached("citizen")},
	{"match", reached("match")},
	{"why", reached("match.leftout")},
	{"trial", wrote(func(c model.Change) bool {
		p, ok := c.After.(*model.Placement)
		return ok && c.Before == nil && p.Kind == "trial"
	})},
	{"hours", wrote(func(c model.Change) bool { _, ok := c.After.(*model.Week); return ok })},
	{"agreement", reached("agreement")},
	{"undo", func(s sight) bool { return s.saved != nil && s.saved.receipt.Reverts.Kind == "undo" }},
}

// reached is done on a place.
func reached(place string) func(sight) bool {
	return func(s sight) bool { return s.place == place }
}

// wrote is done when a change of this kind was written, which was no undo.
func wrote(kind func(model.Change) bool) func(sight) bool {
	return func(s sight) bool {
		return s.saved != nil && !s.saved.undo && slices.ContainsFunc(s.saved.receipt.Changes, kind)
	}
}

// tour is how far it is.
type tour struct {
	on    bool
	at    int    // the step that is next; after the last it has ended
	done  []bool // of the steps before, which were done and not skipped
	since string // where it was begun or taken up: being there is no step
}

// tourForm is where it is kept for the next start, beside where the program was left.
const tourForm = ".tour"

// values are what is kept of it.
func (t tour) values() map[string]string {
	steps := ""
	for _, done := range t.done {
		steps += map[bool]string{true: "+", false: "-"}[done]
	}
	return map[string]string{"on": strconv.FormatBool(t.on), "steps": steps}
}

// tourOf reads it again.
func tourOf(values map[string]string) (t tour) {
	steps := values["steps"]
	steps = steps[:min(len(steps), len(tourSteps))]
	t.on, t.at = values["on"] == "true", len(steps)
	for _, s := range steps {
		t.done = append(t.done, s == '+')
	}
	return t
}

// tourPlace is where the person is.
func (a *App) tourPlace() string {
	r := a.front()
	if r == nil {
		return ""
	}
	place := string(r.name)
	if p, ok := r.s.(screen.Placed); ok && p.Place() != "" {
		place = p.Place()
	}
	if p, ok := r.s.(screen.Parted); ok && p.Part() != "" {
		place += "." + p.Part()
	}
	return place
}

// tourHere tells the place from another of the same kind.
func (a *App) tourHere() string {
	if r := a.front(); r != nil {
		return strconv.Itoa(r.host.ID) + " " + a.tourPlace()
	}
	return ""
}

// watchTour ticks off the next step when it was done.
func (a *App) watchTour(saved *applied) {
	if !a.tour.on || a.tour.at >= len(tourSteps) || a.locked != nil || a.leaving {
		return
	}
	s := sight{place: a.tourPlace(), over: tabs[a.at].name == screen.Today && len(a.tabs[a.at]) > 1, saved: saved}
	if saved == nil && a.tourHere() == a.tour.since {
		return
	}
	switch next := a.tour.at + 1; {
	case tourSteps[a.tour.at].done(s):
		a.tourOn(true)
	case saved == nil && next < len(tourSteps) && tourSteps[next].done(s): // whoever is further is followed
		a.tourOn(false)
		a.tourOn(true)
	}
}

// tourOn goes on to the next step.
func (a *App) tourOn(done bool) {
	a.tour.done = append(a.tour.done[:a.tour.at:a.tour.at], done)
	a.tour.at++
}

// toured begins the tour, or takes it up again; while it runs it offers to skip the step, to leave and to begin anew.
func (a *App) toured() tea.Cmd {
	switch {
	case a.tour.at >= len(tourSteps):
		a.tour = tour{on: !a.tour.on, since: a.tourHere()}
		return nil
	case !a.tour.on:
		a.tour.on, a.tour.since = true, a.tourHere()
		return nil
	}
	t := a.theme.T
	items := []kit.Item{{ID: "skip", Label: t("tour.skip")}, {ID: "leave", Label: t("tour.leave")},
		{ID: "anew", Label: t("tour.anew")}}
	o := kit.PickerOptions{Title: t("keys.tour"), Items: func(q string) []kit.Item { return kit.FilterItems(items, q) }}
	a.over = a.newPicker(o, nil, func(act kit.Action) tea.Cmd {
		switch {
		case act.Kind != kit.Chosen:
		case act.ID == "skip":
			a.tourOn(false)
		case act.ID == "leave":
			a.tour.on = false
		default:
			a.tour = tour{on: true, since: a.tourHere()}
		}
		return nil
	})
	return nil
}

// tourSays is what to do next, in the words of the place.
func (a *App) tourSays() string {
	if a.tour.at >= len(tourSteps) {
		return a.theme.T("tour.end")
	}
	word := "tour." + tourSteps[a.tour.at].key
	if here := word + "." + a.tourPlace(); a.theme.Lang.Has(here) {
		word = here
	}
	return a.theme.T(word, "who", a.tourWho())
}

// tourWho are the initials of the citizen whose page is in front, "" elsewhere.
func (a *App) tourWho() string {
	r := a.front()
	if r == nil || r.name != screen.Citizen {
		return ""
	}
	for _, row := range r.s.Shows() {
		if c, ok := row.(*model.Citizen); ok {
			return c.Initials()
		}
	}
	return ""
}

// The window in which the tour has a line of its own for how far it is.
const tourW, tourH = 80, 20

// tourLines are the lines above the last one, at most two.
func (a *App) tourLines() []string {
	if !a.tour.on {
		return nil
	}
	t, n, next := a.theme, a.tour.at, a.tourSays()
	runs := n < len(tourSteps)
	drawn := a.opt.Plain == nil && a.size.W >= tourW && a.size.H >= tourH // signs, which are not heard
	if runs && !drawn {
		next = t.T("tour.short", "n", n+1, "of", len(tourSteps), "next", next)
	}
	var lines []string
	if runs && drawn {
		g := t.Colours.Glyphs
		var signs strings.Builder
		for i := range tourSteps {
			switch {
			case i >= n:
				signs.WriteString(g.Box)
			case a.tour.done[i]:
				signs.WriteString(g.Check)
			default:
				signs.WriteString(g.Cross)
			}
		}
		said := signs.String() + " " + t.T("tour.step", "n", n+1, "of", len(tourSteps),
			"key", t.Names().Show(keys.Std(keys.Tour).Keys[0]))
		lines = append(lines, " "+t.Paint(theme.Subtle, t.Cut(said, a.size.W-2)))
	}
	for _, row := range kit.Short(kit.Wrap(next, a.size.W-2), 2-len(lines)) {
		lines = append(lines, " "+t.Paint(theme.Accent, t.Cut(row, a.size.W-2)))
	}
	return lines
}

// offerTour begins the tour, or says how it begins, as the start of the program wants it.
func (a *App) offerTour() tea.Cmd {
	switch {
	case !a.service.Demo || a.service.Consultant() == nil:
	case a.opt.Tour == TourBegun:
		a.tour.on = true
	case a.opt.Tour == TourOffered:
		return a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("tour.offer", "key",
			a.theme.Names().Show(keys.Std(keys.Tour).Keys[0]))})
	}
	return nil
}
