package crypt

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"sync"
)

// DigestSize is the length of a keyed digest in bytes.
const DigestSize = sha256.Size

// Digest is a keyed digest: who does not have the key can neither make one nor tell which text it is of.
type Digest [DigestSize]byte

// Authenticator makes keyed digests (HMAC-SHA-256). It is safe for concurrent use, and printing it shows only its type.
type Authenticator struct {
	states sync.Pool // of *state
}

type state struct {
	mac hash.Hash
	len [4]byte
}

// Authenticator returns the authenticator of a purpose. Its key is derived from the data key (HKDF, RFC 5869), so that
// digests of one purpose say nothing about another, and nothing about the data key.
func (k *Key) Authenticator(purpose string) *Authenticator {
	key, err := hkdf.Key(sha256.New, k.raw[:], nil, "jobspor "+purpose, sha256.Size)
	if err != nil {
		panic("crypt: the derived key has a fixed size: " + err.Error()) // cannot happen
	}
	a := &Authenticator{}
	a.states.New = func() any { return &state{mac: hmac.New(sha256.New, key)} }
	return a
}

// String keeps the key out of logs and of %v.
func (a *Authenticator) String() string { return "crypt.Authenticator" }

// GoString keeps the key out of %#v.
func (a *Authenticator) GoString() string { return "crypt.Authenticator" }

// Sum is the digest of the parts in their order. Each part counts with its length: ("a", "bc") and ("ab", "c") differ.
func (a *Authenticator) Sum(parts ...[]byte) (d Digest) {
	s := a.states.Get().(*state)
	s.mac.Reset()
	for _, p := range parts {
		binary.BigEndian.PutUint32(s.len[:], uint32(len(p)))
		s.mac.Write(s.len[:])
		s.mac.Write(p)
	}
	s.mac.Sum(d[:0])
	a.states.Put(s)
	return d
}
