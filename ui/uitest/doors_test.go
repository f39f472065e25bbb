package uitest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/xuri/excelize/v2"

	"jobspor/data/importer"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/cli"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// Every value goes through one door: a file, the command line and a form read the same text in the same way. This test
// gives each value to all of them and compares.

// doorRows are values, one a line: the field of a company, what is written (with Go escapes), and what is stored, or
// the key of the refusal with an exclamation mark. A third bar gives a number as files hold it.
const doorRows = `
name | Café Ørsted | Café Ørsted
name | A\u030alborg Cafe\u0301 | Ålborg Café
name | Bo\u200bdil\ufeff | Bodil
name | Vallens\u00adbæk | Vallensbæk
name | "  Bo   Berg  " | Bo Berg
name | Bo\u00a0Berg | Bo Berg
name | Nguye\u0302\u0303n | Nguyễn
name | 010190-1234 | !err.cpr
name | Bo 01 01 90 1234 | !err.cpr
name | 01.01.1990-1234 | !err.cpr
name | ordre 0101901234 | ordre 0101901234
name | ordre 010190-1234 | !err.cpr
name | sag 0101901234 | !err.cpr
daily_name | Bo\u202eBerg | !err.control
daily_name | می\u200cخواهم | می\u200cخواهم
cvr | 25313763 | 25313763 | 25313763
cvr | DK25313763 | 25313763
cvr | DK 25 31 37 63 | 25313763
cvr | 25.31.37.63 | 25313763
cvr | CVR-nr. 25313763 | 25313763
cvr | 2531376 | !err.cvr.length | 2531376
cvr | 25313764 | !err.cvr.check | 25313764
pnumber | 1003456789 | 1003456789 | 1003456789
pnumber | 1003 456 789 | 1003456789
pnumber | P-nr. 1003456789 | 1003456789
pnumber | 010190-1234 | !err.cpr
pnumber | 010190 1234 | !err.cpr
pnumber | 100345678 | !err.pnumber | 100345678
postcode | 2635 | 2635 | 2635
postcode | DK-2635 | 2635
postcode | 800 | 0800 | 800
postcode | 0999 | 0999
postcode | 123 | !err.postcode | 123
postcode | 12345 | !err.postcode | 12345
phone | 43112233 | 43 11 22 33 | 43112233
phone | 43 11 22 33 | 43 11 22 33
phone | +45 43 11 22 33 | 43 11 22 33
phone | 0045 43112233 | 43 11 22 33
phone | (+45) 43.11.22.33 | 43 11 22 33
phone | tlf. 43-11-22-33 | 43 11 22 33
phone | 43 11 22 33 lok. 12 | 43 11 22 33 lok. 12
phone | +46 70-123 45 67 | +46701234567
phone | 4311223 | !err.phone | 4311223
phone | ring | !err.phone
phone | 43112233 / 20304050 | !err.phone
mail | bo@example.dk | bo@example.dk
mail | Bo Berg <bo@example.dk> | bo@example.dk
mail | mailto:bo@example.dk | bo@example.dk
mail | (bo@example.dk). | bo@example.dk
mail | bo@example | !err.mail
mail | bo@example.dk, ida@example.dk | !err.mail
industry | 561110 | 561110 | 561110
industry | 56.11.10 | 561110
industry | 11100 | 011100 | 11100
industry | 5 | !err.industry | 5
industry_system | DB 25 | DB25
industry_system | Dansk Branchekode 2007 | DB07
staff_band | 10-19 | 10-19
staff_band | ANTAL_10_19 | 10-19
staff_band | 12 | 12 | 12
fte | 4,5 | 4.5 | 4.5
fte | 4.5 | 4.5
fte | 1.234,5 | 1234.5 | 1234.5
fte | 1,234.5 | 1234.5
fte | 1 234,5 | 1234.5
fte | 1.234 | !err.number.either | 1.234
fte | 1,234 | !err.number.either
fte | 0,333 | !err.fte | 0.333
fte | 4,333333 | !err.fte | 4.333333
fte | 4,50 | 4.5 | 4.50
fte | -1 | !err.fte | -1
fte | ca. 4 | !err.fte
open_places | 3 | 3 | 3
open_places | 3,0 | 3 | 3.0
open_places | 3,5 | !err.number | 3.5
open_places | 1.234 | !err.number
open_places | -1 | !err.number | -1
hosted | 1.234 | 1234
hosted | 1 234 | 1234
hosted | 1,234 | !err.number.either | 1.234
hosted | 12 stk. | !err.number
min_hours | 7,25 | 7.25 | 7.25
min_hours | 7.5 | 7.5 | 7.5
min_hours | 7,3 | !err.hours.quarter | 7.3
open_on | 2026-11-22 | 2026-11-22
open_on | 22-11-2026 | 2026-11-22
open_on | 22.11.2026 | 2026-11-22
open_on | 29-02-2025 | !err.date.none
open_on | 31/6 2026 | !err.date.none
open_on | 1. dec 2026 | 2026-12-01
open_on | 281126 | 2026-11-28
open_on | 28112026 | 2026-11-28
open_on | 01-01-1026 | !err.date.year
min_hours | 9:30 | 9.5
min_hours | 9 1/2 | 9.5
min_hours | 9:20 | !err.hours.quarter
open_to_hire | ja | yes
open_to_hire | måske | !err.yesno
danish | 010190-1234 | !err.cpr
note | linje 1\nlinje 2 | linje 1\nlinje 2
note | a\u030a\r\nb | å\nb
`

