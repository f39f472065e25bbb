package pgtest

import "os/exec"

func own(string) error { return nil }

func asServer(*exec.Cmd) {}

func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
