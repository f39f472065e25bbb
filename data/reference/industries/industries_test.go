package industries

import (
	"bytes"
	"errors"
	"slices"
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

func TestTitleOfACompanysCode(t *testing.T) {
	table := load(t)
	for _, c := range []struct {
		system           model.IndustrySystem
		code, lang, want string
	}{
		{model.DB07, "561010", "da", "Restauranter, caféer, kantiner og barer"},
		{model.DB25, "56.11.10", "en", "Restaurants, cafés, canteens and bars"},
		{model.DB25, "56", "da", "Restauranter, caféer, kantiner og barer"},
		{model.DB07, "453200", "da", "Handel med og reparation af biler og motorcykler"},
		{model.DB25, "953110", "da", "Reparation af computere, ting til hjemmet, biler og motorcykler"},
		{model.DB07, "95", "da", "Reparation af computere og ting til hjemmet"},
		{model.DB07, "999999", "da", "Branche uoplyst"}, // not the embassies of division 99
		{model.DB25, "990010", "da", "Ambassader og internationale organisationer"},
		{model.DB07, "812100", "de", "Rengøring, ejendomsservice og anlægsgartnere"}, // an unknown language gets Danish
	} {
		if got, ok := table.Title(c.system, c.code, c.lang); !ok || got != c.want {
			t.Errorf("%s %s %s: got %q %v, want %q", c.system, c.code, c.lang, got, ok, c.want)
		}
	}
}

func TestTitleNeverMixesTheSystems(t *testing.T) {
	table := load(t)
	for _, c := range []struct {
		system model.IndustrySystem
		code   string
	}{
		{model.DB25, "45"}, {model.DB25, "452010"}, // division 45 is DB07's alone
		{"", "56"}, {"DB93", "56"}, // no system, no words
		{model.DB07, "04"}, {model.DB07, "000000"}, {model.DB07, ""}, {model.DB07, "5"}, {model.DB07, "abc"},
	} {
		if got, ok := table.Title(c.system, c.code, "da"); ok || got != "" {
			t.Errorf("%q %q: got %q, want nothing", c.system, c.code, got)
		}
		if got, ok := table.Section(c.system, c.code); ok {
			t.Errorf("%q %q: got section %q, want none", c.system, c.code, got)
		}
	}
	if _, ok := new(Table).Title(model.DB07, "56", "da"); ok {
		t.Error("the zero table knows an industry")
	}
}

func TestSectionDependsOnTheSystem(t *testing.T) {
	table := load(t)
	for _, c := range []struct {
		system     model.IndustrySystem
		code, want string
	}{
		{model.DB07, "620100", "J"}, {model.DB25, "621000", "K"}, {model.DB07, "88", "Q"}, {model.DB25, "88", "R"},
		{model.DB25, "47.11", "G"},
	} {
		if got, _ := table.Section(c.system, c.code); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.system, c.code, got, c.want)
		}
	}
}

func TestBuiltInDivisions(t *testing.T) {
	table := load(t)
	if table.Date < model.NewDate(2026, 1, 1) || table.Source == "" {
		t.Errorf("got %s %q, want a date and a source", table.Date, table.Source)
	}
	for system, want := range map[model.IndustrySystem]int{model.DB07: 88, model.DB25: 87} {
		divisions := table.Divisions(system)
		if len(divisions) != want {
			t.Errorf("%s: got %d divisions, want %d", system, len(divisions), want)
		}
		section := "A"
		for _, d := range divisions {
			if d.Danish == "" || d.English == "" || d.Section < section {
				t.Errorf("got %+v after section %s", d, section)
			}
			section = d.Section
		}
	}
	// The divisions that changed their contents say so in their words; all others read the same in both systems.
	changed := []string{"46", "47", "60", "63", "73", "95"}
	for _, d := range table.Divisions(model.DB25) {
		old, ok := table.Find(model.DB07, d.Code)
		same := old.Danish == d.Danish && old.English == d.English
		if !ok || same == slices.Contains(changed, d.Code) {
			t.Errorf("%s: got %q in DB07 and %q in DB25", d.Code, old.Danish, d.Danish)
		}
	}
}

