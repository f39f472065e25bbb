package selftest

import (
	"context"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/model"
)

// notSearched is the key of the words for a system whose memory cannot be looked through.
const notSearched = "selftest.notrun.memory"

// remembering locks a program and looks for its passphrase, its data key and names in its memory.
func remembering(ctx context.Context, t *trial) error {
	if runtime.GOOS != "linux" {
		t.NotRun = append(t.NotRun, notSearched)
		return nil
	}
	p := &program{exe: t.exe, dir: filepath.Join(t.dir, "memory")}
	if err := p.make(); err != nil {
		return err
	}
	phrase, name := crypt.NewRecovery(5), crypt.NewRecovery(6)
	s, err := store.Open(ctx, p.db(), store.Options{Create: true, Passphrase: phrase, Params: crypt.Least})
	if err != nil {
		return err
	}
	var changes []model.Change
	for range 200 {
		changes = append(changes, model.Add(&model.Citizen{FirstName: string(name)}))
	}
	if _, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test", Changes: changes}); err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	cmd := p.command(ctx)
	cmd.Env = append(cmd.Env, p.is("memory")...)
	cmd.Stdin = strings.NewReader(hex.EncodeToString(crypt.Invert(phrase)) + "\n" +
		hex.EncodeToString(crypt.Invert(name)) + "\n")
	got, err := p.ran(cmd, execRun)
	if err != nil {
		return err
	}
	return t.remembered(got)
}

// remembered judges what was found: passphrase, data key and names, while open, after the lock, and after the second.
func (t *trial) remembered(got said) error {
	var n [9]int
	if _, err := fmt.Sscan(got.out, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8]); err != nil {
		return fmt.Errorf("%w: %s", err, lastLine(got.err))
	}
	t.Runs = 2
	t.Counts = model.Args{"phrase": n[3] + n[6], "key": n[4] + n[7], "before": n[2], "after": n[5], "again": n[8]}
	if n[1] == 0 || n[2] == 0 {
		t.fault("the data key and the names of an open database are not found: the search does not work")
	}
	if n[3]+n[4]+n[6]+n[7] > 0 {
		t.fault("passphrase %d and %d times, data key %d and %d times after the locks", n[3], n[6], n[4], n[7])
	}
	return nil
}
