package bootstrap

import (
	"path/filepath"

	"jobspor/data/paths"
	"jobspor/data/reference/tomlfile"
	"jobspor/ui/app"
	"jobspor/ui/cli"
)

// interfaceSource reads a person's own file of keys and colours.
type interfaceSource struct{ places *paths.Places }

// InterfaceSource reads the file of keys and colours.
func (h Deps) InterfaceSource() cli.InterfaceSource { return interfaceSource{h.Places} }

// Path is interface.toml in the folder of what users edit.
func (s interfaceSource) Path() string { return filepath.Join(s.places.ConfigDir(), "interface.toml") }

// Parse takes a file whole or not at all.
func (interfaceSource) Parse(name, text string) (app.Choices, error) {
	var said app.ChoicesFile
	file := tomlfile.Read(name, text, &said)
	if err := file.Err(); err != nil {
		return app.Choices{}, err
	}
	c := app.ReadChoices(said, file.Fault)
	if err := file.Err(); err != nil {
		return app.Choices{}, err
	}
	return c, nil
}
