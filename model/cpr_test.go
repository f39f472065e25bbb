package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// disguises are numbers that look like CPR numbers, one a line.
var disguises = strings.Split(strings.TrimSpace(`
0101901234
010190-1234
010190 1234
010190–1234
010190—1234
010190−1234
010190‑1234
010190 - 1234
010190 – 1234
010190/1234
010190.1234
010190_1234
010190,1234
010190:1234
010190;1234
010190|1234
010190+1234
010190*1234
010190~1234
010190=1234
010190#1234
010190(1234)
010190 (1234)
010190 [1234]
010190--1234
010190  1234
010190  -  1234
(010190) 1234
"010190"-"1234"
01 01 90 1234
01-01-90-1234
01.01.90-1234
01.01.90 1234
01/01/90-1234
01/01-90-1234
01/01/90/1234
01_01_90_1234
01:01:90-1234
01. 01. 90 - 1234
01 - 01 - 90 - 1234
01,01,90,1234
0101 90 1234
0101-90-1234
01 0190 1234
01-0190-1234
01 01 901234
01-01-901234
01 01901234
0101-901234
01011990-1234
01011990 1234
010119901234
01 01 1990 1234
01-01-1990-1234
01.01.1990-1234
01/01/1990-1234
01/01/1990 1234
01/01 1990-1234
0101 1990 1234
1.1.1990-1234
1/1-1990-1234
1/1 1990 1234
1.1.90-1234
01.1.90-1234
1990-01-01-1234
19900101-1234
199001011234
0 1 0 1 9 0 1 2 3 4
0-1-0-1-9-0-1-2-3-4
0.1.0.1.9.0.1.2.3.4
٠١٠١٩٠-١٢٣٤
０１０１９０１２３４
०१०१९०-१२३४
01019012`+"\u200b"+`34
010190`+"\u00ad"+`1234
010190`+"\u00a0"+`1234
010190`+"\u2009"+`1234
010190`+"\u202f-\u202f"+`1234
01`+"\u200d.01.90\u2060-"+`1234
cpr:010190-1234
CPR-nr.0101901234.
x010190-1234x
B-12 010190-1234
født 01.01.90-1234 i Ishøj
290200-1234
311299-9876
ordre 010190-1234
faktura 010190 1234
P-nr. 010190-1234
sag 0101901234
sagsnr. 0101901234
tlf. 0101901234
telefon 0101901234
kundenr. 0101901234
id 0101901234
P 0101901234
løbenr. 0101901234
https://www.example.dk/010190-1234
www.example.dk 0101901234
22-11-2026-1234
221126-1430
010118 1234
01-01-2014 1234
`), "\n")

// lookAlikes are numbers of other kinds, one a line.
var lookAlikes = strings.Split(strings.TrimSpace(`
43 11 22 33
+45 43 11 22 33
+45 12 10 90 45
4512109045
0045 12 10 90 45
43112233, 20304050
tlf. 31 12 10 85, 2635 Ishøj
31 12 10 85 / 4310 1234
+45 31 12 10 85 2635 Ishøj
22-11-2026 14:30
22-11-2026 1430
22.11.2026 2635 Ishøj
22/11 2026 1200 kr.
22-11-26 1430
22112026 1430
22-11-2026, ordre 4711
22-11-2026 - 31-12-2026
22.11.26-31.12.26
01.01.1990-31.12.1990
22-11-2026 kl. 1430
2026-11-22 1430
2026-11-22T14:30:00
20261122-1430
202611221430
10:12:45 2026
08:00-12:30 2026
1.010.190.123
12.500 kr.
1010-1234
2010-2014
1027258340
P-nummer 1003456789
P-nr. 1003456789
P-nr.: 1003456789
P nr 1003456789
pnr. 1003456789
P-numre: 1003456789, 1004567890 og
P-number 1003456789
Produktionsenhed 1003456789
produktionsenhedsnummer: 1003456789
production unit no. 1003456789
ordre 0101901234
Ordrenr. 0101901234
ordre nr. 0101901234
order no. 0101901234
purchase order 0101901234
faktura 0101901234
Fakturanummer: 0101901234
invoice #0101901234
bilag 0101901234
kontonr. 1234 0101901234
varenr. 0101901234
ISBN 0101901234
https://www.example.dk/?id=0101901234
www.example.dk/0101901234
ISBN 978-87-01-01901-2
ISBN 0-10-190123-4
5790001234567
DK50 0040 0440 1162 43
1 2 3 4 5 6 7 8 9 10
10 12 14 16 18
størrelse 10-12, 14-16, 2000
uge 10-12 2026 1200 kr.
000190-1234
320190-1234
011390-1234
310290-1234
290201-1234
010190-123
010190-12345
010190 12 34
01019-01234
99010190-1234
010190      1234
010190 og 1234
55.6123456789
3/11, 4/11 og 5/11 2026
kl. 10-11.30, 2635 Ishøj
`), "\n")

