package match

import (
	"testing"

	"jobspor/model"
)

func TestGoalWordsTakeThePostcodeFromTheEnd(t *testing.T) {
	for query, want := range map[string][2]string{
		"noget med køkken":            {"noget med køkken", ""},
		"noget med køkken 2635":       {"noget med køkken", "2635"},
		"noget med køkken, 2635":      {"noget med køkken", "2635"},
		"noget med køkken fra 2635":   {"noget med køkken", "2635"},
		"kitchen work from 2635":      {"kitchen work", "2635"},
		"lager, ikke kl. 5, FRA 2650": {"lager, ikke kl. 5", "2650"},
		"2635":                        {"2635", ""},
		"truck 26355":                 {"truck 26355", ""},
		"":                            {"", ""},
	} {
		if text, from := goalWords(query); text != want[0] || from != want[1] {
			t.Errorf("%q: got %q from %q, want %q from %q", query, text, from, want[0], want[1])
		}
	}
}

func TestACitizenIsNamedByNameOrNumber(t *testing.T) {
	c := &model.Citizen{Ref: "B-0012", FirstName: "Åse Marie", LastName: "Sørensen-Holm"}
	for query, want := range map[string]bool{
		"å": true, "aase": true, "åse holm": true, "soerensen": true, "marie s": true,
		"b12": true, "B-0012": true, "12": true, "0012": true,
		"noget med køkken": false, "åse køkken": false, "olm": false, "1": false, "b": false,
	} {
		if got := isNamed(c, query); got != want {
			t.Errorf("%q: got %v, want %v", query, got, want)
		}
	}
}
