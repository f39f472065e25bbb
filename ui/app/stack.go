package app

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// tab is a screen behind a number key.
type tab struct {
	key  string
	name screen.Name
}

// tabs are in the order of the first line. A number keeps its screen also where one before it is not built in.
var tabs = slices.DeleteFunc([]tab{
	{"1", screen.Today}, {"2", screen.Companies}, {"3", screen.Citizens}, {"4", screen.Match}, {"5", screen.Lists},
	{"6", screen.Placements}, {"7", screen.Figures}, {"8", screen.Log}, {"9", screen.Settings},
}, func(t tab) bool { return registry[t.name] == nil })

// tabNumber is the place of a screen among the tabs, -1 for one that is none.
func tabNumber(name screen.Name) int {
	return slices.IndexFunc(tabs, func(t tab) bool { return t.name == name })
}

// openScreen is a screen with its host.
type openScreen struct {
	name screen.Name
	arg  any // what it was opened with
	s    screen.Screen
	host *screen.Host
}

// binding finds what the screen itself does under an ID.
func (o *openScreen) binding(id string) (screen.Binding, bool) {
	for _, b := range o.s.Bindings() {
		if b.ID == id {
			return b, true
		}
	}
	return screen.Binding{}, false
}

// stack is the screens of one tab, the front one last.
type stack []*openScreen

// front is the screen that is shown.
func (a *App) front() *openScreen {
	if s := a.tabs[a.at]; len(s) > 0 {
		return s[len(s)-1]
	}
	return nil
}

// openScreen finds an open screen by its number, also in tabs behind.
func (a *App) openScreen(id int) *openScreen {
	for _, s := range a.tabs {
		for _, r := range s {
			if r.host.ID == id {
				return r
			}
		}
	}
	return nil
}

// show brings a tab to the front and opens its screen the first time. Match always begins with the choice of somebody:
// also over what was opened from it.
func (a *App) show(tab int) tea.Cmd {
	a.at = tab
	if len(a.tabs[tab]) == 0 {
		return a.open(tabs[tab].name, nil)
	}
	if tabs[tab].name == screen.Match && a.front().name != screen.Match {
		return a.open(screen.Match, nil)
	}
	return a.front().s.Update(screen.Shown{})
}

func (a *App) open(name screen.Name, arg any) tea.Cmd {
	build, ok := registry[name]
	if !ok {
		return nil
	}
	a.nextID++
	h := screen.NewHost(a.ctx, a.nextID, a.theme, a.service, a.opt.Send)
	r := &openScreen{name: name, arg: arg, s: build(h), host: h}
	a.keepList(r)
	a.tabs[a.at] = append(a.tabs[a.at], r)
	return r.s.Open(arg)
}

// goTo opens a screen: a tab's own screen without an argument brings the tab to the front as it was left.
func (a *App) goTo(m screen.Go) tea.Cmd {
	for i, t := range tabs {
		if t.name == m.To && m.Arg == nil && !m.Replace {
			return a.show(i)
		}
	}
	if m.Replace {
		a.drop()
	}
	return a.open(m.To, m.Arg)
}

// drop closes the front screen.
func (a *App) drop() {
	if r := a.front(); r != nil {
		r.host.Close()
		delete(a.drafts, r.host.ID)
		a.tabs[a.at] = a.tabs[a.at][:len(a.tabs[a.at])-1]
	}
}

// back leaves the front screen. The last one of a tab leads to the first tab; the first tab's last one stays.
// Where half-typed text cannot be kept the screen stays, with the text and the error.
func (a *App) back(m screen.Back) tea.Cmd {
	var keep tea.Cmd
	if r := a.front(); r != nil {
		keep = a.writeDraft(r.host.ID)
		if _, _, typed := draftOf(r); keep != nil && len(typed) > 0 {
			return func() tea.Msg {
				kept := keep().(draftKept)
				kept.then = &m
				return kept
			}
		}
	}
	return tea.Batch(keep, a.backNow(m))
}

// backNow leaves the front screen, whose draft is kept.
func (a *App) backNow(m screen.Back) (said tea.Cmd) {
	if m.SayKept {
		said = a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("edit.draft.kept")})
	}
	if len(a.tabs[a.at]) <= 1 {
		if r := a.front(); r == nil || r.name != tabs[a.at].name {
			a.drop()
			return tea.Batch(said, a.show(a.at))
		}
		return tea.Batch(said, a.show(0))
	}
	a.drop()
	return tea.Batch(said, a.front().s.Update(screen.Returned{Arg: m.Arg}))
}

// deliver hands a result over to the screen that asked, when it still wants it.
func (a *App) deliver(m screen.Delivery) tea.Cmd {
	r := a.openScreen(m.To().Screen)
	if r == nil || !r.host.Fresh(m.To()) {
		return nil
	}
	r.host.Finish(m.To())
	return m.Deliver()
}

// toAll tells every open screen. Keys wait for what the front one does about it.
func (a *App) toAll(msg tea.Msg) tea.Cmd {
	var front tea.Cmd
	for _, s := range a.tabs {
		for _, r := range s {
			if cmd := r.s.Update(msg); r == a.front() {
				front = a.led(cmd)
			} else {
				a.aside(cmd)
			}
		}
	}
	return front
}
