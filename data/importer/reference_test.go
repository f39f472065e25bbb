package importer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"jobspor/data/reference/industries"
	"jobspor/data/reference/postcodes"
	"jobspor/model"
	"jobspor/model/schema"
)

// shared gives a file of public data from the folder JOBSPOR_TESTDATA, which lies outside the repository, or skips.
func shared(t *testing.T, name string) *Source {
	t.Helper()
	dir := os.Getenv("JOBSPOR_TESTDATA")
	if dir == "" {
		t.Skipf("set JOBSPOR_TESTDATA to the folder that has %s", name)
	}
	src, err := Open(context.Background(), filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = src.Close() })
	return src
}

func TestOccupationLists(t *testing.T) {
	for _, c := range []struct {
		name, text, id string
		want           []model.Occupation
	}{
		{"ESCO", "concept_uri\tisco08_4digit\tesco_code\tpreferred_label_da\talt_labels_da\tpreferred_label_en\n" +
			"http://x/1\t9412\t9412.1\tkøkkenhjælper\topvasker | Køkkenhjælper | opvasker\tkitchen helper\n",
			"occupations.esco",
			[]model.Occupation{{ID: "http://x/1", Label: "køkkenhjælper", Synonyms: []string{"opvasker"}, ISCO: "9412",
				English: "kitchen helper", Source: "esco"}}},
		{"official ESCO", "conceptType,conceptUri,iscoGroup,code,preferredLabel,altLabels\n" +
			"Occupation,http://x/1,9412,9412.1,køkkenhjælper,\"opvasker\nafrydder\"\n", "occupations.esco",
			[]model.Occupation{{ID: "http://x/1", Label: "køkkenhjælper", Synonyms: []string{"opvasker", "afrydder"},
				ISCO: "9412", Source: "esco"}}},
		{"STAR", "star_code\ttitle_da\tisco4_prefix\n0210.2\tSergent\t0210\n", "occupations.star",
			[]model.Occupation{{ID: "0210.2", Label: "Sergent", ISCO: "0210", Source: "star"}}},
		{"DISCO", "level\tcode\ttitle_da\n1\t1\tLedelse\n4\t3152\tSkibsfører\n5\t315200\tSkibsfører\n" +
			"4\t3153\tFlyvning\n5\t315310\tPilot\n", "occupations.disco",
			[]model.Occupation{{ID: "315200", Label: "Skibsfører", ISCO: "3152", Source: "disco"},
				{ID: "3153", Label: "Flyvning", ISCO: "3153", Source: "disco"},
				{ID: "315310", Label: "Pilot", ISCO: "3153", Source: "disco"}}},
		{"DISCO as published", "\ufeffSEKVENS;KODE;NIVEAU;TITEL;NOTER\r\n1;\"1\";1;Ledelse;\r\n" +
			"2;\"315200\";5;Skibsfører;\r\n", "occupations.disco",
			[]model.Occupation{{ID: "315200", Label: "Skibsfører", ISCO: "3152", Source: "disco"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := file(t, "liste.tsv", c.text)
			if !IsReference(context.Background(), src) {
				t.Error("not recognised")
			}
			ref, err := Reference(context.Background(), src, today)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParseOccupations(ref.Data)
			if err != nil || ref.ID != c.id || ref.Rows.V != len(c.want) || ref.Date != today ||
				ref.Source != "liste.tsv" {
				t.Errorf("got %v %s %v %v %q", err, ref.ID, ref.Rows, ref.Date, ref.Source)
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
			// The stored shape can be imported again, and says the same.
			again, err := Reference(context.Background(), file(t, "egen.tsv", ref.Data), today)
			if err != nil || !strings.Contains(again.Data, strings.SplitN(ref.Data, "\n", 3)[2]) {
				t.Errorf("own shape: got %v", err)
			}
		})
	}
}

func TestOtherTables(t *testing.T) {
	p, err := Reference(context.Background(), file(t, "p.tsv", "postnr\tnavn\tlat\tlon\n2635\tIshøj\t55.61\t12.35\n"),
		today)
	if err != nil || p.ID != "postcodes" || p.Rows.V != 1 {
		t.Fatalf("postcodes: got %v %v", p, err)
	}
	if table, err := postcodes.Parse(strings.NewReader(p.Data), "p"); err != nil {
		t.Errorf("stored postcodes: %v", err)
	} else if place, ok := table.Find("2635"); !ok || place.Town != "Ishøj" {
		t.Errorf("got %v", place)
	}
	i, err := Reference(context.Background(),
		file(t, "b.csv", "SEKVENS;KODE;NIVEAU;TITEL\r\n1;A;1;Landbrug\r\n2;\"95.31.10\";2;Autoværksteder\r\n"), today)
	if err != nil || i.ID != "industries.DB25" {
		t.Fatalf("industries: got %v %v", i, err)
	}
	if table, err := industries.Parse(strings.NewReader(i.Data), "b"); err != nil {
		t.Errorf("stored industries: %v", err)
	} else if title, _ := table.Title(model.DB25, "953110", "da"); title != "Autoværksteder" {
		t.Errorf("got %q", title)
	}
	for _, text := range []string{list, "kommunekode\tnavn\n0183\tIshøj\n", `[{"navn":"A"}]`} {
		src := file(t, "x", text)
		_, err := Reference(context.Background(), src, today)
		var e *model.Error
		if !errors.As(err, &e) || e.Key != "err.reference.unknown" || IsReference(context.Background(), src) {
			t.Errorf("%q: got %v, want err.reference.unknown", text[:10], err)
		}
	}
}

func TestParseOccupationsSaysWhere(t *testing.T) {
	for text, key := range map[string]string{
		"id\tlabel\n":                              "err.occupations.header",
		occupationHeader + "\nx\t\t\t\t\n":         "err.occupations.line",
		occupationHeader + "\nx\ty\n":              "err.occupations.line",
		occupationHeader + "\nx\ty\t\t94\tkitchen": "err.occupations.isco",
	} {
		_, err := ParseOccupations(text)
		var e *model.Error
		if !errors.As(err, &e) || e.Key != key || e.Args["line"] == nil {
			t.Errorf("%q: got %v, want %s with its line", text, err, key)
		}
	}
}

func TestRealReferenceTables(t *testing.T) {
	for name, want := range map[string]struct {
		id   string
		rows int
	}{
		"esco-da-public/occupations_da.tsv":              {"occupations.esco", 2942},
		"esco-da-public/isco_groups_da.tsv":              {"occupations.isco", 436},
		"star-titles-public/star_job_titles_dev.tsv":     {"occupations.star", 577},
		"star-titles-public/star_titles_to_esco_dev.tsv": {"occupations.star", 577},
		"disco08-dst/disco08.tsv":                        {"occupations.disco", 631},
		"disco08-dst/disco08_dst.csv":                    {"occupations.disco", 631},
		"branchekoder/db07.tsv":                          {"industries.DB07", 1719},
		"branchekoder/db25.tsv":                          {"industries.DB25", 738},
		"branchekoder/db25_dst_standardgruppering.csv":   {"industries.DB25", 738},
		"dk-geo/postnumre.tsv":                           {"postcodes", 1089},
	} {
		ref, err := Reference(context.Background(), shared(t, name), today)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if ref.ID != want.id || ref.Rows.V != want.rows {
			t.Errorf("%s: got %s with %d rows, want %v", name, ref.ID, ref.Rows.V, want)
		}
		if err := schema.Validate(ref); err != nil {
			t.Errorf("%s: the store would refuse it: %v", name, err)
		}
		if strings.HasPrefix(ref.ID, "occupations") {
			if list, err := ParseOccupations(ref.Data); err != nil || len(list) != want.rows {
				t.Errorf("%s: got %d occupations, %v", name, len(list), err)
			}
		}
	}
}
