package figures

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/programme"
)

// drawRows draws a small register: teams, consultants, citizens with enrolments, placements, hours and contacts.
func drawRows(t *rapid.T, name string, citizens int) *Rows {
	rows := &Rows{
		Programmes: []*programme.Programme{
			{
				Key: "p", Edition: "2026-1", CountsAfterEnd: true,
				Elements: []programme.Element{{Named: programme.Named{Key: "e"}, Due: model.Some(40)}},
			},
		},
	}
	first := model.NewDate(2025, 1, 1)
	day := func(label string) model.Date { return first.Add(rapid.IntRange(0, 700).Draw(t, label)) }
	consultants := rapid.IntRange(1, 5).Draw(t, "consultants")
	for i := range consultants {
		c := &model.Consultant{Head: model.Head{ID: fmt.Sprint(name, "k", i)}, Team: name + fmt.Sprint(i/2)}
		rows.Consultants = append(rows.Consultants, c)
	}
	var weeks []*model.Week
	for i := range citizens {
		id := fmt.Sprint(name, i)
		z := &model.Citizen{
			Head: model.Head{ID: id}, StartedOn: day("start"),
			Responsible: rows.Consultants[rapid.IntRange(0, consultants-1).Draw(t, "who")].ID, Status: "active",
		}
		rows.Citizens = append(rows.Citizens, z)
		if rapid.Bool().Draw(t, "enrolled") {
			e := &model.Enrolment{
				Head: model.Head{ID: "e" + id}, CitizenID: id, Programme: "p", Edition: "2026-1", StartOn: z.StartedOn,
				Group:      rapid.SampledFrom([]string{"", "treatment", "control"}).Draw(t, "group"),
				Consultant: z.Responsible}
			if rapid.Bool().Draw(t, "ended") {
				e.EndedOn, e.Outcome = z.StartedOn.Add(rapid.IntRange(0, 300).Draw(t, "days")),
					rapid.SampledFrom([]string{"a", "b", ""}).Draw(t, "outcome")
			}
			rows.Enrolments = append(rows.Enrolments, e)
			rows.Ticks = append(rows.Ticks, &model.Tick{EnrolmentID: e.ID, Element: "e", On: day("tick")})
			if rapid.IntRange(0, 3).Draw(t, "exempt") == 0 {
				from := day("from")
				rows.Exemptions = append(rows.Exemptions, &model.Exemption{
					EnrolmentID: e.ID, From: from, Until: from.Add(rapid.IntRange(0, 200).Draw(t, "long")),
				})
			}
		}
		for n := range rapid.IntRange(0, 2).Draw(t, "placements") {
			p := &model.Placement{
				Head: model.Head{ID: fmt.Sprint("f", id, n)}, CitizenID: id,
				CompanyID: fmt.Sprint(name, "v", rapid.IntRange(0, 2).Draw(t, "company")),
				Kind:      rapid.SampledFrom(model.PlacementKinds).Draw(t, "kind"),
				State:     rapid.SampledFrom([]string{"running", "ended", "agreed"}).Draw(t, "state"),
				StartOn:   day("begins")}
			if p.State == "ended" {
				p.EndedOn, p.Outcome, p.EndedBy = p.StartOn.Add(rapid.IntRange(0, 150).Draw(t, "length")),
					rapid.SampledFrom(model.Outcomes).Draw(t, "after"), "together"
				p.JobCentreSetup, p.CompanySetup = "very_satisfied", "very_satisfied"
			}
			rows.Placements = append(rows.Placements, p)
			for k := range rapid.IntRange(0, 6).Draw(t, "weeks") {
				weeks = append(weeks,
					&model.Week{
						PlacementID: p.ID, Monday: p.StartOn.Monday().Add(7 * k),
						Paid:   model.Some(model.Hours(rapid.IntRange(0, 60).Draw(t, "paid"))),
						Agreed: model.Some(3), Met: model.Some(2)})
			}
		}
		rows.Contacts = append(rows.Contacts, &model.Contact{
			CitizenID: id, CompanyID: name + "v0", Consultant: z.Responsible, On: day("contact"),
			How: rapid.SampledFrom(model.ContactWays).Draw(t, "how"),
		})
	}
	for _, w := range weeks {
		rows.AddWeek(w)
	}
	return rows
}

