package keys

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Hint is one key of the footer line.
type Hint struct {
	ID, Key, Label string
	Off            bool // there, but not now: drawn dimmed
}

// Footer returns what the footer shows, most important first.
func Footer(bindings []Binding, t Translate, n Names) []Hint {
	shown := slices.DeleteFunc(slices.Clone(bindings), func(b Binding) bool {
		return b.Footer == 0 || len(b.Keys) == 0
	})
	slices.SortStableFunc(shown, func(a, b Binding) int { return cmp.Compare(a.Footer, b.Footer) })
	hints := make([]Hint, len(shown))
	for i, b := range shown {
		ok, _ := b.OK()
		hints[i] = Hint{ID: b.ID, Key: n.Show(b.Keys[0]), Label: t(b.Label), Off: !ok}
	}
	return hints
}

// Section is one heading of the help with its keys.
type Section struct {
	Title string
	Lines []Hint
}

// Sections returns the help: bindings by group, groups in order of appearance.
// Every key of a binding is listed ("↑ k").
func Sections(bindings []Binding, t Translate, n Names) []Section {
	var out []Section
	at := map[string]int{}
	for _, b := range bindings {
		group := groupOf(b)
		i, ok := at[group]
		if !ok {
			i = len(out)
			at[group] = i
			out = append(out, Section{Title: t(group)})
		}
		on, _ := b.OK()
		out[i].Lines = append(out[i].Lines, Hint{ID: b.ID, Key: n.all(b), Label: t(b.Label), Off: !on})
	}
	return out
}

// Row is one line of the palette.
type Row struct {
	ID, Label, Group, Keys string
	Why                    string // the sentence that says why it does not work now
}

// Rows returns what the palette offers, in declared order.
func Rows(bindings []Binding, t Translate, n Names) []Row {
	var out []Row
	for _, b := range bindings {
		if !b.Palette {
			continue
		}
		r := Row{ID: b.ID, Label: t(b.Label), Group: t(groupOf(b)), Keys: n.all(b)}
		if ok, why := b.OK(); !ok {
			r.Why = t(why)
		}
		out = append(out, r)
	}
	return out
}

// Markdown returns the table for the README, one row per binding.
func Markdown(bindings []Binding, t Translate) string {
	var s strings.Builder
	fmt.Fprintf(&s, "| %s | %s |\n|---|---|\n", t("keys.column.key"), t("keys.column.does"))
	for _, b := range bindings {
		shown := strings.Split(Names{}.all(b), " ")
		for i, k := range shown {
			shown[i] = "`" + strings.ReplaceAll(k, "|", `\|`) + "`"
		}
		fmt.Fprintf(&s, "| %s | %s |\n", strings.Join(shown, " "), t(b.Label))
	}
	return s.String()
}

func groupOf(b Binding) string {
	if b.Group == "" {
		return GroupScreen
	}
	return b.Group
}

// all writes every key of a binding; a row of digits is written as a range.
func (n Names) all(b Binding) string {
	if len(b.Keys) > 2 && digits(b.Keys) {
		return b.Keys[0] + "-" + b.Keys[len(b.Keys)-1]
	}
	shown := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		shown[i] = n.Show(k)
	}
	return strings.Join(shown, " ")
}

func digits(keys []string) bool {
	for i, k := range keys {
		if len(k) != 1 || k[0] != keys[0][0]+byte(i) || k[0] < '0' || k[0] > '9' {
			return false
		}
	}
	return true
}
