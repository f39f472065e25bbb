-- Lists as somebody wants to see them again: filters, order and columns.

CREATE TABLE "listviews" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"screen" TEXT,
	"consultant" TEXT REFERENCES "consultants" ("id") DEFERRABLE INITIALLY DEFERRED,
	"sealed" BLOB NOT NULL,
	"mac" BLOB
) STRICT;

CREATE INDEX "listviews.consultant" ON "listviews" ("consultant");
