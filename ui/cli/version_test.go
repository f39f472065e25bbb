package cli_test

import (
	"bytes"
	"context"
	"runtime/debug"
	"testing"
	"time"

	"jobspor/ui/cli"
)

const hash = "85c463f1f9aa2b7a3e0d5e2a4c0b6a7d8e9f0a1b"

func TestBuildOf(t *testing.T) {
	main := func(v string) debug.Module { return debug.Module{Path: "jobspor", Version: v} }
	from := []debug.BuildSetting{{Key: "vcs.revision", Value: hash}, {Key: "vcs.modified", Value: "false"}}
	changed := []debug.BuildSetting{{Key: "vcs.revision", Value: hash}, {Key: "vcs.modified", Value: "true"}}
	for _, c := range []struct {
		name string
		info *debug.BuildInfo
		want cli.Build
	}{
		{"no information", nil, cli.Build{Version: "dev"}},
		{"outside a repository", &debug.BuildInfo{GoVersion: "go1.26.8", Main: main("(devel)")},
			cli.Build{Version: "dev", Go: "go1.26.8"}},
		{"a test", &debug.BuildInfo{GoVersion: "go1.26.8"}, cli.Build{Version: "dev", Go: "go1.26.8"}},
		{"a commit", &debug.BuildInfo{GoVersion: "go1.26.8", Main: main("(devel)"), Settings: from},
			cli.Build{Version: "dev-" + hash[:12], Commit: hash, Go: "go1.26.8"}},
		{"changed files", &debug.BuildInfo{GoVersion: "go1.26.8", Main: main("v1.2.0+dirty"), Settings: changed},
			cli.Build{Version: "v1.2.0+dirty", Commit: hash, Modified: true, Go: "go1.26.8"}},
	} {
		if got := cli.BuildOf(c.info); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestVersion(t *testing.T) {
	known := cli.Build{Version: "v1.2.0", Commit: hash, Modified: true, Go: "go1.26.8"}
	for _, c := range []struct {
		name     string
		build    cli.Build
		terminal bool
		args     []string
		want     string
	}{
		{"person", known, true, []string{"--lang=en"},
			"Version  v1.2.0\nCommit   " + hash + " with changes\nGo       go1.26.8\n"},
		{"person in Danish", known, true, []string{"--lang=da"},
			"Version  v1.2.0\nCommit   " + hash + " med ændringer\nGo       go1.26.8\n"},
		{"commit not known", cli.Build{Version: "dev", Go: "go1.26.8"}, true, []string{"--lang=en"},
			"Version  dev\nCommit   not known\nGo       go1.26.8\n"},
		{"pipe", known, false, nil, "field\tvalue\nversion\tv1.2.0\ncommit\t" + hash + " modified\ngo\tgo1.26.8\n"},
		{"pipe, commit not known", cli.Build{Version: "dev"}, false, nil,
			"field\tvalue\nversion\tdev\ncommit\t\ngo\t\n"},
		{"JSON", known, true, []string{"--json"},
			`{"version":"v1.2.0","commit":"` + hash + `","go":"go1.26.8","modified":true,"json":1}` + "\n"},
	} {
		var out, stderr bytes.Buffer
		env := &cli.Env{
			Args: append([]string{"version"}, c.args...), Out: &out, Err: &stderr, Now: time.Now, Build: c.build,
			Terminal: cli.Terminal{Out: c.terminal, Width: 80}, Getenv: func(string) string { return "" },
		}
		if code := cli.Run(context.Background(), env); code != 0 || out.String() != c.want || stderr.Len() != 0 {
			t.Errorf("%s: exit %d, %q, want %q; %s", c.name, code, out.String(), c.want, stderr.String())
		}
	}
}