func drawPeriod(t *rapid.T) Selection {
	from := model.NewDate(2025, 1, 1).Add(rapid.IntRange(0, 400).Draw(t, "a"))
	sel := Selection{From: from, To: from.Add(rapid.IntRange(0, 400).Draw(t, "b"))}
	if rapid.Bool().Draw(t, "programme") {
		sel.Programme = "p"
	}
	return sel
}

// joined is the rows of two registers together.
func joined(a, b *Rows) *Rows {
	out := &Rows{
		Consultants: append(append([]*model.Consultant{}, a.Consultants...), b.Consultants...),
		Citizens:    append(append([]*model.Citizen{}, a.Citizens...), b.Citizens...),
		Enrolments:  append(append([]*model.Enrolment{}, a.Enrolments...), b.Enrolments...),
		Exemptions:  append(append([]*model.Exemption{}, a.Exemptions...), b.Exemptions...),
		Ticks:       append(append([]*model.Tick{}, a.Ticks...), b.Ticks...),
		Sessions:    append(append([]*model.PlanLine{}, a.Sessions...), b.Sessions...),
		Placements:  append(append([]*model.Placement{}, a.Placements...), b.Placements...),
		Contacts:    append(append([]*model.Contact{}, a.Contacts...), b.Contacts...), Programmes: a.Programmes}
	out.weeks = append(append(out.weeks, a.weeks...), moved(b.weeks, len(a.Placements))...)
	return out
}

func moved(list []weekRow, by int) []weekRow {
	out := append([]weekRow{}, list...)
	for i := range out {
		out[i].place += int32(by)
	}
	return out
}

// TestFiguresDoNotChangeByOtherTeams: who is added to other teams changes nothing for a team but whether it is shown,
// which hangs on its neighbours.
func TestFiguresDoNotChangeByOtherTeams(t *testing.T) {
	today := model.NewDate(2026, 11, 26)
	rapid.Check(t, func(t *rapid.T) {
		mine, theirs := drawRows(t, "a", rapid.IntRange(0, 25).Draw(t, "mine")),
			drawRows(t, "b", rapid.IntRange(0, 25).Draw(t, "theirs"))
		sel := drawPeriod(t)
		sel.Team = "a0"
		before, after := mustFigures(t, mine, today, sel), mustFigures(t, joined(mine, theirs), today, sel)
		for i := range before {
			b, a := before[i], after[i]
			if b.State == StateHidden || a.State == StateHidden {
				continue
			}
			if b.Result != a.Result || !reflect.DeepEqual(b.Behind, a.Behind) || b.Left != a.Left {
				t.Fatalf("%s: %+v before, %+v with others added", b.Spec.Key, b.Result, a.Result)
			}
		}
	})
}

