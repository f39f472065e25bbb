package present_test

import (
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// agreed is a placement with an agreement in which every field is filled.
func agreed() (*service.PlacementView, *model.Agreement) {
	start := model.NewDate(2026, 10, 5)
	v := &service.PlacementView{
		Placement: &model.Placement{
			Ref: "F-0041", Kind: "traineeship", StartOn: start, EndOn: start.Add(90), Consultant: "mk",
			TargetGroup: "aktivitetsparat", CitizenID: "z", CompanyID: "c",
		},
		Citizen: &model.Citizen{
			Ref: "B-0132", FirstName: "Anja", LastName: "Holmgaard", Phone: "20304050", Mail: "anja@example.dk",
			CaseRef: "S-77",
		},
		Company: &model.Company{
			Name: "Strandgården ApS", DailyName: "Café Strandgården", Street: "Strandvej 1", Postcode: "2635",
			Town: "Ishøj", CVR: "24256790", PNumber: "1003388394",
		},
		People: []*model.ContactPerson{
			{Head: model.Head{ID: "lis"}, Role: "supervisor", Name: "Lis Bæk", Phone: "11223344"},
			{Head: model.Head{ID: "tr"}, Role: "representative", Name: "Tom Ravn"},
		},
		Names: map[string]string{"mk": "Mette Krogh"},
	}
	a := &model.Agreement{
		Number: model.Some(2), ValidFrom: start, Purpose: "employment",
		GoalWords:  "noget med køkken efter alt det med min ryg",
		TrialTasks: []string{"anretning", "buffet"}, PaidTasks: []string{"opvask"},
		Pattern: []string{"mon 09:00-12:30 30", "wed 09:00-12:00"}, ContactID: "lis",
		Caseworker: "Søren Sagsbehandler", Support: "Stine Støtte", Mentor: "Kok Karl", MentorTasks: "viser rundt",
		MentorHours: model.Some(model.Hours(8)), MentorUntil: start.Add(90),
		Conditions: []string{"no_lifting"}, FollowHow: "visit", FollowWeeks: model.Some(4),
		FollowDates: []string{start.Add(14).String()}, AbsenceRule: "Ring til Lis før kl. 8",
		AtEnd: "paid_continue", EndWords: "otte timer", Wage: model.Some(145), RateType: "forhøjet sats",
		CitizenOn: start, CompanyOn: start, CompanyBy: "Lis Bæk", Note: "husk ydelse"}
	a.SetLadder([]model.Step{
		{From: start, Trial: 48}, {From: start.Add(28), Trial: 40, Paid: 9, Trigger: "disken klares alene"},
	})
	return v, a
}

func said(doc model.Document) string {
	out := doc.Title + "\n" + doc.Subtitle + "\n"
	for _, s := range doc.Sections {
		out += s.Title + "\n"
		for _, f := range s.Facts {
			out += f.Label + ": " + f.Value + "\n"
		}
		if s.Table != nil {
			for _, row := range s.Table.Rows {
				for _, c := range row {
					out += c.Text + " | "
				}
				out += "\n"
			}
		}
	}
	return out + strings.Join(doc.Notes, "\n")
}

// TestWhoSeesWhatOfAnAgreement: the own copy has everything, the others what is theirs.
func TestWhoSeesWhatOfAnAgreement(t *testing.T) {
	v, a := agreed()
	danish := lang.New(lang.English)
	all := []string{
		"Anja", "Café Strandgården", "1003388394", "Lis Bæk · 11223344", "Mette Krogh", "anretning; buffet", "opvask",
		"man 09.00-12.30 (30 min. pause), ons 09.00-12.00 · 6 t/uge",
		"ingen tunge løft", "Kok Karl · 2 t/uge", "besøg på stedet, hver 4. uge", "Ring til Lis før kl. 8",
		"løntimerne fortsætter. otte timer", "disken klares alene", "10 | 2,25 | 12,25", "virksomhedspraktik",
		"kompetencer, der fører til ordinært job"}
	inner := []string{"Søren Sagsbehandler", "Stine Støtte", "Holmgaard", "min ryg"}
	municipal := []string{
		"aktivitetsparat", "forhøjet sats", "145", "husk ydelse", "20304050", "anja@example.dk", "B-0132",
	}
	for _, tt := range []struct {
		to         present.Audience
		has, lacks []string
	}{
		{present.Own, append(append(append([]string{}, all...), inner...), municipal...), nil},
		{present.ForCitizen, append(append([]string{}, all...), inner...), municipal},
		{present.ForCompany, all, append(append([]string{}, inner...), municipal...)},
	} {
		text := said(present.PaperWords(danish, false).AgreementPaper(v, a, tt.to))
		for _, s := range tt.has {
			if !strings.Contains(text, s) {
				t.Errorf("%s: no %q in\n%s", tt.to, s, text)
			}
		}
		for _, s := range tt.lacks {
			if strings.Contains(text, s) {
				t.Errorf("%s: %q is there:\n%s", tt.to, s, text)
			}
		}
	}
}

// TestPaperSpeaksDanishUnlessEnglishIsAskedFor, with the words that the municipality chose.
func TestPaperSpeaksDanishUnlessEnglishIsAskedFor(t *testing.T) {
	v, a := agreed()
	l := lang.New(lang.English).With(map[string]string{"borger": "deltager"})
	da, en := present.PaperWords(l, false).AgreementPaper(v, a, present.Own),
		present.PaperWords(l, true).AgreementPaper(v, a, present.Own)
	if da.Lang != "da" || da.Title != "Arbejdsaftale" || !strings.Contains(said(da), "Deltager: Anja") {
		t.Errorf("Danish:\n%s", said(da))
	}
	if en.Lang != "en" || en.Title != "Work agreement" || !strings.Contains(said(en), "Participant: Anja") ||
		!strings.Contains(said(en), "12.25") {
		t.Errorf("English:\n%s", said(en))
	}
}

// TestEmptyAgreementStillPrints: a bare draft says so and leaves out what nobody has said.
func TestEmptyAgreementStillPrints(t *testing.T) {
	v := &service.PlacementView{
		Placement: &model.Placement{Ref: "F-0001", Kind: "trial"}, Citizen: &model.Citizen{FirstName: "Bo"},
		Company: &model.Company{Name: "X"},
	}
	text := said(present.PaperWords(lang.New(lang.Danish), false).AgreementPaper(v,
		&model.Agreement{Number: model.Some(1)}, present.ForCompany))
	if !strings.Contains(text, "udkast") || strings.Contains(text, "⟨") || strings.Contains(text, ": \n") {
		t.Errorf("got\n%s", text)
	}
}
