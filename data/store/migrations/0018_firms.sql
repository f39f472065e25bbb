-- Job orders with candidates, parents of legal units, cover for an absent colleague, planned hand-overs, and the day on
-- which a workplace answered.

ALTER TABLE "openings" ADD COLUMN "kind" TEXT;
ALTER TABLE "openings" ADD COLUMN "person" TEXT REFERENCES "persons" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "openings" ADD COLUMN "consultant" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "openings" ADD COLUMN "hours" INTEGER;
ALTER TABLE "openings" ADD COLUMN "closed_on" TEXT;
ALTER TABLE "openings" ADD COLUMN "note" TEXT;
CREATE INDEX "openings.person" ON "openings" ("person");
CREATE INDEX "openings.consultant" ON "openings" ("consultant");
ALTER TABLE "picks" ADD COLUMN "answered_on" TEXT;

CREATE TABLE "parents" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"cvr" TEXT,
	"parent_cvr" TEXT,
	"parent_name" TEXT,
	"source" TEXT,
	"on" TEXT
) STRICT;

CREATE TABLE "covers" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"away" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"from" TEXT,
	"until" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "covers.away" ON "covers" ("away");
CREATE INDEX "covers.by" ON "covers" ("by");

CREATE TABLE "candidates" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"opening" TEXT REFERENCES "openings" ("id") DEFERRABLE INITIALLY DEFERRED,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"outcome" TEXT,
	"on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "candidates.opening" ON "candidates" ("opening");
CREATE INDEX "candidates.citizen" ON "candidates" ("citizen");

CREATE TABLE "handovers" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"from" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"to" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT,
	"citizen" TEXT REFERENCES "citizens" ("id") DEFERRABLE INITIALLY DEFERRED,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"done_on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "handovers.from" ON "handovers" ("from");
CREATE INDEX "handovers.to" ON "handovers" ("to");
CREATE INDEX "handovers.citizen" ON "handovers" ("citizen");
CREATE INDEX "handovers.company" ON "handovers" ("company");
