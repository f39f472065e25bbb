package server

import (
	"context"
	"io"
	"strings"
	"testing"

	"jobspor/model"
)

// faulty is a host with a fault.
type faulty struct{ Host }

func (faulty) Serve(context.Context, Member, *Terminal) int { panic("A name that nobody may see") }

func (faulty) Say(_ Member, key string, _ model.Args) string { return key }

// TestAFaultEndsOneSession: who runs into a fault hears so, without what it was about; the others go on.
func TestAFaultEndsOneSession(t *testing.T) {
	var said strings.Builder
	s := &Server{host: faulty{}}
	term := &Terminal{In: strings.NewReader(""), Out: io.Discard, Err: &said}
	if got := s.serve(t.Context(), Member{}, term); got != 1 || said.String() != "err.panic\r\n" {
		t.Errorf("status %d, %q", got, said.String())
	}
}
