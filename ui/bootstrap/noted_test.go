package bootstrap

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"jobspor/data/paths"
	"jobspor/model"
	"jobspor/ui/cli"
)

// TestWhatIsWrittenElsewhereIsNoted: while a file is written to a folder that no start looks into, a note says so, for
// file systems on which a killed program leaves something there; and every session writes that way.
func TestWhatIsWrittenElsewhereIsNoted(t *testing.T) {
	dir := t.TempDir()
	notes := filepath.Join(dir, "notes")
	count := func() int { all, _ := os.ReadDir(notes); return len(all) }
	err := noted(notes, filepath.Join(dir, "stick", "a.csv"), func() error {
		if n := count(); n != 1 {
			t.Errorf("%d notes while it is written", n)
		}
		return nil
	})
	if err != nil || count() != 0 {
		t.Errorf("afterwards %d notes, %v", count(), err)
	}

	h := Deps{Places: paths.New(func(string) string { return "" }, "linux", dir)}
	db, err := h.Open(context.Background(), filepath.Join(dir, "a.db"),
		cli.OpenOptions{Create: true, Demo: true, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if f, ok := db.Service.Files.(files); !ok || f.notes != h.elsewhere() {
		t.Errorf("files %+v", db.Service.Files)
	}
	if err := db.Service.Files.Write(filepath.Join(dir, "a.csv"), model.Document{}, "csv", false); err != nil {
		t.Error(err)
	}
}