func TestNormalise(t *testing.T) {
	for code, want := range map[string]string{
		"56": "56", "561": "561", "5611": "5611", "561110": "561110", "56.11.10": "561110", "56.11": "5611",
		"56.1": "561", " 01.11.00 ": "011100",
	} {
		if got, err := Normalise(code); err != nil || got != want {
			t.Errorf("%q: got %q %v, want %q", code, got, err, want)
		}
	}
	for code, key := range map[string]string{
		"": "err.industry", "5": "err.industry", "5611100": "err.industry", "56 11 10": "err.industry",
		"5.61110": "err.industry", "561.110": "err.industry", "56.": "err.industry", "56..11": "err.industry",
		"5611.10": "err.industry", "C10": "err.industry", "٥٦": "err.industry", "-56": "err.industry",
		"11100": "err.industry.zero", "11.10.0": "err.industry.zero",
	} {
		got, err := Normalise(code)
		var e *model.Error
		if got != "" || !errors.As(err, &e) || e.Key != key || e.Code != model.Invalid {
			t.Errorf("%q: got %q %v, want %s", code, got, err, key)
		}
	}
}

func TestSystemOf(t *testing.T) {
	for code, want := range map[string]model.IndustrySystem{
		"45": model.DB07, "452010": model.DB07, "960210": model.DB07, "953110": model.DB25, "962100": model.DB25,
		"96": "", "561010": "", "": "", "9": "",
	} {
		if got, ok := SystemOf(code); got != want || ok != (want != "") {
			t.Errorf("%q: got %q %v, want %q", code, got, ok, want)
		}
	}
}

const (
	ownList = "\ufeff# date: 2027-01-01\r\n# source: Ishøj Kommune\r\nsystem\tcode\tsection\tda\ten\r\n" +
		"DB25\t56.11.10\tI\tRestauranter\t\r\nDB07\t56.10.10\tI\t\tRestaurants\r\n"
	db07List = "level\tcode\tsection\ttitle_da\nsection\tA\tA\tLandbrug\n2-digit\t01\tA\tPlanteavl\n" +
		"6-digit\t452010\tG \tAutoværksteder\n"
	db25List = "db25_code\ttitle_da\tgroup36_code\n011100\tKorn\tA\n962100\tFrisører\tTUV\n"
	dstList  = "SEKVENS;KODE;NIVEAU;TITEL;NOTER\r\n1;\"A\";1;Landbrug;\r\n2;\"C10-C12\";1;Fødevarer;\r\n" +
		"3;\"01.11.00\";2;Korn;\"to\r\nlinjer\"\r\n" +
		"4;\"69.20.00\";2;\"Bogføring; revision\";\r\n5;\"95.31.10\";2;Dækservice;\r\n"
)

