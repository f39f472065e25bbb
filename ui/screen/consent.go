package screen

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/service"
)

// GiveConsent opens the consent for sharing a placement's citizen with its workplace: the one that holds, to change or
// withdraw it, else a new one with what the papers tell as its scope.
func (h *Host) GiveConsent(v *service.PlacementView, held *model.Consent) tea.Cmd {
	arg := EditArg{
		Title:  h.T("list.consent.title"),
		Fields: []string{"purpose", "scope", "given_on", "until", "withdrawn_on"}, Entity: held, Focus: "until"}
	if held == nil {
		arg.Fields, arg.Focus = arg.Fields[:4], ""
		arg.Entity = &model.Consent{
			CitizenID: v.Citizen.ID, CompanyID: v.Company.ID, GivenOn: h.Service.Today(),
			Purpose: h.T("agreement.consent.purpose"), Scope: h.T("agreement.consent.scope"),
		}
	}
	return h.Go(Edit, arg)
}
