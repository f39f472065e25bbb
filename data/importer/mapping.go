package importer

import (
	"maps"
	"slices"
	"strings"

	"jobspor/model/schema"
)

// FormatMap writes what ParseMap reads, ordered by heading.
func FormatMap(m map[string]string) string {
	var parts []string
	for _, heading := range slices.Sorted(maps.Keys(m)) {
		to := m[heading]
		if to == "" {
			to = "-"
		}
		parts = append(parts, strings.ReplaceAll(heading, ",", `\,`)+"="+to)
	}
	return strings.Join(parts, ",")
}

// MapTargets lists the keys that a mapping of a file of a type can name.
func MapTargets(typ string) []string {
	if typ == "week" {
		return slices.Clone(WeekColumns)
	}
	t, ok := schema.TypeNamed(typ)
	if !ok {
		return nil
	}
	return (&columnFinder{typ: t, goals: typ == "citizen"}).keys()
}
