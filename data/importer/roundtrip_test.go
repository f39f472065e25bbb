package importer_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/data/exporter"
	"jobspor/data/importer"
	"jobspor/model"
	"jobspor/model/schema"
)

// plain are words as a caller without translations has them.
var plain = exporter.Words{
	Lang:    "da",
	Heading: func(_, field string) string { return field },
	Option:  func(_, _, key string) string { return key },
	Ref:     func(_, id string) string { return id },
}

var shapes = []struct {
	format exporter.Format
	excel  bool
}{{exporter.CSV, false}, {exporter.CSV, true}, {exporter.XLSX, false}, {exporter.JSON, false}}

func options() importer.Options {
	return importer.Options{Today: model.NewDate(2026, 11, 22),
		Refs: func(_, text string) (string, bool) { return text, true }}
}

// roundTrip writes entities to a file and reads it back as an import into an empty database.
func roundTrip(
	t interface{ Fatalf(string, ...any) }, typ *schema.Type, rows []model.Entity, f exporter.Format, excel bool,
) (string, *importer.Plan) {
	var b bytes.Buffer
	if err := exporter.To(&b, exporter.List("liste", typ, rows, nil, plain), f,
		exporter.Options{Excel: excel}); err != nil {
		t.Fatalf("export %s: %v", f, err)
	}
	src, err := importer.Read(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()), "liste")
	if err != nil {
		t.Fatalf("read %s: %v", f, err)
	}
	p, err := importer.NewPlan(context.Background(), src, nil, typ.Name, options())
	if err != nil {
		t.Fatalf("plan %s: %v\n%s", f, err, b.String())
	}
	return b.String(), p
}

// same reports the first field that differs, apart from what the import itself gives.
func same(typ *schema.Type, a, b model.Entity) string {
	for _, f := range typ.Fields {
		if !f.Given && f.Text(a) != f.Text(b) {
			return f.Key + ": " + f.Text(a) + " became " + f.Text(b)
		}
	}
	return ""
}

func TestExportsComeBackAsTheyLeft(t *testing.T) {
	nasty := []string{
		"=HYPERLINK(\"http://x\")", "+45 12 34 56 78", "-1", "@SUM(A1)", "'=x", "''+x", "'tæt på'", "a;b,c\td",
		"\"citat\"", "linje 1\nlinje 2",
		"1.234", "1e5", "007", "true", "x|y", "＝x", "Søren Ærø Åby", "22-11-2026", "[CPR]", " to mellemrum ",
	}
	typ := schema.CompanyType()
	var rows []model.Entity
	for i, s := range nasty {
		c := &model.Company{Name: "Nr " + string(rune('A'+i)), Areas: s, Status: "active", MinHours: model.Some(
			model.Hours(29)), FTE: model.Some(model.FTE(450)), FTESource: "tlf", FTEOn: model.NewDate(2026, 1, 31),
			Days: []string{"mon", "fri"}, OpenToHire: model.Yes, OpenPlaces: model.Some(0), Postcode: "0800",
			Phone: "+46701234567", Responsible: "anna00000000"}
		if !strings.Contains(s, "\n") && !strings.Contains(s, "\t") {
			c.Town = strings.TrimSpace(s)
		}
		c.Areas = strings.TrimSpace(c.Areas)
		rows = append(rows, c)
	}
	for _, s := range shapes {
		text, p := roundTrip(t, typ, rows, s.format, s.excel)
		if p.Counts[importer.New] != len(rows) {
			t.Fatalf("%v: got %v, want all new: %v\n%s", s, p.Counts, p.Row(0).Reasons, text)
		}
		for i, r := range p.All() {
			if diff := same(typ, rows[i], r.Change().After); diff != "" {
				t.Errorf("%v: %s", s, diff)
			}
		}
	}
}

// TestAnyEntityComesBack draws values for every field and sends them through every format.
func TestAnyEntityComesBack(t *testing.T) {
	text := rapid.StringMatching(`[=+@'"a-zæøå0-9;,| .-]{0,12}`)
	for _, name := range []string{"company", "citizen"} {
		typ, _ := schema.TypeNamed(name)
		rapid.Check(t, func(t *rapid.T) {
			e := typ.New()
			for i := range typ.Fields {
				f := &typ.Fields[i]
				if f.Given || !f.Required && rapid.IntRange(0, 2).Draw(t, "has") == 0 {
					continue
				}
				value := drawField(t, f, text)
				if err := f.SetText(e, value); err != nil && f.Required {
					t.Skip("no name")
				}
			}
			makeConsistent(e)
			if schema.Validate(e) != nil {
				t.Skip("not a row the store would have")
			}
			s := rapid.SampledFrom(shapes).Draw(t, "shape")
			file, p := roundTrip(t, typ, []model.Entity{e}, s.format, s.excel)
			if p.Counts[importer.New] != 1 {
				t.Fatalf("%v: got %v %v\n%s", s, p.Counts, p.Row(0).Reasons, file)
			}
			if diff := same(typ, e, p.Row(0).Change().After); diff != "" {
				t.Fatalf("%v: %s\n%s", s, diff, file)
			}
		})
	}
}