func TestParseTellsShapeAndSystem(t *testing.T) {
	for name, c := range map[string]struct {
		list string
		want []Industry
	}{
		"own": {ownList, []Industry{
			{model.DB07, "561010", "I", "", "Restaurants"}, {model.DB25, "561110", "I", "Restauranter", ""}}},
		"DB07": {db07List, []Industry{
			{model.DB07, "01", "A", "Planteavl", ""}, {model.DB07, "452010", "G", "Autoværksteder", ""}}},
		"DB25": {db25List, []Industry{
			{model.DB25, "011100", "", "Korn", ""}, {model.DB25, "962100", "", "Frisører", ""}}},
		"Statistics Denmark": {dstList, []Industry{
			{model.DB25, "011100", "", "Korn", ""}, {model.DB25, "692000", "", "Bogføring; revision", ""},
			{model.DB25, "953110", "", "Dækservice", ""}}},
		"Statistics Denmark, the older system": {strings.Replace(dstList, "95.31.10", "45.32.00", 1), []Industry{
			{model.DB07, "011100", "", "Korn", ""}, {model.DB07, "453200", "", "Dækservice", ""},
			{model.DB07, "692000", "", "Bogføring; revision", ""}}},
	} {
		table, err := Parse(strings.NewReader(c.list), "brancher")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := table.All(); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
	table, _ := Parse(strings.NewReader(ownList), "brancher")
	if table.Date.String() != "2027-01-01" || table.Source != "Ishøj Kommune" {
		t.Errorf("got %s %q", table.Date, table.Source)
	}
}

func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	const own, dst = "system\tcode\tsection\tda\ten\nDB07\t56\tI\tMad\tFood\n", "SEKVENS;KODE;NIVEAU;TITEL\n" +
		"1;\"56.10.00\";2;Mad\n"
	for name, c := range map[string]struct {
		list, key string
		line      any
	}{
		"nothing":                {"", "err.table.header", nil},
		"only a header":          {"db25_code\ttitle_da\n", "err.table.empty", nil},
		"another table":          {"navn;adresse\nA;B\n", "err.table.header", nil},
		"a spreadsheet":          {"PK\x03\x04\x00", "err.table.text", nil},
		"Windows-1252":           {"db25_code\ttitle_da\n011200\tDyrkning af \xe6bler\n", "err.table.text", nil},
		"no system":              {own + "\t55\tI\tHotel\tHotel\n", "err.industries.column", 3},
		"an old system":          {own + "DB93\t55\tI\tHotel\tHotel\n", "err.industries.column", 3},
		"letters":                {own + "DB07\tIS\tI\tHotel\tHotel\n", "err.industries.code", 3},
		"a lost zero":            {own + "DB07\t11100\tA\tKorn\t\n", "err.industries.code", 3},
		"no title":               {own + "DB07\t55\tI\t\t\n", "err.industries.title", 3},
		"a terminal escape":      {own + "DB07\t55\tI\tHo\x1b[2Jtel\t\n", "err.industries.title", 3},
		"a section of two":       {own + "DB07\t55\tIJ\tHotel\t\n", "err.industries.section", 3},
		"twice":                  {own + "DB07\t55\tI\tHotel\t\nDB07\t56\tI\tMad\t\n", "err.industries.twice", 4},
		"the wrong system":       {own + "DB25\t45.32.00\tG\tBiler\t\n", "err.industries.mixed", 3},
		"both systems unnamed":   {dst + "2;\"45.32.00\";2;Biler\n3;\"95.31.10\";2;Dæk\n", "err.industries.mixed", 4},
		"a system not told":      {dst + "2;\"55.10.00\";2;Hotel\n", "err.industries.system", nil},
		"named but of another":   {"db25_code\ttitle_da\n453200\tBiler\n", "err.industries.mixed", 2},
		"a line that stops dead": {dst + "2;\"55", "err.industries.title", 3},
	} {
		_, err := Parse(strings.NewReader(c.list), "brancher.tsv")
		var got *model.Error
		if !errors.As(err, &got) {
			t.Errorf("%s: got %v, want an error of the model", name, err)
			continue
		}
		if got.Key != c.key || got.Args["file"] != "brancher.tsv" || got.Args["line"] != c.line ||
			got.Code != model.Invalid {
			t.Errorf("%s: got %v, want %s line %v", name, got, c.key, c.line)
		}
	}
	_, err := Parse(iotest.ErrReader(errors.New("disk gone")), "brancher.tsv")
	if got, ok := err.(*model.Error); !ok || got.Key != "err.table.read" || got.Cause == nil {
		t.Errorf("a reader that fails: got %v", err)
	}
	if _, err := Parse(strings.NewReader(own+strings.Repeat("#", maxBytes)), "brancher.tsv"); err == nil ||
		err.(*model.Error).Key != "err.table.long" {
		t.Errorf("an endless file: got %v", err)
	}
}

