package present

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/service"
)

// CommitteeSelection is what the figures of a page are about: the whole month, of a programme and team or of everybody.
func CommitteeSelection(c *model.CommitteePage) figures.Selection {
	y, m, _ := c.Month.Time().Date()
	return figures.Selection{From: c.Month, To: model.NewDate(y, m+1, 1).Add(-1), Programme: c.Programme, Team: c.Team}
}

// CommitteeMonth names the month of a page: "oktober 2026".
func (w Words) CommitteeMonth(c *model.CommitteePage) string {
	return w.monthOf(c.Month)
}

// committeeHeadings are the word keys of the three texts, in the order of model.CommitteePage.Sentences.
var committeeHeadings = [3]string{"committee.happened", "committee.why", "committee.next"}

// CommitteeDocument is one page for a political committee: the sentences of a month, and the figures of the programme,
// or those of everybody, as they may leave the house. list is outward.
func (w Words) CommitteeDocument(v *service.FigureView, c *model.CommitteePage,
	list []figures.Figure) model.Document {
	sel := CommitteeSelection(c)
	doc := model.Document{
		Title:    w.T("committee.title", "month", w.CommitteeMonth(c)),
		Subtitle: w.FigureSelection(v, sel), Lang: string(w.Code()), Fit: true,
	}
	texts := c.Sentences()
	for i, key := range committeeHeadings {
		text := strings.Split(texts[i], "\n")
		if texts[i] == "" {
			text = []string{w.T("committee.unwritten")}
		}
		doc.Sections = append(doc.Sections, model.Section{Key: strings.TrimPrefix(key, "committee."), Title: w.T(key),
			Text: text})
	}
	t, wanted := &model.TableDoc{Columns: w.columns("name", "value", "of")}, w.pageKeys(v, sel)
	for i := range list {
		f := &list[i]
		if !slices.Contains(wanted, f.Spec.Key) && !slices.Contains(wanted, f.Spec.Of) {
			continue
		}
		counted := w.FigureCounted(f.Spec, f.Result)
		for _, l := range f.Levels {
			counted = strings.TrimSuffix(counted, ".") + ". " + w.FigureLevel(f.Spec, l)
		}
		if sector := w.FigureSector(f); sector != "" {
			counted = strings.TrimSuffix(counted, ".") + ". " + sector
		}
		t.Rows = append(t.Rows, []model.Cell{
			textCell(w.FigureName(f.Spec)), textCell(w.FigureValue(f.Spec, f.Result)), textCell(counted),
		})
	}
	doc.Sections = append(doc.Sections, model.Section{Key: "figures", Title: w.T("figures.title"), Table: t})
	doc.Notes = append(doc.Notes, w.T("committee.note", "from", w.yearDay(sel.From), "to",
		w.yearDay(min(sel.To, v.Base.Today()))), w.T("figure.rule.outward"))
	return doc
}

// CommitteeRows is how many figures stand on a page.
func CommitteeRows(doc model.Document) int { return len(doc.Sections[len(doc.Sections)-1].Table.Rows) }

// pageKeys are the figures that a page about a selection shows: the programme's own, else those of everybody.
func (w Words) pageKeys(v *service.FigureView, sel figures.Selection) []string {
	p := v.Programme(sel.Programme)
	if p == nil || len(p.Figures) == 0 {
		return pageFigures
	}
	var keys []string
	for _, f := range p.Figures {
		keys = append(keys, f.Key)
	}
	return keys
}

// CommitteeFormats are the formats of the page for a committee, the one for print first.
var CommitteeFormats = []string{"pdf", "docx", "md"}
