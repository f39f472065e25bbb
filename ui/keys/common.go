package keys

import "strings"

// The identifiers of the bindings that all screens share (what is learned
// once works everywhere). A screen takes them with Std and adds its own.
const (
	Up       = "up"
	Down     = "down"
	PageUp   = "pageup"
	PageDown = "pagedown"
	Top      = "top"
	Bottom   = "bottom"
	Open     = "open"
	Back     = "back"
	Search   = "search"
	Mark     = "mark"
	MarkAll  = "markall"
	New      = "new"
	Edit     = "edit"
	Log      = "log"
	Match    = "match"
	AddTo    = "addto"
	Trial    = "trial"
	Sort     = "sort"
	Undo     = "undo"
	Redo     = "redo"
	Export   = "export"
	Palette  = "palette"
	Help     = "help"
	Save     = "save"
	Next     = "next"
	Previous = "previous"
	Lock     = "lock"
	Suspend  = "suspend"
	Quit     = "quit"
	Damaged  = "damaged"
	JumpBack = "jumpback"
	JumpOn   = "jumpon"
	Recent   = "recent"
	Tour     = "tour"
	Tab      = "tab" // the keystroke is the number of the tab
)

// The headings of the help.
const (
	GroupMove   = "keys.group.move"
	GroupAct    = "keys.group.act"
	GroupScreen = "keys.group.screen"
	GroupApp    = "keys.group.app"
)

// Standard returns the bindings that all screens share, in the order of the help. The slice is the caller's own.
func Standard() []Binding {
	return []Binding{
		{ID: Up, Keys: []string{"up", "k"}, Label: "keys.up", Group: GroupMove},
		{ID: Down, Keys: []string{"down", "j"}, Label: "keys.down", Group: GroupMove},
		{ID: PageUp, Keys: []string{"pgup", "ctrl+b"}, Label: "keys.pageup", Group: GroupMove},
		{ID: PageDown, Keys: []string{"pgdown", "ctrl+f"}, Label: "keys.pagedown", Group: GroupMove},
		{ID: Top, Keys: []string{"home", "g"}, Label: "keys.top", Group: GroupMove},
		{ID: Bottom, Keys: []string{"end", "G"}, Label: "keys.bottom", Group: GroupMove},
		{ID: Next, Keys: []string{"tab"}, Label: "keys.next", Group: GroupMove},
		{ID: Previous, Keys: []string{"shift+tab"}, Label: "keys.previous", Group: GroupMove},
		{ID: Open, Keys: []string{"enter"}, Label: "keys.open", Group: GroupMove, Footer: 10},
		{ID: Back, Keys: []string{"esc"}, Label: "keys.back", Group: GroupMove},

		{ID: Search, Keys: []string{"/"}, Label: "keys.search", Group: GroupAct, Footer: 80, Palette: true},
		{ID: Mark, Keys: []string{"space"}, Label: "keys.mark", Group: GroupAct, Footer: 20},
		{ID: MarkAll, Keys: []string{"ctrl+a"}, Label: "keys.markall", Group: GroupAct},
		{ID: New, Keys: []string{"n"}, Label: "keys.new", Group: GroupAct, Footer: 30, Palette: true},
		{ID: Edit, Keys: []string{"e"}, Label: "keys.edit", Group: GroupAct, Footer: 40, Palette: true},
		{ID: Log, Keys: []string{"l"}, Label: "keys.log", Group: GroupAct, Footer: 50, Palette: true},
		{ID: Match, Keys: []string{"m"}, Label: "keys.match", Group: GroupAct, Footer: 45, Palette: true},
		{ID: AddTo, Keys: []string{"+"}, Label: "keys.addto", Group: GroupAct, Footer: 35, Palette: true},
		{ID: Trial, Keys: []string{"s"}, Label: "keys.trial", Group: GroupAct, Footer: 55, Palette: true},
		{ID: Sort, Keys: []string{"S"}, Label: "keys.sort", Group: GroupAct, Palette: true},
		{ID: Export, Keys: []string{"x"}, Label: "keys.export", Group: GroupAct, Footer: 60, Palette: true},
		{ID: Save, Keys: []string{"ctrl+s"}, Label: "keys.save", Group: GroupAct, Footer: 5},

		{ID: Undo, Keys: []string{"u"}, Label: "keys.undo", Group: GroupApp, Palette: true},
		{ID: Redo, Keys: []string{"U"}, Label: "keys.redo", Group: GroupApp, Palette: true},
		{ID: Palette, Keys: []string{":", "ctrl+k"}, Label: "keys.palette", Group: GroupApp},
		{ID: Help, Keys: []string{"?"}, Label: "keys.help", Group: GroupApp, Footer: 90},
		{ID: Tab, Keys: strings.Split("123456789", ""), Label: "keys.tab", Group: GroupApp},
		{ID: JumpBack, Keys: []string{"alt+left"}, Label: "keys.jumpback", Group: GroupApp, Palette: true},
		{ID: JumpOn, Keys: []string{"alt+right"}, Label: "keys.jumpon", Group: GroupApp, Palette: true},
		{ID: Recent, Keys: []string{"alt+down"}, Label: "keys.recent", Group: GroupApp, Palette: true},
		{ID: Damaged, Keys: []string{"!"}, Label: "keys.damaged", Group: GroupApp, Palette: true},
		{ID: Tour, Keys: []string{"W"}, Label: "keys.tour", Group: GroupApp, Palette: true},
		{ID: Lock, Keys: []string{"ctrl+l"}, Label: "keys.lock", Group: GroupApp, Palette: true},
		{ID: Suspend, Keys: []string{"ctrl+z"}, Label: "keys.suspend", Group: GroupApp},
		{ID: Quit, Keys: []string{"q", "ctrl+c"}, Label: "keys.quit", Group: GroupApp, Palette: true},
	}
}

// Std returns one of the shared bindings. An unknown identifier gives a binding without keys, which no keystroke
// reaches.
func Std(id string) Binding {
	b, _ := ByID(Standard(), id)
	return b
}

// Pick returns several of the shared bindings, in the order asked for.
func Pick(ids ...string) []Binding {
	all := Standard()
	out := make([]Binding, 0, len(ids))
	for _, id := range ids {
		if b, ok := ByID(all, id); ok {
			out = append(out, b)
		}
	}
	return out
}
