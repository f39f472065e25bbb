// Package industries gives industry codes (branchekoder) their words.
//
// Two systems are in use, and the same digits can mean different things in the two: DB07 (NACE Rev. 2), which stood in
// the business register until 2024, and DB25 (NACE Rev. 2.1), in the register since January 2025. Therefore every
// question names its system, and no answer for one system is ever taken from the other. The built-in table has the
// two-digit divisions in everyday words; a list of Statistics Denmark (Danmarks Statistik) adds the codes below them.
// The package keeps no state: a Table is never changed once made.
package industries

import (
	_ "embed"
	"slices"
	"strings"

	"jobspor/data/reference/tabular"
	"jobspor/model"
)

//go:embed industries.tsv
var builtIn string

//go:embed titles.tsv
var builtInTitles string

// Industry is one code of one system with its words (branche).
type Industry struct {
	System  model.IndustrySystem
	Code    string // 2 to 6 digits without dots: division, group, class or the six-digit Danish industry
	Section string // one letter (hovedafdeling), "X" for "not stated", "" when the list does not say
	Danish  string // title, may be empty when English is not
	English string // title, may be empty when Danish is not
}

// title is the title in one language, "" when there is none.
func (i Industry) title(lang string) string {
	switch lang {
	case "da":
		return i.Danish
	case "en":
		return i.English
	}
	return ""
}

// Table is a list of industries. Tables come from Load, Parse or With; the zero Table knows no industry.
type Table struct {
	Date   model.Date // the day the list was made, zero when the list does not say
	Source string     // who made the list, or the file's name

	rows []Industry // by system and code
	at   map[key]int
}

// key is what makes an industry: digits alone do not.
type key struct {
	system model.IndustrySystem
	code   string
}

// Load gives the built-in table: the divisions of both systems, and 999999, "not stated".
// It reads the list anew each time: call it once and keep the table.
func Load() (*Table, error) { return Parse(strings.NewReader(builtIn), "industries.tsv") }

// LoadTitles gives the built-in six-digit industries of both systems, in short everyday words in Danish: they tell which
// trade a workplace is in, where a division only says "retail". It reads the list anew each time.
func LoadTitles() (*Table, error) { return Parse(strings.NewReader(builtInTitles), "titles.tsv") }

// TradeTitle gives the words of a code with or without dots, "" where the table has none. A code without a system has
// words when both systems agree on them.
func (t *Table) TradeTitle(system model.IndustrySystem, code string) string {
	code, err := Normalise(code)
	if err != nil {
		return ""
	}
	if system == "" {
		system, _ = SystemOf(code)
	}
	if system != "" {
		i, _ := t.Find(system, code)
		return i.Danish
	}
	was, _ := t.Find(model.DB07, code)
	if now, _ := t.Find(model.DB25, code); now.Danish == was.Danish {
		return now.Danish
	}
	return ""
}

// Find gives the industry with exactly this code.
func (t *Table) Find(system model.IndustrySystem, code string) (Industry, bool) {
	i, ok := t.at[key{system, code}]
	if !ok {
		return Industry{}, false
	}
	return t.rows[i], true
}

// Title gives the words for a code with or without dots, in Danish ("da") or English ("en"). A code without words of
// its own takes those of the class, group or division above it in the same system: DB07 561110 falls back to 56. Where
// no code above has words in the language, those of the other language stand in. It reports false for an unknown
// system, an unknown division or no code at all.
func (t *Table) Title(system model.IndustrySystem, code, lang string) (string, bool) {
	other := "da"
	if lang == "da" {
		other = "en"
	}
	for _, lang := range []string{lang, other} {
		if title := t.nearest(system, code, func(i Industry) string { return i.title(lang) }); title != "" {
			return title, true
		}
	}
	return "", false
}

// Section gives the letter of the section (hovedafdeling) a code belongs to: 62 is in J in DB07 and in K in DB25.
func (t *Table) Section(system model.IndustrySystem, code string) (string, bool) {
	letter := t.nearest(system, code, func(i Industry) string { return i.Section })
	return letter, letter != ""
}

