package screen

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/service"
)

// ConsentFields are the fields of a consent in its form; a new one has no withdrawal yet.
var ConsentFields = []string{"purpose", "covers", "scope", "given_on", "until", "withdrawn_on"}

// GiveConsent opens the consent for sharing a placement's citizen with its workplace: the one that holds, to change or
// withdraw it, else a new one with what the papers tell as its scope.
func (h *Host) GiveConsent(v *service.PlacementView, held *model.Consent) tea.Cmd {
	arg := EditArg{
		Title: h.T("list.consent.title"), Fields: ConsentFields, Entity: held, Focus: "until"}
	if held == nil {
		arg.Fields, arg.Focus = arg.Fields[:5], ""
		arg.Entity = &model.Consent{
			CitizenID: v.Citizen.ID, CompanyID: v.Company.ID, GivenOn: h.Service.Today(),
			Purpose: h.T("agreement.consent.purpose"), Covers: model.PlacementTopics,
		}
	}
	return h.Go(Edit, arg)
}