// doorRow is one line of doorRows.
type doorRow struct {
	field        *schema.Field
	text, number string
	want         string
}

func readDoorRows(t *testing.T) (rows []doorRow) {
	typ := schema.CompanyType()
	unquote := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\u030a`, "\u030a", `\u0301`, "\u0301", `\u200b`, "\u200b",
		`\ufeff`, "\ufeff", `\u00ad`, "\u00ad", `\u00a0`, "\u00a0", `\u0302`, "\u0302", `\u0303`, "\u0303",
		`\u202e`, "\u202e", `\u200c`, "\u200c")
	for line := range strings.Lines(strings.TrimSpace(doorRows)) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), " | ")
		f, ok := typ.Field(parts[0])
		if !ok || len(parts) < 3 {
			t.Fatalf("row %q", line)
		}
		r := doorRow{field: f, text: unquote.Replace(strings.Trim(parts[1], `"`)), want: unquote.Replace(parts[2])}
		if len(parts) > 3 {
			r.number = parts[3]
		}
		rows = append(rows, r)
	}
	return rows
}

// doors are the ways in. Each gives what is stored of the field, or "!" and the sentence of the refusal.
type doors struct {
	t     *testing.T
	words present.Words
	dir   string
	n     int
}

// TestEveryDoorReadsAlike prints the table with -v.
func TestEveryDoorReadsAlike(t *testing.T) {
	t.Parallel()
	rows := readDoorRows(t)
	if len(rows) < 60 {
		t.Fatalf("got %d rows, want 60", len(rows))
	}
	d := &doors{t: t, words: present.WordsIn(lang.New(lang.English)), dir: t.TempDir()}
	if _, stderr, code := d.cli("init", "--demo"); code != 0 {
		t.Fatalf("init: %s", stderr)
	}
	names := []string{"CSV", "XLSX text", "XLSX number", "JSON text", "JSON number", "--set", "keys", "paste"}
	t.Logf("%-15s %-32s %-24s %s", "field", "value", "stored or refused", strings.Join(names, ", "))
	for _, r := range rows {
		results := []string{
			d.csv(r), d.xlsx(r, r.text), notADoor, d.json(r, r.text), notADoor, d.set(r), d.form(r, false),
			d.form(r, true)}
		if r.number != "" {
			results[2], results[4] = d.xlsx(r, json.Number(r.number)), d.json(r, json.Number(r.number))
		}
		marks := make([]string, len(names))
		for i, got := range results {
			sentence := d.sentence(r)
			ok := got == r.want || strings.HasPrefix(r.want, "!") && refusedAs(got, sentence, r.want)
			switch {
			case got == notADoor:
				marks[i] = "–"
			case ok:
				marks[i] = "ok"
			default:
				marks[i] = "differs"
				t.Errorf("%s %+q by %s: got %+q, want %+q (%s)", r.field.Key, r.text, names[i], got, r.want, sentence)
			}
		}
		t.Logf("%-15s %-32s %-24s %s", r.field.Key, fmt.Sprintf("%+q", r.text), r.want, strings.Join(marks, ", "))
	}
}

