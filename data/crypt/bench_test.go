package crypt

import (
	"strings"
	"testing"
)

func BenchmarkSealARow(b *testing.B) {
	key, row := NewKey(), []byte(strings.Repeat("x", 300))
	for b.Loop() {
		_ = key.Seal([]byte("citizen"), row)
	}
}

func BenchmarkOpenARow(b *testing.B) {
	key := NewKey()
	sealed := key.Seal([]byte("citizen"), []byte(strings.Repeat("x", 300)))
	for b.Loop() {
		_, _ = key.Open([]byte("citizen"), sealed)
	}
}
