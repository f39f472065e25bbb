package cli

import (
	"context"
	"runtime/debug"
)

// Build tells what the program was built from.
type Build struct {
	Version  string // of the module; of a build without one "dev" with the beginning of its commit
	Commit   string // the whole hash, "" when the build does not say
	Modified bool   // files differed from the commit
	Go       string // the toolchain, "go1.26.8"
}

// BuildOf reads what the toolchain wrote into the program; nil is a build that says nothing.
func BuildOf(info *debug.BuildInfo) Build {
	if info == nil {
		return Build{Version: "dev"}
	}
	b := Build{Version: info.Main.Version, Go: info.GoVersion}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	if b.Version == "" || b.Version == "(devel)" {
		b.Version = "dev"
		if len(b.Commit) >= 12 {
			b.Version += "-" + b.Commit[:12]
		}
	}
	return b
}

func versionCommand() command {
	return command{
		name: "version", args: exactly(0), offline: printVersion,
		json: []string{"version", "commit", "go", "modified", "json"},
	}
}

// printVersion prints what the program was built from.
func printVersion(_ context.Context, r *root, _ []string) error {
	b := r.env.Build
	commit := cell{b.Commit, b.Commit, b.Commit}
	if b.Commit == "" {
		commit.shown = r.T("cli.version.unknown")
	}
	if b.Modified {
		commit.shown += " " + r.T("cli.version.modified")
		commit.raw += " modified"
	}
	return r.out.facts([]fact{
		{"version", r.T("cli.col.version"), text(b.Version)},
		{"commit", r.T("cli.col.commit"), commit},
		{"go", "Go", text(b.Go)},
	}, member{"modified", b.Modified}, member{"json", jsonVersion})
}
