//go:build linux && !amd64

package selftest

var legacyCalls = map[uint32]string{}
