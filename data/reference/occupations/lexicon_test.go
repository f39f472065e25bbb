package occupations_test

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
	"jobspor/model"
)

// builtin loads the lexicon or ends the test.
func builtin(t *testing.T) []model.Occupation {
	t.Helper()
	list, err := occupations.Load()
	if err != nil {
		t.Fatalf("Load() = %v", err)
	}
	return list
}

func TestLoadIsBroadAndStable(t *testing.T) {
	list := builtin(t)
	full := 0
	for _, o := range list {
		if len(o.Tasks) > 1 && len(o.Loads) > 0 && len(o.Synonyms) > 0 {
			full++
		}
	}
	if full < minFull || len(list) < minAll {
		t.Errorf("got %d occupations, %d with tasks, loads and synonyms; want at least %d and %d",
			len(list), full, minAll, minFull)
	}
	if !reflect.DeepEqual(list, builtin(t)) {
		t.Error("two loads differ, want the same order")
	}
}

func TestEveryOccupationIsUsable(t *testing.T) {
	ids, labels := map[string]bool{}, map[string]string{}
	for _, o := range builtin(t) {
		if ids[o.ID] {
			t.Errorf("id %s: used twice, also in another file", o.ID)
		}
		ids[o.ID] = true
		if other, taken := labels[o.Label]; taken {
			t.Errorf("%s: label %q is also that of %s", o.ID, o.Label, other)
		}
		labels[o.Label] = o.ID
		if o.English == "" || o.ISCO == "" || len(o.Divisions) == 0 || o.Source != occupations.Source {
			t.Errorf("%s: English, ISCO, a division and the source must be there, got %+v", o.ID, o)
		}
		if n := len(o.Tasks); n == 1 || n > 6 {
			t.Errorf("%s: got %d tasks, want none or 2 to 6", o.ID, n)
		}
		for _, d := range o.Divisions {
			if !slices.Contains(naceDivisions, d) {
				t.Errorf("%s: division %s is not one of NACE", o.ID, d)
			}
		}
		for _, s := range slices.Concat([]string{o.Label}, o.Synonyms, o.Tasks) {
			if strings.ContainsAny(s, ":;|[]\t") || strings.Contains(s, "  ") {
				t.Errorf("%s: %q has signs that do not belong in a name", o.ID, s)
			}
		}
	}
}

// naceDivisions are the divisions of NACE: those of revision 2 (DB07), which holds all of 2.1 (DB25).
var naceDivisions = strings.Fields(`01 02 03 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26
	27 28 29 30 31 32 33 35 36 37 38 39 41 42 43 45 46 47 49 50 51 52 53 55 56 58 59 60 61 62 63 64 65 66 68 69
	70 71 72 73 74 75 77 78 79 80 81 82 84 85 86 87 88 90 91 92 93 94 95 96 97 98 99`)

// DB25 has no division 45: motor trade went to 46 and 47, motor repair to 95.
func TestEveryOccupationIsFoundInBothCodeSystems(t *testing.T) {
	for _, o := range builtin(t) {
		isNew := func(d string) bool { return d == "46" || d == "47" || d == "95" }
		if slices.Contains(o.Divisions, "45") && !slices.ContainsFunc(o.Divisions, isNew) {
			t.Errorf("%s: division 45, which DB25 does not have, without 46, 47 or 95", o.ID)
		}
	}
}

func TestUnitGroupsAreThoseOfTheClassification(t *testing.T) {
	dir := os.Getenv("JOBSPOR_TESTDATA")
	if dir == "" {
		t.Skip("set JOBSPOR_TESTDATA to the folder that has esco-da-public/isco_groups_da.tsv")
	}
	f, err := os.Open(filepath.Join(dir, "esco-da-public", "isco_groups_da.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	groups := map[string]bool{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if cols := strings.Split(sc.Text(), "\t"); len(cols) > 1 {
			groups[cols[1]] = true
		}
	}
	for _, o := range builtin(t) {
		if !groups[o.ISCO] {
			t.Errorf("%s: unit group %s does not exist", o.ID, o.ISCO)
		}
	}
}

func TestFormatAndParseAreInverse(t *testing.T) {
	want := builtin(t)
	var b bytes.Buffer
	if err := occupations.Format(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := occupations.Parse(&b, occupations.Source)
	if err != nil {
		t.Fatalf("Parse(Format(lexicon)) = %v", err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("the lexicon changed on its way through Format and Parse")
	}
}

// Words that consultants hear every week must lead somewhere, under the name people use.
func TestEverydayWordsAreThere(t *testing.T) {
	names := map[string][]string{}
	for _, o := range builtin(t) {
		for _, n := range append([]string{o.Label}, o.Synonyms...) {
			names[strings.ToLower(n)] = append(names[strings.ToLower(n)], o.Label)
		}
	}
	for word, want := range everyday {
		if !slices.Contains(names[word], want) {
			t.Errorf("%q leads to %q, want %q among them", word, names[word], want)
		}
	}
}
