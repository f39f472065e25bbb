package selftest

import (
	"context"
	"fmt"
	"os/exec"
	"strings"

	"jobspor/model"
)

// dailyCommands are what the program does on a day without a register that is set up.
var dailyCommands = []string{
	"version", "help", "company list", "company show|Firma 3", "company add|--set|name=Nyt sted", "citizen list",
	"citizen show|B-0002|--yes", "goal add|B-0002|pedel", "match|B-0002", "search|firma", "today", "calendar", "log",
	"figures", "rules list", "programme list", "mail list", "export companies", "citizen dossier|B-0002|-o|%dir/d.pdf",
	"backup", "backup --list", "audit verify", "undo", "config list", "occupation link|--top|3", "man", "demo|--as|MK",
	"init|--db|%dir/other.db",
}

// offline runs the program's daily commands and counts the sockets that it asks for; it gets none.
func offline(ctx context.Context, t *trial) error {
	p, err := t.world(ctx, "offline")
	if err != nil {
		return err
	}
	sockets := 0
	for _, line := range dailyCommands {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		n, got, err := p.sockets(ctx, words(line, p.dir)...)
		if err == errNotPermitted {
			t.NotRun = append(t.NotRun, notWatched)
			return nil
		}
		if err != nil {
			return err
		}
		t.Runs++
		if sockets += n; n > 0 {
			t.fault("%s asks for %d sockets", line, n)
		}
		if got.status != 0 {
			t.fault("%s ends with status %d: %s", line, got.status, lastLine(got.err))
		}
	}
	t.Counts = model.Args{"n": sockets, "of": t.Runs}
	return nil
}

// words are the arguments of a line: words between spaces up to the first bar, then between bars.
func words(line, dir string) []string {
	first, rest, more := strings.Cut(line, "|")
	out := strings.Fields(first)
	if more {
		out = append(out, strings.Split(strings.ReplaceAll(rest, "%dir", dir), "|")...)
	}
	return out
}

// sockets runs the program and counts the sockets that it asks for.
func (p *program) sockets(ctx context.Context, args ...string) (n int, got said, err error) {
	got, err = p.ran(p.command(ctx, args...), func(cmd *exec.Cmd) error {
		return p.watch(cmd, func(c call) answer {
			if c.kind() != "socket" {
				return answer{}
			}
			n++
			return answer{fails: notAllowed}
		})
	})
	if err != nil && err != errNotPermitted {
		err = fmt.Errorf("%s: %w", args[0], err)
	}
	return n, got, err
}
