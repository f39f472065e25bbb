package figures

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/programme"
)

// register is testdata/register.txt: rows, and lines that say what figures must be.
type register struct {
	rows  Rows
	today model.Date
	weeks []*model.Week
	wants []want
}

type want struct {
	line int
	what string
	args []string
	value,
	text string
}

func readRegister(t *testing.T) *register { return readRows(t, "testdata/register.txt") }

// readRows reads a file of that form.
func readRows(t *testing.T, file string) *register {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := &register{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		w := strings.Fields(line)
		if left, right, ok := strings.Cut(line, " = "); ok {
			f := strings.Fields(left)
			r.wants = append(r.wants, want{n, f[0], f[1:], right, line})
			continue
		}
		take, ok := registerLines[w[0]]
		if !ok {
			t.Fatalf("line %d: no such row %q", n, w[0])
		}
		var args []string
		more := map[string][]string{}
		for _, a := range w[1:] {
			if k, v, ok := strings.Cut(a, "="); ok {
				more[k] = append(more[k], v)
			} else {
				args = append(args, a)
			}
		}
		take(r, args, more)
	}
	for _, w := range r.weeks {
		r.rows.AddWeek(w)
	}
	return r
}

func aDay(s string) model.Date {
	d, err := model.ParseDate(s, 0)
	if err != nil {
		panic(err)
	}
	return d
}

func one(m map[string][]string, key string) string {
	if len(m[key]) > 0 {
		return m[key][0]
	}
	return ""
}

func dayIn(m map[string][]string, key string) model.Date { return aDay(one(m, key)) }

// isoMonday reads "2026-W01".
func isoMonday(s string) model.Date {
	y, w, _ := strings.Cut(s, "-W")
	year, _ := strconv.Atoi(y)
	week, _ := strconv.Atoi(w)
	return model.NewDate(year, 1, 4).Monday().Add(7 * (week - 1))
}

var registerLines = map[string]func(r *register, a []string, m map[string][]string){
	"today": func(r *register, a []string, _ map[string][]string) { r.today = aDay(a[0]) },
	"programme": func(r *register, a []string, m map[string][]string) {
		p := &programme.Programme{Key: a[0], Edition: "2025-1", CountsAfterEnd: one(m, "stays") == "yes"}
		for _, o := range m["leaves"] {
			p.Outcomes = append(p.Outcomes, programme.Outcome{Named: programme.Named{Key: o}, Leaves: true})
		}
		for weeks := range strings.SplitSeq(one(m, "weeks"), ",") {
			if n, err := strconv.Atoi(weeks); err == nil {
				if p.Figures == nil {
					p.Figures = []programme.FigureLine{{Key: "retention"}}
				}
				p.Figures[0].Weeks = append(p.Figures[0].Weeks, n)
			}
		}
		for _, e := range m["element"] {
			key, due, ok := strings.Cut(e, ":")
			el := programme.Element{Named: programme.Named{Key: key}}
			if n, err := strconv.Atoi(due); ok && err == nil {
				el.Due = model.Some(n)
			}
			p.Elements = append(p.Elements, el)
		}
		r.rows.Programmes = append(r.rows.Programmes, p)
	},
	"consultant": func(r *register, a []string, _ map[string][]string) {
		r.rows.Consultants = append(r.rows.Consultants, &model.Consultant{
			Head: model.Head{ID: a[0]}, Team: a[1], Inactive: len(a) > 2,
		})
	},
	"citizen": func(r *register, a []string, m map[string][]string) {
		z := &model.Citizen{
			Head: model.Head{ID: a[0]}, Responsible: a[1], StartedOn: aDay(a[2]), Status: "active",
			ClosedOn: dayIn(m, "closed"),
		}
		if z.ClosedOn != 0 {
			z.Status = "closed"
		}
		r.rows.Citizens = append(r.rows.Citizens, z)
	},
	"enrol": func(r *register, a []string, m map[string][]string) {
		r.rows.Enrolments = append(r.rows.Enrolments,
			&model.Enrolment{
				Head: model.Head{ID: a[0]}, CitizenID: a[1], Programme: a[2], Edition: "2025-1", Consultant: a[3],
				StartOn: aDay(a[4]), EndedOn: dayIn(m, "end"), Outcome: one(m, "outcome"), Group: one(m, "group"),
				PreviousID: one(m, "after"), Redrawn: m["redrawn"]})
	},
	"exempt": func(r *register, a []string, _ map[string][]string) {
		r.rows.Exemptions = append(r.rows.Exemptions, &model.Exemption{
			EnrolmentID: a[0], From: aDay(a[1]), Until: aDay(a[2]),
		})
	},
	"tick": func(r *register, a []string, _ map[string][]string) {
		r.rows.Ticks = append(r.rows.Ticks, &model.Tick{EnrolmentID: a[0], Element: a[1], On: aDay(a[2])})
	},
	"session": func(r *register, a []string, _ map[string][]string) {
		r.rows.Sessions = append(r.rows.Sessions, &model.PlanLine{EnrolmentID: a[0], Kind: "session", On: aDay(a[1]),
			Presence: a[2]})
	},
	"place": func(r *register, a []string, m map[string][]string) {
		p := &model.Placement{
			Head: model.Head{ID: a[0]}, CitizenID: a[1], CompanyID: a[2], Kind: a[3], StartOn: aDay(a[4]),
			State: "running", Outcome: one(m, "outcome"), EndedBy: one(m, "by"), ContinuesID: one(m, "extends"),
		}
		if p.ContinuesID == "" {
			p.ContinuesID = one(m, "renews")
		}
		if len(a) > 5 {
			p.State, p.EndOn, p.EndedOn = "ended", aDay(a[5]), aDay(a[5])
		}
		if state := one(m, "state"); state != "" {
			p.State, p.EndedOn = state, 0
		}
		setup := strings.Split(one(m, "setup")+"//", "/")
		p.CitizenSetup, p.CompanySetup, p.JobCentreSetup = setup[0], setup[1], setup[2]
		r.rows.Placements = append(r.rows.Placements, p)
	},
	"hours": func(r *register, a []string, m map[string][]string) {
		from, to, ok := strings.Cut(a[1], "..")
		if !ok {
			to = from
		}
		for d := isoMonday(from); d <= isoMonday(to); d = d.Add(7) {
			w := &model.Week{PlacementID: a[0], Monday: d}
			if h, err := model.ParseHours(one(m, "paid")); err == nil {
				w.Paid = model.Some(h)
			}
			if days := strings.Split(one(m, "days"), "/"); len(days) == 3 {
				n := func(i int) model.Opt[int] { v, _ := strconv.Atoi(days[i]); return model.Some(v) }
				w.Agreed, w.Met, w.NoShow = n(0), n(1), n(2)
			}
			r.weeks = append(r.weeks, w)
		}
	},
	"contact": func(r *register, a []string, _ map[string][]string) {
		id := func(s string) string { return strings.Trim(s, "-") }
		r.rows.Contacts = append(r.rows.Contacts, &model.Contact{
			CitizenID: id(a[0]), CompanyID: id(a[1]), Consultant: a[2], On: aDay(a[3]), How: a[4],
		})
	},
}

