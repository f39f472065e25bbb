package crypt

import (
	"encoding/json"

	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"
)

// HideLabel seals the label of a wrapped key under the key itself. The passphrase is not needed, although the label
// is bound to it: the label comes back with the key, before what is bound is checked.
func (k *Key) HideLabel(data []byte) ([]byte, error) {
	w, err := parseWrapped(data)
	if err != nil || w.Label == "" {
		return data, err
	}
	w.Hidden, w.Label = k.Seal(w.labelPlace(), []byte(w.Label)), ""
	return json.Marshal(w)
}

// Label is the label of a wrapped key, also a hidden one; "" where it does not open.
func (k *Key) Label(data []byte) string {
	w, err := parseWrapped(data)
	if err != nil || w.Hidden == nil {
		return ""
	}
	plain, _ := k.Open(w.labelPlace(), w.Hidden)
	return string(plain)
}

func (w *wrapped) labelPlace() []byte { return append([]byte("label of a wrapped key "), w.Salt...) }

// showLabel puts a hidden label in its place with the key that by would open. That key is used for nothing else until
// Open has checked it: one that is wrong opens no label.
func (w *wrapped) showLabel(by *Key) {
	if w.Hidden == nil || len(w.Key) != Overhead+KeySize {
		return
	}
	raw := make([]byte, KeySize)
	by.mu.RLock()
	stream, err := chacha20.NewUnauthenticatedCipher(by.raw, w.Key[:chacha20poly1305.NonceSizeX])
	by.mu.RUnlock()
	if err != nil {
		return
	}
	stream.SetCounter(1) // the first block is that of the authenticator
	stream.XORKeyStream(raw, w.Key[chacha20poly1305.NonceSizeX:chacha20poly1305.NonceSizeX+KeySize])
	k := keyOf(raw)
	defer k.Wipe()
	if label, err := k.Open(w.labelPlace(), w.Hidden); err == nil {
		w.Label = string(label)
	}
}
