package crypt

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"runtime"
	"sync"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"
)

// Overhead is how many bytes a sealed text is longer than the text itself: the nonce and the tag.
const Overhead = chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead

// KeySize is the length of a key in bytes.
const KeySize = chacha20poly1305.KeySize

// Key is a data key. It is safe for concurrent use, and printing it shows only its type. Its bytes stand in one buffer
// outside the garbage collector's reach, which Wipe overwrites.
type Key struct {
	mu     sync.RWMutex
	raw    []byte // KeySize bytes
	wiped  bool
	authes []*Authenticator // derived from it; wiped with it
}

// NewKey returns a random data key.
func NewKey() *Key {
	k := emptyKey()
	_, _ = rand.Read(k.raw) // crypto/rand never fails on the supported systems; it ends the program instead
	return k
}

// keyOf takes the bytes over and wipes them where they were.
func keyOf(raw []byte) *Key {
	k := emptyKey()
	copy(k.raw, raw)
	clear(raw)
	return k
}

func emptyKey() *Key {
	raw, free := buffer(KeySize)
	k := &Key{raw: raw}
	runtime.AddCleanup(k, func(free func()) { free() }, free)
	return k
}

// Clone is the same key in a buffer of its own, which wiping the other leaves alone: for a second database, which is
// still written while the first is locked.
func (k *Key) Clone() *Key {
	out := emptyKey()
	k.mu.RLock()
	defer k.mu.RUnlock()
	copy(out.raw, k.raw)
	out.wiped = k.wiped
	return out
}

// String keeps the key out of logs and of %v.
func (k *Key) String() string { return "crypt.Key" }

// GoString keeps the key out of %#v.
func (k *Key) GoString() string { return "crypt.Key" }

// Wipe overwrites the key. It waits for what is being sealed or opened. From then on nothing opens, and sealing is a
// mistake of the caller, until Restore.
func (k *Key) Wipe() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.raw)
	k.wiped = true
	for _, a := range k.authes {
		a.wipe()
	}
}

// Wiped reports whether Wipe was called and Restore not since.
func (k *Key) Wiped() bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.wiped
}

// Restore gives a wiped key its bytes again, those of from, which is wiped.
func (k *Key) Restore(from *Key) {
	k.mu.Lock()
	copy(k.raw, from.raw)
	k.wiped = false
	authes := k.authes
	k.mu.Unlock()
	from.Wipe()
	for _, a := range authes {
		a.restore()
	}
}

// once gives the cipher of one message and its nonce, as XChaCha20-Poly1305 derives them from a 24-byte nonce. The
// library's own would hold a copy of the data key that cannot be wiped; this holds a key that opens one message.
func (k *Key) once(nonce []byte) (cipher.AEAD, []byte, error) {
	var subkey [KeySize]byte
	if err := k.subkey(nonce[:16], &subkey); err != nil {
		return nil, nil, err
	}
	aead, err := chacha20poly1305.New(subkey[:])
	rest := make([]byte, chacha20poly1305.NonceSize)
	copy(rest[4:], nonce[16:])
	return aead, rest, err
}

func (k *Key) subkey(nonce []byte, into *[KeySize]byte) error {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if k.wiped {
		return errOpen
	}
	key, err := chacha20.HChaCha20(k.raw, nonce)
	copy(into[:], key)
	return err
}

// Seal encrypts plain so that only Open with the same place returns it. It uses XChaCha20-Poly1305 with a random
// 24-byte nonce in front; random nonces of that length do not collide.
func (k *Key) Seal(place, plain []byte) []byte {
	out := make([]byte, chacha20poly1305.NonceSizeX, Overhead+len(plain))
	_, _ = rand.Read(out)
	aead, nonce, err := k.once(out)
	if err != nil {
		panic("crypt: sealing with a wiped key")
	}
	return aead.Seal(out, nonce, plain, place)
}

// errOpen gives no details, because it cannot be known which of key, place and bytes is wrong.
var errOpen = errors.New("sealed data does not open")

// Open returns what Seal encrypted. It fails when the key or the place differs, or when a byte changed.
func (k *Key) Open(place, sealed []byte) ([]byte, error) {
	if len(sealed) < Overhead {
		return nil, errOpen
	}
	aead, nonce, err := k.once(sealed[:chacha20poly1305.NonceSizeX])
	if err != nil {
		return nil, errOpen
	}
	plain, err := aead.Open(nil, nonce, sealed[chacha20poly1305.NonceSizeX:], place)
	if err != nil {
		return nil, errOpen
	}
	return plain, nil
}

// derive gives the key of a purpose (HKDF with SHA-256, RFC 5869), so that keys of one purpose say nothing about
// another, and nothing about the data key. It is hkdf.Key in two steps, so that the data key can be overwritten in the
// state of the first.
func (k *Key) derive(purpose string) []byte {
	extract := hmac.New(sha256.New, make([]byte, sha256.Size))
	k.mu.RLock()
	extract.Write(k.raw)
	k.mu.RUnlock()
	prk := extract.Sum(nil)
	extract.Reset()
	extract.Write(make([]byte, sha256.BlockSize-1))
	key, err := hkdf.Expand(sha256.New, prk, "jobspor "+purpose, sha256.Size)
	if err != nil {
		panic("crypt: the derived key has a fixed size: " + err.Error()) // cannot happen
	}
	return key
}
