package hours

import (
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// replaced is a written week that the latest save wrote anew; nil when it wrote a new one.
type replaced struct{ before, after *model.Week }

// replacing finds the week that a save wrote anew.
func replacing(changes []model.Change) replaced {
	for _, ch := range changes {
		before, was := ch.Before.(*model.Week)
		if after, is := ch.After.(*model.Week); was && is {
			return replaced{before, after}
		}
	}
	return replaced{}
}

// replacing says what stands in place of what: what is typed over the written week under the cursor, else what the
// latest save replaced, until the next one.
func (s *Screen) replacing(r service.HoursRow) string {
	if before := s.weeks[r.ID()]; before != nil && s.unsaved.saving[r.ID()] == nil {
		after, _ := s.entry(r)
		if _, field, text, ok := s.atEditor(); ok {
			_ = weekField(field).SetText(after, strings.TrimSpace(text)) // half a number is not read yet
		}
		if said := s.differences(before, after); said != "" {
			return s.T("hours.replaces", "what", said)
		}
	}
	p := s.replaced
	if p.after == nil || s.weeks[p.after.ID] == nil || s.weeks[p.after.ID].Version != p.after.Version {
		return "" // nothing was replaced, or it was taken back
	}
	for _, row := range s.rows {
		if row.ID() == p.after.ID {
			return s.T("hours.replaced", "who", row.Who(), "week", s.Words().WeekOf(row.Monday, s.Today()),
				"what", s.differences(p.before, p.after))
		}
	}
	return ""
}

// differences lists the cells of a week that changed: "Løntimer 4 → 2".
func (s *Screen) differences(before, after *model.Week) string {
	var out []string
	for _, key := range cellFields {
		f, w := weekField(key), s.Words()
		was, is := w.Value(f, before, nil), w.Value(f, after, nil)
		if was != is {
			g := s.Theme.Colours.Glyphs
			none := func(text string) string {
				if text == "" {
					return g.Dot
				}
				return text
			}
			out = append(out, s.T("hours.doc."+key)+" "+none(was)+" "+g.Arrow+" "+none(is))
		}
	}
	return strings.Join(out, ", ")
}
