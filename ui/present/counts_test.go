package present_test

import (
	"testing"

	"jobspor/ui/lang"
	"jobspor/ui/present"
)

// A list says how many rows there are, and how many of them fit where that is another number.
func TestCounts(t *testing.T) {
	for _, c := range []struct {
		code     lang.Code
		typ      string
		all, fit int
		want     string
	}{
		{lang.Danish, "company", 425, 67, "425 virksomheder, 67 passer"},
		{lang.Danish, "company", 425, 425, "425 virksomheder"},
		{lang.Danish, "company", 1, 0, "1 virksomhed, 0 passer"},
		{lang.Danish, "company", 0, 0, "0 virksomheder"},
		{lang.Danish, "citizen", 36, 12, "36 borgere, 12 passer"},
		{lang.Danish, "placement", 1, 1, "1 forløb"},
		{lang.Danish, "shortlist", 2, 1, "2 lister, 1 passer"},
		{lang.English, "company", 425, 1, "425 companies, 1 fits"},
		{lang.English, "citizen", 36, 0, "36 citizens, 0 fit"},
		{lang.English, "row", 1, 1, "1 row"},
	} {
		if got := present.WordsIn(lang.New(c.code)).Counts(c.typ, c.all, c.fit); got != c.want {
			t.Errorf("%s %d of %d in %s: %q, want %q", c.typ, c.fit, c.all, c.code, got, c.want)
		}
	}
}
