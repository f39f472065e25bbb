package exporter

import (
	"math"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"jobspor/model"
)

// place is where a text begins: its page, and its distance from the left and bottom edge in points.
type place struct {
	page int
	x, y float64
}

// layoutOf lists where each piece of text of a PDF begins; words far from each other on a line are two pieces.
func layoutOf(r *pdf.Reader) map[string][]place {
	out := map[string][]place{}
	for i := range r.NumPage() {
		line, start := "", place{}
		text := r.Page(i + 1).Content().Text
		for n, c := range text {
			if line == "" {
				start = place{i + 1, c.X, c.Y}
			}
			line += c.S
			ends := n == len(text)-1
			if !ends {
				next := text[n+1]
				ends = math.Abs(next.Y-c.Y) > 0.5 || next.X < c.X || next.X > c.X+2*c.FontSize
			}
			if ends {
				line = strings.TrimSpace(line)
				out[line], line = append(out[line], start), ""
			}
		}
	}
	return out
}

// places finds the pieces of a PDF that are exactly the text.
func places(r *pdf.Reader, text string) []place { return layoutOf(r)[text] }

// TestSignaturesHaveRoom: each party has at least 12 mm between the name and the line, a line for the day, and no page
// between the two, wherever on the page they come.
func TestSignaturesHaveRoom(t *testing.T) {
	const room = 12 / 25.4 * 72
	for steps := 1; steps < 30; steps += 3 {
		doc := signedPaper()
		doc.Fit = false
		doc.Sections[1] = paper(steps, 3).Sections[1]
		r, _ := printed(t, doc)
		at := layoutOf(r)
		for _, name := range []string{"Anja Holm", "Lis Vestergaard"} {
			who, lines, days := at[name], at["Underskrift"], at["Dato"]
			if len(who) != 1 || len(lines) != 3 || len(days) != 3 {
				t.Fatalf("%d steps: %d names, %d lines, %d days, want 1, 3, 3", steps, len(who), len(lines), len(days))
			}
			if line := lines[0]; line.page != who[0].page || who[0].y-line.y < room {
				t.Errorf("%d steps: %s on page %d at %.0f, line on page %d at %.0f, want %.0f points between",
					steps, name, who[0].page, who[0].y, line.page, line.y, room)
			}
		}
		heading := at["Underskrifter"]
		if len(heading) != 1 || heading[0].page != at["Anja Holm"][0].page {
			t.Errorf("%d steps: heading at %v, want it with the first party", steps, heading)
		}
	}
}

// TestLetterhead stands on the first page only, and takes no room when it is absent.
func TestLetterhead(t *testing.T) {
	doc := signedPaper()
	doc.Fit, doc.From.Name = false, "Ishøj Kommune"
	doc.Sections[1] = paper(60, 3).Sections[1]
	title := func() place {
		t.Helper()
		r, _ := printed(t, doc)
		found := places(r, "Arbejdsaftale")
		if r.NumPage() < 2 || len(found) != r.NumPage() {
			t.Fatalf("%d pages with %d titles, want one each", r.NumPage(), len(found))
		}
		return found[0]
	}
	r, _ := printed(t, doc)
	if got := places(r, "Ishøj Kommune"); len(got) != 1 || got[0].page != 1 {
		t.Errorf("name at %v, want once on page 1", got)
	}
	with := title()
	doc.From.Logo = testLogo(t, 300, 100)
	logo := title()
	doc.From = model.Letterhead{}
	without := title()
	if !(logo.y < with.y && with.y < without.y) {
		t.Errorf("title at %.0f with a logo, %.0f with a name, %.0f with nothing, want it to rise", logo.y, with.y,
			without.y)
	}
	plain := paper(60, 3)
	plain.Fit = false
	r, _ = printed(t, plain)
	if got := places(r, "Arbejdsaftale")[0].y; got != without.y {
		t.Errorf("title at %.1f, want %.1f as on a document without a letterhead", without.y, got)
	}
}