// nearest asks the code itself and then the codes above it until one has an answer.
func (t *Table) nearest(system model.IndustrySystem, code string, ask func(Industry) string) string {
	code, err := Normalise(code)
	if err != nil {
		return ""
	}
	for n := len(code); n >= 2; n-- {
		if i, ok := t.Find(system, code[:n]); ok {
			if answer := ask(i); answer != "" {
				return answer
			}
		}
	}
	return ""
}

// Divisions gives the two-digit industries of a system in the order of their codes.
func (t *Table) Divisions(system model.IndustrySystem) []Industry {
	var found []Industry
	for _, i := range t.rows {
		if i.System == system && len(i.Code) == 2 {
			found = append(found, i)
		}
	}
	return found
}

// All gives every industry by system and code.
func (t *Table) All() []Industry { return slices.Clone(t.rows) }

// With gives a table that knows what both know. Where both have a code, what more says stands, and what it leaves empty
// is kept: a Danish list over the built-in table leaves the English titles. The date is the later one.
func (t *Table) With(more *Table) *Table {
	both := &Table{Date: max(t.Date, more.Date), Source: t.Source + ", " + more.Source, rows: slices.Clone(t.rows)}
	for _, i := range more.rows {
		n, known := t.at[key{i.System, i.Code}]
		if !known {
			both.rows = append(both.rows, i)
			continue
		}
		old := &both.rows[n]
		old.Section = or(i.Section, old.Section)
		old.Danish, old.English = or(i.Danish, old.Danish), or(i.English, old.English)
	}
	both.index()
	return both
}

// or gives s, or instead when s is empty.
func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

// index sorts the industries and makes the look-up.
func (t *Table) index() {
	slices.SortFunc(t.rows, func(a, b Industry) int {
		if d := strings.Compare(string(a.System), string(b.System)); d != 0 {
			return d
		}
		return strings.Compare(a.Code, b.Code)
	})
	t.at = make(map[key]int, len(t.rows))
	for n, i := range t.rows {
		t.at[key{i.System, i.Code}] = n
	}
}

// Normalise makes a code plain digits: "56.11.10" becomes "561110". It takes 2, 3, 4 or 6 digits, with dots after the
// second and the fourth or none, and spaces around. Five digits are an error: neither system has such codes, and what
// was 011100 before a spreadsheet took its zero must not become division 11.
func Normalise(code string) (string, error) {
	s := strings.TrimSpace(code)
	digits := strings.ReplaceAll(s, ".", "")
	if strings.Trim(digits, "0123456789") != "" || len(digits) < 2 || len(digits) > 6 ||
		s != digits && s != dotted(digits) {
		return "", tabular.Fail("err.industry", model.Args{"value": model.Clip(code)})
	}
	if len(digits) == 5 {
		return "", tabular.Fail("err.industry.zero", model.Args{"value": digits, "instead": "0" + digits})
	}
	return digits, nil
}

// dotted writes digits as Statistics Denmark prints them.
func dotted(digits string) string {
	switch {
	case len(digits) > 4:
		return digits[:2] + "." + digits[2:4] + "." + digits[4:]
	case len(digits) > 2:
		return digits[:2] + "." + digits[2:]
	}
	return digits
}

// only tells the groups that one of the systems alone has, by the first digits of their codes. DB25 took the trade in
// vehicles (45) apart, gave vehicle repair, news agencies and public relations groups of their own, and renumbered
// personal services (96).
var only = map[string]model.IndustrySystem{
	"45": model.DB07, "960": model.DB07,
	"603": model.DB25, "733": model.DB25, "953": model.DB25, "954": model.DB25,
	"961": model.DB25, "962": model.DB25, "963": model.DB25, "964": model.DB25, "969": model.DB25,
}

// SystemOf tells the system of a plain code when its digits exist in one of them only: 453200 is DB07, 953110 is DB25.
// It reports false for the many codes that exist in both, whatever they mean there.
func SystemOf(code string) (model.IndustrySystem, bool) {
	for _, n := range []int{2, 3} {
		if len(code) >= n {
			if system, ok := only[code[:n]]; ok {
				return system, true
			}
		}
	}
	return "", false
}
