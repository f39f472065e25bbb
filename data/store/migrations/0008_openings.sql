-- Job ads of workplaces.

CREATE TABLE "openings" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"title" TEXT,
	"occupation" TEXT,
	"published_on" TEXT,
	"deadline_on" TEXT,
	"work_time" TEXT,
	"duration" TEXT,
	"terms" TEXT,
	"places" INTEGER,
	"ad_no" TEXT,
	"web" TEXT,
	"source" TEXT
) STRICT;

CREATE INDEX "openings.company" ON "openings" ("company");
