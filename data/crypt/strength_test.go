package crypt

import (
	"errors"
	"strings"
	"testing"
	"time"

	"jobspor/model"
)

// TestWeakPassphrasesAreRefusedWithTheReason: what somebody tries first, and what they do not get to.
func TestWeakPassphrasesAreRefusedWithTheReason(t *testing.T) {
	for pass, want := range map[string]string{
		"password":                  weakCommon,
		"Password123":               weakCommon,
		"P4ssw0rd2026":              weakCommon,
		"drowssap1":                 weakCommon,
		"jobspor2026":               weakCommon,
		"Kommune2026!":              weakCommon,
		"virksomhedskonsulent":      weakCommon,
		"sommer2026":                weakCommon,
		"Mette Jensen":              weakCommon,
		"qwertyuiopå":               weakKeys,
		"asdfghjklæø":               weakKeys,
		"abcdefghijkl":              weakKeys,
		"poiuytrewq":                weakKeys,
		"aaaaaaaaaaaaaaaaaaa":       weakRepeat,
		"hejhejhejhejhejhej":        weakRepeat,
		"æøåæøåæøåæøå":              weakRepeat,
		"31121999":                  weakDate,
		"31-12-1999":                weakDate,
		"kartoffelmos":              weakFew,
		"kaffemaskine":              weakCommon,
		"xkqz7412":                  weakFew,
		"xK9#mQ2v":                  "",
		"hest på altan":             "",
		"en lang sætning":           "",
		"blå cykel på Strandvej":    "",
		"correct horse battery":     "",
		"grøn lampe tænker torsdag": "",
		"hfjskdqpwmvb":              "",
	} {
		err := CheckNew([]byte(pass))
		var e *model.Error
		got := ""
		if errors.As(err, &e) {
			got = strings.TrimPrefix(e.Key, "err.passphrase.weak.")
		}
		if got != want {
			guesses, _ := cheapest([]rune(pass))
			t.Errorf("%q: got %q, want %q (%.1e guesses)", pass, got, want, guesses)
		}
		if err != nil && strings.Contains(err.Error(), pass) {
			t.Errorf("the error of %q tells it", pass)
		}
	}
}

// TestRecoveryCodesAreStrong: what the program draws it also accepts.
func TestRecoveryCodesAreStrong(t *testing.T) {
	for n := range 200 {
		code := NewRecovery(n%MaxRecovery + 1)
		if why := weakness(code); why != "" {
			t.Fatalf("a code is weak: %s", why)
		}
	}
}

// TestJudgingIsBounded: a passphrase of 4096 characters is judged by its beginning.
func TestJudgingIsBounded(t *testing.T) {
	start := time.Now()
	for _, pass := range []string{strings.Repeat("ab", 2048), strings.Repeat("x1Æ", 999),
		strings.Repeat("hest ", 800)} {
		weakness([]byte(pass))
	}
	t.Logf("three of 4,000 characters in %v", time.Since(start))
}

func BenchmarkCheckNew(b *testing.B) {
	for b.Loop() {
		_ = CheckNew([]byte("blå cykel på Strandvej"))
	}
}

// FuzzWeakness: any bytes are judged, and a longer passphrase is not easier to guess than its beginning.
func FuzzWeakness(f *testing.F) {
	for _, s := range []string{"", "hest", "\xff\xfe", "aaaa", "İstanbul", "1999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := []rune(s)
		if len(text) > 40 {
			text = text[:40]
		}
		if guesses, _ := cheapest(text); !(guesses >= 1) {
			t.Errorf("%q takes %v guesses", s, guesses)
		}
	})
}
