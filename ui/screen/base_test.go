package screen

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

// recorder is a screen that notes what its Update is given.
type recorder struct {
	Base
	got []tea.Msg
}

func (*recorder) Open(any) tea.Cmd        { return nil }
func (*recorder) View(kit.Size) kit.Frame { return kit.Frame{} }
func (*recorder) Bindings() []Binding     { return nil }
func (r *recorder) Update(m tea.Msg) tea.Cmd {
	r.got = append(r.got, m)
	return nil
}

func newRecorder(t testing.TB) *recorder {
	look := kit.NewTheme(theme.New(theme.Options{NoColor: true}), lang.New(lang.Danish))
	return &recorder{Base: Base{NewHost(t.Context(), 1, look, nil, nil)}}
}

// TestRunHandsResultsOver: a result goes to who asked, an error to the other function, and none to Update.
func TestRunHandsResultsOver(t *testing.T) {
	s := newRecorder(t)
	took, failed := 0, error(nil)
	ask := func(n int, err error) tea.Cmd {
		return RunElse(s.Host, "n", func(context.Context) (int, error) { return n, err },
			func(n int) tea.Cmd { took = n; return nil }, func(err error) tea.Cmd { failed = err; return nil })
	}
	ask(7, nil)().(Result[int]).Deliver()
	if took != 7 || failed != nil || len(s.got) != 0 {
		t.Errorf("got %d, %v and %d messages, want 7, no error and none", took, failed, len(s.got))
	}
	fault := errors.New("fault")
	if ask(8, fault)().(Result[int]).Deliver(); took != 7 || failed != fault {
		t.Errorf("got %d and %v, want the first result and the fault", took, failed)
	}
	older, newer := ask(1, nil), ask(2, nil)
	if s.Fresh(older().(Delivery).To()) || !s.Fresh(newer().(Delivery).To()) {
		t.Error("the older result is wanted, or the newer is not")
	}
}

// TestRunRecovers: a panic in the work is an error of the result and names no value.
func TestRunRecovers(t *testing.T) {
	s := newRecorder(t)
	var failed error
	RunElse(s.Host, "n", func(context.Context) (int, error) { panic("0102031234") },
		func(int) tea.Cmd { return nil }, func(err error) tea.Cmd { failed = err; return nil })().(Result[int]).Deliver()
	if failed == nil {
		t.Fatal("got no error, want one")
	}
}

// TestRunForLeavesNothingBehind: finished work is not held by the screen's context until the screen closes.
func TestRunForLeavesNothingBehind(t *testing.T) {
	s := newRecorder(t)
	live := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	work := func(n int) {
		for range n {
			d := RunFor(s.Host, "n", time.Minute, func(context.Context) (int, error) { return 0, nil }, nil, nil)().(Delivery)
			s.Finish(d.To())
		}
	}
	work(100)
	before := live()
	work(20_000)
	if after := live(); after > before+500_000 { // one context is over 100 bytes
		t.Errorf("20,000 runs left %d bytes behind, want none", after-before)
	}
}
