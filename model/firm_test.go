package model

import "testing"

// TestParentChain follows owners over several levels, and refuses an owner of itself, directly and through others.
func TestParentChain(t *testing.T) {
	row := func(id, cvr, parent string) *ParentUnit {
		return &ParentUnit{Head: Head{ID: id}, CVR: cvr, ParentCVR: parent, ParentName: parent}
	}
	all := []*ParentUnit{row("1", "A", "B"), row("2", "B", "C"), row("3", "X", "")}
	chain, looped := ParentChain("A", all)
	if len(chain) != 2 || chain[1].ParentCVR != "C" || looped {
		t.Errorf("got %v, looped %v, want B and C", chain, looped)
	}
	for _, c := range []struct {
		row  *ParentUnit
		want Code
	}{
		{row("", "C", "D"), ""}, {row("", "C", "A"), Invalid}, {row("", "C", "B"), Invalid}, {row("", "C", "C"),
			Invalid},
		{row("", "C", ""), ""}, {row("", "A", "D"), Conflict}, {row("1", "A", "D"), ""}, {row("2", "B", "A"), Invalid},
	} {
		err := CheckParent(c.row, all)
		if got := CodeOf(err); err == nil && c.want != "" || err != nil && got != c.want {
			t.Errorf("%s owned by %q: got %v, want %q", c.row.CVR, c.row.ParentCVR, err, c.want)
		}
	}
	circle := []*ParentUnit{row("1", "A", "B"), row("2", "B", "A")}
	if chain, looped := ParentChain("A", circle); len(chain) != 1 || !looped {
		t.Errorf("a circle: got %d owners, looped %v, want one and said", len(chain), looped)
	}
}

// TestDecideCandidate closes an order with the one who fills the last place, wants a reason for a refusal, and takes
// nobody twice.
func TestDecideCandidate(t *testing.T) {
	on := NewDate(2026, 11, 26)
	o := &Opening{Head: Head{ID: "o"}, Kind: "order", Places: Some(2)}
	a := &Candidate{Head: Head{ID: "a"}, OpeningID: "o", CitizenID: "x", Outcome: "hired"}
	b := &Candidate{Head: Head{ID: "b"}, OpeningID: "o", CitizenID: "y", Outcome: "interview"}
	all := []*Candidate{a, b}
	if _, err := DecideCandidate("k", o, all, b, "refused", "", on); CodeOf(err) != Invalid {
		t.Errorf("a refusal without a reason: got %v", err)
	}
	if cs, err := DecideCandidate("k", o, all, b, "refused", "for få timer", on); err != nil || len(cs.Changes) != 1 {
		t.Errorf("a refusal: got %d changes, %v", len(cs.Changes), err)
	}
	cs, err := DecideCandidate("k", o, all, b, "hired", "", on)
	if err != nil || len(cs.Changes) != 2 || cs.Changes[1].After.(*Opening).ClosedOn != on {
		t.Errorf("the last place: got %d changes, %v, want the order closed", len(cs.Changes), err)
	}
	o.Places = Some(3)
	if cs, _ := DecideCandidate("k", o, all, b, "hired", "", on); len(cs.Changes) != 1 {
		t.Errorf("two of three: got %d changes, want one", len(cs.Changes))
	}
	again := &Candidate{OpeningID: "o", CitizenID: "x"}
	if _, err := DecideCandidate("k", o, all, again, "suggested", "", on); CodeOf(err) != Conflict {
		t.Errorf("somebody twice: got %v", err)
	}
}

// TestOrderCounts: an order counts until the day before it was closed, else until its deadline.
func TestOrderCounts(t *testing.T) {
	day := NewDate(2026, 12, 4)
	o := &Opening{Kind: "order", PublishedOn: day - 20, DeadlineOn: day}
	for on, want := range map[Date]bool{day - 1: true, day: true, day + 1: false} {
		if got := o.Current(on); got != want {
			t.Errorf("%v: got %v, want %v", on, got, want)
		}
	}
	if o.ClosedOn = day - 3; o.Current(day-3) || !o.Current(day-4) || o.OrderOpen() {
		t.Error("a closed order still counts")
	}
}

// TestCoverHolds is at day -1, 0 and +1 of both ends.
func TestCoverHolds(t *testing.T) {
	from, until := NewDate(2026, 11, 30), NewDate(2026, 12, 4)
	c := &Cover{AwayID: "mk", ByID: "jb", From: from, Until: until}
	for on, want := range map[Date]int{from - 1: 0, from: 1, until: 1, until + 1: 0} {
		if got := len(CoveredBy([]*Cover{c}, "jb", on)); got != want {
			t.Errorf("%v: got %d covers, want %d", on, got, want)
		}
	}
	if len(CoveredBy([]*Cover{c}, "mk", from)) != 0 {
		t.Error("who is away covers nobody")
	}
}

// TestRefusals finds them in the four places that tell them, the newest first; what is about nobody is none.
func TestRefusals(t *testing.T) {
	day := NewDate(2026, 11, 4)
	got := NewRefusals(RefusalInput{
		Contacts: []*Contact{
			{Head: Head{ID: "1"}, CompanyID: "c", CitizenID: "x", On: day, Outcome: "no", Note: "for få timer"},
			{Head: Head{ID: "2"}, CompanyID: "c", On: day, Outcome: "no"},
			{Head: Head{ID: "3"}, CompanyID: "c", CitizenID: "x", On: day, Outcome: "yes"}},
		Lists: []*Shortlist{{Head: Head{ID: "l"}, CitizenID: "x"}, {Head: Head{ID: "m"}, TaskID: "t"}},
		Tasks: []*Task{{Head: Head{ID: "t"}, CompanyID: "c"}},
		Picks: []*Pick{{Head: Head{ID: "4"}, ListID: "l", CompanyID: "d", Status: "no", AnsweredOn: day + 1},
			{Head: Head{ID: "5"}, ListID: "m", CitizenID: "y", Status: "no"}, {ListID: "l", Status: "asked"}},
		Openings: []*Opening{{Head: Head{ID: "o"}, CompanyID: "c"}},
		Candidates: []*Candidate{{Head: Head{ID: "6"}, OpeningID: "o", CitizenID: "x", Outcome: "refused",
			On: day + 2}},
		Placements: []*Placement{
			{Head: Head{ID: "7"}, CompanyID: "c", CitizenID: "x", State: "cancelled", EndedBy: "company",
				EndedOn: day - 1},
			{CompanyID: "c", CitizenID: "x", State: "cancelled", EndedBy: "citizen"}},
	})
	order := ""
	for _, r := range got {
		order += r.RowID + r.CompanyID + r.CitizenID + " "
	}
	if want := "6cx 4dx 1cx 7cx 5cy "; order != want {
		t.Errorf("got %q, want %q", order, want)
	}
}
