package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkBatch adds 200 citizens to a sealed database with the built program: the passphrase is stretched once.
func BenchmarkBatch(b *testing.B) {
	dir, err := built()
	if err != nil {
		b.Fatal(err)
	}
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, "citizen add Fornavn%d Efternavn --set phone=%d\n", i, 20_000_000+i)
	}
	for _, how := range [][]string{nil, {"--atomic"}} {
		b.Run(strings.Join(append([]string{"batch"}, how...), " "), func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				work := b.TempDir()
				pass := filepath.Join(work, "pass")
				if err := os.WriteFile(pass, []byte("en lang adgangssætning"), 0o600); err != nil {
					b.Fatal(err)
				}
				run := func(input string, args ...string) {
					cmd := exec.Command(filepath.Join(dir, "jobspor"), args...)
					cmd.Env = append(os.Environ(), "JOBSPOR_DB="+filepath.Join(work, "d.db"), "HOME="+work,
						"JOBSPOR_PASSPHRASE_FILE="+pass)
					cmd.Stdin = strings.NewReader(input)
					var stderr bytes.Buffer
					cmd.Stderr = &stderr
					if err := cmd.Run(); err != nil {
						b.Fatalf("%v: %v: %s", args, err, stderr.String())
					}
				}
				run("", "init", "--name", "Lis Hansen", "--initials", "LH")
				b.StartTimer()
				began := time.Now()
				run(lines.String(), append([]string{"batch", "--as", "LH"}, how...)...)
				b.ReportMetric(time.Since(began).Seconds(), "s/200")
			}
		})
	}
}

// BenchmarkCompletion is what a person waits for after the tab key, with the built program and the demo.
func BenchmarkCompletion(b *testing.B) {
	dir, err := built()
	if err != nil {
		b.Fatal(err)
	}
	db := newDemoDatabase(b)
	for range b.N {
		cmd := exec.Command(filepath.Join(dir, "jobspor"), "__complete", "company", "show", "Caf")
		cmd.Env = append(os.Environ(), "JOBSPOR_DB="+filepath.Join(db.dir, "d.db"), "HOME="+db.dir)
		if out, err := cmd.Output(); err != nil || !bytes.Contains(out, []byte("Café")) {
			b.Fatalf("%v: %s", err, out)
		}
	}
}
