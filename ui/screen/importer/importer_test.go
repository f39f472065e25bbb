package importer

import (
	"context"
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// endless reads a file until somebody stops it.
type endless struct{ reached chan struct{} }

func (e endless) Headings(context.Context) (string, error) { return "", nil }
func (e endless) Guess(context.Context, string, service.FileWords) (string, error) {
	return "company", nil
}

func (e endless) Plan(ctx context.Context, _, _ string, o service.ImportOptions) (service.ImportPlan, error) {
	for i := range int64(40) {
		o.Progress(i, 100)
	}
	close(e.reached)
	<-ctx.Done()
	return nil, ctx.Err()
}

func (e endless) Reference(context.Context, string) (*model.Reference, service.Reading, error) {
	return nil, service.Reading{}, errors.New("not asked for")
}

func (e endless) ParseMap(string, []string, service.FileWords) (map[string]string, error) {
	return nil, nil
}
func (e endless) FormatMap(map[string]string) string { return "" }
func (e endless) MapTargets(string) []string         { return nil }

func begin(t *testing.T, in service.Importer, send func(tea.Msg)) *Screen {
	t.Helper()
	look := kit.NewTheme(theme.New(theme.Options{NoColor: true}), lang.New(lang.Danish))
	h := screen.NewHost(t.Context(), 1, look, &service.Session{Importer: in, Folder: t.TempDir()}, send)
	return New(h).(*Screen)
}

func TestALongFileShowsHowFarItIsAndStops(t *testing.T) {
	in := endless{make(chan struct{})}
	told := make(chan tea.Msg, 200)
	s := begin(t, in, func(m tea.Msg) { told <- m })
	read := s.Open("/somewhere/list.csv")
	ended := make(chan tea.Msg)
	go func() { ended <- read() }()
	<-in.reached
	if len(told) != 40 {
		t.Errorf("progress was told %d times, want once for each hundredth", len(told))
	}
	for len(told) > 0 {
		s.Update(<-told)
	}
	if s.stage != reading || s.done != 39 || s.total != 100 {
		t.Errorf("stage %v at %d of %d, want reading at 39 of 100", s.stage, s.done, s.total)
	}
	if f := s.View(kit.Size{W: 80, H: 20}); kit.CheckSize(f.Body, kit.Size{W: 80, H: 20}) != nil {
		t.Error("the progress does not fill its place")
	}
	s.back()
	done := (<-ended).(screen.Delivery).To()
	if s.Fresh(done) {
		t.Error("the result of a stopped reading is still wanted")
	}
	if s.stage != picking {
		t.Errorf("stage %v after stopping, want the folder", s.stage)
	}
}

func TestProgressIsToldInHundredths(t *testing.T) {
	n := 0
	tell := steps(func(int64, int64) { n++ })
	for i := range int64(100_000) {
		tell(i, 100_000)
	}
	if n != 100 {
		t.Errorf("told %d times, want 100", n)
	}
}

func TestNoKeyMeansTwoThings(t *testing.T) {
	s := begin(t, endless{}, nil)
	for s.stage = picking; s.stage <= saved; s.stage++ {
		for _, fault := range keys.Conflicts(screen.Declared(s.Bindings())) {
			t.Errorf("stage %d: %s", s.stage, fault)
		}
	}
}
