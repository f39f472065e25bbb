package paths

import (
	"testing"

	"jobspor/model"
)

func TestPlaces(t *testing.T) {
	for name, c := range map[string]struct {
		goos, home, flag          string
		env                       map[string]string
		db, backup, config, state string
	}{
		"linux": {
			goos: "linux", home: "/home/ida",
			db: "/home/ida/.local/share/jobspor/jobspor.db", backup: "/home/ida/.local/share/jobspor/backup",
			config: "/home/ida/.config/jobspor", state: "/home/ida/.local/state/jobspor",
		},
		"mac": {
			goos: "darwin", home: "/Users/ida",
			db: "/Users/ida/.local/share/jobspor/jobspor.db", backup: "/Users/ida/.local/share/jobspor/backup",
			config: "/Users/ida/.config/jobspor", state: "/Users/ida/.local/state/jobspor",
		},
		"xdg": {
			goos: "linux", home: "/home/ida",
			env: map[string]string{"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c/", "XDG_STATE_HOME": "relative"},
			db:  "/d/jobspor/jobspor.db", backup: "/d/jobspor/backup", config: "/c/jobspor",
			state: "/home/ida/.local/state/jobspor",
		},
		"named": {
			goos: "linux", home: "/home/ida",
			env: map[string]string{"JOBSPOR_DB": "/team/x.db", "JOBSPOR_BACKUP_DIR": "/safe"},
			db:  "/team/x.db", backup: "/safe", config: "/home/ida/.config/jobspor",
			state: "/home/ida/.local/state/jobspor",
		},
		"flag": {
			goos: "linux", home: "/home/ida", flag: "x.db", env: map[string]string{"JOBSPOR_DB": "/team/x.db"},
			db: "x.db", backup: "backup", config: "/home/ida/.config/jobspor", state: "/home/ida/.local/state/jobspor",
		},
		"root": {
			goos: "linux", home: "/home/ida", flag: "/x.db",
			db: "/x.db", backup: "/backup", config: "/home/ida/.config/jobspor",
			state: "/home/ida/.local/state/jobspor",
		},
		"windows": {
			goos: "windows", home: `C:\Users\ida`,
			env: map[string]string{"APPDATA": `C:\Users\ida\AppData\Roaming`, "LOCALAPPDATA": `D:\Local`},
			db:  `D:\Local\jobspor\jobspor.db`, backup: `D:\Local\jobspor\backup`,
			config: `C:\Users\ida\AppData\Roaming\jobspor`, state: `D:\Local\jobspor`,
		},
		"windows, bare": {
			goos: "windows", home: `C:\Users\ida`, env: map[string]string{"JOBSPOR_DB": `E:/data\x.db`},
			db: `E:/data\x.db`, backup: `E:/data\backup`,
			config: `C:\Users\ida\AppData\Roaming\jobspor`, state: `C:\Users\ida\AppData\Local\jobspor`,
		},
	} {
		p := New(func(k string) string { return c.env[k] }, c.goos, c.home).WithDB(c.flag)
		for what, pair := range map[string][2]string{
			"db": {p.DB(), c.db}, "backup": {p.BackupDir(), c.backup}, "config": {p.ConfigDir(), c.config},
			"state": {p.StateDir(), c.state},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %s is %q, want %q", name, what, pair[0], pair[1])
			}
		}
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWithoutAHomeSomethingMustBeNamed(t *testing.T) {
	env := map[string]string{}
	p := New(func(k string) string { return env[k] }, "linux", "")
	if err := p.Check(); model.CodeOf(err) != model.NotFound {
		t.Errorf("no home, nothing named: %v", err)
	}
	if err := p.WithDB("x.db").Check(); err != nil {
		t.Errorf("--db: %v", err)
	}
	env["XDG_DATA_HOME"] = "/d"
	if err := p.Check(); err != nil {
		t.Errorf("XDG_DATA_HOME: %v", err)
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{"/a/b.db": "/a/b.db", "/a b": "'/a b'", "/it's": `'/it'\''s'`,
		"$(rm)": "'$(rm)'"} {
		if got := quote(in); got != want {
			t.Errorf("quote(%q) = %s, want %s", in, got, want)
		}
	}
}
