package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// testPrinter is a printer for a terminal of so many cells, or for a pipe at 0.
func testPrinter(width int, asJSON bool) (*printer, *bytes.Buffer) {
	var out bytes.Buffer
	r := newRoot(&Env{
		In: strings.NewReader(""), Out: &out, Err: &bytes.Buffer{}, Getenv: func(string) string { return "" },
		Terminal: Terminal{Out: width > 0, Width: max(width, 80)},
	})
	r.json = asJSON
	return r.out, &out
}

func sample() table {
	return table{cols: []column{{"id", "ID", false}, {"name", "navn", false}, {"n", "antal", true}},
		rows: [][]cell{{text("abc"), text("Café\tÅ"), number(7)}, {text("def"), {"vist", "raw", nil}, {}}}}
}

func TestTableForPersonPipeAndJSON(t *testing.T) {
	for _, c := range []struct {
		width int
		json  bool
		want  string
	}{
		{80, false, "ID   Navn    Antal\nabc  Café Å      7\ndef  vist\n"},
		{0, false, "id\tname\tn\nabc\tCafé Å\t7\ndef\traw\t\n"},
		{80, true, `[
{"id":"abc","name":"Café\tÅ","n":7},
{"id":"def","name":null,"n":null}
]
`},
	} {
		p, out := testPrinter(c.width, c.json)
		if err := p.table(sample()); err != nil {
			t.Fatal(err)
		}
		_ = p.flush()
		if out.String() != c.want {
			t.Errorf("width %d json %v: got %q, want %q", c.width, c.json, out.String(), c.want)
		}
	}
}

// TestTablesFitAndHoldNoControls prints any text: no line is wider than the terminal, none holds a control character,
// every row is one line, and JSON gives back what went in.
func TestTablesFitAndHoldNoControls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in table
		n := rapid.IntRange(1, 6).Draw(t, "columns")
		for i := range n {
			title := rapid.StringN(0, 20, -1).Draw(t, "title")
			in.cols = append(in.cols, column{string(rune('a' + i)), title, rapid.Bool().Draw(t, "right")})
		}
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			var row []cell
			for range n {
				row = append(row, text(rapid.String().Draw(t, "cell")))
			}
			in.rows = append(in.rows, row)
		}
		for _, width := range []int{0, 80} {
			p, out := testPrinter(width, false)
			if err := p.table(in); err != nil {
				t.Fatal(err)
			}
			_ = p.flush()
			lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
			if len(lines) != len(in.rows)+1 {
				t.Fatalf("width %d: %d lines for %d rows: %q", width, len(lines), len(in.rows), out.String())
			}
			for _, l := range lines {
				if width > 0 && ansi.StringWidth(l) > width {
					t.Fatalf("line of %d cells at %d: %q", ansi.StringWidth(l), width, l)
				}
				if width == 0 && strings.Count(l, "\t") != n-1 {
					t.Fatalf("%d tabs for %d columns: %q", strings.Count(l, "\t"), n, l)
				}
				if s := strings.ReplaceAll(l, "\t", ""); clean(s) != s {
					t.Fatalf("control characters in %q", l)
				}
			}
		}
		p, out := testPrinter(0, true)
		if err := p.table(in); err != nil {
			t.Fatal(err)
		}
		_ = p.flush()
		var back []map[string]string
		if err := json.Unmarshal(out.Bytes(), &back); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if len(back) != len(in.rows) {
			t.Fatalf("got %d objects, want %d", len(back), len(in.rows))
		}
	})
}

func TestLinesAreReadWhateverTheyHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.StringMatching(`[a-zæøå\x00\x1b \t]{0,30}`)).Draw(t, "lines")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		in := bytes.NewBufferString("")
		for _, l := range lines {
			in.WriteString(l + end)
		}
		got := make(chan inputLine)
		go readTitles(t.Context(), in, got)
		for i, want := range lines {
			if g := <-got; g.text != strings.TrimRight(want, "\r") || g.err != nil {
				t.Fatalf("line %d: got %q %v, want %q", i, g.text, g.err, want)
			}
		}
		if g, more := <-got; more {
			t.Fatalf("got %q after the last line", g.text)
		}
	})
}

func TestALineOfTenMegabytesIsCutNotKept(t *testing.T) {
	got := make(chan inputLine)
	go readTitles(t.Context(), strings.NewReader(strings.Repeat("æ", 5<<20)+"\nnæste\n"), got)
	if g := <-got; len(g.text) > maxTitle+3 || g.err != nil {
		t.Errorf("got %d bytes, %v, want at most %d", len(g.text), g.err, maxTitle)
	}
	if g := <-got; g.text != "næste" {
		t.Errorf("got %q, want the next line", g.text)
	}
}

// TestNothingIsCutInAPipeOrATableThatWraps: every word of a cell that is wider than the window is there.
func TestNothingIsCutInAPipeOrATableThatWraps(t *testing.T) {
	long := strings.Repeat("ord ", 90) + "sidst"
	for _, width := range []int{0, 60, 120} {
		in := table{wraps: true, cols: []column{{"id", "ID", false}, {"text", "Tekst", false}, {"n", "Antal", true}},
			rows: [][]cell{{text("abc"), text(long), number(7)}}}
		p, out := testPrinter(width, false)
		if err := p.table(in); err != nil {
			t.Fatal(err)
		}
		_ = p.w.Flush()
		got := out.String()
		if n := strings.Count(got, "ord"); n != 90 || !strings.Contains(got, "sidst") || strings.Contains(got, "…") {
			t.Errorf("at %d cells %d of 90 words are there:\n%s", width, n, got)
		}
		for line := range strings.Lines(got) {
			if width > 0 && len([]rune(line)) > max(width, 80)+1 {
				t.Errorf("at %d cells a line has %d", width, len([]rune(line)))
			}
		}
	}
}

// TestWrappedKeepsItsWidth: words longer than a line are broken, too, wherever their hyphens stand.
func TestWrappedKeepsItsWidth(t *testing.T) {
	path := "/dev/shm/jobspor-cli-3667656185/TestReadings3527133039/001/d.db"
	for w := 1; w <= len(path)+1; w++ {
		for at := range path {
			text := "ved " + path[at:] + " nu"
			for line := range strings.SplitSeq(wrapped(text, w), "\n") {
				if ansi.StringWidth(line) > w {
					t.Fatalf("%q in %d cells has the line %q", text, w, line)
				}
			}
		}
	}
}
