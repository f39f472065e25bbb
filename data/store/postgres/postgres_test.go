package postgres

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"jobspor/model"
)

// TestAddresses: what is refused, and that no password stands in what is said.
func TestAddresses(t *testing.T) {
	for _, name := range []string{"PGPASSWORD", "PGSSLMODE", "PGHOST", "PGSSLROOTCERT", "PGSERVICE"} {
		t.Setenv(name, "")
	}
	for address, want := range map[string]string{
		"postgres://jobspor@127.0.0.1/jobspor":                             "",
		"postgres://jobspor@localhost:5433/jobspor?sslmode=disable":        "",
		"postgres://jobspor@[::1]/jobspor":                                 "",
		"postgres:///jobspor?host=/var/run/postgresql":                     "",
		"postgresql://jobspor@db1,db2/jobspor?sslmode=verify-full":         "",
		"postgres://jobspor:hemmelig@127.0.0.1/jobspor":                    "err.postgres.password",
		"postgres://jobspor@127.0.0.1/jobspor?password=hemmelig":           "err.postgres.password",
		"postgres://jobspor@db1/jobspor":                                   "err.postgres.tls",
		"postgres://jobspor@db1/jobspor?sslmode=disable":                   "err.postgres.tls",
		"postgres://jobspor@db1/jobspor?sslmode=require":                   "err.postgres.tls",
		"postgres://jobspor@db1/jobspor?sslmode=prefer":                    "err.postgres.tls",
		"postgres://jobspor@127.0.0.1,db2/jobspor?sslmode=disable":         "err.postgres.tls",
		"postgres://jobspor@127.0.0.1/jobspor?sslmode=hemmelig":            "err.postgres.address",
		"postgres://jobspor:hemmelig@[::1/jobspor":                         "err.postgres.address",
		"postgres://jobspor@db1/jobspor?sslmode=verify-ca&sslrootcert=/no": "err.postgres.address",
	} {
		_, err := Parse(address)
		var e *model.Error
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", address, err)
		case want != "" && (!errors.As(err, &e) || e.Key != want):
			t.Errorf("%s: %v, want %s", address, err, want)
		case err != nil && strings.Contains(fmt.Sprint(err, errors.Unwrap(err)), "hemmelig"):
			t.Errorf("%s: %v says the password", address, err)
		}
	}
}

func TestTranslate(t *testing.T) {
	for query, want := range map[string]string{
		`SELECT "a?" FROM "t" WHERE "b" = ? AND "c" = '?'`: `SELECT "a?" FROM "t" WHERE "b" = $1 AND "c" = '?'`,
		`SELECT ?1 WHERE ?2 = ?1`:                          `SELECT $1 WHERE $2 = $1`,
		`"id" IN (SELECT "value" FROM json_each(?))`: `"id" IN (SELECT "value" FROM ` +
			`jsonb_array_elements_text(CAST($1 AS jsonb)) AS "each"("value"))`,
		`SELECT 1 FROM json_each(?) AS "j" JOIN "t" ON "j"."value" ->> 0 = "a"`: `SELECT 1 FROM ` +
			`jsonb_array_elements_text(CAST($1 AS jsonb)) AS "j"("value") JOIN "t" ON CAST("j"."value" AS jsonb) ->> 0 = "a"`,
		`INSERT OR FAIL INTO "t" VALUES (?)`: `INSERT INTO "t" VALUES ($1)`,
	} {
		for range 2 { // the second time it is known
			if got := Translate(query); got != want {
				t.Errorf("%s:\ngot  %s\nwant %s", query, got, want)
			}
		}
	}
}

func TestSchema(t *testing.T) {
	got := strings.Join(Schema(Split(`-- A comment.
CREATE TABLE "goals" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"rank" INTEGER, -- that stays
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "goals.citizen" ON "goals" ("citizen");
ALTER TABLE "goals" ADD COLUMN "note" TEXT;
`)), "\n")
	want := `CREATE TABLE "goals" (
	"id" TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	"rank" BIGINT, -- that stays
	"citizen" TEXT COLLATE "C",
	"sealed" BYTEA NOT NULL
)
ALTER TABLE "goals" ADD COLUMN "note" TEXT COLLATE "C"
CREATE INDEX "goals.citizen" ON "goals" ("citizen")
ALTER TABLE "goals" ADD FOREIGN KEY ("citizen") REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestErrorsQuoteNothing: what the server says may quote rows; what is shown does not.
func TestErrorsQuoteNothing(t *testing.T) {
	for code, want := range map[string]string{
		"23505": "err.store.conflict", "28P01": "err.postgres.login", "57P01": "err.postgres.lost",
		"53300": "err.postgres.busy", "53100": "err.postgres.full", "42703": "err.store.fault", "": "err.store.fault",
	} {
		e := Explain("x", fmt.Errorf("write: %w", &pgconn.PgError{Code: code, Message: `Key (name)=(Anna Holm) exists`}))
		if e == nil || e.Key != want || strings.Contains(fmt.Sprint(e, e.Unwrap()), "Anna") {
			t.Errorf("%s: %v, want %s", code, e, want)
		}
	}
	if e := Explain("x", io.ErrUnexpectedEOF); e == nil || e.Key != "err.postgres.lost" {
		t.Errorf("a cut connection: %v", e)
	}
	if e := Explain("x", errors.New("other")); e != nil {
		t.Errorf("another error: %v", e)
	}
	if Lost(&pgconn.PgError{}) {
		t.Error("an error without a code is taken for a lost connection")
	}
	if Lost(model.NewError(model.Busy, "err.postgres.unknown", nil).WithCause(io.EOF)) {
		t.Error("a change that may be there is written again")
	}
}
