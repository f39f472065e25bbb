//go:build !linux

package selftest

import (
	"os"
	"os/exec"
)

func terminal() (person, program *os.File, err error) { return nil, nil, errNoTerminal }

func atTerminal(*exec.Cmd, *os.File) {}
