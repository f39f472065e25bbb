package store

import (
	"context"

	"jobspor/data/store/sqlite"
)

// tamperings are ways of changing a database by hand that keep every single value well-formed. "%s" stands for the
// columns of a setting after its ID and version.
var tamperings = []struct {
	name, sql string
	want      []string // findings, as String says them
}{
	{"a row is removed", `DELETE FROM "citizens" WHERE "id" = 'citizen1'`, []string{"row.missing citizen citizen1"}},
	{"a row and its history are removed", `DELETE FROM "citizens" WHERE "id" = 'citizen1';
		DELETE FROM "log_rows" WHERE "row_id" = 'citizen1'`, []string{"rows.differ citizen", "log.altered 1"}},
	{"a row comes from nowhere", `INSERT INTO "settings" ("id", "version") VALUES ('x', 1)`,
		[]string{"row.added setting x"}},
	{"a row is copied with its digest", `INSERT INTO "settings" ("id", "version", %s) SELECT 'y', "version", %s
		FROM "settings" WHERE "id" = 'setting1'`, []string{"row.added setting y"}},
	{"two rows change their names", `UPDATE "settings" SET "id" = 'z' WHERE "id" = 'setting1';
		UPDATE "settings" SET "id" = 'setting1' WHERE "id" = 'setting2';
		UPDATE "settings" SET "id" = 'setting2' WHERE "id" = 'z'`,
		[]string{"row.altered setting setting1", "row.altered setting setting2"}},
	{"the entries of a day go", `DELETE FROM "log_rows" WHERE "seq" = 2; DELETE FROM "log" WHERE "seq" = 2`,
		[]string{"log.missing 2"}},
	{"an entry in the middle goes", `DELETE FROM "log_rows" WHERE "seq" = 1; DELETE FROM "log" WHERE "seq" = 1`,
		[]string{"log.removed 1"}},
	{"an entry goes and its lines stay", `PRAGMA foreign_keys = off; DELETE FROM "log" WHERE "seq" = 1`,
		[]string{"log.removed 1", "log.orphan 1"}},
	{"an entry is another's", `UPDATE "log" SET "actor" = 'k2' WHERE "seq" = 2`, []string{"log.altered 2"}},
	{"an entry is of another day", `UPDATE "log" SET "at" = '2020-01-01T00:00:00.000Z' WHERE "seq" = 2`,
		[]string{"log.altered 2"}},
	{"an entry says another thing", `UPDATE "log" SET "action" = 'other' WHERE "seq" = 1`, []string{"log.altered 1"}},
	{"arguments are exchanged", `UPDATE "log" SET "args" = '{"ref": "B-0002"}' WHERE "seq" = 1`,
		[]string{"log.altered 1"}},
	{"a line goes", `DELETE FROM "log_rows" WHERE "seq" = 2 AND "n" = 3`, []string{"log.altered 2"}},
	{"a line comes",
		`INSERT INTO "log_rows" ("type", "row_id", "seq", "n", "op") VALUES ('company', 'z', 2, 900, 'add')`,
		[]string{"log.altered 2"}},
	{"a line is another row's", `UPDATE "log_rows" SET "row_id" = 'z' WHERE "seq" = 1 AND "n" = 0`,
		[]string{"log.altered 1"}},
	{"an earlier value is broken", `UPDATE "log_rows" SET "before" = zeroblob(80) WHERE "type" = 'citizen' AND "seq" = 2
		AND "op" = 'edit'`, []string{"log.altered 2"}},
	{"an entry counts as undone", `UPDATE "log" SET "undone_by" = 2 WHERE "seq" = 1`, []string{"log.undo 1"}},
	{"a number is given again", `INSERT INTO "numbers" ("type", "last") VALUES ('citizen', 0)`, []string{"numbers"}},
	{"the wrapped key is exchanged", `UPDATE "meta" SET "value" = '{}' WHERE "key" = 'key'`, []string{"key.altered"}},
	{"a draft is broken", `INSERT INTO "drafts" VALUES ('k1', 'note', '', '2026-11-26T00:00:00.000Z', zeroblob(60))`,
		[]string{"draft.altered note"}},
	{"a draft goes", `DELETE FROM "drafts"`, []string{"drafts"}},
	{"a draft is of another day", `UPDATE "drafts" SET "at" = '2020-01-01T00:00:00.000Z'`, []string{"drafts"}},
	{"the head goes", `DELETE FROM "meta" WHERE "key" = 'head'`, []string{"head.missing"}},
	{"the day it was made goes", `DELETE FROM "meta" WHERE "key" = 'made_at'`, []string{"facts"}},
	{"it was made on another day", `UPDATE "meta" SET "value" = '2020-01-01T00:00:00.000Z' WHERE "key" = 'made_at'`,
		[]string{"facts"}},
	{"a key of the digests comes", `INSERT INTO "meta" VALUES ('auth', '')`, []string{"facts"}},
	{"a row is sorted where nobody looks", `UPDATE "companies" SET "name_order" = 'å' WHERE "id" = 'company1'`,
		[]string{"rows.order company"}},
	{"the log goes on far ahead", `UPDATE "sqlite_sequence" SET "seq" = 9223372036854775807 WHERE "name" = 'log'`,
		[]string{"log.ahead 2"}},
	{"the log goes on a little ahead", `UPDATE "sqlite_sequence" SET "seq" = 3 WHERE "name" = 'log'`,
		[]string{"log.ahead 2"}},
	{"a trigger is planted", `CREATE TRIGGER "t" AFTER INSERT ON "log" BEGIN UPDATE "log" SET "actor" = ''; END`,
		[]string{"schema.added trigger t"}},
	{"a view is planted", `CREATE VIEW "v" AS SELECT * FROM "citizens"`, []string{"schema.added view v"}},
	{"a table is planted", `CREATE TABLE "extra" ("a" TEXT)`, []string{"schema.added table extra"}},
	{"an index goes", `DROP INDEX "log.actor"`, []string{"schema.missing index log.actor"}},
	{"statistics mislead the queries", `ANALYZE "log"; UPDATE "sqlite_stat1" SET "stat" = '1 1'`,
		[]string{"schema.added table sqlite_stat1"}},
	{"a trigger hides under a name of SQLite's own", hiddenTrigger,
		[]string{"schema.added trigger sqlite_autoindex_log_9"}},
	{"an index is another table's", `PRAGMA writable_schema = 1; UPDATE "sqlite_schema" SET "tbl_name" = 'log_rows'
		WHERE "name" = 'log.actor'`, []string{"schema.added index log.actor"}},
	{"a table counts that does not", `INSERT INTO "sqlite_sequence" VALUES ('companies', 9)`,
		[]string{"schema.added sqlite_sequence companies"}},
	{"the log counts twice", `INSERT INTO "sqlite_sequence" VALUES ('log', 1)`,
		[]string{"schema.added sqlite_sequence log"}},
	{"texts of an earlier version are to be mended", `INSERT INTO "meta" VALUES ('mend.text', 'pending')`,
		[]string{"schema.added meta mend.text"}},
	{"a migration comes", `INSERT INTO "meta" VALUES ('migration.9999_x.sql', 'x')`,
		[]string{"schema.added meta migration.9999_x.sql"}},
	{"a migration had another text", `UPDATE "meta" SET "value" = 'x' WHERE "key" = 'migration.0001_start.sql'`,
		[]string{"schema.added meta migration.0001_start.sql"}},
}

