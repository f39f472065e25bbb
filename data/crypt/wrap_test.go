package crypt

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"golang.org/x/text/unicode/norm"

	"jobspor/model"
)

// TestHostileCostsAreRefused: a file that demands more than a few seconds is refused by its numbers, before any work.
func TestHostileCostsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		p    Params
		want string
	}{
		{"default", Default, ""},
		{"the most", Cost(MaxCost), ""},
		{"the most in passes", Params{24, 64 << 10, 4}, ""},
		{"a pass more", Params{25, 64 << 10, 4}, "err.passphrase.cost"},
		{"a little more memory", Params{3, 512<<10 + 1, 4}, "err.passphrase.cost"},
		{"much memory", Params{1, 4 << 20, 4}, "err.passphrase.cost"},
		{"all memory", Params{1, 1<<32 - 1, 4}, "err.passphrase.cost"},
		{"many passes", Params{33, 64, 1}, "err.passphrase.cost"},
		{"endless passes", Params{1<<32 - 1, 1<<32 - 1, 255}, "err.passphrase.cost"},
		{"no passes", Params{0, 64, 1}, "err.passphrase.cost"},
		{"no threads", Params{1, 64, 0}, "err.passphrase.cost"},
	} {
		data, err := json.Marshal(wrapped{Kind: wrapKind, Params: c.p, Salt: make([]byte, 16)})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = ReadWrapped(data)
		var e *model.Error
		got := ""
		if errors.As(err, &e) {
			got = e.Key
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if c.want != "" {
			if _, err := Unwrap(data, []byte("hest på altan")); model.CodeOf(err) != model.Unsupported {
				t.Errorf("%s: unwrapping gives %v", c.name, err)
			}
		}
	}
	if _, _, err := ReadWrapped(bytes.Repeat([]byte(" "), maxWrapped+1)); model.CodeOf(err) != model.Unsupported {
		t.Errorf("a wrapped key of %d bytes: %v", maxWrapped+1, err)
	}
}

// TestLettersMayBeComposedOrNot: a Mac's å of two characters opens what was locked with one, and the other way round.
func TestLettersMayBeComposedOrNot(t *testing.T) {
	one, two := norm.NFC.Bytes([]byte("blå hest på altan")), norm.NFD.Bytes([]byte("blå hest på altan"))
	if bytes.Equal(one, two) {
		t.Fatal("both forms are the same")
	}
	for _, locked := range [][]byte{one, two} {
		before := bytes.Clone(locked)
		data, err := NewKey().Wrap(locked, Cheap, Note{})
		if err != nil {
			t.Fatal(err)
		}
		for _, typed := range [][]byte{one, two} {
			if _, err := Unwrap(data, typed); err != nil {
				t.Errorf("locked with %x, typed %x: %v", locked, typed, err)
			}
		}
		if !bytes.Equal(locked, before) {
			t.Error("the caller's passphrase was changed")
		}
	}
}

// TestKeysOfEarlierVersionsOpen: those were wrapped with the bytes that were typed.
func TestKeysOfEarlierVersionsOpen(t *testing.T) {
	key, typed := NewKey(), norm.NFD.Bytes([]byte("blå hest på altan"))
	w := wrapped{Kind: wrapKind, Params: Cheap, Salt: []byte("sixteen bytes, 1")}
	key.sealInto(&w, w.deriveKey(typed))
	data, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("made")) || bytes.Contains(data, []byte("label")) {
		t.Errorf("a key without a note is written as %s, not as earlier versions did", data)
	}
	if got, err := Unwrap(data, typed); err != nil || !bytes.Equal(got.raw, key.raw) {
		t.Errorf("with what was typed then: %v", err)
	}
	if _, err := Unwrap(data, norm.NFC.Bytes(typed)); model.CodeOf(err) != model.Locked {
		t.Errorf("in another form: %v, want locked", err)
	}
}

// TestNotesCannotBeChanged: when and what for a key was wrapped is part of what it was sealed with.
func TestNotesCannotBeChanged(t *testing.T) {
	pass, note := []byte("hest på altan"), Note{Made: "2026-11-26T09:00:00Z", Label: "pengeskab"}
	data, err := NewKey().Wrap(pass, Cheap, note)
	if err != nil {
		t.Fatal(err)
	}
	if p, n, err := ReadWrapped(data); err != nil || p != Cheap || n != note {
		t.Errorf("got %v %v %v", p, n, err)
	}
	if _, err := Unwrap(data, pass); err != nil {
		t.Error(err)
	}
	changed := bytes.Replace(data, []byte("pengeskab"), []byte("skuffen"), 1)
	if _, err := Unwrap(changed, pass); model.CodeOf(err) != model.Locked {
		t.Errorf("with another label: %v, want locked", err)
	}
}

func TestWipedKeyOpensNothingUntilItIsRestored(t *testing.T) {
	pass := []byte("hest på altan")
	key := NewKey()
	auth, sealed := key.Authenticator("rows"), key.Seal(nil, []byte("x"))
	digest := auth.Sum([]byte("x"))
	data, err := key.Wrap(pass, Cheap, Note{})
	if err != nil {
		t.Fatal(err)
	}
	key.Wipe()
	if !key.Wiped() || !bytes.Equal(key.raw, make([]byte, KeySize)) {
		t.Errorf("the key is still %x", key.raw)
	}
	if _, err := key.Open(nil, sealed); err == nil {
		t.Error("a wiped key opens")
	}
	if auth.Sum([]byte("x")) != (Digest{}) {
		t.Error("the authenticator of a wiped key makes digests")
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a wiped key seals")
			}
		}()
		key.Seal(nil, []byte("y"))
	}()
	again, err := Unwrap(data, pass)
	if err != nil {
		t.Fatal(err)
	}
	key.Restore(again)
	if got, err := key.Open(nil, sealed); err != nil || string(got) != "x" || auth.Sum([]byte("x")) != digest {
		t.Errorf("restored: %q, %v, or another digest", got, err)
	}
	if !again.Wiped() {
		t.Error("the second key was not wiped")
	}
}

// TestAHiddenLabelComesBackWithTheKey: a label that is hidden is still bound to the wrapped key.
func TestAHiddenLabelComesBackWithTheKey(t *testing.T) {
	key, pass := NewKey(), []byte("hest på altan")
	text, err := key.Wrap(pass, Cheap, Note{Made: "2026-11-26T09:00:00Z", Label: "pengeskab"})
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := key.HideLabel(text)
	if err != nil || bytes.Contains(hidden, []byte("pengeskab")) || key.Label(hidden) != "pengeskab" {
		t.Fatalf("%s, %v", hidden, err)
	}
	got, err := Unwrap(hidden, pass)
	if err != nil || !bytes.Equal(got.raw, key.raw) {
		t.Errorf("the passphrase does not open it: %v", err)
	}
	if _, err := Unwrap(hidden, []byte("en hel anden sætning")); model.CodeOf(err) != model.Locked {
		t.Errorf("another passphrase: %v", err)
	}
	other, _ := NewKey().HideLabel(text) // sealed under another key
	w, _ := parseWrapped(hidden)
	w.Hidden = nil
	without, _ := json.Marshal(w)
	w.Hidden, w.Made = []byte("x"), "2020-01-01T09:00:00Z"
	altered, _ := json.Marshal(w)
	for _, bad := range [][]byte{other, without, altered} {
		if _, err := Unwrap(bad, pass); model.CodeOf(err) != model.Locked {
			t.Errorf("%s opens: %v", bad, err)
		}
	}
}
