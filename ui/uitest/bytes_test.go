package uitest

import (
	"context"
	"io"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"jobspor/ui/app"
	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

// counted counts what is written to a terminal.
type counted struct{ n atomic.Int64 }

func (c *counted) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return len(p), nil
}

// TestAScrolledLineIsFewBytes: a slow line to a terminal carries little for each row that a list moves on, in all
// colours: at most 400 bytes, also where the words of another row stand beside the list.
func TestAScrolledLineIsFewBytes(t *testing.T) {
	for _, size := range []struct{ w, h, most int }{{80, 24, 400}, {120, 40, 400}} {
		if per := bytesALine(t, size.w, size.h); per > int64(size.most) || per < 10 {
			t.Errorf("%d×%d: a line that the list moves on is %d bytes, want at most %d", size.w, size.h, per,
				size.most)
		} else {
			t.Logf("%d×%d: %d bytes a line", size.w, size.h, per)
		}
	}
}

// bytesALine is how many bytes a row that scrolls in sends to the terminal, in the list of companies.
func bytesALine(t *testing.T, w, h int) int64 {
	d := New(t, world())
	var out counted
	a := app.New(context.Background(), app.Options{
		Service: d.Session().Service, Lang: lang.New(lang.Danish), FixedColours: true, Theme: theme.Options{Dark: true},
	})
	defer a.Close()
	in, keys := io.Pipe()
	defer keys.Close()
	p := tea.NewProgram(a, tea.WithInput(in), tea.WithOutput(&out), tea.WithWindowSize(w, h),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithoutSignalHandler(),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	ended := make(chan error)
	go func() { _, err := p.Run(); ended <- err }()
	// still waits until nothing more is written.
	still := func() int64 {
		for before := int64(-1); ; {
			time.Sleep(150 * time.Millisecond)
			now := out.n.Load()
			if now == before {
				return now
			}
			before = now
		}
	}
	press := func(keystroke string, n int) {
		for range n {
			before := out.n.Load()
			_, _ = io.WriteString(keys, keystroke)
			for i := 0; out.n.Load() == before && i < 500; i++ {
				time.Sleep(time.Millisecond)
			}
		}
	}
	press("2", 1)
	still()
	press("j", 60) // past the end of the window
	before := still()
	const lines = 40
	press("j", lines)
	per := (still() - before) / lines
	p.Kill()
	<-ended
	return per
}