func mustFigures(t *rapid.T, rows *Rows, today model.Date, sel Selection) []Figure {
	list, err := Compute(rows, today, sel)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestPartsAddUpToTheWhole: what is counted of every consultant and group is together what is counted of everybody,
// before anything is hidden; and what is shown is that or nothing.
func TestPartsAddUpToTheWhole(t *testing.T) {
	today := model.NewDate(2026, 11, 26)
	rapid.Check(t, func(t *rapid.T) {
		rows, sel := drawRows(t, "a", rapid.IntRange(0, 40).Draw(t, "n")), drawPeriod(t)
		s := NewBase(rows, today).study(sel)
		for _, spec := range Definitions() {
			tally := s.run(spec, sel.From, s.end, false)
			all := make([]bool, len(s.under))
			whole := s.value(spec, tally, all, 0, nodeAll, sel.From, s.end)
			var teams, single Result
			add := func(to *Result, node, group int) {
				v := s.value(spec, tally, all, node, group, sel.From, s.end)
				to.Num += v.Num
				to.Den += v.Den
				to.People += v.People
			}
			for n, node := range s.nodes {
				switch node.kind {
				case "team":
					add(&teams, n, nodeAll)
				case "consultant":
					if s.groups == 1 {
						add(&single, n, nodeAll)
						continue
					}
					for g := nodeTreatment; g <= nodeNone; g++ {
						add(&single, n, g)
					}
				}
			}
			// A consultant with citizens of two groups is one consultant in each of them.
			byConsultant := spec.how == howEach || spec.how == howEachWeek
			if teams.Num != whole.Num || teams.Den != whole.Den || teams.People != whole.People {
				t.Fatalf("%s: teams %+v, whole %+v", spec.Key, teams, whole)
			}
			if single.Num != whole.Num || single.People != whole.People || single.Den != whole.Den && !byConsultant {
				t.Fatalf("%s: consultants %+v, whole %+v", spec.Key, single, whole)
			}
		}
	})
}

// TestShownPartsGiveNothingHidden: over all selections of a register, no group under five is shown, and what is hidden
// does not follow from what is shown of teams, consultants and groups.
func TestShownPartsGiveNothingHidden(t *testing.T) {
	today := model.NewDate(2026, 11, 26)
	rapid.Check(t, func(t *rapid.T) {
		rows, sel := drawRows(t, "a", rapid.IntRange(0, 40).Draw(t, "n")), drawPeriod(t)
		s := NewBase(rows, today).study(sel)
		for _, spec := range Definitions() {
			if spec.how == howEachWeek && sel.Programme == "" {
				continue // contacts with workplaces, not groups of citizens
			}
			tally := s.run(spec, sel.From, s.end, false)
			hidden, people := s.hide(spec, tally), make([]int, len(s.under))
			for c, leaves := range s.under {
				for _, l := range leaves {
					people[c] += tally.people[l]
				}
				if people[c] > 0 && people[c] < LeastGroup && !hidden[c] {
					t.Fatalf("%s: a group of %d is shown", spec.Key, people[c])
				}
			}
			if spec.how == howMedian {
				continue // hides more, by two counts
			}
			if found := solvable(people, hidden, s.adding); len(found) > 0 {
				t.Fatalf("%s: %v follow from what is shown of %v", spec.Key, found, people)
			}
			if spec.how != howShare {
				continue
			}
			num, den := s.perCell(tally.num), s.perCell(tally.den)
			for _, sum := range s.adding {
				n, of := 0, 0
				for _, p := range sum.Parts {
					if hidden[p] {
						n, of = n+num[p], of+den[p]
					}
				}
				w := sum.Whole
				if mixed := num[w] > 0 && num[w] < den[w]; mixed && !hidden[w] && of > 0 && (n == 0 || n == of) {
					t.Fatalf("%s: %d of %d is the share of every hidden part of %d of %d", spec.Key, n, of, num[w],
						den[w])
				}
			}
		}
	})
}

func TestSelectionIsChecked(t *testing.T) {
	day := model.NewDate(2026, 1, 1)
	for _, c := range []struct {
		sel  Selection
		want string
	}{
		{Selection{From: day, To: day}, ""},
		{Selection{To: day}, "err.figures.from"},
		{Selection{From: day}, "err.figures.to"},
		{Selection{From: day, To: day - 1}, "err.figures.period"},
		{Selection{From: day, To: day + 4000}, "err.figures.long"},
		{Selection{From: day, To: day, Group: "third", Programme: "p"}, "err.figures.group"},
		{Selection{From: day, To: day, Group: "control"}, "err.figures.group.programme"},
	} {
		got := ""
		if err := c.sel.Check(); err != nil {
			got = err.(*model.Error).Key
		}
		if got != c.want {
			t.Errorf("%+v: got %q, want %q", c.sel, got, c.want)
		}
	}
}
