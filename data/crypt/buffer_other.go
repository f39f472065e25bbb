//go:build !unix

package crypt

// buffer gives n zero bytes and the function that overwrites them.
func buffer(n int) (bytes []byte, free func()) {
	bytes = make([]byte, n)
	return bytes, func() { clear(bytes) }
}

// ProtectProcess does nothing: this system writes no core dumps unless its administrator asks for them.
func ProtectProcess() {}
