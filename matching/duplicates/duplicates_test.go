package duplicates

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
)

func company(id, name, cvr, p, street, postcode, phone string) *model.Company {
	return &model.Company{
		Head: model.Head{ID: id}, Name: name, CVR: cvr, PNumber: p, Street: street, Postcode: postcode, Phone: phone,
	}
}

// matchWords writes a match as "likely: phone, name_postcode".
func matchWords(m Match) string {
	if !m.Found() {
		return ""
	}
	var keys []string
	for _, k := range m.Evidence {
		keys = append(keys, k.Key)
	}
	return m.Level.String() + ": " + strings.Join(keys, ", ")
}

func TestEvidenceOfCompanies(t *testing.T) {
	base := company("a", "Genbrugsen Anden Omgang ApS", "10103940", "1003000001", "Vejlebrovej 4", "2635",
		"43 11 22 33")
	for name, c := range map[string]struct {
		other *model.Company
		want  string
	}{
		"P-number": {
			company("b", "Loppen", "", "1003000001", "Andetsteds 1", "8000", ""),
			"certain: pnumber",
		},
		"CVR and address": {
			company("b", "Loppen", "10103940", "", "vejlebrovej 4", "2635", ""),
			"likely: cvr_address",
		},
		"two units, one place": {
			company("b", "Loppen", "10103940", "1003000002", "Vejlebrovej 4", "2635", ""),
			"possible: cvr_address",
		},
		"telephone":             {company("b", "Loppen", "", "", "", "2635", "+45 43112233"), "likely: phone"},
		"telephone elsewhere":   {company("b", "Loppen", "", "", "", "8000", "0045 43 11 22 33"), "possible: phone"},
		"one owner's telephone": {company("b", "Loppen", "88146328", "", "", "", "43112233"), "possible: phone"},
		"slip in the name": {
			company("b", "Genbrugsen Anden Omgagn", "", "", "", "2635", ""),
			"likely: name_postcode",
		},
		"legal form": {
			company("b", "GENBRUGSEN ANDEN OMGANG A/S", "", "", "", "2635", ""),
			"likely: name_postcode",
		},
		"other street": {
			company("b", "Genbrugsen Anden Omgang", "", "", "Torvet 1", "2635", ""),
			"possible: name_postcode",
		},
		"order of words": {
			company("b", "Anden Omgang, Genbrugsen", "", "", "", "2635", ""),
			"likely: name_postcode",
		},
		"CVR and name": {
			company("b", "Genbrugsen Anden Omgang", "10103940", "", "", "", ""),
			"possible: cvr_name",
		},
		"branch of a chain": {
			company("b", "Genbrugsen Anden Omgang", "10103940", "1003000009", "Torvet 1", "8000", "43112233"),
			"",
		},
		"other name":     {company("b", "Genbrugsen Tredje Gang", "", "", "", "2635", ""), ""},
		"name elsewhere": {company("b", "Genbrugsen Anden Omgang", "", "", "", "2640", ""), ""},
		"nothing":        {company("b", "", "", "", "", "", ""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := Companies([]*model.Company{base, c.other})
			got := ""
			for _, p := range x.Pairs() {
				got = matchWords(p.Match)
			}
			if got != c.want {
				t.Errorf("pairs: got %q, want %q", got, c.want)
			}
			if got := matchWords(OneCompany(c.other).Company(base)); got != c.want {
				t.Errorf("without an index: got %q, want %q", got, c.want)
			}
			if got := matchWords(OneCompany(base).Company(base)); got != "" {
				t.Errorf("a row and itself: got %q", got)
			}
		})
	}
}

