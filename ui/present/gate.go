package present

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// MissingConsent says whose consent to share with which company is not there or does not reach, and why.
func (w Words) MissingConsent(m service.MissingConsent) string {
	return w.T("gate.consent."+m.Why, "who", m.Citizen, "company", m.Company, "day", w.DayYear(m.On.Time()),
		"fields", w.Topics(m.Beyond))
}

// Topics names topics of consents.
func (w Words) Topics(topics []string) string {
	names := make([]string, len(topics))
	for i, topic := range topics {
		names[i] = w.T("opt.consent_topic." + topic)
	}
	return strings.Join(names, ", ")
}

// ConsentScope says what a consent covers: its topics, then what is written besides.
func (w Words) ConsentScope(c *model.Consent) string {
	return joinFilled("; ", w.Topics(c.Covers), strings.ReplaceAll(strings.TrimSpace(c.Scope), "\n", "; "))
}

// ConsentScopes say what the consents cover that something rests on, each once, and what of it a person must compare.
func (w Words) ConsentScopes(p service.Permit) (out []string) {
	for _, c := range p.Consents {
		key := "gate.scope"
		if c.OwnWords() {
			key = "gate.scope.own"
		}
		text := w.T(key, "scope", w.ConsentScope(c))
		if c.Until != 0 {
			text += " " + w.T("gate.scope.until", "day", w.DayYear(c.Until.Time()))
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if len(p.Unjudged) > 0 {
		out = append(out, w.T("gate.scope.compare", "fields", w.Topics(p.Unjudged)))
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
