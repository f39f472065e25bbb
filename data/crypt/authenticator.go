package crypt

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"sync"
	"sync/atomic"
)

// DigestSize is the length of a keyed digest in bytes.
const DigestSize = sha256.Size

// Digest is a keyed digest: who does not have the key can neither make one nor tell which text it is of.
type Digest [DigestSize]byte

// Authenticator makes keyed digests (HMAC-SHA-256). It is safe for concurrent use, and printing it shows only its type.
type Authenticator struct {
	states atomic.Pointer[sync.Pool] // of *state; none while the data key is wiped
	key    func() []byte
}

type state struct {
	mac hash.Hash
	len [4]byte
}

// Authenticator returns the authenticator of a purpose, whose key is derived from the data key. It ends with Wipe and
// goes on with Restore.
func (k *Key) Authenticator(purpose string) *Authenticator {
	return k.authenticator(func() []byte { return k.derive(purpose) })
}

// SealedAuthenticator is Authenticator with a key that was sealed by Authenticator.Seal at a place; when there is none
// it is derived. Where one does not open it is derived too: then no digest fits, and nobody knows the key.
func (k *Key) SealedAuthenticator(purpose string, place []byte, sealed func() []byte) *Authenticator {
	return k.authenticator(func() []byte {
		if key, err := k.Open(place, sealed()); err == nil {
			return key
		}
		return k.derive(purpose)
	})
}

// Seal seals the authenticator's own key with another data key, so that its digests outlive the one it is of.
func (a *Authenticator) Seal(with *Key, place []byte) []byte {
	key := a.key()
	defer clear(key)
	return with.Seal(place, key)
}

func (k *Key) authenticator(key func() []byte) *Authenticator {
	a := &Authenticator{key: key}
	a.restore()
	k.mu.Lock()
	k.authes = append(k.authes, a)
	k.mu.Unlock()
	return a
}

func (a *Authenticator) restore() {
	key := a.key()
	pool := &sync.Pool{New: func() any { return &state{mac: hmac.New(sha256.New, key)} }}
	a.states.Store(pool)
}

func (a *Authenticator) wipe() { a.states.Store(nil) }

// String keeps the key out of logs and of %v.
func (a *Authenticator) String() string { return "crypt.Authenticator" }

// GoString keeps the key out of %#v.
func (a *Authenticator) GoString() string { return "crypt.Authenticator" }

// Sum is the digest of the parts in their order. Each part counts with its length: ("a", "bc") and ("ab", "c") differ.
// While the data key is wiped every digest is zero, which fits nothing.
func (a *Authenticator) Sum(parts ...[]byte) (d Digest) {
	pool := a.states.Load()
	if pool == nil {
		return Digest{}
	}
	s := pool.Get().(*state)
	s.mac.Reset()
	for _, p := range parts {
		binary.BigEndian.PutUint32(s.len[:], uint32(len(p)))
		s.mac.Write(s.len[:])
		s.mac.Write(p)
	}
	s.mac.Sum(d[:0])
	pool.Put(s)
	return d
}
