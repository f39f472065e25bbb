package rules_test

import (
	"fmt"
	"testing"

	"jobspor/model"
	"jobspor/model/rules"
)

// TestTheRepresentativeIsOneFact goes through all combinations of what the placement and the agreement say of the
// employee representative: the guard and what Today asks agree, and who accepted the agreement was asked and confirmed.
func TestTheRepresentativeIsOneFact(t *testing.T) {
	for bits := range 1 << 5 {
		set := func(i int, on model.Date) model.Date {
			if bits&(1<<i) == 0 {
				return 0
			}
			return on
		}
		in := traineeship(t)
		p := in.Placement
		p.RepAskedOn, p.RepConfirmedOn = set(0, on("2026-08-25")), set(1, on("2026-08-26"))
		p.ColleaguesOn, p.StatementOn = set(2, on("2026-08-26")), set(3, on("2026-08-27"))
		accepted := set(4, on("2026-08-28"))
		in.Agreements = append(in.Agreements, &model.Agreement{Number: model.Some(9), RepOn: accepted, RepBy: "Ib"})
		heard := accepted != 0 || p.RepAskedOn != 0 && p.RepConfirmedOn != 0
		heard = heard && p.ColleaguesOn != 0 && p.StatementOn != 0
		name := fmt.Sprintf("%05b", bits)
		if got := in.RepresentativeNotHeard(); got == heard {
			t.Errorf("%s: Today says not heard: %v", name, got)
		}
		if g := guard(t, in, "representative"); (g.Level == rules.LevelOK) != heard {
			t.Errorf("%s: the guard says %s, missing %v", name, g.Level, g.Missing)
		}
	}
}
