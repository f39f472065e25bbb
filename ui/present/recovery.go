package present

import (
	"strconv"

	"jobspor/model"
)

// RecoverySheet (gendannelsesark) is the paper with a recovery code.
func RecoverySheet(w Words, file, code string, number int, label string, today model.Date) model.Document {
	doc := model.Document{Title: w.T("recovery.title"), Lang: string(w.Lang.Code()), Fit: true}
	facts := []model.Fact{
		{Label: w.T("recovery.code"), Value: code},
		{Label: w.T("recovery.number"), Value: strconv.Itoa(number)},
		{Label: w.T("recovery.file"), Value: file},
		{Label: w.T("recovery.made"), Value: w.Lang.DayYear(today.Time())},
	}
	if label != "" {
		facts = append(facts, model.Fact{Label: w.T("recovery.label"), Value: label})
	}
	doc.Sections = []model.Section{
		{Key: "code", Facts: facts},
		{Key: "use", Title: w.T("recovery.use"), Text: []string{w.T("recovery.use.how"), w.T("recovery.use.typing")}},
		{Key: "store", Title: w.T("recovery.store"),
			Text: []string{w.T("recovery.store.where"), w.T("recovery.store.lost", "n", number)}},
	}
	return doc
}
