package crypt

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
)

// TestWrappedKeyBounds changes one thing of a wrapped key at a time. A bound that is kept gives Locked, because the
// parameters are part of what the key was sealed with; a bound that is broken gives Unsupported before any work is
// done.
func TestWrappedKeyBounds(t *testing.T) {
	defer func(old Params) { maxParams = old }(maxParams)
	maxParams = Params{Time: 3, Memory: 256, Threads: 3} // the same rule at a cost that a test can pay
	pass := []byte("hest på altan")
	data, err := NewKey().Wrap(pass, Params{Time: 2, Memory: 128, Threads: 2}, Note{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(w *wrapped)
		want   model.Code
	}{
		{"time 0", func(w *wrapped) { w.Time = 0 }, model.Unsupported},
		{"time 1", func(w *wrapped) { w.Time = 1 }, model.Locked},
		{"time at the most", func(w *wrapped) { w.Time = 3 }, model.Locked},
		{"time above", func(w *wrapped) { w.Time = 4 }, model.Unsupported},
		{"both at the most", func(w *wrapped) { w.Time, w.Memory = 3, 256 }, model.Locked},
		{"memory at the most", func(w *wrapped) { w.Memory = 256 }, model.Locked},
		{"memory above", func(w *wrapped) { w.Memory = 257 }, model.Unsupported},
		{"threads 0", func(w *wrapped) { w.Threads = 0 }, model.Unsupported},
		{"threads 1", func(w *wrapped) { w.Threads = 1 }, model.Locked},
		{"threads at the most", func(w *wrapped) { w.Threads = 3 }, model.Locked},
		{"threads above", func(w *wrapped) { w.Threads = 4 }, model.Unsupported},
		{"no salt", func(w *wrapped) { w.Salt = nil }, model.Unsupported},
		{"salt of 7 bytes", func(w *wrapped) { w.Salt = w.Salt[:7] }, model.Unsupported},
		{"salt of 8 bytes", func(w *wrapped) { w.Salt = w.Salt[:8] }, model.Locked},
		{"salt of 9 bytes", func(w *wrapped) { w.Salt = w.Salt[:9] }, model.Locked},
		{"other kind", func(w *wrapped) { w.Kind = "md5" }, model.Unsupported},
	} {
		var w wrapped
		if err := json.Unmarshal(data, &w); err != nil {
			t.Fatal(err)
		}
		c.change(&w)
		changed, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Unwrap(changed, pass); model.CodeOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// TestWrappedSaltOfEightBytes opens a key with the shortest salt that is accepted.
func TestWrappedSaltOfEightBytes(t *testing.T) {
	key, pass := NewKey(), []byte("hest på altan")
	w := wrapped{Kind: wrapKind, Params: Cheap, Salt: []byte("8 bytes!")}
	w.Key = w.deriveKey(pass).Seal(w.associatedData(), key.raw)
	data, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Unwrap(data, pass); err != nil || !bytes.Equal(got.raw, key.raw) {
		t.Errorf("got %v, want the key that was wrapped", err)
	}
}

// TestWrappedKeyOfAnotherLength: what opens but is no key of 32 bytes is no key.
func TestWrappedKeyOfAnotherLength(t *testing.T) {
	pass := []byte("hest på altan")
	for _, n := range []int{0, 31, 33} {
		w := wrapped{Kind: wrapKind, Params: Cheap, Salt: []byte("sixteen bytes, 1")}
		w.Key = w.deriveKey(pass).Seal(w.associatedData(), make([]byte, n))
		data, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Unwrap(data, pass); model.CodeOf(err) != model.Locked {
			t.Errorf("a key of %d bytes: got %v, want %s", n, err, model.Locked)
		}
	}
}

func TestPassphraseLength(t *testing.T) {
	for pass, want := range map[string]model.Code{"ø7Kå#q2": model.Invalid, "ø7Kå#q2Z": "", "ø7Kå#q2Zæ": ""} {
		if _, err := NewKey().Wrap([]byte(pass), Cheap, Note{}); model.CodeOf(err) != want {
			t.Errorf("%q: got %v, want %q", pass, err, want)
		}
	}
}

func TestPassphraseFileLength(t *testing.T) {
	dir := t.TempDir()
	for n, want := range map[int]model.Code{4095: "", 4096: "", 4097: model.Invalid, 9000: model.Invalid} {
		path := filepath.Join(dir, "phrase")
		if err := os.WriteFile(path, []byte(strings.Repeat("x", n)), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Passphrase(path, opened)
		if model.CodeOf(err) != want || (want == "" && len(got) != n) {
			t.Errorf("%d bytes: got %d bytes, %v, want %q", n, len(got), err, want)
		}
	}
}

// TestOpenTooShort: what is shorter than nonce and tag is refused, whatever it holds; exactly that long is the empty
// text.
func TestOpenTooShort(t *testing.T) {
	key := NewKey()
	sealed := key.Seal(nil, nil)
	if len(sealed) != Overhead {
		t.Fatalf("the empty text is sealed to %d bytes, want %d", len(sealed), Overhead)
	}
	if got, err := key.Open(nil, sealed); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v, want the empty text", got, err)
	}
	for n := range Overhead {
		if _, err := key.Open(nil, sealed[:n]); err == nil {
			t.Errorf("%d bytes of a sealed text open", n)
		}
	}
}
