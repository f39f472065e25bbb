package postcodes

import (
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// reference gives an extract of the address register from the folder JOBSPOR_TESTDATA, which lies outside the
// repository, or skips the test.
func reference(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("JOBSPOR_TESTDATA")
	if dir == "" {
		t.Skip("set JOBSPOR_TESTDATA to the folder that has dk-geo/postnumre.tsv")
	}
	data, err := os.ReadFile(filepath.Join(dir, "dk-geo", "postnumre.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// atSea names the postcodes whose centre in the address register lies in open water, because its areas run out to the
// sea border: they say nothing about where the town is. Judged by their position off the coast, one by one, among the
// centres more than 5 km from ours; a centre on an island or a headland, and every doubtful one, stays in the
// comparison.
const atSea = `1433 2670 2791 2950 3220 3230 3250 3360 3390 3700 3720 3730 3740 3760 3770 3790
	4220 4281 4400 4500 4581 4583 4592 4660 4672 4720 4791 4792 4850 4871 4872 4874 4900 4912 4943 4970
	5300 5935 5970 6440 6720 6771 6792 6853 6854 6857 6950 6960 6990 7650 7673 7680 7700 7730 7741 7752 7755 7770
	8270 8305 8400 8444 8500 8585 8592 9370 9560 9800 9850 9900 9940 9990`

// TestAccuracy compares the built-in table with the address register.
func TestAccuracy(t *testing.T) {
	data := reference(t)
	table := load(t)
	wet := map[string]bool{}
	for _, code := range strings.Fields(atSea) {
		wet[code] = true
	}
	var all, land, outside []float64
	for _, line := range strings.Split(strings.TrimSpace(data), "\n")[1:] {
		cell := strings.Split(line, "\t")
		want := Place{Code: cell[0], Town: cell[1], Lat: parse(t, cell[2]), Lon: parse(t, cell[3])}
		got, ok := table.Find(want.Code)
		if !ok || got.Town != want.Town {
			t.Errorf("%s %s: got %v %v", want.Code, want.Town, got, ok)
			continue
		}
		km := KM(got, want)
		all = append(all, km)
		if !wet[want.Code] {
			land = append(land, km)
		}
		if want.Code < "2000" {
			continue // streets of a few metres: the distance above is the whole measure
		}
		outside = append(outside, km)
		box := strings.Split(cell[4], ",")
		if got.Lon < parse(t, box[0]) || got.Lat < parse(t, box[1]) || got.Lon > parse(t, box[2]) ||
			got.Lat > parse(t, box[3]) {
			t.Errorf("%s %s: our centre %g %g lies outside its area %s", got.Code, got.Town, got.Lat, got.Lon, cell[4])
		}
	}
	for _, c := range []struct {
		name        string
		errors      []float64
		median, p99 float64 // the most allowed, in km
	}{
		{"all", all, 2, math.Inf(1)}, // the highest are centres at sea
		{"outside inner Copenhagen", outside, 2, math.Inf(1)},
		{"all but centres at sea", land, 2, 8},
	} {
		sort.Float64s(c.errors)
		median, p99 := c.errors[len(c.errors)/2], c.errors[len(c.errors)*99/100]
		t.Logf("%s: %d postcodes, median %.1f km, 99th percentile %.1f km, worst %.1f km",
			c.name, len(c.errors), median, p99, c.errors[len(c.errors)-1])
		if median > c.median || p99 > c.p99 {
			t.Errorf("%s: got median %.1f and 99th percentile %.1f km, want at most %g and %g", c.name, median, p99,
				c.median, c.p99)
		}
	}
}

// TestAddressRegisterKeepsTowns reads the real extract and finds no town out at sea.
func TestAddressRegisterKeepsTowns(t *testing.T) {
	got, err := Parse(strings.NewReader(reference(t)), "postnumre.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table := load(t)
	for _, p := range got.All() {
		known, _ := table.Find(p.Code)
		if km := KM(p, known); km > 10 {
			t.Errorf("%s %s lies %.0f km from the town", p.Code, p.Town, km)
		}
	}
}

func parse(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
