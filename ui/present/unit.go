package present

import (
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// Commitment is what was promised: "2026: 10 praktikker og løntilskud".
func (w Words) Commitment(c *model.Commitment) string {
	f, _ := schema.CommitmentType().Field("what")
	return w.T("unit.commitment", "year", c.Year.V, "n", c.Number.V, "what", w.Value(f, c, nil))
}

// CommitmentState says where a commitment stands: "4 af 10, 1 aftalt mere".
func (w Words) CommitmentState(c *model.Commitment, s model.CommitmentState) string {
	state := w.T("unit.reached", "n", s.Reached, "of", c.Number.V)
	if s.Agreed > 0 {
		state += ", " + w.T("unit.agreed", "n", s.Agreed)
	}
	return state
}

// Workplace says how close a workplace of a unit is, what goes on there, and when somebody last spoke with it.
func (w Words) Workplace(p service.Workplace, today model.Date) string {
	f, _ := schema.CompanyType().Field("relation")
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !p.Company.Active() {
		add(w.T("company.ceased"))
	}
	add(w.Value(f, p.Company, nil))
	if p.Open > 0 {
		add(w.T("unit.open", "n", p.Open))
	}
	if p.Last == 0 {
		add(w.T("company.never"))
	} else {
		add(w.T("company.last", "day", w.Near(p.Last.Time(), today.Time())))
	}
	return strings.Join(parts, " · ")
}
