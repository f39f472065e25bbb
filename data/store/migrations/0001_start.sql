-- What every database starts with. Columns follow the field tables of package model: an empty value is NULL, hours are
-- quarters, full-time equivalents hundredths, days and times ISO text. "sealed" holds all personal fields of the row.
-- References are checked at commit, so that a change set may write its rows in any order.

CREATE TABLE "meta" (
	"key" TEXT NOT NULL PRIMARY KEY,
	"value" TEXT NOT NULL
) STRICT;

-- The last number given of each numbered type. It never goes back: a number is not given twice.
CREATE TABLE "numbers" (
	"type" TEXT NOT NULL PRIMARY KEY,
	"last" INTEGER NOT NULL
) STRICT;

-- One line for each change set, undo, redo, view of personal data, and export.
CREATE TABLE "log" (
	"seq" INTEGER PRIMARY KEY AUTOINCREMENT,
	"at" TEXT NOT NULL,
	"actor" TEXT NOT NULL,
	"kind" TEXT NOT NULL CHECK ("kind" IN ('change', 'undo', 'redo', 'view', 'export')),
	"action" TEXT NOT NULL,
	"args" TEXT,
	"undoes" INTEGER REFERENCES "log" ("seq"),
	"undone_by" INTEGER REFERENCES "log" ("seq"),
	"count" INTEGER NOT NULL
) STRICT;

CREATE INDEX "log.actor" ON "log" ("actor", "seq");

-- The rows of a line. Only what stood before is kept: what stood after is what the next line about the row found, or
-- the row as it is now. A row that was added has no before.
CREATE TABLE "log_rows" (
	"type" TEXT NOT NULL,
	"row_id" TEXT NOT NULL,
	"seq" INTEGER NOT NULL REFERENCES "log" ("seq"),
	"n" INTEGER NOT NULL,
	"op" TEXT NOT NULL CHECK ("op" IN ('add', 'edit', 'remove', 'view')),
	"before" BLOB,
	PRIMARY KEY ("type", "row_id", "seq")
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX "log_rows.seq" ON "log_rows" ("seq", "n");

-- Half-typed forms, sealed whole.
CREATE TABLE "drafts" (
	"actor" TEXT NOT NULL,
	"form" TEXT NOT NULL,
	"id" TEXT NOT NULL,
	"at" TEXT NOT NULL,
	"sealed" BLOB NOT NULL,
	PRIMARY KEY ("actor", "form", "id")
) STRICT, WITHOUT ROWID;

CREATE TABLE "consultants" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"name" TEXT,
	"initials" TEXT,
	"team" TEXT,
	"login" TEXT,
	"inactive" INTEGER
) STRICT;

CREATE TABLE "settings" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"value" TEXT
) STRICT;

CREATE TABLE "reference_tables" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"source" TEXT,
	"date" TEXT,
	"rows" INTEGER,
	"data" TEXT
) STRICT;

CREATE TABLE "words" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"word" TEXT,
	"means" TEXT
) STRICT;

CREATE TABLE "companies" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"name" TEXT,
	"daily_name" TEXT,
	"cvr" TEXT,
	"pnumber" TEXT,
	"street" TEXT,
	"postcode" TEXT,
	"town" TEXT,
	"phone" TEXT,
	"mail" TEXT,
	"web" TEXT,
	"industry" TEXT,
	"industry_system" TEXT,
	"industry_text" TEXT,
	"fte" INTEGER,
	"fte_on" TEXT,
	"fte_source" TEXT,
	"staff_band" TEXT,
	"pays_hours" TEXT,
	"open_to_hire" INTEGER,
	"open_places" INTEGER,
	"open_on" TEXT,
	"min_hours" INTEGER,
	"max_hours" INTEGER,
	"days" TEXT,
	"day_parts" TEXT,
	"danish" TEXT,
	"offers" TEXT,
	"cannot_offer" TEXT,
	"relation" TEXT,
	"partner_on" TEXT,
	"areas" TEXT,
	"paused_until" TEXT,
	"ask_most" INTEGER,
	"hosted" INTEGER,
	"hosted_paid" INTEGER,
	"responsible" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"status" TEXT,
	"ceased_on" TEXT,
	"note" TEXT,
	"source" TEXT,
	"name_order" TEXT
) STRICT;

