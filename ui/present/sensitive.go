package present

import (
	"jobspor/model"
	"jobspor/model/schema"
)

// Caution is what is said beside a free text that names a diagnosis, an abuse or the like, "" for all others.
func (w Words) Caution(text string) string {
	if !w.Sensitive(text) {
		return ""
	}
	return w.T("text.sensitive")
}

// Cautions are the sentences about the free texts that changes write anew: the field, never what it says.
func (w Words) Cautions(changes []model.Change) []string {
	var out []string
	for _, c := range changes {
		if c.After == nil {
			continue
		}
		t := schema.TypeOf(c.After)
		for i := range t.Fields {
			f := &t.Fields[i]
			if !f.Free || c.Before != nil && f.Text(c.Before) == f.Text(c.After) || !w.Sensitive(f.Text(c.After)) {
				continue
			}
			out = append(out, w.T("text.sensitive.field", "field", w.Field(t, f)))
		}
	}
	return out
}
