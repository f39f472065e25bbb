package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/store/postgres/pgtest"
	"jobspor/model"
	"jobspor/model/schema"
)

// often is how often, or for how many seconds, a test does something: a few times, unless the environment says more.
func often(t *testing.T, variable string, few int) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv(variable))
	if err != nil {
		return few
	}
	return n
}

// atServer opens a new sealed database of a server, or one that is there.
func atServer(t *testing.T, address string, create bool) *Store {
	t.Helper()
	return openAt(t, address, Options{Create: create, Passphrase: pass, Params: crypt.Cheap})
}

func startServer(t *testing.T) *pgtest.Server {
	t.Helper()
	pgtest.Need(t)
	s, err := pgtest.Start(false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func standbyOf(t *testing.T, s *pgtest.Server) *pgtest.Server {
	t.Helper()
	b, err := s.Standby()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// TestPromotionLosesNothing kills the primary again and again while four programs write, and makes its standby the
// primary: they go on by themselves, and every change that was acknowledged is there once and whole.
func TestPromotionLosesNothing(t *testing.T) {
	primary := startServer(t)
	atServer(t, pgtest.Address("postgres", primary), true).Close()
	acknowledged := map[string]bool{}
	for round := range often(t, "JOBSPOR_TEST_KILLS", 1) {
		standby := standbyOf(t, primary)
		address := pgtest.Address("postgres", primary, standby)
		ctx, stop := context.WithCancel(t.Context())
		var mu sync.Mutex
		var wg sync.WaitGroup
		var since atomic.Int64 // acknowledged after the promotion
		promoted := atomic.Bool{}
		for writer := range 4 {
			s := atServer(t, address, false)
			wg.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					name := fmt.Sprintf("%d-%d-%d", round, writer, i)
					_, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test",
						Changes: []model.Change{model.Add(&model.Company{Name: name}),
							model.Add(&model.Citizen{FirstName: name, LastName: "Test"})}})
					if err != nil {
						if ctx.Err() == nil {
							t.Errorf("%s: %v", name, err)
						}
						continue
					}
					mu.Lock()
					acknowledged[name] = true
					mu.Unlock()
					if promoted.Load() {
						since.Add(1)
					}
				}
			})
		}
		time.Sleep(time.Duration(300+rand.IntN(1200)) * time.Millisecond)
		if err := errors.Join(primary.Kill(), standby.Promote(), standby.WaitFor("")); err != nil {
			t.Fatal(err)
		}
		promoted.Store(true)
		for until := time.Now().Add(time.Minute); since.Load() < 20 && time.Now().Before(until); {
			time.Sleep(20 * time.Millisecond)
		}
		stop()
		wg.Wait()
		if since.Load() < 20 {
			t.Fatalf("round %d: %d changes after the promotion\n%s", round, since.Load(), standby.Log())
		}
		primary = standby
	}
	s := atServer(t, pgtest.Address("postgres", primary), false)
	times := map[string]int{}
	for _, c := range all[model.Company](t, s, schema.Query{}) {
		times[c.Name]++
	}
	for _, c := range all[model.Citizen](t, s, schema.Query{}) {
		times[c.FirstName]++
	}
	for name, n := range times {
		if n != 2 {
			t.Errorf("%s: %d rows, want 2", name, n)
		}
	}
	for name := range acknowledged {
		if times[name] == 0 {
			t.Errorf("%s was acknowledged and is lost", name)
		}
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
	t.Logf("%d changes acknowledged, %d there", len(acknowledged), len(times))
}

// firstOnServer is the migration that a database on a server began with.
const firstOnServer = 24

