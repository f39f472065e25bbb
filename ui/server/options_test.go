package server_test

import (
	"slices"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/bootstrap"
	"jobspor/ui/server"
)

// Every number of serve.toml has two ends, and what is wrong has its line.
func TestOptionsOfTheFile(t *testing.T) {
	source := bootstrap.Deps{}.ServeSource()
	for _, c := range []struct {
		text, key string // "" is taken
		line      int
	}{
		{"", "", 0},
		{"listen = \":22\"\nsessions = 1\nsessions_per_person = 100\nlogins_per_minute = 1\n", "", 0},
		{"login_seconds = 300\nkeep_alive_seconds = 600\nfolder_megabytes = 0\n", "", 0},
		{"passphrase_file = \"/run/p\"\nhost_key = \"/var/k\"\n", "", 0},
		{"\nlisten = \"2222\"", "err.serve.address", 2},
		{"sessions = 0", "err.serve.number", 1},
		{"sessions = 1001", "err.serve.number", 1},
		{"\n\nsessions_per_person = 101", "err.serve.number", 3},
		{"login_seconds = 301", "err.serve.number", 1},
		{"keep_alive_seconds = 0", "err.serve.number", 1},
		{"folder_megabytes = -1", "err.serve.number", 1},
		{"sessions = \"ti\"", "err.toml.number", 1},
		{"password = true", "err.toml.section", 1},
		{"listen = ", "err.toml.syntax", 1},
	} {
		_, _, err := source.Parse("serve.toml", c.text)
		var key string
		var line any
		if e, ok := err.(*model.Error); ok {
			key, line = e.Key, e.Args["line"]
		}
		if key != c.key || c.line > 0 && line != c.line {
			t.Errorf("%q gives %q in line %v, want %q in line %d", c.text, key, line, c.key, c.line)
		}
	}
	o, passphrase, err := source.Parse("serve.toml", "passphrase_file = \"p\"\nsessions = 7")
	if err != nil || passphrase != "p" || o.Sessions != 7 || o.PerPerson != server.Default().PerPerson {
		t.Errorf("it reads %+v, %q, %v", o, passphrase, err)
	}
}

// Keys are read as ssh-keygen and authorized_keys write them, and kept without comment and options.
func TestParseKeys(t *testing.T) {
	key := authorized(newKey(t))
	other := authorized(newKey(t))
	for text, want := range map[string][]string{
		key:                 {key},
		key + " mette@pc\n": {key},
		"no-pty " + key + "\n# en til\n" + other + " x\r\n": {key, other},
		"":                                    nil,
		"-----BEGIN OPENSSH PRIVATE KEY-----": nil,
		"ssh-dss AAAAB3NzaC1kc3MAAACB":        nil,
		key + "\nsomething else":              nil,
	} {
		got, err := server.ParseKeys(text)
		if !slices.Equal(got, want) || (err == nil) != (want != nil) {
			t.Errorf("%q gives %q, %v", text, got, err)
		}
	}
	if f := server.FingerprintOf(key); !strings.HasPrefix(f, "SHA256:") {
		t.Errorf("the fingerprint is %q", f)
	}
}
