// Package paths says where jobspor stores its files, and whether only their owner can read them.
//
// It promises: the paths depend only on the arguments of New (no global environment is read); a path that the user
// names has priority; and looking a path up creates nothing.
package paths

import (
	"strings"

	"jobspor/model"
)

// Places are the folders and files of one person on one machine.
type Places struct {
	getenv func(string) string
	goos   string
	home   string
	db     string
}

// New takes the environment (os.Getenv), the system (runtime.GOOS) and the home folder (os.UserHomeDir).
func New(getenv func(string) string, goos, home string) *Places {
	return &Places{getenv: getenv, goos: goos, home: home}
}

// WithDB returns the same places with the database path of --db; "" changes nothing.
func (p *Places) WithDB(path string) *Places {
	q := *p
	if path != "" {
		q.db = path
	}
	return &q
}

// DB is the database file: what --db names, else JOBSPOR_DB, else jobspor.db in the data folder. The data folder is
// $XDG_DATA_HOME/jobspor or ~/.local/share/jobspor on Linux and macOS. On Windows it is %LocalAppData%\jobspor: the
// roaming %AppData% may be copied or lie on a network share, where SQLite's write-ahead log does not work.
func (p *Places) DB() string {
	if p.db != "" {
		return p.db
	}
	if v := p.getenv("JOBSPOR_DB"); v != "" {
		return v
	}
	if p.goos == "windows" {
		return p.join(p.base("LOCALAPPDATA", "AppData", "Local"), "jobspor.db")
	}
	return p.join(p.base("XDG_DATA_HOME", ".local", "share"), "jobspor.db")
}

// BackupDir is where backups go: JOBSPOR_BACKUP_DIR, else the folder "backup" beside the database.
func (p *Places) BackupDir() string {
	if v := p.getenv("JOBSPOR_BACKUP_DIR"); v != "" {
		return v
	}
	db := p.DB()
	seps := "/"
	if p.goos == "windows" {
		seps = `/\`
	}
	i := strings.LastIndexAny(db, seps)
	return p.join(db[:i+1], "backup")
}

// ConfigDir is the folder of settings that users edit: $XDG_CONFIG_HOME/jobspor or ~/.config/jobspor; %AppData%\jobspor
// on Windows.
func (p *Places) ConfigDir() string {
	if p.goos == "windows" {
		return p.base("APPDATA", "AppData", "Roaming")
	}
	return p.base("XDG_CONFIG_HOME", ".config")
}

// StateDir is the folder of files that can be deleted without loss, such as the program's log: $XDG_STATE_HOME/jobspor
// or ~/.local/state/jobspor; %LocalAppData%\jobspor on Windows.
func (p *Places) StateDir() string {
	if p.goos == "windows" {
		return p.base("LOCALAPPDATA", "AppData", "Local")
	}
	return p.base("XDG_STATE_HOME", ".local", "state")
}

// Check returns an error when neither the environment nor a home folder tells where the database should be.
func (p *Places) Check() error {
	if db := p.DB(); p.home == "" && !p.absolute(db) && p.db == "" && p.getenv("JOBSPOR_DB") == "" {
		return model.NewError(model.NotFound, "err.paths.home", nil)
	}
	return nil
}

// base returns jobspor's folder in the folder that a variable names, or below home. A relative value is
// ignored, as the XDG base directory specification says.
func (p *Places) base(variable string, below ...string) string {
	if v := p.getenv(variable); p.absolute(v) {
		return p.join(v, "jobspor")
	}
	return p.join(append(append([]string{p.home}, below...), "jobspor")...)
}

func (p *Places) absolute(s string) bool {
	if p.goos == "windows" {
		return strings.HasPrefix(s, `\\`) || (len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/'))
	}
	return strings.HasPrefix(s, "/")
}

// join joins a path in the manner of p's system, which in tests may differ from the one they run on.
func (p *Places) join(parts ...string) string {
	sep := "/"
	if p.goos == "windows" {
		sep = `\`
	}
	var b strings.Builder
	for _, part := range parts {
		if b.Len() > 0 && !strings.HasSuffix(b.String(), sep) && !strings.HasSuffix(b.String(), "/") {
			b.WriteString(sep)
		}
		b.WriteString(part)
	}
	return b.String()
}

// quote makes a path safe to paste after a command.
func quote(path string) string {
	if strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@%:,=") == "" {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
