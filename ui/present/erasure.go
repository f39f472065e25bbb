package present

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// RowsByType counts rows in words, in the order of the field tables: "3 forløb, 12 ugesedler".
func (w Words) RowsByType(n map[string]int) string {
	var parts []string
	for _, t := range schema.Types() {
		if k := n[t.Name]; k > 0 {
			what := w.T("type." + t.Name)
			if k > 1 {
				what = w.T("type." + t.Name + ".pl")
			}
			parts = append(parts, w.T("erase.rows", "n", k, "what", what))
		}
	}
	return service.JoinNonEmpty(", ", parts...)
}

// ErasePreview says what an erasure removes and what stays, before it is done.
func (w Words) ErasePreview(p *service.ErasePlan) []string {
	var out []string
	if p.Kind == "contact" {
		out = append(out, w.T("erase.notes", "n", p.N))
	}
	if len(p.Removed) > 0 {
		out = append(out, w.T("erase.removes", "what", w.RowsByType(p.Removed)))
	}
	if p.Drafts > 0 {
		out = append(out, w.T("erase.drafts", "n", p.Drafts))
	}
	if p.Looks > 0 {
		out = append(out, w.T("erase.looks", "n", p.Looks))
	}
	if len(p.Removed)+len(p.Cleared) > 0 {
		out = append(out, w.T("erase.history"))
	} else {
		out = append(out, w.T("erase.copies"))
	}
	if p.Anonymise {
		out = append(out, w.T("erase.figures", "what", w.RowsByType(p.Figures)), w.T("erase.known"))
	}
	if len(p.Cleared) > 0 {
		out = append(out, w.T("erase.cleared."+p.Kind, "what", w.RowsByType(p.Cleared)))
	}
	if n := len(p.Mentions); n > 0 {
		out = append(out, w.T("erase.mentions", "n", n, "what", w.RowsByType(countTypes(p.Mentions)),
			"where", strings.Join(p.MentionedIn, ", ")))
	}
	if p.Exports > 0 {
		out = append(out, w.T("erase.exports", "n", p.Exports))
	}
	out = append(out, w.leftCopies(p.Left, p.RemoveLeft)...)
	out = append(out, w.elsewhere(p.Elsewhere)...)
	return append(out, w.T("erase.final"))
}

func countTypes(rows []model.RowRef) map[string]int {
	out := map[string]int{}
	for _, r := range rows {
		out[r.Type]++
	}
	return out
}

// ErasureOut is how the certificate leaves: it names nobody, and counts what was erased.
func ErasureOut(c *service.ErasureCertificate) service.Out {
	return service.Out{Action: "export.erasure", Rows: c.N, To: service.ToAnybody}
}

// ErasureDocument is the certificate of an erasure (slettekvittering). It names nobody.
func (w Words) ErasureDocument(c *service.ErasureCertificate) model.Document {
	doc := model.Document{
		Title: w.T("erase.title"), Lang: string(w.Code()),
		Subtitle: w.T("erase.subtitle", "day", w.DayYear(c.On.Time())),
	}
	facts := []model.Fact{
		{Key: "seq", Label: w.T("erase.fact.seq"), Value: strconv.FormatInt(c.Erased.Seq, 10)},
		{Key: "kind", Label: w.T("erase.fact.kind"), Value: w.T("kept." + c.Kind)},
		{Key: "count", Label: w.T("erase.fact.count"), Value: w.Int(c.N)},
		{Key: "how", Label: w.T("erase.fact.how"), Value: w.T(map[bool]string{false: "erase.how.erase",
			true: "erase.how.anonymise"}[c.Anonymised])},
		{Key: "by", Label: w.T("erase.fact.by"), Value: c.By},
		{Key: "reason", Label: w.T("erase.fact.reason"), Value: c.Reason},
	}
	for _, f := range []model.Fact{
		{Key: "rows", Label: w.T("erase.fact.rows"), Value: w.RowsByType(c.Erased.Rows)},
		{Key: "figures", Label: w.T("erase.fact.figures"), Value: w.RowsByType(c.Figures)},
		{Key: "cleared", Label: w.T("erase.fact.cleared." + c.Kind), Value: w.RowsByType(c.Cleared)},
	} {
		if f.Value != "" {
			facts = append(facts, f)
		}
	}
	if c.Erased.Looks > 0 {
		facts = append(facts, model.Fact{Key: "looks", Label: w.T("erase.fact.looks"), Value: w.Int(c.Erased.Looks)})
	}
	facts = append(facts,
		model.Fact{Key: "values", Label: w.T("erase.fact.values"), Value: w.Int(c.Erased.Values)},
		model.Fact{Key: "entries", Label: w.T("erase.fact.entries"), Value: w.Int(c.Erased.Entries)},
		model.Fact{Key: "drafts", Label: w.T("erase.fact.drafts"), Value: w.Int(c.Erased.Drafts)},
		model.Fact{Key: "copies", Label: w.T("erase.fact.copies"), Value: w.Int(c.Copies)})
	var gone []string
	for _, copied := range c.Left {
		if copied.Gone {
			gone = append(gone, copied.Name)
		}
	}
	if len(gone) > 0 {
		facts = append(facts, model.Fact{Key: "removed", Label: w.T("erase.fact.removed"),
			Value: strings.Join(gone, ", ")})
	}
	doc.Sections = []model.Section{{Key: "erased", Facts: facts}}
	if left := w.ErasureLeft(c); len(left) > 0 {
		doc.Sections = append(doc.Sections, model.Section{Key: "left", Title: w.T("erase.left"), Text: left})
	}
	doc.Notes = []string{w.T("erase.note")}
	return doc
}

// leftCopies says which copies an erasure does not reach, and when they go: now, or at a day.
func (w Words) leftCopies(left []service.LeftCopy, now bool) (out []string) {
	files := map[string][]string{}
	for _, c := range left {
		line := "erase.left.copies.open"
		switch {
		case c.Gone:
			continue
		case now:
			line = "erase.left.copies.now"
		case c.Goes != 0:
			line = "erase.left.copies"
		}
		day := ""
		if line == "erase.left.copies" {
			day = w.DayYear(c.Goes.Time())
		}
		files[line+"\x00"+day] = append(files[line+"\x00"+day], c.Name)
	}
	for _, at := range slices.Sorted(maps.Keys(files)) {
		line, day, _ := strings.Cut(at, "\x00")
		out = append(out, w.T(line, "n", len(files[at]), "files", strings.Join(files[at], ", "), "day", day))
	}
	return out
}

// elsewhere says how many copies were made where an erasure does not reach.
func (w Words) elsewhere(c service.CopiesElsewhere) []string {
	if c.N == 0 {
		return nil
	}
	return []string{w.T("erase.left.elsewhere", "n", c.N, "day", w.DayYear(c.Last.Time()))}
}

// LeftCopies says which copies an erasure does not reach, and at which day they go.
func (w Words) LeftCopies(left []service.LeftCopy) []string { return w.leftCopies(left, false) }

// ErasureLeft says where something may still stand, and what to do about it.
func (w Words) ErasureLeft(c *service.ErasureCertificate) (out []string) {
	out = append(w.LeftCopies(c.Left), w.elsewhere(c.Elsewhere)...)
	if !c.Erased.Emptied {
		out = append(out, w.T("erase.left.pages"))
	}
	if c.Mentions > 0 {
		out = append(out, w.T("erase.left.mentions", "n", c.Mentions))
	}
	if c.Exports > 0 {
		out = append(out, w.T("erase.left.exports", "n", c.Exports))
	}
	return out
}
