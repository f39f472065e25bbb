package postcodes

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"jobspor/model"
)

func load(t testing.TB) *Table {
	t.Helper()
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestFindGivesTheTown(t *testing.T) {
	table := load(t)
	for code, want := range map[string]string{
		"2635": "Ishøj", "2665": "Vallensbæk Strand", "2630": "Taastrup", "8000": "Aarhus C", "3790": "Hasle",
		"9990": "Skagen",
		"4245": "Omø", "1050": "København K", "1499": "København K", "1500": "København V", "1799": "København V",
		"1800": "Frederiksberg C", "1999": "Frederiksberg C", "2000": "Frederiksberg",
	} {
		got, ok := table.Find(code)
		if !ok || got.Town != want || got.Code != code {
			t.Errorf("Find(%s): got %v %v, want %s", code, got, ok, want)
		}
	}
}

func TestFindDoesNotGuess(t *testing.T) {
	table := load(t)
	// Post-office boxes, Greenland, the Faroe Islands, and what is no postcode.
	for _, code := range []string{
		"0800", "0999", "2633", "3900", "3992", "0100", "100", "", "26350", "263", "abcd", "२६३५", "2 35", "-635",
	} {
		if got, ok := table.Find(code); ok {
			t.Errorf("Find(%q): got %v, want nothing", code, got)
		}
		if _, ok := table.Index(code); ok {
			t.Errorf("Index(%q): got a number, want none", code)
		}
	}
	if _, ok := new(Table).Find("2635"); ok {
		t.Error("the zero table knows a postcode")
	}
}

func TestDistancesAPersonKnows(t *testing.T) {
	table := load(t)
	for _, c := range []struct {
		from, to   string
		least, top float64
	}{
		{"2635", "2665", 1, 5},     // Ishøj to Vallensbæk Strand, next door
		{"2635", "1620", 13, 19},   // Ishøj to Vesterbro
		{"4000", "2635", 13, 21},   // Roskilde to Ishøj
		{"5000", "8000", 83, 89},   // Odense to Aarhus
		{"9990", "6270", 310, 350}, // Skagen to Tønder
		{"3700", "1050", 140, 160}, // Rønne to København
		{"1620", "1799", 0.5, 3},   // within Vesterbro
	} {
		a, _ := table.Find(c.from)
		b, _ := table.Find(c.to)
		got := KM(a, b)
		if got < c.least || got > c.top || got != KM(b, a) {
			t.Errorf("%s to %s: got %.1f km (back %.1f), want %g to %g", a.Town, b.Town, got, KM(b, a), c.least, c.top)
		}
	}
	a, _ := table.Find("2635")
	if got := KM(a, a); got != 0 {
		t.Errorf("Ishøj to itself: got %g, want 0", got)
	}
	if got := KM(Place{Lat: 90}, Place{Lat: -90}); math.Abs(got-math.Pi*6371) > 0.001 {
		t.Errorf("pole to pole: got %g, want half the globe", got)
	}
}

func TestIndexNamesTheRow(t *testing.T) {
	table := load(t)
	all := table.All()
	if len(all) != table.Len() || len(all) < 630 {
		t.Fatalf("got %d rows and Len %d, want about 650", len(all), table.Len())
	}
	for i, p := range all {
		got, ok := table.Index(p.Code)
		if !ok || int(got) != i || table.At(got) != p {
			t.Fatalf("Index(%s): got %d %v %v, want %d %v", p.Code, got, ok, table.At(got), i, p)
		}
		if i > 0 && all[i-1].Code >= p.Code {
			t.Fatalf("%s stands after %s", p.Code, all[i-1].Code)
		}
	}
	a, _ := table.Index("1050")
	b, _ := table.Index("1059")
	if a != b {
		t.Errorf("1050 and 1059 share a row: got %d and %d", a, b)
	}
	if got := table.At(uint16(table.Len())); got != (Place{}) {
		t.Errorf("At past the end: got %v, want nothing", got)
	}
}

func TestTownsAndBack(t *testing.T) {
	table := load(t)
	towns := table.Towns()
	seen := map[string]bool{}
	for _, town := range towns {
		if seen[town] {
			t.Errorf("%s is there twice", town)
		}
		seen[town] = true
		if len(table.InTown(town)) == 0 {
			t.Errorf("InTown(%q): got nothing", town)
		}
	}
	if towns[0] != "København K" || towns[len(towns)-1] != "Skagen" {
		t.Errorf("got %s first and %s last", towns[0], towns[len(towns)-1])
	}
	for name, want := range map[string]string{
		"ishøj": "2635", " ÅRHUS C ": "8000", "Aabenrå": "6200", "vallensbæk": "2625",
	} {
		if got := table.InTown(name); len(got) != 1 || got[0].Code != want {
			t.Errorf("InTown(%q): got %v, want %s", name, got, want)
		}
	}
	if got := table.InTown("Atlantis"); got != nil {
		t.Errorf("InTown(Atlantis): got %v", got)
	}
}

func TestTheTableSaysWhenAndWho(t *testing.T) {
	table := load(t)
	if table.Date < model.NewDate(2026, 1, 1) || table.Source == "" {
		t.Errorf("got %s %q, want a date and a source", table.Date, table.Source)
	}
}

const ownList = "\ufeff# date: 2027-02-01\r\n# source: Ishøj Kommune\r\n\r\nfrom\tto\ttown\tlat\tlon\tnote\r\n" +
	"2665\t\tVallensbæk Strand\t55,617\t12,385\thavn\r\n1000\t1499\tKøbenhavn K\t55.68\t12.58\r\n"

func TestParseOwnList(t *testing.T) {
	table, err := Parse(strings.NewReader(ownList), "egen.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if table.Date.String() != "2027-02-01" || table.Source != "Ishøj Kommune" {
		t.Errorf("got %s %q", table.Date, table.Source)
	}
	if got, _ := table.Find("2665"); got != (Place{"2665", "Vallensbæk Strand", 55.617, 12.385}) {
		t.Errorf("got %v", got)
	}
	if got, _ := table.Find("1321"); got != (Place{"1321", "København K", 55.68, 12.58}) {
		t.Errorf("got %v", got)
	}
	if _, ok := table.Find("2635"); ok {
		t.Error("a list replaces the table, it does not join it")
	}
}

func TestParseAddressRegister(t *testing.T) {
	const list = "postnr\tnavn\tlat\tlon\tbbox_lonlat\tkommunenavne\n" +
		"6950\tRingkøbing\t56.20098497\t4.07461311\t3.2188459,55.88343876,8.46481014,56.40880656\tRingkøbing-Skjern\n" +
		"2412\tJulemanden\t55.7\t12.5\t12,55,13,56\tNordpolen\n" + // unknown to the built-in table
		"2635\tIshøj\t55.62\t12.30\t12.2,55.61,12.31,55.63\tIshøj\n" // an area that leaves out the built-in position
	table, err := Parse(strings.NewReader(list), "postnumre.tsv")
	if err != nil {
		t.Fatal(err)
	}
	town, _ := load(t).Find("6950")
	if got, _ := table.Find("6950"); got != town {
		t.Errorf("a centre far out at sea: got %v, want the town %v", got, town)
	}
	for code, want := range map[string]Place{
		"2412": {"2412", "Julemanden", 55.7, 12.5}, "2635": {"2635", "Ishøj", 55.62, 12.3},
	} {
		if got, _ := table.Find(code); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	if table.Source != "postnumre.tsv" || !table.Date.IsZero() {
		t.Errorf("got %s %q, want the file's name and no date", table.Date, table.Source)
	}
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	const head = "# note\nfrom\tto\ttown\tlat\tlon\n2600\t2600\tGlostrup\t55.667\t12.4\n"
	for name, c := range map[string]struct {
		list, key string
		line      any
	}{
		"nothing":                {"", "err.table.empty", nil},
		"only a header":          {"from\tto\ttown\tlat\tlon\n", "err.table.empty", nil},
		"another table":          {"navn;adresse\nA;B\n", "err.table.header", 1},
		"a spreadsheet":          {"PK\x03\x04\x00\x00", "err.table.text", nil},
		"Windows-1252":           {"postnr\tnavn\tlat\tlon\n2635\tIsh\xf8j\t55.6\t12.3\n", "err.table.text", nil},
		"too short a row":        {head + "2605\t2605\n", "err.postcodes.town", 4},
		"letters":                {head + "26O5\t\tBrøndby\t55.65\t12.42\n", "err.postcodes.code", 4},
		"a range backwards":      {head + "2605\t2604\tBrøndby\t55.65\t12.42\n", "err.postcodes.code", 4},
		"a terminal escape":      {head + "2605\t\tBrøn\x1b[31mdby\t55.65\t12.42\n", "err.postcodes.town", 4},
		"a right-to-left mark":   {head + "2605\t\tBrøn\u202edby\t55.65\t12.42\n", "err.postcodes.town", 4},
		"no position":            {head + "2605\t\tBrøndby\t\t\n", "err.postcodes.position", 4},
		"not a number":           {head + "2605\t\tBrøndby\tNaN\t12.42\n", "err.postcodes.position", 4},
		"latitude for longitude": {head + "2605\t\tBrøndby\t12.42\t55.65\n", "err.postcodes.position", 4},
		"Iceland":                {head + "2605\t\tBrøndby\t64.1\t-21.9\n", "err.postcodes.position", 4},
		"twice": {
			head + "2601\t2610\tRødovre\t55.68\t12.45\n2605\t\tBrøndby\t55.65\t12.42\n", "err.postcodes.twice", 5,
		},
	} {
		_, err := Parse(strings.NewReader(c.list), "liste.tsv")
		var got *model.Error
		if !errors.As(err, &got) {
			t.Errorf("%s: got %v, want an error of the model", name, err)
			continue
		}
		if got.Key != c.key || got.Args["file"] != "liste.tsv" || got.Args["line"] != c.line ||
			got.Code != model.Invalid {
			t.Errorf("%s: got %v, want %s line %v", name, got, c.key, c.line)
		}
	}
	_, err := Parse(iotest.ErrReader(errors.New("disk gone")), "liste.tsv")
	if got, ok := err.(*model.Error); !ok || got.Key != "err.table.read" || got.Cause == nil {
		t.Errorf("a reader that fails: got %v", err)
	}
	if _, err := Parse(strings.NewReader(head+strings.Repeat("#", maxBytes)), "liste.tsv"); err == nil ||
		err.(*model.Error).Key != "err.table.long" {
		t.Errorf("an endless file: got %v", err)
	}
}

func TestTheTwiceErrorNamesBothLines(t *testing.T) {
	_, err := Parse(strings.NewReader("from\tto\ttown\tlat\tlon\n2605\t\tBrøndby\t55.65\t12.42\n"+
		"2605\t\tBrøndby\t55.65\t12.42\n"), "l")
	var got *model.Error
	if !errors.As(err, &got) || got.Args["line"] != 3 || got.Args["other"] != 2 || got.Args["value"] != "2605" {
		t.Errorf("got %v, want lines 3 and 2 and the postcode", err)
	}
}

func TestWriteToIsReadBack(t *testing.T) {
	want := load(t)
	if got := rewritten(t, want); !same(got, want) || got.Date != want.Date || got.Source != want.Source {
		t.Error("the table written and read back is another")
	}
}

// rewritten writes a table and reads it back.
func rewritten(t *testing.T, table *Table) *Table {
	t.Helper()
	var b bytes.Buffer
	n, err := table.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d of %d bytes: %v", n, b.Len(), err)
	}
	got, err := Parse(&b, "again")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// same reports whether two tables answer the same for every postcode.
func same(a, b *Table) bool {
	for n := range codes {
		code := string([]byte{byte('0' + n/1000), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
		p, ok := a.Find(code)
		q, also := b.Find(code)
		if ok != also || p != q {
			return false
		}
	}
	return true
}

func FuzzParse(f *testing.F) {
	f.Add(ownList)
	f.Add("postnr\tnavn\tlat\tlon\tbbox_lonlat\n6950\tRingkøbing\t56.2\t4.07\t3.2,55.8,8.5,56.4\n")
	f.Add("from\tto\ttown\tlat\tlon\n0000\t9999\tX\t0x37p0\t1e1\n#source:\n")
	f.Fuzz(func(t *testing.T, list string) {
		table, err := Parse(strings.NewReader(list), "f")
		if err != nil {
			if model.CodeOf(err) != model.Invalid {
				t.Fatalf("got %v, want an error of the list", err)
			}
			return
		}
		for _, p := range table.All() {
			if p.Town == "" || !model.Printable(p.Town) || !(p.Lat >= 54 && p.Lat <= 59) ||
				!(p.Lon >= 3 && p.Lon <= 17) {
				t.Fatalf("accepted %+v", p)
			}
		}
		if !same(rewritten(t, table), table) {
			t.Fatal("the table written and read back is another")
		}
	})
}

func BenchmarkFind(b *testing.B) {
	table := load(b)
	for b.Loop() {
		table.Find("2635")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
