package crypt

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"jobspor/model"
)

// MinPassphrase is the least number of characters of a new passphrase.
const MinPassphrase = 8

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

// Least is the least that is recommended at all (OWASP, Password Storage Cheat Sheet): 2 passes over 19 MiB.
var Least = Params{Time: 2, Memory: 19 << 10, Threads: 1}

// MaxCost is how many times as costly as Default a guess may be made.
const MaxCost = 8

// Cost is Default with n times the memory, and so n times the work.
func Cost(n int) Params {
	p := Default
	p.Memory *= uint32(n)
	return p
}

// maxParams limits what a file may demand for one attempt, whether by its parts or by their product: Cost(MaxCost)
// in another proportion at most, which a slow machine does in a few seconds.
var maxParams = Params{Time: 32, Memory: 512 << 10, Threads: 64}

// work is what takes time: the passes over the memory.
func (p Params) work() uint64 { return uint64(p.Time) * uint64(p.Memory) }

// bounded reports whether an attempt costs no more than a file may demand.
func (p Params) bounded() bool {
	return p.Time >= 1 && p.Threads >= 1 && p.Time <= maxParams.Time && p.Memory <= maxParams.Memory &&
		p.Threads <= maxParams.Threads && p.work() <= 3*uint64(maxParams.Memory)
}

// Times is how many times as much as with Default a guess costs.
func (p Params) Times() float64 { return float64(p.work()) / float64(Default.work()) }

// Weaker reports whether a guess costs less than it does with q; zero is Default.
func (p Params) Weaker(q Params) bool {
	if q == (Params{}) {
		q = Default
	}
	return p.work() < q.work()
}

// Note is what stands beside a wrapped key and cannot be changed without its passphrase.
type Note struct {
	Made  string `json:"made,omitempty"`  // when it was wrapped, UTC
	Label string `json:"label,omitempty"` // what it is called
	// Schema is the number of the schema that the database had, see Bind; 0 is unknown: of an earlier version.
	Schema int `json:"schema,omitempty"`
}

// wrapped is the stored form of a data key.
type wrapped struct {
	Kind string `json:"kind"` // wrapKind, or boundKind where Note has a schema
	Params
	Salt []byte `json:"salt"`
	Key  []byte `json:"key"`
	// Hidden is the label of Note, sealed under the data key: see HideLabel.
	Hidden []byte `json:"hidden,omitempty"`
	Note
}

// The kinds of wrapped keys. Programs that know wrapKind alone refuse boundKind, instead of calling a passphrase wrong.
const (
	wrapKind  = "argon2id+xchacha20poly1305"
	boundKind = wrapKind + "+schema"
)

func (n Note) kind() string {
	if n.Schema > 0 {
		return boundKind
	}
	return wrapKind
}

// maxWrapped bounds the stored form in bytes.
const maxWrapped = 4096

// Wrap encrypts the key with a passphrase that CheckNew accepts. It returns JSON text that holds no secret unencrypted;
// Unwrap reads it.
func (k *Key) Wrap(passphrase []byte, p Params, n Note) ([]byte, error) {
	passphrase = compose(passphrase)
	defer clear(passphrase)
	if err := CheckNew(passphrase); err != nil {
		return nil, err
	}
	if p == (Params{}) {
		p = Default
	}
	w := wrapped{Kind: n.kind(), Params: p, Salt: make([]byte, 16), Note: n}
	_, _ = rand.Read(w.Salt)
	by := w.deriveKey(passphrase)
	defer by.Wipe()
	k.sealInto(&w, by)
	return w.text()
}

func (k *Key) sealInto(w *wrapped, by *Key) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	w.Key = by.Seal(w.associatedData(), k.raw)
}

func (w *wrapped) text() ([]byte, error) {
	out, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("write wrapped key: %w", err)
	}
	return out, nil
}

