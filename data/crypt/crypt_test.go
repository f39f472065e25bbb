package crypt

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
)

func TestSealedOpensOnlyAtItsPlace(t *testing.T) {
	key, other := NewKey(), NewKey()
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		place := rapid.SliceOf(rapid.Byte()).Draw(t, "place")
		sealed := key.Seal(place, plain)
		if len(sealed) != len(plain)+Overhead {
			t.Fatalf("sealed to %d bytes, want %d", len(sealed), len(plain)+Overhead)
		}
		if got, err := key.Open(place, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("opened to %q, %v, want %q", got, err, plain)
		}
		if _, err := key.Open(append(place, 'x'), sealed); err == nil {
			t.Fatal("opens at another place")
		}
		if _, err := other.Open(place, sealed); err == nil {
			t.Fatal("opens with another key")
		}
		i := rapid.IntRange(0, len(sealed)-1).Draw(t, "byte")
		sealed[i] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := key.Open(place, sealed); err == nil {
			t.Fatal("opens with a changed byte")
		}
	})
}

func TestTheSameTextIsSealedDifferently(t *testing.T) {
	key := NewKey()
	if bytes.Equal(key.Seal(nil, []byte("x")), key.Seal(nil, []byte("x"))) {
		t.Error("two seals of one text are equal")
	}
}

func TestWrap(t *testing.T) {
	key := NewKey()
	w, err := key.Wrap([]byte("hest på altan"), Cheap, Note{})
	if err != nil {
		t.Fatal(err)
	}
	sealed := key.Seal(nil, []byte("x"))
	back, err := Unwrap(w, []byte("hest på altan"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := back.Open(nil, sealed); err != nil || string(got) != "x" {
		t.Errorf("the unwrapped key opens to %q, %v", got, err)
	}
	for name, c := range map[string]struct {
		wrapped, pass string
		want          model.Code
	}{
		"wrong":      {string(w), "hest på altaN", model.Locked},
		"empty":      {string(w), "", model.Locked},
		"not json":   {"x", "hest på altan", model.Unsupported},
		"other kind": {strings.Replace(string(w), "argon2id", "md5", 1), "hest på altan", model.Unsupported},
		"cheaper":    {strings.Replace(string(w), `"memory":64`, `"memory":8`, 1), "hest på altan", model.Locked},
		"absurd memory": {strings.Replace(string(w), `"memory":64`, `"memory":4000000000`, 1), "hest på altan",
			model.Unsupported},
		"no passes": {strings.Replace(string(w), `"time":1`, `"time":0`, 1), "hest på altan", model.Unsupported},
	} {
		if _, err := Unwrap([]byte(c.wrapped), []byte(c.pass)); model.CodeOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := key.Wrap([]byte("æøåæøåæ"), Cheap, Note{}); model.CodeOf(err) != model.Invalid {
		t.Errorf("seven characters are accepted: %v", err)
	}
}

func TestDefaultIsStrongEnough(t *testing.T) {
	w, err := NewKey().Wrap([]byte("hest på altan"), Params{}, Note{})
	if err != nil || !bytes.Contains(w, []byte(`"time":3,"memory":65536,"threads":4`)) {
		t.Errorf("wrapped with %s, %v", w, err)
	}
}

func TestKeyIsNotPrinted(t *testing.T) {
	k := NewKey()
	for _, s := range []string{fmt.Sprint(k), fmt.Sprintf("%v %+v %#v %s", k, k, k, k)} {
		if strings.ReplaceAll(strings.ReplaceAll(s, "crypt.Key", ""), " ", "") != "" {
			t.Errorf("prints as %q", s)
		}
	}
}

func opened(path string) (io.ReadCloser, error) { return os.Open(path) }

func TestPassphraseFile(t *testing.T) {
	dir := t.TempDir()
	file := func(text string, mode os.FileMode) string {
		p := filepath.Join(dir, fmt.Sprintf("%x", text[:min(len(text), 4)]))
		if err := os.WriteFile(p, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for text, want := range map[string]string{"en sætning": "en sætning", "to ord\n": "to ord", "tre\r\n": "tre",
		" fire \n\n": " fire \n"} {
		if got, err := Passphrase(file(text, 0o600), opened); err != nil || string(got) != want {
			t.Errorf("%q: got %q, %v, want %q", text, got, err, want)
		}
	}
	keys := map[string]string{
		filepath.Join(dir, "none"):                    "err.passphrase.file.missing",
		file("\n", 0o600):                             "err.passphrase.file.empty",
		file(strings.Repeat("long", 2000), 0o600):     "err.passphrase.file.long",
		file("readable by others and refused", 0o644): "err.file.private",
	}
	for path, want := range keys {
		if runtime.GOOS == "windows" && want == "err.file.private" {
			continue
		}
		_, err := Passphrase(path, opened)
		var e *model.Error
		if !errors.As(err, &e) || e.Key != want {
			t.Errorf("%s: got %v, want %s", path, err, want)
		}
	}
}

// FuzzOpen throws bytes at everything that reads from the file: nothing may open and nothing may panic.
func FuzzOpen(f *testing.F) {
	key := NewKey()
	w, err := key.Wrap([]byte("hest på altan"), Cheap, Note{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{}, []byte{})
	f.Add(key.Seal([]byte("row"), []byte(`{"name":"x"}`)), w)
	f.Add(bytes.Repeat([]byte{0}, Overhead), []byte(
		`{"kind":"argon2id+xchacha20poly1305","time":1,"memory":8,"threads":1,"salt":"AAAAAAAAAAAAAAAA","key":""}`))
	f.Fuzz(func(t *testing.T, blob, wrapped []byte) {
		if got, err := NewKey().Open([]byte("row"), blob); err == nil {
			t.Errorf("opened %x to %q with a key that was just made", blob, got)
		}
		if len(wrapped) < 400 && !bytes.Contains(wrapped, []byte("00")) { // not the costs that take seconds
			if _, err := Unwrap(wrapped, []byte("another phrase")); err == nil {
				t.Errorf("unwrapped %q", wrapped)
			}
		}
	})
}

func BenchmarkUnwrap(b *testing.B) {
	w, err := NewKey().Wrap([]byte("hest på altan"), Default, Note{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Unwrap(w, []byte("hest på altan")); err != nil {
			b.Fatal(err)
		}
	}
}
