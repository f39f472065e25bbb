package service

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"jobspor/model"
	"jobspor/model/schema"
)

// otherNames are the full names of other citizens in small letters, by their first word. A citizen who is known by one
// word only is not looked for: that word could be anybody's.
type otherNames map[string][][]string

// crossedOut stands in the place of a name.
const crossedOut = "█████"

// readOtherNames reads the names that citizens have or had, also of those who were removed.
func readOtherNames(ctx context.Context, store Store, subject *model.Citizen) (otherNames, error) {
	out := otherNames{}
	own := nameWords(subject.Name())
	add := func(e model.Entity) error {
		c := e.(*model.Citizen)
		name := nameWords(c.Name())
		known := slices.ContainsFunc(out[firstOf(name)], func(n []string) bool { return slices.Equal(n, name) })
		if c.ID != subject.ID && len(name) > 1 && !slices.Equal(name, own) && !known {
			out[name[0]] = append(out[name[0]], name)
		}
		return nil
	}
	q := schema.Query{Fields: []string{"first_name", "last_name"}, AnyOrder: true}
	if err := store.Each(ctx, "citizen", q, add); err != nil {
		return nil, err
	}
	err := store.EachLogRow(ctx, []string{"citizen"}, func(_ model.LogEntry, _ string, row model.LogRow) error {
		if row.Before == nil {
			return nil
		}
		return add(row.Before)
	})
	return out, err
}

func nameWords(name string) []string { return strings.FieldsFunc(strings.ToLower(name), notInName) }

func firstOf(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

func notInName(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// crossOut replaces the names in a text and counts them.
func (o otherNames) crossOut(s string) (string, int) {
	if len(o) == 0 {
		return s, 0
	}
	type word struct{ from, to int }
	var words []word
	start := -1
	for i, r := range s {
		switch letter := !notInName(r); {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			words, start = append(words, word{start, i}), -1
		}
	}
	if start >= 0 {
		words = append(words, word{start, len(s)})
	}
	var b strings.Builder
	done, found := 0, 0
	for i := 0; i < len(words); i++ {
		for _, name := range o[strings.ToLower(s[words[i].from:words[i].to])] {
			if i+len(name) > len(words) {
				continue
			}
			same := true
			for j, part := range name {
				got := strings.ToLower(s[words[i+j].from:words[i+j].to])
				same = same && (got == part || j == len(name)-1 && got == part+"s") // the genitive
			}
			if same {
				b.WriteString(s[done:words[i].from] + crossedOut)
				i += len(name) - 1
				done, found = words[i].to, found+1
				break
			}
		}
	}
	return b.String() + s[done:], found
}