// refusedAs reports whether a door refused with the sentence of the field, or in a file for the same reason.
func refusedAs(got, sentence, want string) bool {
	if want == "!err.cpr" && got == "!err.import.cpr" {
		return true
	}
	return got == want || strings.HasPrefix(got, "!") && sentence != "" && strings.Contains(got, sentence)
}

// sentence is what the field itself says of the value, "" when it takes it.
func (d *doors) sentence(r doorRow) string {
	err := r.field.SetTextOn(schema.CompanyType().New(), r.text, Today)
	if err == nil {
		return ""
	}
	return d.words.Error(err)
}

// plan reads a file with one row.
func (d *doors) plan(r doorRow, data []byte, name string) string {
	ctx := context.Background()
	src, err := importer.Read(ctx, bytes.NewReader(data), int64(len(data)), name)
	if err != nil {
		d.t.Fatal(err)
	}
	p, err := importer.NewPlan(ctx, src, nil, "company", importer.Options{Today: Today, Words: d.option})
	if err != nil {
		d.t.Fatalf("%s %q: %v", r.field.Key, r.text, err)
	}
	row := p.Row(0)
	for _, reason := range slices.Concat(row.Reasons, row.Notes) {
		if reason.Field == r.field.Key || reason.Key == "err.import.cpr" {
			return "!" + reason.Key
		}
	}
	if row.Change().After == nil {
		return "!" + fmt.Sprint(row.Reasons)
	}
	return r.field.Text(row.Change().After)
}

func (d *doors) option(_, field, text string) (string, bool) {
	f, _ := schema.CompanyType().Field(field)
	return d.words.Key(f, text)
}

// others are the columns beside the one in question that a row needs.
func (d *doors) others(r doorRow) (keys, values []string) {
	if r.field.Key != "name" {
		keys, values = append(keys, "name"), append(values, "Dør")
	}
	if r.field.Key == "industry" {
		keys, values = append(keys, "industry_system"), append(values, "DB07")
	}
	return append(keys, "town"), append(values, "Ishøj")
}

func (d *doors) csv(r doorRow) string {
	keys, values := d.others(r)
	quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	text := strings.Join(append(keys, r.field.Key), ";") + "\n" + strings.Join(values, ";") + ";" + quote(r.text) + "\n"
	return d.plan(r, []byte(text), "a.csv")
}

