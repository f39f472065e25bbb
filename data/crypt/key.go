// Package crypt encrypts personal data with a data key, and protects that key with a passphrase.
//
// It promises: sealed data can be opened only with the same key and the same additional data, which names the place it
// belongs to; a changed byte is detected. The passphrase is never stored, only a random data key that is wrapped by a
// key derived from the passphrase, so that a new passphrase rewraps 32 bytes and changes no row. The package never asks
// the user anything, and its errors contain no passphrase, key or sealed data.
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

// Key is a data key. It is safe for concurrent use, and printing it shows only its type.
type Key struct {
	raw  [chacha20poly1305.KeySize]byte
	aead cipher.AEAD
}

// NewKey returns a random data key.
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

// Seal encrypts plain so that only Open with the same place returns it. It uses XChaCha20-Poly1305 with a random
// 24-byte nonce in front; random nonces of that length do not collide.
func (k *Key) Seal(place, plain []byte) []byte {
	out := make([]byte, chacha20poly1305.NonceSizeX, Overhead+len(plain))
	_, _ = rand.Read(out)
	return k.aead.Seal(out, out, plain, place)
}

// errOpen gives no details, because it cannot be known which of key, place and bytes is wrong.
var errOpen = errors.New("sealed data does not open")

// Open returns what Seal encrypted. It fails when the key or the place differs, or when a byte changed.
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

// Cheap is for tests, which open hundreds of databases. It gives no protection.
var Cheap = Params{Time: 1, Memory: 64, Threads: 1}

// maxParams limits the work that a file may demand for one attempt.
var maxParams = Params{Time: 32, Memory: 1 << 20, Threads: 64}

// wrapped is the stored form of a data key.
type wrapped struct {
	Kind string `json:"kind"` // "argon2id+xchacha20poly1305"
	Params
	Salt []byte `json:"salt"`
	Key  []byte `json:"key"`
}

const wrapKind = "argon2id+xchacha20poly1305"

// Wrap encrypts the key with a passphrase of at least MinPassphrase characters. It returns JSON text that holds no
// secret unencrypted; Unwrap reads it.
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

// Unwrap opens what Wrap returned. A wrong passphrase gives an error with code Locked; data that is no wrapped key, or
// one beyond maxParams, gives Unsupported.
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

// associatedData binds the wrapped key to its parameters, so that a change of them is detected.
func (w *wrapped) associatedData() []byte {
	return fmt.Appendf(nil, "jobspor data key %s %d %d %d %x", w.Kind, w.Time, w.Memory, w.Threads, w.Salt)
}