func TestEvidenceOfCitizens(t *testing.T) {
	base := &model.Citizen{
		Head: model.Head{ID: "a"}, FirstName: "Amina", LastName: "Hassan", CaseRef: "S-2031", Phone: "20 30 40 50",
		Mail: "amina@example.dk", Postcode: "2635",
	}
	for name, c := range map[string]struct {
		other model.Citizen
		want  string
	}{
		"case":        {model.Citizen{FirstName: "A.", CaseRef: "s 2031"}, "certain: case_ref"},
		"name, phone": {model.Citizen{FirstName: "amina hassan", Phone: "+4520304050"}, "likely: name_phone"},
		"name, mail": {
			model.Citizen{FirstName: "Amina", LastName: "Hassan", Mail: "Amina@example.dk"},
			"likely: name_mail",
		},
		"name, postcode": {
			model.Citizen{FirstName: "Amina", LastName: "Hassan", Postcode: "2635"},
			"likely: same_name_postcode",
		},
		"two cases": {
			model.Citizen{FirstName: "Amina", LastName: "Hassan", Postcode: "2635", CaseRef: "S-9"},
			"possible: same_name_postcode",
		},
		"slip": {
			model.Citizen{FirstName: "Amina", LastName: "Hasan", Postcode: "2635"},
			"possible: near_name_postcode",
		},
		"household": {
			model.Citizen{FirstName: "Yusuf", LastName: "Hassan", Phone: "20304050"},
			"possible: shared_phone",
		},
		"name only": {model.Citizen{FirstName: "Amina", LastName: "Hassan"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.other.ID = "b"
			got := ""
			for _, p := range Citizens([]*model.Citizen{base, &c.other}).Pairs() {
				got = matchWords(p.Match)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := matchWords(OneCitizen(&c.other).Citizen(base)); got != c.want {
				t.Errorf("without an index: got %q, want %q", got, c.want)
			}
		})
	}
}

// TestSharedByMany: the telephone of a chain's head office says nothing about its forty-one shops.
func TestSharedByMany(t *testing.T) {
	for _, c := range []struct{ rows, want int }{{mostShared, mostShared * (mostShared - 1) / 2}, {mostShared + 1, 0}} {
		var rows []*model.Company
		for i := range c.rows {
			rows = append(rows, company(fmt.Sprint(i), fmt.Sprintf("Butik %d", i), "", "", "", "", "70101010"))
		}
		if got := len(Companies(rows).Pairs()); got != c.want {
			t.Errorf("%d rows: got %d pairs, want %d", c.rows, got, c.want)
		}
	}
}

// TestIndexFindsWhatComparingAllFinds: no slip of one letter is lost by the keys.
func TestIndexFindsWhatComparingAllFinds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var rows []*model.Company
	for i := range 300 {
		c := invented(r, i)
		c.Postcode = []string{"2635", "2640"}[i%2]
		rows = append(rows, c)
		if i%3 == 0 {
			d := *c
			d.ID, d.PNumber, d.Name = c.ID+"x", "", slip(r, c.Name)
			rows = append(rows, &d)
		}
	}
	x := Companies(rows)
	want := map[[2]int]string{}
	for i := range x.records {
		for j := i + 1; j < len(x.records); j++ {
			m, back := x.compare(&x.records[i], &x.records[j]), x.compare(&x.records[j], &x.records[i])
			if matchWords(m) != matchWords(back) {
				t.Fatalf("not symmetric: %s and %s", matchWords(m), matchWords(back))
			}
			if m.Found() {
				want[[2]int{i, j}] = matchWords(m)
			}
		}
	}
	if len(want) < 100 {
		t.Fatalf("only %d pairs", len(want))
	}
	pairs := x.Pairs()
	for _, p := range pairs {
		delete(want, [2]int{p.A, p.B})
	}
	for at, m := range want {
		t.Errorf("not found: %q and %q (%s)", rows[at[0]].Name, rows[at[1]].Name, m)
	}
	if !slices.IsSortedFunc(pairs, func(a, b Pair) int { return Stronger(&a.Match, &b.Match) }) {
		t.Error("pairs are not ordered by strength")
	}
	for _, from := range []int{1, len(rows) / 2, len(rows) - 1, len(rows)} {
		late := slices.DeleteFunc(slices.Clone(pairs), func(p Pair) bool { return p.B < from })
		if got := x.PairsFrom(from); !reflect.DeepEqual(got, late) && len(got)+len(late) > 0 {
			t.Errorf("from row %d on: got %d pairs, want the %d of all whose later row is one", from, len(got),
				len(late))
		}
	}
}

func slip(r *rand.Rand, s string) string {
	at := r.IntN(len(s) - 1)
	switch r.IntN(4) {
	case 0:
		return s[:at] + s[at+1:]
	case 1:
		return s[:at] + "q" + s[at:]
	case 2:
		return s[:at] + "q" + s[at+1:]
	}
	return s[:at] + s[at+1:at+2] + s[at:at+1] + s[at+2:]
}

// invented makes a workplace with a name of syllables.
func invented(r *rand.Rand, i int) *model.Company {
	syllables := []string{"ka", "fe", "mo", "bag", "er", "hus", "sol", "vin", "ger", "lund", "nor", "tek", "sy", "mur"}
	var name strings.Builder
	for range 2 + r.IntN(4) {
		name.WriteString(syllables[r.IntN(len(syllables))])
	}
	kinds := []string{" ApS", " Frisør", " Autoværksted", " Bageri A/S", " Rengøring", ""}
	return company(fmt.Sprint(i), name.String()+kinds[r.IntN(len(kinds))], fmt.Sprint(10000000+i/3),
		fmt.Sprint(1000000000+i), fmt.Sprintf("Vej %d", r.IntN(200)), fmt.Sprint(1000+r.IntN(900)),
		fmt.Sprint(20000000+r.IntN(60000000)))
}

func BenchmarkPairs100000(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var rows []*model.Company
	for i := range 95_000 {
		rows = append(rows, invented(r, i))
		if i%19 == 0 {
			d := *rows[len(rows)-1]
			d.ID, d.PNumber, d.Name = d.ID+"x", "", slip(r, d.Name)
			rows = append(rows, &d)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(Companies(rows).Pairs())), "pairs")
	}
}
