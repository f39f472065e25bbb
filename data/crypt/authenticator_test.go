package crypt

import (
	"fmt"
	"strings"
	"testing"
)

func TestDigestsDependOnKeyPurposeAndParts(t *testing.T) {
	a, b := NewKey(), NewKey()
	sum := func(k *Key, purpose string, parts ...string) Digest {
		var in [][]byte
		for _, p := range parts {
			in = append(in, []byte(p))
		}
		return k.Authenticator(purpose).Sum(in...)
	}
	if once, again := sum(a, "rows", "x", "yz"), sum(a, "rows", "x", "yz"); once != again {
		t.Error("the same parts give two digests")
	}
	seen := map[Digest]string{}
	for name, d := range map[string]Digest{
		"plain": sum(a, "rows", "x", "yz"), "key": sum(b, "rows", "x", "yz"), "purpose": sum(a, "log", "x", "yz"),
		"border": sum(a, "rows", "xy", "z"), "one part": sum(a, "rows", "xyz"), "empty part": sum(a, "rows", "x", "yz",
			""),
		"nothing": sum(a, "rows"), "order": sum(a, "rows", "yz", "x"),
	} {
		if other, twice := seen[d]; twice {
			t.Errorf("%s and %s have the same digest", name, other)
		}
		seen[d] = name
	}
}

func TestAuthenticatorIsNotPrinted(t *testing.T) {
	a := NewKey().Authenticator("rows")
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if s := fmt.Sprintf(format, a); !strings.HasSuffix(s, "crypt.Authenticator") {
			t.Errorf("%s prints %q", format, s)
		}
	}
}

func BenchmarkDigestOfARow(b *testing.B) {
	a := NewKey().Authenticator("rows")
	row := []byte(strings.Repeat("x", 300))
	for b.Loop() {
		_ = a.Sum([]byte("company"), []byte("605twxefqm5f"), row)
	}
}
