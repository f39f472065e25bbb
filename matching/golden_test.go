package matching_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jobspor/matching"
)

// goldenReached is how many golden cases are satisfied. It only goes up: a change that breaks a case says so here, by
// name. A case that is not satisfied says in the file why that is so.
const goldenReached = 199

// goldenLeast is how many cases there are to be.
const goldenLeast = 160

func TestGolden(t *testing.T) {
	cases := readGolden(t, "testdata/golden.txt")
	if len(cases) < goldenLeast {
		t.Errorf("got %d cases, want %d or more", len(cases), goldenLeast)
	}
	options := realOptions(t)
	good := 0
	var broken, decided []string
	for _, c := range cases {
		if n := len(c.companies); n < 8 || n > 16 {
			t.Errorf("golden.txt:%d: %s: %d workplaces, want 8 to 16", c.line, c.title, n)
		}
		if c.why == "" || len(c.expect) == 0 {
			t.Errorf("golden.txt:%d: %s: says nothing of why, or expects nothing", c.line, c.title)
		}
		faults := c.faults(t, options)
		switch {
		case len(faults) == 0 && c.open != "":
			t.Logf("golden.txt:%d: %s: satisfied now; the line \"udestår\" can go", c.line, c.title)
			fallthrough
		case len(faults) == 0:
			good++
		case c.open != "":
			decided = append(decided, fmt.Sprintf("golden.txt:%d: %s: %s", c.line, c.title, c.open))
		default:
			broken = append(broken, fmt.Sprintf("golden.txt:%d: %s\n"+
				"    hvorfor: %s\n    %s", c.line, c.title, c.why, strings.Join(faults, "\n    ")))
		}
	}
	t.Logf("golden cases: %d of %d satisfied", good, len(cases))
	if len(decided) > 0 {
		t.Logf("not satisfied, and why:\n%s", strings.Join(decided, "\n"))
	}
	if len(broken) > 0 {
		t.Errorf("broken without a word why:\n%s", strings.Join(broken, "\n"))
	}
	if good < goldenReached {
		t.Errorf("got %d golden cases, want %d", good, goldenReached)
	}
}

// faults says in which ways a case is not satisfied.
func (c *goldenCase) faults(t *testing.T, o matching.Options) []string {
	t.Helper()
	s, req := c.world(t, o)
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

// world is the snapshot of a case, and what is asked of it.
func (c *goldenCase) world(t *testing.T, o matching.Options) (*matching.Snapshot, matching.Request) {
	t.Helper()
	s, err := matching.Build(t.Context(), c.source(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s, matching.Request{Citizen: c.citizen, Goals: c.goals, Today: goldenDay, Seed: c.seed,
		Overrides: c.overrides}
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
	a, b, _ := strings.Cut(e.text, " ")
	switch e.kind {
	case "før":
		if i, j := at(a), at(b); i < 0 || i > j && j >= 0 {
			fault("%s er nr. %d og %s nr. %d", a, i+1, b, j+1)
		}
		return faults
	case "lige":
		if i, j := at(a), at(b); i < 0 || j < 0 || r.Rows[i].Score != r.Rows[j].Score {
			fault("%s er nr. %d og %s nr. %d", a, i+1, b, j+1)
		}
		return faults
	case "opgave":
		if i := at(a); i < 0 || c.taskName(r.Rows[i].TaskID) != b {
			fault("%s vises ikke med den", a)
		}
		return faults
	case "ulæst":
		if !slices.ContainsFunc(r.Ask, func(m matching.Missing) bool { return m.Field == "goal_words" }) {
			fault("målet blev læst")
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
		case e.kind == "kendt" && (i < 0 || r.Rows[i].Reasons[0].Unknown),
			e.kind == "ukendt" && i >= 0 && !r.Rows[i].Reasons[0].Unknown:
			fault("%s er nr. %d: %v", id, i+1, i >= 0 && r.Rows[i].Reasons[0].Unknown)
		case e.kind == "spørg":
			if i < 0 || !asks(r.Rows[i], rest) {
				fault("%s bliver ikke spurgt om %s", id, rest)
			}
		}
	}
	return faults
}

// taskName is the name of a task of the case's workplaces.
func (c *goldenCase) taskName(id string) string {
	for _, t := range c.tasks {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
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
