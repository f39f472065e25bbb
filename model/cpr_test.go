package model

import (
	"testing"

	"pgregory.net/rapid"
)

// TestDisguisesOfCPRNumbers: whatever stands between its groups, a number is seen, alone and within a sentence.
func TestDisguisesOfCPRNumbers(t *testing.T) {
	numbers, others, wrong := TryCPR(HasCPR)
	if numbers < 60 || others < 40 || len(wrong) > 0 {
		t.Errorf("%d numbers, %d of other kinds; wrong: %q", numbers, others, wrong)
	}
	for _, always := range []bool{true, false} {
		if _, _, wrong := TryCPR(func(string) bool { return always }); len(wrong) < 100 {
			t.Errorf("always %v is wrong only %d times", always, len(wrong))
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
	for _, s := range append(cprDisguises, cprLookAlikes...) {
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
