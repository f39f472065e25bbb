// Package crypt turns a passphrase into the key that keeps personal data unreadable, and seals and opens with it.
//
// It promises: what is sealed can be opened only with the key and only in the place it was sealed for (the additional
// data); a changed byte is noticed; the passphrase is never stored, only a random data key wrapped by a key derived
// from it, so that a new passphrase rewraps 32 bytes and touches no row.
// It never asks anybody anything, and no error of it holds a passphrase, a key or what was sealed.
package crypt

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"jobspor/model"
)

// Overhead is how many bytes a sealed text is longer than the text itself: the nonce and the tag.
const Overhead = chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead

// MinPassphrase is the least number of characters of a new passphrase.
const MinPassphrase = 8

// Key is a data key. It is safe for use by several goroutines, and it prints as nothing but its kind.
type Key struct {
	raw  [chacha20poly1305.KeySize]byte
	aead cipher.AEAD
}

// NewKey draws a data key.
func NewKey() *Key {
	var raw [chacha20poly1305.KeySize]byte
	_, _ = rand.Read(raw[:]) // crypto/rand never fails on the supported systems; it ends the program instead
	return keyOf(raw)
}

func keyOf(raw [chacha20poly1305.KeySize]byte) *Key {
	aead, err := chacha20poly1305.NewX(raw[:])
	if err != nil {
		panic("crypt: the key has a fixed size: " + err.Error()) // cannot happen
	}
	return &Key{raw: raw, aead: aead}
}

// String keeps the key out of logs and of %v.
func (k *Key) String() string { return "crypt.Key" }

// GoString keeps the key out of %#v.
func (k *Key) GoString() string { return "crypt.Key" }

// Seal hides plain so that only Open with the same place gives it back. XChaCha20-Poly1305 with a random 24-byte nonce
// in front; nonces that long do not collide.
func (k *Key) Seal(place, plain []byte) []byte {
	out := make([]byte, chacha20poly1305.NonceSizeX, Overhead+len(plain))
	_, _ = rand.Read(out)
	return k.aead.Seal(out, out, plain, place)
}

// errOpen says no more: which of key, place and bytes is wrong cannot be known.
var errOpen = errors.New("sealed data does not open")

// Open gives back what Seal hid. It fails when the key is another, when the place is another, or when a byte changed.
func (k *Key) Open(place, sealed []byte) ([]byte, error) {
	if len(sealed) < Overhead {
		return nil, errOpen
	}
	nonce, body := sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:]
	plain, err := k.aead.Open(nil, nonce, body, place)
	if err != nil {
		return nil, errOpen
	}
	return plain, nil
}

// Params say how much work one guess at a passphrase costs. The zero value means Default.
type Params struct {
	Time    uint32 `json:"time"`    // passes
	Memory  uint32 `json:"memory"`  // KiB
	Threads uint8  `json:"threads"` //
}

// Default is the second recommended option of RFC 9106, section 4: 3 passes over 64 MiB with 4 lanes.
var Default = Params{Time: 3, Memory: 64 << 10, Threads: 4}

// Cheap is for tests, which open hundreds of databases. It protects nothing.
var Cheap = Params{Time: 1, Memory: 64, Threads: 1}

// maxParams bounds what a file may demand before the passphrase is even tried.
var maxParams = Params{Time: 32, Memory: 1 << 20, Threads: 64}

// wrapped is how a data key stands in the database.
type wrapped struct {
	Kind string `json:"kind"` // "argon2id+xchacha20poly1305"
	Params
	Salt []byte `json:"salt"`
	Key  []byte `json:"key"`
}

const wrapKind = "argon2id+xchacha20poly1305"

// Wrap hides the key behind a passphrase of at least MinPassphrase characters. The answer is JSON text without secrets
// in the clear; Unwrap reads it.
func (k *Key) Wrap(passphrase []byte, p Params) ([]byte, error) {
	if utf8.RuneCount(passphrase) < MinPassphrase {
		return nil, model.NewError(model.Invalid, "err.passphrase.short", model.Args{"n": MinPassphrase})
	}
	if p == (Params{}) {
		p = Default
	}
	w := wrapped{Kind: wrapKind, Params: p, Salt: make([]byte, 16)}
	_, _ = rand.Read(w.Salt)
	w.Key = w.deriveKey(passphrase).Seal(w.associatedData(), k.raw[:])
	out, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("write wrapped key: %w", err)
	}
	return out, nil
}

// Unwrap opens what Wrap made. A wrong passphrase is an error with code Locked; something that is no wrapped key, or
// one that demands absurd work, is Unsupported.
func Unwrap(data, passphrase []byte) (*Key, error) {
	var w wrapped
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, model.NewError(model.Unsupported, "err.passphrase.key", nil).
			WithCause(errors.New("wrapped key is not readable"))
	}
	if w.Kind != wrapKind || w.Time < 1 || w.Threads < 1 || w.Time > maxParams.Time || w.Memory > maxParams.Memory ||
		w.Threads > maxParams.Threads || len(w.Salt) < 8 {
		return nil, model.NewError(model.Unsupported, "err.passphrase.key", nil)
	}
	plain, err := w.deriveKey(passphrase).Open(w.associatedData(), w.Key)
	if err != nil || len(plain) != chacha20poly1305.KeySize {
		return nil, model.NewError(model.Locked, "err.passphrase.wrong", nil)
	}
	return keyOf([chacha20poly1305.KeySize]byte(plain)), nil
}

// deriveKey derives the wrapping key.
func (w *wrapped) deriveKey(passphrase []byte) *Key {
	return keyOf([chacha20poly1305.KeySize]byte(
		argon2.IDKey(passphrase, w.Salt, w.Time, w.Memory, w.Threads, chacha20poly1305.KeySize)))
}

// associatedData binds the wrapped key to its parameters, so that nobody can lower them unnoticed.
func (w *wrapped) associatedData() []byte {
	return fmt.Appendf(nil, "jobspor data key %s %d %d %d %x", w.Kind, w.Time, w.Memory, w.Threads, w.Salt)
}
