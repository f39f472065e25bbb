-- What a legal unit has promised for a year in its partnership agreement; what contacts are about; social enterprises.

CREATE TABLE "commitments" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"version" INTEGER NOT NULL,
	"company" TEXT REFERENCES "companies" ("id") DEFERRABLE INITIALLY DEFERRED,
	"year" INTEGER,
	"what" TEXT,
	"number" INTEGER,
	"note" TEXT
) STRICT;

CREATE INDEX "commitments.company" ON "commitments" ("company");

ALTER TABLE "companies" ADD COLUMN "social_enterprise" INTEGER;
ALTER TABLE "contacts" ADD COLUMN "topic" TEXT;
