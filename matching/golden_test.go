package matching_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobspor/matching"
)

// goldenReached is the share of golden cases that are satisfied, in tenths of a percent. It only goes up: a change that
// breaks a case says so here, by name.
const goldenReached = 989

// goldenLeast is how many cases there are to be.
const goldenLeast = 60

func TestGolden(t *testing.T) {
	cases := readGolden(t, "testdata/golden.txt")
	if len(cases) < goldenLeast {
		t.Errorf("got %d cases, want %d or more", len(cases), goldenLeast)
	}
	options := realOptions(t)
	good := 0
	var broken []string
	for _, c := range cases {
		if n := len(c.companies); n < 8 || n > 16 {
			t.Errorf("golden.txt:%d: %s: %d workplaces, want 8 to 16", c.line, c.title, n)
		}
		if c.why == "" || len(c.expect) == 0 {
			t.Errorf("golden.txt:%d: %s: says nothing of why, or expects nothing", c.line, c.title)
		}
		faults := c.faults(t, options)
		if len(faults) == 0 {
			good++
			continue
		}
		broken = append(broken, fmt.Sprintf("golden.txt:%d: %s\n"+
			"    hvorfor: %s\n    %s", c.line, c.title, c.why, strings.Join(faults, "\n    ")))
	}
	share := 1000 * good / max(len(cases), 1)
	t.Logf("golden cases: %d of %d satisfied (%d.%d %%)", good, len(cases), share/10, share%10)
	if len(broken) > 0 {
		t.Logf("broken:\n%s", strings.Join(broken, "\n"))
	}
	if share < goldenReached {
		t.Errorf("got %d.%d %% of the golden cases, want %d.%d %%", share/10, share%10, goldenReached/10,
			goldenReached%10)
	}
}

// faults says in which ways a case is not satisfied.
func (c *goldenCase) faults(t *testing.T, o matching.Options) []string {
	t.Helper()
	s, err := matching.Build(t.Context(), c.source(), o)
	if err != nil {
		t.Fatal(err)
	}
	req := matching.Request{Citizen: c.citizen, Goals: c.goals, Today: goldenDay, Seed: 322, Overrides: c.overrides}
	r, err := s.Match(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range c.expect {
		out = append(out, c.check(t, s, req, r, e)...)
	}
	if len(out) > 0 {
		out = append(out, "listen: "+shown(r))
	}
	return out
}

func shown(r *matching.Ranking) string {
	var list []string
	for _, row := range r.Rows {
		list = append(list, fmt.Sprintf("%s %d", row.CompanyID, row.Score))
	}
	var read []string
	for _, g := range r.Read.Goals {
		for _, o := range g.Occupations {
			read = append(read, fmt.Sprintf("%s %d", o.Label, o.Share))
		}
	}
	return strings.Join(list, ", ") + fmt.Sprintf(" · læst som %s, undgå %v, gerne %v · ude %v",
		strings.Join(read, ", "), r.Read.Avoid, r.Read.Seek, r.Blocked)
}

func (c *goldenCase) check(
	t *testing.T, s *matching.Snapshot, req matching.Request, r *matching.Ranking, e expectation,
) (faults []string) {
	t.Helper()
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("linje %d, %s: %s", e.line, e.kind, fmt.Sprintf(format, args...)))
	}
	at := func(id string) int {
		if !slices.ContainsFunc(c.companies, func(m companyPtr) bool { return m.ID == id }) {
			t.Fatalf("golden.txt:%d: there is no workplace %q", e.line, id)
		}
		return slices.IndexFunc(r.Rows, func(row matching.Row) bool { return row.CompanyID == id })
	}
	if e.kind == "før" {
		a, b, _ := strings.Cut(e.text, " ")
		if i, j := at(a), at(strings.TrimSpace(b)); i < 0 || j < 0 || i > j {
			fault("%s er nr. %d og %s nr. %d", a, i+1, b, j+1)
		}
		return faults
	}
	for item := range strings.SplitSeq(e.text, ",") {
		id, rest, _ := strings.Cut(strings.TrimSpace(item), " ")
		rest = strings.Trim(rest, "()")
		switch i := at(id); {
		case e.kind == "først" && i != 0, e.kind == "top" && (i < 0 || i > 2), e.kind == "med" && i < 0:
			fault("%s er nr. %d", id, i+1)
		case e.kind == "ikke" && i >= 0:
			fault("%s er nr. %d", id, i+1)
		case e.kind == "ikke" && rest != "":
			v, err := s.WhyNot(t.Context(), req, id)
			if err != nil {
				t.Fatal(err)
			}
			if want := goldenCriteria[rest]; want == "" || v.Block != want {
				fault("%s er ude på grund af %s, ikke %s", id, v.Block, want)
			}
		case e.kind == "spørg":
			if i < 0 || !asks(r.Rows[i], rest) {
				fault("%s bliver ikke spurgt om %s", id, rest)
			}
		}
	}
	return faults
}

// asks reports whether a row has a question of the criterion, or of the one condition named.
func asks(row matching.Row, what string) bool {
	return slices.ContainsFunc(matching.Questions(row), func(q matching.Question) bool {
		if key := goldenCriteria[what]; key != "" {
			return q.Criterion == key
		}
		return q.Criterion == "conditions" && danish.T("match.condition."+q.Answer.Value) == what
	})
}
