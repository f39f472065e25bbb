//go:build linux

package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// inverted is a text that is looked for in memory. It is kept inverted, so that looking for it is not finding it.
type inverted []byte

func invert(b []byte) inverted {
	out := make(inverted, len(b))
	for i := range b {
		out[i] = ^b[i]
	}
	return out
}

// fill writes the text itself.
func (v inverted) fill(into []byte) {
	for i := range v {
		into[i] = ^v[i]
	}
}

func (v inverted) count(memory []byte) (n int) {
	for {
		i := bytes.IndexByte(memory, ^v[0])
		if i < 0 || len(memory)-i < len(v) {
			return n
		}
		j := 1
		for j < len(v) && memory[i+j] == ^v[j] {
			j++
		}
		if j == len(v) {
			n++
		}
		memory = memory[i+1:]
	}
}

// found counts texts in all memory that this process can write.
func found(texts ...inverted) ([]int, error) {
	window, err := unix.Mmap(-1, 0, 64<<20, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	defer unix.Munmap(window)
	defer clear(window)
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return nil, err
	}
	mem, err := os.Open("/proc/self/mem")
	if err != nil {
		return nil, err
	}
	defer mem.Close()
	counts := make([]int, len(texts))
	for line := range strings.SplitSeq(string(maps), "\n") {
		var from, to int64
		var mode string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); err != nil || !strings.HasPrefix(mode, "rw") ||
			to-from == int64(len(window)) {
			continue
		}
		for at := from; at < to; at += int64(len(window)) {
			n, _ := mem.ReadAt(window[:min(to-at, int64(len(window)))], at) // what is not there is skipped
			for i, text := range texts {
				counts[i] += text.count(window[:n])
			}
		}
	}
	return counts, nil
}

func init() { children["memory"] = memoryChild }

// memoryChild opens a database, reads it, locks it, and prints what is found in its memory before and after: the
// passphrase, the data key, and a citizen's name.
func memoryChild(path string) error {
	in := bufio.NewReader(os.Stdin)
	read := func() (inverted, error) {
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
	ctx, typed := context.Background(), make([]byte, len(phrase))
	phrase.fill(typed)
	s, err := Open(ctx, path, Options{Passphrase: typed})
	if err != nil {
		return err
	}
	clear(typed)
	if _, err := All[model.Citizen](ctx, s, schema.Query{}); err != nil {
		return err
	}
	key := invert(reflect.ValueOf(s.key).Elem().FieldByName("raw").Bytes())
	before, err := found(phrase, key, name)
	if err != nil {
		return err
	}
	if err := s.Lock(ctx); err != nil {
		return err
	}
	crypt.ScrubHeap()
	debug.FreeOSMemory()
	after, err := found(phrase, key, name)
	if err != nil {
		return err
	}
	phrase.fill(typed)
	if err := s.Unlock(ctx, typed); err != nil {
		return err
	}
	clear(typed)
	if err := s.Lock(ctx); err != nil {
		return err
	}
	crypt.ScrubHeap()
	again, err := found(phrase, key, name)
	fmt.Println(before[0], before[1], before[2], after[0], after[1], after[2], again[0], again[1], again[2])
	return err
}

// TestLockedMemoryHoldsNoKey: neither passphrase nor data key is found in a locked program, also after it was opened
// and locked again. Names are counted: what was read may still lie in memory that nobody used since.
func TestLockedMemoryHoldsNoKey(t *testing.T) {
	path, phrase, name := filepath.Join(t.TempDir(), "m.db"), crypt.NewRecovery(5), crypt.NewRecovery(6)
	s := openAt(t, path, Options{Create: true, Passphrase: phrase, Params: crypt.Least})
	for range 200 {
		apply(t, s, model.Add(&model.Citizen{FirstName: string(name)}))
	}
	s.Close()
	cmd := child(t, "memory", path)
	cmd.Stdin = strings.NewReader(hex.EncodeToString(invert(phrase)) + "\n" + hex.EncodeToString(invert(name)) + "\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	var n [9]int
	if _, err := fmt.Sscan(string(out), &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8]); err != nil {
		t.Fatalf("%v: %q", err, out)
	}
	t.Logf("open: passphrase %d, data key %d, names %d; locked: %d, %d, %d; opened and locked again: %d, %d, %d",
		n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8])
	if n[1] == 0 || n[2] == 0 {
		t.Error("the data key and the names of an open database are not found: the search does not work")
	}
	if n[3]+n[4]+n[6]+n[7] > 0 {
		t.Error("passphrase or data key are found after the lock")
	}
}
