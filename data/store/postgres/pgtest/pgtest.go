// Package pgtest runs PostgreSQL servers for tests, in folders of their own and on loopback addresses: alone, or as a
// primary with a standby that has every change before it counts as committed.
package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Variable is the environment variable that lets tests use PostgreSQL: "start" runs servers, an address uses one.
const Variable = "JOBSPOR_TEST_POSTGRES"

// Missing is why no server can be started here, "" when it can.
func Missing() string {
	if _, err := tool("initdb"); err != nil {
		return "PostgreSQL is not installed (Debian: postgresql)"
	}
	return ""
}

// Need lets a test wait where it was not asked to use PostgreSQL, and says why.
func Need(t testing.TB) {
	t.Helper()
	if os.Getenv(Variable) == "" {
		t.Skip("waits for a PostgreSQL server: .ci/postgres runs it")
	}
	if why := Missing(); why != "" {
		t.Fatal(why)
	}
}

// tool finds a program of PostgreSQL, also where Debian keeps those of a server.
func tool(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return "", exec.ErrNotFound
	}
	return slices.Max(found), nil
}

// Server is one server.
type Server struct {
	Port int
	dir  string
	log  *bytes.Buffer
	run  *exec.Cmd
}

var folders atomic.Int64

// Start makes and starts a server. Durable servers write to the disk before they say so; others are faster.
func Start(durable bool) (*Server, error) {
	s, err := prepare()
	if err != nil {
		return nil, err
	}
	err = s.tool("initdb", "-D", s.data(), "-A", "trust", "-U", "jobspor", "-E", "UTF8", "--locale=C.UTF-8", "-N")
	if err == nil {
		err = s.configure(map[string]string{"fsync": onOff(durable), "full_page_writes": onOff(durable),
			"wal_level": "replica", "max_connections": "200", "hot_standby": "on", "archive_mode": "on",
			"archive_command": "true"})
	}
	if err == nil {
		err = s.start()
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func onOff(on bool) string { return map[bool]string{true: "on", false: "off"}[on] }

// prepare makes a folder that the server's user may use.
func prepare() (*Server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	s := &Server{Port: port, dir: dir, log: &bytes.Buffer{}}
	return s, own(dir)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// tool runs a program of PostgreSQL to its end.
func (s *Server) tool(name string, args ...string) error {
	path, err := tool(name)
	if err != nil {
		return err
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = s.dir
	asServer(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// configure adds settings, which hold from the next start.
func (s *Server) configure(settings map[string]string) error {
	f, err := os.OpenFile(filepath.Join(s.data(), "postgresql.auto.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	for key, value := range settings {
		fmt.Fprintf(f, "%s = '%s'\n", key, value)
	}
	return f.Close()
}

// start runs the server and waits until it answers.
func (s *Server) start() error {
	path, err := tool("postgres")
	if err != nil {
		return err
	}
	s.run = exec.Command(path, "-D", s.data(), "-p", strconv.Itoa(s.Port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories="+s.dir)
	s.run.Dir, s.run.Stdout, s.run.Stderr = s.dir, s.log, s.log
	asServer(s.run)
	if err := s.run.Start(); err != nil {
		return err
	}
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		if s.tool("pg_isready", "-q", "-h", s.dir, "-p", strconv.Itoa(s.Port), "-U", "jobspor") == nil {
			return nil
		}
	}
	return errors.New("the server does not answer")
}

// Address is the address of a database of one or more servers, in the order in which they are asked.
func Address(database string, servers ...*Server) string {
	var hosts []string
	for _, s := range servers {
		hosts = append(hosts, "127.0.0.1:"+strconv.Itoa(s.Port))
	}
	return "postgres://jobspor@" + strings.Join(hosts, ",") + "/" + database + "?sslmode=disable"
}

// SQL runs a statement on the server.
func (s *Server) SQL(statement string) error {
	return s.tool("psql", "-q", "-h", s.dir, "-p", strconv.Itoa(s.Port), "-U", "jobspor", "-d", "postgres",
		"-v", "ON_ERROR_STOP=1", "-c", statement)
}

// Standby makes a standby of the server. From then on the server takes a change for committed when the standby has it.
func (s *Server) Standby() (*Server, error) {
	b, err := prepare()
	if err != nil {
		return nil, err
	}
	name := "standby" + strconv.FormatInt(folders.Add(1), 10)
	from := fmt.Sprintf("host=%s port=%d user=jobspor application_name=%s", s.dir, s.Port, name)
	err = b.copyOf(from, "standby.signal")
	if err == nil {
		err = b.configure(map[string]string{"primary_conninfo": from, "synchronous_standby_names": ""})
	}
	if err == nil {
		err = b.start()
	}
	if err == nil {
		err = s.WaitFor(name)
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// copyOf fills the folder with a base backup of another server, and marks what it starts as.
func (s *Server) copyOf(from, signal string) error {
	err := s.tool("pg_basebackup", "-D", s.data(), "-d", from, "-X", "stream", "-c", "fast", "-N")
	if err != nil {
		return err
	}
	mark := filepath.Join(s.data(), signal)
	return errors.Join(os.WriteFile(mark, nil, 0o600), own(mark))
}

// Backup takes a base backup of the server, and has it archive its log of writes from then on.
func (s *Server) Backup() (*Server, error) {
	b, err := prepare()
	if err != nil {
		return nil, err
	}
	archive := filepath.Join(b.dir, "archive")
	err = errors.Join(os.Mkdir(archive, 0o700), own(archive),
		s.SQL("ALTER SYSTEM SET archive_command = 'cp %p "+archive+"/%f'"), s.SQL("SELECT pg_reload_conf()"))
	if err == nil {
		err = b.copyOf(fmt.Sprintf("host=%s port=%d user=jobspor", s.dir, s.Port), "recovery.signal")
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// Restore starts a backup with what was archived since, see Archived.
func (s *Server) Restore() error {
	archive := filepath.Join(s.dir, "archive")
	err := s.configure(map[string]string{"restore_command": "cp " + archive + "/%f %p", "archive_mode": "off",
		"recovery_target_action": "promote"})
	if err == nil {
		err = s.start()
	}
	return err
}

// Archived waits until the server has archived its log of writes so far.
func (s *Server) Archived() error {
	return s.SQL(`DO $$ DECLARE last text := pg_walfile_name(pg_switch_wal()); BEGIN
		FOR i IN 1..300 LOOP
			PERFORM pg_stat_clear_snapshot();
			EXIT WHEN (SELECT last_archived_wal >= last FROM pg_stat_archiver);
			PERFORM pg_sleep(0.1);
		END LOOP; END $$`)
}

// WaitFor lets the server wait for a standby of that name with every commit; "" for none.
func (s *Server) WaitFor(name string) error {
	return errors.Join(s.SQL("ALTER SYSTEM SET synchronous_standby_names = '"+name+"'"),
		s.SQL("SELECT pg_reload_conf()"))
}

// Kill kills the server with all its processes, as a power cut does.
func (s *Server) Kill() error {
	err := killGroup(s.run)
	_ = s.run.Wait()
	return err
}

// Promote makes a standby the primary.
func (s *Server) Promote() error {
	return s.tool("pg_ctl", "promote", "-D", s.data(), "-w", "-t", "30")
}

// Log is what the server said.
func (s *Server) Log() string { return s.log.String() }

// Close ends the server and removes its folder.
func (s *Server) Close() error {
	if s.run != nil && s.run.ProcessState == nil {
		_ = s.Kill()
	}
	return os.RemoveAll(s.dir)
}
