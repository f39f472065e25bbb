package present

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// MissingConsent says whose consent to share with which company is not there, and why.
func (w Words) MissingConsent(m service.MissingConsent) string {
	return w.T("gate.consent."+m.Why, "who", m.Citizen, "company", m.Company, "day", w.DayYear(m.On.Time()))
}

// ConsentScopes say what consents are about, each once, so that it can be compared with what leaves.
func (w Words) ConsentScopes(list []*model.Consent) (out []string) {
	for _, c := range list {
		text := w.T("gate.scope.none")
		if scope := strings.TrimSpace(strings.ReplaceAll(c.Scope, "\n", "; ")); scope != "" {
			text = w.T("gate.scope", "scope", scope)
		}
		if c.Until != 0 {
			text += " " + w.T("gate.scope.until", "day", w.DayYear(c.Until.Time()))
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// SentFields are the labels of what a document tells, each once.
func SentFields(doc model.Document) (out []string) {
	add := func(label string) {
		if label != "" && !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	for _, section := range doc.Sections {
		for _, f := range section.Facts {
			add(f.Label)
		}
		if section.Table != nil {
			for _, c := range section.Table.Columns {
				add(c.Title)
			}
		}
		if len(section.Text) > 0 {
			add(section.Title)
		}
	}
	return out
}
