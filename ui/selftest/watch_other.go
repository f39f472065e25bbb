//go:build !linux

package selftest

import "os/exec"

func handOver() error { return errNotPermitted }

func (c call) kind() string { return "" }

func (p *program) watch(*exec.Cmd, func(call) answer) error { return errNotPermitted }