func TestWithAddsDetailAndKeepsTheRest(t *testing.T) {
	list, err := Parse(strings.NewReader("db25_code\ttitle_da\n561110\tRestauranter\n56\tMad og drikke\n"),
		"brancher.tsv")
	if err != nil {
		t.Fatal(err)
	}
	builtIn := load(t)
	table := builtIn.With(list)
	for _, c := range []struct{ code, lang, want string }{
		{"561110", "da", "Restauranter"},                          // the list's own
		{"561110", "en", "Restaurants, cafés, canteens and bars"}, // English only above
		{"561190", "da", "Mad og drikke"},                         // the list's words replace the built-in ones
		{"55", "da", "Hoteller, vandrerhjem og campingpladser"},   // what the list does not know stays
	} {
		if got, _ := table.Title(model.DB25, c.code, c.lang); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.code, c.lang, got, c.want)
		}
	}
	if got, _ := table.Title(model.DB07, "561110", "da"); got != "Restauranter, caféer, kantiner og barer" {
		t.Errorf("a list of DB25 changed DB07: got %q", got)
	}
	if got, _ := table.Section(model.DB25, "561110"); got != "I" {
		t.Errorf("got section %q, want I", got)
	}
	if table.Date != builtIn.Date || !strings.Contains(table.Source, "brancher.tsv") {
		t.Errorf("got %s %q", table.Date, table.Source)
	}
	if got, _ := builtIn.Title(model.DB25, "56", "da"); got == "Mad og drikke" {
		t.Error("With changed the table it was asked of")
	}
	// A Danish list alone has no English words: the Danish ones stand in.
	if got, ok := list.Title(model.DB25, "561110", "en"); !ok || got != "Restauranter" {
		t.Errorf("got %q %v, want the Danish words", got, ok)
	}
}

func TestWriteToIsReadBack(t *testing.T) {
	want := load(t)
	if got := rewritten(t, want); !slices.Equal(got.All(), want.All()) || got.Date != want.Date ||
		got.Source != want.Source {
		t.Error("the table written and read back is another")
	}
}

// rewritten writes a table and reads it back.
func rewritten(t *testing.T, table *Table) *Table {
	t.Helper()
	var b bytes.Buffer
	if n, err := table.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d of %d bytes: %v", n, b.Len(), err)
	}
	got, err := Parse(&b, "again")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func FuzzParse(f *testing.F) {
	for _, list := range []string{ownList, db07List, db25List, dstList} {
		f.Add(list)
	}
	f.Add("dB25_Code\ttitle_dA\t\n00\t\tA") // a column without a name is no column
	f.Add("#source:\nsystem\tcode\tsection\tda\ten\nDB07\t56\t\t\"a\"\"b\t\"\t\"\n")
	f.Fuzz(func(t *testing.T, list string) {
		table, err := Parse(strings.NewReader(list), "f")
		if err != nil {
			if model.CodeOf(err) != model.Invalid {
				t.Fatalf("got %v, want an error of the list", err)
			}
			return
		}
		for _, i := range table.All() {
			if title, ok := table.Title(i.System, i.Code, "da"); !ok || !model.Printable(title) {
				t.Fatalf("accepted %+v with title %q", i, title)
			}
		}
		if !slices.Equal(rewritten(t, table).All(), table.All()) {
			t.Fatal("the table written and read back is another")
		}
	})
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"56.11.10", "561110", "56", "11100", " 1.2", "56..1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		got, err := Normalise(code)
		if err != nil {
			return
		}
		again, err := Normalise(got)
		if err != nil || again != got || model.CheckIndustry(got) != nil {
			t.Fatalf("%q gives %q, which gives %q %v", code, got, again, err)
		}
	})
}

func TestTradeTitles(t *testing.T) {
	table, err := LoadTitles()
	if err != nil {
		t.Fatal(err)
	}
	if table.Date < model.NewDate(2026, 1, 1) || table.Source == "" {
		t.Errorf("got %s %q, want a date and a source", table.Date, table.Source)
	}
	count := map[model.IndustrySystem]int{}
	for _, i := range table.All() {
		if count[i.System]++; len(i.Code) != 6 {
			t.Errorf("got code %s, want six digits", i.Code)
		}
	}
	if count[model.DB07] != 740 || count[model.DB25] != 738 {
		t.Errorf("got %v, want the 740 and 738 industries of the two systems", count)
	}
	for _, c := range []struct {
		system     model.IndustrySystem
		code, want string
	}{
		{model.DB25, "889130", "børnehave"}, {model.DB25, "88.91.30", "børnehave"}, {"", "889130", "børnehave"},
		{model.DB07, "561010", "restaurant"}, {model.DB25, "561010", ""}, // only DB07 has it
		{model.DB07, "439100", "tagdækker"}, {model.DB25, "439100", "murer"}, {"", "439100", ""},
		{"", "962100", "frisør"}, {model.DB25, "56", ""}, {model.DB25, "", ""}, {model.DB25, "abc", ""},
	} {
		if got := table.TradeTitle(c.system, c.code); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.system, c.code, got, c.want)
		}
	}
}
