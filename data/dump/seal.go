package dump

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"jobspor/data/crypt"
	"jobspor/model"
)

// Seal says how a dump is protected: with a passphrase, to the holders of keys, or not at all.
type Seal struct {
	Passphrase []byte
	Recipients []string // public keys, age1…
	Plain      bool
	WorkFactor int // of a guess at the passphrase, as a power of two; 0 is what age recommends
}

// Recipients reads public keys: one a line, "#" begins a comment.
func Recipients(text string) ([]string, error) {
	var out []string
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if _, err := recipient(line); err != nil {
			return nil, model.NewError(model.Invalid, "err.dump.recipient.line", model.Args{"line": i + 1})
		}
		out = append(out, line)
	}
	if len(out) == 0 {
		return nil, model.NewError(model.Invalid, "err.dump.recipient.none", nil)
	}
	return out, nil
}

func recipient(key string) (age.Recipient, error) {
	list, err := age.ParseRecipients(strings.NewReader(key))
	if err != nil || len(list) != 1 {
		return nil, model.NewError(model.Invalid, "err.dump.recipient", nil) // a key that was mistyped is not repeated
	}
	return list[0], nil
}

// Check says whether the dump can be protected like that.
func (s Seal) Check() error {
	_, err := s.recipients()
	return err
}

func (s Seal) recipients() ([]age.Recipient, error) {
	switch {
	case s.Plain:
		return nil, nil
	case len(s.Recipients) > 0:
		var out []age.Recipient
		for _, key := range s.Recipients {
			r, err := recipient(key)
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
		return out, nil
	}
	if err := crypt.CheckNew(s.Passphrase); err != nil {
		return nil, err
	}
	r, err := age.NewScryptRecipient(string(s.Passphrase))
	if err != nil {
		return nil, err
	}
	if work := cmp.Or(s.WorkFactor, workFactor); work > 0 {
		r.SetWorkFactor(work)
	}
	return []age.Recipient{r}, nil
}

// workFactor is WorkFactor where none is given.
var workFactor int

// Writer gives the writer whose bytes reach out protected. Only when it is closed is the dump complete.
func (s Seal) Writer(out io.Writer) (io.WriteCloser, error) {
	list, err := s.recipients()
	if err != nil {
		return nil, err
	}
	if s.Plain {
		return plainWriter{out}, nil
	}
	return age.Encrypt(out, list...)
}

type plainWriter struct{ io.Writer }

func (plainWriter) Close() error { return nil }

// Protection is what a file says about itself before it is opened.
type Protection string

// The protections. Unknown is a file that is no dump.
const (
	Unknown       Protection = ""
	Plain         Protection = "plain"
	ByPassphrase  Protection = "passphrase"
	ByKey         Protection = "key"
	ageHeader                = "age-encryption.org/"
	stanzaPrefix             = "-> "
	scryptStanza             = "scrypt"
	maxHeaderPeek            = 4096
)

// Keys open a sealed dump. Passphrase is called at most once, and only when the dump needs one.
type Keys struct {
	Passphrase func() ([]byte, error)
	Identities string // the text of a file of secret keys, "" for none
}

// Unseal gives the plain bytes of an age file, of any content.
func Unseal(in io.Reader, keys Keys) (io.Reader, error) {
	plain, _, err := unseal(in, keys)
	return plain, err
}

// IsSealed reports whether the beginning of a file is that of an age file.
func IsSealed(head []byte) bool {
	return strings.HasPrefix(string(head), ageHeader) || strings.HasPrefix(string(head), armor.Header)
}

// unseal recognises the protection by the content and gives the plain bytes.
func unseal(in io.Reader, keys Keys) (io.Reader, Protection, error) {
	peeked := bufio.NewReaderSize(in, maxHeaderPeek)
	head, _ := peeked.Peek(maxHeaderPeek) // a short file is judged by what there is
	if strings.HasPrefix(string(head), armor.Header) {
		peeked = bufio.NewReaderSize(armor.NewReader(peeked), maxHeaderPeek)
		head, _ = peeked.Peek(maxHeaderPeek)
	}
	how := protection(string(head))
	switch how {
	case Plain:
		return peeked, how, nil
	case Unknown:
		return nil, how, model.NewError(model.Unsupported, "err.load.format", nil)
	}
	identities, err := keys.identities(how)
	if err != nil {
		return nil, how, err
	}
	plain, err := age.Decrypt(peeked, identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, how, model.NewError(model.Locked, "err.load.locked."+string(how), nil)
	case err != nil:
		return nil, how, model.NewError(model.Invalid, "err.load.damaged", nil).WithCause(err)
	}
	return plain, how, nil
}

func protection(head string) Protection {
	if !strings.HasPrefix(head, ageHeader) {
		if strings.HasPrefix(head, "{") {
			return Plain
		}
		return Unknown
	}
	_, stanzas, _ := strings.Cut(head, "\n")
	if strings.HasPrefix(stanzas, stanzaPrefix+scryptStanza+" ") {
		return ByPassphrase
	}
	return ByKey
}

func (k Keys) identities(how Protection) ([]age.Identity, error) {
	if how == ByKey {
		if k.Identities == "" {
			return nil, model.NewError(model.Locked, "err.load.identity", nil)
		}
		list, err := age.ParseIdentities(strings.NewReader(k.Identities))
		if err != nil {
			return nil, model.NewError(model.Invalid, "err.load.identity.file", nil) // its own words quote the key
		}
		return list, nil
	}
	if k.Passphrase == nil {
		return nil, model.NewError(model.Locked, "err.load.passphrase", nil)
	}
	passphrase, err := k.Passphrase()
	if err != nil {
		return nil, err
	}
	if len(passphrase) == 0 {
		return nil, model.NewError(model.Locked, "err.load.passphrase", nil)
	}
	i, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return nil, err
	}
	return []age.Identity{i}, nil
}
