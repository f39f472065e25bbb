package occupations_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
	"jobspor/model"
)

func TestTablesNameOccupationsOfTheLexicon(t *testing.T) {
	known := map[string]bool{}
	for _, o := range builtin(t) {
		known[o.ID] = true
	}
	check := func(file string, ids []string) {
		t.Helper()
		for _, id := range ids {
			if !known[id] {
				t.Errorf("%s: there is no occupation %q", file, id)
			}
		}
	}
	trades, err := occupations.LoadTrades()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range trades {
		check("trades.txt", slices.Concat(line.Main, line.Also))
	}
	tasks, err := occupations.LoadTasks()
	if err != nil {
		t.Fatal(err)
	}
	for id := range tasks {
		check("tasks.txt", []string{id})
	}
	kin, err := occupations.LoadKin()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range kin {
		check("kin.txt", family)
	}
	if len(trades) < 350 || len(tasks) < 500 || len(kin) < 60 {
		t.Errorf("got %d trades, %d occupations with tasks and %d families, want no fewer than there were", len(trades),
			len(tasks), len(kin))
	}
}

func TestParseTrades(t *testing.T) {
	const lines = "# note\nbageri, -bageri = bager, konditor ~ bud\nlager = x\n"
	got, err := occupations.ParseTrades(strings.NewReader(lines), "f")
	want := []occupations.Trade{
		{Words: []string{"bageri", "-bageri"}, Main: []string{"bager", "konditor"}, Also: []string{"bud"}},
		{Words: []string{"lager"}, Main: []string{"x"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	tasks, err := occupations.ParseTasks(strings.NewReader("bager: bage, ælte\n"), "f")
	if err != nil || !reflect.DeepEqual(tasks, map[string][]string{"bager": {"bage", "ælte"}}) {
		t.Errorf("got %v, %v", tasks, err)
	}
	for name, c := range map[string]struct {
		text, key string
		parse     func(string) error
	}{
		"no sign":        {"bageri bager", "err.lexicon.trade", parseTrades},
		"no occupation":  {"bageri =", "err.lexicon.trade", parseTrades},
		"no ID":          {"bageri = Bager Hansen", "err.lexicon.trade", parseTrades},
		"nothing also":   {"bageri = bager ~", "err.lexicon.trade", parseTrades},
		"word twice":     {"bageri, bageri = bager", "err.lexicon.word", parseTrades},
		"tasks of no ID": {"Bager: bage", "err.lexicon.tasks", parseTasks},
		"no tasks":       {"bager", "err.lexicon.tasks", parseTasks},
		"empty task":     {"bager: bage,,", "err.lexicon.comma", parseTasks},
		"kin of no ID":   {"bager, Konditor", "err.lexicon.trade", parseKin},
	} {
		var e *model.Error
		if err := c.parse(c.text); !errors.As(err, &e) || e.Key != c.key || e.Args["line"] != 1 {
			t.Errorf("%s: got %v, want %s at line 1", name, err, c.key)
		}
	}
}

func parseTrades(s string) error {
	_, err := occupations.ParseTrades(strings.NewReader(s), "f")
	return err
}

func parseTasks(s string) error {
	_, err := occupations.ParseTasks(strings.NewReader(s), "f")
	return err
}

func parseKin(s string) error {
	_, err := occupations.ParseKin(strings.NewReader(s), "f")
	return err
}
