package store

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// MemoryTrial opens a database, reads it, locks it, opens it and locks it again, and prints each time how often the
// passphrase, the data key and a name are found in the memory of this process. It reads the passphrase and the name
// inverted, as two lines of hexadecimal digits, so that they are nowhere else.
func MemoryTrial(ctx context.Context, path string, from io.Reader, to io.Writer) error {
	in := bufio.NewReader(from)
	read := func() (crypt.Inverted, error) {
		line, err := in.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		return hex.DecodeString(strings.TrimSpace(line))
	}
	phrase, err := read()
	if err != nil {
		return err
	}
	name, err := read()
	if err != nil {
		return err
	}
	typed := make([]byte, len(phrase))
	phrase.Fill(typed)
	s, err := Open(ctx, path, Options{Passphrase: typed})
	if err != nil {
		return err
	}
	clear(typed)
	if _, err := All[model.Citizen](ctx, s, schema.Query{}); err != nil {
		return err
	}
	key := s.key.Inverted()
	before, err := crypt.CountInMemory(phrase, key, name)
	if err != nil {
		return err
	}
	lock := func() ([]int, error) {
		if err := s.Lock(ctx); err != nil {
			return nil, err
		}
		crypt.ScrubHeap()
		debug.FreeOSMemory()
		return crypt.CountInMemory(phrase, key, name)
	}
	locked, err := lock()
	if err != nil {
		return err
	}
	phrase.Fill(typed)
	if err := s.Unlock(ctx, typed); err != nil {
		return err
	}
	clear(typed)
	again, err := lock()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(to, before[0], before[1], before[2], locked[0], locked[1], locked[2],
		again[0], again[1], again[2])
	return err
}
