-- Rows that were merged into another, so that their IDs, numbers and names lead on, and pairs that only look alike.

CREATE TABLE "merged_rows" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"row_type" TEXT,
	"into" TEXT,
	"ref" TEXT,
	"by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT,
	"sealed" BLOB NOT NULL
) STRICT;

CREATE TABLE "distinct_pairs" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"row_type" TEXT,
	"one" TEXT,
	"other" TEXT,
	"by" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"on" TEXT
) STRICT;

CREATE INDEX "merged_rows.into" ON "merged_rows" ("into");
CREATE INDEX "merged_rows.by" ON "merged_rows" ("by");
CREATE INDEX "distinct_pairs.one" ON "distinct_pairs" ("one");
CREATE INDEX "distinct_pairs.other" ON "distinct_pairs" ("other");
CREATE INDEX "distinct_pairs.by" ON "distinct_pairs" ("by");
-- A merge asks what names a row of any type.
CREATE INDEX "asides.row_id" ON "asides" ("row_id");
CREATE INDEX "ticks.evidence_id" ON "ticks" ("evidence_id") WHERE "evidence_id" IS NOT NULL;
