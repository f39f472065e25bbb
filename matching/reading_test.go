package matching_test

import (
	"slices"
	"strings"
	"testing"

	"jobspor/matching"
	"jobspor/model"
)

// TestReadingSaysWhatItIs: a goal is read, is read for its conditions alone, or says that it was not read, with what it
// holds and what that comes near.
func TestReadingSaysWhatItIs(t *testing.T) {
	s := named(t, []string{"x"})
	for _, c := range []struct {
		words, best string // the label of the best occupation, "" for none
		unread      bool
		holds       string
		near        bool
	}{
		{words: "rengøring", best: "rengøringsassistent"},
		{words: "noget på et kontor", best: "kontormedhjælper"},
		{words: "papirarbejde", best: "kontormedhjælper"},
		{words: "noget med papirer", best: "kontormedhjælper"},
		{words: "sidde ved en skærm", best: "kontormedhjælper"},
		{words: "bag et skrivebord", best: "kontormedhjælper"},
		{words: "passe ungerne", best: "barnepige"},
		{words: "noget med teater", best: "teatermedarbejder"},
		{words: "ikke for tungt"},
		{words: "jeg vil ikke arbejde på lager"},
		{words: "det er mig lige meget", unread: true},
		{words: "bare der er nok at lave", unread: true},
		{words: "et sted hvor de andre er søde", unread: true},
		{words: "skrubbe tønder", unread: true, holds: "skrubbe tønder"},
		{words: "qwzx", unread: true, holds: "qwzx"},
	} {
		r, err := s.Match(t.Context(), matching.Request{Citizen: &model.Citizen{}, Words: c.words})
		if err != nil {
			t.Fatal(err)
		}
		g, best := r.Read.Goals[0], ""
		if len(g.Occupations) > 0 {
			best = g.Occupations[0].Label
		}
		if best != c.best || g.Unread != c.unread || strings.Join(g.Holds, "|") != c.holds {
			t.Errorf("%q: got %q, unread %v, holding %q; want %q, %v, %q", c.words, best, g.Unread, g.Holds, c.best,
				c.unread, c.holds)
		}
		asks := slices.ContainsFunc(r.Ask, func(m matching.Missing) bool { return m.Field == "goal_words" })
		if asks != c.unread {
			t.Errorf("%q: the list asks for other words: %v, want %v", c.words, asks, c.unread)
		}
		for _, n := range g.Near {
			if !g.Unread || n.Share >= 60 || n.Evidence == "spelling" || n.Evidence == "exact" {
				t.Errorf("%q: near is %+v, want related work of an unread goal", c.words, n)
			}
		}
	}
}

// TestCorrectedIsNotExact: a mistyped goal is read, and never as surely as one that is spelt right.
func TestCorrectedIsNotExact(t *testing.T) {
	s := named(t, []string{"x"})
	for _, words := range []string{"rengørng", "pædagogmedhælper", "gatner"} {
		r, err := s.Match(t.Context(), matching.Request{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		if o := r.Read.Goals[0].Occupations[0]; o.Evidence != "spelling" || o.Share >= 100 {
			t.Errorf("%q: got %+v, want spelling and less than 100", words, o)
		}
	}
}

// TestRuledOut: what a goal says no to is no way to a workplace, with or without another goal.
func TestRuledOut(t *testing.T) {
	m := memory{}
	for id, task := range map[string]string{
		"store": "lagermedarbejder", "kitchen": "køkkenhjælp", "both": "køkkenhjælp",
	} {
		m.add(&model.Company{Head: model.Head{ID: id}, Name: id})
		m.add(&model.Task{Head: model.Head{ID: id + "1"}, CompanyID: id, Name: task, Occupation: task})
	}
	m.add(&model.Task{Head: model.Head{ID: "both2"}, CompanyID: "both", Name: "lager", Occupation: "lagermedarbejder"})
	s, err := matching.Build(t.Context(), m, realOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{
		"lager": "both store", "ikke lager": "both kitchen", "ikke lager, gerne køkken": "both kitchen",
		"køkken eller lager": "both kitchen store", "ikke lager og ikke køkken": "",
	} {
		r, err := s.Match(t.Context(), matching.Request{Words: words, Limit: -1})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range r.Rows {
			got = append(got, row.CompanyID)
			if strings.HasPrefix(words, "ikke") && row.TaskID == "both2" {
				t.Errorf("%q: the task that is ruled out is shown", words)
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: got %q, want %q", words, s, want)
		}
	}
}
