package model

// SavedView (visning) is a list as somebody wants to see it again: what narrows it, its order and its columns. One
// without a name is how its owner left the list.
type SavedView struct {
	Head
	Screen     string // of ListScreens
	Consultant string // whose it is, "" is everybody's
	Name       string
	Filter     []string // "key=value"; a key with several values is there several times
	Sort       string   // key of the order, "" is the usual one
	Columns    []string // keys of those shown; none is the usual ones
}

// ListScreens are the lists that can be narrowed, as the screens are called.
var ListScreens = []string{"companies", "citizens", "lists", "placements", "today"}
