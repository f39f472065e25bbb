// Package crypt encrypts personal data with a data key, and protects that key with passphrases.
//
// It promises: sealed data can be opened only with the same key and the same additional data, which names the place it
// belongs to; a changed byte is detected. No passphrase is stored, only a random data key that is wrapped by a key
// derived from the passphrase, once for each passphrase, so that a new passphrase rewraps 32 bytes and changes no row.
// The package never asks the user anything, and its errors contain no passphrase, key or sealed data.
package crypt
