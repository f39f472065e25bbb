package bootstrap

import (
	"path/filepath"

	"jobspor/data/reference/tomlfile"
	"jobspor/ui/cli"
	"jobspor/ui/server"
)

// ServeSource reads the file that says how a team is served.
func (h Deps) ServeSource() cli.ServeSource { return serveSource{h} }

type serveSource struct{ h Deps }

// Path is serve.toml in the folder of what users edit.
func (s serveSource) Path() string { return filepath.Join(s.h.Places.ConfigDir(), "serve.toml") }

// HostKey is where the host key is kept where the file names none.
func (s serveSource) HostKey() string {
	return filepath.Join(s.h.Places.StateDir(), "ssh_host_ed25519_key")
}

// Parse takes a file whole or not at all.
func (serveSource) Parse(name, text string) (server.Options, string, error) {
	var said server.OptionsFile
	file := tomlfile.Read(name, text, &said)
	if err := file.Err(); err != nil {
		return server.Options{}, "", err
	}
	o := server.ReadOptions(said, file.Fault)
	return o, said.Passphrase, file.Err()
}