func (d *doors) xlsx(r doorRow, value any) string {
	keys, values := d.others(r)
	f := excelize.NewFile()
	defer f.Close()
	for i, key := range append(keys, r.field.Key) {
		at, _ := excelize.CoordinatesToCellName(i+1, 1)
		_ = f.SetCellStr("Sheet1", at, key)
		at, _ = excelize.CoordinatesToCellName(i+1, 2)
		switch {
		case i < len(values):
			_ = f.SetCellStr("Sheet1", at, values[i])
		default:
			if n, ok := value.(json.Number); ok {
				v, _ := n.Float64()
				_ = f.SetCellFloat("Sheet1", at, v, -1, 64)
			} else {
				_ = f.SetCellStr("Sheet1", at, value.(string))
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		d.t.Fatal(err)
	}
	return d.plan(r, b.Bytes(), "a.xlsx")
}

func (d *doors) json(r doorRow, value any) string {
	keys, values := d.others(r)
	row := map[string]any{r.field.Key: value}
	for i, key := range keys {
		row[key] = values[i]
	}
	data, err := json.Marshal([]any{row})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.plan(r, data, "a.json")
}

// cli runs one command on a database in the door's own folder.
func (d *doors) cli(args ...string) (out, stderr string, code int) {
	var o, e bytes.Buffer
	env := map[string]string{"JOBSPOR_TODAY": Today.String(), "JOBSPOR_LANG": "en", "NO_COLOR": "1",
		"JOBSPOR_DB": filepath.Join(d.dir, "d.db")}
	get := func(k string) string { return env[k] }
	code = cli.Run(context.Background(), &cli.Env{
		Args: args, In: strings.NewReader(""), Out: &o, Err: &e, Getenv: get, Now: time.Now,
		Build: cli.Build{Version: "test"}, Databases: bootstrap.Deps{Places: paths.New(get, "linux", d.dir)},
	})
	return o.String(), e.String(), code
}

func (d *doors) set(r doorRow) string {
	d.n++
	name := fmt.Sprintf("Dør %d", d.n)
	args := []string{"company", "add", name}
	if r.field.Key == "name" {
		args = append(args, "--set", "town=Dør "+fmt.Sprint(d.n))
	}
	if r.field.Key == "industry" {
		args = append(args, "--set", "industry_system=DB07")
	}
	_, stderr, code := d.cli(append(args, "--set", r.field.Key+"="+r.text)...)
	if code != 0 {
		return "!" + stderr
	}
	st, err := store.Open(context.Background(), filepath.Join(d.dir, "d.db"), store.Options{ReadOnly: true})
	if err != nil {
		d.t.Fatal(err)
	}
	defer st.Close()
	where := schema.Where("name", name)
	if r.field.Key == "name" {
		where = schema.Where("town", name)
	}
	list, err := st.List(context.Background(), "company", where)
	if err != nil || len(list) != 1 {
		d.t.Fatalf("%s %q: %d rows, %v", r.field.Key, r.text, len(list), err)
	}
	stored := r.field.Text(list[0])
	if r.field.Unique { // the next row may give the same value
		if _, stderr, code := d.cli("company", "remove", list[0].Meta().ID); code != 0 {
			d.t.Fatal(stderr)
		}
	}
	return stored
}

// notADoor is the result of a door that the value cannot come through.
const notADoor = "\x00"

// form types or pastes the value into the field of a form and saves it as the screen does.
func (d *doors) form(r doorRow, paste bool) string {
	typ := schema.CompanyType()
	if len(r.field.Options) > 0 || r.field.Kind == schema.TriKind {
		return notADoor // chosen, not typed
	}
	field := d.words.FormField(typ, r.field, Today)
	look := kit.NewTheme(theme.New(theme.Options{Dark: true}), lang.New(lang.English))
	f := kit.NewForm(look, []kit.Field{field}, d.words.Dates(Today))
	f.SetSize(80, 12)
	f.SetInitial(map[string]string{})
	if paste {
		f.Update(tea.PasteMsg{Content: r.text})
	} else {
		for _, c := range r.text {
			if unicode.IsControl(c) {
				if c == '\n' {
					f.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
				}
				continue // a key press holds no control character
			}
			f.Update(tea.KeyPressMsg{Code: c, Text: string(c)})
		}
	}
	if !f.Validate() {
		return "!" + f.Errors()[r.field.Key]
	}
	e := typ.New()
	if err := r.field.SetTextOn(e, present.FromForm(r.field, f.Values()[r.field.Key]), Today); err != nil {
		var fault *model.Error
		if errors.As(err, &fault) {
			return "!" + fault.Key
		}
		return "!" + err.Error()
	}
	return r.field.Text(e)
}