CREATE TABLE "persons" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"role" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "tasks" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"name" TEXT,
	"about" TEXT,
	"occupation" TEXT,
	"trial" INTEGER,
	"paid" INTEGER,
	"grows" INTEGER,
	"min_hours" INTEGER,
	"max_hours" INTEGER,
	"days" TEXT,
	"day_parts" TEXT,
	"loads" TEXT,
	"free_of" TEXT,
	"danish" TEXT,
	"licences" TEXT,
	"open_places" INTEGER,
	"open_on" TEXT,
	"status" TEXT
) STRICT;

CREATE TABLE "citizens" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"ref" TEXT,
	"started_on" TEXT,
	"responsible" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"status" TEXT,
	"closed_on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "goals" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"rank" INTEGER,
	"status" TEXT,
	"set_on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "consents" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"given_on" TEXT,
	"until" TEXT,
	"withdrawn_on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "contacts" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"person" TEXT REFERENCES "persons" ("id") DEFERRABLE INITIALLY DEFERRED,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"consultant" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT,
	"how" TEXT,
	"outcome" TEXT,
	"next_on" TEXT,
	"done_on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "shortlists" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"ref" TEXT,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"task" TEXT REFERENCES "tasks" ("id") DEFERRABLE INITIALLY DEFERRED,
	"made_on" TEXT,
	"closed" INTEGER,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "picks" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"list" TEXT REFERENCES "shortlists" ("id") DEFERRABLE INITIALLY DEFERRED,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"position" INTEGER,
	"status" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "overrides" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"criterion" TEXT,
	"by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "companies.responsible" ON "companies" ("responsible");
CREATE INDEX "persons.company" ON "persons" ("company");
CREATE INDEX "tasks.company" ON "tasks" ("company");
CREATE INDEX "citizens.responsible" ON "citizens" ("responsible");
CREATE UNIQUE INDEX "citizens.ref" ON "citizens" ("ref");
CREATE INDEX "goals.citizen" ON "goals" ("citizen");
CREATE INDEX "consents.citizen" ON "consents" ("citizen");
CREATE INDEX "consents.company" ON "consents" ("company");
CREATE INDEX "contacts.company" ON "contacts" ("company");
CREATE INDEX "contacts.person" ON "contacts" ("person");
CREATE INDEX "contacts.citizen" ON "contacts" ("citizen");
CREATE INDEX "contacts.consultant" ON "contacts" ("consultant");
CREATE INDEX "shortlists.citizen" ON "shortlists" ("citizen");
CREATE INDEX "shortlists.task" ON "shortlists" ("task");
CREATE UNIQUE INDEX "shortlists.ref" ON "shortlists" ("ref");
CREATE INDEX "picks.list" ON "picks" ("list");
CREATE INDEX "picks.company" ON "picks" ("company");
CREATE INDEX "picks.citizen" ON "picks" ("citizen");
CREATE INDEX "overrides.citizen" ON "overrides" ("citizen");
CREATE INDEX "overrides.company" ON "overrides" ("company");
CREATE INDEX "overrides.by" ON "overrides" ("by");
-- The list of workplaces by name, and how many there are of each status.
CREATE INDEX "companies.name_order" ON "companies" ("name_order", "name", "status");
CREATE INDEX "companies.cvr" ON "companies" ("cvr");
CREATE INDEX "companies.pnumber" ON "companies" ("pnumber");
CREATE INDEX "companies.relation" ON "companies" ("relation") WHERE "relation" IS NOT NULL;
CREATE INDEX "companies.paused_until" ON "companies" ("paused_until") WHERE "paused_until" IS NOT NULL;
CREATE INDEX "companies.open_places" ON "companies" ("open_places") WHERE "open_places" IS NOT NULL;
CREATE INDEX "contacts.next_on" ON "contacts" ("next_on") WHERE "next_on" IS NOT NULL AND "done_on" IS NULL;
