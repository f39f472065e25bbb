package dump_test

import (
	"slices"
	"testing"

	"jobspor/data/crypt"
	"jobspor/data/dump"
	"jobspor/data/store"
	"jobspor/data/store/postgres/pgtest"
)

// TestFileToServerAndBack moves a whole database from a file to a PostgreSQL server and into a file again: every row,
// number, entry and earlier value is the same, opened and sealed anew on the way.
func TestFileToServerAndBack(t *testing.T) {
	pgtest.Need(t)
	server, err := pgtest.Start(false)
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	from := demoWorld(t)
	there, err := store.Open(ctx, pgtest.Address("postgres", server), store.Options{Create: true, Params: crypt.Cheap,
		Passphrase: []byte("en anden sætning")})
	if err != nil {
		t.Fatal(err)
	}
	defer there.Close()
	back := database(t, t.TempDir())
	defer back.Close()
	for _, move := range []struct{ from, to *store.Store }{{from, there}, {there, back}} {
		text := plain(t, move.from)
		if r, err := load(move.to, text, dump.Keys{}); err != nil || r.Rows() < 1000 {
			t.Fatalf("load: %d rows, %v", r.Rows(), err)
		}
		want, got := content(text), content(plain(t, move.to))
		if i := slices.IndexFunc(want, func(line string) bool { return !slices.Contains(got, line) }); i >= 0 ||
			!slices.Equal(got, want) {
			t.Fatalf("%d lines, want %d; line %d", len(got), len(want), i+1)
		}
		if found, err := move.to.Check(ctx); err != nil || len(found) > 0 {
			t.Fatalf("check: %v, %v", found, err)
		}
	}
}
