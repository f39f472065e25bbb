//go:build unix && !linux

package crypt

func undumpable() {}
