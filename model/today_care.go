package model

// What is due about workplaces and citizens themselves.

func promises(w *watch) (out []Due) {
	for _, c := range w.Contacts {
		if c.DoneOn != 0 || !w.soon(c.NextOn) || w.lastPair[[2]string{c.CompanyID, c.CitizenID}] > c.On {
			continue
		}
		out = append(out, Due{Kind: "promise", On: c.NextOn, Type: "contact", ID: c.ID, Occasion: c.NextOn.String(), CompanyID: c.CompanyID, CitizenID: c.CitizenID, Text: c.NextWhat, Owner: c.Consultant})
	}
	return out
}

func consentsEnd(w *watch) (out []Due) {
	for _, c := range w.Consents {
		if c.WithdrawnOn == 0 && c.Until >= w.Today && w.soon(c.Until) {
			out = append(out, Due{Kind: "consent_ends", On: c.Until, Type: "consent", ID: c.ID, Occasion: c.Until.String(), CompanyID: c.CompanyID, CitizenID: c.CitizenID, Owner: w.owner(c.CitizenID)})
		}
	}
	return out
}

func pausesEnd(w *watch) (out []Due) {
	for _, c := range w.Companies {
		if c.PausedUntil > w.Today && w.soon(c.PausedUntil) {
			out = append(out, Due{Kind: "pause_ends", On: c.PausedUntil, Type: "company", ID: c.ID, Occasion: c.PausedUntil.String(), CompanyID: c.ID, Owner: c.Responsible})
		}
	}
	return out
}

func silentCompanies(w *watch) (out []Due) {
	limits := map[string]int{"partner": w.Rhythm.PartnerSilent, "cooperation": w.Rhythm.CompanySilent}
	for _, c := range w.Companies {
		limit := limits[c.Relation]
		if limit == 0 || c.PausedUntil > w.Today {
			continue
		}
		since := w.lastCompany[c.ID]
		if since == 0 {
			since = c.PartnerOn
		}
		if since != 0 && int(w.Today-since) > limit {
			out = append(out, Due{Kind: "silent_company", Type: "company", ID: c.ID, Occasion: since.String(), CompanyID: c.ID, Weeks: int(w.Today-since) / 7, Owner: c.Responsible})
		}
	}
	return out
}

func silentCitizens(w *watch) (out []Due) {
	for _, c := range w.Citizens {
		since := max(w.lastCitizen[c.ID], c.StartedOn)
		if c.Status != "paused" && since != 0 && int(w.Today-since) > w.Rhythm.CitizenSilent {
			out = append(out, Due{Kind: "silent_citizen", Type: "citizen", ID: c.ID, Occasion: since.String(), CitizenID: c.ID, Weeks: int(w.Today-since) / 7, Owner: c.Responsible})
		}
	}
	return out
}

func goalless(w *watch) (out []Due) {
	has := make(map[string]bool, len(w.Goals))
	for _, g := range w.Goals {
		has[g.CitizenID] = has[g.CitizenID] || g.Status != "dropped"
	}
	for _, c := range w.Citizens {
		if !has[c.ID] {
			out = append(out, Due{Kind: "no_goal", Type: "citizen", ID: c.ID, CitizenID: c.ID, Owner: c.Responsible})
		}
	}
	return out
}

func oldPlaces(w *watch) (out []Due) {
	for _, c := range w.Companies {
		if c.OpenPlaces.V > 0 && c.OpenOn != 0 && int(w.Today-c.OpenOn) > w.Rhythm.PlacesOld {
			out = append(out, Due{Kind: "old_places", Type: "company", ID: c.ID, Occasion: c.OpenOn.String(), CompanyID: c.ID, Weeks: int(w.Today-c.OpenOn) / 7, Owner: c.Responsible})
		}
	}
	return out
}
