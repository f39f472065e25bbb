package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/ui/app"
	"jobspor/ui/server"
	"jobspor/ui/service"
)

// This file has what is different for a member of a team, who runs the program over a connection: which commands there
// are, where files are, and how the screens end.

// Served is the member who runs the program over a connection; nil is somebody at a terminal of their own.
type Served struct {
	team     *Database // that is open for all
	folder   string    // the member's own; set when the session has begun
	quota    int64     // of the folder, in bytes
	member   server.Member
	terminal *server.Terminal
}

// room is how many bytes still fit into the folder.
func (of *Served) room() (int64, error) {
	used, err := server.Used(os.DirFS(of.folder))
	return of.quota - used, err
}

// servedCommands are those that a member may run: with all that are below them, but for servedNot. They work on rows;
// the database as a whole, its keys, its copies and the computer are the business of who serves it.
var servedCommands = []string{"", "today", "calendar", "mail", "company", "person", "task", "opening", "commitment",
	"citizen", "goal", "consent", "contact", "shortlist", "placement", "override", "consultant", "word", "view",
	"order", "match", "callround", "search", "occupation", "trial", "agreement", "vitas", "hours", "programme",
	"progress", "plansheet", "handover", "approval", "casenote", "dossier", "figures", "committee", "export", "import",
	"batch", "undo", "redo", "log", "due", "config", "rules", "help", "version"}

// servedNot are those of them that erase for good.
var servedNot = []string{"citizen.erase", "due.erase"}

// servedFlags are options that only who serves may use.
var servedFlags = []string{"db", "as", "passphrase-file"}

// known refuses what is no command, before anything is read as one.
func (of *Served) known(args []string) error {
	if of == nil || len(args) == 0 || !strings.HasPrefix(args[0], "__") {
		return nil
	}
	return model.NewError(model.Forbidden, "err.served.command", model.Args{"value": model.Clip(args[0])})
}

// servedMay refuses a command or an option that a member may not use.
func (r *root) servedMay(cmd *cobra.Command) error {
	if r.env.Served == nil {
		return nil
	}
	at := path(cmd)
	top, _, _ := strings.Cut(at, ".")
	if !slices.Contains(servedCommands, top) || slices.Contains(servedNot, at) {
		return model.NewError(model.Forbidden, "err.served.command", model.Args{"value": strings.ReplaceAll(at, ".", " ")})
	}
	for _, name := range servedFlags {
		if f := cmd.Flags().Lookup(name); f != nil && f.Changed {
			return model.NewError(model.Forbidden, "err.served.flag", model.Args{"value": "--" + name})
		}
	}
	return nil
}

// path is where a path leads that a person named, see service.Session.Path.
func (of *Served) path(named string) (string, error) {
	if of == nil {
		return named, nil
	}
	return (&service.Session{Served: true, Folder: of.folder}).Path(named)
}

// resize passes the sizes of the window on.
func (of *Served) resize(ctx context.Context, send func(tea.Msg)) {
	for {
		select {
		case <-ctx.Done():
			return
		case size := <-of.terminal.Resized:
			send(tea.WindowSizeMsg{Width: size.W, Height: size.H})
		}
	}
}

// servedEnd says why the screens ended, where that was not the person's wish. What is half-typed was kept.
func (s *session) servedEnd(ctx context.Context, a *app.App) error {
	key := ""
	switch {
	case errors.Is(context.Cause(ctx), server.ErrStopping):
		key = "serve.stopping"
	case errors.Is(context.Cause(ctx), errShutOut):
		key = "serve.shutout"
	case ctx.Err() != nil:
		return model.NewError(model.Cancelled, "err.cli.closed", nil)
	case a.Rested():
		key = "serve.rested"
	}
	if key != "" {
		fmt.Fprintln(s.env.Out, s.T(key))
	}
	return nil
}
