package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// Choices are the keys and colours of a person's own file.
type Choices struct {
	Keys    keys.Chosen
	Colours theme.Own
}

// Count is how many keys and colours were chosen.
func (c Choices) Count() (strokes, colours int) {
	for _, of := range append(slices.Collect(maps.Values(c.Keys.On)), c.Keys.Everywhere) {
		for _, s := range of {
			strokes += len(s)
		}
	}
	return strokes, len(c.Colours.Dark) + len(c.Colours.Light)
}

// ChoicesFile is the form of the file.
type ChoicesFile struct {
	Keys    map[string]any `toml:"keys"`
	Colours struct {
		Dark  map[string]string `toml:"dark"`
		Light map[string]string `toml:"light"`
	} `toml:"colours"`
}

// Fault takes what is wrong with the value at a path of the file, such as "keys.match.weights".
type Fault func(path, key string, args model.Args)

// actions are all actions of a screen that can have keys, in their order.
type actions struct {
	screen string
	list   []keys.Binding
}

// allActions are the actions of all screens, by the name of the screen.
func allActions() (out []actions) {
	l := kit.NewTheme(theme.New(theme.Options{}), lang.New(lang.English))
	d := &service.Session{Now: time.Now}
	for _, name := range slices.Sorted(maps.Keys(registry)) {
		h := screen.NewHost(context.Background(), 0, l, d, nil)
		list := screen.Declared(registry[name](h).Bindings())
		h.Close()
		for _, g := range global() {
			if !claimed(list, g) {
				list = append(list, g)
			}
		}
		out = append(out, actions{string(name), list})
	}
	return out
}

// chosenKey is one keystroke of the file, as it is written there.
type chosenKey struct {
	path, screen, action, stroke string // no screen is everywhere
}

// ReadChoices checks what a file says. Every fault is told; what is given back counts only when there is none.
func ReadChoices(f ChoicesFile, fault Fault) Choices {
	c := Choices{
		Keys:    keys.Chosen{Everywhere: map[string][]string{}, On: map[string]map[string][]string{}},
		Colours: theme.Own{Dark: f.Colours.Dark, Light: f.Colours.Light},
	}
	all := allActions()
	var list []chosenKey
	for _, name := range slices.Sorted(maps.Keys(f.Keys)) {
		path := "keys." + name
		inner, table := f.Keys[name].(map[string]any)
		if !table {
			list = append(list, strokes(path, "", name, f.Keys[name], fault)...)
			continue
		}
		if !slices.ContainsFunc(all, func(a actions) bool { return a.screen == name }) {
			fault(path, "err.interface.screen", model.Args{"value": model.Clip(name), "known": screens(all)})
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(inner)) {
			list = append(list, strokes(path+"."+id, name, id, inner[id], fault)...)
		}
	}
	takeAway(list, all, fault)
	for i, k := range list {
		if _, away := keys.Away(k.stroke); !away && !fits(k, list[:i], all, fault) {
			continue
		}
		to := c.Keys.Everywhere
		if k.screen != "" {
			if to = c.Keys.On[k.screen]; to == nil {
				to = map[string][]string{}
				c.Keys.On[k.screen] = to
			}
		}
		to[k.action] = append(to[k.action], k.stroke)
	}
	checkColours("colours.dark", true, f.Colours.Dark, fault)
	checkColours("colours.light", false, f.Colours.Light, fault)
	return c
}

// strokes reads the value of an action: one keystroke or several.
func strokes(path, screen, action string, value any, fault Fault) (out []chosenKey) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, v := range list {
		s, ok := v.(string)
		if !ok {
			fault(path, "err.interface.strokes", model.Args{"value": model.Clip(fmt.Sprint(v))})
			continue
		}
		out = append(out, chosenKey{path, screen, action, s})
	}
	return out
}

// takeAway takes from the actions the keystrokes that a file takes from them, which are free for others then, and tells
// what cannot be taken.
func takeAway(list []chosenKey, all []actions, fault Fault) {
	for _, k := range list {
		stroke, away := keys.Away(k.stroke)
		if !away {
			continue
		}
		args := model.Args{"stroke": model.Clip(stroke), "value": model.Clip(k.action), "screen": k.screen}
		if keys.Fixed(k.action) {
			fault(k.path, "err.interface.fixed", args)
			continue
		}
		known, had, left := false, false, true
		for _, a := range all {
			i := slices.IndexFunc(a.list, func(b keys.Binding) bool { return k.on(a.screen, b.ID) })
			if i < 0 {
				continue
			}
			b := &a.list[i]
			known, args["has"] = true, strings.Join(b.Keys, ", ")
			if !b.Has(stroke) {
				continue
			}
			had = true
			b.Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(s string) bool { return s == stroke })
			left = left && (len(b.Keys) > 0 || slices.ContainsFunc(list, func(o chosenKey) bool {
				_, away := keys.Away(o.stroke)
				return !away && o.on(a.screen, b.ID)
			}))
		}
		switch {
		case !known:
			unknown(k, all, args, fault)
		case !had:
			fault(k.path, "err.interface.nothad", args)
		case !left:
			fault(k.path, "err.interface.nothing", args)
		}
	}
}