func drawField(t *rapid.T, f *schema.Field, text *rapid.Generator[string]) string {
	switch f.Kind {
	case schema.Choice:
		return rapid.SampledFrom(f.Options).Draw(t, f.Key)
	case schema.Choices:
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(f.Options), 1, 3).Draw(t, f.Key), ", ")
	case schema.Number:
		return rapid.SampledFrom([]string{"0", "7", "250"}).Draw(t, f.Key)
	case schema.HoursKind:
		return model.Hours(rapid.IntRange(0, 148).Draw(t, f.Key)).String()
	case schema.FTEKind:
		return model.FTE(rapid.IntRange(0, 1_000_000).Draw(t, f.Key)).String()
	case schema.DateKind:
		return model.NewDate(2026, 11, rapid.IntRange(-3000, 22).Draw(t, f.Key)).String()
	case schema.TriKind:
		return rapid.SampledFrom([]string{"yes", "no"}).Draw(t, f.Key)
	case schema.Ref:
		return "anna00000000"
	}
	switch f.Key {
	case "cvr":
		return "13748136"
	case "pnumber":
		return "1010101234"
	case "postcode":
		return rapid.SampledFrom([]string{"0800", "2635", "9990"}).Draw(t, f.Key)
	case "phone":
		return rapid.SampledFrom([]string{"12 34 56 78", "+45 12345678", "+4670123456"}).Draw(t, f.Key)
	case "mail":
		return "a@b.dk"
	case "industry":
		return rapid.SampledFrom([]string{"56", "561110", "011100"}).Draw(t, f.Key)
	case "staff_band":
		return rapid.SampledFrom([]string{"0", "10-19", "1000+"}).Draw(t, f.Key)
	}
	return text.Draw(t, f.Key)
}

// makeConsistent makes the fields agree that a form keeps in agreement.
func makeConsistent(e model.Entity) {
	switch e := e.(type) {
	case *model.Company:
		if e.Industry != "" && e.IndustrySystem == "" {
			e.IndustrySystem = "DB25"
		}
		if e.CeasedOn != 0 {
			e.Status = "ceased"
		} else if e.Status == "" {
			e.Status = "active"
		}
		if e.FTE.Known && e.FTESource == "" {
			e.FTESource = "tlf"
		}
	case *model.Citizen:
		if e.Status == "" {
			e.Status = "active"
		}
	}
}

// FuzzImport feeds any bytes: nothing panics, and what is accepted prints and comes back the same.
func FuzzImport(f *testing.F) {
	for _, s := range []string{
		"navn;cvr;postnr\nBageren;13748136;2635\n", "\xef\xbb\xbfnavn,årsværk\nA,\"4,5\"\n",
		"\xff\xfen\x00a\x00v\x00n\x00\n\x00A\x00\n\x00",
		`[{"navn":"A","ugedage":["mon"]}]`,
		`{"hits":{"hits":[{"_source":{"Vrvirksomhed":{"cvrNummer":13748136,"navne":[{"navn":"A"}]}}}]}}`,
		`{"vat":13748136,"name":"A","industrycode":1,"productionunits":[{"pno":1}]}`,
		`{"cvrnr":"13748136","livsforloeb":{"livsforloeb":{}},"navn":{"navn":{"tekst":"A"}}}`,
		"PK\x03\x04", "navn\n'=1\n", "name\tstreet\nA\tVej 1, 2635 Ishøj\n", "fornavn;jobmål;timer\nA;køkken;4\n",
		"level\tcode\ttitle_da\n5\t315200\tx\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := importer.Read(context.Background(), bytes.NewReader(data), int64(len(data)), "fuzz")
		if err != nil {
			return
		}
		if ref, err := importer.Reference(context.Background(), src, 1); err == nil &&
			strings.HasPrefix(ref.ID, "occupations") {
			if _, err := importer.ParseOccupations(ref.Data); err != nil {
				t.Fatalf("a table that was accepted cannot be read: %v", err)
			}
		}
		for _, name := range []string{"company", "citizen"} {
			p, err := importer.NewPlan(context.Background(), src, nil, name, options())
			if err != nil {
				continue
			}
			var b bytes.Buffer
			if _, err := p.WriteRefused(context.Background(), &b,
				"reason", func(e model.Error) string { return e.Key }); err != nil {
				t.Fatalf("write refused: %v", err)
			}
			var rows []model.Entity
			for c := range p.ChangeSet("").All() {
				if err := schema.Validate(c.After); err != nil {
					t.Fatalf("the store would refuse %v", err)
				}
				if schema.TypeOf(c.After).Name == name {
					rows = append(rows, c.After)
				}
			}
			if len(rows) == 0 || len(rows) > 20 {
				continue
			}
			typ, _ := schema.TypeNamed(name)
			for _, s := range shapes {
				if s.format == exporter.XLSX && len(data)%16 != 0 {
					continue // the slow one, now and then
				}
				file, back := roundTrip(t, typ, rows, s.format, s.excel)
				var got []model.Entity
				for _, r := range back.All() {
					if r.Change().After != nil {
						got = append(got, r.Change().After)
					}
				}
				if len(got) != len(rows) {
					t.Fatalf("%v: %d rows became %d: %v\n%s", s, len(rows), len(got), back.Row(0).Reasons, file)
				}
				for i := range rows {
					if diff := same(typ, rows[i], got[i]); diff != "" {
						t.Fatalf("%v: %s\n%s", s, diff, file)
					}
				}
			}
		}
	})
}
