package dump_test

import (
	"slices"
	"strings"
	"testing"

	"jobspor/data/dump"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestRowsAndLogThatDiffer: a dump that somebody edited so that its rows and its log do not tell the same is refused
// unless that is accepted, and says which rows, on which line, and by which entry of the log.
func TestRowsAndLogThatDiffer(t *testing.T) {
	lines := trimmed(small(t)) // as in TestWhatIsRefused; the contact is line 5, its entry of the log lines 10 and 11
	without := func(n ...int) func([]string) []string {
		return func(all []string) (out []string) {
			for i, l := range all {
				if !slices.Contains(n, i+1) {
					out = append(out, l)
				}
			}
			return out
		}
	}
	type difference struct {
		kind, typ string
		line      int
		seq       int64
	}
	for _, c := range []struct {
		name   string
		edit   func([]string) []string
		counts []string // of the header: what stands there, and what it becomes
		want   []difference
	}{
		{"as it was written", without(), nil, nil},
		{"no contact", without(5), []string{`"contact":1`, `"contact":0`},
			[]difference{{"row.missing", "contact", 0, 3}}},
		{"no entry about it", without(10, 11), []string{`"log":3`, `"log":2`, `"log_line":3`, `"log_line":2`},
			[]difference{{"row.added", "contact", 5, 0}}},
		{"an entry in the middle is gone", without(8, 9), []string{`"log":3`, `"log":2`, `"log_line":3`,
			`"log_line":2`},
			[]difference{{"row.added", "citizen", 4, 0}, {"log.removed", "", 0, 2}}},
		{"numbers were never given", func(all []string) []string {
			out := slices.Clone(all)
			out[9] = strings.Replace(all[9], `"seq":3,`, `"seq":9,"after":2,`, 1)
			return out
		}, nil, nil},
		{"numbers are missing", func(all []string) []string {
			out := slices.Clone(all)
			out[9] = strings.Replace(all[9], `"seq":3,`, `"seq":9,`, 1)
			return out
		}, nil, []difference{{"log.removed", "", 0, 3}}},
		{"the entry removed it", func(all []string) []string {
			out := slices.Clone(all)
			out[10] = strings.Replace(all[4], `"type":"contact"`, `"type":"log_line","op":"remove","of":"contact"`, 1)
			return out
		}, nil, []difference{{"row.added", "contact", 5, 3}}},
		{"an actor nobody knows", func(all []string) []string {
			out := slices.Clone(all)
			for _, i := range []int{7, 9} {
				out[i] = strings.Replace(all[i], `"actor":""`, `"actor":"somebodyelse"`, 1)
			}
			return out
		}, nil, []difference{{"actor.unknown", "", 0, 2}}},
		{"no log", without(6, 7, 8, 9, 10, 11), []string{`"log":3`, `"log":0`, `"log_line":3`, `"log_line":0`}, nil},
	} {
		text := c.edit(lines)
		text[0] = strings.NewReplacer(c.counts...).Replace(text[0])
		got, err := load(empty(t), resealed(text), dump.Keys{})
		if refused := err != nil; refused != (len(c.want) > 0) {
			t.Errorf("%s: %v, and %d rows differ", c.name, err, len(c.want))
		}
		var found []difference
		for _, d := range got.Different {
			found = append(found, difference{d.Kind, d.Type, d.Line, d.Seq})
		}
		if !slices.Equal(found, c.want) || got.Differs != len(c.want) {
			t.Errorf("%s: %v, %d, want %v", c.name, found, got.Differs, c.want)
		}
	}
}

// TestAMissingRowIsNamedByItsLog: a row that only the log has is named by what the log kept of it, where that is no
// personal field.
func TestAMissingRowIsNamedByItsLog(t *testing.T) {
	s := database(t, t.TempDir())
	defer s.Close()
	citizen := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: "Anna", Status: "active"}
	add := model.Add(citizen)
	if _, err := s.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{add}}); err != nil {
		t.Fatal(err)
	}
	row, err := s.Get(ctx, "citizen", citizen.ID)
	if err != nil {
		t.Fatal(err)
	}
	later := schema.Clone(row).(*model.Citizen)
	later.FirstName = "Anne"
	if _, err := s.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{
		{Before: row, After: later}}}); err != nil {
		t.Fatal(err)
	}
	lines := trimmed(strings.SplitAfter(strings.TrimSuffix(string(plain(t, s)), "\n"), "\n"))
	var text []string
	for _, l := range lines {
		if !strings.HasPrefix(l, `{"type":"citizen"`) {
			text = append(text, strings.Replace(l, `"citizen":1`, `"citizen":0`, 1))
		}
	}
	got, err := load(empty(t), resealed(text), dump.Keys{})
	if err == nil || len(got.Different) != 1 || got.Different[0].Name != "B-0001" {
		t.Errorf("%v, %+v, want B-0001", err, got.Different)
	}
}
