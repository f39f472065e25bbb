-- foreign_keys=off
-- Two more kinds of entries: "erase" is an erasure, which no undo reaches, and "admin" is what was done with the file as
-- a whole: its passphrase, a copy, a restore.
CREATE TABLE "log_new" (
	"seq" INTEGER PRIMARY KEY AUTOINCREMENT,
	"at" TEXT NOT NULL,
	"actor" TEXT NOT NULL,
	"kind" TEXT NOT NULL CHECK ("kind" IN ('change', 'undo', 'redo', 'view', 'export', 'erase', 'admin')),
	"action" TEXT NOT NULL,
	"args" TEXT,
	"undoes" INTEGER REFERENCES "log" ("seq"),
	"undone_by" INTEGER REFERENCES "log" ("seq"),
	"count" INTEGER NOT NULL,
	"link" BLOB,
	"digest" BLOB
) STRICT;

INSERT INTO "log_new" SELECT "seq", "at", "actor", "kind", "action", "args", "undoes", "undone_by", "count", "link",
	"digest" FROM "log" ORDER BY "seq";

DROP TABLE "log";

ALTER TABLE "log_new" RENAME TO "log";

CREATE INDEX "log.actor" ON "log" ("actor", "seq");
