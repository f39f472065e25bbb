package exporter

import (
	"math"
	"strings"

	"jobspor/model"
)

// barBlocks are the letters of the parts of a bar, as light and dark as in the PDF; every font has them.
var barBlocks = []string{"░", "█", "▒"}

// barLetters is how many letters the longest bar has.
const barLetters = 36

// chart is a table with a bar of letters a row; a line over time is one bar a point.
func (d *docxWriter) chart(c *model.Chart) {
	if len(c.Rows) == 0 {
		return
	}
	d.paragraph("Column", c.Title)
	var legend []string
	if len(c.Series) > 1 {
		for i, name := range c.Series {
			legend = append(legend, barBlocks[i%len(barBlocks)]+" "+name)
		}
	}
	for _, g := range c.Goals {
		legend = append(legend, g.Name)
	}
	d.paragraph("Note", strings.Join(legend, "   "))
	label, text := d.width*0.25, d.width*0.22
	bar, end := d.width-label-text, top(c)
	d.openTable("Facts", label, bar, text)
	for _, r := range c.Rows {
		d.row("", docxCell(label, "", docxParagraph("Label", "", r.Label)),
			docxCell(bar, "", docxParagraph("Bar", "", letterBar(r.Values, end))),
			docxCell(text, "", docxParagraph("Cell", "", r.Text)))
	}
	d.closeTable()
}

// letterBar is a bar of letters; a part that is not nothing has at least one.
func letterBar(values []float64, end float64) string {
	var out strings.Builder
	for i, v := range values {
		if known(v) && v > 0 {
			n := max(int(math.Round(v/end*barLetters)), 1)
			out.WriteString(strings.Repeat(barBlocks[i%len(barBlocks)], n))
		}
	}
	return out.String()
}
