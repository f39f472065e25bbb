-- Enrolments in programmes: what was done, left out, planned in own words, and how it goes.

CREATE TABLE "enrolments" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"ref" TEXT,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"programme" TEXT,
	"edition" TEXT,
	"start_on" TEXT,
	"days" INTEGER,
	"consultant" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"group" TEXT,
	"drawn" TEXT,
	"due" TEXT,
	"rhythm" TEXT,
	"triage" TEXT,
	"triage_on" TEXT,
	"triage_next" TEXT,
	"previous" TEXT REFERENCES "enrolments" ("id") DEFERRABLE INITIALLY DEFERRED,
	"ended_on" TEXT,
	"outcome" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "exemptions" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"enrolment" TEXT REFERENCES "enrolments" ("id") DEFERRABLE INITIALLY DEFERRED,
	"code" TEXT,
	"from" TEXT,
	"until" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "ticks" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"enrolment" TEXT REFERENCES "enrolments" ("id") DEFERRABLE INITIALLY DEFERRED,
	"element" TEXT,
	"on" TEXT,
	"next_on" TEXT,
	"evidence_type" TEXT,
	"evidence_id" TEXT,
	"by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "planlines" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"enrolment" TEXT REFERENCES "enrolments" ("id") DEFERRABLE INITIALLY DEFERRED,
	"kind" TEXT,
	"track" TEXT,
	"who" TEXT,
	"on" TEXT,
	"done_on" TEXT,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"days" INTEGER,
	"position" INTEGER,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "checks" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"enrolment" TEXT REFERENCES "enrolments" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT,
	"by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "enrolments.citizen" ON "enrolments" ("citizen");
CREATE INDEX "enrolments.consultant" ON "enrolments" ("consultant");
CREATE INDEX "enrolments.previous" ON "enrolments" ("previous");
CREATE UNIQUE INDEX "enrolments.ref" ON "enrolments" ("ref");
CREATE INDEX "exemptions.enrolment" ON "exemptions" ("enrolment");
CREATE INDEX "ticks.enrolment" ON "ticks" ("enrolment");
CREATE INDEX "ticks.by" ON "ticks" ("by");
CREATE INDEX "planlines.enrolment" ON "planlines" ("enrolment");
CREATE INDEX "planlines.company" ON "planlines" ("company");
CREATE INDEX "checks.citizen" ON "checks" ("citizen");
CREATE INDEX "checks.enrolment" ON "checks" ("enrolment");
CREATE INDEX "checks.by" ON "checks" ("by");
