-- Pauses of placements: a time in which nobody works.

CREATE TABLE "pauses" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"placement" TEXT REFERENCES "placements" ("id") DEFERRABLE INITIALLY DEFERRED,
	"from" TEXT,
	"until" TEXT,
	"back_on" TEXT,
	"counts" INTEGER,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE INDEX "pauses.placement" ON "pauses" ("placement");