// hiddenTrigger is a trigger that only somebody who writes the schema itself can make.
const hiddenTrigger = `PRAGMA writable_schema = 1; INSERT INTO "sqlite_schema" VALUES ('trigger',
	'sqlite_autoindex_log_9', 'log', 0, 'CREATE TRIGGER "sqlite_autoindex_log_9"
	AFTER INSERT ON "log" BEGIN SELECT 1; END')`

// stripped makes a database look like one of a version that had no digests yet.
const stripped = `UPDATE "consents" SET "withdrawn_on" = NULL; UPDATE "companies" SET "mac" = NULL, "name" = 'B';
	UPDATE "log" SET "link" = NULL, "digest" = NULL; DELETE FROM "meta" WHERE "key" = 'head';
	UPDATE "meta" SET "value" = '00000000-0000-4000-8000-000000000000' WHERE "key" = 'id';
	INSERT INTO "meta" VALUES ('mend.integrity', 'pending')`

// reopenings are ways of changing a database that no program has open, so that the next one would take what stands
// there for its own.
var reopenings = []struct{ name, sql string }{
	{"the locked key goes", `DELETE FROM "meta" WHERE "key" = 'key'`},
	{"a locked database says that it is a demo", `INSERT INTO "meta" VALUES ('demo', 'yes')`},
	{"a demo with a head", `DELETE FROM "meta" WHERE "key" = 'key'; INSERT INTO "meta" VALUES ('demo', 'yes')`},
	{"a demo with links",
		`DELETE FROM "meta" WHERE "key" IN ('key', 'head'); INSERT INTO "meta" VALUES ('demo', 'yes')`},
	{"a demo without links", `DELETE FROM "meta" WHERE "key" IN ('key', 'head'); UPDATE "log" SET "link" = NULL;
		INSERT INTO "meta" VALUES ('demo', 'yes')`},
	{"the mark to believe what stands there", `UPDATE "consents" SET "withdrawn_on" = NULL;
		INSERT INTO "meta" VALUES ('mend.integrity', 'pending')`},
	{"the mark, and no head", `UPDATE "consents" SET "withdrawn_on" = NULL; DELETE FROM "meta" WHERE "key" = 'head';
		INSERT INTO "meta" VALUES ('mend.integrity', 'pending')`},
	{"all that digests rest on, and another name", stripped},
	{"the same, and the key has another kind", stripped + `; UPDATE "meta" SET "value" = replace(replace("value",
		'+schema', ''), '"schema"', '"x"') WHERE "key" = 'key'`},
	{"a number of an earlier schema", stripped + `; PRAGMA user_version = 18; DELETE FROM "meta"
		WHERE "key" >= 'migration.0019' AND "key" < 'migration.a'`},
	{"a row that the program does not write", `INSERT INTO "meta" VALUES ('extra', 'x')`},
	{"a restore that nobody did", `INSERT INTO "meta" VALUES ('restored', '{"Who":"LH"}')`},
	{"texts to be mended", `INSERT INTO "meta" VALUES ('mend.text', 'pending')`},
	{"texts to be mended, and no head",
		`INSERT INTO "meta" VALUES ('mend.text', 'pending'); DELETE FROM "meta" WHERE "key" = 'head'`},
	{"statistics mislead the queries", `ANALYZE`},
	{"a trigger hides under a name of SQLite's own", hiddenTrigger},
	{"a migration changes its name", `UPDATE "meta" SET "key" = 'migration.0001_first.sql'
		WHERE "key" = 'migration.0001_start.sql'`},
}

// byHand runs SQL on a file as somebody with another program would, which may write the schema itself.
func byHand(ctx context.Context, path, query string) error {
	db, err := sqlite.ByHand(path)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, query)
	return err
}
