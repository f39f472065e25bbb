package agenda

import (
	"slices"

	"jobspor/model"
)

// What is due about workplaces and citizens themselves.

func promises(w *State) (out []Due) {
	for c := range w.Contacts.All() {
		if c.DoneOn != 0 || !w.withinView(c.NextOn) || w.lastReached(pair(c.CompanyID, c.CitizenID)) > c.On {
			continue
		}
		out = append(out, Due{
			Kind: "promise", On: c.NextOn, Type: "contact", ID: c.ID, Occasion: c.NextOn.String(),
			CompanyID: c.CompanyID, CitizenID: c.CitizenID, Text: c.NextWhat, Owner: c.Consultant,
		})
	}
	return out
}

func consentsEnd(w *State) (out []Due) {
	for c := range w.Consents.All() {
		if c.WithdrawnOn == 0 && c.Until >= w.Today && w.withinView(c.Until) {
			out = append(out, Due{
				Kind: "consent_ends", On: c.Until, Type: "consent", ID: c.ID, Occasion: c.Until.String(),
				CompanyID: c.CompanyID, CitizenID: c.CitizenID, Owner: w.owner(c.CitizenID),
			})
		}
	}
	return out
}

func pausesEnd(w *State) (out []Due) {
	for c := range w.Companies.All() {
		if c.PausedUntil > w.Today && w.withinView(c.PausedUntil) {
			out = append(out, Due{
				Kind: "pause_ends", On: c.PausedUntil, Type: "company", ID: c.ID, Occasion: c.PausedUntil.String(),
				CompanyID: c.ID, Owner: c.Responsible,
			})
		}
	}
	return out
}

func silentCompanies(w *State) (out []Due) {
	limits := map[string]int{"partner": w.Rhythm.PartnerSilent, "cooperation": w.Rhythm.CompanySilent}
	for c := range w.Companies.All() {
		limit := limits[c.Relation]
		if limit == 0 || c.PausedUntil > w.Today {
			continue
		}
		since := w.lastReached(c.ID)
		if since == 0 {
			since = c.PartnerOn
		}
		if since != 0 && int(w.Today-since) > limit {
			out = append(out, Due{
				Kind: "silent_company", Type: "company", ID: c.ID, Occasion: since.String(), CompanyID: c.ID,
				Weeks: int(w.Today-since) / 7, Owner: c.Responsible,
			})
		}
	}
	return out
}

func silentCitizens(w *State) (out []Due) {
	for c := range w.Citizens.All() {
		if c.Status == "paused" || int(w.Today-c.StartedOn) <= w.Rhythm.CitizenSilent {
			continue
		}
		since := max(w.lastReached(c.ID), c.StartedOn)
		if since != 0 && int(w.Today-since) > w.Rhythm.CitizenSilent {
			out = append(out, Due{
				Kind: "silent_citizen", Type: "citizen", ID: c.ID, Occasion: since.String(), CitizenID: c.ID,
				Weeks: int(w.Today-since) / 7, Owner: c.Responsible,
			})
		}
	}
	return out
}

func withoutGoal(w *State) (out []Due) {
	for c := range w.Citizens.All() {
		if !slices.ContainsFunc(w.Goals.Of(c.ID), func(g *model.Goal) bool { return g.Status != "dropped" }) {
			out = append(out, Due{Kind: "no_goal", Type: "citizen", ID: c.ID, CitizenID: c.ID, Owner: c.Responsible})
		}
	}
	return out
}

func outdatedPlaces(w *State) (out []Due) {
	for c := range w.Companies.All() {
		if c.OpenPlaces.V > 0 && c.OpenOn != 0 && int(w.Today-c.OpenOn) > w.Rhythm.PlacesOld {
			out = append(out, Due{
				Kind: "old_places", Type: "company", ID: c.ID, Occasion: c.OpenOn.String(), CompanyID: c.ID,
				Weeks: int(w.Today-c.OpenOn) / 7, Owner: c.Responsible,
			})
		}
	}
	return out
}
