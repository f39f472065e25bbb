package server

import (
	"bytes"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"jobspor/model"
)

// Options say how the server behaves; the file serve.toml sets them, see OptionsFile.
type Options struct {
	Listen     string        // address
	HostKey    string        // file of the host key
	Sessions   int           // most at a time
	PerPerson  int           // most of one person
	PerAddress int           // handshakes a minute of one address
	Grace      time.Duration // from the connection to a key that opens
	KeepAlive  time.Duration // how often the other end is asked for a sign of life
	Drain      time.Duration // how long the end of the program waits for the sessions
	Quota      int64         // bytes of a member's folder
}

// Default is what holds where nothing is set.
func Default() Options {
	return Options{Listen: ":2222", Sessions: 100, PerPerson: 10, PerAddress: 60, Grace: 20 * time.Second,
		KeepAlive: 15 * time.Second, Drain: 4 * time.Second, Quota: 200 << 20}
}

// OptionsFile is the form of serve.toml. A number that is not there is the default.
type OptionsFile struct {
	Listen         string `toml:"listen"`
	HostKey        string `toml:"host_key"`
	Passphrase     string `toml:"passphrase_file"`
	Sessions       *int   `toml:"sessions"`
	PerPerson      *int   `toml:"sessions_per_person"`
	PerAddress     *int   `toml:"logins_per_minute"`
	GraceSeconds   *int   `toml:"login_seconds"`
	AliveSeconds   *int   `toml:"keep_alive_seconds"`
	QuotaMegabytes *int   `toml:"folder_megabytes"`
}

// Fault takes what is wrong with the value at a path of the file.
type Fault func(path, key string, args model.Args)

// ReadOptions checks what a file says. Every fault is told; what is given back counts only when there is none.
func ReadOptions(f OptionsFile, fault Fault) Options {
	o := Default()
	if f.Listen != "" {
		if o.Listen = f.Listen; !strings.Contains(f.Listen, ":") {
			fault("listen", "err.serve.address", model.Args{"value": model.Clip(f.Listen)})
		}
	}
	o.HostKey = f.HostKey
	for _, n := range []struct {
		path        string
		said        *int
		least, most int
		set         func(int)
	}{
		{"sessions", f.Sessions, 1, 1000, func(n int) { o.Sessions = n }},
		{"sessions_per_person", f.PerPerson, 1, 100, func(n int) { o.PerPerson = n }},
		{"logins_per_minute", f.PerAddress, 1, 10_000, func(n int) { o.PerAddress = n }},
		{"login_seconds", f.GraceSeconds, 1, 300, func(n int) { o.Grace = time.Duration(n) * time.Second }},
		{"keep_alive_seconds", f.AliveSeconds, 1, 600, func(n int) { o.KeepAlive = time.Duration(n) * time.Second }},
		{"folder_megabytes", f.QuotaMegabytes, 0, 100_000, func(n int) { o.Quota = int64(n) << 20 }},
	} {
		switch {
		case n.said == nil:
		case *n.said < n.least || *n.said > n.most:
			fault(n.path, "err.serve.number", model.Args{"value": *n.said, "name": n.path, "least": n.least, "most": n.most})
		default:
			n.set(*n.said)
		}
	}
	return o
}

// ParseKeys reads public keys as a file .pub or authorized_keys has them: each as its kind and its text, without
// options and comment.
func ParseKeys(text string) (out []string, err error) {
	rest := bytes.TrimSpace([]byte(text))
	for len(rest) > 0 {
		key, _, _, more, err := gossh.ParseAuthorizedKey(rest)
		if err != nil {
			return nil, model.NewError(model.Invalid, "err.member.key", nil)
		}
		switch key.Type() {
		case gossh.KeyAlgoED25519, gossh.KeyAlgoRSA, gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384,
			gossh.KeyAlgoECDSA521, gossh.KeyAlgoSKED25519, gossh.KeyAlgoSKECDSA256:
		default:
			return nil, model.NewError(model.Invalid, "err.member.key.kind", model.Args{"kind": model.Clip(key.Type())})
		}
		out, rest = append(out, keyLine(key)), bytes.TrimSpace(more)
	}
	if len(out) == 0 {
		return nil, model.NewError(model.Invalid, "err.member.key", nil)
	}
	return out, nil
}

func keyLine(key gossh.PublicKey) string {
	return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key)))
}

// FingerprintOf is how a key, as ParseKeys gives it, is shown to people.
func FingerprintOf(key string) string {
	k, _, _, _, err := gossh.ParseAuthorizedKey([]byte(key))
	if err != nil {
		return ""
	}
	return gossh.FingerprintSHA256(k)
}
