package kit

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

var unknown = math.NaN()

// ladder is eighteen weeks over the new year, with a standstill.
func ladder() Chart {
	c := Chart{Title: "Løntimer, t/uge", Now: 9, Series: []Series{
		{Name: "faktisk", Values: []float64{0, 0, 2, 2, 2, 2, 2.25, unknown}},
		{Name: "plan", Values: []float64{0, 0, 2, 2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6, 8, 8, 8, 8}},
	}}
	for w := 40; w < 58; w++ {
		n := w
		if n > 53 {
			n -= 53
		}
		c.Labels = append(c.Labels, strconv.Itoa(n/10)+strconv.Itoa(n%10))
	}
	return c
}

func themes() map[string]*Theme {
	return map[string]*Theme{
		"colour": testTheme(),
		"ascii":  NewTheme(theme.New(theme.Options{NoColor: true, ASCII: true}), lang.New(lang.English)),
	}
}

func TestCharts(t *testing.T) {
	share := Chart{
		Title:  "Berørt af løntimer, %",
		Labels: []string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov"},
		Series: []Series{
			{Name: "indsats", Values: []float64{4, 6, 9, 9, 12, unknown, 14, 15, 18, 17, 19}},
			{Name: "kontrol", Values: []float64{3, 4, 4, 5, 6, 6, 6, 7, 7, 8, 8}},
		},
		Goals: []Goal{{"mål 15", 15}, {"mål 18", 18}}}
	bars := BarChart{
		Goals: []Goal{{"mål 15", 15}, {"mål 18", 18}},
		Rows: []BarRow{
			{Label: "Social støtte", Value: 19, Text: "19 % (n = 42)"},
			{Label: "Flere skal med", Value: 11, Text: "11 % (n = 120)"},
			{Label: "JobFirst", Value: unknown, Text: "under 5"}, {Label: "Bredekærgård", Value: 0, Text: "0 %"}}}
	for name, l := range themes() {
		t.Run(name, func(t *testing.T) {
			views := []string{
				Columns(l, ladder(), 70, 11), Columns(l, ladder(), 40, 8), TimeLine(l, share, 70, 10),
				Bars(l, bars, 60, bars.Height()), Bars(l, bars, 40, 3),
				Columns(l, Chart{Title: "Løntimer", Empty: "Ingen timer endnu: t skriver de første."}, 40, 6),
			}
			for i := range views {
				views[i] = ansi.Strip(views[i])
			}
			golden.RequireEqual(t, strings.Join(views, "\n"+strings.Repeat("=", 70)+"\n")+"\n")
		})
	}
}

// TestChartsKeepTheirSize: whatever the values, labels and sizes, a chart is a block of exactly its size.
func TestChartsKeepTheirSize(t *testing.T) {
	number := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{unknown, math.Inf(1), 0, -3, 1e-9, 37}))
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(0, 90).Draw(t, "w"), rapid.IntRange(0, 20).Draw(t, "h")
		c := Chart{
			Title:  rapid.String().Draw(t, "title"),
			Labels: rapid.SliceOfN(rapid.StringN(0, 6, -1), 0, 60).Draw(t, "labels"),
			Now:    rapid.IntRange(-1, 70).Draw(t, "now"), Max: rapid.SampledFrom([]float64{0, 0, 37}).Draw(t, "max")}
		for i := range rapid.IntRange(0, 4).Draw(t, "series") {
			c.Series = append(c.Series, Series{
				Name: strconv.Itoa(i), Values: rapid.SliceOfN(number, 0, 60).Draw(t, "values"),
			})
		}
		b := BarChart{}
		for i := range rapid.IntRange(0, 4).Draw(t, "goals") {
			b.Goals = append(b.Goals, Goal{strconv.Itoa(i), number.Draw(t, "goal")})
		}
		c.Goals = b.Goals
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			b.Rows = append(b.Rows, BarRow{
				Label: rapid.String().Draw(t, "label"), Text: rapid.String().Draw(t, "text"),
				Value: number.Draw(t, "v"),
			})
		}
		for name, l := range themes() {
			for kind, view := range map[string]string{
				"columns": Columns(l, c, w, h), "line": TimeLine(l, c, w, h), "bars": Bars(l, b, w, h),
			} {
				if err := CheckFrame(view, w, h); err != nil {
					t.Fatalf("%s, %s: %v", name, kind, err)
				}
			}
		}
	})
}

// TestColumnsAreReadWithoutColour: what is planned, worked, zero and unknown differ by their signs alone.
func TestColumnsAreReadWithoutColour(t *testing.T) {
	l := themes()["ascii"]
	view := ansi.Strip(Columns(l,
		Chart{
			Labels: []string{"1", "2", "3"},
			Series: []Series{
				{Name: "done", Values: []float64{8, 0, unknown}}, {Name: "plan", Values: []float64{4, 8, unknown}},
			},
		}, 30, 8))
	for _, want := range []string{"# done", "= plan"} {
		if !strings.Contains(view, want) {
			t.Errorf("the legend lacks %q:\n%s", want, view)
		}
	}
	rows := Lines(view)
	top, bottom := rows[1], rows[5]
	if !strings.Contains(top, "#####") || !strings.Contains(top, "======") {
		t.Errorf("the top row should hold the first column and the second's plan: %q", top)
	}
	if axis := rows[6]; strings.Contains(axis, "=") || !strings.Contains(axis, "---") {
		t.Errorf("the axis should not look like the plan: %q", axis)
	}
	if strings.Count(bottom, "#") != 5 {
		t.Errorf("the bottom row should hold the first column only: %q", bottom)
	}
}

// TestColumnsEndWhereTheirNumberSays: the highest cell of a column is in the row of the axis that has its value.
func TestColumnsEndWhereTheirNumberSays(t *testing.T) {
	for name, l := range themes() {
		full := columnSteps(l)[7]
		for value, label := range map[float64]string{8: "8", 4: "4"} {
			c := Chart{Labels: []string{"1", "2"}, Series: []Series{{Values: []float64{value, unknown}}}, Max: 8}
			for _, h := range []int{9, 11, 13} {
				for _, row := range Lines(ansi.Strip(Columns(l, c, 30, h)))[1:] {
					if at := strings.TrimSpace(row); strings.Contains(row, full) {
						if !strings.HasPrefix(at, label) {
							t.Errorf("%s, %d rows: the column of %v ends at %q", name, h, value, row)
						}
						break
					}
				}
			}
		}
	}
}

// TestColumnsOfNothingAreASentence: an axis without a column says less than a sentence.
func TestColumnsOfNothingAreASentence(t *testing.T) {
	c := Chart{Labels: []string{"1", "2"}, Empty: "Intet endnu.", Series: []Series{
		{Name: "faktisk", Values: []float64{0, unknown}}, {Name: "plan", Values: []float64{0, 0}},
	}}
	view := ansi.Strip(Columns(testTheme(), c, 40, 8))
	if !strings.Contains(view, "Intet endnu.") || strings.Contains(view, "faktisk") {
		t.Errorf("got\n%s", view)
	}
}
