package uitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"jobspor/data/paths"
	"jobspor/model"
	"jobspor/model/schema"
)

// onSmallDisk runs the calling test again in a process of its own, whose temporary files lie on a file system of so
// many bytes that only it sees. It reports whether this is that process, and gives the folder.
func onSmallDisk(t *testing.T, size string) (dir string, here bool) {
	t.Helper()
	const variable = "JOBSPOR_TEST_SMALL_DISK"
	if dir = os.Getenv(variable); dir != "" {
		if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
			t.Fatal(err)
		}
		return dir, true
	}
	dir = t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), variable+"="+dir, "TMPDIR="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Skipf("no file system of its own for a process here: %v", err)
	}
	if err := cmd.Wait(); err != nil || !strings.Contains(out.String(), "--- PASS: "+t.Name()) {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return dir, false
}

// fillDisk takes all room; free gives it back.
func fillDisk(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "filler")
	f, err := os.Create(path)
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if !paths.IsFull(err) {
		t.Fatal(err)
	}
	f.Close()
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheDiskFillsUnderAForm: nothing that is typed is lost, and nothing is said that is not so; everything can be
// read, and whoever is looked at meanwhile is counted on the screen and stands in the log before the change that
// waited.
func TestTheDiskFillsUnderAForm(t *testing.T) {
	dir, here := onSmallDisk(t, "12m")
	if !here {
		return
	}
	d := New(t, Options{World: firmWorld(), Passphrase: lockPass})
	d.Wait()
	before := lastSeq(d)
	d.Press("3", "enter", "e")
	d.Type("Nyt fornavn")
	free := fillDisk(t, dir)

	d.Press("ctrl+s")
	d.Sees("Disken er fuld", "skal bruges mindst 1,0 MB", "Intet er ændret", "Nyt fornavn")
	d.Wait() // the draft cannot be written either
	d.Sees("Nyt fornavn")
	d.Press("esc") // nor when the form is left: it stays
	d.Sees("Disken er fuld", "Nyt fornavn")
	d.SeesNot("Kladden er gemt")
	d.Press("ctrl+c")
	d.Sees("kan ikke gemmes som kladde", "tryk igen for at lukke")
	if d.Quit {
		t.Fatal("the program ended and lost what was typed")
	}

	d.Press("ctrl+k") // from a form the other tabs are in the palette
	d.Type("virksomheder")
	d.Press("enter")
	d.Sees("Hallens Køkken")
	d.Wait()
	d.Wait()
	n := d.Session().Service.LooksStuck()
	if n == 0 {
		t.Fatalf("no look waits:\n%s", d.View())
	}
	d.Sees("opslag venter på at blive skrevet i loggen")

	d.Press("3")
	d.Sees("IdaNyt fornavn")
	free()
	d.Press("ctrl+s")
	d.SeesNot("opslag venter", "Disken er fuld")
	if c := Rows[model.Citizen](d, "citizen", schema.Where("first_name", "IdaNyt fornavn"))[0]; c == nil {
		t.Error("the change was not saved")
	}
	log, err := d.Session().Store.Log(t.Context(), schema.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var looks, change int64
	for _, e := range log { // the newest first
		switch {
		case e.Seq <= before:
		case e.Kind == "change":
			change = e.Seq
		case e.Kind == "view" && change != 0:
			looks = e.Seq
		}
	}
	if change == 0 || looks == 0 || looks > change {
		t.Errorf("looks are entry %d, the change %d: looks come first", looks, change)
	}
}