// TestABaseBackupIsRestored: what the server's own backup and archive hold is the database as it was, whole and sealed.
func TestABaseBackupIsRestored(t *testing.T) {
	server := startServer(t)
	address := pgtest.Address("postgres", server)
	s := atServer(t, address, true)
	apply(t, s, model.Add(&model.Company{Name: "Før"}))
	backup, err := server.Backup()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { backup.Close() })
	apply(t, s, model.Add(&model.Citizen{FirstName: "Anja", LastName: "Holm"}))
	last := apply(t, s, model.Add(&model.Company{Name: "Efter"}))
	if err := server.Archived(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := errors.Join(server.Kill(), backup.Restore()); err != nil {
		t.Fatalf("%v\n%s", err, backup.Log())
	}
	s = atServer(t, pgtest.Address("postgres", backup), false)
	citizens := all[model.Citizen](t, s, schema.Query{})
	if len(citizens) != 1 || citizens[0].LastName != "Holm" || len(all[model.Company](t, s, schema.Query{})) != 2 {
		t.Errorf("citizens %d", len(citizens))
	}
	if found := verified(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	if got := apply(t, s, model.Add(&model.Company{Name: "Igen"})); got.Seq != last.Seq+1 {
		t.Errorf("it goes on with entry %d after %d", got.Seq, last.Seq)
	}
}

// TestLaterMigrationsRunOnAServer: a database of each earlier version becomes what a new one is.
func TestLaterMigrationsRunOnAServer(t *testing.T) {
	server := startServer(t)
	ctx := t.Context()
	describe := func(database string) (out []string) {
		db := handOf(t, pgtest.Address(database, server))
		defer db.Close()
		rows, err := db.Query(`SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
			FROM information_schema.columns WHERE table_schema = 'public'
			UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
			UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
			WHERE connamespace = 'public'::regnamespace ORDER BY 1`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
		return out
	}
	atServer(t, pgtest.Address("postgres", server), true).Close()
	want := describe("postgres")
	for n := firstOnServer; n <= Schema(); n++ {
		name := fmt.Sprintf("older%d", n)
		if err := server.SQL("CREATE DATABASE " + name); err != nil {
			t.Fatal(err)
		}
		address := pgtest.Address(name, server)
		s, err := openWith(ctx, address, Options{Create: true, Passphrase: pass, Params: crypt.Cheap}, migrations()[:n])
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		s = atServer(t, address, false)
		if found, err := s.Check(ctx); err != nil || len(found) > 0 {
			t.Errorf("from %d: %v, %v", n, found, err)
		}
		if got := describe(name); !slices.Equal(got, want) {
			t.Errorf("from %d: %d columns, indexes and rules, want %d", n, len(got), len(want))
		}
	}
}

// all lists the rows of one type.
func all[T any](t *testing.T, s *Store, q schema.Query) []*T {
	t.Helper()
	list, err := All[T](t.Context(), s, q)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// cutter is the way to a server, which it cuts at a commit: before the server hears of it, or before it can answer.
type cutter struct {
	to     string
	before atomic.Bool
	armed  atomic.Bool
	cuts   atomic.Int32
}

func (c *cutter) serve(l net.Listener) {
	for {
		from, err := l.Accept()
		if err != nil {
			return
		}
		go c.carry(from)
	}
}

func (c *cutter) carry(from net.Conn) {
	defer from.Close()
	to, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	defer to.Close()
	go io.Copy(from, to)
	buffer := make([]byte, 1<<16)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		cut := bytes.Contains(bytes.ToLower(buffer[:n]), []byte("commit\x00")) && c.armed.CompareAndSwap(true, false)
		if cut {
			c.cuts.Add(1)
			if c.before.Load() {
				return
			}
			from.Close() // the answer finds nobody
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
		if cut {
			time.Sleep(50 * time.Millisecond)
			return
		}
	}
}

// TestACommitWithoutAnAnswer cuts the connection at the commit: the change is there once, and its writer is told so.
func TestACommitWithoutAnAnswer(t *testing.T) {
	server := startServer(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c := &cutter{to: fmt.Sprintf("127.0.0.1:%d", server.Port)}
	go c.serve(l)
	atServer(t, pgtest.Address("postgres", server), true).Close()
	s := atServer(t, pgtest.Address("postgres", &pgtest.Server{Port: l.Addr().(*net.TCPAddr).Port}), false)
	const cuts = 6
	for i := range cuts {
		c.before.Store(i%2 == 0)
		c.armed.Store(true)
		got := apply(t, s, model.Add(&model.Company{Name: strconv.Itoa(i)}))
		if got.Seq == 0 || c.armed.Load() {
			t.Fatalf("cut %d: entry %d", i, got.Seq)
		}
	}
	if n := len(all[model.Company](t, s, schema.Query{})); n != cuts || c.cuts.Load() != cuts {
		t.Errorf("%d rows after %d cuts, want %d", n, c.cuts.Load(), cuts)
	}
	log, err := s.Log(t.Context(), schema.LogQuery{})
	if err != nil || len(log) != cuts {
		t.Errorf("%d entries, want %d (%v)", len(log), cuts, err)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
}

// TestLostConnectionsAreTriedAgain ends every connection again and again while somebody undoes, erases, changes the
// passphrase, drafts and looks: nothing of it fails, and each thing is done once.
func TestLostConnectionsAreTriedAgain(t *testing.T) {
	server := startServer(t)
	ctx := t.Context()
	s := atServer(t, pgtest.Address("postgres", server), true)
	other := handOf(t, pgtest.Address("postgres", server))
	defer other.Close()
	stop := make(chan struct{})
	var wg sync.WaitGroup
	var ended atomic.Int64
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Duration(rand.IntN(200)) * time.Millisecond):
			}
			var n int64
			_ = other.QueryRow(`SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) x`).Scan(&n)
			ended.Add(n)
		}
	})
	get := func(typ, id string) (e model.Entity) { // who reads is told, and asks again
		t.Helper()
		var err error
		for range 20 {
			if e, err = s.Get(ctx, typ, id); model.CodeOf(err) != model.Busy {
				break
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	c := &model.Company{Name: "A"}
	apply(t, s, model.Add(c))
	entries := 1
	const rounds = 8
	for i := range rounds {
		edited := *c
		edited.Name = strconv.Itoa(i)
		b := &model.Citizen{FirstName: "Anna", LastName: "Test"}
		got := apply(t, s, model.Edit(c, &edited), model.Add(b))
		if _, err := s.Undo(ctx, "k1", got.Seq); err != nil {
			t.Fatalf("undo: %v", err)
		}
		if _, err := s.Redo(ctx, "k1"); err != nil {
			t.Fatalf("redo: %v", err)
		}
		erased, err := s.Erase(ctx, model.Erasure{Actor: "k1", Action: "erase",
			Changes: []model.Change{model.Remove(get("citizen", b.ID))}})
		if err != nil || erased.Rows["citizen"] != 1 {
			t.Fatalf("erase: %v %v", erased, err)
		}
		if err := s.PutDraft(ctx, "k1", "note", "", map[string]string{"text": strconv.Itoa(i)}); err != nil {
			t.Fatalf("draft: %v", err)
		}
		if err := s.Viewed(ctx, "k1", "show", nil, "company", c.ID); err != nil {
			t.Fatalf("view: %v", err)
		}
		entries += 5
		if i%4 == 0 {
			if err := s.Rekey(ctx, "k1", pass, []byte("hest på altanen i regn")); err != nil {
				t.Fatalf("new passphrase: %v", err)
			}
			if err := s.Rekey(ctx, "k1", []byte("hest på altanen i regn"), pass); err != nil {
				t.Fatalf("passphrase: %v", err)
			}
			entries += 2
		}
		c = get("company", c.ID).(*model.Company)
	}
	close(stop)
	wg.Wait()
	if ended.Load() < 5 {
		t.Errorf("only %d connections were ended", ended.Load())
	}
	log, err := s.Log(ctx, schema.LogQuery{})
	if err != nil || len(log) != entries {
		t.Errorf("%d entries, want %d (%v)", len(log), entries, err)
	}
	if n := len(all[model.Citizen](t, s, schema.Query{})); n != 0 || c.Name != strconv.Itoa(rounds-1) {
		t.Errorf("%d citizens, the company is %q", n, c.Name)
	}
	if found := verified(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

// TestServersMissNoChange: three programs on one database, sixteen who write, half of them to the same row. Each
// program hears of every change, and nobody overwrites what somebody else wrote meanwhile.
func TestServersMissNoChange(t *testing.T) {
	server := startServer(t)
	address := pgtest.Address("postgres", server)
	first := atServer(t, address, true)
	shared := &model.Company{Name: "0"}
	apply(t, first, model.Add(shared))
	from, err := first.LogEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var stores []*Store
	heard := make([]map[int64]bool, 3)
	var mu sync.Mutex
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for i := range heard {
		s := atServer(t, address, false)
		stores, heard[i] = append(stores, s), map[int64]bool{}
		s.Subscribe(func(c model.Changed) {
			mu.Lock()
			heard[i][c.Seq] = true
			mu.Unlock()
		})
		go s.Watch(ctx, time.Hour) // what it hears it is told
	}
	var wrote, conflicts atomic.Int64
	var wg sync.WaitGroup
	until := time.Now().Add(time.Duration(often(t, "JOBSPOR_TEST_SECONDS", 3)) * time.Second)
	for writer := range 16 {
		s := stores[writer%len(stores)]
		wg.Go(func() {
			for i := 0; time.Now().Before(until); i++ {
				if writer%2 == 0 {
					apply(t, s, model.Add(&model.Company{Name: fmt.Sprintf("%d-%d", writer, i)}))
					continue
				}
				before := get[model.Company](t, s, shared.ID)
				after := schema.Clone(before).(*model.Company)
				n, _ := strconv.Atoi(before.Name)
				after.Name = strconv.Itoa(n + 1)
				_, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test",
					Changes: []model.Change{model.Edit(before, after)}})
				switch {
				case err == nil:
					wrote.Add(1)
				case model.CodeOf(err) == model.Conflict:
					conflicts.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	last, err := first.LogEnd(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	complete := func() bool {
		mu.Lock()
		defer mu.Unlock()
		for _, h := range heard {
			if int64(len(h)) != last-from {
				return false
			}
		}
		return true
	}
	for wait := time.Now().Add(20 * time.Second); !complete() && time.Now().Before(wait); {
		time.Sleep(10 * time.Millisecond)
	}
	if !complete() {
		t.Errorf("heard %d, %d, %d changes of %d", len(heard[0]), len(heard[1]), len(heard[2]), last-from)
	}
	if got := get[model.Company](t, first, shared.ID).Name; got != strconv.FormatInt(wrote.Load(), 10) {
		t.Errorf("counted to %s, want %d", got, wrote.Load())
	}
	if conflicts.Load() == 0 {
		t.Error("nobody was told of a conflict")
	}
	if found, err := first.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check: %v, %v", found, err)
	}
	t.Logf("%d changes, %d conflicts told", last-from, conflicts.Load())
}

// TestWhatIsPlantedOnAServerIsRefused: what could run while the program writes, or keep what it does not know.
func TestWhatIsPlantedOnAServerIsRefused(t *testing.T) {
	server := startServer(t)
	address := pgtest.Address("postgres", server)
	atServer(t, address, true).Close()
	hand := handOf(t, address)
	defer hand.Close()
	for _, c := range []struct{ what, plant, remove string }{
		{"table extra", `CREATE TABLE "extra" ("a" TEXT)`, `DROP TABLE "extra"`},
		{"view v", `CREATE VIEW "v" AS SELECT * FROM "citizens"`, `DROP VIEW "v"`},
		{"column companies.extra TEXT", `ALTER TABLE "companies" ADD COLUMN "extra" TEXT`,
			`ALTER TABLE "companies" DROP COLUMN "extra"`},
		{"column companies.extra numeric", `ALTER TABLE "companies" ADD COLUMN "extra" NUMERIC`,
			`ALTER TABLE "companies" DROP COLUMN "extra"`},
		{"index log.extra", `CREATE INDEX "log.extra" ON "log" ("actor")`, `DROP INDEX "log.extra"`},
		{"function f", `CREATE FUNCTION "f"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`, ""},
		{"trigger t", `CREATE TRIGGER "t" BEFORE INSERT ON "log" FOR EACH ROW EXECUTE FUNCTION "f"()`,
			`DROP FUNCTION "f" CASCADE`},
		{"rule r", `CREATE RULE "r" AS ON DELETE TO "log" DO INSTEAD NOTHING`, `DROP RULE "r" ON "log"`},
		{"policy p", `CREATE POLICY "p" ON "citizens" USING (false)`, `DROP POLICY "p" ON "citizens"`},
		{"meta extra", `INSERT INTO "meta" VALUES ('extra', 'x')`, `DELETE FROM "meta" WHERE "key" = 'extra'`},
	} {
		if _, err := hand.Exec(c.plant); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		s, err := Open(t.Context(), address, Options{Passphrase: pass})
		if err == nil {
			s.Close()
		}
		var e *model.Error
		if !errors.As(err, &e) || e.Key != "err.store.planted" {
			t.Errorf("%s: %v", c.what, err)
		}
		if c.remove == "" {
			continue
		}
		if _, err := hand.Exec(c.remove); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		atServer(t, address, false).Close()
	}
	atServer(t, address, false).Close()
}
