package present_test

import (
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

func sheetOf(v *service.PlacementView, english bool) (keys, missing []string, value map[string]string) {
	value = map[string]string{}
	w := present.PaperWords(lang.New(lang.Danish), english)
	for _, f := range w.Vitas(w, v) {
		keys = append(keys, f.Key)
		value[f.Key] = f.Value
		if f.Missing {
			missing = append(missing, f.Key)
		}
	}
	return keys, missing, value
}

// TestVitasAsksInOrder: the fields stand as VITAS asks, and what nobody knows is missing with its place.
func TestVitasAsksInOrder(t *testing.T) {
	v, a := agreed()
	v.Agreements = []*model.Agreement{a}
	keys, missing, value := sheetOf(v, false)
	if want := strings.Fields("company cvr pnumber contact contact_mail contact_phone rep rep_mail rep_phone fte " +
		"kind period hours working_time tasks purpose remark"); !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
	if want := strings.Fields("contact_mail rep_mail rep_phone fte"); !slices.Equal(missing, want) {
		t.Errorf("missing %v, want %v", missing, want)
	}
	for key, want := range map[string]string{
		"company": "Strandgården ApS", "contact": "Lis Bæk", "rep": "Tom Ravn", "hours": "12",
		"tasks":        "anretning\nbuffet",
		"working_time": "man 09.00-12.30 (30 min. pause)\nons 09.00-12.00",
		"period":       "man 5/10 2026 til søn 3/1 2027"} {
		if value[key] != want {
			t.Errorf("%s: got %q, want %q", key, value[key], want)
		}
	}
	v.Company.FTE = model.Some(model.FTE(50))
	v.People = v.People[:1]
	if keys, _, _ := sheetOf(v, false); slices.Contains(keys, "rep") {
		t.Error("a one-person firm is asked for a representative")
	}
	v.Placement.Kind = "subsidy"
	if keys, missing, _ := sheetOf(v, false); !slices.Contains(keys, "monthly_cost") ||
		!slices.Contains(missing, "monthly_cost") {
		t.Errorf("a wage subsidy asks for %v", keys)
	}
	v.Agreements = nil
	if _, missing, _ := sheetOf(v, false); !slices.Contains(missing, "hours") || !slices.Contains(missing, "tasks") {
		t.Errorf("without an agreement only %v are missing", missing)
	}
}

// TestVitasHours: the field has the most hours, the remark how they go.
func TestVitasHours(t *testing.T) {
	day := model.NewDate(2026, 10, 5)
	step := func(weeks int, trial, paid model.Hours) model.Step {
		return model.Step{From: day.Add(7 * weeks), Trial: trial * 4, Paid: paid * 4}
	}
	for _, tt := range []struct {
		name, kind string
		steps      []model.Step
		hours      string
		da, en     string
	}{
		{"rising", "traineeship", []model.Step{step(0, 10, 0), step(4, 15, 0), step(8, 20, 0), step(12, 20, 0)}, "20",
			"Starter man 5/10 2026 med 10 timer om ugen og forventes at stige til 20 timer om ugen fra man 30/11 2026.",
			"Starts on Mon 5/10 2026 with 10 hours a week, expected to rise to 20 hours a week by Mon 30/11 2026."},
		{"steady", "traineeship", []model.Step{step(0, 10, 0)}, "10", "", ""},
		{"falling beside paid hours that rise", "traineeship",
			[]model.Step{step(0, 12, 0), step(4, 10, 2), step(8, 8, 4)}, "12",
			"Starter man 5/10 2026 med 12 timer om ugen og forventes at falde til 8 timer om ugen fra man 30/11 " +
				"2026. Sideløbende: ordinære løntimer i andre opgaver, fra 0 timer om ugen til forventet 4 timer " +
				"om ugen fra man 30/11 2026.",
			"Starts on Mon 5/10 2026 with 12 hours a week, expected to fall to 8 hours a week by Mon 30/11 2026. " +
				"Alongside: ordinary paid hours with other tasks, from 0 hours a week to an expected 4 hours a week " +
				"by Mon 30/11 2026."},
		{"up and down", "traineeship", []model.Step{step(0, 10, 0), step(4, 20, 0), step(8, 6, 0)}, "20",
			"Starter man 5/10 2026 med 10 timer om ugen, forventes at stige til 20 timer om ugen fra man 2/11 2026 " +
				"og derefter falde til 6 timer fra man 30/11 2026.",
			"Starts on Mon 5/10 2026 with 10 hours a week, expected to rise to 20 hours a week by Mon 2/11 2026 and " +
				"then to fall to 6 hours by Mon 30/11 2026."},
		{"ordinary", "ordinary", []model.Step{step(0, 0, 5), step(4, 0, 8)}, "8",
			"Starter man 5/10 2026 med 5 timer om ugen og forventes at stige til 8 timer om ugen fra man 2/11 2026.",
			"Starts on Mon 5/10 2026 with 5 hours a week, expected to rise to 8 hours a week by Mon 2/11 2026."},
	} {
		v, a := agreed()
		v.Placement.Kind = tt.kind
		a.SetLadder(tt.steps)
		v.Agreements = []*model.Agreement{a}
		for english, want := range map[bool]string{false: tt.da, true: tt.en} {
			_, _, value := sheetOf(v, english)
			if value["hours"] != tt.hours || value["remark"] != want {
				t.Errorf("%s: got %s and\n%q, want %s and\n%q", tt.name, value["hours"], value["remark"], tt.hours,
					want)
			}
		}
	}
}