// Unwrap opens what Wrap returned. A wrong passphrase gives an error with code Locked; data that is no wrapped key, or
// one that demands more work than Cost(MaxCost), gives Unsupported before any work is done. A passphrase counts the
// same however its letters are composed (NFC); keys that earlier versions wrapped with what was typed open with that.
func Unwrap(data, passphrase []byte) (*Key, error) {
	w, err := parseWrapped(data)
	if err != nil {
		return nil, err
	}
	key, by, err := w.open(passphrase)
	by.Wipe()
	return key, err
}

// Bind gives a wrapped key the number of the schema that its database has. The number cannot be changed without the
// passphrase, so that nobody can make the file one of an earlier schema, whose rows had no digests yet.
func Bind(data, passphrase []byte, schema int) ([]byte, error) {
	w, err := parseWrapped(data)
	if err != nil {
		return nil, err
	}
	key, by, err := w.open(passphrase)
	defer by.Wipe()
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	w.Schema = schema
	w.Kind = w.kind()
	key.sealInto(w, by)
	if w.Hidden != nil {
		w.Label = "" // open shows it
	}
	return w.text()
}

// open gives the data key and the key that it was wrapped by.
func (w *wrapped) open(passphrase []byte) (key, by *Key, err error) {
	composed := compose(passphrase)
	defer clear(composed)
	attempts := [][]byte{composed}
	if !bytes.Equal(composed, passphrase) {
		attempts = append(attempts, passphrase)
	}
	for _, attempt := range attempts {
		by = w.deriveKey(attempt)
		w.showLabel(by)
		plain, err := by.Open(w.associatedData(), w.Key)
		if err == nil && len(plain) == KeySize {
			return keyOf(plain), by, nil
		}
		by.Wipe()
	}
	return nil, by, model.NewError(model.Locked, "err.passphrase.wrong", nil)
}

// compose gives a passphrase with its letters composed (NFC), in a buffer of its own.
func compose(passphrase []byte) []byte {
	return norm.NFC.Append(make([]byte, 0, 2*len(passphrase)), passphrase...)
}

// ReadWrapped tells what a guess at a wrapped key costs and what stands beside it, without opening it.
func ReadWrapped(data []byte) (Params, Note, error) {
	w, err := parseWrapped(data)
	if err != nil {
		return Params{}, Note{}, err
	}
	return w.Params, w.Note, nil
}

func parseWrapped(data []byte) (*wrapped, error) {
	w := &wrapped{}
	if len(data) > maxWrapped || json.Unmarshal(data, w) != nil {
		return nil, model.NewError(model.Unsupported, "err.passphrase.key", nil).
			WithCause(errors.New("wrapped key is not readable"))
	}
	if w.Kind != w.kind() || len(w.Salt) < 8 {
		return nil, model.NewError(model.Unsupported, "err.passphrase.key", nil)
	}
	if !w.bounded() {
		return nil, model.NewError(model.Unsupported, "err.passphrase.cost", nil)
	}
	return w, nil
}

// deriveKey derives the wrapping key.
func (w *wrapped) deriveKey(passphrase []byte) (k *Key) {
	withCleanStack(func() {
		k = keyOf(argon2.IDKey(passphrase, w.Salt, w.Time, w.Memory, w.Threads, KeySize))
	})
	return k
}

// associatedData binds the wrapped key to its parameters and its note, so that a change of them is detected.
func (w *wrapped) associatedData() []byte {
	text := fmt.Appendf(nil, "jobspor data key %s %d %d %d %x", w.Kind, w.Time, w.Memory, w.Threads, w.Salt)
	if w.Note != (Note{}) {
		text = fmt.Appendf(text, " %q %q", w.Made, w.Label)
	}
	if w.Schema > 0 {
		text = fmt.Appendf(text, " %d", w.Schema)
	}
	return text
}

// CheckNew refuses a new passphrase that is too short or too easy to guess, with the reason.
func CheckNew(passphrase []byte) error {
	if utf8.RuneCount(passphrase) < MinPassphrase {
		return model.NewError(model.Invalid, "err.passphrase.short", model.Args{"n": MinPassphrase})
	}
	if why := weakness(passphrase); why != "" {
		return model.NewError(model.Invalid, "err.passphrase.weak."+why, nil)
	}
	return nil
}
