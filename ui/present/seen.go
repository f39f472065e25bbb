package present

import (
	"cmp"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// SeenFormats are the formats of the page: paper first, then for programs.
var SeenFormats = []string{"pdf", "docx", "md", "txt", "csv", "xlsx", "json"}

// SeenDocument is who has seen and who has received a citizen's data (hvem har set, hvem har modtaget).
func (w Words) SeenDocument(s *service.Seen, today model.Date) model.Document {
	return model.Document{
		Title: w.T("seen.title", "who", s.Citizen.Name(), "ref", s.Citizen.Ref), Lang: string(w.Code()),
		Subtitle: w.T("seen.subtitle", "day", w.DayYear(today.Time())),
		Sections: []model.Section{
			w.seenSection("looks", s.Looks, false), w.seenSection("received", s.Received, true),
		},
		Notes: []string{w.T("seen.note")},
	}
}

func (w Words) seenSection(key string, lines []service.SeenLine, left bool) model.Section {
	t := &model.TableDoc{Columns: append(w.whenWho(), model.Column{Key: "action", Title: w.T("dossier.col.action")})}
	if left {
		t.Columns = append(t.Columns, model.Column{Key: "receiver", Title: w.T("seen.col.receiver")},
			model.Column{Key: "reason", Title: w.T("seen.col.reason")})
	}
	for _, l := range lines {
		row := []model.Cell{
			{Text: w.DayYear(l.At) + " " + w.Clock(l.At), Value: l.At.UTC().Format("2006-01-02T15:04:05Z")},
			{Text: l.Who}, {Text: w.Action(l.Action, l.Args), Value: l.Action},
		}
		if left {
			row = append(row, model.Cell{Text: w.ReceiverOf(l), Value: string(l.Receiver)}, model.Cell{Text: l.Reason})
		}
		t.Rows = append(t.Rows, row)
	}
	s := model.Section{Key: key, Title: w.T("seen." + key), Table: t}
	if len(lines) == 0 {
		s.Table, s.Text = nil, []string{w.T("seen.none")}
	}
	return s
}

// ReceiverOf says who received something: a company by its name.
func (w Words) ReceiverOf(l service.SeenLine) string {
	switch {
	case l.Kind != "export":
		return ""
	case len(l.Companies) > 0:
		return strings.Join(l.Companies, ", ")
	case l.Receiver == "":
		return w.T("seen.receiver.unsaid")
	}
	return cmp.Or(w.T("receiver."+string(l.Receiver)), string(l.Receiver))
}

// SeenName is the proposed name of the file.
func (w Words) SeenName(c *model.Citizen) string { return c.Ref + "-" + w.T("file.seen") }
