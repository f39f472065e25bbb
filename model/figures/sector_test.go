package figures

import (
	"testing"

	"jobspor/model"
	"jobspor/model/programme"
)

// sectorCrowd is n citizens in a programme whose figure of attendance is about private workplaces: each has a placement
// at v, which is of a sector, and met two of three days there.
func sectorCrowd(n int, sector string) *Rows {
	rows := crowd(n, func(_ int, id string, rows *Rows) {
		rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
			Programme: "private", Edition: "2026-1", StartOn: aDay("2025-02-01")})
		p := &model.Placement{Head: model.Head{ID: "f" + id}, CitizenID: id, CompanyID: "v", Kind: "traineeship",
			State: "running", StartOn: year2026.From, JobCentreSetup: "very_satisfied", CompanySetup: "very_satisfied"}
		rows.Placements = append(rows.Placements, p)
		addWeek(rows, &model.Week{PlacementID: p.ID, Monday: aDay("2026-02-02"), Agreed: model.Some(3),
			Met: model.Some(2)})
	})
	rows.Programmes = append(rows.Programmes, &programme.Programme{Key: "private", Edition: "2026-1",
		Figures: []programme.FigureLine{{Key: "attendance", Sector: "private"}, {Key: "traineeship"},
			{Key: "company_paid", Sector: "private"}}})
	if sector != "" {
		rows.Sectors = map[string]string{"v": sector}
	}
	return rows
}

// TestOneSectorOnly: a figure about private workplaces counts nothing elsewhere, and says what it could not place.
func TestOneSectorOnly(t *testing.T) {
	sel := year2026
	sel.Programme = "private"
	for _, c := range []struct {
		n             int
		sector        string
		attendance    string
		pay           string
		unknown, away int // said inside, and outside
	}{
		{5, "private", "10/15", "0/5", 0, 0},
		{5, "public", "empty", "empty", 0, 0},
		{5, "", "empty", "empty", 5, 5},
		{4, "", "empty", "empty", FewLeft, FewLeft},
		{7, "", "empty", "empty", 7, 5},
	} {
		rows := sectorCrowd(c.n, c.sector)
		f := computed(t, rows, sel, "attendance")
		if got := f.told(); got != c.attendance || f.Unknown != c.unknown || f.Sector != "private" {
			t.Errorf("%d at %q: got %s, %d unknown of %q, want %s, %d", c.n, c.sector, got, f.Unknown, f.Sector,
				c.attendance, c.unknown)
		}
		if got := Outward([]Figure{f})[0].Unknown; got != c.away {
			t.Errorf("%d at %q, outside: got %d unknown, want %d", c.n, c.sector, got, c.away)
		}
		if got := computed(t, rows, sel, "company_paid").told(); got != c.pay {
			t.Errorf("%d at %q: got %s led to pay, want %s", c.n, c.sector, got, c.pay)
		}
		all := computed(t, rows, sel, "traineeship") // says no sector
		if c.n >= LeastGroup && (all.Num != c.n || all.Sector != "" || all.Unknown != 0) {
			t.Errorf("%d at %q: got %d in a work placement, %q", c.n, c.sector, all.Num, all.Sector)
		}
		if everybody := computed(t, rows, year2026, "attendance"); everybody.Sector != "" || everybody.Den != 3*c.n &&
			c.n >= LeastGroup {
			t.Errorf("%d at %q, without the programme: got %s of %q", c.n, c.sector, everybody.told(), everybody.Sector)
		}
	}
}

// TestTrialKeepsItsGroups: who was drawn stays in the group of a controlled trial, stopped or gone on to another
// programme, with zero hours; in a programme that is no trial, going on leaves it.
func TestTrialKeepsItsGroups(t *testing.T) {
	for _, c := range []struct {
		trial, next bool
		want        string
	}{{true, false, "0/5"}, {true, true, "0/5"}, {false, false, "0/5"}, {false, true, "empty"}} {
		rows := crowd(5, func(_ int, id string, rows *Rows) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "drawn", Edition: "2026-1", StartOn: aDay("2025-02-01"), EndedOn: year2026.From - 1,
				Outcome: "stopped"})
			if c.next {
				rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "n" + id},
					CitizenID: id, Programme: "p", Edition: "2026-1", StartOn: year2026.From, PreviousID: "e" + id})
			}
		})
		rows.Programmes = append(rows.Programmes, &programme.Programme{Key: "drawn", Edition: "2026-1", Trial: c.trial,
			CountsAfterEnd: true, Outcomes: []programme.Outcome{{Named: programme.Named{Key: "stopped"}}}})
		sel := year2026
		sel.Programme = "drawn"
		if got := computed(t, rows, sel, "paid_mean").told(); got != c.want {
			t.Errorf("trial %v, gone on %v: got %s, want %s", c.trial, c.next, got, c.want)
		}
	}
}

// TestSessionsMet: a group session counts on its day, and somebody who sent word was not there.
func TestSessionsMet(t *testing.T) {
	first, last := year2026.From, year2026.To
	for _, c := range []struct {
		on       model.Date
		presence string
		want     string
	}{{first - 1, "met", "empty"}, {first, "met", "5/5"}, {last, "met", "5/5"}, {last + 1, "met", "empty"},
		{first, "excused", "0/5"}, {first, "no_show", "0/5"}, {first, "", "empty"}, {0, "met", "empty"}} {
		rows := crowd(5, func(_ int, id string, rows *Rows) {
			rows.Enrolments = append(rows.Enrolments, &model.Enrolment{Head: model.Head{ID: "e" + id}, CitizenID: id,
				Programme: "p", Edition: "2026-1", StartOn: aDay("2025-02-01")})
			rows.Sessions = append(rows.Sessions, &model.PlanLine{EnrolmentID: "e" + id, Kind: "session", On: c.on,
				Presence: c.presence})
		})
		sel := year2026
		sel.Programme = "p"
		if got := computed(t, rows, sel, "sessions").told(); got != c.want {
			t.Errorf("%s on %v: got %s, want %s", c.presence, c.on, got, c.want)
		}
	}
}
