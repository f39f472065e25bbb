package cli

import (
	"context"
	"errors"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/app"
	"jobspor/ui/service"
)

// This file has the plain mode of the screens: lines for a screen reader, at a terminal or through pipes.

func (r *root) plainFlag() flag { return option(&r.plain, "plain", false, "cli.flag.aloud") }

// interactive reports whether the screens can be shown: at a terminal, or as lines anywhere.
func (r *root) interactive() bool {
	return r.plain || r.env.Getenv("JOBSPOR_PLAIN") != "" || r.env.Terminal.In && r.env.Terminal.Out
}

// wantsPlain reports whether the screens are lines: the option and the environment are one person's, the setting is
// everybody's.
func (s *session) wantsPlain(ctx context.Context) (bool, error) {
	if s.plain {
		return true, nil
	}
	v := s.env.Getenv("JOBSPOR_PLAIN")
	if v != "" {
		if v == "1" {
			v = "on"
		}
		v, err := s.Service.ReadSetting(service.PlainSetting, v)
		return v == "on", err
	}
	v, _, err := s.value(ctx, service.PlainSetting)
	return v == "on", err
}

// plainTerminal lets single keys arrive, where they are typed at a terminal; restore takes that back.
func (s *session) plainTerminal() (restore func()) {
	if !s.env.Terminal.In || s.env.Terminal.Raw == nil {
		return func() {}
	}
	return s.env.Terminal.Raw()
}

// writeLines writes lines for a screen reader. A terminal that gives single keys does not begin a line by itself.
func (s *session) writeLines(lines []string) {
	end := "\n"
	if s.env.Terminal.Out {
		end = "\r\n"
	}
	for _, line := range lines {
		_, _ = io.WriteString(s.env.Out, line+end) // nobody listens any more: the program ends by its input
	}
}

// lastKeys reads keys, and tells the program when there are no more.
type lastKeys struct {
	from io.Reader
	send func(tea.Msg)
}

// endOfKeysWaits is how long the program is given to recognise the last keys.
const endOfKeysWaits = 300 * time.Millisecond

// Read gives keys; what ends a line in a pipe is Enter.
func (k *lastKeys) Read(p []byte) (int, error) {
	n, err := k.from.Read(p)
	for i := range p[:n] {
		if p[i] == '\n' {
			p[i] = '\r'
		}
	}
	if errors.Is(err, io.EOF) {
		time.AfterFunc(endOfKeysWaits, func() { k.send(app.EndOfKeys{}) })
	}
	return n, err
}