func selectionOf(t *testing.T, text, from, to string) Selection {
	t.Helper()
	s := Selection{From: aDay(from), To: aDay(to)}
	if text == "all" {
		return s
	}
	for part := range strings.SplitSeq(text, ",") {
		k, v, _ := strings.Cut(part, "=")
		at, ok := map[string]*string{
			"programme": &s.Programme, "team": &s.Team, "consultant": &s.Consultant, "group": &s.Group,
		}[k]
		if !ok {
			t.Fatalf("no selection %q", part)
		}
		*at = v
	}
	return s
}

// shown writes a value as the register does.
func shownValue(s *Definition, v Result) string {
	number := func(v float64) string { return strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64) }
	counted := fmt.Sprintf("%d/%d", v.Num, v.Den)
	switch {
	case v.State == StateEmpty && v.Den > 0:
		return "empty " + counted
	case v.State != StateShown:
		return v.State
	case s.how == howMean:
		return fmt.Sprintf("%s %s", number(v.Value), counted)
	case s.how == howMedian:
		return fmt.Sprintf("%s %s..%s %s", number(v.Value), number(v.Low), number(v.High), counted)
	case s.how == howEach || s.how == howEachWeek:
		return number(v.Value) + " " + counted
	}
	return counted
}

// TestFiguresOfTheRegister holds every figure against what was worked out by hand.
func TestFiguresOfTheRegister(t *testing.T) {
	r := readRegister(t)
	if len(r.rows.Citizens) != 40 {
		t.Fatalf("the register has %d citizens, not forty", len(r.rows.Citizens))
	}
	checked := checkRegister(t, r)
	for _, s := range Definitions() {
		if !checked[s.Key] {
			t.Errorf("the register says nothing of %s", s.Key)
		}
	}
}

// checkRegister holds the figures of a register against what was worked out; it gives those that it says something of.
func checkRegister(t *testing.T, r *register) map[string]bool {
	t.Helper()
	base := NewBase(&r.rows, r.today)
	known := map[Selection][]Figure{}
	checked := map[string]bool{}
	for _, w := range r.wants {
		sel := selectionOf(t, w.args[1], w.args[2], w.args[3])
		list, ok := known[sel]
		if !ok {
			var err error
			if list, err = base.Compute(sel); err != nil {
				t.Fatalf("line %d: %v", w.line, err)
			}
			known[sel] = list
		}
		var f *Figure
		for i := range list {
			if list[i].Spec.Key == w.args[0] {
				f = &list[i]
			}
		}
		if f == nil {
			t.Fatalf("line %d: no figure %q", w.line, w.args[0])
		}
		checked[w.args[0]] = true
		if got := golden(f, w); got != w.value {
			t.Errorf("line %d: %s: got %s", w.line, w.text, got)
		}
	}
	return checked
}

// golden is what a line of the register asks for.
func golden(f *Figure, w want) string {
	switch w.what {
	case "figure":
		return shownValue(f.Spec, f.Result)
	case "part":
		kind, key, _ := strings.Cut(w.args[4], ":")
		for _, p := range f.Parts {
			if p.Kind == kind && p.Key == key {
				return shownValue(f.Spec, p.Result)
			}
		}
		return "no such part"
	case "month":
		for _, p := range f.Series {
			y, week := (p.From.Monday() + 3).Week()
			if strings.HasPrefix(p.From.String(), w.args[4]) ||
				f.Spec.Series == weekSeries && w.args[4] == fmt.Sprintf("%d-W%02d", y, week) {
				return shownValue(f.Spec, p.Result)
			}
		}
		return "no such point"
	case "redrawn":
		return strconv.Itoa(f.Redrawn)
	case "compare":
		c := f.Compare
		if c == nil {
			return "nothing to compare"
		}
		if c.Method == MethodWelch {
			return fmt.Sprintf("%.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f welch", c.Treatment.Value, c.Treatment.Low,
				c.Treatment.High, c.Control.Value, c.Control.Low, c.Control.High, c.Diff, c.Low, c.High)
		}
		return fmt.Sprintf("%.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f", c.Treatment.Value, c.Treatment.Low,
			c.Treatment.High,
			c.Control.Value, c.Control.Low, c.Control.High, c.Diff, c.Low, c.High)
	}
	return "?"
}
