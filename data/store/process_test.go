package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"jobspor/data/paths"
	"jobspor/model"
	"jobspor/model/schema"
)

// The tests of several programs on one file run this test binary again, with these in its environment.
const (
	childEnv = "JOBSPOR_TEST_CHILD" // which child to be
	fileEnv  = "JOBSPOR_TEST_FILE"
	shareEnv = "JOBSPOR_TEST_SHARE" // the kind of share that all files lie on
)

// children are what this binary can be.
var children = map[string]func(string) error{"count": countChild, "ack": ackChild, "newkey": newKeyChild}

func TestMain(m *testing.M) {
	if kind := os.Getenv(shareEnv); kind != "" {
		diskOf = func(path string) paths.Disk { return paths.Disk{Free: paths.DiskOf(path).Free, Share: kind} }
	}
	if child := children[os.Getenv(childEnv)]; child != nil {
		if err := child(os.Getenv(fileEnv)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(withServer(m.Run))
}

func child(t *testing.T, name, path string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childEnv+"="+name, fileEnv+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

const (
	programs = 2
	writers  = 4 // in each program
	saves    = 50
)

// countChild has its writers add a citizen and count up one shared row, again and again.
func countChild(path string) error {
	var wg sync.WaitGroup
	errs := make([]error, writers)
	for i := range writers {
		wg.Go(func() { errs[i] = countUp(path) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

func countUp(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Passphrase: pass})
	if err != nil {
		return err
	}
	defer s.Close()
	for range saves {
		if _, err := s.Apply(ctx,
			model.ChangeSet{Changes: []model.Change{model.Add(&model.Citizen{FirstName: "B"})}}); err != nil {
			return fmt.Errorf("add: %w", err)
		}
		for {
			e, err := s.Get(ctx, "company", "shared")
			if err != nil {
				return err
			}
			after := schema.Clone(e).(*model.Company)
			after.Hosted = model.Some(after.Hosted.V + 1)
			_, err = s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Edit(e, after)}})
			if err == nil {
				break
			}
			if model.CodeOf(err) != model.Conflict {
				return fmt.Errorf("count: %w", err)
			}
		}
	}
	return nil
}

// TestProgramsShareAFile has 8 writers in two programs save 50 times: no save fails, none is lost, no number is given
// twice.
func TestProgramsShareAFile(t *testing.T) {
	s := fresh(t)
	apply(t, s, model.Add(&model.Company{Head: model.Head{ID: "shared"}, Name: "A"}))
	var wg sync.WaitGroup
	for range programs {
		cmd := child(t, "count", s.address())
		wg.Go(func() {
			if err := cmd.Run(); err != nil {
				t.Errorf("program: %v", err)
			}
		})
	}
	wg.Wait()
	const want = programs * writers * saves
	if got := get[model.Company](t, s, "shared"); got.Hosted.V != want || got.Version != want+1 {
		t.Errorf("counted to %d at version %d, want %d", got.Hosted.V, got.Version, want)
	}
	refs := map[string]bool{}
	list, err := All[model.Citizen](context.Background(), s, schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		refs[c.Ref] = true
	}
	if len(list) != want || len(refs) != want || !refs[fmt.Sprintf("B-%04d", want)] {
		t.Errorf("%d citizens with %d numbers, want %d", len(list), len(refs), want)
	}
	if sum, err := s.Summary(context.Background()); err != nil || sum.Seq < 2*want+1 {
		t.Errorf("log has %d entries, want %d: %v", sum.Seq, 2*want+1, err)
	}
	if found, err := s.Check(context.Background()); err != nil || len(found) > 0 {
		t.Errorf("check: %v %v", found, err)
	}
}

// ackChild saves change sets of different sizes and says so after each, until it is killed.
func ackChild(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Passphrase: pass})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		c := &model.Company{Head: model.Head{ID: model.NewID()}, Name: "A", Hosted: model.Some(i % 60)}
		changes := []model.Change{model.Add(c)}
		for range c.Hosted.V {
			changes = append(changes, model.Add(&model.ContactPerson{CompanyID: c.ID, Name: "Ida"}))
		}
		r, err := s.Apply(ctx, model.ChangeSet{Actor: "k", Changes: changes})
		if err != nil {
			return err
		}
		fmt.Println("ack", r.Seq, c.ID)
	}
}