// TestDisguisesOfCPRNumbers: whatever stands between its groups, a number is seen, alone and within a sentence.
func TestDisguisesOfCPRNumbers(t *testing.T) {
	if len(disguises) < 60 || len(lookAlikes) < 40 {
		t.Fatalf("got %d and %d rows", len(disguises), len(lookAlikes))
	}
	for _, s := range disguises {
		for _, text := range []string{s, "Ida " + s + ", ring", "(" + s + ")\nmere"} {
			if strings.HasPrefix(s, "01") && strings.HasPrefix(text, "Ida") {
				text = "Ida, " + s
			}
			if !HasCPR(text) {
				t.Errorf("%q is not seen", text)
			}
		}
	}
	for _, s := range lookAlikes {
		for _, text := range []string{s, s + " m.m.", "Se " + s} {
			if HasCPR(text) {
				t.Errorf("%q is taken for a CPR number", text)
			}
		}
	}
}

// TestKnownNumbers: a P-number of the database is no CPR number, unless signs stand in it.
func TestKnownNumbers(t *testing.T) {
	known := func(s string) bool { return s == "1003456789" }
	for s, want := range map[string]bool{"1003456789": false, "se 1003456789.": false, "1003451234": true,
		"100345-6789": true, "100345 6789": true, "1003456789 og 0101901234": true, "１００３４５６７８９": true} {
		if got := HasCPRBut(s, known); got != want {
			t.Errorf("%q: got %v, want %v", s, got, want)
		}
	}
	for heading, want := range map[string]bool{"P-nummer": true, "P-nr.": true, "Virksomhedens P-nr": true,
		"Produktionsenhedsnr.": true, "P-nummer (produktionsenhed)": true, "Ordrenummer": true, "Faktura": true,
		"PNR": true, "Order no.": true, "CPR": false, "CPR-nummer": false, "Sagsnr.": false, "Kundenummer": false,
		"Tlf.": false, "": false, "Nr.": false, "Person": false, "P": false} {
		if got := NumberWord(heading); got != want {
			t.Errorf("heading %q: got %v, want %v", heading, got, want)
		}
	}
}

// TestEveryCPRNumberIsSeen: any day, any signs between any of its groups, a year of two or four digits.
func TestEveryCPRNumberIsSeen(t *testing.T) {
	signs := []string{"", "-", " ", ".", "/", " - ", "–", "\u00a0", ":", "_", ",", " / ", ". ", "\u202f", "−", "\t",
		"\u2011", "\n", "·", "\u200b", "--"}
	rapid.Check(t, func(t *rapid.T) {
		day := NewDate(1900, 1, 1).Add(rapid.IntRange(0, 46000).Draw(t, "day")).Time()
		tail := rapid.StringMatching(`[0-9]{4}`).Draw(t, "tail")
		year := rapid.SampledFrom([]string{"06", "2006"}).Draw(t, "year")
		between := rapid.SampledFrom(signs)
		a, b, c := between.Draw(t, "a"), between.Draw(t, "b"), between.Draw(t, "c")
		if recent := day.Year() >= firstRecent || year == "06" && day.Year()%100 >= firstRecent%100 &&
			day.Year()%100 <= lastRecent%100; recent || a == ":" && b == ":" {
			// else a day with a number beside it
			c = rapid.SampledFrom([]string{"-", " - ", "–", "-\n"}).Draw(t, "dash")
		}
		around := rapid.StringMatching(`[a-zæøå ,.()]{0,9}`)
		before := around.Draw(t, "before")
		if endsInNumberWord(before) {
			before = ""
		}
		s := before + day.Format("02") + a + day.Format("01") + b + day.Format(year) + c + tail +
			around.Draw(t, "after")
		if !HasCPR(s) {
			t.Fatalf("HasCPR(%q) = false", s)
		}
	})
}

func FuzzHasCPR(f *testing.F) {
	for _, s := range append(disguises, lookAlikes...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if HasCPRBut(s, func(string) bool { return true }) && !HasCPR(s) {
			t.Errorf("%q: knowing more numbers finds more", s)
		}
		if NumberWord(s); HasCPR(s) && !mayHaveCPR(s) {
			t.Errorf("%q has too few digits", s)
		}
	})
}