// on reports whether a choice is about an action of a screen.
func (k chosenKey) on(screen, action string) bool {
	return k.action == action && (k.screen == "" || k.screen == screen)
}

// unknown tells that no screen, or not this one, has the action.
func unknown(k chosenKey, all []actions, args model.Args, fault Fault) {
	if k.screen == "" {
		fault(k.path, "err.interface.action", args)
		return
	}
	args["known"] = changeable(all, k.screen)
	fault(k.path, "err.interface.action.screen", args)
}

// fits reports whether a keystroke can be given to its action, and tells why not.
func fits(k chosenKey, before []chosenKey, all []actions, fault Fault) bool {
	args := model.Args{"stroke": model.Clip(k.stroke), "value": model.Clip(k.action), "screen": k.screen}
	if why := keys.Reserved(k.stroke); why != "" {
		fault(k.path, why, args)
		return false
	}
	if keys.Fixed(k.action) {
		fault(k.path, "err.interface.fixed", args)
		return false
	}
	known := false
	for _, a := range all {
		if !slices.ContainsFunc(a.list, func(b keys.Binding) bool { return k.on(a.screen, b.ID) }) {
			continue
		}
		known = true
		args["on"] = a.screen
		if b, taken := keys.Find(a.list, k.stroke); taken {
			args["other"] = b.ID
			fault(k.path, "err.interface.taken", args)
			return false
		}
		for _, o := range before {
			_, there := keys.ByID(a.list, o.action)
			if o.stroke == k.stroke && there && (o.screen == "" || o.screen == a.screen) {
				args["other"] = o.action
				fault(k.path, "err.interface.twice", args)
				return false
			}
		}
	}
	if !known {
		unknown(k, all, args, fault)
	}
	return known
}

func screens(all []actions) string {
	var names []string
	for _, a := range all {
		names = append(names, a.screen)
	}
	return strings.Join(names, ", ")
}

// changeable are the actions of a screen that can have further keys.
func changeable(all []actions, screen string) string {
	var names []string
	for _, a := range all {
		for _, b := range a.list {
			if a.screen == screen && !keys.Fixed(b.ID) {
				names = append(names, b.ID)
			}
		}
	}
	return strings.Join(names, ", ")
}

// checkColours tells which colours have no name or no form, and which cannot be read.
func checkColours(path string, dark bool, own map[string]string, fault Fault) {
	known := theme.ColourNames()
	right := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(own)) {
		args := model.Args{"name": model.Clip(name), "value": model.Clip(own[name])}
		switch {
		case !slices.Contains(known, name):
			args["known"] = strings.Join(known, ", ")
			fault(path+"."+name, "err.interface.colour.name", args)
		case !theme.IsColour(own[name]):
			fault(path+"."+name, "err.interface.colour", args)
		default:
			right[name] = own[name]
		}
	}
	for _, u := range theme.Check(dark, right) {
		fault(path+"."+u.Name, "err.interface.contrast", model.Args{
			"name": u.Name, "value": right[u.Name], "text": u.Text, "on": u.On, "ratio": u.Ratio, "min": u.Min,
		})
	}
}

// InterfaceText is a file of keys and colours that changes nothing: every action and colour stands in it as a remark.
func InterfaceText(l *lang.Lang) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	remark := func(key string) {
		for _, s := range strings.Split(l.T(key), "\n") {
			line("# %s", strings.TrimSpace(s))
		}
	}
	remark("interface.head")
	line("\n[keys]")
	remark("interface.keys")
	for _, g := range keys.Standard() {
		if !keys.Fixed(g.ID) {
			line("# %s = \"\" # %s: %s", g.ID, strings.Join(g.Keys, ", "), l.T(g.Label))
		}
	}
	for _, a := range allActions() {
		head := fmt.Sprintf("\n[keys.%s]", a.screen)
		for _, own := range a.list {
			_, shared := keys.ByID(keys.Standard(), own.ID)
			if keys.Fixed(own.ID) || shared {
				continue
			}
			if head != "" {
				line("%s", head)
				head = ""
			}
			line("# %s = \"\" # %s: %s", own.ID, strings.Join(own.Keys, ", "), l.T(own.Label))
		}
	}
	for _, of := range []struct {
		name string
		dark bool
	}{{"dark", true}, {"light", false}} {
		line("\n[colours.%s]", of.name)
		remark("interface.colours." + of.name)
		colours := theme.StandardColours(of.dark)
		for _, name := range theme.ColourNames() {
			line("# %s = %q", name, colours[name])
		}
	}
	return b.String()
}