// TestPDFSaysWhatItIs: title and language, and neither author nor time of writing.
func TestPDFSaysWhatItIs(t *testing.T) {
	r, file := printed(t, signedPaper())
	root, info := r.Trailer().Key("Root"), r.Trailer().Key("Info")
	if got := root.Key("Lang").Text(); got != "da-DK" {
		t.Errorf("language %q, want da-DK", got)
	}
	if got := info.Key("Title").Text(); got != "Arbejdsaftale" {
		t.Errorf("title %q, want Arbejdsaftale", got)
	}
	for _, key := range []string{"Author", "Creator", "Subject"} {
		if got := info.Key(key); !got.IsNull() {
			t.Errorf("%s is %v, want nothing", key, got)
		}
	}
	if strings.Contains(string(file), "/Author") {
		t.Error("the file names an author")
	}
}

// TestPagesAreNumbered: each says which of how many, and the second on which paper it belongs to.
func TestPagesAreNumbered(t *testing.T) {
	doc := paper(60, 3)
	doc.Fit = false
	r, _ := printed(t, doc)
	n, err := Pages(doc, PDF)
	if err != nil || n != r.NumPage() || n < 3 {
		t.Fatalf("Pages = %d, %v, want %d", n, err, r.NumPage())
	}
	for _, want := range []string{"1 / " + string(rune('0'+n)), "2 / " + string(rune('0'+n))} {
		if got := places(r, want); len(got) != 1 {
			t.Errorf("%q at %v, want once", want, got)
		}
	}
	if one, _ := printed(t, paper(3, 1)); len(places(one, "1 / 1")) != 0 {
		t.Error("a single page has a number")
	}
	if n, err := Pages(doc, Text); n != 0 || err != nil {
		t.Errorf("pages of text: %d, %v, want 0", n, err)
	}
}

// areas are the filled areas of the pages, by width in points.
func areas(r *pdf.Reader) (out []float64) {
	for i := range r.NumPage() {
		for _, a := range r.Page(i + 1).Content().Rect {
			out = append(out, math.Abs(a.Max.X-a.Min.X))
		}
	}
	return out
}

// TestBarsAreAsLongAsTheirNumbers: the parts of each bar stand in proportion, a part of zero is not drawn.
func TestBarsAreAsLongAsTheirNumbers(t *testing.T) {
	r, _ := printed(t, signedPaper())
	got := areas(r)
	if len(got) != 2+3 { // two in the legend, one part in the first bar, two in the second
		t.Fatalf("areas %.1f, want five", got)
	}
	bars := got[2:]
	if a, b := bars[1]/bars[0], 10.0/12; math.Abs(a-b) > 0.01 {
		t.Errorf("10 hours are %.3f of 12, want %.3f", a, b)
	}
	if a, b := bars[2]/bars[0], 2.25/12; math.Abs(a-b) > 0.01 {
		t.Errorf("2.25 hours are %.3f of 12, want %.3f", a, b)
	}
	text := readBack(t, r)
	for _, want := range []string{"man 2/11 2026", "10 + 2,25", "Praktiktimer/uge", "Løntimer/uge"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q on the page", want)
		}
	}
}

// TestLineChart: what is not known is a gap, and a goal stands in the legend.
func TestLineChart(t *testing.T) {
	c := model.Chart{Title: "Over tid", Lines: true, Goals: []model.ChartGoal{{Name: "mål 40 %", Value: 0.4}}}
	for i, v := range []float64{0.1, math.NaN(), 0.3, 0.35} {
		row := model.ChartRow{Label: []string{"jan", "feb", "mar", "apr"}[i], Values: []float64{v}}
		if !math.IsNaN(v) {
			row.Text = []string{"10 %", "", "30 %", "35 %"}[i]
		}
		c.Rows = append(c.Rows, row)
	}
	doc := named("Tal", "1")
	doc.Sections[0].Charts = []model.Chart{c, {Lines: true, Rows: []model.ChartRow{{Label: "en"}}}, {}}
	r, _ := printed(t, doc)
	text := readBack(t, r)
	for _, want := range []string{"Over tid", "mål 40 %", "jan", "feb", "apr", "10 %", "35 %"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %q", want, text)
		}
	}
	if top := top(&c); top != 0.4 {
		t.Errorf("top of the axis %v, want the goal", top)
	}
}
